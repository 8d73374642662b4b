"""Text out of bytes: UTF-8, UTF-16 with a byte order mark, Windows-1252."""

from __future__ import annotations

import codecs
import re

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.places import Place

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_MARK = (b"", "utf-8")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_WINDOWS = "cp1252"


def decode(data: bytes, file: str) -> tuple[str, bool]:
    """The text of a file, and whether its encoding had to be guessed.

    Raises:
        ReadError: The bytes are no text in any encoding that occurs.
    """
    place = Place(file=file)
    mark, encoding = next((known for known in _MARKS if data.startswith(known[0])), _NO_MARK)
    body = data[len(mark) :]
    guessed = False
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if mark:
            what = _("does not hold to its own mark of {encoding}").format(
                encoding=encoding.upper()
            )
            raise _unreadable(what, place, body, error.start) from error
        guessed = True
        try:
            text = body.decode(_WINDOWS)
        except UnicodeDecodeError as second:
            what = _("is text neither in UTF-8 nor in Windows-1252")
            raise _unreadable(what, place, body, second.start) from second
    if control := _CONTROL.search(text):
        raise ReadError(
            _("is no text: it has the control character {code:#04x}").format(code=ord(control[0])),
            place=place.at(row=text.count("\n", 0, control.start()) + 1),
            remedy=_("open it in the program that made it, and save it as XLSX or CSV UTF-8"),
        )
    return text.rstrip("\x1a"), guessed


def _unreadable(what: str, place: Place, body: bytes, position: int) -> ReadError:
    return ReadError(
        _("{what}: byte {body:#04x} at {position}").format(
            what=what, body=body[position], position=position
        ),
        place=place.at(row=body.count(b"\n", 0, position) + 1),
        remedy=_("save it as CSV UTF-8"),
    )

"""The text of a page out of its bytes: alone, or in an MHT archive with others."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = 4096
_CHARSET = re.compile(
    rb"""<(?:meta[^>]*?charset\s*=|\?xml[^>]*?encoding\s*=)\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WINDOWS: Final = "cp1252"
_LATIN: Final = frozenset({"iso8859-1", "ascii"})
"""What browsers read as Windows-1252, as the WHATWG standard on encodings has it."""


@frozen
class Page:
    """A page as text.

    Attributes:
        text: Its markup.
        guessed: Whether its encoding had to be guessed.
    """

    text: str
    guessed: bool = False


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file in order: one, or those of an MHT archive."""
    if not is_archive(data):
        yield decoded(data)
        return
    import email  # noqa: PLC0415 - for MHT archives only
    import email.policy  # noqa: PLC0415 - the same

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield decoded(body, str(part.get_content_charset("")))


def is_archive(data: bytes) -> bool:
    """Whether a file is an MHT archive, as browsers and Excel save a whole page."""
    head = data[:_HEAD].lower()
    first = head.lstrip().partition(b":")[0]
    named = first in {b"mime-version", b"from", b"date", b"subject", b"content-type", b"snapshot"}
    return named and b"multipart/related" in head


def decoded(data: bytes, charset: str = "") -> Page:
    """A page as text: by its mark, by what it declares, as UTF-8, or else as Windows-1252.

    Args:
        data: The page.
        charset: The encoding that the archive around it names, if it does.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Page(_clean(data[len(mark) :].decode(encoding, "replace")))
    declared = _CHARSET.search(data[:_HEAD])
    for name in (charset, declared[1].decode("ascii") if declared else "", "utf-8"):
        if encoding := _known(name):
            try:
                return Page(_clean(data.decode(encoding)))
            except UnicodeError:
                continue
    return Page(_clean(data.decode(_WINDOWS, "replace")), guessed=True)


def _known(name: str) -> str:
    """The encoding of a name, if Python has it and it is one of text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not found._is_text_encoding:  # noqa: SLF001 - the one way to tell base64 from an alphabet
        return ""
    return _WINDOWS if found.name in _LATIN else found.name


def _clean(text: str) -> str:
    """A text without control characters, which parsers of C take for its end."""
    return _CONTROL.sub(" ", text)

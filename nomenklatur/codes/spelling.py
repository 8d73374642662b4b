"""From the characters of a cell to the segments of a code: blanks, marks, letters, separators.

What is mended here says nothing yet about what the segments mean; that is for
`nomenklatur.codes.styles`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 80
"""Longer texts are no codes; the longest spelling seen in a real file has 28 characters."""


@frozen
class Repair:
    """Something that had to be mended.

    Attributes:
        words: What, in words for a planner.
        weight: How much it speaks against the reading: 0 for what every reading of the text
            needs, or for a style that is as regular as the canonical one; else 1.
    """

    words: str
    weight: int = 0


@frozen
class Spelling:
    """One way to cut a text into segments.

    Attributes:
        segments: The segments, of digits or X.
        repairs: What had to be mended to get them.
        grouped: Whether blanks stood beside the dots and group the segments, as in
            ``1.03 . 1.03.01 . 01``.
    """

    segments: tuple[str, ...]
    repairs: tuple[Repair, ...] = ()
    grouped: bool = False

    @property
    def dotted(self) -> str:
        """The segments with dots between them."""
        return ".".join(self.segments)


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKS = "'\"`´‘’“”()[]{}<>*:;"
_SEPARATOR = re.compile(r"[,;/_·•\-‐‑‒–—−]")
_DOT = re.compile(r" ?\. ?")
_DOTS = re.compile(r"\.{2,}")
_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_TOKEN = re.compile(r"[\dOoIl|]+", re.ASCII)
_LETTERS = (("Oo", "0", N_("letter O read as 0")), ("Il|", "1", N_("letter l read as 1")))
_SEGMENTS = re.compile(r"(?:\d{1,12}|X{1,2})(?:\.(?:\d{1,12}|X{1,2}))*", re.ASCII)
_CODE_AND_NAME = re.compile(
    r"\s*(?P<code>(?:[0-9]{1,4}|[Xx])(?:\s?\.\s?(?:[0-9]{1,4}|[Xx]{2}))+\.?)"
    r"(?:\s*[-–—:]\s*|\s+)(?P<name>[^\W\d_].*)",
    re.DOTALL,
)
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_TWO_DECIMALS = re.compile(r"[0#?]\.0[0?](?![0#?])")
_ZERO_PADDED = re.compile(r"0{2,5}")
_ONE_DECIMAL = re.compile(r"\d+\.\d", re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or a dash for nothing."""
    return not text.translate(_INVISIBLE).strip(" \t\r\n\f\v\u00a0.-‐‑‒–—−")


def as_displayed(text: str, number_format: str) -> str:
    """A number's text as its number format shows it, where that brings lost zeros back.

    ``2.1`` under ``0.00`` is ``2.10``, ``2`` under ``000`` is ``002``; any other text or
    format leaves the text as it is.
    """
    shown = _QUOTED.sub("", number_format).split(";")[0].strip()
    if _ONE_DECIMAL.fullmatch(text) and not text.endswith(".0") and _TWO_DECIMALS.search(shown):
        return text + "0"
    if _WHOLE.fullmatch(text) and _ZERO_PADDED.fullmatch(shown):
        return text.zfill(len(shown))
    return text


def split_code(text: str) -> tuple[str, str]:
    """The code and the name of a cell that holds both; no code if it holds a name alone.

    A number without a dot is taken for a part of the name.

    >>> split_code("1.02.1.02.01.01. - Program Pelayanan Administrasi Perkantoran")
    ('1.02.1.02.01.01.', 'Program Pelayanan Administrasi Perkantoran')
    >>> split_code("12 bulan")
    ('', '12 bulan')
    """
    if (match := _CODE_AND_NAME.fullmatch(text)) is None:
        return "", text.strip()
    return match["code"], match["name"].strip()


def spellings(text: str) -> Iterator[Spelling]:
    """The ways to cut a text into segments; none if it is no code in any spelling."""
    if len(text) > MAX_LENGTH:
        return
    visible = text.translate(_INVISIBLE)
    repairs = [] if visible == text else [Repair(_("invisible characters left out"))]
    body = " ".join(visible.split())
    blanks = body != visible
    if (bare := body.strip(_MARKS + " ")) != body:
        repairs.append(Repair(_("marks around the code left out")))
        body = bare
    if "x" in body:
        repairs.append(Repair(_("lower-case x read as X")))
        body = body.replace("x", "X")
    body = _mend_letters(body, repairs)
    for mark in dict.fromkeys(_SEPARATOR.findall(body)):
        repairs.append(Repair(_("{mark} read as a dot").format(mark=mark)))
        body = body.replace(mark, ".")
    tight = _DOT.sub(".", body)
    grouped = tight != body
    if blanks or grouped:
        repairs.append(Repair(_("blanks left out")))
    body = _mend_dots(tight, repairs)
    yield from _cut(body, tuple(repairs), grouped=grouped)


def _mend_letters(body: str, repairs: list[Repair]) -> str:
    """Read O as 0 and l as 1 inside numbers; a lone letter stays what it is."""

    def mend(token: re.Match[str]) -> str:
        found = token[0]
        if found.isdigit() or not any(character.isdigit() for character in found):
            return found
        for letters, digit, words in _LETTERS:
            if any(letter in found for letter in letters):
                if Repair(words) not in repairs:
                    repairs.append(Repair(words))
                found = re.sub(f"[{letters}]", digit, found)
        return found

    return _TOKEN.sub(mend, body)


def _mend_dots(body: str, repairs: list[Repair]) -> str:
    if (single := _DOTS.sub(".", body)) != body:
        repairs.append(Repair(_("doubled dot left out")))
        body = single
    if body.endswith("."):
        repairs.append(Repair(_("trailing dot left out")))
    if body.startswith("."):
        repairs.append(Repair(_("leading dot left out")))
    return body.strip(".")


def _cut(body: str, repairs: tuple[Repair, ...], *, grouped: bool) -> Iterator[Spelling]:
    ways: list[tuple[str, tuple[Repair, ...]]] = [(body, ())]
    if " " in body:
        ways = [
            (body.replace(" ", "."), (Repair(_("blank read as a dot"), 1),)),
            (body.replace(" ", ""), (Repair(_("blank inside a number left out"), 1),)),
        ]
    if number := _FLOAT.fullmatch(body):
        ways.append((number[1], (Repair(_("the .0 of a number cell left out"), 1),)))
    for way, more in ways:
        if _SEGMENTS.fullmatch(way):
            yield Spelling(tuple(way.split(".")), repairs + more, grouped)

"""The segments of a code that stand in cells of their own, with the zeros that they lost.

A bidang is two digits, so that the number 1 can only be 01. A kegiatan is an authority digit and
two digits, so that the number 2.1 is 2.10 if its format says so; else the kegiatan beside it must
tell whether it is 2.10 or 2.01 written short. The digits of a sub kegiatan are those of the
regulation: one number above 99 tells them for the whole list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from nomenklatur.catalog.importing.sheets import cell_text
from nomenklatur.codes import Level
from nomenklatur.tables.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.catalog.importing.sheets import Raw, Sheet

_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_KEGIATAN: Final = re.compile(r"0?(?P<authority>[1-8])\s?\.\s?(?P<number>\d{1,2})", re.ASCII)
_WIDTHS: Final = {Level.URUSAN: 1, Level.BIDANG_URUSAN: 2, Level.PROGRAM: 2}


@frozen
class Segment:
    """What a cell says of one level of a code.

    Attributes:
        text: The cell's text; a number with the zeros that its format shows.
        readings: The segments that it may stand for, as a code spells them.
        padded: Whether a zero was put back that the level's grammar demands.
        shown: Whether the number format brought a zero back.
    """

    text: str
    readings: tuple[str, ...]
    padded: bool = False
    shown: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether there is only one reading."""
        return len(self.readings) == 1


def segment_text(sheet: Sheet, raw: Raw, number: int, column: int) -> tuple[str, bool]:
    """A cell's text, and whether its number format has brought back a zero."""
    plain = cell_text(raw)
    if isinstance(raw, str | bool) or not isinstance(raw, int | float):
        return plain, False
    shown = number_text(repr(raw), sheet.formats.get((number, column), "General")) or plain
    return shown, shown != plain


def read_segment(text: str, level: Level, above: Sequence[str], *, shown: bool = False) -> Segment:
    """The readings of a segment; none if it is no segment of that level.

    Args:
        text: The cell's text, not empty.
        level: The level of its column.
        above: The segments before it; a cell may repeat them (``1.01`` in the column of bidang).
        shown: Whether the number format brought a zero back.
    """
    prefix = "".join(f"{segment}." for segment in above)
    body = text.upper().replace(" ", "").rstrip(".")
    if prefix and body.startswith(prefix):
        body = body[len(prefix) :]
    if level is Level.KEGIATAN and (match := _KEGIATAN.fullmatch(body)):
        return _kegiatan(text, match["authority"], match["number"], shown=shown)
    if body == "X" * _WIDTHS.get(level, 0):
        return Segment(text, (body,))
    if not _DIGITS.fullmatch(body):
        return Segment(text, ())
    width = _WIDTHS.get(level, len(body))
    digits = str(int(body)).zfill(width) if level in _WIDTHS else body
    if len(digits) != width:
        return Segment(text, ())
    return Segment(text, (digits,), padded=len(digits) > len(body), shown=shown)


def _kegiatan(text: str, authority: str, number: str, *, shown: bool) -> Segment:
    if len(number) == 2:  # noqa: PLR2004 - a kegiatan has two digits
        return Segment(text, (f"{authority}.{number}",), shown=shown)
    return Segment(text, (f"{authority}.0{number}", f"{authority}.{number}0"))


@define
class Choice:
    """A run of rows that share a kegiatan which can be read in two ways.

    Attributes:
        within: The program that it stands under.
        segment: The cell.
        chosen: The reading that the kegiatan beside it leave; None if they leave both or none.
    """

    within: tuple[str, ...]
    segment: Segment
    chosen: str | None = field(default=None)


def choose(runs: Iterable[Choice]) -> None:
    """Decide for each unclear kegiatan by those beside it, of its program and authority.

    The one that is already there is out, and so is what would break the order of the list.
    """
    groups: dict[tuple[str, ...], list[Choice]] = {}
    for run in runs:
        groups.setdefault((*run.within, run.segment.readings[0][0]), []).append(run)
    for siblings in groups.values():
        clear = [s.segment.readings[0] if s.segment.is_clear else None for s in siblings]
        taken = [reading for reading in clear if reading]
        in_order = taken == sorted(taken)
        for at, one in enumerate(siblings):
            if one.segment.is_clear:
                one.chosen = one.segment.readings[0]
                continue
            before = max(filter(None, clear[:at]), default="")
            after = min(filter(None, clear[at + 1 :]), default="")
            left = [
                reading
                for reading in one.segment.readings
                if reading not in taken
                and not (in_order and (reading < before or (after and reading > after)))
            ]
            if len(left) == 1:
                one.chosen = left[0]

"""The codes of a table's rows: in one column, spread over several, before the name, or alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nomenklatur.codes import Code, Level, Scheme, guess_scheme, read_code
from nomenklatur.codes.code import LEGACY_OFFICE_PROGRAMS
from nomenklatur.plan.rows.details import account_behind
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank
from nomenklatur.tables.table import EMPTY, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.codes.reading import CodeReading
    from nomenklatur.plan.columns.layout import Side
    from nomenklatur.plan.rows.lines import Line

_NUMBER_ALONE: Final = re.compile(r"\d{1,3}", re.ASCII)
_CODE_AND_NAME: Final = re.compile(
    r"(?P<code>[\dxX]{1,2}(?:\s?\.\s?[\dxX]{1,4}){1,6})\.?\s+(?P<name>[^\W\d].*)", re.ASCII
)
_CODE_WORDS: Final = frozenset({Rank.URUSAN, Rank.BIDANG, Rank.PROGRAM})
_OFFICE_PROGRAMS: Final = Code(Scheme.LEGACY, "0", "00")
_ENDS: Final = (
    (Scheme.LEGACY, re.compile(r"\d\d\.\d{3}", re.ASCII)),
    (Scheme.NEW, re.compile(r"\d\d\.\d\.\d\d(?:\.\d\d(?:\d\d)?)?", re.ASCII)),
)
"""Codes without urusan and bidang, which the title gives once: ``01.001``, ``02.2.01.0001``."""
_PROGRAM_NUMBER: Final = re.compile(r"\d\d", re.ASCII)
_KEGIATAN_WIDTH: Final = 3
_SAMPLE: Final = 1000


class CodeColumn:
    """The columns of codes on one side of a table.

    Args:
        side: The side.
        bidang: The office's bidang urusan, for numbers that stand alone.

    Attributes:
        scheme: The scheme that the codes follow, once `learn` has seen them.
        numbers_alone: Whether they are numbers, each below the row that it belongs to.
        homeless: Numbers of programs for which the bidang would have to be known.
    """

    def __init__(self, side: Side, bidang: Code | None = None) -> None:
        self.columns = side.all(Role.CODE)
        self.names = side.all(Role.NAME)
        self.bidang = bidang
        self.scheme: Scheme | None = None
        self.numbers_alone = False
        self._ends = False
        self.homeless: list[str] = []
        self._widths: set[int] = set()
        self._above: list[tuple[Rank, Code | None]] = []
        self._parts = any(column.part for column in self.columns)

    def learn(self, lines: Iterable[Line]) -> None:
        """Find out, from all rows, which scheme the codes follow, and whether they are numbers."""
        texts = list(self._of_activities(lines))
        if not self.columns:
            texts = [
                found["code"]
                for line in lines
                for column in self.names
                if (found := _CODE_AND_NAME.fullmatch(line.text(column)))
            ]
        for scheme, pattern in _ENDS:
            if any(pattern.fullmatch(text) for text in texts) and all(
                pattern.fullmatch(text) or _PROGRAM_NUMBER.fullmatch(text) for text in texts
            ):
                self.scheme, self._ends = scheme, True
                return
        alone = [text for text in texts if _NUMBER_ALONE.fullmatch(text)]
        several = len(set(alone)) > 1 or any(text.startswith("0") for text in alone)
        self.numbers_alone = several and len(alone) * 2 > len(texts)
        self._widths = {len(text) for text in alone}
        dotted = [text for text in texts if not _NUMBER_ALONE.fullmatch(text)]
        self.scheme = guess_scheme(_sample(dotted))
        if self.scheme is None and self.numbers_alone:
            self.scheme = Scheme.LEGACY

    def _of_activities(self, lines: Iterable[Line]) -> Iterator[str]:
        """The codes of the rows, without accounts that are written behind an activity's."""
        above = ""
        for line in lines:
            text = self.text(line)
            name = " ".join(filter(None, (line.text(column) for column in self.names)))
            if text and not account_behind(text, name, above):
                above = text
                yield text

    def text(self, line: Line) -> str:
        """The code of a row as printed; the parts of one that is spread, joined by dots."""
        if self._parts:
            parts = [line.text(column).strip(".") for column in self.columns]
            return ".".join(part for part in parts if part)
        return next((line.text(c) for c in reversed(self.columns) if line.text(c)), "")

    def split(
        self, line: Line, text: str, level: Level | None, *, own: bool
    ) -> tuple[str, str, Cell]:
        """The name, the code and its cell, of a text in a column of names.

        Args:
            line: The row.
            text: The text of the column of names.
            level: The one level whose names the column holds.
            own: Whether it is the row's own name, not that of a level beside it.
        """
        beside = next((c for c in self.columns if level is not None and c.level is level), None)
        if beside is not None and not self._parts:
            return text, line.text(beside), line.cell(beside)
        if self.columns:
            code = self.text(line) if own else ""
            cell = next((line.cell(c) for c in self.columns if line.text(c)), EMPTY)
            return text, code, EMPTY if self._parts else cell
        if found := _CODE_AND_NAME.fullmatch(text):
            return found["name"], found["code"], EMPTY
        return text, "", EMPTY

    def read(
        self, text: str, cell: Cell, rank: Rank | None, *, certain: bool
    ) -> CodeReading | None:
        """What a row's code says.

        Args:
            text: The code as printed.
            cell: Its cell.
            rank: The rank that the row's words give it.
            certain: Whether the table itself says the level, not only the name's first word.
        """
        if not text:
            return None
        level = rank.level if rank is not None and (certain or rank in _CODE_WORDS) else None
        if self._ends:
            return self._read_end(text)
        if _NUMBER_ALONE.fullmatch(text) and self.numbers_alone:
            return self._read_number(text, rank)
        reading = self._read(text, cell, level)
        if reading.code is None and not reading.alternatives and level and not certain:
            plain = self._read(text, cell, None)
            reading = plain if plain.code is not None or plain.alternatives else reading
        if reading.alternatives and (parent := self._parent(rank)) is not None:
            within = self._read(text, cell, level, parent)
            reading = within if within.code is not None else reading
        return reading

    def _read(
        self, text: str, cell: Cell, level: Level | None, within: Code | None = None
    ) -> CodeReading:
        return read_code(
            text,
            scheme=self.scheme,
            level=level,
            within=within,
            number=cell.number,
            number_format=cell.number_format,
        )

    def rank_of_number(self, text: str) -> Rank | None:
        """The rank that the width of a number alone gives: ``01`` is a program, ``002`` none."""
        if not self.numbers_alone or not _PROGRAM_NUMBER.fullmatch(text):
            return None
        return Rank.PROGRAM if _KEGIATAN_WIDTH in self._widths else None

    def _read_end(self, text: str) -> CodeReading | None:
        """The end of a code, printed below the bidang urusan that the title gives."""
        within = self._bidang_of(self.scheme)
        if (
            within is None
            and self.scheme is Scheme.LEGACY
            and int(text[:2]) in LEGACY_OFFICE_PROGRAMS
        ):
            within = _OFFICE_PROGRAMS
        if within is None:
            self.homeless.append(text)
            return None
        return read_code(text, scheme=self.scheme, within=within)

    def _bidang_of(self, scheme: Scheme | None) -> Code | None:
        """The office's bidang urusan in a scheme; numbers alone occur in legacy plans only."""
        if self.bidang is None or scheme is None or self.bidang.scheme is scheme:
            return self.bidang
        return Code(scheme, self.bidang.urusan, self.bidang.bidang)

    def _read_number(self, text: str, rank: Rank | None) -> CodeReading | None:
        """A number that stands alone, below the row that it belongs to."""
        if rank in {Rank.URUSAN, Rank.BIDANG}:
            return read_code(text, scheme=self.scheme, level=rank.level) if rank else None
        if rank is Rank.PROGRAM:
            within = self._bidang_of(Scheme.LEGACY)
            if within is None and int(text) in LEGACY_OFFICE_PROGRAMS:
                within = _OFFICE_PROGRAMS
            if within is None:
                self.homeless.append(text)
            level = Level.PROGRAM
        else:
            within = self._parent(Rank.KEGIATAN)
            level = Level.KEGIATAN
        if within is None:
            return None
        return read_code(text, scheme=within.scheme, level=level, within=within)

    def open(self, rank: Rank | None, code: Code | None) -> None:
        """Remember a row as one below which the next may stand."""
        if rank is None:
            return
        while self._above and self._above[-1][0] >= rank:
            self._above.pop()
        self._above.append((rank, code))

    def forget(self) -> None:
        """Forget the rows above."""
        self._above.clear()

    def _parent(self, rank: Rank | None) -> Code | None:
        """The code of the nearest row above that may be a row's parent."""
        limit = rank or Rank.SUB_KEGIATAN
        return next((code for above, code in reversed(self._above) if above < limit), None)


def _sample(texts: Sequence[str]) -> Sequence[str]:
    """Texts from all over a long column; enough to tell its scheme."""
    return texts[:: max(len(texts) // _SAMPLE, 1)]

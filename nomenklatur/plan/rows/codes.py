"""The codes of a table's rows: in one column, spread over several, before the name, or alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.codes import Code, Level, Scheme, read_code
from nomenklatur.codes.code import LEGACY_OFFICE_PROGRAMS
from nomenklatur.codes.column import CodeColumn
from nomenklatur.codes.reading import CodeReading
from nomenklatur.codes.spelling import split_code
from nomenklatur.language import _
from nomenklatur.plan.rows.details import account_behind, account_tail, is_account_row
from nomenklatur.plan.texts.headings import Role, level_of
from nomenklatur.plan.texts.ranks import Rank, rank_of
from nomenklatur.tables.table import EMPTY, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Side
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.nodes import Node

_NUMBER_ALONE: Final = re.compile(r"\d{1,3}", re.ASCII)
_CODE_WORDS: Final = frozenset({Rank.URUSAN, Rank.BIDANG, Rank.PROGRAM})
_OFFICE_PROGRAMS: Final = Code(Scheme.LEGACY, "0", "00")
_ENDS: Final = (
    (Scheme.LEGACY, re.compile(r"\d\d\.\d{3}", re.ASCII)),
    (Scheme.NEW, re.compile(r"\d\d\.\d\.\d\d(?:\.\d\d(?:\d\d)?)?", re.ASCII)),
)
"""Codes without urusan and bidang, which the title gives once: ``01.001``, ``02.2.01.0001``."""
_PAIR: Final = re.compile(r"\d{1,2}(?:\.(?:\d{1,3}|[xX]{1,3}))?", re.ASCII)
"""Numbers of program and kegiatan in two columns."""
_PROGRAM_NUMBER: Final = re.compile(r"\d{1,2}", re.ASCII)
_OFFICE: Final = re.compile(r"\d\.\d\d\.(?:\d\.\d\d\.){2}\d\d\.\d{4}", re.ASCII)
"""The code of an office in SIPD, in the column of the codes of what it does."""
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_BIDANG_OF_OFFICE: Final = re.compile(r"(\d)\.(\d{1,2})\.", re.ASCII)
_KEGIATAN_WIDTH: Final = 3
_SAMPLE: Final = 1000
_LOOKED_AT: Final = 2000
_HEAD_RANKS: Final = frozenset({Rank.URUSAN, Rank.BIDANG, Rank.PROGRAM})


@frozen
class RowCode:
    """The code of a row.

    Attributes:
        text: As printed; the parts of one that is spread over columns joined by dots.
        reading: What was understood of it; None where it has to be left to the rows around it.
        rank: How high it puts the row; None where it does not tell.
        path: Its segments as numbers, which say what lies below what where nothing else does.
    """

    text: str = ""
    reading: CodeReading | None = None
    rank: Rank | None = None
    path: tuple[str, ...] = ()

    @property
    def code(self) -> Code | None:
        """The code, if there is one reading."""
        return self.reading.code if self.reading is not None else None


class RowCodes:
    """The columns of codes on one side of a table.

    Args:
        side: The side.
        bidang: The office's bidang urusan, for numbers that stand alone.

    Attributes:
        scheme: The scheme that the codes follow, once `learn` has seen them.
        numbers_alone: Whether they are numbers, each below the row that it belongs to.
        are_ends: Whether they are program and kegiatan alone, below the bidang of the title.
        accounts_behind: Whether an account is written behind each of them.
        homeless: Numbers of programs for which the bidang would have to be known.
    """

    def __init__(self, side: Side, bidang: Code | None = None) -> None:
        codes = side.all(Role.CODE)
        self.columns = tuple(sorted(codes, key=_from_the_widest))
        self.names = side.all(Role.NAME)
        self.bidang = bidang
        self.scheme: Scheme | None = None
        self.numbers_alone = False
        self.accounts_behind = False
        self.homeless: list[str] = []
        self._level = side.first(Role.LEVEL)
        self._office = side.first(Role.OFFICE_CODE)
        self._column = CodeColumn()
        self.are_ends = False
        self._read_before: dict[tuple[object, ...], CodeReading] = {}
        self._dates: dict[str, str] = {}
        self._pairs = False
        self._widths: set[int] = set()
        self._above: list[tuple[Rank, Code | None]] = []
        self._whole: Mapping[int, bool] = {}
        self._parts = any(column.part for column in self.columns)

    def learn(self, lines: Sequence[Line]) -> None:
        """Find out, from all rows, how the codes are written, and whether they are numbers."""
        self._whole = self._find_whole(lines)
        self._parts = self._parts or (
            len(self.columns) > 1 and not all(self._whole[c.index] for c in self.columns[1:])
        )
        rows = [(text, line) for line in lines for text in self._texts(line)]
        tails = [account_tail(text) for text, _line in rows]
        heads = {head for head, _tail in tails}
        self.accounts_behind = bool(rows) and all(t for _h, t in tails) and len(heads) < len(tails)
        if self.accounts_behind:
            rows = [(head, line) for (head, _tail), (_t, line) in zip(tails, rows, strict=True)]
        self._learn_dates([text for text, _line in rows])
        rows = [(self._dates.get(text, text), line) for text, line in rows]
        texts = [text for text, _line in self._of_activities(rows)]
        self._pairs = bool(self._parts and texts) and all(map(_PAIR.fullmatch, texts))
        if self._pairs and any("." in text for text in texts):
            self.scheme, self.are_ends = Scheme.LEGACY, True
            return
        self._pairs = False
        for scheme, pattern in _ENDS:
            if any(pattern.fullmatch(text) for text in texts) and all(
                pattern.fullmatch(text) or _PROGRAM_NUMBER.fullmatch(text) for text in texts
            ):
                self.scheme, self.are_ends = scheme, True
                return
        alone = [text for text in texts if _NUMBER_ALONE.fullmatch(text)]
        several = len(set(alone)) > 1 or any(text.startswith("0") for text in alone)
        self.numbers_alone = several and len(alone) * 2 > len(texts)
        self._widths = {len(text) for text in alone}
        dotted = _sample([text for text in texts if not _NUMBER_ALONE.fullmatch(text)])
        self._column = CodeColumn.of(
            dotted, self._said_levels(rows), certain=self._level is not None
        )
        self.scheme = self._column.scheme
        if self.scheme is None and self.numbers_alone:
            self.scheme = Scheme.LEGACY

    def _find_whole(self, lines: Sequence[Line]) -> dict[int, bool]:
        """Which columns repeat what those before them say, so that each holds a whole code."""
        found: dict[int, bool] = {}
        for position, column in enumerate(self.columns):
            longer = other = 0
            for line in lines[:_LOOKED_AT]:
                own = _bare(line.text(column))
                before = [t for c in self.columns[:position] if (t := _bare(line.text(c)))]
                if own and before:
                    goes_on = any(own.startswith(f"{one}.") for one in {before[0], before[-1]})
                    longer += goes_on
                    other += not goes_on and own not in before
            found[column.index] = position > 0 and longer > other
        return found

    def _texts(self, line: Line) -> Iterator[str]:
        if self.columns:
            if text := self.text(line):
                yield text
            return
        for column in self.names:
            if code := split_code(line.text(column))[0]:
                yield code

    def _of_activities(self, rows: Iterable[tuple[str, Line]]) -> Iterator[tuple[str, Line]]:
        """The codes of the rows, without accounts that are written behind an activity's."""
        above = ""
        for text, line in rows:
            name = " ".join(filter(None, (line.text(column) for column in self.names)))
            account = account_behind(text, name, above) or (above and is_account_row(text, name))
            if not account:
                above = text
                yield text, line

    def _said_levels(self, rows: Sequence[tuple[str, Line]]) -> dict[str, Level]:
        """What the words of the rows say of the levels of their codes."""
        found: dict[str, Counter[Level]] = {}
        if self._level is not None:
            for text, line in rows:
                level = level_of(line.text(self._level).replace("_", " "))
                if level is not None:
                    found.setdefault(text, Counter())[level] += 1
            return {text: counts.most_common(1)[0][0] for text, counts in found.items()}
        single = len(self.names) == 1 and not self.names[0].level
        for text, line in rows if single else ():
            name = line.text(self.names[0])
            rank = rank_of(name if self.columns else split_code(name)[1])
            if rank is not None and rank in _HEAD_RANKS and rank.level is not None:
                found.setdefault(text, Counter())[rank.level] += 1
        levels = {text: counts.most_common(1)[0][0] for text, counts in found.items()}
        deepest = [c.level for c in self.columns if c.level is not None]
        if not levels and len(self.columns) == 1 and deepest:
            levels = {text: deepest[0] for text, _line in rows}
        return levels

    def _learn_dates(self, texts: Sequence[str]) -> None:
        """Which dates were codes: Excel makes the first of February of 1.02.01.

        The day or the month may have come first; the codes of the other rows tell.
        """
        known = {text for text in texts if not _DATE.fullmatch(text)}
        if not known:
            return
        for text in texts:
            if found := _DATE.fullmatch(text):
                year, month, day = found[1][-2:], found[2], found[3]
                both = (f"{int(day)}.{month}.{year}", f"{int(month)}.{day}.{year}")
                fits = [code for code in both if any(one.startswith(f"{code}.") for one in known)]
                if len(set(fits)) == 1:
                    self._dates[text] = fits[0]

    def account(self, line: Line) -> str:
        """The account that is written behind the code of a row, where all have one."""
        return account_tail(self._text(line))[1] if self.accounts_behind else ""

    def text(self, line: Line) -> str:
        """The code of a row as printed; the parts of one that is spread, joined by dots."""
        text = self._text(line)
        text = self._dates.get(text, text)
        return account_tail(text)[0] if self.accounts_behind else text

    def _text(self, line: Line) -> str:
        if not self._parts:
            texts = [line.text(column) for column in self.columns]
            return next((text for text in reversed(texts) if text), "")
        joined, last = "", ""
        for column in self.columns:
            piece = _bare(line.text(column))
            if not piece:
                continue
            if joined and self._whole.get(column.index) and piece.startswith(f"{joined}."):
                joined = piece
            elif last and self._whole.get(column.index) and piece.startswith(f"{last}."):
                joined = f"{joined[: len(joined) - len(last)]}{piece}"
            else:
                joined = f"{joined}.{piece}" if joined else piece
            last = piece
        first = self.columns[0].level
        if joined and first is Level.PROGRAM and self._office is not None:
            bidang = _BIDANG_OF_OFFICE.match(line.text(self._office))
            if bidang and not joined.startswith(f"{bidang[1]}.{bidang[2]}."):
                return f"{bidang[1]}.{bidang[2]}.{joined}"
        return joined

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
        beside = self._beside(level)
        if own and self.columns:
            code = self.text(line)
            cells = [line.cell(c) for c in self.columns if line.text(c) == code]
            cell = cells[-1] if cells else EMPTY
            bare = split_code(text)
            named = bare[1] if bare[0] and (not code or _bare(bare[0]) == _bare(code)) else text
            return named, code or bare[0], EMPTY if self._parts else cell
        if beside is not None:
            if not self._parts:
                return text, line.text(beside), line.cell(beside)
            return text, "", EMPTY
        code, name = split_code(text)
        if self.columns and not code:
            return text, "", EMPTY
        return name, code, EMPTY

    def _beside(self, level: Level | None) -> Column | None:
        return next((c for c in self.columns if level is not None and c.level is level), None)

    def beside(self, line: Line, level: Level | None) -> Cell:
        """The cell of the code of a level that a row names beside its own."""
        return line.cell(self._beside(level))

    def read(self, text: str, cell: Cell, rank: Rank | None, *, certain: bool) -> RowCode:
        """What a row's code says.

        Args:
            text: The code as printed.
            cell: Its cell.
            rank: The rank that the row's words give it.
            certain: Whether the table itself says the level, not only the name's first word.
        """
        if not text:
            return RowCode()
        path = _path(text)
        if _OFFICE.fullmatch(text):
            return RowCode(text, None, Rank.OFFICE, path)
        if self.are_ends:
            return RowCode(text, self._read_end(text), self._rank_of_end(path), path)
        if (known := self._column.read(text)) is not None:
            level = known.code.level if known.code is not None else None
            return RowCode(text, known, Rank.of(level) if level is not None else None, path)
        level = rank.level if rank is not None and (certain or rank in _CODE_WORDS) else None
        if _NUMBER_ALONE.fullmatch(text) and self.numbers_alone:
            reading = self._read_number(text, rank)
            return RowCode(text, reading, None if reading is None else _rank(reading), ())
        reading = self._read(text, cell, level if certain else None)
        if level is not None and not certain and (reading.code is None or reading.repairs):
            told = self._read(text, cell, level)  # the word chooses where the code alone does not
            reading = told if told.code is not None or told.alternatives else reading
        if reading.alternatives and (parent := self._parent(rank)) is not None:
            within = self._read(text, cell, level, parent)
            reading = within if within.code is not None else reading
        return RowCode(text, reading, _rank(reading), path)

    def _read(
        self, text: str, cell: Cell, level: Level | None, within: Code | None = None
    ) -> CodeReading:
        key = text, level, within, cell.number, cell.number_format
        if key not in self._read_before:
            self._read_before[key] = read_code(
                text,
                scheme=self.scheme,
                level=level,
                within=within,
                number=cell.number,
                number_format=cell.number_format,
            )
        return self._read_before[key]

    def rank_of_number(self, text: str) -> Rank | None:
        """The rank that the width of a number alone gives: ``01`` is a program, ``002`` none."""
        if not self.numbers_alone or len(text) != 2 or not text.isdigit():  # noqa: PLR2004 - two digits
            return None
        return Rank.PROGRAM if _KEGIATAN_WIDTH in self._widths else None

    def _rank_of_end(self, path: tuple[str, ...]) -> Rank:
        if self.scheme is Scheme.NEW:
            return {1: Rank.PROGRAM, 3: Rank.KEGIATAN}.get(len(path), Rank.SUB_KEGIATAN)
        return Rank.PROGRAM if len(path) == 1 else Rank.KEGIATAN

    def _read_end(self, text: str) -> CodeReading | None:
        """The end of a code, printed below the bidang urusan that the title gives."""
        within = self._bidang_of(self.scheme)
        program = text.split(".", maxsplit=1)[0]
        if (
            within is None
            and self.scheme is Scheme.LEGACY
            and int(program) in LEGACY_OFFICE_PROGRAMS
        ):
            within = _OFFICE_PROGRAMS
        if within is None:
            self.homeless.append(text)
            return None
        if not text.replace(".", "").isdigit():
            return None  # a number that is still to be given: 16.xx
        level = None
        if self._pairs:
            level = Level.KEGIATAN if "." in text else Level.PROGRAM
            text = ".".join(part.zfill(2) for part in text.split("."))
        return read_code(text, scheme=self.scheme, level=level, within=within)

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


def settle_codes(nodes: Sequence[Node]) -> None:
    """Take the one reading of an ambiguous code under which other codes of the table lie."""
    keys = {node.code.key for node in nodes if node.code is not None}
    above = {key[:length] for key in keys for length in range(1, len(key))}
    for node in nodes:
        reading = node.reading
        if reading is None or not reading.alternatives:
            continue
        used = [
            alternative
            for alternative in reading.alternatives
            if alternative.key in above and node.rank in {None, Rank.of(alternative.level)}
        ]
        if len(used) == 1:
            words = (
                *reading.repairs,
                _("other codes of the table lie under no other reading"),
            )
            code = evolve(used[0], text=reading.text)
            node.reading = CodeReading(reading.text, code, repairs=words)
            node.rank = Rank.of(code.level)


def _rank(reading: CodeReading) -> Rank | None:
    """The rank of the one level that all readings of a code have."""
    found = (reading.code,) if reading.code is not None else reading.alternatives
    levels = {code.level for code in found}
    return Rank.of(levels.pop()) if len(levels) == 1 else None


def _bare(text: str) -> str:
    return text.replace(" ", "").strip(".")


def _path(text: str) -> tuple[str, ...]:
    """The segments of a code as numbers: ``01.02`` and ``1.2`` are the same place."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"[\dxX]+", text))


def _from_the_widest(column: Column) -> tuple[int, int]:
    """The order of the columns of a code: by level where the headings name it, else as they are."""
    return (column.level.rank if column.level is not None else len(Level), column.index)


def _sample(texts: Sequence[str]) -> Sequence[str]:
    """Texts from all over a long column; enough to tell its scheme."""
    return texts[:: max(len(texts) // _SAMPLE, 1)]

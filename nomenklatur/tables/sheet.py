"""One worksheet of an XLSX workbook, read as a stream of rows."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import N_, _
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.numbers import GENERAL, moment_text, number_text, read_format
from nomenklatur.tables.table import EMPTY, Cell, Row, Span, column_letters, leading_blanks
from nomenklatur.tables.xlsx import is_true, plain
from nomenklatur.tables.xml_parts import parse, tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.tables.archive import Archive
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.xlsx import Package, SheetRef

_TAGS = tags(("c", "v", "f", "t", "row", "rPh", "col", "mergeCell"))
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_BLANK_CELL = rb'<c r="[A-Z]+[0-9]+"[^<>]*+(?<=/)>'
_BLANKS = re.compile(
    rb'<row r="[0-9]+"[^<>]*+(?:(?<=/)>|>(?:' + _BLANK_CELL + rb")*+</row>)|" + _BLANK_CELL
)
_LONGEST_TAG: Final = 4096
_COLUMNS: Final = 16_384
_WORDS = {"1": "TRUE", "0": "FALSE"}


class Doubt(enum.Enum):
    """Why the value of a cell is not to be relied on."""

    NO_VALUE = N_("the file holds the formula, but not its value")
    ERROR = N_("the cell holds an error")
    NOT_CALCULATED = N_("the formula was never calculated; the file holds 0 in its place")
    LOST_CELLS = N_("the formula refers to cells that were deleted")


@frozen
class DoubtfulCell:
    """A cell whose value the file does not hold, or that holds an error.

    Attributes:
        row: Number of its row.
        address: Its address.
        doubt: What is wrong with it.
        formula: Its formula, if it has one of its own.
        text: Its text as read.
    """

    row: int
    address: str
    doubt: Doubt
    formula: str = ""
    text: str = ""


@frozen
class Sheet:
    """What a worksheet holds."""

    rows: tuple[Row, ...]
    merged: tuple[Span, ...]
    hidden_columns: frozenset[int]
    doubtful: tuple[DoubtfulCell, ...]


def read_sheet(
    archive: Archive, package: Package, ref: SheetRef, limits: Limits, *, cells_so_far: int = 0
) -> Sheet:
    """Read a worksheet; rows without any text are left out.

    Args:
        archive: The workbook.
        package: What its sheets share.
        ref: The worksheet.
        limits: How many cells may be read.
        cells_so_far: Cells that other sheets have used of the limit.

    Raises:
        ReadError: The sheet is missing, damaged or too large.
    """
    for prepare in (without_blanks, iter):
        reader = _SheetReader(archive, package, ref, limits.cells - cells_so_far)
        parse(archive, ref.part, reader, prepare=prepare)
        if not reader.counts_places:
            break
    return reader.sheet()


def without_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet without the cells and rows that hold nothing.

    Formatted but empty rows run to the million. Taking them out as bytes is ten times as quick
    as parsing them, and safe where each names its own place, as every common program writes.
    """
    rest = b""
    plain_markup = True
    for chunk in chunks:
        whole = rest + chunk
        plain_markup = plain_markup and b"<!" not in whole  # a comment may hold anything
        cut = whole.rfind(b"<")
        if not plain_markup or cut < 0 or len(whole) - cut > _LONGEST_TAG:
            rest = b""
            yield whole
        else:
            rest = whole[cut:]
            yield _BLANKS.sub(b"", whole[:cut])
    yield rest


def read_span(text: str) -> Span | None:
    """A range such as ``A1:C2``; None if the text is none."""
    corners = [_ADDRESS.fullmatch(corner) for corner in text.split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:  # noqa: PLR2004 - from and to
        return None
    (left, top), (right, bottom) = ((column_index(c[1]), int(c[2])) for c in corners if c)
    return Span(top, left, bottom, right)


def column_index(letters: str) -> int:
    """The position of a column by its letters; ``A`` is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class _SheetReader:
    """Builds rows out of the events of a sheet's XML."""

    def __init__(self, archive: Archive, package: Package, ref: SheetRef, budget: int) -> None:
        self._archive, self._package, self._ref = archive, package, ref
        self._budget = budget
        self._styles = {
            str(number): (style.number_format, style.indent, style.bold)
            for number, style in enumerate(package.styles)
        }
        self._default = self._styles.get("0", (GENERAL, 0, False))
        self._strings, self._blanks = package.strings, package.blanks
        self._rows: list[Row] = []
        self._merged: list[Span] = []
        self._hidden_columns: set[int] = set()
        self._doubtful: list[DoubtfulCell] = []
        self._columns: dict[str, int] = {}
        self._row, self._row_hidden = 0, False
        self._cells: list[Cell] = []
        self._column = -1
        self._cell: Mapping[str, str] = {}
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._aside = False
        self.counts_places = False
        """Whether a row or a cell leaves its place to be counted from the one before."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            self._cell, self._value, self._formula = attributes, [], None
        elif tag in {"v", "t"}:
            self._into = None if self._aside else self._value
        elif tag == "f":
            self._into = self._formula = []
        elif tag == "row":
            self.counts_places |= "r" not in attributes
            self._row = int(attributes.get("r") or self._row + 1)
            self._row_hidden = is_true(attributes.get("hidden"))
            self._cells, self._column = [], -1
        elif tag == "rPh":
            self._aside = True
        elif tag == "col" and is_true(attributes.get("hidden")):
            first, last = int(attributes["min"]), int(attributes["max"])
            hidden = range(max(first, 1) - 1, min(last, _COLUMNS))
            self._spend(len(hidden))
            self._hidden_columns.update(hidden)
        elif tag == "mergeCell" and (span := read_span(attributes.get("ref", ""))):
            self._spend(1)
            self._merged.append(span)

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            self._end_cell()
        elif tag in {"v", "t", "f"}:
            self._into = None
        elif tag == "row":
            if self._cells:
                self._rows.append(Row(self._row, tuple(self._cells), hidden=self._row_hidden))
        elif tag == "rPh":
            self._aside = False

    def sheet(self) -> Sheet:
        return Sheet(
            tuple(self._rows),
            tuple(self._merged),
            frozenset(self._hidden_columns),
            tuple(self._doubtful),
        )

    def _end_cell(self) -> None:
        address = self._cell.get("r", "")
        letters = address.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._new_column(address, letters)
        self._column = column
        raw = "".join(self._value)
        if not raw and self._formula is None:
            return
        gap = column - len(self._cells)
        if gap < 0:
            raise self._archive.damaged(
                _("cell {address} is stored out of order").format(address=address)
            )
        self._budget -= gap + 1  # without a call: this is done for every cell
        if self._budget < 0:
            raise too_many_cells(self._archive.place)
        cell = self._make(raw, address or f"{column_letters(column)}{self._row}")
        if self._formula is not None or cell.text[:1] == "#":
            self._look_into(raw, cell)
        if cell.text:
            if gap:
                self._cells.extend([EMPTY] * gap)
            self._cells.append(cell)

    def _spend(self, cells: int) -> None:
        self._budget -= cells
        if self._budget < 0:
            raise too_many_cells(self._archive.place)

    def _new_column(self, address: str, letters: str) -> int:
        if not address:
            self.counts_places = True
            return self._column + 1
        column = column_index(letters) if _ADDRESS.fullmatch(address) else _COLUMNS
        if column >= _COLUMNS:
            raise self._archive.damaged(
                _("{address!r} is no address of a cell").format(address=address)
            )
        self._columns[letters] = column
        return column

    def _make(self, raw: str, address: str) -> Cell:
        kind = self._cell.get("t", "n")
        code, indent, bold = self._styles.get(self._cell.get("s", "0"), self._default)
        number = False
        if kind == "s" and raw:
            index = int(raw)
            if not 0 <= index < len(self._strings):
                raise self._archive.damaged(
                    _("cell {address} has a text that is not stored").format(address=address)
                )
            text, code = self._strings[index], ""
            if index in self._blanks:
                indent += self._blanks[index]
        elif kind == "n" and raw:
            text, number, code = self._number(raw.strip(), code)
        else:
            text, code = plain(_WORDS.get(raw, raw) if kind == "b" else raw), ""
            indent += leading_blanks(raw)
        return Cell(text, number, code, address, (), indent, bold)  # by position: the quickest

    def _number(self, raw: str, code: str) -> tuple[str, bool, str]:
        """The text of a number cell, whether it is a number after all, and its format."""
        shape = read_format(code)
        if shape.date or shape.time:
            moment = moment_text(raw, shape, from_1904=self._package.from_1904)
            if moment is not None:
                return moment, False, code
            code = GENERAL
        text = number_text(raw, code)
        if text is None:
            return plain(raw), False, ""
        return text, True, code

    def _look_into(self, raw: str, cell: Cell) -> None:
        """Note what speaks against the value of a formula or an error."""
        kind = self._cell.get("t", "n")
        formula = "".join(self._formula or ())
        if kind == "e":
            doubt = Doubt.ERROR
        elif self._formula is None:
            return
        elif not raw.strip() and kind == "n":
            doubt = Doubt.NO_VALUE
        elif raw.strip() == "0" and kind == "n" and self._package.recalculates:
            doubt = Doubt.NOT_CALCULATED
        elif "#REF!" in formula:
            doubt = Doubt.LOST_CELLS
        else:
            return
        self._doubtful.append(DoubtfulCell(self._row, cell.address, doubt, formula, cell.text))

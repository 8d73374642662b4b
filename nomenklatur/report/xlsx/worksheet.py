"""Reading back what people chose on the sheets *Belum terpetakan* and *Perlu ditinjau*.

The contract of the sheets is written in `nomenklatur.report.xlsx.review_sheet`. Only what a
person did is read; whether the keys are still those of the plan and the catalog at hand is for
the caller to ask (`nomenklatur.report.xlsx.keys`).
"""

from __future__ import annotations

import os
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.codes import Code, Level, Scheme, read_code
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.errors import BadRowsError, NomenklaturError, ReadError
from nomenklatur.language import N_, _, joined, ngettext
from nomenklatur.places import NOWHERE, Place
from nomenklatur.report.xlsx import review_sheet as sheet
from nomenklatur.report.xlsx.dates import read_date
from nomenklatur.report.xlsx.words import KETERANGAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nomenklatur.tables import Row, Table

_OTHER = re.compile(r"(?:lain(?:nya)?|other)\s*:\s*(.*)", re.IGNORECASE)
_NOTHING: Final = frozenset({sheet.NOTHING, sheet.SHOWN[sheet.NOTHING], "tidak ada padanan"})
_NO_OPTIONS: Final = frozenset(
    {"", *(word for key in (sheet.NOTHING, sheet.OTHER) for word in (key, sheet.SHOWN[key]))}
)
_CANONICAL: Final = {shown: word for word, shown in sheet.SHOWN.items()}
"""The contract's words by what an English workbook shows of them."""
_SHARE = re.compile(r"(?P<code>[^=]+?)\s*=\s*(?P<share>\d+(?:[.,]\d+)?\s*%|\d+\s*/\s*\d+)")
_REMEDY: Final = N_("choose from the list, or write {other!r} with a code in it")


@frozen
class ReviewRow:
    """What a sheet says of one item.

    Attributes:
        plan: The key of the plan.
        item: The key of the item in it.
        catalog: Id and version of the catalog that the candidates are of: ``id@version``.
        code: The item's old code; None if it has none.
        name: The item's name.
        choice: What was chosen, as it stands in the cell; empty if nothing was.
        relation: How the item relates to what was chosen; None where nothing was chosen.
        targets: What was chosen; empty for nothing, and for an item without a home.
        note: Why.
        reviewer: Who chose.
        date: When, ISO 8601; empty if nobody said.
        options: What the drop-down offers of candidates, the most probable first.
        is_typed: Whether the choice was typed behind ``lain:``.
        place: The cell of the choice.
        cells: The cell of each column by its heading, and that of the reviewer's name.
    """

    plan: str
    item: str
    catalog: str
    code: Code | None
    name: str
    choice: str = ""
    relation: Relation | None = None
    targets: tuple[Target, ...] = ()
    note: str = ""
    reviewer: str = ""
    date: str = ""
    options: tuple[str, ...] = field(default=(), kw_only=True)
    is_typed: bool = field(default=False, kw_only=True)
    place: Place = field(default=NOWHERE, kw_only=True)
    cells: Mapping[str, Place] = field(factory=dict, kw_only=True, repr=False)

    @property
    def is_decided(self) -> bool:
        """Whether anything was chosen."""
        return self.relation is not None

    @property
    def is_offered(self) -> bool:
        """Whether one of the row's candidates was chosen as the drop-down offers it."""
        return self.choice in self.options

    @property
    def catalog_id(self) -> str:
        """The catalog without its version."""
        return self.catalog.partition("@")[0]


def read_worksheet(path: str | os.PathLike[str]) -> tuple[ReviewRow, ...]:
    """Read the review sheets of a workbook.

    Args:
        path: The workbook: XLSX, or ODS and XLS as other programs save it.

    Returns:
        A row for each item, decided or not, sheet by sheet in the order of the rows.

    Raises:
        ReadError: The file cannot be read, or has no review sheet.
        BadRowsError: Cells cannot be understood; all are named with their addresses.
    """
    rows, errors = read_sheets(path)
    if errors:
        raise BadRowsError(
            ngettext(
                "{file}: {n} cell is not understood",
                "{file}: {n} cells are not understood",
                len(errors),
            ).format(file=os.fspath(path), n=len(errors)),
            errors,
        )
    return rows


def read_sheets(
    path: str | os.PathLike[str],
) -> tuple[tuple[ReviewRow, ...], tuple[NomenklaturError, ...]]:
    """The same, with what cannot be understood beside what can.

    Args:
        path: The workbook.

    Returns:
        The rows that are understood, and an error with its address for each cell that is not.

    Raises:
        ReadError: The file cannot be read, or has no review sheet.
    """
    from nomenklatur.tables import read_document  # noqa: PLC0415 - heavy

    document = read_document(path)
    found = [one for table in document.tables if (one := _find(table)) is not None]
    if not found:
        raise ReadError(
            _("no sheet of the workbook is one to review"),
            place=Place(document.file),
            remedy=_("give a workbook that translate -o FILE.xlsx wrote, with its hidden columns"),
        )
    errors: list[NomenklaturError] = []
    rows = tuple(row for one in found for row in one.rows(errors))
    return rows, tuple(errors)


def _find(table: Table) -> _ReviewTable | None:
    """The review table of a sheet; None if it has none."""
    for index, row in enumerate(table.rows):
        headings = {
            _CANONICAL.get(cell.text, cell.text): column
            for column, cell in enumerate(row.cells)
            if cell.text
        }
        if sheet.FORMAT in headings:
            return _ReviewTable(table, index, headings)
    return None


@frozen
class _ReviewTable:
    """A review sheet: its table, its heading row and the columns by their headings."""

    table: Table
    header: int
    columns: dict[str, int]

    def rows(self, errors: list[NomenklaturError]) -> Iterator[ReviewRow]:
        """The rows of items. What cannot be understood is added to the errors."""
        needed = (sheet.CHOICE, sheet.ITEM_KEY, sheet.CATALOG_KEY, sheet.CODE, sheet.NAME)
        missing = [heading for heading in needed if heading not in self.columns]
        if missing:
            place = self.table.at(self.table.rows[self.header])
            what = ", ".join(missing)
            errors.append(
                ReadError(_("the columns {what} are missing").format(what=what), place=place)
            )
            return
        reviewer, signed = self._above(sheet.REVIEWER)
        text, place = self._above(sheet.DATE)
        date = read_date(text)
        if date is None:
            errors.append(
                ReadError(
                    _("{text!r} is no date").format(text=text),
                    place=place,
                    remedy=_("write 2021-01-31"),
                )
            )
        for row in self.table.rows[self.header + 1 :]:
            if self.text(row, sheet.ITEM_KEY):
                made = self._row(row, (reviewer, date or ""), signed, errors)
                if made is not None:
                    yield made
            elif choice := self.text(row, sheet.CHOICE):
                place = self.table.at(row, self.columns[sheet.CHOICE])
                message = _("{choice!r} stands in a row that is no item's").format(choice=choice)
                remedy = _("write it into the row of the item, above its candidates")
                errors.append(ReadError(message, place=place, remedy=remedy))

    def text(self, row: Row, heading: str) -> str:
        """A cell of a row."""
        column = self.columns.get(heading)
        if column is None or column >= len(row.cells):
            return ""
        return row.cells[column].text

    def _above(self, label: str) -> tuple[str, Place]:
        """What stands beside a label above the headings, and where."""
        for row in self.table.rows[: self.header]:
            for column, cell in enumerate(row.cells):
                if _CANONICAL.get(cell.text, cell.text) == label:
                    place = self.table.at(row, column + 1)
                    beside = column + 1
                    # hidden cells of the row are no answers
                    is_near = beside < len(row.cells) and beside < self.columns[sheet.FORMAT]
                    return (row.cells[beside].text if is_near else ""), place
        return "", self.table.place

    def _row(
        self, row: Row, by: tuple[str, str], signed: Place, errors: list[NomenklaturError]
    ) -> ReviewRow | None:
        cells = {heading: self.table.at(row, column) for heading, column in self.columns.items()}
        cells[sheet.REVIEWER] = signed
        choice = self.text(row, sheet.CHOICE)
        try:
            code = _old_code(self.text(row, sheet.CODE))
        except ValueError as error:
            errors.append(
                ReadError(_("hidden key: {error}").format(error=error), place=cells[sheet.CODE])
            )
            return None
        try:
            relation, targets = self._chosen(row, choice)
        except ValueError as error:
            errors.append(
                ReadError(
                    _("{choice!r}: {problem}").format(choice=choice, problem=error),
                    place=cells[sheet.CHOICE],
                    remedy=_(_REMEDY).format(other=_(sheet.SHOWN[sheet.OTHER])),
                )
            )
            return None
        if choice and relation is not Relation.NONE:
            wording = self.text(row, sheet.RELATION)
            relation = KETERANGAN.get(wording) if wording else Relation.EXACT
            if relation is None:
                known = " | ".join(KETERANGAN)
                place = cells.get(sheet.RELATION, cells[sheet.CHOICE])
                errors.append(
                    ReadError(
                        _("{wording!r} is no wording").format(wording=wording),
                        place=place,
                        remedy=_("one of {known}").format(known=known),
                    )
                )
                return None
        return ReviewRow(
            self.text(row, sheet.FORMAT),
            self.text(row, sheet.ITEM_KEY),
            self.text(row, sheet.CATALOG_KEY),
            code,
            self.text(row, sheet.NAME),
            choice,
            relation,
            targets,
            self.text(row, sheet.NOTE),
            *by,
            options=self._options(row),
            is_typed=_OTHER.fullmatch(choice) is not None,
            place=cells[sheet.CHOICE],
            cells=cells,
        )

    def _chosen(self, row: Row, choice: str) -> tuple[Relation | None, tuple[Target, ...]]:
        """What a choice means; `Relation.EXACT` stands for any relation but none.

        Raises:
            ValueError: It means nothing, or a code in it cannot be read.
        """
        if not choice:
            return None, ()
        if choice.casefold() in _NOTHING:
            return Relation.NONE, ()
        if choice in self._options(row):
            return Relation.EXACT, (_target(choice),)
        other = _OTHER.fullmatch(choice)
        return Relation.EXACT, _targets(other[1] if other else choice)

    def _options(self, row: Row) -> tuple[str, ...]:
        """What the drop-down offers of candidates."""
        headings = [one for one in self.columns if one.startswith(f"{sheet.OPTION} ")]
        offered = (self.text(row, heading) for heading in headings)
        return tuple(one for one in offered if one not in _NO_OPTIONS)


def _old_code(text: str) -> Code | None:
    """A code as `review_sheet.code_cell` writes it.

    Raises:
        ValueError: It is none.
    """
    if not text:
        return None
    scheme, _colon, rest = text.partition(":")
    level, _colon, code = rest.partition(":")
    return Code.parse(code, scheme=Scheme(scheme), level=Level(level))


def _targets(text: str) -> tuple[Target, ...]:
    """The targets of codes typed by hand: one, or several with shares.

    Raises:
        ValueError: A code or a share cannot be read, or the shares do not add up to 1.
    """
    pieces = [piece.strip() for piece in text.split(";") if piece.strip()]
    if not pieces or text.strip().casefold() in {"kode", "code"}:
        raise ValueError(_("the code is missing"))
    if len(pieces) == 1 and "=" not in pieces[0]:
        return (_target(pieces[0]),)
    targets = []
    for piece in pieces:
        match = _SHARE.fullmatch(piece)
        if match is None:
            raise ValueError(
                _("{piece!r} has no share, such as = 60% or = 1/3").format(piece=piece)
            )
        targets.append(_target(match["code"], _share(match["share"])))
    total = sum(target.share for target in targets if target.share is not None)
    if total != 1 or any(target.share == 0 for target in targets):
        raise ValueError(_("the shares add up to {total}, not to 1").format(total=total))
    return tuple(targets)


def _share(text: str) -> Fraction:
    if text.endswith("%"):
        return Fraction(text.rstrip("% ").replace(",", ".")) / 100
    numerator, _slash, denominator = text.partition("/")
    if int(denominator) == 0:
        raise ValueError(_("{text!r} is no share").format(text=text))
    return Fraction(int(numerator), int(denominator))


def _target(text: str, share: Fraction | None = None) -> Target:
    """The target of a code typed by hand, with or without the name behind it.

    Raises:
        ValueError: It is no code, or stands too high in the tree to have money.
    """
    code, _blank, name = text.partition(" ")
    reading = read_code(code, scheme=Scheme.NEW)
    if reading.code is None:
        known = joined(reading.alternatives, _(" or "))
        said = _("{code!r} may be {known}") if known else _("{code!r} is not a code")
        raise ValueError(said.format(code=code, known=known))
    if reading.repairs:
        said = _("{code!r} is no code as printed; is {meant} meant?")
        raise ValueError(said.format(code=code, meant=reading.code))
    if reading.code.level < Level.KEGIATAN:
        level = reading.code.level.label.lower()
        said = _("{code} is a {level}; a sub kegiatan is asked for")
        raise ValueError(said.format(code=code, level=level))
    return Target(evolve(reading.code, text=None), name.removesuffix("…").strip(), share)

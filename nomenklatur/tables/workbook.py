"""Workbooks: XLSX out of its XML, XLS, XLSB and ODS through calamine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, Severity, rule
from nomenklatur.language import N_, _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.foreign import read_foreign
from nomenklatur.tables.sheet import Doubt, Sheet, read_sheet
from nomenklatur.tables.table import Document, Table
from nomenklatur.tables.xlsx import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.archive import Archive
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.sniff import Format

_SHOWN_DOUBTS: Final = 20
_MACRO_MARKS: Final = (
    "_VBA_PROJECT".encode("utf-16-le"), b"xl/vbaProject.bin", b"Basic/script-lc.xml", b"Scripts/",
)  # fmt: skip
_SAVE_ANEW = N_("open the workbook in a spreadsheet program, mend the formula and save it")


def read_xlsx(archive: Archive, file: str, limits: Limits) -> Document:
    """Read an XLSX workbook: a table a sheet, hidden ones marked, empty ones left out.

    Raises:
        ReadError: It is damaged, too large, or has no cell with a text.
    """
    package = read_package(archive)
    tables: list[Table] = []
    cells = 0
    for ref in package.sheets:
        sheet = read_sheet(archive, package, ref, limits, cells_so_far=cells)
        cells += sum(len(row.cells) for row in sheet.rows)
        place = Place(file=file, sheet=ref.name)
        if sheet.rows or sheet.doubtful:
            tables.append(
                Table(
                    sheet.rows,
                    place,
                    ref.name,
                    findings=tuple(_doubts(sheet, place)),
                    merged=sheet.merged,
                    hidden_columns=sheet.hidden_columns,
                    hidden=ref.hidden,
                )
            )
    ignored = []
    if package.macros:
        ignored.append(_("the workbook has macros, which were neither read nor run"))
    if package.links:
        ignored.append(
            ngettext(
                "the workbook has links to {n} other workbook, which were not followed",
                "the workbook has links to {n} other workbooks, which were not followed",
                package.links,
            ).format(n=package.links)
        )
    findings = tuple(Finding(rule("NK412"), message, Place(file=file)) for message in ignored)
    return _document(file, tables, "xlsx", findings)


def read_other(data: bytes, kind: Format, file: str, limits: Limits) -> Document:
    """Read an XLS, XLSB or ODS workbook.

    Number formats, hidden rows and formulas without a value do not show in these; a finding
    says so.

    Raises:
        ReadError: It is damaged, protected by a password, too large, or has no cell with a text.
    """
    tables = [
        Table(
            sheet.rows,
            Place(file=file, sheet=sheet.name),
            sheet.name,
            merged=sheet.merged,
            hidden=sheet.hidden,
        )
        for sheet in read_foreign(data, Place(file=file), limits)
        if sheet.rows
    ]
    finding = Finding(
        rule("NK412"),
        _(
            "of an {kind} workbook only the stored values are read: number formats, "
            "hidden rows and formulas without a value do not show"
        ).format(kind=kind.value.upper()),
        Place(file=file),
        _("save it as XLSX to have them checked"),
    )
    return _document(file, tables, kind.value, (finding, *_macros(data, file)))


def _macros(data: bytes, file: str) -> tuple[Finding, ...]:
    """Say that an XLS, XLSB or ODS workbook has macros: they have a part of their own."""
    if not any(mark in data for mark in _MACRO_MARKS):
        return ()
    message = _("the workbook has macros, which were neither read nor run")
    return (Finding(rule("NK412"), message, Place(file=file)),)


def _document(
    file: str, tables: Sequence[Table], kind: str, findings: tuple[Finding, ...]
) -> Document:
    if not any(table.rows for table in tables):
        formulas = [found for table in tables for found in table.findings]
        raise ReadError(
            (
                formulas[0].message
                if formulas
                else _("no sheet of the workbook has a cell with a text")
            ),
            place=formulas[0].place if formulas else Place(file=file),
            remedy=(_(_SAVE_ANEW) if formulas else _("give the workbook that holds the table")),
        )
    return Document(file, tuple(tables), format=kind, findings=findings)


def _doubts(sheet: Sheet, place: Place) -> Iterator[Finding]:
    for doubtful in sheet.doubtful[:_SHOWN_DOUBTS]:
        said = _("{doubt}")
        if doubtful.doubt is Doubt.ERROR:
            said = _("{doubt} ({text})")
        message = said.format(doubt=_(doubtful.doubt.value), text=doubtful.text)
        if doubtful.formula:
            message = _("{message}: ={formula}").format(message=message, formula=doubtful.formula)
        yield Finding(
            rule("NK410"),
            message,
            place.at(row=doubtful.row, column=doubtful.address),
            _(_SAVE_ANEW),
            severity=Severity.WARNING if doubtful.doubt is Doubt.LOST_CELLS else Severity.ERROR,
        )
    if rest := sheet.doubtful[_SHOWN_DOUBTS:]:
        yield Finding(
            rule("NK410"),
            ngettext(
                "{n} more cell of the sheet is like that: {address}",
                "{n} more cells of the sheet are like that, the first of them {address}",
                len(rest),
            ).format(n=len(rest), address=rest[0].address),
            place.at(row=rest[0].row, column=rest[0].address),
            _(_SAVE_ANEW),
        )

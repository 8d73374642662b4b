"""Workbooks: XLSX out of its XML, XLS, XLSB and ODS through calamine."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, Severity, rule
from nomenklatur.places import Place
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.numbers import number_text
from nomenklatur.tables.sheet import Doubt, Sheet, read_sheet
from nomenklatur.tables.table import EMPTY, Cell, Document, Row, Span, Table, column_letters
from nomenklatur.tables.xlsx import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.archive import Archive
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.sniff import Format

_SHOWN_DOUBTS: Final = 20
_SAVE_ANEW = "open the workbook in a spreadsheet program, mend the formula and save it"


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
        ignored.append("macros, which were neither read nor run")
    if package.links:
        ignored.append(f"links to {package.links} other workbooks, which were not followed")
    findings = tuple(
        Finding(rule("NK412"), f"the workbook has {what}", Place(file=file)) for what in ignored
    )
    return _document(file, tables, "xlsx", findings)


def read_other(data: bytes, kind: Format, file: str, limits: Limits) -> Document:
    """Read an XLS, XLSB or ODS workbook. Number formats and hidden rows are not known.

    Raises:
        ReadError: It is damaged, protected by a password, too large, or has no cell with a text.
    """
    tables = []
    budget = limits.cells
    for name, hidden, merged, rows in _calamine_sheets(data, file):
        place = Place(file=file, sheet=name)
        found = []
        for number, values in enumerate(rows, 1):
            cells = [_cell(value, number, column) for column, value in enumerate(values)]
            while cells and not cells[-1]:
                cells.pop()
            budget -= len(cells)
            if budget < 0:
                raise too_many_cells(place)
            if cells:
                found.append(Row(number, tuple(cells)))
        if found:
            tables.append(Table(tuple(found), place, name, merged=merged, hidden=hidden))
    return _document(file, tables, kind.value, ())


def _document(
    file: str, tables: Sequence[Table], kind: str, findings: tuple[Finding, ...]
) -> Document:
    if not any(table.rows for table in tables):
        formulas = [found for table in tables for found in table.findings]
        raise ReadError(
            formulas[0].message if formulas else "no sheet of the workbook has a cell with a text",
            place=formulas[0].place if formulas else Place(file=file),
            remedy=_SAVE_ANEW if formulas else "give the workbook that holds the table",
        )
    return Document(file, tuple(tables), format=kind, findings=findings)


def _doubts(sheet: Sheet, place: Place) -> Iterator[Finding]:
    for doubtful in sheet.doubtful[:_SHOWN_DOUBTS]:
        shown = f": ={doubtful.formula}" if doubtful.formula else ""
        if doubtful.doubt is Doubt.ERROR:
            shown = f" ({doubtful.text}){shown}"
        yield Finding(
            rule("NK410"),
            f"{doubtful.doubt.value}{shown}",
            place.at(row=doubtful.row, column=doubtful.address),
            _SAVE_ANEW,
            severity=Severity.WARNING if doubtful.doubt is Doubt.LOST_CELLS else Severity.ERROR,
        )
    if rest := sheet.doubtful[_SHOWN_DOUBTS:]:
        yield Finding(
            rule("NK410"),
            f"{len(rest)} more cells of the sheet are like that, the first of them "
            f"{rest[0].address}",
            place.at(row=rest[0].row, column=rest[0].address),
            _SAVE_ANEW,
        )


def _calamine_sheets(
    data: bytes, file: str
) -> Iterator[tuple[str, bool, tuple[Span, ...], list[list[Any]]]]:
    """Name, whether hidden, merged ranges and values of each sheet."""
    import python_calamine  # noqa: PLC0415 - heavy

    place = Place(file=file)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for known in workbook.sheets_metadata:
            if known.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            merged = tuple(
                Span(top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            hidden = known.visible is not python_calamine.SheetVisibleEnum.Visible
            yield known.name, hidden, merged, sheet.to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise ReadError(
            "the workbook is protected by a password",
            place=place,
            remedy="open it, remove the password and save it again",
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(place, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust raises; it is no Exception
            raise
        raise _damaged(place, error) from error


def _damaged(place: Place, error: BaseException) -> ReadError:
    return ReadError(
        f"the workbook is damaged or cut short: {' '.join(str(error).split())}",
        place=place,
        remedy="open it and save it as XLSX",
    )


def _cell(value: object, row: int, column: int) -> Cell:
    """A cell out of what calamine gives for it."""
    if value == "":
        return EMPTY
    address = f"{column_letters(column)}{row}"
    if isinstance(value, bool):
        return Cell(str(value).upper(), address=address)
    if isinstance(value, (int, float)):
        text = number_text(repr(value))
        return Cell(text or str(value), number=text is not None, address=address)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        text = value.date().isoformat() if is_day else value.isoformat(sep=" ")
        return Cell(text, address=address)
    text = " ".join(str(value).split())
    return Cell(text, address=address) if text else EMPTY

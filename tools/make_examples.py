"""Write the example plans: table 4.1 of the Semarang work plan as an office would keep it.

Run it as ``python tools/make_examples.py``; it writes into ``examples/`` and gives the same
files on every run. The texts are those of the document, its slips included; only what its print
did to the table is undone: columns that moved by one on some pages, program names in the wrong
column.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from nomenklatur.money import Rupiah
from nomenklatur.tables import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.tables import Row

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DOCUMENT = EXAMPLES / "renja-2021-dinas-koperasi-kota-semarang.txt"
NAME = "renja-2021-dinas-koperasi"

TITLE = (
    "RENCANA KERJA (RENJA) TAHUN 2021 DAN PRAKIRAAN MAJU TAHUN 2022",
    "DINAS KOPERASI DAN USAHA MIKRO KOTA SEMARANG",
)
HEADER = (
    "No",
    "Urusan/Bidang Urusan Pemerintah Daerah dan Program/Kegiatan",
    "Indikator Kinerja Program/Kegiatan",
    "Lokasi",
    "Target Capaian Kinerja 2021",
    "Kebutuhan Dana/Pagu Indikatif 2021",
    "Sumber Dana",
    "Catatan Penting",
    "Target Capaian Kinerja 2022",
    "Kebutuhan Dana/Pagu Indikatif 2022",
)
YEARS = {3: "Rencana Tahun 2021", 8: "Prakiraan Maju Rencana Tahun 2022"}
MONEY = (5, 9)
WIDTHS = (5, 52, 44, 26, 13, 20, 20, 18, 13, 20)
NAME_COLUMN, TARGET_COLUMN = 1, 8
FIRST_ROWS = 3
LONG_AGO = (2021, 1, 4, 8, 0, 0)


def rows() -> Iterator[list[str]]:
    """The rows of table 4.1 under its header, each of ten cells."""
    table = next(t for t in read_document(DOCUMENT).tables if t.number == "4.1")
    for row in table.rows[FIRST_ROWS:]:
        yield straightened(row)


def straightened(row: Row) -> list[str]:
    """A row as its header means it."""
    texts = list(row.texts())
    if len(texts) > len(HEADER):
        if texts[0]:
            raise ValueError(f"row {row.number} has more cells than the header")
        texts = texts[1:]
    if texts[0] and not texts[NAME_COLUMN]:
        texts[:2] = "", texts[0]
    if not texts[NAME_COLUMN] and texts[TARGET_COLUMN - 1]:
        texts[TARGET_COLUMN - 1 : TARGET_COLUMN + 1] = "", texts[TARGET_COLUMN - 1]
    return texts


def csv_bytes() -> bytes:
    """The plan as CSV the way an Indonesian Excel saves it: semicolons, UTF-8 with a mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    for line in TITLE:
        writer.writerow([line, *[""] * (len(HEADER) - 1)])
    writer.writerow([""] * len(HEADER))
    writer.writerow(HEADER)
    writer.writerows(rows())
    return stream.getvalue().encode("utf-8-sig")


def xlsx_bytes() -> bytes:
    """The plan as a workbook: a header of two rows, money as numbers."""
    book = Workbook()
    book.properties.creator = "nomenklatur"
    sheet = cast("Worksheet", book.active)
    sheet.title = "Renja 2021"
    thin = Side(style="thin")
    for line in TITLE:
        sheet.append([line])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(HEADER)
        )
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=14)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="center")
    top = len(TITLE) + 2
    write_header(sheet, top)
    for number, texts in enumerate(rows(), top + 2):
        is_program = texts[NAME_COLUMN].isupper()
        for column, text in enumerate(texts):
            cell = cast("Cell", sheet.cell(number, column + 1))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(thin, thin, thin, thin)
            cell.font = Font(bold=is_program)
            if column in MONEY and text not in {"", "-"}:
                cell.value = int(Rupiah.parse(text))
                cell.number_format = "#,##0"
            elif text:
                cell.value = text
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{top + 2}"
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


def write_header(sheet: Worksheet, top: int) -> None:
    """Write the header: the years over the columns that belong to them."""
    ends = {3: 6, 8: 9}
    below = {column for first, last in ends.items() for column in range(first, last + 1)}
    for column, text in enumerate(HEADER):
        under_year = column in below
        cell = cast("Cell", sheet.cell(top + under_year, column + 1))
        cell.value = re.sub(r" 20\d\d$", "", text) if under_year else text
        if not under_year:
            sheet.merge_cells(
                start_row=top, end_row=top + 1, start_column=column + 1, end_column=column + 1
            )
    for first, last in ends.items():
        cast("Cell", sheet.cell(top, first + 1)).value = YEARS[first]
        sheet.merge_cells(start_row=top, end_row=top, start_column=first + 1, end_column=last + 1)
    for row in sheet.iter_rows(min_row=top, max_row=top + 1, max_col=len(HEADER)):
        for heading in row:
            heading.font = Font(bold=True)
            heading.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")


def timeless(data: bytes) -> bytes:
    """A workbook without the time at which it was written, and by which version of what."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                moment = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % LONG_AGO
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, part)
            if name == "docProps/app.xml":
                part = re.sub(rb" / Openpyxl [\d.]+", b"", part)
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, part)
    return stream.getvalue()


def files() -> dict[str, bytes]:
    """The example files by name."""
    return {f"{NAME}.csv": csv_bytes(), f"{NAME}.xlsx": xlsx_bytes()}


def main() -> None:
    """Write the files."""
    for name, data in files().items():
        (EXAMPLES / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

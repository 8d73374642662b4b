"""Hostile files of every kind: each ends in a typed error or a quick reading, within bounds."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.tables.html.walk import hidden_classes
from nomenklatur.tables.read import read_bytes
from tests.tables.word_parts import docx, p, run, tbl, tc, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[..., bytes]

SPACE = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{SPACE}:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet">'
    "{inner}</manifest:file-entry></manifest:manifest>"
)
SECONDS = 20
"""Of processor time; what is bounded takes less than one on a quiet machine."""


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def ods(rows: str, *, declared: str = "", locked: str = "", **parts: str) -> bytes:
    content = (
        f'<?xml version="1.0"?>{declared}<office:document-content '
        f'xmlns:office="{SPACE}:office:1.0" xmlns:table="{SPACE}:table:1.0" '
        f'xmlns:text="{SPACE}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Renja">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST.replace("{inner}", locked))
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def refused(data: bytes, name: str, **more: Any) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, **more)
    assert caught.value.remedy
    return caught.value


def test_an_ods_workbook_that_repeats_a_cell_without_end_is_refused() -> None:
    wide = cell("x", ' table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1048576">{wide}</table:table-row>'
    refused(ods(rows), "renja.ods")


def test_entities_of_an_ods_workbook_are_never_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    for declared in (bomb, '<!ENTITY a9 SYSTEM "file:///etc/passwd">'):
        data = ods(
            f"<table:table-row>{cell('&a9;')}{cell('x')}</table:table-row>",
            declared=f"<!DOCTYPE d [{declared}]>",
        )
        try:
            document = read_bytes(data, "renja.ods")
        except ReadError as error:
            shown = str(error)
        else:
            shown = str(document.tables[0].rows)
        assert "root:" not in shown
        assert "haha" not in shown


def test_macros_of_an_ods_workbook_are_said() -> None:
    data = ods(f"<table:table-row>{cell('x')}</table:table-row>", **{"Basic/script-lc.xml": "<x/>"})
    messages = [finding.message for finding in read_bytes(data, "renja.ods").findings]
    assert "the workbook has macros, which were neither read nor run" in messages


def test_a_locked_ods_workbook_is_refused() -> None:
    locked = "<manifest:encryption-data/>"
    error = refused(ods(f"<table:table-row>{cell('x')}</table:table-row>", locked=locked), "r.ods")
    assert "protected by a password" in error.message or "damaged" in error.message


def test_hidden_columns_without_end_are_refused(make_xlsx: Make) -> None:
    columns = '<col min="1" max="16384" hidden="1"/>' * 20_000
    sheet = f'<cols>{columns}</cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert "more cells" in refused(make_xlsx(sheet), "renja.xlsx").message


def test_comments_before_a_page_are_gone_through_once() -> None:
    refused(b"<!--a-->" * 200 + b"x", "renja.html")


@pytest.mark.parametrize("sheet", ["@a" * 200_000, "/*" * 200_000, "{" * 200_000, ".a{b" * 50_000])
def test_style_sheets_are_gone_through_once(sheet: str) -> None:
    assert set() == hidden_classes(sheet)


def test_a_cell_of_many_raised_letters_is_read_quickly() -> None:
    marks = "<sup>1</sup>" * 50_000
    document = read_bytes(f"<table><tr><td>Air{marks}<td>1</table>".encode(), "renja.html")
    assert ("Air", "1") == document.tables[0].rows[0].texts()
    raised = run("1", '<w:vertAlign w:val="superscript"/>') * 20_000
    data = docx(tbl(tr(tc(p(run("Air"), *[raised])), "1")))
    assert ("Air", "1") == read_bytes(data, "renja.docx").tables[0].rows[0].texts()


def test_many_small_tables_that_go_on_are_joined_quickly() -> None:
    tables = "<table><tr><td>Air<td>1</table><br>" * 5_000
    (table,) = read_bytes(tables.encode(), "renja.html").tables
    assert 5_000 == len(table.rows) + len(table.repeated)


def test_cells_that_reach_over_all_rows_below_count_in_each_of_them() -> None:
    tall = "<td colspan=1000 rowspan=65534>x"
    assert (
        "more cells"
        in refused(f"<table><tr>{tall}{'<tr>' * 30_000}</table>".encode(), "renja.html").message
    )

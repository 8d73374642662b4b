"""How far a cell's text stands in, and whether it is bold, in each format that tells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from nomenklatur.tables import Cell, Document
from tests.strategies.documents import Sheet, as_ods
from tests.tables.word_parts import docx, p, run, tbl, tc, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[..., Document]
    Make = Callable[..., bytes]

FONTS = '<fonts><font/><font><b/></font><font><b val="0"/></font></fonts>'
NAMES = ("Program", "Kegiatan", '"Air"', "Rapat, dinas", "1.15")
insets = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(NAMES)), min_size=2, max_size=8)
FEW = settings(max_examples=max(settings.default.max_examples // 2, 10))


def indents(document: Document, column: int = 0) -> list[int]:
    return [row.cells[column].indent for row in document.tables[0].rows]


def bold(document: Document, column: int = 0) -> list[bool]:
    return [row.cells[column].bold for row in document.tables[0].rows]


def rows(*cells: str) -> str:
    made = (f'<row r="{number}">{cell}</row>' for number, cell in enumerate(cells, 1))
    return f"<sheetData>{''.join(made)}</sheetData>"


def test_how_a_cell_looks_is_no_part_of_what_it_says() -> None:
    assert Cell("Air") == Cell("Air", indent=3, bold=True)
    assert hash(Cell("Air")) == hash(Cell("Air", indent=3, bold=True))


def test_a_style_of_a_workbook_says_how_far_its_cells_stand_in(read: Read, make_xlsx: Make) -> None:
    styles = (
        '<cellStyleXfs><xf><alignment indent="9"/></xf></cellStyleXfs><cellXfs><xf/>'
        '<xf><alignment horizontal="left" indent="2"/></xf>'
        '<xf><alignment horizontal="right" indent="2"/></xf><xf><alignment indent="x"/></xf>'
        '</cellXfs><dxfs><dxf><alignment indent="9"/></dxf></dxfs>'
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c>', '<c r="A2" t="s" s="1"><v>0</v></c>',
        '<c r="A3" t="s" s="1"><v>1</v></c>', '<c r="A4" t="s" s="2"><v>0</v></c>',
        '<c r="A5" t="s" s="3"><v>0</v></c>', '<c r="A6" t="s" s="77"><v>1</v></c>',
        '<c r="A7" s="1"><v>5</v></c>', '<c r="A8" t="b" s="1"><v>1</v></c>',
        '<c r="A9" t="inlineStr" s="1"><is><t>    Air</t></is></c>',
    )  # fmt: skip
    strings = "<si><t>Air</t></si><si><r><t>   </t></r><r><t>Air</t></r></si>"
    document = read(make_xlsx(rows(*cells), styles=styles, strings=strings))
    assert [0, 2, 5, 0, 0, 3, 2, 2, 6] == indents(document)
    assert "Air" == document.tables[0].rows[2].cells[0].text


def test_a_style_of_a_workbook_says_whether_its_cells_are_bold(read: Read, make_xlsx: Make) -> None:
    styles = (
        f'{FONTS}<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="9"/></cellXfs>'
        "<dxfs><dxf><font><b/></font></dxf></dxfs>"
    )
    cells = (f'<c r="A{n + 1}" s="{n}"><v>{n}</v></c>' for n in range(4))
    document = read(make_xlsx(rows(*cells), styles=styles))
    assert [False, True, False, False] == bold(document)


@given(written=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.booleans()), min_size=1))
@FEW
def test_what_a_workbook_is_written_with_is_read(
    read: Read, written: list[tuple[int, int, bool]]
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for number, (steps, blanks, heavy) in enumerate(written, 1):
        cell = page.cell(number, 1, " " * blanks + "Air")
        cell.alignment = Alignment(horizontal="left", indent=steps)
        cell.font = Font(bold=heavy)
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    assert [steps + blanks for steps, blanks, _heavy in written] == indents(document)
    assert [heavy for _steps, _blanks, heavy in written] == bold(document)


def test_leading_blanks_of_other_workbooks_are_counted(read: Read) -> None:
    data = as_ods(Sheet([["Program", "1"], ["Kegiatan", "2"]]))
    assert [0, 0] == indents(read(data))
    book = as_ods(Sheet([["Program", "1"], ["\u00a0\u00a0Kegiatan", "2"]]))
    assert [0, 2] == indents(read(book))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("blank", [" ", "\u00a0"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@given(written=insets)
@FEW
def test_the_blanks_that_a_csv_is_written_with_are_read(
    read: Read, separator: str, blank: str, quoting: int, written: list[tuple[int, str]]
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(("Uraian", "Nama", "Pagu"))
    writer.writerows((blank * inset + name, blank * inset + name, 7) for inset, name in written)
    document = read(stream.getvalue().encode("utf-8-sig"))
    expected = [0, *(inset for inset, _name in written)]
    assert expected == indents(document) == indents(document, 1)
    assert ["Nama", *(name for _inset, name in written)] == [
        row.cells[1].text for row in document.tables[0].rows
    ]


def test_a_tab_and_a_line_end_before_a_text_of_a_csv_count_as_they_look(read: Read) -> None:
    data = b'Uraian;Pagu\n"\tAir";1\n"\n  Air";2\n   ;3\n'
    assert [0, 4, 2, 0] == indents(read(data))


def test_spaces_before_quotation_marks_of_a_csv_are_skipped_as_ever(read: Read) -> None:
    table = read(b'Uraian, Pagu\n  "Rapat, ""dinas""",  7\nAir,  "  8,0"\n').tables[0]
    assert ('Rapat, "dinas"', "7") == table.rows[1].texts()
    assert [(0, 1), (0, 2), (0, 2)] == [tuple(c.indent for c in row.cells) for row in table.rows]


def test_blanks_before_a_cell_of_a_text_are_counted(read: Read) -> None:
    data = (
        b"Tabel 4.1 Rencana\n\nNo\tUraian\tPagu\n1\tAir\t1\n2\t  Gas\t2\n"
        b'3\t"   Rapat, dinas"\t3\n4\t"    Listrik\ndan lampu"\t4\n'
    )
    document = read(data)
    assert [0, 0, 2, 3, 4] == indents(document, 1)
    assert "Rapat, dinas" == document.tables[0].rows[3].cells[1].text


def test_a_paragraph_of_word_stands_in_by_its_indentation_tabs_and_blanks(read: Read) -> None:
    def cell(left: str, *content: str) -> str:
        return tc(p(*content, properties=f"<w:ind {left}/>"))

    document = read(
        docx(
            tbl(
                tr("Air", "1"),
                tr(cell('w:left="360"', "Air"), "2"),
                tr(cell('w:start="720" w:hanging="360"', "  Air"), "3"),
                tr(cell('w:firstLine="120"', "<w:r><w:tab/><w:t>Air</w:t></w:r>"), "4"),
                tr(tc(p(properties='<w:ind w:left="9"/>'), p("Air"), p("  Gas")), "5"),
                tr(cell('w:left="-360"', "Air"), "6"),
            )
        )
    )
    assert [0, 6, 8, 6, 0, 0] == indents(document)


def test_a_cell_of_word_is_bold_if_all_its_runs_are(read: Read) -> None:
    heavy, light = run("Air", "<w:b/>"), run("Gas", '<w:b w:val="0"/>')
    document = read(
        docx(
            tbl(
                tr(tc(p(heavy)), "1"),
                tr(tc(p(heavy, run(" "), heavy), p(heavy)), "2"),
                tr(tc(p(heavy, light)), "3"),
                tr(tc(p(heavy), p("Gas")), "4"),
                tr("Air", "5"),
            )
        )
    )
    assert [True, True, False, False, False] == bold(document)
    assert not document.tables[0].rows[0].cells[1].bold


@pytest.mark.parametrize(
    ("cell", "indent"),
    [
        ("<td>   \n Air</td>", 0),
        ("<td>&nbsp;&nbsp; &nbsp;Air</td>", 3),
        ('<td style="padding-left:24px">Air</td>', 6),
        ('<td style="padding-left: 12.0pt">Air</td>', 4),
        ('<td><p style="margin-left:1em">&nbsp;Air</p><p style="margin-left:9em">Gas</p></td>', 5),
        ('<td><div style="padding-left:8px"></div>Air</td>', 0),
        ('<td style="x:num; padding-right:24px">Air</td>', 0),
    ],
)
def test_a_cell_of_a_page_stands_in_by_its_style_and_hard_blanks(
    read: Read, cell: str, indent: int
) -> None:
    page = f'<div style="margin-left:9px"><table><tr><th>A<th>B<tr>{cell}<td>1</td></table></div>'
    document = read(page.encode())
    assert [0, indent] == indents(document)
    assert [0, 0] == indents(document, 1)


@pytest.mark.parametrize(
    ("cell", "is_bold"),
    [
        ("<td><b>Air</b></td>", True),
        ("<td> <strong>Air</strong> <p><b>Gas</b></p> </td>", True),
        ("<td><b>Air</b> Gas</td>", False),
        ('<td style="font-weight:bold">Air</td>', True),
        ('<td><span style="FONT-WEIGHT: 700">Air</span></td>', True),
        ('<td><b style="font-weight:normal">Air</b></td>', False),
        ("<th>Air</th>", False),
    ],
)
def test_a_cell_of_a_page_is_bold_if_all_its_text_is(read: Read, cell: str, is_bold: bool) -> None:
    document = read(f"<table><tr><th>A<th>B<tr>{cell}<td>1</td></table>".encode())
    assert [False, is_bold] == bold(document)
    assert [False, False] == bold(document, 1)


def test_a_number_of_a_page_keeps_how_it_looks(read: Read) -> None:
    page = b'<table><tr><td>A<td>B<tr><td sdval="5"><b>&nbsp;5</b></td><td>1</td></table>'
    cell = read(page).tables[0].rows[1].cells[0]
    assert ("5", True, 1, True) == (cell.text, cell.number, cell.indent, cell.bold)

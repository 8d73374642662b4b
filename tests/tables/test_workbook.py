from __future__ import annotations

import datetime as dt
import io
import sys
import time
import tracemalloc
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from nomenklatur.errors import ReadError
from nomenklatur.findings import Severity
from nomenklatur.tables import Cell, Document, Span, Table, foreign, read_document
from tests.shared_catalogs import LIST_FOR_2027, LIST_OF_2023

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    Read = Callable[..., Document]
    Make = Callable[..., bytes]

FORMATS = (
    '<numFmts><numFmt numFmtId="170" formatCode="0.00"/>'
    '<numFmt numFmtId="171" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="3"/><xf numFmtId="171"/>'
    '<xf numFmtId="9"/></cellXfs>'
)


def saved(fill: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def only_cell(document: Document) -> Cell:
    return document.tables[0].rows[0].cells[0]


def row(*cells: str, number: int = 1) -> str:
    return f'<sheetData><row r="{number}">{"".join(cells)}</row></sheetData>'


def test_a_number_cell_has_its_format_its_zeros_and_its_address(
    read: Read, make_xlsx: Make
) -> None:
    cell = '<c r="C5" s="1"><v>1.1000000000000001</v></c>'
    table = read(make_xlsx(row(cell, number=5), styles=FORMATS)).tables[0]
    assert 5 == table.rows[0].number
    assert ("", "") == table.rows[0].texts()[:2]
    expected = Cell("1.10", number=True, number_format="0.00", address="C5")
    assert expected == table.rows[0].cells[2]


@pytest.mark.parametrize(
    ("cell", "text", "number"),
    [
        ('<c r="A1"><v>95562000</v></c>', "95562000", True),
        ('<c r="A1" t="n"><v>1.0268007E10</v></c>', "10268007000", True),
        ('<c r="A1" s="4"><v>0.885</v></c>', "88.5%", True),
        ('<c r="A1" s="3"><v>44227</v></c>', "2021-01-31", False),
        ('<c r="A1" s="3"><v>-44227</v></c>', "-44227", True),
        ('<c r="A1" t="s"><v>1</v></c>', "Air dan Listrik", False),
        ('<c r="A1" t="inlineStr"><is><t>Air </t></is></c>', "Air", False),
        ('<c r="A1" t="inlineStr"><is><r><t>Air</t></r><r><t> Baku</t></r></is></c>', "Air Baku",
         False),
        ('<c r="A1" t="str"><f>A2</f><v>Air</v></c>', "Air", False),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE", False),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE", False),
        ('<c r="A1" t="d"><v>2021-01-31</v></c>', "2021-01-31", False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A", False),
        ('<c r="A1"><v>bukan angka</v></c>', "bukan angka", False),
        ('<c r="A1" s="99"><v>5</v></c>', "5", True),
        ("<c><v>5</v></c>", "5", True),
    ],
)  # fmt: skip
def test_each_type_of_cell_is_read_as_text(
    read: Read, make_xlsx: Make, cell: str, text: str, *, number: bool
) -> None:
    strings = (
        "<si><t>tidak dipakai</t></si>"
        '<si><r><t xml:space="preserve">Air _x000D_</t></r><r><t>\n dan</t></r>'
        "<r><t> Listrik</t></r><rPh><t>salah</t></rPh></si>"
    )
    found = only_cell(read(make_xlsx(row(cell), strings=strings, styles=FORMATS)))
    assert (text, number) == (found.text, found.number)


def test_dates_may_count_from_1904(read: Read, make_xlsx: Make) -> None:
    data = make_xlsx(
        row('<c r="A1" s="3"><v>42765</v></c>'),
        styles=FORMATS,
        workbook='<workbookPr date1904="1"/>',
    )
    assert "2021-01-31" == only_cell(read(data)).text


@pytest.mark.parametrize(
    ("cell", "message", "severity"),
    [
        ("<c r='B2'><f>SUM(B3:B9)</f></c>", "holds the formula, but not its value", "error"),
        ("<c r='B2'><f>SUM(B3:B9)</f><v></v></c>", "holds the formula, but not its value", "error"),
        ("<c r='B2' t='e'><f>B3/0</f><v>#DIV/0!</v></c>", "an error (#DIV/0!): =B3/0", "error"),
        ("<c r='B2' t='e'><v>#REF!</v></c>", "an error (#REF!)", "error"),
        ("<c r='B2' t='str'><f>IFERROR(#REF!,\"\")</f><v></v></c>", "deleted: =IFERROR", "warning"),
        ("<c r='B2'><f>B3+#REF!</f><v>7</v></c>", "deleted: =B3+#REF!", "warning"),
    ],
)
def test_a_cell_without_a_value_to_rely_on_is_a_finding_at_its_address(
    read: Read, make_xlsx: Make, cell: str, message: str, severity: str
) -> None:
    data = make_xlsx(row("<c r='A2' t='str'><v>Jumlah</v></c>", cell, number=2))
    (finding,) = read(data).tables[0].findings
    assert message in finding.message
    assert ("NK410", "S1", 2, "B2") == (
        finding.rule.code,
        finding.place.sheet,
        finding.place.row,
        finding.place.column,
    )
    assert Severity(severity) is finding.severity


def test_a_stored_value_of_a_formula_is_taken_without_a_word(read: Read, make_xlsx: Make) -> None:
    cells = ("<c r='A1'><f>1+1</f><v>2</v></c>", "<c r='B1' t='str'><f>T(0)</f><v></v></c>")
    table = read(make_xlsx(row(*cells), workbook="<calcPr calcId='1'/>")).tables[0]
    assert "2" == table.rows[0].cells[0].text
    assert () == table.findings


def test_a_zero_that_was_never_calculated_is_a_finding(read: Read, make_xlsx: Make) -> None:
    cells = ("<c r='A1'><f>SUM(B1:B2)</f><v>0</v></c>", "<c r='B1'><v>0</v></c>")
    data = make_xlsx(row(*cells), workbook='<calcPr fullCalcOnLoad="1"/>')
    (finding,) = read(data).tables[0].findings
    assert "never calculated" in finding.message
    assert "A1" == finding.place.column


def test_openpyxl_stores_no_values_of_formulas_and_that_is_said(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Uraian", "Pagu"])
        sheet.append(["Air", 100])
        sheet.append(["Jumlah", "=SUM(B2:B2)"])
        sheet["C3"] = ArrayFormula("C3", "=B2*2")

    table = read(saved(fill)).tables[0]
    assert ["B3", "C3"] == [finding.place.column for finding in table.findings]
    assert all("not its value" in finding.message for finding in table.findings)


def test_many_doubtful_cells_are_counted_after_the_first_twenty(
    read: Read, make_xlsx: Make
) -> None:
    cells = "".join(f'<row r="{n}"><c r="B{n}"><f>C{n}</f></c></row>' for n in range(2, 52))
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    findings = read(make_xlsx(f"<sheetData>{first}{cells}</sheetData>")).tables[0].findings
    assert 21 == len(findings)
    assert "30 more cells" in findings[-1].message
    assert "B22" == findings[-1].place.column


def test_hidden_rows_columns_and_sheets_are_read_and_marked(read: Read, make_xlsx: Make) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    )
    data = make_xlsx(
        f'<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>'
        f"<sheetData>{rows}</sheetData>",
        row('<c r="A1"><v>3</v></c>'),
        row('<c r="A1"><v>4</v></c>'),
        states={2: "hidden", 3: "veryHidden"},
    )
    first, *others = read(data).tables
    assert [False, True] == [row.hidden for row in first.rows]
    assert {1, 2} == first.hidden_columns
    assert [False, True, True] == [first.hidden, *(table.hidden for table in others)]


def test_merged_ranges_are_kept_and_not_filled(read: Read, make_xlsx: Make) -> None:
    data = make_xlsx(
        row('<c r="B1"><v>2021</v></c>') + "<mergeCells><mergeCell ref='B1:D1'/>"
        "<mergeCell ref='A1:A2'/><mergeCell ref='rusak'/></mergeCells>"
    )
    table = read(data).tables[0]
    assert (Span(1, 1, 1, 3), Span(1, 0, 2, 0)) == table.merged
    assert ("", "2021") == table.rows[0].texts()


def test_a_cell_that_the_file_leaves_out_still_has_an_address(read: Read, make_xlsx: Make) -> None:
    table = read(make_xlsx(row('<c r="B7"><v>1</v></c>', number=7))).tables[0]
    assert "A7" == table.at(table.rows[0], 0).column
    assert "AB7" == table.at(table.rows[0], 27).column
    assert "B7" == table.at(table.rows[0], 1).column


def test_empty_sheets_are_left_out(read: Read, make_xlsx: Make) -> None:
    data = make_xlsx("<sheetData/>", row('<c r="A1"><v>3</v></c>'), "<sheetData/>")
    assert ["S2"] == [table.number for table in read(data).tables]


def test_a_sheet_that_leaves_its_places_to_be_counted_is_read_in_place(
    read: Read, make_xlsx: Make
) -> None:
    data = make_xlsx(
        "<sheetData><row><c><v>1</v></c></row><row r='2'/><row><c r='A3' s='1'/><c><v>2</v></c>"
        "</row></sheetData>"
    )
    table = read(data).tables[0]
    assert [(1, ("1",)), (3, ("", "2"))] == [(row.number, row.texts()) for row in table.rows]


def test_blank_cells_in_a_comment_are_left_alone(read: Read, make_xlsx: Make) -> None:
    data = make_xlsx(
        '<!-- <c r="A1"/> --><sheetData><row r="1"><c r="A1" t="inlineStr">'
        '<is><t><![CDATA[<c r="A1"/>]]></t></is></c></row></sheetData>'
    )
    assert '<c r="A1"/>' == only_cell(read(data)).text


def test_parts_of_strict_workbooks_are_understood(
    read: Read, make_parts: Any, pack: Callable[[dict[str, str]], bytes]
) -> None:
    parts = make_parts(row('<c r="A1" s="1"><v>1.1</v></c>'), styles=FORMATS)
    strict = {
        name: part.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name, part in parts.items()
    }
    assert "1.10" == only_cell(read(pack(strict))).text


def test_macros_and_links_are_ignored_and_said(
    read: Read, make_parts: Any, pack: Callable[[dict[str, Any]], bytes]
) -> None:
    parts = make_parts(row('<c r="A1"><v>1</v></c>'))
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    messages = [finding.message for finding in read(pack(parts)).findings]
    assert 2 == len(messages)
    assert "macros, which were neither read nor run" in messages[0]
    assert "links to 1 other workbook" in messages[1]


def test_a_million_blank_rows_are_quick_and_take_no_memory(read: Read, make_xlsx: Make) -> None:
    blank = "".join(
        f'<row r="{n}" spans="1:3" s="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'
        for n in range(2, 1_048_577)
    )
    data = make_xlsx(f'<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row>{blank}</sheetData>')
    del blank
    tracemalloc.start()
    start = time.process_time()
    table = read(data).tables[0]
    took = time.process_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 1 == len(table.rows)
    assert peak < 16 << 20
    assert took < 10  # about one second; the machine may be busy


values = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.decimals(-(10**9), 10**9, places=2),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=20,
    ).filter(lambda text: not text.startswith("=") and not text.startswith("#")),
)


def as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case Decimal():
            trimmed = f"{value:f}".rstrip("0").rstrip(".")
            return "0" if trimmed in {"-0", ""} else trimmed
        case dt.date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())


@given(st.lists(st.lists(values, min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_table_written_by_openpyxl_is_read_back_equal(
    read: Read, rows: list[list[object]]
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Uraian"])
        for row in rows:
            sheet.append(row)

    expected = [(1, ["Uraian"])]
    for number, row in enumerate(rows, 2):
        texts = [as_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            expected.append((number, texts))
    table = read(saved(fill)).tables[0]
    assert expected == [(row.number, list(row.texts())) for row in table.rows]


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods"])
def test_other_workbooks_are_read_by_content_with_what_does_not_show_said(
    files: Path, name: str
) -> None:
    document = read_document(files / name)
    (finding,) = document.findings
    assert name.rpartition(".")[2] == document.format
    assert "NK412" == finding.rule.code
    cell = document.tables[0].rows[-1 if name.endswith("ods") else 2].cells[2]
    assert Cell("516662000", number=True, address=cell.address) == cell


def test_an_xls_workbook_keeps_places_merges_dates_and_hidden_sheets(files: Path) -> None:
    plan, hidden = read_document(files / "plan.xls").tables
    assert ["Rencana", "Simpan"] == [plan.number, hidden.number]
    assert [False, True] == [plan.hidden, hidden.hidden]
    assert (Span(1, 0, 1, 3),) == plan.merged
    assert [1, 3, 4, 5] == [row.number for row in plan.rows]
    assert ("1.15.00.16.021", "Penguatan Mutu Produk", "516662000", "2021-01-31") == (
        plan.rows[2].texts()
    )
    assert ("1.1", "TRUE") == plan.rows[3].texts()
    assert "C4" == plan.at(plan.rows[2], 2).column


@pytest.mark.shared
def test_real_workbooks_are_read_whole(shared_data: Path) -> None:
    def table(name: str) -> Table:
        return read_document(shared_data / name).tables[0]

    assert 7582 == len(table(LIST_FOR_2027).rows)
    assert 4368 == len(table(LIST_OF_2023).rows)
    renja = table("plans/renja-dpa-dpupr-pasangkayu-2024.xlsx")
    assert (45, 413) == (len(renja.rows), sum(bool(c) for row in renja.rows for c in row.cells))
    renstra = table("plans/renstra-dpupr-pasangkayu.xlsx")
    assert (96, 1214) == (len(renstra.rows), sum(bool(c) for r in renstra.rows for c in r.cells))


@pytest.mark.shared
def test_the_cells_of_a_real_workbook_are_those_that_openpyxl_reads(shared_data: Path) -> None:
    import openpyxl  # noqa: PLC0415 - only where the data is

    path = shared_data / "plans" / "renja-dpa-dpupr-pasangkayu-2024.xlsx"
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    table = read_document(path).tables[0]
    for row in table.rows:
        for cell in row.cells:
            if cell.number:
                theirs = sheet[cell.address]
                assert Decimal(str(theirs.value)) == cell.value
                assert theirs.number_format == cell.number_format


def test_what_the_child_process_answers_is_what_the_workbook_holds(files: Path) -> None:
    data = (files / "plan.xls").read_bytes()
    answer = foreign._answer(data, 100)
    assert ["Rencana", "Simpan", "Kosong"] == [sheet["name"] for sheet in answer["sheets"]]
    assert (5, [("1.1", True, 0), ("TRUE", False, 0)]) == answer["sheets"][0]["rows"][-1]
    assert {"error": "too large"} == foreign._answer(data, 3)
    assert "error" in foreign._answer(b"bukan buku kerja", 100)


def test_a_password_that_calamine_meets_is_told_apart_from_damage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(_: object) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "load_workbook", locked)
    assert {"error": "locked"} == foreign._answer(b"", 100)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, ("1", True)),
        (1.10, ("1.1", True)),
        (float("inf"), ("inf", False)),
        (dt.datetime(2021, 1, 31, 8, 30), ("2021-01-31 08:30:00", False)),  # noqa: DTZ001
        (dt.datetime(2021, 1, 31), ("2021-01-31", False)),  # noqa: DTZ001
        (dt.time(8, 30), ("08:30:00", False)),
        ("Air\n dan", ("Air dan", False)),
    ],
)
def test_values_of_calamine_become_texts(value: object, expected: tuple[str, bool]) -> None:
    assert expected == foreign._text(value)


def test_a_child_process_that_cannot_start_is_an_error(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/tiada/python")
    with pytest.raises(ReadError, match="no second process may run"):
        read_document(files / "plan.xls")

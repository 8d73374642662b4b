"""Web pages: tables laid out as browsers do, whoever wrote them; hostile pages end in an error."""

from __future__ import annotations

import io
import quopri
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.tables import Document, Span, read_document
from nomenklatur.tables.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "<tr><th>Program/Kegiatan</th><th>Pagu 2021</th></tr>"


def read(page: str | bytes, **more: Any) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return read_document("-", stdin=io.BytesIO(data), **more)


def refused(page: str | bytes, **more: Any) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(page, **more)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def texts(page: str | bytes, table: int = 0) -> list[tuple[str, ...]]:
    return [row.texts() for row in read(page).tables[table].rows]


def messages(document: Document) -> list[str]:
    found = [f.message for table in document.tables for f in table.findings]
    return [*(f.message for f in document.findings), *found]


def test_tables_take_their_numbers_and_titles_from_the_text_above() -> None:
    document = read(
        "<!doctype html><title>x</title><h1>Renja</h1><p>Tabel 2.2<br>Realisasi 2019</p>"
        f"<table>{HEADER}<tr><td>Air<td>1.000</table><div>Tabel 4.1 Rencana</div>"
        f"<table>{HEADER}<tr><td>Gas<td>2.000</table><p>Sumber: Dinas"
    )
    assert "html" == document.format
    assert [("2.2", "Realisasi 2019"), ("4.1", "Rencana")] == [
        (table.number, table.title) for table in document.tables
    ]
    passages = ["Renja", "Tabel 2.2", "Realisasi 2019", "Tabel 4.1 Rencana", "Sumber: Dinas"]
    assert passages == [line.text for line in document.passages]
    assert "-, table 4.1, row 2, column B2" == str(
        document.tables[1].at(document.tables[1].rows[1], 1)
    )


def test_a_caption_is_a_title() -> None:
    page = f"<table><caption>Tabel 4.1 Rencana</caption>{HEADER}</table>"
    assert "4.1" == read(page).tables[0].number


def test_cells_that_span_are_laid_out_as_browsers_do() -> None:
    page = (
        "<table><tr><td rowspan=2>No<td colspan=2>2021<td rowspan=2>Ket"
        "<tr><td>Target<td>Pagu<tr><td>1<td>100%<td>5.000<td>x</table>"
    )
    assert [("No", "2021", "", "Ket"), ("", "Target", "Pagu"), ("1", "100%", "5.000", "x")] == (
        texts(page)
    )
    spans = (Span(1, 0, 2, 0), Span(1, 1, 1, 2), Span(1, 3, 2, 3))
    assert spans == read(page).tables[0].merged


def test_a_cell_that_reaches_to_the_end_ends_with_its_section() -> None:
    page = (
        "<table><tbody><tr><td rowspan=0>Program<td>Air<tr><td>Gas</tbody>"
        "<tbody><tr><td>Lain<td rowspan=9>1<tr><td>Akhir</table>"
    )
    assert [("Program", "Air"), ("", "Gas"), ("Lain", "1"), ("Akhir",)] == texts(page)
    assert (Span(1, 0, 2, 0), Span(3, 1, 4, 1)) == read(page).tables[0].merged


def test_a_foot_stands_last_wherever_the_page_has_it() -> None:
    page = (
        f"<table><thead>{HEADER}</thead><tfoot><tr><td>Jumlah<td>3.000</tfoot>"
        "<tbody><tr><td>Air<td>3.000</tbody></table>"
    )
    assert [("Program/Kegiatan", "Pagu 2021"), ("Air", "3.000"), ("Jumlah", "3.000")] == texts(page)


@pytest.mark.parametrize("span", ["-1", "x", "", "1.5", "²"])
def test_a_span_that_is_no_number_is_one(span: str) -> None:
    assert [("Air", "1")] == texts(f'<table><tr><td colspan="{span}" rowspan="{span}">Air<td>1')


def test_a_table_in_a_cell_follows_the_one_around_it_unless_that_is_only_layout() -> None:
    inner = f"<table>{HEADER}<tr><td>Air<td>1</table>"
    page = f"<table><tr><td>Menu<td>{inner}<tr><td>Kaki</table>"
    assert [("Menu",), ("Kaki",)] == texts(page)
    assert ("Air", "1") == texts(page, 1)[1]
    layout = f"<table><tr><td><p>Tabel 4.1 Rencana</p>{inner}</table>"
    assert ["4.1"] == [table.number for table in read(layout).tables]


def test_hidden_rows_are_read_and_said_hidden_cells_and_words_are_said() -> None:
    document = read(
        "<style>.sembunyi { display: none } @media print { td { display:none } .x{display:none} }"
        f"</style><table>{HEADER}<tr style='display:none'><td>Air<td>1<tr class=sembunyi><td>Gas"
        "<td>2<tr class=x><td>Alat <span hidden>rahasia</span><td style='DISPLAY : NONE'>9<td>3"
        "</table><p hidden>Catatan</p>"
    )
    (table,) = document.tables
    assert [False, True, True, False] == [row.hidden for row in table.rows]
    assert ("Alat", "3") == table.rows[3].texts()
    assert [
        "1 piece of the text between the tables is hidden, and was not read",
        "2 pieces of text are hidden, and were not read: 'rahasia' (row 4), '9' (row 4)",
        "2 rows are hidden, and were read",
    ] == messages(document)


def test_hidden_columns_and_tables_are_marked() -> None:
    document = read(
        f"<table><col><col style='display:none' span=2>{HEADER}</table>"
        f"<p>x</p><div style='display:none'><table>{HEADER}<tr><td>Air<td>1</table></div>"
    )
    assert frozenset({1, 2}) == document.tables[0].hidden_columns
    assert [False, True] == [table.hidden for table in document.tables]


def test_scripts_and_styles_are_no_text() -> None:
    page = (
        f"<script>document.write('<table>')</script><table>{HEADER}<tr><td>Air"
        "<script>x</script><td>1<!-- 9 --></table>"
    )
    assert ("Air", "1") == texts(page)[1]


def test_words_are_parted_by_blocks_and_not_by_marks() -> None:
    page = (
        "<table><tr><td>Penye<b>dia</b>an<br>Alat<p>Tulis</p><li>Kantor&nbsp;&amp; K&#243;ntor"
        "<td>Ko&shy;ordi<wbr>nasi\u200b</table>"
    )
    assert [("Penyediaan Alat Tulis Kantor & Kóntor", "Koordinasi")] == texts(page)


def test_marks_of_notes_and_deleted_words_are_said() -> None:
    document = read(
        f"<table>{HEADER}<tr><td>Luas 120 m<sup>2</sup><td>1.000.000<sup>1)</sup>"
        "<tr><td><del>Lama</del> Baru<td>2</table>"
    )
    rows = [row.texts() for row in document.tables[0].rows]
    assert [("Luas 120 m2", "1.000.000"), ("Baru", "2")] == rows[1:]
    assert [
        "1 piece of text is deleted, and was not read: 'Lama' (row 3)",
        "1 raised mark behind a text was taken for that of a note: '1)' (row 2)",
    ] == messages(document)


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        ("<meta charset=windows-1252><table><tr><td>Rp – é<td>1".encode("cp1252"), False),
        ("<meta http-equiv=x content='text/html; charset=ISO-8859-1'><table><tr><td>Rp – é<td>1"
         .encode("cp1252"), False),
        ("\ufeff<table><tr><td>Rp – é<td>1".encode(), False),
        ("\ufeff<table><tr><td>Rp – é<td>1".encode("utf-16-le"), False),
        ("\ufeff<table><tr><td>Rp – é<td>1".encode("utf-16-be"), False),
        ("<?xml version='1.0' encoding='utf-8'?><html><table><tr><td>Rp – é<td>1".encode(), False),
        ("<table><tr><td>Rp – é<td>1".encode(), False),
        ("<table><tr><td>Rp – é<td>1".encode("cp1252"), True),
        ("<meta charset=utf-8><table><tr><td>Rp – é<td>1".encode("cp1252"), True),
        ("<meta charset=klingon><table><tr><td>Rp – é<td>1".encode(), False),
        ("<meta charset=base64><table><tr><td>Rp – é<td>1".encode(), False),
    ],
)  # fmt: skip
def test_the_encoding_is_what_the_page_says_or_is_found_out(data: bytes, guessed: bool) -> None:
    document = read(data)
    assert "Rp – é" == document.tables[0].rows[0].texts()[0]
    assert guessed == ("NK411" in {finding.rule.code for finding in document.findings})


EXCEL = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator '
    'content="Microsoft Excel 15"><!--[if gte mso 9]><xml><x:Name>Renja</x:Name></xml>'
    "<![endif]--></head><body><table>{rows}<![if supportMisalignedColumns]><tr height=0 "
    "style='display:none'><td width=64></td></tr><![endif]></table></body></html>"
)


def test_a_page_of_excel_named_xls_is_read_as_the_page_it_is(tmp_path: Path) -> None:
    path = tmp_path / "renja.xls"
    rows = (
        "<tr><td>Kode<td>Kegiatan<td>Pagu<tr><td x:num='1.1' style='mso-number-format:\"0\\.00\"'>"
        "1,10<td>Air<td x:num='2815173000'>###<tr><td x:str>1.2<td>Gas<td x:num>1.000"
    )
    path.write_text(EXCEL.format(rows=rows))
    document = read_document(path)
    assert [("1.10", "Air", "2815173000"), ("1.2", "Gas", "1.000")] == [
        row.texts() for row in document.tables[0].rows[1:]
    ]
    assert document.tables[0].rows[1].cells[2].number
    assert not document.tables[0].rows[2].cells[2].number
    assert [] == messages(document)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('sdval="2815173000" sdnum="1033;0;#,##0">2,815,173,000', ("2815173000", True, "#,##0")),
        ('sdval="2815173000" sdnum="1057;1057;#.##0">2.815.173.000', ("2815173000", True, "#,##0")),
        ('sdval="1.1" sdnum="1033;0;0.00">1.10', ("1.10", True, "0.00")),
        ('sdval="1.1" sdnum="1033;">1.10', ("1.10", False, "")),
        ('sdval="44227" sdnum="1033;0;DD/MM/YYYY">31/01/2021', ("31/01/2021", False, "")),
        ('sdval="x">5', ("5", False, "")),
        ('sdval="7" sdnum="1031;1031;0,00">7,00', ("7", True, "")),
    ],
)
def test_a_number_that_a_spreadsheet_stored_counts_for_more_than_its_print(
    cell: str, expected: tuple[str, bool, str]
) -> None:
    found = read(f"<table><tr><td>x<td {cell}</table>").tables[0].rows[0].cells[1]
    assert expected == (found.text, found.number, found.number_format)


def test_an_archive_of_pages_gives_the_tables_of_all() -> None:
    def part(name: str, page: str) -> bytes:
        head = f"Content-Location: {name}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        body = quopri.encodestring(page.encode("cp1252"))
        return (
            b"--batas\r\n" + head.encode() + b'Content-Type: text/html; charset="windows-1252"'
            b"\r\n\r\n" + body + b"\r\n"
        )

    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=batas\r\n\r\n"
        + part("Renja.htm", "<frameset><frame src=sheet001.htm></frameset>")
        + part("sheet001.htm", f"<table>{HEADER}<tr><td>Air – é<td>1.000</table>")
        + b"--batas\r\nContent-Type: image/png\r\n\r\nxxx\r\n"
        + part("sheet002.htm", "<table><tr><td>Kode<td>Uraian<tr><td>1<td>Gas</table>")
        + b"--batas--\r\n"
    )
    document = read(data)
    assert ["Air – é", "1"] == [table.rows[1].texts()[0] for table in document.tables]


def test_sheets_of_google_leave_their_own_numbers_out() -> None:
    page = (
        '<table class="waffle"><thead><tr><th class="row-header freezebar-origin-ltr"></th>'
        '<th class="column-headers-background">A</th><th class="column-headers-background">B</th>'
        '</tr></thead><tbody><tr><th class="row-headers-background"><div>1</div></th>'
        "<td>Program/Kegiatan<td>Pagu 2021<tr><th class='row-headers-background'>2<td>Air<td>1"
        "</table>"
    )
    assert [("Program/Kegiatan", "Pagu 2021"), ("Air", "1")] == texts(page)


def test_documents_of_google_are_read() -> None:
    page = (
        "<html><head><style>.c1{color:#000}</style></head><body class='doc-content'><p class='c1'>"
        "<span>Tabel 4.1 Rencana</span></p><a id='t.1'></a><table class='c2'><tr><td class='c3' "
        "colspan='1' rowspan='1'><p><span>Kegiatan</span></p></td><td><p><span>Pagu</span></p>"
        "<p><span>2021</span></p></td></tr><tr><td><p>Air</p></td><td><p>1</p></td></tr></table>"
    )
    assert [("Kegiatan", "Pagu 2021"), ("Air", "1")] == texts(page)
    assert "4.1" == read(page).tables[0].number


def test_a_report_of_this_program_is_no_plan(root: Path) -> None:
    error = refused((root / "examples" / "output" / "pemetaan.html").read_bytes())
    assert "the page is a report of this program, no plan" == error.message
    assert "give the plan" in error.remedy


def test_a_page_without_a_table_says_where_it_may_be() -> None:
    assert "a script draws it" in refused("<html><body><div id=app></div></body></html>").remedy
    frames = "<html><frameset><frame src='Renja_files/sheet001.htm'></frameset></html>"
    assert "give Renja_files/sheet001.htm instead" in refused(frames).remedy


# Hostile pages


def test_tags_nested_without_end_are_refused() -> None:
    assert "nested too deeply" in refused("<html>" + "<div>" * 100_000 + "x").message
    assert "nested too deeply" in refused("<table><tr><td>" * 100_000 + "x").message


def test_a_page_of_too_many_tags_or_cells_is_refused() -> None:
    rows = "<tr><td>Air<td>1" * 1000
    assert "more tags" in refused(f"<table>{rows}", limits=Limits(elements=2000)).message
    assert "more cells" in refused(f"<table>{rows}", limits=Limits(cells=1500)).message
    blank = "<tr>" * 2000
    assert "more cells" in refused(f"<table>{blank}", limits=Limits(cells=1500)).message


def test_a_cell_that_spans_a_billion_columns_and_rows_is_no_larger_than_browsers_make_it() -> None:
    cell = "<td colspan=1000000000 rowspan=1000000000>Air"
    table = read(f"<table><tr>{cell}<tr><td>1</table>").tables[0]
    assert (Span(1, 0, 2, 999),) == table.merged
    many = f"<table>{'<tr>' + cell * 20}" * 3
    assert "more cells" in refused(many, limits=Limits(cells=30_000)).message


def test_rows_without_a_text_take_next_to_no_memory() -> None:
    page = f"<table>{HEADER}{'<tr><td>' * 50_000}<tr><td>Air<td>1</table>".encode()
    tracemalloc.start()
    table = read(page).tables[0]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (50_002, ("Air", "1")) == (table.rows[-1].number, table.rows[-1].texts())
    assert peak < 64 << 20


@pytest.mark.parametrize(
    "page",
    [
        "<table",
        "<table><tr><td",
        "</table></td></tr><table>",
        "<tr><td>Air<td>1",
        "<td>Air",
        "<table><td>Air<td>1",
        "<!doctype html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><table><tr><td>&x;",
        "<table><tr><td>\x00\x01<td>\ud7ff\ufffe",
        "<html><![CDATA[<table><tr><td>x]]>",
        "<table><caption><table><tr><td>x</caption>",
        "<table><thead><tr><td>a<th hidden sdval=1>x</table>",
    ],
)
def test_markup_that_is_broken_is_read_or_refused(page: str) -> None:
    try:
        document = read(page)
    except ReadError as error:
        shown = str(error)
    else:
        shown = " ".join(text for table in document.tables for row in table.rows
                         for text in row.texts())  # fmt: skip
    assert "root:" not in shown


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket  # noqa: PLC0415 - only here

    def forbidden(*_told: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", forbidden)
    page = (
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0' 'http://example.org/x.dtd'><link rel="
        "stylesheet href=http://example.org/x.css><img src=http://example.org/x.png>"
        f"<table>{HEADER}<tr><td><img src=http://example.org>Air<td>1</table>"
    )
    assert ("Air", "1") == texts(page)[1]

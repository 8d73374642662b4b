"""What stands on pages and how it is put together: words, cells, headers, rows, doubts."""

from __future__ import annotations

import functools
import io
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from nomenklatur.errors import ReadError
from nomenklatur.places import Place
from nomenklatur.plan.trace import Use, trace
from nomenklatur.tables import Document, Table, read_document
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.pdf import read as reading
from nomenklatur.tables.pdf.pages import read_pages
from nomenklatur.tables.read import read_bytes
from tests.pdf.paper import Look, Paper, printed

pytestmark = pytest.mark.usefixtures("pdf_read_here")

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PDFS = sorted(path.name for path in CORPUS.glob("*.pdf"))
HEADER = ["Kode", "Program/Kegiatan", "Lokasi", "Pagu 2021"]


def read(data: bytes) -> Document:
    return read_bytes(data, "renja.pdf")


@functools.cache
def of_corpus(name: str) -> Document:
    return read_document(CORPUS / name)


def only(document: Document) -> Table:
    (table,) = document.tables
    return table


def rules(table: Table) -> Counter[str]:
    return Counter(finding.rule.code for finding in table.findings)


@pytest.mark.parametrize("name", PDFS)
def test_every_letter_of_a_page_is_in_one_cell_or_in_the_running_text(name: str) -> None:
    printed_letters: Counter[str] = Counter()
    for ink in read_pages((CORPUS / name).read_bytes(), Place(name), DEFAULT_LIMITS):
        printed_letters.update("".join(word.text for word in ink.words))
    document = of_corpus(name)
    held = [
        *(c.text for t in document.tables for r in (*t.rows, *t.repeated) for c in r.cells),
        *(line.text for line in document.passages),
    ]
    assert printed_letters == Counter(re.sub(r"\s", "", "".join(held)))


@pytest.mark.parametrize("name", PDFS)
def test_every_cell_stands_on_its_page(name: str) -> None:
    document = of_corpus(name)
    cells = [c for t in document.tables for r in t.rows for c in r.cells if c.text]
    assert cells
    for cell in cells:
        assert cell.boxes
        assert all(b.left < b.right and b.top <= b.bottom and b.page > 0 for b in cell.boxes)


def test_places_name_the_page_and_the_row_of_the_table() -> None:
    rows = [HEADER, *([f"0{i}", f"Kegiatan {i}", "Kota", "1.000.000"] for i in range(1, 6))]
    table = only(read(Paper(rows, breaks=frozenset({4})).pdf()))
    assert ["table 4.1, page 1, row 4", "table 4.1, page 2, row 5"] == [
        str(table.at(row)).removeprefix("renja.pdf, ") for row in table.rows[3:5]
    ]
    assert frozenset({5}) == table.breaks


def test_a_row_cut_by_the_end_of_a_page_is_one_row_again_and_said() -> None:
    long = "Penyediaan jasa komunikasi sumber daya air dan listrik untuk kantor dinas"
    rows = [
        HEADER,
        ["01.002", "Penyediaan alat tulis", "Kota Semarang", "95.562.000"],
        ["01.003", long, "Kota Semarang dan luar daerah", "11.149.000"],
        ["01.004", "Penyediaan makanan", "Kota Semarang", "39.818.000"],
    ]
    paper = Paper(rows, breaks=frozenset({3}), look=Look((40, 90, 60, 80), cut=True))
    table = only(read(paper.pdf()))
    assert [2] == paper.cut_rows
    assert [tuple(row) for row in rows] == [row.texts() for row in table.rows]
    assert 1 == rules(table)["NK404"]
    assert [1, 2] == sorted({box.page for box in table.rows[2].cells[1].boxes})


def test_a_header_printed_again_is_left_out_and_counted() -> None:
    body = [[f"0{i}", f"Kegiatan {i}", "Kota", "1.000.000"] for i in range(1, 5)]
    rows = [HEADER, *body[:2], HEADER, *body[2:]]
    table = only(read(Paper(rows, breaks=frozenset({3})).pdf()))
    assert (5, 1) == (len(table.rows), len(table.repeated))
    assert 1 == rules(table)["NK422"]


def test_an_amount_cut_by_its_narrow_cell_is_whole_again() -> None:
    rows = [HEADER, *([f"0{i}", "Kegiatan", "Kota", "2.815.173.000"] for i in range(1, 4))]
    table = only(read(printed(rows, widths=(40, 80, 60, 40))))
    assert ["2.815.173.000"] * 3 == [row.texts()[3] for row in table.rows[1:]]


def test_two_amounts_in_one_cell_stay_two() -> None:
    rows = [HEADER, ["01", "Kegiatan", "Kota", "95.562.000 120.000.000"]]
    table = only(read(printed(rows, widths=(40, 80, 60, 55))))
    assert "95.562.000 120.000.000" == " ".join(r.texts()[3] for r in table.rows[1:])


def test_a_text_that_runs_up_the_page_is_read_as_it_stands_to_its_reader() -> None:
    rows = [HEADER, *([f"0{i}", "Kegiatan", "Kota", "1.000.000"] for i in range(1, 4))]
    table = only(read(printed(rows, turned=True)))
    assert [tuple(row) for row in rows] == [row.texts() for row in table.rows]
    one, other = table.rows[1].cells[0].boxes[0], table.rows[1].cells[3].boxes[0]
    assert one.top > other.bottom  # on the page as it is displayed


def test_merged_cells_hold_their_text_once_with_their_range() -> None:
    rows = [
        ["No", "Kegiatan", "Rencana 2021", ""],
        ["", "", "Target", "Pagu"],
        ["1", "Penyediaan", "100%", "1.000.000"],
        ["2", "Pengadaan", "100%", "2.000.000"],
    ]
    merged = {(0, 0): (1, 2), (0, 1): (1, 2), (0, 2): (2, 1)}
    table = only(read(Paper(rows, merged=merged).pdf()))
    assert [tuple(row) for row in rows] == [row.texts() for row in table.rows]
    assert {(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)} == {
        (span.top, span.left, span.bottom, span.right) for span in table.merged
    }


def test_a_text_over_the_line_between_two_cells_is_said() -> None:
    data = printed([HEADER, ["01", "Kegiatan", "Kota", "1.000.000"]], widths=(40, 80, 60, 80))
    assert b"(Kota)" in data
    document = read(data.replace(b"(Kota)", b"(Kotaraya-sekali-panjang)"))
    assert 1 == rules(only(document))["NK434"]


def test_letters_without_characters_are_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)
    data = (CORPUS / "tabel-4.1-landscape.pdf").read_bytes()
    mute = data.replace(b"/ToUnicode", b"/ToUnicodX")
    assert mute != data
    with pytest.raises(ReadError, match="does not say which they are") as caught:
        read(mute)
    assert "nomenklatur[ocr]" in caught.value.remedy


def test_progress_is_told_page_by_page() -> None:
    rows = [HEADER, *([f"0{i}", "Kegiatan", "Kota", "1.000.000"] for i in range(1, 5))]
    shares: list[float] = []
    read_bytes(
        Paper(rows, breaks=frozenset({2, 4})).pdf(),
        "renja.pdf",
        progress=lambda _what, share: shares.append(share),
    )
    assert [1 / 3, 2 / 3, 1] == pytest.approx(shares)


def test_a_header_typed_again_below_the_rest_of_a_row_is_counted() -> None:
    long = "Penyediaan jasa komunikasi sumber daya air dan listrik untuk kantor dinas"
    rows = [
        HEADER,
        ["01.002", "Penyediaan alat tulis", "Kota Semarang", "95.562.000"],
        ["01.003", long, "Kota Semarang dan luar daerah", "11.149.000"],
        HEADER,
        ["01.004", "Penyediaan makanan", "Kota Semarang", "39.818.000"],
    ]
    paper = Paper(rows, breaks=frozenset({3}), look=Look((40, 90, 60, 80), cut=True))
    table = only(read(paper.pdf()))
    assert [2] == paper.cut_rows
    assert [tuple(row) for row in (*rows[:3], rows[4])] == [row.texts() for row in table.rows]
    assert (1, 1) == (rules(table)["NK404"], rules(table)["NK422"])


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["", "Jumlah dokumen", "12 bulan", ""], ["", "Cakupan pelayanan", "200 org", ""]),
        (["", "Jumlah barang dan", "", ""], ["", "PROGRAM PEMASARAN USAHA", "", ""]),
        (["01", "Jumlah dokumen", "Kota", "95.562.000"], ["", "dan arsip", "", "1.000.000"]),
    ],
)
def test_a_row_at_the_top_of_a_page_that_says_something_of_its_own_stays_a_row(
    last: list[str], first: list[str]
) -> None:
    rows = [HEADER, ["01", "Kegiatan", "Kota", "1.000.000"], last, first]
    look = Look((40, 62, 40, 80), blanks=False)
    table = only(read(Paper(rows, breaks=frozenset({3}), look=look).pdf()))
    assert 4 == len(table.rows)
    assert 0 == rules(table)["NK404"]


@pytest.mark.parametrize("width", range(24, 48, 4))
@pytest.mark.parametrize("amount", ["1.019.000.000", "476.749.392", "2.147.483.649"])
def test_an_amount_that_a_page_cuts_anywhere_is_one_amount(width: int, amount: str) -> None:
    rows = [HEADER, *([f"0{i}", "Kegiatan", "Kota", amount] for i in range(1, 4))]
    look = Look((40, 80, 60, width), cut=True, blanks=False)
    paper = Paper(rows, breaks=frozenset({2}), look=look)
    table = only(read(paper.pdf()))
    assert [amount] * 3 == [row.texts()[3] for row in table.rows[1:]]


def test_cells_and_findings_stand_in_the_order_of_the_pages() -> None:
    body = [[f"0{i}", f"Kegiatan {i}", "Kota", "1.000.000"] for i in range(1, 5)]
    rows = [HEADER, *body[:2], HEADER, *body[2:]]
    document = read(Paper(rows, breaks=frozenset({3})).pdf())
    cells = trace(only(document), document).cells
    assert [1] * 12 + [2] * 12 == [cell.place.page for cell in cells]
    assert {None} == {cell.place.row for cell in cells if cell.use is Use.REPEATED}
    places = [
        Place("a", page=2, table="4.10", row=1),
        Place("a", page=2, table="4.2", row=9),
        Place("a", page=1, table="LAMPIRAN", row=3),
        Place("a", page=2, table="LAMPIRAN", row=1),
        Place("a", page=1, row=7, table="4.1"),
    ]
    assert [4, 2, 1, 0, 3] == sorted(range(5), key=lambda i: places[i].order)


@pytest.mark.parametrize("mark", ["Lanjutan", "(lanjutan)", "Lanjutan Tabel 4.1"])
def test_a_table_drawn_anew_under_lanjutan_is_the_same_table(mark: str) -> None:
    body = [[f"0{i}", f"Kegiatan {i}", "Kota", "1.000.000"] for i in range(1, 7)]
    first = printed([HEADER, *body[:3]])
    other = printed([HEADER, *body[3:]], widths=(50, 130, 90, 100), caption=(mark,))
    table = only(read(merged(first, other)))
    assert [tuple(row) for row in (HEADER, *body)] == [row.texts() for row in table.rows]
    assert 1 == rules(table)["NK422"]


def test_another_table_on_the_page_is_another_table() -> None:
    body = [[f"0{i}", f"Kegiatan {i}", "Kota", "1.000.000"] for i in range(1, 5)]
    first = printed([HEADER, *body[:2]])
    other = printed([HEADER, *body[2:]], caption=("Tabel 4.2 Rencana Lain",))
    document = read(merged(first, other))
    assert [("4.1", 3), ("4.2", 3)] == [(t.number, len(t.rows)) for t in document.tables]


def merged(*files: bytes) -> bytes:
    """The pages of some files as one."""
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("width", [34, 40, 44, 52])
def test_a_code_that_a_page_cuts_is_one_code(width: int) -> None:
    rows = [
        ["Kode", "Kegiatan", "Lokasi", "Pagu 2021"],
        ["1.15.00.17.028", "Pelatihan kewirausahaan bagi pengusaha", "Kota", "1.000.000"],
        ["1.15.00.17.029", "Pembinaan usaha mikro", "Kota", "2.000.000"],
        ["1.15.00.17.030", "Pameran produk", "Kota", "3.000.000"],
    ]
    paper = Paper(rows, breaks=frozenset({2}), look=Look((width, 60, 60, 80), cut=True))
    table = only(read(paper.pdf()))
    assert [1] == paper.cut_rows
    assert [row[0] for row in rows] == [row.texts()[0] for row in table.rows]
    assert [row[1] for row in rows] == [row.texts()[1] for row in table.rows]

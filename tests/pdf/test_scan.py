"""Pages that are pictures: refused with advice, or recognised with what is not certain."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from attrs import evolve
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from nomenklatur.errors import ReadError
from nomenklatur.places import Place
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.pdf import read as reading
from nomenklatur.tables.pdf.pages import read_pages
from nomenklatur.tables.pdf.scan import _split
from nomenklatur.tables.read import read_bytes
from tests.pdf.paper import printed

if TYPE_CHECKING:
    from nomenklatur.tables.pdf.ink import Word

HEADER = ["Kode", "Program/Kegiatan", "Lokasi", "Pagu 2021"]
ROWS = [
    HEADER,
    ["1.15.15", "PROGRAM PENGEMBANGAN", "", "3.250.500"],
    ["1.15.15.001", "Penyediaan alat tulis", "Kota Semarang", "1.250.500"],
    ["1.15.15.002", "Pengadaan peralatan", "Kota Semarang", "2.000.000"],
]


def scanned(data: bytes, *, askew: float = 0.0, turn: int = 0, also_text: bool = False) -> bytes:
    """The pages of a PDF as pictures, laid on the glass askew, on their side or upside down."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        picture: Any = page.render(scale=2, grayscale=True).to_pil()
        picture = picture.rotate(askew, fillcolor=255).rotate(turn, expand=True)
        width, height = (height, width) if turn % 180 else (width, height)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture.convert("RGB")), 0, 0, width, height)
        canvas.showPage()
    if also_text:
        canvas.drawString(72, 100, "Halaman ini memuat teks yang dapat dibaca")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)


def test_a_scanned_file_is_refused_with_advice(without_recognition: None) -> None:
    with pytest.raises(ReadError, match="scanned") as caught:
        read_bytes(scanned(printed(ROWS)), "pindai.pdf")
    assert "nomenklatur[ocr]" in caught.value.remedy


def test_a_scanned_page_between_others_is_an_error(without_recognition: None) -> None:
    document = read_bytes(scanned(printed(ROWS), also_text=True), "pindai.pdf")
    (finding,) = document.findings
    assert ("NK435", "error", 1) == (
        finding.rule.code,
        finding.severity.value,
        finding.place.page,
    )


def test_the_words_of_a_recognised_line_stand_in_order_and_keep_its_confidence() -> None:
    words = list(_split("Kota Semarang |", (10.0, 0.0, 160.0, 8.0), 0.87))
    assert ["Kota", "Semarang"] == [word.text for word in words]
    assert words[0].right < words[1].left
    assert {0.87} == {word.confidence for word in words}


@pytest.mark.slow
@pytest.mark.parametrize("askew", [0.0, 0.8])
def test_a_scanned_table_is_recognised(askew: float) -> None:
    pytest.importorskip("rapidocr")
    document = read_bytes(scanned(printed(ROWS, size=11), askew=askew), "pindai.pdf")
    (table,) = document.tables
    assert [row[3] for row in ROWS] == [row.texts()[3] for row in table.rows]
    assert [row[0] for row in ROWS] == [row.texts()[0] for row in table.rows]
    assert ["NK431"] == [finding.rule.code for finding in document.findings]


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_on_its_side_or_upside_down_is_read_as_it_stands_to_its_reader(turn: int) -> None:
    pytest.importorskip("rapidocr")
    document = read_bytes(scanned(printed(ROWS, size=11), turn=turn), "pindai.pdf")
    (table,) = document.tables
    assert [tuple(row) for row in ROWS] == [row.texts() for row in table.rows]
    first = table.rows[0].cells[0].boxes[0]
    edge = {90: first.bottom > 300, 180: first.left > 250, 270: first.top < 60}
    assert edge[turn]  # where the page as it is displayed has the cell


@pytest.mark.parametrize(("confidence", "doubts"), [(0.79, 1), (0.8, 0)])
def test_a_code_or_amount_that_is_not_recognised_surely_is_doubted(
    monkeypatch: pytest.MonkeyPatch, confidence: float, doubts: int
) -> None:
    pages = list(read_pages(printed(ROWS), Place("pindai.pdf"), DEFAULT_LIMITS))

    def sure_of(word: Word) -> Word:
        doubtful = word.text in {"1.250.500", "Semarang"}  # only figures are doubted
        return evolve(word, confidence=confidence if doubtful else 0.99)

    seen = [evolve(p, recognised=True, words=tuple(map(sure_of, p.words))) for p in pages]
    monkeypatch.setattr(reading, "read_pages", lambda *_args, **_kwargs: iter(seen))
    document = read_bytes(printed(ROWS), "pindai.pdf")
    (table,) = document.tables
    found = [f for f in table.findings if f.rule.code == "NK432"]
    assert doubts == len(found)
    assert all((3, "4", 1) == (f.place.row, f.place.column, f.place.page) for f in found)

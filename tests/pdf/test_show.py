"""`extract --show` draws what was read."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, rule
from nomenklatur.tables import Document, read_document
from nomenklatur.tables.pdf.show import draw_pages
from nomenklatur_cli.main import cli
from tests.pdf.paper import printed

pytestmark = pytest.mark.usefixtures("pdf_read_here")

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SPLIT = CORPUS / "tabel-4.1-split-rows.pdf"
DOUBT = (213, 94, 0)
JOINED = (204, 121, 167)


@functools.cache
def read(path: Path) -> Document:
    return read_document(path)


def drawn(path: Path, findings: list[Finding]) -> dict[int, Image.Image]:
    pages = draw_pages(path.read_bytes(), read(path), findings)
    return {page: Image.open(io.BytesIO(data)).convert("RGB") for page, data in pages}


def count(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    return int((np.asarray(picture) == colour).all(axis=2).sum())


def height(path: Path) -> int:
    return Image.open(io.BytesIO(path.read_bytes())).height


def test_every_page_with_a_table_is_drawn_and_the_doubtful_cell_stands_out() -> None:
    document = read(SPLIT)
    (table,) = document.tables
    row = next(row for row in table.rows if row.page == 2)
    place = table.at(row).at(column="6")
    finding = Finding(rule("NK432"), "'398.000' was recognised with a confidence of 58 %", place)
    plain, marked = drawn(SPLIT, []), drawn(SPLIT, [finding])
    assert [1, 2, 3, 4, 5] == sorted(plain) == sorted(marked)
    assert count(marked[2], DOUBT) > count(plain[2], DOUBT)
    assert count(marked[3], DOUBT) == count(plain[3], DOUBT)
    assert marked[2].height > plain[2].height  # the doubt is said below the page


def test_every_number_that_is_left_over_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = ("Kode", "Uraian", "Pagu 2021")
    items = (
        ("2.17.07.2.01.01", "Pendataan Potensi", "300.000.000"),
        ("2.17.07.2.01.03", "Fasilitasi Kemudahan Perizinan", "100.000.000"),
    )
    loose = (("", "", "5.123.456"), ("", "", "6.234.567"))
    marks = []
    told: list[Finding] = []
    monkeypatch.setattr(
        "nomenklatur.tables.pdf.show.draw_pages",
        lambda *args, **kwargs: told.extend(args[2]) or draw_pages(*args, **kwargs),
    )
    for name, rows in (("utuh", items), ("lebih", (*loose, *items))):
        path, target = tmp_path / f"{name}.pdf", tmp_path / f"{name}.png"
        path.write_bytes(printed([head, *rows]))
        result = CliRunner().invoke(cli, ["extract", str(path), "--show", str(target)])
        assert 0 == result.exit_code, result.output
        marks.append(count(Image.open(target).convert("RGB"), DOUBT))

    assert marks[1] > marks[0]
    places = [(one.place.row, one.place.column) for one in told if one.rule.code == "NK309"]
    assert [(2, "3"), (3, "3")] == places


def test_a_turned_page_is_drawn_upright() -> None:
    for picture in drawn(CORPUS / "tabel-4.1-rotated.pdf", []).values():
        assert picture.width > picture.height


def test_another_format_is_refused_with_advice(root: Path) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi.csv"
    with pytest.raises(ReadError, match="only pages of PDF are drawn") as caught:
        next(draw_pages(path.read_bytes(), read_document(path)))
    assert "print it into a PDF" in caught.value.remedy


def test_extract_show_writes_a_folder_or_one_file(tmp_path: Path) -> None:
    folder, file = tmp_path / "gambar", tmp_path / "semua.png"
    for target in (folder, file):
        result = CliRunner().invoke(cli, ["extract", str(SPLIT), "--show", str(target)])
        assert 0 == result.exit_code, result.output
    assert [f"tabel-4.1-split-rows-00{n}.png" for n in range(1, 6)] == sorted(
        path.name for path in folder.iterdir()
    )
    assert sum(height(path) for path in folder.iterdir()) == height(file)

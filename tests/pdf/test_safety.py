"""Hostile, damaged and locked PDF files end in an error that says what to do, never otherwise."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from nomenklatur.errors import ReadError
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.read import read_bytes
from tests.pdf.paper import Paper, printed

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Kode", "Program/Kegiatan", "Lokasi", "Pagu 2021"]
ROWS = [HEADER, *([f"1.15.15.0{i}", f"Kegiatan {i}", "Kota", f"{i}.000.000"] for i in range(1, 7))]
PLAN = printed(ROWS)


def one_page(content: bytes, *, packed: bool = False) -> bytes:
    """A PDF of one page with that content, written by hand."""
    flate = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (flate, len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def test_a_file_with_a_password_is_refused_with_advice() -> None:
    locked = printed(ROWS, encrypt=StandardEncryption("rahasia", "pemilik", strength=128))
    with pytest.raises(ReadError, match="protected by a password") as caught:
        read_bytes(locked, "renja.pdf")
    assert "without one" in caught.value.remedy


def test_a_file_that_only_forbids_changes_is_read() -> None:
    closed = printed(ROWS, encrypt=StandardEncryption("", "pemilik", canModify=0, strength=128))
    (table,) = read_bytes(closed, "renja.pdf").tables
    assert [tuple(row) for row in ROWS] == [row.texts() for row in table.rows]


def outcome(data: bytes) -> str:
    """The format of what was read, or the error."""
    try:
        return read_bytes(data, "renja.pdf").format
    except ReadError as error:
        return str(error) if error.remedy else "an error without advice"


@given(cut=st.integers(10, len(PLAN) - 1))
@settings(max_examples=8)
def test_a_file_cut_short_is_read_as_far_as_it_goes_or_refused(cut: int) -> None:
    assert outcome(PLAN[:cut]).startswith(("pdf", "renja.pdf: "))


@given(place=st.integers(9, len(PLAN) - 60), junk=st.binary(min_size=1, max_size=40))
@settings(max_examples=8)
def test_a_damaged_file_gives_a_typed_error_or_what_is_left(place: int, junk: bytes) -> None:
    damaged = PLAN[:place] + junk + PLAN[place + len(junk) :]
    assert outcome(damaged).startswith(("pdf", "renja.pdf: "))


def test_a_page_packed_to_blow_up_is_refused() -> None:
    content = b"BT /F1 1 Tf " + b"(a) Tj " * 2_000_000 + b"ET"
    bomb = one_page(zlib.compress(content, 9), packed=True)
    assert len(bomb) < len(content) / 100
    with pytest.raises(ReadError, match=r"more than 1,?000 letters and lines"):
        read_bytes(bomb, "bom.pdf", limits=evolve(DEFAULT_LIMITS, page_letters=1000))


def test_a_stream_larger_than_the_memory_allowed_is_refused() -> None:
    packer = zlib.compressobj(9)
    begin = packer.compress(b"% ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = one_page(begin + 200 * block + packer.flush(), packed=True)  # 3.3 GB in 3 MB
    with pytest.raises(ReadError, match="takes more than 2048 MiB of memory"):
        read_bytes(bomb, "bom.pdf")


def test_more_pages_than_allowed_are_refused() -> None:
    paper = Paper(ROWS, breaks=frozenset({2, 4}))
    with pytest.raises(ReadError, match="has 3 pages; at most 2 are read"):
        read_bytes(paper.pdf(), "renja.pdf", limits=evolve(DEFAULT_LIMITS, pages=2))


def test_reading_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ReadError, match="takes longer than 0 s") as caught:
        read_bytes(PLAN, "renja.pdf", limits=evolve(DEFAULT_LIMITS, seconds=0))
    assert "of their own" in caught.value.remedy


def test_more_cells_than_allowed_are_refused() -> None:
    with pytest.raises(ReadError, match="more cells than"):
        read_bytes(PLAN, "renja.pdf", limits=evolve(DEFAULT_LIMITS, cells=5))


def test_without_the_library_the_error_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pdfplumber.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ReadError, match="not installed") as caught:
        read_bytes(PLAN, "renja.pdf")
    assert "pip install pdfplumber" in caught.value.remedy


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="has no text"):
        read_bytes(one_page(b""), "kosong.pdf")


def test_text_beyond_the_edge_of_the_page_is_left_out_and_said() -> None:
    content = b"BT /F1 9 Tf 50 700 Td (Tampak) Tj ET BT /F1 9 Tf 5000 700 Td (Tersembunyi) Tj ET"
    document = read_bytes(one_page(content), "renja.pdf")
    assert ["Tampak"] == [line.text for line in document.passages]
    assert ["NK412"] == [finding.rule.code for finding in document.findings]

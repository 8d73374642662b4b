"""The rest of a row that a page cut, and a row that only looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from nomenklatur.tables.read import read_bytes
from tests.conftest import FEW
from tests.pdf.paper import FONT, Look, Paper
from tests.pdf.test_round_trip import NARROW, WIDE, looks, paper_of, said, widths_of
from tests.strategies.plans import PlanSpec, plan_specs
from tests.strategies.tables import Drawing, draw, drawings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables import Table

pytestmark = pytest.mark.usefixtures("pdf_read_here")

HEADER = ["Kode", "Program/Kegiatan", "Target", "Pagu 2021"]
FIRST = ["01", "Penyediaan jasa surat menyurat dan jasa komunikasi", "12 bulan", "1.000.000"]
LAST = ["03", "Pemeliharaan gedung", "4 keg", "3.000.000"]


def read(paper: Paper) -> Table:
    (table,) = read_bytes(paper.pdf(), "renja.pdf").tables
    return table


def unspaced(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[re.sub(r"\s", "", text) for text in row] for row in rows]


def width_of(text: str) -> float:
    """The width of a column whose room a text fills."""
    return float(stringWidth(text, FONT, 8)) + 0.6 * 8


def cut(row: Sequence[str], *, blanks: bool, **widths: float) -> Table:
    """A table read back of which a page cuts a row behind the first line of its cells."""
    columns = {"code": 70.0, "name": 90.0, "target": 60.0, "amount": 80.0} | widths
    look = Look(tuple(columns.values()), blanks=blanks, cut=True)
    paper = Paper([HEADER, FIRST, row, LAST], breaks=frozenset({3}), look=look)
    table = read(paper)
    assert [2] == paper.cut_rows
    assert unspaced(paper.rows) == unspaced([one.texts() for one in table.rows])
    return table


@pytest.mark.parametrize("more", [0.1, 0.6, 1.2, 2.1])
def test_a_line_with_no_room_for_the_blank_at_its_end_may_still_go_on(more: float) -> None:
    row = ["02", "Sosialisasi Usaha Simpan Pinjam", "4 keg", "2.000.000"]
    table = cut(row, blanks=True, name=width_of("Sosialisasi Usaha Simpan") + more)
    assert 1 == said(table, "NK404")


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("less", [0.1, 1.0, 2.1])
def test_a_word_fits_into_a_line_only_with_the_blank_before_it(less: float, blanks: bool) -> None:
    row = ["02", "Rehabilitasi Makanan Minuman", "12 bulan", "2.000.000"]
    name = width_of("Rehabilitasi Makanan Minuman") - less
    table = cut(row, blanks=blanks, name=name, target=width_of("12 bulan") - less)
    assert 1 == said(table, "NK404")


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("above", ["88", "88,", "88,6"])
def test_what_no_page_would_begin_with_is_no_number_of_its_own(above: str, blanks: bool) -> None:
    row = ["02", "Rehabilitasi gedung", "88,6%", "2.000.000"]
    assert 1 == said(cut(row, blanks=blanks, target=width_of(above) + 0.1), "NK404")


@pytest.mark.parametrize("width", range(24, 92, 2))
@pytest.mark.parametrize("code", ["1.15.00.17.02", "2.17.01.2.01.000"])
def test_a_code_is_cut_anywhere_and_the_next_one_is_no_rest_of_it(width: int, code: str) -> None:
    rows = [
        HEADER,
        [f"{code}8", FIRST[1], "", ""],
        [f"{code}9", "", "", ""],
        [code[:-3], "PROGRAM PELAYANAN", "", ""],
    ]
    look = Look((width, 70, 40, 80), cut=True)
    for breaks in ({2}, {3}):
        paper = Paper(rows, breaks=frozenset(breaks), look=look)
        table = read(paper)
        assert unspaced(rows) == unspaced([row.texts() for row in table.rows])
        assert len(paper.cut_rows) == said(table, "NK404")


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("amount", ["1.000.000", "12.500.000", "0", "2.147.483.649"])
@pytest.mark.parametrize("width", [28, 34, 38, 80])
def test_amounts_on_many_lines_are_whole_on_either_side_of_a_page(
    width: int, amount: str, blanks: bool
) -> None:
    rows = [
        HEADER, FIRST,
        ["", "PROGRAM SARANA", "", "1.000.000"], ["", "", "Laporan", amount],
    ]  # fmt: skip
    table = read(Paper(rows, breaks=frozenset({3}), look=Look((40, 90, 40, width), blanks=blanks)))
    assert unspaced(rows) == unspaced([row.texts() for row in table.rows])
    assert 0 == said(table, "NK404")


def test_where_the_page_does_not_show_whether_a_row_goes_on_it_is_said() -> None:
    """No blank stands at the ends of lines, and a capital may begin a row or go on with one."""
    rows = [HEADER, FIRST, ["", "Penyediaan barang cetakan", "", ""], ["", "Kantor", "", ""]]
    look = Look((40, width_of(rows[2][1]) + 1, 60, 80), blanks=False)
    table = read(Paper(rows, breaks=frozenset({3}), look=look))
    assert [tuple(row) for row in rows] == [row.texts() for row in table.rows]
    (finding,) = (one for one in table.findings if one.rule.code == "NK433")
    assert (4, 2) == (finding.place.row, finding.place.page)
    assert "row 4 may be the rest of row 3, cut by the page: … 'Kantor'" == finding.message


@given(
    spec=plan_specs(max_programs=2),
    drawing=drawings(),
    look=looks,
    narrow=st.booleans(),
    wider=st.lists(st.floats(0.9, 1.25), min_size=11, max_size=11),
)
@FEW
def test_rows_are_joined_only_where_a_page_cut_them(
    spec: PlanSpec, drawing: Drawing, look: Look, narrow: bool, wider: list[float]
) -> None:
    """Pages end behind every other row, as `Paper` can cut no two rows one below the other."""
    drawing = evolve(drawing, shift=False, cut=False, breaks=0, repeat=False)
    drawing = evolve(drawing, grouped=drawing.grouped or narrow)
    widths = widths_of(drawing, len(spec.years), NARROW if narrow else WIDE)
    look.widths = [width * by for width, by in zip(widths, wider, strict=False)]
    paper = paper_of(draw(spec, drawing).table, spec, drawing, look)
    body = 1 + drawing.two_rows + drawing.numbering
    paper.breaks = frozenset(range(body + 2, len(paper.rows), 2))
    table = read(paper)
    width = len(table.rows[0].cells)
    rows = [[*row, *([""] * (width - len(row)))] for row in paper.rows]
    assert unspaced(rows) == unspaced([row.texts() for row in table.rows])
    assert len(paper.cut_rows) == said(table, "NK404")

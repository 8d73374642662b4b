"""Rows drawn beside their headings are put back; rows that are right are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.plan.columns.column import Column
from nomenklatur.plan.rows.align import align, align_alike
from nomenklatur.plan.texts.headings import Role
from nomenklatur.tables import Cell

ROLES = [
    Role.NUMBER, Role.NAME, Role.INDICATOR, Role.LOKASI, Role.TARGET, Role.AMOUNT,
    Role.SUMBER_DANA, Role.NOTE, Role.TARGET, Role.AMOUNT,
]  # fmt: skip
COLUMNS = tuple(Column(i, role, role.value) for i, role in enumerate(ROLES))
FULL = [
    "", "Penyediaan Alat", "Jumlah alat", "Kota Semarang", "100%", "95.562.000",
    "APBD Kota Semarang", "", "100%", "120.000.000",
]  # fmt: skip


def _cells(texts: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _aligned(texts: list[str]) -> list[str]:
    cells, _ = align(_cells(texts), COLUMNS)
    return [cell.text for cell in cells]


def test_a_row_under_its_headings_is_left_alone() -> None:
    cells, slips = align(_cells(FULL), COLUMNS)
    assert FULL == [cell.text for cell in cells]
    assert () == slips


@pytest.mark.parametrize("slip", [1, 2])
def test_a_row_drawn_to_the_right_is_put_back(slip: int) -> None:
    assert [*FULL, *[""] * slip] == _aligned([""] * slip + FULL)


def test_a_row_drawn_to_the_left_is_put_back() -> None:
    assert FULL == _aligned(FULL[1:])[: len(FULL)]


def test_a_name_in_the_column_of_numbers_is_moved_alone() -> None:
    drawn = ["PROGRAM A", "", *FULL[2:]]
    assert ["", "PROGRAM A", *FULL[2:]] == _aligned(drawn)


def test_a_target_among_the_remarks_is_moved_to_its_own_column() -> None:
    drawn = ["", "", "Jumlah orang", "", "15%", "", "", "15%", "", ""]
    assert ["", "", "Jumlah orang", "", "15%", "", "", "", "15%", ""] == _aligned(drawn)


def test_the_left_half_of_a_row_may_have_slipped_alone() -> None:
    drawn = [*FULL[1:6], "", "", "", "100%", "120.000.000"]
    assert ["", *FULL[1:6], "", "", "100%", "120.000.000"] == _aligned(drawn)


@given(
    name=st.sampled_from(["Penyediaan Alat", "PROGRAM A", ""]),
    target=st.sampled_from(["100%", "1 dokumen", "", "-"]),
    amount=st.sampled_from(["95.562.000", "398.000", "-", "", "0"]),
    slip=st.integers(0, 1),
)
def test_no_cell_is_lost_or_changes_its_place_among_the_others(
    name: str, target: str, amount: str, slip: int
) -> None:
    row = [""] * slip + ["", name, "Jumlah", "Kota", target, amount, "APBD", "", target, amount]
    assert [text for text in row if text] == [text for text in _aligned(row) if text]


def test_a_doubtful_row_goes_with_the_others_of_its_page() -> None:
    cells = _cells(["", "", "Penyediaan Alat"])
    found = align_alike(cells, COLUMNS, -1)
    assert found is not None
    moved, slips = found
    assert "Penyediaan Alat" == moved[1].text
    assert (-1,) == slips


def test_a_row_that_would_suit_less_stays_where_it_is() -> None:
    assert align_alike(_cells(FULL), COLUMNS, -1) is None
    assert align_alike(_cells(["Penyediaan"]), COLUMNS, -1) is None

"""Rows whose codes do not lie under the row above them."""

from __future__ import annotations

from nomenklatur.plan.read import plan_of
from tests.strategies.tables import table

HEADER = ["Kode", "Uraian", "Pagu 2025"]


def _items(*rows: list[str]) -> list[tuple[str, int]]:
    plan = plan_of(table([HEADER, *rows]))
    return [(item.code_text, int(item.amounts["2025"])) for item in plan]


def test_a_kegiatan_followed_by_rows_of_another_is_an_item_of_its_own() -> None:
    assert [("1.03.10.2.01", 500_000_000), ("1.03.11.2.01.0010", 70_000_000)] == _items(
        ["1.03.10.2.01", "Penyelenggaraan Jalan", "500.000.000"],
        ["1.03.11.2.01.0010", "Pembinaan Jasa Konstruksi", "70.000.000"],
    )


def test_a_program_followed_by_kegiatan_of_another_is_an_item_of_its_own() -> None:
    assert [("1.03.10", 500_000_000), ("1.03.11.2.01", 70_000_000)] == _items(
        ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN", "500.000.000"],
        ["1.03.11.2.01", "Pelatihan Tenaga Terampil", "70.000.000"],
    )


def test_a_row_with_one_stranger_among_its_own_rows_stays_their_parent() -> None:
    assert [("1.03.11.2.01.0010", 70_000_000), ("1.03.10.2.01.0011", 430_000_000)] == _items(
        ["1.03.10.2.01", "Penyelenggaraan Jalan", "500.000.000"],
        ["1.03.11.2.01.0010", "Pembangunan Jalan", "70.000.000"],
        ["1.03.10.2.01.0011", "Pemeliharaan Jalan", "430.000.000"],
    )


def test_rows_with_strange_codes_that_add_up_to_the_row_above_are_its_own() -> None:
    assert [("1.03.11.2.01.0010", 200_000_000), ("1.03.11.2.01.0011", 300_000_000)] == _items(
        ["1.03.10.2.01", "Penyelenggaraan Jalan", "500.000.000"],
        ["1.03.11.2.01.0010", "Pembangunan Jalan", "200.000.000"],
        ["1.03.11.2.01.0011", "Pemeliharaan Jalan", "300.000.000"],
    )

"""Amounts in thousands and millions of rupiah."""

from __future__ import annotations

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.money import Rupiah
from nomenklatur.plan.read import plan_of
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.units import factor_in_title, factor_of
from nomenklatur.tables import Cell
from tests.strategies.tables import table


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("Anggaran (ribu Rp)", 10**3),
        ("Pagu (Rp. 1.000)", 10**3),
        ("Pagu (Rp 1.000,-)", 10**3),
        ("Pagu (x Rp1.000.000)", 10**6),
        ("Pagu (Rp.000)", 10**3),
        ("Pagu (dalam jutaan rupiah)", 10**6),
        ("Pagu (juta rupiah)", 10**6),
        ("Pagu dalam ribuan", 10**3),
        ("Pagu (Miliar Rp)", 10**9),
        ("Pagu (Rp)", 1),
        ("Pagu 2024 (Rp)", 1),
        ("Rencana Tahun 2021 Pagu Indikatif", 1),
        ("Pagu (ratusan ribu)", None),
        ("Pagu (ribu/juta)", None),
        ("Pagu (50 juta)", None),
    ],
)
def test_a_heading_gives_the_unit(heading: str, factor: int | None) -> None:
    assert factor == factor_of(heading)


@pytest.mark.parametrize(
    ("line", "factor"),
    [
        ("(dalam jutaan rupiah)", 10**6),
        ("Dalam ribuan", 10**3),
        ("RENJA DINAS KOPERASI TAHUN 2025 (ribu rupiah)", 10**3),
        ("Satuan: Rp 1.000", 10**3),
        ("dalam Rp. 1.000.000", 10**6),
        ("Pagu 500 juta rupiah untuk UMKM", 1),
        ("Program seribu sarjana, sejuta harapan", 1),
        ("RENCANA KERJA TAHUN 2024", 1),
    ],
)
def test_a_title_gives_the_unit_only_where_it_is_marked_as_one(line: str, factor: int) -> None:
    assert factor == factor_in_title(line)


@pytest.mark.parametrize(
    ("text", "factor", "amount"),
    [
        ("1.234,5", 10**6, 1_234_500_000),
        ("1.234,567", 10**6, 1_234_567_000),
        ("12.5", 10**6, 12_500_000),
        ("350", 10**3, 350_000),
        ("0,125", 10**3, 125),
        ("-2,5", 10**6, -2_500_000),
        ("1,234", 10**6, None),
    ],
)
def test_a_scaled_amount_is_exact(text: str, factor: int, amount: int | None) -> None:
    assert (None if amount is None else Rupiah(amount)) == read_money(Cell(text), factor).amount


def test_the_noise_of_a_workbook_is_not_scaled() -> None:
    reading = read_money(Cell("1234.5600000000001", number=True), 10**6)
    assert (Rupiah(1_234_560_000), "") == (reading.amount, reading.problem)


ROWS = (["Penyediaan Alat", "1.234,5"], ["Penyediaan Jasa", "20"])


def test_the_amounts_below_a_unit_are_multiplied_and_the_column_is_reported_once() -> None:
    plan = plan_of(table([["Uraian", "Pagu 2024 (juta rupiah)"], *ROWS]))
    assert [1_234_500_000, 20_000_000] == [int(item.amounts["2024"]) for item in plan]
    (finding,) = plan.findings
    assert "NK307" == finding.rule.code
    assert "'Pagu 2024 (juta rupiah)' is in units of 1,000,000 rupiah" in finding.message


def test_a_unit_above_the_table_holds_for_its_columns() -> None:
    rows = [["RENCANA KERJA TAHUN 2024", ""], ["(dalam ribuan)", ""], ["Uraian", "Pagu"], *ROWS]
    plan = plan_of(table(rows))
    assert [1_234_500, 20_000] == [int(item.amounts["2024"]) for item in plan]
    assert ["NK307"] == [finding.rule.code for finding in plan.findings]


def test_totals_below_a_unit_are_checked_in_rupiah() -> None:
    rows = [["Uraian", "Pagu (ribu Rp)"], *ROWS, ["JUMLAH", "1.254,5"]]
    assert ["NK307"] == [finding.rule.code for finding in plan_of(table(rows)).findings]


@pytest.mark.parametrize(
    "rows",
    [
        [["Uraian", "Pagu (ratusan ribu)"], *ROWS],
        [["(dalam jutaan rupiah)", ""], ["Uraian", "Pagu (ribu Rp)"], *ROWS],
    ],
)
def test_a_unit_that_is_not_clear_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(ReadError, match="not clear in which unit"):
        plan_of(table(rows))

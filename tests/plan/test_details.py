"""Rows of spending (rincian belanja) below activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.findings import Severity
from nomenklatur.plan.read import plan_of
from tests.strategies.tables import table

if TYPE_CHECKING:
    from nomenklatur.plan import Plan

ABOVE = [
    ["Kode", "Uraian", "Pagu 2025"],
    ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN", "500.000.000"],
    ["1.03.10.2.01", "Penyelenggaraan Jalan", "500.000.000"],
]
SPENDING = [
    ["5.1", "BELANJA OPERASI", "300.000.000"],
    ["5.1.02", "Belanja Barang dan Jasa", "300.000.000"],
    ["5.1.02.01.01.0024", "Belanja Alat Tulis Kantor", "300.000.000"],
    ["", "Kertas A4", "300.000.000"],
    ["5.2.04", "Belanja Modal Jalan", "200.000.000"],
]


def _plan(amount: str, *rows: list[str]) -> Plan:
    return plan_of(table([*ABOVE, ["1.03.10.2.01.0010", "Pembangunan Jalan", amount], *rows]))


def _amounts(plan: Plan) -> list[tuple[str, int]]:
    return [(item.code_text, int(item.amounts["2025"])) for item in plan]


def test_rows_of_spending_are_no_items_and_are_accounted_for() -> None:
    plan = _plan("500.000.000", *SPENDING)
    assert [("1.03.10.2.01.0010", 500_000_000)] == _amounts(plan)
    (finding,) = plan.findings
    assert ("NK403", Severity.INFO) == (finding.rule.code, finding.severity)
    assert "5 rows are details of spending" in finding.message
    assert "500,000,000 (2025)" in finding.message


def test_rows_of_spending_that_do_not_add_up_to_the_activity_are_reported() -> None:
    plan = _plan("500.000.000", *SPENDING[:-1], ["5.2.04", "Belanja Modal Jalan", "150.000.000"])
    (finding,) = [f for f in plan.findings if f.rule.code == "NK301"]
    assert "declares 500,000,000, its spending adds up to 450,000,000" in finding.message
    assert [("1.03.10.2.01.0010", 500_000_000)] == _amounts(plan)


def test_an_activity_without_an_amount_gets_that_of_its_spending() -> None:
    plan = _plan("", *SPENDING)
    assert [("1.03.10.2.01.0010", 500_000_000)] == _amounts(plan)
    assert "NK404" in [f.rule.code for f in plan.findings]


def test_an_activity_after_rows_of_spending_is_an_item() -> None:
    rows = [*SPENDING, ["1.03.10.2.01.0011", "Pemeliharaan Jalan", "70.000.000"]]
    assert [("1.03.10.2.01.0010", 500_000_000), ("1.03.10.2.01.0011", 70_000_000)] == _amounts(
        _plan("500.000.000", *rows)
    )


def test_accounts_that_stand_below_no_activity_are_kept() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2025"],
        ["5.1.1.01", "Gaji dan Tunjangan", "7.000.000"],
        ["5.1.1.02", "Tambahan Penghasilan", "3.000.000"],
    ]
    assert [7_000_000, 3_000_000] == [money for _, money in _amounts(plan_of(table(rows)))]

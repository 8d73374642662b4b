"""Totals, percentages, differences and the numbers that the text states."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Level
from nomenklatur.money import Rupiah
from nomenklatur.plan import DeclaredTotal, Plan, PlanItem
from nomenklatur.plan.checks.counts import statements
from nomenklatur.plan.checks.derived import agrees
from nomenklatur.plan.checks.totals import check_totals
from nomenklatur.plan.read import plan_of, read_plan
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.tables import Cell, Document, Passage
from tests.strategies.tables import money, table

if TYPE_CHECKING:
    from nomenklatur.findings import Finding

PERCENT = [["Uraian", "Anggaran", "Realisasi Anggaran", "%", "Selisih"]]


def _derived(*rows: list[str]) -> list[Finding]:
    plan = plan_of(table([*PERCENT, *rows]))
    return [finding for finding in plan.findings if finding.rule.code == "NK302"]


@given(part=st.integers(0, 10**12), whole=st.integers(1, 10**12), decimals=st.integers(0, 3))
def test_a_percentage_may_be_rounded_or_cut_off(part: int, whole: int, decimals: int) -> None:
    exact = Fraction(100 * part, whole)
    unit = 10**decimals
    for scaled in {floor(exact * unit), floor(exact * unit + Fraction(1, 2))}:
        digits = str(scaled).zfill(decimals + 1)
        text = f"{digits[:-decimals]},{digits[-decimals:]}" if decimals else digits
        assert agrees(text, exact) is True


@given(part=st.integers(0, 10**9), whole=st.integers(1, 10**9), off=st.integers(1, 50))
def test_a_percentage_that_is_off_by_more_than_its_last_digit_is_wrong(
    part: int, whole: int, off: int
) -> None:
    exact = Fraction(100 * part, whole)
    scaled = floor(exact * 100) + 1 + off
    digits = str(scaled).zfill(3)
    assert agrees(f"{digits[:-2]},{digits[-2:]}", exact) is False


@pytest.mark.parametrize("text", ["", "n/a", "seratus"])
def test_a_text_is_no_percentage(text: str) -> None:
    assert agrees(text, Fraction(50)) is None


def test_a_percentage_with_a_point_is_read_too() -> None:
    assert agrees("84.6 %", Fraction(846, 10)) is True


def test_a_percentage_and_a_difference_that_hold_are_not_reported() -> None:
    assert [] == _derived(["Alat", "2.000.000", "1.000.000", "50,00", "1.000.000"])


def test_a_wrong_percentage_is_reported_with_the_right_one() -> None:
    (finding,) = _derived(["Alat", "2.000.000", "1.000.000", "5,00", "1.000.000"])
    assert "5,00 is printed, of 2,000,000 and 1,000,000 it is 50,00 %" in finding.message
    assert "write 50,00" == finding.suggestion


def test_a_wrong_difference_is_reported_with_the_right_one() -> None:
    (finding,) = _derived(["Alat", "2.000.000", "500.000", "25", "1.400.000"])
    assert "1,400,000 is printed, of 2,000,000 and 500,000 it is 1,500,000" in finding.message


def test_a_column_may_be_the_rest_in_percent_and_below_nothing() -> None:
    rows = [
        ["Alat", "2.000.000", "500.000", "75,00", "-1.500.000"],
        ["Jasa", "4.000.000", "3.000.000", "25,00", "-1.000.000"],
        ["Mesin", "1.000.000", "900.000", "90,00", "-100.000"],
    ]
    (finding,) = _derived(*rows)
    assert 4 == finding.place.row


CHANGE = [
    ["Uraian", "Pagu 2024", "", "", "%"],
    ["", "Sebelum", "Sesudah", "Bertambah/(Berkurang)", ""],
    ["Alat", "2.000.000", "1.000.000", "(1.000.000)", "-50"],
    ["Jasa", "2.000.000", "3.000.000", "1.000.000", "50"],
]


def test_of_two_budgets_the_columns_beside_them_are_the_change() -> None:
    wrong = ["Mesin", "4.000.000", "5.000.000", "2.000.000", "50"]
    plan = plan_of(table([*CHANGE, wrong]))
    found = [(f.place.row, f.suggestion) for f in plan.findings if f.rule.code == "NK302"]
    assert [(5, "write 1,000,000"), (5, "write 25")] == found


def test_a_column_that_follows_from_nothing_is_left_alone() -> None:
    rows = [[*CHANGE[0]], [*CHANGE[1]], ["Alat", "2.000.000", "1.000.000", "7.000.000", "12"]]
    assert ["NK421"] == [finding.rule.code for finding in plan_of(table(rows)).findings]


def test_nothing_of_nothing_has_no_percentage() -> None:
    assert [] == _derived(
        ["Alat", "0", "0", "0", "0"], ["Jasa", "1.000.000", "0", "0", "1.000.000"]
    )


def _plan(declared: list[DeclaredTotal], amounts: list[int]) -> Plan:
    items = tuple(PlanItem(f"K{i}", amounts={"2024": Rupiah(a)}) for i, a in enumerate(amounts))
    return Plan(items, declared=tuple(declared))


def _total(name: str, amount: int | None, items: range, *parts: int) -> DeclaredTotal:
    amounts = {} if amount is None else {"2024": Rupiah(amount)}
    return DeclaredTotal(name, Level.PROGRAM, None, amounts, items, parts)


def test_a_total_is_compared_with_the_totals_directly_below_it() -> None:
    declared = [
        _total("all", 30, range(3), 1, 2),
        _total("a", 10, range(2)),
        _total("b", 20, range(2, 3)),
    ]
    found = list(check_totals(_plan(declared, [5, 6, 20])))
    assert ["a"] == [finding.message.split(":")[0] for finding in found]


def test_a_total_that_declares_nothing_passes_its_parts_on() -> None:
    declared = [
        _total("all", 31, range(3), 1, 2),
        _total("a", None, range(2)),
        _total("b", 20, range(2, 3)),
    ]
    assert [] == list(check_totals(_plan(declared, [5, 6, 20])))


def test_items_that_lie_directly_below_a_total_count_with_its_parts() -> None:
    declared = [_total("all", 31, range(3), 1), _total("a", 11, range(2))]
    assert [] == list(check_totals(_plan(declared, [5, 6, 20])))


def test_a_total_that_agrees_with_neither_says_both() -> None:
    declared = [_total("all", 30, range(2), 1), _total("a", 25, range(2))]
    first, _ = check_totals(_plan(declared, [5, 6]))
    assert "declares 30, its parts add up to 25 (difference 5), all kegiatan below it to 11" in (
        first.message
    )


def test_a_total_without_anything_below_it_is_taken_as_it_is() -> None:
    assert [] == list(check_totals(_plan([_total("a", 10, range(0))], [])))


def test_rounded_sen_may_move_a_total_by_half_a_rupiah_each() -> None:
    plan = _plan([_total("a", 10, range(3))], [4, 4, 4])
    assert [] == list(check_totals(plan, rounded=frozenset({"2024"})))
    assert 1 == len(list(check_totals(plan)))
    plan = _plan([_total("a", 10, range(3))], [4, 4, 5])
    assert 1 == len(list(check_totals(plan, rounded=frozenset({"2024"}))))


@given(st.integers(-(10**15), 10**15), st.booleans())
def test_an_amount_is_read_as_it_is_printed(amount: int, grouped: bool) -> None:
    reading = read_money(Cell(money(amount, grouped=grouped)))
    assert (Rupiah(amount), "") == (reading.amount, reading.problem)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_number_cell_is_rounded_half_up_and_says_so(value: object) -> None:
    reading = read_money(Cell(str(value), number=True))
    exact = Fraction(str(value))
    assert reading.amount is not None
    assert abs(exact - int(reading.amount)) <= Fraction(1, 2)
    assert (exact.denominator == 1) is (reading.problem == "")


def test_a_percentage_is_no_amount() -> None:
    assert read_money(Cell("50%", number=True)).amount is None


COUNTED = [["Uraian", "Pagu 2024"], ["PROGRAM A", ""], ["Alat", "1.000.000"], ["Jasa", "1.000.000"]]


def _stated(*texts: str) -> list[str]:
    plan_table = table(COUNTED, number="4.1", first=100)
    passages = tuple(Passage(i, text) for i, text in enumerate(texts, 1))
    document = Document("renja.txt", (plan_table,), passages)
    return [f.message for f in read_plan(document).findings if f.rule.code == "NK305"]


@pytest.mark.parametrize(
    "text",
    [
        "melaksanakan 1 program dengan 2 kegiatan",
        "**1 (satu) program** dengan **2 (dua) kegiatan** yang terdiri dari 1 kegiatan rutin",
        "1 urusan, 1 program dan 2 kegiatan",
        "Jumlah kegiatan yang akan dilaksanakan pada tahun 2024 adalah sebanyak 2 kegiatan",
        "23 kegiatan penunjang dan 3 program penunjang",
        "Program ini terdiri dari 5 hal",
        "pada Tabel 9.9 terdapat 7 program dan 39 kegiatan",
    ],
)
def test_a_text_that_fits_is_not_reported(text: str) -> None:
    assert [] == _stated(text)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("melaksanakan 7 program dengan 44 kegiatan", "1 program and 2 kegiatan"),
        ("**1 (satu) program** dengan **44 (empat puluh empat) kegiatan**", "2 kegiatan"),
        ("Jumlah kegiatan dalam tahun ini sebanyak 46 kegiatan", "2 kegiatan"),
        ("Jumlah program adalah sebanyak 7 program, yang terdiri dari 3 program", "1 program"),
        ("1 program, 2 kegiatan dan 5 sub kegiatan", "0 sub kegiatan"),
        ("Tabel 4.1 memuat 1 program dan 3 kegiatan", "2 kegiatan"),
    ],
)
def test_a_text_that_does_not_fit_is_reported_with_what_the_table_has(text: str, has: str) -> None:
    (message,) = _stated(text)
    assert message.endswith(f"table 4.1 has {has}")


def test_a_text_below_every_table_speaks_of_none() -> None:
    plan_table = table(COUNTED, number="4.1")
    document = Document("renja.txt", (plan_table,), (Passage(99, "7 program dengan 44 kegiatan"),))
    assert () == read_plan(document).findings


def test_a_statement_keeps_its_words_and_numbers() -> None:
    document = Document(
        "renja.txt", (), (Passage(5, "ada 7 program, 12 kegiatan dan 30 sub kegiatan"),)
    )
    (statement,) = statements(document)
    assert {Level.PROGRAM: 7, Level.KEGIATAN: 12, Level.SUB_KEGIATAN: 30} == statement.counts
    assert "7 program, 12 kegiatan dan 30 sub kegiatan" == statement.text
    assert 5 == statement.passage.row


def test_findings_are_in_the_order_of_their_rows() -> None:
    rows = [*COUNTED, ["Mesin", ""], ["Gedung", "x"]]
    plan = plan_of(table(rows))
    places = [finding.place.row for finding in plan.findings]
    assert sorted(places, key=lambda row: row or 0) == places

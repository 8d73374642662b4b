"""Money in the workbook adds up to the plan, whatever the plan and however many sheets it takes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.report import balances
from nomenklatur.report.sections import item_code
from nomenklatur.report.xlsx.book import Book
from nomenklatur.report.xlsx.certificate_sheet import level_balances
from nomenklatur.report.xlsx.exact import LARGEST, Sum, as_cell
from nomenklatur.report.xlsx.findings_sheet import write_findings
from nomenklatur.report.xlsx.mapping_sheet import write_mapping
from nomenklatur.report.xlsx.review_sheet import NAMES, write_reviews
from nomenklatur.report.xlsx.style import Fill
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status
from tests.report.semarang import semarang
from tests.report.translations import translations
from tests.report.workbooks import (
    Opened,
    is_formula,
    money_columns,
    opened,
    result,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.translation import Translation

FEW = settings(max_examples=settings.default.max_examples // 2)
huge = st.integers(-(10**17), 10**17).map(Rupiah)


def amount(value: object) -> int:
    """An amount as a cell holds it: a number, a text of sixteen digits, or nothing."""
    if value is None:
        return 0
    return value if isinstance(value, int) else int(str(value).replace(".", ""))


def is_of_program(cell: Cell) -> bool:
    """Whether a cell of *Pemetaan* adds up a program, if not by a formula then as text."""
    return cell.fill.fgColor.rgb.endswith(Fill.PROGRAM.value.lstrip("#"))


def leaves(book: Opened, sheet: Worksheet, *, above: str) -> list[int]:
    """The sums of the amounts in each money column that are no subtotals, above a row."""
    last = next(row[0].row for row in sheet.iter_rows() if row[1].value == above)
    sums = []
    for column in money_columns(sheet):
        cells = [
            row[0] for row in sheet.iter_rows(min_col=column, max_col=column, max_row=last - 1)
        ]
        numbers = [c for c in cells if not is_formula(c) and not str(c.value).endswith("(Rp)")]
        sums.append(sum(amount(cell.value) for cell in numbers if not is_of_program(cell)))
    return sums


def totals(translation: Translation) -> list[int]:
    return [int(balance.plan) for balance in balances(translation)]


@FEW
@given(translations())
def test_every_rupiah_stands_once_in_the_mapping_and_once_in_the_tree(
    translation: Translation,
) -> None:
    book = opened(written(translation))

    assert totals(translation) == leaves(book, book.formulas["Pemetaan"], above="JUMLAH")
    assert totals(translation) == leaves(book, book.formulas["Rekap"], above="JUMLAH RENCANA")


@FEW
@given(translations())
def test_every_formula_of_every_plan_comes_to_its_stored_value(translation: Translation) -> None:
    book = opened(written(translation))

    for sheet, cell, value in book.cells():
        if is_formula(cell):
            assert result(book, sheet, cell) == pytest.approx(value, rel=1e-9, abs=1e-12), cell


@FEW
@given(translations())
def test_the_review_sheets_hold_the_money_of_what_is_open(translation: Translation) -> None:
    book = opened(written(translation))

    for status, name in ((one, _(text)) for one, text in NAMES.items()):
        sheet = book.values[name]
        columns = money_columns(sheet)
        sums = [
            sum(amount(row[c - 1].value) for row in sheet.iter_rows() if row[0].data_type == "n")
            for c in columns
        ]
        assert [int(balance.of(status)) for balance in balances(translation)] == sums


@FEW
@given(translations())
def test_every_level_balances(translation: Translation) -> None:
    assert {0} >= {int(row.difference) for row in level_balances(translation, roll_up(translation))}


@FEW
@given(translations(), st.data())
def test_amounts_of_any_size_are_exact_and_formulas_only_where_they_can_be(
    translation: Translation, data: st.DataObject
) -> None:
    outcomes = []
    for outcome in translation:
        if outcome.targets:
            outcomes.append(outcome)
            continue
        amounts = {key: data.draw(huge) for key in outcome.item.amounts}
        outcomes.append(evolve(outcome, item=evolve(outcome.item, amounts=amounts)))
    plan = evolve(translation.plan, items=tuple(outcome.item for outcome in outcomes))
    large = evolve(translation, plan=plan, outcomes=tuple(outcomes))
    book = opened(written(large))

    assert totals(large) == leaves(book, book.formulas["Pemetaan"], above="JUMLAH")
    for sheet, cell, value in book.cells():
        if is_formula(cell) and isinstance(value, int):
            assert abs(value) <= LARGEST
            assert value == result(book, sheet, cell)


@given(st.lists(huge, max_size=6))
def test_a_sum_is_for_a_formula_only_if_no_part_of_it_passes_fifteen_digits(
    amounts: list[Rupiah],
) -> None:
    total = Sum.of(amounts)

    assert sum(map(int, amounts)) == total.value
    assert total.is_exact == (sum(abs(int(one)) for one in amounts) < 10**15)
    if total.is_exact:
        assert float(total.value) == sum(float(int(one)) for one in amounts)


@given(huge)
def test_an_amount_is_a_number_up_to_fifteen_digits_and_exact_text_above(money: Rupiah) -> None:
    cell = as_cell(money)

    assert isinstance(cell, int) == (len(str(abs(int(money)))) <= 15)
    assert int(money) == amount(cell)


# -- more rows than a sheet has ------------------------------------------------------------


def pages(write: Callable[[Book], None], most_rows: int) -> Opened:
    """What a function writes into a workbook whose sheets are short."""
    stream = io.BytesIO()
    with Book(stream, title="", most_rows=most_rows) as book:
        write(book)
    return opened(stream.getvalue())


@pytest.mark.parametrize("most_rows", [17, 40, 100, 241, 242, 10_000])
def test_a_mapping_goes_on_in_further_sheets_and_its_total_is_that_of_the_plan(
    most_rows: int,
) -> None:
    translation = semarang()
    book = pages(lambda book: write_mapping(book, translation), most_rows)
    sheets = book.formulas.worksheets
    names = ["Pemetaan", *(f"Pemetaan ({n})" for n in range(2, len(sheets) + 1))]

    assert names == [sheet.title for sheet in sheets]
    assert all(sheet.max_row <= most_rows for sheet in sheets)
    parts = [leaves(book, sheet, above="JUMLAH") for sheet in sheets]
    assert totals(translation) == [sum(column) for column in zip(*parts, strict=True)]
    for sheet, cell, value in book.cells():
        if is_formula(cell):
            assert value == result(book, sheet, cell), (sheet.title, cell)
    expected = [str(item_code(outcome)) for outcome in translation]
    codes = [row[0].value for sheet in sheets for row in sheet.iter_rows()]
    assert expected == [code for code in codes if code in set(expected)]
    if len(sheets) > 1:
        whole = next(row for row in sheets[-1].iter_rows() if row[1].value == "JUMLAH SELURUHNYA")
        stored = book.values[sheets[-1].title]
        assert totals(translation) == [
            stored.cell(whole[0].row, column).value for column in money_columns(sheets[-1])
        ]


def test_a_program_cut_in_two_is_named_again_on_the_next_sheet() -> None:
    book = pages(lambda book: write_mapping(book, semarang()), 40)
    names = [row[1].value for row in book.formulas["Pemetaan (2)"].iter_rows() if row[1].value]

    assert any(str(name).endswith("(lanjutan)") for name in names)


def test_findings_and_reviews_go_on_in_further_sheets_too() -> None:
    translation = semarang()
    findings = translation.all_findings * 5
    book = pages(lambda book: write_findings(book, findings), 20)
    listed = [
        row[2].value
        for sheet in book.formulas.worksheets
        for row in sheet.iter_rows()
        if str(row[2].value).startswith("NK")
    ]
    assert sorted(found.rule.code for found in findings) == sorted(listed)
    assert len(book.formulas.sheetnames) > 1

    everything = evolve(
        translation,
        outcomes=tuple(
            evolve(outcome, status=Status.AMBIGUOUS, targets=()) for outcome in translation
        ),
    )
    short = pages(lambda book: write_reviews(book, everything), 20)
    reviews = [name for name in short.formulas.sheetnames if name.startswith("Perlu ditinjau")]
    numbers = [
        row[0].value
        for name in reviews
        for row in short.formulas[name].iter_rows()
        if isinstance(row[0].value, int)
    ]
    assert list(range(1, 47)) == numbers
    assert all(len(short.formulas[name].data_validations.dataValidation) == 2 for name in reviews)

from __future__ import annotations

from attrs import evolve
from hypothesis import given

from nomenklatur.money import Rupiah
from nomenklatur.report import balances
from nomenklatur.translation import Status, Translation
from tests.report.translations import small_translation, translations


@given(translations())
def test_the_plan_is_the_sum_of_mapped_ambiguous_and_unmapped(translation: Translation) -> None:
    for balance in balances(translation):
        assert Rupiah(0) == balance.difference
        assert balance.plan == balance.mapped + balance.ambiguous + balance.unmapped
        for status in Status:
            assert translation.money(balance.column, status) == balance.of(status)


def test_a_target_that_lost_a_rupiah_shows_as_a_difference() -> None:
    whole = small_translation()
    first = whole.outcomes[0]
    short = evolve(first.targets[0], amounts={"2021": Rupiah(95561999), "2022": Rupiah(9)})
    broken = evolve(whole, outcomes=(evolve(first, targets=(short,)), *whole.outcomes[1:]))

    assert {"2021": Rupiah(1), "2022": Rupiah(0)} == {
        balance.column: balance.difference for balance in balances(broken)
    }


def test_an_item_that_has_no_outcome_shows_as_a_difference() -> None:
    whole = small_translation()
    broken = evolve(whole, outcomes=whole.outcomes[:-1])

    assert Rupiah(100) == balances(broken)[0].difference


def test_a_column_that_only_items_know_is_balanced_too() -> None:
    whole = small_translation()
    undeclared = evolve(whole, plan=evolve(whole.plan, columns=whole.plan.columns[:1]))

    assert ["2021", "2022"] == [balance.column for balance in balances(undeclared)]

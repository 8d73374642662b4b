from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.language import use_language
from nomenklatur.money import Rupiah
from nomenklatur.report.wording import grouped, money, percent, probability


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(0), "0,00 %"),
        (Fraction(100), "100,00 %"),
        (Fraction(1, 3), "0,33 %"),
        (Fraction(1, 200), "0,01 %"),
        (Fraction(1, 201), "< 0,01 %"),
        (Fraction(99995, 1000), "> 99,99 %"),
        (Fraction(100001, 1000), "> 100,00 %"),
        (Fraction(-1, 1000), "> -0,01 %"),
        (Fraction(-5, 2), "-2,50 %"),
        (Fraction(123456), "123.456,00 %"),
        (None, ""),
    ],
)
def test_a_percentage_never_calls_something_nothing_or_everything(
    value: Fraction | None, expected: str
) -> None:
    with use_language("id"):
        assert expected == percent(value)
    english = str.maketrans(".,", ",.")
    assert expected.translate(english) == percent(value)


@given(st.fractions(0, 100))
def test_a_percentage_is_zero_or_a_hundred_only_where_it_is(value: Fraction) -> None:
    assert (value == 0) == (percent(value) == "0.00 %")
    assert (value == 100) == (percent(value) == "100.00 %")


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.0, "0 %"), (0.001, "1 %"), (0.846, "85 %"), (0.999, "99 %"), (1.0, "100 %")],
)
def test_a_probability_is_certain_only_where_it_is(score: float, expected: str) -> None:
    assert expected == probability(score)


def test_numbers_and_money_have_the_form_of_the_language() -> None:
    assert ("1,335", "95,562,000") == (grouped(1335), money(Rupiah(95562000)))
    with use_language("id"):
        assert ("1.335", "95.562.000") == (grouped(1335), money(Rupiah(95562000)))

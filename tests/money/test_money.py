"""Rupiah are whole, exact, and mix with nothing else."""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nomenklatur import money
from nomenklatur.errors import MoneyError
from nomenklatur.money import ZERO, Rupiah, read_amount
from tests.strategies.money import money_like_texts, rupiah, shares, spelled_rupiah


def test_docstring_examples_hold() -> None:
    result = doctest.testmod(money)

    assert (0, True) == (result.failed, result.attempted > 5)


@given(rupiah)
def test_printing_and_reading_an_amount_gives_the_amount(amount: Rupiah) -> None:
    assert amount == Rupiah.parse(str(amount))


@given(spelled_rupiah())
@example((Rupiah(2815173000), "2.815.173.000"))
@example((Rupiah(398000), "Rp 398.000,-"))
@example((Rupiah(16926039192), "Rp16.926.039.192,-"))
@example((Rupiah(-1500), "(1.500)"))
@example((Rupiah(1500), "1.500,00"))
@example((Rupiah(1234567), "1,234,567"))
@example((Rupiah(1234567), "1,234,567.00"))
@example((Rupiah(0), "-"))
@example((Rupiah(0), " – "))
@example((Rupiah(0), "Rp -"))
@example((Rupiah(0), "Rp. -"))
@example((Rupiah(1500), "Rp\u00a01.500"))
@example((Rupiah(1500000), "1\u00a0500\u00a0000"))
@example((Rupiah(-500), "−500"))
@example((Rupiah(-500), "- 500"))
@example((Rupiah(3752200), "3752200.0"))
@example((Rupiah(1500), "1.500"))
@example((Rupiah(100000), "100.000,="))
def test_every_usual_spelling_of_an_amount_is_read_exactly(spelled: tuple[Rupiah, str]) -> None:
    amount, text = spelled

    assert (amount, Fraction(0)) == read_amount(text)


@pytest.mark.parametrize(
    ("text", "amount", "left_over"),
    [
        ("107928192.77", 107928193, Fraction(-23, 100)),
        ("107.928.192,77", 107928193, Fraction(-23, 100)),
        ("107,928,192.77", 107928193, Fraction(-23, 100)),
        ("107928192,5", 107928193, Fraction(-1, 2)),
        ("107928192.49", 107928192, Fraction(49, 100)),
        ("-107928192.5", -107928193, Fraction(1, 2)),
        ("(0,4)", 0, Fraction(-4, 10)),
        ("1.50", 2, Fraction(-1, 2)),
        ("1.5", 2, Fraction(-1, 2)),
        ("107928192.7699999", 107928193, Fraction(-2300001, 10000000)),
    ],
)
def test_sen_are_rounded_and_what_that_leaves_over_is_told(
    text: str, amount: int, left_over: Fraction
) -> None:
    assert (Rupiah(amount), left_over) == read_amount(text)
    with pytest.raises(MoneyError, match="is not a whole number of rupiah"):
        Rupiah.parse(text)


@pytest.mark.parametrize(
    ("text", "amount", "left_over"),
    [
        ("3752200", 3752200, Fraction(0)),
        ("3752200.0", 3752200, Fraction(0)),
        ("1.0268007E10", 10268007000, Fraction(0)),
        ("1.0268007e+10", 10268007000, Fraction(0)),
        ("1.500", 2, Fraction(-1, 2)),
        ("1234.567", 1235, Fraction(-433, 1000)),
        ("0.5", 1, Fraction(-1, 2)),
        ("-0.5", -1, Fraction(1, 2)),
        ("10268007000.000002", 10268007000, Fraction(0)),
        ("107928192.77000001", 107928193, Fraction(-23, 100)),
        ("123456789012345678", 123456789012345678, Fraction(0)),
        ("1E-7", 0, Fraction(1, 10000000)),
        (" 12 ", 12, Fraction(0)),
    ],
)
def test_a_number_of_a_workbook_is_read_as_a_number(
    text: str, amount: int, left_over: Fraction
) -> None:
    assert (Rupiah(amount), left_over) == read_amount(text, number=True)


@given(rupiah)
def test_a_number_is_read_alike_with_and_without_a_decimal_point(amount: Rupiah) -> None:
    for text in (str(int(amount)), f"{int(amount)}.0", f"{int(amount)}E0"):
        assert (amount, Fraction(0)) == read_amount(text, number=True)


@given(st.floats(-1e14, 1e14))
def test_a_float_of_a_workbook_is_read_to_its_fifteenth_digit(value: float) -> None:
    amount, left_over = read_amount(repr(value), number=True)
    exact = Fraction(value)

    assert abs(left_over) <= Fraction(1, 2)
    assert abs(amount.amount + left_over - exact) <= (abs(exact) + 1) / 10**14


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\u00a0", "Rp", "Rp.", "IDR ", "()", "(-)", "--5", "(-5)", "-(5)", "((5))"),
        *("1.500.00", "1,500,00", "1234.567", "107928192.770", "0.500", "1.2345", "2.815.173.00"),
        *("2.8151.73.000", ".500", "1.500.", "1..500", "1.500,000", "1 500", "100 200", "1.500-"),
        *("007", "00", "12 bulan", "84,60 %", "Rp 1.500 juta", "1/2", "1_000", "0x10", "+5"),
        *("１５００", "١٥٠٠", "1５00", "²", "nan", "inf", "1.0268007E10", "1,02E+10", "9" * 5000),
        *("1" + "0" * 18, "#REF!", "=SUM(A1)", "1.500\n2.500", "Rp 1.500 Rp 2.500", "-Rp"),
    ],
)
def test_what_is_no_amount_or_may_be_two_is_a_typed_error(text: str) -> None:
    with pytest.raises(MoneyError, match=r"not an amount of rupiah"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1.0268007E10", "format the cell as a number"),
        ("1.500.00", "different marks"),
        ("1234.567", "group all of them"),
        ("1.2345", "by three"),
        ("9" * 19, "glued together"),
    ],
)
def test_an_error_says_what_to_do(text: str, remedy: str) -> None:
    with pytest.raises(MoneyError) as caught:
        read_amount(text)

    assert remedy in caught.value.remedy
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["1E400", "1E18", "9" * 30, "1E-400"])
def test_a_number_beyond_all_budgets_is_a_typed_error_or_nothing(text: str) -> None:
    if text.startswith("1E-"):
        assert ZERO == read_amount(text, number=True)[0]
    else:
        with pytest.raises(MoneyError, match="too large"):
            read_amount(text, number=True)


@given(st.text() | money_like_texts, st.booleans())
@example("9" * 10000, True)
@example("1." + "9" * 10000, True)
@example("1E999", True)
def test_no_text_raises_anything_but_the_typed_error(text: str, number: bool) -> None:
    try:
        amount, left_over = read_amount(text, number=number)
    except MoneyError:
        return

    assert abs(left_over) <= Fraction(1, 2)
    assert any(character in "0123456789-‐‑‒–—−" for character in text)
    assert (amount, left_over) == read_amount(f" {text} ", number=number)


@given(money_like_texts)
def test_reading_keeps_every_digit_that_is_not_a_decimal(text: str) -> None:
    try:
        amount = Rupiah.parse(text)
    except MoneyError:
        return

    digits = "".join(filter(str.isdigit, text))
    assert not digits.removeprefix(str(abs(amount.amount))).strip("0")


@given(rupiah, shares())
def test_a_split_loses_nothing_and_is_proportional_within_one_rupiah(
    amount: Rupiah, portions: tuple[Fraction, ...]
) -> None:
    parts = amount.split(portions)

    assert amount == Rupiah.sum(parts)
    assert len(portions) == len(parts)
    for part, portion in zip(parts, portions, strict=True):
        assert abs(part.amount - amount.amount * portion) < 1
        assert part == ZERO or (part < ZERO) == (amount < ZERO)


@given(rupiah, shares())
def test_a_split_is_deterministic_and_favours_the_largest_remainders(
    amount: Rupiah, portions: tuple[Fraction, ...]
) -> None:
    parts = amount.split(portions)
    size = abs(amount.amount)
    up = [int(abs(p.amount) > size * s) for p, s in zip(parts, portions, strict=True)]
    remainders = [size * share % 1 for share in portions]

    assert parts == amount.split(list(portions))
    for i, rounded_up in enumerate(up):
        for j, other_up in enumerate(up):
            if rounded_up and not other_up and remainders[j]:
                assert (remainders[i], -i) > (remainders[j], -j)


@given(rupiah, shares())
def test_a_split_mirrors_for_a_negative_amount(
    amount: Rupiah, portions: tuple[Fraction, ...]
) -> None:
    assert tuple(-part for part in amount.split(portions)) == (-amount).split(portions)


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert (Rupiah(34), Rupiah(33), Rupiah(33)) == Rupiah(100).split([Fraction(1, 3)] * 3)


@pytest.mark.parametrize(
    "portions",
    [[], [Fraction(1, 2)], [Fraction(3, 2), Fraction(-1, 2)], [Fraction(1, 3)] * 2, [0.5, 0.5]],
)
def test_shares_that_are_not_exact_and_whole_are_refused(portions: list[Fraction]) -> None:
    with pytest.raises(MoneyError, match="shares"):
        Rupiah(100).split(portions)


@given(st.lists(rupiah))
def test_a_sum_is_the_sum(amounts: list[Rupiah]) -> None:
    assert sum(int(amount) for amount in amounts) == int(Rupiah.sum(amounts))


@pytest.mark.parametrize("stranger", [1, 1.0, "1", None, Fraction(1)])
def test_rupiah_refuse_to_mix_with_anything_else(stranger: object) -> None:
    with pytest.raises(TypeError):
        Rupiah.sum([Rupiah(1), stranger])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        Rupiah(1) + stranger
    with pytest.raises(TypeError):
        stranger - Rupiah(1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        _ = Rupiah(1) < stranger
    assert Rupiah(1) != stranger


def test_the_builtin_sum_refuses_because_it_begins_with_a_number() -> None:
    with pytest.raises(TypeError):
        sum([Rupiah(1), Rupiah(2)])  # type: ignore[list-item]


@pytest.mark.parametrize("value", [1.0, True, "1", None, Fraction(1)])
def test_only_whole_numbers_become_rupiah(value: object) -> None:
    with pytest.raises(MoneyError, match="whole number"):
        Rupiah(value)  # type: ignore[arg-type]


@given(rupiah, rupiah)
def test_rupiah_compute_like_whole_numbers(one: Rupiah, other: Rupiah) -> None:
    assert int(one) + int(other) == int(one + other)
    assert int(one) - int(other) == int(one - other)
    assert -int(one) == int(-one)
    assert (int(one) < int(other)) == (one < other)
    assert (int(one) == int(other)) == (one == other)
    assert bool(int(one)) == bool(one)
    assert one != other or hash(one) == hash(other)


@given(rupiah, rupiah)
def test_percent_of_is_exact_and_none_of_nothing(part: Rupiah, whole: Rupiah) -> None:
    percent = part.percent_of(whole)

    if whole:
        assert percent is not None
        assert part.amount * 100 == percent * whole.amount
    else:
        assert percent is None


def test_rupiah_print_in_indonesian_form() -> None:
    assert "-2.815.173.000" == str(Rupiah(-2815173000))
    assert "Rupiah(-2815173000)" == repr(Rupiah(-2815173000))
    assert "0" == str(ZERO)

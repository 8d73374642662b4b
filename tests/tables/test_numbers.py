from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.tables import Cell
from nomenklatur.tables.numbers import exact, moment_text, number_text, read_format, shown_text


@pytest.mark.parametrize(
    ("raw", "code", "expected"),
    [
        ("1.1000000000000001", "0.00", "1.10"),
        ("2.1", "General", "2.1"),
        ("2", "00", "02"),
        ("7", "000", "007"),
        ("95562000", "#,##0", "95562000"),
        ("95562000.000000015", "#,##0", "95562000"),
        ("1.0268007E10", "General", "10268007000"),
        ("107928192.77", "#,##0", "107928192.77"),
        ("-5", "0.0", "-5.0"),
        ("-0", "General", "0"),
        ("0.88600000000000001", "0%", "88.6%"),
        ("0.5", "0.00%", "50.00%"),
        ("1", "0%", "100%"),
        ("398000", '_("Rp"* #,##0_);_("Rp"* (#,##0)', "398000"),
        ("12", '#,###" bln"', "12"),
        ("1500000", "#,##0,", "1500000"),
        ("12345678", "0.00E+00", "12345678"),
        ("12345678901234567", "0", "12345678901234567"),
        ("1E-5", "", "0.00001"),
    ],
)
def test_a_number_keeps_its_digits_and_gets_the_zeros_of_its_format(
    raw: str, code: str, expected: str
) -> None:
    assert expected == number_text(raw, code)


@pytest.mark.parametrize("raw", ["", "abc", "1_0", "NaN", "inf", "1e999999999", "9" * 500, "१२"])
def test_what_is_no_number_is_not_taken_for_one(raw: str) -> None:
    assert number_text(raw) is None


@given(st.integers(-(10**15), 10**15), st.sampled_from(["General", "#,##0", "0.00", "000", "@"]))
def test_a_whole_number_never_changes_its_value(number: int, code: str) -> None:
    text = number_text(str(number), code)
    assert text is not None
    assert Decimal(number) == Decimal(text)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_fraction_keeps_fifteen_digits_without_an_exponent(number: float) -> None:
    text = exact(repr(number))
    assert text is not None
    assert "e" not in text.lower()
    stored = Decimal(repr(number))
    half_of_the_last_digit = Decimal(5).scaleb(stored.adjusted() - 15)
    assert abs(Decimal(text) - stored) <= half_of_the_last_digit


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["0.00%", "0%", "#,##0.00"]))
def test_the_value_of_a_number_cell_is_the_number_stored(number: Decimal, code: str) -> None:
    text = number_text(str(number), code)
    assert text is not None
    assert number == Cell(text, number=True).value


def test_only_a_number_cell_has_a_value() -> None:
    assert Cell("12").value is None
    assert Cell("12 bulan", number=True).value is None


@pytest.mark.parametrize(
    ("raw", "code", "expected"),
    [
        ("44227", "mm-dd-yy", "2021-01-31"),
        ("44227", "[$-421]dd mmmm yyyy", "2021-01-31"),
        ("44227", "mmm-yy", "2021-01-31"),
        ("44227.5", "d/m/yyyy h:mm", "2021-01-31 12:00:00"),
        ("44227.25", "d/m/yyyy", "2021-01-31 06:00:00"),
        ("0.75", "h:mm AM/PM", "18:00:00"),
        ("0.333333333333333", "hh:mm", "08:00:00"),
        ("1.5", "[h]:mm", "1900-01-01 12:00:00"),
        ("1", "d/m/yy", "1900-01-01"),
        ("59", "d/m/yy", "1900-02-28"),
        ("61", "d/m/yy", "1900-03-01"),
    ],
)
def test_a_number_in_a_date_format_is_a_moment(raw: str, code: str, expected: str) -> None:
    assert expected == moment_text(raw, read_format(code))


def test_a_workbook_of_an_old_macintosh_counts_from_1904() -> None:
    assert "2021-01-31" == moment_text("42765", read_format("d/m/yy"), from_1904=True)


@pytest.mark.parametrize("raw", ["-1", "2958466", "99999999999", "2958465.99999999", "x"])
def test_a_number_beyond_the_calendar_is_no_moment(raw: str) -> None:
    assert moment_text(raw, read_format("d/m/yy")) is None
    assert moment_text(raw, read_format("d/m/yy"), from_1904=True) is None


@pytest.mark.parametrize(
    "code", ["General", "0.00", '#,##0 "hari"', "[Red]0", r"0\d", '"day "0', "@", "0.0E+0", "_d0"]
)
def test_words_in_a_number_format_make_no_date_of_it(code: str) -> None:
    shape = read_format(code)
    assert (False, False) == (shape.date, shape.time)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('#,##0" bulan"', "12 bulan"),
        (r"0\ \o\r\g", "12 org"),
        ('"Rp" #,##0', "Rp 12"),
        ("[$Rp-421]#,##0", "Rp12"),
        ("_(* #,##0_);_(* (#,##0)", "12"),
        ("General", "12"),
        ("", "12"),
        ("@", "12"),
    ],
)
def test_a_number_is_shown_with_the_words_of_its_format(code: str, expected: str) -> None:
    assert expected == shown_text("12", code)
    assert expected == Cell("12", number=True, number_format=code).shown


def test_a_text_is_shown_as_it_is() -> None:
    assert "12" == Cell("12", number_format='0" bulan"').shown


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_number_and_no_format_of_any_kind_raises(raw: str, code: str) -> None:
    text = number_text(raw, code)
    moment_text(raw, read_format(code))
    assert isinstance(shown_text(text or raw, code), str)

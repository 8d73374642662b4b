"""What is said about a reading, the scheme of a column, and cells with code and name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import (
    Code,
    Level,
    Scheme,
    guess_scheme,
    read_code,
    reading_findings,
    split_code,
)
from nomenklatur.findings import Severity
from nomenklatur.places import Place
from tests.strategies.codes import any_texts, legacy_codes, new_codes

UNDERSTOOD = "is understood as Kegiatan"
CUT = "02 and 4 joined, cut by a line or page break"
OFFICE = "trailing dot left out; office 1.02.01 read as unit 01"
PLACE = Place("renja.xlsx", sheet="4.1", row=12, column="B12")


def said(text: str, **context: Scheme | Level | Code) -> list[tuple[str, str, str]]:
    reading = read_code(text, **context)  # type: ignore[arg-type]
    findings = reading_findings(reading, PLACE)
    assert all(PLACE == finding.place for finding in findings)
    return [(finding.rule.code, finding.message, finding.suggestion) for finding in findings]


def test_a_repair_is_a_finding_with_what_was_read_and_what_was_understood() -> None:
    assert [
        (
            "NK102",
            f"'1.15.00.18.02.4' {UNDERSTOOD} 1.15.00.18.024: {CUT}",
            "write 1.15.00.18.024",
        )
    ] == said("1.15.00.18.02.4")


def test_all_repairs_of_a_code_are_named() -> None:
    assert [
        (
            "NK102",
            f"'1.02.1.02.01.01.02.' {UNDERSTOOD} 1.02.01.01.02: {OFFICE}",
            "write 1.02.01.01.02",
        )
    ] == said("1.02.1.02.01.01.02.")


def test_two_readings_are_a_finding_that_shows_both() -> None:
    assert [
        (
            "NK103",
            "'1.3' can be read as Bidang Urusan 1.03 or Bidang Urusan 1.30; none was taken",
            "write the code in full",
        )
    ] == said("1.3", scheme=Scheme.NEW)


def test_readings_in_two_schemes_say_which_is_which() -> None:
    ((rule, message, _),) = said("1.01.01.02.01")

    assert "NK103" == rule
    assert "Kegiatan 1.01.01.2.01 (new) or Kegiatan 1.01.01.02.01 (legacy)" in message


def test_a_malformed_code_is_an_error_that_says_why() -> None:
    ((rule, message, suggestion),) = said("1.15.16.A")

    assert "NK101" == rule
    assert "'1.15.16.A' is not a code: only digits (or X.XX) with dots" in message
    assert "correct the code in the source" == suggestion


def test_a_long_text_is_shortened_in_its_finding() -> None:
    ((_, message, _),) = said("Peningkatan Kapasitas " * 20)

    assert 150 > len(message)


@pytest.mark.parametrize("text", ["", " ", "-", "2.17.07.2.01", "X.XX.01"])
def test_blank_cells_and_canonical_codes_are_no_findings(text: str) -> None:
    assert [] == said(text)


@given(any_texts)
def test_every_reading_gives_one_finding_or_none_and_errors_where_nothing_was_read(
    text: str,
) -> None:
    reading = read_code(text)
    findings = reading_findings(reading)

    silent = reading.is_blank or (reading.code is not None and not reading.repairs)
    assert (0 if silent else 1) == len(findings)
    for finding in findings:
        assert (reading.code is None) == (finding.severity is Severity.ERROR)
        assert "\n" not in finding.message


def test_codes_that_only_one_scheme_can_spell_tell_the_scheme_of_their_column() -> None:
    assert Scheme.NEW is guess_scheme(["1.01.01.02.01"] * 9 + ["1.01.01.02.01.0001"])
    assert Scheme.LEGACY is guess_scheme(["1.15", "01.15.17", "1.15.17.014"])
    assert Scheme.NEW is guess_scheme(["", "Jumlah", "2.17", "x.xx.01.2.01"])


@pytest.mark.parametrize(
    "texts",
    [[], ["", "abc"], ["2.17", "2.17.01"], ["1.01.01.02.01"], ["1.15.17.014", "2.17.07.2.01"]],
)
def test_a_column_that_does_not_tell_has_no_scheme(texts: list[str]) -> None:
    assert guess_scheme(texts) is None


def test_one_stray_code_in_ten_does_not_hide_the_scheme() -> None:
    column = [f"2.17.07.2.01.{number:02}" for number in range(1, 10)]

    assert Scheme.NEW is guess_scheme([*column, "1.15.00.16.021"])
    assert guess_scheme([*column[:8], "1.15.00.16.021"]) is None


@given(st.lists(new_codes(Level.SUB_KEGIATAN), min_size=1))
def test_sub_kegiatan_tell_the_new_scheme(column: list[Code]) -> None:
    assert Scheme.NEW is guess_scheme(map(str, column))


@given(st.lists(legacy_codes(Level.KEGIATAN, unit=False), min_size=1))
def test_legacy_kegiatan_without_unit_tell_the_legacy_scheme(column: list[Code]) -> None:
    assert Scheme.LEGACY is guess_scheme(map(str, column))


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (
            *("1.02.1.02.01.01.02. - Penyediaan Jasa Komunikasi", "1.02.1.02.01.01.02."),
            "Penyediaan Jasa Komunikasi",
        ),
        ("2.17 URUSAN PEMERINTAHAN", "2.17", "URUSAN PEMERINTAHAN"),
        ("X.XX.01 PROGRAM PENUNJANG", "X.XX.01", "PROGRAM PENUNJANG"),
        ("x.xx.01: Program Penunjang", "x.xx.01", "Program Penunjang"),
        (" 1.03 . 1.03.01 . 01 Program ", "1.03 . 1.03.01 . 01", "Program"),
        ("1.03.02 – Élan\nbaru", "1.03.02", "Élan\nbaru"),
        ("PROGRAM 1.03", "", "PROGRAM 1.03"),
        ("12 bulan", "", "12 bulan"),
        ("1.03.02", "", "1.03.02"),
        ("1.500.000 rupiah", "1.500.000", "rupiah"),
        ("1. Penyusunan Renja", "", "1. Penyusunan Renja"),
        ("", "", ""),
    ],
)
def test_a_cell_with_code_and_name_is_taken_apart(text: str, code: str, name: str) -> None:
    assert (code, name) == split_code(text)


@given(any_texts)
def test_taking_a_cell_apart_loses_no_letter_and_no_digit(text: str) -> None:
    def kept(some: str) -> list[str]:
        return [character for character in some if character.isalnum()]

    assert kept(text) == kept("".join(split_code(text)))

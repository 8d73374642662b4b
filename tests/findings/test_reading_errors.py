"""Which findings are errors about money from reading, and where they stand among others."""

from __future__ import annotations

import pytest

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.findings.reading import gravest_first, is_reading_error, reading_errors_first
from nomenklatur.findings.selection import is_failure


def finding(code: str, severity: Severity | None = None) -> Finding:
    return Finding(RULES[code], "", severity=severity or RULES[code].severity)


@pytest.mark.parametrize("code", ["NK309", "NK310", "NK311"])
def test_what_the_account_contradicts_is_an_error_from_reading(code: str) -> None:
    assert is_reading_error(finding(code))
    assert not is_reading_error(finding(code, Severity.WARNING))


def test_a_table_that_was_not_read_is_one_where_it_has_codes_and_money() -> None:
    assert is_reading_error(finding("NK401", Severity.ERROR))
    assert not is_reading_error(finding("NK401"))


@pytest.mark.parametrize("code", ["NK301", "NK306", "NK241", "NK201"])
def test_other_errors_are_none(code: str) -> None:
    assert Severity.ERROR is finding(code).severity
    assert not is_reading_error(finding(code))


@pytest.mark.parametrize("limit", [None, Severity.INFO, Severity.ERROR])
def test_they_fail_whatever_the_limit_is(limit: Severity | None) -> None:
    assert is_failure([finding("NK311")], limit)
    assert is_failure([finding("NK406"), finding("NK401", Severity.ERROR)], limit)


def test_without_a_limit_nothing_else_fails() -> None:
    assert not is_failure([finding("NK301"), finding("NK201"), finding("NK401")], None)


def test_they_come_before_all_others_which_keep_their_order() -> None:
    found = [finding(code) for code in ("NK304", "NK301", "NK311", "NK201", "NK309")]

    codes = [one.rule.code for one in reading_errors_first(found)]
    assert ["NK311", "NK309", "NK304", "NK301", "NK201"] == codes
    codes = [one.rule.code for one in gravest_first(found)]
    assert ["NK311", "NK309", "NK301", "NK201", "NK304"] == codes

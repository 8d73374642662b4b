"""Errors about money from reading: where there is one, no figure can be relied on.

They stand above the figures in every report, and commands on plans then exit with 1, whatever
``--fail-on`` says. A parent that differs from its parts while all else agrees (NK301) is a slip of
the document, and none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.findings.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.findings.finding import Finding

READING_RULES: Final = frozenset({"NK309", "NK310", "NK311", "NK401"})
"""Numbers left over, two readings, totals that contradict, a table with money not read."""


def is_reading_error(finding: Finding) -> bool:
    """Whether a finding is an error about money from reading.

    A table that was not recognised (NK401) is one only where it was found to have codes and
    money: then its severity is an error.
    """
    return finding.rule.code in READING_RULES and finding.severity is Severity.ERROR


def reading_errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with those about money from reading before all others, else in their order."""
    return sorted(findings, key=lambda finding: not is_reading_error(finding))


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors about money from reading, then other findings by severity, else in their order."""
    return sorted(
        findings, key=lambda finding: (is_reading_error(finding), finding.severity), reverse=True
    )

"""What every report says above its figures, because no figure can be relied on without it.

What is missing of the catalogs, and errors about money from reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.catalog_rules import CATALOG_RULES
from nomenklatur.findings.reading import is_reading_error, reading_errors_first
from nomenklatur.language import _, ngettext
from nomenklatur.report.wording import where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.findings import Finding
    from nomenklatur.translation import Translation

MOST: Final = 5
"""How many findings are said above the figures; the others are among the findings."""


def is_above(finding: Finding) -> bool:
    """Whether a finding is said above the figures."""
    return finding.rule.code in CATALOG_RULES or is_reading_error(finding)


def findings_above(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are said above the figures, errors about money from reading first."""
    return tuple(reading_errors_first(filter(is_above, findings)))


def lines_above(
    findings: Iterable[Finding], file: str = "", *, most: int = MOST
) -> tuple[str, ...]:
    """What is said above the figures, a line for each finding; none where all is well.

    Args:
        findings: All findings.
        file: The file that they are in, which is not repeated.
        most: How many are said one by one.
    """
    found = findings_above(findings)
    lines = [_line(finding, file) for finding in found[:most]]
    if rest := found[most:]:
        lines.append(
            ngettext(
                "{n} more error of this kind stands among the findings",
                "{n} more errors of this kind stand among the findings",
                len(rest),
            ).format(n=len(rest))
        )
    return tuple(lines)


def lines_above_translation(translation: Translation, *, most: int = MOST) -> tuple[str, ...]:
    """What is said above the figures of a translation; `most` as for `lines_above`."""
    return lines_above(translation.all_findings, translation.plan.source, most=most)


def _line(finding: Finding, file: str) -> str:
    """A finding with its rule and place if it is one from reading; a catalog has no place."""
    said = _(finding.message) + (f" ({_(finding.suggestion)})" if finding.suggestion else "")
    if not is_reading_error(finding):
        return said
    place = where(finding.place, file)
    code = finding.rule.code
    return f"{code} ({place}): {said}" if place else f"{code}: {said}"

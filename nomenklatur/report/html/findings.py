"""The table of findings: its first page, and all of it as data for the page's script."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.findings import Severity
from nomenklatur.findings.reading import gravest_first
from nomenklatur.language import _
from nomenklatur.report.grid import tidy
from nomenklatur.report.html.page import choices, pages
from nomenklatur.report.html.rows import PAGE, Pool, place_data
from nomenklatur.report.wording import where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.findings import Finding
    from nomenklatur.report.html.words import Words

SEVERITIES: Final = tuple(sorted(Severity, reverse=True))


@frozen
class FindingRow:
    """A finding as a row shows it."""

    severity: Severity
    code: str
    title: str
    message: str
    suggestion: str
    place: str


def finding_row(finding: Finding, file: str, words: Words) -> FindingRow:
    """The row that shows a finding."""
    return FindingRow(
        finding.severity,
        finding.rule.code,
        words.rule(finding.rule),
        tidy(_(finding.message)),
        tidy(_(finding.suggestion)),
        tidy(where(finding.place, file)),
    )


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the gravest first, else in their order."""
    return gravest_first(findings)


def findings_table(found: Sequence[Finding], source: str, words: Words) -> dict[str, Any]:
    """The first page of the table of findings, and what it can be filtered and sorted by.

    Args:
        found: The findings, the gravest first.
        source: The file, which places do not repeat.
        words: The words of the page's language.
    """
    numbers = Counter(finding.severity for finding in found)
    shown = [
        (severity.value, words(f"severity.{severity.value}"), numbers[severity])
        for severity in SEVERITIES
    ]
    return {
        "total": len(found),
        "total_text": ", ".join(
            f"{n} {text.lower()}" for _value, text, n in choices(shown) if n != "0"
        ),
        "rows": tuple(finding_row(one, source, words) for one in found[:PAGE]),
        "pages": pages(len(found), PAGE),
        "choices": choices([("", words("filter.all"), len(found)), *shown]),
        "sorts": [
            ("plan", words("sort.gravest")),
            ("rule", words("sort.rule")),
            ("place", words("sort.place")),
        ],
    }


def findings_data(findings: Sequence[Finding], file: str, words: Words) -> dict[str, Any]:
    """All findings for the page's script, in their order; see `items_data`."""
    texts = Pool()
    rules = dict.fromkeys(finding.rule for finding in findings)
    numbers = {rule.code: n for n, rule in enumerate(rules)}
    places = [place_data(finding.place, file, texts) for finding in findings]
    return {
        "rules": [[rule.code, words.rule(rule)] for rule in rules],
        "severity": [SEVERITIES.index(finding.severity) for finding in findings],
        "rule": [numbers[finding.rule.code] for finding in findings],
        "message": [texts.at(_(finding.message)) for finding in findings],
        "suggestion": [texts.at(_(finding.suggestion)) for finding in findings],
        "place": [place for place, _ in places],
        "row": [row for _, row in places],
        "texts": texts.texts,
    }

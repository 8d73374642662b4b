"""What a report can be of: a translation, its roll-up, findings, or plain listings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from nomenklatur.findings import Finding, Severity
from nomenklatur.report.listing import Listing, Listings, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.codes import Level
    from nomenklatur.rollup import Rollup
    from nomenklatur.translation import Translation

__all__ = [
    "FindingsReport",
    "Listing",
    "Listings",
    "Payload",
    "RollupReport",
    "View",
    "severities",
]


@frozen
class RollupReport:
    """A budget tree with the translation that it is of.

    Attributes:
        translation: The translation.
        rollup: Its money along the tree.
        level: The lowest level that the tree shows.
        by: Which tree it is.
    """

    translation: Translation
    rollup: Rollup
    level: Level
    by: Literal["new", "old"] = "new"


@frozen
class FindingsReport:
    """Findings on a file, or on several.

    Attributes:
        findings: The findings, in the order of their places.
        source: The file, or the files.
        accepted: Findings that a baseline has accepted; None where there is no baseline.
        fail_on: The severity from which on findings fail a check; None for no severity.
        files: The files that were checked, those without findings among them.
    """

    findings: tuple[Finding, ...]
    source: str = ""
    accepted: tuple[Finding, ...] | None = None
    fail_on: Severity | None = Severity.ERROR
    files: tuple[str, ...] = field(kw_only=True)

    @files.default
    def _source_alone(self) -> tuple[str, ...]:
        return (self.source,) if self.source else ()

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the gravest first."""
        return severities(self.findings)


def severities(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in sorted(Severity, reverse=True)}


Payload: TypeAlias = "Translation | RollupReport | FindingsReport | Listings"

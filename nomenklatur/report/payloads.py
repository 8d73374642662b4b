"""What a report can be of: a translation, its roll-up, findings, or plain listings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from nomenklatur.findings import Finding, Severity
from nomenklatur.report.grid import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.report.grid import Column, Paint
    from nomenklatur.rollup import Rollup
    from nomenklatur.translation import Translation


@frozen
class View:
    """How people look at a report. Formats for machines do not ask for it.

    Attributes:
        width: Columns of the screen.
        everything: Show every item and every finding, however long the report gets.
        paint: Colours a text for its role.
    """

    width: int = 100
    everything: bool = False
    paint: Paint = plain


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


@frozen
class Listing:
    """Records of one kind.

    Attributes:
        key: Name of the list in JSON.
        columns: What people and CSV see of each record, by the column's key.
        records: The records: texts, numbers, `Rupiah`, lists and mappings of these.
        title: Title for people.
        rows: Flat records for people and CSV, where the records themselves are nested.
        notes: Lines below it.
    """

    key: str
    columns: tuple[Column, ...]
    records: tuple[Mapping[str, object], ...]
    title: str = ""
    rows: tuple[Mapping[str, object], ...] = field(kw_only=True)
    notes: tuple[str, ...] = field(default=(), kw_only=True)

    @rows.default
    def _records_as_rows(self) -> tuple[Mapping[str, object], ...]:
        return self.records


@frozen
class Listings:
    """One or several lists that answer one question.

    Attributes:
        kind: What it is, as the format name in JSON says: ``catalogs``, ``lookup``.
        listings: The lists.
        facts: What is true of all of them.
        title: Title for people.
    """

    kind: str
    listings: tuple[Listing, ...]
    facts: Mapping[str, object] = field(factory=dict)
    title: str = ""


Payload: TypeAlias = "Translation | RollupReport | FindingsReport | Listings"

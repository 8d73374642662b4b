"""Plain lists of records, and how people look at a report: all that a look-up reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.report.grid import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.report.grid import Column, Paint


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

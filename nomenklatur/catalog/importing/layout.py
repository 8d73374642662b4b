"""What a layout is, and what reading a sheet by one gives."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - attrs resolves it
from typing import TYPE_CHECKING, ClassVar, Protocol

from attrs import Factory, define, field, frozen

from nomenklatur.codes import Authority, Level, Scheme
from nomenklatur.errors import CatalogError
from nomenklatur.findings import RULES, Finding, Severity

if TYPE_CHECKING:
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.catalog.importing.headings import Heading
    from nomenklatur.catalog.importing.sheets import Sheet
    from nomenklatur.codes import Code
    from nomenklatur.places import Place

EVERY: frozenset[Authority] = frozenset()
"""The authorities of what is for every kind of region."""
BY_DIGIT: Mapping[Authority | None, frozenset[Authority]] = {
    Authority.PROVINSI: frozenset({Authority.PROVINSI}),
    Authority.KABUPATEN_KOTA: frozenset({Authority.KABUPATEN_KOTA}),
}
"""What the digit of a code says of the kind of region; the others stand for one region each."""


@frozen
class Options:
    """What the user says of a file that cannot be seen in it.

    Attributes:
        authorities: The kinds of region of entries that do not say; None if unknown.
        scheme: The grammar of the codes.
        sub_width: Digits of a sub kegiatan.
    """

    authorities: frozenset[Authority] | None = None
    scheme: Scheme | None = None
    sub_width: int | None = None

    def authorities_of(self, code: Code) -> frozenset[Authority]:
        """The kinds of region of an entry whose row does not say."""
        if self.authorities is not None:
            return self.authorities
        return BY_DIGIT.get(code.authority, EVERY)


@frozen
class Predecessor:
    """What a list says that an entry was before.

    Attributes:
        entry: The entry.
        code: The code of the predecessor.
        name: Its name.
        place: The cell.
    """

    entry: Entry
    code: Code
    name: str
    place: Place


@define
class Part:
    """What was read of one sheet.

    Attributes:
        sheet: The sheet.
        heading: Its heading.
        names: The column that names of a level stand in.
        entries: Its entries, in the order of the rows.
        predecessors: What they were before.
        findings: What somebody must look at.
        errors: Rows that cannot be read.
    """

    sheet: Sheet
    heading: Heading
    names: Mapping[Level, int]
    entries: list[Entry] = Factory(list)
    predecessors: list[Predecessor] = Factory(list)
    findings: list[Finding] = Factory(list)
    errors: list[CatalogError] = field(factory=list)

    def at(self, row: int | None, column: int | None = None) -> Place:
        """The place of a row or a cell, by the row's number."""
        name = self.heading.names(column) if column is not None else ""
        return self.sheet.at(row, column, name)

    def find(  # noqa: PLR0913 - the parts of a finding
        self,
        rule: str,
        message: str,
        row: int | None,
        column: int | None = None,
        *,
        suggestion: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Add a finding."""
        known = RULES[rule]
        self.findings.append(
            Finding(
                known, message, self.at(row, column), suggestion,
                severity=severity or known.severity,
            )
        )  # fmt: skip

    def refuse(
        self, message: str, row: int, column: int | None = None, *, remedy: str = ""
    ) -> None:
        """Add a row that cannot be read."""
        self.errors.append(CatalogError(message, place=self.at(row, column), remedy=remedy))


class Layout(Protocol):
    """A layout in which official lists are published.

    Attributes:
        name: Its name in messages and in `Imported.layout`.
        title: What it looks like.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    def recognise(self, sheet: Sheet) -> Heading | None:
        """The heading of a sheet in this layout; None if it is in another."""

    def read(self, sheet: Sheet, heading: Heading, options: Options) -> Part:
        """Read the rows below the heading."""

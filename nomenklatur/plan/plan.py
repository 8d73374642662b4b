"""A plan: kegiatan with their money, as an office wrote them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.places import NOWHERE, Place
from nomenklatur.plan.account import Account

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nomenklatur.codes import Code, Level
    from nomenklatur.findings import Finding


class TableKind(enum.Enum):
    """What a table is."""

    PLAN = "plan"
    """Kegiatan with money to be spent."""
    REVIEW = "review"
    """Two plans side by side: the draft RKPD and the office's analysis."""
    REALISATION = "realisation"
    """Kegiatan with a budget and what was spent of it."""
    MAPPING = "mapping"
    """Legacy entries beside new ones."""
    TARGETS = "targets"
    """Kegiatan with indicators and targets, without money."""
    CATALOG = "catalog"
    """Codes and names alone."""
    OTHER = "other"


class AmountKind(enum.Enum):
    """What the amounts of a column are to the plan.

    Only those of `PLAN` are the plan's own money. The others stand beside it and say something
    of it; added to it they would count it twice.
    """

    PLAN = "plan"
    """The amount that the plan is about: the pagu; after a change, the changed one."""
    BEFORE = "before"
    """The amount before a change, or of the year before."""
    PART = "part"
    """A part of the plan's amount: a quarter, a kind of spending."""
    SUM = "sum"
    """The sum of the plan's years."""
    REALISATION = "realisation"
    """What was spent."""
    DIFFERENCE = "difference"
    """What is left, or what was added or taken; may be negative."""
    OTHER = "other"
    """Another amount for the same year."""


@frozen
class AmountColumn:
    """A column of money.

    Attributes:
        key: Name in reports and JSON: the fiscal year (``2021``), or a label where one year
            has several columns (``2019 anggaran``).
        label: The heading as printed.
        year: Fiscal year, if known.
        kind: What its amounts are to the plan.
    """

    key: str
    label: str = ""
    year: int | None = None
    kind: AmountKind = AmountKind.PLAN


@frozen
class Indicator:
    """An indicator of performance with its targets.

    Attributes:
        text: What is measured.
        targets: Target per amount column's key, as printed (``100%``, ``12 bulan``).
    """

    text: str
    targets: Mapping[str, str] = field(factory=dict)


@frozen
class ProgramRef:
    """The program that an item stands under."""

    name: str
    code: Code | None = None


@frozen
class PlanItem:
    """One kegiatan or sub kegiatan of a plan: a row with money and nothing below it.

    Attributes:
        name: Its name as printed.
        code: Its code; None if it has none or none that can be read.
        code_text: The code cell as printed.
        program: The program above it.
        amounts: Money per amount column's key; a key is missing where the cell was empty.
        indicators: Indicators with targets.
        lokasi: Where it takes place.
        sumber_dana: Where the money comes from.
        note: Catatan Penting, Keterangan.
        place: Where it was read.
    """

    name: str
    code: Code | None = None
    code_text: str = ""
    program: ProgramRef | None = None
    amounts: Mapping[str, Rupiah] = field(factory=dict, kw_only=True)
    indicators: tuple[Indicator, ...] = field(default=(), kw_only=True)
    lokasi: str = field(default="", kw_only=True)
    sumber_dana: str = field(default="", kw_only=True)
    note: str = field(default="", kw_only=True)
    place: Place = field(default=NOWHERE, kw_only=True)


@frozen
class DeclaredTotal:
    """A total that the plan declares for the rows below it.

    Attributes:
        name: Name of the row.
        level: Its level; None for the grand total of the table.
        code: Its code, if it has one.
        amounts: The declared money per column.
        parts: Positions, in `Plan.declared`, of the declared totals directly below it.
        items: Positions, in `Plan.items`, of all items below it: a half-open range.
        place: Where it was read.
    """

    name: str
    level: Level | None
    code: Code | None
    amounts: Mapping[str, Rupiah]
    items: range
    parts: tuple[int, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    place: Place = NOWHERE


@frozen
class Plan:
    """The plan of one office for one or more years.

    Attributes:
        title: Title of the plan or of its table.
        office: The office (OPD / SKPD / Perangkat Daerah) as printed.
        bidang: The office's own bidang urusan, if known.
        year: First year of the plan.
        columns: Its columns of money, the plan's own first.
        items: Its kegiatan, in the order of the source.
        declared: Totals that the source declares.
        source: File name.
        table: Number of the table it was read from, or sheet.
        findings: What the reader found.
        account: What became of every number in its columns of money.
    """

    items: tuple[PlanItem, ...] = field(repr=False)
    columns: tuple[AmountColumn, ...] = ()
    title: str = ""
    office: str = ""
    bidang: Code | None = None
    year: int | None = None
    declared: tuple[DeclaredTotal, ...] = field(default=(), repr=False)
    source: str = ""
    table: str = ""
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    account: Account = field(factory=Account, repr=False)

    def total(self, column: str) -> Rupiah:
        """The sum of the items' amounts in a column, in rupiah."""
        return Rupiah.sum(i.amounts[column] for i in self.items if column in i.amounts)

    @property
    def main(self) -> tuple[AmountColumn, ...]:
        """The columns that hold the plan's own money.

        One for each year, or the parts of one where the plan prints nothing but parts.
        """
        return tuple(column for column in self.columns if column.kind is AmountKind.PLAN)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[PlanItem]:
        return iter(self.items)

"""What the library says of a plan, and whether it says so when it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import Factory, frozen

from nomenklatur import Severity, read_plan
from nomenklatur.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur import Plan
    from nomenklatur.tables.table import Document


@frozen
class Reading:
    """What was read of a plan.

    Attributes:
        items: The number of its items.
        totals: Its own money, a sum for each of its main columns.
        years: The same by year, where columns have one.
        codes: The codes of its items.
        errors: Rules of money and files that say that the figures are not to be trusted.
        refused: Why it was refused, if it was.
    """

    items: int = 0
    totals: tuple[int, ...] = ()
    years: dict[int, int] = Factory(dict)
    codes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    refused: str = ""

    @property
    def total(self) -> int:
        """The sum of the plan's first column; 0 for a list without money."""
        return self.totals[0] if self.totals else 0

    @property
    def is_said(self) -> bool:
        """Whether a person is told that something is wrong."""
        return bool(self.errors or self.refused)


def read(source: Path | Document) -> Reading:
    """Read a plan, or why it was refused."""
    try:
        plan = read_plan(source)
    except ReadError as problem:
        return Reading(refused=f"{problem}")
    return reading_of(plan)


def reading_of(plan: Plan) -> Reading:
    """What a plan says."""
    return Reading(
        len(plan.items),
        tuple(int(plan.total(column.key)) for column in plan.main),
        {column.year: int(plan.total(column.key)) for column in plan.main if column.year},
        tuple(str(item.code) for item in plan.items if item.code is not None),
        tuple(
            finding.rule.code
            for finding in plan.findings
            if finding.severity is Severity.ERROR and finding.rule.code[:3] in {"NK3", "NK4"}
        ),
    )

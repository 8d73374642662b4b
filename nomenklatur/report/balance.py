"""The balance of a translation: plan = mapped + ambiguous + unmapped, column by column.

The plan's side is read off the plan and the other side off what the translation did with its
items: mapped money is the money of the targets, not of the items that have targets. So a rupiah
lost on the way shows as a difference, and does not cancel out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.money import ZERO, Rupiah
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from fractions import Fraction

    from nomenklatur.plan import Plan
    from nomenklatur.translation import Outcome, Translation


@frozen
class Balance:
    """One column of a translation's money, in rupiah.

    Attributes:
        column: The column's key.
        plan: The sum of the plan's items.
        mapped: The money that has targets.
        ambiguous: The money of ambiguous items.
        unmapped: The money of unmapped items.
    """

    column: str
    plan: Rupiah
    mapped: Rupiah
    ambiguous: Rupiah
    unmapped: Rupiah

    @property
    def difference(self) -> Rupiah:
        """What is missing from the plan's money; zero unless the translation is broken."""
        return self.plan - self.mapped - self.ambiguous - self.unmapped

    def of(self, status: Status) -> Rupiah:
        """The money of a status."""
        match status:
            case Status.MAPPED:
                return self.mapped
            case Status.AMBIGUOUS:
                return self.ambiguous
            case Status.UNMAPPED:
                return self.unmapped

    def percent(self, status: Status) -> Fraction | None:
        """The money of a status in percent of the plan; None if the plan has none."""
        return self.of(status).percent_of(self.plan)


def column_keys(plan: Plan) -> tuple[str, ...]:
    """The keys of a plan's money columns: those it declares, then any that items have besides."""
    keys = dict.fromkeys(column.key for column in plan.columns)
    keys |= dict.fromkeys(key for item in plan.items for key in item.amounts)
    return tuple(keys)


def balances(translation: Translation) -> tuple[Balance, ...]:
    """The balance of every column, in the plan's order."""
    return tuple(_balance(translation, key) for key in column_keys(translation.plan))


def _balance(translation: Translation, column: str) -> Balance:
    sums = dict.fromkeys(Status, ZERO)
    for outcome in translation.outcomes:
        sums[outcome.status] += placed(outcome, column)
    return Balance(
        column,
        translation.plan.total(column),
        sums[Status.MAPPED],
        sums[Status.AMBIGUOUS],
        sums[Status.UNMAPPED],
    )


def placed(outcome: Outcome, column: str) -> Rupiah:
    """An outcome's money in a column: of its targets if it is mapped, else of its item."""
    if outcome.status is Status.MAPPED:
        return Rupiah.sum(target.amounts.get(column, ZERO) for target in outcome.targets)
    return outcome.item.amounts.get(column, ZERO)

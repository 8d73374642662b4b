"""What became of items in numbers: how many, how much money, what was said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Self

from attrs import Factory, define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.translation import Status

NOTES: Final = 20
"""Notes on amounts that are kept."""


@define(kw_only=True)
class Account:
    """What became of items.

    Attributes:
        items: Items by status.
        money: For each status the sum of each column, in rupiah.
        plan: The sum of each column, as it was read.
        rules: How often each rule was reported with an item.
        notes: What is wrong with amounts, by row; the first few.
        problems: How many amounts are wrong.
        moved: Rows whose cells had slipped and were moved.
        asked: Activities that had to be looked up; the others were known.
    """

    items: Counter[Status] = Factory(Counter)
    money: dict[Status, list[int]] = Factory(dict)
    plan: list[int] = Factory(list)
    rules: Counter[str] = Factory(Counter)
    notes: list[tuple[int, str]] = Factory(list)
    problems: int = 0
    moved: int = 0
    asked: int = 0

    def __iadd__(self, other: Account) -> Self:
        """Add what became of other items, of later rows."""
        self.items += other.items
        self.rules += other.rules
        for status, sums in other.money.items():
            self.money[status] = _added(self.money.get(status, ()), sums)
        self.plan = _added(self.plan, other.plan)
        self.problems += other.problems
        self.moved += other.moved
        self.asked += other.asked
        self.notes += other.notes[: NOTES - len(self.notes)]
        return self


def sums(rows: Iterable[Sequence[int | None]], width: int) -> list[int]:
    """The sum of each column, in rupiah; an empty cell counts nothing."""
    return [sum(filter(None, column)) for column in zip(*rows, strict=True)] or [0] * width


def _added(known: Sequence[int], more: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(known, more, strict=True)] if known else list(more)

"""The account of a reading: what became of every number in the columns of money.

Each number has exactly one fate, and the fates of a column add up to the sum of its numbers. A
number that has none is an error above the figures, and so is a total that contradicts.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.money import ZERO, Rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fate(enum.Enum):
    """What became of a number in a column of money."""

    ITEM = "item"
    """Counted: it is an item's amount, or a part of one that has none of its own."""
    PARENT = "parent"
    """The amount of a row that stands for those below it."""
    TOTAL = "total"
    """A total of the table."""
    PART = "part"
    """Of a row that divides an item: an account, a fund, a package."""
    BESIDE = "beside"
    """A percentage, or the sum of a form about one activity: no amount of a row."""
    OUTSIDE = "outside"
    """Below the table."""
    LEFT_OVER = "left over"
    """In the table, and nobody knows what it is."""


@frozen
class Tally:
    """How many numbers share a fate and what they add up to, in rupiah."""

    numbers: int = 0
    sum: Rupiah = ZERO

    def __add__(self, amount: Rupiah) -> Tally:
        return Tally(self.numbers + 1, self.sum + amount)


@frozen
class ColumnAccount:
    """What became of the numbers of one column.

    Attributes:
        key: The column's key, as in `Plan.columns`.
        label: Its heading.
        fates: How many numbers have each fate, and their sums; fates that none has are missing.
    """

    key: str
    label: str
    fates: Mapping[Fate, Tally]

    @property
    def numbers(self) -> int:
        """How many numbers the column has."""
        return sum(tally.numbers for tally in self.fates.values())

    @property
    def sum(self) -> Rupiah:
        """What all numbers of the column add up to."""
        return Rupiah.sum(tally.sum for tally in self.fates.values())

    def of(self, fate: Fate) -> Tally:
        """The numbers of a fate."""
        return self.fates.get(fate, Tally())


@frozen
class Account:
    """The account of a plan: one of each column of money, the plan's own first."""

    columns: tuple[ColumnAccount, ...] = ()

    def of(self, key: str) -> ColumnAccount | None:
        """The account of a column; None if the plan has no such column."""
        return next((column for column in self.columns if column.key == key), None)

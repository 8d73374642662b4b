"""Money in a spreadsheet: exact, or text.

Excel computes in binary floating point and keeps 15 digits (Microsoft, *Excel specifications and
limits*: "Number precision 15 digits"). Whole rupiah below 10^15 are exact in it, and so is every
sum of amounts whose sizes stay below 10^15 together. From 1.000 trillion rupiah on, an amount is
written as text: it is still right to the last rupiah, but no formula may count on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define

from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGITS: Final = 15
LARGEST: Final = 10**DIGITS - 1
"""The largest amount, in rupiah, that a cell holds as a number."""


def as_cell(amount: Rupiah) -> int | str:
    """An amount as a number if a cell holds it exactly, else as text.

    >>> as_cell(Rupiah(95562000)), as_cell(Rupiah(1_000_000_000_000_000))
    (95562000, '1.000.000.000.000.000')
    """
    return amount.amount if abs(amount.amount) <= LARGEST else str(amount)


@define
class Sum:
    """A sum that knows whether a spreadsheet can compute it.

    Attributes:
        value: The sum, in rupiah.
        size: The sum of the amounts' sizes: no sum on the way to the value is larger.
    """

    value: int = 0
    size: int = 0

    @classmethod
    def of(cls, amounts: Iterable[Rupiah]) -> Sum:
        """The sum of amounts."""
        total = cls()
        for amount in amounts:
            total.add(amount)
        return total

    def add(self, other: Rupiah | Sum) -> None:
        """Add an amount, or another sum."""
        if isinstance(other, Sum):
            self.value += other.value
            self.size += other.size
        else:
            self.value += other.amount
            self.size += abs(other.amount)

    @property
    def is_exact(self) -> bool:
        """Whether a formula over the amounts gives the sum to the last rupiah."""
        return self.size <= LARGEST

    @property
    def rupiah(self) -> Rupiah:
        """The sum as money."""
        return Rupiah(self.value)

"""The numbers of a table that are left over, each at its own cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.plan.audit import left_over_in
from nomenklatur.plan.rows.reading import Section, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.codes import Code
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.layout import Layout, Side


@frozen
class LeftOver:
    """A number that nobody knows what it is.

    Attributes:
        amount: The number.
        label: The heading of its column.
        place: Its cell: the address, or the number of the column.
    """

    amount: Rupiah
    label: str
    place: Place


def left_over(layout: Layout, side: Side, bidang: Code | None = None) -> Iterator[LeftOver]:
    """The numbers of a table that are left over, one by one, for those who mark them.

    Args:
        layout: The table with its meaning.
        side: The side of it.
        bidang: The bidang urusan of its plan.
    """
    section = Section(layout, side)
    reading = read_rows([section], bidang)
    for _section, money, numbers in left_over_in([section], reading):
        column = money.column
        for line, amount in numbers:
            place = layout.table.at(line.row, column.index)
            place = place if place.column else place.at(column=str(column.index + 1))
            yield LeftOver(amount, money.amount.label or money.amount.key, place)

"""The account of a plan as a table: a row for each column of the plan's own money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.language import _
from nomenklatur.plan.account import Fate
from nomenklatur.report.accounted import FATES, main_accounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.money import Rupiah
    from nomenklatur.plan import Plan
    from nomenklatur.report.html.words import Words


@frozen
class AccountCell:
    """The numbers of a fate in a column.

    Attributes:
        sum: What they add up to.
        numbers: How many there are.
        is_left_over: Whether they are some that nobody knows what they are.
    """

    sum: Rupiah
    numbers: int
    is_left_over: bool = False


@frozen
class AccountRow:
    """A column of money, with the numbers of each fate and all of them."""

    label: str
    cells: tuple[AccountCell, ...]


@frozen
class AccountTable:
    """The accounts of the columns that hold the plan's own money.

    Attributes:
        headings: Headings of the cells: the fates that there are, then all numbers.
        rows: The columns; none where the plan has no account.
    """

    headings: tuple[str, ...]
    rows: tuple[AccountRow, ...]


def account_table(plan: Plan, labels: Mapping[str, str], words: Words) -> AccountTable:
    """The accounts of a plan. Numbers that are left over are shown also where there are none.

    Args:
        plan: The plan.
        labels: What the page calls each column of money.
        words: The words of the page's language.
    """
    columns = main_accounts(plan)
    shown = [
        fate for fate in Fate if fate is Fate.LEFT_OVER or any(c.of(fate).numbers for c in columns)
    ]
    return AccountTable(
        (*(_(FATES[fate]).capitalize() for fate in shown), words("account.sum")),
        tuple(
            AccountRow(
                labels.get(column.key, column.key),
                (
                    *(
                        AccountCell(
                            column.of(fate).sum,
                            column.of(fate).numbers,
                            fate is Fate.LEFT_OVER and bool(column.of(fate).numbers),
                        )
                        for fate in shown
                    ),
                    AccountCell(column.sum, column.numbers),
                ),
            )
            for column in columns
        ),
    )

"""The account of a plan in words and records: what became of every number in its money columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import N_, _, ngettext
from nomenklatur.plan.account import Fate
from nomenklatur.report.grid import Column
from nomenklatur.report.listing import Listing, Listings
from nomenklatur.report.wording import grouped, money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nomenklatur.plan import Plan
    from nomenklatur.plan.account import Account, ColumnAccount, Tally

FATES: Final = {
    Fate.ITEM: N_("items"),
    Fate.PARENT: N_("rows above items"),
    Fate.TOTAL: N_("totals"),
    Fate.PART: N_("parts of items"),
    Fate.BESIDE: N_("beside the amounts"),
    Fate.OUTSIDE: N_("outside the table"),
    Fate.LEFT_OVER: N_("left over"),
}
"""What numbers of a fate are called."""
ALL: Final = N_("sum of all numbers")
_WORDS: Final = (
    N_("item"), N_("parent"), N_("total"), N_("part"), N_("beside"), N_("outside"),
    N_("left over"),
)  # fmt: skip
"""The names of the fates, which tables for people translate."""


def account_records(account: Account) -> list[dict[str, Any]]:
    """The account as JSON has it: a record a column, the fates in their order."""
    return [
        {
            "key": column.key,
            "label": column.label,
            "fates": {
                fate.value: {"numbers": tally.numbers, "sum": int(tally.sum)}
                for fate, tally in _tallies(column)
            },
            "numbers": column.numbers,
            "sum": int(column.sum),
        }
        for column in account.columns
    ]


def _tallies(column: ColumnAccount) -> Iterator[tuple[Fate, Tally]]:
    for fate in Fate:
        if column.of(fate).numbers:
            yield fate, column.of(fate)


def account_listings(plan: Plan) -> Listings:
    """The account as lists, one for each column of money; each ends with the sum of all numbers."""
    facts = {"file": plan.source, "table": plan.table, "title": plan.title}
    columns = plan.account.columns
    listings = tuple(map(_listing, columns, account_records(plan.account)))
    return Listings("account", listings or (_NONE,), facts, plan.title)


_COLUMNS: Final = (
    Column(N_("column")),
    Column(N_("heading"), wraps=True, optional=True),
    Column(N_("fate"), words=True),
    Column(N_("numbers"), right=True),
    Column(N_("sum"), right=True),
)
_NONE: Final = Listing("account", _COLUMNS, ())


def _listing(column: ColumnAccount, record: Mapping[str, Any]) -> Listing:
    of = {"column": column.key, "heading": column.label}
    rows = [
        {**of, "fate": fate.value, "numbers": tally.numbers, "sum": tally.sum}
        for fate, tally in _tallies(column)
    ]
    rows.append({**of, "fate": ALL, "numbers": column.numbers, "sum": column.sum})
    return Listing("account", _COLUMNS, (record,), rows=tuple(rows))


def main_accounts(plan: Plan) -> tuple[ColumnAccount, ...]:
    """The accounts of the columns that hold the plan's own money."""
    found = (plan.account.of(column.key) for column in plan.main)
    return tuple(column for column in found if column is not None)


def account_sentence(column: ColumnAccount) -> str:
    """A column's account in one line, for people: the fates add up to all numbers."""
    whole = ngettext(
        "{column}: {n} number, Rp {sum}", "{column}: {n} numbers, Rp {sum}", column.numbers
    ).format(column=column.key, n=column.numbers, sum=money(column.sum))
    parts = [
        f"{grouped(tally.numbers)} {_(FATES[fate])} ({money(tally.sum)})"
        for fate, tally in _tallies(column)
    ]
    return f"{whole} = {' + '.join(parts)}" if parts else whole

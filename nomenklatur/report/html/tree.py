"""The budget tree of a roll-up, as a table and as data for the page's diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.codes import Level
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.grid import tidy
from nomenklatur.report.html.labels import readable
from nomenklatur.report.html.rows import number
from nomenklatur.report.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.rollup import Rollup, RollupNode
    from nomenklatur.translation import Status

MOST_ROWS: Final = 400
"""Rows of the table; a larger tree is shown down to the level that fits."""


@frozen
class TreeRow:
    """A node as a row of the table.

    Attributes:
        depth: How deep it lies, 0 for a root.
        level: Its level.
        code: Its code.
        name: Its name.
        items: How many items lie below it.
        amounts: Its money per column.
        shares: Its money in percent of the plan, per column.
    """

    depth: int
    level: Level
    code: str
    name: str
    items: int
    amounts: tuple[Rupiah, ...]
    shares: tuple[str, ...]


@frozen
class TreeTable:
    """The tree as a table.

    Attributes:
        rows: Its rows, parents first.
        hidden: How many nodes lie too deep to be shown.
        deepest: The deepest level that is shown; None if there is nothing.
        outside: The money outside the tree by status, with how many items it is of.
        totals: The plan's money.
    """

    rows: tuple[TreeRow, ...]
    hidden: int
    deepest: Level | None
    outside: tuple[tuple[Status, int, tuple[Rupiah, ...], tuple[str, ...]], ...]
    totals: tuple[Rupiah, ...]


def tree_table(
    rollup: Rollup, columns: tuple[str, ...], counts: dict[Status, int], *, most: int = MOST_ROWS
) -> TreeTable:
    """The tree as a table.

    Args:
        rollup: The tree.
        columns: Keys of the money columns.
        counts: How many items have each status.
        most: How many rows it may have; deeper levels are left out until it fits.
    """
    totals = tuple(rollup.total(key) for key in columns)

    def shares(amounts: tuple[Rupiah, ...]) -> tuple[str, ...]:
        return tuple(
            percent(amount.percent_of(total)) for amount, total in zip(amounts, totals, strict=True)
        )

    def row(depth: int, node: RollupNode) -> TreeRow:
        amounts = tuple(node.amounts.get(key, ZERO) for key in columns)
        return TreeRow(
            depth, node.level, str(node.code or ""), tidy(node.name), node.items, amounts,
            shares(amounts),
        )  # fmt: skip

    nodes = list(_walk(rollup.roots))
    shown = nodes
    for level in sorted(Level, reverse=True):
        if len(shown) <= most:
            break
        shown = [(depth, node) for depth, node in shown if node.level < level]
    outside = []
    for status, money in rollup.outside.items():
        if counts[status]:
            amounts = tuple(money.get(key, ZERO) for key in columns)
            outside.append((status, counts[status], amounts, shares(amounts)))
    return TreeTable(
        tuple(row(depth, node) for depth, node in shown),
        len(nodes) - len(shown),
        max((node.level for _, node in shown), default=None),
        tuple(outside),
        totals,
    )


def _walk(nodes: tuple[RollupNode, ...], depth: int = 0) -> Iterator[tuple[int, RollupNode]]:
    for node in nodes:
        yield depth, node
        yield from _walk(node.children, depth + 1)


def tree_data(rollup: Rollup, columns: tuple[str, ...]) -> list[list[Any]]:
    """The tree for the page's script, parents first: depth, code, name, items, then the money."""
    return [
        [
            depth,
            str(node.code or ""),
            tidy(readable(node.name)),
            node.items,
            *(number(node.amounts.get(key, ZERO)) for key in columns),
        ]
        for depth, node in _walk(rollup.roots)
    ]

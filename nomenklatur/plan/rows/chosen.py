"""Rows of the level that a person chose as the items; those below divide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.choice import ROW_LEVELS, ChoiceError, word_of
from nomenklatur.plan.rows.tree import is_item
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.plan.plan import AmountColumn
    from nomenklatur.plan.rows.nodes import Node


def at_level(
    nodes: Sequence[Node], rank: Rank, columns: Sequence[AmountColumn]
) -> tuple[list[Node], list[tuple[Node, Node]], list[Finding]]:
    """The rows of a plan with those of one level as its items.

    A row of that level without an amount gets the sum of the items below it. Where no row is of
    that level, all stay as they are; see `require_level`.

    Args:
        nodes: The rows, in their places.
        rank: The level.
        columns: The columns of money.

    Returns:
        The rows that are left; each row below that level with the row that it divides; what is
        to be said.
    """
    taken: set[int] = set()
    below: list[tuple[Node, Node]] = []
    findings: list[Finding] = []
    for owner in (node for node in nodes if node.rank is rank):
        if id(owner) in taken:
            continue
        rows = list(_all_below(owner))
        items = [node for node in rows if is_item(node)]
        findings += _fill(owner, items, columns)
        below += [(node, owner) for node in rows]
        taken.update(map(id, rows))
        owner.children.clear()
        owner.implied = False
    if below:
        findings.append(_said(below, rank))
    return [node for node in nodes if id(node) not in taken], below, findings


def _all_below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _all_below(child)


def _fill(owner: Node, items: Sequence[Node], columns: Sequence[AmountColumn]) -> Iterator[Finding]:
    """Give a row the amounts that it lacks; say where it has others than the rows below it."""
    wrong = []
    for column in columns:
        amounts = [node.amounts[column.key] for node in items if column.key in node.amounts]
        if not amounts:
            continue
        parts = Rupiah.sum(amounts)
        own = owner.amounts.setdefault(column.key, parts)
        owner.missing = [key for key in owner.missing if key != column.key]
        if own != parts:
            wrong.append(
                _("{column} declares {declared}, the rows below it add up to {parts}").format(
                    column=column.key, declared=own, parts=parts
                )
            )
    if wrong:
        yield Finding(
            RULES["NK301"],
            _("{name}: {wrong}").format(name=owner.name, wrong=joined(wrong, "; ")),
            owner.place,
            _("look for a missing or a mistyped row; the row itself is what is counted"),
        )


def _said(below: Sequence[tuple[Node, Node]], rank: Rank) -> Finding:
    level = word_of(rank.level) if rank.level is not None else ""
    return Finding(
        RULES["NK403"],
        ngettext(
            "rows of the level {level} are the items, as was chosen; {n} row below them divides "
            "them and is not counted again",
            "rows of the level {level} are the items, as was chosen; {n} rows below them divide "
            "them and are not counted again",
            len(below),
        ).format(level=level, n=len(below)),
        below[0][0].place,
        severity=Severity.INFO,
    )


def require_level(nodes: Sequence[Node], level: Level) -> None:
    """See that rows of the level that was chosen are there.

    Raises:
        ChoiceError: No row is of that level.
    """
    if any(node.rank is Rank.of(level) for node in nodes):
        return
    known = [word_of(one) for one in ROW_LEVELS if any(n.rank is Rank.of(one) for n in nodes)]
    raise ChoiceError(
        _("no row is of the level {level}").format(level=word_of(level)),
        place=nodes[0].place if nodes else None,
        remedy=_("the rows are of the levels {levels}").format(levels=joined(known) or "-"),
    )

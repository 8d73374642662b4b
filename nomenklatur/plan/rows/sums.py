"""What adds up to what among the rows of a table.

A sign (a word, a number in front, type in bold) proposes that a row stands for others;
whether its amounts are the sum of theirs decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.plan.rows.nodes import Node

ROUND: Final = 100_000
"""Rupiah; amounts that are divided by it may be alike by chance."""
_FARTHEST: Final = 3_000  # rows that one row may be the sum of
_MOST_NESTED: Final = 60  # rows below one activity that are tried as sums of one another


@frozen
class Ruler:
    """Measures rows by their money.

    Attributes:
        keys: The columns that count: the plan's own.
        rounded: Whether amounts with sen were rounded, half a rupiah each.
    """

    keys: tuple[str, ...]
    rounded: bool = False

    def of(self, node: Node) -> tuple[int, ...]:
        """The amounts of a row, 0 where it has none."""
        return tuple(int(node.amounts[key]) if key in node.amounts else 0 for key in self.keys)

    def has_money(self, node: Node) -> bool:
        """Whether a row has an amount that is not 0."""
        return any(self.of(node))

    def sum(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """The amounts of rows added up."""
        return _added(self.of(node) for node in nodes)

    def is_sum(self, node: Node, parts: Sequence[Node]) -> bool:
        """Whether a row's amounts are those of other rows added up, in every column."""
        return self.agree(self.of(node), self.sum(parts), len(parts))

    def agree(self, one: tuple[int, ...], other: tuple[int, ...], count: int) -> bool:
        """Whether amounts agree, up to what rounding so many parts may have moved."""
        slack = (count + 1) // 2 if self.rounded else 0
        return any(one) and all(abs(a - b) <= slack for a, b in zip(one, other, strict=False))


@frozen
class Nest:
    """Rows in the order of a table, with what lies below each.

    Attributes:
        nodes: The rows.
        depths: How deep each lies: 0 for the top.
        covered: Whether each row is the sum of others or one of those added up.
    """

    nodes: tuple[Node, ...]
    depths: tuple[int, ...]
    covered: bool


def nest_by_sums(nodes: Sequence[Node], ruler: Ruler, *, single: bool = False) -> Nest:
    """Rows that are the sums of those directly below them, found from the last row upwards.

    Args:
        nodes: Rows with money in their order.
        ruler: What measures them.
        single: Whether one row alone may be what another is the sum of.
    """
    stack: list[int] = []
    children: dict[int, list[int]] = {}
    for at in range(len(nodes) - 1, -1, -1):
        own = ruler.of(nodes[at])
        below = [0] * len(own)
        for count, index in enumerate(reversed(stack[-_FARTHEST:]), 1):
            for i, amount in enumerate(ruler.of(nodes[index])):
                below[i] += amount
            told = count > 1 or (single and any(amount % ROUND for amount in own))
            if told and ruler.agree(own, tuple(below), count):
                children[at] = stack[: -count - 1 : -1]
                del stack[-count:]
                break
            if all(b > o for b, o in zip(below, own, strict=True)):
                break
        stack.append(at)
    depths = [0] * len(nodes)
    for at in range(len(nodes)):
        for child in children.get(at, ()):
            depths[child] = depths[at] + 1
    return Nest(tuple(nodes), tuple(depths), bool(children) and all(at in children for at in stack))


def leading_parts(whole: tuple[int, ...], rows: Sequence[Node], ruler: Ruler) -> int:
    """How many of the rows that follow another divide its amounts; 0 if none do.

    Rows among them may be sums of those below them in turn.
    """
    if not any(whole):
        return 0
    below, found = [0] * len(whole), 0
    for count, node in enumerate(rows, 1):
        below = [b + amount for b, amount in zip(below, ruler.of(node), strict=True)]
        if ruler.agree(whole, tuple(below), count):
            found = count
    if found:
        return found
    for single in (False, True):
        for count in range(min(len(rows), _MOST_NESTED), 1, -1):
            nest = nest_by_sums(rows[:count], ruler, single=single)
            top = [node for node, depth in zip(nest.nodes, nest.depths, strict=True) if not depth]
            if len(top) < count and ruler.agree(whole, ruler.sum(top), count):
                return count
    return 0


def top_rows(rows: Sequence[Node], ruler: Ruler) -> list[Node]:
    """The rows that no other of them is the sum of."""
    nest = nest_by_sums(rows, ruler)
    return [node for node, depth in zip(nest.nodes, nest.depths, strict=True) if not depth]


def _added(amounts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*amounts, strict=True)))

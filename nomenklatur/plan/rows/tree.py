"""The tree of a plan: which rows lie below which, what is an item and what a declared total."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve, field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.plan.plan import DeclaredTotal, PlanItem, ProgramRef
from nomenklatur.plan.rows.parents import lies_under
from nomenklatur.plan.texts.ranks import Rank, bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.plan.rows.nodes import Node

_BELOW_BIDANG: Final = 3.5  # an office that stands below its bidang urusan, as SIPD prints it
_OF_PROGRAM = re.compile(
    r"(?:sub\s*-?\s*(?:total|jumlah)|(?:total|jumlah)\s+program)\b", re.IGNORECASE
)


@frozen
class Tree:
    """The rows of a plan in their places.

    Attributes:
        items: Its items.
        declared: Its declared totals.
        item_nodes: The node of each item.
        declared_nodes: The node of each declared total.
    """

    items: tuple[PlanItem, ...]
    declared: tuple[DeclaredTotal, ...]
    item_nodes: tuple[Node, ...]
    declared_nodes: tuple[Node, ...]


def plant(nodes: Sequence[Node]) -> Tree:
    """Put the nodes of a table into a tree."""
    roots = _nest(nodes)
    grower = _Grower({id(node): position for position, node in enumerate(nodes)})
    for root in roots:
        grower.grow(root, None, None)
    return grower.tree()


def _nest(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without a parent, in order; the others hang below them."""
    roots: list[Node] = []
    stack: list[tuple[float, Node]] = []
    for position, node in enumerate(nodes):
        node.children.clear()
        if node.rank is Rank.TOTAL:
            roots.append(node)
            continue
        height = _height(node, stack)
        while stack and stack[-1][0] >= height:
            stack.pop()
        (stack[-1][1].children if stack else roots).append(node)
        if not _stands_alone(nodes, position):
            stack.append((height, node))
    return roots


def _stands_alone(nodes: Sequence[Node], position: int) -> bool:
    """Whether a program or kegiatan has none of the rows below it, by their codes.

    It has money, all the rows that could be its own have codes of others, and they do not add
    up to it: then its own rows are not in the table, and its money would be lost.
    """
    node = nodes[position]
    if node.rank not in {Rank.PROGRAM, Rank.KEGIATAN} or node.code is None:
        return False
    if not any(node.amounts.values()):
        return False
    direct: list[Node] = []
    stack: list[Rank] = []
    for place in range(position + 1, len(nodes)):
        other = nodes[place]
        rank = other.rank or Rank.KEGIATAN
        if rank <= node.rank:
            break
        if other.code is None or lies_under(other.code, node.code):
            return False
        while stack and stack[-1] >= rank:
            stack.pop()
        if not stack:
            direct.append(other)
        stack.append(rank)
    return bool(direct) and any(
        amount != Rupiah.sum(child.amounts.get(key, Rupiah(0)) for child in direct)
        for key, amount in node.amounts.items()
    )


def _height(node: Node, stack: Sequence[tuple[float, Node]]) -> float:
    if node.rank is not Rank.OFFICE:
        return float(node.rank or Rank.KEGIATAN)
    open_above = any(above.rank in {Rank.URUSAN, Rank.BIDANG} for _, above in stack)
    return _BELOW_BIDANG if open_above else float(Rank.OFFICE)


def is_item(node: Node) -> bool:
    """Whether a row is an item: a kegiatan with nothing below it, or money with nothing below.

    A program that has money and no kegiatan is an item too: its money would be lost otherwise.
    """
    if node.children or node.indirect or node.implied:
        return False
    if node.rank in {Rank.TOTAL, Rank.OFFICE, Rank.SPENDING}:
        return False
    return (node.rank or Rank.KEGIATAN) >= Rank.KEGIATAN or bool(node.amounts)


@define
class _Grower:
    positions: Mapping[int, int]
    items: list[PlanItem] = Factory(list)
    declared: list[DeclaredTotal] = Factory(list)
    item_nodes: list[Node] = Factory(list)
    declared_nodes: list[Node] = Factory(list)
    roots: list[int] = Factory(list)
    totalled: int = field(default=0)

    def grow(self, node: Node, parent: int | None, program: Node | None) -> None:
        """Add a node and all below it."""
        if node.rank is Rank.PROGRAM and not node.indirect:
            program = node
        if is_item(node):
            self.items.append(_item(node, program if program is not node else None))
            self.item_nodes.append(node)
            return
        if node.implied and node.children:
            for child in node.children:
                self.grow(child, parent, program)
            return
        position = len(self.declared)
        start = len(self.items)
        covered = self._covered(node) if node.rank is Rank.TOTAL else range(start, start)
        self.declared.append(_declared(node, covered))
        self.declared_nodes.append(node)
        if parent is not None:
            above = self.declared[parent]
            self.declared[parent] = evolve(above, parts=(*above.parts, position))
        elif node.rank is not Rank.TOTAL:
            self.roots.append(position)
        for child in node.children:
            self.grow(child, position, program)
        if node.rank is not Rank.TOTAL:
            done = self.declared[position]
            self.declared[position] = evolve(done, items=range(start, len(self.items)))
        elif covered.start == 0 and covered.stop == len(self.items):
            self._sum_up(position)

    def _covered(self, node: Node) -> range:
        """The items that a total below them covers: all, or those since the total before it.

        Which of the two is told by its words, and else by which of them adds up. Items of rows
        below it are none of its own, though they may hang on a program above it.
        """
        here = self.positions[id(node)]
        end = bisect.bisect(self.item_nodes, here, key=lambda one: self.positions[id(one)])
        since, everything = range(self.totalled, end), range(end)
        self.totalled = end
        if not since or since == everything:
            return everything
        if _OF_PROGRAM.match(node.name):
            return since
        return everything if self._adds_up(node, everything) else since

    def _adds_up(self, node: Node, covered: range) -> bool:
        return all(
            amount == Rupiah.sum(self.items[i].amounts.get(key, Rupiah(0)) for i in covered)
            for key, amount in node.amounts.items()
        )

    def _sum_up(self, position: int) -> None:
        """Make the totals at the top of the table the parts of one that covers everything."""
        parts = tuple(self.roots)
        if parts:
            self.declared[position] = evolve(self.declared[position], parts=parts)

    def tree(self) -> Tree:
        return Tree(
            tuple(self.items),
            tuple(self.declared),
            tuple(self.item_nodes),
            tuple(self.declared_nodes),
        )


def _item(node: Node, program: Node | None) -> PlanItem:
    return PlanItem(
        bare_name(node.name),
        node.code,
        node.code_text,
        None if program is None else ProgramRef(bare_name(program.name), program.code),
        amounts=dict(node.amounts),
        indicators=tuple(node.indicators),
        lokasi=_text(node.lokasi),
        sumber_dana=_text(node.sumber_dana),
        note=_text(node.note),
        place=node.place,
    )


def _declared(node: Node, items: range) -> DeclaredTotal:
    return DeclaredTotal(
        bare_name(node.name),
        node.level,
        node.code,
        dict(node.amounts),
        items,
        indicators=tuple(node.indicators),
        place=node.place,
    )


def _text(parts: Iterable[str]) -> str:
    return "; ".join(parts)

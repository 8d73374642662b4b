"""The tree of a plan: which rows lie below which, what is an item and what a declared total."""

from __future__ import annotations

import bisect
import itertools
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
_SEGMENTS: Final = 6  # of the code of a sub kegiatan; what has more lies below one
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


def plant(nodes: Sequence[Node], *, by_codes: bool = False) -> Tree:
    """Put the nodes of a table into a tree.

    Args:
        nodes: The nodes in the order of their rows.
        by_codes: Whether codes alone say what lies below what, in whatever order the rows are.
    """
    roots = nest(nodes, by_codes=by_codes)
    grower = _Grower({id(node): position for position, node in enumerate(nodes)})
    for root in roots:
        grower.grow(root, None, None)
    return grower.tree()


def nest(nodes: Sequence[Node], *, by_codes: bool) -> list[Node]:
    """The nodes without a parent, in order; the others hang below them.

    A row lies below the last one above it that stands higher; by codes, below the one whose
    code is the longest part of its own, wherever that stands.
    """
    homes = _Homes(nodes) if by_codes else None
    roots: list[Node] = []
    stack: list[tuple[float, Node]] = []
    parents: dict[int, Node] = {}
    for node in nodes:
        node.children.clear()
    for position, node in enumerate(nodes):
        if node.rank is Rank.TOTAL:
            roots.append(node)
            continue
        height = _height(node, stack)
        while stack and stack[-1][0] >= height:
            stack.pop()
        home = homes.of(position) if homes is not None else None
        if home is not None and not any(above is home for _, above in stack):
            coded = next((above for _, above in reversed(stack) if above.is_coded), None)
            if coded is None or len(coded.path) < len(home.path) or not _is_within(node, coded):
                stack = stack_of(home)
        above = stack[-1][1] if stack else None
        if above is None or _lies_below(above, node, parents):
            roots.append(node)
        else:
            above.children.append(node)
            parents[id(node)] = above
        if not _stands_alone(nodes, position):
            stack.append((height, node))
    return roots


def _lies_below(node: Node, above: Node, parents: Mapping[int, Node]) -> bool:
    """Whether a row lies below another already, or is that row."""
    one: Node | None = node
    while one is not None and one is not above:
        one = parents.get(id(one))
    return one is above


def stack_of(node: Node) -> list[tuple[float, Node]]:
    """A node as the only one below which the next may stand."""
    return [(float(node.rank or Rank.KEGIATAN), node)]


def _is_within(node: Node, above: Node) -> bool:
    """Whether a row's code begins with that of another."""
    if node.path[: len(above.path)] == above.path and above.path:
        return True
    return node.code is not None and above.code is not None and lies_under(node.code, above.code)


def misplaced(nodes: Sequence[Node]) -> float:
    """The share of the rows with codes that do not stand below the row where they belong."""
    homes = _Homes(nodes)
    nest(nodes, by_codes=False)
    parents = {id(child): node for node in nodes for child in node.children}
    known = wrong = 0
    for position, node in enumerate(nodes):
        home = homes.of(position)
        if home is None or node.implied:
            continue
        known += 1
        above = parents.get(id(node))
        while above is not None and above is not home:
            above = parents.get(id(above))
        wrong += above is None
    return wrong / known if known else 0.0


class _Homes:
    """Where rows belong by their codes: below the row with the longest part of their own."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._sections: list[int] = []
        self._known: dict[tuple[object, ...], list[int]] = {}
        section = 0
        for position, node in enumerate(nodes):
            section += node.rank is Rank.OFFICE
            self._sections.append(section)
            if node.is_coded and not node.implied and node.rank is not Rank.TOTAL:
                for whose in (self._whose(position), None):
                    self._known.setdefault((whose, node.path), []).append(position)

    def _whose(self, position: int) -> tuple[object, ...]:
        node = self._nodes[position]
        return self._sections[position], node.unit, node.year

    def of(self, position: int) -> Node | None:
        """The row below which another belongs; None where no code tells."""
        node = self._nodes[position]
        if not node.path or not node.is_coded:
            return None
        for length, whose in itertools.product(
            range(len(node.path) - 1, 0, -1), (self._whose(position), None)
        ):
            found = self._known.get((whose, node.path[:length]), ())
            higher = [at for at in found if self._is_higher(self._nodes[at], node)]
            before = [at for at in higher if at < position]
            if higher:
                return self._nodes[before[-1] if before else higher[0]]
        return None

    @staticmethod
    def _is_higher(above: Node, node: Node) -> bool:
        rank, own = above.rank or Rank.KEGIATAN, node.rank or Rank.KEGIATAN
        return rank < own or (rank is own and above.code == node.code)


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
        below = max(len(node.path) - _SEGMENTS, 0) / 100 if node.rank is Rank.SUB_KEGIATAN else 0
        return float(node.rank or Rank.KEGIATAN) + below
    open_above = any(above.rank in {Rank.URUSAN, Rank.BIDANG} for _, above in stack)
    return (_BELOW_BIDANG if open_above else float(Rank.OFFICE)) + len(node.path) / 100


def is_item(node: Node) -> bool:
    """Whether a row is an item: a kegiatan with nothing below it, or money with nothing below.

    A program that has money and no kegiatan is an item too: its money would be lost otherwise.
    """
    if node.children or node.indirect or node.implied or node.rank is Rank.TOTAL:
        return False
    if node.rank in {Rank.OFFICE, Rank.SPENDING}:
        return any(node.amounts.values()) and not node.path
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

"""The budget tree: amounts added up along the codes, in the new tree or in the old one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from nomenklatur.codes import Code, Level
from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.translation import Outcome, Translation

Amounts = dict[str, Rupiah]
_Step = tuple[object, Code | None, Level, str]
"""A node on the way down to money: what tells it apart, its code, its level and its name."""


@frozen
class RollupNode:
    """A node of the budget tree with all that lies below it.

    Attributes:
        code: Its code; None for old programs that have none.
        level: Its level.
        name: Its name.
        amounts: Money per column, of all items below it.
        by_status: The same money by what became of the items; in the new tree all is mapped.
        items: Number of items below it. An item that is split counts in each of its branches.
        children: The nodes one level down, in tree order.
    """

    code: Code | None
    level: Level
    name: str
    amounts: Mapping[str, Rupiah]
    by_status: Mapping[Status, Mapping[str, Rupiah]]
    items: int
    children: tuple[RollupNode, ...] = ()

    def walk(self) -> Iterator[RollupNode]:
        """The node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class Rollup:
    """A budget tree. Its roots and what is not in it add up to the plan, column by column.

    Attributes:
        roots: The topmost nodes.
        columns: Keys of the money columns.
        outside: Money that the tree does not hold, by status: what is ambiguous or unmapped
            has no place in the new tree; the old tree holds everything.
    """

    roots: tuple[RollupNode, ...]
    columns: tuple[str, ...]
    outside: Mapping[Status, Mapping[str, Rupiah]]

    def walk(self) -> Iterator[RollupNode]:
        """Every node, parents first, in tree order."""
        for root in self.roots:
            yield from root.walk()

    def total(self, column: str) -> Rupiah:
        """The money of a column in the tree and outside of it: the plan's total."""
        inside = [root.amounts.get(column, ZERO) for root in self.roots]
        return Rupiah.sum([*inside, *(money.get(column, ZERO) for money in self.outside.values())])


@frozen
class _Leaf:
    """Money at the foot of the tree, and the item that it is of."""

    path: tuple[_Step, ...]
    item: int
    status: Status
    amounts: Mapping[str, Rupiah]


def roll_up(
    translation: Translation,
    *,
    level: Level | str = Level.SUB_KEGIATAN,
    by: Literal["new", "old"] = "new",
) -> Rollup:
    """Add a translation's money up along a tree.

    Args:
        translation: The translated plan.
        level: The lowest level to show: the money below it is added up into it.
        by: ``new`` for the tree of the target catalog, ``old`` for the plan's own programs.

    Raises:
        ConfigError: There is no such level.
    """
    if isinstance(level, str):
        try:
            level = Level(level.replace(" ", "_").lower())
        except ValueError:
            known = ", ".join(one.value for one in Level)
            raise ConfigError(
                _("there is no level {level!r}").format(level=level),
                remedy=_("one of {known}").format(known=known),
            ) from None
    columns = tuple(column.key for column in translation.plan.columns)
    outside: dict[Status, Amounts] = {}
    if by == "new":
        leaves = list(_new_leaves(translation, level))
        for status in (Status.AMBIGUOUS, Status.UNMAPPED):
            outside[status] = {key: translation.money(key, status) for key in columns}
    else:
        leaves = list(_old_leaves(translation, level))
    return Rollup(_grow(leaves, columns, 0), columns, outside)


def _new_leaves(translation: Translation, level: Level) -> Iterator[_Leaf]:
    known: dict[tuple[Code, str], tuple[_Step, ...]] = {}
    for index, outcome in enumerate(translation.outcomes):
        for target in outcome.targets:
            key = target.code, target.name
            path = known.get(key)
            if path is None:
                path = known[key] = tuple(
                    (code, code, code.level, _name(translation, code, target.name))
                    for code in _ladder(target.code, level)
                )
            yield _Leaf(path, index, Status.MAPPED, target.amounts)


def _ladder(code: Code, level: Level) -> tuple[Code, ...]:
    """The codes from urusan down to a level, or to the code itself if that is higher up."""
    found: list[Code] = []
    step: Code | None = code
    while step is not None:
        if step.level <= level:
            found.append(step)
        step = step.parent
    return tuple(reversed(found))


def _name(translation: Translation, code: Code, fallback: str) -> str:
    entry = translation.target.get(code, translation.authority)
    if entry is not None:
        return entry.official_name or entry.name
    return fallback if code.level is Level.SUB_KEGIATAN else ""


def _old_leaves(translation: Translation, level: Level) -> Iterator[_Leaf]:
    lowest = max(level, Level.PROGRAM)  # a plan's own tree begins with its programs
    for index, outcome in enumerate(translation.outcomes):
        path = tuple(step for step in _old_path(outcome) if step[2] <= lowest)
        yield _Leaf(path, index, outcome.status, outcome.item.amounts)


def _old_path(outcome: Outcome) -> Iterator[_Step]:
    item, source = outcome.item, outcome.source
    code = item.code or (source.entry.code if source else None)
    program = item.program
    program_code = program.code if program else None
    if program_code is None and code is not None:
        program_code = code.ancestor(Level.PROGRAM)
    program_name = program.name if program else ""
    key: object = program_name.casefold() or program_code
    yield key, program_code, Level.PROGRAM, program_name
    level = code.level if code is not None else Level.KEGIATAN
    yield (code or item.name.casefold()), code, max(level, Level.KEGIATAN), item.name


def _grow(leaves: Iterable[_Leaf], columns: tuple[str, ...], depth: int) -> tuple[RollupNode, ...]:
    """The nodes of one depth, each with the leaves that pass through it."""
    groups: dict[object, list[_Leaf]] = defaultdict(list)
    for leaf in leaves:
        if depth < len(leaf.path):
            groups[leaf.path[depth][0]].append(leaf)
    nodes = []
    for group in groups.values():
        _position, code, level, name = group[0].path[depth]
        by_status = {
            status: _sum((leaf.amounts for leaf in group if leaf.status is status), columns)
            for status in Status
        }
        nodes.append(
            RollupNode(
                code,
                level,
                name,
                _sum(by_status.values(), columns),
                by_status,
                len({leaf.item for leaf in group}),
                _grow(group, columns, depth + 1),
            )
        )
    if all(node.code is not None for node in nodes):
        nodes.sort(key=lambda node: node.code)  # type: ignore[arg-type, return-value]
    return tuple(nodes)


def _sum(many: Iterable[Mapping[str, Rupiah]], columns: tuple[str, ...]) -> Amounts:
    rows = list(many)
    return {key: Rupiah.sum(row[key] for row in rows if key in row) for key in columns}

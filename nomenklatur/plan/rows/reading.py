"""The rows of a table read in the way that its own sums bear out.

Codes decide where a row belongs. For rows without one, words, numbers in front and columns
propose; whether amounts are the sums of what would lie below them decides between the ways to
read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve, frozen

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.columns.layout import Side
from nomenklatur.plan.plan import AmountKind
from nomenklatur.plan.rows.chosen import at_level
from nomenklatur.plan.rows.codes import settle_codes
from nomenklatur.plan.rows.lines import read_lines
from nomenklatur.plan.rows.merging import by_account, by_year
from nomenklatur.plan.rows.form import read_form, rows_of_form
from nomenklatur.plan.rows.nodes import Node, NodeReader, depths_of, ranks_of, settle_ranks
from nomenklatur.plan.rows.parents import lies_under
from nomenklatur.plan.rows.sums import Ruler, leading_parts, nest_by_sums
from nomenklatur.plan.rows.tree import is_item, misplaced, nest, plant
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank, is_bare_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.plan.plan import AmountColumn
    from nomenklatur.plan.rows.details import Detail
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.tree import Tree

_MISPLACED: Final = 0.2  # of the rows with codes, from which on the order of rows says nothing
_MOST_ROUNDS: Final = 4


@frozen
class Section:
    """A table that a plan, or a part of it, stands in.

    Attributes:
        layout: The table.
        side: The side of it.
        office: The office whose rows they are, where another's stand before them.
    """

    layout: Layout
    side: Side
    office: str = ""

    @classmethod
    def of(cls, layout: Layout) -> Section:
        """The first side of a table; one without any, if it has none."""
        side = layout.sides[0] if layout.sides else Side("", "", layout.columns)
        return cls(layout, side)


@frozen
class Part:
    """A row without a code of its own that divides the amount of an activity above it."""

    node: Node
    owner: Node


@frozen
class Merit:
    """How well a reading of rows bears out.

    Attributes:
        fails: How many amounts that stand for others are not their sum, or stand for none.
        holds: How many are.
        strange: How many rows lie below one whose code is no part of their own.
    """

    fails: int = 0
    holds: int = 0
    strange: int = 0

    def beats(self, other: Merit) -> bool:
        """Whether more bears this reading out than another that is likelier by its signs."""
        if (self.fails, self.holds) == (other.fails, other.holds):
            return self.strange < other.strange
        return self.fails <= other.fails and self.holds > other.holds


@define
class RowReading:
    """The rows of a table, read.

    Attributes:
        lines: The rows of each table's body; see `lines_of`.
        nodes: Those that are an activity, stand for others, or are totals.
        columns: The columns of money.
        tree: The rows in their places.
        details: Rows of accounts below activities.
        parts: Rows without codes that divide activities.
        merit: How well it bears out.
        findings: What was found while reading.
        numbers: Numbers of programs for which the bidang would have to be known.
        by_codes: Whether codes alone say what lies below what.
    """

    lines: dict[int, list[Line]]
    nodes: list[Node]
    columns: list[AmountColumn]
    tree: Tree
    details: list[Detail] = Factory(list)
    parts: list[Part] = Factory(list)
    merit: Merit = Factory(Merit)
    findings: list[Finding] = Factory(list)
    numbers: list[str] = Factory(list)
    by_codes: bool = False

    def lines_of(self, section: Section) -> list[Line]:
        """The rows of the body of one of the tables."""
        return self.lines[id(section.layout.table)]


def read_rows(
    sections: Sequence[Section], bidang: Code | None = None
) -> RowReading:
    """Read the rows of a plan.

    Args:
        sections: The tables that it stands in, in order, all with the same columns of money.
        bidang: The office's bidang urusan, for codes that are numbers alone.
    """
    lines: dict[int, list[Line]] = {}
    nodes: list[Node] = []
    parts: list[Part] = []
    findings: list[Finding] = []
    details: list[Detail] = []
    numbers: list[str] = []
    columns: list[AmountColumn] = []
    steps = 1
    for section in sections:
        read, found = read_lines(section.layout)
        lines[id(section.layout.table)] = read
        findings += found
        reader = NodeReader(section.layout, section.side, bidang)
        columns = [money.amount for money in section.side.money]
        if section.office:
            place = section.layout.table.place
            nodes.append(Node(read[0], place, section.office, Rank.OFFICE, said=True))
        if section.layout.head is not None:
            reader.codes.learn(read)
            rows = rows_of_form(reader.read_each(read))
            heads, below = read_form(
                section.layout, section.side, section.layout.head, rows, findings
            )
            nodes += heads
            parts += [Part(node, heads[-1]) for node in below]
            continue
        own = reader.read(read)
        findings += reader.details.settle()
        details += reader.details.rows
        if section.side.first(Role.YEAR) is not None:
            own, columns = by_year(own, columns)
        if section.side.first(Role.ACCOUNT) is not None or reader.codes.accounts_behind:
            own, merged = by_account(own, columns)
            findings += merged
        settle_codes(own)
        nodes += own
        numbers += reader.codes.homeless
        steps = max(steps, len(reader.names))
    main = tuple(c.key for c in columns if c.kind is AmountKind.PLAN)
    sen = any(key in node.amounts for node in nodes for key in node.problems)
    ruler = Ruler(main or tuple(c.key for c in columns), rounded=sen)
    divided = list(_take_parts(nodes, ruler))
    taken = {id(part.node) for part in divided}
    nodes = [node for node in nodes if id(node) not in taken]
    best = _best(nodes, ruler, steps, columns)
    findings += [*best.findings, *_said_parts([*parts, *divided], columns)]
    if (level := sections[0].layout.row_level) is not None:
        kept, folded, said = at_level(best.nodes, Rank.of(level), columns)
        divided += [Part(node, owner) for node, owner in folded]
        tree = plant(kept, by_codes=best.by_codes)
        best = evolve(best, nodes=kept, tree=tree)
        findings += said
    return evolve(
        best, lines=lines, details=details, parts=[*parts, *divided], findings=findings,
        numbers=numbers,
    )  # fmt: skip


def _take_parts(nodes: Sequence[Node], ruler: Ruler) -> Iterator[Part]:
    """The rows without codes below an activity that divide its amount.

    An activity without an amount gets that of the rows below it. One row alone is part of
    another only if it has no name, or one that such rows have elsewhere (``- DAU``).
    """
    leaves = _coded_leaves(nodes)
    single: list[Part] = []
    names: set[str] = set()
    position = 0
    while position < len(nodes):
        owner = nodes[position]
        position += 1
        if id(owner) not in leaves:
            continue
        end = position
        while end < len(nodes) and _may_be_part(nodes[end]):
            end += 1
        rows = [node for node in nodes[position:end] if ruler.has_money(node)]
        if not rows:
            continue
        count = leading_parts(ruler.of(owner), rows, ruler)
        if not owner.amounts:
            count = len(rows)
            owner.amounts = _sums_of(rows, ruler)
            owner.missing = [key for key in owner.missing if key not in owner.amounts]
        if count == 1 and rows[0].name and rows[0].name[0].isalnum():
            single.append(Part(rows[0], owner))
            continue
        for node in rows[:count]:
            names.add(_first_word(node))
            yield Part(node, owner)
    yield from (part for part in single if _first_word(part.node) in names)


def _first_word(node: Node) -> str:
    return node.name.split(" ", 1)[0].casefold()


def _sums_of(rows: Sequence[Node], ruler: Ruler) -> dict[str, Rupiah]:
    """What rows add up to, those left out that are the sums of others."""
    nested = nest_by_sums(rows, ruler)
    top = [node for node, depth in zip(nested.nodes, nested.depths, strict=True) if not depth]
    total: dict[str, Rupiah] = {}
    for node in top:
        for key, amount in node.amounts.items():
            total[key] = total.get(key, Rupiah(0)) + amount
    return total


def _coded_leaves(nodes: Sequence[Node]) -> set[int]:
    """The activities with a code of their own and none below it."""
    nest(nodes, by_codes=True)
    return {
        id(node)
        for node in nodes
        if node.is_coded
        and not node.implied
        and node.rank is not None
        and node.rank >= Rank.KEGIATAN
        and not any(child.is_coded for child in node.children)
    }


def _may_be_part(node: Node) -> bool:
    if node.is_coded or node.implied or node.code_text:
        return False
    return node.rank is None or node.rank in {Rank.KEGIATAN, Rank.SUB_KEGIATAN, Rank.SPENDING}


def _said_parts(parts: Sequence[Part], columns: Sequence[AmountColumn]) -> Iterator[Finding]:
    if not parts:
        return
    sums: dict[str, Rupiah] = {}
    for part in parts:
        for key, amount in part.node.amounts.items():
            sums[key] = sums.get(key, Rupiah(0)) + amount
    shown = joined(
        _("{amount} ({column})").format(amount=sums[column.key], column=column.key)
        for column in columns
        if column.key in sums
    )
    yield Finding(
        RULES["NK403"],
        ngettext(
            "{n} row without a code divides the activity above it: {shown}; it was checked "
            "against it and not counted again",
            "{n} rows without a code divide the activities above them: {shown}; they were "
            "checked against them and not counted again",
            len(parts),
        ).format(n=len(parts), shown=shown),
        parts[0].node.place,
        severity=Severity.INFO,
    )


@frozen
class Way:
    """A way to read the rows of a table.

    Attributes:
        by_codes: Whether codes alone say what lies below what.
        by_words: Whether words and numbers in front say what stands for others, also where
            sums contradict.
        by: What else gives the levels of rows without codes: ``numbers`` in front of them, how
            far they stand in (``indent``), type in ``bold``, or ``sums`` alone.
    """

    by_codes: bool = False
    by_words: bool = True
    by: str = ""


@frozen
class _Ranks:
    """Gives ranks to the rows that have none by their codes."""

    nodes: Sequence[Node]
    ruler: Ruler
    said: Mapping[int, Rank | None]
    steps: int

    def ways(self) -> list[Way]:
        """The ways that there are to read the rows, the likeliest first."""
        coded = [node for node in self.nodes if node.is_coded and not node.implied]
        loose = [n for n in self.nodes if not n.is_coded and self.ruler.has_money(n)]
        settle_ranks(self.nodes, self.steps)
        ways = [Way(by_codes=misplaced(self.nodes) > _MISPLACED)]
        if any(node.said for node in loose):
            ways.append(evolve(ways[0], by_words=False))
        if len({node.rank for node in coded}) > 1 and not ways[0].by_codes:
            ways += [evolve(way, by_codes=True) for way in ways]
        told = coded or any(node.said and node.rank is not Rank.TOTAL for node in self.nodes)
        if len(loose) > 2:  # noqa: PLR2004 - a sum of two
            ways += [evolve(ways[0], by=by) for by in _LEVELS]
            if not told:
                ways.append(evolve(ways[0], by="sums"))
        return ways

    def give(self, way: Way) -> None:
        """Give the ranks of a way."""
        for node in self.nodes:
            node.rank = self.said[id(node)]
        settle_ranks(self.nodes, self.steps)
        _find_totals(self.nodes, self.ruler, by_codes=way.by_codes)
        if not way.by_words:
            for _again in range(_MOST_ROUNDS):
                tree = plant(self.nodes, by_codes=way.by_codes)
                wrong = list(_contradicted(tree, self.ruler))
                if not wrong:
                    break
                for node in wrong:
                    node.rank = None
                settle_ranks(self.nodes, self.steps)
            _find_totals(self.nodes, self.ruler, by_codes=way.by_codes)
        if way.by == "sums":
            self._nest()
        elif way.by:
            loose = [n for n in self.nodes if not n.is_coded and not n.bare and not n.implied]
            loose = [node for node in loose if node.rank is not Rank.TOTAL]
            depths = zip(loose, _LEVELS[way.by](loose), strict=True)
            for node_id, rank in ranks_of({id(node): depth for node, depth in depths}).items():
                next(node for node in loose if id(node) == node_id).rank = rank

    def _nest(self) -> None:
        loose = [
            node
            for node in self.nodes
            if not node.is_coded
            and not node.implied
            and node.rank is not Rank.TOTAL
            and self.ruler.has_money(node)
        ]
        nested = nest_by_sums(loose, self.ruler)
        if not nested.covered:
            nested = nest_by_sums(loose, self.ruler, single=True)
        if not nested.covered:
            return
        depths = zip(nested.nodes, nested.depths, strict=True)
        ranks = ranks_of({id(node): depth for node, depth in depths})
        for node in nested.nodes:
            node.rank = ranks.get(id(node), node.rank)


def _by_numbers(nodes: Sequence[Node]) -> list[int | None]:
    return depths_of([node.number for node in nodes])


def _by_indent(nodes: Sequence[Node]) -> list[int | None]:
    return [node.name_cell.indent for node in nodes]


def _by_bold(nodes: Sequence[Node]) -> list[int | None]:
    return [int(not node.name_cell.bold) for node in nodes]


_LEVELS: Final = {"numbers": _by_numbers, "indent": _by_indent, "bold": _by_bold}


def _contradicted(tree: Tree, ruler: Ruler) -> Iterator[Node]:
    """Rows that stand for others by their words alone, and are not their sum.

    Where more rows of their kind are than are not, these are slips of the document.
    """
    kinds: dict[Rank | None, list[tuple[Node, bool]]] = {}
    for node in tree.declared_nodes:
        if node.is_coded or node.indirect or node.implied or not ruler.has_money(node):
            continue
        if node.rank is Rank.TOTAL:
            if not is_bare_total(node.name):
                yield node
            continue
        kinds.setdefault(node.rank, []).append((node, ruler.is_sum(node, node.children)))
    for found in kinds.values():
        if sum(held for _node, held in found) * 2 < len(found):
            yield from (node for node, held in found if not held)


def _find_totals(nodes: Sequence[Node], ruler: Ruler, *, by_codes: bool) -> None:
    """Make totals of rows without a code whose amounts are the sum of the rows around them."""
    open_ones = [
        node
        for node in nodes
        if not node.is_coded and not node.implied and (not node.said or node.bare)
        and ruler.has_money(node)
    ]  # fmt: skip
    if not open_ones:
        return
    nest(nodes, by_codes=by_codes)
    coded = any(node.is_coded and (node.rank or 0) >= Rank.KEGIATAN for node in nodes)
    numbered = sum(bool(node.number) for node in nodes) * 2 > len(nodes)
    waiting = {
        id(node)
        for node in open_ones
        if node.bare or coded or (numbered and not node.number)
    }
    since: list[Node] = []
    every: list[Node] = []
    seen = 0
    items = [node for node in nodes if is_item(node) and ruler.has_money(node)]
    known = {id(node) for node in items}
    for position, node in enumerate(nodes):
        if node.rank is Rank.TOTAL:
            since = []
        if id(node) not in waiting:
            if id(node) in known:
                since.append(node)
                every.append(node)
                seen += 1
            continue
        rest = [n for n in items[seen:] if n is not node and id(n) not in waiting]
        fewest = 1 if node.bare or position == len(nodes) - 1 else 2
        for group in (since, every, rest if not every else []):
            if len(group) >= fewest and ruler.is_sum(node, group):
                node.rank = Rank.TOTAL
                since = []
                break
        else:
            if id(node) in known:
                since.append(node)
                every.append(node)
        seen += id(node) in known


def _best(
    nodes: list[Node],
    ruler: Ruler,
    steps: int,
    columns: list[AmountColumn],
) -> RowReading:
    """The reading that bears out best; where two do as well with other sums, it is said."""
    said = {id(node): node.rank for node in nodes}
    ranks = _Ranks(nodes, ruler, said, steps)
    way, merit = Way(), Merit()
    for position, other in enumerate(ranks.ways()):
        ranks.give(other)
        found = _merit(plant(nodes, by_codes=other.by_codes), ruler)
        if not position or found.beats(merit):
            way, merit = other, found
    ranks.give(way)
    findings: list[Finding] = []
    _place_bare(nodes, ruler, findings, columns)
    tree = plant(nodes, by_codes=way.by_codes)
    return RowReading(
        {}, nodes, columns, tree, merit=_merit(tree, ruler), findings=findings,
        by_codes=way.by_codes,
    )  # fmt: skip


def _merit(tree: Tree, ruler: Ruler) -> Merit:
    """How many of the rows that stand for others are their sum."""
    fails = holds = 0
    for node, total in zip(tree.declared_nodes, tree.declared, strict=True):
        if not ruler.has_money(node) or node.indirect:
            continue
        items = [tree.item_nodes[i] for i in total.items]
        direct = [tree.declared_nodes[i] for i in total.parts]
        loose = _outside(total.parts, total.items, tree)
        held = bool(items) and (
            ruler.is_sum(node, items)
            or ruler.is_sum(node, [*direct, *(tree.item_nodes[i] for i in loose)])
        )
        holds += held
        fails += not held
    strange = sum(
        child.code is not None and not lies_under(child.code, node.code)
        for node in tree.declared_nodes
        if node.code is not None
        for child in node.children
    )
    return Merit(fails, holds, strange)


def _outside(parts: Sequence[int], items: range, tree: Tree) -> list[int]:
    covered = {i for part in parts for i in tree.declared[part].items}
    return [i for i in items if i not in covered]


def _place_bare(
    nodes: list[Node], ruler: Ruler, findings: list[Finding], columns: Sequence[AmountColumn]
) -> None:
    """Find a place for amounts in rows without name and code, so that none is lost."""
    labels = {column.key: column.label or column.key for column in columns}
    owner: Node | None = None
    for node in list(nodes):
        if not node.bare:
            owner = None if node.rank is Rank.TOTAL or node.implied else node
            continue
        if node.rank is Rank.TOTAL:
            continue
        if not node.amounts:
            nodes.remove(node)
            problems = joined(node.problems.values(), "; ")
            figures = any(character.isdigit() for character in problems)
            findings.append(
                Finding(
                    RULES["NK306" if figures else "NK403"],
                    _("a row without a name: {problems}").format(problems=problems),
                    node.place,
                )
            )
            continue
        shown = joined(
            _("{amount} ({column})").format(amount=amount, column=labels.get(key, key))
            for key, amount in node.amounts.items()
        )
        if owner is None:
            node.rank = node.rank or Rank.KEGIATAN
            findings.append(
                Finding(
                    RULES["NK403"],
                    _("a row without a name carries {shown}; it is counted").format(shown=shown),
                    node.place,
                )
            )
            continue
        nodes.remove(node)
        for key, amount in node.amounts.items():
            owner.amounts[key] = owner.amounts.get(key, Rupiah(0)) + amount
        findings.append(
            Finding(
                RULES["NK404"],
                _("a row without a name carries {shown}; counted with {name!r} above it").format(
                    shown=shown, name=owner.name
                ),
                node.place,
                severity=Severity.WARNING,
            )
        )

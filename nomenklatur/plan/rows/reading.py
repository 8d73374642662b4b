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
from nomenklatur.plan.rows.form import read_form, rows_of_form
from nomenklatur.plan.rows.lines import read_lines
from nomenklatur.plan.rows.merging import by_account, by_year
from nomenklatur.plan.rows.nodes import Node, NodeReader, depths_of, ranks_of, settle_ranks
from nomenklatur.plan.rows.parents import lies_under
from nomenklatur.plan.rows.sums import ROUND, Nest, Ruler, leading_parts, nest_by_sums, top_rows
from nomenklatur.plan.rows.tree import is_item, misplaced, nest, plant
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank, is_bare_total, is_like_total

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.plan.plan import AmountColumn
    from nomenklatur.plan.rows.details import Detail
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.tree import Tree

_MISPLACED: Final = 0.2  # of the rows with codes, from which on the order of rows says nothing
_SURE: Final = 2  # sums that hold, from which on they are no coincidence
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
        beside: Rows that hold percentages.
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
    beside: list[Line] = Factory(list)
    by_codes: bool = False

    def lines_of(self, section: Section) -> list[Line]:
        """The rows of the body of one of the tables."""
        return self.lines[id(section.layout.table)]


def read_rows(  # noqa: PLR0915 - one step after the other
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
    beside: list[Line] = []
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
        own = reader.read(read, next((n for n in reversed(nodes) if not n.bare), None))
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
        beside += reader.percentages
        steps = max(steps, len(reader.names))
    main = tuple(c.key for c in columns if c.kind is AmountKind.PLAN)
    sen = any(key in node.amounts for node in nodes for key in node.problems)
    ruler = Ruler(main or tuple(c.key for c in columns), rounded=sen)
    divided, unsure = _take_parts(nodes, ruler)
    nodes = _without(nodes, divided)
    if unsure:
        divided += _settle_unsure(nodes, unsure, ruler, steps, findings)
        nodes = _without(nodes, divided)
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
        numbers=numbers, beside=beside,
    )  # fmt: skip


def _without(nodes: Sequence[Node], parts: Sequence[Part]) -> list[Node]:
    taken = {id(part.node) for part in parts}
    return [node for node in nodes if id(node) not in taken]


def _settle_unsure(
    nodes: Sequence[Node],
    unsure: Sequence[Part],
    ruler: Ruler,
    steps: int,
    findings: list[Finding],
) -> Sequence[Part]:
    """Single rows with the amount of the activity above: its parts, or activities themselves.

    The printed sums tell. Where there are none, amounts that are not round are no coincidence.
    """
    merits = []
    for some in (list(nodes), _without(nodes, unsure)):
        ranks = _Ranks(some, ruler, {id(node): node.rank for node in some}, steps)
        merits.append(ranks.best()[1])
        ranks.reset()
    items, parts = merits
    if (items.holds, -items.fails) != (parts.holds, -parts.fails):
        return unsure if (parts.holds, -parts.fails) > (items.holds, -items.fails) else ()
    found = [p for p in unsure if all(a % ROUND for a in ruler.of(p.owner) if a)]
    findings += [
        Finding(
            RULES["NK310"],
            _(
                "{name!r} has no code and the amount of {above!r} above it: it is read as "
                "an activity, and may be a part of that one"
            ).format(name=part.node.name, above=part.owner.name),
            part.node.place,
            _("give it a code if it is an activity"),
        )
        for part in unsure
        if part not in found
    ]
    return found


def _take_parts(nodes: Sequence[Node], ruler: Ruler) -> tuple[list[Part], list[Part]]:
    """The rows without codes below an activity that divide its amount.

    An activity without an amount gets that of the rows below it. One row alone is surely part
    of another only if it has no name, or one that such rows have elsewhere (``- DAU``).

    Returns:
        The rows that surely are parts, and those that may be.
    """
    found: list[Part] = []
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
        total = next((i for i, n in enumerate(rows) if _sums_up(n, nodes, leaves, ruler)), None)
        rows = rows[:total]
        if not rows:
            continue
        count = leading_parts(ruler.of(owner), rows, ruler)
        if not owner.amounts:
            count = len(rows)
            owner.amounts = _sums_of(rows, ruler)
            owner.counted = [counted for node in top_rows(rows, ruler) for counted in node.counted]
            owner.missing = [key for key in owner.missing if key not in owner.amounts]
        if count == 1 and rows[0].name and rows[0].name[0].isalnum():
            single.append(Part(rows[0], owner))
            continue
        for node in rows[:count]:
            names.add(_first_word(node))
            found.append(Part(node, owner))
    sure = [part for part in single if _first_word(part.node) in names]
    return [*found, *sure], [part for part in single if part not in sure]


def _sums_up(node: Node, nodes: Sequence[Node], leaves: Container[int], ruler: Ruler) -> bool:
    """Whether a row is the sum of all activities, or named like one."""
    if is_like_total(node.name):
        return True
    every = [other for other in nodes if id(other) in leaves and ruler.has_money(other)]
    return len(every) > 1 and ruler.is_sum(node, every)


def _first_word(node: Node) -> str:
    return node.name.split(" ", 1)[0].casefold()


def _sums_of(rows: Sequence[Node], ruler: Ruler) -> dict[str, Rupiah]:
    """What rows add up to, those left out that are the sums of others."""
    total: dict[str, Rupiah] = {}
    for node in top_rows(rows, ruler):
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
        bare_heads = any(
            node.said and (node.rank or 0) >= Rank.PROGRAM and not self.ruler.has_money(node)
            for node in self.nodes
        )
        if len(loose) > 2:  # noqa: PLR2004 - a sum of two
            ways += [evolve(ways[0], by=by) for by in _LEVELS]
        counted = set(depths_of([node.number for node in loose]))
        alike = len(counted) == 1 and None not in counted  # 1, 2, 3 stand beside each other
        if len(loose) > 1 and not coded and not bare_heads and not alike:
            ways.append(evolve(ways[0], by="sums"))
        return ways

    @property
    def coded(self) -> bool:
        """Whether activities have codes."""
        return any(node.is_coded and (node.rank or 0) >= Rank.KEGIATAN for node in self.nodes)

    def best(self) -> tuple[Way, Merit]:
        """The way that bears out best, and how well."""
        way, merit = Way(), Merit()
        for position, other in enumerate(self.ways()):
            self.give(other)
            found = _merit(plant(self.nodes, by_codes=other.by_codes), self.ruler)
            if not position or found.beats(merit):
                way, merit = other, found
        return way, merit

    def reset(self) -> None:
        """Take the given ranks back."""
        for node in self.nodes:
            node.rank = self.said[id(node)]

    def give(self, way: Way) -> None:
        """Give the ranks of a way."""
        self.reset()
        settle_ranks(self.nodes, self.steps)
        _find_totals(self.nodes, self.ruler, by_codes=way.by_codes)
        if not way.by_words:
            for _again in range(_MOST_ROUNDS):
                tree = plant(self.nodes, by_codes=way.by_codes)
                wrong = [*_contradicted(tree, self.ruler), *_lone_offices(tree)]
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
            loose = [n for n in loose if n.rank is not Rank.TOTAL or n.number]
            depths = zip(loose, _LEVELS[way.by](loose), strict=True)
            for node_id, rank in ranks_of({id(node): depth for node, depth in depths}).items():
                next(node for node in loose if id(node) == node_id).rank = rank
            _find_totals(self.nodes, self.ruler, by_codes=way.by_codes)

    def _nest(self) -> None:
        loose = [
            node
            for node in self.nodes
            if not node.is_coded
            and not node.implied
            and node.rank is not Rank.TOTAL
            and self.ruler.has_money(node)
        ]
        if not loose:
            return
        for rows, total in ((loose, None), (loose[:-1], loose[-1]), (loose[1:], loose[0])):
            nested = self._covered(rows)
            if nested is None:
                continue
            top = [n for n, depth in zip(nested.nodes, nested.depths, strict=True) if not depth]
            if total is None or self.ruler.is_sum(total, top):
                break
        else:
            return
        if total is not None:
            total.rank = Rank.TOTAL
        depths = zip(nested.nodes, nested.depths, strict=True)
        ranks = ranks_of({id(node): depth for node, depth in depths})
        for node in nested.nodes:
            node.rank = ranks.get(id(node), node.rank)

    def _covered(self, rows: Sequence[Node]) -> Nest | None:
        """The rows with what they are the sums of, if that explains all of them."""
        for single in (False, True):
            nested = nest_by_sums(rows, self.ruler, single=single)
            if nested.covered:
                return nested
        return None


def _by_numbers(nodes: Sequence[Node]) -> list[int | None]:
    return depths_of([node.number for node in nodes])


def _by_indent(nodes: Sequence[Node]) -> list[int | None]:
    return [node.name_cell.indent for node in nodes]


def _by_bold(nodes: Sequence[Node]) -> list[int | None]:
    return [int(not node.name_cell.bold) for node in nodes]


_LEVELS: Final = {"numbers": _by_numbers, "indent": _by_indent, "bold": _by_bold}


def _lone_offices(tree: Tree) -> Iterator[Node]:
    """Rows that are named like offices and have no rows below them."""
    for node in tree.item_nodes:
        if node.rank is Rank.OFFICE and not node.is_coded:
            yield node


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
        if (
            node.rank is Rank.OFFICE
            or (not node.is_coded and not node.implied and (not node.said or node.bare))
        )
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
        if node.bare
        or (node.rank is Rank.OFFICE and not node.children)
        or (node.rank is not Rank.OFFICE and (coded or (numbered and not node.number)))
        or is_like_total(node.name)
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
        alone = node.bare or position in {0, len(nodes) - 1} or is_like_total(node.name)
        alone = alone or node.rank is Rank.OFFICE
        fewest = 1 if alone else 2
        later = [] if every else [n for n in items[seen:] if n is not node]
        for group in (since, every, rest if not every else [], later):
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
    way, merit = ranks.best()
    ranks.give(way)
    findings = _place_bare(nodes, ruler, columns, way)
    if ranks.coded:
        findings += map(_open_office, (n for n in nodes if n.rank is Rank.OFFICE and is_item(n)))
    if way.by == "sums" and merit.holds < _SURE:
        findings.append(_open_sums(nodes))
    tree = plant(nodes, by_codes=way.by_codes)
    return RowReading(
        {}, nodes, columns, tree, merit=_merit(tree, ruler), findings=findings,
        by_codes=way.by_codes,
    )  # fmt: skip


def _open_office(node: Node) -> Finding:
    """A row named like an office has money, no code, and nothing below it."""
    return Finding(
        RULES["NK310"],
        _(
            "{name!r} is named like an office, has money and no code, and no row lies below it: "
            "it is counted as an activity, and may be the sum of others"
        ).format(name=node.name),
        node.place,
        _("give the row a code, or put the office above its rows"),
    )


def _open_sums(nodes: Sequence[Node]) -> Finding:
    """One row alone is the sum of those below it, and nothing else says that it stands for them."""
    head = next(node for node in nodes if node.rank is Rank.PROGRAM)
    return Finding(
        RULES["NK310"],
        _(
            "{name!r} has no code, and its amount is the sum of the rows below it: it is read as "
            "their sum, and may be an activity of its own"
        ).format(name=head.name),
        head.place,
        _("number the rows, or put Program and Kegiatan before the names"),
    )


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
    nodes: list[Node], ruler: Ruler, columns: Sequence[AmountColumn], way: Way
) -> list[Finding]:
    """Find a place for amounts in rows without name and code, so that none is lost.

    They are more of the activity above them, or parts of it: the printed sums tell. Where none
    does, they are counted, and that is an error until somebody says what they are. At the end of
    a table with codes they are left over.
    """
    findings: list[Finding] = []
    labels = {column.key: column.label or column.key for column in columns}
    coded = any(node.is_coded and (node.rank or 0) >= Rank.KEGIATAN for node in nodes)
    owner: Node | None = None
    more: list[tuple[Node, Node]] = []
    last = next((n for n in reversed(nodes) if not n.bare and n.rank is not Rank.TOTAL), None)
    after = nodes.index(last) if last is not None else -1
    for position, node in enumerate(list(nodes)):
        if not node.bare:
            owner = None if node.rank is Rank.TOTAL or node.implied else node
            continue
        if node.rank is Rank.TOTAL:
            continue
        if not node.amounts:
            nodes.remove(node)
            findings.append(_without_name(node))
        elif owner is not None and not (
            coded and position > after and _is_too_much(node, nodes, ruler)
        ):
            more.append((node, owner))
            nodes.remove(node)
        elif coded or (owner is None and any(n.rank is Rank.TOTAL for n in nodes[:position])):
            nodes.remove(node)  # left over: the account says so
        else:
            node.rank = node.rank or Rank.KEGIATAN
            shown = _money_of(node, labels)
            findings.append(
                Finding(
                    RULES["NK403"],
                    _("a row without a name carries {shown}; it is counted").format(shown=shown),
                    node.place,
                )
            )
    if more:
        findings += _settle_more(nodes, more, ruler, labels, way)
    return findings


def _is_too_much(node: Node, nodes: Sequence[Node], ruler: Ruler) -> bool:
    """Whether a row carries as much as all others together, so that it can be none of them."""
    rest = ruler.sum(n for n in nodes if n is not node and is_item(n))
    return any(a >= b > 0 for a, b in zip(ruler.of(node), rest, strict=False))


def _settle_more(
    nodes: Sequence[Node],
    more: Sequence[tuple[Node, Node]],
    ruler: Ruler,
    labels: Mapping[str, str],
    way: Way,
) -> Iterator[Finding]:
    without = _merit(plant(nodes, by_codes=way.by_codes), ruler)
    before = {id(owner): dict(owner.amounts) for _node, owner in more}
    for node, owner in more:
        for key, amount in node.amounts.items():
            owner.amounts[key] = owner.amounts.get(key, Rupiah(0)) + amount
    added = _merit(plant(nodes, by_codes=way.by_codes), ruler)
    if (without.holds, -without.fails) > (added.holds, -added.fails):
        for node, owner in more:
            owner.amounts = before[id(owner)]
            owner.merged += node.counted
        return
    decided = (added.holds, -added.fails) > (without.holds, -without.fails)
    for node, owner in more:
        owner.counted += node.counted
        yield Finding(
            RULES["NK404" if decided else "NK310"],
            _("a row without a name carries {shown}; counted with {name!r} above it").format(
                shown=_money_of(node, labels), name=owner.name
            ),
            node.place,
            "" if decided else _("name the row; it may as well divide the amount above it"),
            severity=Severity.WARNING if decided else Severity.ERROR,
        )


def _money_of(node: Node, labels: Mapping[str, str]) -> str:
    return joined(
        _("{amount} ({column})").format(amount=amount, column=labels.get(key, key))
        for key, amount in node.amounts.items()
    )


def _without_name(node: Node) -> Finding:
    problems = joined(node.problems.values(), "; ")
    figures = any(character.isdigit() for character in problems)
    return Finding(
        RULES["NK306" if figures else "NK403"],
        _("a row without a name: {problems}").format(problems=problems),
        node.place,
    )

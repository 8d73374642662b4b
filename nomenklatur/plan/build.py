"""From the rows of a table to a plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined
from nomenklatur.money import Rupiah
from nomenklatur.plan.audit import account_of, check_account, check_levels, check_printed
from nomenklatur.plan.checks.columns import (
    columns_beside,
    hidden_parts,
    missing_amounts,
    negative_amounts,
)
from nomenklatur.plan.checks.derived import check_derived
from nomenklatur.plan.checks.pages import printed_again, printed_below
from nomenklatur.plan.checks.rows import homeless_numbers, row_findings
from nomenklatur.plan.checks.totals import check_totals
from nomenklatur.plan.columns.title import title_lines
from nomenklatur.plan.plan import AmountColumn, AmountKind, Plan
from nomenklatur.plan.rows.chosen import require_level
from nomenklatur.plan.rows.reading import RowReading, Section, read_rows
from nomenklatur.plan.rows.tree import is_item
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.offices import bidang_in, is_office, office_in
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.nodes import Node
    from nomenklatur.plan.rows.tree import Tree


_BIDANG_KEY: Final = 3
"""How much of a code's key tells its scheme, urusan and bidang urusan."""


def build_plan(
    sections: Sequence[Section], *, office: str = "", bidang: Code | None = None
) -> Plan:
    """The plan that stands in one or more tables.

    Args:
        sections: The tables, in order, each with its side.
        office: The office, where the tables do not name it.
        bidang: The office's bidang urusan, where it is known from elsewhere.
    """
    layout = sections[0].layout
    titles = title_lines(layout.table, layout.header)
    bidang = bidang_in(titles) or bidang
    reading = read_rows(sections, bidang)
    nodes, columns, tree = reading.nodes, reading.columns, reading.tree
    if layout.row_level is not None:
        require_level(nodes, layout.row_level)
    plan = Plan(
        tree.items,
        tuple(columns),
        title=" ".join(titles),
        office=_office(layout, nodes) or office,
        bidang=_bidang(nodes) or bidang,
        year=_first_year(columns, layout),
        declared=tree.declared,
        source=layout.table.place.file,
        table=layout.table.number,
        account=account_of(sections, reading),
    )
    sen = frozenset(key for node in nodes for key in node.problems if key in node.amounts)
    findings = [
        *reading.findings,
        *columns_beside(layout, plan),
        *homeless_numbers(reading.numbers, layout.table.place),
        *_indirect(tree),
        *check_totals(plan, rounded=sen),
        *check_account(sections, reading, plan.account),
        *check_printed(plan, reading),
        *check_levels(plan, layout.row_level),
    ]
    for section in sections:
        findings += _of_section(section, plan, reading)
    return evolve(plan, findings=tuple(sorted(dict.fromkeys(findings), key=_by_place)))


def _of_section(section: Section, plan: Plan, reading: RowReading) -> Iterator[Finding]:
    """What is to be said of one of the tables."""
    layout, side = section.layout, section.side
    lines = {id(line) for line in reading.lines_of(section)}
    own = [node for node in reading.nodes if id(node.line) in lines]
    items = [node for node in reading.tree.item_nodes if id(node.line) in lines]
    yield from layout.table.findings
    yield from _scaled(layout, side)
    yield from printed_again(layout)
    yield from printed_below(layout)
    yield from hidden_parts(layout, items)
    yield from row_findings(layout, side, own, reading.tree)
    yield from missing_amounts(layout, side, items, plan.columns)
    yield from negative_amounts(layout, side, own)
    yield from check_derived(layout, side, reading.lines_of(section))
    yield from _unlike_sides(layout, reading.lines_of(section))


def _by_place(finding: Finding) -> tuple[object, ...]:
    return (*finding.place.order, finding.rule.code)


def _office(layout: Layout, nodes: Sequence[Node]) -> str:
    offices = {node.office for node in nodes if node.office}
    named = office_in(title_lines(layout.table, layout.header))
    if named and not any(is_office(office) for office in offices):
        return named  # the rows name parts of it: Bidang Tangkap
    if offices:
        return offices.pop() if len(offices) == 1 else ""
    rows = [node.name for node in nodes if node.rank is Rank.OFFICE]
    return rows[0] if len(rows) == 1 else ""


def _bidang(nodes: Sequence[Node]) -> Code | None:
    """The bidang urusan that most of the codes lie in, the office programmes left out."""
    codes = [n.code for n in nodes if n.code is not None and not n.code.is_generic]
    own = [code for code in codes if not code.is_office_program] or codes
    counts = Counter(code.key[:_BIDANG_KEY] for code in own if code.bidang is not None)
    if not counts:
        return None
    most = counts.most_common(1)[0][0]
    code = next(code for code in own if code.key[:_BIDANG_KEY] == most)
    return code.bidang_urusan and evolve(code.bidang_urusan, text=None)


def _first_year(columns: Sequence[AmountColumn], layout: Layout) -> int | None:
    years = [c.year for c in columns if c.year is not None and c.kind is AmountKind.PLAN]
    years = years or [c.year for c in columns if c.year is not None]
    return min(years, default=layout.year)


def _indirect(tree: Tree) -> Iterator[Finding]:
    """Say that indirect spending is declared and no item: it has no kegiatan."""
    for node, total in zip(tree.declared_nodes, tree.declared, strict=True):
        if node.rank is Rank.SPENDING and node.indirect:
            shown = joined(
                _("{amount} ({column})").format(amount=amount, column=key)
                for key, amount in total.amounts.items()
            )
            rows = sum(not child.children for child in _below(node))
            yield Finding(
                RULES["NK403"],
                _(
                    "{name} {shown}: its {rows} rows are no kegiatan (Permendagri 13/2006); they "
                    "are kept as declared totals, not as items to be mapped"
                ).format(name=node.name, shown=shown, rows=rows),
                node.place,
                severity=Severity.INFO,
            )


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _scaled(layout: Layout, side: Side) -> Iterator[Finding]:
    """Say which columns of money were multiplied."""
    if layout.header is None:
        return
    for column in (money.column for money in side.money):
        if column.factor != 1:
            yield Finding(
                RULES["NK307"],
                _(
                    "{label!r} is in units of {unit} rupiah; its amounts were multiplied by that"
                ).format(label=column.label, unit=Rupiah(column.factor)),
                layout.table.at(layout.header.rows[-1], column.index),
                _("write whole rupiah"),
            )


def _unlike_sides(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    """The rows of a review in which the two sides name different activities."""
    from nomenklatur.names import same_name  # noqa: PLC0415 - only for reviews

    names = [side.first(Role.NAME) for side in layout.sides]
    if len(names) < 2:  # noqa: PLR2004 - a review has two sides
        return
    for line in lines:
        texts = [line.text(column) for column in names]
        one, other = texts[0], texts[1]
        if one and other and not same_name(one, other):
            yield Finding(
                RULES["NK405"],
                _("{left}: {one!r}; {right}: {other!r}").format(
                    left=layout.sides[0].label or _("left"),
                    one=one,
                    right=layout.sides[1].label or _("right"),
                    other=other,
                ),
                layout.table.at(line.row),
                _("correct the side that is wrong"),
            )


__all__ = ["build_plan", "is_item"]

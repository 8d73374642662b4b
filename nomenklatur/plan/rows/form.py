"""Forms about one activity (RKA, DPA, RAK, RFK): it stands in the head, its accounts below.

The rows say what the activity's money is spent on: the widest accounts add up to it, and what
stands below them divides them in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.codes.column import CodeColumn
from nomenklatur.codes.reading import read_code
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined
from nomenklatur.money import Rupiah
from nomenklatur.plan.plan import AmountKind
from nomenklatur.plan.rows.details import account_in, bare_code
from nomenklatur.plan.rows.nodes import Node
from nomenklatur.plan.rows.sums import Ruler, nest_by_sums
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.columns.title import Head
    from nomenklatur.plan.rows.lines import Line


def read_form(
    layout: Layout, side: Side, head: Head, rows: Sequence[Node], findings: list[Finding]
) -> tuple[list[Node], list[Node]]:
    """The activity of a form, below its program, and the rows that divide it.

    Args:
        layout: The form.
        side: Its columns.
        head: The activity that its head names.
        rows: Its rows with money, read one by one.
        findings: Takes what was found.
    """
    first = rows[0].line if rows else None
    place = layout.table.place
    above = layout.header.above if layout.header is not None else ()
    if above:
        place = layout.table.at(above[-1])
    if first is None:
        return [], []
    nodes = list(_heads(head, first))
    for node in nodes:
        node.place = place
    activity = nodes[-1]
    columns = [money.amount for money in side.money]
    totals = [node for node in rows if node.rank is Rank.TOTAL]
    spent = [node for node in rows if node.rank is not Rank.TOTAL]
    for column in columns:
        ruler = Ruler((column.key,))
        top = _top_rows(spent, ruler)
        amounts = [node.amounts[column.key] for node in top if column.key in node.amounts]
        printed = [node.amounts[column.key] for node in totals if column.key in node.amounts]
        if not amounts and not printed:
            continue
        summed = Rupiah.sum(amounts)
        counted = top if amounts else totals[:1]
        rounded = [p for p in printed if 0 < abs(int(p) - int(summed)) <= (len(top) + 1) // 2]
        if rounded and any(column.key in node.problems for node in top):
            summed = rounded[0]  # of amounts with sen, the printed sum is the exact one
            counted = [node for node in totals if node.amounts.get(column.key) == summed][:1]
        activity.amounts[column.key] = summed if amounts else printed[0]
        activity.counted += [
            (node.line, {column.key: node.amounts[column.key]})
            for node in counted
            if column.key in node.amounts
        ]
        if amounts and printed and summed not in printed and column.kind is AmountKind.PLAN:
            findings.append(_contradicted(activity, column.key, summed, printed, totals))
    return nodes, list(rows)


def _top_rows(rows: Sequence[Node], ruler: Ruler) -> list[Node]:
    """The rows that add up to the activity: the widest accounts, else what is no sum of others."""
    money = [node for node in rows if ruler.has_money(node)]
    accounts = [(bare_code(node.account), node) for node in money if node.account]
    if accounts:
        codes = {code for code, _node in accounts}
        return [node for code, node in accounts if not any(code.startswith(f"{o}.") for o in codes)]
    nested = nest_by_sums(money, ruler)
    return [node for node, depth in zip(nested.nodes, nested.depths, strict=True) if not depth]


def _heads(head: Head, line: Line) -> Iterator[Node]:
    levels = {head.code: head.level} if head.code else {}
    if head.program_code:
        levels[head.program_code] = Level.PROGRAM
    column = CodeColumn.of(levels, levels)
    named = ((head.program, head.program_code, Level.PROGRAM), (head.name, head.code, head.level))
    for name, text, level in named:
        if not name:
            continue
        reading = None
        if text:
            reading = column.read(text) or read_code(text, scheme=column.scheme, level=level)
        path = tuple(part.lstrip("0") or "0" for part in bare_code(text).split(".")) if text else ()
        rank = Rank.of(level)
        last = level is head.level
        yield Node(line, None, name, rank, 0, text, reading, path, implied=not last, said=True)  # type: ignore[arg-type]


def rows_of_form(rows: Sequence[Node]) -> list[Node]:
    """The rows of a form, each with the account that its code is."""
    for node in rows:
        node.account = node.account or account_in(node.code_text)
    return [node for node in rows if node.amounts]


def _contradicted(
    activity: Node, key: str, summed: Rupiah, printed: Sequence[Rupiah], totals: Sequence[Node]
) -> Finding:
    said = _("{name}: its rows add up to {summed} ({column}), the form's total says {printed}")
    return Finding(
        RULES["NK301"],
        said.format(
            name=activity.name, summed=summed, column=key, printed=joined(map(str, printed))
        ),
        totals[-1].place,
        _("look for a missing or a mistyped row"),
    )

"""Rows that say the same activity again: once a year, or once an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.texts.headings import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.plan.plan import AmountColumn
    from nomenklatur.plan.rows.nodes import Node


def by_year(
    nodes: Sequence[Node], columns: Sequence[AmountColumn]
) -> tuple[list[Node], list[AmountColumn]]:
    """Give the money of a list with a row per year to one row with a column per year."""
    years = sorted({year for node in nodes if (year := year_of(node.year)) is not None})
    if not years:
        return list(nodes), list(columns)

    def key_of(column: AmountColumn, year: int) -> str:
        return str(year) if len(columns) == 1 else f"{year} {column.label.lower()}"

    found = [evolve(c, key=key_of(c, year), year=year) for year in years for c in columns]
    kept: dict[tuple[object, ...], Node] = {}
    order: list[Node] = []
    for node in nodes:
        year = year_of(node.year)
        if year is not None:
            names = {column.key: key_of(column, year) for column in columns}
            node.amounts = {names[key]: amount for key, amount in node.amounts.items()}
            node.problems = {names[key]: text for key, text in node.problems.items()}
            node.missing = [names[key] for key in node.missing]
        key = (node.office, node.rank, node.code_text, node.name)
        first = kept.get(key)
        if first is None or node.implied or first.amounts.keys() & node.amounts.keys():
            kept[key] = node
            order.append(node)
            continue
        first.amounts |= node.amounts
        first.problems |= node.problems
        first.missing += node.missing
    return order, found


def by_account(nodes: Sequence[Node]) -> tuple[list[Node], list[Finding]]:
    """Add up a list with a row per account (kode rekening) to a row per activity.

    Only rows of the same office, code and name below the same rows are one activity.
    """
    kept: dict[tuple[object, ...], Node] = {}
    order: list[Node] = []
    above: dict[int, str] = {}
    several: set[int] = set()
    added = 0
    for node in nodes:
        if node.implied:
            above[node.column] = node.name
            order.append(node)
            continue
        beside = tuple(name for column, name in sorted(above.items()) if column < node.column)
        key = (node.office, node.year, beside, node.rank, node.code_text, node.name)
        first = kept.setdefault(key, node)
        if first is node:
            order.append(node)
            continue
        while order[-1].implied:
            order.pop()
        _add(first, node)
        several.add(id(first))
        added += 1
    if not added:
        return order, []
    first = next(node for node in order if id(node) in several)
    message = ngettext(
        "{rows} rows of spending (kode rekening) were added up to {n} activity",
        "{rows} rows of spending (kode rekening) were added up to {n} activities",
        len(several),
    ).format(rows=added + len(several), n=len(several))
    return order, [Finding(RULES["NK404"], message, first.place)]


def _add(first: Node, other: Node) -> None:
    for key, amount in other.amounts.items():
        first.amounts[key] = first.amounts.get(key, Rupiah(0)) + amount
    first.problems |= {key: text for key, text in other.problems.items() if text}
    first.missing = [key for key in first.missing if key in other.missing]
    for held, more in (
        (first.lokasi, other.lokasi),
        (first.sumber_dana, other.sumber_dana),
        (first.note, other.note),
    ):
        held += [text for text in more if text not in held]
    first.indicators += [one for one in other.indicators if one not in first.indicators]

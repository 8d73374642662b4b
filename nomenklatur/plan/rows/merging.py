"""Rows that say the same activity again: once a year, or once an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.plan import AmountKind
from nomenklatur.plan.texts.headings import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.plan.plan import AmountColumn
    from nomenklatur.plan.rows.nodes import Node


def by_year(
    nodes: Sequence[Node], columns: Sequence[AmountColumn]
) -> tuple[list[Node], list[AmountColumn]]:
    """Give the money of a list with a row per year to one row with a column per year.

    Only where activities stand there for several years: a column of years that is filled in
    part, or that says when a row was written, divides nothing.
    """
    years = sorted({year for node in nodes if (year := year_of(node.year)) is not None})
    if not _divides(nodes, years):
        return _of_one_year(nodes, columns, years)

    def key_of(column: AmountColumn, year: int) -> str:
        return str(year) if len(columns) == 1 else f"{year} {column.label.lower()}"

    found = [evolve(c, key=key_of(c, year), year=year) for year in years for c in columns]
    if any(node.amounts and year_of(node.year) is None for node in nodes):
        found += columns  # of rows without a year
    kept: dict[tuple[object, ...], Node] = {}
    order: list[Node] = []
    for node in nodes:
        year = year_of(node.year)
        if year is not None:
            names = {column.key: key_of(column, year) for column in columns}
            node.amounts = {names[key]: amount for key, amount in node.amounts.items()}
            node.problems = {names[key]: text for key, text in node.problems.items()}
            node.missing = [names[key] for key in node.missing]
        key = (node.unit, node.rank, node.code_text, node.name)
        first = kept.get(key)
        if first is None or node.implied or first.amounts.keys() & node.amounts.keys():
            kept[key] = node
            order.append(node)
            continue
        first.amounts |= node.amounts
        first.counted += node.counted
        first.problems |= node.problems
        first.missing += node.missing
    return order, found


def _divides(nodes: Sequence[Node], years: Sequence[int]) -> bool:
    """Whether activities stand in a table for several years."""
    stands: dict[tuple[object, ...], set[str]] = {}
    for node in nodes:
        if not node.implied and node.amounts:
            key = (node.unit, node.rank, node.code_text, node.name, node.account)
            stands.setdefault(key, set()).add(node.year)
    return len(years) > 1 and any(len(found - {""}) > 1 for found in stands.values())


def _of_one_year(
    nodes: Sequence[Node], columns: Sequence[AmountColumn], years: Sequence[int]
) -> tuple[list[Node], list[AmountColumn]]:
    """The rows without their years; the one column of money is that of the one year."""
    for node in nodes:
        node.year = ""
    if len(years) != 1 or len(columns) != 1 or columns[0].year is not None:
        return list(nodes), list(columns)
    key = str(years[0])
    for node in nodes:
        node.amounts = dict(zip([key], node.amounts.values(), strict=False))
        node.problems = dict(zip([key], node.problems.values(), strict=False))
        node.missing = [key] * len(node.missing)
    return list(nodes), [evolve(columns[0], key=key, year=years[0])]


def by_account(
    nodes: Sequence[Node], columns: Sequence[AmountColumn]
) -> tuple[list[Node], list[Finding]]:
    """Put a list with a row per account (kode rekening) together to a row per activity.

    Rows of one office, year and code are one activity; without codes, those of one name below
    the same rows. The row without an account is the activity's own, the others divide it; where
    there is none, they are added up, those of wider accounts instead of what lies below them.
    """
    order: list[Node] = []
    groups: dict[tuple[object, ...], list[Node]] = {}
    above: dict[int, str] = {}
    by_name = _named_apart(nodes)
    for node in nodes:
        if node.implied:
            above[node.column] = node.name
            order.append(node)
            continue
        beside = tuple(name for column, name in sorted(above.items()) if column < node.column)
        key: tuple[object, ...] = (node.unit, node.year, node.code_text)
        if not node.code_text or by_name:
            key = (*key, beside, node.rank, node.name)
        if node.bare or (node.rank is not None and not node.account and not node.code_text):
            order.append(node)
            continue
        group = groups.setdefault(key, [])
        group.append(node)
        if len(group) == 1:
            order.append(node)
        else:
            while order[-1].implied:
                order.pop()
    several = [group for group in groups.values() if len(group) > 1]
    repeated = _repeated(several, columns)
    whole = _are_whole(several, columns)
    owners = {
        id(group[0]): _put_together(group, repeated, whole=whole) for group in groups.values()
    }
    kept = [one for node in order for one in owners.get(id(node), [node])]
    if not several:
        return kept, []
    message = ngettext(
        "{rows} rows of spending (kode rekening) were added up to {n} activity",
        "{rows} rows of spending (kode rekening) were added up to {n} activities",
        len(several),
    ).format(rows=sum(map(len, several)), n=len(several))
    findings = [Finding(RULES["NK404"], message, several[0][0].place)]
    if not repeated and _may_be_repeated(several, columns):
        findings.append(
            Finding(
                RULES["NK310"],
                _(
                    "every activity has the same amount in each of its accounts; they are added "
                    "up, and may be the activity's own amount, repeated"
                ),
                several[0][0].place,
                _("give the amounts of the accounts, or one row an activity"),
            )
        )
    return kept, findings


def _named_apart(nodes: Sequence[Node]) -> bool:
    """Whether names tell activities of one code apart, rather than the accounts below it."""
    names: dict[str, list[str]] = {}
    for node in nodes:
        if node.account and not node.implied:
            names.setdefault(node.code_text, []).append(node.name)
    several = [found for found in names.values() if len(found) > 1]
    return any(len(set(found)) < len(found) for found in several) and not any(
        not node.account and node.code_text in names for node in nodes if not node.implied
    )


def _repeated(groups: Sequence[Sequence[Node]], columns: Sequence[AmountColumn]) -> set[str]:
    """The columns that repeat an activity's own amount in the row of each of its accounts."""
    found: set[str] = set()
    for column in columns:
        lists = [
            [node.amounts[column.key] for node in group if column.key in node.amounts]
            for group in groups
        ]
        lists = [amounts for amounts in lists if len(amounts) > 1 and any(amounts)]
        alike = bool(lists) and all(len(set(amounts)) == 1 for amounts in lists)
        others = [c for c in columns if c is not column]
        if alike and _sums_up(groups, column, others):
            found.add(column.key)
    return found


def _may_be_repeated(groups: Sequence[Sequence[Node]], columns: Sequence[AmountColumn]) -> bool:
    """Whether the amounts of all activities with several rows are alike in all of these."""
    several = [group for group in groups if any(any(node.amounts.values()) for node in group)]
    return len(several) > 1 and all(
        len({node.amounts.get(column.key) for node in group}) == 1
        for group in several
        for column in columns
    )


def _sums_up(
    groups: Sequence[Sequence[Node]], column: AmountColumn, others: Sequence[AmountColumn]
) -> bool:
    """Whether what a column repeats is the sum of what another has for each account."""
    return any(
        all(
            group[0].amounts.get(column.key)
            == Rupiah.sum(node.amounts.get(other.key, Rupiah(0)) for node in group)
            for group in groups
        )
        for other in others
    )


def _are_whole(groups: Sequence[Sequence[Node]], columns: Sequence[AmountColumn]) -> bool:
    """Whether rows without an account are the sums of those with one, rather than more of them."""
    main = [c.key for c in columns if c.kind is AmountKind.PLAN] or [c.key for c in columns]
    agree = 0
    for group in groups:
        own = [node for node in group if not node.account]
        top = _widest([node for node in group if node.account])
        if len(own) != 1 or not top:
            continue
        sums = [Rupiah.sum(n.amounts.get(key, Rupiah(0)) for n in top) for key in main]
        held = [own[0].amounts.get(key, Rupiah(0)) for key in main]
        agree += 1 if held == sums or not any(held) else -1
    return agree > 0


def _widest(accounts: Sequence[Node]) -> list[Node]:
    """The rows of the widest accounts; what lies below them divides them."""
    paths = {node.account for node in accounts}
    return [n for n in accounts if not any(n.account.startswith(f"{path}.") for path in paths)]


def _put_together(group: Sequence[Node], repeated: set[str], *, whole: bool) -> list[Node]:
    """The rows of one activity as one; more than one if several have no account."""
    own = [node for node in group if not node.account]
    accounts = [node for node in group if node.account]
    if not accounts:
        return list(group)
    if not whole:
        accounts, own = list(group), []
    first = own[0] if own else accounts[0]
    counted = [] if own else _widest(accounts)
    if not own and first not in counted:
        first.amounts = {}
        first.merged += first.counted
        first.counted = []
    for node in accounts:
        if node is not first:
            left_out = repeated & set(first.amounts) if node in counted else set(node.amounts)
            _add(first, node, left_out)
    first.account = ""
    return [first, *own[1:]]


def _add(first: Node, other: Node, left_out: set[str]) -> None:
    for line, amounts in other.counted:
        for rows, keys in ((first.counted, set(amounts) - left_out), (first.merged, left_out)):
            if some := {key: amounts[key] for key in keys if key in amounts}:
                rows.append((line, some))
    for key, amount in other.amounts.items():
        if key in left_out:
            continue
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

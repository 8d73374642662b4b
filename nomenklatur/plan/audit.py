"""Holding a reading to account: every number has a fate, printed totals are not contradicted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.account import Account, ColumnAccount, Fate, Tally
from nomenklatur.plan.plan import AmountKind
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.plan.columns.money import MoneyColumn
    from nomenklatur.plan.plan import Plan
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.reading import RowReading, Section
    from nomenklatur.tables import Row

_SHOWN: Final = 6


def _fates_of(sections: Sequence[Section], reading: RowReading) -> dict[tuple[int, str], Fate]:
    """The fate of each number, by the row (its identity) and the key of the column as printed."""
    rows: list[tuple[Line, Mapping[str, Rupiah], Fate]] = []
    rows += [(part.node.line, part.node.amounts, Fate.PART) for part in reading.parts]
    rows += [(detail.line, detail.amounts, Fate.PART) for detail in reading.details]
    rows += [(line, amounts, Fate.PART) for node in reading.nodes for line, amounts in node.merged]
    for node in reading.tree.declared_nodes:
        fate = Fate.TOTAL if node.rank is Rank.TOTAL else Fate.PARENT
        rows += [(line, amounts, fate) for line, amounts in node.counted]
    for node in reading.tree.item_nodes:
        rows += [(line, amounts, Fate.ITEM) for line, amounts in node.counted]
    keys = {money.amount.key for section in sections for money in section.side.money}
    found = {(id(line), key): Fate.BESIDE for line in reading.beside for key in keys}
    return found | {(id(line), key): fate for line, amounts, fate in rows for key in amounts}


def account_of(sections: Sequence[Section], reading: RowReading) -> Account:
    """The account of a plan."""
    fates = _fates_of(sections, reading)
    tallies: dict[str, dict[Fate, Tally]] = {}
    labels: dict[str, str] = {}
    for section in sections:
        header = section.layout.header
        for money in section.side.money:
            key = money.amount.key
            labels.setdefault(key, money.amount.label)
            tally = tallies.setdefault(key, {})
            for _line, amount, fate in _numbers(section, money, reading, fates):
                tally[fate] = tally.get(fate, Tally()) + amount
            for row in header.below if header is not None else ():
                outside = _amount(row, money.column.index)
                if outside is not None:
                    tally[Fate.OUTSIDE] = tally.get(Fate.OUTSIDE, Tally()) + outside
    return Account(tuple(ColumnAccount(key, labels[key], fates) for key, fates in tallies.items()))


def _numbers(
    section: Section, money: MoneyColumn, reading: RowReading, fates: Mapping[tuple[int, str], Fate]
) -> Iterator[tuple[Line, Rupiah, Fate]]:
    """The numbers in a column of the rows that were read, each with its fate."""
    for line in reading.lines_of(section):
        amount = read_money(line.cell(money.column), money.column.factor).amount
        if amount is not None:
            yield line, amount, fates.get((id(line), money.amount.key), Fate.LEFT_OVER)


def left_over_in(
    sections: Sequence[Section], reading: RowReading
) -> Iterator[tuple[Section, MoneyColumn, list[tuple[Line, Rupiah]]]]:
    """The columns with numbers that nobody knows what they are, and those numbers but zeros."""
    fates = _fates_of(sections, reading)
    for section in sections:
        for money in section.side.money:
            numbers = [
                (line, amount)
                for line, amount, fate in _numbers(section, money, reading, fates)
                if amount and fate is Fate.LEFT_OVER
            ]
            if numbers:
                yield section, money, numbers


def _amount(row: Row, index: int) -> Rupiah | None:
    return read_money(row.cells[index]).amount if index < len(row.cells) else None


def check_account(
    sections: Sequence[Section], reading: RowReading, account: Account
) -> Iterator[Finding]:
    """Numbers that are left over (NK309)."""
    doubtful = {column.key for column in account.columns if column.of(Fate.LEFT_OVER).sum}
    if not doubtful:
        return
    for section, money, numbers in left_over_in(sections, reading):
        if money.amount.key not in doubtful:
            continue
        shown = joined(
            _("{amount} in row {row}").format(amount=amount, row=line.row.number)
            for line, amount in numbers[:_SHOWN]
        )
        yield Finding(
            RULES["NK309"],
            ngettext(
                "{n} number under {label!r} is no activity's and no sum of others: {shown}",
                "{n} numbers under {label!r} are no activity's and no sum of others: {shown}",
                len(numbers),
            ).format(n=len(numbers), label=money.amount.label or money.amount.key, shown=shown),
            section.layout.table.at(numbers[0][0].row, money.column.index),
            _("name the row, or take the number out of the column; it is not counted"),
        )


def check_printed(plan: Plan, reading: RowReading) -> Iterator[Finding]:
    """Printed sums that contradict the reading, and that no single slip explains (NK311).

    A parent that differs from its parts while everything else agrees is a slip of the document.
    """
    main = [column for column in plan.columns if column.kind is AmountKind.PLAN]
    if not main:
        return
    key = main[0].key
    wrong: list[tuple[int, int]] = []
    holds = 0
    for position, node in enumerate(reading.tree.declared_nodes):
        total = plan.declared[position]
        if node.indirect or node.implied or key not in total.amounts or not total.amounts[key]:
            continue
        items = Rupiah.sum(plan.items[i].amounts.get(key, Rupiah(0)) for i in total.items)
        difference = int(total.amounts[key]) - int(items)
        if abs(difference) > (len(total.items) + 1) // 2:
            wrong.append((position, difference))
        elif total.items:
            holds += 1
    if not wrong or _is_a_slip(plan, reading, wrong, holds):
        return
    shown = joined(
        _("{name} prints {printed}, what is below it adds up to {items}").format(
            name=repr(plan.declared[position].name or _("the last row")),
            printed=plan.declared[position].amounts[key],
            items=plan.declared[position].amounts[key] - Rupiah(difference),
        )
        for position, difference in wrong[:_SHOWN]
    )
    yield Finding(
        RULES["NK311"],
        ngettext(
            "{n} of {all} printed sums does not hold: {shown}",
            "{n} of {all} printed sums do not hold: {shown}",
            len(wrong),
        ).format(n=len(wrong), all=len(wrong) + holds, shown=shown),
        plan.declared[wrong[0][0]].place,
        _("see with extract --account whether the rows are read as they are meant"),
    )


def _is_a_slip(
    plan: Plan, reading: RowReading, wrong: Sequence[tuple[int, int]], holds: int
) -> bool:
    """Whether sums that do not hold are slips of single rows, of which the others know nothing."""
    if not holds or len(wrong) > holds:
        return False
    whole = {
        p
        for p, node in enumerate(reading.tree.declared_nodes)
        if node.rank is Rank.TOTAL and len(plan.declared[p].items) == len(plan.items)
    }
    if whole - {p for p, _d in wrong} and len(plan.items) > 1:
        return True  # the grand total agrees with what was read
    totals = [p for p, _d in wrong if reading.tree.declared_nodes[p].rank is Rank.TOTAL]
    for position in totals:
        difference = next(d for p, d in wrong if p == position)
        inside = set(plan.declared[position].items)
        slips = [d for p, d in wrong if p not in totals and set(plan.declared[p].items) <= inside]
        if difference not in {sum(slips), *slips}:
            return False
    return True


def check_levels(plan: Plan, chosen: Level | None) -> Iterator[Finding]:
    """A plan that stands on the level of programs alone (NK310)."""
    if chosen is not None or all(item.code is None for item in plan.items):
        return
    if all(
        item.code is not None and Rank.of(item.code.level) <= Rank.PROGRAM for item in plan.items
    ):
        yield Finding(
            RULES["NK310"],
            _(
                "all {n} rows are programs or above; the plan has no kegiatan, or they were not "
                "found"
            ).format(n=len(plan.items)),
            plan.items[0].place,
            _("give the table of kegiatan, or the columns of their codes and names (--column)"),
        )

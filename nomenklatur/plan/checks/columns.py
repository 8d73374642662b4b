"""What a reader of a plan should know of its columns and hidden parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import N_, Message, _, joined, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.columns.column import is_money
from nomenklatur.plan.plan import AmountKind
from nomenklatur.tables.table import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.plan import AmountColumn, Plan
    from nomenklatur.plan.rows.nodes import Node

_SHOWN: Final = 8
_SAID: Final[Mapping[AmountKind, str]] = {
    AmountKind.BEFORE: N_("before the change, or of the year before"),
    AmountKind.PART: N_("a part"),
    AmountKind.SUM: N_("the sum of the years"),
    AmountKind.REALISATION: N_("what was spent"),
    AmountKind.DIFFERENCE: N_("a difference"),
    AmountKind.OTHER: N_("another amount of the year"),
}
_PLAIN: Final = frozenset({AmountKind.PLAN, AmountKind.REALISATION, AmountKind.DIFFERENCE})


def columns_beside(layout: Layout, plan: Plan) -> Iterator[Finding]:
    """Which column is the plan's own, where another could be taken for it (NK421)."""
    beside = [column for column in plan.columns if column.kind is not AmountKind.PLAN]
    if layout.header is None or all(column.kind in _PLAIN for column in beside):
        return
    own = joined(repr(column.label) for column in plan.main)
    others = joined(
        _("{label!r} ({kind})").format(label=column.label, kind=_(_SAID[column.kind]))
        for column in beside
    )
    yield Finding(
        RULES["NK421"],
        _("the plan's amounts are those under {own}; kept beside them, and not added: {others}")
        .format(own=own, others=others),
        layout.table.at(layout.header.rows[-1]),
    )  # fmt: skip


def missing_amounts(
    layout: Layout, side: Side, items: Sequence[Node], columns: Sequence[AmountColumn]
) -> Iterator[Finding]:
    """Items without an amount where a column asks for one (NK303); an empty column once."""
    missing = [{key for key in node.missing if key not in node.amounts} for node in items]
    empty = set.intersection(*missing) if len(items) > 1 else set()
    labels = {column.key: column.label for column in columns}
    places = {money.amount.key: money.column.index for money in side.money}
    for key in sorted(empty):
        yield Finding(
            RULES["NK303"],
            _("none of the {n} activities has an amount under {label}").format(
                n=len(items), label=repr(labels.get(key) or key)
            ),
            layout.table.at(layout.header.rows[-1], places.get(key))
            if layout.header is not None
            else layout.table.place,
            _("write the amounts, or a dash where there is nothing"),
        )
    for node in items:
        keys = [key for key in node.missing if key not in node.amounts and key not in empty]
        if keys:
            shown = joined(f"{key} ({labels[key]})" if labels.get(key) else key for key in keys)
            yield Finding(
                RULES["NK303"],
                _("{name} has no amount for {columns}; it counts as nothing").format(
                    name=repr(node.name), columns=shown
                ),
                node.place,
                _("write the amount, or a dash if it is nothing"),
            )


def negative_amounts(layout: Layout, side: Side, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Amounts below zero in columns that hold no differences (NK308)."""
    columns = {
        money.amount.key: money.column
        for money in side.money
        if money.amount.kind is not AmountKind.DIFFERENCE
    }
    for node in nodes:
        for key, amount in node.amounts.items():
            if amount < Rupiah(0) and (column := columns.get(key)) is not None:
                place = layout.table.at(node.line.row, column.index)
                yield Finding(
                    RULES["NK308"],
                    _("{name} has {amount} under {label}, which is negative").format(
                        name=repr(node.name), amount=amount, label=repr(column.label or key)
                    ),
                    place if place.column else place.at(column=column.label),
                    _("see whether the minus is meant; it is counted as it stands"),
                )


def hidden_parts(layout: Layout, items: Sequence[Node]) -> Iterator[Finding]:
    """Rows and columns that a workbook hides and that were read (NK420)."""
    header, table = layout.header, layout.table
    if header is None:
        return
    rows = [row.number for row in header.body if row.hidden]
    if rows:
        hidden = [node for node in items if node.line.row.hidden]
        text = ngettext(
            "{n} hidden row was read and counted ({places}): {money}",
            "{n} hidden rows were read and counted ({places}): {money}",
            len(rows),
        ).format(n=len(rows), places=_ranges(rows), money=_money_of(hidden))
        yield Finding(RULES["NK420"], text, table.place.at(row=rows[0]), _(_SHOW))
    columns = [
        column
        for column in layout.columns
        if column.index in table.hidden_columns and column.role is not None
    ]
    if columns:
        named = [f"{column_letters(column.index)} {column.label!r}" for column in columns]
        text = ngettext(
            "{n} hidden column was read: {columns}",
            "{n} hidden columns were read: {columns}",
            len(columns),
        ).format(n=len(columns), columns=joined(shortened(named, _SHOWN)))
        first = next((column for column in columns if is_money(column)), columns[0])
        yield Finding(RULES["NK420"], text, table.at(header.rows[-1], first.index), _(_SHOW))


_SHOW: Final = N_("show them and see whether they are meant; they are counted until then")


def _money_of(hidden: Sequence[Node]) -> Message:
    """What hidden items carry, by column."""
    sums: dict[str, Rupiah] = {}
    for node in hidden:
        for key, amount in node.amounts.items():
            sums[key] = sums.get(key, Rupiah(0)) + amount
    if not sums:
        return _("no money")
    return joined(
        _("{amount} ({column})").format(amount=amount, column=key) for key, amount in sums.items()
    )


def _ranges(numbers: Sequence[int]) -> Message:
    """Row numbers as people write them: ``12 to 14, 20``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    shown = [
        str(run[0]) if len(run) == 1 else _("{first} to {last}").format(first=run[0], last=run[-1])
        for run in found
    ]
    return joined(shortened(shown, _SHOWN))


def shortened(parts: Sequence[str], most: int) -> list[str]:
    """The first parts of a list, and a mark where there are more."""
    return [*parts[:most], "…"] if len(parts) > most else list(parts)

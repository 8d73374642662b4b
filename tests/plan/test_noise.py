"""Whatever a table holds: typed errors only, and no rupiah is lost."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given

from nomenklatur.crosswalk.lampiran import check_mapping, mapping_of
from nomenklatur.errors import NomenklaturError
from nomenklatur.plan import TableKind
from nomenklatur.plan.account import Fate
from nomenklatur.plan.read import check_tables, describe, plans_of
from nomenklatur.plan.rows.lines import read_lines
from nomenklatur.plan.survey import layout_of
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.tables import Document
from tests.strategies.tables import noise

if TYPE_CHECKING:
    from nomenklatur.plan.columns.money import MoneyColumn
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.tables import Table


def _printed(money: MoneyColumn, lines: list[Line]) -> int:
    """The sum of every amount in a column of money."""
    readings = [read_money(line.cell(money.column), money.column.factor) for line in lines]
    return sum(int(reading.amount) for reading in readings if reading.amount is not None)


@given(noise())
def test_every_amount_of_a_table_has_one_fate_and_those_of_items_are_the_plan(
    table: Table,
) -> None:
    layout = layout_of(table)
    lines, _ = read_lines(layout)
    for side, plan in zip(layout.sides, plans_of(table), strict=False):
        for money in side.money:
            account = plan.account.of(money.amount.key)
            assert account is not None
            assert _printed(money, lines) == int(account.sum - account.of(Fate.OUTSIDE).sum)
        counted = sum(int(one.of(Fate.ITEM).sum) for one in plan.account.columns)
        assert counted == sum(int(a) for item in plan for a in item.amounts.values())
        left = any(one.of(Fate.LEFT_OVER).sum for one in plan.account.columns)
        assert left is any(finding.rule.code == "NK309" for finding in plan.findings)


@given(noise())
def test_every_name_of_a_table_is_in_its_plan(table: Table) -> None:
    layout = layout_of(table)
    for plan in plans_of(table):
        printed = Counter(
            text
            for row in table.rows[1:]
            for text in row.texts()
            if text in {"Penyediaan Alat", "PROGRAM PELAYANAN", "JUMLAH"}
        )
        rows = [*plan.items, *plan.declared]
        told = " ".join(
            [
                *(row.name for row in rows),
                *(item.program.name for item in plan.items if item.program),
                *(one.text for row in rows for one in row.indicators),
                *(f"{item.lokasi} {item.sumber_dana} {item.note}" for item in plan.items),
                *(finding.message for finding in plan.findings),
            ]
        )
        held = {column.role for column in layout.columns}
        if len(layout.sides) == 1 and None not in held:
            assert all(name in told for name in printed if _is_read(table, layout, name))


def _is_read(table: Table, layout: object, name: str) -> bool:
    """Whether a name stands in a column of names, where it has to be read."""
    from nomenklatur.plan.texts.headings import Role  # noqa: PLC0415 - here alone

    lines, _ = read_lines(layout)
    names = [column for column in layout.columns if column.role is Role.NAME]
    return any(line.text(column) == name for line in lines for column in names)


@given(noise())
def test_only_typed_errors_are_raised(table: Table) -> None:
    document = Document("noise.csv", (table,))
    describe(document)
    check_tables(document)
    if layout_of(table).kind is TableKind.MAPPING:
        with contextlib.suppress(NomenklaturError):
            check_mapping(mapping_of(table))

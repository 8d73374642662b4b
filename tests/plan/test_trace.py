"""Every cell of a table is accounted for: none is lost between the file and the plan."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from nomenklatur.codes import Code, Scheme
from nomenklatur.money import Rupiah
from nomenklatur.plan.read import plans_of
from nomenklatur.plan.trace import Trace, Use, filled_cells, trace
from nomenklatur.tables import Cell, Document, Row, Table
from tests.conftest import FEW
from tests.strategies.plans import PlanSpec, plan_specs
from tests.strategies.tables import Drawing, draw, drawings, noise, table

BIDANG = Code.parse("1.15", scheme=Scheme.LEGACY)


def document(one: Table) -> Document:
    return Document(one.place.file, (one,))


def sums(found: Trace) -> list[dict[str, int]]:
    """The money of the cells of items, by side and column."""
    keys = [""] if len(found.plans) == 1 else ["left", "right"]
    by_side = []
    for key in keys[: len(found.plans)]:
        totals: Counter[str] = Counter()
        for cell in found.cells:
            if cell.use is Use.ITEM and cell.side == key and cell.amount_key:
                assert isinstance(cell.value, Rupiah)
                totals[cell.amount_key] += int(cell.value)
        by_side.append(dict(totals))
    return by_side


def assert_accounted_for(found: Trace) -> None:
    account = found.account
    assert filled_cells(found.table) == account.cells == len(found.cells)
    assert account.cells == sum(account.uses.values())
    places = Counter((cell.place.row, cell.place.column) for cell in found.cells)
    assert {1} >= set(places.values())
    assert all(cell.findings for cell in found.cells if cell.use is Use.UNREAD)


@given(one=noise())
@settings(max_examples=4 * settings.default.max_examples)
def test_the_cells_of_any_table_are_those_of_its_trace_and_unread_ones_have_a_finding(
    one: Table,
) -> None:
    assert_accounted_for(trace(one, document(one)))


@FEW
@given(spec=plan_specs(), drawing=drawings())
def test_the_money_of_the_traced_cells_is_that_of_the_plan(
    spec: PlanSpec, drawing: Drawing
) -> None:
    one = draw(spec, drawing).table
    found = trace(one, document(one))

    assert_accounted_for(found)
    assert 0 == found.account.unread
    (plan,) = found.plans
    assert [{str(year): spec.total(i) for i, year in enumerate(spec.years)}] == sums(found)
    assert {key.key: int(plan.total(key.key)) for key in plan.columns} == sums(found)[0]


def test_each_table_of_the_seed_is_accounted_for(semarang: Document) -> None:
    for one in semarang.tables:
        found = trace(one, semarang)
        assert_accounted_for(found)
        assert 0 == found.account.unread
        expected = [
            {column.key: int(plan.total(column.key)) for column in plan.columns}
            for plan in plans_of(one, semarang)
        ]
        assert expected == sums(found)


def test_a_cell_knows_its_heading_level_value_and_doubts(semarang: Document) -> None:
    (one,) = [one for one in semarang.tables if one.number == "4.1"]
    cells = {(c.place.row, c.heading): c for c in trace(one, semarang).cells}
    pagu = "Prakiraan Maju Rencana Tahun 2022 Kebutuhan Dana/Pagu Indikatif"

    item = cells[1066, pagu]
    assert (Use.ITEM, "kegiatan", "282.500.000", Rupiah(282_500_000), "2022", ()) == (
        item.use, item.level, item.text, item.value, item.amount_key, item.findings,
    )  # fmt: skip
    program = cells[1065, pagu]
    assert (Use.TOTAL, "program", ("NK301",)) == (program.use, program.level, program.findings)


def test_cells_that_stand_beside_their_headings_are_traced_to_them(semarang: Document) -> None:
    (one,) = [one for one in semarang.tables if one.number == "4.1"]
    cells = [c for c in trace(one, semarang).cells if c.place.row == 1105]
    name = next(c for c in cells if c.text.startswith("PROGRAM PENINGKATAN DAN PENGEMBANGAN"))
    assert ("1", "Urusan/Bidang Urusan Pemerintah Daerah dan Program/Kegiatan") == (
        name.place.column, name.heading,
    )  # fmt: skip
    assert ("NK406",) == name.findings


def test_cells_without_a_heading_and_rows_not_understood_are_unread_with_a_finding() -> None:
    one = table(
        [
            ["Kode", "Uraian", "Pagu 2021"],
            ["", "", "", ""],
            ["1.15.00.16.021", "Air", "1.000", "apa ini?"],
        ]
    )
    found = trace(one, document(one))
    (lost,) = [cell for cell in found.cells if cell.use is Use.UNREAD]
    assert ("apa ini?", 3, "4", ("NK402",), None) == (
        lost.text, lost.place.row, lost.place.column, lost.findings, lost.value,
    )  # fmt: skip
    (plan,) = found.plans
    assert "NK402" in {finding.rule.code for finding in plan.findings}


def test_a_header_that_is_printed_again_and_title_rows_are_counted() -> None:
    header = ["Kode", "Uraian", "Pagu 2021"]
    rows = [
        ["RENCANA KERJA TAHUN 2021"],
        header,
        ["1", "2", "3"],
        ["1.15.00.16.021", "Air", "1.000"],
        header,
        ["1.15.00.16.022", "Gas", "2.000"],
    ]
    one = table(rows)
    repeated = Row(9, tuple(Cell(text) for text in header))
    one = Table(one.rows, one.place, repeated=(repeated,))
    uses = trace(one, document(one)).account.uses
    assert {Use.TITLE: 1, Use.HEADER: 3, Use.REPEATED: 9, Use.ITEM: 6} == uses


def test_a_mapping_is_traced_as_texts_under_their_headings(semarang: Document) -> None:
    (one,) = [one for one in semarang.tables if one.number == "LAMPIRAN"]
    found = trace(one, semarang)
    assert {Use.HEADER, Use.TEXT} == set(found.account.uses)
    assert () == found.plans
    assert any(cell.heading.endswith("KODE") for cell in found.cells)

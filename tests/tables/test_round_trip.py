"""A plan written as a file of any format is read back: no amount changes, no row vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings

from nomenklatur.codes import Code, Scheme
from nomenklatur.plan.read import plan_of
from nomenklatur.plan.trace import filled_cells, trace
from nomenklatur.tables.read import read_bytes
from tests.strategies.documents import KNOW_MERGES, KNOW_PAGES, WRITERS, Sheet, as_ods
from tests.strategies.plans import PlanSpec, plan_specs
from tests.strategies.tables import Drawing, draw, drawings

if TYPE_CHECKING:
    from nomenklatur.tables import Document, Table

BIDANG = Code.parse("1.15", scheme=Scheme.LEGACY)
FEW = settings(max_examples=max(settings.default.max_examples // 2, 10))


def sheet_of(table: Table, spec: PlanSpec, drawing: Drawing, *, merges: bool) -> Sheet:
    """A drawn table to be written; headers of years span the columns below them."""
    rows = [list(row.texts()) for row in table.rows]
    numbers = [row.number for row in table.rows]
    sheet = Sheet(rows, breaks=frozenset(i for i, n in enumerate(numbers) if n in table.breaks))
    if not merges or not drawing.two_rows:
        return sheet
    top = len(drawing.titles)
    first = len(rows[top]) - 2 * len(spec.years)
    for year in range(len(spec.years)):
        sheet.merged[top, first + 2 * year] = (2, 1)
    for column in range(first):
        if rows[top][column]:
            sheet.merged[top, column] = (1, 2)
    return sheet


def written_as(name: str, drawing: Drawing) -> Drawing:
    """A drawing as a format can have it."""
    if name not in KNOW_PAGES:
        return evolve(drawing, breaks=0, cut=False, shift=False, repeat=False)
    if name.startswith("pages."):  # tables of other widths are other tables
        return evolve(drawing, shift=False)
    return drawing


def assert_read_back(data: bytes, name: str, sheet: Sheet, spec: PlanSpec) -> Document:
    document = read_bytes(data, f"renja.{name}")
    (table,) = document.tables
    assert sheet.filled == filled_cells(table)
    plan = plan_of(table, document, bidang=BIDANG)
    years = [str(year) for year in spec.years]
    assert [
        (one.name, program.name, dict(zip(years, one.amounts, strict=True)))
        for program, one in spec.kegiatan
    ] == [
        (
            item.name,
            item.program and item.program.name,
            {k: int(a) for k, a in item.amounts.items()},
        )
        for item in plan
    ]
    found = trace(table, document)
    assert sheet.filled == found.account.cells == len(found.cells)
    assert 0 == found.account.unread
    return document


@pytest.mark.parametrize("name", sorted(WRITERS))
@given(spec=plan_specs(), drawing=drawings())
@FEW
def test_no_amount_changes_and_no_row_vanishes(name: str, spec: PlanSpec, drawing: Drawing) -> None:
    drawing = written_as(name, drawing)
    table = draw(spec, drawing).table
    sheet = sheet_of(table, spec, drawing, merges=name in KNOW_MERGES)
    assert_read_back(WRITERS[name](sheet), name, sheet, spec)


@given(spec=plan_specs(max_programs=2, max_kegiatan=2), drawing=drawings())
@settings(max_examples=8)
def test_no_amount_changes_in_an_ods_workbook(spec: PlanSpec, drawing: Drawing) -> None:
    drawing = written_as("ods", drawing)
    sheet = sheet_of(draw(spec, drawing).table, spec, drawing, merges=True)
    assert_read_back(as_ods(sheet), "ods", sheet, spec)


@pytest.mark.parametrize("name", ["docx", "pages.docx", "html", "pages.html", "txt"])
@given(spec=plan_specs(max_programs=2, max_kegiatan=2), drawing=drawings())
@settings(max_examples=10)
def test_a_table_is_known_by_the_number_above_it(
    name: str, spec: PlanSpec, drawing: Drawing
) -> None:
    drawing = written_as(name, drawing)
    sheet = sheet_of(draw(spec, drawing).table, spec, drawing, merges=False)
    document = assert_read_back(WRITERS[name](sheet), name, sheet, spec)
    assert ["4.1"] == [table.number for table in document.tables]

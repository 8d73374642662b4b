"""The flows and their diagram: nothing lost, nothing overlapping, widths that are money."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Authority, Level
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.html.flows import Flow, Flows, Stop, flows_of
from nomenklatur.report.html.labels import readable, width, wrap
from nomenklatur.report.html.sankey import HAIR, NARROW, WIDE, Bar, Drawing, Style, draw
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status, Translation
from tests.conftest import FEW
from tests.report.semarang import semarang
from tests.report.translations import new, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLES = [WIDE, NARROW]


def sums(flows: Flows, column: str, side: str) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for flow in flows.flows:
        found[getattr(flow, side)] += int(flow.amounts[column])
    return dict(found)


# -- flows -----------------------------------------------------------------------------------


@given(translations(), st.integers(1, 3))
def test_flows_add_up_to_the_plan_however_few_programs_are_shown(
    translation: Translation, most: int
) -> None:
    flows = flows_of(translation, most=most)

    assert len(flows.starts) <= most
    assert len([stop for stop in flows.ends if stop.status is Status.MAPPED]) <= most
    for column in flows.columns:
        assert translation.plan.total(column) == flows.total(column)
        for side, stops in (("start", flows.starts), ("end", flows.ends)):
            for index, amount in sums(flows, column, side).items():
                assert amount == int(stops[index].amounts.get(column, ZERO))


@given(translations())
def test_open_ends_have_the_money_of_their_status(translation: Translation) -> None:
    flows = flows_of(translation)
    for column in flows.columns:
        for status in (Status.AMBIGUOUS, Status.UNMAPPED):
            ends = [stop for stop in flows.ends if stop.status is status]
            amount = Rupiah.sum(stop.amounts.get(column, ZERO) for stop in ends)
            assert translation.money(column, status) == amount


@given(translations())
def test_the_sides_are_the_programs_of_the_budget_trees(translation: Translation) -> None:
    flows = flows_of(translation, most=100)
    old = roll_up(translation, level=Level.PROGRAM, by="old")
    fresh = roll_up(translation, level=Level.PROGRAM)
    programs = {node.code: node for node in fresh.walk() if node.level is Level.PROGRAM}

    assert sorted(node.items for node in old.roots) == sorted(s.items for s in flows.starts)
    for stop in flows.ends:
        if stop.status is Status.MAPPED and stop.code is not None:
            node = programs[stop.code]
            assert node.items == stop.items
            for column in flows.columns:
                assert node.amounts[column] == stop.amounts.get(column, ZERO)


def test_the_semarang_plan_flows_from_seven_programs_to_eight_and_two_open_ends() -> None:
    flows = flows_of(semarang())

    assert [stop.items for stop in flows.starts] == [10, 5, 8, 5, 2, 13, 3]
    assert [str(stop.code) for stop in flows.ends[:-2]] == [f"2.17.0{n}" for n in range(1, 9)]
    lost = [flow for flow in flows.flows if flows.ends[flow.end].status is Status.UNMAPPED]
    assert [(2, 398000)] == [(flow.start, int(flow.amounts["2021"])) for flow in lost]


def test_too_many_programs_flow_between_bidang_urusan() -> None:
    flows = flows_of(semarang(), most=4)

    assert flows.level is Level.BIDANG_URUSAN
    assert ["0.00", "1.15"] == [str(stop.code) for stop in flows.starts]
    assert ["2.17", "None", "None"] == [str(stop.code) for stop in flows.ends]
    assert "KOPERASI" in flows.ends[0].name
    assert [23, 23] == [stop.items for stop in flows.starts]
    assert [0, 1] == sorted(set(flows.start_of))
    assert semarang().plan.total("2021") == flows.total("2021")


def test_programs_without_codes_stay_programs_however_many() -> None:
    base = semarang()
    outcomes = tuple(
        evolve(one, source=None, item=evolve(one.item, code=None)) for one in base.outcomes
    )
    flows = flows_of(evolve(base, outcomes=outcomes), most=4)

    assert flows.level is Level.PROGRAM
    assert [1, 1, 1, 4] == [stop.merged for stop in flows.starts]
    assert semarang().plan.total("2021") == flows.total("2021")


@FEW
@given(translations(), st.integers(1, 3))
def test_every_item_knows_the_stop_that_its_money_starts_from(
    translation: Translation, most: int
) -> None:
    flows = flows_of(translation, most=most)
    for column in flows.columns:
        for index, stop in enumerate(flows.starts):
            items = [
                outcome.item
                for outcome, start in zip(translation, flows.start_of, strict=True)
                if start == index
            ]
            amount = Rupiah.sum(item.amounts.get(column, ZERO) for item in items)
            assert amount == stop.amounts.get(column, ZERO)
            assert len(items) == stop.items


def test_a_program_is_called_as_the_kind_of_region_calls_it() -> None:
    code = new("2.17.01")
    catalog = Catalog(
        CatalogInfo("new"),
        (
            Entry(code, "PENUNJANG PROVINSI", frozenset({Authority.PROVINSI})),
            Entry(code, "PENUNJANG KABUPATEN/KOTA", frozenset({Authority.KABUPATEN_KOTA})),
        ),
    )
    translation = evolve(semarang(), target=catalog)

    assert flows_of(translation).ends[0].name == "PENUNJANG KABUPATEN/KOTA"
    (urusan,) = roll_up(translation, level=Level.PROGRAM).roots
    assert urusan.children[0].children[0].name == "PENUNJANG KABUPATEN/KOTA"


# -- the drawing -----------------------------------------------------------------------------


def made(amounts: list[list[int]]) -> Flows:
    """Flows from each row to each column of a table."""
    flows = tuple(
        Flow(start, end, {"2021": Rupiah(amount)}, 1)
        for start, row in enumerate(amounts)
        for end, amount in enumerate(row)
        if amount
    )

    def stops(count: int, name: str) -> tuple[Stop, ...]:
        return tuple(
            Stop(new(f"2.17.{n + 1:02}"), f"PROGRAM {name} {'PANJANG SEKALI ' * n}", {}, 1)
            for n in range(count)
        )

    return Flows(
        ("2021",), Level.PROGRAM, stops(len(amounts), "LAMA"), stops(len(amounts[0]), "BARU"), flows
    )


tables = st.integers(1, 14).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-(10**6), 10**12) | st.just(0), min_size=columns, max_size=columns),
        min_size=1,
        max_size=14,
    )
)


def drawn(flows: Flows, style: Style) -> Drawing | None:
    return draw(flows, "2021", style, lambda _: "(tanpa nama)")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@given(table=tables)
def test_neither_bars_nor_labels_overlap_and_all_lie_within_the_drawing(
    style: Style, table: list[list[int]]
) -> None:
    drawing = drawn(made(table), style)
    if drawing is None:
        assert all(amount <= 0 for row in table for amount in row)
        return
    for is_start in (True, False):
        side = [bar for bar in drawing.bars if bar.is_start is is_start]
        for spans in (map(bar_span, side), (label_span(bar, style) for bar in side)):
            assert_apart(spans, drawing.height)


def bar_span(bar: Bar) -> tuple[float, float]:
    return bar.y, bar.y + bar.height


def label_span(bar: Bar, style: Style) -> tuple[float, float]:
    top = bar.text_y - style.size
    return top, top + (len(bar.lines) + 1) * style.leading


def assert_apart(spans: Iterable[tuple[float, float]], height: float) -> None:
    ordered = sorted(spans)
    assert ordered[0][0] >= -0.1
    assert ordered[-1][1] <= height + 0.2
    for (_, end), (start, _) in itertools.pairwise(ordered):
        assert end <= start + 0.1


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@given(table=tables)
def test_bands_are_as_wide_as_their_money_and_fill_their_bars(
    style: Style, table: list[list[int]]
) -> None:
    flows = made(table)
    drawing = drawn(flows, style)
    if drawing is None:
        return
    whole = sum(amount for row in table for amount in row if amount > 0)
    thickness: dict[tuple[bool, int], float] = defaultdict(float)
    for band in drawing.bands:
        exact = int(band.flow.amounts["2021"]) / whole * style.body
        assert band.thickness == pytest.approx(max(exact, HAIR))
        thickness[True, band.flow.start] += band.thickness
        thickness[False, band.flow.end] += band.thickness
    for bar in drawing.bars:
        stops = flows.starts if bar.is_start else flows.ends
        index = next(n for n, stop in enumerate(stops) if stop is bar.stop)
        assert bar.height == pytest.approx(thickness[bar.is_start, index], abs=0.01)
    assert len(drawing.hidden) == sum(amount < 0 for row in table for amount in row)


@given(table=tables)
def test_a_band_begins_and_ends_at_its_bars(table: list[list[int]]) -> None:
    flows = made(table)
    drawing = drawn(flows, WIDE)
    if drawing is None:
        return
    bars = {(bar.is_start, id(bar.stop)): bar for bar in drawing.bars}
    for band in drawing.bands:
        start = bars[True, id(flows.starts[band.flow.start])]
        end = bars[False, id(flows.ends[band.flow.end])]
        for bar, top in ((start, band.top[0]), (end, band.top[1])):
            assert bar.y - 0.02 <= top
            assert top + band.thickness <= bar.y + bar.height + 0.02
        x = [float(n) for n in re.findall(r"-?[\d.]+", band.path)][::2]
        assert min(x) == pytest.approx(start.x + start.width)
        assert max(x) == pytest.approx(end.x)


# -- labels ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PROGRAM PELAYANAN IZIN USAHA SIMPAN PINJAM", "Pelayanan Izin Usaha Simpan Pinjam"),
        ("PROGRAM PENGEMBANGAN UMKM", "Pengembangan UMKM"),
        ("Program  Pendidikan   dan Latihan", "Pendidikan dan Latihan"),
        ("PROGRAM USAHA KECIL, DAN USAHA MIKRO (UMKM)", "Usaha Kecil, dan Usaha Mikro (UMKM)"),
        ("PENGELOLAAN SUMBER DAYA AIR (SDA)", "Pengelolaan Sumber Daya Air (SDA)"),
        ("URUSAN PEMERINTAHAN BIDANG KOPERASI", "Koperasi"),
        ("Program", "Program"),
        ("", ""),
        ("Pemberdayaan KSP/USP", "Pemberdayaan KSP/USP"),
    ],
)
def test_a_program_reads_like_a_name(name: str, expected: str) -> None:
    assert expected == readable(name)


@given(
    st.text("abcd EFGH-/(", max_size=200),
    st.floats(40, 400),
    st.sampled_from([11.0, 13.0]),
    st.integers(1, 4),
)
def test_wrapped_lines_fit_and_only_cut_words_are_lost(
    text: str, room: float, size: float, most: int
) -> None:
    lines = wrap(text, room, size, most)

    assert len(lines) <= most
    for line in lines:
        assert width(line, size) <= room
    whole = "".join(text.split())
    if lines and not any(line.endswith("…") for line in lines):
        assert whole == "".join("".join(lines).split())

"""A plan that is drawn as a table in any way is read back as the same plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Code, Scheme
from nomenklatur.plan.read import plan_of
from tests.conftest import FEW
from tests.strategies.plans import PlanSpec, plan_specs
from tests.strategies.tables import FLAT, NO_CODES, NUMBERS, Drawing, draw, drawings

BIDANG = Code.parse("1.15", scheme=Scheme.LEGACY)


@given(spec=plan_specs(), drawing=drawings())
def test_no_item_vanishes_and_no_amount_changes(spec: PlanSpec, drawing: Drawing) -> None:
    plan = plan_of(draw(spec, drawing).table, bidang=BIDANG)
    years = [str(year) for year in spec.years]

    assert years == [column.key for column in plan.columns]
    expected = [
        (one.name, program.name, dict(zip(years, one.amounts, strict=True)))
        for program, one in spec.kegiatan
    ]
    assert expected == [
        (
            item.name,
            item.program.name if item.program else None,
            {key: int(amount) for key, amount in item.amounts.items()},
        )
        for item in plan
    ]


@given(spec=plan_specs(), drawing=drawings())
def test_indicators_targets_and_places_stay_with_their_kegiatan(
    spec: PlanSpec, drawing: Drawing
) -> None:
    plan = plan_of(draw(spec, drawing).table, bidang=BIDANG)
    years = [str(year) for year in spec.years]

    expected = [
        (
            [(text, dict(zip(years, targets, strict=True))) for text, targets in one.indicators],
            one.lokasi,
        )
        for _, one in spec.kegiatan
    ]
    assert expected == [
        ([(one.text, dict(one.targets)) for one in item.indicators], item.lokasi) for item in plan
    ]


@FEW
@given(spec=plan_specs(), drawing=drawings())
def test_every_code_that_is_printed_is_read(spec: PlanSpec, drawing: Drawing) -> None:
    plan = plan_of(draw(spec, drawing).table, bidang=BIDANG)

    codes = [item.code for item in plan if item.code is not None]
    printed = drawing.codes != NO_CODES and not (drawing.codes == NUMBERS and drawing.names == FLAT)
    assert (len(plan) if printed else 0) == len(codes)
    assert sorted(set(codes)) == codes


@given(spec=plan_specs(), drawing=drawings(), data=st.data())
def test_the_sums_that_are_wrong_are_found_and_no_others(
    spec: PlanSpec, drawing: Drawing, data: st.DataObject
) -> None:
    places = [(None, i) for i in range(len(spec.years))]
    places += [(p, i) for p in range(len(spec.programs)) for i in range(len(spec.years))]
    amounts = st.integers(-999, 999).filter(bool)
    errors = data.draw(st.dictionaries(st.sampled_from(places), amounts, max_size=3))

    drawn = draw(spec, drawing, errors)
    plan = plan_of(drawn.table, bidang=BIDANG)

    found = [f.place.row for f in plan.findings if f.rule.code == "NK301"]
    assert drawn.wrong == found


@given(spec=plan_specs(), drawing=drawings())
def test_nothing_is_reported_that_is_not_there(spec: PlanSpec, drawing: Drawing) -> None:
    drawn = draw(spec, drawing)
    plan = plan_of(drawn.table, bidang=BIDANG)

    repairs = {"NK102"} if drawing.codes == NUMBERS else set()
    assert {f.rule.code for f in plan.findings} <= {"NK404", "NK406"} | repairs
    assert drawn.cut == [f.place.row for f in plan.findings if f.rule.code == "NK404"]
    moved = [f for f in plan.findings if f.rule.code == "NK406"]
    assert bool(drawn.shifted) == bool(moved)


@given(spec=plan_specs(), drawing=drawings())
def test_all_money_is_counted_once(spec: PlanSpec, drawing: Drawing) -> None:
    plan = plan_of(draw(spec, drawing).table, bidang=BIDANG)

    expected = [spec.total(i) for i in range(len(spec.years))]
    assert expected == [int(plan.total(str(year))) for year in spec.years]

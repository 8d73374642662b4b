"""Which line holds, in one file and in the files of two people."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.decisions.dates import span_of
from nomenklatur.decisions.lines import write_line
from nomenklatur.decisions.merge import merged, text_of
from nomenklatur.decisions.reading import decisions_of
from tests.decisions.strategies import dates, decided, histories, old

RENSTRA = "Penyusunan Renstra SKPD"
FIRST = "2021-02-03T09:00:00+07:00"
LATER = "2021-02-03T09:00:01+07:00"


def held(*lines: Decision, catalog: str | None = None) -> str | None:
    found = Decisions(lines).get(None, RENSTRA, catalog)
    return found and found.note


@given(histories(), st.randoms())
def test_lines_with_times_say_the_same_in_any_order(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)

    one, other = Decisions(tuple(lines)), Decisions(tuple(shuffled))

    assert set(one) == set(other)
    assert set(one.marks()) == set(other.marks())
    for catalog in (None, "permendagri-90-2019"):
        for code in (None, old("0.00.06.029")):
            for name in ("Rapat", "Renstra"):
                assert one.get(code, name, catalog) == other.get(code, name, catalog)
                assert one.mark(code, name, catalog) == other.mark(code, name, catalog)


@given(histories(), st.integers(0, 12))
def test_two_files_are_joined_by_cat_in_either_order_and_by_merge(lines, cut):
    parts = [lines[:cut], lines[cut:]]
    texts = ["".join(f"{write_line(line)}\n" for line in part).encode() for part in parts]
    read = [decisions_of(text) for text in texts]

    for joined in (texts[0] + texts[1], texts[1] + texts[0]):
        assert set(decisions_of(joined)) == set(Decisions(read[0].lines + read[1].lines))
    assert set(merged(*read)) == set(decisions_of(texts[0] + texts[1]))
    assert merged(*read).lines == merged(*reversed(read)).lines
    assert decisions_of(text_of(merged(*read)).encode()) == merged(*read)


@given(histories())
def test_a_line_that_stands_twice_changes_nothing(lines):
    once, twice = Decisions(tuple(lines)), Decisions((*lines, *lines))

    assert set(once) == set(twice)
    assert set(once.marks()) == set(twice.marks())


def test_the_lower_line_holds_unless_it_is_older_for_sure():
    early, late = decided(date=FIRST, note="early"), decided(date=LATER, note="late")

    assert "late" == held(early, late) == held(late, early)


@pytest.mark.parametrize("date", ["", "2021-02-03", "2021-02-03T10:59:00"])
def test_where_dates_do_not_tell_the_lower_line_holds(date):
    exact, vague = decided(date=FIRST, note="exact"), decided(date=date, note="vague")

    assert "vague" == held(exact, vague)
    assert "exact" == held(vague, exact)


def test_a_day_is_older_for_sure_when_it_is_over_in_all_of_indonesia():
    day = decided(date="2021-02-01", note="day")

    assert "exact" == held(decided(date=FIRST, note="exact"), day)
    assert "exact" == held(day, decided(date=FIRST, note="exact"))


def test_a_withdrawal_takes_back_and_a_later_decision_decides_again():
    back = Decision(RENSTRA, withdrawn=True, date=LATER)

    assert held(decided(note="early"), back) is None
    assert held(back, decided(note="early")) is None
    again = decided(note="again", date="2021-02-04T00:00:00+07:00")
    assert "again" == held(decided(note="early"), back, again)


def test_a_flag_decides_nothing_and_is_lifted_by_a_decision():
    flag = Decision(RENSTRA, flagged=True, date=LATER, note="tanya Bappeda")
    decision = decided(note="early")
    after = decided(note="after", date="2021-02-04T00:00:00+07:00")

    both = Decisions((decision, flag))
    assert "early" == both.get(None, RENSTRA).note
    assert flag == both.mark(None, RENSTRA)
    assert (flag,) == both.marks()
    assert 1 == len(both)
    assert Decisions((decision, flag, after)).mark(None, RENSTRA) is None
    assert Decisions((after, flag)).mark(None, RENSTRA) is None


def test_decisions_on_one_activity_towards_two_catalogs_do_not_meet():
    towards_90 = decided(catalog="permendagri-90-2019@1", note="90")
    towards_2023 = decided(catalog="kepmendagri-900", note="2023", date=LATER)
    lines = (towards_90, towards_2023)

    assert "90" == held(*lines, catalog="permendagri-90-2019")
    assert "2023" == held(*lines, catalog="kepmendagri-900")
    assert held(*lines, catalog="sipd-2027") is None
    assert "2023" == held(*lines)
    assert 2 == len(Decisions(lines))


def test_a_line_without_a_catalog_counts_for_every_catalog():
    anywhere = decided(note="anywhere", date=LATER)
    towards_90 = decided(catalog="permendagri-90-2019", note="90")

    assert "anywhere" == held(towards_90, anywhere, catalog="permendagri-90-2019")
    assert "anywhere" == held(towards_90, anywhere, catalog="sipd-2027")


def test_the_history_of_an_activity_is_every_line_on_it():
    lines = (decided(), decided("Rapat"), decided(date=LATER))

    assert (lines[0], lines[2]) == Decisions(lines).history(None, RENSTRA)


def test_absorbed_without_a_target_is_a_decision():
    line = evolve(decided(), targets=(), relation=Relation.BROAD)

    assert line == Decisions((line,)).get(None, RENSTRA)


@given(dates)
def test_a_date_is_a_span_of_time(date):
    span = span_of(date)

    assert span.earliest <= span.latest
    assert not span.is_before(span)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_time_without_a_zone_is_of_any_zone_of_indonesia(moment):
    span = span_of(moment.isoformat())

    for hours in (7, 8, 9):
        exact = span_of(f"{moment.isoformat()}+0{hours}:00")
        assert span.earliest <= exact.earliest <= span.latest

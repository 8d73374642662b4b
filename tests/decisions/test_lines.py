"""A line says everything, reads well, and is read back as it was."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.decisions import Decision, DecisionError, Proposal, shares_of
from nomenklatur.decisions.lines import read_line, write_line
from nomenklatur.money import Rupiah
from nomenklatur.places import NOWHERE
from tests.decisions.strategies import decided, decisions, new, old


@given(decisions())
def test_what_is_written_is_read_back(decision):
    line = write_line(decision)
    read = read_line(line, NOWHERE)

    assert decision == read
    assert str(decision.code) == str(read.code)
    assert (decision.code is None) == (read.code is None)
    assert "\n" not in line
    assert [line] == line.splitlines()


def test_a_line_reads_well_who_and_when_first():
    decision = Decision(
        "Penyusunan Renstra SKPD",
        Relation.BROAD,
        (Target(new("X.XX.01.2.01.01"), "Penyusunan Dokumen Perencanaan"),),
        old("0.00.06.029"),
        author="Siti",
        date="2020-08-14T09:30:00+07:00",
        catalog="permendagri-90-2019@3f2a",
        legacy="permendagri-13-2006",
        note="bersama Renja — lihat “Renstra”",
        proposed=(Proposal(new("X.XX.01.2.01.01"), 0.61),),
    )

    assert write_line(decision) == (
        '{"author": "Siti", "date": "2020-08-14T09:30:00+07:00", "code": "0.00.06.029", '
        '"name": "Penyusunan Renstra SKPD", "relation": "broad", "targets": '
        '[{"code": "X.XX.01.2.01.01", "name": "Penyusunan Dokumen Perencanaan"}], '
        '"note": "bersama Renja — lihat “Renstra”", "catalog": "permendagri-90-2019@3f2a", '
        '"legacy": "permendagri-13-2006", '
        '"proposed": [{"code": "X.XX.01.2.01.01", "score": 0.61}]}'
    )


def test_a_code_with_two_readings_says_which_it_is():
    program = Code.parse("1.15.01.16", scheme=Scheme.LEGACY, level=Level.PROGRAM)
    kegiatan = Code.parse("1.15.01.16", scheme=Scheme.LEGACY, level=Level.KEGIATAN)

    lines = [json.loads(write_line(Decision("Rapat", Relation.NONE, (), code)))
             for code in (program, kegiatan, old("0.00.01.010"))]  # fmt: skip

    assert ["program", "kegiatan", None] == [line.get("level") for line in lines]


def test_a_split_in_rupiah_is_kept_to_the_rupiah():
    amounts = [Rupiah(1), Rupiah(282_784_998), Rupiah(1)]
    shares = shares_of([int(amount) for amount in amounts])

    assert [Fraction(1, 282_785_000), Fraction(282_784_998, 282_785_000),
            Fraction(1, 282_785_000)] == list(shares)  # fmt: skip
    assert amounts == list(Rupiah.sum(amounts).split(shares))


@pytest.mark.parametrize("amounts", [[], [0, 5], [-1, 5]])
def test_a_split_that_gives_nothing_is_refused(amounts):
    with pytest.raises(DecisionError, match="more than 0 rupiah"):
        shares_of(amounts)


HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
ONE, TWO = new("2.17.06.2.01.01"), new("2.17.06.2.01.02")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "  "}, "neither a code nor a name"),
        ({"relation": None}, "no relation"),
        ({"relation": Relation.EXACT}, "relation exact, and no target"),
        ({"relation": Relation.NONE, "targets": (Target(ONE),)}, "relation none, and targets"),
        ({"flagged": True}, "flagged for a colleague"),
        ({"flagged": True, "relation": None, "withdrawn": True}, "flagged for a colleague"),
        ({"targets": (Target(ONE, share=HALF), Target(TWO, share=THIRD))}, "not to 5/6"),
        ({"targets": (Target(ONE, share=HALF),)}, "not to 1/2"),
        ({"targets": (Target(ONE, share=HALF), Target(TWO))}, "some have none"),
        ({"targets": (Target(ONE), Target(TWO))}, "some have none"),
        ({"targets": (Target(ONE, share=HALF), Target(ONE, share=HALF))}, "named twice"),
        ({"targets": (Target(ONE, share=Fraction(2)), Target(TWO, share=Fraction(-1)))}, "above 0"),
        ({"proposed": (Proposal(ONE, 1.5),)}, "between 0 and 1"),
        ({"date": "14-8-2020"}, "is no date"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(wrong, message):
    known = {"name": "Rapat", "relation": Relation.BROAD} | wrong

    with pytest.raises(DecisionError, match=message):
        Decision(**known)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"relations": "broad"}, "there is no key 'relations'"),
        ({"targets": [{"code": "2.17.06.2.01.01", "share": 0.5}]}, "as a text"),
        ({"targets": [{"code": "2.17.06.2.01.01", "share": "1/0"}]}, "1, 0"),
        ({"targets": [{"code": "2.17.06.2.01.01", "part": "1"}]}, "no key 'part'"),
        ({"targets": ["2.17.06.2.01.01"]}, "no JSON object"),
        ({"targets": {"code": "2.17"}}, "targets is no list"),
        ({"note": 5}, "note is no text"),
        ({"withdrawn": "yes"}, "neither true nor false"),
        ({"code": "1.3"}, "'1.3' is not a code"),
        ({"relation": "sama"}, "'sama' is no relation"),
        ({"proposed": [{"code": "2.17.06.2.01.01", "score": "0,5"}]}, "no probability"),
        ({"code": "1.15.01.16", "scheme": "old"}, "'old' is no scheme"),
    ],
)
def test_a_line_with_a_slip_is_refused_not_guessed(changed, message):
    line = json.loads(write_line(decided())) | changed

    with pytest.raises(DecisionError, match=message):
        read_line(json.dumps(line), NOWHERE)


def test_keys_of_other_programs_are_let_through():
    line = json.loads(write_line(decided())) | {"x-ticket": 17}

    assert decided() == read_line(json.dumps(line), NOWHERE)

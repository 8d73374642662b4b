"""Decisions become a crosswalk that other offices can open, check and trust."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from nomenklatur.codes import Authority
from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.folder import load_crosswalk, save_crosswalk
from nomenklatur.crosswalk.validate import validate
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.decisions.publish import publish
from nomenklatur.errors import ConfigError
from tests.decisions.desk import CATALOG, NAMES, translated
from tests.decisions.strategies import decided, old
from tests.translate.small import SOURCE

HARI, KESEHATAN, RAPAT, STUDI = NAMES
A, B = "2.17.06.2.01.03", "2.17.04.2.01.01"
CODES = {HARI: old("1.15.00.18.022"), KESEHATAN: old("1.15.00.18.021")}
KNOWN = {"catalog": "new@1", "legacy": "old"}


def lines() -> tuple[Decision, ...]:
    return (
        decided(HARI, A, B, code=CODES[HARI], note="dibagi", **KNOWN),
        Decision(KESEHATAN, Relation.NONE, (), CODES[KESEHATAN], author="Budi",
                 date="2021-03-05", **KNOWN),
        decided(RAPAT, A, **KNOWN),
        Decision(STUDI, flagged=True, **KNOWN),
        decided("Dicabut", A, code=old("1.15.00.18.024"), **KNOWN),
        Decision("Dicabut", code=old("1.15.00.18.024"), withdrawn=True, date="2021-04-01",
                 **KNOWN),
    )  # fmt: skip


def test_the_decisions_in_force_are_its_rows():
    published = publish(Decisions(lines()))

    info = published.crosswalk.info
    assert ("old--new", "old", "new") == (info.id, info.source, info.target)
    assert ("Siti, Budi", "2021-03-05") == (info.author, info.date)
    budi, siti = published.crosswalk
    assert [CODES[KESEHATAN], CODES[HARI]] == [budi.source, siti.source]
    assert (Relation.NONE, "Budi", "2021-03-05") == (budi.relation, budi.author, budi.date)
    assert [Fraction(1, 2)] * 2 == [target.share for target in siti.targets]
    assert ("dibagi", 1.0, "decided by Siti") == (siti.note, siti.score, siti.justification)
    assert [RAPAT] == [one.name for one in published.without_code]


def test_a_saved_one_is_loaded_validates_and_translates_as_the_decisions_do(tmp_path):
    decisions = Decisions(lines())
    published = publish(decisions, author="Dinas Koperasi", authority=Authority.KABUPATEN_KOTA)

    save_crosswalk(published.crosswalk, tmp_path / "peta")
    loaded = load_crosswalk(tmp_path / "peta")

    assert list(published.crosswalk) == list(loaded)
    errors = [f for f in validate(loaded, target=CATALOG) if f.severity.value == "error"]
    assert [] == errors
    one = translated(HARI, KESEHATAN, decisions=decisions)
    other = translated(HARI, KESEHATAN, crosswalks=(loaded,))
    assert [o.targets for o in one] == [o.targets for o in other]
    assert [o.status for o in one] == [o.status for o in other]
    assert SOURCE.id == loaded.info.source


@pytest.mark.parametrize(
    ("changed", "options", "message"),
    [
        ({"catalog": ""}, {}, "do not say which catalog their target entries are of"),
        ({"legacy": ""}, {}, "do not say which catalog their activities are of"),
        ({"catalog": "new@1"}, {"target": "lain", "source": "old"}, None),
    ],
)
def test_catalogs_that_the_lines_do_not_name_have_to_be_said(changed, options, message):
    decisions = Decisions(tuple(evolve(line, **changed) for line in lines()))

    if message is None:
        assert 0 == len(publish(decisions, **options).crosswalk)
        return
    with pytest.raises(ConfigError, match=message):
        publish(decisions, **options)
    assert 2 == len(publish(decisions, source="old", target="new").crosswalk)


def test_decisions_towards_two_catalogs_are_published_one_at_a_time():
    both = Decisions((*lines(), decided(HARI, A, code=CODES[HARI], catalog="lain", legacy="old")))

    with pytest.raises(ConfigError, match="of several catalogs: lain, new"):
        publish(both)
    assert 1 == len(publish(both, target="lain").crosswalk)

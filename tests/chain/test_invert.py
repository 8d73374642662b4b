"""Crosswalks read backwards."""

from __future__ import annotations

from fractions import Fraction

from nomenklatur.codes import Authority
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.crosswalk.invert import invert
from tests.chain.crosswalks import code, ends, row, walk
from tests.diff.made_up import ROADS, catalog

PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA


def test_a_row_is_turned_round_with_its_names_and_its_score() -> None:
    crosswalk = walk("a", "b", row(1, Target(code(2), "Baru"), name="Lama", score=0.9))
    back = invert(crosswalk)
    (found,) = back
    assert (back.info.id, back.info.source, back.info.target) == ("b--a", "b", "a")
    assert (found.source, found.source_name) == (code(2), "Baru")
    assert found.targets == (Target(code(1), "Lama"),)
    assert (found.relation, found.score) == (Relation.EXACT, 0.9)


def test_what_merged_splits_again_the_closest_first_and_nobody_has_decided_the_shares() -> None:
    absorbed = row(1, 9, name="Kecil", relation=Relation.BROAD, score=0.7)
    crosswalk = walk("a", "b", absorbed, row(2, 9, name="Besar", score=0.9))
    (found,) = invert(crosswalk)
    assert ends(found) == ["02", "01"]
    assert [target.share for target in found.targets] == [None, None]
    assert (found.relation, found.score) == (Relation.CLOSE, 0.7)
    assert "1.03.10.2.01.01 Kecil (broad)" in found.note


def test_what_split_merges_and_loses_its_shares() -> None:
    half = Fraction(1, 2)
    split = row(1, Target(code(2), share=half), Target(code(3), share=half))
    back = invert(walk("a", "b", split))
    assert [ends(found) for found in back] == [["01"], ["01"]]
    assert {Relation.CLOSE} == {found.relation for found in back}
    assert {None} == {target.share for found in back for target in found.targets}


def test_a_row_without_target_has_no_way_back() -> None:
    assert [] == list(invert(walk("a", "b", row(1, relation=Relation.NONE))))


def test_with_the_catalog_entries_that_were_nothing_before_are_named() -> None:
    back = invert(walk("a", "older", row(1, 2)), target=catalog(ROADS))
    assert {entry.code for entry in catalog(ROADS)} == {found.source for found in back}
    new = [found for found in back if not found.targets]
    assert len(new) == len(ROADS) - 1
    assert {Relation.NONE} == {found.relation for found in new}


def test_kinds_of_region_stay_apart() -> None:
    crosswalk = walk("a", "b", row(1, 9, authority=PROVINSI), row(2, 9, authority=KABKOTA))
    assert {PROVINSI: ["01"], KABKOTA: ["02"]} == {
        found.authority: ends(found) for found in invert(crosswalk)
    }


def test_a_row_for_every_kind_of_region_joins_those_of_each_kind() -> None:
    crosswalk = walk("a", "b", row(1, 9), row(2, 9, authority=KABKOTA))
    (found,) = invert(crosswalk)
    assert (found.authority, sorted(ends(found))) == (KABKOTA, ["01", "02"])

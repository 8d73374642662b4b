"""Two crosswalks one after the other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nomenklatur.codes import Authority
from nomenklatur.crosswalk import Crosswalk, Mapping, Relation, Target
from nomenklatur.crosswalk.compose import compose, composition, identity
from nomenklatur.errors import CrosswalkError
from tests.chain.crosswalks import code, ends, row, walk
from tests.diff.made_up import ROADS, catalog

EXACT, CLOSE, BROAD, NONE = Relation.EXACT, Relation.CLOSE, Relation.BROAD, Relation.NONE
PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA


def joined(first: Mapping, *second: Mapping) -> Mapping:
    """The one row that comes of a row and the next crosswalk."""
    (only,) = compose(walk("a", "b", first), walk("b", "c", *second))
    return only


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (EXACT, EXACT, EXACT),
        (EXACT, CLOSE, CLOSE),
        (CLOSE, EXACT, CLOSE),
        (CLOSE, CLOSE, CLOSE),
        (EXACT, BROAD, BROAD),
        (CLOSE, BROAD, BROAD),
        (BROAD, EXACT, BROAD),
        (None, EXACT, None),
    ],
)
def test_the_weaker_relation_holds(
    first: Relation | None, second: Relation, expected: Relation | None
) -> None:
    found = joined(row(1, 2, relation=first), row(2, 3, relation=second))
    assert found.relation is expected
    assert ends(found) == ["03"]


def test_scores_multiply() -> None:
    assert joined(row(1, 2, score=0.9), row(2, 3, score=0.8)).score == pytest.approx(0.72)


def test_a_score_that_nobody_gave_is_left_out() -> None:
    assert joined(row(1, 2), row(2, 3, score=0.8)).score == pytest.approx(0.8)
    assert joined(row(1, 2, score=0.9), row(2, 3)).score == pytest.approx(0.9)
    assert joined(row(1, 2), row(2, 3)).score is None


def test_a_split_fans_out_and_its_shares_multiply() -> None:
    half = Fraction(1, 2)
    first = row(1, Target(code(2), share=half), Target(code(3), share=half))
    second = row(2, Target(code(4), share=Fraction(1, 3)), Target(code(5), share=Fraction(2, 3)))
    found = joined(first, second, row(3, 6))
    assert ends(found) == ["04", "05", "06"]
    assert [target.share for target in found.targets] == [
        Fraction(1, 6),
        Fraction(1, 3),
        Fraction(1, 2),
    ]


def test_ways_that_meet_are_one_target_and_their_shares_add_up() -> None:
    half = Fraction(1, 2)
    first = row(1, Target(code(2), share=half), Target(code(3), share=half))
    found = joined(first, row(2, 4), row(3, 4))
    assert ends(found) == ["04"]
    assert found.targets[0].share == 1


def test_shares_that_nobody_decided_stay_undecided() -> None:
    found = joined(row(1, 2, 3), row(2, 4), row(3, 5))
    assert [target.share for target in found.targets] == [None, None]


def test_merges_fan_in() -> None:
    found = compose(walk("a", "b", row(1, 3), row(2, 3)), walk("b", "c", row(3, 4)))
    assert [ends(mapping) for mapping in found] == [["04"], ["04"]]


def test_what_has_no_home_has_none_later() -> None:
    assert joined(row(1, relation=NONE, score=0.7), row(2, 3)).relation is NONE
    gone = joined(row(1, 2, score=0.9), row(2, relation=NONE, score=0.5))
    assert (gone.relation, gone.targets) == (NONE, ())
    assert gone.score == pytest.approx(0.45)
    assert "has no home" in gone.note


def test_an_absorption_without_a_target_stays_one() -> None:
    absorbed = row(1, relation=BROAD, keterangan="Masuk Rincian Belanja")
    assert joined(absorbed, row(2, 3)) == absorbed


def test_a_broken_link_is_a_finding_and_the_row_says_where_the_way_ends() -> None:
    composed = composition(walk("a", "b", row(1, 2, name="Jalan")), walk("b", "c", row(5, 6)))
    (found,) = composed.crosswalk
    assert (found.relation, found.targets) == (None, ())
    assert "the way ends at 1.03.10.2.01.02" in found.note
    (finding,) = composed.findings
    assert finding.rule.code == "NK222"
    assert "1.03.10.2.01.01 Jalan became 1.03.10.2.01.02" in finding.message


def test_a_split_that_arrives_in_part_has_no_shares_any_more() -> None:
    half = Fraction(1, 2)
    first = row(1, Target(code(2), share=half), Target(code(3), share=half))
    composed = composition(walk("a", "b", first), walk("b", "c", row(2, 4)))
    (found,) = composed.crosswalk
    assert ends(found) == ["04"]
    assert found.targets[0].share is None
    assert len(composed.findings) == 1


def test_a_code_that_the_next_crosswalk_knows_as_something_else_breaks_the_link() -> None:
    first = row(1, Target(code(2), "Penyediaan Jasa Komunikasi"))
    second = row(2, 3, name="Pengamanan Barang Milik Daerah")
    composed = composition(walk("a", "b", first), walk("b", "c", second))
    assert composed.crosswalk.mappings[0].targets == ()
    assert "as Pengamanan Barang Milik Daerah" in composed.findings[0].message


def test_of_two_rows_on_one_code_the_one_of_the_right_name_is_followed() -> None:
    first = row(1, Target(code(2), "Penyediaan Jasa Komunikasi"))
    found = joined(
        first,
        row(2, 3, name="Pengamanan Barang Milik Daerah"),
        row(2, 4, name="Penyediaan Jasa Komunikasi"),
    )
    assert ends(found) == ["04"]


def test_kinds_of_region_are_followed_apart() -> None:
    first = walk("a", "b", row(1, 2))
    second = walk("b", "c", row(2, 3, authority=PROVINSI), row(2, 4, authority=KABKOTA))
    found = compose(first, second)
    assert {PROVINSI: ["03"], KABKOTA: ["04"]} == {row.authority: ends(row) for row in found}


def test_a_row_for_one_kind_of_region_follows_rows_for_every_kind() -> None:
    found = joined(row(1, 2, authority=KABKOTA), row(2, 3))
    assert (found.authority, ends(found)) == (KABKOTA, ["03"])


def test_the_justification_tells_the_whole_way() -> None:
    first = row(1, 2, justification="moved")
    found = joined(first, row(2, 3, justification="renamed", relation=CLOSE))
    assert found.justification == "moved; then 1.03.10.2.01.02 close: renamed"


def test_crosswalks_that_do_not_follow_each_other_cannot_be_composed() -> None:
    with pytest.raises(CrosswalkError, match="a--b leads to b, and c--d begins at c"):
        compose(walk("a", "b"), walk("c", "d"))


def test_composing_with_an_identity_changes_nothing() -> None:
    roads = catalog(ROADS)
    rows = [
        Mapping(
            entry.code,
            entry.name,
            CLOSE,
            (Target(entry.code, entry.name),),
            score=0.8,
            justification="why",
            keterangan="Sesuai",
        )
        for entry in roads
    ]
    crosswalk: Crosswalk = walk("older", "older", *rows)
    assert compose(crosswalk, identity(roads)).mappings == crosswalk.mappings
    assert compose(identity(roads), crosswalk).mappings == crosswalk.mappings

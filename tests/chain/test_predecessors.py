"""Predecessors that a catalog names, held against the comparison of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code
from nomenklatur.crosswalk import Mapping, Relation, Target
from nomenklatur.crosswalk.derive import derive
from nomenklatur.crosswalk.predecessors import Verdict, judge_predecessors
from tests.chain.crosswalks import BASE, walk
from tests.diff.made_up import ROADS, catalog, changed

if TYPE_CHECKING:
    from nomenklatur.crosswalk.predecessors import Judged

OLDER = changed(
    ROADS,
    s11="Fasilitasi Sertifikasi Produk",
    s12="Penyediaan Tempat Promosi",
    s13="Pemberdayaan Rekreasi",
)
NEWER = changed(
    ROADS,
    "1.03.10.2.01.04",
    s21="Fasilitasi Sertifikasi dan Standardisasi Produk",
    s22="Penyediaan Tempat Promosi Usaha",
    s23="Survei Kondisi dan Leger Jalan",
    s24="Integrasi Basis Data Tunggal",
)


def judged(*pairs: tuple[int, int]) -> dict[int, Judged]:
    """The verdicts on pairs of predecessor and successor, by the predecessor's number."""
    older, newer = catalog(OLDER), catalog(NEWER, "newer")
    rows = []
    for old, new in pairs:
        one, other = Code.parse(f"{BASE}.{old:02}"), Code.parse(f"{BASE}.{new:02}")
        name = OLDER[str(one)]
        rows.append(Mapping(one, name, Relation.CLOSE, (Target(other, NEWER[str(other)]),)))
    found = judge_predecessors(walk("sebelumnya", "newer", *rows), newer, source=older)
    return {int(each.mapping.source.sub or 0): each for each in found}


def test_a_predecessor_that_names_confirm_is_reproduced() -> None:
    (only,) = judged((11, 21)).values()
    assert only.verdict is Verdict.REPRODUCED
    assert [] == list(only.findings())


def test_a_predecessor_with_an_unlike_name_is_doubtful_and_reported() -> None:
    (only,) = judged((13, 24)).values()
    assert only.verdict is Verdict.DOUBTFUL
    (finding,) = only.findings()
    assert finding.rule.code == "NK221"


def test_a_predecessor_that_another_entry_fits_better_is_contradicted() -> None:
    (only,) = judged((12, 24)).values()
    assert only.verdict is Verdict.CONTRADICTED
    assert only.better is not None
    assert only.better.name == "Penyediaan Tempat Promosi Usaha"
    assert [finding.rule.code for finding in only.findings()] == ["NK221"]


def test_two_predecessors_that_have_each_others_successors_are_swapped() -> None:
    found = judged((11, 22), (12, 21))
    assert {Verdict.SWAPPED} == {each.verdict for each in found.values()}
    assert ["NK212", "NK212"] == [f.rule.code for each in found.values() for f in each.findings()]
    (finding,) = found[11].findings()
    assert "Fasilitasi Sertifikasi dan Standardisasi Produk" in finding.suggestion


def test_a_predecessor_that_lives_on_is_reported_as_such() -> None:
    (only,) = judged((5, 23)).values()
    assert only.active
    assert "NK213" in [finding.rule.code for finding in only.findings()]


@pytest.mark.parametrize(("old", "new", "relation"), [(13, 24, Relation.CLOSE)])
def test_a_named_successor_fills_a_row_that_names_left_empty(
    old: int, new: int, relation: Relation
) -> None:
    source = Code.parse(f"{BASE}.{old}")
    target = Code.parse(f"{BASE}.{new}")
    named = Mapping(source, OLDER[str(source)], None, (Target(target, NEWER[str(target)]),))
    derivation = derive(
        catalog(OLDER), catalog(NEWER, "newer"), predecessors=walk("x", "newer", named)
    )
    (found,) = derivation.crosswalk.get(source)
    assert found.relation is relation
    assert [end.code for end in found.targets] == [target]
    assert "newer names it as the predecessor" in found.justification
    assert found.score == pytest.approx(0.5)


def test_a_contradicted_predecessor_leaves_the_row_and_is_told_in_it() -> None:
    source, wrong = Code.parse(f"{BASE}.12"), Code.parse(f"{BASE}.24")
    named = Mapping(source, OLDER[str(source)], None, (Target(wrong, NEWER[str(wrong)]),))
    derivation = derive(
        catalog(OLDER), catalog(NEWER, "newer"), predecessors=walk("x", "newer", named)
    )
    (found,) = derivation.crosswalk.get(source)
    assert [str(end.code) for end in found.targets] == [f"{BASE}.22"]
    assert "which is contradicted" in found.justification
    assert "NK221" in [finding.rule.code for finding in derivation.findings]


def test_a_confirmed_predecessor_makes_its_row_surer() -> None:
    source, target = Code.parse(f"{BASE}.11"), Code.parse(f"{BASE}.21")
    named = Mapping(source, OLDER[str(source)], None, (Target(target, NEWER[str(target)]),))
    older, newer = catalog(OLDER), catalog(NEWER, "newer")
    plain = derive(older, newer).crosswalk.get(source)[0]
    sure = derive(older, newer, predecessors=walk("x", "newer", named)).crosswalk.get(source)[0]
    assert plain.targets == sure.targets
    assert (sure.score or 0) > (plain.score or 0)


def test_without_rows_there_is_nothing_to_judge() -> None:
    assert judge_predecessors(walk("x", "newer"), catalog(NEWER, "newer")) == ()

"""What people decided helps the next activity of a similar name, and says who decided."""

from __future__ import annotations

from attrs import evolve

from nomenklatur.codes import Authority, Code
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.mapper import Mapper
from nomenklatur.match import Engine
from nomenklatur.match.precedents import precedents_of
from nomenklatur.money import Rupiah
from nomenklatur.plan import AmountColumn, Plan, PlanItem
from nomenklatur.translation import Method
from tests.match.small import koperasi, small_catalog

SMALL = small_catalog()
NAME = "Penyelenggaraan promosi produk usaha mikro kecil menengah"
SIMILAR = "Penyelenggaraan pameran promosi produk usaha mikro kecil menengah"
OTHER = "Pelatihan manajemen koperasi"
THERE = "2.17.07.2.01.03"


def decision(name: str = NAME, code: str = THERE, **more: str) -> Decision:
    target = Target(Code.parse(code))
    return Decision(name, Relation.EXACT, (target,), author="Siti", **more)


def engine(*decisions: Decision) -> Engine:
    found = precedents_of((), decisions, SMALL.id)
    return Engine(SMALL, authority=Authority.KABUPATEN_KOTA, precedents=found)


def score(matcher: Engine, name: str) -> float:
    found = {str(one.entry.code): one.score for one in matcher.match(koperasi(name), 20)}
    return found.get(THERE, 0.0)


def test_the_same_name_gains_most_a_similar_one_less_and_another_nothing():
    untaught, taught = engine(), engine(decision())

    gains = [score(taught, name) - score(untaught, name) for name in (NAME, SIMILAR, OTHER)]

    assert gains[0] > gains[1] > 0 == gains[2]


def test_the_evidence_says_who_decided_and_on_what():
    taught = engine(decision())

    def said(name: str) -> list[str]:
        (one,) = (c for c in taught.match(koperasi(name), 20) if str(c.entry.code) == THERE)
        return [reason.text for reason in one.evidence if "Siti" in reason.text]

    assert ["Siti took the same name there"] == said(NAME)
    assert [f"Siti took {NAME} there"] == said(SIMILAR)


def test_a_similar_name_with_another_decisive_word_does_not_count():
    taught = engine(decision("Pembangunan gedung kantor koperasi dan usaha mikro"))
    name = "Rehabilitasi gedung kantor koperasi dan usaha mikro"

    assert score(engine(), name) == score(taught, name)


def test_rows_of_crosswalks_speak_for_their_own_names_only():
    taught = engine(decision())
    published = evolve(
        taught, precedents=tuple(evolve(one, is_decision=False) for one in taught.precedents)
    )

    assert score(engine(), SIMILAR) == score(published, SIMILAR)
    assert score(taught, NAME) == score(published, NAME)


def test_withdrawn_flagged_and_foreign_decisions_are_no_precedents_of_a_mapper():
    plan = Plan(
        (PlanItem(SIMILAR, amounts={"2021": Rupiah(1)}),), (AmountColumn("2021", year=2021),)
    )

    def suggested(*lines: Decision) -> list[str]:
        mapper = Mapper(
            SMALL, decisions=Decisions(lines), authority=Authority.KABUPATEN_KOTA,
            steps=frozenset({Method.DECISION, Method.FUZZY}),
        )  # fmt: skip
        (outcome,) = mapper.translate(plan).outcomes
        texts = [reason.text for one in outcome.candidates for reason in one.evidence]
        return [text for text in texts if "Siti" in text]

    assert [f"Siti took {NAME} there"] == suggested(decision())
    assert [] == suggested(decision(), Decision(NAME, withdrawn=True, author="Siti"))
    assert [] == suggested(Decision(NAME, flagged=True, author="Siti"))
    assert [] == suggested(decision(catalog="lain@1"))

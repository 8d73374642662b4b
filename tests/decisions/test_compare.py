"""Two reviewers beside each other."""

from __future__ import annotations

from attrs import evolve

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.decisions.compare import compare, status_of, target_of
from nomenklatur.money import Rupiah
from tests.decisions.desk import NAMES, translated
from tests.decisions.strategies import decided, old

HARI, KESEHATAN, RAPAT, STUDI = NAMES
A, B = "2.17.06.2.01.03", "2.17.06.2.01.04"
NONE = Decision(STUDI, Relation.NONE, author="Budi")


def both(*pairs: tuple[Decision, Decision]) -> tuple[Decisions, Decisions]:
    one, other = zip(*pairs, strict=True)
    return Decisions(one), Decisions(other)


def test_what_both_decided_is_compared_and_what_one_decided_is_counted():
    one = Decisions((decided(HARI, A), decided(RAPAT, A), decided(KESEHATAN, A)))
    other = Decisions((decided(RAPAT, B), decided(HARI, A), NONE))

    found = compare(one, other)

    assert [HARI, RAPAT] == [pair.one.name for pair in found.pairs]
    assert [KESEHATAN] == [line.name for line in found.only_one]
    assert [STUDI] == [line.name for line in found.only_other]
    assert [RAPAT] == [pair.one.name for pair in found.disagreements]
    assert (2, 1) == (found.target.items, found.target.same)
    assert (2, 2) == (found.status.items, found.status.same)


def test_marks_and_withdrawals_are_no_decisions():
    one = Decisions((decided(HARI, A), Decision(HARI, withdrawn=True, date="2021-03-01")))
    other = Decisions((decided(HARI, A), Decision(RAPAT, flagged=True)))

    found = compare(one, other)

    assert ((), (), 1) == (found.pairs, found.only_one, len(found.only_other))
    assert found.target.kappa is None


def test_the_relation_and_the_spelling_of_an_office_code_are_no_disagreement():
    exact = decided(HARI, "2.17.01.2.03.10")
    absorbed = evolve(decided(HARI, "X.XX.01.2.03.10"), relation=Relation.BROAD)

    assert () == compare(*both((exact, absorbed))).disagreements


def test_a_split_is_the_places_and_their_shares():
    halves, one = decided(HARI, A, B), decided(HARI, A)
    reversed_ = evolve(halves, targets=tuple(reversed(halves.targets)))

    assert target_of(halves) == target_of(reversed_)
    assert target_of(halves) != target_of(one)


def test_absorbed_without_a_place_and_no_home_are_judgements_of_their_own():
    absorbed = Decision(HARI, Relation.BROAD)

    assert ("mapped", "absorbed", "none") == tuple(
        map(status_of, (decided(HARI, A), absorbed, NONE))
    )
    assert 3 == len({target_of(one) for one in (decided(HARI, A), absorbed, NONE)})


def test_decisions_towards_two_catalogs_are_compared_each_with_its_own():
    one = Decisions((decided(HARI, A, catalog="x@1"), decided(HARI, B, catalog="y")))
    other = Decisions((decided(HARI, A, catalog="x@2"), decided(HARI, A, catalog="z")))

    found = compare(one, other)

    assert [True] == [pair.agrees for pair in found.pairs]
    assert [["y"], ["z"]] == [
        [line.catalog for line in lines] for lines in (found.only_one, found.only_other)
    ]


def test_the_money_at_stake_is_that_of_the_plan_and_the_most_expensive_comes_first():
    plan = translated()  # 1, 10, 100 and 1,000 rupiah
    pairs = [(decided(name, A), decided(name, B)) for name in (HARI, RAPAT)]
    pairs += [(decided(KESEHATAN, A),) * 2, (decided("Tidak Ada di Rencana", A),) * 2]

    found = compare(*both(*pairs), translation=plan)

    assert [RAPAT, HARI] == [pair.one.name for pair in found.disagreements]
    assert {"2021": Rupiah(101)} == found.money(found.disagreements)
    assert {"2021": Rupiah(111)} == found.money(found.pairs)
    assert ("2021",) == found.columns


def test_groups_are_by_the_bidang_of_the_old_code_and_the_program_of_the_plan():
    code = old("1.15.00.18.022")
    pairs = [
        (decided(HARI, A, code=code), decided(HARI, A, code=code)),
        (decided(RAPAT, A), decided(RAPAT, B)),
    ]

    plain = compare(*both(*pairs))
    planned = compare(*both(*pairs), translation=translated())

    assert {"-": 0, "1.15": 1} == {k: v.same for k, v in plain.by(lambda p: p.bidang).items()}
    assert ["-", "1.15.00.18"] == list(plain.by(lambda pair: pair.program))
    assert ["Program Peningkatan Kualitas Kelembagaan Koperasi"] == list(
        planned.by(lambda pair: pair.program)
    )


def test_an_activity_without_a_code_has_the_bidang_that_the_plan_s_row_is_recognised_in():
    pairs = [(decided(HARI, A), decided(HARI, A))]

    found = compare(*both(*pairs), translation=translated())

    assert ["1.15"] == list(found.by(lambda pair: pair.bidang))

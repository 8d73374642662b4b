from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog import Entry
from nomenklatur.codes import Authority
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.names import similarity
from nomenklatur.plan import ProgramRef
from nomenklatur.translation import Candidate, Method, Status
from tests.translate.small import (
    CROSSWALK,
    KANTOR,
    SOURCE,
    KnowsOneName,
    item,
    mapper,
    new,
    old,
    plan,
)


def rules(findings):
    return [finding.rule.code for finding in findings]


def test_a_crosswalk_row_maps_an_item_that_was_recognised_by_program_and_name():
    outcome = mapper().translate(plan(item("Penilaian Kesehatan Koperasi", 100))).outcomes[0]

    assert (outcome.status, outcome.method, outcome.relation) == (
        Status.MAPPED,
        Method.CROSSWALK,
        Relation.EXACT,
    )
    assert [str(target.code) for target in outcome.targets] == ["2.17.04.2.01.01"]
    assert outcome.targets[0].amounts == {"2021": Rupiah(100)}
    assert str(outcome.source.entry.code) == "1.15.00.18.021"


def test_xxx_is_resolved_to_the_bidang_that_the_plan_goes_to():
    translation = mapper().translate(
        plan(
            item("Penilaian Kesehatan Koperasi", 1),
            item("Penyediaan Alat Tulis Kantor", 2, program=KANTOR),
        )
    )

    assert str(translation.bidang) == "2.17"
    assert str(translation.outcomes[1].targets[0].code) == "2.17.01.2.03.10"
    assert str(translation.outcomes[1].targets[0].entry.code) == "X.XX.01.2.03.10"


def test_a_bidang_that_the_user_names_beats_the_one_that_the_plan_goes_to():
    plan_ = plan(
        item("Penilaian Kesehatan Koperasi", 1),
        item("Penyediaan Alat Tulis Kantor", 2, program=KANTOR),
    )

    translation = mapper().translate(plan_, bidang=new("1.02"))

    assert str(translation.outcomes[1].targets[0].code) == "1.02.01.2.03.10"


def test_xxx_stays_where_no_bidang_is_known():
    translation = mapper().translate(plan(item("Penyediaan Alat Tulis Kantor", 2, program=KANTOR)))

    assert translation.bidang is None
    assert str(translation.outcomes[0].targets[0].code) == "X.XX.01.2.03.10"


def test_an_absorption_without_a_target_is_ambiguous_with_candidates():
    name = "Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah"

    outcome = mapper().translate(plan(item(name, 282785000, program=KANTOR, line=9))).outcomes[0]

    assert (outcome.status, outcome.method) == (Status.AMBIGUOUS, Method.CROSSWALK)
    assert outcome.targets == ()
    assert len(outcome.candidates) == 1
    assert rules(outcome.findings) == ["NK203"]
    assert outcome.findings[0].place.row == 9
    assert "282,785,000" in outcome.findings[0].message


def test_a_row_that_says_none_is_unmapped_however_sure_the_matcher_is():
    outcome = (
        mapper(KnowsOneName(accept=True))
        .translate(plan(item("Fasilitasi Hari Koperasi", 5)))
        .outcomes[0]
    )

    assert (outcome.status, outcome.relation) == (Status.UNMAPPED, Relation.NONE)
    assert rules(outcome.findings) == ["NK201"]


def test_a_row_that_was_left_open_is_unmapped_with_its_likely_candidate():
    outcome = (
        mapper(KnowsOneName(accept=True))
        .translate(plan(item("Fasilitasi Kelembagaan Koperasi", 398000)))
        .outcomes[0]
    )

    assert outcome.status is Status.UNMAPPED
    assert [str(candidate.entry.code) for candidate in outcome.candidates] == ["2.17.06.2.01.01"]
    assert "2.17.06.2.01.01" in outcome.findings[0].suggestion


def test_a_crosswalk_row_for_the_code_of_another_activity_is_not_trusted():
    outcome = (
        mapper(source=None)
        .translate(plan(item("Pembangunan Jembatan", 5, code=old("1.15.00.18.021"))))
        .outcomes[0]
    )

    assert outcome.method is not Method.CROSSWALK


def test_a_decision_beats_the_crosswalk():
    decided = Decision(
        "Penilaian Kesehatan Koperasi",
        Relation.BROAD,
        (Target(new("2.17.06.2.01.01")),),
        old("1.15.00.18.021"),
    )

    outcome = (
        mapper(decisions=Decisions((decided,)))
        .translate(plan(item("Penilaian Kesehatan Koperasi", 1)))
        .outcomes[0]
    )

    assert outcome.method is Method.DECISION
    assert [str(target.code) for target in outcome.targets] == ["2.17.06.2.01.01"]


def test_a_step_that_is_switched_off_is_not_taken():
    steps = frozenset(Method) - {Method.CROSSWALK}
    outcome = (
        mapper(KnowsOneName(accept=True), steps=steps)
        .translate(plan(item("Penilaian Kesehatan Koperasi", 1)))
        .outcomes[0]
    )

    assert outcome.method is Method.FUZZY
    assert outcome.score == 0.9


def test_without_any_step_everything_is_unmapped():
    outcome = (
        mapper(steps=frozenset())
        .translate(plan(item("Penilaian Kesehatan Koperasi", 1)))
        .outcomes[0]
    )

    assert (outcome.status, outcome.method, outcome.candidates) == (Status.UNMAPPED, None, ())


def test_a_split_without_shares_is_ambiguous_between_its_targets():
    split = Crosswalk(
        CrosswalkInfo("old--new", "old", "new"),
        (
            Mapping(
                old("1.15.00.18.021"),
                "PENILAIAN KESEHATAN KOPERASI",
                Relation.CLOSE,
                (Target(new("2.17.04.2.01.01")), Target(new("2.17.06.2.01.01"))),
            ),
        ),
    )

    outcome = (
        mapper(crosswalks=(split,))
        .translate(plan(item("Penilaian Kesehatan Koperasi", 1)))
        .outcomes[0]
    )

    assert outcome.status is Status.AMBIGUOUS
    assert [str(candidate.entry.code) for candidate in outcome.candidates] == [
        "2.17.04.2.01.01",
        "2.17.06.2.01.01",
    ]


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_a_split_with_shares_loses_no_rupiah(money, weights):
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    targets = tuple(
        Target(new(f"2.17.06.2.01.{number:02}"), share=share)
        for number, share in enumerate(shares, 1)
    )
    decided = Decision("Hal Lain", Relation.CLOSE, targets)

    outcome = (
        mapper(decisions=Decisions((decided,))).translate(plan(item("Hal Lain", money))).outcomes[0]
    )

    assert outcome.status is Status.MAPPED
    assert Rupiah.sum(target.amounts["2021"] for target in outcome.targets) == Rupiah(money)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([entry.name for entry in SOURCE] + ["Hal Lain", ""]),
            st.integers(0, 10**13),
            st.sampled_from([None, KANTOR, ProgramRef("Program Lain")]),
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_every_rupiah_is_mapped_ambiguous_or_unmapped(rows, accept):
    plan_ = plan(*(item(name, money, program=program) for name, money, program in rows))

    translation = mapper(KnowsOneName(accept=accept)).translate(plan_)

    assert [outcome.item for outcome in translation] == list(plan_.items)
    by_status = [translation.money("2021", status) for status in Status]
    assert Rupiah.sum(by_status) == translation.money("2021") == plan_.total("2021")
    mapped = (target.amounts["2021"] for outcome in translation for target in outcome.targets)
    assert Rupiah.sum(mapped) == translation.money("2021", Status.MAPPED)


def test_equal_items_are_looked_up_once_and_keep_their_own_money_and_place():
    matcher = KnowsOneName()
    names = ["Hal Lain", "Hal Lain", "Hal Lain"]

    translation = mapper(matcher).translate(
        plan(*(item(name, line, line=line) for line, name in enumerate(names, 1)))
    )

    assert len(matcher.asked) == 1
    assert [o.item.amounts["2021"] for o in translation] == [Rupiah(1), Rupiah(2), Rupiah(3)]
    assert [o.findings[0].place.row for o in translation] == [1, 2, 3]


def test_a_target_that_the_catalog_lacks_is_mapped_and_reported():
    decided = Decision("Hal Lain", Relation.EXACT, (Target(new("2.17.09.2.01.01"), "Baru"),))

    outcome = (
        mapper(decisions=Decisions((decided,))).translate(plan(item("Hal Lain", 7))).outcomes[0]
    )

    assert outcome.status is Status.MAPPED
    assert outcome.targets[0].entry is None
    assert rules(outcome.findings) == ["NK204"]


def test_a_retired_target_and_a_name_of_another_authority_are_reported_once_for_all_items():
    targets = {"Satu": "2.17.06.2.01.02", "Dua": "2.17.06.2.01.01", "Tiga": "2.17.06.2.01.01"}
    decisions = Decisions(
        tuple(
            Decision(name, Relation.EXACT, (Target(new(code)),)) for name, code in targets.items()
        )
    )

    translation = mapper(decisions=decisions).translate(plan(*(item(name, 1) for name in targets)))

    assert [rules(outcome.findings) for outcome in translation] == [["NK207"], ["NK206"], []]
    assert "2 items" in translation.outcomes[1].findings[0].message


def test_a_target_of_another_kind_of_region_is_reported():
    provinsi = mapper(authority=Authority.PROVINSI)

    outcome = provinsi.translate(plan(item("Penilaian Kesehatan Koperasi", 1))).outcomes[0]

    assert "NK206" in rules(outcome.findings)


def test_a_plan_without_items_translates_to_nothing():
    translation = mapper().translate(plan())

    assert len(translation) == 0
    assert translation.money("2021") == ZERO


def test_the_crosswalk_is_asked_with_a_mappings_score():
    unsure = Crosswalk(
        CROSSWALK.info,
        (
            Mapping(
                old("1.15.00.18.021"),
                "PENILAIAN KESEHATAN KOPERASI",
                Relation.CLOSE,
                (Target(new("2.17.04.2.01.01")),),
                score=0.7,
            ),
        ),
    )

    outcome = (
        mapper(crosswalks=(unsure,))
        .translate(plan(item("Penilaian Kesehatan Koperasi", 1)))
        .outcomes[0]
    )

    assert outcome.score == 0.7


def test_a_code_that_stands_for_something_else_than_the_name_leaves_it_to_a_person():
    outcome = (
        mapper()
        .translate(plan(item("Penilaian Kesehatan Koperasi", 5, code=old("1.15.00.18.022"))))
        .outcomes[0]
    )

    assert outcome.status is Status.AMBIGUOUS
    assert "NK220" in rules(outcome.findings)
    assert "1.15.00.18.022 is FASILITASI HARI KOPERASI" in outcome.findings[0].message
    assert str(outcome.candidates[0].entry.code) == "2.17.04.2.01.01"


def test_a_code_that_nobody_knows_is_said_and_the_name_decides():
    outcome = (
        mapper()
        .translate(plan(item("Penilaian Kesehatan Koperasi", 5, code=old("1.15.00.18.999"))))
        .outcomes[0]
    )

    assert outcome.status is Status.MAPPED
    assert rules(outcome.findings) == ["NK219"]


def test_the_office_programmes_of_several_offices_stay_with_their_offices():
    translation = mapper().translate(
        plan(
            item("Penyediaan Alat Tulis Kantor", 1, program=KANTOR, code=old("1.15.01.010")),
            item("Penyediaan Alat Tulis Kantor", 2, program=KANTOR, code=old("1.02.01.010")),
            item("Penilaian Kesehatan Koperasi", 3),
        )
    )

    assert [str(outcome.targets[0].code) for outcome in translation] == [
        "2.17.01.2.03.10",
        "1.02.01.2.03.10",
        "2.17.04.2.01.01",
    ]


def test_a_name_that_two_kinds_of_region_have_is_not_taken_for_one_of_them():
    class Twins(KnowsOneName):
        def match(self, query, limit=5):  # noqa: ARG002 - the same for every query
            twin = Entry(new("2.17.06.1.01.01"), self.entry.name)
            return (Candidate(self.entry, 0.9), Candidate(twin, 0.7))

    translation = mapper(Twins(accept=True)).translate(plan(item("Hal Lain", 1)))

    assert translation.outcomes[0].status is Status.AMBIGUOUS


def test_the_names_of_a_plan_are_matched_together_and_each_once():
    class Counting(KnowsOneName):
        calls = 0

        def match_many(self, queries, limit=5):
            self.calls += 1
            return super().match_many(queries, limit)

    matcher = Counting()
    names = ("Hal Lain", "Hal Ketiga", "Hal Lain")
    translation = mapper(matcher).translate(plan(*(item(name, 1) for name in names)))

    assert matcher.calls == 1
    assert ["Hal Lain", "Hal Ketiga"] == [query.name for query in matcher.asked]
    assert list(names) == [outcome.item.name for outcome in translation]


def test_a_name_is_asked_again_for_another_office():
    matcher = KnowsOneName()
    one = item("Hal Lain", 1)
    pairs = ((one, new("2.17")), (one, new("1.02")), (one, new("2.17")))
    outcomes = list(mapper(matcher).outcomes_at(pairs))

    assert [new("2.17"), new("1.02")] == [query.bidang for query in matcher.asked]
    assert [Status.AMBIGUOUS] * 3 == [outcome.status for outcome in outcomes]


def test_no_index_is_made_where_no_name_has_to_be_matched():
    class Never(KnowsOneName):
        def match_many(self, queries, limit=5):
            raise AssertionError(list(queries), limit)

    plan_ = plan(item("Penilaian Kesehatan Koperasi", 100))
    assert Status.MAPPED is mapper(Never()).translate(plan_).outcomes[0].status


@given(st.text("ab 1", max_size=12), st.text("ab 1", max_size=12), st.floats(0, 1))
def test_a_likeness_that_is_worth_saying_is_said(one, other, least):
    exact = similarity(one, other)
    said = similarity(one, other, least=least)
    assert said == exact or (said == 0 and exact < least)

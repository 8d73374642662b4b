from __future__ import annotations

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.crosswalk import Relation
from nomenklatur.money import Rupiah
from nomenklatur.review import Queue, ReviewError
from nomenklatur.review import choices as answers
from tests.review.plans import COLUMNS, ENTRIES, row, translation, translations

PLAN = translation(row(money=1000))
(QUESTION,) = Queue.of(PLAN)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert 0 == doctest.testmod(answers).failed


def test_a_candidate_that_there_is_not_is_refused() -> None:
    with pytest.raises(ReviewError, match=r"no candidate 3 \(there are 2\)"):
        answers.candidate(QUESTION, 3)
    with pytest.raises(ReviewError, match="no candidate 0"):
        answers.candidate(QUESTION, 0)


def test_a_candidate_may_absorb() -> None:
    assert Relation.BROAD is answers.candidate(QUESTION, 1, Relation.BROAD).relation


@pytest.mark.parametrize("text", ["X.XX.01.2.03.02", " 2.17.01.2.03.02 ", "x.xx.01.2.03.02"])
def test_a_code_is_found_in_either_spelling(text: str) -> None:
    assert "X.XX.01.2.03.02" == str(answers.entry_of(text, PLAN).code)


def test_a_code_that_the_catalog_lacks_is_refused_with_a_suggestion() -> None:
    with pytest.raises(ReviewError, match=r"has no 2\.17\.07\.2\.01\.02 \(did you mean"):
        answers.entry_of("2.17.07.2.01.02", PLAN)


@pytest.mark.parametrize("text", ["", "halo", "1.15.00.16.021"])
def test_what_is_no_code_of_the_new_nomenclature_is_refused(text: str) -> None:
    with pytest.raises(ReviewError, match="is not a code"):
        answers.entry_of(text, PLAN)


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        (["60", "40"], ["3/5", "2/5"]),
        (["33,3 %", ""], ["333/1000", "667/1000"]),
        (["1/3", "1/3", ""], ["1/3", "1/3", "1/3"]),
        (["12.5", "87.5%"], ["1/8", "7/8"]),
    ],
)
def test_shares_are_read_as_people_write_them(texts: list[str], shares: list[str]) -> None:
    assert [Fraction(share) for share in shares] == list(answers.shares_by_percent(texts))


@pytest.mark.parametrize("text", ["x", "1/0", "1/2/3", "sepertiga", "nan", "1e3x"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ReviewError, match="is no share"):
        answers.shares_by_percent([text, ""])


def test_two_empty_parts_are_refused() -> None:
    with pytest.raises(ReviewError, match="2 parts are empty"):
        answers.shares_by_percent(["", ""])


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        (["1/2", "1/4"], r"add up to 75 %, not to 100 % \(25 % is missing\)"),
        (["1/2", "3/4"], r"\(25 % too much\)"),
        (["1", "0"], "gets nothing"),
        (["3/2", "-1/2"], "gets nothing"),
        (["1"], "two targets at least"),
    ],
)
def test_a_split_has_to_add_up(shares: list[str], message: str) -> None:
    parts = list(zip(ENTRIES, map(Fraction, shares), strict=False))

    with pytest.raises(ReviewError, match=message):
        answers.split(parts)


def test_a_target_cannot_stand_twice_in_a_split() -> None:
    with pytest.raises(ReviewError, match="stands twice"):
        answers.split([(ENTRIES[0], Fraction(1, 2)), (ENTRIES[0], Fraction(1, 2))])


def test_rupiah_have_to_add_up_to_the_pagu() -> None:
    with pytest.raises(ReviewError, match=r"add up to 900, not to 1[.,]000 \(100 is missing\)"):
        answers.shares_by_rupiah(["400", "500"], Rupiah(1000))
    with pytest.raises(ReviewError, match=r"\(1 too much\)"):
        answers.shares_by_rupiah(["Rp 1.000,-", "1"], Rupiah(1000))


def test_rupiah_of_nothing_are_refused() -> None:
    with pytest.raises(ReviewError, match="no money in this column"):
        answers.shares_by_rupiah(["1", ""], Rupiah(0))
    with pytest.raises(ReviewError, match="is not an amount"):
        answers.shares_by_rupiah(["seribu", ""], Rupiah(10))


@given(st.lists(st.integers(1, 10**12), min_size=2, max_size=5))
def test_rupiah_typed_for_one_row_are_the_rupiah_it_gets(parts: list[int]) -> None:
    whole = sum(parts)
    (question,) = Queue.of(translation(row(money=whole)))
    texts = [str(Rupiah(part)) for part in parts]

    shares = answers.shares_by_rupiah(texts, Rupiah(whole))

    got = [part["2021"] for part in answers.amounts_of(question, shares)]
    assert [Rupiah(part) for part in parts] == got


@given(translations(), st.lists(st.integers(1, 99), min_size=2, max_size=5))
def test_no_rupiah_is_lost_in_a_split(plan: object, weights: list[int]) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]

    for question in Queue.of(plan):
        parts = answers.amounts_of(question, shares)
        for column in COLUMNS:
            assert question.money(column) == Rupiah.sum(part[column] for part in parts)

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.decisions import Decisions
from nomenklatur.money import Rupiah
from nomenklatur.review import NO_HOME, Queue, Session
from tests.review.logs import Memory
from tests.review.plans import CODES, COLUMNS, NAMES, row, translation, translations


def test_the_most_expensive_question_comes_first() -> None:
    queue = Queue.of(
        translation(row("Kecil", 5), row("Besar", 900, CODES[1]), row("Sedang", 70, CODES[2]))
    )

    assert ["Besar", "Sedang", "Kecil"] == [question.name for question in queue]
    assert [0, 1, 2] == [question.number for question in queue]


def test_another_column_orders_otherwise() -> None:
    queue = Queue.of(translation(row(money=5), row("Besar", 900, CODES[1])), "2022")

    assert Rupiah(1800) == queue.questions[0].money("2022")
    assert "2022" == queue.column


def test_rows_of_one_name_with_equal_proposals_are_asked_once_in_any_letters() -> None:
    queue = Queue.of(translation(row(NAMES[0], 10), row(NAMES[1], 30, CODES[1], number=9)))

    (question,) = queue
    assert [9, 1] == [one.item.place.row for one in question.rows]
    assert {CODES[0], CODES[1]} == {str(subject.code) for subject in question.subjects}
    assert {"2021": Rupiah(40), "2022": Rupiah(80)} == question.amounts


def test_rows_of_one_name_for_which_something_else_was_proposed_are_kin() -> None:
    queue = Queue.of(
        translation(row(money=10), row(money=30, old=CODES[1], proposed=(3,)), row("Lain", 20))
    )

    first = queue.questions[0]
    assert [10] == [int(one.money("2021")) for one in queue.kin(first)]


def test_rows_of_one_code_and_name_are_one_question_whatever_was_proposed() -> None:
    queue = Queue.of(translation(row(proposed=(0,)), row(proposed=(1, 2), program="LAIN")))

    assert 1 == len(queue)


def test_a_name_without_code_takes_all_rows_of_the_name_along_as_its_decision_does() -> None:
    plan = translation(row(old=""), row(old=CODES[0], proposed=(3,)), row("Lain", old=CODES[1]))
    queue = Queue.of(plan)
    session = Session(queue, Memory(), "Siti")

    question = next(one for one in queue if len(one.rows) == 2)
    session.decide(question, NO_HOME)
    assert ["Lain"] == [one.name for one in queue if session.standing(one).state.value == "open"]


def test_what_is_mapped_is_not_asked_unless_its_probability_is_low() -> None:
    plan = translation(row(), row("Mirip", 50, CODES[1], score=0.8), row("Sama", 7, score=1.0))

    assert 1 == len(Queue.of(plan))
    assert ["Fasilitasi Promosi Produk UMKM", "Mirip"] == [
        one.name for one in Queue.of(plan, below=0.9)
    ]


def test_the_stopping_line_says_how_many_rows_make_enough() -> None:
    plan = translation(
        row("Satu", 900), row("Dua", 60, CODES[1]), row("Dua", 36, CODES[1]), row("Tiga", 4)
    )
    queue = Queue.of(plan)

    stop = queue.stop(queue, queue.settled)
    assert stop is not None
    assert (2, 3, 1) == (stop.questions, stop.rows, stop.after)
    assert Fraction(996, 10) == stop.percent


def test_there_is_no_stopping_line_where_nothing_is_left_or_there_is_no_money() -> None:
    queue = Queue.of(translation(row(money=0)))

    assert queue.stop(queue, queue.settled) is None
    assert Queue.of(translation(row())).stop((), Rupiah(1000)) is None


def test_what_waits_for_a_colleague_is_not_settled_in_the_stopping_line() -> None:
    queue = Queue.of(translation(row("Satu", 500), row("Dua", 498, CODES[1]), row("Tiga", 2)))
    session = Session(queue, Memory(), "Siti")
    assert 2 == session.stop().questions

    session.flag(queue.questions[0])
    assert session.stop() is None
    session.decide(queue.questions[0], NO_HOME)
    assert (1, 1) == (session.stop().questions, session.stop().after)


def test_an_empty_plan_has_an_empty_queue() -> None:
    queue = Queue.of(translation())

    assert 0 == len(queue)
    assert Rupiah(0) == queue.money
    assert Session(queue, Memory()).next_open() is None


@given(translations(), st.sampled_from(COLUMNS))
def test_every_open_row_is_in_one_question_and_all_money_is_counted_once(
    plan: object, column: str
) -> None:
    queue = Queue.of(plan, column)

    rows = [one for question in queue for one in question.rows]
    assert sorted(map(id, plan.outcomes)) == sorted(map(id, rows))
    assert plan.money(column) == queue.money
    at_stake = [int(question.money(column)) for question in queue]
    assert sorted(at_stake, reverse=True) == at_stake


@given(translations())
def test_a_decision_on_a_question_settles_its_rows_and_no_others(plan: object) -> None:
    for number in range(len(Queue.of(plan))):
        queue = Queue.of(plan)
        session = Session(queue, Memory(), "Siti")
        session.decide(queue.questions[number], NO_HOME)

        decided = [one.number for one in queue if session.standing(one).state.value == "decided"]
        assert [number] == decided
        assert isinstance(session.decisions, Decisions)

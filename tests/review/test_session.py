from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import DecisionLog
from nomenklatur.money import Rupiah
from nomenklatur.review import ABSORBED, NO_HOME, Act, Choice, Queue, ReviewError, Session, State
from nomenklatur.review import choices as answers
from tests.review.logs import Memory
from tests.review.plans import CODES, ENTRIES, row, translation, translations

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.translation import Translation

PLAN = translation(
    row("Satu", 500), row("Dua", 300, CODES[1], proposed=(2, 3)), row("Tiga", 200, CODES[2])
)


def session(plan: Translation = PLAN, log: object = None, author: str = "Siti") -> Session:
    return Session(Queue.of(plan), log or Memory(), author, lambda: "2021-02-03T10:00:00+07:00")


def take(one: Session, number: int, candidate: int = 1, **more: object) -> None:
    question = one.queue.questions[number]
    one.decide(question, answers.candidate(question, candidate), **more)


def test_a_decision_is_a_line_that_says_all_one_needs_to_judge_it() -> None:
    one = session()

    take(one, 0, note=" bersama Renja ")

    (line,) = one.log.lines
    assert "Satu" == line.name
    assert CODES[0] == str(line.code)
    assert Relation.EXACT is line.relation
    assert [(ENTRIES[0].code, ENTRIES[0].name)] == [(t.code, t.name) for t in line.targets]
    assert ("Siti", "2021-02-03T10:00:00+07:00") == (line.author, line.date)
    assert "bersama Renja" == line.note
    assert "permendagri-90-2019" == line.catalog_id
    assert line.catalog_version
    assert "permendagri-13-2006" == line.legacy
    assert [(ENTRIES[0].code, 0.8), (ENTRIES[1].code, 0.4)] == [
        (p.code, p.score) for p in line.proposed
    ]


def test_progress_counts_rows_and_rupiah() -> None:
    one = session()

    take(one, 0)
    one.decide(one.queue.questions[1], NO_HOME)

    progress = one.progress
    assert (2, 2, Rupiah(800)) == (
        progress.decided.questions, progress.decided.rows, progress.decided.money,
    )  # fmt: skip
    assert Rupiah(200) == progress.open.money
    assert Rupiah(300) == progress.homeless.money
    assert Fraction(80) == progress.percent


def test_what_is_absorbed_by_something_not_yet_named_is_answered_and_homeless() -> None:
    one = session()

    one.decide(one.queue.questions[0], ABSORBED)

    assert 1 == one.progress.homeless.questions
    assert 1 == one.progress.decided.questions


def test_a_flag_waits_for_a_colleague_and_decides_nothing() -> None:
    one = session()

    one.flag(one.queue.questions[0], note="tanya Bappeda")

    standing = one.standing(one.queue.questions[0])
    assert State.FLAGGED is standing.state
    assert "tanya Bappeda" == standing.mark.note
    assert "Dua" == one.next_open().name
    assert 0 == one.progress.decided.questions


def test_the_colleague_decides_and_the_flag_is_gone() -> None:
    one = session()
    one.flag(one.queue.questions[0])

    take(one, 0)

    assert State.DECIDED is one.standing(one.queue.questions[0]).state
    assert 0 == one.progress.flagged.questions


def test_undo_takes_back_one_answer_after_the_other() -> None:
    one = session()
    take(one, 0, 1)
    take(one, 0, 2)
    one.flag(one.queue.questions[1])

    one.undo()
    assert State.OPEN is one.standing(one.queue.questions[1]).state
    one.undo()
    assert ENTRIES[0].code == one.standing(one.queue.questions[0]).decision.targets[0].code
    one.undo()
    assert State.OPEN is one.standing(one.queue.questions[0]).state
    with pytest.raises(ReviewError, match="nothing to undo"):
        one.undo()


def test_undo_refuses_to_take_back_what_somebody_else_said_since() -> None:
    log = Memory()
    one, other = session(log=log), session(log=log, author="Budi")
    take(one, 0)
    take(other, 0, 2)
    one._take_in(log.read())

    with pytest.raises(ReviewError, match="Budi has decided on Satu since"):
        one.undo()
    assert ENTRIES[1].code == one.standing(one.queue.questions[0]).decision.targets[0].code


def test_a_decision_can_be_taken_back_long_after() -> None:
    log = Memory()
    take(session(log=log), 0)
    one = session(log=log)

    one.take_back(one.queue.questions[0])

    assert State.OPEN is one.standing(one.queue.questions[0]).state
    with pytest.raises(ReviewError, match="nothing was decided"):
        one.take_back(one.queue.questions[0])


def test_a_note_is_added_to_what_was_decided() -> None:
    one = session()
    take(one, 0, 2)

    one.annotate(one.queue.questions[0], "sudah dibahas")

    decision = one.standing(one.queue.questions[0]).decision
    assert ("sudah dibahas", ENTRIES[1].code) == (decision.note, decision.targets[0].code)


def test_a_note_on_nothing_is_refused() -> None:
    one = session()

    with pytest.raises(ReviewError, match="a note goes with a decision"):
        one.annotate(one.queue.questions[0], "sudah dibahas")


def test_one_decision_goes_for_all_of_the_same_name_if_asked() -> None:
    plan = translation(
        row("Sama", 9), row("SAMA", 8, CODES[1], proposed=(3,)), row("Lain", 7, CODES[2])
    )
    one = session(plan)

    step = one.decide(one.queue.questions[0], NO_HOME, kin=True)

    assert (2, 2, Rupiah(17)) == (len(step.questions), step.rows, step.money("2021"))
    assert 2 == one.progress.decided.questions
    one.undo()
    assert 0 == one.progress.decided.questions


def test_without_being_asked_the_same_name_elsewhere_stays_open() -> None:
    plan = translation(row("Sama", 9), row("SAMA", 8, CODES[1], proposed=(3,)))
    one = session(plan)

    one.decide(one.queue.questions[0], NO_HOME)

    assert 1 == one.progress.open.questions


def test_an_answer_to_what_was_decided_meanwhile_is_refused(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    one, other = session(log=log), session(log=log, author="Budi")
    seen = one.version(one.queue.questions[0])
    take(other, 0)

    with pytest.raises(ReviewError, match="Satu was decided meanwhile"):
        take(one, 0, 2, seen=seen)
    take(one, 0, 2, seen=one.version(one.queue.questions[0]))
    assert 2 == len(log.read().lines)


def test_what_other_programs_write_is_seen(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    one, other = session(log=log), session(log=log)
    take(other, 1)

    assert one.refresh()
    assert not one.refresh()
    assert State.DECIDED is one.standing(one.queue.questions[1]).state


def test_a_session_that_was_killed_is_opened_where_it_was(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    one = session(log=log)
    take(one, 0)
    one.flag(one.queue.questions[2], note="?")

    again = session(log=log)

    assert one.progress == again.progress
    assert "Dua" == again.next_open().name


def test_a_session_goes_on_behind_a_line_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    log = DecisionLog(path)
    take(session(log=log), 0)
    path.write_bytes(path.read_bytes() + b'{"author": "Siti", "da')

    again = session(log=log)
    take(again, 1)

    assert 2 == session(log=log).progress.decided.questions


def test_the_next_open_question_is_behind_the_last_and_then_from_the_start() -> None:
    one = session()
    take(one, 2)

    assert "Dua" == one.next_open(0).name
    assert "Satu" == one.next_open(1).name
    assert "Satu" == one.next_open(2).name


def test_rows_that_others_decided_in_two_ways_are_shown_as_mixed() -> None:
    plan = translation(row("Sama", 9), row("SAMA", 8, CODES[1]))
    one = session(plan)
    one.decide(one.queue.questions[0], NO_HOME)
    first = one.log.lines[0]
    take(one, 0, 1)
    one._take_in(one.log.read().with_lines([first]))

    standing = one.standing(one.queue.questions[0])
    assert standing.mixed
    assert standing.decision is None
    assert State.DECIDED is standing.state


# -- any sequence of answers ----------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(st.sampled_from(("take", "none", "absorbed", "split", "flag", "back", "undo", "kin")),
              st.integers(0, 11)),
    max_size=25,
)  # fmt: skip


def perform(one: Session, act: str, number: int) -> bool:
    """Do something; whether it was possible."""
    question = one.queue.questions[number % len(one.queue)]
    try:
        match act:
            case "take":
                one.decide(question, answers.candidate(question, number % 3 + 1))
            case "none":
                one.decide(question, NO_HOME)
            case "kin":
                one.decide(question, NO_HOME, kin=True)
            case "absorbed":
                one.decide(question, ABSORBED)
            case "split":
                thirds = [(ENTRIES[0], Fraction(1, 3)), (ENTRIES[1], Fraction(2, 3))]
                one.decide(question, answers.split(thirds))
            case "flag":
                one.flag(question, note="?")
            case "back":
                one.take_back(question)
            case _:
                one.undo()
    except ReviewError:
        return False
    return True


def state_of(one: Session) -> list[object]:
    return [
        (standing.state, [d and (d.relation, d.targets) for d in standing.decisions])
        for standing in map(one.standing, one.queue)
    ]


@given(translations(), ACTS)
def test_the_file_says_the_same_as_the_session_after_any_answers(
    plan: Translation, acts: list[tuple[str, int]]
) -> None:
    one = session(plan)
    for act in acts:
        perform(one, *act)

    again = session(plan, Memory(list(one.log.lines)))
    assert state_of(one) == state_of(again)
    assert one.progress == again.progress


@given(translations(), ACTS)
def test_progress_adds_up_after_any_answers(plan: Translation, acts: list[tuple[str, int]]) -> None:
    one = session(plan)
    for act in acts:
        perform(one, *act)
        progress = one.progress
        parts = (progress.decided, progress.flagged, progress.open)
        assert progress.all.rows == sum(part.rows for part in parts) == len(plan)
        assert progress.all.questions == sum(part.questions for part in parts)
        assert progress.plan == Rupiah.sum(part.money for part in parts)
        assert progress.settled == progress.decided.money


@given(translations(), ACTS)
def test_undoing_everything_leads_back_to_the_beginning(
    plan: Translation, acts: list[tuple[str, int]]
) -> None:
    one = session(plan)
    before = state_of(one)
    for act in acts:
        perform(one, *act)
    while one.steps:
        one.undo()

    assert before == state_of(one)


@given(translations(), ACTS, ACTS)
def test_an_undo_undoes_the_last_answer_alone(
    plan: Translation, acts: list[tuple[str, int]], more: list[tuple[str, int]]
) -> None:
    one = session(plan)
    for act in acts:
        perform(one, *act)
    for act, number in more:
        before = state_of(one)
        if act != "undo" and perform(one, act, number):
            one.undo()
            assert before == state_of(one)


def test_a_step_says_what_it_was() -> None:
    one = session()
    question = one.queue.questions[0]

    assert Act.DECIDED is one.decide(question, Choice(Relation.NONE)).act
    assert Act.NOTED is one.annotate(question, "?").act
    assert Act.FLAGGED is one.flag(question).act
    assert Act.TAKEN_BACK is one.take_back(question).act
    assert Act.UNDONE is one.undo().act

"""From a plan and a decisions file to a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog.store import Store
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.decisions import Decision
from nomenklatur.errors import ConfigError
from nomenklatur.review import NO_HOME, State
from nomenklatur.review.opening import open_session
from nomenklatur.review.views import view_of
from nomenklatur.review.words import standing_text
from tests.review.logs import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.plan import Plan
    from nomenklatur.review import Queue, Session


@pytest.fixture
def plan(semarang: Queue) -> Plan:
    return semarang.translation.plan


def opened(plan: Plan, log: Memory, tmp_path: Path, **options: object) -> Session:
    return open_session(plan, log, crosswalks=(), store=Store(tmp_path), **options)


def test_what_was_decided_stays_in_the_queue(plan: Plan, tmp_path: Path) -> None:
    log = Memory()
    session = opened(plan, log, tmp_path)
    names = [one.name for one in session.queue.questions[:3]]
    session.decide(session.queue.questions[0], NO_HOME)

    again = opened(plan, log, tmp_path)
    assert names[0] == again.queue.questions[0].name
    assert State.DECIDED is again.standing(again.queue.questions[0]).state


def test_what_was_decided_against_the_machine_is_in_the_queue(plan: Plan, tmp_path: Path) -> None:
    item = next(one for one in plan if "Alat Tulis Kantor" in one.name)
    asked = {one.name for one in opened(plan, Memory(), tmp_path).queue}
    assert item.name not in asked

    log = Memory([Decision(item.name, Relation.NONE, author="Budi")])
    again = opened(plan, log, tmp_path)
    (question,) = (one for one in again.queue if one.name == item.name)
    assert State.DECIDED is again.standing(question).state


def test_what_another_office_decided_speaks_for_its_target(plan: Plan, tmp_path: Path) -> None:
    session = opened(plan, Memory(), tmp_path)
    question = next(one for one in session.queue if len(one.candidates) > 2)
    last = question.candidates[-1].entry
    elsewhere = Decision(
        question.name,
        Relation.EXACT,
        (Target(last.code, last.name),),
        next(iter(session.queue.translation.source.at(question.code.level))).code,
        author="Dinas Koperasi Surabaya",
        catalog=session.catalog,
    )

    again = opened(plan, Memory([elsewhere]), tmp_path)
    view = next(
        view_of(one, again.queue.translation) for one in again.queue if one.name == question.name
    )
    (candidate,) = (one for one in view.candidates if one.entry.code == last.code)
    assert candidate.score > question.candidates[-1].score
    assert any("Dinas Koperasi Surabaya" in reason for reason in candidate.speaks_for)
    assert State.OPEN is again.standing(view.question).state


def test_what_was_decided_on_a_catalog_that_has_changed_since_is_asked_again(
    plan: Plan, tmp_path: Path
) -> None:
    session = opened(plan, Memory(), tmp_path)
    question = session.queue.questions[0]
    entry = question.candidates[0].entry
    old = Decision(
        question.name,
        Relation.EXACT,
        (Target(entry.code, "Pembinaan Olahraga Prestasi"),),
        question.code,
        author="Budi",
        catalog=f"{session.catalog}@0123456789abcdef",
    )

    again = opened(plan, Memory([old]), tmp_path)
    (question,) = (one for one in again.queue if one.name == question.name)
    assert State.OPEN is again.standing(question).state
    said = standing_text(again.standing(question), again, question)
    assert "no longer holds" in said
    assert "was Pembinaan Olahraga Prestasi" in said
    again.decide(question, NO_HOME)
    assert State.DECIDED is again.standing(question).state


def test_a_column_that_the_plan_lacks_is_refused(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no column '1999' \(one of 2021, 2022\)"):
        opened(plan, Memory(), tmp_path, column="1999")

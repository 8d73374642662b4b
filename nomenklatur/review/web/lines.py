"""The queue as the page shows it: a page of lines, tabs, and where one may stop."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import _
from nomenklatur.review import words
from nomenklatur.review.standing import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.money import Rupiah
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session

SIZE: Final = 50
"""Lines on a page."""
ALL: Final = "all"
SHOWS: Final = (*(state.value for state in State), ALL)


@frozen
class Line:
    """A question in the queue."""

    number: int
    name: str
    rows: int
    money: Rupiah
    state: str
    label: str
    says: str
    stop: str


@frozen
class Tab:
    """A part of the queue."""

    show: str
    label: str
    count: int


@frozen
class Lines:
    """A page of the queue.

    Attributes:
        show: Which part of the queue.
        page: Number of the page, from 0.
        pages: How many there are.
        current: Number of the question on the screen; -1 for none.
        first: How many lines come before the page.
        lines: The lines.
        tabs: The parts of the queue.
        empty: What is said where there are none.
        known: What the page knows of the decisions file.
    """

    show: str
    page: int
    pages: int
    current: int
    first: int
    lines: tuple[Line, ...]
    tabs: tuple[Tab, ...]
    empty: str
    known: str


def lines_of(
    session: Session, show: str, current: Question | None, page: int | None = None
) -> Lines:
    """A page of the queue.

    Args:
        session: The session.
        show: Which part: a state, or ``all``.
        current: The question on the screen.
        page: Number of the page; by default the one with that question.
    """
    show = show if show in SHOWS else State.OPEN.value
    questions = listed(session, show)
    pages = max(-(-len(questions) // SIZE), 1)
    if page is None:
        number = -1 if current is None else current.number
        page = bisect.bisect_left(questions, number, key=_number) // SIZE
    page = min(max(page, 0), pages - 1)
    shown = questions[page * SIZE : (page + 1) * SIZE]
    return Lines(
        show,
        page,
        pages,
        -1 if current is None else current.number,
        page * SIZE,
        tuple(_lines(session, shown)),
        _tabs(session),
        _empty(show),
        session.mark,
    )


def listed(session: Session, show: str) -> Sequence[Question]:
    """The questions of a part of the queue, in its order."""
    return session.queue.questions if show == ALL else session.having(State(show))


def around(session: Session, show: str, current: Question) -> tuple[int | None, int | None]:
    """The questions before and behind one in a part of the queue; None for none."""
    questions = listed(session, show)
    before = bisect.bisect_left(questions, current.number, key=_number) - 1
    behind = bisect.bisect_right(questions, current.number, key=_number)
    return (
        questions[before].number if before >= 0 else None,
        questions[behind].number if behind < len(questions) else None,
    )


def _number(question: Question) -> int:
    return question.number


def _lines(session: Session, questions: Sequence[Question]) -> list[Line]:
    stop = session.stop()
    labels = {State.FLAGGED: _("flagged"), State.DECIDED: _("decided"), State.OPEN: ""}
    lines = []
    for one in questions:
        standing = session.standing(one)
        says = words.standing_text(standing, session, one)
        ends_here = stop is not None and stop.after == one.number
        lines.append(
            Line(
                one.number,
                one.name,
                len(one.rows),
                one.money(session.queue.column),
                standing.state.value,
                labels[standing.state],
                says if standing.state is State.DECIDED else "",
                words.stop_text(stop) if ends_here and stop is not None else "",
            )
        )
    return lines


def _tabs(session: Session) -> tuple[Tab, ...]:
    progress = session.progress
    return (
        Tab("open", _("Open"), progress.open.questions),
        Tab("flagged", _("Flagged"), progress.flagged.questions),
        Tab("decided", _("Decided"), progress.decided.questions),
        Tab(ALL, _("All"), progress.all.questions),
    )


def _empty(show: str) -> str:
    match show:
        case "open":
            return _("Nothing is left to decide.")
        case "flagged":
            return _("Nothing waits for a colleague.")
        case "decided":
            return _("Nothing has been decided yet.")
        case _other:
            return _("There is nothing to decide.")

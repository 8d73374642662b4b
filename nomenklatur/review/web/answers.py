"""What the page sends, as answers of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.crosswalk import Relation
from nomenklatur.language import _
from nomenklatur.review import choices
from nomenklatur.review.choices import ABSORBED, NO_HOME, ReviewError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from nomenklatur.catalog import Entry
    from nomenklatur.review.choices import Choice
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session
    from nomenklatur.review.steps import Step

STAYS: Final = frozenset({"note", "back"})
"""Acts after which the same question stays on the screen."""
MOST: Final = 30
"""Targets of a split at most."""


@frozen
class Answer:
    """An answer as the page sends it.

    Attributes:
        question: The question.
        act: ``take:1``, ``code:2.17…``, ``absorbed``, ``none``, ``split``, ``flag``, ``note``
            or ``back``.
        relation: How the activity relates to its target.
        note: Why.
        kin: Whether all of the same name are meant.
        seen: What the page knew of the question.
        codes: Targets of a split.
        shares: Their shares, as typed.
        by: ``percent`` or ``rupiah``.
    """

    question: Question
    act: str
    relation: Relation = Relation.EXACT
    note: str = ""
    kin: bool = False
    seen: str | None = None
    codes: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    by: str = "percent"


def perform(session: Session, answer: Answer) -> Step:
    """Do what was answered.

    Raises:
        ReviewError: It cannot be taken.
        NomenklaturError: It cannot be written.
    """
    question, seen = answer.question, answer.seen
    match answer.act:
        case "flag":
            return session.flag(question, note=answer.note, seen=seen)
        case "note":
            return session.annotate(question, answer.note, seen=seen)
        case "back":
            return session.take_back(question, seen=seen)
        case _other:
            choice = choice_of(session, answer)
            return session.decide(question, choice, note=answer.note, kin=answer.kin, seen=seen)


def choice_of(session: Session, answer: Answer) -> Choice:
    """What was decided.

    Raises:
        ReviewError: It cannot be taken.
    """
    kind, _colon, value = answer.act.partition(":")
    match kind:
        case "take":
            number = int(value) if value.isascii() and value.isdigit() else 0
            return choices.candidate(answer.question, number, answer.relation)
        case "code":
            entry = choices.entry_of(value, session.queue.translation)
            return choices.whole(entry, answer.relation)
        case "none":
            return NO_HOME
        case "absorbed":
            return ABSORBED
        case "split":
            return choices.split(parts_of(session, answer), answer.relation)
        case _other:
            raise ReviewError(_("there is no action {act!r}").format(act=answer.act))


def parts_of(session: Session, answer: Answer) -> Sequence[tuple[Entry, Fraction]]:
    """The targets of a split with their shares; rows without a code are left out.

    Raises:
        ReviewError: A code or a share is none, or they do not add up.
    """
    rows = zip(answer.codes[:MOST], answer.shares[:MOST], strict=False)
    given = [(code, share) for code, share in rows if code.strip() or share.strip()]
    if any(not code.strip() for code, _share in given):
        raise ReviewError(_("a share has no target"))
    entries = [choices.entry_of(code, session.queue.translation) for code, _share in given]
    texts = [share for _code, share in given]
    if answer.by == "rupiah":
        shares = choices.shares_by_rupiah(texts, answer.question.money(session.queue.column))
    else:
        shares = choices.shares_by_percent(texts)
    return list(zip(entries, shares, strict=True))


def split_rows(
    typed: Sequence[tuple[str, str]], candidates: Sequence[str], *, added: str = "", size: int = 2
) -> list[tuple[str, str]]:
    """The rows that the form of a split shows: codes and shares.

    Args:
        typed: What was typed so far; nothing where the form is opened.
        candidates: The codes of the likeliest candidates, with which it begins.
        added: A code that was found in the catalog.
        size: How many rows at least.
    """
    rows = list(typed) if any(code for code, _share in typed) else [(one, "") for one in candidates]
    if added and added not in {code for code, _share in rows}:
        if not any(share for _code, share in rows):  # candidates that nobody chose make room
            rows = rows[:1]
        rows = [*(row for row in rows if row[0]), (added, "")]
    missing = min(max(size, 2), MOST) - len(rows)
    return [*rows, *[("", "")] * missing][:MOST]

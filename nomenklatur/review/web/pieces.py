"""The pieces of the page: what the templates need to show a question and all that is around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from nomenklatur.codes import Level
from nomenklatur.crosswalk import Relation
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _
from nomenklatur.report.html.labels import readable
from nomenklatur.report.wording import money
from nomenklatur.review import words
from nomenklatur.review.choices import amounts_of, percent_text, split
from nomenklatur.review.queue import Tally
from nomenklatur.review.standing import State
from nomenklatur.review.views import entry_view, view_of
from nomenklatur.review.web.answers import parts_of
from nomenklatur.review.web.lines import SHOWS, around, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.money import Rupiah
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session
    from nomenklatur.review.web.answers import Answer
    from nomenklatur.translation import Translation

EVERY_LEVEL = "all"


@frozen
class Said:
    """What the page says about the last request.

    Attributes:
        text: What was done.
        error: Why something was not.
        note: The note that was typed, where the answer was refused.
    """

    text: str = ""
    error: str = ""
    note: str = ""


def pieces_of(session: Session, question: Question | None, show: str, said: Said) -> dict[str, Any]:
    """A question and all that is around it."""
    show = show if show in SHOWS else State.OPEN.value
    pieces: dict[str, Any] = {
        "view": None,
        "queue": lines_of(session, show, question),
        "progress": session.progress,
        "said": said.text,
        "left": words.left_text(session.progress) if said.text else "",
        "error": said.error,
    }
    if question is None:
        return pieces
    standing = session.standing(question)
    line = standing.decision or standing.mark
    kin = session.open_kin(question)
    previous, following = around(session, show, question)
    relation = standing.decision.relation if standing.decision else question.lead.relation
    return pieces | {
        "view": view_of(question, session.queue.translation),
        "source": session.queue.translation.plan.source,
        "seen": session.version(question),
        "lead": question.lead,
        "item": question.lead.item,
        "count": len(question.rows),
        "main_column": session.queue.column,
        "previous": previous,
        "following": following,
        "kin": Tally.of(kin, session.queue.column) if kin else None,
        "state": standing.state.value,
        "standing": words.standing_text(standing, session, question),
        "whom": words.by_whom(line) if line is not None else "",
        "said_note": line.note if line is not None else "",
        "relation": "broad" if relation is Relation.BROAD else "exact",
        "note": said.note or (line.note if line is not None else ""),
        "can_undo": bool(session.steps),
    }


NO_RESULT: dict[str, Any] = {"error": "", "result": [], "columns": [], "sums": {}}


def split_result(session: Session, answer: Answer) -> dict[str, Any]:
    """What each target of a split gets, or what is wrong with it."""
    try:
        parts = parts_of(session, answer)
        shares = split(parts, answer.relation).shares
    except NomenklaturError as problem:
        return {**NO_RESULT, "error": str(problem)}
    translation = session.queue.translation
    amounts = amounts_of(answer.question, shares)
    lead = answer.question.lead
    rows = [
        (entry_view(entry, translation, lead), percent_text(share), _spoken(part))
        for (entry, share), part in zip(parts, amounts, strict=True)
    ]
    sums = answer.question.amounts
    return {"error": "", "result": rows, "columns": list(sums), "sums": _spoken(sums)}


def filters_of(translation: Translation) -> dict[str, Any]:
    """What a search can be narrowed to."""
    catalog = translation.target
    known = {entry.level for entry in catalog}
    levels = [(level.value, level.label) for level in reversed(Level) if level in known]
    bidangs = catalog.at(Level.BIDANG_URUSAN, translation.authority)
    return {
        "levels": [*levels, (EVERY_LEVEL, _("all"))],
        "level": levels[0][0] if levels else EVERY_LEVEL,
        "bidangs": [
            (str(one.code), readable(one.name)) for one in bidangs if not one.code.is_generic
        ],
    }


def _spoken(amounts: Mapping[str, Rupiah]) -> dict[str, str]:
    return {key: money(amount) for key, amount in amounts.items()}

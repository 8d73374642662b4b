"""What page and terminal say alike: of decisions, steps, progress and the end of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.crosswalk import Relation
from nomenklatur.language import _, ngettext
from nomenklatur.report.wording import percent
from nomenklatur.review.choices import percent_text
from nomenklatur.review.queue import Tally
from nomenklatur.review.standing import State
from nomenklatur.review.steps import Act
from nomenklatur.review.views import code_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.crosswalk import Target
    from nomenklatur.decisions import Decision
    from nomenklatur.money import Rupiah
    from nomenklatur.review.questions import Question
    from nomenklatur.review.queue import Stop
    from nomenklatur.review.session import Session
    from nomenklatur.review.standing import Progress, Standing
    from nomenklatur.review.steps import Step


def rupiah(amount: Rupiah) -> str:
    """An amount with its currency, which stays on one line with it."""
    return _("Rp {amount}").format(amount=amount).replace(" ", "\N{NO-BREAK SPACE}")


def rows(number: int) -> str:
    """A number of rows of the plan."""
    return ngettext("{n} row", "{n} rows", number).format(n=number)


def decided(
    relation: Relation | None, targets: Sequence[Target], session: Session, question: Question
) -> str:
    """Where a decision sends an activity, in one line."""
    if relation is Relation.NONE:
        return _("has no home")
    if not targets:
        return _("absorbed, by what is not known yet")
    named = [_target(target, session, question, len(targets) > 1) for target in targets]
    text = "; ".join(named)
    if relation is Relation.BROAD:
        return _("absorbed by {targets}").format(targets=text)
    return _("becomes {targets}").format(targets=text)


def _target(target: Target, session: Session, question: Question, divided: bool) -> str:  # noqa: FBT001 - said by its name
    translation = session.queue.translation
    entry = translation.target.get(target.code, translation.authority)
    code = target.code if entry is None else code_at(entry, translation, question.lead)
    text = f"{code} {target.name}".strip()
    share = percent_text(target.share) if divided and target.share is not None else ""
    return f"{text} ({share})" if share else text


def by_whom(line: Decision) -> str:
    """Who said a line, and on which day."""
    day = line.date[:10]
    if line.author and day:
        return _("{who}, {day}").format(who=line.author, day=day)
    return line.author or day


def standing_text(standing: Standing, session: Session, question: Question) -> str:
    """What was said of a question, in one line; empty for an open one."""
    if standing.outdated:
        return _("no longer holds: {what}").format(what=standing.outdated)
    if standing.mixed:
        return _("its rows were decided in different ways, or only some of them")
    decision = standing.decision
    if decision is not None:
        return decided(decision.relation, decision.targets, session, question)
    if standing.state is State.FLAGGED:
        return _("flagged for a colleague")
    return ""


def step_text(step: Step, session: Session) -> str:
    """What was just done, in one line."""
    question = step.questions[0]
    match step.act:
        case Act.DECIDED if step.choice is not None:
            choice = step.choice
            what = decided(choice.relation, choice.targets, session, question)
            text = f"{question.name}: {what}"
        case Act.FLAGGED:
            text = _("{name}: flagged for a colleague").format(name=question.name)
        case Act.NOTED:
            text = _("{name}: note kept").format(name=question.name)
        case Act.TAKEN_BACK:
            text = _("{name}: taken back").format(name=question.name)
        case _other:
            text = _("{name}: undone").format(name=question.name)
    return f"{text} ({rows(step.rows)})" if step.rows > 1 else text


def left_text(progress: Progress) -> str:
    """How much is left, in one line."""
    if not progress.open:
        return _("nothing is left to decide")
    return ngettext(
        "{n} question left, {money}", "{n} questions left, {money}", progress.open.questions
    ).format(n=progress.open.questions, money=rupiah(progress.open.money))


def stop_text(stop: Stop) -> str:
    """Where one may stop for today."""
    return ngettext(
        "{n} more row → {percent} of the pagu", "{n} more rows → {percent} of the pagu", stop.rows
    ).format(n=stop.rows, percent=percent(stop.percent))


def key_help() -> list[tuple[str, str]]:
    """The keys and what they do."""
    return [
        ("1 – 9", _("take that candidate")),
        ("/", _("search the whole catalog")),
        ("s", _("split among several targets, by percent or rupiah")),
        ("b", _("absorbed: the money becomes a line in the target's spending detail")),
        ("0", _("absorbed, but it is not known yet by what (after b)")),
        ("n", _("no home: nothing in the new nomenclature fits")),
        ("f", _("flag for a colleague; say in the note what the doubt is")),
        ("c", _("write a note that goes with the next answer")),
        ("a", _("decide alike for the same name in other places")),
        ("u", _("undo the last answer")),
        ("j  k", _("skip to the next question, back to the one before")),
        ("?", _("show these keys")),
        ("Esc", _("close a window, leave a field")),
    ]


@frozen
class Summary:
    """What is said at the end of a session.

    Attributes:
        lines: Label and text of each line.
        command: What to run next.
    """

    lines: tuple[tuple[str, str], ...]
    command: str


def summary(session: Session, command: str) -> Summary:
    """The end of a session: what was decided, what is left, and what to do next."""
    return Summary(tuple(_lines(session)), command)


def _lines(session: Session) -> Iterator[tuple[str, str]]:
    progress = session.progress
    yield _("Decided in this session"), _answers(session)
    yield _("Decided in all"), _tally(progress.decided)
    if progress.homeless:
        yield _("of them without a place"), _tally(progress.homeless)
    if progress.flagged:
        yield _("Waiting for a colleague"), _tally(progress.flagged)
    yield _("Left"), _tally(progress.open) if progress.open else _("nothing")
    if (part := progress.percent) is not None:
        yield _("Of the pagu settled"), percent(part)
    yield _("Decisions are in"), str(session.log.path)


def _answers(session: Session) -> str:
    """What the answers of this session are about, each question once."""
    about = {one.number: one for step in session.steps for one in step.questions}
    kept = [one for one in about.values() if session.standing(one).state is State.DECIDED]
    return _tally(Tally.of(kept, session.queue.column)) if kept else _("nothing")


def _tally(tally: Tally) -> str:
    questions = ngettext("{n} question", "{n} questions", tally.questions).format(n=tally.questions)
    return f"{questions}, {rows(tally.rows)}, {rupiah(tally.money)}"

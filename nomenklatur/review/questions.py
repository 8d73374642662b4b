"""Questions: what a person has to decide, once for all rows that it settles.

Rows that are recognised as one activity, and rows of one name for which the same was proposed, are
one question: *Penyediaan Alat Tulis Kantor* of forty offices is asked once. Rows of one name under
programs that lead elsewhere stay apart and know of each other (`Queue.kin`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.decisions import decision_key
from nomenklatur.decisions.making import subject_of
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.names import words
from nomenklatur.report.balance import column_keys
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nomenklatur.codes import Code
    from nomenklatur.decisions import Decision, Decisions, Key
    from nomenklatur.translation import Candidate, Outcome, Translation

Words = tuple[str, ...]

KEYS: Final = 9
"""Candidates that have a key of their own."""


@frozen
class Subject:
    """What a line of a decisions file is about: an activity by its code and name.

    Attributes:
        name: Its name as printed.
        code: Its code, or that of the legacy entry that it was recognised as.
        legacy: Code and name of that entry, by which a decision is found as well.
    """

    name: str
    code: Code | None = None
    legacy: tuple[Code, str] | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> Subject:
        """The subject of a decision on an item, as a translation looks it up."""
        code, name = subject_of(outcome)
        source = outcome.source
        return cls(name, code, (source.entry.code, source.entry.name) if source else None)

    @property
    def key(self) -> Key:
        """Equal for subjects that the same line decides."""
        return decision_key(self.code, self.name)

    @property
    def keys(self) -> frozenset[Key]:
        """The keys of all lines that may decide on it."""
        about = [(self.code, self.name), (None, self.name)]
        if self.legacy is not None:
            about += [self.legacy, (None, self.legacy[1])]
        return frozenset(decision_key(code, name) for code, name in about)

    def decision(self, decisions: Decisions, catalog: str) -> Decision | None:
        """The decision in force on it, towards a catalog."""
        found = decisions.get(self.code, self.name, catalog)
        if found is None and self.legacy is not None:
            found = decisions.get(*self.legacy, catalog)
        return found


@frozen(eq=False)
class Question:
    """Rows of a plan that one decision settles.

    Attributes:
        number: Its place in the queue, from 0.
        rows: The rows, the most expensive first.
        subjects: What the lines of a decision on it are about, each once.
        amounts: The money of all rows per column, in rupiah.
    """

    number: int
    rows: tuple[Outcome, ...] = field(repr=False)
    subjects: tuple[Subject, ...]
    amounts: Mapping[str, Rupiah]

    @property
    def lead(self) -> Outcome:
        """The row that stands for all: the most expensive one."""
        return self.rows[0]

    @property
    def name(self) -> str:
        """The activity's name as printed."""
        return self.lead.item.name

    @property
    def code(self) -> Code | None:
        """Its old code, if it has one or was recognised as an entry that has."""
        return self.subjects[0].code

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What it may become, the most probable first."""
        return self.lead.candidates[:KEYS]

    def money(self, column: str) -> Rupiah:
        """What is at stake in a column, in rupiah."""
        return self.amounts.get(column, ZERO)


def questions_of(
    translation: Translation,
    column: str,
    *,
    below: float = 0.0,
    decisions: Decisions | None = None,
) -> tuple[Question, ...]:
    """The questions that a translation leaves open, the most expensive first.

    Args:
        translation: The translation, in which no decision was applied, so that what was decided
            can be looked at again.
        column: The column whose money counts.
        below: Items mapped by a likely name are asked too where its probability is below this.
        decisions: What was decided so far; it stays in the queue.
    """
    known = decisions if decisions is not None and decisions.lines else None
    rows = [
        outcome
        for outcome in translation
        if is_open(outcome, below)
        or (known and Subject.of(outcome).decision(known, translation.target.id) is not None)
    ]
    columns = column_keys(translation.plan)
    made = [_Draft.of(group, column, columns) for group in _grouped(rows)]
    made.sort(key=lambda draft: draft.order)
    return tuple(
        Question(number, draft.rows, draft.subjects, draft.amounts)
        for number, draft in enumerate(made)
    )


def is_open(outcome: Outcome, below: float = 0.0) -> bool:
    """Whether a person has to look at an item, or may want to as its probability is low."""
    if outcome.status is not Status.MAPPED:
        return True
    score = outcome.score
    return outcome.method is Method.FUZZY and score is not None and score < below


def _grouped(rows: Iterable[Outcome]) -> Iterable[list[Outcome]]:
    """Rows that are decided together: joined by their subject, else by name and proposals."""
    groups: dict[object, list[Outcome]] = {}
    of_activity: dict[object, object] = {}
    for outcome in rows:
        activity, alike = _keys(outcome)
        group = of_activity.setdefault(activity, alike)
        groups.setdefault(group, []).append(outcome)
    return _with_codeless(groups).values()


def _keys(outcome: Outcome) -> tuple[object, object]:
    """What makes rows one activity, and what makes activities one question."""
    subject = Subject.of(outcome)
    activity = decision_key(*subject.legacy) if subject.legacy else subject.key
    name = subject.legacy[1] if subject.legacy else subject.name
    proposed = tuple(str(one.entry.code) for one in outcome.candidates)
    return activity, (words(name), proposed, outcome.relation)


def _with_codeless(groups: dict[object, list[Outcome]]) -> dict[object, list[Outcome]]:
    """The groups, where a decision on a name without a code holds for all rows of that name."""
    homes: dict[Words, object] = {}
    for group, rows in groups.items():
        for outcome in rows:
            if Subject.of(outcome).code is None:
                homes.setdefault(words(outcome.item.name), group)
    if not homes:
        return groups
    joined: dict[object, list[Outcome]] = {}
    for group, rows in groups.items():
        home = homes.get(words(rows[0].item.name), group)
        joined.setdefault(home, []).extend(rows)
    return joined


@frozen
class _Draft:
    """A question before it has its number."""

    rows: tuple[Outcome, ...]
    subjects: tuple[Subject, ...]
    amounts: Mapping[str, Rupiah]
    order: tuple[object, ...]

    @classmethod
    def of(cls, group: list[Outcome], column: str, columns: Iterable[str]) -> _Draft:
        rows = sorted(group, key=lambda one: -int(one.item.amounts.get(column, ZERO)))
        subjects = {subject.key: subject for subject in map(Subject.of, rows)}
        amounts = {
            key: Rupiah.sum(one.item.amounts[key] for one in rows if key in one.item.amounts)
            for key in columns
            if any(key in one.item.amounts for one in rows)
        }
        at_stake = int(amounts.get(column, ZERO))
        first = rows[0].item
        order = (-at_stake, first.place.row or 0, first.name)
        return cls(tuple(rows), tuple(subjects.values()), amounts, order)

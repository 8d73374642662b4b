"""A session: one person goes through a queue, and every answer is on the disk at once.

What stands in the decisions file is the whole state. A session that is killed is opened again
where it was, and what other programs write meanwhile is seen before the next answer is taken.
"""

from __future__ import annotations

import contextlib
import zlib
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Protocol

from attrs import define, evolve, field

from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.decisions import Decision, Decisions, Proposal
from nomenklatur.decisions.decision import now
from nomenklatur.decisions.lines import write_line
from nomenklatur.language import _
from nomenklatur.review.choices import ReviewError
from nomenklatur.review.queue import Stop
from nomenklatur.review.standing import Progress, Standing, State
from nomenklatur.review.steps import Act, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from nomenklatur.decisions import Key
    from nomenklatur.review.choices import Choice
    from nomenklatur.review.questions import Question
    from nomenklatur.review.queue import Queue
    from nomenklatur.review.steps import Before


_UNKNOWN: Final = Stop(0, 0, -1, Fraction(0))
"""Stands for what was not asked for yet."""


class Log(Protocol):
    """Where decisions are kept: a `nomenklatur.decisions.DecisionLog`."""

    @property
    def path(self) -> Path:
        """The file."""

    def read(self) -> Decisions:
        """What it says."""

    def append(self, *decisions: Decision) -> None:
        """Add lines, all or none, and onto the disk."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers out for a block."""


@define(eq=False)
class Session:
    """A person's way through a queue.

    Args:
        queue: The questions.
        log: Where decisions are kept.
        author: Who decides.
        clock: Gives the date of a decision, ISO 8601.
    """

    queue: Queue
    log: Log
    author: str = ""
    clock: Callable[[], str] = now
    decisions: Decisions = field(init=False, factory=Decisions)
    steps: list[Step] = field(init=False, factory=list)
    _standings: list[Standing] = field(init=False, factory=list, repr=False)
    _progress: Progress | None = field(init=False, default=None, repr=False)
    _having: dict[State, list[Question]] = field(init=False, factory=dict, repr=False)
    _stop: Stop | None = field(init=False, default=_UNKNOWN, repr=False)
    _seen: tuple[int, ...] | None = field(init=False, default=None)
    _about: dict[Key, set[int]] = field(init=False, factory=dict, repr=False)
    _catalog: str = field(init=False, default="")

    def __attrs_post_init__(self) -> None:
        self._catalog = catalog_key(self.queue.translation.target)
        for question in self.queue:
            for subject in question.subjects:
                for key in subject.keys:
                    self._about.setdefault(key, set()).add(question.number)
        self._seen = self._stamp()
        self._take_in(self.log.read())

    @property
    def catalog(self) -> str:
        """Id of the catalog that is decided towards."""
        return self.queue.translation.target.id

    @property
    def progress(self) -> Progress:
        """How far the review is."""
        if self._progress is None:
            self._progress = Progress.of(self.queue, self._standings)
        return self._progress

    def standing(self, question: Question) -> Standing:
        """How a question stands."""
        return self._standings[question.number]

    def having(self, state: State) -> Sequence[Question]:
        """The questions in a state, the most expensive first."""
        if not self._having:
            found: dict[State, list[Question]] = {one: [] for one in State}
            for question, standing in zip(self.queue, self._standings, strict=True):
                found[standing.state].append(question)
            self._having = found
        return self._having[state]

    @property
    def mark(self) -> str:
        """Another text whenever something else is known of the decisions."""
        return f"{len(self.decisions.lines)}-{self._seen[2] if self._seen else 0}"

    def stop(self) -> Stop | None:
        """After how many more questions enough of the pagu is settled."""
        if self._stop is _UNKNOWN:
            self._stop = self.queue.stop(self.having(State.OPEN), self.progress.settled)
        return self._stop

    def next_open(self, after: int = -1) -> Question | None:
        """The next open question behind a place in the queue; from its end back to the start."""
        size, standings = len(self.queue), self._standings
        for offset in range(1, size + 1):
            number = (after + offset) % size
            if standings[number].state is State.OPEN:
                return self.queue.questions[number]
        return None

    def open_kin(self, question: Question) -> tuple[Question, ...]:
        """The open questions on other activities of the same name."""
        return tuple(
            one for one in self.queue.kin(question) if self.standing(one).state is not State.DECIDED
        )

    def version(self, question: Question) -> str:
        """What the file says on a question, in short: another text where it says something else."""
        standing = self.standing(question)
        said = [*standing.decisions, standing.mark]
        text = "\n".join("" if one is None else write_line(one) for one in said)
        return f"{zlib.crc32(text.encode()):08x}"

    # -- answers ------------------------------------------------------------------------------

    def decide(
        self,
        question: Question,
        choice: Choice,
        *,
        note: str = "",
        kin: bool = False,
        seen: str | None = None,
    ) -> Step:
        """Decide a question.

        Args:
            question: The question.
            choice: The answer.
            note: Why, in free words.
            kin: Whether the open questions of the same name are decided alike.
            seen: What `version` said when the person looked; the answer is refused if somebody
                decided meanwhile.

        Raises:
            ReviewError: Somebody decided meanwhile.
            NomenklaturError: The file cannot be written.
        """
        with self._writing(question, seen):
            questions = (question, *(self.open_kin(question) if kin else ()))
            date = self.clock()
            lines = [line for one in questions for line in self._lines(one, date, note, choice)]
            return self._write(Act.DECIDED, questions, lines, choice)

    def flag(self, question: Question, *, note: str = "", seen: str | None = None) -> Step:
        """Mark a question for a colleague, with a note that says what the doubt is.

        Raises:
            ReviewError: Somebody decided meanwhile.
            NomenklaturError: The file cannot be written.
        """
        with self._writing(question, seen):
            lines = self._lines(question, self.clock(), note)
            return self._write(Act.FLAGGED, (question,), lines)

    def annotate(self, question: Question, note: str, *, seen: str | None = None) -> Step:
        """Say why, of a question that is decided or marked; what was decided stays.

        Raises:
            ReviewError: It is neither, or somebody decided meanwhile.
            NomenklaturError: The file cannot be written.
        """
        with self._writing(question, seen):
            standing = self.standing(question)
            said = [one for one in standing.decisions if one is not None]
            said = said or ([standing.mark] if standing.mark is not None else [])
            if not said:
                raise ReviewError(
                    _("a note goes with a decision"), remedy=_("decide, or flag for a colleague")
                )
            date = self.clock()
            lines = [
                evolve(one, note=note, author=self.author, date=date) for one in dict.fromkeys(said)
            ]
            return self._write(Act.NOTED, (question,), lines)

    def take_back(self, question: Question, *, seen: str | None = None) -> Step:
        """Take back what was decided on a question, by whomever and whenever.

        Raises:
            ReviewError: Nothing was, or somebody decided meanwhile.
            NomenklaturError: The file cannot be written.
        """
        with self._writing(question, seen):
            standing = self.standing(question)
            said = [*standing.decisions, standing.mark]
            date = self.clock()
            lines = {one.key: self._withdrawal(one, date) for one in said if one is not None}
            if not lines:
                raise ReviewError(_("nothing was decided on it"))
            return self._write(Act.TAKEN_BACK, (question,), lines.values())

    def undo(self) -> Step:
        """Take the last answer of this session back; what held before holds again.

        Raises:
            ReviewError: There is none, or somebody else said something on it since.
            NomenklaturError: The file cannot be written.
        """
        if not self.steps:
            raise ReviewError(_("there is nothing to undo in this session"))
        with self._writing():
            step = self.steps.pop()
            date = self.clock()
            for line in step.lines:
                self._check_last(line)
            lines = [back for pair in step.before for back in self._as_before(*pair, date)]
            return self._write(Act.UNDONE, step.questions, lines)

    # -- the file -----------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take in what other programs wrote since; whether they did.

        Raises:
            NomenklaturError: The file cannot be read.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        decisions = self.log.read()
        self._seen = stamp
        self._take_in(decisions)
        return True

    def _stamp(self) -> tuple[int, ...] | None:
        """What tells whether the file has changed."""
        try:
            status = self.log.path.stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    @contextlib.contextmanager
    def _writing(self, question: Question | None = None, seen: str | None = None) -> Iterator[None]:
        """A block in which nobody else writes, and all that was written is known."""
        with self.log.locked():
            self.refresh()
            if question is not None and seen is not None and seen != self.version(question):
                raise ReviewError(
                    _("{name} was decided meanwhile").format(name=question.name),
                    remedy=_("look at it, and decide again if it is not right"),
                )
            yield

    def _write(
        self,
        act: Act,
        questions: Sequence[Question],
        lines: Iterable[Decision],
        choice: Choice | None = None,
    ) -> Step:
        lines = tuple(lines)
        step = Step(act, tuple(questions), lines, choice, tuple(map(self._before, lines)))
        self.log.append(*step.lines)
        self._seen = self._stamp()
        self._take_in(self.decisions.with_lines(step.lines), {line.key for line in step.lines})
        if act is not Act.UNDONE:
            self.steps.append(step)
        return step

    def _take_in(self, decisions: Decisions, keys: Iterable[Key] | None = None) -> None:
        """Look at the questions again: at all, or at those that keys are about."""
        self.decisions = decisions
        translation = self.queue.translation
        self._progress, self._having, self._stop = None, {}, _UNKNOWN
        if keys is None:
            self._standings = [Standing.of(one, decisions, translation) for one in self.queue]
            return
        touched: set[int] = set()
        for key in keys:
            touched |= self._about.get(key, set())
        for number in touched:
            question = self.queue.questions[number]
            self._standings[number] = Standing.of(question, decisions, translation)

    def _lines(
        self, question: Question, date: str, note: str, choice: Choice | None = None
    ) -> list[Decision]:
        """A line on each subject of a question; without a choice it marks it for a colleague."""
        translation = self.queue.translation
        return [
            Decision(
                subject.name,
                None if choice is None else choice.relation,
                () if choice is None else choice.targets,
                subject.code,
                author=self.author,
                date=date,
                catalog=self._catalog,
                legacy=translation.source.id if translation.source is not None else "",
                note=note.strip(),
                proposed=tuple(Proposal(one.entry.code, one.score) for one in question.candidates),
                flagged=choice is None,
            )
            for subject in question.subjects
        ]

    def _check_last(self, line: Decision) -> None:
        """Refuse to take a line back that is not the last one on its activity."""
        history = self.decisions.history(line.code, line.name)
        last = next((one for one in reversed(history) if self._is_towards(one)), None)
        if last != line:
            who = (last.author if last is not None else "") or _("somebody else")
            raise ReviewError(
                _("{who} has decided on {name} since").format(who=who, name=line.name),
                remedy=_("look at it again instead"),
            )

    def _before(self, line: Decision) -> Before:
        """What holds on the activity of a line that is going to be written."""
        held = self.decisions.get(line.code, line.name, self.catalog)
        if held is not None and held.key != line.key:
            held = None  # it holds for the name alone, and goes on to do so
        return line, held, self.decisions.mark(line.code, line.name, self.catalog)

    def _as_before(
        self, line: Decision, held: Decision | None, mark: Decision | None, date: str
    ) -> Iterator[Decision]:
        """The lines by which that holds again: said once more, or what came after withdrawn."""
        if held is None:
            yield self._withdrawal(line, date)
        for said in (held, mark):
            if said is not None:
                yield evolve(said, author=self.author, date=date)

    def _withdrawal(self, line: Decision, date: str) -> Decision:
        return Decision(
            line.name, code=line.code, author=self.author, date=date,
            catalog=self._catalog, withdrawn=True,
        )  # fmt: skip

    def _is_towards(self, line: Decision) -> bool:
        return line.catalog_id in {"", self.catalog}

"""How far a review is: what became of each question, and of the rows and rupiah of all."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.decisions.outdated import lost_targets
from nomenklatur.money import Rupiah
from nomenklatur.review.queue import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from nomenklatur.decisions import Decision, Decisions
    from nomenklatur.review.questions import Question
    from nomenklatur.review.queue import Queue
    from nomenklatur.translation import Translation


class State(enum.Enum):
    """What became of a question."""

    OPEN = "open"
    FLAGGED = "flagged"
    """Marked for a colleague, and not decided."""
    DECIDED = "decided"


@frozen
class Standing:
    """How a question stands.

    Attributes:
        state: Open, flagged or decided.
        decisions: The decisions in force on its subjects; None where a subject has none.
        mark: The line that marks it for a colleague, if nobody decided since.
        outdated: Why a decision on it is not followed: the catalog has changed under it.
    """

    state: State = State.OPEN
    decisions: tuple[Decision | None, ...] = ()
    mark: Decision | None = None
    outdated: str = ""

    @classmethod
    def of(cls, question: Question, decisions: Decisions, translation: Translation) -> Standing:
        """How a question stands by the decisions towards the catalog of a translation."""
        catalog = translation.target.id
        found = tuple(one.decision(decisions, catalog) for one in question.subjects)
        marks = (decisions.mark(one.code, one.name, catalog) for one in question.subjects)
        mark = next((one for one in marks if one is not None), None)
        lost = [
            finding.message
            for one in dict.fromkeys(found)
            if one is not None
            for finding in lost_targets(one, translation.target, translation.authority)
        ]
        if None not in found and not lost:
            return cls(State.DECIDED, found, mark)
        state = State.OPEN if mark is None else State.FLAGGED
        return cls(state, found, mark, "; ".join(lost))

    @property
    def decision(self) -> Decision | None:
        """The decision, if there is one and it is the same for all rows."""
        first = self.decisions[0] if self.decisions else None
        return None if self.mixed else first

    @property
    def is_homeless(self) -> bool:
        """Whether it is decided, and leaves money without a place."""
        return self.state is State.DECIDED and any(
            one is not None and not one.targets for one in self.decisions
        )

    @property
    def mixed(self) -> bool:
        """Whether its rows were decided in different ways, or only some of them."""
        said = {None if one is None else (one.relation, one.targets) for one in self.decisions}
        return len(said) > 1


@frozen
class Progress:
    """How far a review is.

    Attributes:
        all: All questions.
        decided: Those decided.
        flagged: Those that wait for a colleague.
        open: Those left.
        homeless: Those decided as having no home, or absorbed by something not yet named: their
            money is answered for, and has no place.
        settled: The money of the plan, in rupiah, that is mapped or decided on.
        plan: The money of the whole plan.
    """

    all: Tally
    decided: Tally
    flagged: Tally
    open: Tally
    homeless: Tally
    settled: Rupiah
    plan: Rupiah

    @classmethod
    def of(cls, queue: Queue, standings: Iterable[Standing]) -> Progress:
        """The progress of a queue."""
        counts = {state: [0, 0, 0] for state in State}
        homeless = []
        for question, standing, stake in zip(queue, standings, queue.stakes, strict=True):
            count = counts[standing.state]
            count[0] += 1
            count[1] += len(question.rows)
            count[2] += stake
            if standing.is_homeless:
                homeless.append(question)
        tallies = {state: Tally(n, rows, Rupiah(sum_)) for state, (n, rows, sum_) in counts.items()}
        decided = tallies[State.DECIDED]
        return cls(
            queue.tally,
            decided,
            tallies[State.FLAGGED],
            tallies[State.OPEN],
            Tally.of(homeless, queue.column),
            queue.settled + decided.money,
            queue.money,
        )

    @property
    def percent(self) -> Fraction | None:
        """How much of the plan's money is settled; None if it has none."""
        return self.settled.percent_of(self.plan)

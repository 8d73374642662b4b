"""Steps: what a person did in a session, one after the other, so that each can be undone."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.decisions import Decision
from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from nomenklatur.review.choices import Choice
    from nomenklatur.review.questions import Question

Before = tuple[Decision, Decision | None, Decision | None]
"""A line that was written, and the decision and the mark that held on its activity before."""


class Act(enum.Enum):
    """What a person did."""

    DECIDED = "decided"
    FLAGGED = "flagged"
    NOTED = "noted"
    TAKEN_BACK = "taken back"
    UNDONE = "undone"


@frozen
class Step:
    """One thing that a person did, which can be undone.

    Attributes:
        act: What it was; of an undoing, that it was one.
        questions: What it was about, the question on the screen first.
        lines: What was written.
        choice: What was decided, if anything was.
        before: What held on the activity of each line.
    """

    act: Act
    questions: tuple[Question, ...]
    lines: tuple[Decision, ...]
    choice: Choice | None = None
    before: tuple[Before, ...] = field(default=(), repr=False)

    @property
    def rows(self) -> int:
        """How many rows of the plan it was about."""
        return sum(len(question.rows) for question in self.questions)

    def money(self, column: str) -> Rupiah:
        """How much money it was about, in rupiah."""
        return Rupiah.sum(question.money(column) for question in self.questions)

"""The queue: the questions in the order in which they are worth deciding."""

from __future__ import annotations

import functools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.money import ZERO, Rupiah
from nomenklatur.names import words
from nomenklatur.report.balance import column_keys, placed
from nomenklatur.review.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.decisions import Decisions
    from nomenklatur.translation import Translation

ENOUGH: Final = Fraction(995, 1000)
"""The part of the pagu at which the rest is small change."""


@frozen
class Tally:
    """Questions, rows of the plan, and their money in rupiah."""

    questions: int = 0
    rows: int = 0
    money: Rupiah = ZERO

    @classmethod
    def of(cls, questions: Iterable[Question], column: str) -> Tally:
        """Questions, counted."""
        count = rows = money = 0
        for question in questions:
            count += 1
            rows += len(question.rows)
            money += int(question.money(column))
        return cls(count, rows, Rupiah(money))

    def __bool__(self) -> bool:
        return self.questions > 0


@frozen
class Stop:
    """Where one may stop for today.

    Attributes:
        questions: How many more questions.
        rows: How many rows of the plan they settle.
        after: The number of the last of them.
        percent: How much of the pagu is settled then.
    """

    questions: int
    rows: int
    after: int
    percent: Fraction


@frozen(eq=False)
class Queue:
    """The questions of a translation.

    Attributes:
        translation: The translation, in which no decision was applied.
        column: The column whose money orders the queue.
        questions: The questions, the most expensive first.
        settled: The money of that column that no question is about, in rupiah: it has its place.
    """

    translation: Translation = field(repr=False)
    column: str
    questions: tuple[Question, ...] = field(repr=False)
    settled: Rupiah
    _named: Mapping[tuple[str, ...], tuple[int, ...]] = field(init=False, repr=False)

    @_named.default
    def _index(self) -> Mapping[tuple[str, ...], tuple[int, ...]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for question in self.questions:
            found.setdefault(words(question.name), []).append(question.number)
        return {name: tuple(numbers) for name, numbers in found.items()}

    @classmethod
    def of(
        cls,
        translation: Translation,
        column: str = "",
        *,
        below: float = 0.0,
        decisions: Decisions | None = None,
    ) -> Queue:
        """The queue of a translation.

        Args:
            translation: The translation, in which no decision was applied.
            column: The column whose money orders the queue; by default the plan's first.
            below: Items mapped by a likely name are asked too where its probability is below this.
            decisions: What was decided so far; it stays in the queue.
        """
        column = column or next(iter(column_keys(translation.plan)), "")
        questions = questions_of(translation, column, below=below, decisions=decisions)
        whole = Rupiah.sum(placed(outcome, column) for outcome in translation)
        asked = Rupiah.sum(question.money(column) for question in questions)
        return cls(translation, column, questions, whole - asked)

    @functools.cached_property
    def stakes(self) -> tuple[int, ...]:
        """The money of each question in the column, in rupiah, by its number."""
        return tuple(int(one.money(self.column)) for one in self.questions)

    @functools.cached_property
    def tally(self) -> Tally:
        """All questions, counted."""
        return Tally.of(self.questions, self.column)

    @property
    def money(self) -> Rupiah:
        """The money of the whole plan in the column, in rupiah."""
        return self.settled + self.tally.money

    def kin(self, question: Question) -> tuple[Question, ...]:
        """The other questions on activities of the same name, which something else tells apart."""
        numbers = self._named[words(question.name)]
        return tuple(self.questions[n] for n in numbers if n != question.number)

    def stop(
        self, left: Iterable[Question], settled: Rupiah, enough: Fraction = ENOUGH
    ) -> Stop | None:
        """After which of the questions that are left enough of the pagu is settled.

        Args:
            left: The questions that are still open, in the queue's order.
            settled: The money that has its place or was decided on, in rupiah.
            enough: Which part of the pagu is enough.

        Returns:
            None if it is settled already, if the plan has no money, or if what is left is not
            enough, as more waits for a colleague.
        """
        whole, stakes = int(self.money), self.stakes
        if whole <= 0:
            return None
        reached = int(settled)
        wanted = math.ceil(enough * whole)
        if reached >= wanted:
            return None
        rows = 0
        for count, question in enumerate(left, 1):
            number = question.number
            reached += stakes[number]
            rows += len(question.rows)
            if reached >= wanted:
                return Stop(count, rows, number, Fraction(100 * reached, whole))
        return None

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

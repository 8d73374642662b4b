"""The queue: the questions in the order in which they are worth deciding."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.names import words
from nomenklatur.report.balance import column_keys, placed
from nomenklatur.review.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.translation import Translation

ENOUGH: Final = Fraction(995, 1000)
"""The part of the pagu at which the rest is small change."""


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
        translation: The translation, made without decisions.
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
    def of(cls, translation: Translation, column: str = "", *, below: float = 0.0) -> Queue:
        """The queue of a translation.

        Args:
            translation: The translation, made without decisions.
            column: The column whose money orders the queue; by default the plan's first.
            below: Items mapped by a likely name are asked too where its probability is below this.
        """
        column = column or next(iter(column_keys(translation.plan)), "")
        questions = questions_of(translation, column, below=below)
        whole = Rupiah.sum(placed(outcome, column) for outcome in translation)
        asked = Rupiah.sum(question.money(column) for question in questions)
        return cls(translation, column, questions, whole - asked)

    @property
    def money(self) -> Rupiah:
        """The money of the whole plan in the column, in rupiah."""
        return self.settled + Rupiah.sum(one.money(self.column) for one in self.questions)

    @property
    def rows(self) -> int:
        """How many rows the questions are about."""
        return sum(len(question.rows) for question in self.questions)

    def kin(self, question: Question) -> tuple[Question, ...]:
        """The other questions on activities of the same name, which something else tells apart."""
        numbers = self._named[words(question.name)]
        return tuple(self.questions[n] for n in numbers if n != question.number)

    def stop(self, left: Iterable[Question], enough: Fraction = ENOUGH) -> Stop | None:
        """After which of the questions that are left enough of the pagu is settled.

        Args:
            left: The questions that are still open, in the queue's order.
            enough: Which part of the pagu is enough.

        Returns:
            None if it is settled already, if nothing is left, or if the plan has no money.
        """
        whole = int(self.money)
        open_ = list(left)
        if whole <= 0 or not open_:
            return None
        reached = whole - sum(int(one.money(self.column)) for one in open_)
        if reached >= enough * whole:
            return None
        rows = 0
        for count, question in enumerate(open_, 1):
            reached += int(question.money(self.column))
            rows += len(question.rows)
            if reached >= enough * whole:
                return Stop(count, rows, question.number, Fraction(100 * reached, whole))
        return None

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

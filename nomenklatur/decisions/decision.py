"""One line of a decisions file: what a person decided about one activity."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.crosswalk.mapping import Relation
from nomenklatur.decisions.dates import Span, span_of
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _
from nomenklatur.names import words
from nomenklatur.places import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk.mapping import Target

Key = tuple[str, tuple[str, ...]]


class DecisionError(NomenklaturError, ValueError):
    """A decision that contradicts itself, or that cannot be kept."""


def decision_key(code: Code | None, name: str) -> Key:
    """What a decision is about: the old code, if there is one, and the name's words.

    A name without any word of Latin letters is told by what it is written with.
    """
    said = words(name) or tuple(name.split())
    return ("" if code is None else ".".join(map(str, code.key)), said)


@frozen
class Proposal:
    """What the machine had proposed when a person decided.

    Attributes:
        code: A candidate's code as the catalog has it.
        score: Its probability, 0 to 1; None where that was not kept.
    """

    code: Code
    score: float | None = None


@frozen
class Decision:
    """What a person decided about one activity, or said of it without deciding.

    Attributes:
        name: Name of the activity.
        relation: How it relates to its targets; `Relation.NONE` records that it has no home,
            `Relation.BROAD` without a target that it is absorbed by something not yet named.
            None only in a line that decides nothing.
        targets: Where it goes, with shares where there are several.
        code: Its old code; None for an activity without one.
        author: Who decided.
        date: When: an ISO 8601 day, or a day and time (with the offset, as `now` gives it).
        catalog: The catalog that the targets are of: its id, or ``id@version``.
        legacy: Id of the nomenclature that the activity is of.
        note: Why.
        proposed: What the machine had proposed, the most probable first.
        withdrawn: Whether the line takes an earlier decision back.
        flagged: Whether the line marks the activity for a colleague, and decides nothing.
        place: Where the line stands.

    Raises:
        DecisionError: It contradicts itself: no home and targets, shares that do not add up
            to 1, a date that is none.
    """

    name: str
    relation: Relation | None = None
    targets: tuple[Target, ...] = ()
    code: Code | None = None
    author: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True)
    catalog: str = field(default="", kw_only=True)
    legacy: str = field(default="", kw_only=True)
    note: str = field(default="", kw_only=True)
    proposed: tuple[Proposal, ...] = field(default=(), kw_only=True)
    withdrawn: bool = field(default=False, kw_only=True)
    flagged: bool = field(default=False, kw_only=True)
    place: Place = field(default=NOWHERE, kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        if problem := next(_problems(self), ""):
            raise DecisionError(problem, place=self.place)

    @property
    def key(self) -> Key:
        """What it is about."""
        return decision_key(self.code, self.name)

    @property
    def catalog_id(self) -> str:
        """Id of the catalog that the targets are of; empty if nobody said."""
        return self.catalog.partition("@")[0]

    @property
    def catalog_version(self) -> str:
        """Version of the catalog that it was decided on; empty if nobody said."""
        return self.catalog.partition("@")[2]

    @property
    def decides(self) -> bool:
        """Whether it says where the activity goes: not a withdrawal, not a mere mark."""
        return not (self.withdrawn or self.flagged)

    @property
    def span(self) -> Span:
        """From when at the earliest to when at the latest it was decided."""
        return span_of(self.date)


def _problems(decision: Decision) -> Iterator[str]:
    """What is wrong with a decision."""
    relation, targets = decision.relation, decision.targets
    if not decision.name.strip() and decision.code is None:
        yield _("neither a code nor a name says what is decided on")
    if decision.flagged and (decision.withdrawn or targets or relation is not None):
        yield _("flagged for a colleague, and decided or withdrawn all the same")
    if decision.decides and relation is None:
        yield _("no relation")
    if relation is Relation.NONE and targets:
        yield _("relation none, and targets")
    if decision.decides and not targets and relation in {Relation.EXACT, Relation.CLOSE}:
        yield _("relation {relation}, and no target").format(relation=relation.value)
    yield from _problems_of(targets)
    if any(one.score is not None and not 0 <= one.score <= 1 for one in decision.proposed):
        yield _("a probability is not between 0 and 1")
    try:
        span_of(decision.date)
    except ValueError:
        yield _("{date!r} is no date; write 2021-01-31 or 2021-01-31T14:05:00+07:00").format(
            date=decision.date
        )


def _problems_of(targets: Sequence[Target]) -> Iterator[str]:
    """What is wrong with targets and their shares."""
    if len({target.code for target in targets}) < len(targets):
        yield _("a target is named twice")
    shares = [target.share for target in targets if target.share is not None]
    if any(share <= 0 for share in shares):
        yield _("a share is not above 0")
    if len(shares) < len(targets) and (shares or len(targets) > 1):
        yield _("the shares of several targets have to add up to 1, and some have none")
    elif shares and sum(shares) != 1:
        yield _("the shares have to add up to 1, not to {total}").format(total=sum(shares))


def says_same(one: Decision, other: Decision) -> bool:
    """Whether two decisions say the same of where an activity goes."""
    return _said(one) == _said(other)


def _said(decision: Decision) -> object:
    targets = frozenset((target.code.generic(), target.share) for target in decision.targets)
    if len(decision.targets) == 1:
        targets = frozenset((code, None) for code, _share in targets)
    return decision.relation, targets, decision.flagged, decision.withdrawn


def shares_of(amounts: Sequence[int]) -> tuple[Fraction, ...]:
    """The exact shares of a split that was given in rupiah.

    Args:
        amounts: What each target gets, in whole rupiah.

    Raises:
        DecisionError: One gets nothing, or less.

    >>> [str(share) for share in shares_of([398_000, 796_000])]
    ['1/3', '2/3']
    """
    if not amounts or min(amounts) <= 0:
        raise DecisionError(_("every target of a split has to get more than 0 rupiah"))
    total = sum(int(amount) for amount in amounts)
    return tuple(Fraction(int(amount), total) for amount in amounts)


def now() -> str:
    """This moment as a decision's date: ISO 8601 to the second, with the offset of the clock."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

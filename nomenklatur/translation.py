"""A translation: what became of every item of a plan, and of every rupiah."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk import CrosswalkInfo, Relation
    from nomenklatur.findings import Finding
    from nomenklatur.plan import Plan, PlanItem


class Status(enum.Enum):
    """What became of an item."""

    MAPPED = "mapped"
    AMBIGUOUS = "ambiguous"
    UNMAPPED = "unmapped"


class Method(enum.Enum):
    """What the outcome of an item rests on, the most trusted first."""

    DECISION = "decision"
    CROSSWALK = "crosswalk"
    EXACT = "exact"
    FUZZY = "fuzzy"


@frozen
class Evidence:
    """Why a candidate was proposed, or what speaks against it.

    Attributes:
        signal: Name of the signal: ``name``, ``program``, ``bidang``, ``decisive-word``, …
        text: What it says, in words that a planner understands.
        against: Whether it speaks against the candidate.
    """

    signal: str
    text: str
    against: bool = False

    def __str__(self) -> str:
        return self.text


WORTH_NAMING: Final = 0.05
"""Below this probability a candidate is no help to anybody, and no message names it."""


@frozen
class Candidate:
    """An entry that an item may become.

    Attributes:
        entry: The entry of the target catalog.
        score: The probability that it is right, 0 to 1.
        evidence: Why; what finds it may be given instead, and is asked when it is first read,
            as most candidates are never shown.
    """

    entry: Entry
    score: float
    _evidence: tuple[Evidence, ...] | Callable[[], tuple[Evidence, ...]] = field(
        default=(), alias="evidence", eq=False
    )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Why, and what speaks against it."""
        said = self._evidence
        if callable(said):
            said = said()
            object.__setattr__(self, "_evidence", said)
        return said

    def __reduce__(self) -> tuple[type[Candidate], tuple[object, ...]]:
        """Pickled with what is said, not with what would find it."""
        return Candidate, (self.entry, self.score, self.evidence)


@frozen
class TargetShare:
    """A target of a mapped item with its share of the money.

    Attributes:
        code: The target's code with X.XX resolved to the office's bidang, where that is known.
        entry: The entry of the target catalog; None if the catalog lacks it.
        name: Its name.
        share: Its share of every amount.
        amounts: Its money per column; the targets of an item add up to the item exactly.
    """

    code: Code
    name: str
    entry: Entry | None = None
    share: Fraction = Fraction(1)
    amounts: Mapping[str, Rupiah] = field(factory=dict)


@frozen
class Recognition:
    """How an item was recognised as an entry of the source catalog.

    Attributes:
        entry: The legacy entry.
        method: `exact` or `fuzzy`.
        score: The probability that it is the one, 0 to 1.
        code_says: What the item's own code stands for, where that is another entry than its
            name says.
    """

    entry: Entry
    method: Method
    score: float = 1.0
    code_says: Entry | None = None


@frozen
class Outcome:
    """What became of one item.

    Attributes:
        item: The item.
        status: Mapped, ambiguous or unmapped.
        method: What it rests on; None where nothing was found.
        relation: How the item relates to its targets.
        targets: Where its money goes; empty unless mapped.
        candidates: What it may become, the most probable first.
        source: The entry of the source catalog that it was recognised as.
        score: How sure the outcome is, 0 to 1.
        findings: What to look at.
        note: KETERANGAN of the mapping, or the decision's note.
    """

    item: PlanItem
    status: Status
    method: Method | None = None
    relation: Relation | None = None
    targets: tuple[TargetShare, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    source: Recognition | None = None
    score: float | None = None
    findings: tuple[Finding, ...] = ()
    note: str = ""


@frozen
class Translation:
    """A translated plan. Every report says the same, because it says what stands here.

    Attributes:
        plan: The plan.
        outcomes: One per item of the plan, in its order.
        source: The catalog translated from; None if unknown.
        target: The catalog translated to.
        authority: The kind of region.
        bidang: The office's bidang urusan in the target catalog, if known.
        findings: Findings on the plan as a whole; those of items stand with the outcomes.
        crosswalks: The mappings that were trusted, the most trusted first.
    """

    plan: Plan
    outcomes: tuple[Outcome, ...] = field(repr=False)
    target: Catalog
    source: Catalog | None = None
    authority: Authority | None = None
    bidang: Code | None = None
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    crosswalks: tuple[CrosswalkInfo, ...] = field(default=(), kw_only=True)

    def count(self, status: Status) -> int:
        """How many items have a status."""
        return sum(outcome.status is status for outcome in self.outcomes)

    def money(self, column: str, status: Status | None = None) -> Rupiah:
        """The items' money in a column, of one status or of all."""
        return Rupiah.sum(
            outcome.item.amounts[column]
            for outcome in self.outcomes
            if column in outcome.item.amounts and status in (None, outcome.status)
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings on the plan and on its items, in the order of their places."""
        found = list(self.findings)
        for outcome in self.outcomes:
            found += outcome.findings
        return tuple(sorted(found, key=lambda f: (*f.place.order, f.rule.code)))

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

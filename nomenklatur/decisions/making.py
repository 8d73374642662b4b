"""From an outcome and what a person chose to a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.decisions.decision import Decision, Proposal, decision_key, now
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk.mapping import Relation, Target
    from nomenklatur.decisions.decision import Key
    from nomenklatur.translation import Candidate, Outcome, Translation


def subject_of(outcome: Outcome) -> tuple[Code | None, str]:
    """What a decision on an outcome's item is about: its code and its name.

    The code is the item's own or, where it has none, that of the legacy entry that it was
    recognised as.
    """
    item, source = outcome.item, outcome.source
    return item.code or (source.entry.code if source else None), item.name


def keys_of(outcome: Outcome) -> tuple[Key, ...]:
    """What decisions that hold for an outcome's item may be about, the most exact first."""
    code, name = subject_of(outcome)
    names = [(code, name), (None, name)]
    if outcome.source is not None:
        entry = outcome.source.entry
        names += [(entry.code, entry.name), (None, entry.name)]
    return tuple(dict.fromkeys(decision_key(*about) for about in names))


def proposals_of(outcome: Outcome) -> tuple[Proposal, ...]:
    """What the machine proposed for an item, the most probable first."""
    if outcome.candidates or outcome.status is not Status.MAPPED:
        return tuple(_proposal(candidate) for candidate in outcome.candidates)
    score = 1.0 if outcome.score is None else outcome.score
    return tuple(
        Proposal(target.entry.code, round(score, 4)) for target in outcome.targets if target.entry
    )


def decide(  # noqa: PLR0913 - what a person may say of an item
    translation: Translation,
    outcome: Outcome,
    relation: Relation | None,
    targets: Sequence[Target] = (),
    *,
    author: str,
    note: str = "",
    date: str = "",
    flagged: bool = False,
    withdrawn: bool = False,
) -> Decision:
    """The decision of a person on one item of a translation.

    Args:
        translation: The translation that was looked at.
        outcome: The item's outcome in it.
        relation: How the item relates to its targets; None for a mark or a withdrawal.
        targets: Where it goes, with shares if there are several. Their codes are as the catalog
            has them, X.XX where it has X.XX.
        author: Who decides.
        note: Why.
        date: When; by default now.
        flagged: Whether it is only marked for a colleague.
        withdrawn: Whether what was decided is taken back.

    Raises:
        DecisionError: It contradicts itself.
    """
    code, name = subject_of(outcome)
    source = translation.source
    return Decision(
        name,
        relation,
        tuple(targets),
        code,
        author=author,
        date=date or now(),
        catalog=catalog_key(translation.target),
        legacy=source.id if source is not None else "",
        note=note,
        proposed=() if withdrawn else proposals_of(outcome),
        withdrawn=withdrawn,
        flagged=flagged,
    )


def _proposal(candidate: Candidate) -> Proposal:
    return Proposal(candidate.entry.code, round(float(candidate.score), 4))

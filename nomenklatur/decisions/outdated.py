"""What became of a decision's targets: whether the catalog still says what was decided on."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.catalog.entry import Status
from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _
from nomenklatur.names import same_name, similarity
from nomenklatur.places import NOWHERE
from nomenklatur.recognise import SAME_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk.mapping import Target
    from nomenklatur.decisions.decision import Decision

OUTDATED: Final = "NK224"
_CUT: Final = "…"


class Change(enum.Enum):
    """What is wrong with a target now."""

    GONE = "gone"
    """The catalog has no such code."""
    REUSED = "reused"
    """The code stands for something else."""
    RETIRED = "retired"
    """The entry may no longer be used."""
    RENAMED = "renamed"
    """The entry has another name, which may well mean the same."""

    @property
    def is_lost(self) -> bool:
        """Whether nobody can say any longer where the money was meant to go."""
        return self in {Change.GONE, Change.REUSED}


@frozen
class Changed:
    """A target of which the catalog says something else than the decision.

    Attributes:
        change: What.
        target: The target as it was decided.
        entry: What the catalog has under its code.
        successor: The code under which the catalog has an entry of the target's name.
    """

    change: Change
    target: Target
    entry: Entry | None = None
    successor: Code | None = None

    @property
    def message(self) -> str:
        """What became of it, in words."""
        code, name = self.target.code, self.target.name
        now = "" if self.entry is None else self.entry.official_name or self.entry.name
        match self.change:
            case Change.GONE:
                text = _("{code} {name} is gone")
            case Change.REUSED:
                text = _("{code} was {name} and is {now} now")
            case Change.RETIRED:
                text = _("{code} {name} is retired")
            case Change.RENAMED:
                text = _("{code} {name} is called {now} now")
        return text.format(code=code, name=name or now, now=now)

    @property
    def suggestion(self) -> str:
        """What to look at first."""
        if self.successor is None:
            return _("decide again")
        return _("that name stands at {code} now; decide again").format(code=self.successor)


def changes_of(
    decision: Decision, catalog: Catalog, authority: Authority | None = None
) -> tuple[Changed, ...]:
    """What the catalog says otherwise than a decision.

    Args:
        decision: The decision.
        catalog: The catalog, as it is now.
        authority: The kind of region.
    """
    return tuple(
        found
        for target in decision.targets
        if (found := changed(target, catalog, authority)) is not None
    )


def changed(target: Target, catalog: Catalog, authority: Authority | None = None) -> Changed | None:
    """What the catalog says otherwise of one target; None if it bears it out."""
    entry = catalog.get(target.code, authority)
    if entry is None:
        return Changed(Change.GONE, target, None, _successor(target, catalog, authority))
    if target.name and not any(_is_named(target.name, name) for name in entry.names):
        likeness = max(similarity(target.name, name) for name in entry.names)
        change = Change.RENAMED if likeness >= SAME_NAME else Change.REUSED
        return Changed(change, target, entry, _successor(target, catalog, authority))
    if entry.status is Status.RETIRED:
        return Changed(Change.RETIRED, target, entry)
    return None


def changed_since(decision: Decision, catalog: Catalog) -> bool:
    """Whether the catalog is known to be another version than the one that was decided on."""
    return decision.catalog_version != "" and decision.catalog != catalog_key(catalog)


def lost_targets(
    decision: Decision, catalog: Catalog, authority: Authority | None = None
) -> tuple[Finding, ...]:
    """The findings on targets of which nobody can say any longer what was meant.

    Only a catalog of another version than the one decided on can lose them.
    """
    if not decision.catalog_version or not changed_since(decision, catalog):
        return ()
    return tuple(
        Finding(RULES[OUTDATED], _said_of(decision, found), NOWHERE, found.suggestion)
        for found in changes_of(decision, catalog, authority)
        if found.change.is_lost
    )


def outdated_findings(
    decision: Decision, catalog: Catalog, authority: Authority | None = None
) -> Iterator[Finding]:
    """The findings on a decision whose catalog changed under it, or never bore it out."""
    since = changed_since(decision, catalog)
    for found in changes_of(decision, catalog, authority):
        what = _said_of(decision, found)
        if since:
            severity = Severity.WARNING if found.change is Change.RENAMED else Severity.ERROR
            yield Finding(
                RULES[OUTDATED], what, decision.place, found.suggestion, severity=severity
            )
        elif found.change is Change.GONE:
            yield Finding(RULES["NK225"], what, decision.place, found.suggestion)
        elif found.change is Change.RETIRED:
            yield Finding(RULES["NK207"], what, decision.place, found.suggestion)
        else:
            yield Finding(RULES["NK205"], what, decision.place, found.suggestion)


def _said_of(decision: Decision, found: Changed) -> str:
    return _("{about}: {change}").format(about=said(decision), change=found.message)


def said(decision: Decision) -> str:
    """What a decision is about and whose it is, in words."""
    about = f"{decision.code or ''} {decision.name}".strip()
    if not decision.author:
        return about
    return _("{about} (decided by {author})").format(about=about, author=decision.author)


def _is_named(name: str, known: str) -> bool:
    """Whether a name is the known one; a worksheet may have cut it short."""
    if name.endswith(_CUT):
        return known.startswith(name.removesuffix(_CUT))
    return same_name(name, known)


def _successor(target: Target, catalog: Catalog, authority: Authority | None) -> Code | None:
    """The only code of the target's level under which the catalog has an active entry so named."""
    if not target.name:
        return None
    level = target.code.level
    found = [
        entry.code
        for entry in catalog
        if entry.level is level
        and entry.status is Status.ACTIVE
        and entry.is_for(authority)
        and any(_is_named(target.name, name) for name in entry.names)
    ]
    return found[0] if len(found) == 1 else None

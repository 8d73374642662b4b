"""Rules on where a plan's money goes: every target is in the catalog, valid, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog import Status as EntryStatus
from nomenklatur.catalog.validate import authority_contradiction
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, ngettext
from nomenklatur.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority
    from nomenklatur.translation import Outcome, TargetShare


def target_findings(
    outcomes: Sequence[Outcome], catalog: Catalog, authority: Authority | None
) -> tuple[tuple[Finding, ...], ...]:
    """The findings on each outcome's targets.

    A target that many items share is reported once, at the first of them, with their number.
    """
    shared: dict[str, list[int]] = {}
    targets: dict[str, TargetShare] = {}
    for index, outcome in enumerate(outcomes):
        for target in outcome.targets:
            shared.setdefault(str(target.code), []).append(index)
            targets.setdefault(str(target.code), target)
    found: list[list[Finding]] = [[] for _ in outcomes]
    for code, indices in shared.items():
        for finding in _check(targets[code], catalog, authority):
            first = outcomes[indices[0]].item.place
            message = finding.message
            if (n := len(indices)) > 1:
                message = ngettext("{message} ({n} item)", "{message} ({n} items)", n).format(
                    message=message, n=n
                )
            found[indices[0]].append(Finding(finding.rule, message, first, finding.suggestion))
    return tuple(tuple(findings) for findings in found)


def _check(target: TargetShare, catalog: Catalog, authority: Authority | None) -> Iterator[Finding]:
    entry, code = target.entry, target.code
    if entry is None:
        message = _("{code} {name} is not in {id}").format(
            code=code, name=target.name, id=catalog.id
        )
        if catalog.info.partial:
            message = _("{message}; {id} is a part: {partial}").format(
                message=message, id=catalog.id, partial=_(catalog.info.partial)
            )
        yield Finding(RULES["NK204"], message)
        return
    if entry.status is EntryStatus.RETIRED:
        yield Finding(
            RULES["NK207"],
            _("{code} {name} has been retired").format(code=code, name=entry.name),
            suggestion=heir_of(entry, catalog, authority),
        )
    for official in (entry.official_name or entry.name,):
        for printed in dict.fromkeys((target.name, entry.name)):
            if printed and not same_name(printed, official):
                yield Finding(
                    RULES["NK205"],
                    _("{code}: {printed!r} is {official!r} in the regulation").format(
                        code=code, printed=printed, official=official
                    ),
                )
    if contradiction := authority_contradiction(entry):
        message = _("{code} {name}: {said}").format(code=code, name=entry.name, said=contradiction)
        yield Finding(RULES["NK206"], message)
    elif authority is not None and code.authority not in {None, authority}:
        yield Finding(
            RULES["NK206"],
            _("{code} is of {kind}, the plan of {other}").format(
                code=code, kind=code.authority.label, other=authority.label
            ),
        )


def heir_of(entry: Entry, catalog: Catalog, authority: Authority | None) -> str:
    """The one entry in force that has the name of a retired one, in words; empty for none."""
    found = [
        other
        for other in catalog
        if other.status is EntryStatus.ACTIVE
        and other.level is entry.level
        and other.is_for(authority)
        and same_name(other.name, entry.name)
    ]
    return nearest_is(found[0]) if len({other.code for other in found}) == 1 else ""


def nearest_is(entry: Entry | None) -> str:
    """What comes nearest, in words; empty if nothing does."""
    if entry is None:
        return ""
    return _("the nearest is {code} {name}").format(code=entry.code, name=entry.name)

"""Rules on where a plan's money goes: every target is in the catalog, valid, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog import Status as EntryStatus
from nomenklatur.catalog.validate import authority_contradiction
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog import Catalog
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
        for finding in _check(targets[code], catalog, authority, len(indices)):
            first = outcomes[indices[0]].item.place
            found[indices[0]].append(
                Finding(finding.rule, finding.message, first, finding.suggestion)
            )
    return tuple(tuple(findings) for findings in found)


def _check(
    target: TargetShare, catalog: Catalog, authority: Authority | None, items: int
) -> Iterator[Finding]:
    of = f" ({items} items)" if items > 1 else ""
    entry, code = target.entry, target.code
    if entry is None:
        part = f"; {catalog.id} is a part: {catalog.info.partial}" if catalog.info.partial else ""
        yield Finding(
            RULES["NK204"],
            _("{code} {name} is not in {id}{part}{of}").format(
                code=code, name=target.name, id=catalog.id, part=part, of=of
            ),
        )
        return
    if entry.status is EntryStatus.RETIRED:
        yield Finding(
            RULES["NK207"],
            _("{code} {name} has been retired{of}").format(code=code, name=entry.name, of=of),
        )
    for official in (entry.official_name or entry.name,):
        for printed in dict.fromkeys((target.name, entry.name)):
            if printed and not same_name(printed, official):
                yield Finding(
                    RULES["NK205"],
                    _("{code}: {printed!r} is {official!r} in the regulation{of}").format(
                        code=code, printed=printed, official=official, of=of
                    ),
                )
    if contradiction := authority_contradiction(entry):
        yield Finding(RULES["NK206"], f"{code} {entry.name}: {contradiction}{of}")
    elif authority is not None and code.authority not in {None, authority}:
        yield Finding(
            RULES["NK206"],
            _("{code} is of {label}, the plan of {label2}{of}").format(
                code=code, label=code.authority.label, label2=authority.label, of=of
            ),
        )

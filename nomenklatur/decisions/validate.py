"""Everything in a decisions file that somebody should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.decisions.decision import says_same
from nomenklatur.decisions.making import keys_of
from nomenklatur.decisions.outdated import outdated_findings, said
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority
    from nomenklatur.decisions.decision import Decision, Key
    from nomenklatur.decisions.decisions import Decisions
    from nomenklatur.translation import Translation


def validate(
    decisions: Decisions,
    *,
    catalog: Callable[[str], Catalog | None],
    authority: Authority | None = None,
    translation: Translation | None = None,
) -> tuple[Finding, ...]:
    """The findings on a decisions file, in the order of its lines.

    Torn lines, different decisions of different people on one activity, targets that the catalog
    does not have or that changed since, and decisions that no row of a plan is about.

    Args:
        decisions: The decisions.
        catalog: Opens a catalog by its id; None where it is not at hand, so that it is not asked.
        authority: The kind of region.
        translation: The plan that they are about, if unused ones are to be named.
    """
    found = [*decisions.findings, *conflicts(decisions)]
    for name in dict.fromkeys(one.catalog_id for one in decisions):
        opened = catalog(name) if name else None
        if opened is not None:
            for decision in decisions.in_force(name):
                found += outdated_findings(decision, opened, authority)
    if translation is not None:
        found += unused(decisions, translation)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda finding: finding.place.row or 0))


def conflicts(decisions: Decisions, keys: Iterable[Key] | None = None) -> Iterator[Finding]:
    """Activities on which people decided differently, and nobody withdrew.

    Args:
        decisions: The decisions.
        keys: What the activities are; by default all of them.
    """
    for key in decisions.by_key if keys is None else dict.fromkeys(keys):
        lines = decisions.by_key.get(key, ())
        if len({line.author for line in lines}) > 1:
            for catalog in dict.fromkeys(line.catalog_id for line in lines):
                yield from _differing(decisions, lines, catalog)


def _differing(decisions: Decisions, lines: Sequence[Decision], catalog: str) -> Iterator[Finding]:
    """What people said on one activity otherwise than the decision that holds."""
    held = decisions.get(lines[0].code, lines[0].name, catalog)
    last: dict[str, Decision] = {}
    for line in lines:
        if line.catalog_id != catalog or line.flagged:
            continue
        if line.withdrawn:  # whoever takes a decision back settles what was said before
            last.clear()
        elif line.author not in last or not line.span.is_before(last[line.author].span):
            last[line.author] = line
    for author, line in last.items():
        if held is not None and author != held.author and not says_same(line, held):
            yield Finding(
                RULES["NK223"],
                _("{about}: {author} decided {what}, {other} {else_}; the last one holds").format(
                    about=f"{line.code or ''} {line.name}".strip(),
                    author=held.author or _("somebody"),
                    what=outcome_of(held),
                    other=author or _("somebody"),
                    else_=outcome_of(line),
                ),
                held.place,
                _("agree, and decide once more if it has to change"),
            )


def unused(decisions: Decisions, translation: Translation) -> Iterator[Finding]:
    """Decisions that no row of a plan is about."""
    asked = {key for outcome in translation for key in keys_of(outcome)}
    for decision in decisions:
        if decision.key not in asked:
            yield Finding(
                RULES["NK227"],
                _("{about}: no row of {plan} is about it").format(
                    about=said(decision), plan=translation.plan.source
                ),
                decision.place,
            )


def outcome_of(decision: Decision) -> str:
    """What was decided, in a few words."""
    if decision.withdrawn:
        return _("withdrawn")
    if decision.flagged:
        return _("flagged")
    if not decision.targets:
        return decision.relation.value if decision.relation else ""
    return " + ".join(
        str(target.code)
        if target.share is None or target.share == 1
        else f"{target.code} ({target.share})"
        for target in decision.targets
    )

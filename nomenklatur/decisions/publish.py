"""Decisions as a crosswalk, for the next office."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping
from nomenklatur.errors import ConfigError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.codes import Authority, Code
    from nomenklatur.decisions.decision import Decision
    from nomenklatur.decisions.decisions import Decisions

_DAY = len("2021-01-31")


@frozen
class Published:
    """A crosswalk made of decisions.

    Attributes:
        crosswalk: The crosswalk.
        without_code: Decisions that it cannot have, since their activity has no old code.
    """

    crosswalk: Crosswalk
    without_code: tuple[Decision, ...] = ()


def publish(  # noqa: PLR0913 - what a crosswalk says of itself
    decisions: Decisions,
    *,
    id: str = "",  # noqa: A002 - its name
    source: str = "",
    target: str = "",
    author: str = "",
    title: str = "",
    provenance: str = "",
    authority: Authority | None = None,
) -> Published:
    """The crosswalk that decisions in force amount to.

    Args:
        decisions: The decisions.
        id: Its id; by default the two catalogs with ``--`` between them.
        source: Id of the catalog that the activities are of; by default what the lines say.
        target: Id of the catalog that the targets are of; by default what the lines say.
        author: Who publishes it; by default everybody who decided.
        title: Title for people.
        provenance: Where it comes from.
        authority: The kind of region that it is for; None for every kind.

    Raises:
        ConfigError: The lines name no catalog, or several.
    """
    target = target or _only(_("target entries"), (one.catalog_id for one in decisions), "--to")
    held = decisions.in_force(target)
    source = source or _only(_("activities"), (one.legacy for one in held), "--from")
    coded = sorted((one for one in held if one.code is not None), key=lambda one: one.key)
    people = Counter(one.author for one in held if one.author)
    info = CrosswalkInfo(
        id or f"{source}--{target}",
        source,
        target,
        title=title or f"Decisions on {source} towards {target}",
        provenance=provenance,
        author=author or ", ".join(name for name, _n in people.most_common()),
        date=max((one.date[:_DAY] for one in held), default=""),
        partial="what was decided, activity by activity",
    )
    mappings = tuple(_mapping(one, one.code, authority) for one in coded if one.code is not None)
    return Published(Crosswalk(info, mappings), tuple(one for one in held if one.code is None))


def _mapping(decision: Decision, code: Code, authority: Authority | None) -> Mapping:
    return Mapping(
        evolve(code, text=None),
        decision.name,
        decision.relation,
        decision.targets,
        authority=authority,
        score=1.0,
        justification=f"decided by {decision.author or 'a person'}",
        author=decision.author,
        date=decision.date[:_DAY],
        note=decision.note,
        place=decision.place,
    )


def _only(what: str, names: Iterable[str], option: str) -> str:
    """The one name that lines give.

    Raises:
        ConfigError: They give none, or several.
    """
    found = sorted({name for name in names if name})
    if len(found) == 1:
        return found[0]
    raise ConfigError(
        _("the decisions do not say which catalog their {what} are of").format(what=what)
        if not found
        else _("the decisions are of several catalogs: {names}").format(names=", ".join(found)),
        remedy=_("say it: {option} ID").format(option=option),
    )

"""What becomes of activities of several kinds of regions."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from nomenklatur.mapper import settled_at
from nomenklatur.target_rules import target_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from nomenklatur.codes import Authority, Code
    from nomenklatur.mapper import Mapper
    from nomenklatur.plan import PlanItem
    from nomenklatur.translation import Outcome


@frozen
class Asked:
    """An activity of an office.

    Attributes:
        item: The activity, without money.
        bidang: The office's bidang urusan in new codes, if known.
        authority: The kind of region, if known.
    """

    item: PlanItem
    bidang: Code | None
    authority: Authority | None


@define(eq=False)
class Answers:
    """Answers activities.

    Args:
        mapper_for: The mapper for a kind of region.

    Attributes:
        asked: How many activities were looked up.
    """

    mapper_for: Callable[[Authority | None], Mapper]
    asked: int = field(default=0, init=False)
    _mappers: dict[Authority | None, Mapper] = field(factory=dict, init=False)
    _flags: dict[Any, tuple[str, ...]] = field(factory=dict, init=False)

    def outcomes(self, asked: Mapping[Hashable, Asked]) -> dict[Hashable, Outcome]:
        """What becomes of activities; without money, X.XX resolved."""
        found: dict[Hashable, Outcome] = {}
        for authority, group in itertools.groupby(
            sorted(asked.items(), key=lambda pair: _order(pair[1].authority)),
            key=lambda pair: pair[1].authority,
        ):
            found |= self._look_up(authority, dict(group))
        return found

    def _look_up(
        self, authority: Authority | None, group: Mapping[Hashable, Asked]
    ) -> dict[Hashable, Outcome]:
        self.asked += len(group)
        found = self.mapper(authority).outcomes_at((one.item, one.bidang) for one in group.values())
        return {
            key: settled_at(outcome, one.bidang)
            for (key, one), outcome in zip(group.items(), found, strict=True)
        }

    def flags(
        self, outcome: Outcome, authority: Authority | None
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The rules that the targets give rise to: by target, none without."""
        found = []
        for target in outcome.targets:
            key = (authority, target.code, target.name)
            rules = self._flags.get(key)
            if rules is None:
                catalog = self.mapper(authority).target
                alone = evolve(outcome, targets=(target,))
                (findings,) = target_findings((alone,), catalog, authority)
                rules = self._flags[key] = tuple(finding.rule.code for finding in findings)
            if rules:
                found.append((str(target.code), rules))
        return tuple(found)

    def mapper(self, authority: Authority | None) -> Mapper:
        """The mapper of a kind of region."""
        found = self._mappers.get(authority)
        if found is None:
            found = self._mappers[authority] = self.mapper_for(authority)
        return found


def _order(authority: Authority | None) -> str:
    return "" if authority is None else authority.label

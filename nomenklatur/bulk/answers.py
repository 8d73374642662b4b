"""What becomes of activities: asked together, so that names are matched in batches."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field, frozen

from nomenklatur.mapper import Mapper, settled_at
from nomenklatur.target_rules import target_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from nomenklatur.catalog import Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.match.query import Matcher, Query
    from nomenklatur.plan import PlanItem
    from nomenklatur.translation import Candidate, Outcome

_SHOWN: Final = 5


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
class Batching:
    """A matcher that collects queries first and answers them together.

    Args:
        matcher: The matcher that answers.

    Attributes:
        left_open: Whether a query was left open since this was last set to false.
    """

    matcher: Matcher
    left_open: bool = field(default=False, init=False)
    _open: dict[Query, None] = field(factory=dict, init=False)
    _answers: dict[Query, tuple[Candidate, ...]] = field(factory=dict, init=False)

    def exact(self, query: Query) -> Entry | None:
        """The entry with the same name."""
        return self.matcher.exact(query)

    def match(self, query: Query, limit: int = _SHOWN) -> tuple[Candidate, ...]:
        """The candidates, if they are known; else none, and the query stays open."""
        found = self._answers.get(query)
        if found is None:
            self._open[query] = None
            self.left_open = True
            return ()
        return found[:limit]

    def match_many(
        self, queries: Iterable[Query], limit: int = _SHOWN
    ) -> Iterator[tuple[Candidate, ...]]:
        """The same for many, answered at once."""
        return self.matcher.match_many(queries, limit)

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the first may be taken."""
        return bool(candidates) and self.matcher.accepts(candidates)

    def answer(self) -> None:
        """Answer what is open, and forget the answers before."""
        queries = tuple(self._open)
        self._open.clear()
        found = self.matcher.match_many(queries, _SHOWN)
        self._answers = dict(zip(queries, found, strict=True))


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
    _mappers: dict[Authority | None, tuple[Mapper, Batching]] = field(factory=dict, init=False)
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
        mapper, matcher = self._mapper(authority)
        found: dict[Hashable, Outcome] = {}
        waiting: list[Hashable] = []
        for key, one in group.items():
            matcher.left_open = False
            (found[key],) = mapper.outcomes((one.item,), bidang=one.bidang)
            if matcher.left_open:
                waiting.append(key)
        matcher.answer()
        for key in waiting:
            one = group[key]
            (found[key],) = mapper.outcomes((one.item,), bidang=one.bidang)
        return {key: settled_at(outcome, group[key].bidang) for key, outcome in found.items()}

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
        return self._mapper(authority)[0]

    def _mapper(self, authority: Authority | None) -> tuple[Mapper, Batching]:
        found = self._mappers.get(authority)
        if found is None:
            mapper = self.mapper_for(authority)
            matcher = Batching(mapper.engine)
            found = self._mappers[authority] = (evolve(mapper, matcher=matcher), matcher)
        return found


def _order(authority: Authority | None) -> str:
    return "" if authority is None else authority.label

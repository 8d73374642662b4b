"""What two reviewers decided, beside each other: how well a mapping is settled.

An activity counts if both decided on it. Two things are compared, each with Cohen's kappa
(`nomenklatur.decisions.agreement`):

* the status: a place of its own (``mapped``), absorbed by a place not yet named (``absorbed``), no
  home (``none``);
* the target: the place itself, with X.XX for every bidang; of a split the places and their
  shares; absorbed and no home are categories too. How the activity relates to its target (exact,
  close, broad) is not part of it, since the money goes the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.codes import Level
from nomenklatur.crosswalk.mapping import Relation
from nomenklatur.decisions.agreement import Agreement
from nomenklatur.decisions.decision import decision_key
from nomenklatur.decisions.making import subject_of
from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.decisions.decision import Decision, Key
    from nomenklatur.decisions.decisions import Decisions
    from nomenklatur.translation import Translation

UNKNOWN = "-"
"""The bidang or program of an activity whose code does not say it."""


@frozen
class Pair:
    """One activity that both decided on.

    Attributes:
        one: What the first decided.
        other: What the second decided.
        bidang: The bidang urusan of the activity, as far as its code says it.
        program: Its program: the code, or the name that the plan has.
        amounts: The plan's money for it, by column, in rupiah; empty without a plan.
    """

    one: Decision
    other: Decision
    bidang: str = UNKNOWN
    program: str = UNKNOWN
    amounts: Mapping[str, Rupiah] = {}

    @property
    def agrees(self) -> bool:
        """Whether both send its money the same way."""
        return target_of(self.one) == target_of(self.other)


@frozen
class Comparison:
    """Two reviewers beside each other.

    Attributes:
        pairs: The activities that both decided on, in the order of the first's file.
        only_one: Those on which only the first decided.
        only_other: Those on which only the second decided.
        columns: The plan's columns of money; empty without a plan.
    """

    pairs: tuple[Pair, ...]
    only_one: tuple[Decision, ...] = ()
    only_other: tuple[Decision, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def status(self) -> Agreement:
        """The agreement on the status."""
        return Agreement.of((status_of(p.one), status_of(p.other)) for p in self.pairs)

    @property
    def target(self) -> Agreement:
        """The agreement on the target."""
        return _on_target(self.pairs)

    @property
    def disagreements(self) -> tuple[Pair, ...]:
        """The activities on which they differ, the most expensive first."""
        return tuple(sorted((p for p in self.pairs if not p.agrees), key=self._weight))

    def money(self, pairs: Sequence[Pair]) -> dict[str, Rupiah]:
        """The money of some activities in each column."""
        return {
            key: Rupiah.sum(p.amounts[key] for p in pairs if key in p.amounts)
            for key in self.columns
        }

    def by(self, group: Callable[[Pair], str]) -> dict[str, Agreement]:
        """The agreement on the target by groups of activities, in the order of their names."""
        groups: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            groups.setdefault(group(pair), []).append(pair)
        return {name: _on_target(pairs) for name, pairs in sorted(groups.items())}

    def _weight(self, pair: Pair) -> tuple[int, ...]:
        return tuple(-int(pair.amounts.get(key, Rupiah(0))) for key in self.columns)


def compare(
    one: Decisions, other: Decisions, *, translation: Translation | None = None
) -> Comparison:
    """Compare what two people decided.

    Args:
        one: The decisions of the first.
        other: The decisions of the second.
        translation: The plan that they are about, for its money and programs; activities that it
            does not have are compared as well and have none.
    """
    named = {line.catalog_id for line in (*one.lines, *other.lines)}
    rows = _Rows.of(translation)
    pairs: dict[tuple[int, int], Pair] = {}
    alone: list[dict[Decision, None]] = [{}, {}]
    for name in sorted(named - {""}) or [""]:
        first = {line.key: line for line in one.in_force(name)}
        second = {line.key: line for line in other.in_force(name)}
        for key in first.keys() & second.keys():
            pairs[id(first[key]), id(second[key])] = rows.pair(first[key], second[key])
        alone[0] |= {line: None for key, line in first.items() if key not in second}
        alone[1] |= {line: None for key, line in second.items() if key not in first}
    order = {id(line): number for number, line in enumerate(one.lines)}
    return Comparison(
        tuple(sorted(pairs.values(), key=lambda pair: order[id(pair.one)])),
        tuple(alone[0]),
        tuple(alone[1]),
        rows.columns,
    )


def status_of(decision: Decision) -> str:
    """``mapped``, ``absorbed`` or ``none``."""
    if decision.targets:
        return "mapped"
    return "none" if decision.relation is Relation.NONE else "absorbed"


def target_of(decision: Decision) -> Hashable:
    """Where a decision sends the money."""
    if not decision.targets:
        return status_of(decision)
    if len(decision.targets) == 1:
        return frozenset({(decision.targets[0].code.generic(), None)})
    return frozenset((target.code.generic(), target.share) for target in decision.targets)


def _on_target(pairs: Sequence[Pair]) -> Agreement:
    return Agreement.of((target_of(p.one), target_of(p.other)) for p in pairs)


@frozen
class _Rows:
    """The rows of a plan by what a decision on them is about."""

    columns: tuple[str, ...]
    amounts: Mapping[Key, Mapping[str, Rupiah]]
    programs: Mapping[Key, str]
    codes: Mapping[Key, Code]

    @classmethod
    def of(cls, translation: Translation | None) -> _Rows:
        amounts: dict[Key, dict[str, Rupiah]] = {}
        programs: dict[Key, str] = {}
        codes: dict[Key, Code] = {}
        if translation is None:
            return cls((), amounts, programs, codes)
        for outcome in translation:
            code, name = subject_of(outcome)
            item = outcome.item
            for key in {decision_key(code, name), decision_key(None, name)}:
                sums = amounts.setdefault(key, {})
                for column, amount in item.amounts.items():
                    sums[column] = sums.get(column, Rupiah(0)) + amount
                if item.program is not None:
                    programs.setdefault(key, item.program.name)
                if code is not None:
                    codes.setdefault(key, code)
        columns = tuple(dict.fromkeys(k for a in amounts.values() for k in a))
        return cls(columns, amounts, programs, codes)

    def pair(self, one: Decision, other: Decision) -> Pair:
        code = one.code or self.codes.get(one.key)
        return Pair(
            one,
            other,
            _ancestor(code, Level.BIDANG_URUSAN),
            self.programs.get(one.key) or _ancestor(code, Level.PROGRAM),
            self.amounts.get(one.key, {}),
        )


def _ancestor(code: Code | None, level: Level) -> str:
    above = None if code is None else code.ancestor(level)
    return UNKNOWN if above is None else str(above)

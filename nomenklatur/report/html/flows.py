"""Where the money goes: flows from old programs to new ones, and to the two open ends.

Where there are too many programs, the flows are between bidang urusan.

The flows of a translation add up to its plan, column by column: what is ambiguous or unmapped
flows into an end of its own.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.codes import Level
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.balance import column_keys
from nomenklatur.report.sections import item_code
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority, Code
    from nomenklatur.translation import Outcome, Translation

MOST: Final = 14
"""How many stops a side of the diagram shows; smaller ones are drawn as one."""

StartKey = tuple[str, str]
"""What tells an old program or bidang apart: its name without case, or its code."""


@frozen
class Stop:
    """An end of flows: a program or a bidang urusan, several small ones, or an open end.

    Attributes:
        code: Its code; None for what is no single program or bidang, or has none.
        name: Its name; empty where none is known.
        amounts: The money that flows through it, per column.
        items: How many items that is. An item that is split counts at each of its ends.
        status: What became of the money that ends here; None on the old side.
        merged: How many programs or bidang it stands for.
    """

    code: Code | None
    name: str
    amounts: Mapping[str, Rupiah]
    items: int
    status: Status | None = None
    merged: int = field(default=1, kw_only=True)


@frozen
class Flow:
    """Money that flows from one stop to another.

    Attributes:
        start: Position of the old side's stop among `Flows.starts`.
        end: Position of the end among `Flows.ends`.
        amounts: The money per column.
        items: How many items that is.
    """

    start: int
    end: int
    amounts: Mapping[str, Rupiah]
    items: int


@frozen
class Flows:
    """All flows of a translation.

    Attributes:
        columns: Keys of the money columns.
        level: What the stops are: programs, or bidang urusan where those are too many.
        starts: The old side in the plan's order.
        ends: The new side in tree order, then what is ambiguous and what is unmapped.
        flows: What flows between them, by start and end.
        start_of: Position of each item's stop among `starts`; -1 if nothing flows from it.
    """

    columns: tuple[str, ...]
    level: Level
    starts: tuple[Stop, ...]
    ends: tuple[Stop, ...]
    flows: tuple[Flow, ...]
    start_of: tuple[int, ...] = ()

    def total(self, column: str) -> Rupiah:
        """The money of all flows: the plan's."""
        return Rupiah.sum(flow.amounts.get(column, ZERO) for flow in self.flows)


def old_program(outcome: Outcome) -> tuple[Code | None, str]:
    """The program that an item stands under; its code may follow from the item's."""
    program = outcome.item.program
    code = program.code if program is not None else None
    if code is None:
        own = item_code(outcome)
        code = own.ancestor(Level.PROGRAM) if own is not None else None
    return code, program.name if program is not None else ""


def flows_of(translation: Translation, *, most: int = MOST) -> Flows:
    """The flows of a translation.

    Args:
        translation: The translation.
        most: How many stops a side may have; the smaller ones beyond are taken as one.
    """
    columns = column_keys(translation.plan)
    level = _level(translation, most)
    start_of = functools.cache(functools.partial(_start, translation, level))
    end_of = functools.cache(lambda code: code.ancestor(level) or code)
    sums: dict[tuple[StartKey, Code | Status], _Sum] = defaultdict(_Sum)
    known: dict[object, Stop] = {}
    keys: list[StartKey] = []
    for number, outcome in enumerate(translation):
        key, stop = start_of(*old_program(outcome))
        known.setdefault(key, stop)
        keys.append(key)
        for end, amounts in _parts(outcome, end_of):
            sums[key, end].add(number, amounts)
    starts = _stops(((start, total) for (start, _), total in sums.items()), known, most)
    ends = _ends(translation, sums, most)
    flows: dict[tuple[int, int], _Sum] = defaultdict(_Sum)
    for (start, end), total in sums.items():
        flows[starts.at[start], ends.at[end]].merge(total)
    return Flows(
        columns,
        level,
        starts.stops,
        ends.stops,
        tuple(
            Flow(start, end, total.rupiah(columns), len(total.items))
            for (start, end), total in sorted(flows.items())
        ),
        tuple(starts.at.get(key, -1) for key in keys),
    )


def _level(translation: Translation, most: int) -> Level:
    """Programs, unless there are more than can be shown and every one has a bidang urusan."""
    old = {old_program(outcome) for outcome in translation}
    ends = {target.code for outcome in translation for target in outcome.targets}
    if any(code is None or code.bidang is None for code, _ in old):
        return Level.PROGRAM
    starts = {name.casefold() or str(code) for code, name in old}
    programs = {code.ancestor(Level.PROGRAM) or code for code in ends}
    return Level.BIDANG_URUSAN if max(len(starts), len(programs)) > most else Level.PROGRAM


def _start(
    translation: Translation, level: Level, code: Code | None, name: str
) -> tuple[StartKey, Stop]:
    """Where an old program's money starts, and what tells that apart."""
    key = (name.casefold(), "") if name and level is Level.PROGRAM else None
    if level is not Level.PROGRAM and code is not None:
        code = code.ancestor(level)
        name = ""
    if not name and code is not None:
        name = _name(translation.source, code, translation.authority)
    return key or ("", str(code or "")), Stop(code, name, {}, 0)


def _parts(
    outcome: Outcome, end_of: Callable[[Code], Code]
) -> Iterator[tuple[Code | Status, Mapping[str, Rupiah]]]:
    """Where an item's money ends."""
    if outcome.status is not Status.MAPPED:
        yield outcome.status, outcome.item.amounts
    for target in outcome.targets if outcome.status is Status.MAPPED else ():
        yield end_of(target.code), target.amounts


class _Sum:
    """Money and items that add up."""

    def __init__(self) -> None:
        self.amounts: dict[str, int] = defaultdict(int)
        self.items: set[int] = set()

    def add(self, item: int, amounts: Mapping[str, Rupiah]) -> None:
        """Add an item's money."""
        self.items.add(item)
        for key, amount in amounts.items():
            self.amounts[key] += amount.amount

    def merge(self, other: _Sum) -> None:
        """Add what another sum has."""
        self.items |= other.items
        for key, amount in other.amounts.items():
            self.amounts[key] += amount

    def rupiah(self, columns: Iterable[str]) -> dict[str, Rupiah]:
        """The money per column."""
        return {key: Rupiah(self.amounts.get(key, 0)) for key in columns}


@frozen
class _Side:
    """The stops of a side, and at which of them each key ends up."""

    stops: tuple[Stop, ...]
    at: Mapping[object, int]


def _stops(sums: Iterable[tuple[object, _Sum]], known: Mapping[object, Stop], most: int) -> _Side:
    """The stops of a side: the largest ones in their own order, then the others as one."""
    totals: dict[object, _Sum] = defaultdict(_Sum)
    for key, part in sums:
        totals[key].merge(part)

    def size(key: object) -> int:
        return sum(abs(amount) for amount in totals[key].amounts.values())

    present = [key for key in known if key in totals]
    kept = set(present)
    if len(present) > most:
        kept = set(sorted(present, key=size, reverse=True)[: most - 1])
    stops: list[Stop] = []
    at: dict[object, int] = {}
    rest = _Sum()
    for key in present:
        total = totals[key]
        if key in kept:
            at[key] = len(stops)
            stops.append(evolve(known[key], amounts=_rupiah(total), items=len(total.items)))
        else:
            rest.merge(total)
    merged = [key for key in present if key not in kept]
    at |= dict.fromkeys(merged, len(stops))
    if merged:
        status = known[merged[0]].status
        stops.append(Stop(None, "", _rupiah(rest), len(rest.items), status, merged=len(merged)))
    return _Side(tuple(stops), at)


def _rupiah(total: _Sum) -> dict[str, Rupiah]:
    return {key: Rupiah(amount) for key, amount in total.amounts.items()}


def _ends(
    translation: Translation, sums: Mapping[tuple[StartKey, Code | Status], _Sum], most: int
) -> _Side:
    """The new side in tree order, then the open ends."""
    found = {end for _, end in sums}
    codes = sorted(end for end in found if not isinstance(end, Status))
    known: dict[object, Stop] = {
        code: Stop(
            code, _name(translation.target, code, translation.authority), {}, 0, Status.MAPPED
        )
        for code in codes
    }
    programs = _stops(((end, total) for (_, end), total in sums.items()), known, most)
    stops, at = list(programs.stops), dict(programs.at)
    for status in (Status.AMBIGUOUS, Status.UNMAPPED):
        if status in found:
            total = _Sum()
            for (_, end), part in sums.items():
                if end is status:
                    total.merge(part)
            at[status] = len(stops)
            stops.append(Stop(None, "", _rupiah(total), len(total.items), status))
    return _Side(tuple(stops), at)


def _name(catalog: Catalog | None, code: Code, authority: Authority | None) -> str:
    """The official name of a catalog's entry; empty if the catalog lacks it."""
    entry = catalog.get(code, authority) if catalog is not None else None
    return (entry.official_name or entry.name) if entry is not None else ""

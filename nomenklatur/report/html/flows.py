"""Where the money goes: flows from old programs to new ones, and to the two open ends.

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
    from nomenklatur.codes import Code
    from nomenklatur.translation import Outcome, Translation

MOST: Final = 14
"""How many programs a side of the diagram shows; smaller ones are drawn as one."""

ProgramKey = tuple[str, str]
"""What tells an old program apart: its name without case, or its code."""


@frozen
class Stop:
    """An end of flows: a program, several small ones, or an open end.

    Attributes:
        code: The program's code; None for what is no single program, or has none.
        name: Its name; empty where none is known.
        amounts: The money that flows through it, per column.
        items: How many items that is. An item that is split counts at each of its ends.
        status: What became of the money that ends here; None on the old side.
        merged: How many programs it stands for.
        number: Position of an old program among all of them; None if it stands for several.
    """

    code: Code | None
    name: str
    amounts: Mapping[str, Rupiah]
    items: int
    status: Status | None = None
    merged: int = field(default=1, kw_only=True)
    number: int | None = field(default=None, kw_only=True)


@frozen
class Flow:
    """Money that flows from one stop to another.

    Attributes:
        start: Position of the old program among `Flows.starts`.
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
        starts: The old programs, in the plan's order.
        ends: The new programs in tree order, then what is ambiguous and what is unmapped.
        flows: What flows between them, by start and end.
    """

    columns: tuple[str, ...]
    starts: tuple[Stop, ...]
    ends: tuple[Stop, ...]
    flows: tuple[Flow, ...]

    def total(self, column: str) -> Rupiah:
        """The money of all flows: the plan's."""
        return Rupiah.sum(flow.amounts.get(column, ZERO) for flow in self.flows)


@frozen
class OldProgram:
    """A program of the plan, as the items name it."""

    code: Code | None
    name: str


def program_key(outcome: Outcome) -> ProgramKey:
    """What tells the item's old program apart, as in the old budget tree."""
    program = outcome.item.program
    name = program.name.casefold() if program else ""
    return (name, "") if name else ("", str(_program_code(outcome) or ""))


def _program_code(outcome: Outcome) -> Code | None:
    program = outcome.item.program
    if program is not None and program.code is not None:
        return program.code
    code = item_code(outcome)
    return code.ancestor(Level.PROGRAM) if code is not None else None


def old_programs(translation: Translation) -> dict[ProgramKey, OldProgram]:
    """The plan's programs in the order in which they come up."""
    found: dict[ProgramKey, OldProgram] = {}
    for outcome in translation:
        key = program_key(outcome)
        if key not in found:
            found[key] = old_program(outcome)
    return found


def old_program(outcome: Outcome) -> OldProgram:
    """The program that an item stands under; its code may follow from the item's."""
    program = outcome.item.program
    return OldProgram(_program_code(outcome), program.name if program else "")


def flows_of(translation: Translation, *, most: int = MOST) -> Flows:
    """The flows of a translation.

    Args:
        translation: The translation.
        most: How many programs a side may have; the smaller ones beyond are taken as one.
    """
    columns = column_keys(translation.plan)
    program_of = functools.cache(lambda code: code.ancestor(Level.PROGRAM) or code)
    sums: dict[tuple[ProgramKey, Code | Status], _Sum] = defaultdict(_Sum)
    for number, outcome in enumerate(translation):
        key = program_key(outcome)
        for end, amounts in _parts(outcome, program_of):
            sums[key, end].add(number, amounts)
    starts = _stops(
        ((start, total) for (start, _), total in sums.items()),
        {key: Stop(one.code, one.name, {}, 0, number=number)
         for number, (key, one) in enumerate(old_programs(translation).items())},
        most,
    )  # fmt: skip
    ends = _ends(translation.target, sums, most)
    flows: dict[tuple[int, int], _Sum] = defaultdict(_Sum)
    for (start, end), total in sums.items():
        flows[starts.at[start], ends.at[end]].merge(total)
    return Flows(
        columns,
        starts.stops,
        ends.stops,
        tuple(
            Flow(start, end, total.rupiah(columns), len(total.items))
            for (start, end), total in sorted(flows.items())
        ),
    )


def _parts(
    outcome: Outcome, program_of: Callable[[Code], Code]
) -> Iterator[tuple[Code | Status, Mapping[str, Rupiah]]]:
    """Where an item's money ends."""
    if outcome.status is not Status.MAPPED:
        yield outcome.status, outcome.item.amounts
    for target in outcome.targets if outcome.status is Status.MAPPED else ():
        yield program_of(target.code), target.amounts


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
    """The stops of a side, and at which of them each program ends up."""

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
    catalog: Catalog, sums: Mapping[tuple[ProgramKey, Code | Status], _Sum], most: int
) -> _Side:
    """The new programs in tree order, then the open ends."""
    found = {end for _, end in sums}
    codes = sorted(end for end in found if not isinstance(end, Status))
    known: dict[object, Stop] = {
        code: Stop(code, program_name(catalog, code), {}, 0, Status.MAPPED) for code in codes
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


def program_name(catalog: Catalog, code: Code) -> str:
    """The official name of a program of the target catalog; empty if the catalog lacks it."""
    entry = catalog.get(code)
    return (entry.official_name or entry.name) if entry is not None else ""

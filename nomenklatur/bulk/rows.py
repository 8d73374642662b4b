"""What a row of a flat table says, and what is remembered of the rows before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import define, field

from nomenklatur.plan.plan import PlanItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.plan.plan import ProgramRef

DIGITS: Final = 18
"""More digits than this are no amount."""
REMEMBERED: Final = 60_000
"""Texts kept with their meaning; beyond that all are forgotten, so that memory stays flat."""


class Read(NamedTuple):
    """One row.

    Attributes:
        name: The activity's name.
        code: Its code.
        code_text: The code as printed.
        program: The program beside it.
        group: The texts that say whose row it is: region and office.
        amounts: The amount in each column of money, in rupiah; None where the cell is empty.
        problems: What is wrong with an amount, in words.
        written: The code as it is properly written; empty without a code.
    """

    name: str
    code: Code | None
    code_text: str
    program: ProgramRef | None
    group: tuple[str, ...]
    amounts: tuple[int | None, ...]
    problems: tuple[str, ...]
    written: str

    @property
    def item(self) -> PlanItem:
        """The item, without money and place."""
        return PlanItem(self.name, self.code, self.code_text, self.program)


@define(eq=False)
class Met:
    """Reads rows whose every cell has stood in rows before, amounts apart: most rows are such.

    Args:
        width: How many cells a row has.
        code: The column of codes.
        program: The column of programs; None if there is none.
        name: The column of names.
        group: The columns that say whose row it is.
        money: The columns of money.
        others: The other columns.
    """

    width: int
    code: int
    program: int | None
    name: int
    group: Sequence[int]
    money: Sequence[int]
    others: Sequence[int]
    _codes: dict[str, tuple[str, Code | None, str]] = field(factory=dict, init=False)
    _programs: dict[str, tuple[ProgramRef | None]] = field(factory=dict, init=False)
    _names: dict[str, str] = field(factory=dict, init=False)
    _groups: dict[tuple[str, ...], tuple[str, ...]] = field(factory=dict, init=False)
    _others: tuple[tuple[int, dict[str, None]], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._others = tuple((index, {}) for index in self.others)

    def read(self, cells: Sequence[str]) -> Read | None:
        """A row; None if a cell is new, or an amount is not a plain number of rupiah."""
        if len(cells) != self.width:
            return None
        coded = self._codes.get(cells[self.code])
        name = self._names.get(cells[self.name])
        program = self._programs.get("" if self.program is None else cells[self.program])
        group = self._groups.get(tuple([cells[index] for index in self.group]))
        if coded is None or name is None or program is None or group is None:
            return None
        for index, known in self._others:
            if cells[index] not in known:
                return None
        amounts = _plain_amounts([cells[index] for index in self.money])
        if amounts is None or not (coded[0] or any(cells[index] for index in self.money)):
            return None
        return Read(name, coded[1], coded[0], program[0], group, amounts, (), coded[2])

    def keep(self, cells: Sequence[str], read: Read) -> None:
        """Remember what the cells of a row say, each for itself."""
        remember(self._codes, cells[self.code], (read.code_text, read.code, read.written))
        remember(self._names, cells[self.name], read.name)
        program = "" if self.program is None else cells[self.program]
        remember(self._programs, program, (read.program,))
        remember(self._groups, tuple([cells[index] for index in self.group]), read.group)
        for index, known in self._others:
            remember(known, cells[index], None)


def _plain_amounts(texts: Iterable[str]) -> tuple[int | None, ...] | None:
    """Amounts in digits alone; None if one has anything else."""
    amounts: list[int | None] = []
    for text in texts:
        if not text:
            amounts.append(None)
        elif (
            text.isdecimal()
            and text.isascii()
            and len(text) <= DIGITS
            and (text[0] != "0" or text == "0")
        ):
            amounts.append(int(text))
        else:
            return None
    return tuple(amounts)


def remember(known: dict[Any, Any], key: object, value: object) -> None:
    """Keep something; all before is forgotten where it grows too much."""
    if len(known) >= REMEMBERED:
        known.clear()
    known[key] = value

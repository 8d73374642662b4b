"""A flat table: every row is a kegiatan that says all about itself.

What a row's texts mean is asked of the readers of ordinary plans, once for equal texts; only
amounts are read row by row. A table that is not flat (programs in rows of their own, rows cut in
two, a row a year) is refused: it has to be read as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import define, field

from nomenklatur.bulk.rows import DIGITS, Met, Read, remember
from nomenklatur.codes import Level
from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.plan.build import build_plan
from nomenklatur.plan.columns.layout import recognise
from nomenklatur.plan.plan import ProgramRef, TableKind
from nomenklatur.plan.rows.align import align
from nomenklatur.plan.rows.lines import Line, aligned_lines
from nomenklatur.plan.rows.nodes import NodeReader
from nomenklatur.plan.rows.reading import Section
from nomenklatur.plan.rows.tree import plant
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.content import suits
from nomenklatur.plan.texts.headings import Role, tokens
from nomenklatur.plan.texts.ranks import Rank, bare_name, is_like_indicator, rank_of
from nomenklatur.tables.table import EMPTY, Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.codes import Code
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.plan.plan import AmountColumn, Plan, PlanItem

HEAD_ROWS: Final = 1000
"""Rows that are read both ways, to see that both ways agree."""
_DOUBTFUL: Final = -2
_PLAIN: Final = re.compile(rf"0|[1-9]\d{{0,{DIGITS - 1}}}", re.ASCII)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,5}", re.ASCII)
_REGION_WORDS: Final = frozenset(
    {"daerah", "pemda", "kabupaten", "kab", "kota", "provinsi", "wilayah", "pemerintah", "region"}
)


_Said = tuple[str, "Code | None", str, "ProgramRef | None"]


class NotFlatError(ReadError):
    """A table that has to be read as a whole."""


@define(eq=False)
class FlatReader:
    """Reads the rows of a flat table.

    Args:
        layout: The table, by its first rows.
    """

    layout: Layout
    moved: int = 0
    _nodes: NodeReader = field(init=False)
    _texts: tuple[int, ...] = field(init=False)
    _money: tuple[int, ...] = field(init=False)
    _codes: tuple[int, ...] = field(init=False)
    _names: tuple[int, ...] = field(init=False)
    _group: tuple[int, ...] = field(init=False)
    _others: tuple[tuple[int, Role], ...] = field(init=False)
    _width: int = field(init=False)
    _printed: frozenset[tuple[str, ...]] = field(init=False)
    _simple: tuple[int, int, int] | None = field(init=False)
    _items: dict[tuple[str, ...], PlanItem | None] = field(factory=dict, init=False)
    _read_codes: dict[str, Code | None] = field(factory=dict, init=False)
    _programs: dict[str, ProgramRef | None] = field(factory=dict, init=False)
    _named: dict[str, str | None] = field(factory=dict, init=False)
    _fits: dict[tuple[Role, str], bool] = field(factory=dict, init=False)
    _met: Met | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        side = self.layout.sides[0]
        self._nodes = NodeReader(self.layout, side)
        lines, _shifted = aligned_lines(self.layout)
        self._nodes.codes.learn(lines)
        columns = self.layout.columns
        self._codes = tuple(c.index for c in columns if c.role is Role.CODE)
        self._names = tuple(c.index for c in columns if c.role is Role.NAME)
        told = {Role.CODE, Role.NAME, Role.LEVEL, Role.NUMBER}
        self._texts = tuple(c.index for c in columns if c.role in told - {Role.NUMBER})
        self._money = tuple(money.column.index for money in side.money)
        self._group = tuple(c.index for c in columns if _says_whose(c.role, c.label))
        self._others = tuple(
            (c.index, c.role)
            for c in columns
            if c.role is not None and c.index not in {*self._texts, *self._money}
        )
        self._width = len(columns)
        self._simple = self._is_simple()
        self._met = self._fresh()
        header = self.layout.header
        rows = header.rows if header is not None else ()
        self._printed = frozenset(_signature(row.texts()) for row in rows)

    @property
    def amount_columns(self) -> tuple[AmountColumn, ...]:
        """The columns of money."""
        return tuple(money.amount for money in self.layout.sides[0].money)

    def read(self, row: int, cells: Sequence[str]) -> Read | None:
        """A row; None for one that is no item.

        Args:
            row: Its number, for messages.
            cells: Its cells as they stand.

        Raises:
            NotFlatError: The row does not speak for itself.
        """
        if self._met is not None and (again := self._met.read(cells)) is not None:
            return again
        texts = [" ".join(cell.split()) for cell in cells]
        if len(texts) < self._width:
            texts += [""] * (self._width - len(texts))
        fits = self._fit(texts)
        if not fits:
            if _signature(texts) in self._printed:
                return None
            given = tuple(Cell(text) for text in texts)
            aligned, slips = align(given, self.layout.columns)
            if slips:
                self.moved += 1
                texts = [cell.text for cell in aligned]
        money = [texts[index] for index in self._money]
        parts = self._by_parts(texts)
        said = parts or self._whole(row, texts, money=any(money))
        if said is None:
            return None
        if not any(money) and not any(texts[index] for index in self._codes):
            raise self.not_flat(row, _("has neither code nor money"))
        group = tuple([texts[index] for index in self._group])
        found = Read(*said, group, *_amounts(money), "" if said[1] is None else str(said[1]))
        if self._met is not None and parts is not None and fits and len(cells) == self._width:
            self._met.keep(cells, found)
        return found

    def _is_simple(self) -> tuple[int, int, int] | None:
        """The columns of code, program and name, where a row has one of each at most.

        The column of the program is -1 where there is none.
        """
        names = self._nodes.names
        codes = self.layout.sides[0].all(Role.CODE)
        if len(codes) != 1 or codes[0].part or self.layout.sides[0].first(Role.LEVEL):
            return None
        levels = [column.level for column in names]
        if len(names) == 1:
            return codes[0].index, -1, names[0].index
        if len(names) != 2 or levels[0] is not Level.PROGRAM or levels[1] is None:  # noqa: PLR2004 - a pair
            return None
        if any(column.level is not None for column in codes):
            return None
        return codes[0].index, names[0].index, names[1].index

    def _fresh(self) -> Met | None:
        """What reads rows of cells that were met before; None where rows are not so simple."""
        if self._simple is None:
            return None
        code, program, name = self._simple
        others = [index for index, _role in self._others]
        known = None if program < 0 else program
        return Met(self._width, code, known, name, self._group, self._money, others)

    def _by_parts(self, texts: Sequence[str]) -> _Said | None:
        """What a row says, put together from what its parts were found to say in other rows.

        A row whose name begins with a word for a level has to be read as a whole, and so has
        the first one with a code.
        """
        if self._simple is None:
            return None
        code_at, program_at, name_at = self._simple
        code_text, name = texts[code_at], self._name(texts[name_at])
        if name is None or code_text not in self._read_codes:
            return None
        program = None
        if program_at >= 0 and (text := texts[program_at]):
            program = self._program(text)
            if program is None:
                return None
        return name, self._read_codes[code_text], code_text, program

    def _name(self, text: str) -> str | None:
        """A name without the word for its level; None if it may say more than a name."""
        if text not in self._named:
            plain = bool(text) and rank_of(text) is None and not is_like_indicator(text)
            remember(self._named, text, bare_name(text) if plain else None)
        return self._named[text]

    def _program(self, text: str) -> ProgramRef | None:
        if text not in self._programs:
            plain = rank_of(text) in {None, Rank.PROGRAM} and not is_like_indicator(text)
            remember(self._programs, text, ProgramRef(bare_name(text)) if plain else None)
        return self._programs[text]

    def _whole(self, row: int, texts: Sequence[str], *, money: bool) -> _Said | None:
        """What a row says, by the readers of ordinary plans."""
        key = tuple([texts[index] for index in self._texts])
        item = self._known(row, key, texts, money=money)
        if item is None:
            return None
        if self._simple is not None and self._name(texts[self._simple[2]]) is not None:
            remember(self._read_codes, item.code_text, item.code)
        return item.name, item.code, item.code_text, item.program

    def not_flat(self, row: int, why: str) -> NotFlatError:
        """The error of a row that does not speak for itself."""
        place: Place = self.layout.table.place.at(row=row)
        return NotFlatError(
            _("the row {why}; the plan cannot be streamed").format(why=why),
            place=place,
            remedy=_("leave --stream out, or give one row a kegiatan with its program beside it"),
        )

    def _fit(self, texts: Sequence[str]) -> bool:
        """Whether every cell suits its column, so that no row has slipped."""
        if len(texts) > self._width and any(texts[self._width :]):
            return False
        for index, role in self._others:
            if (text := texts[index]) and not self._suits(role, text):
                return False
        for index in self._money:
            text = texts[index]
            if text and not text.isdecimal() and not self._suits(Role.AMOUNT, text):
                return False
        return all(not texts[i] or self._suits(Role.CODE, texts[i]) for i in self._codes) and all(
            not texts[i] or self._suits(Role.NAME, texts[i]) for i in self._names
        )

    def _suits(self, role: Role, text: str) -> bool:
        known = self._fits.get((role, text))
        if known is None:
            known = suits(role, text) > _DOUBTFUL
            remember(self._fits, (role, text), known)
        return known

    def _known(
        self, row: int, key: tuple[str, ...], texts: Sequence[str], *, money: bool
    ) -> PlanItem | None:
        """What a row's texts say, found out once; None for a row that is no item."""
        if not any(key):
            if money:
                raise self.not_flat(row, _("has money and no name"))
            return None
        if key not in self._items:
            remember(self._items, key, self._item(row, texts))
        return self._items[key]

    def _item(self, row: int, texts: Sequence[str]) -> PlanItem | None:
        told = set(self._texts)
        cells = tuple(Cell(t) if i in told else EMPTY for i, t in enumerate(texts))
        nodes = self._nodes.read_alone(Line(Row(row, cells), cells))
        if not nodes:
            return None
        own = nodes[-1]
        if own.rank is Rank.TOTAL:
            return None
        if own.indirect or own.rank is None or own.rank < Rank.KEGIATAN:
            raise self.not_flat(row, _("is a heading of others"))
        tree = plant(nodes)
        if len(tree.items) != 1 or tree.declared:
            raise self.not_flat(row, _("names several levels"))
        return tree.items[0]


def _amounts(money: Sequence[str]) -> tuple[tuple[int | None, ...], tuple[str, ...]]:
    """The amounts of a row in rupiah, and what is wrong with them."""
    amounts: list[int | None] = []
    problems: list[str] = []
    for text in money:
        if not text:
            amounts.append(None)
        elif _PLAIN.fullmatch(text):
            amounts.append(int(text))
        elif _GROUPED.fullmatch(text):
            amounts.append(int(text.replace(".", "")))
        else:
            reading = read_money(Cell(text))
            amounts.append(None if reading.amount is None else int(reading.amount))
            if reading.problem:
                problems.append(reading.problem)
    return tuple(amounts), tuple(problems)


def _signature(texts: Sequence[str]) -> tuple[str, ...]:
    """What a header says, wherever its cells stand and however its words are spaced."""
    return tuple(re.sub(r"\W+", "", text).casefold() for text in texts if text)


def _says_whose(role: Role | None, label: str) -> bool:
    if role is Role.OFFICE:
        return True
    return role in {None, Role.OTHER} and bool(_REGION_WORDS & set(tokens(label)))


def flat_reader(table: Table) -> tuple[FlatReader, Plan]:
    """The reader of a flat table, and the plan of its first rows.

    The first rows are read both ways, so that a table which only looks flat is found out.

    Args:
        table: The first rows of the table.

    Raises:
        ReadError: There is no header, or the table is not flat.
    """
    layout = recognise(table)
    place = table.place
    remedy = _("leave --stream out")
    if layout.kind not in {TableKind.PLAN, TableKind.REALISATION} or len(layout.sides) != 1:
        raise NotFlatError(
            _("this is no flat plan: {reason}").format(reason=layout.reason),
            place=place,
            remedy=remedy,
        )
    if layout.sides[0].first(Role.YEAR) is not None:
        raise NotFlatError(_("the plan has a row a year"), place=place, remedy=remedy)
    if any(column.factor != 1 for column in layout.columns):
        raise NotFlatError(_("its amounts are not in single rupiah"), place=place, remedy=remedy)
    header = layout.header
    if header is None or not header.body:
        raise ReadError(_("the table has a header and no rows below it"), place=place)
    reader = FlatReader(layout)
    if reader._nodes.codes.numbers_alone:  # noqa: SLF001 - its own class, as good as
        raise NotFlatError(
            _("its codes are numbers below the rows that they belong to"),
            place=place,
            remedy=remedy,
        )
    last = header.body[:HEAD_ROWS][-1].number
    rows = tuple(row for row in table.rows if row.number <= last)
    first = recognise(Table(rows, place, findings=table.findings, repeated=table.repeated))
    plan = build_plan([Section.of(first)])
    read = [
        found
        for row in header.body[:HEAD_ROWS]
        if (found := reader.read(row.number, row.texts())) is not None
    ]
    keys = [column.key for column in reader.amount_columns]
    if len(read) != len(plan.items):
        raise NotFlatError(_("its rows do not speak for themselves"), place=place, remedy=remedy)
    for one, item in zip(read, plan.items, strict=True):
        amounts = {key: a for key, a in zip(keys, one.amounts, strict=True) if a is not None}
        same = one[:4] == (item.name, item.code, item.code_text, item.program)
        if not same or amounts != {key: int(a) for key, a in item.amounts.items()}:
            raise reader.not_flat(item.place.row or 0, _("does not speak for itself"))
    return reader, plan

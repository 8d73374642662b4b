"""The rows of a table as nodes of a tree to be: name, rank, code, money, indicators."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from nomenklatur.codes import Level
from nomenklatur.plan.plan import AmountKind, Indicator
from nomenklatur.plan.rows.codes import RowCode, RowCodes
from nomenklatur.plan.rows.details import Details, account_in
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.content import Content, content_of, is_wording
from nomenklatur.plan.texts.headings import Role, level_of
from nomenklatur.plan.texts.ranks import (
    Rank,
    is_indirect_spending,
    is_like_indicator,
    is_percentage,
    rank_of,
)
from nomenklatur.tables.table import EMPTY, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.codes.reading import CodeReading
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.rows.lines import Line

_WHOLE: Final = 100
_NUMBERS: Final = frozenset({Content.MONEY, Content.SUM, Content.DASH})
_NO_ACTIVITY: Final = frozenset({Rank.TOTAL, Rank.OFFICE, Rank.SPENDING})
_NOTHING: Final = frozenset({"0", "-", "–", "0%"})
_ROMAN = re.compile(r"[IVX]+")
_OUTLINE = re.compile(r"\d+(?:\.\d+)*", re.ASCII)


@define(eq=False)
class Node:
    """One row that has a name, or one level of a row that names several.

    Attributes:
        line: The row.
        place: Where it stands.
        name: Its name as printed.
        rank: How high it stands; None until the whole table is known.
        column: Position of its name among the columns of names.
        code_text: The code as printed.
        reading: What was understood of the code.
        path: The segments of the code, for where they alone say what lies below what.
        unit: The office and its sub unit, as all columns for them say.
        account: The account (kode rekening) that the row is for, beside the activity's code.
        said: Whether its rank is known from its code, its column or its words.
        bare: Whether it has an amount and neither name nor code.
        name_cell: The cell of its name.
        number: Its number, in a column of its own.
        amounts: Money by amount key.
        problems: What is wrong with an amount, by amount key.
        missing: Amount keys of the cells that are empty.
        implied: Whether it is a level that a row names beside its own.
        indirect: Whether it belongs to the indirect spending.
        children: The nodes directly below it.
        counted: The rows whose numbers make its amounts, each with those, by columns as printed.
        merged: The rows that say the same again or divide it, whose numbers are not counted.
    """

    line: Line
    place: Place
    name: str
    rank: Rank | None = None
    column: int = 0
    code_text: str = ""
    reading: CodeReading | None = None
    path: tuple[str, ...] = ()
    account: str = ""
    said: bool = False
    bare: bool = False
    name_cell: Cell = EMPTY
    number: str = ""
    amounts: dict[str, Rupiah] = Factory(dict)
    problems: dict[str, str] = Factory(dict)
    missing: list[str] = Factory(list)
    indicators: list[Indicator] = Factory(list)
    lokasi: list[str] = Factory(list)
    sumber_dana: list[str] = Factory(list)
    note: list[str] = Factory(list)
    office: str = ""
    unit: tuple[str, ...] = ()
    year: str = ""
    implied: bool = False
    indirect: bool = False
    children: list[Node] = Factory(list)
    counted: list[tuple[Line, dict[str, Rupiah]]] = Factory(list)
    merged: list[tuple[Line, dict[str, Rupiah]]] = Factory(list)

    @property
    def code(self) -> Code | None:
        """Its code, if it has one that could be read."""
        return self.reading.code if self.reading is not None else None

    @property
    def is_coded(self) -> bool:
        """Whether it has a code that says where it belongs, read or not."""
        return (bool(self.path) and self.rank is not None) or self.code is not None

    @property
    def level(self) -> Level | None:
        """Its level in the nomenclature."""
        return self.rank.level if self.rank is not None and not self.indirect else None


class NodeReader:
    """Reads the rows of one side of a table.

    Args:
        layout: The table.
        side: The side.
        bidang: The office's bidang urusan, for numbers that stand alone.
    """

    def __init__(self, layout: Layout, side: Side, bidang: Code | None = None) -> None:
        self.layout = layout
        self.side = side
        self.names = _from_the_widest(side.all(Role.NAME))
        self.codes = RowCodes(side, bidang)
        self.level = side.first(Role.LEVEL)
        self.number = side.first(Role.NUMBER)
        self._offices = side.all(Role.OFFICE)
        self._units = [*side.all(Role.OFFICE), *side.all(Role.OFFICE_CODE)]
        self._known: dict[tuple[object, ...], tuple[str, RowCode, Rank | None]] = {}
        self._last_unit: tuple[str, ...] = ()
        self.details = Details()
        self.percentages: list[Line] = []
        self._indirect = False
        self._columns: list[Node] = []

    def read(self, lines: Sequence[Line], above: Node | None = None) -> list[Node]:
        """The nodes of the rows, in order; rows that go on with another are added to it.

        Args:
            lines: The rows.
            above: The last row of the table that these go on with.
        """
        self.codes.learn(lines)
        nodes: list[Node] = []
        for line in lines:
            names = self._names_of(line)
            if self._is_percentage(line, names):
                self.percentages.append(line)
                continue
            owner = next((node for node in reversed(nodes) if not node.bare), above)
            if owner is not None and self._is_detail(line, names, owner):
                code = self.codes.text(line) or self._account(line)
                place = self.layout.table.at(line.row)
                self.details.add(owner, line, place, code, self._money(line)[0])
            elif names or self.codes.text(line):
                nodes += self._nodes(line, names)
            else:
                nodes += self._go_on(line, nodes[-1] if nodes else None)
        return nodes

    def _names_of(self, line: Line) -> list[tuple[int, str]]:
        """The names of a row with the positions of their columns.

        A number is none; a word in the column of numbers is one where the row has no other
        (``Jumlah`` at the very left).
        """
        names = [
            (i, text)
            for i, c in enumerate(self.names)
            if (text := line.text(c)) and content_of(text) not in _NUMBERS
        ]
        if self._names_an_indicator(line, names):
            return []
        if not names and self.number is not None and not self.codes.text(line):
            text = line.text(self.number)
            if is_wording(text) and any(line.text(money.column) for money in self.side.money):
                return [(0, text)]
        return names

    def _is_percentage(self, line: Line, names: Sequence[tuple[int, str]]) -> bool:
        """Whether a row holds the percentages of the row above it."""
        if self.codes.text(line) or len(names) > 1:
            return False
        amounts, problems = self._money(line)
        if names:
            return is_percentage(names[0][1]) and all(
                abs(int(a)) <= _WHOLE for a in amounts.values()
            )
        return bool(problems) and all(abs(int(amount)) <= _WHOLE for amount in amounts.values())

    def read_each(self, lines: Sequence[Line]) -> list[Node]:
        """The rows of a form about one activity, each by itself."""
        nodes: list[Node] = []
        for line in lines:
            name = next((text for _i, text in self._names_of(line)), "")
            node = Node(line, self.layout.table.at(line.row), name, code_text=self.codes.text(line))
            self._fill(node, line)
            node.missing = []
            node.account = self._account(line)
            rank = None if node.code_text else rank_of(name)
            node.rank = Rank.TOTAL if rank is Rank.TOTAL else None
            nodes.append(node)
        return nodes

    def read_alone(self, line: Line) -> list[Node]:
        """The nodes of a row that needs none of its neighbours.

        The scheme of the codes has to be known: call `codes.learn` with rows of the table first.
        """
        self.codes.forget()
        self._columns.clear()
        self._indirect = False
        names = self._names_of(line)
        nodes = list(self._nodes(line, names)) if names or self.codes.text(line) else []
        settle_ranks(nodes, len(self.names))
        return nodes

    def _is_detail(self, line: Line, names: Sequence[tuple[int, str]], above: Node) -> bool:
        """Whether a row is one of spending below an activity."""
        code, name = self.codes.text(line), " ".join(text for _, text in names)
        if not code and not name and not self._money(line)[0]:
            return False
        if not code and above.is_coded and self._account(line) and self.codes.columns:
            return rank_of(name) in {None, Rank.SPENDING}
        return self.details.is_one(above, code, name)

    def _names_an_indicator(self, line: Line, names: Sequence[tuple[int, str]]) -> bool:
        """Whether the name is an indicator that slipped: ``Prosentase koperasi sehat``."""
        if len(names) != 1 or not is_like_indicator(names[0][1]) or self.codes.text(line):
            return False
        indicator = self.side.first(Role.INDICATOR)
        targets = any(line.text(c) for c in self.side.all(Role.TARGET))
        money = any(line.text(c.column) for c in self.side.money)
        return indicator is not None and not line.text(indicator) and targets and not money

    def _nodes(self, line: Line, names: list[tuple[int, str]]) -> Iterator[Node]:
        """The nodes of one row: its own, after those of the levels that it names beside."""
        place = self.layout.table.at(line.row)
        if len(names) > 1 and not any(column.level for column in self.names):
            names = [(names[0][0], " ".join(text for _, text in names))]
        for position, (column, text) in enumerate(names or [(0, "")]):
            last = position == max(len(names) - 1, 0)
            if last or self._indirect:
                name, code, rank = self._meaning(line, column, text, own=last)
            else:
                name, code, rank = self._meaning_beside(line, column, text)
            while self._columns and self._columns[-1].column > column:
                self._columns.pop()
            held = self._columns[-1] if self._columns and not last else None
            if held is not None and (held.column, held.name) == (column, name):
                continue
            node = Node(
                line,
                place,
                name,
                rank,
                column,
                code.text,
                code.reading,
                code.path,
                implied=not last,
            )
            node.said = rank is not None and (
                code.rank is not None or self.level is not None or rank_of(name) is not None
            )
            node.name_cell = line.cell(self.names[column]) if self.names else EMPTY
            node.indirect = self._is_indirect(node)
            if last:
                node.account = self._account(line)
                self._fill(node, line)
            self._open(node)
            yield node

    def _open(self, node: Node) -> None:
        """Remember a node as one below which the next may stand."""
        while self._columns and self._columns[-1].column >= node.column:
            self._columns.pop()
        self._columns.append(node)
        self.codes.open(node.rank, node.code)

    def _meaning(
        self, line: Line, column: int, text: str, *, own: bool
    ) -> tuple[str, RowCode, Rank | None]:
        """What a name and its code say: the name, the code, the rank.

        A code that was read beats the words of the name: *Puskesmas Keliling* with the code of
        a kegiatan is one.
        """
        said = self._rank_of(line, column, text, own=own)
        name, code_text, cell = self.codes.split(line, text, self._level_of(column), own=own)
        rank = said or rank_of(name)
        rank = None if rank is Rank.OFFICE and self._names_its_office(line) else rank
        if self._indirect_goes_on(rank):
            return name, RowCode(code_text), rank
        certain = self.level is not None or len([c for c in self.names if c.level]) > 1
        strange = rank in _NO_ACTIVITY
        hint = None if strange else rank or self.codes.rank_of_number(code_text)
        code = self.codes.read(code_text, cell, hint, certain=certain and not strange)
        unread = code.code is None and not self.codes.are_ends
        if strange and (unread or code.rank is None or code.rank < Rank.KEGIATAN):
            path = code.path if rank is Rank.OFFICE else ()
            return name, RowCode(code_text, path=path), rank
        return name, code, code.rank or hint

    def _meaning_beside(
        self, line: Line, column: int, text: str
    ) -> tuple[str, RowCode, Rank | None]:
        """What a name of a wider level beside the row's own says, once for equal cells."""
        cell = self.codes.beside(line, self._level_of(column))
        key = column, text, cell.text, cell.number_format, self._names_its_office(line)
        if key not in self._known:
            found = self._meaning(line, column, text, own=False)
            if found[1].reading is not None and found[1].reading.alternatives:
                return found  # the rows above settle it
            self._known[key] = found
        return self._known[key]

    def _account(self, line: Line) -> str:
        """The account that a row is for, in columns of its own or behind the code."""
        texts = [text for c in self.side.all(Role.ACCOUNT) if (text := line.text(c))]
        if len(texts) > 1 and all(text.isdigit() for text in texts):
            return account_in(".".join(texts))
        return next(map(account_in, texts), "") or self.codes.account(line)

    def _level_of(self, column: int) -> Level | None:
        return self.names[column].level if column < len(self.names) else None

    def _rank_of(self, line: Line, column: int, text: str, *, own: bool) -> Rank | None:
        if own and self.level is not None:
            level = level_of(line.text(self.level).replace("_", " "))
            if level is not None:
                return Rank.of(level)
        words = rank_of(text)
        if words is Rank.OFFICE and self._names_its_office(line):
            words = None
        if words in _NO_ACTIVITY:
            return words
        level = self._level_of(column)
        if level is not None and sum(c.level is not None for c in self.names) > 1:
            return Rank.of(level)
        return words

    def _is_indirect(self, node: Node) -> bool:
        if node.rank is Rank.SPENDING:
            self._indirect = is_indirect_spending(node.name)
            return self._indirect
        if self._indirect and not self._indirect_goes_on(node.rank):
            self._indirect = False
        if self._indirect:
            heading = node.name.isupper() and not node.code_text
            node.rank = Rank.PROGRAM if heading else Rank.KEGIATAN
        return self._indirect

    def _indirect_goes_on(self, rank: Rank | None) -> bool:
        return self._indirect and rank not in {
            Rank.TOTAL, Rank.OFFICE, Rank.URUSAN, Rank.BIDANG, Rank.SPENDING, Rank.PROGRAM,
        }  # fmt: skip

    def _money(self, line: Line) -> tuple[dict[str, Rupiah], dict[str, str]]:
        amounts: dict[str, Rupiah] = {}
        problems: dict[str, str] = {}
        for money in self.side.money:
            reading = read_money(line.cell(money.column), money.column.factor)
            if reading.amount is not None:
                amounts[money.amount.key] = reading.amount
            if reading.problem:
                problems[money.amount.key] = reading.problem
        return amounts, problems

    def _fill(self, node: Node, line: Line) -> None:
        node.amounts, node.problems = self._money(line)
        node.counted = [(line, dict(node.amounts))] if node.amounts else []
        given = node.amounts.keys() | node.problems.keys()
        node.missing = [
            money.amount.key
            for money in self.side.money
            if money.amount.key not in given and money.amount.kind is not AmountKind.DIFFERENCE
        ]
        node.number = line.text(self.number)
        node.office = line.text(self.side.first(Role.OFFICE))
        node.unit = self._unit(line)
        node.year = line.text(self.side.first(Role.YEAR))
        self._describe(node, line)

    def _names_its_office(self, line: Line) -> bool:
        """Whether a row names its office in a column of its own, so that its name names none."""
        return any(line.text(column) for column in self._offices)

    def _unit(self, line: Line) -> tuple[str, ...]:
        """The office and its sub unit; what a row leaves out is that of the row above it."""
        texts = tuple(line.text(column) for column in self._units)
        if self._last_unit and all(
            not text or text == last for text, last in zip(texts, self._last_unit, strict=True)
        ):
            return self._last_unit
        self._last_unit = texts
        return texts

    def _describe(self, node: Node, line: Line) -> None:
        node.indicators += self._indicators(line)
        for role, held in (
            (Role.LOKASI, node.lokasi),
            (Role.SUMBER_DANA, node.sumber_dana),
            (Role.NOTE, node.note),
        ):
            for column in self.side.all(role):
                text = line.text(column)
                if text and text not in held:
                    held.append(text)

    def _indicators(self, line: Line) -> Iterator[Indicator]:
        satuan = line.text(self.side.first(Role.SATUAN))
        for columns in self.side.indicators:
            text = line.text(columns.indicator)
            slipped = [line.text(c) for c in self.names if is_like_indicator(line.text(c))]
            if not text and slipped and self._names_an_indicator(line, [(0, slipped[0])]):
                text = slipped[0]
            targets = {
                key: _with_unit(line.text(column), satuan)
                for key, column in columns.targets
                if line.text(column)
            }
            text = "" if text in _NOTHING else text
            if text or (targets and columns.indicator is None):
                yield Indicator(text, targets)
            elif targets and not set(targets.values()) <= _NOTHING:
                yield Indicator("", targets)

    def _go_on(self, line: Line, above: Node | None) -> Iterator[Node]:
        """A row without a name: more about the row above it, or an amount by itself."""
        if any(line.text(c.column) for c in self.side.money):
            node = Node(line, self.layout.table.at(line.row), "", bare=True)
            self._fill(node, line)
            node.missing = []
            yield node
        if above is not None:
            self._describe(above, line)


def settle_ranks(nodes: Sequence[Node], steps: int) -> None:
    """Give a rank to the nodes that neither words nor codes gave one.

    Args:
        nodes: The nodes of a plan.
        steps: How many columns of names there are.
    """
    named = [node for node in nodes if not node.bare]
    known = Counter(node.rank for node in named if node.rank is not None)
    deepest = Rank.SUB_KEGIATAN if known[Rank.SUB_KEGIATAN] else Rank.KEGIATAN
    ranks = _steps(named, deepest, max(steps, 1))
    outline: Mapping[int, Rank] = {}
    if not known.keys() & _TREE:
        depths = depths_of([node.number for node in named])
        outline = ranks_of({id(node): depth for node, depth in zip(named, depths, strict=True)})
    heads = _heads_without_money(named) if not outline and steps < 2 else frozenset()  # noqa: PLR2004
    for node in named:
        if id(node) in heads:
            node.rank = Rank.KEGIATAN if known[Rank.PROGRAM] else Rank.PROGRAM
        elif node.rank is None and heads and known[Rank.PROGRAM]:
            node.rank = Rank.SUB_KEGIATAN
        if node.rank is None:
            node.rank = outline.get(id(node)) or ranks[node.column]


def _heads_without_money(nodes: Sequence[Node]) -> frozenset[int]:
    """Rows that are a name and nothing else above rows with money: what these belong to.

    Only where all rows with money have more than that, so that a name alone tells.
    """
    if any(node.is_coded for node in nodes):
        return frozenset()
    filled = {id(node): sum(map(bool, node.line.cells)) for node in nodes}
    most = [filled[id(node)] for node in nodes if node.amounts]
    if not most or min(most) < 2:  # noqa: PLR2004 - a name and an amount
        return frozenset()
    return frozenset(
        id(node)
        for node, after in itertools.pairwise(nodes)
        if node.rank is None and filled[id(node)] == 1 and after.amounts and after.rank is None
    )


def _steps(nodes: Sequence[Node], deepest: Rank, count: int) -> list[Rank]:
    """The rank of each column of names, where names stand in steps."""
    if count > 1:
        deepest = max(deepest, Rank(min(Rank.PROGRAM + count - 1, Rank.SUB_KEGIATAN)))
    ranks = [Rank(max(deepest - i, Rank.URUSAN)) for i in reversed(range(count))]
    for column in range(count):
        known = Counter(n.rank for n in nodes if n.column == column and n.rank in _TREE)
        if known and count > 1:
            ranks[column] = known.most_common(1)[0][0] or ranks[column]
    return ranks


_TREE: Final = frozenset({Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN})


def depths_of(numbers: Sequence[str]) -> list[int | None]:
    """How deep the numbers in front of rows lie: ``I``, ``A``, ``1``, ``a``, ``1.1``.

    A kind of number that comes first stands higher; None for a text that is none.
    """
    kinds = [_kind_of_number(number, numbers) for number in numbers]
    order = list(dict.fromkeys(kind for kind in kinds if kind is not None))
    if all(kind.startswith("1") for kind in order):
        order.sort()
    return [None if kind is None else order.index(kind) for kind in kinds]


def _kind_of_number(text: str, others: Sequence[str]) -> str | None:
    bare = text.strip(" .()[]")
    if not bare:
        return None
    if _OUTLINE.fullmatch(bare):
        return "1" + ".1" * bare.count(".")
    if _ROMAN.fullmatch(bare) and ("I" in others or "I." in others or len(bare) > 1):
        return "I"
    if len(bare) == 1 and bare.isascii() and bare.isalpha():
        return "a" if bare.islower() else "A"
    return None


def ranks_of(depths: Mapping[int, int | None]) -> dict[int, Rank]:
    """The ranks of rows by how deep they lie, the deepest being activities; none for one depth."""
    order = sorted({depth for depth in depths.values() if depth is not None})
    if not 1 < len(order) <= len(_LADDERS[-1]):
        return {}
    ladder = _LADDERS[len(order) - 2]
    return {key: ladder[order.index(depth)] for key, depth in depths.items() if depth is not None}


_LADDERS: Final = (
    (Rank.PROGRAM, Rank.KEGIATAN),
    (Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN),
    (Rank.BIDANG, Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN),
    (Rank.URUSAN, Rank.BIDANG, Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN),
)


def _from_the_widest(names: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of names from the widest level to the narrowest.

    One of any level comes last, unless one of kegiatan or of sub kegiatan stands behind it.
    """

    def order(column: Column) -> tuple[int, int]:
        if column.level is not None:
            return column.level.rank, column.index
        behind = any(
            other.level is not None and other.level >= Level.KEGIATAN
            for other in names
            if other.index > column.index
        )
        return (Level.PROGRAM.rank if behind else len(Level)), column.index

    return tuple(sorted(names, key=order))


def _with_unit(target: str, satuan: str) -> str:
    """A bare number with the unit of its row's own column."""
    bare = re.fullmatch(r"[\d.,]+", target) is not None
    return f"{target} {satuan}" if bare and satuan and satuan not in _NOTHING else target

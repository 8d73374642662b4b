"""The rows of a table as nodes of a tree to be: name, rank, code, money, indicators."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from nomenklatur.codes import Level
from nomenklatur.plan.plan import AmountKind, Indicator
from nomenklatur.plan.rows.code_column import CodeColumn
from nomenklatur.plan.rows.details import Details
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.headings import Role, level_of
from nomenklatur.plan.texts.ranks import Rank, is_indirect_spending, is_like_indicator, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.codes.reading import CodeReading
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.rows.lines import Line

_NOTHING: Final = frozenset({"0", "-", "–", "0%"})
_LETTERS = re.compile(r"[A-Z]+\.?")
_OUTLINE = re.compile(r"\d+(?:\.\d+)*\.?", re.ASCII)


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
        amounts: Money by amount key.
        problems: What is wrong with an amount, by amount key.
        missing: Amount keys of the cells that are empty.
        implied: Whether it is a level that a row names beside its own.
        indirect: Whether it belongs to the indirect spending.
        children: The nodes directly below it.
    """

    line: Line
    place: Place
    name: str
    rank: Rank | None = None
    column: int = 0
    code_text: str = ""
    reading: CodeReading | None = None
    amounts: dict[str, Rupiah] = Factory(dict)
    problems: dict[str, str] = Factory(dict)
    missing: list[str] = Factory(list)
    indicators: list[Indicator] = Factory(list)
    lokasi: list[str] = Factory(list)
    sumber_dana: list[str] = Factory(list)
    note: list[str] = Factory(list)
    office: str = ""
    year: str = ""
    implied: bool = False
    indirect: bool = False
    children: list[Node] = Factory(list)

    @property
    def code(self) -> Code | None:
        """Its code, if it has one that could be read."""
        return self.reading.code if self.reading is not None else None

    @property
    def level(self) -> Level | None:
        """Its level in the nomenclature."""
        return self.rank.level if self.rank is not None and not self.indirect else None


@define(eq=False)
class Continuation:
    """A row without a name: more about the row above it."""

    line: Line
    place: Place
    amounts: dict[str, Rupiah]
    problems: dict[str, str]
    node: Node


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
        self.codes = CodeColumn(side, bidang)
        self.level = side.first(Role.LEVEL)
        self.number = side.first(Role.NUMBER)
        self.stray: list[Continuation] = []
        self.details = Details()
        self._indirect = False
        self._columns: list[Node] = []

    def read(self, lines: Sequence[Line]) -> list[Node]:
        """The nodes of the rows, in order; rows that go on with another are added to it."""
        self.codes.learn(lines)
        nodes: list[Node] = []
        for line in lines:
            names = [(i, line.text(c)) for i, c in enumerate(self.names) if line.text(c)]
            if self._names_an_indicator(line, names):
                names = []
            if nodes and self._is_detail(line, names, nodes[-1]):
                code = self.codes.text(line)
                place = self.layout.table.at(line.row)
                self.details.add(nodes[-1], place, code, self._money(line)[0])
            elif names or self.codes.text(line):
                nodes += self._nodes(line, names)
            elif nodes:
                self._go_on(line, nodes[-1])
            else:
                self._stand_alone(line, None)
        self._settle(nodes)
        return nodes

    def read_alone(self, line: Line) -> list[Node]:
        """The nodes of a row that needs none of its neighbours.

        The scheme of the codes has to be known: call `codes.learn` with rows of the table first.
        """
        self.codes.forget()
        self._columns.clear()
        self._indirect = False
        names = [(i, line.text(c)) for i, c in enumerate(self.names) if line.text(c)]
        if self._names_an_indicator(line, names):
            names = []
        nodes = list(self._nodes(line, names)) if names or self.codes.text(line) else []
        self._settle(nodes)
        return nodes

    def _is_detail(self, line: Line, names: Sequence[tuple[int, str]], above: Node) -> bool:
        """Whether a row is one of spending below an activity."""
        code, name = self.codes.text(line), " ".join(text for _, text in names)
        if not code and not name and not self._money(line)[0]:
            return False
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
            name, code_text, reading, rank = self._meaning(line, column, text, own=last)
            while self._columns and self._columns[-1].column > column:
                self._columns.pop()
            held = self._columns[-1] if self._columns and not last else None
            if held is not None and (held.column, held.name) == (column, name):
                continue
            node = Node(line, place, name, rank, column, code_text, reading, implied=not last)
            node.indirect = self._is_indirect(node)
            if last:
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
    ) -> tuple[str, str, CodeReading | None, Rank | None]:
        """What a name and its code say: name, code text, reading, rank."""
        rank = self._rank_of(line, column, text, own=own)
        name, code_text, cell = self.codes.split(line, text, self._level_of(column), own=own)
        rank = rank or rank_of(name)
        if rank in {Rank.TOTAL, Rank.OFFICE, Rank.SPENDING} or self._indirect_goes_on(rank):
            return name, code_text, None, rank
        certain = self.level is not None or len([c for c in self.names if c.level]) > 1
        rank = rank or self.codes.rank_of_number(code_text)
        reading = self.codes.read(code_text, cell, rank, certain=certain)
        if reading is not None:
            found = (reading.code,) if reading.code is not None else reading.alternatives
            levels = {code.level for code in found}
            rank = Rank.of(levels.pop()) if len(levels) == 1 else rank
        return name, code_text, reading, rank

    def _level_of(self, column: int) -> Level | None:
        return self.names[column].level if column < len(self.names) else None

    def _rank_of(self, line: Line, column: int, text: str, *, own: bool) -> Rank | None:
        if own and self.level is not None:
            level = level_of(line.text(self.level).replace("_", " "))
            if level is not None:
                return Rank.of(level)
        words = rank_of(text)
        if words in {Rank.TOTAL, Rank.OFFICE, Rank.SPENDING}:
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
        given = node.amounts.keys() | node.problems.keys()
        node.missing = [
            money.amount.key
            for money in self.side.money
            if money.amount.key not in given and money.amount.kind is not AmountKind.DIFFERENCE
        ]
        node.office = line.text(self.side.first(Role.OFFICE))
        node.year = line.text(self.side.first(Role.YEAR))
        self._describe(node, line)

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

    def _go_on(self, line: Line, node: Node) -> None:
        """Add a row without a name to the one above it."""
        amounts, _ = self._money(line)
        if amounts or any(line.text(c.column) for c in self.side.money):
            self._stand_alone(line, node)
        self._describe(node, line)

    def _stand_alone(self, line: Line, node: Node | None) -> None:
        amounts, problems = self._money(line)
        place = self.layout.table.at(line.row)
        owner = node if node is not None else Node(line, place, "")
        self.stray.append(Continuation(line, place, amounts, problems, owner))

    def _settle(self, nodes: Sequence[Node]) -> None:
        """Give a rank to the nodes that neither words nor codes gave one."""
        known = Counter(node.rank for node in nodes if node.rank is not None)
        deepest = Rank.SUB_KEGIATAN if known[Rank.SUB_KEGIATAN] else Rank.KEGIATAN
        steps = self._steps(nodes, deepest)
        outline = self._outline(nodes) if not known.keys() & _TREE else {}
        for node in nodes:
            if node.rank is None:
                node.rank = outline.get(id(node)) or steps[node.column]

    def _steps(self, nodes: Sequence[Node], deepest: Rank) -> list[Rank]:
        """The rank of each column of names, where names stand in steps."""
        count = max(len(self.names), 1)
        if count > 1:
            deepest = max(deepest, Rank(min(Rank.PROGRAM + count - 1, Rank.SUB_KEGIATAN)))
        ranks = [Rank(max(deepest - i, Rank.URUSAN)) for i in reversed(range(count))]
        for column in range(count):
            known = Counter(n.rank for n in nodes if n.column == column and n.rank in _TREE)
            if known and count > 1:
                ranks[column] = known.most_common(1)[0][0] or ranks[column]
        return ranks

    def _outline(self, nodes: Sequence[Node]) -> dict[int, Rank]:
        """The ranks that the numbers of the rows give: ``I`` and ``1``, or ``1`` and ``1.1``."""
        depths = {id(node): _depth(node.line.text(self.number)) for node in nodes}
        order = sorted({depth for depth in depths.values() if depth})
        if len(order) < 2 or len(order) > 3:  # noqa: PLR2004 - program, kegiatan, sub kegiatan
            return {}
        return {
            key: Rank(Rank.PROGRAM + order.index(depth)) for key, depth in depths.items() if depth
        }


_TREE: Final = frozenset({Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN})


def _depth(number: str) -> int:
    if _LETTERS.fullmatch(number):
        return 1
    if _OUTLINE.fullmatch(number):
        return 2 + number.strip(".").count(".")
    return 0


def _from_the_widest(names: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of names from the widest level to the narrowest; those of any level come last."""
    lowest = len(Level)
    ranks = {column.index: column.level.rank if column.level else lowest for column in names}
    return tuple(sorted(names, key=lambda column: (ranks[column.index], column.index)))


def _with_unit(target: str, satuan: str) -> str:
    """A bare number with the unit of its row's own column."""
    bare = re.fullmatch(r"[\d.,]+", target) is not None
    return f"{target} {satuan}" if bare and satuan and satuan not in _NOTHING else target

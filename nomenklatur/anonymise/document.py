"""A document without names and amounts, which is read as it was."""

from __future__ import annotations

import re
from collections import Counter
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.anonymise.amounts import factor_for, scaled
from nomenklatur.anonymise.words import Words
from nomenklatur.errors import ReadError
from nomenklatur.plan.choice import chosen_for, with_choice
from nomenklatur.plan.columns.column import is_money
from nomenklatur.plan.read import read_chosen
from nomenklatur.plan.survey import Survey
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import is_percentage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.tables import Document, Row, Table
    from nomenklatur.tables.table import Cell

_TRIES: Final = 6
_WORDED: Final = frozenset({Content.WORDS, Content.TITLE})
_PLAIN_ROLES: Final = frozenset({
    Role.CODE, Role.ACCOUNT, Role.OFFICE_CODE, Role.NUMBER, Role.YEAR, Role.PERCENT, Role.LEVEL,
    Role.START, Role.SATUAN, Role.TARGET,
})  # fmt: skip
"""What columns hold that says nothing of whose plan it is."""
_SEN: Final = re.compile(r"[.,](?:\d{1,2}|\d{4,})\D*$", re.ASCII)
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])", re.ASCII)
_LONG: Final = re.compile(r"(?<![\d.,])\d{6,}(?![\d.,])", re.ASCII)


@frozen
class Anonymised:
    """A document without names and amounts.

    Attributes:
        document: The document.
        factor: By what its amounts were multiplied.
        same: Whether it is read as it was: as many items in the same rows, the same codes, the
            totals times the factor (to the sen that reading rounds away), findings of the same
            rules, or the same refusal.
    """

    document: Document
    factor: Fraction
    same: bool


def anonymise(document: Document, seed: int | None = None) -> Anonymised:
    """A document with names and amounts replaced, its layout and its sums kept.

    Args:
        document: The document: sheets of a workbook, or a CSV file.
        seed: Where the made-up words and numbers begin; by default nobody can tell.
    """
    before = _reading(document)
    begin = SystemRandom().getrandbits(64) if seed is None else seed
    found = _once(document, begin, before)
    for again in range(1, _TRIES):
        if found.same:
            break
        found = _once(document, begin + again, before)
    return found


def _once(document: Document, seed: int, before: _Reading) -> Anonymised:
    chance = Random(seed)  # noqa: S311 - a seed of the system's own
    masks = _masks(document)
    money = [
        cell.text
        for table, mask in zip(document.tables, masks, strict=True)
        for row, index, cell in _cells(table)
        if mask(row, index) == "money"
    ]
    factor = factor_for(money, chance)
    words = Words(chance)
    tables = tuple(
        _table(table, mask, factor, words)
        for table, mask in zip(document.tables, masks, strict=True)
    )
    made = evolve(document, tables=tables, passages=(), findings=())
    chosen = chosen_for(document)
    made = with_choice(made, chosen.choice, chosen.layouts)
    slack = sum(_SEN.search(text) is not None for text in money)
    return Anonymised(made, factor, _reading(made).is_like(before, factor, slack))


def _cells(table: Table) -> Iterator[tuple[Row, int, Cell]]:
    for row in (*table.rows, *table.repeated):
        for index, cell in enumerate(row.cells):
            if cell.text:
                yield row, index, cell


def _table(table: Table, mask: Callable[[Row, int], str], factor: Fraction, words: Words) -> Table:
    def row_of(row: Row) -> Row:
        return evolve(
            row,
            cells=tuple(
                evolve(cell, text=_text(cell, mask(row, index), factor, words)) if cell else cell
                for index, cell in enumerate(row.cells)
            ),
        )

    sheet = table.place.sheet
    return evolve(
        table,
        rows=tuple(map(row_of, table.rows)),
        repeated=tuple(map(row_of, table.repeated)),
        number=words.text(table.number),
        title=words.text(table.title),
        place=evolve(table.place, sheet=words.text(sheet)) if sheet else table.place,
        findings=(),
    )


def _text(cell: Cell, kind: str, factor: Fraction, words: Words) -> str:
    if kind == "money":
        return scaled(cell.text, factor)
    if kind == "kept" or cell.number:
        return cell.text
    text = _GROUPED.sub(lambda found: scaled(found[0], factor), cell.text)
    text = _LONG.sub(lambda found: words.digits(found[0]), text)
    return words.text(text)


def _masks(document: Document) -> list[Callable[[Row, int], str]]:
    """For each table what a cell is: ``money``, ``kept`` or ``words``."""
    layouts = Survey.of(document).layouts
    masks = []
    for table in document.tables:
        known: dict[tuple[int, int], str] = {}
        for layout in layouts:
            if layout.table.place == table.place:
                known |= dict(_known(layout, _shift(layout.table, table)))
        masks.append(_mask(table, known))
    return masks


def _mask(table: Table, known: Mapping[tuple[int, int], str]) -> Callable[[Row, int], str]:
    contents: dict[int, Counter[Content]] = {}
    for _row, index, cell in _cells(table):
        contents.setdefault(index, Counter())[content_of(cell.text)] += 1
    money = {
        index
        for index, kinds in contents.items()
        if kinds[Content.MONEY]
        and kinds[Content.MONEY] + kinds[Content.SUM] > kinds[Content.SMALL] + kinds[Content.CODE]
    }

    def of(row: Row, index: int) -> str:
        if (kind := known.get((row.number, index))) is not None:
            return kind
        content = content_of(row.cells[index].text)
        if content is Content.MONEY or (content is Content.SUM and index in money):
            return "money"
        return "words" if content in _WORDED else "kept"

    return of


def _shift(part: Table, whole: Table) -> int:
    """How many columns of a sheet stand left of a table that is a part of it."""
    rows = {row.number: row.cells for row in whole.rows}
    for shift in range(whole.width):
        if all(
            rows.get(row.number, ())[shift : shift + len(row.cells)] == row.cells
            for row in part.rows
        ):
            return shift
    return 0


def _known(layout: Layout, shift: int) -> Iterator[tuple[tuple[int, int], str]]:
    """What the cells of a table are by the heading of their column."""
    header = layout.header
    if header is None:
        return
    outside = {row.number for row in (*header.above, *header.below)}
    body = {row.number for row in header.body}
    for row in layout.table.rows:
        if row.number in outside:
            continue
        kept = row.number not in body
        share = any(
            is_percentage(row.cells[c.index].text)
            for c in layout.columns
            if c.role is Role.NAME and c.index < len(row.cells)
        )
        for index, cell in enumerate(row.cells):
            kind = "kept" if kept or share else _of_column(layout, index, cell)
            if cell.text and kind:
                yield (row.number, index + shift), kind


def _of_column(layout: Layout, index: int, cell: Cell) -> str:
    """What a cell of the body is; empty where its content alone tells."""
    column = layout.columns[index] if index < len(layout.columns) else None
    content = content_of(cell.text)
    if column is not None and is_money(column):
        return "money" if read_money(cell, column.factor).amount is not None else ""
    if column is not None and column.role in _PLAIN_ROLES and content not in _WORDED:
        return "kept" if content is not Content.MONEY or column.role is Role.CODE else "money"
    return ""


@frozen
class _Reading:
    """What is read of a document: all but names and amounts, and the totals of its columns."""

    form: object
    totals: tuple[int, ...] = ()

    def is_like(self, other: _Reading, factor: Fraction, slack: int) -> bool:
        """Whether it is another reading with its amounts multiplied.

        Args:
            other: The other one.
            factor: By what they were multiplied.
            slack: How many amounts have sen, which reading rounds.
        """
        most = slack * (factor + 1)
        return self.form == other.form and all(
            abs(mine - theirs * factor) <= most
            for mine, theirs in zip(self.totals, other.totals, strict=True)
        )


def _reading(document: Document) -> _Reading:
    """What is read of a document."""
    kinds = [layout.kind for layout in Survey.of(document)]
    try:
        plan = read_chosen(document)
    except ReadError:
        return _Reading(kinds)
    form = (
        kinds,
        [(item.place.row, item.code, sorted(item.amounts)) for item in plan.items],
        [(total.place.row, total.level, total.items) for total in plan.declared],
        [column.kind for column in plan.columns],
        Counter(finding.rule.code for finding in plan.findings),
    )
    return _Reading(form, tuple(int(plan.total(column.key)) for column in plan.columns))

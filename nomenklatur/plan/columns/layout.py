"""What a table is, and which of its columns say what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.plan.choice import Choice
from nomenklatur.plan.columns.chosen import choose_columns, header_for
from nomenklatur.plan.columns.column import Column, is_money, read_columns
from nomenklatur.plan.columns.money import MoneyColumn, money_columns
from nomenklatur.plan.columns.title import Head, head_of, title_lines, year_in_title
from nomenklatur.plan.plan import TableKind
from nomenklatur.plan.texts.headings import MONEY_ROLES, Role, tokens, year_of
from nomenklatur.plan.texts.units import factor_in_title, factor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.plan.choice import KeptLayout
    from nomenklatur.plan.columns.header import Header
    from nomenklatur.tables import Row, Table

_MOSTLY: Final = 0.8
_ACCOUNT = re.compile(r"[4-6](?:\s?\.\s?\d{1,5})*", re.ASCII)
_LOOKED_AT: Final = 400  # rows; enough to tell which column is the sum of others


@frozen
class IndicatorColumns:
    """A column of indicators and the columns of their targets, by amount key.

    The column of indicators is None where a table has targets alone.
    """

    indicator: Column | None
    targets: tuple[tuple[str, Column], ...] = ()


@frozen
class Side:
    """Columns that make one plan: the whole table, or the left or right of a review.

    Attributes:
        key: ``left`` or ``right``; empty for a table of one side.
        label: What the header calls the side.
        columns: Its columns.
        money: Its columns of money.
        indicators: Its columns of indicators with their targets.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    money: tuple[MoneyColumn, ...] = ()
    indicators: tuple[IndicatorColumns, ...] = ()

    def all(self, role: Role) -> tuple[Column, ...]:
        """The columns of a role."""
        return tuple(column for column in self.columns if column.role is role)

    def first(self, role: Role) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role is role), None)


@frozen
class Layout:
    """A table with its meaning.

    Attributes:
        table: The table.
        kind: What it is.
        reason: Why, in words.
        header: Its header; None if it has none.
        columns: Its columns.
        sides: Its sides.
        year: The year that its title names.
        head: The one activity that it is about, if it is a form.
        recognised: Whether the table was understood, be it that it is no plan.
        error: Why its header could not be read.
        row_level: The level whose rows a person chose to be the items.
        kept: The layout of the configuration that says which columns are what.
        unchosen: Why what a person chose does not hold for it.
    """

    table: Table
    kind: TableKind
    reason: str
    header: Header | None = None
    columns: tuple[Column, ...] = ()
    sides: tuple[Side, ...] = ()
    year: int | None = None
    head: Head | None = None
    recognised: bool = True
    error: ReadError | None = None
    row_level: Level | None = None
    kept: KeptLayout | None = None
    unchosen: ReadError | None = None


def recognise(table: Table, choice: Choice | None = None) -> Layout:
    """What a table is, and which column means what.

    Args:
        table: The table.
        choice: What a person chose for it.

    Raises:
        ReadError: Two rows are headers and disagree.
        ChoiceError: A column that was chosen is not there, or several have its heading.
    """
    choice = choice or Choice()
    header = header_for(table, choice)
    if header is None:
        words = any(text.upper().startswith("PROGRAM ") for r in table.rows for text in r.texts())
        return Layout(
            table,
            TableKind.OTHER,
            _("no row has the words of a header (Kode, Uraian, Program/Kegiatan, Pagu …)"),
            recognised=not words,
        )
    columns = choose_columns(choice, table, header, read_columns(header))
    columns = _with_units(table, header, columns)
    year = year_in_title(table, header) or _year_of_start(columns, header)
    sides = _sides(columns, year, header.body[:_LOOKED_AT])
    kind, reason = _kind(columns, sides, header)
    coded = any(column.chosen and column.role is Role.CODE for column in columns)
    head = None if coded else _head_of_form(table, header, columns)
    if kind not in {TableKind.REVIEW, TableKind.MAPPING} and len(sides) > 1:
        columns = _one_side(columns)
        sides = _sides(columns, year, header.body[:_LOOKED_AT])
    return Layout(
        table, kind, reason, header, columns, sides, year, head, row_level=choice.row_level
    )


def _head_of_form(table: Table, header: Header, columns: Sequence[Column]) -> Head | None:
    """The one activity that the lines above a table of accounts name."""
    head = head_of(title_lines(table, header))
    if head is None:
        return None
    roles = {Role.CODE, Role.ACCOUNT}
    coded = [column for column in columns if column.role in roles]
    codes = []
    for row in header.body:
        texts = [row.cells[c.index].text for c in coded if c.index < len(row.cells)]
        joined = ".".join(text.strip(".") for text in texts if text)
        if joined[:1].isdigit():
            codes.append(joined)
    if codes:
        accounts = sum(_ACCOUNT.fullmatch(code) is not None for code in codes)
        return head if accounts >= _MOSTLY * len(codes) else None
    names = [column for column in columns if column.role is Role.NAME]
    if not {word for c in names for word in tokens(c.heading)} & {"program", "kegiatan"}:
        return head
    texts = [
        row.cells[c.index].text for row in header.body for c in names if c.index < len(row.cells)
    ]
    spent = sum(text.casefold().startswith("belanja ") for text in texts)
    return head if spent >= _MOSTLY * sum(map(bool, texts)) else None


def _with_units(table: Table, header: Header, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of money with the unit that their headings or the title give.

    Raises:
        ReadError: The unit is not clear.
    """
    titles = {line: factor_in_title(line) for line in title_lines(table, header)}
    general = {factor for factor in titles.values() if factor != 1}
    found: list[Column] = []
    for column in columns:
        if column.role not in MONEY_ROLES | {Role.DIFFERENCE}:
            found.append(column)
            continue
        own = factor_of(column.label)
        units = general if own == 1 else {own} | general
        factor = next(iter(units), 1)
        if len(units) > 1 or factor is None:
            said = [repr(line) for line, unit in titles.items() if unit != 1]
            said += [repr(column.label)] if own != 1 else []
            raise ReadError(
                _("it is not clear in which unit the amounts are: {said}").format(
                    said=", ".join(said)
                ),
                place=table.at(header.rows[-1], column.index),
                remedy=_("give one unit, as in 'Pagu (juta rupiah)', or the amounts in rupiah"),
            )
        found.append(evolve(column, factor=factor))
    return tuple(found)


def _sides(columns: Sequence[Column], year: int | None, rows: Sequence[Row]) -> tuple[Side, ...]:
    starts = _starts(columns)
    if not starts:
        return ()
    if len(starts) == 1:
        return (_side("", "", columns, year, rows),)
    keys = ["left", "right"] if len(starts) == 2 else [str(i + 1) for i in range(len(starts))]  # noqa: PLR2004 - a pair
    bounds = [0, *starts[1:], len(columns)]
    return tuple(
        _side(key, columns[starts[i]].group, columns[bounds[i] : bounds[i + 1]], year, rows)
        for i, key in enumerate(keys)
    )


def _starts(columns: Sequence[Column]) -> list[int]:
    """The first column of each side: where names begin again, with the codes before them.

    Columns of one level each belong together, in whatever order, until a level comes again.
    """
    starts: list[int] = []
    levels: set[Level | None] = set()
    end = 0
    for column in columns:
        if column.role is not Role.NAME:
            continue
        if not starts or (column.level in levels and not column.spanned):
            start = column.index
            while start > end and columns[start - 1].role is Role.CODE:
                start -= 1
            starts.append(start)
            levels = set()
        levels.add(column.level)
        end = column.index + 1
    return starts


def _one_side(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with the names of the first side only; further ones are descriptions."""
    starts = _starts(columns)
    return tuple(
        evolve(column, role=Role.OTHER)
        if column.role is Role.NAME and column.index >= starts[1]
        else column
        for column in columns
    )


def _side(
    key: str, label: str, columns: Sequence[Column], year: int | None, rows: Sequence[Row]
) -> Side:
    money = money_columns(columns, year, rows)
    return Side(key, label, tuple(columns), money, tuple(_indicators(columns, money)))


def _year_of_start(columns: Sequence[Column], header: Header) -> int | None:
    """The year in which every row of a table starts, if the table has the dates."""
    column = next((column for column in columns if column.role is Role.START), None)
    if column is None:
        return None
    held = [row.cells[column.index].text for row in header.body if column.index < len(row.cells)]
    years = {year_of(text) for text in held if text}
    return years.pop() if len(years) == 1 else None


def _indicators(
    columns: Sequence[Column], money: Sequence[MoneyColumn]
) -> Iterator[IndicatorColumns]:
    found: list[Column | None] = [c for c in columns if c.role is Role.INDICATOR]
    found = found or [None]
    targets: list[list[tuple[str, Column]]] = [[] for _ in found]
    for column in columns:
        if column.role is not Role.TARGET:
            continue
        before = [i for i, c in enumerate(found) if c is not None and c.index < column.index]
        own = targets[before[-1] if before else 0]
        key = _target_key(column, money, columns)
        own.append((key if key not in dict(own) else column.label, column))
    for indicator, own in zip(found, targets, strict=True):
        if indicator is not None or own:
            yield IndicatorColumns(indicator, tuple(own))


def _target_key(target: Column, money: Sequence[MoneyColumn], columns: Sequence[Column]) -> str:
    """The amount key that a target belongs to; its heading in a table without money."""
    if not money:
        return target.heading
    tests: tuple[Callable[[Column], bool], ...] = (
        lambda c: c.group != "" and c.group == target.group,
        lambda c: c.year is not None and c.year == target.year,
        lambda c: c.ordinal is not None and c.ordinal == target.ordinal,
        lambda c: c.index > target.index and not _between(columns, target, c),
    )
    for test in tests:
        for one in money:
            if test(one.column):
                return one.amount.key
    if len(money) == 1:
        return money[0].amount.key
    return str(target.year) if target.year is not None else target.label


def _between(columns: Sequence[Column], one: Column, other: Column) -> bool:
    return any(
        column.role is Role.TARGET for column in columns if one.index < column.index < other.index
    )


def _kind(
    columns: Sequence[Column], sides: Sequence[Side], header: Header
) -> tuple[TableKind, str]:
    """What a table is, with the reason."""
    if len(sides) > 1 and all(side.money for side in sides):
        said = _("{number} sides with names and money: {labels}")
        return TableKind.REVIEW, said.format(number=len(sides), labels=_labels(sides))
    if len(sides) > 1 and all(side.all(Role.CODE) for side in sides):
        said = _("{number} sides with codes and names: {labels}")
        return TableKind.MAPPING, said.format(number=len(sides), labels=_labels(sides))
    name = next((column for column in columns if column.role is Role.NAME), None)
    if name is None:
        held = any(column.role is Role.INDICATOR for column in columns)
        if held:
            return TableKind.OTHER, _("indicators; no column of programs or kegiatan")
        return TableKind.OTHER, _("no column of programs or kegiatan")
    return _kind_of_one_side(columns, name, header)


def _kind_of_one_side(
    columns: Sequence[Column], name: Column, header: Header
) -> tuple[TableKind, str]:
    heading = name.heading
    has = {column.role for column in columns}
    money = [column for column in columns if is_money(column)]
    if Role.REALISATION in has:
        said = _("names under {heading!r}, a budget and what was spent of it")
        return TableKind.REALISATION, said.format(heading=heading)
    if money:
        labels = ", ".join(repr(column.label) for column in money)
        said = _("names under {heading!r}, money under {labels}")
        return TableKind.PLAN, said.format(heading=heading, labels=labels)
    if Role.CODE in has and Role.TARGET not in has:
        said = _("codes and names under {heading!r}, no money")
        return TableKind.CATALOG, said.format(heading=heading)
    if has & {Role.INDICATOR, Role.TARGET} and _is_of_kegiatan(name, header):
        said = _("names under {heading!r} with indicators and targets, no money")
        return TableKind.TARGETS, said.format(heading=heading)
    if set(tokens(name.heading)) & {"kegiatan", "subkegiatan"}:
        said = _("names under {heading!r}, no money")
        return TableKind.CATALOG, said.format(heading=heading)
    said = _("names under {heading!r}, neither money nor codes")
    return TableKind.OTHER, said.format(heading=heading)


def _is_of_kegiatan(name: Column, header: Header) -> bool:
    if set(tokens(name.heading)) & {"program", "kegiatan", "subkegiatan"}:
        return True
    return any(text.upper().startswith("PROGRAM ") for row in header.body for text in row.texts())


def _labels(sides: Sequence[Side]) -> str:
    return ", ".join(repr(side.label or side.key) for side in sides)

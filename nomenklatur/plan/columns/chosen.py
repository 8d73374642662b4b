"""Columns with the roles that a person chose for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.language import _, joined
from nomenklatur.plan.choice import ChoiceError, folded
from nomenklatur.plan.columns.header import Header, Heading, find_header, header_from
from nomenklatur.plan.columns.header_rows import SEARCHED_ROWS, header_at
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import Role
from nomenklatur.tables.table import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.plan.choice import Choice, ColumnChoice, KeptLayout
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.tables import Row, Table

_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")
_ONLY: Final = frozenset({Role.CODE, Role.NAME, Role.NUMBER, Role.YEAR})
_DATA: Final = frozenset({Content.MONEY, Content.SUM})


def printed(header: Header) -> tuple[str, ...]:
    """The headings as printed, from the left; empty for a column without one of its own."""
    texts = ["" if heading.spanned else heading.label for heading in header.headings]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def header_for(table: Table, choice: Choice) -> Header | None:
    """The header of a table: the one that reading finds, or the row that has what was chosen.

    Raises:
        ReadError: Two rows are headers and disagree, or a second table begins below the first.
    """
    header = find_header(table)
    if not choice.columns or (header is not None and _has(header, table, choice)):
        return header
    letters = _letters(table)
    wanted = [
        folded(one.column) for one in choice.columns if _by_position(one.column, letters) is None
    ]
    rows = table.rows[:SEARCHED_ROWS]
    if wanted:
        for position, row in enumerate(rows):
            if set(wanted) <= {folded(text) for text in row.texts()}:
                return header_from(table, header_at(table, position))
    return header or _header_above_money(table, choice, letters)


def kept_for(table: Table, layouts: Iterable[KeptLayout]) -> KeptLayout | None:
    """The kept layout whose header a table has; None if it has that of none.

    Raises:
        ReadError: Two rows are headers and disagree, or a second table begins below the first.
    """
    for layout in layouts:
        header = header_for(table, layout.choice)
        if header is None:
            continue
        kept = [folded(text) for text in layout.header]
        while kept and not kept[-1]:
            kept.pop()
        if [folded(text) for text in printed(header)] == kept:
            return layout
    return None


def choose_columns(
    choice: Choice, table: Table, header: Header, columns: Sequence[Column]
) -> tuple[Column, ...]:
    """The columns with the roles that were chosen.

    Other columns that reading took for codes or names are none where a person says which are;
    columns of money stay beside the chosen one.

    Raises:
        ChoiceError: A column that was chosen is not there, or several have its heading.
    """
    found: dict[int, ColumnChoice] = {}
    for one in choice.columns:
        found[_index(one.column, table, header)] = one
    several = [one.level for one in found.values() if one.role is Role.CODE].count(None) > 1
    chosen: list[Column] = []
    for column in columns:
        own = found.get(column.index)
        if own is not None:
            part = several and own.role is Role.CODE and own.level is None
            chosen.append(
                evolve(
                    column,
                    role=own.role,
                    level=own.level,
                    part=part,
                    heading=column.heading or header.headings[column.index].text,
                    doubtful=False,
                    coded=column.coded and own.role is Role.NAME,
                    chosen=True,
                )
            )
            continue
        goes_on = column.spanned and chosen and chosen[-1].chosen and chosen[-1].role is column.role
        replaced = not goes_on and any(_replaces(one, column) for one in found.values())
        chosen.append(evolve(column, role=Role.OTHER, part=False) if replaced else column)
    return tuple(chosen)


def _replaces(one: ColumnChoice, column: Column) -> bool:
    """Whether a choice says that another column is none of its kind."""
    if one.role is not column.role or one.role not in _ONLY:
        return False
    return one.level is None or column.level in {None, one.level}


def _has(header: Header, table: Table, choice: Choice) -> bool:
    try:
        for one in choice.columns:
            _index(one.column, table, header)
    except ChoiceError:
        return False
    return True


def _index(name: str, table: Table, header: Header) -> int:
    """The column that a heading, a letter or a number means."""
    wanted = folded(name)
    own = {i: h for i, h in enumerate(header.headings) if h.text and not h.spanned}
    for texts in (
        {i: heading.label for i, heading in own.items()},
        {i: heading.text for i, heading in own.items()},
    ):
        alike = [i for i, text in texts.items() if folded(text) == wanted]
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise ChoiceError(
                _("{n} columns have the heading {heading!r}").format(n=len(alike), heading=name),
                place=table.place,
                remedy=_("say which by its letter: {columns}").format(
                    columns=_listed(table, header, alike)
                ),
            )
    position = _by_position(name, _letters(table))
    if position is not None:
        return position
    raise ChoiceError(
        _("no column is {name!r}").format(name=name),
        place=table.place,
        remedy=_("the columns are {columns}").format(
            columns=_listed(table, header, range(len(header.headings)))
        ),
    )


def _by_position(name: str, letters: Sequence[str]) -> int | None:
    """The column that a letter or a number means, if there is one."""
    if name.isdigit() and name.isascii():
        known = [str(_number(one)) for one in letters]
        name = str(int(name))
    elif _LETTERS.fullmatch(name):
        known = list(letters)
        name = name.upper()
    else:
        return None
    return known.index(name) if name in known else None


def _letters(table: Table) -> list[str]:
    """The letters of the columns, as their sheet has them."""
    found = {
        index: letters
        for row in reversed(table.rows)
        for index, cell in enumerate(row.cells)
        if (letters := re.sub(r"[^A-Z]", "", cell.address))
    }
    shift = next((_number(letters) - 1 - index for index, letters in found.items()), 0)
    return [found.get(i) or column_letters(i + shift) for i in range(table.width)]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _listed(table: Table, header: Header, columns: Iterable[int]) -> str:
    letters = _letters(table)
    return joined(f"{letters[i]} {header.headings[i].label!r}" for i in columns)


def _header_above_money(table: Table, choice: Choice, letters: Sequence[str]) -> Header | None:
    """A header for a table without one, whose columns were all chosen by their positions."""
    positions = {one.role: _by_position(one.column, letters) for one in choice.columns}
    money, name = positions.get(Role.AMOUNT), positions.get(Role.NAME)
    if money is None or name is None or None in positions.values():
        return None
    code = positions.get(Role.CODE)
    for position, row in enumerate(table.rows[:SEARCHED_ROWS]):
        coded = code is not None and content_of(_text(row, code)) is Content.CODE
        if (coded or content_of(_text(row, money)) in _DATA) and _text(row, name):
            above = table.rows[max(position - 1, 0)]
            headed = position > 0 and len([text for text in above.texts() if text]) > 1
            texts = [_text(above, i) if headed else "" for i in range(table.width)]
            return Header(
                table.rows[: position - 1] if headed else table.rows[:position],
                (above,),
                table.rows[position:],
                tuple(Heading(text) for text in texts),
            )
    return None


def _text(row: Row, index: int) -> str:
    return row.cells[index].text if index < len(row.cells) else ""

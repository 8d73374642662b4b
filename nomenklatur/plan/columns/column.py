"""The columns of a table: what each one means, by its heading and by what it holds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.plan.texts.content import Content, content_of, is_wording
from nomenklatur.plan.texts.headings import (
    MONEY_ROLES,
    Role,
    is_year_heading,
    level_of,
    ordinal_of,
    role_of,
    tokens,
    year_after,
    year_of,
)
from nomenklatur.plan.texts.units import factor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.plan.columns.header import Header, Heading
    from nomenklatur.tables import Row

_LOOKED_AT: Final = 400  # rows of the body; enough to tell what a column holds
_MOSTLY: Final = 0.6
_CERTAIN: Final = frozenset(["pagu", "anggaran", "dana", "biaya", "rp", "rupiah"])
"""Words of a heading that leave no doubt that the column is money."""
_SEGMENT = re.compile(r"[\dxX]{1,4}(?:\.\d{2})?\.?", re.ASCII)
_CODE_NUMBER = re.compile(r"0\d+|\d{1,2}(?:\.\d+){2,}\.?|[xX](?:\..*)?|\d\.\d\d(?:\..*)?", re.ASCII)


@frozen
class Column:
    """A column and what it means.

    Attributes:
        index: Its position, from 0.
        role: What it holds; None where nobody knows.
        heading: Its heading as printed.
        group: The headings above its own.
        over: The heading directly above its own.
        level: The one level whose names or codes it holds.
        year: The fiscal year that its heading names.
        ahead: How many years after the plan's first it is for, if the heading says so.
        ordinal: The year's number in the plan's period, if the heading numbers it.
        part: Whether it holds one segment of a code that is spread over columns.
        spanned: Whether its heading is that of the merged cell to its left.
        factor: How many rupiah 1 is worth in a column of money.
    """

    index: int
    role: Role | None
    heading: str = ""
    group: str = ""
    over: str = ""
    level: Level | None = None
    year: int | None = None
    ahead: int | None = None
    ordinal: int | None = None
    part: bool = False
    spanned: bool = False
    factor: int = 1

    @property
    def label(self) -> str:
        """The whole heading, the widest part first."""
        return f"{self.group} {self.heading}".strip()


def read_columns(header: Header) -> tuple[Column, ...]:
    """The columns of a table, by their headings and what stands below them."""
    sample = header.body[:_LOOKED_AT]
    columns: list[Column] = []
    for index, heading in enumerate(header.headings):
        held = [row.cells[index].text for row in sample if index < len(row.cells)]
        column = _column(index, heading, [text for text in held if text])
        if heading.spanned and columns:
            column = _continue(columns[-1], column, [text for text in held if text])
        columns.append(column)
    if not any(column.role is Role.NAME for column in columns):
        columns = _name_by_content(columns, sample)
    return tuple(columns)


def _column(index: int, heading: Heading, held: Sequence[str]) -> Column:
    role = role_of(heading.text)
    if role is None or (role is Role.OTHER and heading.group):
        role = role_of(heading.label) or role_of(heading.group)
    if role is Role.AMOUNT and tokens(heading.group)[:1] == ("realisasi",):
        role = Role.REALISATION
    bare_year = is_year_heading(heading.text)
    column = Column(
        index,
        role,
        heading.text,
        heading.group,
        heading.over,
        level_of(heading.text) if role in {Role.NAME, Role.CODE} else None,
        year_of(heading.text) or year_of(heading.group),
        year_after(heading.label),
        ordinal_of(heading.text) or ordinal_of(heading.group),
    )
    if heading.spanned:
        return evolve(column, spanned=True)
    return _judge(column, held, bare_year=bare_year)


def _judge(column: Column, held: Sequence[str], *, bare_year: bool) -> Column:
    """A column whose content is asked where its heading leaves doubt."""
    role = column.role
    if role is Role.NUMBER and _holds_codes(held):
        return evolve(column, role=Role.CODE)
    if role is Role.NAME and column.level and _share(held, _is_segment) > _MOSTLY:
        return evolve(column, role=Role.CODE, part=True)
    money = _holds_money(held)
    certain = bool(set(tokens(column.label)) & _CERTAIN) or factor_of(column.label) != 1
    if role is None and (money or bare_year):
        return evolve(column, role=Role.AMOUNT if money else Role.TARGET)
    if role is Role.TARGET and bare_year and money:
        return evolve(column, role=Role.AMOUNT)
    if role in MONEY_ROLES and held and not money and not certain:
        return evolve(column, role=Role.TARGET)
    return column


def _continue(left: Column, column: Column, held: Sequence[str]) -> Column:
    """A column under a merged heading: one more part of a code, or one more step of names."""
    if left.role is Role.CODE and held and _share(held, _is_segment) > _MOSTLY:
        return evolve(column, role=Role.CODE, part=True)
    texts = _share(held, is_wording)
    if left.role is Role.NAME and held and texts > _MOSTLY:
        return evolve(column, role=Role.NAME, level=None)
    return evolve(
        column, role=None, heading="", group="", over="", year=None, ahead=None, ordinal=None
    )


def _name_by_content(columns: list[Column], sample: Sequence[Row]) -> list[Column]:
    """The column of names told by its texts, where a code column says that there is one."""
    if not any(column.role is Role.CODE for column in columns):
        return columns
    after = max(column.index for column in columns if column.role is Role.CODE)
    for column in columns:
        if column.role not in {None, Role.OTHER} or column.index <= after:
            continue
        held = [r.cells[column.index].text for r in sample if column.index < len(r.cells)]
        held = [text for text in held if text]
        if held and _share(held, is_wording) > _MOSTLY:
            columns[column.index] = evolve(column, role=Role.NAME)
            break
    return columns


def _share(held: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(text) for text in held) / len(held) if held else 0.0


def _holds_codes(held: Sequence[str]) -> bool:
    """Whether a column of numbers holds codes: zeros in front, or mostly dotted codes."""
    codes = [text for text in held if _CODE_NUMBER.fullmatch(text)]
    padded = any(text.startswith("0") for text in codes)
    return padded or len(codes) > _MOSTLY * len(held)


def _is_segment(text: str) -> bool:
    return _SEGMENT.fullmatch(text) is not None


def _holds_money(held: Sequence[str]) -> bool:
    """Whether a column holds rupiah: mostly amounts, and some of them large."""
    kinds = Counter(content_of(text) for text in held)
    amounts = kinds[Content.MONEY] + kinds[Content.SUM] + kinds[Content.DASH]
    zeros = sum(text in {"0", "0,00", "0.00"} for text in held)
    large = kinds[Content.MONEY] + kinds[Content.SUM]
    return bool(large) and amounts + zeros >= _MOSTLY * len(held) and kinds[Content.MONEY] > 0


def is_money(column: Column) -> bool:
    """Whether a plan keeps the column's amounts."""
    return column.role in MONEY_ROLES

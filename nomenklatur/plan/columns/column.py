"""The columns of a table: what each one means, by its heading and by what it holds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.codes.spelling import split_code
from nomenklatur.plan.texts.content import Content, content_of, is_wording
from nomenklatur.plan.texts.headings import (
    MONEY_ROLES,
    Role,
    is_year_heading,
    is_year_n,
    level_of,
    names_period,
    ordinal_of,
    role_of,
    tokens,
    year_after,
    year_before_n,
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
_ZEROS: Final = frozenset({"0", "0,00", "0.00"})
_ACCOUNT = re.compile(r"[4-6]\.\d(?:\.\d{1,5}){1,5}\.?", re.ASCII)
_OFFICE = re.compile(
    r"[\dX]\.\d{1,2}\.(?:(?:\d\.\d{1,2}\.{1,2}){1,2}\d{1,2}(?:\.{1,2}\d{4})?|\d{1,2}\.0000)\.?",
    re.ASCII,
)
"""The code of an office in SIPD: one to three bidang urusan, a number, that of the sub unit."""
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
        doubtful: Whether its heading speaks of money and what it holds does not.
        coded: Whether its cells hold a code and a name.
        chosen: Whether a person chose its role.
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
    doubtful: bool = False
    coded: bool = False
    chosen: bool = False

    @property
    def label(self) -> str:
        """The whole heading, the widest part first."""
        return f"{self.group} {self.heading}".strip()


def read_columns(header: Header) -> tuple[Column, ...]:
    """The columns of a table, by their headings and what stands below them."""
    sample = header.body[:_LOOKED_AT]
    columns: list[Column] = []
    for index, heading in enumerate(header.headings):
        held = _held(sample, index)
        column = _column(index, heading, held)
        if heading.spanned and columns:
            column = _continue(columns[-1], column, held)
        columns.append(column)
    columns = [_by_form(column, columns, sample) for column in columns]
    if not any(column.role is Role.NAME for column in columns):
        columns = [evolve(c, role=Role.NAME) if c.role is Role.ACCOUNT_NAME else c for c in columns]
    if not any(column.role is Role.NAME for column in columns):
        columns = _name_by_content(columns, sample)
    columns = _money_by_neighbours(columns, sample)
    return tuple(_relative_years(columns))


def _column(index: int, heading: Heading, held: Sequence[str]) -> Column:
    role = _role(heading)
    bare_year = is_year_heading(heading.text)
    column = Column(
        index,
        role,
        heading.text,
        heading.group,
        heading.over,
        level_of(heading.text) if role in {None, Role.NAME, Role.CODE} else None,
        year_of(heading.text) or year_of(heading.group),
        year_after(heading.label),
        ordinal_of(heading.text) or ordinal_of(heading.group),
    )
    if heading.spanned:
        return evolve(column, spanned=True)
    return _judge(column, held, bare_year=bare_year)


def _role(heading: Heading) -> Role | None:
    """The role that a heading and those above it give; the upper ones say of what an amount is."""
    role = role_of(heading.text)
    if role is None or (role is Role.OTHER and heading.group):
        role = role_of(heading.label) or role_of(heading.group)
    if role is Role.AMOUNT and heading.group:
        above = role_of(heading.over) or role_of(heading.group)
        if above in {Role.REALISATION, Role.DIFFERENCE}:
            return above
        if tokens(heading.group)[:1] == ("realisasi",):
            return Role.REALISATION
    return role


def _judge(column: Column, held: Sequence[str], *, bare_year: bool) -> Column:
    """A column whose content is asked where its heading leaves doubt."""
    role = column.role
    named = role in {None, Role.NAME} and column.level is not None
    part = named and _share(held, _is_segment) > _MOSTLY
    if part or (role is Role.NUMBER and _holds_codes(held)):
        return evolve(column, role=Role.CODE, part=part)
    money = _holds_money(held)
    if role is Role.NAME and money:
        return evolve(column, role=Role.AMOUNT)
    certain = bool(set(tokens(column.label)) & _CERTAIN) or factor_of(column.label) != 1
    if role is None and (money or bare_year):
        return evolve(column, role=Role.AMOUNT if money else Role.TARGET)
    if role is Role.TARGET and bare_year and money:
        return evolve(column, role=Role.AMOUNT)
    if role in MONEY_ROLES and held and not money and not certain:
        words = _share(held, is_wording) > _MOSTLY
        return evolve(column, role=Role.OTHER if words else Role.TARGET, doubtful=not words)
    counts = role is Role.DIFFERENCE and not _may_hold_money(held)
    return evolve(column, role=Role.OTHER) if counts else column


def _money_by_neighbours(columns: list[Column], sample: Sequence[Row]) -> list[Column]:
    """The columns told to be money by those beside them: small amounts, or none but zeros.

    A quarter, or ``Jumlah``, says too little by itself, and below a million an amount looks like
    a count. It is money if those under the same heading are, if the quarters or the sum beside
    it are, or if the table has no other money at all.
    """
    held = {column.index: _held(sample, column.index) for column in columns}
    open_ones = [
        column
        for column in columns
        if (column.doubtful or (column.role is None and names_period(column.heading)))
        and _may_hold_money(held[column.index])
    ]
    alone = not any(column.role in MONEY_ROLES for column in columns)
    for column in open_ones:
        spent = role_of(column.heading) is Role.REALISATION
        if (alone or spent) and _holds_sums(held[column.index]):
            columns[column.index] = _as_money(column)
    changed = True
    while changed:
        changed = False
        for column in open_ones:
            if columns[column.index].role in MONEY_ROLES:
                continue
            beside = [
                columns[i]
                for i in (column.index - 1, column.index + 1)
                if 0 <= i < len(columns) and columns[i].role in MONEY_ROLES
            ]
            if any(_are_alike(column, other) for other in beside):
                columns[column.index] = _as_money(column)
                changed = True
    return columns


def _as_money(column: Column) -> Column:
    role = role_of(column.heading)
    return evolve(column, role=role if role is Role.REALISATION else Role.AMOUNT, doubtful=False)


def _are_alike(one: Column, other: Column) -> bool:
    """Whether two neighbours are parts, or a part and the sum, of the same thing."""
    if one.over and one.over == other.over:
        return True
    words = [[w for w in tokens(c.heading) if not w.isdigit()] for c in (one, other)]
    if one.year and other.year and words[0] == words[1]:
        return True  # the same of another year
    periods = [names_period(c.heading) or names_period(c.over) for c in (one, other)]
    return any(periods) and one.over == other.over


def _by_form(column: Column, columns: Sequence[Column], sample: Sequence[Row]) -> Column:
    """A column with the role that the form of its values shows, where they hold codes."""
    held = _held(sample, column.index)
    if not held or column.chosen:
        return column
    if column.role is Role.CODE:
        return evolve(column, role=_role_of_codes(column, columns, held))
    codes = [code.rstrip(".") for code, _name in map(split_code, held) if code]
    if column.role not in _MAY_BE_CODED or len(codes) < _MOSTLY * len(held):
        return column
    if _share(codes, _is_account) > _MOSTLY:
        return evolve(column, role=Role.ACCOUNT, coded=True)
    if _share(codes, _is_office) > _MOSTLY:
        return evolve(column, role=Role.OFFICE, coded=True)
    named = column.role in {Role.OFFICE, Role.ACCOUNT_NAME}
    return column if named else evolve(column, role=Role.NAME, coded=True)


def _role_of_codes(column: Column, columns: Sequence[Column], held: Sequence[str]) -> Role:
    """Whether a column of codes holds those of activities, of offices or of accounts."""
    codes = [c for c in columns if c.role is Role.CODE]
    levels = any(c.level is not None for c in codes)
    if levels and column.level is None and "rekening" in tokens(column.heading):
        return Role.ACCOUNT
    if _share(held, _is_office) > _MOSTLY:
        return Role.OFFICE_CODE
    others = any(c is not column and not c.part for c in codes)
    accounts = others and not column.part and _share(held, _is_account) > _MOSTLY
    return Role.ACCOUNT if accounts else Role.CODE


_MAY_BE_CODED: Final = frozenset(
    {None, Role.OTHER, Role.NAME, Role.INDICATOR, Role.OFFICE, Role.ACCOUNT_NAME}
)


def _relative_years(columns: list[Column]) -> list[Column]:
    """The columns with ``Tahun - 1`` as the year before, in a table that has ``Tahun N``."""
    if not any(is_year_n(column.label) for column in columns):
        return columns
    return [
        evolve(column, ordinal=None, ahead=before)
        if (before := year_before_n(column.label)) is not None
        else column
        for column in columns
    ]


def _held(sample: Sequence[Row], index: int) -> list[str]:
    texts = (row.cells[index].text for row in sample if index < len(row.cells))
    return [text for text in texts if text]


def _continue(left: Column, column: Column, held: Sequence[str]) -> Column:
    """A column under a merged heading: one more part of a code, or one more step of names."""
    if left.role is Role.CODE and held and _share(held, _is_segment) > _MOSTLY:
        return evolve(column, role=Role.CODE, part=True)
    if left.role is Role.CODE and held and _holds_codes(held):
        return evolve(column, role=Role.CODE)
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
        held = _held(sample, column.index)
        if held and _share(held, is_wording) > _MOSTLY:
            columns[column.index] = evolve(column, role=Role.NAME)
            break
    return columns


def _share(held: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(text) for text in held) / len(held) if held else 0.0


def _holds_codes(held: Sequence[str]) -> bool:
    """Whether a column of numbers holds codes: zeros in front, or mostly dotted codes."""
    codes = [text for text in held if _CODE_NUMBER.fullmatch(_tight(text))]
    padded = any(text.startswith("0") for text in codes)
    return padded or len(codes) > _MOSTLY * len(held)


def _is_segment(text: str) -> bool:
    return _SEGMENT.fullmatch(_tight(text)) is not None


def _tight(text: str) -> str:
    """A code without the blanks that some put around its dots."""
    return text.replace(" ", "") if text[:1].isdigit() else text


def _holds_money(held: Sequence[str]) -> bool:
    """Whether a column holds rupiah: mostly amounts, and some of them large."""
    kinds = Counter(content_of(text) for text in held)
    amounts = kinds[Content.MONEY] + kinds[Content.SUM] + kinds[Content.DASH]
    zeros = sum(text in _ZEROS for text in held)
    large = kinds[Content.MONEY] + kinds[Content.SUM]
    return bool(large) and amounts + zeros >= _MOSTLY * len(held) and kinds[Content.MONEY] > 0


def _may_hold_money(held: Sequence[str]) -> bool:
    """Whether nothing in a column speaks against money, be it small or nothing but zeros."""
    kinds = Counter(content_of(text) for text in held)
    zeros = sum(text in _ZEROS for text in held)
    amounts = kinds[Content.MONEY] + kinds[Content.SUM] + kinds[Content.DASH]
    return amounts + zeros >= _MOSTLY * len(held)


def _holds_sums(held: Sequence[str]) -> bool:
    return any(content_of(text) in {Content.MONEY, Content.SUM} for text in held)


def _is_account(text: str) -> bool:
    return _ACCOUNT.fullmatch(_tight(text)) is not None


def _is_office(text: str) -> bool:
    return _OFFICE.fullmatch(text) is not None


def is_money(column: Column) -> bool:
    """Whether a plan keeps the column's amounts."""
    return column.role in MONEY_ROLES or column.role is Role.DIFFERENCE

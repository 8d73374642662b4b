"""The rows of a header: which row is one, which belong together, which only number or rule."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.plan.texts.content import Content, content_of, is_wording
from nomenklatur.plan.texts.headings import (
    Role,
    is_year_heading,
    names_period,
    names_years,
    role_of,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.tables import Row, Table

SEARCHED_ROWS: Final = 80
"""Rows at the top of a table among which its header is looked for."""
_MOST_HEADER_ROWS: Final = 4
_LONGEST_WORDS: Final = 30
_FEWEST_NUMBERS: Final = 3
_NUMBERING = re.compile(
    r"[(\[]?\s*(\d{1,2})?\s*\.?\s*([a-z]{0,2})\s*[)\].]?(?:\s*[=:].*)?", re.IGNORECASE | re.ASCII
)
_DATA: Final = frozenset({Content.MONEY, Content.CODE})
_PICKY: Final = 0.8


@frozen
class HeaderRows:
    """Where the rows of a header stand, as positions in the table's rows.

    Attributes:
        top: The first.
        last: The last.
        below: The first row below it and below its numbering row.
    """

    top: int
    last: int
    below: int


def header_at(table: Table, first: int, *, floor: int = 0) -> HeaderRows:
    """The header to which a row belongs.

    Args:
        table: The table.
        first: Position of a row that is one of a header.
        floor: Position above which no row may belong to it.

    Raises:
        ReadError: Two rows are headers and disagree.
    """
    rows = table.rows
    top = first
    while (
        top > floor and first - top < _MOST_HEADER_ROWS - 1 and _is_group(rows[top - 1], rows[top])
    ):
        top -= 1
    last = first
    while (
        last + 1 < len(rows)
        and last + 1 - top < _MOST_HEADER_ROWS
        and _refines(table, rows[last + 1], rows[top : last + 1])
    ):
        last += 1
    last = max(last, _last_merged(table, rows[top : last + 1], top))
    below = last + 1
    while below < len(rows) and (is_rule(rows[below]) or _counts_columns(rows[below])):
        below += 1
    return HeaderRows(top, last, below)


def is_rule(row: Row) -> bool:
    """Whether a row only numbers the columns or rules them off."""
    return _is_numbering(row) or _is_ruler(row)


def is_header_again(row: Row) -> bool:
    """Whether a row of the body has the words of a header, beyond doubt."""
    return is_header(row, _PICKY)


def is_header(row: Row, share: float = 0.0) -> bool:
    """Whether a row has the words of a header, among them one for a name or a code.

    Args:
        row: The row.
        share: How much of its headings has to be known; an unknown one is no reason to refuse.
    """
    texts = texts_of(row)
    if len(texts) < 2 or any(content_of(text) in _DATA for _, text in texts):  # noqa: PLR2004 - a header has two columns
        return False
    if any(text.startswith(":") or text.endswith(":") for _, text in texts):
        return False
    roles = {role for _, text in texts if (role := role_of(text)) is not None}
    years = any(names_years(text) for _, text in texts)
    known = sum(
        role_of(text) is not None or names_years(text) or names_period(text) for _, text in texts
    )
    named = bool({Role.NAME, Role.CODE, Role.INDICATOR, Role.ACCOUNT_NAME} & roles)
    return named and known >= share * len(texts) and len(roles) + years > 1


def has_names(row: Row) -> bool:
    """Whether a header has a word for names or codes, not only for indicators."""
    roles = {role_of(text) for _, text in texts_of(row)}
    return bool(roles & {Role.NAME, Role.CODE, Role.ACCOUNT_NAME})


def _is_group(row: Row, below: Row) -> bool:
    """Whether a row above a header row groups its columns."""
    texts = dict(texts_of(row))
    labelled = any(text.startswith(":") or text.endswith(":") for text in texts.values())
    if len(texts) < 2 or labelled:  # noqa: PLR2004 - a single text is a title
        return False
    if not all(_is_wording(text) for text in texts.values()) or is_header(row):
        return False
    taken = {i for i, _ in texts_of(below)}
    fills = any(i not in taken and role_of(text) for i, text in texts.items())
    spans = any(i in taken and i + 1 in taken and i + 1 not in texts for i in texts)
    known = any(role_of(text) not in {None, Role.OFFICE, Role.YEAR} for text in texts.values())
    return spans or (fills and known)


def _is_wording(text: str) -> bool:
    return is_wording(text) or content_of(text) is Content.QUANTITY or is_year_heading(text)


def _refines(table: Table, row: Row, header: Sequence[Row]) -> bool:
    """Whether a row below header rows is one more of them."""
    texts = texts_of(row)
    above: dict[int, str] = {i: text for up in header for i, text in texts_of(up)}
    if len(texts) == 1 and _is_year_of_money(*texts[0], above):
        return True
    if len(texts) < 2 or _is_numbering(row):  # noqa: PLR2004 - a single text is a row of the body
        return False
    open_columns = [i for i, _ in texts if i not in above or i + 1 not in above]
    if _lies_below_spans(table, texts, header) or _holds_words(texts, above):
        return True
    words = [text for _, text in texts if role_of(text) is not None or is_year_heading(text)]
    if len(words) < _PICKY * len(texts):
        return len(open_columns) == len(texts) and _divides(texts, above)
    clashes = [
        (i, above[i], text)
        for i, text in texts
        if i not in open_columns and role_of(text) not in {None, role_of(above[i])}
    ]
    if clashes and is_header(row):
        column, one, other = clashes[0]
        raise ReadError(
            _(
                "rows {row} and {other_row} are both headers and disagree: {one!r} and "
                "{other!r} stand over the same column"
            ).format(row=header[-1].number, other_row=row.number, one=one, other=other),
            place=table.at(row, column),
            remedy=_("keep one of the two rows"),
        )
    return bool(open_columns) and not clashes and signature(row) != signature(header[-1])


def _lies_below_spans(
    table: Table, texts: Sequence[tuple[int, str]], header: Sequence[Row]
) -> bool:
    """Whether every text of a row stands below a merged heading that no lower one has refined."""
    numbers = {row.number for row in header}
    spans = [s for s in table.merged if s.top in numbers and s.right > s.left]
    words = all(_is_wording(text) or content_of(text) is Content.PERCENT for _, text in texts)
    return words and all(any(span.left <= i <= span.right for span in spans) for i, _ in texts)


def _holds_words(texts: Sequence[tuple[int, str]], above: Mapping[int, str]) -> bool:
    """Whether a row has nothing but short words, and none where names or codes should stand."""
    named = {i for i, text in above.items() if role_of(text) in {Role.NAME, Role.CODE, Role.NUMBER}}
    return not any(i in named for i, _ in texts) and all(
        len(text) <= _LONGEST_WORDS and (_is_wording(text) or text.startswith("%"))
        for _, text in texts
    )


def _is_year_of_money(index: int, text: str, above: Mapping[int, str]) -> bool:
    """Whether the only text of a row is the year below a merged heading of money."""
    return is_year_heading(text) and role_of(above.get(index, "")) is Role.AMOUNT


def _divides(texts: Sequence[tuple[int, str]], above: Mapping[int, str]) -> bool:
    """Whether words that say nothing by themselves divide merged headings: *sebelum*, *sesudah*."""
    for i, text in texts:
        over = next((above[j] for j in range(i, -1, -1) if j in above), "")
        figures = role_of(over) not in {None, Role.NAME, Role.CODE, Role.INDICATOR}
        if not _is_wording(text) or not (figures or names_years(over)):
            return False
    return True


def _last_merged(table: Table, header: Sequence[Row], top: int) -> int:
    """The position of the last row into which a cell of the header is merged downwards."""
    numbers = {row.number for row in header}
    bottom = max(
        (s.bottom for s in table.merged if s.top in numbers and s.bottom > s.top), default=0
    )
    last = top
    for position, row in enumerate(table.rows[top : top + _MOST_HEADER_ROWS], top):
        if row.number <= bottom:
            last = position
    return last


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: ``(1) (2) (3)``, ``1 2 3 … 8=(7/6)``."""
    marks = [_NUMBERING.fullmatch(text) for _, text in texts_of(row)]
    if len(marks) < _FEWEST_NUMBERS or not all(marks):
        return False
    first = [f"{mark[1] or ''}{mark[2]}" for mark in marks if mark]
    if all(text.isdigit() for text in first):
        numbers = [int(text) for text in first]
        return numbers[0] <= 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))
    return [text.lower() for text in first] == [chr(97 + i) for i in range(len(first))]


def _counts_columns(row: Row) -> bool:
    """Whether a row directly below a header numbers its columns, in whatever way.

    Numbers may skip, repeat or carry letters: ``1 2 3 5 6a 6b``, ``9 10 11 10``.
    """
    marks = [_NUMBERING.fullmatch(text) for _, text in texts_of(row)]
    if len(marks) < 2 or not all(mark and any(mark.groups()) for mark in marks):  # noqa: PLR2004 - one may be an activity's
        return False
    numbers = [int(mark[1]) for mark in marks if mark and mark[1]]
    rising = sum(b >= a for a, b in itertools.pairwise(numbers))
    return not numbers or (numbers[0] <= 2 and rising >= len(numbers) - 2)  # noqa: PLR2004 - nearly all


def _is_ruler(row: Row) -> bool:
    texts = [text for _, text in texts_of(row)]
    return len(texts) > 1 and all(content_of(text) is Content.DASH for text in texts)


def disagree(row: Row, header: Row) -> bool:
    """Whether two headers say different things of one column: another role, or another year."""
    above = dict(texts_of(header))
    for i, text in texts_of(row):
        role, other = role_of(text), role_of(above.get(i, ""))
        if other is not None and role not in {None, other}:
            return True
        years = year_of(text), year_of(above.get(i, ""))
        if None not in years and years[0] != years[1]:
            return True
    return False


def signature(row: Row) -> tuple[str, ...]:
    """What a header says, wherever its cells stand and however its words are spaced."""
    return tuple(re.sub(r"\W+", "", text).casefold() for text in row.texts() if text)


def begin_of(row: Row) -> str:
    """The first word of a row's `signature`; empty for a blank row."""
    text = next((cell.text for cell in row.cells if cell.text), "")
    return re.sub(r"\W+", "", text).casefold()


def texts_of(row: Row) -> list[tuple[int, str]]:
    """The filled cells of a row, by their positions."""
    return [(i, cell.text) for i, cell in enumerate(row.cells) if cell.text]

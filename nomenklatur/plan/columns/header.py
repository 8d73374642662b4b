"""Finding the header of a table: one to three rows, whatever stands above them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.errors import ReadError
from nomenklatur.plan.texts.content import Content, content_of, is_wording
from nomenklatur.plan.texts.headings import (
    Role,
    is_year_heading,
    names_period,
    names_years,
    role_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.tables import Row, Table

_SEARCHED_ROWS: Final = 80
_MOST_HEADER_ROWS: Final = 3
_FEWEST_NUMBERS: Final = 3
_NUMBERING = re.compile(r"\(?\s*(\d{1,2}|[a-z])\s*\)?(?:\s*=.*)?", re.IGNORECASE)
_DATA: Final = frozenset({Content.MONEY, Content.CODE})
_ENOUGH: Final = 0.6
_PICKY: Final = 0.8


@frozen
class Heading:
    """The heading of one column.

    Attributes:
        text: Its own text, from the lowest header row that has one.
        group: The headings above it, from the top, joined.
        over: The heading directly above it.
        spanned: Whether its text is that of the merged cell to its left.
    """

    text: str = ""
    group: str = ""
    over: str = ""
    spanned: bool = False

    @property
    def label(self) -> str:
        """The whole heading, the widest part first."""
        return f"{self.group} {self.text}".strip()


@frozen
class Header:
    """The header of a table.

    Attributes:
        above: Rows above it: title, office, year.
        rows: Its rows.
        body: Rows below it, without the numbering row.
        headings: One per column.
    """

    above: tuple[Row, ...]
    rows: tuple[Row, ...]
    body: tuple[Row, ...]
    headings: tuple[Heading, ...]


def find_header(table: Table) -> Header | None:
    """The header of a table; None if no row has the words of one.

    Raises:
        ReadError: Two rows are headers and disagree.
    """
    rows = table.rows
    first = next((i for i, row in enumerate(rows[:_SEARCHED_ROWS]) if _is_core(row)), None)
    if first is None:
        return None
    top = first
    while top > 0 and first - top < _MOST_HEADER_ROWS - 1 and _is_group(rows[top - 1], rows[top]):
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
    while below < len(rows) and (_is_numbering(rows[below]) or _is_ruler(rows[below])):
        below += 1
    header = rows[top : last + 1]
    body = tuple(_without_repeats(table, header, rows[below:]))
    width = max((len(row.cells) for row in rows), default=0)
    return Header(rows[:top], header, body, _headings(header, width))


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


def _texts(row: Row) -> list[tuple[int, str]]:
    return [(i, cell.text) for i, cell in enumerate(row.cells) if cell.text]


def _is_core(row: Row, share: float = _ENOUGH) -> bool:
    """Whether a row has the words of a header, among them one for a name or a code."""
    texts = _texts(row)
    if len(texts) < 2 or any(content_of(text) in _DATA for _, text in texts):  # noqa: PLR2004 - a header has two columns
        return False
    roles = {role for _, text in texts if (role := role_of(text)) is not None}
    years = any(names_years(text) for _, text in texts)
    known = sum(
        role_of(text) is not None or names_years(text) or names_period(text) for _, text in texts
    )
    named = bool({Role.NAME, Role.CODE, Role.INDICATOR} & roles)
    return named and known >= share * len(texts) and len(roles) + years > 1


def _is_group(row: Row, below: Row) -> bool:
    """Whether a row above a header row groups its columns."""
    texts = dict(_texts(row))
    labelled = any(text.startswith(":") or text.endswith(":") for text in texts.values())
    if len(texts) < 2 or labelled:  # noqa: PLR2004 - a single text is a title
        return False
    if not all(_is_wording(text) for text in texts.values()) or _is_core(row):
        return False
    taken = {i for i, _ in _texts(below)}
    fills = any(i not in taken and role_of(text) for i, text in texts.items())
    spans = any(i in taken and i + 1 in taken and i + 1 not in texts for i in texts)
    known = any(role_of(text) not in {None, Role.OFFICE, Role.YEAR} for text in texts.values())
    return spans or (fills and known)


def _is_wording(text: str) -> bool:
    return is_wording(text) or content_of(text) is Content.QUANTITY or is_year_heading(text)


def _refines(table: Table, row: Row, header: Sequence[Row]) -> bool:
    """Whether a row below header rows is one more of them."""
    texts = _texts(row)
    if len(texts) < 2 or _is_numbering(row):  # noqa: PLR2004 - a single text is a row of the body
        return False
    above: dict[int, str] = {i: text for up in header for i, text in _texts(up)}
    open_columns = [i for i, _ in texts if i not in above or i + 1 not in above]
    words = [text for _, text in texts if role_of(text) is not None or is_year_heading(text)]
    if len(words) < _PICKY * len(texts):
        return len(open_columns) == len(texts) and _divides(texts, above)
    clashes = [
        (i, above[i], text)
        for i, text in texts
        if i not in open_columns and role_of(text) not in {None, role_of(above[i])}
    ]
    if clashes and _is_core(row):
        column, one, other = clashes[0]
        raise ReadError(
            f"rows {header[-1].number} and {row.number} are both headers and disagree: "
            f"{one!r} and {other!r} stand over the same column",
            place=table.at(row, column),
            remedy="keep one of the two rows",
        )
    return bool(open_columns) and not clashes and _signature(row) != _signature(header[-1])


def _divides(texts: Sequence[tuple[int, str]], above: Mapping[int, str]) -> bool:
    """Whether words that say nothing by themselves divide merged headings: *sebelum*, *sesudah*."""
    for i, text in texts:
        over = next((above[j] for j in range(i, -1, -1) if j in above), "")
        figures = role_of(over) not in {None, Role.NAME, Role.CODE, Role.INDICATOR}
        if not _is_wording(text) or not (figures or names_years(over)):
            return False
    return True


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: ``(1) (2) (3)``, ``1 2 3 … 8=(7/6)``."""
    marks = [_NUMBERING.fullmatch(text) for _, text in _texts(row)]
    if len(marks) < _FEWEST_NUMBERS or not all(marks):
        return False
    first = [mark[1] for mark in marks if mark]
    if all(text.isdigit() for text in first):
        numbers = [int(text) for text in first]
        return numbers[0] <= 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))
    return [text.lower() for text in first] == [chr(97 + i) for i in range(len(first))]


def _is_ruler(row: Row) -> bool:
    texts = [text for _, text in _texts(row)]
    return len(texts) > 1 and all(content_of(text) is Content.DASH for text in texts)


def _without_repeats(table: Table, header: Sequence[Row], body: Sequence[Row]) -> Iterator[Row]:
    """The body without headers printed again after a page break."""
    printed = {_signature(row) for row in header}
    first = next((row for row in header if _is_core(row)), header[-1])
    for row in body:
        if _signature(row) in printed or _is_numbering(row) or _is_ruler(row):
            continue
        if _is_core(row, _PICKY):
            if not _disagrees(row, first):
                continue
            raise ReadError(
                f"row {row.number} is a second header that disagrees with that of row "
                f"{first.number}",
                place=table.at(row),
                remedy="put the second table into a sheet or a file of its own",
            )
        yield row


def _disagrees(row: Row, header: Row) -> bool:
    roles = {i: role_of(text) for i, text in _texts(header)}
    return any(
        roles.get(i) is not None and role_of(text) not in {None, roles[i]}
        for i, text in _texts(row)
    )


def _signature(row: Row) -> tuple[str, ...]:
    """What a header says, wherever its cells stand and however its words are spaced."""
    return tuple(re.sub(r"\W+", "", text).casefold() for text in row.texts() if text)


def _headings(header: Sequence[Row], width: int) -> tuple[Heading, ...]:
    """The heading of each column; a merged cell counts for every column that refines it."""
    lines = [[cell.text for cell in row.cells] + [""] * (width - len(row.cells)) for row in header]
    found: list[Heading] = []
    for column in range(width):
        parts = [line[column] or _group_of(lines[i:], column) for i, line in enumerate(lines)]
        known = [part for part in parts if part]
        if known:
            above = list(dict.fromkeys(known[:-1]))
            found.append(Heading(known[-1], " ".join(above), above[-1] if above else ""))
        else:
            left = found[-1] if found else Heading()
            found.append(evolve(left, spanned=bool(left.text)))
    return tuple(found)


def _group_of(lines: Sequence[Sequence[str]], column: int) -> str:
    """The text of the merged cell that spans a column which a lower row names; else nothing.

    Only a cell that is itself named below spans others: ``No`` over nothing does not.
    """
    line, below = lines[0], lines[1:]
    if not any(lower[column] for lower in below):
        return ""
    left = next((i for i in range(column, -1, -1) if line[i]), None)
    if left is None or not any(lower[left] for lower in below):
        return ""
    return line[left]

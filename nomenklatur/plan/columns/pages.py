"""Where a table ends: heads of pages in its midst, other tables below it, signatures at its foot.

Programs print the title and the header again on each page, and offices put the plans of several
offices into one sheet, each with its own title. The first is one plan, the second are several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.errors import ReadError
from nomenklatur.plan.columns.header_rows import (
    SEARCHED_ROWS,
    begin_of,
    disagree,
    has_names,
    header_at,
    is_header,
    is_header_again,
    is_rule,
    signature,
    texts_of,
)
from nomenklatur.plan.columns.title import head_of
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import is_year_heading, year_of
from nomenklatur.plan.texts.offices import office_in
from nomenklatur.plan.texts.ranks import Rank, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.plan.columns.header_rows import HeaderRows
    from nomenklatur.tables import Row, Table

_MOST_TITLE_ROWS: Final = 12
_MOST_TITLE_CELLS: Final = 4
_MOST_CLOSING_CELLS: Final = 3
_GAP: Final = 3  # rows; what stands below so many empty ones is no row of the table
_FIGURES: Final = frozenset(
    {Content.MONEY, Content.SUM, Content.SMALL, Content.PERCENT, Content.QUANTITY, Content.CODE}
)
_ACTIVITIES: Final = frozenset({Rank.TOTAL, Rank.PROGRAM, Rank.KEGIATAN, Rank.SUB_KEGIATAN})
_PAGE_MARK = re.compile(
    r"(?:hal(?:aman)?|page)\b[\s.:]*\d+(?:\s*(?:dari|of|/)\s*\d+)?|-\s*\d{1,3}\s*-|"
    r"(?:dicetak|tercetak|printed)\s+(?:oleh|pada|dari|tanggal|by|on)\b.*|lanjutan(?:\s.{0,40})?",
    re.IGNORECASE,
)
_MONTH: Final = (
    r"januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
)
_CLOSING = re.compile(
    r"nip\b[\s.:]*[\d.…_ ]*|\d{8}\s?\d{6}\s?\d\s?\d{3}|"
    r"(?:mengetahui|menyetujui|mengesahkan|disahkan|disetujui)\b(?:\s\S+){0,4}|"
    r"(?:(?:plt|plh|pj|a\.?n)\.?\s+)?(?:kepala|sekretaris\s+daerah|bupati|wali\s?kota|gubernur|"
    r"camat|inspektur|direktur|pengguna\s+anggaran|kuasa\s+pengguna|ppkd|"
    r"pejabat\s+pengelola)\b.{0,80}|"
    rf"[^\W\d][\w. ]{{2,30}},[\s.…_\d]*(?:tanggal\s+)?[\s.…_\d]*(?:{_MONTH})[\s.…_\d]*|"
    r"(?:keterangan|catatan|sumber|ket)\s*:.*|\*+\)?\s.*",
    re.IGNORECASE,
)
_TABLE_NUMBER = re.compile(r"\btabel\s+([\w.-]*\d[\w.-]*)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:tahun|ta|t\.a)\b", re.IGNORECASE)


@frozen
class NextTable:
    """A table below another in one sheet, as positions in its rows.

    Attributes:
        start: The first row of its title or header.
        header: A row of its header.
    """

    start: int
    header: int


@frozen
class Pages:
    """The rows of a table below its header.

    Attributes:
        body: Its rows.
        repeated: Rows of the header and the title that are printed again, and page numbers.
        below: Rows below the table: place and date, signatures, remarks.
        next_table: Where another table begins.
    """

    body: tuple[Row, ...]
    repeated: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()
    next_table: NextTable | None = None


def first_header(table: Table) -> HeaderRows | None:
    """The first header of a table.

    Raises:
        ReadError: Two rows are headers and disagree.
    """
    rows = table.rows[:SEARCHED_ROWS]
    headers = [i for i, row in enumerate(rows) if is_header(row)]
    named = [i for i in headers if has_names(rows[i])]
    first = next(iter(named or headers), None)
    return None if first is None else header_at(table, first)


def read_pages(table: Table, found: HeaderRows) -> Pages:
    """The rows of a table below its header, as far as they are its own.

    Raises:
        ReadError: Two rows are headers and disagree.
    """
    rows = table.rows
    header = rows[found.top : found.last + 1]
    printed = {signature(row) for row in header}
    begins = {words[0] for words in printed if words}
    main = next((row for row in header if is_header(row)), header[-1])
    title = _Title.of([*table.title.splitlines(), *(line_of(row) for row in rows[: found.top])])
    body: list[int] = []
    repeated: list[int] = []
    floor = found.below
    for position in range(found.below, len(rows)):
        row = rows[position]
        if is_rule(row):
            continue
        if not is_header_again(row):
            left_out = _is_page_mark(row) or (begin_of(row) in begins and signature(row) in printed)
            (repeated if left_out else body).append(position)
            continue
        other = signature(row) not in printed and disagree(row, main)
        top = header_at(table, position, floor=floor).top if other else position
        while body and body[-1] >= top:
            body.pop()
        block = _title_block(rows, body)
        if other or _Title.of(line_of(rows[i]) for i in block).is_other_than(title):
            start = block[0] if block else min(top, position)
            return _pages(
                rows, [i for i in body if i < start], repeated, NextTable(start, position)
            )
        known = next((n for n, i in enumerate(block) if title.has(line_of(rows[i]))), len(block))
        repeated += [*block[known:], position]
        body = body[: len(body) - len(block[known:])]
        floor = position + 1
    return _pages(rows, body, repeated)


def _pages(
    rows: Sequence[Row],
    body: Sequence[int],
    repeated: Sequence[int],
    next_table: NextTable | None = None,
) -> Pages:
    kept = [rows[i] for i in body]
    end = min(_end(kept), _far_below(rows, body))
    again = sorted(i for i in repeated if next_table is None or i < next_table.start)
    return Pages(tuple(kept[:end]), tuple(rows[i] for i in again), tuple(kept[end:]), next_table)


def body_without_header(table: Table) -> tuple[Row, ...]:
    """The rows of a table that has no header, without rulers and what stands below it."""
    rows = [row for row in table.rows if not is_rule(row)]
    return tuple(rows[: min(_end(rows), _far_below(rows, range(len(rows))))])


def split_beside(table: Table) -> tuple[Table, ...]:
    """The tables that stand side by side in one sheet; the table itself, if it is one.

    An empty column parts them, the headings are the same on both sides, and the rows name
    different things: a review, which names the same ones twice, is one table.
    """
    found = first_header_or_none(table)
    if found is None:
        return (table,)
    width = table.width
    header = table.rows[found.last].cells
    for gap in range(1, width - 1):
        left = [cell.text for cell in header[:gap] if cell.text]
        right = [cell.text for cell in header[gap + 1 :] if cell.text]
        if len(left) < 2 or left != right[: len(left)]:  # noqa: PLR2004 - a name and money
            continue
        if any(gap < len(row.cells) and row.cells[gap].text for row in table.rows):
            continue
        same = both = 0
        for row in table.rows[found.below :]:
            one = {c.text for c in row.cells[:gap] if content_of(c.text) is Content.WORDS}
            two = {c.text for c in row.cells[gap + 1 :] if content_of(c.text) is Content.WORDS}
            both += bool(one and two)
            same += bool(one & two)
        if same * 2 > both:
            return (table,)
        return (_columns(table, 0, gap), *split_beside(_columns(table, gap + 1, width)))
    return (table,)


def first_header_or_none(table: Table) -> HeaderRows | None:
    """The first header of a table; None if it has none, or two that disagree."""
    try:
        return first_header(table)
    except ReadError:
        return None


def _columns(table: Table, first: int, end: int) -> Table:
    """Some columns of a table, as a table."""
    rows = (evolve(row, cells=row.cells[first:end]) for row in table.rows)
    return evolve(
        table,
        rows=tuple(row for row in rows if not row.is_blank()),
        merged=tuple(
            evolve(span, left=span.left - first, right=min(span.right, end - 1) - first)
            for span in table.merged
            if first <= span.left < end
        ),
        hidden_columns=frozenset(c - first for c in table.hidden_columns if first <= c < end),
    )


def split_stacked(table: Table) -> tuple[Table, ...]:
    """The tables that stand one below the other in one sheet; the table itself, if it is one.

    A table whose header cannot be read is left as it is.
    """
    parts: list[Table] = []
    rest = table
    while (following := _next_table(rest)) is not None:
        start = rest.rows[following.start].number
        parts.append(_part(rest, 0, start))
        rest = _part(rest, start, None)
    return (*parts, rest) if parts else (table,)


def _next_table(table: Table) -> NextTable | None:
    try:
        found = first_header(table)
        return read_pages(table, found).next_table if found is not None else None
    except ReadError:
        return None


def _part(table: Table, first: int, end: int | None) -> Table:
    """The rows of a table from one number to before another, with what belongs to them."""

    def within(number: int | None) -> bool:
        return first <= (number or 0) and (end is None or (number or 0) < end)

    return evolve(
        table,
        rows=tuple(row for row in table.rows if within(row.number)),
        title=table.title if first == 0 else "",
        breaks=frozenset(number for number in table.breaks if within(number)),
        findings=tuple(found for found in table.findings if within(found.place.row)),
        repeated=tuple(row for row in table.repeated if within(row.number)),
        merged=tuple(span for span in table.merged if within(span.top)),
    )


@frozen
class _Title:
    """What the lines above a header say, to tell one table's from another's."""

    lines: frozenset[str]
    office: str
    number: str
    year: int | None
    activity: str

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Title:
        known = [line for line in lines if line]
        number = next((m[1] for line in known if (m := _TABLE_NUMBER.search(line))), "")
        years = (year_of(line) for line in known if _YEAR.search(line) or is_year_heading(line))
        return cls(
            frozenset(plain(line) for line in known),
            plain(office_in(known)),
            number.strip(".").casefold(),
            next((year for year in years if year is not None), None),
            plain(head.code or head.name) if (head := head_of(known)) is not None else "",
        )

    def has(self, line: str) -> bool:
        """Whether a line is one of the title's, or a page number as titles have it."""
        return plain(line) in self.lines or _PAGE_MARK.fullmatch(line) is not None

    def is_other_than(self, first: _Title) -> bool:
        """Whether this is the title of another table than the first."""
        if self.office and self.office != first.office:
            return True
        pairs = (
            (self.number, first.number),
            (self.year, first.year),
            (self.activity, first.activity),
        )
        return any(one and other and one != other for one, other in pairs)


def plain(line: str) -> str:
    """A line by its letters and digits alone, to be compared."""
    return re.sub(r"\W+", "", line).casefold()


def line_of(row: Row) -> str:
    """The texts of a row as one line."""
    return " ".join(text for _, text in texts_of(row))


def _is_page_mark(row: Row) -> bool:
    texts = texts_of(row)
    return len(texts) == 1 and _PAGE_MARK.fullmatch(texts[0][1]) is not None


def _title_block(rows: Sequence[Row], body: Sequence[int]) -> list[int]:
    """The positions of the rows directly above a second header that may be its title."""
    block: list[int] = []
    for position in reversed(body[-_MOST_TITLE_ROWS:]):
        if not _is_title(rows[position]) or is_closing(rows[position]):
            break
        block.append(position)
    return block[::-1]


def _is_title(row: Row) -> bool:
    """Whether a row may be a line of a title: few words, no figures, no activity."""
    texts = [text for _, text in texts_of(row)]
    if len(texts) > _MOST_TITLE_CELLS:
        return False
    if any(text.endswith(":") or text.startswith(":") for text in texts):
        return True
    if any(rank_of(text) in _ACTIVITIES for text in texts):
        return False
    return not any(
        content_of(text) in _FIGURES and year_of(text) is None and not _PAGE_MARK.fullmatch(text)
        for text in texts
    )


def is_closing(row: Row) -> bool:
    """Whether a row stands below a table: place and date, an official, a remark."""
    return any(_CLOSING.fullmatch(text) for _, text in texts_of(row))


def _end(rows: Sequence[Row]) -> int:
    """Where the rows of a table end and what is printed below it begins.

    Rows at the foot that have no figures are below it from the first signature on, and all of
    them if they follow the grand total.
    """
    last = next((i for i in range(len(rows) - 1, -1, -1) if _has_amounts(rows[i])), -1)
    signed = next((i for i in range(last + 1, len(rows)) if is_closing(rows[i])), None)
    if signed is not None and last >= 0:
        return signed
    end = len(rows)
    while end > 0 and _has_no_figures(rows[end - 1]):
        end -= 1
    if 0 < end < len(rows) and _is_total(rows[end - 1]):
        return end
    return next((i for i in range(end, len(rows)) if is_closing(rows[i])), len(rows))


def _far_below(rows: Sequence[Row], body: Sequence[int]) -> int:
    """Where rows that stand far below a table begin: numbers that a planner put there."""
    for end in range(len(body) - 1, 0, -1):
        row = rows[body[end]]
        texts = [text for _, text in texts_of(row)]
        if any(content_of(text) is Content.CODE for text in texts) or (
            len(texts) > _MOST_CLOSING_CELLS
        ):
            break
        gap = row.number - rows[body[end] - 1].number
        if gap > _GAP and row.page is None:
            return end
    return len(body)


def _has_amounts(row: Row) -> bool:
    """Whether a row has an amount or a code, so that it is one of the table."""
    kinds = {content_of(text) for _, text in texts_of(row) if not text.isalpha()}
    return bool(kinds & {Content.MONEY, Content.SUM, Content.CODE})


def _has_no_figures(row: Row) -> bool:
    texts = [text for _, text in texts_of(row)]
    return len(texts) <= _MOST_CLOSING_CELLS and all(
        ((content_of(text) not in _FIGURES or text.isalpha()) and rank_of(text) not in _ACTIVITIES)
        or _CLOSING.fullmatch(text)
        for text in texts
    )


def _is_total(row: Row) -> bool:
    texts = [text for _, text in texts_of(row)]
    return any(rank_of(text) is Rank.TOTAL for text in texts) and any(
        content_of(text) in _FIGURES for text in texts
    )

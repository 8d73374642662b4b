"""The rows of a table's body as a reader sees them: cells under their headings, cut rows whole."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined, ngettext
from nomenklatur.plan.rows.align import align, align_alike
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank, goes_on, rank_of
from nomenklatur.tables.table import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.places import Place
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.tables import Cell, Row

_FIGURES: Final = frozenset({Role.AMOUNT, Role.REALISATION, Role.DIFFERENCE, Role.PERCENT})
_HEADINGS: Final = frozenset(Rank) - {Rank.KEGIATAN, Rank.SUB_KEGIATAN}
_SHOWN: Final = 3


@frozen
class Line:
    """One row of the body.

    Attributes:
        row: The row of the source; the first, if it was joined from several.
        cells: Its cells under their headings.
        slips: How far each filled cell had to be moved; empty if none was.
        pieces: The rows that it was joined from, if there were several.
    """

    row: Row
    cells: tuple[Cell, ...]
    slips: tuple[int, ...] = ()
    pieces: tuple[Line, ...] = ()

    def cell(self, column: Column | None) -> Cell:
        """The cell of a column; an empty one where the row has none."""
        if column is None or column.index >= len(self.cells):
            return EMPTY
        return self.cells[column.index]

    def text(self, column: Column | None) -> str:
        """The text of a column's cell."""
        return self.cell(column).text


def aligned_lines(layout: Layout) -> tuple[list[Line], list[Finding]]:
    """The rows of a table's body with their cells under their headings, and what was moved."""
    if layout.header is None:
        return [], []
    pages: list[list[Line]] = [[]]
    headed = sum(bool(column.heading) for column in layout.columns)
    for row in layout.header.body:
        before = pages[-1][-1].row if pages[-1] else None
        if _is_first_of_page(layout.table.breaks, before, row):
            pages.append([])
        cells, slips = row.cells, tuple[int, ...]()
        if layout.table.drawn and sum(map(bool, row.cells)) < headed:
            cells, slips = align(row.cells, layout.columns)
        pages[-1].append(Line(row, cells, slips))
    lines = [line for page in pages for line in _drawn_alike(layout, page)]
    return lines, [*_moved(layout, lines), *_lost(layout, lines)]


def _drawn_alike(layout: Layout, page: list[Line]) -> list[Line]:
    """The rows of a page; where most are drawn beside their headings, so are the doubtful ones."""
    if not layout.table.drawn:
        return page
    slips = Counter(line.slips[0] for line in page if len(set(line.slips)) == 1)
    if not slips:
        return page
    slip, count = slips.most_common(1)[0]
    if count * 2 < len(page):
        return page
    found = []
    for line in page:
        moved = align_alike(line.row.cells, layout.columns, slip)
        found.append(Line(line.row, *moved) if moved is not None else line)
    return found


def read_lines(layout: Layout) -> tuple[list[Line], list[Finding]]:
    """The rows of a table's body, cut rows joined, and what was found while doing so."""
    single, findings = aligned_lines(layout)
    lines: list[Line] = []
    breaks = layout.table.breaks
    for line in single:
        after_break = _is_first_of_page(breaks, lines[-1].row if lines else None, line.row)
        if lines and _is_second_piece(layout, lines[-1], line, after_break=after_break):
            joined = _join(layout, lines[-1], line)
            findings.append(_joined(layout, lines[-1], line))
            lines[-1] = joined
        else:
            lines.append(line)
    return lines, findings


def _is_first_of_page(breaks: Iterable[int], before: Row | None, row: Row) -> bool:
    """Whether a page break lies before a row; a header printed again may lie between."""
    return before is not None and any(before.number < number <= row.number for number in breaks)


def _is_second_piece(layout: Layout, first: Line, second: Line, *, after_break: bool) -> bool:
    """Whether a row is the rest of the one above it, cut by a page or line break.

    The rest has words and nothing else. At a page break that is enough; elsewhere the words
    have to read on. A row that comes before its own figures is cut too, if it reads on.
    """
    names = [column for column in layout.columns if column.role is Role.NAME]
    named = [(first.text(c), second.text(c)) for c in names]
    if any(rank_of(after) in _HEADINGS for _, after in named if after):
        return False
    reads_on = any(goes_on(before, after) for before, after in named)
    if not any(after for _, after in named):
        others = [c for c in layout.columns if c.role is Role.INDICATOR]
        reads_on = any(goes_on(first.text(c), second.text(c)) for c in others)
    if not _has(layout, second, _FIGURES | {Role.TARGET, Role.CODE, Role.NUMBER}):
        complete = _has(layout, first, _FIGURES | {Role.TARGET})
        return _has_words(layout, second) and (reads_on or (after_break and complete))
    if _has(layout, first, _FIGURES | {Role.TARGET}) or _has(layout, second, {Role.CODE}):
        return False
    if any(rank_of(before) in _HEADINGS for before, _ in named if before):
        return False
    return reads_on and _has_words(layout, first)


def _has(layout: Layout, line: Line, roles: frozenset[Role] | set[Role]) -> bool:
    return any(line.text(column) for column in layout.columns if column.role in roles)


def _has_words(layout: Layout, line: Line) -> bool:
    return _has(layout, line, {Role.NAME, Role.INDICATOR})


def _join(layout: Layout, first: Line, second: Line) -> Line:
    roles = [column.role for column in layout.columns]
    cells = [
        _joined_cell(one, other, role)
        for one, other, role in zip_longest(first.cells, second.cells, roles)
    ]
    pieces = (*(first.pieces or (first,)), second)
    return evolve(first, cells=tuple(cells), slips=first.slips or second.slips, pieces=pieces)


def _joined_cell(one: Cell | None, other: Cell | None, role: Role | None) -> Cell:
    if one is None or not one.text or other is None or not other.text:
        return one if one is not None and one.text else other or EMPTY
    glue = "" if role is Role.CODE else " "
    return evolve(one, text=f"{one.text}{glue}{other.text}")


def _joined(layout: Layout, first: Line, second: Line) -> Finding:
    pairs = [
        f"{first.text(column)!r} + {second.text(column)!r}"
        for column in layout.columns
        if first.text(column) and second.text(column)
    ]
    pairs = pairs or [repr(cell.text) for cell in second.cells if cell.text]
    shown = "; ".join(dict.fromkeys(pairs))
    return Finding(
        RULES["NK404"],
        _("row {row} is the rest of row {above}: {shown}").format(
            row=second.row.number, above=first.row.number, shown=shown
        ),
        layout.table.at(first.row),
    )


def _moved(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    """One finding for rows in a row whose cells slipped alike."""
    group: dict[tuple[int, ...], list[Line]] = {}
    for line in [*lines, None]:
        if line is not None and line.slips:
            signature = tuple(dict.fromkeys(line.slips))
            group.setdefault(signature, []).append(line)
            continue
        for signature, moved in group.items():
            yield _moved_finding(layout, signature, moved)
        group = {}


def _moved_finding(layout: Layout, signature: tuple[int, ...], lines: Sequence[Line]) -> Finding:
    numbers = [line.row.number for line in lines]
    rows = _("row {row}").format(row=numbers[0])
    if len(numbers) > 1:
        rows = _("rows {first} to {last}").format(first=numbers[0], last=numbers[-1])
    if len(signature) == 1:
        n = abs(signature[0])
        if signature[0] < 0:
            said = ngettext(
                "the cells of {rows} stand one column right of their headings; put back",
                "the cells of {rows} stand {n} columns right of their headings; put back",
                n,
            )
        else:
            said = ngettext(
                "the cells of {rows} stand one column left of their headings; put back",
                "the cells of {rows} stand {n} columns left of their headings; put back",
                n,
            )
        message = said.format(rows=rows, n=n)
    else:
        message = _("cells of {rows} stand beside their headings; put back: {moves}").format(
            rows=rows, moves=_moves(layout, lines)
        )
    return Finding(RULES["NK406"], message, layout.table.at(lines[0].row))


def _moves(layout: Layout, lines: Sequence[Line]) -> str:
    line = lines[0]
    shown = [
        _("{text!r} under {heading!r}").format(
            text=cell.text, heading=layout.columns[index].heading
        )
        for index, cell in enumerate(line.cells)
        if cell.text
        and index < len(layout.columns)
        and (index >= len(line.row.cells) or line.row.cells[index].text != cell.text)
    ]
    names, rest = joined(shown[:_SHOWN]), len(shown) - _SHOWN
    return _("{names} and {n} more").format(names=names, n=rest) if rest > 0 else names


def _lost(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    """Cells below no heading, by column where there are many."""
    headed = {c.index for c in layout.columns if c.heading or c.role is not None}
    lost: dict[int, list[tuple[Line, str]]] = {}
    for line in lines:
        for index, cell in enumerate(line.cells):
            if cell.text and index not in headed and content_of(cell.text) is not Content.DASH:
                lost.setdefault(index, []).append((line, cell.text))
    for index, cells in lost.items():
        if len(cells) > _SHOWN:
            shown = ", ".join(repr(text) for _, text in cells[:_SHOWN])
            yield Finding(
                RULES["NK402"],
                ngettext(
                    "{n} cell has no heading and was not read: {shown}, …",
                    "{n} cells have no heading and were not read: {shown}, …",
                    len(cells),
                ).format(n=len(cells), shown=shown),
                _place(layout, cells[0][0], index),
                _("give the column a heading"),
            )
            continue
        for line, text in cells:
            yield Finding(
                RULES["NK402"],
                _("{text!r} has no heading and was not read").format(text=text),
                _place(layout, line, index),
                _("mend the row in the source"),
            )


def _place(layout: Layout, line: Line, index: int) -> Place:
    place = layout.table.at(line.row, index)
    return place if place.column else place.at(column=str(index + 1))

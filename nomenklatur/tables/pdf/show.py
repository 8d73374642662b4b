"""Pages of a PDF with what was read drawn on them, for a person to compare.

Cells are outlined with the numbers of their rows and columns; what is doubtful stands out, and is
said below the page.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.findings import Severity
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.pdf.words import turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.findings import Finding
    from nomenklatur.tables.table import Box, Document, Row, Table

_DOTS: Final = 120 / 72  # pixels per point
_MOST_PIXELS: Final = 12_000_000
_MARGIN: Final = 34  # pixels around the page, for the numbers
_PAD: Final = 10
_LINE: Final = 19  # pixels from one line of the legend to the next
_MOST_DOUBTS: Final = 14
_SMALL, _PLAIN = 12, 14  # sizes of letters in pixels

_CELL: Final = (0, 114, 178)
_HEADER: Final = (0, 158, 115)
_AGAIN: Final = (120, 120, 120)
_JOINED: Final = (204, 121, 167)
_DOUBT: Final = (213, 94, 0)

_DRAWN: Final = str.maketrans({"–": "-", "—": "-", "…": "...", "→": "->", "×": "x", "’": "'"})
"""Signs that the letters at hand lack."""

Picture = Any
"""A picture of Pillow, which is heavy."""


@frozen
class _Mark:
    """A table on one page: its rows there, and which of them go on from or to another page."""

    table: Table
    name: str
    rows: tuple[Row, ...]
    again: tuple[Row, ...]


def draw_pages(
    data: bytes,
    document: Document,
    findings: Sequence[Finding] = (),
    *,
    tables: Sequence[Table] | None = None,
) -> Iterator[tuple[int, bytes]]:
    """The pages on which tables stand, each with its number, as PNG.

    Args:
        data: The PDF.
        document: What was read of it.
        findings: What was found; those at a place in a table are marked there.
        tables: The tables to draw; all by default.

    Raises:
        ReadError: The document is no PDF, or has no table to draw.
    """
    if document.format != "pdf":
        raise ReadError(
            _("only pages of PDF are drawn, and this is {format}").format(
                format=document.format.upper()
            ),
            place=Place(file=document.file),
            remedy=_("print it into a PDF, and draw that"),
        )
    pages = _pages(document, tables)
    if not pages:
        raise ReadError(
            _("no table was found that could be drawn"),
            place=Place(file=document.file),
            remedy=_("is it the right file?"),
        )
    import pypdfium2  # noqa: PLC0415 - heavy

    opened = pypdfium2.PdfDocument(data)
    for page, marks in sorted(pages.items()):
        buffer = io.BytesIO()
        drawn = _draw(opened[page - 1], marks, _Said(page, len(opened), findings))
        drawn.save(buffer, "PNG")
        yield page, buffer.getvalue()


def stacked(pictures: Sequence[bytes]) -> bytes:
    """Several PNG, one below the other, as one."""
    from PIL import Image  # noqa: PLC0415 - heavy

    opened = [Image.open(io.BytesIO(picture)) for picture in pictures]
    width, height = max(p.width for p in opened), sum(p.height for p in opened)
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for picture in opened:
        whole.paste(picture, (0, top))
        top += picture.height
    buffer = io.BytesIO()
    whole.save(buffer, "PNG")
    return buffer.getvalue()


def _pages(document: Document, tables: Sequence[Table] | None) -> dict[int, list[_Mark]]:
    """The tables of each page."""
    pages: dict[int, list[_Mark]] = {}
    for number, table in enumerate(document.tables, 1):
        if tables is not None and not any(table is chosen for chosen in tables):
            continue
        rows: dict[int, list[Row]] = {}
        again: dict[int, list[Row]] = {}
        for held, own in ((rows, table.rows), (again, table.repeated)):
            for row in own:
                for page in sorted({box.page for cell in row.cells for box in cell.boxes}):
                    held.setdefault(page, []).append(row)
        name = table.number or f"#{number}"
        for page in sorted({*rows, *again}):
            mark = _Mark(table, name, tuple(rows.get(page, ())), tuple(again.get(page, ())))
            pages.setdefault(page, []).append(mark)
    return pages


class _Said:
    """The findings of a page, and which cells and rows they are about."""

    def __init__(self, page: int, pages: int, findings: Sequence[Finding]) -> None:
        self.page, self.pages = page, pages
        self._findings = findings
        self.shown: list[Finding] = []

    def doubts(self, table: Table, row: Row) -> list[Finding]:
        """The findings about a row of a table, warnings and errors."""
        found = [
            finding
            for finding in self._findings
            if finding.severity > Severity.INFO
            and finding.place.row == row.number
            and finding.place.table == table.place.table
            and finding.place.page in {None, row.page}
        ]
        self.shown += [finding for finding in found if finding not in self.shown]
        return found

    def of_page(self) -> list[Finding]:
        """All findings of the page: those about rows, and those about the page as a whole."""
        others = [
            finding
            for finding in self._findings
            if finding.place.page == self.page
            and finding.place.row is None
            and finding.severity > Severity.INFO
        ]
        return [*self.shown, *others]


@frozen
class _View:
    """How a page is drawn: its number, pixels per point, and how its text is turned.

    Attributes:
        page: The page.
        scale: Pixels per point.
        turn: By how many degrees the tables' text is turned clockwise; the page is turned back.
        width: Width of the page as it is displayed, in points.
        height: Its height.
    """

    page: int
    scale: float
    turn: int
    width: float
    height: float

    def corners(self, box: Box) -> tuple[float, float, float, float]:
        """Where a box is in the picture."""
        sides = (box.left, box.top, box.right, box.bottom)
        if self.turn:
            sides = turned(("", *sides, 0), self.turn, self.width, self.height)[1:5]
        left, top, right, bottom = (value * self.scale for value in sides)
        return left, top, max(right, left + 1), max(bottom, top + 1)

    def boxes(self, row: Row) -> list[Box]:
        """The boxes of a row's cells on the page."""
        return [box for cell in row.cells for box in cell.boxes if box.page == self.page]

    def around(self, row: Row) -> tuple[float, float, float, float]:
        """The picture's part that a row fills."""
        sides = list(zip(*(self.corners(box) for box in self.boxes(row)), strict=True))
        return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def _turn(marks: Sequence[_Mark], page: int) -> int:
    """By how many degrees the tables of a page are turned clockwise: where their columns go."""
    turns: Counter[int] = Counter()
    for mark in marks:
        for row in mark.rows:
            boxes = [box for cell in row.cells for box in cell.boxes if box.page == page]
            if len(boxes) > 1:
                across = boxes[-1].left - boxes[0].left
                down = boxes[-1].top - boxes[0].top
                if abs(across) >= abs(down):
                    turns[0 if across >= 0 else 180] += 1
                else:
                    turns[90 if down > 0 else 270] += 1
    return turns.most_common(1)[0][0] if turns else 0


def _draw(page: Any, marks: Sequence[_Mark], said: _Said) -> Picture:  # noqa: ANN401 - no types
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy

    page.set_cropbox(*page.get_mediabox())
    width, height = page.get_size()
    scale = min(_DOTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    view = _View(said.page, scale, _turn(marks, said.page), width, height)
    paper = page.render(scale=scale, rotation=(360 - view.turn) % 360).to_pil().convert("RGB")
    layer = Image.new("RGBA", paper.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for mark in marks:
        _draw_cells(pen, mark, said, view)
    paper = Image.alpha_composite(paper.convert("RGBA"), layer).convert("RGB")
    framed = Image.new("RGB", (paper.width + 2 * _MARGIN, paper.height + 2 * _MARGIN), "white")
    framed.paste(paper, (_MARGIN, _MARGIN))
    pen = ImageDraw.Draw(framed)
    pen.rectangle((_MARGIN - 1, _MARGIN - 1, *(v + _MARGIN for v in paper.size)), outline="silver")
    for mark in marks:
        _draw_numbers(pen, mark, view)
    return _with_legend(framed, marks, said)


def _draw_cells(pen: Any, mark: _Mark, said: _Said, view: _View) -> None:  # noqa: ANN401 - no types
    for row in mark.again:
        for box in view.boxes(row):
            pen.rectangle(view.corners(box), outline=(*_AGAIN, 255), fill=(*_AGAIN, 60))
    header = _header_rows(mark.table)
    for row in mark.rows:
        colour = _HEADER if row.number in header else _CELL
        columns = {finding.place.column for finding in said.doubts(mark.table, row)}
        cut = len({box.page for cell in row.cells for box in cell.boxes}) > 1
        for column, cell in enumerate(row.cells, 1):
            for corners in (view.corners(box) for box in cell.boxes if box.page == view.page):
                pen.rectangle(corners, outline=(*colour, 230), fill=(*colour, 26))
                if cut:
                    pen.rectangle(corners, outline=(*_JOINED, 255), fill=(*_JOINED, 60))
                if str(column) in columns:
                    pen.rectangle(corners, outline=(*_DOUBT, 255), fill=(*_DOUBT, 70), width=4)
        if any(not (column or "").isdigit() for column in columns):
            pen.rectangle(view.around(row), outline=(*_DOUBT, 255), width=3)


def _header_rows(table: Table) -> set[int]:
    """The rows of a table's header, as far as it was printed again or is merged."""
    rows = {span.bottom for span in table.merged if span.top == 1}
    return set(range(1, max(rows, default=1) + 1))


def _draw_numbers(pen: Any, mark: _Mark, view: _View) -> None:  # noqa: ANN401 - no types
    """The numbers of rows beside the table, and of columns above it."""
    columns: dict[int, tuple[float, float]] = {}
    rows = [(row, view.around(row)) for row in (*mark.again, *mark.rows)]
    edge = min(around[0] for _row, around in rows)
    for row, (_left, top, _right, bottom) in rows:
        if row.number:
            _draw_number(pen, row.number, edge - 4, (top + bottom) / 2, "rm")
        for column, cell in enumerate(row.cells, 1):
            for corners in (view.corners(box) for box in cell.boxes if box.page == view.page):
                start, end = columns.get(column, (0.0, math.inf))
                if corners[2] - corners[0] < end - start:
                    columns[column] = corners[0], corners[2]
    top = min(around[1] for _row, around in rows)
    for column, (left, right) in columns.items():
        _draw_number(pen, column, (left + right) / 2, top - 3, "ms")


def _draw_number(pen: Any, number: int, x: float, y: float, anchor: str) -> None:  # noqa: ANN401 - no types
    place, font = (x + _MARGIN, y + _MARGIN), _font(_SMALL)
    left, top, right, bottom = pen.textbbox(place, str(number), font=font, anchor=anchor)
    pen.rectangle((left - 2, top - 1, right + 2, bottom + 1), fill="white")
    pen.text(place, str(number), fill=_CELL, font=font, anchor=anchor)


def _with_legend(page: Picture, marks: Sequence[_Mark], said: _Said) -> Picture:
    """The page with a legend, counts and what is doubtful below it."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy

    wide = max(40, int((page.width - 2 * _PAD) / (_PLAIN * 0.52)))
    lines = [_counts(mark, said) for mark in marks]
    doubts = said.of_page()
    texts = [f"{f.rule.code}  {_where(f)}{f.message}" for f in doubts[:_MOST_DOUBTS]]
    if len(doubts) > _MOST_DOUBTS:
        more = len(doubts) - _MOST_DOUBTS
        texts.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    every = [text.translate(_DRAWN) for text in (*lines, *texts)]
    wrapped = [part for text in every for part in textwrap.wrap(text, wide)]
    height = page.height + _LINE * (len(wrapped) + 2) + 2 * _PAD
    picture = Image.new("RGB", (page.width, height), "white")
    picture.paste(page, (0, 0))
    pen = ImageDraw.Draw(picture)
    y = page.height
    _draw_key(pen, y)
    y += round(1.6 * _LINE)
    for line in wrapped:
        pen.text((_PAD, y), line, fill="black", font=_font(_PLAIN))
        y += _LINE
    return picture


def _draw_key(pen: Any, y: int) -> None:  # noqa: ANN401 - no types
    """What the colours mean."""
    x = float(_PAD)
    for colour, text in (
        (_HEADER, _("header")),
        (_CELL, _("cell")),
        (_AGAIN, _("header printed again, left out")),
        (_JOINED, _("row cut by the end of the page, joined")),
        (_DOUBT, _("doubtful: compare")),
    ):
        tint = tuple(round(255 - (255 - part) * 0.3) for part in colour)
        pen.rectangle((x, y + 1, x + 18, y + 15), outline=colour, fill=tint, width=2)
        pen.text((x + 25, y), text, fill="black", font=_font(_PLAIN))
        x += 48 + pen.textlength(text, font=_font(_PLAIN))


def _counts(mark: _Mark, said: _Said) -> str:
    cells = [cell for row in mark.rows for cell in row.cells if cell.text]
    numbers = [row.number for row in mark.rows]
    rows = f"{numbers[0]}-{numbers[-1]}" if numbers else "-"
    parts = [
        _("page {page} of {pages}").format(page=said.page, pages=said.pages),
        _("table {name}").format(name=mark.name),
        _("rows {rows}").format(rows=rows),
        ngettext("{n} column", "{n} columns", mark.table.width).format(n=mark.table.width),
        ngettext("{n} cell with text", "{n} cells with text", len(cells)).format(n=len(cells)),
    ]
    if mark.again:
        left = ngettext("{n} row left out", "{n} rows left out", len(mark.again))
        parts.append(left.format(n=len(mark.again)))
    return " · ".join(parts)


def _where(finding: Finding) -> str:
    row, column = finding.place.row, finding.place.column
    if row is None:
        return ""
    if column is None:
        return _("row {row}: ").format(row=row)
    return _("row {row}, column {column}: ").format(row=row, column=column)


def _font(size: int) -> Any:  # noqa: ANN401 - no types
    from PIL import ImageFont  # noqa: PLC0415 - heavy

    return ImageFont.load_default(size)

"""Pages of a PDF with what was read drawn on them, for a person to compare.

Cells are outlined with the numbers of their rows and columns; what is doubtful stands out, and is
said below the page. Needs the extra ``pdf``.
"""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.findings import Severity
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place

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
"""A picture of Pillow, which is an extra."""


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
    import pypdfium2  # noqa: PLC0415 - heavy, and an extra

    opened = pypdfium2.PdfDocument(data)
    for page, marks in sorted(pages.items()):
        buffer = io.BytesIO()
        drawn = _draw(opened[page - 1], marks, _Said(page, len(opened), findings))
        drawn.save(buffer, "PNG", optimize=True)
        yield page, buffer.getvalue()


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


def _draw(page: Any, marks: Sequence[_Mark], said: _Said) -> Picture:  # noqa: ANN401 - no types
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and an extra

    page.set_cropbox(*page.get_mediabox())
    width, height = page.get_size()
    scale = min(_DOTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    paper = page.render(scale=scale).to_pil().convert("RGB")
    layer = Image.new("RGBA", paper.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for mark in marks:
        _draw_cells(pen, mark, said, scale)
    paper = Image.alpha_composite(paper.convert("RGBA"), layer).convert("RGB")
    framed = Image.new("RGB", (paper.width + 2 * _MARGIN, paper.height + 2 * _MARGIN), "white")
    framed.paste(paper, (_MARGIN, _MARGIN))
    pen = ImageDraw.Draw(framed)
    pen.rectangle((_MARGIN - 1, _MARGIN - 1, *(v + _MARGIN for v in paper.size)), outline="silver")
    for mark in marks:
        _draw_numbers(pen, mark, said.page, scale)
    return _with_legend(framed, marks, said)


def _corners(box: Box, scale: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (v * scale for v in (box.left, box.top, box.right, box.bottom))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _draw_cells(pen: Any, mark: _Mark, said: _Said, scale: float) -> None:  # noqa: ANN401 - no types
    for row in mark.again:
        for box in _boxes(row, said.page):
            pen.rectangle(_corners(box, scale), outline=(*_AGAIN, 255), fill=(*_AGAIN, 60))
    header = _header_rows(mark.table)
    for row in mark.rows:
        colour = _HEADER if row.number in header else _CELL
        doubts = said.doubts(mark.table, row)
        columns = {finding.place.column for finding in doubts}
        whole = any(not (column or "").isdigit() for column in columns)
        cut = len({box.page for cell in row.cells for box in cell.boxes}) > 1
        for column, cell in enumerate(row.cells, 1):
            for box in cell.boxes:
                if box.page != said.page:
                    continue
                corners = _corners(box, scale)
                pen.rectangle(corners, outline=(*colour, 230), fill=(*colour, 26))
                if cut:
                    pen.rectangle(corners, outline=(*_JOINED, 255), fill=(*_JOINED, 60))
                if str(column) in columns:
                    pen.rectangle(corners, outline=(*_DOUBT, 255), fill=(*_DOUBT, 70), width=4)
        if whole:
            pen.rectangle(_around(row, said.page, scale), outline=(*_DOUBT, 255), width=3)


def _header_rows(table: Table) -> set[int]:
    """The rows of a table's header, as far as it was printed again or is merged."""
    rows = {span.bottom for span in table.merged if span.top == 1}
    return set(range(1, max(rows, default=1) + 1))


def _boxes(row: Row, page: int) -> list[Box]:
    return [box for cell in row.cells for box in cell.boxes if box.page == page]


def _around(row: Row, page: int, scale: float) -> tuple[float, float, float, float]:
    boxes = [_corners(box, scale) for box in _boxes(row, page)]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _draw_numbers(pen: Any, mark: _Mark, page: int, scale: float) -> None:  # noqa: ANN401 - no types
    """The numbers of rows beside the table, and of columns above it."""
    font = _font(_SMALL)
    columns: dict[int, tuple[float, float]] = {}
    for row in (*mark.again, *mark.rows):
        left, top, _right, bottom = _around(row, page, scale)
        if row.number:
            place = (left + _MARGIN - 4, (top + bottom) / 2 + _MARGIN)
            pen.text(place, str(row.number), fill=_CELL, font=font, anchor="rm")
        for column, cell in enumerate(row.cells, 1):
            for box in cell.boxes:
                known = columns.get(column)
                side = (box.left * scale, box.right * scale)
                if box.page == page and (known is None or side[1] - side[0] < known[1] - known[0]):
                    columns[column] = side
    rows = [_around(row, page, scale) for row in (*mark.again, *mark.rows)]
    top = min(row[1] for row in rows) + _MARGIN - 3
    for column, (left, right) in columns.items():
        place = ((left + right) / 2 + _MARGIN, top)
        pen.text(place, str(column), fill=_CELL, font=font, anchor="ms")


def _with_legend(page: Picture, marks: Sequence[_Mark], said: _Said) -> Picture:
    """The page with a legend, counts and what is doubtful below it."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and an extra

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
    from PIL import ImageFont  # noqa: PLC0415 - heavy, and an extra

    return ImageFont.load_default(size)

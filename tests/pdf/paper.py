"""Tables printed into PDF files, as the programs of offices do it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from attrs import Factory, define
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "Helvetica"


@define
class Look:
    """How a table is printed.

    Attributes:
        widths: The widths of its columns, in points; the last one counts for those behind it.
        size: Size of the letters, in points.
        lines: Whether lines rule it.
        blanks: Whether a blank is written at the end of a line that goes on.
        cut: Whether pages end inside rows.
        caption: What stands above it.
        foot: What stands at the foot of each page, with its number behind.
        middle: Whether texts stand in the middle of the height of their cells.
        turned: Whether the text runs up an upright page.
        encrypt: The password, if it has one.
    """

    widths: Sequence[float] = (40, 150, 110, 80)
    size: float = 8
    lines: bool = True
    blanks: bool = True
    cut: bool = False
    caption: Sequence[str] = ("Tabel 4.1 Rencana Kerja",)
    foot: str = "Renja"
    middle: bool = False
    turned: bool = False
    encrypt: object = None

    def width(self, column: int) -> float:
        return self.widths[min(column, len(self.widths) - 1)]


@define
class Part:
    """What of a row stands on one page: the lines of its cells."""

    lines: list[list[str]]
    number: int


@define
class Paper:
    """Prints rows.

    Attributes:
        rows: The rows.
        merged: How far a cell reaches, across and down, by its row and column.
        breaks: Rows before which a page ends, counted from 0.
        look: How they are printed.
    """

    rows: Sequence[Sequence[str]]
    merged: dict[tuple[int, int], tuple[int, int]] = Factory(dict)
    breaks: frozenset[int] = frozenset()
    look: Look = Factory(Look)
    cut_rows: list[int] = Factory(list)

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)

    def pdf(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        pages = self._pages()
        xs = [36.0]
        for column in range(self.columns):
            xs.append(xs[-1] + self.look.width(column))
        height = max(sum(self._height(part) for part in page) for page in pages) + 160
        size = (xs[-1] + 36, height)
        canvas = Canvas(buffer, pagesize=size[::-1] if self.look.turned else size,
                        encrypt=self.look.encrypt, pageCompression=0)  # fmt: skip
        for number, page in enumerate(pages, 1):
            if self.look.turned:
                canvas.rotate(90)
                canvas.translate(0, -height)
            last = number == len(pages)
            top = height - 100 if last else 60 + sum(map(self._height, page))  # others are full
            self._print(canvas, page, xs, (height, top), number)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _pages(self) -> list[list[Part]]:
        pages: list[list[Part]] = [[]]
        for number, row in enumerate(self.rows):
            texts = [*row, *([""] * (self.columns - len(row)))]
            lines = [
                self._wrapped(text, self._room(number, column)) for column, text in enumerate(texts)
            ]
            if number in self.breaks:
                pages.append([])
            ends = number + 1 in self.breaks
            if ends and self.look.cut and max(map(len, lines)) > 1 and self._may_cut(number):
                self.cut_rows.append(number)
                pages[-1].append(Part([cell[:1] for cell in lines], number))
                pages.append([Part([cell[1:] for cell in lines], number)])
            else:
                pages[-1].append(Part(lines, number))
        # a page that was begun for the rest of a row goes on with the row behind the break
        joined: list[list[Part]] = []
        for page in pages:
            if joined and page and joined[-1] and self._is_rest(joined[-1]):
                joined[-1] += page
            else:
                joined.append(page)
        return [page for page in joined if page]

    def _is_rest(self, page: list[Part]) -> bool:
        return len(page) == 1 and page[0].number in self.cut_rows

    def _may_cut(self, number: int) -> bool:
        return all(row != number for row, _ in self.merged)

    def _room(self, row: int, column: int) -> float:
        across, _ = self.merged.get((row, column), (1, 1))
        width = sum(self.look.width(i) for i in range(column, column + across))
        return width - 0.6 * self.look.size

    def _wrapped(self, text: str, room: float) -> list[str]:
        """The lines of a text; a word that is too wide for one is cut."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            rest = word
            if line and self._width(f"{line} {rest}") <= room:
                line += f" {rest}"
                continue
            if line:
                fits = self._width(f"{line} ") <= room
                lines.append(line + (" " if self.look.blanks and fits else ""))
            while self._width(rest) > room:
                most = next(n for n in range(len(rest), 0, -1) if self._width(rest[:n]) <= room)
                lines.append(rest[:most])
                rest = rest[most:]
            line = rest
        return [*lines, line] if line else lines

    def _width(self, text: str) -> float:
        return stringWidth(text, FONT, self.look.size)

    def _height(self, part: Part) -> float:
        lines = [
            len(cell)
            for column, cell in enumerate(part.lines)
            if self.merged.get((part.number, column), (1, 1))[1] == 1
        ]
        return max([1, *lines]) * self.look.size * 1.15 + 0.6 * self.look.size

    def _print(
        self,
        canvas: Canvas,
        page: list[Part],
        xs: list[float],
        height: tuple[float, float],
        number: int,
    ) -> None:
        size = self.look.size
        canvas.setFont(FONT, 11)
        y = height[0] - 50
        for line in self.look.caption if number == 1 else ():
            canvas.drawString(36, y, line)
            y -= 14
        canvas.drawString(36, 30, f"{self.look.foot} | {number}")
        canvas.setFont(FONT, size)
        y = height[1]
        ys = [y]
        for part in page:
            ys.append(ys[-1] - self._height(part))
        covered = {
            (row + down, column + right)
            for (row, column), (across, depth) in self.merged.items()
            for down in range(depth)
            for right in range(across)
            if down or right
        }
        for index, part in enumerate(page):
            for column, lines in enumerate(part.lines):
                if (part.number, column) in covered:
                    continue
                across, down = self.merged.get((part.number, column), (1, 1))
                left, right = xs[column], xs[column + across]
                top, bottom = ys[index], ys[min(index + down, len(page))]
                if self.look.lines:
                    canvas.rect(left, bottom, right - left, top - bottom)
                if self.look.middle:
                    top -= (top - bottom - 0.6 * size - 1.15 * size * len(lines)) / 2
                for step, line in enumerate(lines):
                    canvas.drawString(left + 0.3 * size, top - size * (1.05 + 1.15 * step), line)


def printed(rows: Sequence[Sequence[str]], **look: object) -> bytes:
    """A table on one page."""
    return Paper(rows, look=Look(**look)).pdf()  # type: ignore[arg-type]

"""The one table renderer: every text table that the program prints is drawn here.

tabulate draws; its number parsing is off, because it prints ``1.10`` as ``1.1``.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Paint = Callable[[str, str], str]
    """Colours a text for its role: ``lost``, ``unsure``, ``sure``, ``heading``, ``faint``."""

GAP: Final = 2
"""Blanks between two columns."""
NARROW: Final = 22
"""Columns that may wrap are not made narrower than this while another can be left out."""


def plain(_role: str, text: str) -> str:
    """Paint nothing."""
    return text


@frozen
class Column:
    """A column of a table.

    Attributes:
        heading: Its heading, which is translated where it is shown.
        key: Its name in machine formats.
        right: Whether it is aligned to the right, as money and counts are.
        wraps: Whether its texts may be wrapped; codes and money never are.
        optional: Whether it may be left out where the table is too wide for the screen.
        words: Whether its values are words of the program's own, which people see translated.
    """

    heading: str
    key: str = field(kw_only=True)
    right: bool = field(default=False, kw_only=True)
    wraps: bool = field(default=False, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    words: bool = field(default=False, kw_only=True)

    @property
    def shown(self) -> str:
        """Its heading in the language in use."""
        return _(self.heading)

    @key.default
    def _heading_as_key(self) -> str:
        return re.sub(r"\W+", "_", self.heading.strip().lower())


@frozen
class Line:
    """A row of a table: cells as text, and what it is.

    Attributes:
        cells: One text per column.
        role: How to paint it; ``total`` for a line below the rule.
        cut: Whether its texts are cut to one line where the table is to be short.
    """

    cells: tuple[str, ...]
    role: str = ""
    cut: bool = False


def tidy(text: str) -> str:
    """A text without anything that a terminal would obey: controls, newlines, bidi marks."""
    if text.isprintable():
        return text
    text = re.sub(r"\s+", " ", text)
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text)


def draw(
    columns: Sequence[Column],
    lines: Sequence[Line],
    *,
    width: int,
    paint: Paint = plain,
    most: int | None = None,
) -> str:
    """Draw a table that fits a width, as far as its codes and its money allow.

    Texts are wrapped, then optional columns are left out from the right; a note below the
    table says which.

    Args:
        columns: Its columns.
        lines: Its rows.
        width: Columns of the screen.
        paint: Colours a text for its role.
        most: How many lines a text may take before it is cut; by default as many as it needs.
    """
    from tabulate import (  # noqa: PLC0415 - only where a table is drawn
        SEPARATING_LINE,
        DataRow,
        TableFormat,
        tabulate,
    )
    from tabulate import Line as Rule  # noqa: PLC0415 - only where a table is drawn

    cells = [tuple(map(tidy, line.cells)) for line in lines]
    shown, widths = _fit(columns, cells, width)
    headings = [columns[i].shown for i in shown]
    body: list[Sequence[str] | str] = [*_physical(headings, [widths[i] for i in shown])]
    body.append(SEPARATING_LINE)
    above = ""
    for line, texts in zip(lines, cells, strict=True):
        if line.role == "total" and above not in {"", "total"}:
            body.append(SEPARATING_LINE)
        above = line.role or "row"
        role = "heading" if line.role == "total" else line.role
        limit = min(most, 1) if most is not None and line.cut else most
        body += (
            [paint(role, text) if role and text else text for text in row]
            for row in _physical([texts[i] for i in shown], [widths[i] for i in shown], limit)
        )
    style = TableFormat(
        lineabove=None,
        linebelowheader=Rule("", "-", "  ", ""),
        linebetweenrows=None,
        linebelow=None,
        headerrow=DataRow("", "  ", ""),
        datarow=DataRow("", "  ", ""),
        padding=0,
        with_header_hide=None,
    )
    drawn = tabulate(
        body,
        tablefmt=style,
        disable_numparse=True,
        colalign=["right" if columns[i].right else "left" for i in shown],
    )
    text = "\n".join(line.rstrip() for line in drawn.splitlines())
    if len(shown) < len(columns):
        missing = ", ".join(c.shown for i, c in enumerate(columns) if i not in shown)
        text += "\n" + _("Too narrow to show: {columns}.").format(columns=missing)
    return text


def _fit(
    columns: Sequence[Column], rows: Sequence[tuple[str, ...]], width: int
) -> tuple[list[int], list[int]]:
    """Which columns to show, and how wide each may be."""
    natural = [
        max([len(column.shown), *(len(row[i]) for row in rows)]) for i, column in enumerate(columns)
    ]
    shown = list(range(len(columns)))
    while True:
        rigid = sum(natural[i] for i in shown if not columns[i].wraps)
        room = width - rigid - GAP * (len(shown) - 1)
        flexible = [i for i in shown if columns[i].wraps]
        least = sum(min(natural[i], NARROW) for i in flexible)
        optional = [i for i in shown if columns[i].optional]
        if room >= least or not optional:
            break
        shown.remove(optional[-1])
    widths = list(natural)
    for i, share in zip(flexible, _share(room, [natural[i] for i in flexible]), strict=True):
        widths[i] = share
    return shown, widths


def _share(room: int, wanted: list[int]) -> list[int]:
    """Share room out: whoever wants less than an equal part gets all of it."""
    given = [0] * len(wanted)
    open_ = sorted(range(len(wanted)), key=lambda i: wanted[i])
    while open_:
        part = max(room // len(open_), NARROW // 2)
        first = open_[0]
        if wanted[first] > part:
            for i in open_:
                given[i] = part
            break
        given[first] = wanted[first]
        room -= wanted[first]
        open_.pop(0)
    return given


def _physical(
    texts: Sequence[str], widths: Sequence[int], most: int | None = None
) -> Iterator[Sequence[str]]:
    """The lines on the screen that a row takes when its texts are wrapped."""
    pieces = [_wrap(text, width, most) for text, width in zip(texts, widths, strict=True)]
    return itertools.zip_longest(*pieces, fillvalue="")


def _wrap(text: str, width: int, most: int | None) -> list[str]:
    if len(text) <= width:
        return [text]
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    if most is not None and len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1][: width - 1]}…"
    return lines

"""A walk over the events of a page: paragraphs, and tables with what stands in their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.tables.flow import Budget, Drawn, is_note_mark
from nomenklatur.tables.html.grid import Grid, Place
from nomenklatur.tables.html.values import cell_of, inset, is_bold, leading_hard_blanks
from nomenklatur.tables.left_out import LeftOut, hidden_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.places import Place as FilePlace

_NEAR: Final = 4  # pieces of words behind which a raised one may be a mark
_DEEPEST: Final = 5000
_DEEPEST_TABLE: Final = 50
_SKIPPED: Final = frozenset(
    {"script", "style", "title", "template", "svg", "math", "textarea", "select", "noframes", "xml"}
)
_BLOCKS: Final = frozenset(
    {"p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
     "center", "caption", "blockquote", "pre", "section", "article", "header", "footer", "main",
     "nav", "aside", "form", "fieldset", "address", "figure", "figcaption", "body", "tr", "table"}
)  # fmt: skip
_SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BRACES = re.compile(r"([{}])")
_CLASS = re.compile(r"\.([\w-]+)\s*(?:,|$)")
_SHEET_HEADING = re.compile(r"\s*(?:Sheet|Lembar)\s+\d+:\s+(.+)", re.DOTALL)
_FRAMES_OF_SHEETS: Final = frozenset(
    {"row-header", "row-headers-background", "column-headers-background", "freezebar-cell",
     "row-header-shim", "column-header"}
)  # fmt: skip
"""Classes of the cells in which Google Sheets shows its own row numbers and column letters."""


@define
class _Cell:
    """A cell while its words come in.

    Attributes:
        place: Where it stands.
        attributes: Its attributes.
        skipped: Whether it takes no room in the grid.
        content: What it holds.
        indent: How far its first text stands in; None before there is one.
        plainly: Whether any of its text is not bold.
    """

    place: Place
    attributes: Mapping[str, str]
    skipped: bool = False
    content: list[str | Drawn] = Factory(list)
    indent: int | None = None
    plainly: bool = False


@define
class _Frame:
    """A table while its cells come in.

    Attributes:
        grid: Its cells.
        hidden: Whether it is not shown.
        unseen: How many elements around it are not shown; they hide nothing of its cells.
        cell: The cell that is open.
        cells: Cells with a table in them, and the first one.
        left_out: What is not read of it.
    """

    grid: Grid
    hidden: bool
    unseen: int = 0
    cell: _Cell | None = None
    cells: list[_Cell] = Factory(list)
    left_out: LeftOut = Factory(LeftOut)


class Walk:
    """What lxml's parser calls while it reads a page.

    Args:
        budget: How many cells there may be.
        elements: How many tags there may be.
        place: The file, for errors.
    """

    def __init__(self, budget: Budget, elements: int, place: FilePlace) -> None:
        self.items: list[str | Drawn] = []
        self.hidden: list[str] = []
        """Hidden texts outside of tables."""
        self.frames: list[str] = []
        """The files that a page of frames shows."""
        self._budget, self._elements, self._file = budget, elements, place
        self._tables: list[_Frame] = []
        self._open: list[tuple[str, bool, int, bool]] = []
        self._unseen = self._inset = self._bold = 0
        self._skipping: list[str] = []
        self._raised = self._deleted = 0
        self._words: list[str] = []
        self._classes: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements -= 1
        if self._elements < 0 or len(self._open) > _DEEPEST or len(self._tables) > _DEEPEST_TABLE:
            raise self._too_much()
        hides = self._hides(attributes)
        unseen = hides and tag not in {"tr", "table", "col", "colgroup"}
        style = attributes.get("style", "")
        moved, bold = inset(style) if style and self._in_cell(tag) else 0, is_bold(tag, style)
        self._open.append((tag, unseen, moved, bold))
        self._unseen += unseen
        self._inset += moved
        self._bold += bold
        if tag in _BLOCKS:
            self._end_words()
        self._raised += tag == "sup"
        self._deleted += tag == "del"
        if tag in _SKIPPED:
            self._skipping.append(tag)
        elif tag == "meta":
            self._refuse_own(attributes)
        elif tag in {"frame", "iframe"} and attributes.get("src"):
            self.frames.append(attributes["src"])
        else:
            self._table_part(tag, attributes, hides=hides)

    def _table_part(self, tag: str, attributes: Mapping[str, str], *, hides: bool) -> None:
        if tag == "table":
            above = self._tables[-1].hidden if self._tables else False
            hidden = hides or above or bool(self._unseen)
            self._tables.append(_Frame(Grid(self._budget), hidden, self._unseen))
        elif not self._tables:
            return
        elif tag in {"td", "th"}:
            self._begin_cell(attributes)
        elif tag == "tr":
            self._end_cell()
            self._tables[-1].grid.begin_row(hidden=hides)
        elif tag in _SECTIONS:
            self._end_cell()
            self._tables[-1].grid.begin_section(tag)
        elif tag == "col":
            self._tables[-1].grid.add_column(attributes.get("span"), hidden=hides)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _BLOCKS:
            self._end_words()
        if tag in {"td", "th"}:
            self._end_cell()
        elif tag in _SECTIONS and self._tables:
            self._end_cell()
            self._tables[-1].grid.end_section()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag == "style":
            self._learn_classes()
        if self._skipping and self._skipping[-1] == tag:
            self._skipping.pop()
        self._raised -= tag == "sup" and self._raised > 0
        self._deleted -= tag == "del" and self._deleted > 0
        while self._open:
            known, unseen, moved, bold = self._open.pop()
            self._unseen -= unseen
            self._inset -= moved
            self._bold -= bold
            if known == tag:
                break

    def data(self, text: str) -> None:
        """A text, or a piece of one."""
        if self._skipping:
            if self._skipping[-1] == "style":
                self._words.append(text)
            return
        table = self._tables[-1] if self._tables else None
        cell = table.cell if table is not None else None
        row = table.grid.row_of(cell.place) if table is not None and cell is not None else 0
        unseen = self._unseen > (table.unseen if table is not None else 0)
        if self._deleted or unseen:
            if text.strip() and table is not None:
                left_out = table.left_out
                (left_out.deleted if self._deleted else left_out.hidden).append((row, text))
            elif text.strip():
                self.hidden.append(text)
        elif self._raised and table and is_note_mark("".join(self._words[-_NEAR:]), text):
            table.left_out.marks.append((row, text))
        else:
            self._words.append(text)
            if cell is not None and not text.isspace():
                cell.plainly |= not self._bold
                if cell.indent is None:
                    cell.indent = self._inset

    def close(self) -> None:
        """The page ends."""
        self._end_words()
        while self._tables:
            self._end_table()

    def _end_words(self) -> None:
        """Give the words up to here to the cell, or to the running text."""
        text = "".join(self._words)
        self._words.clear()
        if not text.strip():
            return
        if not self._tables and (heading := _SHEET_HEADING.fullmatch(text)):
            text = heading[1]  # LibreOffice Calc writes the name of a sheet so
        cell = self._tables[-1].cell if self._tables else None
        (self.items if cell is None else cell.content).append(text)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._end_cell()
        table = self._tables[-1]
        classes = set(attributes.get("class", "").split())
        skipped = bool(classes & _FRAMES_OF_SHEETS) or self._hides(attributes)
        if skipped:
            place = table.grid.here()
        else:
            place = table.grid.begin_cell(attributes.get("colspan"), attributes.get("rowspan"))
        table.cell = _Cell(place, dict(attributes), skipped)

    def _end_cell(self) -> None:
        if not self._tables or self._tables[-1].cell is None:
            return
        self._end_words()
        table = self._tables[-1]
        cell, table.cell = table.cell, None
        if cell is None or cell.skipped:
            return
        if table.grid.cells == 1 or any(isinstance(one, Drawn) for one in cell.content):
            table.cells.append(cell)
        shown = " ".join(one for one in cell.content if isinstance(one, str))
        if shown.strip() or "sdval" in cell.attributes or "x:num" in cell.attributes:
            made = cell_of(shown, cell.attributes)
            indent = (cell.indent or 0) + leading_hard_blanks(shown)
            bold = cell.indent is not None and not cell.plainly
            if indent or bold:
                made = evolve(made, indent=indent, bold=bold)
            table.grid.fill(cell.place, made)

    def _end_table(self) -> None:
        """A table ends: it comes before those that stand in its cells.

        One of a single cell is there for the layout: what stands in it is given instead.
        """
        self._end_cell()
        table = self._tables.pop()
        outer = self._tables[-1].cell if self._tables else None
        into = self.items if outer is None else outer.content
        inner = [one for cell in table.cells for one in cell.content]
        if table.grid.cells == 1 and table.grid.height == 1:
            into += inner
            return
        alone = bool(self._tables)
        remarks = (*table.left_out.remarks(), *hidden_rows(table.grid.hidden_rows()))
        drawn = table.grid.drawn(hidden=table.hidden, alone=alone, remarks=remarks)
        into.append(drawn)
        into += [evolve(one, alone=True) for one in inner if isinstance(one, Drawn)]

    def _in_cell(self, tag: str) -> bool:
        """Whether an element that begins is a cell or stands in one."""
        return bool(self._tables) and (tag in {"td", "th"} or self._tables[-1].cell is not None)

    def _hides(self, attributes: Mapping[str, str]) -> bool:
        """Whether an element is not shown."""
        if not attributes:
            return False
        if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")):
            return True
        return not self._classes.isdisjoint(attributes.get("class", "").split())

    def _learn_classes(self) -> None:
        """The classes that a style sheet hides; what it says of printing is left aside."""
        sheet = "".join(self._words)
        self._words.clear()
        self._classes.update(hidden_classes(sheet))

    def _refuse_own(self, attributes: Mapping[str, str]) -> None:
        maker = attributes.get("content", "")
        if attributes.get("name", "").lower() == "generator" and maker.startswith("nomenklatur"):
            raise ReadError(
                _("the page is a report of this program, no plan"),
                place=self._file,
                remedy=_("give the plan that the report was made from"),
            )

    def _too_much(self) -> ReadError:
        if self._elements < 0:
            message = _("the page has more tags than this program reads")
        else:
            message = _("the page is nested too deeply to be one that people made")
        return ReadError(
            message,
            place=self._file,
            remedy=_("copy the table that matters into a workbook of its own"),
        )


def hidden_classes(sheet: str) -> set[str]:
    """The classes that a style sheet does not show, leaving aside what it says of printing.

    >>> sorted(hidden_classes(".a, td.b { display:none } @media print { .c { display:none } }"))
    ['a', 'b']
    """
    first, *others = sheet.split("/*")
    bare = first + "".join(other.partition("*/")[2] for other in others)
    found: set[str] = set()
    within: list[str] = []
    text = ""
    for piece in _BRACES.split(bare):
        if piece == "{":
            within.append(text.strip())
        elif piece == "}" and within:
            selector = within.pop()
            if not any(one.startswith("@") for one in (selector, *within[-1:])):
                found.update(_CLASS.findall(selector) if _HIDDEN_STYLE.search(text) else ())
        text = piece
    return found

"""A PDF as a document: its tables in order, joined over pages, and its running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.tables.captions import caption_of, missing_tables, orphans
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.pdf.aligned import aligned_pieces
from nomenklatur.tables.pdf.edges import Edges
from nomenklatur.tables.pdf.finish import finish
from nomenklatur.tables.pdf.joining import MOST_HEADER_ROWS, DraftTable
from nomenklatur.tables.pdf.lines import lines_of
from nomenklatur.tables.pdf.pages import read_pages
from nomenklatur.tables.pdf.piece import Piece, ruled_pieces
from nomenklatur.tables.pdf.rowstarts import split_tall_rows
from nomenklatur.tables.pdf.states import PageStates, can_recognise
from nomenklatur.tables.pdf.wording import Vocabulary
from nomenklatur.tables.table import Document, Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from nomenklatur.tables.captions import Caption
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.pdf.ink import Ink
    from nomenklatur.tables.pdf.lines import TextLine

    Progress = Callable[[str, float], None]


def read_pdf(
    data: bytes, file: str, limits: Limits, *, progress: Progress | None = None
) -> Document:
    """Read the tables and the running text of a PDF.

    Needs the extra ``pdf``; pictures of pages are recognised with the extra ``ocr``.

    Args:
        data: The file.
        file: Its name.
        limits: How many pages, letters and cells it may have, and how long reading may take.
        progress: Told what is done and which share of it, 0 to 1.

    Raises:
        ReadError: The extra is not installed; the file is locked, damaged, too large, takes too
            long, has no text, or no table.
    """
    place = Place(file=file)
    reader = _Reader(file, limits)
    for ink in read_pages(data, place, limits, recognise=can_recognise()):
        reader.add(ink)
        if progress is not None:
            progress(_("pages"), ink.page / ink.pages)
    return reader.document()


@frozen
class _Block:
    """A piece of a table and the running text between it and the one before."""

    gap: tuple[Passage, ...]
    piece: Piece


class _Reader:
    """Takes in page after page and makes a document of them."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._words = Vocabulary()
        self._blocks: list[_Block] = []
        self._gap: list[Passage] = []
        self._edges = Edges()
        self._states = PageStates(file)
        self._cells = 0

    def add(self, ink: Ink) -> None:
        """Take in a page."""
        self._states.add(ink)
        pieces, rest = ruled_pieces(ink, list(ink.words))
        pieces = [split_tall_rows(piece) for piece in pieces]
        more, rest = aligned_pieces(ink.frame, rest)
        lines = lines_of(rest)
        self._words.learn(lines)
        things: list[Piece | TextLine] = [*pieces, *more, *lines]
        things.sort(key=lambda thing: thing.top)
        texts: list[Passage | None] = []
        for thing in things:
            if isinstance(thing, Piece):
                texts.append(None)
                self._add_piece(thing)
            else:
                number = len(texts) - texts.count(None) + 1
                texts.append(Passage(number, thing.text, ink.page))
                self._gap.append(Passage(number, thing.text, ink.page))
        self._edges.add(texts)

    def _add_piece(self, piece: Piece) -> None:
        self._cells += len(piece.cells)
        if self._cells > self._limits.cells:
            raise too_many_cells(Place(file=self._file))
        last = len(piece.ys) - 2
        for cell in piece.cells:
            on_edge = cell.row <= MOST_HEADER_ROWS or cell.row + cell.rows > last
            self._words.learn(cell.lines, on_edge=on_edge)
        self._blocks.append(_Block(tuple(self._gap), piece))
        self._gap = []

    def document(self) -> Document:
        """The document, once all its pages are read.

        Raises:
            ReadError: None of its pages could be read.
        """
        states = self._states.findings()
        feet = self._edges.feet()
        drafts: list[DraftTable] = []
        announced: list[Caption] = []
        passages: list[Passage] = []
        for block in self._blocks:
            passages += (evolve(line, tables_before=len(drafts)) for line in block.gap)
            gap = [line for line in block.gap if line not in feet]
            caption = caption_of(gap)
            announced += orphans(gap, caption)
            if drafts and drafts[-1].takes(block.piece, gap, caption):
                drafts[-1].pieces.append(block.piece)
            else:
                drafts.append(DraftTable(caption, [block.piece]))
        announced += orphans([line for line in self._gap if line not in feet], None)
        tables = tuple(finish(draft, self._file, self._words) for draft in drafts)
        passages += (evolve(line, tables_before=len(drafts)) for line in self._gap)
        without = missing_tables(announced, tables, self._file)
        return Document(
            self._file, tables, tuple(passages), format="pdf", findings=(*states, *without)
        )

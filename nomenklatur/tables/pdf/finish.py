"""A table of the whole document out of its pieces: texts of cells, merged ranges, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.findings import Finding, Severity, rule
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.pdf.joining import MOST_HEADER_ROWS, other_words
from nomenklatur.tables.pdf.lines import is_figure
from nomenklatur.tables.pdf.rests import Rest
from nomenklatur.tables.pdf.wording import wording
from nomenklatur.tables.table import EMPTY, Cell, Row, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.pdf.ink import Word
    from nomenklatur.tables.pdf.joining import DraftRow, DraftTable
    from nomenklatur.tables.pdf.lines import TextLine
    from nomenklatur.tables.pdf.piece import RawCell
    from nomenklatur.tables.pdf.wording import Vocabulary

_SHOWN: Final = 20
_SURE: Final = 0.8  # confidence from which a recognised code or amount is not doubted


@frozen
class _Whole:
    """A row that is whole: its number, and its pieces from above."""

    number: int
    pieces: tuple[DraftRow, ...]


def finish(draft: DraftTable, file: str, words: Vocabulary) -> Table:
    """The table that a draft is, now that the whole document is known."""
    kept, repeated = draft.rows(words)
    place = Place(file=file, table=draft.caption.number or None)
    wholes = _wholes(kept)
    maker = _Maker(place, words, len(draft.bounds()) - 1)
    rows = tuple(maker.row(whole) for whole in wholes)
    again = tuple(maker.row(_Whole(0, (row,)), quiet=True) for row in repeated)
    breaks = frozenset(
        row.number
        for row, above in zip(wholes[1:], wholes, strict=False)
        if row.pieces[0].page != above.pieces[-1].page
    )
    findings = [*maker.findings(), *_joined(wholes, rows, place), *_again(again, place)]
    findings += _crossing(draft, place)
    findings += [
        Finding(
            rule("NK434"),
            _("the header printed again says {text!r}, which the first does not; left out").format(
                text=text
            ),
            place.at(page=page),
        )
        for page, text in other_words(repeated, kept[:MOST_HEADER_ROWS])
    ]
    return Table(
        rows,
        place,
        draft.caption.number,
        draft.caption.title,
        breaks,
        findings=tuple(sorted(findings, key=lambda f: (*f.place.order, f.rule.code))),
        repeated=again,
        merged=tuple(_spans(wholes)),
        drawn=True,
    )


def _wholes(rows: Sequence[DraftRow]) -> list[_Whole]:
    """The rows with their rests, numbered from 1."""
    groups: list[list[DraftRow]] = []
    for row in rows:
        if row.rest is Rest.YES and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_Whole(number, tuple(group)) for number, group in enumerate(groups, 1)]


class _Maker:
    """Makes rows, and keeps what is doubtful about their cells."""

    def __init__(self, place: Place, words: Vocabulary, width: int) -> None:
        self.place, self.words, self.width = place, words, width
        self._doubts: list[Finding] = []
        self._unread = 0
        self._first_unread: Place | None = None

    def row(self, whole: _Whole, *, quiet: bool = False) -> Row:
        """The row of a table."""
        cells = [EMPTY] * self.width
        columns = sorted({column for piece in whole.pieces for column in piece.cells})
        for column in columns:
            parts = [piece.cells[column] for piece in whole.pieces if column in piece.cells]
            lines = [line for part in parts for line in part.lines]
            boxes = tuple(
                piece.frame.displayed(*_box(piece.cells[column]))
                for piece in whole.pieces
                if column in piece.cells
            )
            text, doubts = wording(lines, self.words)
            cells[column] = Cell(text, boxes=boxes)
            if not quiet:
                at = self.place.at(row=whole.number, page=whole.pieces[0].page)
                at = at.at(column=str(column + 1))
                for doubt in doubts:
                    self._doubts.append(Finding(rule("NK433"), doubt.message(), at))
                self._look(lines, text, at)
        return Row(whole.number, tuple(cells), page=whole.pieces[0].page)

    def findings(self) -> Iterator[Finding]:
        """What is doubtful, the first of it in detail."""
        yield from self._doubts[:_SHOWN]
        if rest := self._doubts[_SHOWN:]:
            yield Finding(
                rest[0].rule,
                ngettext(
                    "{n} more cell of the table is doubtful",
                    "{n} more cells of the table are doubtful",
                    len(rest),
                ).format(n=len(rest)),
                rest[0].place,
                _("draw its pages with extract --show"),
            )
        if self._unread:
            yield Finding(
                rule("NK430"),
                ngettext(
                    "{n} letter of the table is drawn without saying which it is",
                    "{n} letters of the table are drawn without saying which they are",
                    self._unread,
                ).format(n=self._unread),
                self._first_unread or self.place,
                _("export the document again, as PDF/A if the program can"),
            )

    def _look(self, lines: Sequence[TextLine], text: str, at: Place) -> None:
        words: list[Word] = [word for line in lines for word in line.words]
        unread = sum(word.unread for word in words)
        if unread:
            self._unread += unread
            self._first_unread = self._first_unread or at
        sure = min((w.confidence for w in words if w.confidence is not None), default=1.0)
        if sure < _SURE and is_figure(text) and any(letter.isdigit() for letter in text):
            self._doubts.append(
                Finding(
                    rule("NK432"),
                    _("{text!r} was recognised with a confidence of {share} %").format(
                        text=text, share=round(sure * 100)
                    ),
                    at,
                    _("compare it with the page"),
                )
            )


def _box(cell: RawCell) -> tuple[float, float, float, float]:
    return cell.left, cell.top, cell.right, cell.bottom


def _joined(wholes: Sequence[_Whole], rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    for whole, row in zip(wholes, rows, strict=True):
        at = place.at(row=row.number, page=row.page)
        first, *rests = whole.pieces
        if first.rest is Rest.UNSURE:
            yield Finding(
                rule("NK433"),
                _("row {row} may be the rest of row {above}, cut by the page: {shown}").format(
                    row=row.number, above=row.number - 1, shown=_shown(first)
                ),
                at,
                _("compare it with the page"),
            )
        for piece in rests:
            yield Finding(
                rule("NK404"),
                _("row {row} goes on at the top of page {page}: {shown}").format(
                    row=row.number, page=piece.page, shown=_shown(piece)
                ),
                at,
            )


def _shown(piece: DraftRow) -> str:
    return "; ".join(f"… {cell.text!r}" for cell in piece.cells.values() if cell.lines)


def _again(repeated: Sequence[Row], place: Place) -> Iterator[Finding]:
    if repeated:
        pages = sorted({row.page for row in repeated if row.page is not None})
        yield Finding(
            rule("NK422"),
            _("the header is printed again on {pages}; {rows} left out").format(
                pages=ngettext("page {pages}", "pages {pages}", len(pages)).format(
                    pages=", ".join(map(str, pages))
                ),
                rows=ngettext("{n} row", "{n} rows", len(repeated)).format(n=len(repeated)),
            ),
            place.at(page=pages[0] if pages else None),
        )


def _crossing(draft: DraftTable, place: Place) -> Iterator[Finding]:
    words = [(piece.page, word) for piece in draft.pieces for word in piece.crossing]
    for page, word in words[:_SHOWN]:
        yield Finding(
            rule("NK434"),
            _("{text!r} stands across the side of its cell").format(text=word.text),
            place.at(page=page),
            _("see which cell it belongs to; draw the page with extract --show"),
        )
    if rest := words[_SHOWN:]:
        yield Finding(
            rule("NK434"),
            ngettext(
                "{n} more word stands across the side of its cell",
                "{n} more words stand across the sides of their cells",
                len(rest),
            ).format(n=len(rest)),
            place.at(page=rest[0][0]),
            severity=Severity.WARNING,
        )


def _spans(wholes: Sequence[_Whole]) -> Iterator[Span]:
    """Merged cells, by the rows that are left."""
    for index, whole in enumerate(wholes):
        piece = whole.pieces[0]
        for column, cell in piece.cells.items():
            right = piece.ends[column]
            bottom = whole.number
            for below in wholes[index + 1 :]:
                first = below.pieces[0]
                if first.page != piece.page or _top(first) >= cell.bottom - 1:
                    break
                bottom = below.number
            if right > column or bottom > whole.number:
                yield Span(whole.number, column, bottom, right)


def _top(row: DraftRow) -> float:
    return min(cell.top for cell in row.cells.values())

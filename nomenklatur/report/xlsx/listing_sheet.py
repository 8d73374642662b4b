"""Lists of any records as sheets: catalogs, entries, look-ups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.report.section import spell
from nomenklatur.report.xlsx import style
from nomenklatur.report.xlsx.book import Run

if TYPE_CHECKING:
    from nomenklatur.report.payloads import Listing, Listings
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Sheet, Value
    from nomenklatur.report.xlsx.style import Style

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 24  # of 31 letters, so that a number fits behind
_WIDTHS: Final = (10, 60)
_LETTERS_SEEN: Final = 200


def write_listings(book: Book, payload: Listings) -> None:
    """Write a sheet for each list."""
    for listing in payload.listings:
        _listing(book, payload, listing)


def _listing(book: Book, payload: Listings, listing: Listing) -> None:
    name = _FORBIDDEN.sub(" ", listing.key)[:_LONGEST_NAME].strip("' ") or _("List")
    widths = [_width(listing, index) for index in range(len(listing.columns))] or [40]

    def begin(sheet_name: str) -> Sheet:
        sheet = book.sheet(sheet_name, widths)
        sheet.title(payload.title.split("\n")[0], _(listing.title))
        sheet.header([column.shown for column in listing.columns])
        return sheet

    def finish(sheet: Sheet) -> None:
        if sheet.row > sheet.top and listing.columns:
            last = len(listing.columns) - 1
            sheet.worksheet.autofilter(sheet.top - 1, 0, sheet.row - 1, last)

    run = Run(book, name, begin, finish, spare=len(listing.notes))
    for row in listing.rows:
        run.need(1)
        cells = [_cell(row.get(one.key), words=one.words) for one in listing.columns]
        run.sheet.line([value for value, _look in cells], [look for _value, look in cells])
    last = run.sheet
    run.close()
    for note in listing.notes:
        last.merged(0, len(widths) - 1, note, style.REMARK)


def _width(listing: Listing, index: int) -> float:
    """The width of a column, by its heading and its first rows."""
    column = listing.columns[index]
    texts = [spell(row.get(column.key)) for row in listing.rows[:_LETTERS_SEEN]]
    least, most = _WIDTHS
    return min(max(least, len(column.shown) + 3, *(len(t) + 2 for t in texts), 0), most)


def _cell(value: object, *, words: bool = False) -> tuple[Value, Style]:
    match value:
        case None:
            return None, style.TEXT
        case bool():
            return spell(value), style.TEXT
        case int():
            return value, style.COUNT
        case Rupiah():
            return value, style.MONEY
        case _:
            return spell(value, words=words), style.TEXT

"""A titled table, and listings as such: all that a look-up needs of what reports are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from attrs import frozen

from nomenklatur.language import Message, _
from nomenklatur.report.grid import Column, Line
from nomenklatur.report.wording import money, probability

if TYPE_CHECKING:
    from nomenklatur.money import Rupiah
    from nomenklatur.report.listing import Listing


@frozen
class Section:
    """A titled table.

    Attributes:
        title: Its title; empty for none.
        columns: Its columns.
        lines: Its rows.
        role: How to paint the title.
        notes: Lines below it.
    """

    title: str
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    role: str = "heading"
    notes: tuple[str, ...] = ()


def listing_section(listing: Listing) -> Section:
    """A listing as a section; columns that are empty in every row are left out."""
    rows = [
        {c.key: spell(row.get(c.key), words=c.words) for c in listing.columns}
        for row in listing.rows
    ]
    columns = tuple(
        column for column in listing.columns if not rows or any(row[column.key] for row in rows)
    )
    lines = tuple(Line(tuple(row[column.key] for column in columns)) for row in rows)
    notes = tuple(map(_, listing.notes))
    return Section(_(listing.title), columns, lines, notes=notes)


def spell(value: object, *, words: bool = False) -> str:
    """A value of a record in words.

    Args:
        value: The value.
        words: Whether it is a word of the program's own, such as a status, which is translated.
    """
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case float():
            return probability(value)
        case _ if hasattr(value, "in_language"):
            return money(cast("Rupiah", value))
        case list() | tuple() | frozenset():
            return ", ".join(spell(part, words=words) for part in value)
        case _:
            return (
                _(str(value)) if words else _(value) if isinstance(value, Message) else str(value)
            )

"""Reports on a terminal, as text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from nomenklatur.language import _
from nomenklatur.report.grid import draw, tidy
from nomenklatur.report.listing import Listings, View
from nomenklatur.report.section import listing_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from nomenklatur.report.payloads import Payload
    from nomenklatur.report.section import Section


def write_table(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as text for a terminal."""
    view = view or View()
    if isinstance(payload, Listings):
        blocks = _listings(payload, view)
    else:
        from nomenklatur.report.screen import blocks_of  # noqa: PLC0415 - not for a list

        blocks = blocks_of(payload, view)
    stream.write("\n\n".join(blocks) + "\n")


def _listings(payload: Listings, view: View) -> Iterator[str]:
    if payload.title:
        yield head(payload.title.splitlines(), view)
    for listing in payload.listings:
        yield block(listing_section(listing), view)


def head(lines: Iterable[str], view: View, *, above: Iterable[str] = ()) -> str:
    """The title of a report, and what is true of all of it.

    Args:
        lines: The title and the lines below it.
        view: How it is looked at.
        above: What no figure can be relied on without.
    """
    first, *rest = _wrapped(lines, view)
    return "\n".join(
        [
            view.paint("heading", first),
            *rest,
            *(view.paint("lost", piece) for piece in _wrapped(above, view)),
        ]
    )


def _wrapped(lines: Iterable[str], view: View) -> Iterator[str]:
    return (piece for line in lines for piece in textwrap.wrap(tidy(line), view.width) or [""])


def block(section: Section, view: View, *, most: int | None = None) -> str:
    """A section.

    Args:
        section: The section.
        view: How it is looked at.
        most: How many lines a text may take before it is cut.
    """
    parts = [view.paint(section.role, tidy(section.title))] if section.title else []
    if section.columns and not section.lines:
        parts.append(_("(nothing)"))
    elif section.columns:
        drawn = draw(section.columns, section.lines, width=view.width, paint=view.paint, most=most)
        parts.append(drawn)
    parts += ["\n".join(textwrap.wrap(tidy(note), view.width)) for note in section.notes]
    return "\n".join(parts)

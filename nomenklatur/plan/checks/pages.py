"""What stands in the midst of a table and below it, and is no row of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import Message, _, joined, ngettext
from nomenklatur.plan.checks.columns import shortened
from nomenklatur.plan.columns.header_rows import is_header
from nomenklatur.plan.columns.pages import is_closing, line_of, plain
from nomenklatur.plan.columns.title import title_lines
from nomenklatur.plan.texts.content import Content, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.tables import Row

_SHOWN: Final = 8


def printed_again(layout: Layout) -> Iterator[Finding]:
    """The header and the title at the head of further pages (NK422).

    A document that says itself where its pages end needs no word about it.
    """
    header, table = layout.header, layout.table
    if header is None:
        return
    runs = [run for run in _runs(header.repeated, table.rows) if not _is_at_break(layout, run)]
    if not runs:
        return
    known = {plain(line) for line in title_lines(table, header)}
    words = {plain(text) for row in header.rows for text in row.texts()}
    strange = [
        line_of(row)
        for run in runs
        for row in run
        if plain(line_of(row)) not in known
        and not is_header(row)
        and not {plain(text) for text in row.texts()} <= words | {""}
    ]
    others = _quoted(strange)
    yield Finding(
        RULES["NK422"],
        ngettext(
            "the header is printed again ({places}){others}",
            "the header is printed again {n} times ({places}){others}",
            len(runs),
        ).format(
            n=len(runs),
            places=_places(runs),
            others=_(", with {lines}").format(lines=others) if others else "",
        ),
        table.at(runs[0][0]),
    )


def printed_below(layout: Layout) -> Iterator[Finding]:
    """Place, date, signatures and remarks below a table (NK403)."""
    header = layout.header
    if header is None or not header.below:
        return
    rows = header.below
    figures = any(
        content_of(text) in {Content.MONEY, Content.SUM} for row in rows for text in row.texts()
    )
    said = _("{places} below the table have no figures and were not read: {lines}")
    if figures:
        said = _("{places} stand far below the table and were not counted: {lines}")
    yield Finding(
        RULES["NK403"],
        said.format(places=_places([rows]), lines=_quoted([line_of(row) for row in rows])),
        layout.table.at(rows[0]),
        severity=(
            Severity.INFO
            if not figures and any(is_closing(row) for row in rows)
            else Severity.WARNING
        ),
    )


def _runs(rows: Sequence[Row], within: Sequence[Row]) -> list[list[Row]]:
    """Rows grouped by those that follow each other in a table."""
    positions = {row.number: i for i, row in enumerate(within)}
    found: list[list[Row]] = []
    for row in rows:
        if found and positions[row.number] - positions[found[-1][-1].number] == 1:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _is_at_break(layout: Layout, run: Sequence[Row]) -> bool:
    """Whether a page ends directly above rows, as far as the source says."""
    first = run[0].number
    before = max((r.number for r in layout.table.rows if r.number < first), default=0)
    return any(before < number <= first for number in layout.table.breaks)


def _places(runs: Sequence[Sequence[Row]]) -> Message:
    shown = [
        _("row {row}").format(row=run[0].number)
        if len(run) == 1
        else _("rows {first} to {last}").format(first=run[0].number, last=run[-1].number)
        for run in runs
    ]
    return joined(shortened(shown, _SHOWN))


def _quoted(lines: Sequence[str]) -> Message:
    return joined(shortened([repr(line) for line in lines], _SHOWN))

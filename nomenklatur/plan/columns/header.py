"""Finding the header of a table: one to three rows, whatever stands above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.plan.columns.pages import first_header, read_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.plan.columns.header_rows import HeaderRows
    from nomenklatur.tables import Row, Table


@frozen
class Heading:
    """The heading of one column.

    Attributes:
        text: Its own text, from the lowest header row that has one.
        group: The headings above it, from the top, joined.
        over: The heading directly above it.
        spanned: Whether its text is that of the merged cell to its left.
    """

    text: str = ""
    group: str = ""
    over: str = ""
    spanned: bool = False

    @property
    def label(self) -> str:
        """The whole heading, the widest part first."""
        return f"{self.group} {self.text}".strip()


@frozen
class Header:
    """The header of a table.

    Attributes:
        above: Rows above it: title, office, year.
        rows: Its rows.
        body: Rows below it, without the numbering row, repeated headers and signatures.
        headings: One per column.
        repeated: Rows of the header and the title that are printed again further down.
        below: Rows below the table: place and date, signatures, remarks.
    """

    above: tuple[Row, ...]
    rows: tuple[Row, ...]
    body: tuple[Row, ...]
    headings: tuple[Heading, ...]
    repeated: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()


def find_header(table: Table) -> Header | None:
    """The header of a table; None if no row has the words of one.

    Raises:
        ReadError: Two rows are headers and disagree, or a second table begins below the first.
    """
    found = first_header(table)
    if found is None:
        return None
    return header_from(table, found)


def header_from(table: Table, found: HeaderRows) -> Header:
    """The header that stands in some rows of a table.

    Raises:
        ReadError: Two rows are headers and disagree, or a second table begins below the first.
    """
    rows = table.rows
    pages = read_pages(table, found)
    if pages.next_table is not None:
        row = rows[pages.next_table.header]
        raise ReadError(
            _("row {row} is the header of a second table").format(row=row.number),
            place=table.at(row),
            remedy=_("put the second table into a sheet or a file of its own"),
        )
    header = rows[found.top : found.last + 1]
    width = max((len(row.cells) for row in rows), default=0)
    return Header(
        rows[: found.top],
        header,
        pages.body,
        _headings(table, header, width),
        pages.repeated,
        pages.below,
    )


def _headings(table: Table, header: Sequence[Row], width: int) -> tuple[Heading, ...]:
    """The heading of each column; a merged cell counts for every column that refines it."""
    lines = [[cell.text for cell in row.cells] + [""] * (width - len(row.cells)) for row in header]
    merged = _merged(table, header)
    found: list[Heading] = []
    for column in range(width):
        parts = [
            line[column] or _group_of(lines, merged, depth, column)
            for depth, line in enumerate(lines)
        ]
        known = [part for part in parts if part]
        if known:
            above = list(dict.fromkeys(known[:-1]))
            found.append(Heading(known[-1], " ".join(above), above[-1] if above else ""))
        else:
            left = found[-1] if found else Heading()
            found.append(evolve(left, spanned=bool(left.text)))
    return tuple(found)


def _merged(table: Table, header: Sequence[Row]) -> dict[tuple[int, int], int]:
    """The last column of each heading that a workbook merges over several columns."""
    depths = {row.number: depth for depth, row in enumerate(header)}
    return {
        (depths[span.top], span.left): span.right
        for span in table.merged
        if span.top in depths and span.right > span.left
    }


def _group_of(
    lines: Sequence[Sequence[str]], merged: Mapping[tuple[int, int], int], depth: int, column: int
) -> str:
    """The text of the cell that spans a column which a lower row names; else nothing.

    A merged cell spans what it is merged over. Where nothing is merged, a cell spans the empty
    ones to its right as far as the cell above it does, if it is itself named below: ``No`` over
    nothing does not.
    """
    line, below = lines[depth], lines[depth + 1 :]
    if not any(lower[column] for lower in below):
        return ""
    left = next((i for i in range(column, -1, -1) if line[i]), None)
    if left is None or any(
        upper[i] for upper in lines[:depth] for i in range(left + 1, column + 1)
    ):
        return ""
    end = merged.get((depth, left))
    if end is not None:
        return line[left] if column <= end else ""
    return line[left] if any(lower[left] for lower in below) else ""

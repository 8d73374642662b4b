"""The rows of a CSV by their headings, with all bad rows reported at once."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.errors import BadRowsError, CatalogError, NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.places import Place

_DELIMITERS: Final = ",;\t"


@frozen(eq=False)
class Record:
    """One row of a CSV.

    Attributes:
        file: The place of the file.
        row: The line that it begins on.
        texts: Its texts by heading.
    """

    file: Place
    row: int
    texts: Mapping[str, str]

    @property
    def place(self) -> Place:
        """The place of the row."""
        return self.file.at(row=self.row)

    def text(self, column: str) -> str:
        """The text under a heading; empty if the file has no such column."""
        return self.texts.get(column, "")

    def at(self, column: str) -> Place:
        """The place of one cell."""
        return self.file.at(row=self.row, column=column)


def read_records(
    data: bytes,
    place: Place,
    *,
    columns: Sequence[str],
    required: Iterable[str],
    error: type[NomenklaturError] = CatalogError,
) -> tuple[list[Record], list[NomenklaturError]]:
    """Read the rows of a CSV file in UTF-8; ``;`` and tabs are understood as well.

    Args:
        data: The file.
        place: Its place.
        columns: The headings that are known.
        required: Those that it must have.
        error: The exception to raise and to report.

    Returns:
        The rows that have one cell per heading, blank ones left out, and an error for each
        other row.

    Raises:
        CatalogError: The file is no UTF-8, or its heading is not right.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        raise error(
            _("not UTF-8"), place=place.at(row=row), remedy=_("save it as UTF-8")
        ) from problem
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return _records(lines, place, tuple(columns), frozenset(required), error)
    except csv.Error as problem:
        raise error(
            _("not CSV: {problem}").format(problem=problem), place=place.at(row=lines.line_num)
        ) from problem


def _records(
    lines: Any,  # noqa: ANN401 - the csv module's reader has no public type
    place: Place,
    columns: tuple[str, ...],
    required: frozenset[str],
    error: type[NomenklaturError],
) -> tuple[list[Record], list[NomenklaturError]]:
    header = tuple(heading.strip() for heading in next(lines, ()))
    if wrong := [heading for heading in header if heading not in columns]:
        raise error(
            _("unknown heading {wrong!r}").format(wrong=wrong[0]), place=place.at(row=1),
            remedy=_("the headings are {columns}").format(columns=",".join(columns)),
        )  # fmt: skip
    if missing := sorted(required - set(header)):
        raise error(
            _("has no column {missing}").format(missing=", ".join(missing)), place=place.at(row=1)
        )
    if len(set(header)) < len(header):
        raise error(_("has a heading twice"), place=place.at(row=1))
    records: list[Record] = []
    errors: list[NomenklaturError] = []
    end = lines.line_num
    for cells in lines:
        start, end = end + 1, lines.line_num
        if not any(cells):
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            errors.append(
                error(
                    _("{n} cells under {n2} headings").format(n=len(cells), n2=len(header)),
                    place=place.at(row=start),
                )
            )
            continue
        records.append(Record(place, start, dict(zip(header, cells, strict=False))))
    return records, errors


def _delimiter(text: str) -> str:
    heading = text[: text.find("\n")] if "\n" in text else text
    return max(_DELIMITERS, key=heading.count)


def raise_together(message: str, errors: Sequence[NomenklaturError]) -> None:
    """Raise all errors of a file as one, in file order; do nothing if there are none.

    Raises:
        BadRowsError: There are errors.
    """
    if errors:
        by_row = sorted(errors, key=lambda e: (e.place.row or 0) if e.place else 0)
        raise BadRowsError(message, by_row)


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file: UTF-8, commas, LF, quotes where they are needed; the same rows, the same bytes.

    The csv module writes character by character, which takes three times as long for a catalog
    with definitions as all the rest of its import.
    """
    lines = list(map(_csv_line, itertools.chain((columns,), rows)))
    return "\n".join((*lines, "")).encode()


def _csv_line(cells: Sequence[str]) -> str:
    line = ",".join(cells)
    if '"' not in line and "\n" not in line and "\r" not in line and line:
        if line.count(",") == len(cells) - 1:
            return line
    elif "\r" in line:
        # A lone carriage return ends a row for whoever reads it, unless it is quoted.
        return ",".join([f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' for cell in cells])
    return ",".join(map(_quoted, cells)) or _QUOTE * 2


def _quoted(cell: str) -> str:
    """A cell, in quotes if a reader would else take it for something else."""
    if "," in cell or _QUOTE in cell or "\n" in cell:
        return f'"{cell.replace(_QUOTE, _QUOTE * 2)}"'
    return cell


_QUOTE: Final = '"'

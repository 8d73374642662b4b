"""CSV and TSV: which separator, and rows out of quoted, ragged and half-quoted lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.findings import Finding, rule
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.table import Cell, Row, Table, leading_blanks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.limits import Limits

SEPARATORS: Final = ("\t", ";", ",")
"""The separators, the one that texts and amounts have least of first."""

_SAMPLE: Final = 200
_SWALLOWED_LINES: Final = 5
_DIRECTIVE = re.compile(r'"?sep=(?P<separator>.)"?\s*', re.IGNORECASE)
_PUNCTUATION = {
    ";": re.compile(r";(?= )"),
    ",": re.compile(r",(?= )|(?<=\.\d{3}),(?=\d{1,2}(?!\d)|-)"),
}
"""What separates nothing: marks of a sentence, the comma of ``1.500,00`` and ``398.000,-``."""


@frozen
class Record:
    """The cells of one record and where it stands in the file.

    Attributes:
        line: Its first line, counted from 1.
        lines: How many lines it takes; more than one where a quoted cell has line ends.
        cells: The texts of its cells.
        literal: Whether its quotes were taken as text, because they do not pair up.
    """

    line: int
    lines: int
    cells: Sequence[str]
    literal: bool = False


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends, as an editor counts them."""
    return list(io.StringIO(text, newline=""))


def directive(lines: Sequence[str]) -> str | None:
    """The separator that a first line ``sep=;`` declares, as Excel writes and reads it."""
    match = _DIRECTIVE.fullmatch(lines[0]) if lines else None
    return match["separator"] if match else None


def detect(lines: Sequence[str]) -> tuple[str | None, bool]:
    """The separator of a file, and whether it is sure; None if none makes a table of it.

    A separator is the likelier, the more of the records it splits into the same number of
    cells, the more cells that are, and, all else equal, the less it occurs in texts.
    """
    if (declared := directive(lines)) is not None:
        return declared, True
    sample = [line for line in lines[: 4 * _SAMPLE] if line.strip()][:_SAMPLE]
    scores = {separator: _score(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    if scores[best] == _NOTHING:
        scores = {mark: _score(sample, mark, as_printed=True) for mark in SEPARATORS}
        best = max(SEPARATORS, key=lambda separator: scores[separator])
        return (best if scores[best] > _NOTHING else None), False
    splits_all, score = scores[best]
    return best, splits_all or score >= _SURE


_NOTHING: Final = (False, 0.0)
_SURE: Final = 0.25


def _score(
    sample: Sequence[str], separator: str, *, as_printed: bool = False
) -> tuple[bool, float]:
    if not as_printed and (punctuation := _PUNCTUATION.get(separator)):
        sample = [punctuation.sub(" ", line) for line in sample]
    widths = Counter(len(record.cells) for record in records(sample, separator))
    splitting = Counter({width: count for width, count in widths.items() if width > 1})
    if not splitting:
        return _NOTHING
    width, count = max(splitting.items(), key=lambda item: (item[1], item[0]))
    share = count / widths.total()
    return count == widths.total(), share**3 * (1 - 1 / width)


def records(lines: Sequence[str], separator: str) -> Iterator[Record]:
    """The records of a file.

    Where a quote is opened and does not end a cell, or never ends at all, the quotes of that
    line are taken as text, so that a stray quote does not swallow the rows below it.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader(
            (lines[index] for index in range(start, len(lines))),
            delimiter=separator,
            skipinitialspace=True,
            strict=True,
        )
        done = 0
        try:
            for cells in reader:
                yield Record(start + done + 1, reader.line_num - done, cells)
                done = reader.line_num
        except csv.Error:
            line = lines[start + done]
            yield Record(start + done + 1, 1, line.rstrip("\r\n").split(separator), literal=True)
            done += 1
        start += done or len(lines)


def keeping_blanks(lines: Sequence[str], separator: str) -> Sequence[str]:
    """The same lines for `records`, which skips the spaces before a cell, but no other blanks.

    The first space before a text without quotation marks is made a blank that is kept.
    """
    if separator.isspace() and separator != "\t":
        return lines
    space = re.compile(rf'(?:^|(?<={re.escape(separator)})) (?! *")')
    behind = f"{separator} "
    return [
        space.sub("\u00a0", line) if behind in line or line.startswith(" ") else line
        for line in lines
    ]


def read_delimited(lines: Sequence[str], separator: str, file: str, limits: Limits) -> Table:
    """The one table of a file.

    Args:
        lines: Its lines with their ends.
        separator: What stands between cells.
        file: Its name.
        limits: How many cells it may have.

    Raises:
        ReadError: It has more cells.
    """
    budget = limits.cells
    place = Place(file=file)
    known: dict[str, Cell] = {}
    rows: list[Row] = []
    skipped: list[Row] = []
    findings: list[Finding] = []
    for record in records(keeping_blanks(lines, separator), separator):
        cells = []
        for text in record.cells:
            cell = known.get(text)
            if cell is None:
                cell = known[text] = Cell(" ".join(text.split()), indent=leading_blanks(text))
            cells.append(cell)
        budget -= len(cells)
        if budget < 0:
            raise too_many_cells(place.at(row=record.line))
        row = Row(record.line, tuple(cells))
        if record.line == 1 and directive(lines) is not None:
            skipped.append(row)
        elif any(cells):
            rows.append(row)
        findings += _doubts(record, separator, place)
    return Table(tuple(rows), place, findings=tuple(findings), repeated=tuple(skipped))


def _doubts(record: Record, separator: str, place: Place) -> Iterator[Finding]:
    if record.literal:
        yield Finding(
            rule("NK413"),
            _(
                "a quotation mark is opened and not closed as it should be; the marks of "
                "this line were taken as text: {shortened}"
            ).format(shortened=_shortened(separator.join(record.cells))),
            place.at(row=record.line),
            _("close the mark, double the marks inside a cell, or leave them out"),
        )
    elif record.lines > _SWALLOWED_LINES:
        for text in record.cells:
            inner = text.splitlines()
            if sum(separator in line for line in inner) >= _SWALLOWED_LINES:
                yield Finding(
                    rule("NK413"),
                    _(
                        "a cell in quotation marks runs over {n} lines that look like rows: "
                        "{shortened}"
                    ).format(n=len(inner), shortened=_shortened(text)),
                    place.at(row=record.line),
                    _("if a mark was opened by mistake, leave it out"),
                )


def _shortened(text: str, length: int = 80) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"

"""The list whose codes stand in columns of their own: URUSAN/UNSUR, BIDANG URUSAN … SUB KEGIATAN.

That is how the annexes print it. In a workbook the segments are numbers, which have lost their
zeros; `nomenklatur.catalog.importing.segments` puts them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from attrs import field, frozen

from nomenklatur.catalog.entry import Entry
from nomenklatur.catalog.importing.cells import authorities_of, short, texts_of_row
from nomenklatur.catalog.importing.headings import Heading, headings, is_page_furniture
from nomenklatur.catalog.importing.layout import Part
from nomenklatur.catalog.importing.segments import (
    Choice,
    Segment,
    choose,
    read_segment,
    segment_text,
)
from nomenklatur.catalog.importing.sheets import cell_text
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import CodeError
from nomenklatur.language import N_, _, joined, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.catalog.importing.layout import Options
    from nomenklatur.catalog.importing.sheets import Raw, Sheet

_LEVELS: Final = {
    "urusan": Level.URUSAN,
    "bidang": Level.BIDANG_URUSAN,
    "program": Level.PROGRAM,
    "kegiatan": Level.KEGIATAN,
    "sub_kegiatan": Level.SUB_KEGIATAN,
}
TWO_WIDE: Final = 2
_SAMPLE: Final = 50
_SHORT: Final = 12


class CodeColumns:
    """URUSAN/UNSUR, BIDANG URUSAN, PROGRAM, KEGIATAN, SUB KEGIATAN, and one column of names."""

    name: ClassVar[str] = "code-columns"
    title: ClassVar[str] = N_("code columns: each segment of the code in a cell of its own")

    def recognise(self, sheet: Sheet) -> Heading | None:
        """A heading with the levels and a name, and short cells under the levels."""
        for heading in headings(sheet):
            columns = heading.columns
            if columns.keys() >= {"urusan", "bidang", "program", "name"} and "code" not in columns:
                rows = sheet.rows[heading.first :][:_SAMPLE]
                cells = [
                    cell_text(row[columns[c]]) for row in rows for c in _LEVELS if c in columns
                ]
                if all(len(cell) <= _SHORT for cell in cells):
                    return heading
        return None

    def read(self, sheet: Sheet, heading: Heading, options: Options) -> Part:
        """Every row that has a code and a name."""
        name = heading.columns["name"]
        part = Part(sheet, heading, dict.fromkeys(Level, name))
        lines = list(_lines(part))
        width = _sub_width(part, lines, options)
        kegiatan = _choose_kegiatan(part, lines)
        scheme = options.scheme or _scheme(lines)
        for line in lines:
            code = _code(part, line, kegiatan.get(line.number, ""), width, scheme)
            if code is not None:
                entry = _entry(part, line, code, options)
                if entry is not None:
                    part.entries.append(entry)
        _report_zeros(part, lines, width)
        return part


@frozen
class _Line:
    """A row: its segments by level, from urusan down, and its cells."""

    number: int
    segments: Mapping[Level, Segment]
    row: Sequence[Raw] = field(repr=False)
    inherited: int = 0

    def within(self) -> tuple[str, ...]:
        """The segments above the kegiatan."""
        above = (Level.URUSAN, Level.BIDANG_URUSAN, Level.PROGRAM)
        return tuple(self.segments[level].readings[0] for level in above if level in self.segments)


def _lines(part: Part) -> Iterator[_Line]:
    """The rows with a code; what cannot be read is an error, what has no code a finding."""
    sheet, heading = part.sheet, part.heading
    columns = {level: heading.columns[c] for c, level in _LEVELS.items() if c in heading.columns}
    name = heading.columns["name"]
    last: dict[Level, Segment] = {}
    rows: Iterator[tuple[int, Sequence[Raw]]] = zip(
        sheet.numbers[heading.first :], sheet.rows[heading.first :], strict=True
    )
    for number, row in rows:
        texts = {
            level: segment_text(sheet, row[column], number, column)
            for level, column in columns.items()
        }
        given = {level: text for level, text in texts.items() if text[0]}
        if is_page_furniture(row, heading) or not (given or cell_text(row[name])):
            continue
        if not given:
            message = _("no code beside {short}; the row was left out").format(
                short=short(cell_text(row[name]))
            )
            part.find("NK403", message, number, name)
            continue
        segments: dict[Level, Segment] = {}
        inherited = 0
        for level in (level for level in columns if level <= max(given)):
            if level in given:
                text, shown = given[level]
                above = [segment.readings[0] for segment in segments.values()]
                segments[level] = read_segment(text, level, above, shown=shown)
            else:
                segments[level] = last.get(level, Segment("", ()))
                inherited += 1
            if not segments[level].readings:
                said = short(segments[level].text) if segments[level].text else _("an empty cell")
                part.refuse(
                    _("{said} is no {label} of a code").format(said=said, label=level.label),
                    number,
                    columns[level],
                )
                break
        else:
            last = segments
            yield _Line(number, segments, row, inherited)


def _scheme(lines: Sequence[_Line]) -> Scheme:
    """The scheme of the list: legacy kegiatan have no authority digit."""
    segments = [line.segments[Level.KEGIATAN] for line in lines if Level.KEGIATAN in line.segments]
    has_digit = any("." in segment.readings[0] for segment in segments)
    return Scheme.NEW if has_digit or not segments else Scheme.LEGACY


def _choose_kegiatan(part: Part, lines: Sequence[_Line]) -> dict[int, str]:
    """The kegiatan of each row that has one, by row number; an unclear one is an error."""
    runs: list[tuple[Choice, list[_Line]]] = []
    for line in lines:
        segment = line.segments.get(Level.KEGIATAN)
        if segment is None:
            continue
        if runs and runs[-1][0].within == line.within() and runs[-1][0].segment == segment:
            runs[-1][1].append(line)
        else:
            runs.append((Choice(line.within(), segment), [line]))
    choose(run for run, _ in runs)
    column = part.heading.columns.get("kegiatan")
    chosen: dict[int, str] = {}
    for run, rows in runs:
        first, segment = rows[0].number, run.segment
        if run.chosen is None:
            part.refuse(
                ngettext(
                    "{text!r} is kegiatan {readings}, and those beside it do not tell which "
                    "({n} row)",
                    "{text!r} is kegiatan {readings}, and those beside it do not tell which "
                    "({n} rows)",
                    len(rows),
                ).format(
                    text=segment.text, readings=joined(segment.readings, _(" or ")), n=len(rows)
                ),
                first, column,
                remedy=_("write it as a text, or give the cells the number format 0.00"),
            )  # fmt: skip
            continue
        if not segment.is_clear:
            message = _("{text!r} is understood as kegiatan {chosen}, by those beside it").format(
                text=segment.text, chosen=run.chosen
            )
            part.find(
                "NK102",
                message,
                first,
                column,
                suggestion=_("write {chosen} as a text").format(chosen=run.chosen),
            )
        chosen.update((line.number, run.chosen) for line in rows)
    return chosen


def _sub_width(part: Part, lines: Sequence[_Line], options: Options) -> int:
    """How many digits a sub kegiatan has in this list; 0 if nothing tells."""
    subs = [
        (line, line.segments[Level.SUB_KEGIATAN].readings[0])
        for line in lines
        if Level.SUB_KEGIATAN in line.segments
    ]
    if not subs:
        return 0
    column = part.heading.columns["sub_kegiatan"]
    line, longest = max(subs, key=lambda sub: len(sub[1]))
    if len(longest) > TWO_WIDE:
        message = _("sub kegiatan have four digits: row {number} has {longest}").format(
            number=line.number, longest=longest
        )
        part.find("NK102", message, None, column)
        return 4
    if any(text.startswith("0") for _, text in subs):
        return TWO_WIDE
    if options.sub_width is None:
        part.refuse(
            _("sub kegiatan have two digits or four, and no number above 99 tells"),
            subs[0][0].number,
            column,
            remedy=_(
                "say the regulation: until 050-5889/2021 they have two, from 1317/2023 on four"
            ),
        )
    return options.sub_width or 0


def _code(part: Part, line: _Line, kegiatan: str, width: int, scheme: Scheme) -> Code | None:
    """The code of a row; None with an error, or one that was already added."""
    segments = [segment.readings[0] for segment in line.segments.values()]
    if Level.KEGIATAN in line.segments:
        if not kegiatan:
            return None
        segments[Level.KEGIATAN.rank] = kegiatan.zfill(2)
    if Level.SUB_KEGIATAN in line.segments:
        if not width:
            return None
        segments[Level.SUB_KEGIATAN.rank] = segments[-1].zfill(width)
    text = ".".join(segments)
    try:
        return Code.parse(text, scheme=scheme, level=max(line.segments))
    except CodeError as problem:
        part.refuse(problem.message, line.number, remedy=_("correct the cells of the code"))
        return None


def _entry(part: Part, line: _Line, code: Code, options: Options) -> Entry | None:
    """The entry of a row; None with an error."""
    columns = part.heading.columns
    name = cell_text(line.row[columns["name"]])
    if not name:
        part.refuse(_("{code} has no name").format(code=code), line.number, columns["name"])
        return None
    kinds = None
    if "authority" in columns:
        try:
            kinds = authorities_of(cell_text(line.row[columns["authority"]]))
        except CodeError as problem:
            part.refuse(problem.message, line.number, columns["authority"], remedy=problem.remedy)
            return None
    if kinds is None:
        kinds = options.authorities_of(code)
    return Entry(code, name, kinds, row=line.number, **texts_of_row(part.heading, line.row))


def _report_zeros(part: Part, lines: Sequence[_Line], width: int) -> None:
    """One finding a column for the zeros that the grammar, or the number format, brings back."""
    for field_name, level in _LEVELS.items():
        found = [line for line in lines if level in line.segments]
        by_format = [line for line in found if line.segments[level].shown]
        padded = [
            line
            for line in found
            if line.segments[level].padded
            or (level is Level.SUB_KEGIATAN and len(line.segments[level].readings[0]) < width)
        ]
        column = part.heading.columns.get(field_name)
        for rows, said in (
            (
                by_format,
                N_(
                    "{n} cells are without the zeros that their number format shows: {text!r} in "
                    "row {row}, for one"
                ),
            ),
            (
                padded,
                N_(
                    "{n} cells are without the zeros that a {level} is known to have: {text!r} in "
                    "row {row}, for one"
                ),
            ),
        ):
            if rows:
                message = _(said).format(
                    n=len(rows),
                    level=level.label,
                    text=rows[0].segments[level].text,
                    row=rows[0].number,
                )
                part.find("NK102", message, None, column, suggestion=_("write codes as texts"))
    inherited = [line for line in lines if line.inherited]
    if inherited:
        message = _(
            "{n} rows leave cells of the code empty, taken from the rows above: row "
            "{number}, for one"
        ).format(n=len(inherited), number=inherited[0].number)
        part.find("NK102", message, None)

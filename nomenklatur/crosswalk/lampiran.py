"""A mapping table as offices annex it to their plans: *Pemetaan Nomenklatur*.

On the left stand program, kegiatan and indikator, on the right the ladder of the new
nomenclature, each step in a row of its own (urusan, bidang urusan, program, kegiatan, sub
kegiatan), and beside them KETERANGAN, which says how the two relate. A table with one row for
each kegiatan and its sub kegiatan is read too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve

from nomenklatur.catalog.entry import Entry
from nomenklatur.codes import Level, Scheme, guess_scheme, read_code
from nomenklatur.crosswalk.lampiran_rules import check_mapping
from nomenklatur.crosswalk.mapping import Mapping, Target
from nomenklatur.crosswalk.mapping_table import (
    MappingRow,
    MappingTable,
    Rung,
    relation_of,
)
from nomenklatur.crosswalk.urusan import urusan_named
from nomenklatur.errors import CrosswalkError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import same_name
from nomenklatur.plan.checks.rows import code_findings
from nomenklatur.plan.columns.layout import Layout, recognise
from nomenklatur.plan.plan import TableKind
from nomenklatur.plan.rows.lines import Line, aligned_lines
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank, goes_on, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.codes import Code
    from nomenklatur.codes.reading import CodeReading
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.layout import Side
    from nomenklatur.tables import Table

__all__ = ["MappingRow", "MappingTable", "Rung", "check_mapping", "mapping_of", "relation_of"]

_SIDES: Final = 2
_TOTAL: Final = re.compile(r"(?:grand )?(?:total|jumlah)(?: (?:total|seluruh\w*))*", re.IGNORECASE)
"""The row that adds up a mapping with money. An indicator begins alike and says of what."""


def mapping_of(table: Table, *, author: str = "", date: str = "") -> MappingTable:
    """Read a mapping table.

    Args:
        table: The table.
        author: Who made it, for the mappings.
        date: When, ISO 8601.

    Raises:
        CrosswalkError: The table is no mapping.
        ReadError: Two of its rows are headers and disagree.
    """
    layout = recognise(table)
    if layout.kind is not TableKind.MAPPING or len(layout.sides) != _SIDES:
        raise CrosswalkError(
            _("this is no mapping: {reason}").format(reason=layout.reason),
            place=table.place,
            remedy=_("a mapping has a code and a name on either side, under Kode and Uraian"),
        )
    reader = _Reader(layout)
    lines, findings = aligned_lines(layout)
    rows = reader.read(lines)
    readings = code_findings(reader.readings)
    return MappingTable(
        tuple(_mapping(row, author, date) for row in rows if row.source is not None),
        rows,
        tuple(_entries(reader.sources)),
        tuple(sorted(_entries(_targets(rows)), key=lambda entry: entry.code)),
        tuple(
            sorted(
                dict.fromkeys([*table.findings, *findings, *reader.findings, *readings]),
                key=lambda finding: (finding.place.row or 0, finding.rule.code),
            )
        ),
    )


@define(eq=False)
class _Draft:
    """A row of the left side while its ladder is being read."""

    text: str
    name: str
    code: Code | None
    program: tuple[Code | None, str] | None
    place: Place
    indikator: list[str] = Factory(list)
    ladders: list[list[Rung]] = Factory(list)
    notes: list[str] = Factory(list)

    def add(self, rung: Rung) -> None:
        """Add a step: to the ladder being climbed, or to a new one if it does not go on."""
        last = self.ladders[-1][-1] if self.ladders else None
        if last is None or (
            last.level is not None and rung.level is not None and rung.level <= last.level
        ):
            self.ladders.append([])
        self.ladders[-1].append(rung)

    def is_said(self) -> bool:
        """Whether anything is said of it: a program without a ladder only heads its kegiatan."""
        heads = self.code is not None and self.code.level < Level.KEGIATAN
        return bool(self.ladders or self.notes) or not heads

    def row(self) -> MappingRow:
        note = " ".join(self.notes)
        return MappingRow(
            self.text,
            self.code,
            self.name,
            self.program,
            tuple(self.indikator),
            tuple(tuple(ladder) for ladder in self.ladders),
            note,
            relation_of(note),
            self.place,
        )


class _Reader:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.left, self.right = layout.sides
        self.note = self.right.first(Role.NOTE) or self.left.first(Role.NOTE)
        self.readings: list[tuple[CodeReading, Place]] = []
        self.sources: list[tuple[Code, str, str, int]] = []
        self.findings: list[Finding] = []

    def read(self, lines: list[Line]) -> tuple[MappingRow, ...]:
        """The rows of the left side with their ladders."""
        old = self._scheme(lines, self.left) or Scheme.LEGACY
        new = self._scheme(lines, self.right) or Scheme.NEW
        drafts: list[_Draft] = []
        program: tuple[Code | None, str] | None = None
        for line in lines:
            place = self.layout.table.at(line.row)
            code, name = _texts(line, self.left)
            if not code and _TOTAL.fullmatch(name):
                continue
            if code or (name and rank_of(name) is Rank.PROGRAM):
                draft = self._source(code, name, old, program, place)
                if draft.code is not None and draft.code.level is Level.PROGRAM:
                    program, draft.program = (draft.code, name), None
                drafts.append(draft)
            elif name and drafts:
                self._indikator(drafts[-1], name, line)
            self._right(drafts, line, new, place)
        return tuple(draft.row() for draft in drafts if draft.is_said())

    def _scheme(self, lines: Iterable[Line], side: Side) -> Scheme | None:
        return guess_scheme(code for line in lines if (code := _texts(line, side)[0]))

    def _source(
        self,
        text: str,
        name: str,
        scheme: Scheme,
        program: tuple[Code | None, str] | None,
        place: Place,
    ) -> _Draft:
        rank = rank_of(name)
        level = Level.PROGRAM if rank is Rank.PROGRAM else None
        within = program[0] if program is not None and rank is not Rank.PROGRAM else None
        reading = read_code(text, scheme=scheme, level=level)
        if reading.alternatives and within is not None:
            reading = read_code(text, scheme=scheme, level=Level.KEGIATAN, within=within)
        self.readings.append((reading, place))
        if not text:
            self.findings.append(
                Finding(RULES["NK105"], _("{name!r} has no code").format(name=name), place)
            )
        draft = _Draft(text, name, reading.code, program, place)
        if reading.code is not None:
            self.sources.append((reading.code, name, "", place.row or 0))
        return draft

    def _indikator(self, draft: _Draft, text: str, line: Line) -> None:
        if draft.indikator and goes_on(draft.indikator[-1], text):
            self._joined(draft.indikator[-1], text, line)
            draft.indikator[-1] = f"{draft.indikator[-1]} {text}"
            return
        draft.indikator.append(text)
        if draft.code is not None and self.sources and self.sources[-1][0] is draft.code:
            code, name, known, row = self.sources[-1]
            self.sources[-1] = (code, name, known or text, row)

    def _right(self, drafts: list[_Draft], line: Line, scheme: Scheme, place: Place) -> None:
        code, name = _texts(line, self.right)
        note = line.text(self.note)
        if not (code or name or note):
            return
        if not drafts:
            shown = ", ".join(repr(text) for text in (code, name, note) if text)
            self.findings.append(
                Finding(
                    RULES["NK403"],
                    _("{shown} stand before the first entry").format(shown=shown),
                    place,
                )
            )
            return
        draft = drafts[-1]
        if note:
            draft.notes.append(note)
        if not code and name and draft.ladders and rank_of(name) is None:
            last = draft.ladders[-1][-1]
            self._joined(last.name, name, line)
            draft.ladders[-1][-1] = evolve(last, name=f"{last.name} {name}")
        elif code or name:
            draft.add(self._rung(code, name, scheme, place))

    def _rung(self, text: str, name: str, scheme: Scheme, place: Place) -> Rung:
        rank = rank_of(name)
        level = rank.level if rank is not None else None
        reading = read_code(text, scheme=scheme, level=level)
        if reading.code is None and not reading.alternatives and level is not None:
            reading = read_code(text, scheme=scheme)
        self.readings.append((reading, place))
        if not text:
            self.findings.append(
                Finding(
                    RULES["NK105"],
                    _("{name!r} has no code").format(name=name),
                    place,
                    _("write the code"),
                )
            )
        level = reading.code.level if reading.code is not None else level
        return Rung(text, name, reading.code, level, place)

    def _joined(self, first: str, second: str, line: Line) -> None:
        place = self.layout.table.at(line.row)
        self.findings.append(
            Finding(
                RULES["NK404"],
                _("row {number} goes on: {first!r} + {second!r}").format(
                    number=line.row.number, first=first, second=second
                ),
                place,
            )
        )


def _texts(line: Line, side: Side) -> tuple[str, str]:
    code, name = side.first(Role.CODE), side.first(Role.NAME)
    return line.text(code), line.text(name)


def _mapping(row: MappingRow, author: str, date: str) -> Mapping:
    targets = tuple(
        Target(evolve(rung.code, text=None), rung.name)
        for rung in row.targets
        if rung.code is not None
    )
    authorities = {target.code.authority for target in targets} - {None}
    source = row.source
    if source is None:
        raise CrosswalkError(
            _("{source_text!r} is no code").format(source_text=row.source_text), place=row.place
        )
    return Mapping(
        evolve(source, text=None),
        row.source_name,
        row.relation,
        targets,
        program_name=row.program[1] if row.program is not None else "",
        authority=authorities.pop() if len(authorities) == 1 else None,
        keterangan=row.keterangan,
        indikator="; ".join(row.indikator),
        author=author,
        date=date,
        place=row.place,
    )


def _targets(rows: Iterable[MappingRow]) -> Iterator[tuple[Code, str, str, int]]:
    for row in rows:
        for rung in row.rungs:
            if rung.code is not None:
                yield rung.code, rung.name, "", rung.place.row or 0


def _entries(printed: Iterable[tuple[Code, str, str, int]]) -> Iterator[Entry]:
    """Each code once, under the name that is printed most often, the others as aliases."""
    found: dict[Code, list[tuple[str, str, int]]] = {}
    for code, name, indikator, row in printed:
        found.setdefault(evolve(code, text=None), []).append((name, indikator, row))
    for code, rows in found.items():
        names = Counter(name for name, _, _ in rows)
        usual = names.most_common(1)[0][0]
        others = tuple(
            name
            for name in names
            if not same_name(name, usual) and urusan_named(name) in {None, code.urusan}
        )
        authorities = frozenset({code.authority} if code.authority is not None else set())
        indikator = next((text for _, text, _ in rows if text), "")
        yield Entry(code, usual, authorities, aliases=others, indikator=indikator, row=rows[0][2])

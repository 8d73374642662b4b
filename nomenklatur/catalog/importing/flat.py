"""The flat list: a column of codes, a column of names, and whatever else it has.

In a workbook the code of a bidang may be a number: 1.1 is 1.10 if its format says so, else the
codes around it must tell whether it is 1.10 or 1.01 written short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import define, field, frozen

from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.catalog.folder import split_list
from nomenklatur.catalog.importing.cells import authorities_of, short, texts_of_row
from nomenklatur.catalog.importing.headings import Heading, find_heading, is_page_furniture
from nomenklatur.catalog.importing.layout import Part
from nomenklatur.catalog.importing.segments import segment_text
from nomenklatur.catalog.importing.sheets import cell_text
from nomenklatur.codes import Code, Level, Scheme, read_code
from nomenklatur.codes.reading import CodeReading, guess_scheme, reading_findings
from nomenklatur.errors import CodeError
from nomenklatur.language import N_, _, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog.importing.layout import Options
    from nomenklatur.catalog.importing.sheets import Raw, Sheet

_CODE: Final = re.compile(r"[\dXx](?:[\s.]*[\dXx])*\.?", re.ASCII)
_SAMPLE: Final = 20
_TELLING: Final = 200
_LEVELS: Final = {re.sub(r"[^a-z]", "", level.value): level for level in Level} | {
    "bidang": Level.BIDANG_URUSAN,
    "unsur": Level.URUSAN,
    "bidangunsur": Level.BIDANG_URUSAN,
    "sub": Level.SUB_KEGIATAN,
}
_STATUSES: Final = {
    "": Status.ACTIVE,
    **dict.fromkeys(("active", "aktif", "berlaku", "ya", "1", "true"), Status.ACTIVE),
    **dict.fromkeys(
        ("retired", "nonaktif", "tidakaktif", "dicabut", "dihapus", "tidakberlaku", "tidak", "0",
         "false", "inactive"),
        Status.RETIRED,
    ),
}  # fmt: skip


class FlatList:
    """A column of codes and a column of names."""

    name: ClassVar[str] = "flat-list"
    title: ClassVar[str] = N_("flat list: a column of codes and a column of names")

    def recognise(self, sheet: Sheet) -> Heading | None:
        """A heading with a code and a name; or none at all above two such columns."""
        heading = find_heading(sheet, ("code", "name"))
        if heading is not None:
            return heading
        rows = [tuple(map(cell_text, row)) for row in sheet.rows[:_SAMPLE]]
        if len(rows[0]) > 1 and all(_CODE.fullmatch(row[0]) and row[1] for row in rows):
            return Heading({"code": 0, "name": 1}, 0)
        return None

    def read(self, sheet: Sheet, heading: Heading, options: Options) -> Part:
        """Every row that has a code and a name."""
        part = Part(sheet, heading, dict.fromkeys(Level, heading.columns["name"]))
        lines = list(_lines(part))
        scheme = options.scheme or _scheme(lines)
        for line in lines:
            _read_code(part, line, scheme)
        _settle(part, lines)
        for line in lines:
            if line.code is not None:
                entry = _entry(part, line, line.code, options)
                if entry is not None:
                    part.entries.append(entry)
        return part


@define
class _Line:
    """A row whose code is being read."""

    number: int
    row: Sequence[Raw] = field(repr=False)
    text: str
    shown: bool
    level: Level | None = None
    parent: str = ""
    code: Code | None = None
    reading: CodeReading | None = None


def _lines(part: Part) -> Iterator[_Line]:
    """The rows with a code and a name; what lacks one is an error, or a finding."""
    sheet, heading = part.sheet, part.heading
    code, name = heading.columns["code"], heading.columns["name"]
    rows: Iterator[tuple[int, Sequence[Raw]]] = zip(
        sheet.numbers[heading.first :], sheet.rows[heading.first :], strict=True
    )
    for number, row in rows:
        text, shown = segment_text(sheet, row[code], number, code)
        title = cell_text(row[name])
        if is_page_furniture(row, heading) or not (text or title):
            continue
        if not text:
            part.find(
                "NK403",
                _("no code beside {short}; the row was left out").format(short=short(title)),
                number,
                code,
            )
            continue
        if not title:
            part.refuse(_("{short} has no name").format(short=short(text)), number, name)
            continue
        line = _Line(number, row, text, shown)
        if "level" in heading.columns:
            said = cell_text(row[heading.columns["level"]])
            line.level = _LEVELS.get(re.sub(r"[^a-z]", "", said.lower()))
            if said and line.level is None:
                known = ", ".join(level.value for level in Level)
                part.refuse(
                    _("unknown level {level}").format(level=short(said)),
                    number, heading.columns["level"],
                    remedy=_("one of {known}").format(known=known),
                )  # fmt: skip
                continue
        if "parent" in heading.columns:
            line.parent = cell_text(row[heading.columns["parent"]])
        yield line


def _scheme(lines: Sequence[_Line]) -> Scheme:
    """The scheme that the deepest codes follow: only they tell."""
    deepest = sorted((line.text for line in lines), key=len, reverse=True)
    return guess_scheme(deepest[:_TELLING]) or Scheme.NEW


def _read_code(part: Part, line: _Line, scheme: Scheme) -> None:
    """Read the code of a row, or leave its readings for `_settle`."""
    try:
        line.code = Code.parse(line.text, scheme=scheme, level=line.level)
    except CodeError:
        line.reading = read_code(line.text, scheme=scheme, level=line.level)
        line.code = line.reading.code
    column = part.heading.columns["code"]
    if line.shown and line.code is not None:
        message = _("a number is {code} by its number format").format(code=line.code)
        part.find("NK102", message, line.number, column, suggestion=_("write codes as texts"))
    elif line.reading is not None and not line.reading.alternatives:
        findings = reading_findings(line.reading, part.at(line.number, column))
        if line.code is None:
            part.refuse(findings[0].message, line.number, column, remedy=findings[0].suggestion)
        else:
            part.findings.extend(findings)


_PARENT: Final = N_("its parent is given")


@frozen
class _Around:
    """What the other codes of a list say of one that can be read in several ways."""

    known: frozenset[Code]
    ancestors: frozenset[Code]
    before: Code | None
    after: Code | None
    units: bool | None

    def choose(self, readings: Sequence[Code], parent: str) -> tuple[Code | None, str]:
        """The reading that is left, and why; None if several are, or none."""
        tests = (
            (_PARENT, lambda code: str(code.parent or "") == parent),
            (N_("the other codes"), lambda code: self.units in (None, code.unit is not None)),
            (N_("other codes stand under it"), lambda code: code in self.ancestors),
            (N_("the other is taken"), lambda code: code not in self.known),
            (N_("the list has its parent"), lambda code: code.parent in self.known),
            (N_("the order of the list"), self._is_in_order),
        )
        left = list(readings)
        for why, test in tests:
            if why is _PARENT and not parent:
                continue
            passed = [code for code in left if test(code)]
            if len(passed) == 1 and len(left) > 1:
                return passed[0], _(why)
            left = passed or left
        return None, ""

    def _is_in_order(self, code: Code) -> bool:
        after = self.after is None or code <= self.after
        return after and (self.before is None or self.before <= code)


def _settle(part: Part, lines: Sequence[_Line]) -> None:
    """Choose among the readings of unclear codes by the codes around them; else an error."""
    unclear = [line for line in lines if line.reading and line.reading.alternatives]
    if not unclear:
        return
    column = part.heading.columns["code"]
    clear = [line.code for line in lines if line.code is not None]
    known = frozenset(clear)
    ancestors = frozenset(above for code in clear for above in _above(code))
    programs = {code.unit is not None for code in clear if code.program is not None}
    units = programs.pop() if len(programs) == 1 else None
    before: dict[int, Code] = {}
    after: dict[int, Code] = {}
    for found, ordered in ((before, lines), (after, lines[::-1])):
        last: Code | None = None
        for line in ordered:
            if line.code is not None:
                last = line.code
            elif last is not None:
                found[line.number] = last
    for line in unclear:
        assert line.reading is not None  # noqa: S101 - as chosen above
        around = _Around(known, ancestors, before.get(line.number), after.get(line.number), units)
        code, why = around.choose(line.reading.alternatives, line.parent)
        readings = joined(
            (f"{reading.level.label} {reading}" for reading in line.reading.alternatives),
            _(" or "),
        )
        if code is None:
            message = _("{text!r} can be read as {readings}, and nothing around it tells").format(
                text=line.text, readings=readings
            )
            part.refuse(message, line.number, column, remedy=_("write the code in full, as a text"))
            continue
        line.code = code
        message = _("{text!r} can be read as {readings}; {label} {code} was taken: {why}").format(
            text=line.text, readings=readings, label=code.level.label, code=code, why=why
        )
        part.find(
            "NK102",
            message,
            line.number,
            column,
            suggestion=_("write {code} as a text").format(code=code),
        )


def _above(code: Code) -> Iterator[Code]:
    while (parent := code.parent) is not None:
        yield parent
        code = parent


def _entry(part: Part, line: _Line, code: Code, options: Options) -> Entry | None:
    """The entry of a row; None with an error."""
    columns = part.heading.columns
    if line.parent and line.parent != str(code.parent or ""):
        part.find(
            "NK209",
            _("{code} is given the parent {parent}").format(code=code, parent=line.parent),
            line.number,
            columns["parent"],
        )
    cells = {
        name: cell_text(line.row[columns[name]])
        for name in ("name", "authority", "status")
        if name in columns
    }
    try:
        kinds = authorities_of(cells.get("authority", ""))
    except CodeError as problem:
        part.refuse(problem.message, line.number, columns["authority"], remedy=problem.remedy)
        return None
    word = re.sub(r"[^a-z01]", "", cells.get("status", "").lower())
    if word not in _STATUSES:
        part.refuse(
            _("unknown status {status}").format(status=short(cells["status"])),
            line.number, columns["status"],
            remedy=_("one of {known}").format(known=", ".join(status.value for status in Status)),
        )  # fmt: skip
        return None
    found = texts_of_row(part.heading, line.row)
    if "aliases" in columns:
        found["aliases"] = split_list(str(line.row[columns["aliases"]]))
    if "extra" in columns:
        pairs = split_list(str(line.row[columns["extra"]]))
        found["extra"] = (*found["extra"], *(_pair(pair) for pair in pairs))
    return Entry(
        code,
        cells["name"],
        options.authorities_of(code) if kinds is None else kinds,
        status=_STATUSES[word],
        row=line.number,
        **found,
    )


def _pair(text: str) -> tuple[str, str]:
    heading, _equals, value = text.partition("=")
    return heading, value

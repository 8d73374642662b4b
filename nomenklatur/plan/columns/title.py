"""What stands above a table: its title, and the year that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.codes import Level
from nomenklatur.codes.spelling import split_code
from nomenklatur.plan.texts.headings import level_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.plan.columns.header import Header
    from nomenklatur.tables import Table

_YEAR = re.compile(r"\b(?:tahun|ta|t\.a)\.?\s*(?:anggaran\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:nama\s+)?(?P<level>sub\s*-?\s*kegiatan|kegiatan|program)\b\s*(?P<colon>:?)\s*"
    r"(?P<value>\S.*)",
    re.IGNORECASE,
)
_REGULATION = re.compile(r"\bno(?:mor|\.)?\s*\d+\s+tahun\s+\d{4}", re.IGNORECASE)


@frozen
class Head:
    """The one activity that a table is about, as the lines above it name it.

    Forms of the budget (RKA, DPA, RAK) have the activity in their head; their rows are the
    accounts on which its money is spent.

    Attributes:
        level: Sub kegiatan or kegiatan.
        name: Its name.
        code: Its code as printed.
        program: The name of its program.
        program_code: The code of its program as printed.
    """

    level: Level
    name: str
    code: str
    program: str = ""
    program_code: str = ""


def head_of(lines: Iterable[str]) -> Head | None:
    """The activity that lines above a table name; None if they name none.

    >>> head_of(["Program : 1.02.02 Contoh", "Kegiatan : 1.02.02.2.01 Pelayanan"]).code
    '1.02.02.2.01'
    """
    found: dict[Level, tuple[str, str]] = {}
    for line in lines:
        match = _HEAD.fullmatch(" ".join(line.split()))
        if match is None:
            continue
        code, name = split_code(match["value"].strip(" :-"))
        if name and (match["colon"] or code):
            level = level_of(match["level"])
            if level is not None:
                found.setdefault(level, (code, name))
    level = max((one for one in found if one > Level.PROGRAM), default=None)
    if level is None:
        return None
    program_code, program = found.get(Level.PROGRAM, ("", ""))
    return Head(level, found[level][1], found[level][0], program, program_code)


def title_lines(table: Table, header: Header | None) -> list[str]:
    """The lines above a table's header: the title that the reader gave it, and its own rows."""
    lines = [line.strip(" *") for line in table.title.splitlines() if line.strip(" *")]
    for row in header.above if header else ():
        texts = [text for text in row.texts() if text]
        if texts and (line := " ".join(texts)) not in lines:
            lines.append(line)
    return lines


def year_in_title(table: Table, header: Header | None) -> int | None:
    """The year that a title names: ``TAHUN 2021``, ``T.A. 2021``, else any year."""
    lines = [_REGULATION.sub("", line) for line in title_lines(table, header)]
    for line in lines:
        if found := _YEAR.search(line):
            return int(found[1])
    return next((year for line in lines if (year := year_of(line)) is not None), None)

"""What stands above a table: its title, and the year that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nomenklatur.plan.texts.headings import year_of

if TYPE_CHECKING:
    from nomenklatur.plan.columns.header import Header
    from nomenklatur.tables import Table

_YEAR = re.compile(r"\b(?:tahun|ta|t\.a)\.?\s*(?:anggaran\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_REGULATION = re.compile(r"\bno(?:mor|\.)?\s*\d+\s+tahun\s+\d{4}", re.IGNORECASE)


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

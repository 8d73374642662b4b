"""The cells that several layouts share: a code, a code with its name, the kinds of region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nomenklatur.catalog.importing.headings import EXTRAS
from nomenklatur.catalog.importing.layout import EVERY
from nomenklatur.catalog.importing.sheets import NULL, cell_text, tidy
from nomenklatur.codes import Authority, Code, Scheme, read_code
from nomenklatur.codes.reading import reading_findings
from nomenklatur.errors import CodeError
from nomenklatur.language import _
from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.catalog.importing.headings import Heading
    from nomenklatur.catalog.importing.layout import Part
    from nomenklatur.catalog.importing.sheets import Raw
    from nomenklatur.codes import Level

_CODE_AND_NAME = re.compile(
    r"(?P<code>[\dX]+(?:\s*\.\s*[\dX]+)*\.?)(?:\s*[-–:]\s+|\s+)(?P<name>\S.*)",
    re.ASCII | re.IGNORECASE,
)
_EVERY_WORDS = frozenset({"semua", "all", "every"})


def split_code_and_name(  # noqa: PLR0913 - where to complain, and how loudly
    part: Part,
    text: str,
    level: Level,
    number: int,
    *,
    column: int | None = None,
    lenient: bool = False,
) -> tuple[Code, str] | None:
    """The code and the name of a cell that holds both, such as ``1.01.02 PROGRAM …``.

    Args:
        part: Where findings and errors go.
        text: The cell, tidied.
        level: The level that it must be of.
        number: The row's number.
        column: The cell's column; by default the one of names of that level.
        lenient: Whether a cell that cannot be read is a finding and no error of the row.

    Returns:
        None if it cannot be read.
    """
    column = part.names.get(level) if column is None else column
    head, _space, name = text.partition(" ")
    if name and (found := Code.readings(head, scheme=Scheme.NEW, level=level)):
        return found[0], name
    match = _CODE_AND_NAME.fullmatch(text)
    if match is None:
        message = _("{short} is not a code with a name").format(short=short(text))
        if lenient:
            part.find("NK101", message, number, column)
        else:
            part.refuse(message, number, column, remedy=_("write the code, a blank, the name"))
        return None
    code = code_of(part, match["code"], level, number, column, lenient=lenient)
    return None if code is None else (code, match["name"])


def code_of(  # noqa: PLR0913 - where to complain, and how loudly
    part: Part,
    text: str,
    level: Level,
    number: int,
    column: int | None,
    *,
    lenient: bool = False,
) -> Code | None:
    """The new-scheme code of a text, repaired with a finding if need be; None with an error."""
    try:
        return Code.parse(text, scheme=Scheme.NEW, level=level)
    except CodeError:
        reading = read_code(text, scheme=Scheme.NEW, level=level)
    findings = reading_findings(reading, part.at(number, column))
    if reading.code is None and not lenient:
        part.refuse(findings[0].message, number, column, remedy=findings[0].suggestion)
    else:
        part.findings.extend(findings)
    return reading.code


@remembers
def authorities_of(text: str) -> frozenset[Authority] | None:
    """The kinds of region of a cell (``KABKOT|PROV``); None if it says nothing.

    Raises:
        CodeError: A word names no kind of region.
    """
    words = tidy(text)
    if not words:
        return None
    if words.lower() in _EVERY_WORDS:
        return EVERY
    try:
        return frozenset({Authority.from_label(words)})
    except CodeError:
        kinds = re.split(r"[|,;+&]| dan ", words)
        if len(kinds) == 1:
            raise
    return frozenset(Authority.from_label(kind) for kind in kinds if kind.strip())


def texts_of_row(heading: Heading, row: Sequence[Raw]) -> dict[str, Any]:
    """What a row says of its entry beside code, name and kinds of region, by `Entry`'s fields."""
    columns = heading.columns
    found: dict[str, Any] = {
        name: cell_text(row[columns[name]])
        for name in ("kinerja", "indikator", "satuan", "official_name")
        if name in columns
    }
    if "definition" in columns:
        text = str(row[columns["definition"]]).strip()
        found["definition"] = "" if text == NULL else text
    extra = ((title, name) for name, title in EXTRAS.items() if name in columns)
    pairs = ((title, cell_text(row[columns[name]])) for title, name in extra)
    found["extra"] = tuple((title, text) for title, text in pairs if text)
    return found


def short(text: str) -> str:
    """A text in quotes, cut off where it is long."""
    longest = 60
    return repr(text if len(text) <= longest else f"{text[:longest]}…")

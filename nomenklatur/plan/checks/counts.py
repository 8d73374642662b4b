"""Numbers of programs and kegiatan that the running text states, against the tables (NK305)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.plan.plan import Plan
    from nomenklatur.tables import Document, Passage, Table

_LEVELS: Final = {
    "program": Level.PROGRAM,
    "kegiatan": Level.KEGIATAN,
    "sub kegiatan": Level.SUB_KEGIATAN,
}
_NUMBER: Final = r"(?P<{0}>\d+)\s*(?:\([^)]*\)\s*)?"
_LINK: Final = r"(?:\s*(?:,|\b(?:dan|dengan|serta|yang|terdiri|dari|atas|meliputi)\b)\s*)+"
_KEGIATAN: Final = _NUMBER.format("kegiatan") + r"kegiatan\b"
_SUB: Final = _NUMBER.format("sub") + r"sub\s*-?\s*kegiatan\b"
# "7 program dengan 44 kegiatan", "7 program, 12 kegiatan dan 30 sub kegiatan"
_SERIES = re.compile(
    r"\b" + _NUMBER.format("program") + r"program\b" + _LINK
    + rf"(?:{_KEGIATAN}(?:{_LINK}{_SUB})?|{_SUB.replace('<sub>', '<only>')})",
    re.IGNORECASE,
)  # fmt: skip
# "Jumlah kegiatan yang akan dilaksanakan … sebanyak 46 kegiatan"
_NUMBER_OF = re.compile(
    r"\bjumlah\s+(?P<word>program|sub\s+kegiatan|kegiatan)\b[^.;]*?"
    r"\b(?:sebanyak|sejumlah|adalah|berjumlah)\s+" + _NUMBER.format("count") + r"(?P=word)\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\btabel\s+(\d+(?:\.\d+)*)", re.IGNORECASE)


@frozen
class Statement:
    """What a passage states.

    Attributes:
        passage: The passage.
        counts: How many of each level.
        table: The number of the table that it speaks of, if it names one.
        text: Its words.
    """

    passage: Passage
    counts: Mapping[Level, int]
    text: str
    table: str = ""


def statements(document: Document) -> Iterator[Statement]:
    """The statements of numbers in a document's running text.

    Only whole numbers of programs and kegiatan count: *7 program dengan 44 kegiatan*, *jumlah
    kegiatan … sebanyak 46 kegiatan*; *23 kegiatan penunjang* is a part.
    """
    for passage in document.passages:
        text = " ".join(passage.text.replace("*", "").split())
        named = _TABLE.search(text)
        table = named[1] if named else ""
        for match in _SERIES.finditer(text):
            stated = {
                Level.PROGRAM: match["program"],
                Level.KEGIATAN: match["kegiatan"],
                Level.SUB_KEGIATAN: match["sub"] or match["only"],
            }
            counts = {level: int(number) for level, number in stated.items() if number}
            yield Statement(passage, counts, match[0], table)
        for match in _NUMBER_OF.finditer(text):
            if _SERIES.search(text, match.start("count")) is None:
                level = _LEVELS[" ".join(match["word"].lower().split())]
                yield Statement(passage, {level: int(match["count"])}, match[0], table)


def table_of(statement: Statement, document: Document, tables: Sequence[Table]) -> Table | None:
    """The table that a statement speaks of: the one it names, else the next one below it.

    Args:
        statement: The statement.
        document: The document.
        tables: The document's tables of kegiatan with money.
    """
    if statement.table:
        return next((table for table in tables if table.number == statement.table), None)
    before = statement.passage.tables_before
    if before is not None:  # rows are counted in each table anew
        known = {id(table) for table in tables}
        return next((t for t in document.tables[before:] if id(t) in known), None)
    below = (t for t in tables if t.rows and t.rows[0].number > statement.passage.row)
    return min(below, key=lambda table: table.rows[0].number, default=None)


def check_counts(
    document: Document, table: Table, plan: Plan, tables: Sequence[Table]
) -> Iterator[Finding]:
    """The statements on a table that do not fit it.

    Args:
        document: The document.
        table: The table.
        plan: The plan that was read from it.
        tables: The document's tables of kegiatan with money.
    """
    for statement in statements(document):
        if table_of(statement, document, tables) is not table:
            continue
        wrong = [
            f"{count(plan, level)} {level.label.lower()}"
            for level, stated in statement.counts.items()
            if stated != count(plan, level)
        ]
        if wrong:
            name = (
                _("table {table}").format(table=table.number)
                if table.number
                else _("the table below")
            )
            yield Finding(
                RULES["NK305"],
                _("the text states {text!r}, {name} has {wrong}").format(
                    text=statement.text, name=name, wrong=joined(wrong, _(" and "))
                ),
                Place(document.file, row=statement.passage.row),
                _("correct the text, or look for what the table lacks"),
            )


def count(plan: Plan, level: Level) -> int:
    """How many rows of a level a plan has.

    Items without a code are kegiatan, unless kegiatan stand above them.
    """
    declared = sum(total.level is level for total in plan.declared)
    above = any(total.level is Level.KEGIATAN for total in plan.declared)
    default = Level.SUB_KEGIATAN if above else Level.KEGIATAN
    items = [item.code.level if item.code is not None else default for item in plan.items]
    return declared + sum(one is level for one in items)

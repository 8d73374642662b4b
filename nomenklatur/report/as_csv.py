"""CSV for spreadsheets and scripts: UTF-8, a header, money as plain whole numbers.

Texts are quoted and numbers are not, so that a program that asks can tell the code ``1.10`` from
a number. A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from nomenklatur.money import Rupiah
from nomenklatur.report.balance import column_keys
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.report.sections import item_code
from nomenklatur.report.wording import at_office, probability
from nomenklatur.translation import Status, Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from nomenklatur.codes import Code
    from nomenklatur.report.payloads import Payload, View
    from nomenklatur.translation import Outcome, TargetShare

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula.

    `unguarded` takes it off again; a text that already looks guarded gets one more, so that
    nothing is lost.

    >>> harmless("=1+1"), harmless("2.17.01"), harmless("'=1")
    ("'=1+1", '2.17.01', "''=1")
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def write_csv(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as CSV with one header."""
    del view  # machines do not look
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows(guarded_rows(payload))


def guarded_rows(payload: Payload) -> Iterator[Sequence[Cell]]:
    """The header of a report's flat form, then its rows, without anything that is a formula."""
    match payload:
        case Translation():
            header, rows = _translation(payload)
        case RollupReport():
            header, rows = _rollup(payload)
        case FindingsReport():
            header, rows = _findings(payload)
        case Listings():
            header, rows = _listings(payload)
    yield [harmless(name) for name in header]
    for row in rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _names(keys: Sequence[str]) -> list[str]:
    return [f"amount {key}" for key in keys]


def _translation(translation: Translation) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    """One row a target, or one for an item without any; the amounts add up to the plan."""
    keys = column_keys(translation.plan)
    header = [
        "item", "status", "method", "relation", "score",
        "program_code", "program_name", "code", "name",
        "target_code", "target_generic", "target_name", "share",
        *_names(keys),
        "candidates", "note", "findings", "file", "sheet", "table", "row",
    ]  # fmt: skip
    return header, _translation_rows(translation, keys)


def _translation_rows(translation: Translation, keys: Sequence[str]) -> Iterator[Sequence[Cell]]:
    for number, outcome in enumerate(translation, start=1):
        item, program, place = outcome.item, outcome.item.program, outcome.item.place
        before = [
            number,
            outcome.status.value,
            outcome.method.value if outcome.method else None,
            outcome.relation.value if outcome.relation else None,
            None if outcome.score is None else round(float(outcome.score), 4),
            _text(program.code) if program else None,
            program.name if program else None,
            _text(item_code(outcome)) or item.code_text,
            item.name,
        ]
        after = [
            _candidates(outcome, translation.bidang),
            outcome.note,
            " ".join(finding.rule.code for finding in outcome.findings),
            place.file,
            place.sheet,
            place.table,
            place.row,
        ]
        for target, amounts in _shares(outcome):
            yield [*before, *target, *_amounts(amounts, keys), *after]


def _shares(outcome: Outcome) -> Iterator[tuple[Sequence[Cell], Mapping[str, Rupiah]]]:
    for target in outcome.targets:
        yield _target(target), target.amounts
    if not outcome.targets:
        amounts = {} if outcome.status is Status.MAPPED else outcome.item.amounts
        yield (None, None, None, None), amounts


def _target(target: TargetShare) -> Sequence[Cell]:
    generic = str(target.code.generic()) if target.code.is_office_program else None
    return str(target.code), generic, target.name, str(target.share)


def _candidates(outcome: Outcome, bidang: Code | None) -> str | None:
    """What an open item may become, for whoever decides it."""
    if outcome.status is Status.MAPPED:
        return None
    return " | ".join(
        f"{at_office(c.entry.code, bidang)} {c.entry.name} ({probability(c.score)})"
        for c in outcome.candidates
    )


def _amounts(amounts: Mapping[str, Rupiah], keys: Sequence[str]) -> list[int | None]:
    return [int(amounts[key]) if key in amounts else None for key in keys]


def _rollup(report: RollupReport) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    """The nodes of the tree, then what is outside of it (level = status), then the plan."""
    rollup, keys = report.rollup, report.rollup.columns
    rows: list[Sequence[Cell]] = [
        [node.level.value, _text(node.code), node.name, node.items, *_amounts(node.amounts, keys)]
        for node in rollup.walk()
    ]
    for status, amounts in rollup.outside.items():
        items = report.translation.count(status)
        rows.append([status.value, None, None, items, *_amounts(amounts, keys)])
    totals = {key: rollup.total(key) for key in keys}
    rows.append(["plan", None, None, len(report.translation.plan), *_amounts(totals, keys)])
    return ["level", "code", "name", "items", *_names(keys)], rows


def _findings(report: FindingsReport) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    header = (
        "severity", "rule", "name", "message", "suggestion",
        "file", "sheet", "table", "row", "column",
    )  # fmt: skip
    return header, (
        (
            finding.severity.value, finding.rule.code, finding.rule.name, finding.message,
            finding.suggestion, finding.place.file, finding.place.sheet, finding.place.table,
            finding.place.row, finding.place.column,
        )
        for finding in report.findings
    )  # fmt: skip


def _listings(payload: Listings) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    """The lists below each other; where there are several, the first column says which."""
    keys = list(dict.fromkeys(c.key for listing in payload.listings for c in listing.columns))
    several = len({listing.key for listing in payload.listings}) > 1
    rows = (
        [*([listing.key] if several else []), *(_value(row.get(key)) for key in keys)]
        for listing in payload.listings
        for row in listing.rows
    )
    return [*(["list"] if several else []), *keys], rows


def _value(value: object) -> Cell:
    match value:
        case None | str() | int() | float():
            return value
        case Rupiah():
            return int(value)
        case list() | tuple():
            return "|".join(str(part) for part in value)
        case _:
            return str(value)


def _text(code: Code | None) -> str | None:
    return None if code is None else str(code)

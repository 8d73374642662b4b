"""Markdown as GitHub renders it, for issues, pull requests and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.language import N_, _
from nomenklatur.report import sections
from nomenklatur.report.above import lines_above_translation
from nomenklatur.report.balance import column_keys
from nomenklatur.report.grid import Column, Line, tidy
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.report.section import Section, listing_section
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from nomenklatur.report.payloads import Payload, View
    from nomenklatur.translation import Outcome

_SPECIAL = re.compile(r"([\\`*_\[\]|~$#!>])")


def escape(text: str) -> str:
    r"""A text that Markdown and HTML leave as it is, in a table or out of one.

    >>> escape("A | B_c <script>")
    'A \\| B\\_c &lt;script\\>'
    """
    text = tidy(text).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", text)


def write_markdown(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as Markdown, whole."""
    del view  # a file has room for everything
    match payload:
        case Translation():
            blocks = _translation(payload)
        case RollupReport():
            blocks = _rollup(payload)
        case FindingsReport():
            blocks = _findings(payload)
        case Listings():
            blocks = _listings(payload)
    stream.write("\n\n".join(blocks) + "\n")


def _translation(translation: Translation) -> Iterator[str]:
    yield from _head(sections.headline(translation), lines_above_translation(translation))
    yield _table(sections.balance_section(translation))
    for section in sections.open_sections(translation, everything=True):
        yield from _section(section)
    programs = roll_up(translation, level=Level.PROGRAM)
    title = _("Where the money goes")
    yield from _section(
        sections.rollup_section(translation, programs, only=Level.PROGRAM, title=title)
    )
    yield from _section(_items(translation))
    findings = sections.findings_section(translation.all_findings, file=translation.plan.source)
    if findings is not None:
        yield from _section(findings)


def _rollup(report: RollupReport) -> Iterator[str]:
    lines = (sections.rollup_title(report), *sections.headline(report.translation))
    yield from _head(lines, lines_above_translation(report.translation))
    yield _table(sections.rollup_section(report.translation, report.rollup))


def _findings(report: FindingsReport) -> Iterator[str]:
    if report.source:
        yield from _head((report.source,))
    section = sections.findings_section(report.findings, file=report.source)
    if section is None:
        yield _("No findings.")
    else:
        yield from _section(section)


def _listings(payload: Listings) -> Iterator[str]:
    if payload.title:
        yield from _head(payload.title.splitlines())
    for listing in payload.listings:
        yield from _section(listing_section(listing))


def _head(lines: Sequence[str], above: Sequence[str] = ()) -> Iterator[str]:
    first, *rest = map(escape, lines)
    yield f"# {first}"
    if rest:
        yield "  \n".join(rest)
    yield from (f"**{escape(line)}**" for line in above)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {escape(section.title)}"
    if section.columns:
        yield _table(section)
    yield from map(escape, section.notes)


def _items(translation: Translation) -> Section:
    """Every item with its targets, one row a target, amounts as in CSV."""
    keys = column_keys(translation.plan)
    columns = (
        Column(N_("code")),
        Column(N_("kegiatan")),
        Column(N_("status")),
        Column(N_("new code")),
        Column(N_("sub kegiatan")),
        *sections.amount_columns(keys),
    )
    lines = [line for outcome in translation for line in _item_lines(outcome, keys)]
    return Section(_("Items"), columns, tuple(lines))


def _item_lines(outcome: Outcome, keys: Sequence[str]) -> Iterable[Line]:
    code = sections.item_code(outcome)
    old = (str(code) if code is not None else outcome.item.code_text, outcome.item.name)
    status: str = _(outcome.status.value)
    if not outcome.targets:
        yield Line((*old, status, "", "", *sections.amount_cells(outcome.item.amounts, keys)))
        return
    status += f" ({sections.how(outcome)})" if sections.how(outcome) else ""
    for target in outcome.targets:
        split = _("{share} of it: {name}").format(share=target.share, name=target.name)
        new = (str(target.code), split if len(outcome.targets) > 1 else target.name)
        yield Line((*old, status, *new, *sections.amount_cells(target.amounts, keys)))


def _table(section: Section) -> str:
    def row(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    rule = ("---:" if column.right else ":---" for column in section.columns)
    lines = [row(escape(column.shown) for column in section.columns), row(rule)]
    for line in section.lines:
        cells = map(escape, line.cells)
        lines.append(
            row(f"**{cell}**" if cell else "" for cell in cells)
            if line.role == "total"
            else row(cells)
        )
    return "\n".join(lines)

"""The report on a terminal: what is lost, what is unsure, where the money goes, on one screen.

The list of all items comes with `View.everything`; without it the answer would scroll away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.language import _, ngettext
from nomenklatur.report import sections
from nomenklatur.report.above import lines_above_translation
from nomenklatur.report.as_table import block, head
from nomenklatur.report.payloads import FindingsReport, RollupReport, View
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status, Translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.findings import Finding


def blocks_of(payload: Translation | RollupReport | FindingsReport, view: View) -> Iterator[str]:
    """The parts of a report, to be parted by blank lines."""
    match payload:
        case Translation():
            return _translation(payload, view)
        case RollupReport():
            return _rollup(payload, view)
        case FindingsReport():
            return _findings(payload, view)


def _translation(translation: Translation, view: View) -> Iterator[str]:
    short = not view.everything
    yield head(sections.headline(translation), view, above=lines_above_translation(translation))
    yield block(sections.balance_section(translation), view)
    for section in sections.open_sections(translation, everything=view.everything):
        yield block(section, view, most=2 if short else None)
    programs = roll_up(translation, level=Level.PROGRAM)
    yield block(
        sections.rollup_section(
            translation, programs, only=Level.PROGRAM, title=_("Where the money goes")
        ),
        view,
        most=1 if short else None,
    )
    findings, file = translation.all_findings, translation.plan.source
    if short:
        known = tuple(_shown_with_items(translation))
        section_or_none = sections.errors_section(findings, known=known, file=file)
    else:
        yield block(sections.items_section(translation), view)
        section_or_none = sections.findings_section(findings, file=file)
    if section_or_none is not None:
        yield block(section_or_none, view, most=2 if short else None)
    if short:
        n = len(translation)
        hint = ngettext(
            "--all shows the {n} item, findings and names; -o FILE.csv writes a file.",
            "--all shows all {n} items, findings and names; -o FILE.csv writes a file.",
            n,
        ).format(n=n)
        yield view.paint("faint", hint)


def _shown_with_items(translation: Translation) -> Iterator[Finding]:
    for outcome in translation:
        if outcome.status is not Status.MAPPED:
            yield from (f for f in outcome.findings if f.rule.code in {"NK201", "NK202", "NK203"})


def _rollup(report: RollupReport, view: View) -> Iterator[str]:
    lines = (*sections.headline(report.translation), sections.rollup_title(report))
    yield head(lines, view, above=lines_above_translation(report.translation))
    yield block(sections.rollup_section(report.translation, report.rollup), view)


def _findings(report: FindingsReport, view: View) -> Iterator[str]:
    section = sections.findings_section(report.findings, file=report.source)
    if report.source:
        yield head((report.source,), view)
    yield _("No findings.") if section is None else block(section, view)

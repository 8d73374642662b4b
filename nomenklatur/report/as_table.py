"""The report on a terminal: what is lost, what is unsure, where the money goes, on one screen.

The list of all items comes with `View.everything`; without it the answer would scroll away.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.language import _, ngettext
from nomenklatur.report import sections
from nomenklatur.report.grid import draw, tidy
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport, View
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status, Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from nomenklatur.findings import Finding
    from nomenklatur.report.payloads import Payload
    from nomenklatur.report.sections import Section


def write_table(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as text for a terminal."""
    view = view or View()
    match payload:
        case Translation():
            blocks = _translation(payload, view)
        case RollupReport():
            blocks = _rollup(payload, view)
        case FindingsReport():
            blocks = _findings(payload, view)
        case Listings():
            blocks = _listings(payload, view)
    stream.write("\n\n".join(blocks) + "\n")


def _translation(translation: Translation, view: View) -> Iterator[str]:
    short = not view.everything
    yield _head(sections.headline(translation), view)
    yield _block(sections.balance_section(translation), view)
    for section in sections.open_sections(translation, everything=view.everything):
        yield _block(section, view, most=2 if short else None)
    programs = roll_up(translation, level=Level.PROGRAM)
    yield _block(
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
        yield _block(sections.items_section(translation), view)
        section_or_none = sections.findings_section(findings, file=file)
    if section_or_none is not None:
        yield _block(section_or_none, view, most=2 if short else None)
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
    yield _head((*sections.headline(report.translation), sections.rollup_title(report)), view)
    yield _block(sections.rollup_section(report.translation, report.rollup), view)


def _findings(report: FindingsReport, view: View) -> Iterator[str]:
    section = sections.findings_section(report.findings, file=report.source)
    if report.source:
        yield _head((report.source,), view)
    yield _("No findings.") if section is None else _block(section, view)


def _listings(payload: Listings, view: View) -> Iterator[str]:
    if payload.title:
        yield _head(payload.title.splitlines(), view)
    for listing in payload.listings:
        yield _block(sections.listing_section(listing), view)


def _head(lines: Iterable[str], view: View) -> str:
    first, *rest = (
        piece for line in lines for piece in textwrap.wrap(tidy(line), view.width) or [""]
    )
    return "\n".join([view.paint("heading", first), *rest])


def _block(section: Section, view: View, *, most: int | None = None) -> str:
    parts = [view.paint(section.role, tidy(section.title))] if section.title else []
    if section.columns and not section.lines:
        parts.append(_("(nothing)"))
    elif section.columns:
        drawn = draw(section.columns, section.lines, width=view.width, paint=view.paint, most=most)
        parts.append(drawn)
    parts += ["\n".join(textwrap.wrap(tidy(note), view.width)) for note in section.notes]
    return "\n".join(parts)

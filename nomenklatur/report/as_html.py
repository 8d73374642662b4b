"""HTML: one page that a head of department opens, on a screen, a phone or paper.

It answers first: what is lost, what is unsure, where the money goes. One self-contained file:
nothing is loaded, and nothing runs but the page's own script (`html.page` says how).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.report.section import listing_section
from nomenklatur.translation import Translation

if TYPE_CHECKING:
    from typing import TextIO

    from nomenklatur.report.html.words import Words
    from nomenklatur.report.payloads import Payload, View


def write_html(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as a page.

    Args:
        payload: The report.
        stream: Where to, in UTF-8.
        view: Not asked for: a page has room for everything.
    """
    from nomenklatur.report.html.contents import Contents  # noqa: PLC0415 - only for pages
    from nomenklatur.report.html.page import write_page  # noqa: PLC0415 - only for pages
    from nomenklatur.report.html.words import Words  # noqa: PLC0415 - only for pages

    del view
    words = Words()
    match payload:
        case Translation():
            context, data = Contents(payload, words).page()
            write_page(stream, "translation", context, data, words)
        case RollupReport():
            _rollup(payload, stream, words)
        case FindingsReport():
            _findings(payload, stream, words)
        case Listings():
            _listings(payload, stream, words)


def _rollup(report: RollupReport, stream: TextIO, words: Words) -> None:
    from nomenklatur.report.html.contents import Contents  # noqa: PLC0415 - only for pages
    from nomenklatur.report.html.page import write_page  # noqa: PLC0415 - only for pages
    from nomenklatur.report.html.tree import tree_table  # noqa: PLC0415 - only for pages

    contents = Contents(report.translation, words)
    tree = tree_table(report.rollup, contents.columns, contents.counts())
    context = contents.frame() | {
        "kind": words("report.rollup"),
        "caption": words("tree.caption" if report.by == "new" else "tree.caption.old"),
        "sections": (),
        "tree": tree,
    }
    write_page(stream, "rollup", context, contents.data(report.rollup), words)


def _findings(report: FindingsReport, stream: TextIO, words: Words) -> None:
    from nomenklatur.report.html import findings  # noqa: PLC0415 - only for pages
    from nomenklatur.report.html.page import write_page  # noqa: PLC0415 - only for pages

    found = findings.sorted_findings(report.findings)
    context = {
        "kind": words("report.findings"),
        "title": report.source or words("report.findings"),
        "column_labels": (),
        "few": True,
        "findings": findings.findings_table(found, report.source, words),
    }
    data = {
        "page": {"columns": (), "few": True},
        "findings": findings.findings_data(found, report.source, words),
    }
    write_page(stream, "findings", context, data, words)


def _listings(payload: Listings, stream: TextIO, words: Words) -> None:
    from nomenklatur.report.html.page import write_page  # noqa: PLC0415 - only for pages

    first, *rest = payload.title.splitlines() or [""]
    context = {
        "kind": "nomenklatur",
        "title": first or payload.kind,
        "lines": rest,
        "column_labels": (),
        "few": True,
        "listings": [listing_section(listing) for listing in payload.listings],
    }
    write_page(stream, "listings", context, {"page": {"columns": (), "few": True}}, words)

"""XLSX: the workbook that an office submits and a reviewer fills in.

A translation gives the sheets *Pemetaan*, *Rekap*, *Belum terpetakan*, *Perlu ditinjau*, *Temuan*
and *Berita Acara*; a roll-up, findings and listings give a sheet or several of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Translation

if TYPE_CHECKING:
    from typing import BinaryIO

    from nomenklatur.report.payloads import Payload, View
    from nomenklatur.report.xlsx.book import Book


def write_xlsx(payload: Payload, stream: BinaryIO, view: View | None = None) -> None:
    """Write a report as a workbook.

    Args:
        payload: The report.
        stream: Where to; it need not be seekable.
        view: Not asked for: a file has room for everything.
    """
    from nomenklatur.report.xlsx.book import Book  # noqa: PLC0415 - only for workbooks

    del view
    match payload:
        case Translation():
            plan = payload.plan
            with Book(stream, title=plan.title, footer=plan.office) as book:
                _translation(book, payload)
        case RollupReport():
            from nomenklatur.report.xlsx.rollup_sheet import write_rollup  # noqa: PLC0415

            plan = payload.translation.plan
            with Book(stream, title=plan.title, footer=plan.office) as book:
                write_rollup(book, payload)
        case FindingsReport():
            from nomenklatur.report.xlsx.findings_sheet import write_findings  # noqa: PLC0415

            with Book(stream, title=payload.source) as book:
                write_findings(book, payload.findings, source=payload.source)
        case Listings():
            from nomenklatur.report.xlsx.listing_sheet import write_listings  # noqa: PLC0415

            with Book(stream, title=payload.title) as book:
                write_listings(book, payload)


def _translation(book: Book, translation: Translation) -> None:
    from nomenklatur.report.xlsx.certificate_sheet import write_certificate  # noqa: PLC0415
    from nomenklatur.report.xlsx.findings_sheet import write_findings  # noqa: PLC0415
    from nomenklatur.report.xlsx.mapping_sheet import write_mapping  # noqa: PLC0415
    from nomenklatur.report.xlsx.review_sheet import write_reviews  # noqa: PLC0415
    from nomenklatur.report.xlsx.rollup_sheet import write_rollup  # noqa: PLC0415

    write_mapping(book, translation)
    tree = roll_up(translation, level=Level.SUB_KEGIATAN)
    write_rollup(book, RollupReport(translation, tree, Level.SUB_KEGIATAN))
    write_reviews(book, translation)
    write_findings(book, translation.all_findings, source=translation.plan.source)
    write_certificate(book, translation, tree)

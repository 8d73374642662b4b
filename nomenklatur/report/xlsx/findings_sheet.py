"""*Temuan*: the findings, the gravest first, and what a sheet could not hold as it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from nomenklatur.findings import Severity
from nomenklatur.findings.reading import gravest_first
from nomenklatur.language import N_, _, ngettext
from nomenklatur.report import wording
from nomenklatur.report.xlsx import style, words
from nomenklatur.report.xlsx.book import Run
from nomenklatur.report.xlsx.style import Fill, bold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.findings import Finding
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Sheet

NAME: Final = N_("Findings")
_FILLS: Final = {Severity.ERROR: Fill.LOST, Severity.WARNING: Fill.UNSURE}
_HEADINGS: Final = (
    N_("NO"), N_("SEVERITY"), N_("RULE"), N_("PLACE"), N_("FINDING"), N_("SUGGESTION"),
)  # fmt: skip
_SHOWN_NOTES: Final = 100


def write_findings(book: Book, findings: Sequence[Finding], *, source: str = "") -> None:
    """Write the sheet *Temuan*.

    Args:
        book: The workbook.
        findings: The findings.
        source: The file that they are in, which is not repeated.
    """
    run = Run(book, _(NAME), lambda name: _begin(book, name, source), _finish)
    rows = gravest_first(findings)
    for number, finding in enumerate(rows, 1):
        run.need(1)
        _finding(run.sheet, number, finding, source)
    for number, note in enumerate(book.notes[:_SHOWN_NOTES], len(rows) + 1):
        run.need(1)
        place = _("sheet {sheet}, cell {cell}").format(sheet=note.sheet, cell=note.address)
        _line(run.sheet, number, (_(words.SEVERITY[Severity.INFO]), "-", place, note.text, ""))
    if rest := len(book.notes) - _SHOWN_NOTES:
        _more_notes(run, rest)
    if not rows and not book.notes:
        run.sheet.merged(0, len(_HEADINGS) - 1, _("There are no findings."), style.TEXT)
    run.close()


def _more_notes(run: Run, rest: int) -> None:
    if rest > 0:
        text = ngettext(
            "… and {n} more cell written as text", "… and {n} more cells written as text", rest
        ).format(n=rest)
        run.sheet.merged(0, len(_HEADINGS) - 1, text, style.TEXT)


def _begin(book: Book, name: str, source: str) -> Sheet:
    sheet = book.sheet(name, (6, 12, 10, 30, 80, 50))
    sheet.title(_("FINDINGS"), PurePath(source).name)
    sheet.header(tuple(map(_, _HEADINGS)))
    return sheet


def _finish(sheet: Sheet) -> None:
    if sheet.row > sheet.top:
        sheet.worksheet.autofilter(sheet.top - 1, 0, sheet.row - 1, len(_HEADINGS) - 1)


def _finding(sheet: Sheet, number: int, finding: Finding, source: str) -> None:
    severity = _(words.SEVERITY[finding.severity])
    place = wording.where(finding.place, source)
    cells = (severity, finding.rule.code, place, _(finding.message), _(finding.suggestion))
    _line(sheet, number, cells, _FILLS.get(finding.severity, Fill.NONE))


def _line(sheet: Sheet, number: int, cells: Sequence[str], fill: Fill = Fill.NONE) -> None:
    looks = (
        style.NUMBER, bold(style.CODE).on(fill), style.CODE, style.TEXT, style.TEXT, style.TEXT,
    )  # fmt: skip
    sheet.line((number, *cells), looks)

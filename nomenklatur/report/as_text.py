"""A line per finding, as compilers write them: editors jump to `file:row`.

Errors about money from reading come first, as all else rests on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.errors import ConfigError
from nomenklatur.findings.reading import reading_errors_first
from nomenklatur.language import _
from nomenklatur.report.grid import tidy
from nomenklatur.report.payloads import FindingsReport

if TYPE_CHECKING:
    from typing import TextIO

    from nomenklatur.findings import Finding
    from nomenklatur.report.payloads import Payload, View


def write_text(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write findings, a line each.

    Raises:
        ConfigError: The report is of something else.
    """
    del view
    if not isinstance(payload, FindingsReport):
        raise ConfigError(_("the text format is for findings"), remedy=_("take table"))
    findings = reading_errors_first(payload.findings)
    stream.writelines(finding_text(finding) + "\n" for finding in findings)


def finding_text(finding: Finding) -> str:
    """``renja.txt:1056: table 4.1: error NK301 total-differs: message (suggestion)``."""
    place = finding.place
    is_line = place.row is not None and place.page is None
    where = f"{place.file}:{place.row}" if is_line else place.file
    parts = [where] if where else []
    parts += [_("sheet {sheet}").format(sheet=place.sheet)] if place.sheet else []
    parts += [_("table {table}").format(table=place.table)] if place.table else []
    if place.page is not None:
        parts.append(_("page {page}").format(page=place.page))
        parts += [_("row {row}").format(row=place.row)] if place.row is not None else []
    parts += [_("column {column}").format(column=place.column)] if place.column else []
    parts.append(f"{_(finding.severity.value)} {finding.rule.code} {finding.rule.name}")
    parts.append(_(finding.message) + (f" ({_(finding.suggestion)})" if finding.suggestion else ""))
    return tidy(": ".join(parts))

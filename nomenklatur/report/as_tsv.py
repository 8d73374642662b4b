"""TSV: the same rows as CSV, with tabs between cells; quotes only where a cell needs them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from nomenklatur.report.as_csv import guarded_rows

if TYPE_CHECKING:
    from typing import TextIO

    from nomenklatur.report.payloads import Payload, View


def write_tsv(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as TSV with one header."""
    del view  # machines do not look
    plain = csv.writer(stream, delimiter="\t", lineterminator="\n")
    quoted = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in guarded_rows(payload):
        # A lone carriage return ends a row for whoever reads it, unless it is quoted.
        broken = any(isinstance(cell, str) and "\r" in cell for cell in row)
        (quoted if broken else plain).writerow(row)

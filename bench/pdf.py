"""Measure reading a long PDF, beside pdfplumber's own table extraction.

    python bench/pdf.py [--pages 200] [--file FILE.pdf]

Makes a PDF of that many pages out of table 4.1 of the example (Folio lying, ruled, two header
rows on every page), reads it with both, each in a process of its own, and prints seconds, peak
memory and what came out. nomenklatur reads pages in a child process: its memory is counted too.
Needs reportlab (`pip install -e '.[test]'`).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.tables import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = Path(__file__).resolve().parents[1] / "examples"
PLAN_TEXT: Final = PLAN / "renja-2021-dinas-koperasi-kota-semarang.txt"
ROWS_A_PAGE: Final = 16
WIDTHS: Final = (26, 170, 160, 90, 55, 85, 80, 50, 55, 85)
HEADER: Final = 3
AIM_SECONDS: Final = 60
AIM_MIB: Final = 500


def rows_of_plan() -> list[list[str]]:
    """The rows of table 4.1 under its ten headings."""
    document = read_document(PLAN_TEXT)
    table = next(table for table in document.tables if table.number == "4.1")
    width = len(WIDTHS)
    rows = []
    for row in table.rows:
        texts = list(row.texts())
        if len(texts) > width and not texts[0]:
            texts = texts[1:]  # the second style of drawing, one column to the right
        rows.append((texts + [""] * width)[:width])
    return rows


def make(path: Path, pages: int) -> int:
    """Write the PDF; the number of its rows below the headers."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - only to make the file
    from reportlab.platypus import (  # noqa: PLC0415 - the same
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
        Table,
    )

    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=7, leading=8)
    printed = [[Paragraph(text, style) for text in row] for row in rows_of_plan()]
    header, body = printed[:HEADER], printed[HEADER:]
    story: list[Any] = [Paragraph("Tabel 4.1 Rencana Program dan Kegiatan Tahun 2021")]
    for page in range(pages):
        rows = [body[(page * ROWS_A_PAGE + i) % len(body)] for i in range(ROWS_A_PAGE)]
        table = Table([*header, *rows], colWidths=WIDTHS)
        table.setStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        )
        story += [table, PageBreak()]
    SimpleDocTemplate(str(path), pagesize=(936, 900), margins=36).build(story)
    return pages * ROWS_A_PAGE


def with_nomenklatur(path: Path) -> dict[str, Any]:
    """What nomenklatur reads."""
    document = read_document(path)
    rows = sum(len(table.rows) for table in document.tables)
    cells = sum(1 for table in document.tables for row in table.rows for c in row.cells if c.text)
    return {"tables": len(document.tables), "rows": rows, "cells": cells}


def with_pdfplumber(path: Path) -> dict[str, Any]:
    """What pdfplumber's extract_tables reads, page by page, its caches emptied."""
    import pdfplumber  # noqa: PLC0415 - only when it is measured

    tables = rows = cells = 0
    with pdfplumber.open(path) as opened:
        for page in opened.pages:
            for table in page.extract_tables():
                tables += 1
                rows += len(table)
                cells += sum(1 for row in table for text in row if text)
            page.close()
    return {"tables": tables, "rows": rows, "cells": cells}


READERS: Final = {"nomenklatur": with_nomenklatur, "pdfplumber": with_pdfplumber}


def measure(name: str, path: Path) -> dict[str, Any]:
    """Seconds, processor seconds, MiB and results of a reader in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--read", name, "--file", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def read(name: str, path: Path) -> dict[str, Any]:
    """The measured work itself."""
    start = time.perf_counter()
    found = READERS[name](path)
    seconds = time.perf_counter() - start
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    mib = sum(usage.ru_maxrss for usage in usages) / 1024
    processor = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return {"reader": name, "seconds": seconds, "processor": processor, "mib": mib, **found}


def lines(results: list[dict[str, Any]], pages: int, rows: int) -> Iterator[str]:
    """The results as a table."""
    yield f"{pages} pages, {rows} rows below the headers"
    yield f"{'reader':<12} {'s':>7} {'s cpu':>7} {'MiB':>6} {'tables':>7} {'rows':>7} {'cells':>7}"
    for one in results:
        yield (
            f"{one['reader']:<12} {one['seconds']:>7.1f} {one['processor']:>7.1f} "
            f"{one['mib']:>6.0f} {one['tables']:>7} {one['rows']:>7} {one['cells']:>7}"
        )
    own = results[0]
    held = own["seconds"] <= AIM_SECONDS and own["mib"] <= AIM_MIB
    yield f"aim {AIM_SECONDS} s and {AIM_MIB} MiB: {'held' if held else 'missed'}"


def main() -> None:
    """Make the file, and read it with both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--read", choices=READERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        sys.stdout.write(json.dumps(read(options.read, options.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "plan.pdf"
        rows = make(path, options.pages) if not path.exists() else 0
        for line in lines([measure(name, path) for name in READERS], options.pages, rows):
            print(line)


if __name__ == "__main__":
    main()

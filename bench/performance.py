"""Measure everything about speed and write docs/performance.md.

    python bench/performance.py [--gold GOLD] [--rows 1400000] [--source ID] [--target ID]

The catalogs have to be imported whole (`nomenklatur catalog import`), and NOMENKLATUR_HOME to say
where, if they are not in the user's data folder. Takes some minutes; run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import match
import national
import service

from nomenklatur.bulk.run import cores
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority
from nomenklatur.evaluate.gold import read_gold

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; the first column is text, the others are numbers."""
    lines = [
        f"| {' | '.join(headings)} |",
        f"|---|{'---:|' * (len(headings) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines)


def methods_table(methods: Sequence[dict[str, Any]]) -> str:
    """The methods beside each other."""
    rows = []
    for one in methods:
        ratio = one["ratio"]
        times = "1" if ratio == 1 else f"{ratio:,.1f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004
        right = (f"{one['top1']:.1%}", f"{one['top5']:.1%}") if "top1" in one else ("", "")
        rows.append(
            (one["about"], f"{one['queries']:,}", f"{one['rows_per_second']:,.0f}", times, *right)
        )
    headings = ("Method", "Queries", "Rows/s", "nomenklatur is … times as fast", "First", "First 5")
    return table(headings, rows)


def service_table(served: Sequence[dict[str, Any]]) -> str:
    """The services beside each other."""
    rows = [
        (
            one["about"],
            f"{one['batch']}",
            f"{one['connections']}",
            f"{one['queries']:,}",
            f"{one['queries_per_second']:,.0f}" if one["queries_per_second"] >= 10  # noqa: PLR2004
            else f"{one['queries_per_second']:,.1f}",
            f"{one['p50_ms']:,.0f}",
            f"{one['p99_ms']:,.0f}",
            f"{one['ready_s']:.1f}",
            "" if one["peak_mib"] is None else f"{one['peak_mib']:,}",
        )
        for one in served
    ]  # fmt: skip
    headings = ("Service", "Batch", "Connections", "Queries", "Queries/s", "p50, ms", "p99, ms",
                "First answer, s", "Peak MiB")  # fmt: skip
    return table(headings, rows)


def page(
    methods: Sequence[dict[str, Any]],
    grown: Sequence[dict[str, Any]],
    country: Sequence[dict[str, Any]],
    served: Sequence[dict[str, Any]],
    target: str,
) -> str:
    """The page."""
    own = methods[0]
    load = os.getloadavg()[0]
    sized = [
        (
            one["catalog"],
            f"{one['entries']:,}",
            f"{one['build_s']:.2f}",
            "" if one["open_ms"] is None else f"{one['open_ms']:.0f}",
            f"{one['rows_per_second']:,.0f}",
            f"{one['single_ms']:.2f}",
        )
        for one in grown
    ]
    carried = [
        (
            f"{one['rows']:,}",
            f"{one['mib']}",
            f"{one['seconds']:,.1f}",
            f"{one['cpu_seconds']:,.1f}",
            f"{one['rows_per_second']:,}",
            f"{one['peak_mib']:,}",
        )
        for one in country
    ]
    busy = (
        f"The machine was **not quiet**: {load:.1f} processes were waiting for {cores()} "
        "processors at the end. Seconds on the clock are therefore too many, and rates too low; "
        "ratios and processor seconds say more."
        if load > cores() + 0.5
        else "The machine did nothing else."
    )
    parts = [
        "# Performance",
        "<!-- Written by bench/performance.py; run that instead of editing this page. -->",
        (f"Measured on {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()} on "
        f"{cores()} processors ({platform.machine()}). {busy}"),
        "## Matching names",
        (f"The kegiatan of the legacy catalog against {target} (kabupaten/kota), one process, five "
        "candidates each. Every query is new to the method; slow methods get a sample; the "
            "methods run turn by turn, and the fastest of five rounds counts. Shares are "
        "of the labelled activities that have a home ([accuracy](accuracy.md) says what they are "
        "worth)."),
        methods_table(methods),
        (f"A single match takes {own['single_ms']:.2f} ms (median; 95 % within "
        f"{own['single_p95_ms']:.2f} ms). A process that has never seen the words of the names "
        f"matches {own['cold_rows_per_second']:,.0f} rows a second at first: stems are found once "
        "and kept. Evidence in words is made when it is read, and is not in these figures."),
        ("BM25 and TF-IDF are plain matrix products here, without scope, spelling, evidence or "
        "probabilities."),
        "## Catalogs of several sizes",
        table(
            ("Catalog", "Entries", "Index built, s", "Opened from the cache, ms", "Rows/s",
             "Single, ms"),
            sized,
        ),
        "Parts of a catalog are every so many-th kegiatan with what is below it.",
        "## A year of the whole country",
        ("`nomenklatur translate nasional.csv --stream -f csv` on a made-up file: the offices of "
        "38 provinsi and 514 kabupaten and kota, each writing in its own way, with slips "
        "(`bench/national.py` says how many). Crosswalk, recognition, equal and likely names are "
        "all on; the balance of every column is checked. Memory is that of all processes "
        "together (proportional set size)."),
        table(
            ("Rows", "MiB", "Seconds", "Processor seconds", "Rows/s", "Peak MiB"), carried
        ),
        "## The reconciliation service",
        ("`nomenklatur serve` over the 9,433 entries of sipd-2027, asked over HTTP for kegiatan of "
        "the legacy catalog, each name once; csv-reconcile (Dice over pairs of letters, every row "
        "compared) over the same identifiers and names. OpenRefine sends batches of ten. p50 and "
        "p99 are of whole requests; the client runs on the same processors. The first answer "
        "counts from the start of the first request, with the index in the cache."),
        service_table(served),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Write docs/performance.md.")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rows", type=int, default=1_400_000)
    parser.add_argument("--source", default="permendagri-13-2006")
    parser.add_argument("--target", default="permendagri-90-2019")
    given = parser.parse_args()
    store = Store()
    source, target = store.open_catalog(given.source), store.open_catalog(given.target)
    latest = store.open_catalog("sipd-2027")
    gold = read_gold(given.gold) if given.gold else ()
    methods = match.compare(source, target, Authority.KABUPATEN_KOTA, gold)
    grown = match.growth(source, match.sizes(store, target))
    known = national.activities(source)
    counts = [n for n in (100_000, 200_000, 400_000) if n < given.rows]
    with tempfile.TemporaryDirectory(prefix="nomenklatur-national-") as name:
        country = [
            national.measure(Path(name), known, count, 2021) for count in (*counts, given.rows)
        ]
    served = service.measure(source, latest)
    PAGE.write_text(page(methods, grown, country, served, target.id), "utf-8")


if __name__ == "__main__":
    main()

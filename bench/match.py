"""The matcher beside plain methods, on the same queries and catalog in one run.

    python bench/match.py [--gold GOLD] [--source ID] [--target ID] [--json FILE]

The queries are the kegiatan of the legacy catalog, each once; slow methods get a sample of them.
With GOLD (labelled activities) every method says how often it was right, too. string_grouper is
measured itself where it is installed (`pip install nomenklatur[bench]`), besides its method as
`nomenklatur evaluate --baselines` has it. Every method has its index built before the clock runs,
but string_grouper, whose interface builds it in each call.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from nomenklatur.catalog import Catalog, Entry
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Level
from nomenklatur.crosswalk.bidang import load_bidang
from nomenklatur.evaluate.baselines import figures_of, rankers
from nomenklatur.evaluate.gold import GoldRow, read_gold
from nomenklatur.evaluate.run import evaluate, numbering_of, query_of
from nomenklatur.match.engine import Engine
from nomenklatur.match.index import leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nomenklatur.match.query import Query

SLOW = {"wratio": 200, "token_set_ratio": 600}
"""Methods that get a sample of so many queries."""
SINGLE = 500
ROUNDS = 5


def queries_of(source: Catalog) -> list[GoldRow]:
    """The kegiatan of a legacy catalog as rows without labels, each name and program once."""
    found: dict[tuple[object, ...], GoldRow] = {}
    for entry in source.at(Level.KEGIATAN):
        above = {one.level: one.name for one in source.ancestors(entry)}
        program = above.get(Level.PROGRAM, "")
        bidang = above.get(Level.BIDANG_URUSAN, "")
        row = GoldRow(entry.name, program, bidang, entry.code)
        found.setdefault((entry.name, program, bidang), row)
    return list(found.values())


def timed(work: Callable[[], object], repeat: int = 3) -> float:
    """Seconds of the fastest of several runs: the others were disturbed.

    As in `timeit`, the garbage collector waits meanwhile: what it takes depends on everything
    else that this process holds, such as the libraries of the other methods.
    """
    best = float("inf")
    for _ in range(repeat):
        gc.collect()
        gc.disable()
        try:
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
        finally:
            gc.enable()
    return best


def engine_rates(
    target: Catalog, authority: Authority | None, rows: Sequence[GoldRow]
) -> dict[str, float]:
    """Rows a second of the engine: each query new to it; and the median of single matches."""
    numbering = load_bidang().numbering_of(target) or numbering_of(rows)
    queries = [query_of(row, authority) for row in rows]

    def fresh() -> Engine:
        engine = Engine(target, authority=authority, numbering=numbering)
        engine.match(query_of(GoldRow("pembangunan gedung"), authority))
        return engine

    list(fresh().match_many(queries))  # the words of all names are known from here on
    engines = [fresh() for _ in range(4)]
    batch = min(timed(lambda e=e: list(e.match_many(queries)), 1) for e in engines[:3])
    singles = []
    for query in random.Random(0).sample(queries, min(SINGLE, len(queries))):  # noqa: S311
        start = time.perf_counter()
        engines[3].match(query)
        singles.append(time.perf_counter() - start)
    return {
        "rows_per_second": len(queries) / batch,
        "single_ms": 1000 * statistics.median(singles),
        "single_p95_ms": 1000 * statistics.quantiles(singles, n=20)[-1],
        "cold_rows_per_second": cold_rate(target, authority, queries),
    }


def cold_rate(target: Catalog, authority: Authority | None, queries: Sequence[Query]) -> float:
    """Rows a second in a process that has seen no name yet; its index is open."""
    script = (
        "import pickle, sys, time\n"
        "from nomenklatur.match.engine import Engine\n"
        "target, authority, queries = pickle.load(sys.stdin.buffer)\n"
        "engine = Engine(target, authority=authority)\n"
        "engine.match(queries[0])\n"
        "start = time.perf_counter()\n"
        "list(engine.match_many(queries))\n"
        "print(len(queries) / (time.perf_counter() - start))\n"
    )
    import pickle  # noqa: PLC0415 - our own data to our own process

    data = pickle.dumps((Catalog(target.info, tuple(target.entries)), authority, list(queries)))
    done = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True
    )
    return float(done.stdout)


def string_grouper_ranks(
    names: Sequence[str], asked: Sequence[str], depth: int = 5
) -> list[list[int]]:
    """The rows of the names that string_grouper finds for each query, the best first."""
    import pandas as pd  # noqa: PLC0415 - of the bench extra
    from string_grouper import match_strings  # noqa: PLC0415 - the same

    found = match_strings(
        pd.Series(names), pd.Series(asked), min_similarity=0.01, max_n_matches=depth,
        number_of_processes=1,
    )  # fmt: skip
    ranked: list[list[tuple[float, int]]] = [[] for _ in asked]
    for left, score, right in zip(
        found["left_index"], found["similarity"], found["right_index"], strict=True
    ):
        ranked[int(right)].append((-float(score), int(left)))
    return [[place for _, place in sorted(line)[:depth]] for line in ranked]


def compare(
    source: Catalog,
    target: Catalog,
    authority: Authority | None,
    gold: Sequence[GoldRow],
) -> list[dict[str, Any]]:
    """Every method's speed, and its accuracy where there are labels.

    The methods run turn by turn, several rounds, so that a busy machine slows all of them; of
    each the fastest round counts.
    """
    rows = queries_of(source)
    numbering = numbering_of(gold or rows)
    entries = leaves(target, authority)
    own = engine_rates(target, authority, rows)
    found: list[dict[str, Any]] = [
        {"method": "nomenklatur", "about": "this project", "queries": len(rows), **own}
    ]
    work: list[Callable[[], float]] = [lambda: own_seconds(target, authority, rows)]
    if gold:
        figures = evaluate(gold, target, authority=authority, numbering=numbering).figures
        found[0] |= figures.as_dict()
    for name, (about, build) in rankers(target, authority, numbering).items():
        ranker = build()
        some = random.Random(0).sample(rows, min(SLOW.get(name, len(rows)), len(rows)))  # noqa: S311
        work.append(functools.partial(timed, functools.partial(ranker.rank, some), 1))
        found.append({"method": name, "about": about, "queries": len(some)})
        if gold:
            found[-1] |= figures_of(ranker.rank(gold), gold, entries, seed=0).as_dict()
    if importlib.util.find_spec("string_grouper"):
        names, asked = [entry.name for entry in entries], [row.name for row in rows]
        one = functools.partial(string_grouper_ranks, names, asked)
        work.append(functools.partial(timed, one, 1))
        about = "string_grouper itself, all names, five matches"
        found.append({"method": "string_grouper", "about": about, "queries": len(asked)})
        if gold:
            answers = string_grouper_ranks(names, [row.name for row in gold], 10)
            found[-1] |= figures_of(answers, gold, entries, seed=0).as_dict()
    seconds = [[run() for run in work] for _ in range(ROUNDS)]
    for method, taken in zip(found, zip(*seconds, strict=True), strict=True):
        method["rows_per_second"] = method["queries"] / min(taken)
    for method in found:
        method["ratio"] = found[0]["rows_per_second"] / method["rows_per_second"]
    return found


def own_seconds(target: Catalog, authority: Authority | None, rows: Sequence[GoldRow]) -> float:
    """Seconds of an engine that has answered nothing yet, for all rows."""
    queries = [query_of(row, authority) for row in rows]
    engine = Engine(target, authority=authority, numbering=numbering_of(rows))
    engine.match(query_of(GoldRow("pembangunan gedung"), authority))
    return timed(lambda: list(engine.match_many(queries)), 1)


def growth(
    source: Catalog, catalogs: Sequence[tuple[str, Catalog, Authority | None]]
) -> list[dict[str, Any]]:
    """Index and speed on catalogs of several sizes."""
    rows = queries_of(source)
    return [_grown(rows, *one) for one in catalogs]


def _grown(
    rows: Sequence[GoldRow], label: str, catalog: Catalog, authority: Authority | None
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="nomenklatur-index-") as name:
        cache = Path(name)
        build = timed(lambda: Engine(catalog, authority=authority, cache=None).index, 2)
        assert Engine(catalog, authority=authority, cache=cache).index  # writes it
        opened = timed(lambda: Engine(catalog, authority=authority, cache=cache).index)
        held = any(cache.rglob("*"))
    rates = engine_rates(catalog, authority, rows)
    return {
        "catalog": label,
        "rows": len(catalog.entries),
        "entries": len(leaves(catalog, authority)),
        "build_s": build,
        "open_ms": 1000 * opened if held else None,
        "rows_per_second": rates["rows_per_second"],
        "single_ms": rates["single_ms"],
    }


def part_of(catalog: Catalog, share: int) -> Catalog:
    """A catalog with every so many-th kegiatan and what is below it."""
    kegiatan: dict[object, int] = {}
    kept: list[Entry] = []
    for entry in catalog.entries:
        above = entry.code.ancestor(Level.KEGIATAN)
        if above is None or kegiatan.setdefault(above, len(kegiatan)) % share == 0:
            kept.append(entry)
    return Catalog(evolve(catalog.info, id=f"{catalog.id}-{share}"), tuple(kept))


def sizes(store: Store, target: Catalog) -> list[tuple[str, Catalog, Authority | None]]:
    """The catalogs at hand, and parts of the target."""
    kabkota = Authority.KABUPATEN_KOTA
    found: list[tuple[str, Catalog, Authority | None]] = [
        (f"a quarter of {target.id}", part_of(target, 4), kabkota),
        (f"half of {target.id}", part_of(target, 2), kabkota),
        (f"{target.id}, kabupaten/kota", target, kabkota),
        (f"{target.id}, all", target, None),
    ]
    known = {listed.id for listed in store.catalogs()}
    more = [name for name in ("kepmendagri-900-1317-2023", "sipd-2027") if name in known]
    return [*found, *((f"{name}, all", store.open_catalog(name), None) for name in more)]


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description="The matcher beside plain methods.")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--source", default="permendagri-13-2006")
    parser.add_argument("--target", default="permendagri-90-2019")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    store = Store()
    source, target = store.open_catalog(given.source), store.open_catalog(given.target)
    gold = read_gold(given.gold) if given.gold else ()
    methods = compare(source, target, Authority.KABUPATEN_KOTA, gold)
    for one in methods:
        right = f"{one['top1']:6.1%} {one['top5']:6.1%}" if "top1" in one else ""
        print(
            f"{one['method']:<16} {one['rows_per_second']:>10,.0f} rows/s  "
            f"1/{one['ratio']:<8,.1f} {right}  {one['about']}"
        )
    own = methods[0]
    print(
        f"single match: median {own['single_ms']:.2f} ms, 95 % within {own['single_p95_ms']:.2f} "
        f"ms; names never seen before: {own['cold_rows_per_second']:,.0f} rows/s"
    )
    grown = growth(source, sizes(store, target))
    for one in grown:
        opened = "not kept" if one["open_ms"] is None else f"{one['open_ms']:.0f} ms"
        print(
            f"{one['catalog']:<36} {one['entries']:>6,} entries  build {one['build_s']:.2f} s  "
            f"open {opened}  {one['rows_per_second']:>8,.0f} rows/s"
        )
    if given.json:
        data = {"methods": methods, "growth": grown}
        given.json.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

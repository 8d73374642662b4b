"""The reconciliation service under load, beside csv-reconcile on the same table.

    python bench/service.py [--target ID] [--source ID] [--json FILE]

The names of the legacy catalog's kegiatan, each once, are sent over HTTP in batches of ten, as
OpenRefine sends them, and one by one; over one connection and over four. The catalog is whole
(9,433 entries for `sipd-2027`); csv-reconcile gets the same identifiers and names as a CSV. It is
measured where it is installed (`pip install nomenklatur[bench]`, or CSV_RECONCILE says where its
command is), on fewer names, as it compares every name with every row. Every server is a process
of its own; memory is the most that it ever held (VmHWM).
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import csv
import json
import os
import queue
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Level
from nomenklatur.service.entities import Entities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog import Catalog

BATCH = 10
"""Queries in a request of OpenRefine."""
CONNECTIONS = 4
OWN, PEER = 1200, 60
"""Names that this project and csv-reconcile are asked for in each run."""
PEER_PORT = 5000
"""The port of csv-reconcile, which has no option for it."""
Query = dict[str, Any]


def names_of(source: Catalog) -> list[str]:
    """The names of the kegiatan of a catalog, each once, in an order that is always the same."""
    names = list(dict.fromkeys(entry.name for entry in source.at(Level.KEGIATAN)))
    random.Random(0).shuffle(names)  # noqa: S311 - an order, no secret
    return names


@contextlib.contextmanager
def own_server(target: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """This project's service with one catalog: its address and process."""
    command = [sys.executable, "-m", "nomenklatur_cli", "serve", "--port", "0", "--catalog", target]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield f"{process.stdout.readline().strip()}reconcile/{target}", process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def peer_command() -> str | None:
    """The command of csv-reconcile, if it is installed."""
    beside = Path(sys.executable).with_name("csv-reconcile")
    return os.environ.get("CSV_RECONCILE") or shutil.which(beside) or shutil.which("csv-reconcile")


@contextlib.contextmanager
def peer_server(
    command: str, catalog: Catalog, folder: Path
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """csv-reconcile with the same table: its address and process."""
    table = folder / "catalog.tsv"
    entities = Entities(catalog)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(("id", "name"))
        writer.writerows((entities.id_of(entry), entry.name) for entry in catalog.entries)
    subprocess.run(
        [command, "init", table, "id", "name"], check=True, capture_output=True, cwd=folder
    )
    process = subprocess.Popen(
        [command, "serve"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    try:
        yield f"http://127.0.0.1:{PEER_PORT}/reconcile", process
    finally:
        process.terminate()
        process.wait(60)


def wait_for(url: str) -> float:
    """Seconds until a service answers."""
    start = time.perf_counter()
    while True:
        try:
            httpx.get(url, timeout=60).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return time.perf_counter() - start


def load(url: str, queries: Sequence[Query], size: int, connections: int) -> dict[str, float]:
    """Send queries in batches over some connections; how many a second, and how long each took."""
    batches: queue.SimpleQueue[tuple[Query, ...]] = queue.SimpleQueue()
    for at in range(0, len(queries), size):
        batches.put(tuple(queries[at : at + size]))
    took: list[float] = []

    def work() -> None:
        with httpx.Client(timeout=120) as client:
            while True:
                try:
                    batch = batches.get_nowait()
                except queue.Empty:
                    return
                text = json.dumps({f"q{n}": query for n, query in enumerate(batch)})
                start = time.perf_counter()
                answer = client.post(url, data={"queries": text})
                took.append(time.perf_counter() - start)
                answer.raise_for_status()
                assert len(batch) == len(answer.json())

    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(connections) as pool:
        for future in [pool.submit(work) for _ in range(connections)]:
            future.result()
    seconds = time.perf_counter() - start
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    return {
        "queries": len(queries),
        "batch": size,
        "connections": connections,
        "queries_per_second": len(queries) / seconds,
        "p50_ms": 1000 * cuts[49],
        "p99_ms": 1000 * cuts[98],
    }


def peak_mib(pid: int) -> int | None:
    """The most memory that a process ever held; None where the system does not say."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024)
    return None


RUNS = ((BATCH, 1), (BATCH, CONNECTIONS), (1, 1))
"""Batch and connections of each run."""


def runs(url: str, names: Sequence[str], more: Query, about: str) -> list[dict[str, Any]]:
    """The runs against one service; every name is sent once."""
    part = len(names) // len(RUNS)
    found = []
    for at, (size, connections) in enumerate(RUNS):
        some = names[at * part : (at + 1) * part]
        queries = [{"query": name, "limit": 5, **more} for name in some]
        found.append({"about": about, **load(url, queries, size, connections)})
    return found


def measure(source: Catalog, target: Catalog) -> list[dict[str, Any]]:
    """All runs, this project's first."""
    names = names_of(source)
    found: list[dict[str, Any]] = []
    for about, more in (
        ("this project, sub kegiatan", {"type": "sub_kegiatan"}),
        ("this project, every level", {}),
    ):
        with own_server(target.id) as (url, process):
            start = time.perf_counter()
            wait_for(url)
            load(url, [{"query": "pembangunan gedung", **more}] * 2, 1, 1)
            ready = time.perf_counter() - start
            some = runs(url, names[:OWN], more, about)
            found += [{**one, "ready_s": ready, "peak_mib": peak_mib(process.pid)} for one in some]
    command = peer_command()
    if command is None:
        return found
    with (
        tempfile.TemporaryDirectory(prefix="nomenklatur-service-") as name,
        peer_server(command, target, Path(name)) as (url, peer),
    ):
        ready = wait_for(url)
        some = runs(url, names[: 3 * PEER], {}, "csv-reconcile")
        found += [{**one, "ready_s": ready, "peak_mib": peak_mib(peer.pid)} for one in some]
    return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--source", default="permendagri-13-2006")
    parser.add_argument("--target", default="sipd-2027")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    store = Store()
    found = measure(store.open_catalog(given.source), store.open_catalog(given.target))
    for one in found:
        print(
            f"{one['about']:<28} batch {one['batch']:>2} × {one['connections']}  "
            f"{one['queries_per_second']:>8,.1f} queries/s  p50 {one['p50_ms']:>8,.1f} ms  "
            f"p99 {one['p99_ms']:>8,.1f} ms  ready {one['ready_s']:.1f} s  {one['peak_mib']} MiB"
        )
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

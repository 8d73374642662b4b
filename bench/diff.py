"""Comparing two full catalogs, beside what comparing all names by letters takes and finds.

Usage: python bench/diff.py [--runs N]

The peer takes the names of each level and kind of region and gives every entry of the older
catalog the most alike name of the newer one (`rapidfuzz.process.cdist`, one worker), as anybody
would who has no more than the two lists. Both run turn by turn on the same data, so that a busy
machine slows both. Where the shared data folder is beside the project, what each finds is counted
on the published crosswalk between the two versions.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - after the number of threads is set
from rapidfuzz import fuzz, process  # noqa: E402

from nomenklatur.catalog import Catalog, CatalogInfo, Entry  # noqa: E402
from nomenklatur.catalog.diff import CatalogDiff, diff_catalogs  # noqa: E402
from nomenklatur.codes import Authority, Code, Level  # noqa: E402
from nomenklatur.crosswalk.derive import derive_crosswalk  # noqa: E402
from tests.shared_catalogs import shared_catalog  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")
OLDER, NEWER = "permendagri-90-2019", "kepmendagri-050-3708-2020"
KINDS = (Authority.PROVINSI, Authority.KABUPATEN_KOTA)
SHARED = ROOT.parent / "shared" / "data"
_KEPT = 0.9
_UNLIKE = 0.5
AIM = 10.0
"""Seconds that the comparison may take on one core."""

Found = dict[tuple[str, Authority], str]


def generated() -> tuple[Catalog, Catalog]:
    """Two catalogs of about the real sizes, the second a revision of the first."""
    chance = np.random.default_rng(5)
    words = ["".join(chance.choice(list("abdegiklmnoprstu"), 7)) for _ in range(900)]
    older, newer = [], []
    for number in range(2500):
        digits = (number // 500 + 1, number // 100 % 5 + 2, number // 20 % 5 + 1, number % 20 + 1)
        name = " ".join(chance.choice(words, chance.integers(3, 14)))
        for kind in KINDS:
            program, kegiatan, activity, sub = digits
            code = Code.parse(f"1.{program:02}.{kegiatan:02}.{kind.value}.{activity:02}.{sub:02}")
            older.append(Entry(code, name, frozenset({kind})))
            kept = name if chance.random() < _KEPT else f"{name} {chance.choice(words)}"
            newer.append(Entry(code, kept, frozenset({kind})))
    return Catalog(CatalogInfo(OLDER), tuple(older)), Catalog(CatalogInfo(NEWER), tuple(newer))


def most_alike(older: Catalog, newer: Catalog) -> Found:
    """The peer: for every entry the entry whose name is most alike."""
    found: Found = {}
    for kind in KINDS:
        for level in Level:
            ones, others = older.at(level, kind), newer.at(level, kind)
            if not ones or not others:
                continue
            alike = process.cdist(
                [entry.name.lower() for entry in ones],
                [entry.name.lower() for entry in others],
                scorer=fuzz.ratio,
                workers=1,
            )
            for entry, best in zip(ones, alike.argmax(axis=1).tolist(), strict=True):
                found[str(entry.code), kind] = str(others[best].code)
    return found


def compared(diff: CatalogDiff) -> Found:
    """What the comparison finds, entry by entry."""
    return {
        (str(change.source.code), kind): str(change.targets[0].code)
        for change in diff
        if change.source is not None and change.targets
        for kind in change.authorities
    }


def score(found: Found) -> str:
    """How much of the published crosswalk is found, and how many traps are walked into."""
    path = SHARED / "crosswalks" / f"{OLDER}--{NEWER}.csv"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    right = asked = fallen = traps = 0
    for row in rows:
        key = row["code_p90_2019"], Authority.from_label(row["jenis_pemda"])
        if row["relation"] in {"same_code_same_name", "moved_same_name"}:
            asked += 1
            right += found.get(key) == row["code_kep050_2020"]
        elif row["relation"] == "same_code_different_name":
            if float(row["name_similarity"]) >= _UNLIKE:
                continue
            traps += 1
            fallen += found.get(key) == row["code_p90_2019"]
    return f"finds {right / asked:.2%} of {asked}, walks into {fallen} of {traps} traps"


def timed(work: Callable[[], _T]) -> tuple[float, float, _T]:
    """Seconds by the clock and of the processor, and what came of it."""
    clock, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - clock, time.process_time() - cpu, result


def main() -> int:
    """Print the seconds of both, and what they find; 1 if the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (default 3)")
    runs = parser.parse_args().runs
    if SHARED.is_dir():
        older, newer = shared_catalog(SHARED, OLDER), shared_catalog(SHARED, NEWER)
    else:
        older, newer = generated()
    print(f"{older.id} ({len(older)}) against {newer.id} ({len(newer)}), {runs} runs")
    ours: list[tuple[float, float]] = []
    peers: list[tuple[float, float]] = []
    for _ in range(runs):
        clock, cpu, diff = timed(lambda: compared(diff_catalogs(older, newer)))
        ours.append((clock, cpu))
        clock, cpu, peer = timed(lambda: most_alike(older, newer))
        peers.append((clock, cpu))
    derive_clock, derive_cpu, _ = timed(lambda: derive_crosswalk(older, newer))

    def line(name: str, times: list[tuple[float, float]], said: str) -> float:
        clock = statistics.median(seconds for seconds, _ in times)
        cpu = statistics.median(seconds for _, seconds in times)
        print(f"{name:34} {clock:7.2f} s  processor {cpu:6.2f} s  {said}")
        return cpu

    cpu = line("diff_catalogs", ours, score(diff))
    line("peer: rapidfuzz cdist, best name", peers, score(peer))
    line("derive_crosswalk, evidence written", [(derive_clock, derive_cpu)], "")
    print(f"aim: {AIM:.0f} s on one core: {'met' if cpu <= AIM else 'MISSED'}")
    return int(cpu > AIM)


if __name__ == "__main__":
    sys.exit(main())

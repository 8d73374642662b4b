"""Opening, looking up and searching catalogs, beside what has to be paid anyway.

Usage: python bench/catalog.py [--runs N]

Every figure is taken beside its baseline in the same run, turn by turn, so that a busy machine
slows both; the ratio of the medians is what counts. The five real catalogs are used where the
shared data folder is beside the project, else generated ones of the same sizes.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nomenklatur.catalog import Catalog, CatalogInfo, Entry  # noqa: E402
from nomenklatur.catalog.cache import open_cached  # noqa: E402
from nomenklatur.catalog.folder import load_catalog, save_catalog  # noqa: E402
from nomenklatur.catalog.search import search  # noqa: E402
from nomenklatur.catalog.store import Store  # noqa: E402
from nomenklatur.catalog.validate import validate  # noqa: E402
from nomenklatur.codes import Code, Level  # noqa: E402
from tests.shared_catalogs import ROWS, shared_catalog  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BIG = "sipd-2027"
QUERIES = ("alat tulis kantor", "fasilitasi perijinan usaha mikro", "kopersi simpn pinjam")
LOOK_UP = """
import click, sys
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code
print(Store().open_catalog("sipd-2027").require(Code.parse(sys.argv[1])).name)
"""
COMMAND = "from nomenklatur_cli.main import main; main()"


def generated(name: str, rows: int) -> Catalog:
    """A catalog of a size, with names of a few hundred words."""
    chance = random.Random(rows)  # noqa: S311 - no secret
    words = [
        "".join(chance.choices("abdegiklmnoprstu", k=chance.randint(3, 11))) for _ in range(900)
    ]
    codes = (
        f"{u}.{b:02}.{p:02}.{a}.{k:02}.{s:04}"
        for u in range(1, 4) for b in range(1, 25) for p in range(1, 8)
        for a in (1, 2) for k in range(1, 5) for s in range(1, 9)
    )  # fmt: skip
    entries = [
        Entry(Code.parse(code), " ".join(chance.choices(words, k=chance.randint(3, 14))))
        for code, _ in zip(codes, range(rows), strict=False)
    ]
    return Catalog(CatalogInfo(name), tuple(entries))


def catalog_of(name: str) -> Catalog:
    """A real catalog, or a generated one of its size."""
    shared = ROOT.parent / "shared" / "data"
    return shared_catalog(shared, name) if shared.is_dir() else generated(name, ROWS[name])


def read_plainly(folder: Path) -> list[dict[str, str]]:
    """What the csv module alone takes."""
    with (folder / "catalog.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_turns(runs: int, measured: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each of several measures, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(runs):
        for name, measure in measured.items():
            taken[name].append(measure())
    return {name: statistics.median(times) for name, times in taken.items()}


def call(function: Callable[[], object]) -> Callable[[], float]:
    """Measures a call in seconds of processor time."""

    def measure() -> float:
        start = time.process_time()
        function()
        return time.process_time() - start

    return measure


def process(folder: Path, *arguments: str) -> Callable[[], float]:
    """Measures a whole Python process in seconds of processor time.

    All of it is compiled to bytecode before, as an installed package is, whatever the
    environment says of an editable one; and it runs in a folder without a configuration.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder)

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    def measure() -> float:
        start = spent()
        run()
        return spent() - start

    run()
    return measure


def show(title: str, figures: Mapping[str, float]) -> None:
    """Print figures and their ratios to the first."""
    print(title)
    baseline = next(iter(figures.values()))
    for name, seconds in figures.items():
        print(f"  {name:<44}{seconds * 1e3:9.2f} ms {seconds / baseline:7.2f}x")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        os.environ["NOMENKLATUR_HOME"] = home
        place = Path(home)
        store = Store()
        for name in ROWS:
            save_catalog(catalog_of(name), store.catalog_folder(name))
        time.sleep(2.1)  # until the files are old enough to be told by their looks
        opened = [store.open_catalog(name) for name in ROWS]
        folder, cache = store.catalog_folder(BIG), store.cache
        assert cache is not None
        code = str(opened[-1].at(Level.SUB_KEGIATAN)[-1].code)
        show(
            f"Open {BIG} ({ROWS[BIG]} entries) and look one code up",
            in_turns(runs, {
                "csv module alone": call(lambda: read_plainly(folder)),
                "load the folder": call(lambda: load_catalog(folder).require(Code.parse(code))),
                "compiled": call(lambda: open_cached(folder, cache).require(Code.parse(code))),
                "compiled, all entries": call(lambda: open_cached(folder, cache).entries),
            }),
        )  # fmt: skip
        show(
            "The same as a process (aim: 1.5x)",
            in_turns(runs, {
                "python -c 'import click, attrs'": process(place, "-c", "import click, attrs"),
                "library look-up": process(place, "-c", LOOK_UP, code),
                "nomenklatur lookup CODE --from": process(
                    place, "-c", COMMAND, "lookup", code, "--from", BIG
                ),
                "nomenklatur lookup CODE, in all catalogs": process(
                    place, "-c", COMMAND, "lookup", code
                ),
            }),
        )  # fmt: skip

        def search_all(text: str) -> None:
            search([open_cached(store.catalog_folder(name), cache) for name in ROWS], text)

        loaded = [open_cached(store.catalog_folder(name), cache) for name in ROWS]
        search(loaded, QUERIES[0])
        show(
            f"Search {len(ROWS)} catalogs ({sum(ROWS.values())} entries; aim: 100 ms)",
            in_turns(runs, {
                "csv module alone": call(
                    lambda: [read_plainly(store.catalog_folder(name)) for name in ROWS]
                ),
                **{
                    f"open and search {text!r}": call(lambda text=text: search_all(text))
                    for text in QUERIES
                },
                **{
                    f"opened before: {text!r}": call(lambda text=text: search(loaded, text))
                    for text in QUERIES
                },
            }),
        )  # fmt: skip
        show(
            f"Validate {BIG} (aim: well under a second)",
            in_turns(3, {
                "load the folder": call(lambda: load_catalog(folder)),
                "validate": call(lambda: validate(Catalog(opened[-1].info, opened[-1].entries))),
            }),
        )  # fmt: skip


if __name__ == "__main__":
    main()

"""Importing an official workbook, beside what python-calamine alone takes to read it.

Usage: python bench/importing.py [--runs N] [FILE]

The SIPD list of 7,581 sub kegiatan is used where the shared data folder is beside the project,
else a generated one of the same size. Each run reads the file with calamine and imports it, turn
by turn in one process, so that a busy machine slows both; the ratio of the medians is what
counts. The aim is 1.5.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
import python_calamine  # noqa: E402

from nomenklatur.catalog.importing import import_catalog, install  # noqa: E402
from nomenklatur.catalog.store import Store  # noqa: E402
from tests.importing.lists import SIPD  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = ROOT.parent / "shared" / "data" / "official-files"
AIM = 1.5


def official_workbook(folder: Path) -> Path:
    """The SIPD list, or one of the same size and shape."""
    found = sorted(SHARED.glob("nomenklatur-subkegiatan-*2027.xlsx"))
    if found:
        return found[0]
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Worksheet")
    page.append(SIPD)
    for number in range(7581):
        bidang, program, kegiatan, sub = (number // 152, number // 31, number // 5, number)
        digit = 1 + number % 2
        codes = [f"{1 + bidang // 30}.{1 + bidang % 30:02}"]
        codes.append(f"{codes[0]}.{2 + program % 5:02}")
        codes.append(f"{codes[1]}.{digit}.{1 + kegiatan % 99:02}")
        codes.append(f"{codes[2]}.{1 + sub:04}")
        names = [f"{word} {number % 97} pada Urusan Pemerintahan Daerah" for word in "ABCD"]
        cells = [f"{code} {name}" for code, name in zip(codes, names, strict=True)]
        texts = [f"Tersedianya {names[3]}", f"Jumlah {names[3]}", "Dokumen", "[null]"]
        definition = f"Cakupan:\n- {names[3]}\n\nNSPK:\n1) {names[0]} " + "Peraturan " * 40
        page.append(
            [("PROV", "KABKOT")[digit - 1], *cells, *texts, definition, "bidang", "SPM", "Layanan"]
        )
    path = folder / "generated.xlsx"
    book.save(path)
    return path


def timed(function: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor that a function takes, on a clean heap."""
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    kept = function()
    taken = time.perf_counter() - clock, time.process_time() - processor
    del kept
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or official_workbook(Path(folder))
        store = Store(home=Path(folder) / "home", cache=None)

        def read() -> object:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

        tasks: dict[str, Callable[[], object]] = {
            "calamine alone": read,
            "import": lambda: import_catalog(path),
            "import and install": lambda: install(import_catalog(path), store),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
        for run in range(options.runs + 1):
            for name, task in tasks.items():
                taken = timed(task)
                if run:  # the first one warms up
                    times[name].append(taken)
        imported = import_catalog(path)
    print(f"{path.name}: {len(imported.catalog)} entries, layout {imported.layout}")
    print(f"{'':20}{'clock ms':>10}{'ratio':>7}{'cpu ms':>10}{'ratio':>7}")
    base = [statistics.median(column) for column in zip(*times["calamine alone"], strict=True)]
    for name, taken in times.items():
        clock, cpu = (statistics.median(column) for column in zip(*taken, strict=True))
        print(
            f"{name:20}{clock * 1e3:10.0f}{clock / base[0]:7.2f}"
            f"{cpu * 1e3:10.0f}{cpu / base[1]:7.2f}"
        )
    print(f"aim: import within {AIM} of calamine alone")


if __name__ == "__main__":
    main()

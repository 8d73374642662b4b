"""Plans in layouts that are drawn by chance, read, and held against what they hold.

    python bench/reading.py [--plans 10000] [--first SEED] [--seconds 600] [--fixed order=levels]
    python bench/reading.py --seed SEED --show [FOLDER]

The seeds go from the first one on, a plan each. A plan is right if the sums of its own columns
are the truth; `items` of the right ones have another number of items. Wrong ones are said (an
error of NK3xx or NK4xx) or refused (`ReadError`), or else silent: those are listed with their
seeds, and the command exits 1. `--show` prints one plan as it is, what was read and what is true,
and writes its file into a folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.reading.grid import write
from tests.reading.layouts import Drawn, draw_plan
from tests.reading.reader import Reading, read

OUTCOMES = ("right", "items", "said", "refused", "silent", "crash")


def outcome(drawn: Drawn, reading: Reading) -> str:
    """What became of a plan."""
    if reading.refused:
        return "refused"
    if drawn.is_right(reading):
        return "right" if reading.items == drawn.items else "items"
    return "said" if reading.is_said else "silent"


def show(seed: int, fixed: dict[str, str], folder: str) -> None:
    """One plan: its cells, what was read, what is true."""
    drawn = draw_plan(Random(seed), **fixed)  # noqa: S311 - made-up plans, no secrets
    for sheet in drawn.sheets:
        print(f"-- {sheet.name}, merged {sheet.merged}")
        for number, row in enumerate(sheet.texts(), 1):
            print(number, " | ".join(row).rstrip(" |"))
    print(", ".join(f"{name}={chosen}" for name, chosen in drawn.layout.items()))
    reading = read(drawn.document())
    print(f"true: {drawn.items} items, {drawn.totals}\nread: {reading}")
    print(outcome(drawn, reading))
    if folder:
        path = Path(folder) / f"plan-{seed}.{drawn.layout['format']}"
        write(drawn.sheets, path)
        print(path)


def table(counts: dict[tuple[str, str], Counter[str]]) -> str:
    """The outcomes by kind of layout."""
    lines = [f"{'layout':32}{'plans':>8}" + "".join(f"{one:>9}" for one in OUTCOMES)]
    for (name, chosen), found in sorted(counts.items()):
        numbers = "".join(f"{found[one]:9,}" for one in OUTCOMES)
        lines.append(f"{f'{name} {chosen}':32}{found.total():8,}{numbers}")
    return "\n".join(lines)


def main() -> int:
    """Draw, read, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=10_000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="seed of the first one")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many")
    parser.add_argument("--fixed", action="append", default=[], help="a choice, as order=levels")
    parser.add_argument("--seed", type=int, help="one plan only")
    parser.add_argument("--show", nargs="?", const="", help="print it; write it into a folder")
    given = parser.parse_args()
    fixed = dict(one.split("=") for one in given.fixed)
    if given.seed is not None:
        show(given.seed, fixed, given.show or "")
        return 0
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    listed: dict[str, list[int]] = defaultdict(list)
    start = time.perf_counter()
    for seed in range(given.first, given.first + given.plans):
        drawn = draw_plan(Random(seed), **fixed)  # noqa: S311 - made-up plans, no secrets
        try:
            found = outcome(drawn, read(drawn.document()))
        except Exception as problem:  # noqa: BLE001 - a crash is a result here
            found = "crash"
            print(f"{seed}: {type(problem).__name__}: {problem}", file=sys.stderr)
        listed[found].append(seed)
        for kind in ("", *drawn.layout):
            counts[kind, drawn.layout.get(kind, "all")][found] += 1
        if given.seconds and time.perf_counter() - start > given.seconds:
            break
    print(table(counts))
    for name in ("silent", "crash", "refused", "items"):
        print(f"{name}: {' '.join(map(str, listed[name][:60]))}")
    print(f"{counts['', 'all'].total():,} plans in {time.perf_counter() - start:.0f} s")
    return 1 if listed["silent"] or listed["crash"] else 0


if __name__ == "__main__":
    sys.exit(main())

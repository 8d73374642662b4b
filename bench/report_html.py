"""Writing a plan of 100,000 rows as a page, beside XlsxWriter and Jinja2 alone.

Usage: python bench/report_html.py [--rows N] [--runs N]

Every figure is of a process of its own, and the processes take turns, so that a busy machine
slows all of them. The baselines write as many cells (items with their targets, candidates and
findings) and know nothing of plans. Where Chromium is at hand, it opens the page: when its first
screen is painted, and when its tables answer.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nomenklatur.catalog import Catalog, CatalogInfo, Entry  # noqa: E402
from nomenklatur.codes import Authority, Code, Scheme  # noqa: E402
from nomenklatur.crosswalk import Relation  # noqa: E402
from nomenklatur.findings import RULES, Finding  # noqa: E402
from nomenklatur.money import Rupiah  # noqa: E402
from nomenklatur.places import Place  # noqa: E402
from nomenklatur.plan import AmountColumn, Plan, PlanItem, ProgramRef  # noqa: E402
from nomenklatur.report import write  # noqa: E402
from nomenklatur.translation import (  # noqa: E402
    Candidate,
    Evidence,
    Method,
    Outcome,
    Status,
    TargetShare,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Callable

YEARS = ("2021", "2022")
SPLIT, AMBIGUOUS, UNMAPPED = 0.02, 0.06, 0.04
MIB = 1024


def catalog(chance: random.Random) -> Catalog:
    """A catalog of the size of the national list: some 450 programs, 7,000 sub kegiatan."""
    entries = []
    for bidang in range(1, 76):
        for program in range(1, 7):
            start = f"{1 + bidang // 38}.{1 + bidang % 38:02}.{program:02}"
            entries.append(Entry(Code.parse(start), f"PROGRAM {name(chance).upper()}"))
            for kegiatan in range(1, 4):
                entries.append(Entry(Code.parse(f"{start}.2.{kegiatan:02}"), name(chance)))
                entries += [
                    Entry(Code.parse(f"{start}.2.{kegiatan:02}.{sub:04}"), name(chance))
                    for sub in range(1, 6)
                ]
    info = CatalogInfo("bench", regulation="Peraturan contoh", authorities=frozenset())
    return Catalog(info, tuple(sorted(entries, key=lambda entry: entry.code)))


def name(chance: random.Random) -> str:
    """A name of the length that official names have."""
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 11))).capitalize()


WORDS = [
    "".join(random.Random(n).choices("abdegiklmnoprstu", k=4 + n % 8))  # noqa: S311 - no secret
    for n in range(900)
]


def translation(rows: int) -> Translation:
    """A plan of a region with what became of it."""
    chance = random.Random(rows)  # noqa: S311 - no secret
    target = catalog(chance)
    leaves = [entry for entry in target if entry.code.sub is not None]
    programs = [
        ProgramRef(
            f"Program {name(chance)}",
            Code.parse(f"1.{n % 26:02}.{15 + n // 26:02}", scheme=Scheme.LEGACY),
        )
        for n in range(1, 260)
        if n % 26
    ]
    items, outcomes = [], []
    for row in range(rows):
        program = chance.choice(programs)
        money = {year: Rupiah(chance.randint(1, 9000) * 1000) for year in YEARS}
        code = Code.parse(f"{program.code}.{row % 900 + 1:03}", scheme=Scheme.LEGACY)
        place = Place("renja.xlsx", sheet="Renja", row=row + 7)
        item = PlanItem(name(chance), code, program=program, amounts=money, place=place)
        items.append(item)
        outcomes.append(outcome(item, chance, leaves))
    columns = tuple(AmountColumn(year, year=int(year)) for year in YEARS)
    plan = Plan(tuple(items), columns, "Renja contoh", "Kabupaten Contoh", source="renja.xlsx")
    return Translation(plan, tuple(outcomes), target, None, Authority.KABUPATEN_KOTA)


def outcome(item: PlanItem, chance: random.Random, leaves: list[Entry]) -> Outcome:
    """What became of an item."""
    luck = chance.random()
    if luck < AMBIGUOUS + UNMAPPED:
        rule = RULES["NK202" if luck < AMBIGUOUS else "NK201"]
        found = (
            Candidate(entry, chance.random(), (Evidence("name", "the names share: pembangunan"),))
            for entry in chance.sample(leaves, 5)
        )
        return Outcome(
            item,
            Status.AMBIGUOUS if luck < AMBIGUOUS else Status.UNMAPPED,
            candidates=tuple(sorted(found, key=lambda one: -one.score)),
            findings=(Finding(rule, f"{item.code} {item.name}: look at it", item.place),),
        )
    shares = (Fraction(1, 3), Fraction(2, 3)) if chance.random() < SPLIT else (Fraction(1),)
    parts = {year: money.split(shares) for year, money in item.amounts.items()}
    targets = tuple(
        TargetShare(entry.code, entry.name, entry, share, {year: parts[year][n] for year in YEARS})
        for n, (share, entry) in enumerate(
            zip(shares, chance.sample(leaves, len(shares)), strict=True)
        )
    )
    return Outcome(item, Status.MAPPED, Method.CROSSWALK, Relation.EXACT, targets, score=1.0)


def cells(rows: int) -> list[list[str | int]]:
    """What the page shows of the items, as rows of cells and nothing else."""
    found: list[list[str | int]] = []
    for one in translation(rows):
        item = one.item
        program = item.program.name if item.program else ""
        money = [int(amount) for amount in item.amounts.values()]
        place = str(item.place)
        found += [
            [
                str(item.code),
                item.name,
                program,
                *map(str, (t.code, t.name)),
                *money,
                one.status.value,
                place,
            ]
            for t in one.targets
        ] or [[str(item.code), item.name, program, "", "", *money, one.status.value, place]]
        found += [
            [
                "",
                "",
                "",
                str(c.entry.code),
                c.entry.name,
                c.score * 100 // 1,
                0,
                "",
                str(c.evidence[0]),
            ]
            for c in one.candidates
        ]
        found += [
            [f.rule.code, f.message, "", "", "", 0, 0, "", str(f.place)] for f in one.findings
        ]
    return found  # fmt: skip


def xlsxwriter_alone(table: list[list[str | int]], path: Path) -> None:
    """A workbook with one sheet."""
    import xlsxwriter  # noqa: PLC0415 - in its own process

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(table):
            for column, cell in enumerate(line):
                sheet.write(row, column, cell)


def jinja2_alone(table: list[list[str | int]], path: Path) -> None:
    """A page with one table."""
    import jinja2  # noqa: PLC0415 - in its own process

    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string(
        "<table>{% for line in table %}<tr>{% for cell in line %}<td>{{ cell }}</td>"
        "{% endfor %}</tr>\n{% endfor %}</table>"
    )
    with path.open("w", encoding="utf-8") as stream:
        template.stream(table=table).dump(stream)


BASELINES: dict[str, Callable[[list[list[str | int]], Path], None]] = {
    "xlsxwriter": xlsxwriter_alone,
    "jinja2": jinja2_alone,
}
TITLES = {
    "xlsxwriter": "XlsxWriter alone, constant_memory",
    "jinja2": "Jinja2 alone, one table",
    "html": "nomenklatur, html",
}


def child(kind: str, rows: int, path: Path) -> None:
    """Write once and print the seconds, and the memory before and at its peak in MiB."""
    if kind in BASELINES:
        table = cells(rows)
        before, start = peak(), time.process_time()
        BASELINES[kind](table, path)
    else:
        whole = translation(rows)
        before, start = peak(), time.process_time()
        write(whole, path)
    print(json.dumps([time.process_time() - start, before, peak()]))


def peak() -> float:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def measured(kind: str, rows: int, path: Path) -> list[float]:
    """Seconds and memory of one process."""
    command = [sys.executable, __file__, "--child", kind, "--rows", str(rows), "--to", str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return list(json.loads(result.stdout))


def opened(path: Path) -> str:
    """When Chromium has painted the first screen, and when the tables answer."""
    try:
        from tests.browser.chromium import chromium  # noqa: PLC0415 - if it is at hand
    except ImportError as problem:
        return f"not opened: {problem}"
    with chromium() as browser:
        page = browser.new_page()
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-awake]", state="attached", timeout=60_000)
        painted, awake = page.evaluate(
            """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
                      performance.getEntriesByName("awake")[0].startTime]"""
        )
        start = time.perf_counter()
        page.locator("#items input[type=search]").fill("zzz nothing")
        page.wait_for_selector("#items td.none", state="attached", timeout=60_000)
        searched = time.perf_counter() - start
    return (
        f"first screen after {painted / 1000:.2f} s, tables answer after {awake / 1000:.2f} s, "
        f"first search {searched:.2f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", choices=TITLES, help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.rows, options.to)
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            kind: Path(folder, f"{kind}.{'xlsx' if 'x' in kind[:1] else 'html'}") for kind in TITLES
        }
        taken: dict[str, list[list[float]]] = {kind: [] for kind in TITLES}
        for _ in range(options.runs):
            for kind, path in paths.items():
                taken[kind].append(measured(kind, options.rows, path))
        table = cells(options.rows)
        print(f"{options.rows:,} items, {sum(map(len, table)):,} cells, median of {options.runs}")
        print(f"  {'':<36}{'seconds':>9}{'ratio':>8}{'peak MiB':>10}{'for it':>8}{'file MiB':>10}")
        base = 0.0
        for kind, title in TITLES.items():
            seconds, before, most = (statistics.median(c) for c in zip(*taken[kind], strict=True))
            base = base or seconds
            size = paths[kind].stat().st_size / MIB**2
            print(
                f"  {title:<36}{seconds:9.2f}{seconds / base:7.2f}x{most:10.0f}"
                f"{most - before:8.0f}{size:10.1f}"
            )
        print(f"Chromium: {opened(paths['html'])}")


if __name__ == "__main__":
    main()

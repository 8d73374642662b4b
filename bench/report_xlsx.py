"""Writing a large plan as a workbook, beside XlsxWriter alone writing as many cells.

Usage: python bench/report_xlsx.py [--items 100000] [--open 0.06]

Each side runs in a process of its own, one after the other, so that its peak of memory is its
own. XlsxWriter alone writes as many texts, numbers, formulas and blanks of the same mean length
and in the same formats' number, with nothing looked up, split, added up or measured. The aim is
less than 1 GiB for 100,000 items, the plan and its translation included.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import xlsxwriter  # noqa: E402

from nomenklatur.catalog import Catalog, CatalogInfo, Entry  # noqa: E402
from nomenklatur.codes import Authority, Code, Scheme  # noqa: E402
from nomenklatur.crosswalk import Relation  # noqa: E402
from nomenklatur.money import Rupiah  # noqa: E402
from nomenklatur.places import Place  # noqa: E402
from nomenklatur.plan import AmountColumn, Indicator, Plan, PlanItem, ProgramRef  # noqa: E402
from nomenklatur.report.as_xlsx import write_xlsx  # noqa: E402
from nomenklatur.translation import (  # noqa: E402
    Candidate,
    Evidence,
    Method,
    Outcome,
    Status,
    TargetShare,
    Translation,
)

GIB = 1 << 30
COLUMNS = 8
CELL = re.compile(rb"<c [^>]*?(?:/>|(?P<text>t=\"inlineStr\"><is><t[^>]*>)|>(?P<formula><f>)?)")
TEXT = re.compile(rb"<t[^>]*>([^<]*)</t>")


def peak() -> int:
    """The most memory that the process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def large_translation(items: int, share_open: float) -> Translation:
    """A plan of a whole region: programs of 40 kegiatan, split ones, lost ones, unsure ones."""
    chance = random.Random(items)  # noqa: S311 - no secret
    words = [
        "".join(chance.choices("abdegiklmnoprstu", k=chance.randint(4, 11))) for _ in range(900)
    ]

    def name(least: int, most: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(least, most))).capitalize()

    entries = []
    for bidang in range(1, 33):
        top = f"{1 + bidang // 16}.{bidang:02}"
        entries.append(Entry(Code.parse(top), name(3, 7).upper()))
        for program in range(2, 7):
            entries.append(Entry(Code.parse(f"{top}.{program:02}"), name(3, 8).upper()))
            for kegiatan in range(1, 4):
                code = f"{top}.{program:02}.2.{kegiatan:02}"
                entries.append(Entry(Code.parse(code), name(4, 14)))
                entries += [
                    Entry(Code.parse(f"{code}.{sub:02}"), name(4, 18)) for sub in range(1, 6)
                ]
    catalog = Catalog(CatalogInfo("generated", title="Generated"), tuple(entries))
    subs = [entry for entry in entries if entry.code.sub]
    evidence = (Evidence("name", name(6, 10)), Evidence("program", name(3, 5), against=True))
    plan_items, outcomes = [], []
    for number in range(items):
        if number % 40 == 0:
            code = f"{1 + number // 40 % 2}.{1 + number // 80 % 30:02}.00.{15 + number // 40 % 60}"
            program = ProgramRef(name(4, 9).upper(), Code.readings(code, scheme=Scheme.LEGACY)[0])
        amounts = {year: Rupiah(chance.randrange(10**5, 10**10)) for year in ("2021", "2022")}
        item = PlanItem(
            name(3, 9),
            Code.parse(f"{program.code}.{1 + number % 40:03}", scheme=Scheme.LEGACY),
            program=program,
            amounts=amounts,
            indicators=(Indicator(name(4, 9)),),
            place=Place("region.xlsx", sheet="Renja", row=number + 8),
        )
        plan_items.append(item)
        if chance.random() < share_open:
            found = tuple(
                Candidate(entry, round(chance.random(), 3), evidence)
                for entry in chance.sample(subs, 5)
            )
            status = chance.choice((Status.AMBIGUOUS, Status.UNMAPPED))
            outcomes.append(Outcome(item, status, candidates=found))
            continue
        shares = (Fraction(1),) if number % 20 else (Fraction(1, 3), Fraction(2, 3))
        parts = {year: amount.split(shares) for year, amount in amounts.items()}
        targets = tuple(
            TargetShare(e.code, e.name, e, share, {year: parts[year][i] for year in parts})
            for i, (e, share) in enumerate(
                zip(chance.sample(subs, len(shares)), shares, strict=True)
            )
        )
        outcomes.append(
            Outcome(item, Status.MAPPED, Method.CROSSWALK, Relation.EXACT, targets, score=1.0)
        )
    columns = (AmountColumn("2021", "Pagu", 2021), AmountColumn("2022", "Prakiraan Maju", 2022))
    plan = Plan(tuple(plan_items), columns, "Renja", "Kota", year=2021, source="region.xlsx")
    return Translation(plan, tuple(outcomes), catalog, catalog, Authority.KABUPATEN_KOTA, None)


def write_ours(path: Path, items: int, share_open: float) -> dict[str, Any]:
    """Write the workbook; what it took."""
    translation = large_translation(items, share_open)
    before = peak()
    start, used = time.perf_counter(), time.process_time()
    with path.open("wb") as stream:
        write_xlsx(translation, stream)
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - used,
        "before": before,
        "peak": peak(),
    }


def count_cells(path: Path) -> dict[str, int]:
    """How many cells of each kind a workbook has, and how long its texts are."""
    counts = {"text": 0, "formula": 0, "number": 0, "blank": 0, "letters": 0}
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if not part.startswith("xl/worksheets/sheet"):
                continue
            with archive.open(part) as stream:
                tail = b""
                while chunk := stream.read(1 << 24):
                    data, _, tail = (tail + chunk).rpartition(b"</row>")
                    _count(data, counts)
                _count(tail, counts)
    return counts


def _count(data: bytes, counts: dict[str, int]) -> None:
    for match in CELL.finditer(data):
        if match["text"]:
            counts["text"] += 1
        elif match["formula"]:
            counts["formula"] += 1
        else:
            counts["blank" if match[0].endswith(b"/>") else "number"] += 1
    counts["letters"] += sum(len(match[1]) for match in TEXT.finditer(data))


def write_alone(path: Path, counts: dict[str, int]) -> dict[str, Any]:
    """Write as many cells with XlsxWriter alone; what it took."""
    before = peak()
    total = sum(counts[kind] for kind in ("text", "formula", "number", "blank"))
    text = "x" * max(1, counts["letters"] // max(1, counts["text"]))
    kinds = ["text", "formula", "number", "blank"]
    chance = random.Random(1)  # noqa: S311 - no secret
    row_kinds = [
        chance.choices(kinds, [counts[kind] for kind in kinds], k=COLUMNS) for _ in range(997)
    ]
    start, used = time.perf_counter(), time.process_time()
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    forms = [book.add_format({"bold": n % 2, "border": 1, "indent": n}) for n in range(12)]
    rows, most = -(-total // COLUMNS), 1_048_576
    for first in range(0, rows, most):
        sheet = book.add_worksheet()
        for row in range(min(most, rows - first)):
            for column, kind in enumerate(row_kinds[row % 997]):
                form = forms[column]
                if kind == "text":
                    sheet.write_string(row, column, text, form)
                elif kind == "number":
                    sheet.write_number(row, column, 123_456_789, form)
                elif kind == "formula":
                    sheet.write_formula(row, column, "=SUBTOTAL(9,F8:F12)", form, 123_456_789)
                else:
                    sheet.write_blank(row, column, None, form)
    book.close()
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - used,
        "before": before,
        "peak": peak(),
    }


def run(*arguments: str) -> dict[str, Any]:
    """One side in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Run both sides and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--open", type=float, default=0.06, help="share that is not mapped")
    parser.add_argument("--side", choices=("ours", "alone"), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--counts", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side == "ours":
        print(json.dumps(write_ours(chosen.path, chosen.items, chosen.open)))
        return
    if chosen.side == "alone":
        print(json.dumps(write_alone(chosen.path, json.loads(chosen.counts))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.xlsx"
        ours = run(
            "--side", "ours", "--path", str(path),
            "--items", str(chosen.items), "--open", str(chosen.open),
        )  # fmt: skip
        counts, size = count_cells(path), path.stat().st_size
        other = Path(folder) / "alone.xlsx"
        alone = run("--side", "alone", "--path", str(other), "--counts", json.dumps(counts))
    cells = sum(counts[kind] for kind in ("text", "formula", "number", "blank"))
    print(f"{chosen.items:,} items, {cells:,} cells ({counts}), {size / 1e6:.0f} MB")
    print("| | seconds | of the processor | cells a second | peak of memory | before writing |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, side in (("nomenklatur", ours), ("XlsxWriter alone", alone)):
        seconds, top, before = side["seconds"], side["peak"] / 2**20, side["before"] / 2**20
        speed = f"{seconds:.1f} | {side['cpu']:.1f} | {cells / side['cpu']:,.0f}"
        print(f"| {name} | {speed} | {top:.0f} MiB | {before:.0f} MiB |")
    print(f"ratio of the processor's seconds: {ours['cpu'] / alone['cpu']:.2f}")
    print("within 1 GiB" if ours["peak"] < GIB else "MORE THAN 1 GiB")


if __name__ == "__main__":
    main()

"""A year of the whole country: about 1.4 million rows, made up, and carried through.

    python bench/national.py LEGACY [--rows 1400000] [--grow] [--keep FILE]

LEGACY is a folder or CSV of the catalog of Permendagri 13/2006 (`permendagri-13-2006` by id, if
it was imported). Every region (38 provinsi, 514 kabupaten and kota) has an office for each bidang
urusan of the catalog, which takes a share of its kegiatan. Regions write in their own way: case,
style of codes, abbreviations, old spellings; single rows have slips of letters, glued and cut
words, and blanks. The file is the same for the same seed, and is made in a temporary folder.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import frozen

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog import Catalog

REGIONS = (*(("Provinsi", i) for i in range(1, 39)),
           *(("Kabupaten", i) for i in range(1, 417)),
           *(("Kota", i) for i in range(1, 99)))  # fmt: skip
HEADER = ("Pemerintah Daerah", "Perangkat Daerah", "Kode", "Program", "Kegiatan",
          "Pagu 2021", "Prakiraan Maju 2022")  # fmt: skip
SHORT = (
    ("satuan kerja perangkat daerah", "SKPD"),
    ("usaha mikro kecil menengah", "UMKM"),
    ("usaha kecil menengah", "UKM"),
    ("alat tulis kantor", "ATK"),
    ("rencana kerja dan anggaran", "RKA"),
    ("pegawai negeri sipil", "PNS"),
    ("sumber daya manusia", "SDM"),
    ("keluarga berencana", "KB"),
    ("rencana kerja", "renja"),
)
OLD = (("izin", "ijin"), ("persentase", "prosentase"), ("objek", "obyek"),
       ("koordinasi", "kordinasi"), ("sistem", "sistim"), ("standar", "standard"),
       ("kualitas", "kwalitas"), ("-", " "), ("/", " / "))  # fmt: skip
WHOLE = 1000
"""A legacy catalog with fewer kegiatan is a part; the target would be one too."""
SLIP, GLUED, CUT, BLANKS = 0.02, 0.01, 0.005, 0.03
"""How many rows have each."""


@frozen
class Activity:
    """A kegiatan of the catalog with its program and its bidang urusan."""

    code: tuple[str, str, str, str]
    name: str
    program: str
    bidang: str


@frozen
class Habit:
    """How a region writes."""

    case: str
    code: str
    short: tuple[tuple[str, str], ...]
    old: tuple[tuple[str, str], ...]

    @classmethod
    def drawn(cls, chance: random.Random) -> Habit:
        """Some region's habit."""
        return cls(
            chance.choices(["printed", "upper", "title"], [5, 3, 2])[0],
            chance.choices(["plain", "unit", "dot"], [5, 4, 1])[0],
            tuple(pair for pair in SHORT if chance.random() < 0.3),  # noqa: PLR2004 - a third
            tuple(pair for pair in OLD if chance.random() < 0.2),  # noqa: PLR2004 - a fifth
        )

    def write(self, name: str) -> str:
        """A name as the region writes it."""
        for long, short in self.short:
            name = re.sub(rf"\b{long}\b", short, name, flags=re.IGNORECASE)
        for new, old in self.old:
            name = re.sub(re.escape(new), old, name, flags=re.IGNORECASE)
        return {"upper": str.upper, "title": str.title}.get(self.case, str)(name)

    def number(self, code: tuple[str, str, str, str]) -> str:
        """A code as the region writes it."""
        urusan, bidang, program, kegiatan = code
        if self.code == "unit":
            return f"{urusan}.{bidang}.01.{program}.{int(kegiatan):03}"
        return f"{urusan}.{bidang}.{program}.{kegiatan}{'.' if self.code == 'dot' else ''}"


def slipped(name: str, chance: random.Random) -> str:  # noqa: PLR0911 - one way each
    """A name with what happens to single rows: slips, glued and cut words, blanks."""
    draw = chance.random()
    if draw > SLIP + GLUED + CUT + BLANKS or len(name) < 8:  # noqa: PLR2004 - too short
        return name
    place = chance.randrange(2, len(name) - 2)
    if draw < SLIP:
        kind = chance.randrange(3)
        if kind == 0:
            return name[:place] + name[place + 1 :]
        if kind == 1:
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        return name[:place] + chance.choice("aeiounrst") + name[place + 1 :]
    blank = name.find(" ", place)
    if draw < SLIP + GLUED:
        return name[:blank] + name[blank + 1 :] if blank > 0 else name
    if draw < SLIP + GLUED + CUT:
        return f"{name[:place]} {name[place:]}"
    return name[:blank] + "  " + name[blank:] if blank > 0 else f" {name}"


def activities(catalog: Catalog) -> list[Activity]:
    """The kegiatan of a legacy catalog."""
    found = []
    for entry in catalog.at(Level.KEGIATAN):
        code = entry.code
        if None in {code.bidang, code.program, code.kegiatan} or code.program == "00":
            continue
        above = {one.level: one.name for one in catalog.ancestors(entry)}
        parts = (code.urusan, str(code.bidang), str(code.program), str(code.kegiatan))
        program = above.get(Level.PROGRAM, "")
        found.append(Activity(parts, entry.name, program, above.get(Level.BIDANG_URUSAN, "")))
    return found


def rows(known: Sequence[Activity], count: int, seed: int) -> Iterator[tuple[object, ...]]:
    """The rows of the country."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark, no secrets
    regions = list(REGIONS)
    per_region = max(count // len(regions), 1)
    if count < 200 * len(regions):  # a small file has fewer regions, not emptier offices
        regions = chance.sample(regions, max(count // 2500, 1))
        per_region = max(count // len(regions), 1)
    left = count
    for place, (kind, number) in enumerate(regions):
        habit = Habit.drawn(chance)
        size = left if place == len(regions) - 1 else min(per_region, left)
        left -= size
        taken: list[int] = []
        while len(taken) < size:
            taken += sorted(chance.sample(range(len(known)), min(size - len(taken), len(known))))
        written: dict[str, str] = {}
        for which in taken:
            one = known[which]
            for name in (one.program, one.name):
                if name not in written:
                    written[name] = habit.write(name)
            pagu = chance.randrange(5_000, 5_000_000) * 1000
            yield (
                f"{kind} {number:03}",
                f"Dinas {one.bidang} {kind} {number:03}",
                habit.number(one.code),
                written[one.program],
                slipped(written[one.name], chance),
                pagu,
                pagu + chance.randrange(-1000, 2000) * 1000,
            )


def make(path: Path, known: Sequence[Activity], count: int, seed: int) -> int:
    """Write a national file; returns the sum of its first column of money."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for row in rows(known, count, seed):
            total += int(str(row[5]))
            writer.writerow(row)
    return total


class Memory:
    """The most memory that a process and all below it hold at once (proportional set size)."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.25):
            self.peak = max(self.peak, sum(map(_pss, _family(self.process))))


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text("ascii")
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _pss(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def run(path: Path, out: Path, *, options: Sequence[str] = ()) -> dict[str, object]:
    """Translate a file with the command; seconds, processor seconds, memory, what was said."""
    command = [
        sys.executable, "-m", "nomenklatur_cli", "translate", str(path), "--stream",
        "-f", "csv", "-o", str(out), "--lang", "en", *options,
    ]  # fmt: skip
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with Memory(process.pid) as memory:
        _, said = process.communicate()
    seconds = time.perf_counter() - start
    after = os.times()
    if process.returncode:
        raise SystemExit(said)
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return {
        "seconds": round(seconds, 1),
        "cpu_seconds": round(used, 1),
        "peak_mib": round(memory.peak / 2**20),
        "said": said.strip().splitlines(),
    }


def measure(
    folder: Path, known: Sequence[Activity], count: int, seed: int, keep: Path | None = None
) -> dict[str, object]:
    """Make a file of so many rows, carry it through, and check the balance."""
    path = keep or folder / f"national-{count}.csv"
    total = make(path, known, count, seed)
    found = run(path, folder / "out.csv")
    said = found["said"]
    assert isinstance(said, list)
    assert any(f"plan {total:,} =" in line for line in said), said
    size = path.stat().st_size
    if keep is None:
        path.unlink()
    rate = count / float(str(found["seconds"]))
    return {"rows": count, "mib": round(size / 2**20), "rows_per_second": round(rate), **found}


def main() -> None:
    """Measure, and print a table and JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("legacy", nargs="?", default="permendagri-13-2006")
    parser.add_argument("--rows", type=int, default=1_400_000)
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--grow", action="store_true", help="100,000, 200,000 and 400,000 first")
    parser.add_argument("--keep", type=Path, help="keep the file here")
    parser.add_argument("--make-only", action="store_true", help="write --keep and stop")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    known = activities(Store().open_catalog(given.legacy))
    if len(known) < WHOLE:
        raise SystemExit(
            f"{given.legacy} has {len(known)} kegiatan: import the whole catalog first, and set "
            "NOMENKLATUR_HOME to where it is"
        )
    if given.make_only:
        print(make(given.keep, known, given.rows, given.seed))
        return
    counts = [n for n in (100_000, 200_000, 400_000) if given.grow and n < given.rows]
    found = []
    with tempfile.TemporaryDirectory(prefix="nomenklatur-national-") as name:
        for count in (*counts, given.rows):
            keep = given.keep if count == given.rows else None
            one = measure(Path(name), known, count, given.seed, keep)
            found.append(one)
            print(
                f"{one['rows']:>9,} rows  {one['mib']:>4} MiB  {one['seconds']:>7} s  "
                f"{one['cpu_seconds']:>7} s cpu  {one['rows_per_second']:>7,} rows/s  "
                f"{one['peak_mib']:>5} MiB peak",
                flush=True,
            )
    for line in found[-1]["said"]:  # type: ignore[attr-defined]
        print(line)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

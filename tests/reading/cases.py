"""Small plans in every layout that offices use, and what a reader must get of them.

    python tests/reading/cases.py FOLDER [GROUP ...]

writes the files and TRUTH.csv. A group is a text in `cases/`, beside this module; `grid.py` says
how cells are written. A case begins with `== file | kinds | what`; what follows from the marks
of the cells is its truth, or what a line `%truth items=2 total=3000000 code=1.02.01.002` says:
the number of items, the plan's total, and the code of one of the items. `-` is not settled.
"""

from __future__ import annotations

import csv
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
if TYPE_CHECKING:
    from collections.abc import Iterable

from tests.reading.grid import Sheet, Truth, sheets_of, truth_of, write  # noqa: E402

FOLDER = Path(__file__).with_name("cases")
TRUTH = re.compile(r"^%truth (.*)$", re.MULTILINE)
FIELDS = ("file", "items", "total", "first_code", "kind", "what")


@frozen
class Case:
    """A file and what a reader must get of it.

    Attributes:
        name: The file's name.
        group: The text that it stands in.
        kinds: What is special in it, in a word or two.
        what: The same in a sentence.
        truth: Number of items and total; None where the rules do not settle it.
        code: The code of one of the items, or nothing.
        text: Its cells.
    """

    name: str
    group: str
    kinds: str
    what: str
    truth: Truth
    code: str
    text: str

    @property
    def sheets(self) -> list[Sheet]:
        """Its sheets."""
        return sheets_of(self.text)

    def write(self, folder: Path) -> Path:
        """Write the file into a folder."""
        path = folder / self.name
        write(self.sheets, path)
        return path

    def is_right(self, items: int, total: int, codes: Iterable[str]) -> bool:
        """Whether what was read is the truth."""
        return (
            self.truth.items in {None, items}
            and self.truth.total in {None, total}
            and (not self.code or key(self.code) in map(key, codes))
        )


def key(code: str) -> tuple[object, ...]:
    """The numbers of a code that tell one activity from another, without units and padding."""
    numbers = [int(number) for number in re.findall(r"\d+", code)]
    if len(numbers) >= 6 and re.match(r"\d\.\d\d\.\d\d\.[1-8]\.\d\d", code):
        return ("new", *numbers[:6])
    return ("legacy", *numbers[:2], *numbers[-2:])


def _case(text: str, group: str) -> Case:
    head, _, cells = text.partition("\n")
    name, kinds, what = (part.strip() for part in head.split(" | "))
    said = dict(pair.split("=") for found in TRUTH.findall(cells) for pair in found.split())
    cells = TRUTH.sub("", cells)
    marked = truth_of(sheets_of(cells))
    values: dict[str, int | None] = {"items": marked.items, "total": marked.total}
    for one in values.keys() & said.keys():
        values[one] = None if said[one] == "-" else int(said[one])
    return Case(name, group, kinds, what, Truth(**values), said.get("code", ""), cells)


@cache
def cases(*groups: str) -> tuple[Case, ...]:
    """The cases of some groups, or of all."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        if not groups or path.stem in groups:
            _, *texts = re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)
            found += [_case(text, path.stem) for text in texts]
    names = [case.name for case in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"cases of one name: {sorted(twice)}")
    return tuple(found)


def main(folder: Path, *groups: str) -> None:
    """Write the files of the cases, and TRUTH.csv, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "TRUTH.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(FIELDS)
        for case in cases(*groups):
            case.write(folder)
            known = ("" if n is None else n for n in (case.truth.items, case.truth.total))
            rows.writerow((case.name, *known, case.code, case.kinds, case.what))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

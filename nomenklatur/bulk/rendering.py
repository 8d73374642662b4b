"""Rows of CSV and JSON lines, prepared once for equal texts; only money and places are filled in.

The prepared parts come from the reports themselves, so that a streamed row is the reported row.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import evolve, field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.plan import Plan
from nomenklatur.report.as_csv import guarded_rows, harmless
from nomenklatur.report.as_json import item_dict
from nomenklatur.translation import Translation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.bulk.rows import Read
    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Code
    from nomenklatur.places import Place
    from nomenklatur.plan import AmountColumn
    from nomenklatur.translation import Outcome

_OWN: Final = slice(5, 9)
"""Cells of a CSV row that say what stood in the plan: program and activity, codes and names."""
_BEFORE: Final = 13
"""Cells of a CSV row before the amounts, the number among them."""
_GUARDED: Final = frozenset("'=+-@\t\r\n＝＋－＠")


class Prepared(Protocol):
    """The rows of an activity, but for what differs between equal rows of a plan."""

    def fill(self, read: Read, parts: Sequence[Sequence[int | None]], row: int, number: int) -> str:
        """The rows as text.

        Args:
            read: The row of the plan.
            parts: The money of each target, or of the item if it has none, by column.
            row: Its number.
            number: The number of the item.
        """


class Renderer(Protocol):
    """Prepares the rows of activities."""

    def header(self) -> str:
        """What stands before all rows."""

    def prepare(
        self, outcome: Outcome, target: Catalog, bidang: Code | None, rules: Sequence[str]
    ) -> Prepared:
        """The rows of an activity.

        Args:
            outcome: What becomes of it, without money.
            target: The catalog translated to.
            bidang: The office's bidang urusan.
            rules: Rules that its targets give rise to, reported with it.
        """


def _csv(cells: Sequence[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(cells)
    return stream.getvalue()


_EMPTY: Final = _csv([None, None]).split(",")[0]


def _quoted(text: str) -> str:
    """A text as a cell of CSV."""
    if text[:1] in _GUARDED:
        text = harmless(text)
    return '"' + (text.replace('"', '""') if '"' in text else text) + '"'


@frozen
class _CsvRows:
    """The rows of an activity: for each target the cells that do not come from the plan.

    Attributes:
        start: The cells before those from the plan.
        parts: The cells of each target, and those behind the amounts.
        code: The code that the activity was recognised by, where it has none of its own.
    """

    start: str
    parts: tuple[tuple[str, str], ...]
    code: str

    def fill(self, read: Read, parts: Sequence[Sequence[int | None]], row: int, number: int) -> str:
        if (program := read.program) is None:
            own = f"{_EMPTY},{_EMPTY}"
        else:
            code = _EMPTY if program.code is None else _quoted(str(program.code))
            own = f"{code},{_quoted(program.name)}"
        code = read.written or self.code or read.code_text
        own = f"{number},{self.start},{own},{_quoted(code)},{_quoted(read.name)}"
        lines = []
        for (target, after), amounts in zip(self.parts, parts, strict=True):
            money = "".join([_EMPTY + "," if a is None else f"{a}," for a in amounts])
            lines.append(f"{own},{target},{money}{after},{row}\n")
        return lines[0] if len(lines) == 1 else "".join(lines)


@frozen
class CsvRenderer:
    """Rows of CSV.

    Args:
        columns: The columns of money.
        place: The file, and what else all rows have in common of their places.
    """

    columns: tuple[AmountColumn, ...]
    place: Place

    def header(self) -> str:
        """The header."""
        empty = Translation(Plan((), self.columns), (), _NO_CATALOG)
        return _csv(list(next(iter(guarded_rows(empty))))) + "\n"

    def prepare(
        self, outcome: Outcome, target: Catalog, bidang: Code | None, rules: Sequence[str]
    ) -> Prepared:
        """The rows of an activity."""
        item = evolve(outcome.item, place=self.place)
        plan = Plan((item,), self.columns)
        translation = Translation(plan, (evolve(outcome, item=item),), target, bidang=bidang)
        rows = list(guarded_rows(translation))[1:]
        end = _BEFORE + len(self.columns)
        found = []
        for row in rows:
            after = list(row[end:-1])
            if rules:
                after[2] = " ".join([*str(after[2]).split(), *rules])
            found.append((_csv(row[_OWN.stop : _BEFORE]), _csv(after)))
        code = str(outcome.source.entry.code) if outcome.source is not None else ""
        return _CsvRows(_csv(rows[0][1 : _OWN.start]), tuple(found), code)


@frozen
class _JsonRow:
    """The record of an activity."""

    record: dict[str, Any]
    keys: tuple[str, ...]

    def fill(self, read: Read, parts: Sequence[Sequence[int | None]], row: int, number: int) -> str:
        record, program = self.record, read.program
        own: dict[str, Any] = {
            "name": read.name,
            "amounts": self._amounts(read.amounts),
            "targets": [
                target | {"amounts": self._amounts(part)}
                for target, part in zip(record["targets"], parts, strict=False)
            ],
            "place": record["place"] | {"row": row},
        }
        if read.written:
            own["code"] = read.written
        if program is not None:
            code = None if program.code is None else str(program.code)
            own["program"] = {"code": code, "name": program.name}
        text = json.dumps(record | own, ensure_ascii=False)
        return f'{{"item": {number}, {text[1:]}\n'

    def _amounts(self, part: Sequence[int | None]) -> dict[str, int]:
        return {k: a for k, a in zip(self.keys, part, strict=True) if a is not None}


@frozen
class JsonRenderer:
    """JSON lines.

    Args:
        columns: The columns of money.
        place: The file, and what else all rows have in common of their places.
    """

    columns: tuple[AmountColumn, ...]
    place: Place
    _keys: tuple[str, ...] = field(init=False)

    @_keys.default
    def _of_columns(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def header(self) -> str:
        """Nothing."""
        return ""

    def prepare(
        self, outcome: Outcome, target: Catalog, bidang: Code | None, rules: Sequence[str]
    ) -> Prepared:
        """The record of an activity."""
        del target
        item = evolve(outcome.item, place=self.place)
        record = item_dict(evolve(outcome, item=item), bidang)
        record["findings"] = [*record["findings"], *rules]
        return _JsonRow(record, self._keys)


def split(outcome: Outcome, amounts: Sequence[int | None]) -> Sequence[Sequence[int | None]]:
    """The money of each target, or of the item if it has none."""
    if len(outcome.targets) < 2:  # noqa: PLR2004 - nothing to split
        return (amounts,)
    shares = [target.share for target in outcome.targets]
    columns = [
        [None] * len(shares) if a is None else [int(part) for part in Rupiah(a).split(shares)]
        for a in amounts
    ]
    return list(zip(*columns, strict=True)) if columns else [() for _ in shares]


class _NoCatalog:
    id = ""


_NO_CATALOG: Any = _NoCatalog()
"""Stands where a report of nothing needs a catalog that it does not look at."""

RENDERERS: Final[Mapping[str, type[CsvRenderer | JsonRenderer]]] = {
    "csv": CsvRenderer,
    "jsonl": JsonRenderer,
}
"""The formats that are written row by row."""

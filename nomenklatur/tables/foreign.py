"""XLS, XLSB and ODS workbooks through calamine, in a process of its own.

Calamine is quick and reads them all, but on a damaged file it may ask for all the memory there
is and take the process with it. So it runs in a child with bounded memory, whose end is no
more than an error.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.memory import bound_memory
from nomenklatur.tables.numbers import number_text
from nomenklatur.tables.table import EMPTY, Cell, Row, Span, column_letters, leading_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.places import Place
    from nomenklatur.tables.limits import Limits

_MEMORY: Final = 3 << 30
_SECONDS: Final = 300
_TOO_LARGE: Final = "too large"
_LOCKED: Final = "locked"


@frozen
class ForeignSheet:
    """What calamine reads of a worksheet."""

    name: str
    hidden: bool
    merged: tuple[Span, ...]
    rows: tuple[Row, ...]


def read_foreign(data: bytes, place: Place, limits: Limits) -> tuple[ForeignSheet, ...]:
    """The worksheets of a workbook, empty ones too.

    Raises:
        ReadError: It is damaged, protected by a password, or too large.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, on this module
            [sys.executable, "-m", __name__, str(limits.cells)],
            input=data,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": paths, "RUST_BACKTRACE": "0"},
            timeout=_SECONDS,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _damaged(place, _("it took too long, or no second process may run")) from error
    if "sheets" in answer:
        return tuple(_sheet(sheet) for sheet in answer["sheets"])
    if answer.get("error") == _TOO_LARGE:
        raise too_many_cells(place)
    if answer.get("error") == _LOCKED:
        raise ReadError(
            _("the workbook is protected by a password"),
            place=place,
            remedy=_("open it, remove the password and save it again"),
        )
    raise _damaged(place, answer.get("error", ""))


def _damaged(place: Place, detail: str) -> ReadError:
    more = f": {detail}" if detail else ""
    return ReadError(
        _("the workbook is damaged or cut short{more}").format(more=more),
        place=place,
        remedy=_("save it as XLSX"),
    )


def _sheet(sheet: dict[str, Any]) -> ForeignSheet:
    rows = []
    for number, cells in sheet["rows"]:
        made = [
            Cell(text, is_number, address=f"{column_letters(column)}{number}", indent=indent)
            if text
            else EMPTY
            for column, (text, is_number, indent) in enumerate(cells)
        ]
        rows.append(Row(number, tuple(made)))
    merged = tuple(Span(*corners) for corners in sheet["merged"])
    return ForeignSheet(sheet["name"], sheet["hidden"], merged, tuple(rows))


def main(arguments: Sequence[str]) -> None:
    """The child's work: a workbook on standard input, its cells as JSON on standard output."""
    bound_memory(_MEMORY)
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(data, int(arguments[0]))))


def _answer(data: bytes, budget: int) -> dict[str, Any]:
    import python_calamine  # noqa: PLC0415 - heavy

    sheets = []
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for known in workbook.sheets_metadata:
            if known.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            left = sheet.start[1] if sheet.start else 0  # only rows are padded, not columns
            rows: list[tuple[int, list[tuple[str, bool, int]]]] = []
            for number, values in enumerate(sheet.iter_rows(), 1):
                cells = [("", False, 0)] * left + [
                    (*_text(value), _blanks(value)) for value in values
                ]
                while cells and not cells[-1][0]:
                    cells.pop()
                budget -= len(cells)
                if budget < 0:
                    return {"error": _TOO_LARGE}
                if cells:
                    rows.append((number, cells))
            merged = [
                (top + 1, first, bottom + 1, last)
                for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
            ]
            hidden = known.visible is not python_calamine.SheetVisibleEnum.Visible
            sheets.append({"name": known.name, "hidden": hidden, "merged": merged, "rows": rows})
    except python_calamine.PasswordError:
        return {"error": _LOCKED}
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        return {"error": " ".join(str(error).split())}
    return {"sheets": sheets}


def _text(value: object) -> tuple[str, bool]:
    """A value of calamine's as a cell's text, and whether it is a number."""
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, (int, float)):
        text = number_text(repr(value))
        return (text, True) if text is not None else (str(value), False)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return (value.date().isoformat() if is_day else value.isoformat(sep=" ")), False
    return " ".join(str(value).split()), False


def _blanks(value: object) -> int:
    return leading_blanks(value) if isinstance(value, str) else 0


if __name__ == "__main__":
    main(sys.argv[1:])

"""The workbook behind the sheets: written once from the top to the bottom, in bounded memory.

Rows go to disk as they are written (XlsxWriter's ``constant_memory``), so a row cannot be touched
again once the next one has begun. Equal input gives equal bytes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from attrs import define, field, frozen

from nomenklatur.report.xlsx.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from nomenklatur.report.xlsx.style import Style

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet (Microsoft, *Excel specifications and limits*)."""
CREATED: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""The date in every workbook's properties: the same plan gives the same file."""


@frozen
class Note:
    """Something that a sheet could not hold as it is.

    Attributes:
        sheet: The sheet.
        address: The cell, ``F12``.
        text: What was done.
    """

    sheet: str
    address: str
    text: str


class Book(AbstractContextManager["Book"]):
    """A workbook that is being written.

    Args:
        stream: Where it goes.
        title: Its title.
        footer: What every printed page says at its foot, on the left.
        most_rows: How many rows a sheet may have before a further one is begun.
    """

    def __init__(
        self, stream: BinaryIO, *, title: str, footer: str = "", most_rows: int = MOST_ROWS
    ) -> None:
        import xlsxwriter  # noqa: PLC0415 - heavy

        self.footer = footer
        self.most_rows = most_rows
        self.notes: list[Note] = []
        self._scratch = tempfile.TemporaryDirectory(prefix="nomenklatur-")
        self._workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "tmpdir": self._scratch.name,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "use_zip64": True,
            },
        )
        # Every formula has its value beside it; a workbook that asks to be calculated anew makes
        # careful readers doubt values that are right.
        self._workbook.calc_on_load = False
        self._workbook.set_properties({"title": title[:255], "created": CREATED})
        self._formats: dict[Style, Any] = {}

    def sheet(self, name: str, widths: Sequence[float], *, pages_high: int = 0) -> Sheet:
        """Begin a sheet; see `Sheet` for the arguments."""
        worksheet = self._workbook.add_worksheet(name)
        return Sheet(self, worksheet, name, tuple(widths), pages_high=pages_high)

    def format(self, look: Style) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """A style as the workbook's own format."""
        known = self._formats.get(look)
        if known is None:
            known = self._formats[look] = self._workbook.add_format(look.properties())
        return known

    def number_format(self, text: str) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """A format that changes nothing but how numbers are shown."""
        return self._workbook.add_format({"num_format": text})

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the file, unless something went wrong; leave nothing else behind."""
        try:
            if kind is None:
                self._workbook.close()
            else:  # closing alone lets its scratch files go; what it writes goes with them
                self._workbook.filename = str(Path(self._scratch.name, "unfinished.xlsx"))
                with contextlib.suppress(Exception):
                    self._workbook.close()
        finally:
            self._scratch.cleanup()


@define(eq=False)
class Run:
    """A table that goes on in a further sheet where one is full.

    Attributes:
        book: The workbook.
        name: Name of its first sheet; the others are numbered.
        begin: Makes a sheet of that name with everything above its body.
        finish: Writes what stands below the body of each sheet.
        spare: How many rows that takes.
        sheets: Its sheets so far.
    """

    book: Book
    name: str
    begin: Callable[[str], Sheet]
    finish: Callable[[Sheet], None] | None = None
    spare: int = 0
    sheets: list[Sheet] = field(factory=list, init=False)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is being written."""
        if not self.sheets:
            self._next()
        return self.sheets[-1]

    @property
    def room(self) -> int:
        """How many rows more the sheet can take."""
        return self.book.most_rows - self.spare - self.sheet.row

    def need(self, rows: int) -> None:
        """Go on in a further sheet unless this one has room for so many rows more."""
        if self.room < rows and self.sheet.row > self.sheet.top:
            self._next()

    def close(self) -> None:
        """Write what stands below the body of the last sheet, or of an empty one."""
        if self.finish is not None:
            self.finish(self.sheet)

    def _next(self) -> None:
        if self.sheets:
            self.close()
        number = len(self.sheets) + 1
        self.sheets.append(self.begin(self.name if number == 1 else f"{self.name} ({number})"))

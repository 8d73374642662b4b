"""Heads and feet of pages: what stands at the edge of more than one page says nothing of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nomenklatur.tables.captions import is_page_mark, read_caption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.tables.table import Passage

_MOST_LINES: Final = 3
_LONGEST: Final = 150


class Edges:
    """The first and the last lines of the pages of a document."""

    def __init__(self) -> None:
        self._runs: list[list[Passage]] = []
        self._pages: dict[str, set[int | None]] = {}

    def add(self, things: Sequence[Passage | None]) -> None:
        """Take in a page: its lines from above, with None for each table between them."""
        for ordered in (things, list(reversed(things))):
            run: list[Passage] = []
            for line in ordered[:_MOST_LINES]:
                if line is None:
                    break
                run.append(line)
                self._pages.setdefault(_key(line.text), set()).add(line.page)
            self._runs.append(run)

    def feet(self) -> frozenset[Passage]:
        """The lines that are heads and feet, from the edge inwards to the first that is none."""
        return frozenset(line for run in self._runs for line in self._outer(run))

    def _outer(self, run: Iterable[Passage]) -> Iterable[Passage]:
        for line in run:
            again = len(self._pages[_key(line.text)]) > 1 and len(line.text) <= _LONGEST
            if read_caption(line) is not None or not (again or is_page_mark(line.text)):
                return
            yield line


def _key(text: str) -> str:
    """What a line says apart from numbers, which count pages."""
    return re.sub(r"\W*\d+\W*", "#", text).casefold()

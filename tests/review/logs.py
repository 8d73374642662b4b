"""A log in memory, with what the real one promises."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from nomenklatur.decisions import Decision, Decisions

if TYPE_CHECKING:
    from collections.abc import Iterator


@define(eq=False)
class Memory:
    """Decisions that are kept nowhere."""

    lines: list[Decision] = field(factory=list)
    path: Path = Path("/nowhere/at/all.jsonl")

    def read(self) -> Decisions:
        return Decisions(tuple(self.lines))

    def append(self, *decisions: Decision) -> None:
        self.lines += decisions

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        yield

"""Joining the decisions files of several people."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from nomenklatur.decisions.decisions import Decisions
from nomenklatur.decisions.lines import write_line

if TYPE_CHECKING:
    from nomenklatur.decisions.decision import Decision


def merged(*files: Decisions) -> Decisions:
    """The lines of all, each once, ordered by their dates as far as those tell.

    A line whose date has no time stays behind the one that stood above it. Where all lines have
    times, the same holds as in the files one behind the other, in either order.
    """
    lines = dict.fromkeys(itertools.chain.from_iterable(one.lines for one in files))
    findings = tuple(itertools.chain.from_iterable(one.findings for one in files))
    return Decisions(_ordered(tuple(lines)), findings)


def _ordered(lines: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Lines with exact times by these; any other stays behind the one above it."""
    placed: list[tuple[float, int, Decision]] = []
    behind = float("-inf")
    for number, line in enumerate(lines):
        earliest, latest = line.span
        behind = earliest if earliest == latest else max(behind, earliest)
        placed.append((behind, number, line))
    return tuple(line for _, _, line in sorted(placed, key=lambda one: one[:2]))


def text_of(decisions: Decisions) -> str:
    """The text of a decisions file."""
    return "".join(f"{write_line(line)}\n" for line in decisions.lines)

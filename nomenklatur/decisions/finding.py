"""Finding decisions by a code or by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import read_code
from nomenklatur.names import words

if TYPE_CHECKING:
    from nomenklatur.decisions.decision import Decision
    from nomenklatur.decisions.decisions import Decisions


def lines_about(decisions: Decisions, text: str) -> tuple[Decision, ...]:
    """The lines on activities with a code or with words in their names, in the file's order.

    Args:
        decisions: The decisions.
        text: An old or a new code in any spelling, or words. Of several readings of a code
            every one counts.
    """
    reading = read_code(text)
    read = {reading.code, *reading.alternatives} - {None}
    codes = read | {code.generic() for code in read if code is not None}
    asked = set(words(text))
    return tuple(
        line
        for line in decisions.lines
        if (line.code in codes)
        or any(target.code in codes for target in line.targets)
        or (not codes and asked and asked <= set(words(line.name)))
    )

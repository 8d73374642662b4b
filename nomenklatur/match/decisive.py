"""Words that decide: Pembangunan or Rehabilitasi, Provinsi or Kabupaten, Dalam or Luar."""

from __future__ import annotations

import functools
from typing import Final

from attrs import frozen

from nomenklatur.match import tables
from nomenklatur.match.words import canonical, tokens

_WIDTH: Final = 4
"""Alternatives of a line at most: the bits that a line takes in a mask."""


@frozen
class Contrast:
    """Two words that exclude each other.

    Attributes:
        here: The word of the name that is matched.
        there: The word of the candidate's name.
    """

    here: str
    there: str


@functools.cache
def _alternatives() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(canonical(word) for word in part.split()) for part in line.split("|"))
        for line in tables.lines("decisive")
    )


def lines_count() -> int:
    """How many lines the table has."""
    return len(_alternatives())


@functools.lru_cache(maxsize=65536)
def mask(name: str) -> tuple[int, ...]:
    """Which alternatives a name holds: for each line of the table, a bit for each alternative.

    Words are looked for before stop words are dropped, because ``dalam`` and ``luar`` decide.
    """
    present = {canonical(token) for token, _ in tokens(name)}
    return tuple(
        sum(1 << place for place, words in enumerate(line) if words & present)
        for line in _alternatives()
    )


def contrasts(here: str, there: str) -> tuple[Contrast, ...]:
    """The words in which two names exclude each other.

    >>> contrasts("Pembangunan Jalan", "Rehabilitasi Jalan")
    (Contrast(here='pembangunan', there='rehabilitasi'),)
    """
    found = []
    for line, one, other in zip(_alternatives(), mask(here), mask(there), strict=True):
        if one and other and not one & other:
            words = [word for place, part in enumerate(line) if one >> place & 1 for word in part]
            rivals = [w for place, part in enumerate(line) if other >> place & 1 for w in part]
            found.append(Contrast(_written(here, words), _written(there, rivals)))
    return tuple(found)


def _written(name: str, stems: list[str]) -> str:
    """The first word of a name that has one of the stems, as it is written there."""
    return next(token for token, _ in tokens(name) if canonical(token) in stems)

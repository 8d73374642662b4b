"""Words that decide: Pembangunan or Rehabilitasi, Provinsi or Kabupaten, Dalam or Luar."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.match import tables
from nomenklatur.match.words import canonical, tokens
from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from nomenklatur.match.query import Query


@frozen
class Contrast:
    """Two words that exclude each other.

    Attributes:
        here: The word of the name that is matched.
        there: The word of the candidate's name.
    """

    here: str
    there: str


@frozen
class _Line:
    """A line of the table: alternatives that exclude each other.

    Attributes:
        alternatives: The stems of each.
        deep: Whether the program of an activity and the kegiatan of an entry speak too, where
            the name itself is silent: whose school it is stands there.
    """

    alternatives: tuple[frozenset[str], ...]
    deep: bool


@functools.cache
def _lines() -> tuple[_Line, ...]:
    return tuple(
        _Line(
            tuple(
                frozenset(canonical(word) for word in part.split())
                for part in line.removeprefix("+").split("|")
            ),
            line.startswith("+"),
        )
        for line in tables.lines("decisive")
    )


@remembers
def _present(text: str) -> frozenset[str]:
    """The stems of a text before stop words are dropped: ``dalam`` and ``luar`` decide."""
    return frozenset(canonical(token) for token, _ in tokens(text))


def mask(name: str, above: str = "") -> tuple[int, ...]:
    """Which alternatives a name holds: for each line of the table, a bit for each alternative.

    Args:
        name: The name.
        above: The name of the program or kegiatan above it.
    """
    own = _of_text(name)
    if not above:
        return own
    return tuple([here or there for here, there in zip(own, _of_deep_lines(above), strict=True)])


@functools.cache
def _places() -> dict[str, tuple[tuple[int, int], ...]]:
    """The stems of the table with the lines and the bits of the alternatives that they say."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(_lines()):
        for place, words in enumerate(line.alternatives):
            for word in words:
                found.setdefault(word, []).append((number, 1 << place))
    return {word: tuple(places) for word, places in found.items()}


@remembers
def _of_text(text: str) -> tuple[int, ...]:
    found = [0] * len(_lines())
    places = _places()
    for word in _present(text) & places.keys():
        for number, bit in places[word]:
            found[number] |= bit
    return tuple(found)


@remembers
def _of_deep_lines(text: str) -> tuple[int, ...]:
    return tuple(
        [bits if line.deep else 0 for line, bits in zip(_lines(), _of_text(text), strict=True)]
    )


def contrasts(query: Query, name: str, kegiatan: str = "") -> tuple[Contrast, ...]:
    """The words in which an activity and an entry exclude each other.

    >>> from nomenklatur.match.query import Query
    >>> contrasts(Query("Pembangunan Jalan"), "Rehabilitasi Jalan")
    (Contrast(here='pembangunan', there='rehabilitasi'),)
    """
    found = []
    ours, theirs = mask(query.name, query.program), mask(name, kegiatan)
    for line, here, there in zip(_lines(), ours, theirs, strict=True):
        if here and there and not here & there:
            one = _written(f"{query.name} {query.program}", _stems(line, here))
            other = _written(f"{name} {kegiatan}", _stems(line, there))
            found.append(Contrast(one, other))
    return tuple(found)


def _stems(line: _Line, bits: int) -> frozenset[str]:
    parts = (part for place, part in enumerate(line.alternatives) if bits >> place & 1)
    return frozenset().union(*parts)


def _written(text: str, stems: frozenset[str]) -> str:
    """The first word of a text that has one of the stems, as it is written there."""
    return next(short or token for token, short in tokens(text) if canonical(token) in stems)

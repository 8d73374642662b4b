"""The hand-written tables of this package, read once.

They stand in `tables/`, each with the reason for its entries, so that a planner can add to them.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def lines(name: str) -> Iterator[str]:
    """The lines of a table without comments, headings and blank lines."""
    text = (files(__package__) / "tables" / f"{name}.txt").read_text("utf-8")
    for raw in text.splitlines():
        line = raw.strip()
        if line and line[0] not in "#[":
            yield line


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a table as what stands before and after the first colon."""
    for line in lines(name):
        key, _, value = line.partition(":")
        yield key.strip(), value.strip()


@functools.cache
def spellings() -> Mapping[str, str]:
    """Wrong or derived spellings with the word that they stand for."""
    found: dict[str, str] = {}
    for right, wrong in pairs("spellings"):
        for word in wrong.split(","):
            found[word.strip()] = right
    return found


@functools.cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Abbreviations with the words that they stand for."""
    return {short: tuple(long.split()) for short, long in pairs("abbreviations")}


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class: ``stop``, ``faint`` or ``light``, as written in the table."""
    return frozenset(word for key, text in pairs("weights") if key == name for word in text.split())


@functools.cache
def roots(name: str) -> tuple[str, ...]:
    """Roots that the stemmer has to know: ``whole``, ``vowel``, ``m``, ``n`` or ``r``."""
    return tuple(root for key, text in pairs("roots") if key == name for root in text.split())


@functools.cache
def neighbours() -> Mapping[str, tuple[str, ...]]:
    """The bidang next to a bidang, by their codes."""
    return {bidang: tuple(text.split()) for bidang, text in pairs("neighbours")}

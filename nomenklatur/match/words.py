"""The words of a name of Indonesian regional administration, made comparable.

One normaliser for everything that is matched: case, punctuation, spelling, abbreviations,
affixes and synonyms. What is left of a name is a list of stems, each with a weight that depends
on the word alone: weights counted from a catalog would move when the catalog grows.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.match import tables
from nomenklatur.match.stem import stem
from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"[a-z0-9]+")
LONGEST_WORD: Final = 64
"""Letters of the longest word; of the nomenclatures that is one of 27, two glued together."""
RELATED: Final = 0.55
"""How far two related words agree; the same word agrees wholly."""
_FAINT: Final = 0.25
_LIGHT: Final = 0.5


@frozen
class Word:
    """A word of a name.

    Attributes:
        stem: What it is compared by.
        written: The word as written, lower case; the abbreviation, where one was opened.
        opened: What the abbreviation was opened to; empty if it is none.
    """

    stem: str
    written: str
    opened: str = ""


@functools.cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The phrases: letters that a text must have, what is looked for, and the word for it."""
    found = []
    for line in tables.lines("phrases"):
        pattern, _, word = (part.strip() for part in line.partition("=>"))
        sure = re.findall("[a-z]+", _UNSURE.sub(" ", pattern))
        found.append((max(sure, key=len, default=""), re.compile(rf"\b{pattern}\b"), word))
    return tuple(found)


_UNSURE: Final = re.compile(r"\(.*?\)\??|\\.[*?]?|[^\\]\?")
"""What of a pattern need not stand in a text: groups, blanks, and what may be missing."""


def reduced(word: str) -> str:
    """The stem of a lower-case word with its spelling corrected, before synonyms."""
    known = tables.spellings()
    root = stem(known.get(word, word))
    return known.get(root, root)


@functools.cache
def synonyms() -> Mapping[str, str]:
    """Stems with the stem that stands for all that mean the same."""
    leader: dict[str, str] = {}

    def find(root: str) -> str:
        while leader.get(root, root) != root:
            root = leader[root]
        return root

    for line in tables.lines("thesaurus"):
        if line.startswith("="):
            first, *others = (find(reduced(word)) for word in line[1:].split())
            for other in others:
                if other != first:
                    leader[other] = first
    return {root: find(root) for root in leader}


@functools.cache
def relations() -> Mapping[str, frozenset[int]]:
    """Stems with the lines of the thesaurus that relate them to others."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(tables.lines("thesaurus")):
        if line.startswith("~"):
            for word in line[1:].split():
                found.setdefault(canonical(word), set()).add(number)
    return {root: frozenset(numbers) for root, numbers in found.items()}


@remembers
def canonical(word: str) -> str:
    """What a lower-case word is compared by: its stem, or that of its leading synonym."""
    root = reduced(word)
    return synonyms().get(root, root)


@functools.cache
def _stop() -> frozenset[str]:
    return tables.word_class("stop")


@functools.cache
def _weights() -> Mapping[str, float]:
    light = {canonical(word): _LIGHT for word in tables.word_class("light")}
    return light | {canonical(word): _FAINT for word in tables.word_class("faint")}


def weight(root: str) -> float:
    """How much a stem counts, 0.25 to 1: by the kind of word, never by how often it occurs."""
    return _weights().get(root, 1.0)


@remembers
def tokens(text: str) -> tuple[tuple[str, str], ...]:
    """The lower-case words of a text, each with the abbreviation that it was opened from.

    What is longer than `LONGEST_WORD` is none.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    for sure, pattern, word in _phrases():
        if sure in text:
            text = pattern.sub(word, text)
    known = tables.abbreviations()
    found: list[tuple[str, str]] = []
    for token in _TOKEN.findall(text):
        if len(token) > LONGEST_WORD:
            continue  # whatever it is: cut, compared and kept it would take memory without end
        if token in known:
            found += [(word, token) for word in known[token]]
        else:
            found.append((token, ""))
    return tuple(found)


def too_long(text: str) -> str:
    """The first word of a text that is longer than a word can be; empty if none is.

    >>> too_long("Penyediaan Alat Tulis Kantor"), len(too_long("Penyediaan " + 70 * "x"))
    ('', 70)
    """
    if len(text) <= LONGEST_WORD:
        return ""
    plain = unicodedata.normalize("NFKC", text).lower()
    return next((word for word in _TOKEN.findall(plain) if len(word) > LONGEST_WORD), "")


@remembers
def words(name: str) -> tuple[Word, ...]:
    """The words of a name that carry meaning, in order, each stem once.

    >>> [word.stem for word in words("PENYEDIAAN JASA PEMELIHARAAN KENDARAAN DINAS")]
    ['sedia', 'jasa', 'pelihara', 'kendaraan', 'dinas']
    """
    stop = _stop()
    found: dict[str, Word] = {}
    for token, short in tokens(name):
        if token in stop:
            continue
        root = canonical(token)
        if len(root) > 1 and root not in stop and root not in found:
            found[root] = Word(root, short or token, token if short else "")
    return tuple(found.values())


@remembers
def stems(name: str) -> tuple[str, ...]:
    """The stems of `words`."""
    return tuple(word.stem for word in words(name))

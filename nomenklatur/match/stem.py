"""Stems of Indonesian words, by their affixes alone.

A dictionary stemmer (PySastrawi) was measured on the national catalogs: it agrees on nine words
in ten, ranks no better, and is fifty times slower. What matters here is only that the two
wordings of a thing meet: ``pemeliharaan`` and ``memelihara``, ``pengelolaan`` and ``kelola``.

The rules follow Tata Bahasa Baku Bahasa Indonesia: meN- and peN- melt with the first sound of
the root, so that some roots have to be known by their first letters (``tables/roots.txt``).
"""

from __future__ import annotations

import functools
from typing import Final

from nomenklatur.match import tables
from nomenklatur.remembered import remembers

_VOWELS: Final = frozenset("aeiou")
_ROOT: Final = 3
"""Letters of the shortest root."""
_WHOLE: Final = 4
"""Words of so many letters are their own stem."""

_PREFIXES: Final = (
    ("memper", 9, "verb", ()),
    ("pember", 10, "noun", ("pemberian", "pemberita", "pemberas", "pemberant", "pembersih")),
    ("per", 7, "noun", ()),
    ("ber", 7, "verb", ()),
    ("ter", 7, "verb", ()),
    ("diper", 10, "verb", ()),
    ("di", 7, "verb", ()),
)
"""Prefixes, the letters of the shortest word that has them, what they make, and exceptions."""

_SUFFIXES: Final = {
    "noun": (("an", 5),),
    "verb": (("kan", 6), ("an", 7)),
    "": (("an", 6),),
}
"""Suffixes after what the prefix makes, and the letters of the shortest word that has them."""
_VERB_I: Final = 6
_NO_SUFFIX_I: Final = frozenset("aeiousr")
"""After these letters a final i is part of the root (evaluasi, materi)."""

_KE_AN: Final = 7
_KE_BER_AN: Final = 9
_KE_PE_AN: Final = 8


@functools.cache
def _whole() -> frozenset[str]:
    return frozenset(tables.roots("whole"))


@remembers
def stem(word: str) -> str:
    """The stem of a lower-case word; short words are their own.

    >>> [stem(w) for w in ("pemeliharaan", "penyediaan", "pengelolaan", "kebijakan")]
    ['pelihara', 'sedia', 'kelola', 'bijak']
    """
    whole = _whole()
    if len(word) <= _WHOLE or word in whole:
        return word
    if word.endswith("nya") and len(word) > _WHOLE + 2:
        word = word.removesuffix("nya")
        if word in whole:
            return word
    root, made = _without_prefix(word)
    if root in whole and root != "bangunan":  # pembangunan is what is done, bangunan is a thing
        return root
    root = _without_suffix(root, made)
    return root if len(root) >= _ROOT else word


def _without_suffix(root: str, made: str) -> str:
    for suffix, shortest in _SUFFIXES[made]:
        if root.endswith(suffix) and len(root) >= shortest:
            return root.removesuffix(suffix)
    if made == "verb" and root.endswith("i") and len(root) >= _VERB_I:
        return root if root[-2] in _NO_SUFFIX_I else root[:-1]
    return root


def _without_prefix(word: str) -> tuple[str, str]:
    """A word without its prefix, and whether that makes a verb, a noun or nothing of it."""
    for prefix, shortest, made, exceptions in _PREFIXES:
        if word.startswith(prefix) and len(word) >= shortest and not word.startswith(exceptions):
            root = word.removeprefix(prefix)
            melts = prefix in {"per", "ber"} and root.startswith(tables.roots("r"))
            return ("r" + root if melts else root), made
    if word.startswith("ke") and word.endswith("an") and len(word) >= _KE_AN:
        return _without_ke(word.removeprefix("ke")), "noun"
    if word.startswith(("me", "pe")) and len(word) > _WHOLE + 1:
        rest = _unmelted(word[2:])
        if rest and len(rest) >= _ROOT:
            return rest, "verb" if word.startswith("me") else "noun"
    return word, ""


def _without_ke(rest: str) -> str:
    """What follows ke-, without a second prefix."""
    if rest.startswith(("ber", "ter")) and len(rest) >= _KE_BER_AN:
        return rest if rest.removesuffix("an") in _whole() else rest[3:]
    if rest.startswith("pe") and len(rest) >= _KE_PE_AN:
        return _without_prefix(rest)[0]
    return rest


def _unmelted(rest: str) -> str | None:
    """The root of what follows me- or pe-, its first sound restored; None if it is no prefix."""
    for nasal, kept, lost, own, roots in (
        ("ng", "ghk", "k", "", tables.roots("vowel")),
        ("ny", "", "s", "", ()),
        ("m", "bfvp", "p", "m", tables.roots("m")),
        ("n", "dcjtsz", "t", "n", tables.roots("n")),
    ):
        if rest.startswith(nasal):
            tail = rest.removeprefix(nasal)
            if tail and tail[0] in kept:
                return tail
            if not tail or tail[0] not in _VOWELS:
                return None
            return (own if roots and tail.startswith(roots) else lost) + tail
    return rest if rest.startswith((*"lrwy", "kerja", "tani", "tugas")) else None

"""How alike two names are that should be the same name.

This compares spellings of one name (a retyped name beside its code, an activity beside its legacy
entry). Whether two different names mean the same is the business of `nomenklatur.match`.
"""

from __future__ import annotations

import re

from nomenklatur.remembered import remembers

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({"dan", "ke", "di", "program", "kegiatan"})
"""Words that a retyped name gains or loses without another meaning."""
_SLIP = 0.5
"""From here on, two words are taken for one word with a slip (``moto`` for ``mutu``)."""


@remembers
def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it apart, in order."""
    return tuple(word for word in _WORD.findall(name.lower()) if word not in _EMPTY)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, blanks and punctuation."""
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())


def similarity(one: str, other: str, *, least: float = 0.0) -> float:
    """How alike two spellings of what may be the same name are, 0 to 1.

    Words are paired off, each with the one most alike; a pair counts as far as its letters agree
    (`rapidfuzz.fuzz.ratio`), and a word without a partner counts nothing, however short it is:
    ``Luar Daerah`` and ``Dalam Daerah`` share most letters and mean the opposite. Names with the
    same letters and other blanks are the same (``KOM PETITIF``).

    Args:
        one: A name.
        other: Another.
        least: What is below this may be said to be 0, which is quicker to see.
    """
    first, second = words(one), words(other)
    if first == second or "".join(first) == "".join(second):
        return 1.0
    if not first or not second:
        return 0.0
    if 2 * min(len(first), len(second)) < least * (len(first) + len(second)):
        return 0.0
    from rapidfuzz import fuzz  # noqa: PLC0415 - heavy

    shorter, longer = sorted((first, second), key=len)
    free = list(longer)
    total = 0.0
    pending = []
    for word in shorter:
        if word in free:
            free.remove(word)
            total += 1
        else:
            pending.append(word)
    for word in pending:
        best = max(free, key=lambda rival: fuzz.ratio(word, rival))
        alike = fuzz.ratio(word, best) / 100
        if alike >= _SLIP:
            free.remove(best)
            total += alike
    return 2 * total / (len(first) + len(second))

"""How alike two names are that should be the same name."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({"dan", "ke", "di", "program", "kegiatan"})


def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it apart, in order."""
    return tuple(word for word in _WORD.findall(name.lower()) if word not in _EMPTY)


def similarity(one: str, other: str) -> float:
    """How alike two spellings of what may be the same name are, 0 to 1."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - heavy

    first, second = " ".join(words(one)), " ".join(words(other))
    if first == second:
        return 1.0
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) / 100


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, blanks and punctuation."""
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())

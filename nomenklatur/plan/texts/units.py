"""The unit that a heading or a title gives to amounts: ``(ribu Rp)``, ``dalam jutaan rupiah``."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_NAMES: Final = "|".join(_WORDS)
_WORD = re.compile(rf"(?P<before>[a-z\d.,]+)?\s*\b(?P<word>{_NAMES})(?:an)?\b")
_FIGURE = re.compile(
    r"(?:\brp\.?|\bidr|\bx|×)\s*(?:rp\.?\s*)?(?P<figure>1?(?:[.,]?000)+)(?![\d.,]*\d)"
)
_BARE = re.compile(r"\(\s*(?P<figure>(?:[.,]?000)+)\s*\)")
_DOUBTFUL = re.compile(r"puluh|ratus|belas|\d$")
_TITLE = re.compile(
    rf"\(?\s*(?:(?:dalam|satuan|unit)\b[\s:]*(?:rp\.?\s*|rupiah\s*)?)*"
    rf"(?:(?:{_NAMES})(?:an)?(?:\s+(?:rupiah|rp\.?))?|"
    r"(?:x\s*)?(?:rp\.?\s*)?1?(?:[.,]000){1,2}(?:,-)?)"
    r"\s*\)?"
)
_MARKED = re.compile(r"\([^()]*\)|\b(?:dalam|satuan)\b[\s:]*\w+(?:\s+(?:rupiah|rp\b\.?))?")
_LARGEST: Final = 2  # groups of zeros; Rp 1.000.000.000 is rather an amount than a unit


def factor_of(heading: str) -> int | None:
    """How many rupiah an amount of 1 is worth below a heading.

    Args:
        heading: The heading of a column of money.

    Returns:
        1 where the heading gives no unit; None where it gives one that is not clear
        (``ratusan ribu``, ``ribu/juta``).

    >>> factor_of("Anggaran (ribu Rp)"), factor_of("Pagu (Rp. 1.000)"), factor_of("Pagu (Rp)")
    (1000, 1000, 1)
    >>> factor_of("Pagu (ratusan ribu)") is None
    True
    """
    text = heading.lower()
    found: set[int] = set()
    for match in _WORD.finditer(text):
        before = match["before"] or ""
        if before not in {"1", "x"} and _DOUBTFUL.search(before):
            return None
        found.add(_WORDS[match["word"]])
    for pattern in (_FIGURE, _BARE):
        for match in pattern.finditer(text):
            groups = match["figure"].count("000")
            if groups > _LARGEST:
                return None
            found.add(10 ** (3 * groups))
    if len(found) > 1:
        return None
    return found.pop() if found else 1


def factor_in_title(line: str) -> int | None:
    """The unit that a line above a table gives to its amounts, as `factor_of` does.

    Only what is marked as a unit counts, in brackets, after *dalam*, or alone in its line:
    ``(dalam jutaan rupiah)``. A sum that a title speaks of is none.

    >>> factor_in_title("RENCANA KERJA (dalam jutaan rupiah)"), factor_in_title("Pagu 500 juta")
    (1000000, 1)
    """
    text = line.lower().strip()
    marked = [text, *(m[0].strip() for m in _MARKED.finditer(text))]
    units = {factor_of(part) for part in marked if _TITLE.fullmatch(part)} - {1}
    if len(units) > 1:
        return None
    return units.pop() if units else 1

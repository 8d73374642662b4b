"""Long official names made fit for a label: readable case, a few lines, nothing else changed.

Labels are drawn beside their place in a table, which has the names as printed.
"""

from __future__ import annotations

import re
from typing import Final

_SMALL: Final = frozenset(
    ["atas", "atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "ke", "oleh", "pada", "per",
     "secara", "serta", "terhadap", "untuk", "yang"]
)  # fmt: skip
_SHORT: Final = frozenset(
    ["APBD", "APBN", "APIP", "ASN", "ATK", "BLUD", "BUMD", "DIY", "DKI", "DPA", "DPRD", "IKM",
     "KB", "KUMKM", "KSP", "LAKIP", "LKPJ", "LLAJ", "OPD", "PAUD", "PNS", "RKA", "RKPD", "RPJMD",
     "RPJPD", "RSUD", "SAKIP", "SDM", "SIPD", "SKPD", "SPM", "TIK", "UKM", "UMKM", "USP", "II",
     "III", "IV", "VI"]
)  # fmt: skip
"""Abbreviations that have vowels; a word without any is taken for one."""
_LONGEST_SHORT: Final = 6
_KIND: Final = re.compile(
    r"^(?:program|urusan pemerintahan bidang|bidang urusan)\s+(?=\S)", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")

# Advance widths of Arial and its metric twins, in thousandths of the font size.
_NARROW: Final = dict.fromkeys("ijl'|", 222) | dict.fromkeys("Ift.,:;/\\!()[] ", 278)
_MIDDLE: Final = dict.fromkeys('r-"', 340) | dict.fromkeys("cksvxyzJ", 500)
_WIDE: Final = dict.fromkeys("ABEKPSVXY&", 667) | dict.fromkeys("CDHNRUw", 722)
_WIDEST: Final = dict.fromkeys("GOQ", 778) | dict.fromkeys("mM", 833) | {"W": 944, "%": 889}
_ADVANCE: Final = _NARROW | _MIDDLE | _WIDE | _WIDEST
_USUAL: Final = 556
_OTHER: Final = 1000
"""What a letter beyond Latin may take."""
_LATIN: Final = 0x250
_SLACK: Final = 1.06
"""For the fonts that stand in where there is neither Arial nor a twin of it."""


def readable(name: str) -> str:
    """A name without the word for what it is, ``PROGRAM``, and not in capitals.

    >>> readable("PROGRAM PENILAIAN KESEHATAN KSP/USP KOPERASI")
    'Penilaian Kesehatan KSP/USP Koperasi'
    """
    text = " ".join(name.split())
    text = _KIND.sub("", text)
    return _WORD.sub(_lowered, text) if text.isupper() else text


def _lowered(match: re.Match[str]) -> str:
    word = match.group()
    if word in _SHORT or not re.search("[AEIOU]", word) or _is_bracketed(match):
        return word
    if word.lower() in _SMALL and match.start() > 0:
        return word.lower()
    return word.capitalize()


def _is_bracketed(match: re.Match[str]) -> bool:
    """Whether the word stands alone in brackets, as an abbreviation does after its long form."""
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return around == f"({match.group()})" and match.end() - match.start() <= _LONGEST_SHORT


def width(text: str, size: float) -> float:
    """About how wide a text is, in the units of the font size."""
    total = sum(_ADVANCE.get(letter, _USUAL if ord(letter) < _LATIN else _OTHER) for letter in text)
    return total * size * _SLACK / 1000


def wrap(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """A text in lines that fit; what does not fit into them ends in an ellipsis.

    Args:
        text: The text.
        room: Width of a line, in the units of the font size.
        size: The font size.
        most: How many lines there may be.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += f" {words.pop(0)}"
        if width(line, size) > room or (words and len(lines) == most - 1):
            line = _cut(line, room, size, more=bool(words))
        lines.append(line)
    return tuple(lines)


def _cut(line: str, room: float, size: float, *, more: bool) -> str:
    """A line that fits, with an ellipsis if anything is left out."""
    if not more and width(line, size) <= room:
        return line
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip(' ,;-/(')}…"

"""The names of the urusan, by which a wrong one is told."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "1": r"wajib\s+yang\s+(?!tidak\b)berkaitan\s+dengan\s+pelayanan\s+dasar",
    "2": r"wajib\s+yang\s+tidak\s+berkaitan\s+dengan\s+pelayanan\s+dasar",
    "3": r"urusan\s+(?:pemerintahan\s+)?pilihan",
    "4": r"unsur\s+pendukung",
    "5": r"unsur\s+penunjang",
    "6": r"unsur\s+pengawasan",
    "7": r"unsur\s+kewilayahan",
    "8": r"unsur\s+pemerintahan\s+umum",
    "9": r"unsur\s+kekhususan",
}
_PATTERNS: Final = {digit: re.compile(text, re.IGNORECASE) for digit, text in _WORDS.items()}


def urusan_named(name: str) -> str | None:
    """The digit of the urusan or unsur that a name is the name of; None if it names none.

    The names are those of Permendagri 90/2019, Lampiran, part A.

    >>> urusan_named("URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR")
    '2'
    """
    found = [digit for digit, pattern in _PATTERNS.items() if pattern.search(name)]
    return found[0] if len(found) == 1 else None

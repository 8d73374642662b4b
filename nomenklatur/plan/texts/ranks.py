"""What the words of a row's name say about the row: its level, an office, a total."""

from __future__ import annotations

import enum
import re
from typing import Final

from nomenklatur.codes import Level
from nomenklatur.plan.texts.offices import is_office
from nomenklatur.remembered import remembers


class Rank(enum.IntEnum):
    """How high a row stands in a table; rows with a greater number lie below it."""

    TOTAL = 0
    """A total of the rows above it: ``JUMLAH``, ``TOTAL``."""
    OFFICE = 1
    URUSAN = 2
    BIDANG = 3
    SPENDING = 4
    """``BELANJA LANGSUNG``, ``BELANJA TIDAK LANGSUNG`` (Permendagri 13/2006, article 36)."""
    PROGRAM = 5
    KEGIATAN = 6
    SUB_KEGIATAN = 7

    @property
    def level(self) -> Level | None:
        """The level of the nomenclature; None for a row that is no part of it."""
        return _LEVELS.get(self)

    @classmethod
    def of(cls, level: Level) -> Rank:
        """The rank of a level."""
        return next(rank for rank, known in _LEVELS.items() if known is level)


_LEVELS: Final = {
    Rank.URUSAN: Level.URUSAN,
    Rank.BIDANG: Level.BIDANG_URUSAN,
    Rank.PROGRAM: Level.PROGRAM,
    Rank.KEGIATAN: Level.KEGIATAN,
    Rank.SUB_KEGIATAN: Level.SUB_KEGIATAN,
}

_RANKS: Final = (
    (Rank.TOTAL, r"(?:grand\s+|sub\s*-?\s*)?(?:total|jumlah|jml)\.?:?(?:\s+\S+){0,9}"),
    (Rank.TOTAL, r"(?:di)?pindah(?:k)?an\b(?:\s+\S+){0,6}"),
    (Rank.SPENDING, r"belanja\s+(?:tidak\s+|tak\s+)?langsung"),
    (Rank.BIDANG, r"(?:urusan\s+(?:pemerintahan\s+)?)?bidang\s+.*"),
    (Rank.URUSAN, r"urusan\s+(?:pemerintah(?:an)?\s+)?(?:wajib|pilihan)\b.*|unsur\s+.*"),
    (Rank.BIDANG, r"urusan\s+.*"),
    (Rank.PROGRAM, r"program\b.*"),
    (Rank.SUB_KEGIATAN, r"sub\s*-?\s*kegiatan\b.*"),
    (Rank.KEGIATAN, r"kegiatan\b.*"),
)
_COMPILED: Final = tuple((rank, re.compile(text, re.IGNORECASE)) for rank, text in _RANKS)
_LIKE_TOTAL = re.compile(
    r"\b(?:total|jumlah|jml|seluruh(?:nya)?|keseluruhan|rekap(?:itulasi)?)\b", re.IGNORECASE
)
_PERCENTAGE = re.compile(
    r"(?:(?:pro|per|pre)sentase|persen)(?:\s+(?:capaian|realisasi|serapan|penyerapan|total|fisik|"
    r"keuangan))*\s*(?:\(?%\)?)?$|%",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:\w ){3,}\w:?")
_BARE_TOTAL = re.compile(
    r"(?:(?:grand|sub)\s*-?\s*)?(?:total|jumlah|jml)\.?"
    r"(?:\s+(?:total|jumlah|seluruh(?:nya)?|keseluruhan|umum|akhir|besar|i{1,3}|iv|v|[a-z]|\d+|[+-]))*\s*:?",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r"belanja\s+(?:tidak|tak)\s+langsung", re.IGNORECASE)
_INDICATOR = re.compile(r"(?:pro|per)sentase\b|jumlah\b|cakupan\b|rasio\b|indeks\b", re.IGNORECASE)
_HANGING = re.compile(r"(?:\b(?:dan|atau|yang|untuk|bagi|di|ke|dari|dengan|pada)|[,/(&-])$")
_PREFIX = re.compile(
    r"(?:urusan|bidang urusan|program|kegiatan|sub kegiatan)\s*[:–-]\s*", re.IGNORECASE
)


@remembers
def rank_of(name: str) -> Rank | None:
    """The rank that a name's first words give its row; None if they give none.

    >>> rank_of("PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN")
    <Rank.PROGRAM: 5>
    >>> rank_of("Penyediaan Alat Tulis Kantor") is None
    True
    """
    name = _closed(name)
    for rank, pattern in _COMPILED:
        if pattern.fullmatch(name):
            return rank
    return Rank.OFFICE if is_office(name) else None


def is_percentage(name: str) -> bool:
    """Whether a row holds the percentages of those above it: ``Persentase``, ``% capaian``."""
    return _PERCENTAGE.match(name) is not None


def is_bare_total(name: str) -> bool:
    """Whether a name is the word for a total and nothing else: ``JUMLAH``, ``GRAND TOTAL``."""
    return _BARE_TOTAL.fullmatch(_closed(name)) is not None


def is_like_total(name: str) -> bool:
    """Whether a name may be that of a total: ``Pagu Seluruhnya``, ``Rekapitulasi``."""
    return _LIKE_TOTAL.search(_closed(name)) is not None


def _closed(name: str) -> str:
    """A name whose letters are spaced, as one word: ``J U M L A H``."""
    return name.replace(" ", "") if _SPACED.fullmatch(name) else name


def is_indirect_spending(name: str) -> bool:
    """Whether a row opens the indirect spending, below which there are no kegiatan."""
    return _INDIRECT.fullmatch(name) is not None


def is_like_indicator(text: str) -> bool:
    """Whether a text begins as indicators do and names of kegiatan do not."""
    return _INDICATOR.match(text) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether a text is the second piece of one that was cut: *dan* hangs, or no capital."""
    return bool(before and after) and (
        _HANGING.search(before.lower()) is not None or after[0].islower()
    )


def bare_name(name: str) -> str:
    """A name without the word for its level in front: ``Program : Pelayanan …``."""
    return _PREFIX.sub("", name, count=1).strip()

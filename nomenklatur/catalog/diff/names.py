"""How two names of two versions differ, word by word, and which differences decide.

Names are retyped from version to version: case, blanks, hyphens, *ijin* for *izin*, a dropped
letter, a glued word. None of that makes another activity. One word can: *Pembangunan* and
*Rehabilitasi* of the same thing are two activities. Which words decide is learned from the
catalogs themselves: where two entries under one parent differ in a single word, that word is
what tells them apart.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Words = tuple[str, ...]

_WORD = re.compile(r"[a-z0-9]+")
_FOOTNOTE = re.compile(r"\*+\)?")
_CODES_BEFORE = re.compile(r"(?:\s*[\dX](?:\.[\dX]{1,4}){2,}\.?\s+)+", re.ASCII)
_RUN = re.compile(r"(.)\1{2,}")

_VARIANTS: Final = {
    "bhakti": "bakti",
    "ijin": "izin",
    "jadual": "jadwal",
    "kab": "kabupaten",
    "kerjasama": "kerja sama",
    "kordinasi": "koordinasi",
    "kwalitas": "kualitas",
    "monev": "pemantauan evaluasi",
    "monitoring": "pemantauan",
    "obyek": "objek",
    "opd": "perangkat daerah",
    "perijinan": "perizinan",
    "prosentase": "persentase",
    "review": "reviu",
    "sistim": "sistem",
    "skpd": "perangkat daerah",
    "standarisasi": "standardisasi",
    "sumberdaya": "sumber daya",
    "survey": "survei",
    "tehnik": "teknik",
    "tehnis": "teknis",
}
_EMPTY: Final = frozenset(
    {
        *("atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "guna", "ke", "melalui"),
        *("oleh", "pada", "rangka", "secara", "serta", "terhadap", "terkait", "tentang"),
        *("untuk", "yang"),
    }
)
"""Words that carry no meaning of their own."""
REGION_WORDS: Final = frozenset({"provinsi", "kabupaten", "kota"})
"""Words that say whose activity it is; the code's authority digit says it as well."""

_CONTRASTS: Final = (
    "pembangunan rehabilitasi pemeliharaan peningkatan pengadaan perluasan perencanaan pengawasan",
    "paud sd smp sma smk",
    "dasar menengah",
    "pertama atas kejuruan",
    "primer sekunder tersier",
    "mikro kecil menengah besar",
    "perdesaan perkotaan",
    "darat laut udara",
    "hulu hilir",
)
"""Words that make another activity of a name, whatever else the two names share."""
_SEEDS: Final = frozenset(
    frozenset((one, other))
    for group in _CONTRASTS
    for one in group.split()
    for other in group.split()
    if one != other
)

_LONGEST_NUMERAL: Final = 4
"""Up to here three equal letters may be a Roman numeral; in longer words the third is a slip."""
_TYPO_LENGTH: Final = 5
"""Shorter words are abbreviations more often than slips: PPK is not PPL."""
_TWO_SLIPS_LENGTH: Final = 9
_SAFE_LENGTH: Final = 8


@remembers
def words_of(name: str) -> Words:
    """The words of a name: folded, without footnote marks and codes, in one spelling.

    >>> words_of("Perijinan Kerjasama SKPD ****)")
    ('perizinan', 'kerja', 'sama', 'perangkat', 'daerah')
    """
    if (before := _CODES_BEFORE.match(name)) is not None:
        name = name[before.end() :]
    plain = unicodedata.normalize("NFKD", _FOOTNOTE.sub(" ", name)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found: list[str] = []
    for word in _WORD.findall(plain):
        once = _RUN.sub(r"\1\1", word) if len(word) > _LONGEST_NUMERAL else word
        found += _VARIANTS.get(once, once).split()
    return tuple(found)


def key_of(name: str) -> str:
    """What is left of a name without blanks: equal for glued and for cut words.

    >>> key_of("Penyelenggar a Sub-Domain") == key_of("Penyelenggara subdomain")
    True
    """
    return "".join(words_of(name))


_BESIDE: Final = re.compile(r"\W*\w+\s*(?:[,/]|(?:dan|serta|atau)\b)", re.IGNORECASE)
_TITLES: Final = frozenset({"program", "kegiatan", "urusan"})


def head_of(words: Words) -> str:
    """The word that says what is done: the first, titles such as *Program* left out.

    >>> head_of(words_of("PROGRAM PENGELOLAAN PENDIDIKAN"))
    'pengelolaan'
    """
    return next((word for word in words if word not in _TITLES), "")


def holds(whole: str, part: str) -> bool:
    """Whether one name says all that another says, of one and the same thing to be done.

    *Supervisi Pembangunan Jalan* does not hold *Pembangunan Jalan*: its first word makes another
    activity of it. *Penyusunan dan Penetapan Rencana* does hold *Penetapan Rencana*.
    """
    ones, others = words_of(whole), words_of(part)
    if Counter(word for word in others if word not in _EMPTY) - Counter(ones):
        return False
    return head_of(ones) == head_of(others) or (
        head_of(ones) not in others and _BESIDE.match(whole) is not None
    )


@frozen
class Difference:
    """How a name of one version differs from a name of the other.

    Attributes:
        lost: Words of the first name that the second lacks.
        gained: Words of the second name that the first lacks.
        respelled: Words that differ by a slip only.
        decisive: Pairs of words, lost and gained, that tell activities apart.
        blocking: Whether a decisive pair is one that no rename brings about.
    """

    lost: Words = ()
    gained: Words = ()
    respelled: tuple[tuple[str, str], ...] = ()
    decisive: tuple[tuple[str, str], ...] = ()
    blocking: bool = False

    @property
    def is_spelling(self) -> bool:
        """Whether the names differ in spelling alone."""
        return not self.lost and not self.gained

    def inverted(self) -> Difference:
        """The same difference seen from the second name."""
        return Difference(
            self.gained,
            self.lost,
            tuple((second, first) for first, second in self.respelled),
            tuple((second, first) for first, second in self.decisive),
            self.blocking,
        )


class Vocabulary:
    """The words of two catalogs: which are known, and which tell entries apart.

    Args:
        first: Names of the first catalog, one collection per parent.
        second: Names of the second catalog, likewise.
    """

    def __init__(self, first: Iterable[Collection[str]], second: Iterable[Collection[str]]) -> None:
        sides = [list(first), list(second)]
        self._known = [
            {word for group in side for name in group for word in words_of(name)} for side in sides
        ]
        self._contrasts = _contrasts(group for side in sides for group in side)

    def is_slip(self, one: str, other: str) -> bool:
        """Whether two words are one word of which one catalog has a slip.

        Two words that both catalogs know are two words, however alike (*pelayanan* and
        *pelayaran*), unless one merely lacks a letter inside (*pesyaratan*).
        """
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - heavy

        shorter, longer = sorted((len(one), len(other)))
        allowed = 1 if longer < _TWO_SLIPS_LENGTH else 2
        if shorter < _TYPO_LENGTH or longer - shorter > allowed:
            return False
        if not (one.isalpha() and other.isalpha()):
            return False
        if OSA.distance(one, other, score_cutoff=allowed) > allowed:
            return False
        if not all(one in known and other in known for known in self._known):
            return True
        return shorter >= _SAFE_LENGTH and longer - shorter == 1 and _drops_a_letter(one, other)

    def tells_apart(self, one: str, other: str) -> bool:
        """Whether the catalogs have neighbours that differ in these two words alone."""
        return frozenset((one, other)) in self._contrasts

    def difference(self, first: Words, second: Words) -> Difference:
        """How the words of a first name differ from those of a second."""
        lost, gained = _left_over(first, second)
        respelled: list[tuple[str, str]] = []
        for word in tuple(lost):
            slip = next((other for other in gained if self.is_slip(word, other)), None)
            if slip is not None:
                respelled.append((word, slip))
                lost.remove(word)
                gained.remove(slip)
        decisive = [
            (one, other)
            for one in lost
            for other in gained
            if self._decides(one, other) or self.tells_apart(one, other)
        ]
        only = len(lost) == len(gained) == 1
        blocking = any(only or self._decides(*pair) for pair in decisive)
        return Difference(tuple(lost), tuple(gained), tuple(respelled), tuple(decisive), blocking)

    @staticmethod
    def _decides(one: str, other: str) -> bool:
        return frozenset((one, other)) in _SEEDS or (one.isdigit() and other.isdigit())


def _drops_a_letter(one: str, other: str) -> bool:
    """Whether the shorter word is the longer one without a letter that is not at its ends."""
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))


def _left_over(first: Words, second: Words) -> tuple[list[str], list[str]]:
    """The words that only one of the names has."""
    one = Counter(_unglued(first, second))
    other = Counter(_unglued(second, first))
    return (
        [word for word in (one - other).elements() if word not in _EMPTY],
        [word for word in (other - one).elements() if word not in _EMPTY],
    )


def _unglued(words: Words, other: Words) -> list[str]:
    """The words with those that the other name writes in two pieces cut like there."""
    pieces = {left + right: (left, right) for left, right in itertools.pairwise(other)}
    return [piece for word in words for piece in pieces.get(word, (word,))]


def _contrasts(groups: Iterable[Collection[str]]) -> frozenset[frozenset[str]]:
    """The pairs of words in which names under one parent differ while all else is equal."""
    found: set[frozenset[str]] = set()
    for group in groups:
        rest: dict[Words, set[str]] = defaultdict(set)
        for name in dict.fromkeys(group):
            words = words_of(name)
            for at, word in enumerate(words):
                if word not in _EMPTY and word not in REGION_WORDS:
                    rest[(*words[:at], "", *words[at + 1 :])].add(word)
        for told_apart in rest.values():
            if len(told_apart) > 1:
                found.update(
                    frozenset((one, other))
                    for one in told_apart
                    for other in told_apart
                    if one < other
                )
    return frozenset(found)


def letters_alike(one: str, other: str) -> float:
    """How alike two names are letter by letter in the order as printed, 0 to 1.

    This is the measure by which the crosswalks between versions in circulation were compared
    (`difflib`), so that "less than half alike" means here what it means there.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - few pairs need it

    first, second = (" ".join(name.lower().split()) for name in (one, other))
    return min(
        SequenceMatcher(None, first, second).ratio(), SequenceMatcher(None, second, first).ratio()
    )

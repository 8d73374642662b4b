"""Names whose words were glued together, or cut by a line break, put right.

Only where the catalog itself has the words as they should be. What might as well be meant as it
stands is left alone: a wrong repair is worse than none, since names are compared word by word.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import string
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import _, joined, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

RARE: Final = 3
"""A glued or cut word stands in so many names at most."""
COMMON: Final = 5
"""A word that proves itself stands in so many names at least."""
_SEEN: Final = 3
_CERTAIN: Final = 20
_SHORT: Final = 2
_LONG: Final = 4
_BLANKS: Final = "".join(chr(c) for c in range(1, 128) if not chr(c).isalnum()).encode()
_FOLD: Final = bytes.maketrans(
    _BLANKS + string.ascii_uppercase.encode(), b" " * len(_BLANKS) + string.ascii_lowercase.encode()
)
_BOUND: Final = frozenset(
    b"""
    adi anti antar awa ber catur dasa dwi eka ekstra hiper infra inter intra kilo kontra maha makro
    manca mem men meng meny mikro mono multi non pan panca para pasca pem pen peng peny per poli
    pra pramu pro pseudo purna semi serba sub super supra swa tata tele ter trans tri tuna ultra
    wira
    """.split()
)
"""Forms and prefixes that are written together with the next word (EYD V, I.F: bentuk terikat)."""
_PREPOSITIONS: Final = frozenset({b"di", b"ke"})
_NEVER_LAST: Final = _PREPOSITIONS | {b"kah", b"kan", b"lah", b"nya", b"pun", b"wan", b"wati"}
"""Words and suffixes that do not end a word that was glued of several."""
_PLACES: Final = frozenset(
    b"""
    antara arah atas bawah belakang bidang daerah dalam depan desa kawasan kecamatan lapangan
    layanan lingkungan lokasi luar masyarakat muka samping sekitar sekolah tempat tengah tingkat
    wilayah
    """.split()
)
"""What follows the prepositions ``di`` and ``ke``, so that ``didaerah`` is no passive verb."""
_ONE_WORD: Final = frozenset(
    b"""
    acapkali adakala adakalanya apalagi bagaimana barangkali beasiswa belasungkawa bilamana
    bumiputra daripada database darmabakti darmasiswa darmawisata dukacita homepage hulubalang
    kacamata karyawisata kasatmata kepada kerjasama kosakata kotamadya lokakarya manakala manasuka
    masterplan matahari network olahraga padahal peranserta peribahasa perilaku prasarana
    puspawarna radioaktif saptamarga saputangan saripati sebagaimana sediakala segitiga sekalipun
    sukacita sukarela sukaria syahbandar tandatangan tatausaha titimangsa walidata walikota
    waralaba website wiraswasta wirausaha workshop
    bandarlampung kotabaru lubuklinggau padangpanjang padangsidimpuan pangkalpinang tanjungpinang
    tebingtinggi
    """.split()
)
"""Compounds written as one word (EYD V, I.F: gabungan kata yang sudah padu), words that official
texts write so, and regions."""


@frozen
class Change:
    """One place of a name that was put right.

    Attributes:
        read: What stands there.
        understood: What it is.
        proof: Why, in words.
    """

    read: str
    understood: str
    proof: str


@frozen
class Repair:
    """A name put right."""

    name: str
    changes: tuple[Change, ...]


def repair_names(names: Iterable[str], texts_of: Callable[[str], str]) -> dict[str, Repair]:
    """The names that can be put right, by the name as printed.

    Args:
        names: Every name of the catalog.
        texts_of: The indikator and kinerja beside a name, in which its words recur.
    """
    words = _Words.of(list(dict.fromkeys(names)))
    changes: dict[str, list[Change]] = {}
    for name, change in words.repairs(texts_of):
        if change not in changes.setdefault(name, []):
            changes[name].append(change)
    return {name: _apply(name, found) for name, found in changes.items()}


def _apply(name: str, changes: Sequence[Change]) -> Repair:
    repaired = name
    for change in changes:
        for at in reversed(list(_places(repaired, change.read))):
            end = at + len(change.read)
            repaired = repaired[:at] + change.understood + repaired[end:]
    return Repair(repaired, tuple(changes))


@frozen
class _Words:
    """The words of all names in lower case, and how often each stands there.

    Attributes:
        names: The names.
        text: All of them in lower case, blanks between words, and a zero between names.
        words: Their words in order.
        ends: Where the words of each name end.
        counts: How often each word stands there.
    """

    names: Sequence[str]
    text: bytes
    words: Sequence[bytes]
    ends: Sequence[int]
    counts: Mapping[bytes, int]

    @classmethod
    def of(cls, names: Sequence[str]) -> _Words:
        """Count the words of names."""
        text = _fold(" \0 ".join(names))
        by_name = list(map(bytes.split, text.split(b"\0")))
        words = list(itertools.chain.from_iterable(by_name))
        ends = list(itertools.accumulate(map(len, by_name)))
        return cls(names, text, words, ends, Counter(words))

    def count(self, word: str) -> int:
        """How often a word stands there."""
        return self.counts.get(word.encode(), 0)

    def count_pair(self, one: str, other: str) -> int:
        """How often two words stand side by side; counted no further than is needed."""
        return _count(self.text, f" {one} {other} ".encode())

    def repairs(self, texts_of: Callable[[str], str]) -> Iterator[tuple[str, Change]]:
        """What can be put right, with the name."""
        counts, words = self.counts, [*self.words, b""]
        rare = {word for word, count in counts.items() if count <= RARE}
        splits = {word: found for word in rare if (found := self._splits(word))}
        for at in itertools.compress(itertools.count(), map(rare.__contains__, words)):
            before, word, after = words[at - 1], words[at], words[at + 1]
            if word in splits:
                name = self._name_at(at)
                yield from self._glued(name, word.decode(), splits[word], texts_of)
            if before and counts.get(before + word, 0) >= _SEEN:
                yield from self._cut(self._name_at(at), before.decode(), word.decode(), texts_of)
            if after and counts.get(word + after, 0) >= _SEEN:
                yield from self._cut(self._name_at(at), word.decode(), after.decode(), texts_of)
        broken = [name for name in self.names if "- " in name]
        hyphened = "\n".join(self.names).lower() if broken else ""
        for name in broken:
            yield from _broken(name, hyphened)

    def _name_at(self, at: int) -> str:
        """The name that has the word at a place."""
        return self.names[bisect.bisect_right(self.ends, at)]

    @functools.cached_property
    def _parts(self) -> frozenset[bytes]:
        """The words that others may be glued of."""
        return frozenset(
            word
            for word, count in self.counts.items()
            if count >= _SEEN and (len(word) > _SHORT or word in _PREPOSITIONS)
        )

    def _splits(self, word: bytes, pieces: int = 3) -> list[tuple[str, ...]]:
        """The ways to split a word into words of the catalog, into the fewest pieces."""
        parts = self._parts
        heads = [at for at in range(_SHORT, len(word) - _SHORT) if word[:at] in parts]
        heads = [at for at in heads if word[:at] not in _BOUND]
        if not heads or word in _ONE_WORD or not word.isalpha():
            return []
        found: list[tuple[str, ...]] = [
            (word[:at].decode(), word[at:].decode())
            for at in heads
            if word[at:] in parts and word[at:] not in _NEVER_LAST
        ]
        if found or pieces <= _SHORT:
            return found
        return [
            (word[:at].decode(), *rest)
            for at in heads
            for rest in self._splits(word[at:], pieces - 1)
        ]

    def _glued(
        self, name: str, word: str, splits: list[tuple[str, ...]], texts_of: Callable[[str], str]
    ) -> Iterator[tuple[str, Change]]:
        """The words that a word was glued of, if that is proven and unique."""
        printed = _find(name, word)
        proven = [
            (split, proof)
            for split in splits
            if printed and (proof := self._proof_of_glue(printed, split, texts_of(name)))
        ]
        if len(proven) == 1:
            split, proof = proven[0]
            yield name, Change(printed, " ".join(_cut_at(printed, split)), proof)

    def _proof_of_glue(self, printed: str, split: tuple[str, ...], texts: str) -> str:
        """Why a word is several; empty if it need not be."""
        parts = _cut_at(printed, split)
        counts = joined((_times(part, self.count(part)) for part in split), _(" and "))
        if all(_case_changes(one, other) for one, other in itertools.pairwise(parts)):
            return _("the case changes within it, and the catalog has {counts}").format(
                counts=counts
            )
        preposition = split[0].encode() in _PREPOSITIONS
        if min(map(self.count, split)) < COMMON or (
            preposition and split[1].encode() not in _PLACES
        ):
            return ""
        word, spaced, beside = "".join(split), " ".join(split), _fold(texts)
        if _has(beside, word):
            return ""
        if _has(beside, spaced):
            return _(
                "its indikator or kinerja has them apart, and the catalog has {counts}"
            ).format(counts=counts)
        pairs = min(self.count_pair(one, other) for one, other in itertools.pairwise(split))
        needed = COMMON if preposition else _SHORT
        if pairs >= needed and pairs > self.count(word):
            return _("the catalog has {counts}, also side by side").format(counts=counts)
        return ""

    def _cut(
        self, name: str, one: str, other: str, texts_of: Callable[[str], str]
    ) -> Iterator[tuple[str, Change]]:
        """The word that was cut in two, if that is proven."""
        printed = _find(name, f"{one} {other}")
        if not printed or not (one + other).isalpha():
            return
        first, second = printed.split(" ")
        if second[0].isupper() and not (printed.isupper() and len(first) > 1):
            return
        shorter, longer = sorted((one, other), key=len)
        pieces = [longer] if len(shorter) <= _SHORT else [one, other]
        most = max(map(self.count, pieces))
        if most > RARE or most > self.count_pair(one, other):
            return
        whole = self.count(one + other)
        in_text = _has(_fold(texts_of(name)), one + other)
        if len(shorter) >= _LONG and whole < _CERTAIN and not in_text:
            return
        proof = _("the catalog has {counts}, and {part} nowhere else").format(
            counts=_times(first + second, whole), part=longer
        )
        yield name, Change(printed, first + second, proof)


def _broken(name: str, hyphened: str) -> Iterator[tuple[str, Change]]:
    """The words that a line break has cut after their hyphen: ``RKA- SKPD``."""
    for match in _AFTER_HYPHEN.finditer(name):
        whole = f"{match[1]}-{match[2]}"
        if any(True for _place in _places(hyphened, whole.lower())):
            yield (
                name,
                Change(match[0], whole, _("the catalog has {whole} elsewhere").format(whole=whole)),
            )


_AFTER_HYPHEN: Final = re.compile(r"\b(\w+)- (\w+)\b")


def _count(text: bytes, words: bytes) -> int:
    count = 0
    at = text.find(words)
    while at >= 0 and count <= COMMON:
        count += 1
        at = text.find(words, at + len(words) - 1)
    return count


def _fold(text: str) -> bytes:
    return b" %b " % text.encode().translate(_FOLD)


def _has(folded: bytes, words: str) -> bool:
    return f" {words} ".encode() in folded


def _find(name: str, words: str) -> str:
    """Words as a name prints them; empty if it has them not so, or in two ways."""
    found = {name[at : at + len(words)] for at in _places(name.lower(), words)}
    return found.pop() if len(found) == 1 else ""


def _places(text: str, words: str) -> Iterator[int]:
    """Where words stand on their own in a text."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(words, end)


def _cut_at(printed: str, split: Sequence[str]) -> list[str]:
    ends = list(itertools.accumulate(map(len, split)))
    return [printed[end - len(part) : end] for part, end in zip(split, ends, strict=True)]


def _times(word: str, count: int) -> str:
    """How often the catalog has a word."""
    if count >= _CERTAIN:
        return _("{word} often").format(word=word)
    return ngettext("{word} once", "{word} {n} times", count).format(word=word, n=count)


def _case_changes(one: str, other: str) -> bool:
    """Whether the case of two parts shows that they are two words: ``yangMenjadi``, ``SPBEdan``."""
    if one[-1].islower():
        return other[0].isupper()
    return len(one) > 1 and one.isupper() and other.islower()

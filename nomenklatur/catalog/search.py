"""Finding entries by words in any order, misspelled or cut short, or by the beginning of a code.

A word of the query is worth more the rarer it is in the catalog, and counts in full where the
name has it as it is, less where the name has a longer or a differently spelled one, and little
where only the definition or the indikator has it.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import weakref
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from attrs import evolve, field, frozen

from nomenklatur.catalog.compiled import CompiledCatalog
from nomenklatur.catalog.entry import Status
from nomenklatur.catalog.words import WordIndex, words_of
from nomenklatur.codes import Scheme
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Authority, Code, Level

_CODE: Final = re.compile(r"0?\d(?:\.\d*)*|X(?:\.[X\d]*)*|\d?\.[\d.]+", re.ASCII | re.IGNORECASE)
_BEGINNING: Final = 0.9
"""What a word is worth where a longer one begins with it."""
_TEXT: Final = 0.3
"""What a word is worth where only the definition, indikator or kinerja has it."""
_SPELLED: Final = 0.9
"""What a word is worth that is spelled otherwise, before what its misspelling takes away."""
_SHORT, _LONG = 4, 10
"""Words of fewer letters are taken as they are written; a long one may have two slips, not one."""
_FOUND: Final = 0.5
"""How much of the query, by weight, an entry must have."""
_LOOKED_AT: Final = 80
"""How many of the best entries are compared with the query once more, word by word."""


@frozen
class Match:
    """What a word of the query found.

    Attributes:
        word: The word of the query, or the beginning of a code.
        found: The word of the entry, or its code.
        how: ``word``, ``beginning``, ``spelling``, ``text`` (not in the name) or ``code``.
    """

    word: str
    found: str
    how: str

    def __str__(self) -> str:
        match self.how:
            case "word":
                return self.word
            case "text":
                return _("{word} (not in the name)").format(word=self.word)
            case _:
                return _("{word} as {found}").format(word=self.word, found=self.found)


@frozen
class Hit:
    """An entry that was found.

    Attributes:
        catalog: The catalog that has it.
        entry: The entry.
        score: How well it fits, 0 to 1.
        matches: What each word of the query found in it, in the query's order.
        missing: Words of the query that it lacks.
        repeats: In how many more places the catalog has the same: an activity of the office
            programmes stands under every bidang urusan.
    """

    catalog: Catalog = field(repr=False)
    entry: Entry
    score: float
    matches: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    repeats: int = 0

    def explain(self) -> str:
        """Why it was found, for people: ``has alat, tulis as tulisan; lacks kantor``."""
        has = ", ".join(map(str, self.matches))
        if self.missing:
            return _("has {words}; lacks {missing}").format(
                words=has, missing=", ".join(self.missing)
            )
        return _("has {words}").format(words=has)


def search(  # noqa: PLR0913 - its filters
    catalogs: Catalog | Iterable[Catalog],
    text: str,
    *,
    level: Level | None = None,
    bidang: Code | None = None,
    authority: Authority | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Search catalogs, the best first, in tree order where entries fit equally well.

    Args:
        catalogs: A catalog, or several.
        text: Words in any order, in any case; a word may be the beginning of a code.
        level: Only entries of this level.
        bidang: Only entries of this bidang urusan or below this code, and the generic ones.
        authority: Only entries for this kind of region.
        limit: How many at most.

    Returns:
        The hits; an entry that has been retired comes after one that has not and fits as well.
    """
    from nomenklatur.catalog.catalog import Catalog  # noqa: PLC0415 - a name, not a cost

    if isinstance(catalogs, Catalog):
        catalogs = (catalogs,)
    prefixes, words = _query(text)
    if not prefixes and not words:
        return ()
    wants = functools.partial(_wants, level=level, bidang=bidang, authority=authority)
    hits: list[Hit] = []
    for catalog in catalogs:
        found = _Searched.of(catalog).found(prefixes, words, wants, limit)
        hits += _once(Hit(catalog, *one) for one in found)
    hits.sort(key=lambda hit: (-hit.score, hit.entry.status is Status.RETIRED))
    return tuple(hits[:limit])


def _once(hits: Iterable[Hit]) -> Iterable[Hit]:
    """One hit for an activity that stands under every bidang urusan."""
    found: dict[object, Hit] = {}
    for hit in hits:
        code = hit.entry.code
        key = (code.generic(), hit.entry.name.casefold(), hit.entry.authorities)
        if code.generic() is code:
            found[object()] = hit
        elif (first := found.get(key)) is None:
            found[key] = hit
        else:
            found[key] = evolve(first, repeats=first.repeats + 1)
    return found.values()


def _query(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The beginnings of codes and the words of a query.

    A number without dots is a word (``dokumen RKPD 2021``) unless it stands alone.
    """
    parts = text.split()
    prefixes = [p for p in parts if _CODE.fullmatch(p) and ("." in p or len(parts) == 1)]
    words = dict.fromkeys(words_of(" ".join(part for part in parts if part not in prefixes)))
    return tuple(map(_canonical, prefixes)), tuple(words)


def _canonical(prefix: str) -> str:
    """``02.17.`` is 2.17, ``x.xx`` is X.XX."""
    return re.sub(r"^0(?=\d)", "", prefix.upper()).rstrip(".")


def _wants(
    entry: Entry, level: Level | None, bidang: Code | None, authority: Authority | None
) -> bool:
    return (
        (level is None or entry.level is level)
        and entry.is_for(authority)
        and (bidang is None or entry.code.is_generic or entry.code.is_under(bidang))
    )


class _Reading(NamedTuple):
    """A word of a catalog that a word of the query may mean, and what that is worth."""

    word: int
    worth: float
    how: str


class _Word(NamedTuple):
    """A word of the query in a catalog: its readings, the best first, in names and other texts."""

    text: str
    names: tuple[_Reading, ...]
    texts: tuple[_Reading, ...]


class _Searched:
    """A catalog's entries with the indexes of their words."""

    _known: ClassVar[weakref.WeakKeyDictionary[Catalog, _Searched]] = weakref.WeakKeyDictionary()

    def __init__(self, catalog: Catalog) -> None:
        self.size = len(catalog)
        self._legacy = catalog.info.scheme is Scheme.LEGACY
        self.entry: Callable[[int], Entry]
        if isinstance(catalog, CompiledCatalog):
            rows = catalog.rows
            self.entry, self._codes = rows.entry, rows.codes
            self.names, self.texts = rows.name_words, rows.text_words
        else:
            entries = catalog.entries
            self.entry, self._codes = entries.__getitem__, lambda: [str(e.code) for e in entries]
            self.names = WordIndex.build("\n".join(e.names) for e in entries)
            self.texts = WordIndex.build(
                f"{e.indikator}\n{e.satuan}\n{e.kinerja}\n{e.definition}" for e in entries
            )

    @classmethod
    def of(cls, catalog: Catalog) -> _Searched:
        """A catalog's, made when it is first searched."""
        if (known := cls._known.get(catalog)) is None:
            known = cls._known[catalog] = cls(catalog)
        return known

    def found(
        self,
        prefixes: Sequence[str],
        words: Sequence[str],
        wants: Callable[[Entry], bool],
        limit: int,
    ) -> Iterator[tuple[Entry, float, tuple[Match, ...], tuple[str, ...]]]:
        """Entries with score, matches and missing words."""
        coded = self._with_prefixes(prefixes) if prefixes else None
        if not words:
            yield from self._by_code(coded or {}, wants, limit)
            return
        readings = [self._read(word) for word in words]
        covered = self._cover(readings, coded)
        best = sorted(covered, key=lambda row: (-covered[row], row))
        wanted = (row for row in best if wants(self.entry(row)))
        for row in itertools.islice(wanted, max(limit, _LOOKED_AT)):
            entry = self.entry(row)
            matches, missing = self._match(readings, entry)
            codes = (Match(coded[row], str(entry.code), "code"),) if coded else ()
            yield entry, _fit(entry, covered[row], matches), (*codes, *matches), missing

    def _by_code(
        self, coded: Mapping[int, str], wants: Callable[[Entry], bool], limit: int
    ) -> Iterator[tuple[Entry, float, tuple[Match, ...], tuple[str, ...]]]:
        entries = [(self.entry(row), prefix) for row, prefix in coded.items()]
        entries = sorted((e for e in entries if wants(e[0])), key=lambda e: e[0].code)
        for entry, prefix in entries[:limit]:
            code = str(entry.code)
            score = 1.0 if code in (prefix, _generic(prefix)) else _BEGINNING
            yield entry, score, (Match(prefix, code, "code"),), ()

    def _with_prefixes(self, prefixes: Sequence[str]) -> dict[int, str]:
        """The rows whose codes begin with one of some texts, and which."""
        found: dict[int, str] = {}
        for prefix in prefixes:
            beginnings = (prefix, _generic(prefix))
            for row, codes in enumerate(self.codes):
                if any(code.startswith(beginnings) for code in codes):
                    found.setdefault(row, prefix)
        return found

    @functools.cached_property
    def codes(self) -> list[tuple[str, ...]]:
        """The code of each row as text, a legacy one also without its office's segment."""
        if self._legacy:
            return [(code, _without_unit(code)) for code in self._codes()]
        return [(code,) for code in self._codes()]

    def _read(self, word: str) -> _Word:
        """What a word of the query may mean here."""
        names = list(_readings(self.names, word))
        known = {reading.word for reading in names}
        names += [r for r in _misspelled(self.names, word) if r.word not in known]
        names.sort(key=lambda reading: -reading.worth)
        texts = [r._replace(worth=_TEXT * r.worth, how="text") for r in _readings(self.texts, word)]
        return _Word(word, tuple(names), tuple(texts))

    def _cover(self, words: Sequence[_Word], coded: Mapping[int, str] | None) -> dict[int, float]:
        """How much of the query each row has, 0 to 1, of those that have enough of it."""
        weights = self._weigh(words)
        total = left = sum(weights)
        covered: dict[int, float] = {}
        has: dict[int, float] = {}
        for weight, word in sorted(zip(weights, words, strict=True), key=lambda pair: -pair[0]):
            credit: dict[int, float] = {}
            for reading in reversed(word.texts):
                credit.update(dict.fromkeys(self.texts.rows_of(reading.word), reading.worth))
            for reading in reversed(word.names):
                credit.update(dict.fromkeys(self.names.rows_of(reading.word), reading.worth))
            if left >= _FOUND * total:
                for row, worth in credit.items():
                    covered[row] = covered.get(row, 0.0) + weight * worth
                    has[row] = has.get(row, 0.0) + weight
            else:  # what has none of the words before cannot have enough any more
                for row in covered.keys() & credit.keys():
                    covered[row] += weight * credit[row]
                    has[row] += weight
            left -= weight
        return {
            row: covered[row] / total
            for row, weight in has.items()
            if weight >= _FOUND * total and (coded is None or row in coded)
        }

    def _weigh(self, words: Sequence[_Word]) -> list[float]:
        """What each word counts: the rarer, the more. An unknown one counts as the others do."""
        weights = []
        for word in words:
            index, readings = (self.names, word.names) if word.names else (self.texts, word.texts)
            best = [r for r in readings if r.how == readings[0].how]
            rows = sum(index.count(reading.word) for reading in best)
            weights.append(math.log(1 + self.size / rows) if rows else 0.0)
        known = [weight for weight in weights if weight]
        mean = sum(known) / len(known) if known else 1.0
        return [weight or mean for weight in weights]

    def _match(
        self, words: Sequence[_Word], entry: Entry
    ) -> tuple[tuple[Match, ...], tuple[str, ...]]:
        """What each word of the query found in an entry, and the words that found nothing."""
        names = set(words_of("\n".join(entry.names)))
        texts: set[str] | None = None
        matches, missing = [], []
        for word in words:
            for reading in word.names:
                if (found := self.names.words[reading.word]) in names:
                    matches.append(Match(word.text, found, reading.how))
                    break
            else:
                if texts is None:
                    more = (entry.indikator, entry.satuan, entry.kinerja, entry.definition)
                    texts = set(words_of("\n".join(more)))
                found = next(
                    (w for r in word.texts if (w := self.texts.words[r.word]) in texts), ""
                )
                if found:
                    matches.append(Match(word.text, found, "text"))
                else:
                    missing.append(word.text)
        return tuple(matches), tuple(missing)


def _readings(index: WordIndex, word: str) -> Iterator[_Reading]:
    """The word itself and the words that begin with it, the nearest first."""
    exact = index.find(word)
    if exact is not None:
        yield _Reading(exact, 1.0, "word")
    if len(word) < _SHORT - 1:
        return
    longer = [number for number in index.beginning(word) if number != exact]
    for number in sorted(longer, key=lambda number: len(index.words[number])):
        share = len(word) / len(index.words[number])
        yield _Reading(number, _BEGINNING * (0.75 + 0.25 * share), "beginning")


def _misspelled(index: WordIndex, word: str) -> Iterator[_Reading]:
    """The words that differ by a slip or two: ``ijin`` and ``izin``, ``kordinasi``, ``simpna``."""
    if len(word) < _SHORT or not word.isalpha():
        return
    from rapidfuzz import process  # noqa: PLC0415 - heavy
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - heavy

    slips = 1 if len(word) < _LONG else 2
    similar = process.extract(word, index.words, scorer=OSA.distance, score_cutoff=slips, limit=12)
    for _order, distance, number in similar:
        yield _Reading(number, _SPELLED * (1 - distance / len(word)), "spelling")


def _fit(entry: Entry, covered: float, matches: Sequence[Match]) -> float:
    """How well an entry fits: by what it has of the query, and by how little else its name has."""
    found = [match.found for match in matches if match.how != "text"]
    fits = []
    for name in entry.names:
        words = list(dict.fromkeys(words_of(name)))  # a word said twice is asked for once
        of_name = len(set(words) & set(found)) / max(len(words), 1)
        in_order = any(words[at : at + len(found)] == found for at in range(len(words)))
        fits.append(0.16 * of_name + 0.04 * (in_order and bool(found)))
    return 0.8 * covered + max(fits)


def _generic(prefix: str) -> str:
    """The beginning of a generic code that a beginning of an office programme's code stands for."""
    return "X.XX" + prefix[4:] if re.match(r"\d\.\d\d\.01", prefix) else prefix


def _without_unit(code: str) -> str:
    """A legacy code without its office's segment: 1.15.00.16.021 is also written 1.15.16.021."""
    parts = code.split(".")
    if len(parts) == 5 and len(parts[4]) == 3:  # noqa: PLR2004 - only such codes have a unit
        del parts[2]
    return ".".join(parts)

"""Why a candidate was proposed and what speaks against it, in words.

The reasons are values; `Reason.describe` says them in the language in use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import N_, _
from nomenklatur.match.decisive import contrasts
from nomenklatur.match.words import RELATED, relations, weight, words
from nomenklatur.translation import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.match.query import Query
    from nomenklatur.match.scope import Scope
    from nomenklatur.match.words import Word

THIN: Final = 0.5
"""Names of which either has less than this in common with the other are never taken unasked."""
NEAR: Final = 5
"""So many entries are said to be near by meaning."""
OPEN: Final = 2
"""An entry that leaves more words of a name unexplained is never taken unasked."""
_SHOWN: Final = 4
"""Words named in one reason at most."""

_TEXTS: Final = {
    "name": N_("both names say {words}"),
    "synonym": N_("{one} means {other}"),
    "related": N_("{one} belongs to {other}"),
    "abbreviation": N_("{short} read as {long}"),
    "parents": N_("its kegiatan or program says {words}"),
    "precedent": N_("{source} took the same name there"),
    "similar": N_("{source} took {name} there"),
    "nearest": N_("the nearest of all by meaning"),
    "meaning": N_("number {rank} of all by meaning"),
    "bidang": N_("bidang {bidang} as expected"),
    "scope": N_("bidang {bidang} is outside the scope"),
    "decisive-word": N_("{here} against {there}"),
    "missing": N_("nothing in it says {words}"),
    "much-missing": N_("nothing in it says {words}"),
    "thin": N_("few words agree"),
}

_AGAINST: Final = frozenset({"scope", "decisive-word", "missing", "much-missing", "thin"})
BLOCKING: Final = frozenset({"scope", "decisive-word", "much-missing", "thin"})
"""What keeps a candidate from being taken unasked, however probable it is."""


@frozen
class Reason:
    """A reason for or against a candidate.

    Attributes:
        signal: Its kind: ``name``, ``synonym``, ``related``, ``abbreviation``, ``parents``,
            ``precedent``, ``similar``, ``nearest``, ``meaning``, ``bidang``, ``scope``,
            ``decisive-word``, ``missing``, ``much-missing`` or ``thin``.
        values: What it names.
    """

    signal: str
    values: tuple[tuple[str, str], ...]

    @property
    def against(self) -> bool:
        """Whether it speaks against the candidate."""
        return self.signal in _AGAINST

    def describe(self) -> str:
        """The reason as a clause."""
        return _(_TEXTS[self.signal]).format(**dict(self.values))

    def evidence(self) -> Evidence:
        """The reason as a candidate carries it."""
        return Evidence(self.signal, self.describe(), self.against)


def reasons(  # noqa: PLR0913, PLR0917 - all that a reason may rest on
    query: Query,
    name: str,
    bidang: str,
    above: tuple[str, ...],
    scope: Scope,
    precedents: tuple[tuple[str, str], ...] = (),
    rank: int = 0,
) -> tuple[Reason, ...]:
    """The reasons for and against an entry; what forbids to take it unasked comes first.

    Args:
        query: What was asked.
        name: The candidate's name.
        bidang: Its bidang urusan.
        above: The names of its program and kegiatan.
        scope: Where the query was expected.
        precedents: Who took an activity of the same name there, or one of a similar name, which
            then stands beside.
        rank: The entry's place among all by likeness in meaning, from 1; 0 where it was not
            asked.
    """
    found = [
        Reason("similar", (("source", source), ("name", other)))
        if other
        else Reason("precedent", (("source", source),))
        for source, other in precedents
    ]
    if 0 < rank <= NEAR:
        found.append(Reason("nearest" if rank == 1 else "meaning", (("rank", str(rank)),)))
    found += _reasons(query, name, bidang, above, scope)
    return tuple(sorted(found, key=lambda reason: reason.signal not in BLOCKING))


def _reasons(
    query: Query, name: str, bidang: str, above: tuple[str, ...], scope: Scope
) -> Iterator[Reason]:
    asked, named = words(query.name), {word.stem: word for word in words(name)}
    yield from _of_words(asked, named)
    left = [word for word in asked if word.stem not in named]
    parents = _parents(above)
    if found := [word.written for word in left if word.stem in parents]:
        yield _listing("parents", found)
    relatives = [(word, _relative(word, named)) for word in left]
    for word, relative in relatives:
        if relative is not None:
            yield Reason("related", (("one", word.written), ("other", relative.written)))
    yield from _of_scope(bidang, scope)
    for contrast in contrasts(query, name, above[-1] if above else ""):
        yield Reason("decisive-word", (("here", contrast.here), ("there", contrast.there)))
    if missing := unexplained(query.name, name, above):
        yield _listing("missing" if len(missing) <= OPEN else "much-missing", missing)
    if explained(asked, tuple(named.values())) < THIN:
        yield Reason("thin", ())


def unexplained(asked: str, name: str, above: tuple[str, ...]) -> list[str]:
    """The telling words of a name that nothing in an entry says, nor anything related."""
    named = {word.stem: word for word in words(name)}
    parents = _parents(above)
    return [
        word.written
        for word in words(asked)
        if weight(word.stem) >= 1
        and word.stem not in named
        and word.stem not in parents
        and _relative(word, named) is None
    ]


def _parents(above: tuple[str, ...]) -> set[str]:
    return {word.stem for over in above for word in words(over)}


def _of_words(asked: tuple[Word, ...], named: dict[str, Word]) -> Iterator[Reason]:
    """The words that both names have, under one spelling or two, or abbreviated."""
    same = [(word, named[word.stem]) for word in asked if word.stem in named]
    if exact := [word.written for word, other in same if word.written == other.written]:
        yield _listing("name", exact)
    opened: dict[str, list[str]] = {}
    for pair in same:
        for word in pair:
            if word.opened:
                opened.setdefault(word.written, []).append(word.opened)
        word, other = pair
        if word.written != other.written and not word.opened and not other.opened:
            yield Reason("synonym", (("one", word.written), ("other", other.written)))
    for short, long in opened.items():
        text = " ".join(dict.fromkeys(long))
        yield Reason("abbreviation", (("short", short.upper()), ("long", text)))


def _of_scope(bidang: str, scope: Scope) -> Iterator[Reason]:
    """Whether the bidang is where the activity is expected."""
    if not scope.admits(bidang):
        yield Reason("scope", (("bidang", bidang),))
    elif scope.expects(bidang) and (scope.bidang or scope.office):
        yield Reason("bidang", (("bidang", bidang),))


def shared(asked: tuple[Word, ...], named: tuple[Word, ...]) -> float:
    """Which part of two names both have: the product of either's share, by weight of words."""
    one, other = ({word.stem: weight(word.stem) for word in some} for some in (asked, named))
    both = sum(one[root] for root in one.keys() & other.keys())
    return both * both / max(sum(one.values()) * sum(other.values()), 1e-6)


def explained(asked: tuple[Word, ...], named: tuple[Word, ...]) -> float:
    """Which part of two names the other one has, by weight of words: of the two, the smaller.

    Related words count, too: `RELATED` of a word.
    """
    return min(_covered(asked, named), _covered(named, asked))


def _covered(some: tuple[Word, ...], others: tuple[Word, ...]) -> float:
    """Which part of the words of a name another name has."""
    there = {word.stem: word for word in others}
    total = found = 0.0
    for word in some:
        counts = weight(word.stem)
        total += counts
        if word.stem in there:
            found += counts
        elif _relative(word, there) is not None:
            found += RELATED * counts
    return found / max(total, 1e-6)


def _relative(word: Word, named: dict[str, Word]) -> Word | None:
    """A word of the other name that is related to a word."""
    lines = relations().get(word.stem, frozenset())
    return next(
        (other for root, other in named.items() if lines & relations().get(root, frozenset())),
        None,
    )


def _listing(signal: str, found: list[str]) -> Reason:
    return Reason(signal, (("words", ", ".join(dict.fromkeys(found[:_SHOWN]))),))

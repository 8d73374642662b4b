"""The evidence for a change in words that a planner understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.diff.comparison import ChangeKind
from nomenklatur.catalog.diff.links import Role
from nomenklatur.catalog.entry import Status
from nomenklatur.translation import Candidate, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.diff.comparison import CatalogDiff, Change
    from nomenklatur.catalog.diff.links import Link
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Code

_MOST_WORDS: Final = 6
_TOGETHER: Final = 0.3
"""From this share on it is worth saying that neighbours moved along."""
_PAIRED: Final = 0.5
_TELLING: Final = 0.2
"""Likeness of indikator, satuan and kinerja that is worth a word."""


def evidence_of(
    diff: CatalogDiff, change: Change, link: Link | None = None
) -> tuple[Evidence, ...]:
    """Why a change is thought to have happened, and what speaks against it.

    Args:
        diff: The comparison.
        change: One of its changes.
        link: One of the change's links, to hear of one target alone.
    """
    found: list[Evidence] = []
    for each in change.links if link is None else (link,):
        found += link_evidence(diff, each)
    found += _about(diff, change)
    return tuple(dict.fromkeys(found))


def candidates_of(diff: CatalogDiff, change: Change) -> tuple[Candidate, ...]:
    """The nearest entries that were not taken, the likeliest first.

    For an entry of the source they are entries of the target; for a new entry, of the source.
    """
    entries = (diff.target if change.source is not None else diff.source).entries
    found: dict[int, Candidate] = {}
    for link in change.near:
        number = link.second if change.source is not None else link.first
        evidence = link_evidence(diff, link)
        found.setdefault(number, Candidate(entries[number], link.probability, evidence))
    return tuple(sorted(found.values(), key=lambda candidate: -candidate.score))


def link_evidence(diff: CatalogDiff, link: Link) -> tuple[Evidence, ...]:
    """What a link rests on."""
    one, other = diff.source.entries[link.first], diff.target.entries[link.second]
    return (
        *_names(link),
        *_codes(link, one, other),
        *_surroundings(link, one, other),
        *_details(link),
    )


def _names(link: Link) -> Iterator[Evidence]:
    difference = link.difference
    if link.equal:
        yield Evidence("name", "the names are the same")
    elif difference.is_spelling and difference.respelled:
        slips = _list(f"{one} / {other}" for one, other in difference.respelled)
        yield Evidence("name", f"the names differ in spelling only: {slips}")
    elif difference.is_spelling:
        yield Evidence("name", "the names have the same words")
    else:
        said = [f"the names are {int(100 * link.alike)}% alike"]
        if difference.lost:
            said.append(f"gone: {_list(difference.lost)}")
        if difference.gained:
            said.append(f"come: {_list(difference.gained)}")
        yield Evidence("name", "; ".join(said))
    if link.too_unlike:
        text = "letter by letter the names are less than half alike: a person has to decide"
        yield Evidence("name", text, against=True)
    for one, other in difference.decisive[:3]:
        yield Evidence(
            "decisive-word", f"{one} is not {other}: the words tell activities apart", against=True
        )
    if link.namesakes:
        verb = "has" if link.namesakes == 1 else "have"
        text = f"{link.namesakes} more of both catalogs {verb} this name"
        yield Evidence("namesakes", f"{text}; codes and parents decide", against=True)


def _codes(link: Link, one: Entry, other: Entry) -> Iterator[Evidence]:
    if link.same_slot:
        if one.code == other.code:
            yield Evidence("code", f"the code is the same: {one.code}")
        else:
            wider = f"{_width(one.code)} to {_width(other.code)} digits"
            yield Evidence("code", f"the code is the same, from {wider}")
    if one.code.authority is not other.code.authority and one.code.authority is not None:
        went = other.code.authority
        yield Evidence(
            "region", f"from {one.code.authority.label} to {went.label if went else 'none'}"
        )
    if one.status is not other.status:
        which = "the first" if one.status is Status.RETIRED else "the second"
        yield Evidence("status", f"{which} has been withdrawn", against=True)


def _width(code: Code) -> int:
    return len(code.sub or "")


def _surroundings(link: Link, one: Entry, other: Entry) -> Iterator[Evidence]:
    above, beside = one.code.parent, other.code.parent
    if above is None or beside is None:
        return
    level = above.level.label.lower()
    if link.parent >= _PAIRED:
        if above == beside:
            yield Evidence("parent", f"the {level} {above} is still its parent")
        else:
            text = f"its {level} {above} became {beside} as well ({link.parent:.0%})"
            yield Evidence("parent", text)
    elif not link.equal:
        text = f"its {level} {above} did not become {beside}"
        yield Evidence("parent", text, against=True)
    if link.neighbours >= _TOGETHER:
        many = "most" if link.neighbours >= _PAIRED else "some"
        yield Evidence("neighbours", f"{many} entries beside it went the same way")


def _details(link: Link) -> Iterator[Evidence]:
    if abs(link.details) >= _TELLING:
        alike = (link.details + 1) / 2
        yield Evidence(
            "indikator",
            f"indikator, satuan and kinerja are {alike:.0%} alike",
            against=link.details < 0,
        )


def _about(diff: CatalogDiff, change: Change) -> Iterator[Evidence]:
    """What the change as a whole says."""
    entry = change.entry
    if change.reused_by is not None:
        twin = change.reused_by
        text = f"{diff.target.id} has “{twin.name}” under {twin.code}"
        yield Evidence("code-reused", text, against=change.kind is not ChangeKind.REUSED)
    if change.others:
        named = _list(f"{other.code} {other.name}" for other in change.others)
        yield Evidence("together", f"goes there as well: {named}")
    if change.source is None:
        yield from _absent(diff.source, "before", change)
    elif not change.links:
        if entry.status is Status.RETIRED:
            yield Evidence("status", f"{diff.source.id} has withdrawn it already")
        yield from _absent(diff.target, "any more", change)
    elif any(link.role is not Role.PAIR for link in change.links):
        yield Evidence("words", "one name holds what the other says")


def _absent(catalog: Catalog, when: str, change: Change) -> Iterator[Evidence]:
    namesake = next((link for link in change.near if link.role is not Role.NEAR), None)
    if namesake is not None:
        elder = catalog.entries[namesake.first if change.source is None else namesake.second]
        text = f"{elder.code} {elder.name} of {catalog.id} has a successor of its own"
        yield Evidence("namesakes", text, against=True)
    elif not change.near:
        yield Evidence("name", f"{catalog.id} has nothing of that name {when}")
    else:
        yield Evidence("name", f"{catalog.id} has nothing that is enough like it {when}")
    if catalog.info.partial:
        text = f"{catalog.id} is only a part: {catalog.info.partial}"
        yield Evidence("partial", text, against=True)


def _list(words: Iterable[str]) -> str:
    shown = list(words)
    more = f" and {len(shown) - _MOST_WORDS} more" if len(shown) > _MOST_WORDS else ""
    return ", ".join(shown[:_MOST_WORDS]) + more

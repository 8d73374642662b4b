"""The evidence for a change in words that a planner understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.diff.comparison import ChangeKind
from nomenklatur.catalog.diff.links import Role
from nomenklatur.catalog.entry import Status
from nomenklatur.language import N_, _, ngettext
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
        yield Evidence("name", _("the names are the same"))
    elif difference.is_spelling and difference.respelled:
        slips = _list(f"{one} / {other}" for one, other in difference.respelled)
        yield Evidence("name", _("the names differ in spelling only: {slips}").format(slips=slips))
    elif difference.is_spelling:
        yield Evidence("name", _("the names have the same words"))
    else:
        said = [_("the names are {percent} % alike").format(percent=int(100 * link.alike))]
        if difference.lost:
            said.append(_("gone: {words}").format(words=_list(difference.lost)))
        if difference.gained:
            said.append(_("come: {words}").format(words=_list(difference.gained)))
        yield Evidence("name", "; ".join(said))
    if link.too_unlike:
        text = _("letter by letter the names are less than half alike: a person has to decide")
        yield Evidence("name", text, against=True)
    for one, other in difference.decisive[:3]:
        text = _("{one} is not {other}: the words tell activities apart").format(
            one=one, other=other
        )
        yield Evidence("decisive-word", text, against=True)
    if link.namesakes:
        text = ngettext(
            "{n} more of both catalogs has this name; codes and parents decide",
            "{n} more of both catalogs have this name; codes and parents decide",
            link.namesakes,
        ).format(n=link.namesakes)
        yield Evidence("namesakes", text, against=True)


def _codes(link: Link, one: Entry, other: Entry) -> Iterator[Evidence]:
    if link.same_slot:
        if one.code == other.code:
            yield Evidence("code", _("the code is the same: {code}").format(code=one.code))
        else:
            text = _("the code is the same, from {one} to {other} digits").format(
                one=_width(one.code), other=_width(other.code)
            )
            yield Evidence("code", text)
    if one.code.authority is not other.code.authority and one.code.authority is not None:
        went = other.code.authority
        text = _("from {one} to {other}").format(
            one=one.code.authority.label, other=went.label if went else _("none")
        )
        yield Evidence("region", text)
    if one.status is not other.status:
        first = one.status is Status.RETIRED
        text = _("the first has been withdrawn") if first else _("the second has been withdrawn")
        yield Evidence("status", text, against=True)


def _width(code: Code) -> int:
    return len(code.sub or "")


def _surroundings(link: Link, one: Entry, other: Entry) -> Iterator[Evidence]:
    above, beside = one.code.parent, other.code.parent
    if above is None or beside is None:
        return
    level = above.level.label.lower()
    if link.parent >= _PAIRED:
        if above == beside:
            text = _("the {level} {code} is still its parent").format(level=level, code=above)
            yield Evidence("parent", text)
        else:
            text = _("its {level} {code} became {other} as well ({share:.0%})").format(
                level=level, code=above, other=beside, share=link.parent
            )
            yield Evidence("parent", text)
    elif not link.equal:
        text = _("its {level} {code} did not become {other}").format(
            level=level, code=above, other=beside
        )
        yield Evidence("parent", text, against=True)
    if link.neighbours >= _TOGETHER:
        most = link.neighbours >= _PAIRED
        yield Evidence(
            "neighbours",
            _("most entries beside it went the same way")
            if most
            else _("some entries beside it went the same way"),
        )


def _details(link: Link) -> Iterator[Evidence]:
    if abs(link.details) >= _TELLING:
        alike = (link.details + 1) / 2
        yield Evidence(
            "indikator",
            _("indikator, satuan and kinerja are {share:.0%} alike").format(share=alike),
            against=link.details < 0,
        )


def _about(diff: CatalogDiff, change: Change) -> Iterator[Evidence]:
    """What the change as a whole says."""
    entry = change.entry
    if change.reused_by is not None:
        twin = change.reused_by
        text = _("{id} has “{name}” under {code}").format(
            id=diff.target.id, name=twin.name, code=twin.code
        )
        yield Evidence("code-reused", text, against=change.kind is not ChangeKind.REUSED)
    if change.others:
        named = _list(f"{other.code} {other.name}" for other in change.others)
        yield Evidence("together", _("goes there as well: {names}").format(names=named))
    if change.source is None:
        yield from _absent(diff.source, change)
    elif not change.links:
        if entry.status is Status.RETIRED:
            text = _("{id} has withdrawn it already").format(id=diff.source.id)
            yield Evidence("status", text)
        yield from _absent(diff.target, change)
    elif any(link.role is not Role.PAIR for link in change.links):
        yield Evidence("words", _("one name holds what the other says"))


def _absent(catalog: Catalog, change: Change) -> Iterator[Evidence]:
    namesake = next((link for link in change.near if link.role is not Role.NEAR), None)
    if namesake is not None:
        elder = catalog.entries[namesake.first if change.source is None else namesake.second]
        text = _("{code} {name} of {id} has a successor of its own").format(
            code=elder.code, name=elder.name, id=catalog.id
        )
        yield Evidence("namesakes", text, against=True)
    elif not change.near:
        before, after = (
            N_("{id} has nothing of that name before"),
            N_("{id} has nothing of that name any more"),
        )
        yield Evidence("name", _(before if change.source is None else after).format(id=catalog.id))
    else:
        before, after = (
            N_("{id} has nothing that is enough like it before"),
            N_("{id} has nothing that is enough like it any more"),
        )
        yield Evidence("name", _(before if change.source is None else after).format(id=catalog.id))
    if catalog.info.partial:
        text = _("{id} is only a part: {partial}").format(
            id=catalog.id, partial=_(catalog.info.partial)
        )
        yield Evidence("partial", text, against=True)


def _list(words: Iterable[str]) -> str:
    every = list(words)
    shown = ", ".join(every[:_MOST_WORDS])
    rest = len(every) - _MOST_WORDS
    return _("{words} and {rest} more").format(words=shown, rest=rest) if rest > 0 else shown

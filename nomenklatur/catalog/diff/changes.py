"""From links to changes: the names that people have for what became of an entry."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, evolve, frozen

from nomenklatur.catalog.diff.comparison import Change, ChangeKind, slots_of
from nomenklatur.catalog.diff.features import GENERAL
from nomenklatur.catalog.diff.links import Link, Role
from nomenklatur.catalog.diff.names import key_of
from nomenklatur.catalog.diff.sides import slot_of
from nomenklatur.catalog.entry import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.catalog.diff.comparison import CatalogDiff
    from nomenklatur.catalog.diff.sides import Slot
    from nomenklatur.codes import Authority


@define(eq=False)
class _Ends:
    """The links of one entry, by what they are to it."""

    taken: list[Link]
    near: list[Link]


@frozen(eq=False)
class _Reader:
    """Reads the changes for one kind of region."""

    diff: CatalogDiff
    authority: Authority | None
    slots: Mapping[Slot, Sequence[int]]
    out: Mapping[int, _Ends]
    into: Mapping[int, _Ends]

    def read(self) -> Iterator[tuple[tuple[object, ...], Change]]:
        """The changes with what makes them the same for several kinds of region."""
        for number, entry in enumerate(self.diff.source.entries):
            if self._is_compared(entry):
                change = self._of_source(number, entry)
                targets = tuple(link.second for link in change.links)
                yield (0, number, change.kind, targets, id(change.reused_by)), change
        for number, entry in enumerate(self.diff.target.entries):
            if (
                self._is_compared(entry)
                and entry.status is Status.ACTIVE
                and not self._ends(self.into, number).taken
            ):
                yield (1, number), self._of_target(number, entry)

    def _is_compared(self, entry: Entry) -> bool:
        return entry.is_for(self.authority) and entry.level not in self.diff.levels_left_out

    def _ends(self, index: Mapping[int, _Ends], number: int) -> _Ends:
        return index.get(number, _Ends([], []))

    def _of_source(self, number: int, entry: Entry) -> Change:
        ends = self._ends(self.out, number)
        links = tuple(sorted(ends.taken, key=lambda link: (-link.probability, link.second)))
        targets = tuple(self.diff.target.entries[link.second] for link in links)
        others = self._others(number, links)
        stays = any(link.same_slot for link in links)
        twin = None if stays else self._twin(entry, targets)
        kind = self._kind(entry, links, targets, bool(others), twin is not None)
        probability = min(link.probability for link in links) if links else _none_of(ends.near)
        return Change(
            kind,
            entry,
            targets,
            _kinds(self.authority),
            probability,
            links,
            reused_by=twin,
            near=tuple(ends.near),
            others=others,
        )

    def _of_target(self, number: int, entry: Entry) -> Change:
        near = self._ends(self.into, number).near
        return Change(
            ChangeKind.NEW,
            None,
            (entry,),
            _kinds(self.authority),
            _none_of(near),
            near=tuple(near),
        )

    def _others(self, number: int, links: Sequence[Link]) -> tuple[Entry, ...]:
        found = {
            other.first
            for link in links
            for other in self._ends(self.into, link.second).taken
            if other.first != number
        }
        return tuple(self.diff.source.entries[other] for other in sorted(found))

    def _twin(self, entry: Entry, targets: Sequence[Entry]) -> Entry | None:
        """What the target has under the entry's code, if that is another thing in force."""
        for number in self.slots.get(slot_of(entry.code), ()):
            twin = self.diff.target.entries[number]
            if (
                twin.is_for(self.authority)
                and twin.status is Status.ACTIVE
                and twin not in targets
                and key_of(twin.name) != key_of(entry.name)
            ):
                return twin
        return None

    @staticmethod
    def _kind(
        entry: Entry,
        links: Sequence[Link],
        targets: Sequence[Entry],
        shared: bool,  # noqa: FBT001 - private
        reused: bool,  # noqa: FBT001 - private
    ) -> ChangeKind:
        active = entry.status is Status.ACTIVE
        if not links:
            return ChangeKind.REUSED if reused and active else ChangeKind.RETIRED
        if active and all(target.status is Status.RETIRED for target in targets):
            return ChangeKind.RETIRED
        if len(links) > 1:
            return ChangeKind.SPLIT
        link = links[0]
        if shared and link.role is not Role.PAIR:
            return ChangeKind.MERGED
        if link.same_slot:
            return ChangeKind.SAME if link.same_name else ChangeKind.RENAMED
        return ChangeKind.MOVED if link.same_name else ChangeKind.MOVED_AND_RENAMED


def changes_of(diff: CatalogDiff) -> tuple[Change, ...]:
    """The changes that the links of a comparison amount to."""
    slots = slots_of(diff.target)
    found: dict[tuple[object, ...], Change] = {}
    kinds = sorted(diff.authorities, key=lambda kind: kind.value)
    for authority in kinds or (None,):
        out, into = _index(diff, authority)
        for key, change in _Reader(diff, authority, slots, out, into).read():
            known = found.get(key)
            found[key] = change if known is None else _both(known, change)
    ordered = sorted(found.items(), key=lambda item: item[0][:2])
    return tuple(change for _, change in ordered)


def _both(known: Change, change: Change) -> Change:
    return evolve(
        known,
        authorities=known.authorities | change.authorities,
        probability=min(known.probability, change.probability),
    )


def _kinds(authority: Authority | None) -> frozenset[Authority]:
    return frozenset() if authority is None else frozenset({authority})


def _none_of(near: Sequence[Link]) -> float:
    found = sum(link.probability for link in near if link.role is Role.NEAR)
    return round(max(0.0, 1.0 - found), 4)


def _index(
    diff: CatalogDiff, authority: Authority | None
) -> tuple[dict[int, _Ends], dict[int, _Ends]]:
    """The links of each entry, out of the source and into the target."""
    links = [link for link in diff.links if link.authority is authority]
    pairs = {link.first: link for link in links if link.role is Role.PAIR}
    out: dict[int, _Ends] = defaultdict(lambda: _Ends([], []))
    into: dict[int, _Ends] = defaultdict(lambda: _Ends([], []))
    for link in links:
        is_near = link.role is Role.NEAR or not _holds(diff, link, pairs.get(link.first))
        for ends in (out[link.first], into[link.second]):
            (ends.near if is_near else ends.taken).append(link)
    return out, into


def _holds(diff: CatalogDiff, link: Link, pair: Link | None) -> bool:
    """Whether an entry that comes out of another makes that one a split.

    A namesake that appears elsewhere is a new entry: its elder stays what it was. Nor does a
    special region's own entry come out of one that goes on for every region, nor a withdrawn one
    out of one that lives on. What was one entry for several special regions becomes one for each.
    """
    if link.role is not Role.LEAVES or pair is None:
        return True
    if diff.target.entries[link.second].status is Status.RETIRED:
        return False
    one, other = (diff.target.entries[at.second].code for at in (pair, link))
    if one.authority is other.authority:
        return not pair.same_name
    if {one.authority, other.authority} & {*GENERAL, None}:
        return False
    return link.same_name and _without_region(slot_of(one)) == _without_region(slot_of(other))


_REGION_AT = 4
"""A slot is scheme, urusan, bidang urusan, program, authority, …"""


def _without_region(slot: Slot) -> Slot:
    return slot[:_REGION_AT] + slot[_REGION_AT + 1 :]

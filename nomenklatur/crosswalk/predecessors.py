"""Predecessors that a catalog names for its entries, held against the comparison of catalogs.

The SIPD list for 2027 says of some sub kegiatan what they were before (SUBKEGIATAN SEBELUMNYA).
Most of it is right, some rows are swapped, and some predecessors live on. What the list says is
therefore evidence, not the last word: each row is reproduced by the comparison of names, or
believed because nothing speaks against it, or contradicted, and the verdict says why.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.catalog.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.diff import CatalogDiff, diff_catalogs
from nomenklatur.catalog.diff.names import holds, key_of, letters_alike, words_of
from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk.mapping import Crosswalk, Mapping, Target

_BELIEVABLE: Final = 0.4
"""From here on two names are alike enough for a successor that the list itself names."""
_ALIKE: Final = 0.6
"""From here on a name speaks for another successor than the named one."""
_BETTER: Final = 0.15
"""By how much another name has to be more alike before it speaks against the named one."""
_OWN_NAME: Final = 0.75
"""From here on a predecessor's name is the name that the older catalog has under its code."""


class Verdict(enum.Enum):
    """What the comparison says of a predecessor that a catalog names."""

    REPRODUCED = "reproduced"
    """The comparison finds the same successor by itself."""
    BELIEVED = "believed"
    """The comparison does not find it, and nothing speaks against it."""
    DOUBTFUL = "doubtful"
    """The names have little in common; nothing better was found."""
    CONTRADICTED = "contradicted"
    """Another entry is clearly the successor."""
    SWAPPED = "swapped"
    """Two rows have each other's successors."""

    @property
    def holds(self) -> bool:
        """Whether the named successor is taken."""
        return self in {Verdict.REPRODUCED, Verdict.BELIEVED, Verdict.DOUBTFUL}


TRUST: Final = {
    Verdict.REPRODUCED: 0.99,
    Verdict.BELIEVED: 0.9,
    Verdict.DOUBTFUL: 0.5,
    Verdict.CONTRADICTED: 0.1,
    Verdict.SWAPPED: 0.1,
}
"""How probable the named successor is under each verdict."""


@frozen
class Judged:
    """A predecessor row with its verdict.

    Attributes:
        mapping: The row: the predecessor as source, its named successor as target.
        target: The named successor.
        verdict: What the comparison says.
        reason: Why, in words.
        better: The successor that fits better, if there is one.
        alike: How alike the two names are, 0 to 1.
        active: Whether the predecessor is itself in the newer catalog, unchanged.
    """

    mapping: Mapping
    target: Target
    verdict: Verdict
    reason: str
    better: Entry | None = None
    alike: float = 0.0
    active: bool = False

    def findings(self) -> Iterator[Finding]:
        """What to look at, if anything."""
        mapping, target = self.mapping, self.target
        values = {
            "code": target.code,
            "name": target.name,
            "source": mapping.source,
            "source_name": mapping.source_name,
            "reason": self.reason,
        }
        message = _(
            "{code} {name} names {source} {source_name} as its predecessor: {reason}"
        ).format(**values)
        instead = (
            _("likelier: {code} {name}").format(code=self.better.code, name=self.better.name)
            if self.better
            else ""
        )
        if self.verdict is Verdict.SWAPPED:
            yield Finding(RULES["NK212"], message, mapping.place, instead)
        elif self.verdict in {Verdict.CONTRADICTED, Verdict.DOUBTFUL} and not self.active:
            yield Finding(RULES["NK221"], message, mapping.place, instead)
        if self.active:
            yield Finding(
                RULES["NK213"],
                _(
                    "{code} {name} names {source} {source_name} as its predecessor, which is still "
                    "in the catalog"
                ).format(**values),
                mapping.place,
                _("decide which of the two an activity under the old code becomes"),
            )


def judge_predecessors(
    predecessors: Crosswalk | Iterable[Crosswalk],
    target: Catalog,
    *,
    source: Catalog | None = None,
) -> tuple[Judged, ...]:
    """Hold every named predecessor against an independent comparison.

    Args:
        predecessors: Crosswalks whose sources are predecessors and whose targets are successors.
        target: The newer catalog, which names them.
        source: An older catalog, if at hand; its entries compete for the successors.
    """
    rows = _rows(predecessors)
    if not rows:
        return ()
    diff = diff_catalogs(_with_predecessors(rows, source, target), target)
    judge = _Judge(diff, target, rows)
    return tuple(judge.judged())


Row = tuple["Mapping", "Target"]


def _rows(predecessors: Crosswalk | Iterable[Crosswalk]) -> list[Row]:
    from nomenklatur.crosswalk.mapping import Crosswalk as Type  # noqa: PLC0415 - to tell them apart

    crosswalks = [predecessors] if isinstance(predecessors, Type) else list(predecessors)
    return [
        (mapping, target)
        for crosswalk in crosswalks
        for mapping in crosswalk
        for target in mapping.targets
    ]


def _with_predecessors(rows: Sequence[Row], source: Catalog | None, target: Catalog) -> Catalog:
    """The older catalog with every predecessor in it."""
    entries = list(source.entries) if source is not None else []
    known: dict[Code, list[Entry]] = defaultdict(list)
    for entry in entries:
        known[entry.code].append(entry)
    added: dict[tuple[Code, Authority | None], Entry] = {}
    for mapping, _finding in rows:
        if any(entry.is_for(mapping.authority) for entry in known[mapping.source]):
            continue
        kinds = frozenset() if mapping.authority is None else frozenset({mapping.authority})
        added.setdefault(
            (mapping.source, mapping.authority), Entry(mapping.source, mapping.source_name, kinds)
        )
    kinds = frozenset(kind for entry in (*entries, *added.values()) for kind in entry.authorities)
    info = (
        source.info
        if source is not None
        else CatalogInfo("predecessors", scheme=target.info.scheme)
    )
    return Catalog(
        evolve(info, authorities=kinds),
        tuple(sorted((*entries, *added.values()), key=lambda entry: entry.code.key)),
    )


class _Judge:
    """Judges the rows, all of them known to each other."""

    def __init__(self, diff: CatalogDiff, target: Catalog, rows: Sequence[Row]) -> None:
        self.diff = diff
        self.target = target
        self.rows = rows
        self.near: dict[tuple[Code | None, Authority | None], list[int]] = defaultdict(list)
        for at, (mapping, _finding) in enumerate(rows):
            self.near[mapping.source.bidang_urusan, mapping.authority].append(at)

    def judged(self) -> Iterator[Judged]:
        for at, (mapping, target) in enumerate(self.rows):
            yield self._judge(at, mapping, target)

    def _judge(self, at: int, mapping: Mapping, target: Target) -> Judged:
        changes = self.diff.of(mapping.source, mapping.authority)
        change = changes[0] if changes else None
        found = change.targets if change is not None else ()
        name = self._name(target, mapping.authority)
        alike = _alike(mapping.source_name, name)
        active = self._is_active(mapping)
        if change is not None and any(entry.code == target.code for entry in found):
            words = "; ".join(each.text for each in self.diff.evidence(change) if not each.against)
            return Judged(mapping, target, Verdict.REPRODUCED, words, None, alike, active)
        if (other := self._swapped(at)) is not None:
            with_, theirs = self.rows[other]
            reason = _(
                "{source} is more like {code} {name}, which names {source2} {source_name}"
            ).format(
                source=mapping.source,
                code=theirs.code,
                name=theirs.name,
                source2=with_.source,
                source_name=with_.source_name,
            )
            better = self.target.get(theirs.code, mapping.authority)
            return Judged(mapping, target, Verdict.SWAPPED, reason, better, alike, active)
        better = found[0] if found else None
        if active:
            reason = _("{source} is still in {id} under the same name").format(
                source=mapping.source, id=self.target.id
            )
            return Judged(mapping, target, Verdict.CONTRADICTED, reason, better, alike, active)
        if (
            better is not None
            and change is not None
            and (
                _alike(mapping.source_name, better.name) >= alike + _BETTER
                or key_of(mapping.source_name) == key_of(better.name) != key_of(name)
            )
        ):
            reason = _("the comparison finds {code} {name} ({probability:.0%})").format(
                code=better.code, name=better.name, probability=change.probability
            )
            return Judged(mapping, target, Verdict.CONTRADICTED, reason, better, alike, active)
        if (
            alike >= _BELIEVABLE
            or holds(mapping.source_name, name)
            or holds(name, mapping.source_name)
        ):
            reason = _("the names are {alike:.0%} alike and nothing fits better").format(
                alike=alike
            )
            return Judged(mapping, target, Verdict.BELIEVED, reason, None, alike, active)
        reason = _("the names are only {alike:.0%} alike").format(alike=alike)
        return Judged(mapping, target, Verdict.DOUBTFUL, reason, better, alike, active)

    def _name(self, target: Target, authority: Authority | None) -> str:
        entry = self.target.get(target.code, authority)
        return entry.name if entry is not None else target.name

    def _is_active(self, mapping: Mapping) -> bool:
        entry = self.target.get(mapping.source, mapping.authority)
        return (
            entry is not None
            and entry.code == mapping.source
            and entry.status is Status.ACTIVE
            and similarity(entry.name, mapping.source_name) >= _OWN_NAME
        )

    def _swapped(self, at: int) -> int | None:
        """Another row of the bidang with which this one has to change successors."""
        mapping, target = self.rows[at]
        name = self._name(target, mapping.authority)
        own = _alike(mapping.source_name, name)
        best: tuple[float, int] | None = None
        for other in self.near[mapping.source.bidang_urusan, mapping.authority]:
            theirs, beside = self.rows[other]
            if other == at or beside.code == target.code:
                continue
            another = self._name(beside, mapping.authority)
            if similarity(mapping.source_name, another) < _ALIKE:
                continue
            mine = _alike(mapping.source_name, another)
            if mine < max(_ALIKE, own + _BETTER):
                continue
            gain = mine - own
            gain += _alike(theirs.source_name, name) - _alike(theirs.source_name, another)
            if gain >= _BETTER and (best is None or gain > best[0]):
                best = gain, other
        return None if best is None else best[1]


def _alike(one: str, other: str) -> float:
    """How alike two names are, by words and by letters, 0 to 1."""
    ones, others = " ".join(words_of(one)), " ".join(words_of(other))
    return (similarity(ones, others) + letters_alike(ones, others)) / 2

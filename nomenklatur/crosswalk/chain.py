"""The way from any version of the nomenclature to any other, through the versions between.

Permendagri 13/2006 → 90/2019 → Kepmendagri 050-3708/2020 → 900.1.15.5-1317/2023 → SIPD 2027, in
either direction. Each step rests on published crosswalks where there are any; what they leave
open is derived from the comparison of the two catalogs. The steps say which rows come from where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.codes import Level, Scheme
from nomenklatur.crosswalk.compose import composition, identity
from nomenklatur.crosswalk.derived import DerivedCrosswalks, rows_on
from nomenklatur.crosswalk.invert import invert
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo
from nomenklatur.crosswalk.ways import find_ways
from nomenklatur.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk.mapping import Mapping as Row
    from nomenklatur.crosswalk.ways import Hop, Way
    from nomenklatur.findings import Finding

_DOUBTED: Final = 0.5
_NEEDED: Final = {
    Scheme.LEGACY: (Level.KEGIATAN,),
    Scheme.NEW: (Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN),
}
"""The levels of which every entry should have a row."""


@frozen
class Step:
    """One step of a chain.

    Attributes:
        source: Id of the catalog it leads from.
        target: Id of the catalog it leads to.
        crosswalk: Its rows.
        published: Ids of the crosswalks that rows come from, the most trusted first; those that
            are read backwards are marked.
        published_rows: How many rows they gave.
        derived_rows: How many rows were derived.
        authority: The kind of region that the step is for; None for all.
    """

    source: str
    target: str
    crosswalk: Crosswalk = field(repr=False)
    published: tuple[str, ...] = ()
    published_rows: int = 0
    derived_rows: int = 0
    authority: Authority | None = None

    def __str__(self) -> str:
        parts = []
        if self.published_rows:
            parts.append(
                ngettext("{n} row of {ids}", "{n} rows of {ids}", self.published_rows).format(
                    n=self.published_rows, ids=", ".join(self.published)
                )
            )
        if self.derived_rows:
            parts.append(
                ngettext(
                    "{n} row derived from the comparison",
                    "{n} rows derived from the comparison",
                    self.derived_rows,
                ).format(n=self.derived_rows)
            )
        way = f"{self.source} → {self.target}"
        if self.authority is not None:
            way = _("{way} for {kind}").format(way=way, kind=self.authority.label)
        rows = _(" and ").join(parts) if parts else _("no rows")
        return f"{way}: {rows}"


@frozen
class Chain:
    """The way from one catalog to another.

    Attributes:
        steps: Its steps in order; none if both are the same.
        crosswalk: The steps composed.
        findings: Broken links, and what deriving the steps found.
    """

    steps: tuple[Step, ...]
    crosswalk: Crosswalk = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)


def chain(  # noqa: PLR0913 - how to narrow it down
    store: Store,
    source: str,
    target: str,
    *,
    authority: Authority | None = None,
    codes: Collection[Code] | None = None,
    derived: bool = True,
) -> Chain:
    """The crosswalk from one nomenclature to another, through those between.

    Args:
        store: The catalogs and crosswalks at hand.
        source: Id of the nomenclature to come from.
        target: Id of the nomenclature to go to.
        authority: Keep to this kind of region.
        codes: Follow these codes only, to look them up fast.
        derived: Whether rows may be derived where no crosswalk was published.

    Raises:
        CatalogError: A catalog is not there or does not load.
        CrosswalkError: A crosswalk does not load, or there is no way.
    """
    shelf = _Shelf(store, derived=derived)
    ways = find_ways(store, source, target, authority, derived=derived)
    if len(ways) == 1:
        return shelf.follow(source, ways[0][1], authority, codes)
    parts = [(kind, shelf.follow(source, way, kind, codes)) for kind, way in ways]
    rows = [evolve(row, authority=kind) for kind, part in parts for row in part.crosswalk]
    rows.sort(key=lambda row: (row.source.key, row.authority.value if row.authority else ""))
    info = parts[0][1].crosswalk.info
    provenance = dict.fromkeys(part.crosswalk.info.provenance for _, part in parts)
    return Chain(
        tuple(dict.fromkeys(step for _, part in parts for step in part.steps)),
        Crosswalk(evolve(info, provenance="; or ".join(provenance)), tuple(rows)),
        tuple(finding for _, part in parts for finding in part.findings),
    )


class _Shelf:
    """Takes the steps of a way from the store."""

    def __init__(self, store: Store, *, derived: bool) -> None:
        self.store = store
        self.derived = DerivedCrosswalks(store) if derived else None

    def follow(
        self,
        source: str,
        way: Way,
        authority: Authority | None,
        codes: Collection[Code] | None,
    ) -> Chain:
        """The steps of a way, composed."""
        if not way:
            same = _chosen(identity(self.store.open_catalog(source)), authority, codes)
            return Chain((), same)
        steps = [self._step(way[0], authority, codes)]
        crosswalk = steps[0].crosswalk
        findings: list[Finding] = []
        for hop in way[1:]:
            if codes is not None:
                codes = [end.code for row in crosswalk for end in row.targets]
            steps.append(self._step(hop, authority, codes))
            composed = composition(crosswalk, steps[-1].crosswalk)
            crosswalk = composed.crosswalk
            findings += composed.findings
        provenance = "; then ".join(str(step) for step in steps)
        info = evolve(crosswalk.info, id=f"{source}--{way[-1][1]}", provenance=provenance)
        return Chain(tuple(steps), Crosswalk(info, crosswalk.mappings), tuple(findings))

    def _step(self, hop: Hop, authority: Authority | None, codes: Collection[Code] | None) -> Step:
        """One step: the published rows, and derived ones for what they leave open."""
        source, target = hop
        rows: list[Row] = []
        known: set[Key] = set()
        used: list[str] = []
        published = [
            (name, _chosen(crosswalk, authority, codes))
            for name, crosswalk in self._published(source, target)
        ]
        for name, crosswalk in published:
            fresh = [
                row
                for row in crosswalk
                if not _covers(known, row.source, row.authority) and not self._is_doubted(row)
            ]
            if fresh:
                used.append(name)
                rows += fresh
                known.update((row.source, row.authority) for row in fresh)
        more: list[Row] = []
        if self.derived is not None and self._is_open(source, known, authority, codes):
            more = [
                row
                for row in _chosen(self.derived.get(source, target, codes), authority, None)
                if not _covers(known, row.source, row.authority)
            ]
        info = published[0][1].info if published and not more else None
        crosswalk = Crosswalk(
            info or CrosswalkInfo(f"{source}--{target}", source, target),
            tuple(sorted((*rows, *more), key=lambda row: row.source.key)),
        )
        return Step(source, target, crosswalk, tuple(used), len(rows), len(more), authority)

    def _published(self, source: str, target: str) -> Iterator[tuple[str, Crosswalk]]:
        for crosswalk in self.store.crosswalks_between(source, target):
            yield crosswalk.id, crosswalk
        for crosswalk in self.store.crosswalks_between(target, source):
            yield _("{id} (backwards)").format(id=crosswalk.id), invert(crosswalk)

    def _is_doubted(self, row: Row) -> bool:
        """Whether its own author doubts a published row, so that a derived one is better."""
        return self.derived is not None and row.score is not None and row.score < _DOUBTED

    def _is_open(
        self,
        source: str,
        known: set[Key],
        authority: Authority | None,
        codes: Collection[Code] | None,
    ) -> bool:
        """Whether the published rows leave anything open."""
        if codes is not None:
            spelled = {code for code, _ in known}
            return any(not {code, code.generic()} & spelled for code in codes)
        return not known or not _is_covered(self.store.open_catalog(source), known, authority)


def _chosen(
    crosswalk: Crosswalk, authority: Authority | None, codes: Collection[Code] | None
) -> Crosswalk:
    """The rows for a kind of region and on some codes."""
    if codes is not None:
        crosswalk = rows_on(crosswalk, codes)
    if authority is None:
        return crosswalk
    rows = [row for row in crosswalk if row.authority in {None, authority}]
    return Crosswalk(crosswalk.info, tuple(rows))


Key = tuple["Code", "Authority | None"]


def _covers(known: set[Key], code: Code, authority: Authority | None) -> bool:
    return (code, authority) in known or (code, None) in known


def _is_covered(
    catalog: Catalog,
    known: set[Key],
    authority: Authority | None,
) -> bool:
    """Whether rows are known for every entry of a catalog that plans are made of."""
    named = {code for code, _ in known}
    return all(
        any(_covers(known, entry.code, kind) for kind in entry.authorities or (authority,))
        or (not entry.authorities and entry.code in named)
        for entry in catalog.entries
        if entry.level in _NEEDED[catalog.info.scheme] and entry.is_for(authority)
    )

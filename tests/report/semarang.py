"""The Semarang plan, translated with the embedded catalogs and a small matcher of our own."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority
from nomenklatur.mapper import Mapper
from nomenklatur.names import similarity, words
from nomenklatur.plan.read import read_plan
from nomenklatur.tables import read_document
from nomenklatur.translation import Candidate, Evidence
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.match.query import Query
    from nomenklatur.tables import Document
    from nomenklatur.translation import Translation

SEED = ROOT / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"


@frozen
class Spelling:
    """A matcher that ranks sub kegiatan by how their names are spelled, and takes none."""

    catalog: Catalog

    def exact(self, query: Query) -> Entry | None:
        del query
        return None

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        scored = [
            (similarity(query.name, entry.name), entry)
            for entry in self.catalog
            if entry.code.sub is not None
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].code.key))
        return tuple(
            Candidate(entry, round(score * 0.9, 4), (_reason(query, entry),))
            for score, entry in scored[:limit]
        )

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        return (self.match(query, limit) for query in queries)

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        del candidates
        return False


def _reason(query: Query, entry: Entry) -> Evidence:
    shared = sorted(set(words(query.name)) & set(words(entry.name)))
    return Evidence("name", f"kata yang sama: {', '.join(shared) or 'tidak ada'}", not shared)


@functools.cache
def seed() -> Document:
    """The seed document."""
    return read_document(SEED)


@functools.cache
def semarang() -> Translation:
    """Table 4.1 of the seed: 46 items, of which 44 are mapped."""
    store = Store()
    target = store.open_catalog("permendagri-90-2019")
    mapper = Mapper(
        target,
        store.open_catalog("permendagri-13-2006"),
        crosswalks=(store.open_crosswalk("permendagri-13-2006--permendagri-90-2019"),),
        matcher=Spelling(target),
        authority=Authority.KABUPATEN_KOTA,
    )
    return mapper.translate(read_plan(seed()))

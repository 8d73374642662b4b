"""Generated catalogs that follow each other: a tree, and the same tree after a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = ("Pembangunan", "Rehabilitasi", "Penyusunan", "Fasilitasi", "Pengawasan", "Pelatihan")
THINGS = ("Jalan", "Jembatan", "Pasar", "Koperasi", "Irigasi", "Puskesmas", "Terminal", "Hutan")
PLACES = ("Perdesaan", "Perkotaan", "Pesisir", "Perbatasan", "Provinsi", "Kabupaten")
names = st.tuples(*map(st.sampled_from, (VERBS, THINGS, PLACES))).map(" ".join)
kinds = st.sampled_from(
    [
        frozenset[Authority](),
        frozenset({Authority.PROVINSI}),
        frozenset({Authority.KABUPATEN_KOTA}),
        frozenset({Authority.PROVINSI, Authority.KABUPATEN_KOTA}),
    ]
)
statuses = st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.ACTIVE, Status.RETIRED])


def _codes(shape: list[list[int]]) -> Iterator[str]:
    yield from ("1", "1.01")
    for program, kegiatan in enumerate(shape, 2):
        yield f"1.01.{program:02}"
        for number, subs in enumerate(kegiatan, 1):
            yield f"1.01.{program:02}.2.{number:02}"
            for sub in range(1, subs + 1):
                yield f"1.01.{program:02}.2.{number:02}.{sub:02}"


@st.composite
def trees(draw: st.DrawFn, name: str = "older") -> Catalog:
    """Catalogs with every level and every parent; names repeat, some entries are withdrawn."""
    shape = draw(
        st.lists(
            st.lists(st.integers(0, 4), min_size=1, max_size=3),
            min_size=1,
            max_size=2,
        )
    )
    kind = draw(kinds)
    entries = tuple(
        Entry(Code.parse(code), draw(names), kind, status=draw(statuses)) for code in _codes(shape)
    )
    return Catalog(CatalogInfo(name), entries)


@st.composite
def revisions(draw: st.DrawFn, older: Catalog, name: str = "newer") -> Catalog:
    """What a catalog may look like after a revision: entries dropped, renamed and exchanged."""
    entries = []
    for entry in older.entries:
        fate = draw(st.sampled_from(["keep", "keep", "keep", "drop", "rename"]))
        if fate == "drop" and entry.code.sub is not None:
            continue
        new_name = draw(names) if fate == "rename" else entry.name
        entries.append(Entry(entry.code, new_name, entry.authorities, status=entry.status))
    subs = [at for at, entry in enumerate(entries) if entry.code.sub is not None]
    order = draw(st.permutations(subs))
    moved = dict(zip(subs, order, strict=True)) if draw(st.booleans()) else {}
    return Catalog(
        CatalogInfo(name),
        tuple(
            Entry(
                entry.code,
                entries[moved.get(at, at)].name,
                entry.authorities,
                status=entry.status,
            )
            for at, entry in enumerate(entries)
        ),
    )


@st.composite
def versions(draw: st.DrawFn) -> tuple[Catalog, Catalog]:
    """Two catalogs of which one is the other's revision."""
    older = draw(trees())
    return older, draw(revisions(older))

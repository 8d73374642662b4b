"""Looking a code or a text up in everything at hand, in either direction.

A code may be an old one or a new one, and is often both (``1.15.17``): every reading is followed
as far as the catalogs and the crosswalks know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.codes import Code, Level, Scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.catalog.store import Store
    from nomenklatur.codes import Authority
    from nomenklatur.crosswalk import Crosswalk, Mapping
    from nomenklatur.crosswalk.mapping import Direction


@frozen
class Found:
    """An entry that was found.

    Attributes:
        catalog: Id of its catalog.
        entry: The entry.
        score: How well it fits the text, 0 to 1; None for the entry of a code.
    """

    catalog: str
    entry: Entry
    score: float | None = None


@frozen
class Lookup:
    """What is known of a code or a text.

    Attributes:
        text: What was looked up.
        codes: The codes that it can be read as; empty for a text.
        entries: The entries of these codes, or those whose names fit the text, the best first.
        below: The entries one level below the codes.
        forward: What becomes of them, by the id of the crosswalk.
        backward: What they come from, by the id of the crosswalk.
    """

    text: str
    codes: tuple[Code, ...]
    entries: tuple[Found, ...]
    below: tuple[Found, ...] = ()
    forward: tuple[tuple[str, Mapping], ...] = ()
    backward: tuple[tuple[str, Mapping], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.forward or self.backward)


def look_up(
    text: str,
    *,
    catalogs: Iterable[Catalog],
    crosswalks: Iterable[Crosswalk] = (),
    authority: Authority | None = None,
    limit: int = 10,
) -> Lookup:
    """Look a code or a text up.

    Args:
        text: A code in any spelling, old or new, or words of a name.
        catalogs: Where to look for entries.
        crosswalks: Where to look for mappings.
        authority: Only what is for this kind of region.
        limit: How many entries of each catalog a text may find.
    """
    catalogs, crosswalks = tuple(catalogs), tuple(crosswalks)
    codes = codes_of(text)
    if codes:
        entries = tuple(_entries(catalogs, codes, authority))
        below = tuple(_below(catalogs, codes, authority))
    else:
        entries, below = search_names(catalogs, text, authority=authority, limit=limit), ()
        codes = tuple(dict.fromkeys(f.entry.code for f in entries if _is_lowest(f.entry.code)))

    def mappings(direction: Direction) -> tuple[tuple[str, Mapping], ...]:
        return tuple(
            (crosswalk.id, mapping)
            for crosswalk in crosswalks
            for mapping in mappings_of(crosswalk, codes, direction, authority)
        )

    forward = mappings("forward")
    backward = tuple(one for one in mappings("backward") if one not in forward)
    return Lookup(text, codes_of(text), entries, below, forward, backward)


def _is_lowest(code: Code) -> bool:
    """Whether money hangs on the code itself, so that a mapping can speak of it."""
    lowest = Level.SUB_KEGIATAN if code.scheme is Scheme.NEW else Level.KEGIATAN
    return code.level is lowest


def look_up_in(  # noqa: PLR0913 - how to narrow it down
    store: Store,
    text: str,
    *,
    source: str | None = None,
    to: str | None = None,
    authority: Authority | None = None,
    limit: int = 10,
) -> Lookup:
    """Look a code or a text up in what a store has.

    Args:
        store: The store.
        text: A code or words of a name.
        source: Id of the nomenclature to come from; by default any.
        to: Id of the nomenclature to go to; by default any.
        authority: Only what is for this kind of region.
        limit: How many entries of each catalog a text may find.

    Raises:
        CatalogError: A nomenclature that was named is not there, or does not load.
        CrosswalkError: A crosswalk does not load.
    """
    named = [store.open_catalog(name) for name in (source, to) if name]
    if source and to and source != to:
        crosswalks = _between(store, text, *named, authority=authority, limit=limit)
    else:
        crosswalks = [
            store.open_crosswalk(one.id)
            for one in store.crosswalks()
            if not one.problem and source in {None, one.source} and to in {None, one.target}
        ]
        if to and not source:
            crosswalks += _ways_to(store, text, named[0], crosswalks, authority)
    return look_up(
        text,
        catalogs=named
        or [store.open_catalog(one.id) for one in store.catalogs() if not one.problem],
        crosswalks=crosswalks,
        authority=authority,
        limit=limit,
    )


def _between(  # noqa: PLR0913 - what is looked up, and where
    store: Store,
    text: str,
    source: Catalog,
    to: Catalog,
    *,
    authority: Authority | None,
    limit: int,
) -> list[Crosswalk]:
    """The way from one nomenclature to another, for the codes that a text stands for."""
    written = codes_of(text)
    codes = [code for code in written if code in source]
    backwards = [code for code in written if code in to] if not codes else []
    if backwards:
        return _chained(store, to.id, source.id, backwards, authority, inverted=True)
    if not codes:
        found = search_names([source], text, authority=authority, limit=limit)
        codes = [one.entry.code for one in found if _is_lowest(one.entry.code)]
    return _chained(store, source.id, to.id, codes, authority)


def _ways_to(
    store: Store,
    text: str,
    to: Catalog,
    known: Sequence[Crosswalk],
    authority: Authority | None,
) -> list[Crosswalk]:
    """How codes come into a nomenclature where no published crosswalk says it.

    A code of the nomenclature itself is followed back to the version before it, one of other
    versions on to it.
    """
    from nomenklatur.catalog.importing.versions import VERSIONS  # noqa: PLC0415 - heavy parent

    codes = codes_of(text)
    directions: tuple[Direction, ...] = ("forward", "backward")
    if not codes or any(mappings_of(one, codes, d, authority) for one in known for d in directions):
        return []
    at_hand = {listed.id for listed in store.catalogs() if not listed.problem}
    line = [version.id for version in VERSIONS if version.id in at_hand]
    own = [code for code in codes if code in to]
    if own:
        before = line[: line.index(to.id)] if to.id in line else []
        return _chained(store, to.id, before[-1], own, authority, inverted=True) if before else []
    found: list[Crosswalk] = []
    for name in sorted(at_hand - {to.id}):
        catalog = store.open_catalog(name)
        if there := [code for code in codes if code in catalog]:
            found += _chained(store, name, to.id, there, authority)
    return found


def _chained(  # noqa: PLR0913 - what is followed, and where
    store: Store,
    source: str,
    target: str,
    codes: Sequence[Code],
    authority: Authority | None,
    *,
    inverted: bool = False,
) -> list[Crosswalk]:
    """What becomes of codes on the way to another version; nothing where there is no way.

    Args:
        store: The store.
        source: Id of the nomenclature that has the codes.
        target: Id of the nomenclature to go to.
        codes: The codes.
        authority: Only what is for this kind of region.
        inverted: Whether to say it as what comes from the target.
    """
    from nomenklatur.crosswalk.chain import chain  # noqa: PLC0415 - if needed
    from nomenklatur.crosswalk.invert import invert  # noqa: PLC0415 - the same
    from nomenklatur.errors import CrosswalkError  # noqa: PLC0415 - the same

    try:
        way = chain(store, source, target, authority=authority, codes=codes).crosswalk
    except CrosswalkError:
        return []  # there is no way
    return [invert(way) if inverted else way]


def codes_of(text: str) -> tuple[Code, ...]:
    """Every code, new or legacy, that a text can be read as; none for words."""
    plain = Code.readings(text, scheme=Scheme.NEW, level=Level.SUB_KEGIATAN)
    if plain:
        return plain  # no legacy code is as long, however it is spelled
    from nomenklatur.codes import read_code  # noqa: PLC0415 - not for a code in full

    found: list[Code] = []
    for scheme in (Scheme.NEW, Scheme.LEGACY):
        reading = read_code(text, scheme=scheme)
        found += (reading.code,) if reading.code is not None else reading.alternatives
    return tuple(found)


def mappings_of(
    crosswalk: Crosswalk,
    codes: Sequence[Code],
    direction: Direction,
    authority: Authority | None = None,
) -> tuple[Mapping, ...]:
    """The mappings from codes (forward) or to them (backward), and from or to all below them."""
    return tuple(
        mapping
        for mapping in crosswalk.about(codes, direction)
        if None in (authority, mapping.authority) or mapping.authority is authority
    )


def _entries(
    catalogs: Sequence[Catalog], codes: Sequence[Code], authority: Authority | None
) -> Iterator[Found]:
    for catalog in catalogs:
        spelled = dict.fromkeys(c for code in codes for c in (code, code.generic()))
        for code in spelled:
            for entry in catalog.by_code.get(code, ()):
                if entry.is_for(authority):
                    yield Found(catalog.id, entry)


def _below(
    catalogs: Sequence[Catalog], codes: Sequence[Code], authority: Authority | None
) -> Iterator[Found]:
    for catalog in catalogs:
        spelled = dict.fromkeys(c for code in codes for c in (code, code.generic()))
        for code in spelled:
            for entry in catalog.children(code, authority):
                yield Found(catalog.id, entry)


def search_names(
    catalogs: Iterable[Catalog],
    text: str,
    *,
    authority: Authority | None = None,
    limit: int = 10,
) -> tuple[Found, ...]:
    """The entries whose names fit a text, catalog by catalog, the best first.

    Args:
        catalogs: Where to search.
        text: Words of a name.
        authority: Only entries for this kind of region.
        limit: How many of each catalog.
    """
    from nomenklatur.catalog.search import search  # noqa: PLC0415 - heavy

    return tuple(
        Found(catalog.id, hit.entry, hit.score)
        for catalog in catalogs
        for hit in search(catalog, text, authority=authority, limit=limit)
    )

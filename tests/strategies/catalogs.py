"""Generated catalogs and crosswalks, for property tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Erratum, Status
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target

if TYPE_CHECKING:
    from fractions import Fraction

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Any text that a file can hold, blanks, quotes and line breaks among it."""
names = texts.filter(str.strip)
words = st.sampled_from(
    ["Penyediaan", "Jasa", "Fasilitasi", "Koperasi", "Usaha", "Mikro", "Pembinaan", "Jalan"]
)
plain_names = st.lists(words, min_size=1, max_size=4).map(" ".join)
"""Names as plans have them."""
ids = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
kinds = st.frozensets(st.sampled_from(Authority), max_size=3)


def _digits(low: int, high: int, width: int = 2) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number:0{width}}")


@st.composite
def new_codes(draw: st.DrawFn, level: Level | None = None) -> Code:
    """Codes of Permendagri 90/2019 and after, X.XX among them; few numbers, so that they meet."""
    level = draw(st.sampled_from(Level)) if level is None else level
    parts = draw(
        st.one_of(
            st.tuples(st.just("X"), st.just("XX")),
            st.tuples(st.sampled_from("125"), _digits(1, 3)),
        )
    )
    parts += (draw(_digits(1, 3)), draw(st.sampled_from("1238")), draw(_digits(1, 3)))
    sub = draw(st.one_of(_digits(1, 4), _digits(1, 12, 4)))
    lengths = {Level.URUSAN: 1, Level.BIDANG_URUSAN: 2, Level.PROGRAM: 3, Level.KEGIATAN: 5}
    text = ".".join((*parts, sub)[: lengths.get(level, 6)])
    return Code.parse(text, scheme=Scheme.NEW, level=level)


@st.composite
def legacy_codes(draw: st.DrawFn, level: Level | None = None) -> Code:
    """Codes of Permendagri 13/2006, with and without the unit, 0.00 among them."""
    levels = [known for known in Level if known is not Level.SUB_KEGIATAN]
    level = draw(st.sampled_from(levels)) if level is None else level
    urusan, bidang = draw(
        st.one_of(
            st.just(("0", "00")),
            st.tuples(st.sampled_from("12"), _digits(1, 26)),
        )
    )
    unit = None if urusan == "0" else draw(st.sampled_from([None, "00", "01", "16"]))
    program = draw(_digits(1, 16))
    kegiatan = draw(st.one_of(_digits(1, 16), _digits(1, 154, 3)))
    match level:
        case Level.URUSAN:
            return Code(Scheme.LEGACY, urusan)
        case Level.BIDANG_URUSAN:
            return Code(Scheme.LEGACY, urusan, bidang)
        case Level.PROGRAM:
            return Code(Scheme.LEGACY, urusan, bidang, program, unit=unit)
        case _:
            if unit is not None and len(kegiatan) == 2 and program == "00":
                unit = None
            return Code(Scheme.LEGACY, urusan, bidang, program, kegiatan, unit=unit)


def codes_of(scheme: Scheme, level: Level | None = None) -> st.SearchStrategy[Code]:
    """Codes of a scheme."""
    return new_codes(level) if scheme is Scheme.NEW else legacy_codes(level)


def entries_of(scheme: Scheme) -> st.SearchStrategy[Entry]:
    """Entries with codes of a scheme."""
    return st.builds(
        Entry,
        codes_of(scheme),
        names,
        kinds,
        indikator=texts,
        satuan=texts,
        kinerja=texts,
        definition=texts,
        status=st.sampled_from(Status),
        aliases=st.lists(texts.filter(bool), max_size=2).map(tuple),
        official_name=texts,
    )


def infos_of(scheme: Scheme) -> st.SearchStrategy[CatalogInfo]:
    """What catalogs may say of themselves."""
    years = st.none() | st.integers(1945, 2100)
    return st.builds(
        CatalogInfo,
        ids,
        title=texts,
        regulation=texts,
        scheme=st.just(scheme),
        authorities=kinds,
        valid_from=years,
        valid_until=years,
        source=texts,
        partial=texts,
        imported=st.none() | st.dates(min_value=date(2000, 1, 1)),
        errata=st.lists(st.builds(Erratum, texts, texts, texts, texts), max_size=2).map(tuple),
        legal_basis=texts,
    )


@st.composite
def catalogs(draw: st.DrawFn, *, plain: bool = False, min_size: int = 0) -> Catalog:
    """Catalogs of either scheme; `plain` ones have names as plans have them, and no other texts."""
    scheme = draw(st.sampled_from(Scheme))
    if plain:
        info = CatalogInfo("generated", scheme=scheme)
        entries = st.builds(Entry, codes_of(scheme), plain_names, kinds)
    else:
        info = draw(infos_of(scheme))
        entries = entries_of(scheme)
    return Catalog(info, tuple(draw(st.lists(entries, min_size=min_size, max_size=8))))


def _shares(count: int) -> st.SearchStrategy[list[Fraction | None]]:
    one = st.none() | st.fractions(min_value=0, max_value=1, max_denominator=60)
    return st.lists(one, min_size=count, max_size=count)


@st.composite
def mappings_of(draw: st.DrawFn, source: Scheme, target: Scheme) -> Mapping:
    """Mappings between codes of two schemes."""
    codes = draw(st.lists(codes_of(target), max_size=3))
    shares = draw(_shares(len(codes)))
    targets = [Target(code, draw(texts), share) for code, share in zip(codes, shares, strict=True)]
    return Mapping(
        draw(codes_of(source)),
        draw(texts),
        draw(st.none() | st.sampled_from(Relation)),
        tuple(targets),
        program_name=draw(texts),
        authority=draw(st.none() | st.sampled_from(Authority)),
        score=draw(st.none() | st.floats(0, 1)),
        justification=draw(texts),
        keterangan=draw(texts),
        indikator=draw(texts),
        author=draw(texts),
        date=draw(texts),
        note=draw(texts),
    )


@st.composite
def crosswalks(draw: st.DrawFn) -> Crosswalk:
    """Crosswalks between any two schemes, each source once."""
    source, target = draw(st.sampled_from(Scheme)), draw(st.sampled_from(Scheme))
    mappings = st.lists(
        mappings_of(source, target), max_size=6, unique_by=lambda mapping: mapping.source
    )
    info = st.builds(
        CrosswalkInfo, ids, ids, ids, title=texts, provenance=texts, author=texts, date=texts,
        errata=st.lists(st.builds(Erratum, texts, texts, texts, texts), max_size=2).map(tuple),
    )  # fmt: skip
    return Crosswalk(draw(info), tuple(draw(mappings)))

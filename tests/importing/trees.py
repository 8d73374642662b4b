"""Generated catalogs whose entries form a tree, as official lists do."""

from __future__ import annotations

from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code, Level, Scheme

PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA
_WORDS = (
    *("Penyediaan", "Jasa", "Komunikasi", "Fasilitasi", "Koperasi", "Usaha", "Mikro", "Jalan"),
    *("dan", "untuk", "Dokumen", "RKA-SKPD", "(LLAJ)", "Kabupaten/Kota", "1", "é"),
)
names = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)
texts = st.just("") | names
paragraphs = st.lists(names, max_size=3).map("\n\n".join)


def _digits(low: int, high: int, width: int = 2) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number:0{width}}")


@st.composite
def leaves(draw: st.DrawFn, width: int, *, generic: bool = True) -> Code:
    """A sub kegiatan's code; few numbers, so that they share what is above them."""
    own = st.tuples(st.sampled_from("25"), st.sampled_from(["01", "03", "10", "17", "30"]))
    office = st.tuples(st.just("X"), st.just("XX"))
    urusan, bidang = draw(st.one_of(own, office) if generic else own)
    program = draw(st.sampled_from(["01", "02", "10"]))
    digit = draw(st.sampled_from("1237"))
    kegiatan = draw(st.sampled_from(["01", "02", "09", "10", "11", "20"]))
    sub = draw(_digits(1, 99 if width == 2 else 140, width))
    return Code.parse(f"{urusan}.{bidang}.{program}.{digit}.{kegiatan}.{sub}", scheme=Scheme.NEW)


def _kind_of(code: Code, drawn: Authority) -> Authority:
    """A code of provinsi or kabupaten/kota stands in rows of its own kind."""
    return code.authority if code.authority in {PROVINSI, KABKOTA} else drawn


def _above(code: Code) -> list[Code]:
    found = []
    while code.parent is not None:
        code = code.parent
        found.append(code)
    return found


@st.composite
def sipd_catalogs(draw: st.DrawFn) -> Catalog:
    """Catalogs that SIPD can export: sub kegiatan of one kind, and what stands above them."""
    codes = draw(st.lists(leaves(4), min_size=1, max_size=8, unique=True))
    titles: dict[tuple[Code, Authority], str] = {}
    kinds: dict[tuple[Code, str], set[Authority]] = {}
    entries: list[Entry] = []
    for code in codes:
        kind = _kind_of(code, draw(st.sampled_from([PROVINSI, KABKOTA])))
        extra = [("SPM", draw(st.sampled_from(["SPM", "NON-SPM"])))]
        extra += [("TAG", '["GEOPARK"]')] if draw(st.booleans()) else []
        entries.append(
            Entry(
                code,
                draw(names),
                frozenset({kind}),
                kinerja=draw(texts),
                indikator=draw(texts),
                satuan=draw(texts),
                definition=draw(paragraphs),
                extra=tuple(extra),
            )
        )
        for above in _above(code):
            if above.level > Level.URUSAN:
                title = titles.setdefault((above, kind), draw(names))
                kinds.setdefault((above, title), set()).add(kind)
    entries += [Entry(code, name, frozenset(found)) for (code, name), found in kinds.items()]
    return _catalog(entries)


@st.composite
def column_catalogs(draw: st.DrawFn, width: int) -> Catalog:
    """Catalogs of one kind of region, from urusan down, with codes of either width."""
    codes = draw(st.lists(leaves(width), min_size=1, max_size=10, unique=True))
    everything = {above for code in codes for above in (code, *_above(code))}
    entries = [
        Entry(
            code,
            draw(names),
            frozenset({KABKOTA}),
            kinerja=draw(texts),
            indikator=draw(texts),
            satuan=draw(texts),
            extra=(("KETERANGAN", "ket"),) if draw(st.booleans()) else (),
        )
        for code in sorted(everything)
    ]
    return _catalog(entries)


@st.composite
def flat_catalogs(draw: st.DrawFn) -> Catalog:
    """Catalogs of either scheme with everything that an entry can have."""
    if draw(st.booleans()):
        codes = draw(st.lists(leaves(draw(st.sampled_from([2, 4]))), min_size=1, max_size=8))
    else:
        codes = draw(st.lists(_legacy(), min_size=1, max_size=8))
    everything = {above for code in codes for above in (code, *_above(code))}
    entries = [
        Entry(
            code,
            draw(names),
            draw(st.frozensets(st.sampled_from(list(Authority)), min_size=1, max_size=2)),
            kinerja=draw(texts),
            indikator=draw(texts),
            satuan=draw(texts),
            definition=draw(paragraphs),
            status=draw(st.sampled_from(Status)),
            aliases=tuple(draw(st.lists(names, max_size=2))),
            official_name=draw(texts),
            extra=(("KETERANGAN", "ket"),) if draw(st.booleans()) else (),
        )
        for code in sorted(everything)
    ]
    return _catalog(entries)


@st.composite
def _legacy(draw: st.DrawFn) -> Code:
    bidang = draw(st.sampled_from(["01", "03", "20"]))
    program, kegiatan = draw(_digits(1, 20)), draw(_digits(1, 40))
    return Code(Scheme.LEGACY, "1", bidang, program, kegiatan)


def _catalog(entries: list[Entry]) -> Catalog:
    info = CatalogInfo("list", "list", scheme=entries[0].code.scheme)
    return Catalog(info, tuple(sorted(entries, key=lambda entry: entry.code)))


def in_order(catalog: Catalog) -> list[Entry]:
    """The entries in an order that does not depend on their rows."""
    return sorted(
        catalog.entries,
        key=lambda e: (str(e.code), e.name, sorted(kind.value for kind in e.authorities)),
    )

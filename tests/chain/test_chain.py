"""The way between versions, through what a store has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.chain import chain
from nomenklatur.crosswalk.derived import DerivedCrosswalks
from nomenklatur.crosswalk.folder import save_crosswalk
from nomenklatur.crosswalk.ways import find_way
from nomenklatur.errors import CatalogError, CrosswalkError
from tests.diff.made_up import KABKOTA, PROVINSI, ROADS, catalog, changed

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.codes import Authority

P90, KEP, K13, SIPD = (
    "permendagri-90-2019",
    "kepmendagri-050-3708-2020",
    "kepmendagri-900-1317-2023",
    "sipd-2027",
)
SURVEY = Code.parse("1.03.10.2.01.04")
MOVED = changed(ROADS, s04="Penyuluhan Keselamatan", s09="Survei Kondisi Jalan dan Jembatan")
WIDE = {
    code if code.count(".") < 5 else f"{code[:-2]}00{code[-2:]}": name
    for code, name in MOVED.items()
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with four versions, one of them for kabupaten/kota only."""
    made = Store(tmp_path / "home", tmp_path / "embedded", tmp_path / "cache")
    put(made, ROADS, P90, PROVINSI, KABKOTA)
    put(made, MOVED, KEP, PROVINSI, KABKOTA)
    put(made, WIDE, K13, KABKOTA)
    put(made, WIDE, SIPD, PROVINSI, KABKOTA)
    return made


def put(store: Store, names: dict[str, str], name: str, *kinds: Authority) -> None:
    made = catalog(names, name, *kinds)
    info = CatalogInfo(name, authorities=frozenset(kinds))
    save_catalog(Catalog(info, made.entries), store.catalog_folder(name))


def publish(store: Store, source: str, target: str, *rows: Mapping) -> None:
    info = CrosswalkInfo(f"{source}--{target}", source, target)
    save_crosswalk(Crosswalk(info, rows), store.crosswalk_folder(info.id))


def test_the_way_leads_through_every_version_at_hand(store: Store) -> None:
    assert find_way(store, P90, SIPD) == ((P90, KEP), (KEP, K13), (K13, SIPD))
    assert find_way(store, SIPD, P90) == ((SIPD, K13), (K13, KEP), (KEP, P90))


def test_a_version_of_another_kind_of_region_is_no_step(store: Store) -> None:
    assert find_way(store, P90, SIPD, authority=PROVINSI) == ((P90, KEP), (KEP, SIPD))


def test_a_published_crosswalk_is_a_short_cut(store: Store) -> None:
    publish(store, P90, SIPD, Mapping(SURVEY, "Survei", Relation.NONE))
    assert find_way(store, P90, SIPD) == ((P90, SIPD),)
    assert find_way(store, SIPD, P90) == ((SIPD, P90),)


def test_without_derived_crosswalks_there_may_be_no_way(store: Store) -> None:
    with pytest.raises(CrosswalkError, match="no way from permendagri-90-2019 to sipd-2027"):
        find_way(store, P90, SIPD, derived=False)


def test_an_unknown_nomenclature_is_named_with_what_there_is(store: Store) -> None:
    with pytest.raises(CatalogError, match="there is no catalog 'sipd-2026'"):
        find_way(store, P90, "sipd-2026")


@pytest.mark.parametrize("authority", [PROVINSI, KABKOTA])
def test_an_entry_is_carried_through_all_steps(store: Store, authority: Authority) -> None:
    found = chain(store, P90, SIPD, authority=authority)
    (row,) = found.crosswalk.get(SURVEY, authority)
    assert row.relation is Relation.EXACT
    assert [str(target.code) for target in row.targets] == ["1.03.10.2.01.0009"]
    assert found.findings == ()
    assert len(found.steps) == (2 if authority is PROVINSI else 3)


def test_kinds_of_region_that_go_different_ways_are_put_together(store: Store) -> None:
    found = chain(store, P90, SIPD)
    assert {PROVINSI, KABKOTA} == {row.authority for row in found.crosswalk.get(SURVEY)}
    assert {"1.03.10.2.01.0009"} == {
        str(target.code) for row in found.crosswalk.get(SURVEY) for target in row.targets
    }
    assert len(found.crosswalk) == 2 * len(ROADS)


def test_the_way_back_leads_to_where_it_began(store: Store) -> None:
    found = chain(store, SIPD, P90, authority=KABKOTA)
    (row,) = found.crosswalk.get(Code.parse("1.03.10.2.01.0009"))
    assert [target.code for target in row.targets] == [SURVEY]
    (new,) = found.crosswalk.get(Code.parse("1.03.10.2.01.0004"))
    assert new.relation is Relation.NONE


def test_published_rows_come_first_and_derived_ones_fill_the_rest(store: Store) -> None:
    to = Target(Code.parse("1.03.10.2.01.05"), "Pengelolaan Leger Jalan")
    publish(store, P90, KEP, Mapping(SURVEY, ROADS[str(SURVEY)], Relation.BROAD, (to,)))
    found = chain(store, P90, KEP, authority=KABKOTA)
    (row,) = found.crosswalk.get(SURVEY)
    assert (row.relation, row.targets) == (Relation.BROAD, (to,))
    (step,) = found.steps
    assert (step.published, step.published_rows) == ((f"{P90}--{KEP}",), 1)
    assert step.derived_rows == len(ROADS) - 1
    assert str(step) == (
        f"{P90} → {KEP} for kabupaten_kota: 1 row of {P90}--{KEP} and "
        f"{len(ROADS) - 1} rows derived from the comparison"
    )


def test_a_published_row_that_its_author_doubts_gives_way(store: Store) -> None:
    to = Target(Code.parse("1.03.10.2.01.05"), "Pengelolaan Leger Jalan")
    doubted = Mapping(SURVEY, ROADS[str(SURVEY)], Relation.CLOSE, (to,), score=0.1)
    publish(store, P90, KEP, doubted)
    (row,) = chain(store, P90, KEP, authority=KABKOTA).crosswalk.get(SURVEY)
    assert [str(target.code) for target in row.targets] == ["1.03.10.2.01.09"]


def test_a_crosswalk_is_read_backwards_where_none_leads_forward(store: Store) -> None:
    to = Target(Code.parse("1.03.10.2.01.05"), "Pengelolaan Leger Jalan")
    publish(store, P90, KEP, Mapping(SURVEY, ROADS[str(SURVEY)], Relation.BROAD, (to,)))
    found = chain(store, KEP, P90, authority=KABKOTA, derived=False)
    (row,) = found.crosswalk
    assert (row.source, [target.code for target in row.targets]) == (to.code, [SURVEY])
    assert found.steps[0].published == (f"{P90}--{KEP} (backwards)",)


def test_some_codes_are_followed_alone(store: Store) -> None:
    found = chain(store, P90, SIPD, authority=KABKOTA, codes=[SURVEY])
    assert [SURVEY] == [row.source for row in found.crosswalk]
    whole = chain(store, P90, SIPD, authority=KABKOTA)
    assert found.crosswalk.mappings == whole.crosswalk.get(SURVEY)


def test_from_a_version_to_itself_nothing_changes(store: Store) -> None:
    found = chain(store, P90, P90)
    assert found.steps == ()
    assert {Relation.EXACT} == {row.relation for row in found.crosswalk}


def test_what_was_derived_is_kept_until_a_catalog_changes(store: Store) -> None:
    derived = DerivedCrosswalks(store)
    first = derived.get(P90, KEP)
    (kept,) = (tmp for tmp in (store.cache or store.home).joinpath("derived").iterdir())
    stamp = (kept / "crosswalk.csv").stat().st_mtime_ns
    assert derived.get(P90, KEP).mappings == first.mappings
    assert (kept / "crosswalk.csv").stat().st_mtime_ns == stamp
    put(store, changed(MOVED, s10="Audit Keselamatan Jalan"), KEP, PROVINSI, KABKOTA)
    derived.get(P90, KEP)
    assert len(list((store.cache or store.home).joinpath("derived").iterdir())) == 2


def test_a_damaged_copy_is_derived_again(store: Store) -> None:
    derived = DerivedCrosswalks(store)
    first = derived.get(P90, KEP)
    (kept,) = (store.cache or store.home).joinpath("derived").iterdir()
    (kept / "crosswalk.csv").write_bytes(b"authority,source_code\n,nonsense\n")
    assert derived.get(P90, KEP).mappings == first.mappings
    assert derived.get(P90, KEP, [SURVEY]).mappings == first.get(SURVEY)


def test_a_predecessor_column_is_heard_when_deriving(store: Store) -> None:
    target = Target(Code.parse("1.03.10.2.01.0004"), "Penyuluhan Keselamatan")
    older = changed(ROADS, s04="Sosialisasi Berlalu Lintas")
    put(store, {f"{c[:-2]}00{c[-2:]}" if c.count(".") > 4 else c: n for c, n in older.items()},
        K13, KABKOTA)  # fmt: skip
    source = Code.parse("1.03.10.2.01.0004")
    publish(
        store, "sebelumnya", SIPD, Mapping(source, "Sosialisasi Berlalu Lintas", None, (target,))
    )
    (row,) = chain(store, K13, SIPD, authority=KABKOTA).crosswalk.get(source)
    assert row.targets == (target,)
    assert "sipd-2027 names it as the predecessor" in row.justification


def test_the_embedded_crosswalk_leads_from_the_legacy_nomenclature(tmp_path: Path) -> None:
    found = chain(Store(home=tmp_path), "permendagri-13-2006", P90)
    (row,) = found.crosswalk.get(Code.parse("0.00.01.002"))
    assert ["X.XX.01.2.03.02"] == [str(target.code) for target in row.targets]
    assert found.steps[0].published == ("permendagri-13-2006--permendagri-90-2019",)
    assert found.steps[0].published_rows == 46


def test_legacy_kegiatan_that_no_crosswalk_names_are_carried_by_their_names(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "home", tmp_path / "embedded", None)
    put(store, ROADS, P90, PROVINSI, KABKOTA)
    legacy = Catalog(
        CatalogInfo("permendagri-13-2006", scheme=Scheme.LEGACY),
        tuple(
            Entry(Code.parse(code, scheme=Scheme.LEGACY, level=level), name)
            for code, level, name in (
                ("1.03", Level.BIDANG_URUSAN, "Pekerjaan Umum"),
                ("1.03.15", Level.PROGRAM, "Program pembangunan jalan dan jembatan"),
                ("1.03.15.003", Level.KEGIATAN, "Pembangunan jalan"),
                ("1.03.15.099", Level.KEGIATAN, "Kunjungan persahabatan antar kota"),
            )
        ),
    )
    save_catalog(legacy, store.catalog_folder(legacy.id))
    found = chain(store, legacy.id, P90, authority=KABKOTA)
    (row,) = found.crosswalk.get(Code.parse("1.03.15.003", scheme=Scheme.LEGACY))
    assert ["1.03.10.2.01.01"] == [str(target.code) for target in row.targets]
    assert row.program_name == "Program pembangunan jalan dan jembatan"
    (other,) = found.crosswalk.get(Code.parse("1.03.15.099", scheme=Scheme.LEGACY))
    assert (other.relation, other.targets) == (Relation.NONE, ())
    back = chain(store, P90, legacy.id, authority=KABKOTA)
    (again,) = back.crosswalk.get(Code.parse("1.03.10.2.01.01"))
    assert [row.source] == [target.code for target in again.targets]

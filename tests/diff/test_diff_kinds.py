"""What becomes of an entry: every kind of change on a small example."""

from __future__ import annotations

import pytest
from attrs import evolve

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog.diff import Change, ChangeKind, diff_catalogs
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import CatalogError
from tests.diff.made_up import KABKOTA, PROVINSI, ROADS, catalog, change_of, changed, codes

BUILD = "1.03.10.2.01.01"
SURVEY = "1.03.10.2.01.04"


def test_an_entry_that_stays_is_the_same() -> None:
    change = change_of(ROADS, ROADS, BUILD)
    assert change.kind is ChangeKind.SAME
    assert change.probability > 0.99


@pytest.mark.parametrize(
    "spelling",
    [
        "SURVEY KONDISI JALAN DAN JEMBATAN",
        "Survei  Kondisi Jalan danJembatan",
        "Survei Kondisi Jalan dan Jembatan****)",
        "Survei Kondissi Jalan dan Jembatan",
    ],
)
def test_a_name_in_another_spelling_is_the_same_name(spelling: str) -> None:
    assert change_of(ROADS, changed(ROADS, s04=spelling), SURVEY).kind is ChangeKind.SAME


def test_a_code_written_with_four_digits_is_the_same_code() -> None:
    newer = {
        code if code.count(".") < 5 else f"{code[:-2]}00{code[-2:]}": name
        for code, name in ROADS.items()
    }
    change = change_of(ROADS, newer, BUILD)
    assert change.kind is ChangeKind.SAME
    assert codes(change) == ["1.03.10.2.01.0001"]


def test_a_name_that_grew_under_its_code_is_renamed() -> None:
    newer = changed(ROADS, s05="Penyusunan dan Pengelolaan Leger Jalan")
    change = change_of(ROADS, newer, "1.03.10.2.01.05")
    assert change.kind is ChangeKind.RENAMED
    assert 0.7 < change.probability < 1


def test_a_name_under_another_code_has_moved() -> None:
    newer = changed(ROADS, SURVEY, s09="Survei Kondisi Jalan dan Jembatan")
    change = change_of(ROADS, newer, SURVEY)
    assert change.kind is ChangeKind.MOVED
    assert codes(change) == ["1.03.10.2.01.09"]
    assert change.reused_by is None


def test_a_name_that_grew_under_another_code_has_moved_and_was_renamed() -> None:
    newer = changed(ROADS, SURVEY, s09="Survei Kondisi dan Kinerja Jalan dan Jembatan")
    change = change_of(ROADS, newer, SURVEY)
    assert change.kind is ChangeKind.MOVED_AND_RENAMED


def test_a_code_that_stands_for_something_else_does_not_keep_its_entry() -> None:
    newer = changed(ROADS, s04="Penyuluhan Keselamatan")
    change = change_of(ROADS, newer, SURVEY)
    assert change.kind is ChangeKind.REUSED
    assert change.reused_by is not None
    assert change.reused_by.name == "Penyuluhan Keselamatan"


def test_an_entry_that_moved_leaves_its_code_to_another() -> None:
    moved = "Survei Kondisi Jalan dan Jembatan"
    newer = changed(ROADS, s04="Penyuluhan Keselamatan", s09=moved)
    diff = diff_catalogs(catalog(ROADS), catalog(newer, "newer"))
    (change,) = diff.of(Code.parse(SURVEY))
    assert change.kind is ChangeKind.MOVED
    assert change in diff.reused
    assert [c.targets[0].name for c in diff if c.source is None] == ["Penyuluhan Keselamatan"]


def test_an_entry_without_any_successor_is_retired() -> None:
    change = change_of(ROADS, changed(ROADS, SURVEY), SURVEY)
    assert change.kind is ChangeKind.RETIRED
    assert change.targets == ()
    assert change.probability > 0.9


def test_an_entry_whose_only_successor_is_withdrawn_is_retired_and_says_which() -> None:
    newer = changed(ROADS, s04="Survei Kondisi Jalan dan Jembatan†")
    change = change_of(ROADS, newer, SURVEY)
    assert change.kind is ChangeKind.RETIRED
    assert codes(change) == [SURVEY]


def test_a_successor_in_force_is_preferred_to_a_withdrawn_one_under_the_old_code() -> None:
    name = "Survei Kondisi Jalan dan Jembatan"
    change = change_of(ROADS, changed(ROADS, s04=f"{name}†", s09=name), SURVEY)
    assert change.kind is ChangeKind.MOVED
    assert codes(change) == ["1.03.10.2.01.09"]


def test_an_entry_that_was_nothing_before_is_new() -> None:
    newer = changed(ROADS, s06="Penyuluhan Keselamatan")
    diff = diff_catalogs(catalog(ROADS), catalog(newer, "newer"))
    assert diff.count(ChangeKind.NEW) == 1
    assert diff.count(ChangeKind.NEW, Level.SUB_KEGIATAN) == 1
    assert diff.count(ChangeKind.SAME) == len(ROADS)


def test_an_entry_that_says_two_things_splits_into_both() -> None:
    newer = changed(ROADS, SURVEY, s08="Survei Kondisi Jalan", s09="Survei Kondisi Jembatan")
    change = change_of(ROADS, newer, SURVEY)
    assert change.kind is ChangeKind.SPLIT
    assert codes(change) == ["1.03.10.2.01.08", "1.03.10.2.01.09"]


def test_entries_of_one_name_merge_into_the_one_that_is_left() -> None:
    twice = ROADS | {
        "1.03.11": "PROGRAM PENGEMBANGAN JASA KONSTRUKSI",
        "1.03.11.2.01": "Penyelenggaraan Pelatihan Tenaga Terampil",
        "1.03.11.2.01.01": "Pengelolaan Leger Jalan",
    }
    newer = {code: name for code, name in twice.items() if code != "1.03.11.2.01.01"}
    change = change_of(twice, newer, "1.03.11.2.01.01")
    assert change.kind is ChangeKind.MERGED
    assert codes(change) == ["1.03.10.2.01.05"]
    assert [str(other.code) for other in change.others] == ["1.03.10.2.01.05"]
    assert change_of(twice, newer, "1.03.10.2.01.05").kind is ChangeKind.SAME


def test_a_word_that_tells_neighbours_apart_is_no_rename() -> None:
    newer = changed(ROADS, BUILD, s09="Rehabilitasi Jalan Desa")
    older = changed(ROADS, s01="Pembangunan Jalan Desa")
    change = change_of(older, newer, BUILD)
    assert change.kind is ChangeKind.RETIRED
    diff = diff_catalogs(catalog(older), catalog(newer, "newer"))
    told = [each for candidate in diff.candidates(change) for each in candidate.evidence]
    decisive = [each for each in told if each.signal == "decisive-word"]
    assert any(each.against and "pembangunan" in each.text for each in decisive)


def test_names_less_than_half_alike_are_left_to_a_person() -> None:
    older = changed(ROADS, s05="Asistensi dan Pendampingan")
    newer = changed(ROADS, s05="Pendampingan dan Asistensi")
    change = change_of(older, newer, "1.03.10.2.01.05")
    assert change.kind is ChangeKind.REUSED
    assert change.probability <= 0.5
    assert [link.second for link in change.near][:1] != []


def test_where_names_repeat_the_parents_decide() -> None:
    def two(one: str, other: str) -> dict[str, str]:
        return {
            "1": "URUSAN WAJIB",
            "1.01": "PENDIDIKAN",
            "1.01.02": "PROGRAM PENGELOLAAN PENDIDIKAN",
            one: "Pengelolaan Sekolah Dasar",
            f"{one}.01": "Penyediaan Buku",
            f"{one}.02": "Pengadaan Mebel",
            other: "Pengelolaan Sekolah Menengah",
            f"{other}.01": "Penyediaan Buku",
            f"{other}.02": "Pengadaan Mebel",
        }

    older, newer = two("1.01.02.2.01", "1.01.02.2.02"), two("1.01.02.2.02", "1.01.02.2.01")
    change = change_of(older, newer, "1.01.02.2.01.01")
    assert codes(change) == ["1.01.02.2.02.01"]
    assert change.kind is ChangeKind.MOVED


def test_equal_codes_of_two_kinds_of_region_are_compared_apart() -> None:
    def both(provinsi: str, kabkota: str, name: str) -> Catalog:
        code = Code.parse("1.01.02.3.03")
        pair = [
            Entry(code, provinsi, frozenset({PROVINSI})),
            Entry(code, kabkota, frozenset({KABKOTA})),
        ]
        return Catalog(CatalogInfo(name), tuple(pair))

    older = both("Pendidikan Khusus", "PAUD", "older")
    newer = both("PAUD", "Pendidikan Khusus", "newer")
    diff = diff_catalogs(older, newer)
    assert diff.count(ChangeKind.SAME) == 0
    assert diff.count(ChangeKind.REUSED) == 2
    assert {frozenset({PROVINSI}), frozenset({KABKOTA})} == {
        change.authorities for change in diff if change.source
    }


def test_an_entry_for_every_kind_of_region_is_reported_once_if_it_fares_alike() -> None:
    older = catalog(ROADS)
    newer = catalog(ROADS, "newer", PROVINSI, KABKOTA)
    changes = diff_catalogs(older, newer).of(Code.parse(BUILD))
    assert [change.authorities for change in changes] == [frozenset({PROVINSI, KABKOTA})]


def test_only_common_kinds_of_region_are_compared() -> None:
    older = catalog(ROADS, "older", PROVINSI, KABKOTA)
    newer = catalog(ROADS, "newer", KABKOTA)
    diff = diff_catalogs(older, newer)
    assert diff.authorities == frozenset({KABKOTA})
    assert diff.left_out == frozenset({PROVINSI})


def test_catalogs_without_a_common_kind_of_region_cannot_be_compared() -> None:
    with pytest.raises(CatalogError, match="no kind of region in common"):
        diff_catalogs(catalog(ROADS, "older", PROVINSI), catalog(ROADS, "newer", KABKOTA))


def test_a_kind_of_region_that_one_of_them_lacks_cannot_be_asked_for() -> None:
    with pytest.raises(CatalogError, match="do not both cover provinsi"):
        diff_catalogs(
            catalog(ROADS, "older", PROVINSI, KABKOTA),
            catalog(ROADS, "newer", KABKOTA),
            authority=PROVINSI,
        )


def test_catalogs_of_two_schemes_cannot_be_compared() -> None:
    legacy = Catalog(
        CatalogInfo("permendagri-13-2006", scheme=Scheme.LEGACY),
        (Entry(Code.parse("1.03.16", scheme=Scheme.LEGACY), "PROGRAM JALAN"),),
    )
    with pytest.raises(CatalogError, match="two schemes"):
        diff_catalogs(legacy, catalog(ROADS))


def test_levels_that_only_one_catalog_lists_are_not_compared() -> None:
    newer = {code: name for code, name in ROADS.items() if code != "1"}
    diff = diff_catalogs(catalog(ROADS), catalog(newer, "newer"))
    assert diff.levels_left_out == frozenset({Level.URUSAN})
    assert diff.of(Code.parse("1")) == ()
    assert diff.count(ChangeKind.RETIRED) == 0


def test_what_was_one_entry_for_two_special_regions_splits_into_one_for_each() -> None:
    older = changed(ROADS, s05="Penyediaan Tenaga Listrik untuk Masyarakat **)")
    newer = changed(ROADS, "1.03.10.2.01.05") | {
        "1.03.10.3.01": "Penyelenggaraan Jalan Otonomi Khusus",
        "1.03.10.3.01.01": "Penyediaan Tenaga Listrik untuk Masyarakat",
        "1.03.10.4.01": "Penyelenggaraan Jalan Otonomi Khusus",
        "1.03.10.4.01.01": "Penyediaan Tenaga Listrik untuk Masyarakat",
    }
    change = change_of(older, newer, "1.03.10.2.01.05")
    assert change.kind is ChangeKind.SPLIT
    assert codes(change) == ["1.03.10.3.01.01", "1.03.10.4.01.01"]


def test_one_special_regions_entry_never_becomes_anothers() -> None:
    def special(digit: int) -> dict[str, str]:
        return ROADS | {
            f"1.03.10.{digit}.01": "Penyelenggaraan Jalan Otonomi Khusus",
            f"1.03.10.{digit}.01.01": "Penyediaan Tenaga Listrik untuk Masyarakat",
        }

    change = change_of(special(3), special(4), "1.03.10.3.01.01")
    assert change.kind is ChangeKind.RETIRED


def test_an_alias_is_a_name_too() -> None:
    older = catalog(ROADS)
    entries = [
        entry
        if str(entry.code) != SURVEY
        else evolve(entry, name="Inspeksi", aliases=("Survei Kondisi Jalan dan Jembatan",))
        for entry in older
    ]
    newer = Catalog(CatalogInfo("newer"), tuple(entries))
    (change,) = diff_catalogs(older, newer).of(Code.parse(SURVEY))
    assert change.kind is ChangeKind.SAME
    assert change.reused_by is None


def test_indikator_and_satuan_speak_where_both_have_them() -> None:
    def with_details(names: dict[str, str], name: str, indikator: str) -> Catalog:
        made = catalog(names, name)
        return Catalog(
            made.info,
            tuple(evolve(entry, indikator=indikator, satuan="Km") for entry in made),
        )

    newer = changed(ROADS, SURVEY, s09="Survei Kinerja Jalan")
    good = diff_catalogs(
        with_details(ROADS, "older", "Panjang jalan yang disurvei"),
        with_details(newer, "newer", "Panjang jalan yang disurvei"),
    ).of(Code.parse(SURVEY))[0]
    plain = diff_catalogs(catalog(ROADS), catalog(newer, "newer")).of(Code.parse(SURVEY))[0]
    assert _best(good) > _best(plain)


def _best(change: Change) -> float:
    return max(link.probability for link in (*change.links, *change.near))

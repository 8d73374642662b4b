"""The SIPD export: cells of code and name, kinds of region, predecessors."""

from __future__ import annotations

import pytest

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Code, Level
from nomenklatur.crosswalk import Relation
from nomenklatur.errors import BadRowsError
from tests.importing.lists import SIPD, write_csv, write_xlsx

PROVINSI, KABKOTA = frozenset({Authority.PROVINSI}), frozenset({Authority.KABUPATEN_KOTA})
ABOVE = (
    "1.01 URUSAN PEMERINTAHAN BIDANG PENDIDIKAN",
    "1.01.02 PROGRAM PENGELOLAAN PENDIDIKAN",
    "1.01.02.2.01 Pengelolaan Pendidikan Sekolah Dasar",
)


def row(sub, kind="KABKOT", above=ABOVE, **cells):
    known = dict.fromkeys(SIPD, "") | {"TAG": "[null]"} | cells
    known |= dict(zip(SIPD[:5], (kind, *above, sub), strict=True))
    return tuple(known[heading] for heading in SIPD)


def imported_of(tmp_path, *rows, **said):
    return import_catalog(write_csv(tmp_path / "list.csv", [SIPD, *rows]), **said)


def entry_of(imported, code):
    (entry,) = [e for e in imported.catalog if str(e.code) == code]
    return entry


def rules_of(imported):
    """The rules that found something, but for the one that says what the list looks like."""
    return [f.rule.code for f in imported.findings if f.rule.code != "NK408"]


def test_every_level_becomes_an_entry(tmp_path):
    imported = imported_of(tmp_path, row("1.01.02.2.01.0001 Pembangunan USB"))
    levels = [entry.level for entry in imported.catalog]
    assert [Level.BIDANG_URUSAN, Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN] == levels
    assert "Pengelolaan Pendidikan Sekolah Dasar" == entry_of(imported, "1.01.02.2.01").name


def test_the_columns_beside_the_codes_are_kept(tmp_path):
    cells = {
        "KINERJA": "Terbangunnya  USB ",
        "INDIKATOR": "Jumlah\nUSB",
        "SATUAN": "Unit",
        "TAG": '["GEOPARK"]',
        "DEFINISI OPERASIONAL": "Cakupan:\n- satu\n- dua\n",
        "PELAKSANA": "dinas pendidikan",
        "SPM": "NON-SPM",
        "JENIS": "Layanan",
    }
    imported = imported_of(tmp_path, row("1.01.02.2.01.0001 Pembangunan USB", **cells))
    entry = entry_of(imported, "1.01.02.2.01.0001")
    assert "Terbangunnya USB" == entry.kinerja
    assert "Jumlah USB" == entry.indikator
    assert "Unit" == entry.satuan
    assert "Cakupan:\n- satu\n- dua" == entry.definition
    extra = {
        "SPM": "NON-SPM", "JENIS": "Layanan", "TAG": '["GEOPARK"]', "PELAKSANA": "dinas pendidikan",
    }  # fmt: skip
    assert extra == dict(entry.extra)


def test_null_texts_are_nothing(tmp_path):
    cells = dict.fromkeys(SIPD[5:10], "[null]")
    entry = entry_of(
        imported_of(tmp_path, row("1.01.02.2.01.0001 A", **cells)), "1.01.02.2.01.0001"
    )
    assert ("", "", "", "", ()) == (
        entry.kinerja, entry.indikator, entry.satuan, entry.definition, entry.extra,
    )  # fmt: skip


def test_one_name_for_both_kinds_of_region_is_one_entry_above_and_two_names_are_two(tmp_path):
    provinsi = (ABOVE[0], "1.01.02 PROGRAM LAIN", "1.01.02.1.01 Pengelolaan Pendidikan Menengah")
    imported = imported_of(
        tmp_path,
        row("1.01.02.2.01.0001 Pembangunan USB"),
        row("1.01.02.1.01.0001 Pembangunan USB", "PROV", provinsi),
    )
    assert PROVINSI | KABKOTA == entry_of(imported, "1.01").authorities
    programs = {e.name: e.authorities for e in imported.catalog.at(Level.PROGRAM)}
    assert {"PROGRAM PENGELOLAAN PENDIDIKAN": KABKOTA, "PROGRAM LAIN": PROVINSI} == programs


def test_a_sub_kegiatan_of_both_kinds_is_an_entry_for_each(tmp_path):
    above = (ABOVE[0], ABOVE[1], "1.01.02.7.01 Pembinaan Dayah")
    imported = imported_of(
        tmp_path,
        row("1.01.02.7.01.0001 Pembangunan Dayah", "KABKOT", above),
        row("1.01.02.7.01.0001 Pembangunan Dayah", "PROV", above),
    )
    code = Code.parse("1.01.02.7.01.0001")
    assert [KABKOTA, PROVINSI] == [e.authorities for e in imported.catalog.by_code[code]]
    assert "NK104" not in rules_of(imported)


def test_without_the_kind_of_region_the_authority_digit_tells(tmp_path):
    rows = [line[1:] for line in (SIPD, row("1.01.02.2.01.0001 Pembangunan USB"))]
    imported = import_catalog(write_csv(tmp_path / "list.csv", rows))
    assert KABKOTA == entry_of(imported, "1.01.02.2.01.0001").authorities


def test_blanks_in_names_are_collapsed_and_spellings_of_one_name_are_one_entry(tmp_path):
    spaced = (ABOVE[0] + " ", ABOVE[1].replace(" ", "  "), ABOVE[2])
    imported = imported_of(
        tmp_path, row("1.01.02.2.01.0001 A  B "), row("1.01.02.2.01.0002 C", above=spaced)
    )
    assert ["1.01", "1.01.02", "1.01.02.2.01", "1.01.02.2.01.0001", "1.01.02.2.01.0002"] == [
        str(entry.code) for entry in imported.catalog
    ]
    assert "A B" == entry_of(imported, "1.01.02.2.01.0001").name


def test_an_unusual_spelling_of_a_code_is_read_with_a_finding(tmp_path):
    lower = ("x.xx URUSAN PEMERINTAHAN", "x.xx.01 PROGRAM PENUNJANG", "X.XX.01.2.01 Perencanaan")
    imported = imported_of(tmp_path, row("X.XX.01.2.1.0001 Penyusunan", above=lower))
    codes = [str(entry.code) for entry in imported.catalog]
    assert ["X.XX", "X.XX.01", "X.XX.01.2.01", "X.XX.01.2.01.0001"] == codes
    repairs = [f for f in imported.findings if f.rule.code == "NK102"]
    assert {"BIDANG", "PROGRAM", "SUBKEGIATAN"} == {f.place.column for f in repairs}
    assert {2} == {f.place.row for f in repairs}


def test_all_bad_rows_are_named_at_once_with_row_and_column(tmp_path):
    with pytest.raises(BadRowsError) as caught:
        imported_of(
            tmp_path,
            row("1.01.02.2.01.0001 Pembangunan USB"),
            row("satu dua tiga"),
            row("1.01.02.2.01.0002 B", kind="DESA"),
            row("1.01.02.2.01.0003"),
            row("1.01.02.2.01.0004 C", above=(ABOVE[0], "PROGRAM TANPA KODE", ABOVE[2])),
            row("1.01.02.2.01.0005 D", above=("", "", "")),
        )
    places = [(error.place.row, error.place.column) for error in caught.value.errors]
    expected = [
        (3, "SUBKEGIATAN"), (4, "JENIS PEMDA"), (5, "SUBKEGIATAN"), (6, "PROGRAM"), (7, "KEGIATAN"),
    ]  # fmt: skip
    assert expected == places
    assert "unknown authority 'DESA'" in str(caught.value)


def test_places_in_a_workbook_are_cell_addresses(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", [SIPD, row("satu dua tiga")], sheet="Worksheet")
    with pytest.raises(BadRowsError, match="sheet Worksheet, row 2, column E2"):
        import_catalog(path)


def test_bad_rows_can_be_left_out_with_a_finding(tmp_path):
    imported = imported_of(
        tmp_path,
        row("1.01.02.2.01.0001 Pembangunan USB"),
        row("satu dua tiga"),
        skip_bad_rows=True,
    )
    assert 4 == len(imported.catalog)
    (finding,) = [f for f in imported.findings if f.rule.code == "NK403"]
    assert 3 == finding.place.row
    assert "error" == finding.severity.value


def test_a_code_under_a_level_that_it_does_not_extend_is_kept_and_reported(tmp_path):
    imported = imported_of(tmp_path, row("1.02.02.2.01.0001 Pembangunan Puskesmas"))
    assert "1.02.02.2.01.0001" in {str(entry.code) for entry in imported.catalog}
    (finding,) = [f for f in imported.findings if f.rule.code == "NK209"]
    assert "1.02.02.2.01.0001 stands under Kegiatan 1.01.02.2.01" == finding.message


def test_a_code_in_the_rows_of_the_other_kind_of_region_is_reported(tmp_path):
    imported = imported_of(tmp_path, row("1.01.02.2.01.0001 Pembangunan USB", kind="PROV"))
    (finding,) = [f for f in imported.findings if f.rule.code == "NK206"]
    assert "1.01.02.2.01 is a code of kabupaten_kota, its row is of provinsi" == finding.message


def test_numbers_in_other_columns_are_texts(tmp_path):
    path = write_xlsx(
        tmp_path / "list.xlsx", [SIPD, row("1.01.02.2.01.0001 Pembangunan USB", SATUAN=12.5)]
    )
    assert "12.5" == entry_of(import_catalog(path), "1.01.02.2.01.0001").satuan


def test_title_rows_and_repeated_headings_are_no_entries(tmp_path):
    rows = [
        ("DAFTAR SUB KEGIATAN",),
        (),
        SIPD,
        tuple(range(1, len(SIPD) + 1)),
        row("1.01.02.2.01.0001 Pembangunan USB"),
        SIPD,
        row("1.01.02.2.01.0002 Pengadaan Mebel"),
    ]
    imported = import_catalog(write_xlsx(tmp_path / "list.xlsx", rows))
    assert 5 == len(imported.catalog)
    assert 7 == entry_of(imported, "1.01.02.2.01.0002").row
    assert [] == rules_of(imported)


class TestPredecessors:
    def test_they_become_a_crosswalk(self, tmp_path):
        before = "1.01.02.2.01.0009 Pembangunan Unit Sekolah Baru \n\n"
        imported = imported_of(
            tmp_path,
            row("1.01.02.2.01.0001 Pembangunan USB", **{SIPD[-1]: before}),
            id="sipd-2027",
        )
        (mapping,) = imported.crosswalk
        assert "sebelumnya--sipd-2027" == imported.crosswalk.id
        assert ("1.01.02.2.01.0009", "Pembangunan Unit Sekolah Baru") == (
            str(mapping.source), mapping.source_name,
        )  # fmt: skip
        assert ["1.01.02.2.01.0001"] == [str(target.code) for target in mapping.targets]
        assert Authority.KABUPATEN_KOTA is mapping.authority
        assert Relation.CLOSE is mapping.relation
        assert (2, "SUBKEGIATAN SEBELUMNYA") == (mapping.place.row, mapping.place.column)

    def test_an_equal_name_is_an_exact_relation(self, tmp_path):
        before = "1.01.02.2.01.0009 Pembangunan  USB"
        imported = imported_of(
            tmp_path, row("1.01.02.2.01.0001 pembangunan USB", **{SIPD[-1]: before})
        )
        assert [Relation.EXACT] == [mapping.relation for mapping in imported.crosswalk]

    def test_several_may_stand_in_one_cell(self, tmp_path):
        before = "1.01.02.2.01.0008 Satu; dua\n1.01.02.2.01.0009 Tiga"
        imported = imported_of(tmp_path, row("1.01.02.2.01.0001 USB", **{SIPD[-1]: before}))
        assert ["Satu; dua", "Tiga"] == [mapping.source_name for mapping in imported.crosswalk]

    def test_what_is_no_predecessor_is_a_finding_and_no_bad_row(self, tmp_path):
        imported = imported_of(tmp_path, row("1.01.02.2.01.0001 USB", **{SIPD[-1]: "baru"}))
        assert imported.crosswalk is None
        assert ["NK101"] == rules_of(imported)

    def test_a_list_without_any_has_no_crosswalk(self, tmp_path):
        assert imported_of(tmp_path, row("1.01.02.2.01.0001 USB")).crosswalk is None

    def test_one_that_is_still_listed_is_reported(self, tmp_path):
        before = "1.01.02.2.01.0001 Pembangunan Gedung"
        imported = imported_of(
            tmp_path,
            row("1.01.02.2.01.0001 Pembangunan Gedung"),
            row("1.01.02.2.01.0002 Pembangunan Gedung Sekolah", **{SIPD[-1]: before}),
        )
        (finding,) = [f for f in imported.findings if f.rule.code == "NK213"]
        assert 3 == finding.place.row
        assert "the predecessor is still in the list" == next(iter(imported.crosswalk)).note

    def test_a_code_of_the_other_kind_of_region_is_no_longer_listed(self, tmp_path):
        above = (ABOVE[0], ABOVE[1], "1.01.02.7.01 Dayah")
        before = "1.01.02.7.01.0001 Pembangunan Gedung"
        imported = imported_of(
            tmp_path,
            row("1.01.02.7.01.0001 Pembangunan Gedung", "PROV", above),
            row("1.01.02.7.01.0002 Pembangunan Dayah", "KABKOT", above, **{SIPD[-1]: before}),
        )
        assert [] == rules_of(imported)

    def test_swapped_ones_are_reported_and_hardly_trusted(self, tmp_path):
        imported = imported_of(
            tmp_path,
            row("1.01.02.2.01.0011 Fasilitasi Hak Kekayaan Intelektual bagi UMKM",
                **{SIPD[-1]: "1.01.02.2.01.0001 Pemulihan Usaha Kecil"}),
            row("1.01.02.2.01.0012 Fasilitasi Pemulihan Usaha",
                **{SIPD[-1]: "1.01.02.2.01.0002 Fasilitasi Hak Kekayaan Intelektual Usaha Kecil"}),
            row("1.01.02.2.01.0013 Penyusunan Basis Data UMKM",
                **{SIPD[-1]: "1.01.02.2.01.0003 Penyusunan Basis Data Usaha Kecil"}),
        )  # fmt: skip
        swapped = [f.place.row for f in imported.findings if f.rule.code == "NK212"]
        assert [2, 3] == swapped
        scores = {str(mapping.source): mapping.score for mapping in imported.crosswalk}
        assert {"1.01.02.2.01.0001": 0.1, "1.01.02.2.01.0002": 0.1, "1.01.02.2.01.0003": None} == (
            scores
        )

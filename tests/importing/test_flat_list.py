"""The flat list: headings in two languages, levels, kinds of region, codes as numbers."""

from __future__ import annotations

import pytest

from nomenklatur.catalog import Status
from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Level, Scheme
from nomenklatur.errors import BadRowsError
from tests.importing.lists import write_csv, write_xlsx

TREE = [("1", "URUSAN WAJIB"), ("1.03", "PEKERJAAN UMUM"), ("1.03.02", "PROGRAM SDA")]


def imported_of(tmp_path, *rows, **said):
    return import_catalog(write_csv(tmp_path / "list.csv", rows), **said)


def codes_of(imported):
    return [str(entry.code) for entry in imported.catalog]


@pytest.mark.parametrize(
    "heading",
    [
        ("code", "name"),
        ("Kode", "Uraian"),
        ("KODE REKENING", "NOMENKLATUR URUSAN"),
        ("Kode", "Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan"),
        ("kode", "nama"),
    ],
)
def test_headings_in_indonesian_and_english_are_known(tmp_path, heading):
    imported = imported_of(tmp_path, heading, *TREE)
    assert "flat-list" == imported.layout
    assert ["1", "1.03", "1.03.02"] == codes_of(imported)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_will_do(tmp_path, delimiter):
    path = write_csv(tmp_path / "list.csv", [("kode", "uraian"), *TREE], delimiter)
    assert ["1", "1.03", "1.03.02"] == codes_of(import_catalog(path))


def test_a_heading_is_not_needed_above_codes_and_names(tmp_path):
    assert ["1", "1.03", "1.03.02"] == codes_of(imported_of(tmp_path, *TREE))


def test_a_list_can_come_from_standard_input(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "list.csv", [("kode", "uraian"), *TREE])
    with path.open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        imported = import_catalog("-")
    assert ["1", "1.03", "1.03.02"] == codes_of(imported)
    assert "stdin" == imported.catalog.id


def test_windows_text_is_read_and_reported(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("kode;uraian\n1.03;Caf\xe9\n".encode("cp1252"))
    imported = import_catalog(path)
    assert ["Café"] == [entry.name for entry in imported.catalog]
    assert "NK411" in {f.rule.code for f in imported.findings}


def test_the_kinds_of_region_are_read_in_every_spelling(tmp_path):
    imported = imported_of(
        tmp_path,
        ("code", "name", "jenis_pemda"),
        ("1.01", "a", "KABKOT|PROV"),
        ("1.02", "b", "provinsi"),
        ("1.03", "c", "Kab/Kota"),
        ("1.04", "d", "Provinsi, Kabupaten"),
        ("1.05", "e", "semua"),
        ("1.06", "f", ""),
    )
    provinsi, kabkota = Authority.PROVINSI, Authority.KABUPATEN_KOTA
    assert [{provinsi, kabkota}, {provinsi}, {kabkota}, {provinsi, kabkota}, set(), set()] == [
        entry.authorities for entry in imported.catalog
    ]


def test_what_the_user_says_fills_in_where_the_list_says_nothing(tmp_path):
    imported = imported_of(
        tmp_path,
        ("code", "name", "jenis_pemda"),
        ("1.01", "a", "PROV"),
        ("1.02", "b", ""),
        authority=[Authority.KABUPATEN_KOTA],
    )
    assert [{Authority.PROVINSI}, {Authority.KABUPATEN_KOTA}] == [
        entry.authorities for entry in imported.catalog
    ]


@pytest.mark.parametrize(
    ("word", "status"),
    [("active", Status.ACTIVE), ("aktif", Status.ACTIVE), ("", Status.ACTIVE),
     ("retired", Status.RETIRED), ("Tidak Aktif", Status.RETIRED), ("dihapus", Status.RETIRED)],
)  # fmt: skip
def test_a_status_is_read_in_both_languages(tmp_path, word, status):
    imported = imported_of(tmp_path, ("code", "name", "status"), ("1.01", "a", word))
    assert [status] == [entry.status for entry in imported.catalog]


def test_a_level_column_settles_legacy_codes_of_four_segments(tmp_path):
    imported = imported_of(
        tmp_path,
        ("kode", "level", "nama"),
        ("1.15", "bidang_urusan", "Koperasi"),
        ("1.15.01.16", "kegiatan", "Penyediaan"),
        ("1.15.02.17", "program", "Program"),
    )
    assert Scheme.LEGACY is imported.catalog.info.scheme
    assert [Level.BIDANG_URUSAN, Level.KEGIATAN, Level.PROGRAM] == [
        entry.level for entry in imported.catalog
    ]


def test_without_a_level_column_the_program_above_settles_them(tmp_path):
    rows = [("kode", "nama"), ("1.15", "Koperasi"), ("1.15.01", "Program"), ("1.15.01.16", "Jasa")]
    imported = imported_of(tmp_path, *rows)
    assert [Level.BIDANG_URUSAN, Level.PROGRAM, Level.KEGIATAN] == [
        entry.level for entry in imported.catalog
    ]


def test_where_other_codes_have_a_unit_they_are_programs(tmp_path):
    rows = [("kode", "nama"), ("1.15.01.16", "Program"), ("1.15.01.16.021", "Kegiatan")]
    imported = imported_of(tmp_path, *rows)
    assert [Level.PROGRAM, Level.KEGIATAN] == [entry.level for entry in imported.catalog]


def test_the_number_format_tells_1_10_from_1_01(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", [("kode", "nama"), (1.1, "Sosial")], {0: "0.00"})
    imported = import_catalog(path)
    assert ["1.10"] == codes_of(imported)
    (finding,) = [f for f in imported.findings if f.rule.code == "NK102"]
    assert (2, "A2") == (finding.place.row, finding.place.column)


@pytest.mark.parametrize(
    ("rows", "code", "why"),
    [
        ([(1.1, "?"), ("1.10.02", "Program")], "1.10", "other codes stand under it"),
        ([("1.01", "a"), (1.1, "?")], "1.10", "the other is taken"),
        ([("1.09", "a"), (1.1, "?"), ("1.11", "b")], "1.10", "the order of the list"),
        ([(1.1, "?"), ("1.02", "b")], "1.01", "the order of the list"),
        ([(1.1, "?")], None, ""),
    ],
)
def test_the_codes_around_it_tell_what_1_1_is_or_it_is_refused(tmp_path, rows, code, why):
    path = write_xlsx(tmp_path / "list.xlsx", [("kode", "nama"), *rows])
    if code is None:
        with pytest.raises(
            BadRowsError, match=r"'1.1' can be read as Bidang Urusan 1.01 or Bidang Urusan 1.10"
        ):
            import_catalog(path)
    else:
        imported = import_catalog(path)
        (entry,) = [entry for entry in imported.catalog if entry.name == "?"]
        assert code == str(entry.code)
        (finding,) = [f for f in imported.findings if f.rule.code == "NK102"]
        assert finding.message.endswith(f"Bidang Urusan {code} was taken: {why}")


def test_a_given_parent_tells_too_and_a_wrong_one_is_reported(tmp_path):
    rows = [("code", "name", "parent"), ("1", "u", ""), ("1.1.01", "p", "1.10"), ("1.02", "b", "2")]
    imported = imported_of(tmp_path, *rows)
    assert "1.10.01" in codes_of(imported) or "1.01.01" in codes_of(imported)
    (finding,) = [f for f in imported.findings if f.rule.code == "NK209" and f.place.row == 4]
    assert "1.02 is given the parent 2" == finding.message


def test_all_bad_rows_are_named_at_once(tmp_path):
    with pytest.raises(BadRowsError) as caught:
        imported_of(
            tmp_path,
            ("code", "name", "level", "status", "jenis_pemda"),
            ("1.01", "a", "bidang urusan", "active", "PROV"),
            ("satu", "b", "", "", ""),
            ("1.02", "", "", "", ""),
            ("1.03", "c", "desa", "", ""),
            ("1.04", "d", "", "mungkin", ""),
            ("1.05", "e", "", "", "DESA"),
            ("1.06", "f", "kegiatan", "", ""),
        )
    assert [
        (3, "code"), (4, "name"), (5, "level"), (6, "status"), (7, "jenis_pemda"), (8, "code"),
    ] == [(error.place.row, error.place.column) for error in caught.value.errors]  # fmt: skip


def test_one_code_twice_for_one_kind_of_region_is_reported_and_kept(tmp_path):
    imported = imported_of(
        tmp_path,
        ("code", "name", "jenis_pemda"),
        ("1.01", "Pendidikan", "PROV"),
        ("1.01", "Pendidikan", "KABKOT"),
        ("1.01", "Pengajaran", "PROV"),
    )
    assert 3 == len(imported.catalog)
    (finding,) = [f for f in imported.findings if f.rule.code == "NK104"]
    assert 4 == finding.place.row
    assert "1.01 Pengajaran is also Pendidikan (row 2)" == finding.message

from __future__ import annotations

import doctest

import pytest

from nomenklatur.match import Query, decisive
from nomenklatur.match.decisive import contrasts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pembangunan Jalan", "Rehabilitasi Jalan"),
        ("Pemeliharaan gedung kantor", "Rehabilitasi gedung kantor"),
        ("Pengendalian Sistem", "Perluasan Sistem"),
        ("Rapat ke Luar Daerah", "Rapat Dalam Daerah"),
        ("Kewenangan Provinsi", "Kewenangan Kabupaten/Kota"),
        ("Pengadaan Peralatan Kantor", "Pengadaan Perlengkapan Kantor"),
        ("Laporan Keuangan Semesteran", "Laporan Keuangan Akhir Tahun"),
        ("Rehabilitasi Rumah Jabatan", "Rehabilitasi Gedung Kantor"),
    ],
)
def test_names_that_differ_in_a_decisive_word_exclude_each_other(one: str, other: str) -> None:
    assert contrasts(Query(one), other)
    assert contrasts(Query(other), one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rehabilitasi/pemeliharaan jalan", "Pemeliharaan Jalan"),
        ("Pengadaan peralatan", "Penyediaan Peralatan dan Perlengkapan"),
        ("Pembangunan jalan", "Jalan"),
        ("Kabupaten", "Kota"),
    ],
)
def test_a_name_that_holds_both_or_neither_excludes_nothing(one: str, other: str) -> None:
    assert contrasts(Query(one), other) == ()


def test_the_level_of_a_school_may_stand_in_the_program() -> None:
    query = Query("Pengadaan mebel sekolah", "Program Pendidikan Anak Usia Dini")
    assert contrasts(query, "Pengadaan Mebel Sekolah", "Pengelolaan Pendidikan Sekolah Dasar")
    assert not contrasts(query, "Pengadaan Mebel PAUD", "Pengelolaan Pendidikan Sekolah Dasar")


def test_examples_hold() -> None:
    assert doctest.testmod(decisive).failed == 0

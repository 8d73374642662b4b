"""Names, folded and held against each other word by word."""

from __future__ import annotations

import pytest

from nomenklatur.catalog.diff.names import (
    Vocabulary,
    head_of,
    holds,
    key_of,
    letters_alike,
    words_of,
)

NAMES = [
    ["Pembangunan Jalan", "Rehabilitasi Jalan", "Pelayanan Umum", "Pelayaran Rakyat"],
    ["Penetapan Prosedur dan Persyaratan"],
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kerjasama Daerah", "KERJA SAMA  DAERAH"),
        ("Perijinan dan Survey", "Perizinan dan Survei"),
        ("Penyelenggar a Pelatihan", "Penyelenggara Pelatihan"),
        ("Angkutan Jalan(LLAJ)", "ANGKUTANJALAN (LLAJ)"),
        ("Sarana Budaya****)", "Sarana Budaya"),
        ("Monitoring dan Evaluasi", "Pemantauan dan Evaluasi"),
        ("Forum SKPD", "Forum Perangkat Daerah"),
        ("Pengadaaan Mebel", "Pengadaan Mebel"),
        ("1.03.07.2.01.0026 Pembangunan Kolam", "Pembangunan Kolam"),
        ("Rapat-rapat", "Rapat Rapat"),
        ("Objék", "Obyek"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pelayanan Rakyat", "Pelayaran Rakyat"),
        ("Kelas II", "Kelas III"),
        ("Luas 10 Ha", "Luas 15 Ha"),
        ("Pembangunan Jalan", "Rehabilitasi Jalan"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_a_slip_is_a_word_that_only_one_catalog_knows() -> None:
    vocabulary = Vocabulary([["Penyelengaraan Jalan"]], [["Penyelenggaraan Jalan"]])
    assert vocabulary.is_slip("penyelengaraan", "penyelenggaraan")


def test_two_words_that_both_catalogs_know_are_no_slip() -> None:
    assert not Vocabulary(NAMES, NAMES).is_slip("pelayanan", "pelayaran")


def test_a_letter_left_out_is_a_slip_even_if_both_catalogs_make_it() -> None:
    names = [["Pesyaratan Izin", "Persyaratan Izin"]]
    assert Vocabulary(names, names).is_slip("pesyaratan", "persyaratan")


@pytest.mark.parametrize(("one", "other"), [("ppk", "ppl"), ("spm2", "spm3"), ("desa", "dewa")])
def test_short_words_and_numbers_are_no_slips(one: str, other: str) -> None:
    assert not Vocabulary([], []).is_slip(one, other)


def test_words_that_neighbours_differ_in_tell_apart() -> None:
    vocabulary = Vocabulary([["Pengujian Air", "Pengujian Tanah"]], [])
    assert vocabulary.tells_apart("air", "tanah")
    assert not vocabulary.tells_apart("pengujian", "tanah")


def test_names_under_two_parents_tell_nothing_apart() -> None:
    assert not Vocabulary([["Pengujian Air"], ["Pengujian Tanah"]], []).tells_apart("air", "tanah")


def test_a_difference_says_what_went_what_came_and_what_decides() -> None:
    difference = Vocabulary(NAMES, []).difference(
        words_of("Pembangunan Jalan Desa"), words_of("Rehabilitasi Jalan Desa dan Kota")
    )
    assert difference.lost == ("pembangunan",)
    assert difference.gained == ("rehabilitasi", "kota")
    assert ("pembangunan", "rehabilitasi") in difference.decisive
    assert difference.blocking
    assert difference.inverted().lost == difference.gained


def test_a_glued_word_is_no_difference() -> None:
    difference = Vocabulary([], []).difference(
        words_of("Kerja antardaerah Perbatasan"), words_of("Kerja antar Daerah Perbatasan")
    )
    assert difference.is_spelling


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("PROGRAM PENGELOLAAN PENDIDIKAN", "pengelolaan"),
        ("Penyediaan Jasa", "penyediaan"),
        ("", ""),
    ],
)
def test_the_head_says_what_is_done(name: str, head: str) -> None:
    assert head_of(words_of(name)) == head


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("Penyusunan dan Penetapan Rencana", "Penetapan Rencana", True),
        ("Penyusunan/Penetapan Rencana", "Penetapan Rencana", True),
        ("Pembangunan Ruang Laboratorium Biologi", "Pembangunan Ruang Laboratorium", True),
        ("Supervisi Pembangunan Jalan", "Pembangunan Jalan", False),
        ("Pembangunan Jalan", "Pembangunan Jembatan", False),
    ],
)
def test_a_name_holds_another_that_says_a_part_of_it(
    whole: str, part: str, *, expected: bool
) -> None:
    assert holds(whole, part) is expected


def test_letters_are_compared_in_order() -> None:
    assert letters_alike("Asistensi dan Pendampingan", "Pendampingan dan Asistensi") < 0.5
    assert letters_alike("Penyediaan  Jasa", "PENYEDIAAN JASA") == 1
    assert letters_alike("ab", "ba") == letters_alike("ba", "ab")

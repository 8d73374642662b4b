from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.match import stem as stem_module
from nomenklatur.match import tables
from nomenklatur.match import words as words_module
from nomenklatur.match.stem import stem
from nomenklatur.match.words import canonical, relations, stems, weight, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pemeliharaan", "memelihara"),
        ("pengelolaan", "mengelola"),
        ("pengadaan", "mengadakan"),
        ("penyediaan", "sedia"),
        ("penyusunan", "menyusun"),
        ("pelatihan", "latih"),
        ("perumusan", "rumus"),
        ("pemanfaatan", "manfaat"),
        ("kebijakan", "bijak"),
        ("penilaian", "menilai"),
    ],
)
def test_words_of_one_root_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["jalan", "terminal", "pedoman", "kawasan", "didik", "bencana"])
def test_words_that_only_look_derived_stay_whole(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fasilitasi Perijinan Koperasi", "fasilitasi  perizinan, KOPERASI"),
        ("Rapat-rapat kordinasi", "Rapat koordinasi"),
        ("Penyediaan ATK", "Penyediaan Alat Tulis Kantor"),
        ("Penyuluhan olah raga", "Sosialisasi olahraga"),
        ("Penyusunan Renja SKPD", "Penyusunan Rencana Kerja Perangkat Daerah"),
        ("Rehabilitasi obyek wisata", "Rehabilitasi objek pariwisata"),
    ],
)
def test_two_spellings_of_a_name_have_the_same_words(one: str, other: str) -> None:
    assert set(stems(one)) == set(stems(other))


def test_an_opened_abbreviation_is_remembered() -> None:
    opened = [word for word in words("Penyediaan ATK") if word.opened]
    assert [(word.written, word.opened) for word in opened] == [
        ("atk", "alat"),
        ("atk", "tulis"),
        ("atk", "kantor"),
    ]


def test_generic_words_count_less_than_things() -> None:
    assert weight(canonical("pengembangan")) < weight(canonical("koordinasi")) < weight("koperasi")


def test_related_words_are_not_the_same() -> None:
    known = relations()
    assert known[canonical("rambu")] & known[canonical("marka")]
    assert canonical("rambu") != canonical("marka")


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(root and weight(root) <= 1 for root in stems(text))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=25))
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


def test_every_table_line_can_be_read() -> None:
    for name in ("spellings", "abbreviations", "weights", "neighbours", "roots"):
        assert all(key for key, _ in tables.pairs(name)), name
    assert all(line[0] in "=~" and len(line.split()) > 2 for line in tables.lines("thesaurus"))
    assert all("=>" in line for line in tables.lines("phrases"))
    assert all("|" in line for line in tables.lines("decisive"))


def test_no_abbreviation_hides_in_the_thesaurus() -> None:
    listed = {word for line in tables.lines("thesaurus") for word in line[1:].split()}
    assert listed & tables.abbreviations().keys() == set()


@pytest.mark.parametrize("module", [stem_module, words_module])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]

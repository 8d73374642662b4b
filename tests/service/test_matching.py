"""Candidates from a small catalog, where it is plain which must come first."""

from __future__ import annotations

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Authority, Code, Level
from nomenklatur.match.query import Query
from nomenklatur.service.matching import answer_all
from nomenklatur.service.questions import Question
from nomenklatur.service.shelf import OpenStore, Shelved

LETTERS = "Penyediaan Jasa Surat Menyurat"
ENTRIES = (
    ("2.17", "URUSAN PEMERINTAHAN BIDANG KOPERASI", "", None),
    ("2.17.02", "PROGRAM PELAYANAN IZIN USAHA", "", None),
    ("2.17.02.2.01", "Penerbitan Izin", "", None),
    ("2.17.02.2.01.01", LETTERS, "Jumlah surat", None),
    ("2.17.03", "PROGRAM PENGAWASAN KOPERASI", "", None),
    ("2.17.03.2.01", "Pemeriksaan Koperasi", "", None),
    ("2.17.03.2.01.01", LETTERS, "Jumlah laporan", None),
    ("2.17.03.2.01.02", "Pemeriksaan Kepatuhan Koperasi", "Jumlah koperasi", None),
    ("2.17.03.2.01.03", "Penerbitan Izin", "", None),
    ("2.17.03.1.01", "Pemeriksaan Lintas Daerah", "", Authority.PROVINSI),
    ("2.17.03.1.01.01", "Pemeriksaan Kepatuhan Koperasi", "", Authority.PROVINSI),
)


@pytest.fixture(scope="module")
def shelved(tmp_path_factory) -> Shelved:
    entries = tuple(
        Entry(
            Code.parse(code),
            name,
            frozenset({kind or Authority.KABUPATEN_KOTA}) if code.count(".") > 2 else frozenset(),
            indikator=indikator,
        )
        for code, name, indikator, kind in ENTRIES
    )
    home = tmp_path_factory.mktemp("home")
    return Shelved(Catalog(CatalogInfo("kecil"), entries), OpenStore(home=home, cache=None))


def answers(shelved: Shelved, **known) -> list[tuple[str, bool]]:
    own = {name: known.pop(name) for name in ("types", "required", "limit") if name in known}
    question = Question(Query(known.pop("name", ""), **known), **own)
    (found,) = answer_all(shelved, [question])
    return [(str(one.entry.code), one.match) for one in found]


def test_namesakes_do_not_match_and_the_indikator_says_which_comes_first(shelved) -> None:
    first, second = "2.17.02.2.01.01", "2.17.03.2.01.01"
    alone = answers(shelved, name=LETTERS)

    assert {first, second} == {code for code, _ in alone[:2]}
    assert not any(match for _, match in alone)
    for code, indikator in ((first, "jumlah surat"), (second, "Jumlah Laporan")):
        assert code == answers(shelved, name=LETTERS, indikator=indikator)[0][0]


def test_a_kegiatan_and_a_sub_kegiatan_of_one_name_leave_the_choice_to_people(shelved) -> None:
    both = answers(shelved, name="Penerbitan Izin")
    one = answers(shelved, name="Penerbitan Izin", types=(Level.KEGIATAN,))

    assert not any(match for _, match in both)
    assert [("2.17.02.2.01", True)] == one[:1]


def test_a_namesake_in_another_kind_of_region_is_a_doubt_until_the_kind_is_said(shelved) -> None:
    name = "Pemeriksaan Kepatuhan Koperasi"

    assert not any(match for _, match in answers(shelved, name=name))
    for kind, code in (
        (Authority.KABUPATEN_KOTA, "2.17.03.2.01.02"), (Authority.PROVINSI, "2.17.03.1.01.01"),
    ):  # fmt: skip
        assert (code, True) == answers(shelved, name=name, authority=kind)[0]


@pytest.mark.parametrize(
    ("pid", "known", "kept"),
    [
        ("program", {"program": "Program Pengawasan Koperasi"}, {"2.17.03.2.01.01"}),
        ("indikator", {"indikator": "jumlah surat"}, {"2.17.02.2.01.01"}),
        ("code", {"code": Code.parse("2.17.02.2.01.01")}, {"2.17.02.2.01.01"}),
        ("bidang", {"bidang": Code.parse("1.01")}, set()),
        ("bidang", {"bidang": Code.parse("2.17")}, {"2.17.02.2.01.01", "2.17.03.2.01.01"}),
        ("bidang", {"bidang_name": "kehutanan"}, set()),
        ("authority", {"authority": Authority.KABUPATEN_KOTA},
         {"2.17.02.2.01.01", "2.17.03.2.01.01"}),
    ],
)  # fmt: skip
def test_what_is_required_leaves_out_what_has_it_not(shelved, pid, known, kept) -> None:
    found = answers(shelved, name=LETTERS, required=frozenset({pid}), types=(Level.SUB_KEGIATAN,),
                    **known)  # fmt: skip

    same = {code for code, _ in found if code in {"2.17.02.2.01.01", "2.17.03.2.01.01"}}
    assert kept == same


def test_without_a_name_the_words_of_the_indikator_find_something(shelved) -> None:
    found = answers(shelved, indikator="jumlah koperasi")

    assert "2.17.03.2.01.02" == found[0][0]
    assert not any(match for _, match in found)

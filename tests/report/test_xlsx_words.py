"""The wording of KETERANGAN, places and headings, and how high rows have to be."""

from __future__ import annotations

import doctest
import importlib
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Authority, Level
from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.lampiran import relation_of
from nomenklatur.language import _, use_language
from nomenklatur.places import Place
from nomenklatur.plan import AmountColumn
from nomenklatur.report import wording
from nomenklatur.report.xlsx import words
from nomenklatur.report.xlsx.metrics import TALLEST, column_points, count_lines, row_points
from nomenklatur.translation import Evidence, Method, Outcome, Status
from tests.report.translations import small_translation

if TYPE_CHECKING:
    from nomenklatur.translation import Translation


def mapped(relation: Relation | None, note: str = "") -> Outcome:
    """The first item of the small translation with another relation and note."""
    return evolve(small_translation().outcomes[0], relation=relation, note=note)


@pytest.mark.parametrize(
    "module", ["exact", "metrics", "words", "dates", "keys", "review_sheet", "worksheet"]
)
def test_the_examples_hold(module: str) -> None:
    with use_language("en"):
        tested = doctest.testmod(importlib.import_module(f"nomenklatur.report.xlsx.{module}"))

    assert 0 == tested.failed


@pytest.mark.parametrize("relation", [Relation.EXACT, Relation.CLOSE, Relation.BROAD])
def test_a_relation_is_worded_so_that_it_is_read_as_itself(relation: Relation) -> None:
    assert relation is relation_of(words.keterangan(mapped(relation)))


@pytest.mark.parametrize("relation", [Relation.EXACT, Relation.CLOSE, Relation.BROAD])
def test_a_split_keeps_its_relation_and_says_how_many_share(relation: Relation) -> None:
    split = evolve(small_translation().outcomes[3], relation=relation)

    assert relation is relation_of(words.keterangan(split))
    assert "dibagi ke 2 Sub Kegiatan" in words.keterangan(split)


def test_what_has_no_home_by_decision_is_told_from_what_nobody_has_decided() -> None:
    lost = small_translation().outcomes[2]

    assert "Belum terpetakan" == words.keterangan(lost)
    none = words.keterangan(evolve(lost, relation=Relation.NONE))
    assert Relation.NONE is relation_of(none)


def test_an_absorption_without_a_target_says_so() -> None:
    unsure = small_translation().outcomes[1]

    assert _(words.WITHOUT_TARGET) == words.keterangan(unsure)
    assert Relation.BROAD is relation_of(_(words.WITHOUT_TARGET))
    other = evolve(unsure, relation=None, note="")
    assert "Perlu ditinjau" == words.keterangan(other)
    candidates = small_translation().outcomes[2].candidates
    assert "Perlu ditinjau: 1 calon" == words.keterangan(evolve(other, candidates=candidates))


def test_a_note_that_says_more_than_the_official_wording_is_kept() -> None:
    assert words.EXACT == words.keterangan(mapped(Relation.EXACT, "Sesuai Sub Keg"))
    assert "Sesuai Sub Kegiatan (catatan: bersama Renja)" == words.keterangan(
        mapped(Relation.EXACT, "bersama Renja")
    )


def test_the_wordings_to_choose_from_mean_what_they_are_read_as() -> None:
    assert words.KETERANGAN == {text: relation_of(text) for text in words.KETERANGAN}


def test_what_an_outcome_rests_on_is_said_with_its_probability() -> None:
    guessed = evolve(mapped(Relation.CLOSE), method=Method.FUZZY, score=0.934)

    assert "dasar: usulan program, peluang 93 %" == words.basis(guessed)
    assert "dasar: keputusan" == words.basis(small_translation().outcomes[3])
    assert "" == words.basis(evolve(guessed, status=Status.AMBIGUOUS))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("a/renja.xlsx", "Renja", None, 3, "F3"), "lembar Renja, baris 3, kolom F3"),
        (Place("b/other.txt", table="LAMPIRAN", row=9), "other.txt, LAMPIRAN, baris 9"),
        (Place("a/renja.xlsx", table="4.1"), "tabel 4.1"),
        (Place("a/renja.xlsx", sheet="Renja", table="Renja"), "lembar Renja"),
        (Place(), ""),
    ],
)  # fmt: skip
def test_a_place_is_said_without_the_file_that_everybody_knows(place: Place, expected: str) -> None:
    assert expected == wording.where(place, "a/renja.xlsx")


def test_headings_of_money_tell_the_forward_estimate() -> None:
    columns = (
        AmountColumn("2021", "Rencana Tahun 2021 Pagu Indikatif", 2021),
        AmountColumn("2022", "Prakiraan Maju Rencana Tahun 2022", 2022),
    )

    assert ["PAGU 2021", "PRAKIRAAN MAJU 2022", "2019 ANGGARAN"] == [
        words.money_heading(key, columns) for key in ("2021", "2022", "2019 anggaran")
    ]


def test_kinds_of_region_and_shares_are_said_as_people_say_them() -> None:
    assert "Kabupaten/Kota" == words.kind_of_region(Authority.KABUPATEN_KOTA)
    assert "Papua Barat" == words.kind_of_region(Authority.PAPUA_BARAT)
    assert ["bagian 1/3", "bagian 40 %"] == [
        words.share(part) for part in (Fraction(1, 3), Fraction(2, 5))
    ]


def test_reasons_say_what_speaks_against(small: Translation) -> None:
    assert "a; tetapi b" == words.reasons(
        (Evidence("name", "a"), Evidence("program", "b", against=True))
    )
    assert "permendagri-90-2019" == words.regulation(small.target)


def test_levels_have_the_labels_that_the_sheets_print() -> None:
    assert "Sub Kegiatan" == Level.SUB_KEGIATAN.label


# -- heights -------------------------------------------------------------------------------


def test_a_text_of_known_width_breaks_where_it_must() -> None:
    points = column_points(20)  # 139 pixels, 104.25 points

    assert 1 == count_lines("Penyediaan Alat Tulis", points, 9)
    assert 2 == count_lines("Penyediaan Alat Tulis Kantor", points, 9)
    assert 2 == count_lines("PENYEDIAAN ALAT TULIS", points, 9, bold=True)
    assert 3 == count_lines("a\nb\nc", points, 9)
    assert 1 == count_lines("", points, 9)


@given(st.text(max_size=200), st.floats(5, 100), st.sampled_from([8, 9, 12]), st.booleans())
def test_a_wider_column_never_takes_more_lines(
    text: str, width: float, size: int, bold: bool
) -> None:
    narrow = count_lines(text, column_points(width), size, bold=bold)
    wide = count_lines(text, column_points(width * 2), size, bold=bold)

    assert 1 <= wide <= narrow
    assert narrow >= text.count("\n") + 1


@given(st.integers(1, 1000))
def test_a_row_grows_with_its_lines_as_far_as_a_spreadsheet_allows(lines: int) -> None:
    assert lines * 9 * 1.2 <= row_points(lines, 9) or row_points(lines, 9) == TALLEST
    assert row_points(lines, 9) <= TALLEST

"""A word that is none costs nothing and is told: neither compared, nor cut in two, nor kept."""

from __future__ import annotations

import time

import pytest

from nomenklatur.catalog.store import Store
from nomenklatur.mapper import Mapper
from nomenklatur.match import Engine, Query
from nomenklatur.match.prepare import Preparer
from nomenklatur.match.words import LONGEST_WORD, canonical, stems, too_long
from nomenklatur.places import Place
from nomenklatur.plan import Plan, PlanItem, ProgramRef
from nomenklatur.remembered import LETTERS, Remembered, remembers

LONG = "perkoperasian" * 12_000
JUST = "koperasi" * 8


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Store().open_catalog("permendagri-90-2019"), cache=None)


def test_a_word_of_64_letters_is_one_and_a_longer_one_is_none() -> None:
    assert LONGEST_WORD == len(JUST)
    assert ("sedia", JUST, "alat") == stems(f"Penyediaan {JUST} Alat")
    assert ("sedia", "alat") == stems(f"Penyediaan {JUST}x Alat")
    assert "" == too_long(f"Penyediaan {JUST} Alat")
    assert f"{JUST}x" == too_long(f"Penyediaan {JUST}X Alat")


def test_words_between_other_signs_are_measured_one_by_one() -> None:
    assert "" == too_long("-".join(["koperasi"] * 100))


def test_the_other_words_of_the_name_find_what_they_find(engine: Engine) -> None:
    name = "Pengawasan Kekuatan Kesehatan Kemandirian Koperasi"

    alone, beside = engine.match(Query(name)), engine.match(Query(f"{name} {LONG}"))

    assert alone
    assert [(c.entry, c.score) for c in alone] == [(c.entry, c.score) for c in beside]


def test_it_is_not_cut_in_two(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_preparer: Preparer, root: str) -> tuple[str, ...]:
        raise AssertionError(root)

    monkeypatch.setattr(Preparer, "_halves", cut)
    preparer = Preparer(engine.index)

    assert (LONG,) == preparer.known(LONG)
    assert not preparer._known


def test_it_takes_no_time_and_nothing_of_it_is_kept(engine: Engine) -> None:
    without = engine.match(Query("dan"))
    before = canonical.cache_info().currsize
    start = time.process_time()

    found = engine.match(Query(LONG))

    assert time.process_time() - start < 1
    assert before == canonical.cache_info().currsize
    assert [(c.entry, c.score) for c in without] == [(c.entry, c.score) for c in found]


def test_it_is_a_finding_at_its_row_for_each_row() -> None:
    program = ProgramRef("Pelayanan Administrasi Perkantoran")
    rows = tuple(
        PlanItem(f"Penyediaan {LONG}", program=program, place=Place("renja.csv", row=row))
        for row in (2, 3)
    )
    mapper = Mapper(Store().open_catalog("permendagri-90-2019"))

    found = [f for f in mapper.translate(Plan(rows)).all_findings if f.rule.code == "NK414"]

    assert [2, 3] == [finding.place.row for finding in found]
    assert {"perkoperasianperkoperasi… has 156000 letters and is no word; it was not compared"} == {
        finding.message for finding in found
    }


def test_a_long_word_of_the_program_is_a_finding_too() -> None:
    rows = (PlanItem("Penyediaan Alat Tulis", program=ProgramRef(LONG)),)
    found = Mapper(Store().open_catalog("permendagri-90-2019")).translate(Plan(rows)).all_findings
    assert 1 == sum(finding.rule.code == "NK414" for finding in found)


# -- what is remembered --------------------------------------------------------------------


def test_what_was_made_of_a_text_is_made_once() -> None:
    made = []
    remembering = remembers(lambda text: made.append(text) or len(text))

    assert [3, 3, 5] == [remembering("abc"), remembering("abc"), remembering("abcde")]
    assert ["abc", "abcde"] == made


def test_texts_are_forgotten_when_they_have_too_many_letters() -> None:
    made = []
    remembering = remembers(lambda text: made.append(text[0]) or len(text))

    for letter in "abcd":
        remembering(letter * (LETTERS // 2))
    remembering("d" * (LETTERS // 2))

    assert 1 == remembering.cache_info().currsize
    assert ["a", "b", "c", "d"] == made


def test_a_dictionary_forgets_by_letters_too_and_has_the_last_one_whatever_its_size() -> None:
    known = Remembered[str, int](letters=300)
    for number in range(100):
        known.keep(str(number), number, letters=20)
        assert number == known[str(number)]
        assert len(known) <= 4
    known.keep("long", 0, letters=1000)
    assert {"long": 0} == known

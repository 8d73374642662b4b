from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Authority
from nomenklatur.language import use_language
from nomenklatur.match import Engine, Query
from nomenklatur.match.score import _MANY, _best
from tests.match.small import ELSEWHERE, ROWS, koperasi, office, small_catalog

SMALL = small_catalog()
ENGINE = Engine(SMALL, authority=Authority.KABUPATEN_KOTA)


def codes(query: Query, engine: Engine = ENGINE) -> list[str]:
    return [str(candidate.entry.code) for candidate in engine.match(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        (office("PENYEDIAAN ALAT TULIS KANTOR"), "X.XX.01.2.03.10"),
        (office("Penyediaan ATK"), "X.XX.01.2.03.10"),
        (office("Pengadaan peralatan gedung kantor"), "X.XX.01.2.03.24"),
        (koperasi("PENILAIAN KESEHATAN KOPERASI"), "2.17.04.2.01.01"),
        (koperasi("Fasilitasi perijinan usaha mikro"), "2.17.07.2.01.03"),
        (koperasi("Peningkatan jaringan dan kerja sama usaha mikro"), "2.17.07.2.01.02"),
    ],
)
def test_the_likeliest_entry_comes_first(query: Query, first: str) -> None:
    assert codes(query)[0] == first


def test_retired_entries_are_no_candidates() -> None:
    assert "2.17.04.2.01.09" not in codes(koperasi("Penilaian lama"))


def test_the_order_is_that_of_the_scores_shown() -> None:
    for query in (koperasi("Pengembangan usaha mikro"), office("Pengadaan kantor")):
        scores = [candidate.score for candidate in ENGINE.match(query, 9)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_entries_elsewhere_do_not_move_scores() -> None:
    larger = Engine(small_catalog(ROWS + ELSEWHERE), authority=Authority.KABUPATEN_KOTA)
    for query in (
        koperasi("Pendataan usaha mikro"),
        koperasi("Penilaian kesehatan koperasi"),
        office("Pengadaan perlengkapan gedung kantor"),
    ):
        before = [(c.entry.code, c.score) for c in ENGINE.match(query, 3)]
        assert [(c.entry.code, c.score) for c in larger.match(query, 3)] == before


def test_a_name_of_the_same_words_is_exact() -> None:
    entry = ENGINE.exact(office("penyediaan alat tulis kantor"))
    assert entry is not None
    assert str(entry.code) == "X.XX.01.2.03.10"
    assert ENGINE.exact(koperasi("penyediaan alat tulis kantor")) is None


def test_an_alike_name_is_accepted() -> None:
    assert ENGINE.accepts(ENGINE.match(koperasi("Pendataan potensi usaha mikro")))


def test_a_decisive_word_blocks_acceptance_however_alike_the_rest_is() -> None:
    query = Query("Rehabilitasi/Berkala Peralatan Gedung Kantor", code=office("").code)
    found = ENGINE.match(query)
    assert found[0].score > 0
    only = tuple(c for c in found if str(c.entry.code) == "X.XX.01.2.03.34")
    assert [reason.text for reason in only[0].evidence if reason.signal == "decisive-word"] == [
        "rehabilitasi against pemeliharaan"
    ]
    assert not ENGINE.accepts(only)


def test_a_decisive_word_that_differs_comes_first_and_halves_the_probability() -> None:
    (candidate, *_) = ENGINE.match(office("Rehabilitasi perlengkapan gedung kantor"), 1)
    assert candidate.score <= 0.5
    assert candidate.evidence[0].signal == "decisive-word"
    assert candidate.evidence[0].against


def test_a_match_outside_the_scope_is_shown_and_marked() -> None:
    found = ENGINE.match(koperasi("Rehabilitasi Jalan"))
    marked = {
        str(c.entry.code): any(r.signal == "scope" and r.against for r in c.evidence) for c in found
    }
    assert marked["1.03.10.2.01.09"]
    assert not ENGINE.accepts(found)


def test_evidence_says_why() -> None:
    candidate = ENGINE.match(office("Pengadaan ATK"))[0]
    said = {reason.signal: reason.text for reason in candidate.evidence}
    assert said["abbreviation"] == "ATK read as alat tulis kantor"
    assert said["synonym"] == "pengadaan means penyediaan"


def test_evidence_speaks_indonesian() -> None:
    with use_language("id"):
        fresh = Engine(SMALL, authority=Authority.KABUPATEN_KOTA)
        candidate = fresh.match(office("Pengadaan ATK"))[0]
        said = {reason.signal: reason.text for reason in candidate.evidence}
    assert said["abbreviation"] == "ATK dibaca alat tulis kantor"


def test_a_slip_or_a_missing_blank_is_read_over() -> None:
    assert codes(koperasi("Pendataan potennsi usaha mikro"))[0] == "2.17.07.2.01.01"
    assert codes(koperasi("Kemudahanperizinan usaha mikro"))[0] == "2.17.07.2.01.03"


def test_many_queries_are_answered_as_one_by_one() -> None:
    queries = [koperasi("Pendataan usaha mikro"), office("Pengadaan ATK")] * 300
    many = list(ENGINE.match_many(iter(queries)))
    assert len(many) == len(queries)
    fresh = Engine(SMALL, authority=Authority.KABUPATEN_KOTA)
    for query, found in zip(queries[:2], many, strict=False):
        alone = fresh.match(query)
        assert [c.entry.code for c in alone] == [c.entry.code for c in found]
        assert [c.score for c in alone] == pytest.approx([c.score for c in found], abs=1e-3)


def test_nothing_is_found_in_an_empty_catalog() -> None:
    empty = Engine(small_catalog(()), authority=Authority.PROVINSI)
    assert empty.match(koperasi("Apa saja")) == ()
    assert empty.exact(koperasi("Apa saja")) is None
    assert not empty.accepts(())


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_is_answered(name: str, program: str) -> None:
    found = ENGINE.match(Query(name, program))
    assert len(found) <= 5
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_the_package_is_imported_without_arrays() -> None:
    script = "import sys, nomenklatur.match; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@given(
    st.integers(1, 12).flatmap(
        lambda size: st.tuples(
            st.lists(
                st.lists(st.integers(0, 4), min_size=size, max_size=size), min_size=1, max_size=5
            ),
            st.integers(1, size),
        )
    )
)
def test_the_best_of_each_row_are_taken_and_of_equal_ones_the_first(drawn) -> None:
    rows, limit = drawn
    found = _best(np.array(rows, np.float32), limit)

    ranked = [sorted(range(len(row)), key=lambda at, row=row: (-row[at], at)) for row in rows]
    assert [sorted(order[:limit]) for order in ranked] == found.tolist()


def test_few_queries_and_many_find_the_same() -> None:
    names = [name for _code, name in ROWS]
    queries = [Query(f"{one} {other}") for one in names for other in names[:5]]
    assert len({query.name for query in queries}) > _MANY

    few = [[(c.entry.code, c.score) for c in ENGINE.match(query)] for query in queries]
    many = Engine(SMALL, authority=Authority.KABUPATEN_KOTA).match_many(queries)
    assert few == [[(c.entry.code, c.score) for c in found] for found in many]

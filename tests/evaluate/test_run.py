"""Running a matcher over labelled activities."""

from __future__ import annotations

import json

import pytest

from nomenklatur.codes import Authority
from nomenklatur.evaluate import evaluate
from nomenklatur.evaluate.baselines import Sparse, ngrams, plain_words
from nomenklatur.evaluate.report import listings
from nomenklatur.report import render
from tests.evaluate.catalogs import CATALOG, Fixed, row

A, B, C = "2.17.07.2.01.01", "2.17.07.2.01.02", "2.17.07.2.01.03"
OFFICE = "X.XX.01.2.03.02"
GOLD = (
    row("first", A),
    row("second", A),
    row("taken wrongly", A),
    row("not found", A),
    row("nothing fits", None),
    row("nothing fits, taken", None),
    row("office", "2.17.01.2.03.02", bidang="Kantor"),
    row("equal", C),
)
MATCHER = Fixed(
    {
        "first": ((A, 0.95), (B, 0.5)),
        "second": ((B, 0.6), (A, 0.5)),
        "taken wrongly": ((B, 0.97), (C, 0.2)),
        "not found": ((B, 0.3), (C, 0.2)),
        "nothing fits": ((A, 0.2),),
        "nothing fits, taken": ((A, 0.92),),
        "office": ((OFFICE, 0.99),),
        "equal": ((B, 0.99), (C, 0.1)),
    },
    {"equal": C},
)


def test_the_figures_are_those_of_the_answers() -> None:
    found = evaluate(GOLD, CATALOG, matcher=MATCHER)

    assert (8, 6) == (found.figures.n, found.figures.n_with_home)
    assert pytest.approx(3 / 6) == found.figures.top1.value  # first, office, equal
    assert pytest.approx(4 / 6) == found.figures.top3.value  # and second
    assert pytest.approx((3 + 1 / 2) / 6) == found.figures.mrr.value
    assert 5 == len(found.accepted)
    assert 3 == found.accepted_right
    assert 1 == found.none_accepted
    assert pytest.approx(3 / 5) == found.precision.value
    assert pytest.approx(5 / 8) == found.coverage.value


def test_an_equal_name_is_accepted_and_stands_first() -> None:
    (judged,) = evaluate([row("equal", C)], CATALOG, matcher=MATCHER).rows

    assert "exact" == judged.outcome
    assert [C, B] == [str(one.entry.code) for one in judged.candidates]
    assert judged.right


def test_the_misses_are_those_with_a_home_and_those_taken_the_taken_first() -> None:
    found = evaluate(GOLD, CATALOG, matcher=MATCHER)

    names = [judged.row.name for judged in found.misses]
    assert {"taken wrongly", "nothing fits, taken"} == set(names[:2])
    assert {"second", "not found"} == set(names[2:])


def test_labels_that_the_catalog_lacks_are_named() -> None:
    found = evaluate([row("first", "2.17.09.2.01.01")], CATALOG, matcher=MATCHER)

    assert ["2.17.09.2.01.01"] == [str(code) for code, _ in found.unknown]


def test_the_kind_of_region_is_that_of_the_labels() -> None:
    assert Authority.KABUPATEN_KOTA is evaluate(GOLD, CATALOG, matcher=MATCHER).authority


def test_the_report_says_the_same_as_json_and_as_a_table() -> None:
    found = listings(evaluate(GOLD, CATALOG, matcher=MATCHER))

    data = json.loads(render(found, "json"))
    assert "nomenklatur/evaluation/1" == data["format"]
    keys = ("n", "n_with_home", "top1", "top3", "top5", "mrr", "accepted", "accepted_right",
            "none_accepted", "ece", "rows_per_second")  # fmt: skip
    assert set(keys) <= data.keys()
    assert (5, 3, 1) == (data["accepted"], data["accepted_right"], data["none_accepted"])
    assert {"Koperasi": 7, "Kantor": 1} == {one["group"]: one["n"] for one in data["by_bidang"]}
    assert {"exact": 1, "fuzzy": 4, "ambiguous": 3} == {
        one["group"]: one["n"] for one in data["by_method"]
    }
    assert 4 == len(data["misses"])
    assert 8 == sum(one["n"] for one in data["reliability"])
    table = render(found, "table")
    assert "Misses" in table
    assert "50.0%" in table


def test_the_engine_and_the_plain_methods_find_equal_names() -> None:
    gold = [
        row("Pendataan Potensi dan Pengembangan Usaha Mikro", A),
        row("Pendataan Alat dan Mesin Pertanian", "3.27.02.2.01.01", bidang="Pertanian"),
    ]

    found = evaluate(gold, CATALOG, baselines=True)

    assert 1.0 == found.figures.top1.value
    assert {"wratio", "token_set_ratio", "bm25", "tfidf", "tfidf_scoped"} == {
        one.name for one in found.baselines
    }
    assert all(1.0 == one.figures.top1.value for one in found.baselines)


def test_tf_idf_puts_the_name_with_less_else_first() -> None:
    ranker = Sparse(["alat tulis", "alat berat sekali"], ngrams)

    assert [[0, 1]] == ranker.rank([row("alat", A)])
    assert [[1, 0]] == ranker.rank([row("alat berat", A)])


def test_bm25_prefers_the_rare_word() -> None:
    texts = ["alat tulis kantor", "alat berat", "alat musik kantor", "alat ukur kantor"]

    ranked = Sparse(texts, plain_words, bm25=True).rank([row("alat musik", A)])

    assert 2 == ranked[0][0]

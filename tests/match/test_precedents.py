from __future__ import annotations

import pickle

from attrs import evolve

from nomenklatur.codes import Authority, Code
from nomenklatur.match import Engine, Precedent, Query
from tests.match.small import koperasi, legacy, office, small_catalog

SMALL = small_catalog()
ENGINE = Engine(SMALL, authority=Authority.KABUPATEN_KOTA)
NAME = "Penyelenggaraan promosi produk usaha mikro kecil menengah"


def engine(*precedents: tuple[str, str]) -> Engine:
    found = tuple(Precedent(name, Code.parse(code), "semarang") for name, code in precedents)
    return evolve(ENGINE, precedents=found)


def first(matcher: Engine, query: Query) -> str:
    return str(matcher.match(query)[0].entry.code)


def test_a_precedent_puts_its_entry_first_and_is_named() -> None:
    query = koperasi(NAME)
    taught = engine((NAME.upper(), "2.17.07.2.01.03"))

    assert first(ENGINE, query) != "2.17.07.2.01.03"
    assert first(taught, query) == "2.17.07.2.01.03"
    said = [reason.text for reason in taught.match(query)[0].evidence]
    assert "semarang took the same name there" in said


def test_a_precedent_of_another_bidang_does_not_count() -> None:
    query = Query("Rehabilitasi Jalan", code=legacy("1.15.16.021"))
    taught = engine(("Rehabilitasi Jalan", "1.03.10.2.01.05"))

    assert [c.score for c in ENGINE.match(query)] == [c.score for c in taught.match(query)]


def test_a_precedent_with_another_decisive_word_does_not_count() -> None:
    query = office("Rapat koordinasi ke luar daerah")
    taught = engine(("Rapat koordinasi dalam daerah", "X.XX.01.2.03.10"))

    assert first(taught, query) == first(ENGINE, query)


def test_a_precedent_of_the_office_counts_under_its_generic_code() -> None:
    query = office("Langganan majalah")
    taught = engine(("Langganan majalah", "2.17.01.2.03.10"))

    assert first(taught, query) == "X.XX.01.2.03.10"


def test_a_precedent_that_the_catalog_lacks_is_left_out() -> None:
    query = koperasi("Pendataan usaha mikro")
    taught = engine(("Pendataan usaha mikro", "2.17.09.2.01.01"))

    assert [c.score for c in ENGINE.match(query)] == [c.score for c in taught.match(query)]


def test_candidates_are_pickled_with_what_is_said() -> None:
    (candidate, *_) = ENGINE.match(koperasi("Pendataan usaha mikro"))
    again = pickle.loads(pickle.dumps(candidate))  # noqa: S301 - written here

    assert candidate == again
    assert candidate.evidence == again.evidence

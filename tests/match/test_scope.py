from __future__ import annotations

from nomenklatur.codes import Code
from nomenklatur.crosswalk.bidang import Numbering
from nomenklatur.match import Query
from nomenklatur.match.scope import scope_of
from tests.match.small import legacy


def test_a_legacy_bidang_expects_its_heir() -> None:
    scope = scope_of(Query("x", code=legacy("1.15.16.021")))
    assert scope.expects("2.17")
    assert not scope.admits("2.22")


def test_the_same_bidang_under_the_later_numbering() -> None:
    scope = scope_of(Query("x", code=legacy("2.11.16.021")))
    assert scope.expects("2.17")


def test_a_number_of_two_numberings_expects_both_until_one_is_said() -> None:
    query = Query("x", code=legacy("2.01.16.02"))
    open_scope = scope_of(query)
    assert open_scope.expects("2.07")
    assert open_scope.expects("3.27")
    said = scope_of(query, Numbering.UU_23)
    assert said.expects("2.07")
    assert not said.expects("3.27")
    named = scope_of(Query("x", code=query.code, bidang_name="Tenaga Kerja"))
    assert not named.expects("3.27")


def test_office_programmes_expect_the_generic_bidang_alone() -> None:
    for code in ("0.00.01.010", "1.15.02.024", "2.11.06.01"):
        scope = scope_of(Query("x", code=legacy(code)))
        assert scope.office
        assert scope.expects("X.XX")
        assert not scope.admits("2.17")


def test_a_new_code_expects_its_own_bidang() -> None:
    assert scope_of(Query("x", code=Code.parse("2.17.07.2.01.01"))).expects("2.17")
    assert scope_of(Query("x", code=Code.parse("2.17.01.2.03.10"))).office


def test_the_office_settles_the_numbering() -> None:
    scope = scope_of(Query("x", code=legacy("2.01.16.02"), bidang=Code.parse("2.07")))
    assert scope.prior("2.07") > scope.prior("3.27")


def test_the_office_alone_is_a_scope() -> None:
    scope = scope_of(Query("x", bidang=Code.parse("2.17")))
    assert scope.expects("2.17")


def test_without_a_code_an_office_expects_what_serves_itself_too() -> None:
    office = Code.parse("2.17")
    assert scope_of(Query("x", bidang=office)).expects("X.XX")
    assert not scope_of(Query("x", bidang=office, code=legacy("1.15.16.021"))).admits("X.XX")
    assert not scope_of(Query("x", code=legacy("1.15.16.021"))).admits("X.XX")


def test_nothing_known_admits_everything() -> None:
    scope = scope_of(Query("x"))
    assert scope.admits("2.17")
    assert scope.expects("X.XX")

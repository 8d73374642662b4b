"""Decisions whose catalog changed under them are flagged, and not followed blindly."""

from __future__ import annotations

import pytest
from attrs import evolve

from nomenklatur.catalog import Status as EntryStatus
from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.codes import Scheme
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.decisions.validate import conflicts, unused, validate
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.places import Place
from nomenklatur.translation import Status
from tests.decisions.desk import CATALOG, NAMES, changed, translated
from tests.decisions.strategies import decided, old
from tests.translate.small import new

HARI, KESEHATAN, RAPAT, STUDI = NAMES
GONE = "2.17.06.2.01.03"


def on_koperasi(catalog: str | None = None, **more: object) -> Decision:
    """A decision for Pemberdayaan Koperasi, on the catalog as it was."""
    target = Target(new(GONE), "Pemberdayaan Koperasi")
    known = {"author": "Siti", "catalog": catalog_key(CATALOG) if catalog is None else catalog}
    return Decision(HARI, Relation.EXACT, (target,), place=Place("k.jsonl", row=3), **known | more)


def rules(findings) -> list[tuple[str, Severity]]:
    return [(finding.rule.code, finding.severity) for finding in findings]


def checked(*lines: Decision, catalog=CATALOG, **more) -> tuple[Finding, ...]:
    return validate(Decisions(lines), catalog={"new": catalog}.get, **more)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("values", "expected", "message"),
    [
        ({}, ("NK224", ERROR), "2.17.06.2.01.03 Pemberdayaan Koperasi is gone"),
        ({"name": "Pengadaan Kendaraan"}, ("NK224", ERROR), "is Pengadaan Kendaraan now"),
        ({"name": "Pemberdayaan Koperasi Kota"}, ("NK224", WARNING), "is called Pemberdayaan"),
        ({"status": EntryStatus.RETIRED}, ("NK224", ERROR), "is retired"),
    ],
)
def test_what_changed_is_said(values, expected, message):
    (finding,) = checked(on_koperasi(), catalog=changed(GONE, **values))

    assert [expected] == rules([finding])
    assert "Fasilitasi Hari Koperasi (decided by Siti)" in finding.message
    assert message in finding.message
    assert 3 == finding.place.row


def test_a_decision_that_the_catalog_bears_out_is_no_finding_even_in_another_version():
    other = changed("2.17.06.2.01.04", name="Lain")

    assert () == checked(on_koperasi())
    assert () == checked(on_koperasi(), catalog=other)
    assert catalog_key(other) != catalog_key(CATALOG)


@pytest.mark.parametrize("catalog", ["new", ""])
def test_without_a_version_a_target_that_is_not_there_is_unknown(catalog):
    lost = changed(GONE)

    expected = [("NK225", ERROR)] if catalog else []
    assert expected == rules(checked(on_koperasi(catalog), catalog=lost))


@pytest.mark.parametrize(
    ("values", "rule"), [({"name": "Lain"}, "NK205"), ({"status": EntryStatus.RETIRED}, "NK207")]
)
def test_without_a_version_the_ordinary_rules_say_what_is_wrong(values, rule):
    found = checked(on_koperasi("new"), catalog=changed(GONE, **values))

    assert [rule] == [finding.rule.code for finding in found]


@pytest.mark.parametrize("values", [{}, {"name": "Pengadaan Kendaraan"}])
def test_a_decision_whose_target_is_lost_is_not_followed(values):
    now = changed(GONE, **values)

    outcome = translated(HARI, catalog=now, decisions=Decisions((on_koperasi(),))).outcomes[0]

    assert Status.AMBIGUOUS is outcome.status
    assert ["NK224", "NK202"] == [finding.rule.code for finding in outcome.findings]
    assert 1 == outcome.findings[0].place.row  # the row of the plan


@pytest.mark.parametrize(
    "values", [{"name": "Pemberdayaan Koperasi Kota"}, {"status": EntryStatus.RETIRED}]
)
def test_a_decision_whose_target_is_there_is_followed_and_said(values):
    now = changed(GONE, **values)

    outcome = translated(HARI, catalog=now, decisions=Decisions((on_koperasi(),))).outcomes[0]

    assert Status.MAPPED is outcome.status
    assert "NK224" not in {finding.rule.code for finding in outcome.findings}
    assert {"NK205", "NK207"} & {finding.rule.code for finding in outcome.findings}


def test_a_decision_towards_another_catalog_is_not_followed():
    outcome = translated(HARI, decisions=Decisions((on_koperasi("kepmendagri-900@1"),))).outcomes[0]

    assert Status.AMBIGUOUS is outcome.status
    assert outcome.method is None


def test_equal_rows_have_the_finding_each_at_its_own_place():
    outcomes = translated(HARI, HARI, catalog=changed(GONE), decisions=Decisions((on_koperasi(),)))

    assert [["NK224", "NK202"]] * 2 == [[f.rule.code for f in o.findings] for o in outcomes]
    assert [1, 2] == [outcome.findings[0].place.row for outcome in outcomes]


def test_torn_lines_are_findings_of_the_translation():
    torn = Finding(RULES["NK226"], "torn", Place("k.jsonl", row=9))

    found = translated(HARI, decisions=Decisions((), (torn,))).all_findings

    assert torn in found


# -- two people ----------------------------------------------------------------------------

FIRST, LATER = "2021-02-03T09:00:00+07:00", "2021-02-04T09:00:00+07:00"


def test_two_people_who_differ_are_a_conflict_at_the_line_that_holds():
    siti = decided(RAPAT, GONE, author="Siti", date=FIRST)
    budi = evolve(decided(RAPAT, "2.17.06.2.01.04", author="Budi", date=LATER), code=None)

    (finding,) = conflicts(Decisions((siti, budi)))

    assert [("NK223", WARNING)] == rules([finding])
    assert (
        "Rapat Kerja: Budi decided 2.17.06.2.01.04, Siti 2.17.06.2.01.03; the last one holds"
        == finding.message
    )


@pytest.mark.parametrize(
    "lines",
    [
        [("Siti", GONE, FIRST), ("Budi", GONE, LATER)],
        [("Siti", GONE, FIRST), ("Siti", "2.17.06.2.01.04", LATER)],
        [("Siti", GONE, FIRST), ("Budi", "2.17.06.2.01.04", LATER), ("Budi", GONE, "2021-03-01")],
    ],
    ids=["the same", "the same person", "came round"],
)
def test_people_who_agree_in_the_end_are_no_conflict(lines):
    found = conflicts(
        Decisions(tuple(decided(RAPAT, code, author=who, date=date) for who, code, date in lines))
    )

    assert [] == list(found)


def test_a_withdrawal_settles_what_was_said_before():
    lines = (
        decided(RAPAT, GONE, author="Siti", date=FIRST),
        Decision(RAPAT, author="Siti", withdrawn=True, date=FIRST),
        decided(RAPAT, "2.17.06.2.01.04", author="Budi", date=LATER),
    )

    assert [] == list(conflicts(Decisions(lines)))


# -- the plan ------------------------------------------------------------------------------


def test_decisions_that_no_row_is_about_are_named():
    known = decided(HARI.upper(), GONE)
    by_code = decided("FASILITASI HARI KOPERASI", GONE, code=old("1.15.00.18.022"))
    strange = decided("Penyusunan LKPJ", GONE)
    plan = translated(HARI)

    found = list(unused(Decisions((known, by_code, strange)), plan))

    assert [("NK227", INFO)] == rules(found)
    assert "Penyusunan LKPJ" in found[0].message
    assert Scheme.LEGACY is by_code.code.scheme
    assert found[0] in checked(strange, translation=plan)


def test_a_translation_says_on_what_people_differ_if_the_plan_has_it():
    lines = [
        decided(name, code, author=who, date=date)
        for name in (RAPAT, "Kegiatan Kantor Lain")
        for who, code, date in (("Siti", GONE, FIRST), ("Budi", "2.17.06.2.01.04", LATER))
    ]

    found = translated(RAPAT, HARI, decisions=Decisions(tuple(lines))).all_findings

    assert [RAPAT] == [
        finding.message.partition(":")[0] for finding in found if finding.rule.code == "NK223"
    ]

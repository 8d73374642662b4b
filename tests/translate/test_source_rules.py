"""What a plan is written in: codes that its nomenclature does not have, or has retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.check import check_document
from nomenklatur.codes import Authority, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.compose import identity
from nomenklatur.mapper import Mapper
from nomenklatur.places import Place
from nomenklatur.plan import DeclaredTotal, Plan, PlanItem
from nomenklatur.tables import Document
from nomenklatur.translate import translate
from nomenklatur.translation import WORTH_NAMING, Candidate
from nomenklatur.translation import Status as Outcome
from tests.strategies.tables import table
from tests.translate.small import KnowsOneName, new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.findings import Finding

PROVINSI = frozenset({Authority.PROVINSI})
CATALOG = Catalog(
    CatalogInfo("resmi"),
    (
        Entry(new("1.03"), "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM"),
        Entry(new("1.03.10"), "PROGRAM PENYELENGGARAAN JALAN"),
        Entry(new("1.03.10.2.01"), "Penyelenggaraan Jalan Kabupaten/Kota"),
        Entry(new("1.03.10.2.01.0032"), "Pembangunan Jalan Desa"),
        Entry(new("1.03.10.2.01.0033"), "Pemeliharaan Jembatan"),
        Entry(new("1.03.10.2.01.0034"), "Leger Jalan", status=Status.RETIRED),
        Entry(new("1.03.10.2.01.0035"), "Survei Kondisi", status=Status.RETIRED),
        Entry(new("1.03.10.2.01.0040"), "Survei Kondisi"),
        Entry(new("1.03.10.1.01.0001"), "Jalan Provinsi", PROVINSI),
    ),
)


def item(code: str, name: str) -> PlanItem:
    return PlanItem(name, new(code), code, place=Place("renja.xlsx", row=7))


def translated(*items: PlanItem, source: Catalog = CATALOG, **known: object) -> list[Finding]:
    mapper = Mapper(
        source,
        source,
        crosswalks=(identity(source),),
        matcher=KnowsOneName(),
        authority=Authority.KABUPATEN_KOTA,
    )
    return list(mapper.translate(Plan(items, **known)).all_findings)


def found(rule: str, *items: PlanItem, **known: object) -> Iterator[Finding]:
    return (one for one in translated(*items, **known) if one.rule.code == rule)


def test_a_code_that_the_nomenclature_lacks_is_named_with_the_nearest_below_its_parent() -> None:
    (finding,) = found("NK219", item("1.03.10.2.01.9999", "Pembangunan Jalan Desa Mandiri"))
    assert "1.03.10.2.01.9999 Pembangunan Jalan Desa Mandiri is not in resmi" == finding.message
    assert "the nearest is 1.03.10.2.01.0032 Pembangunan Jalan Desa" == finding.suggestion
    assert 7 == finding.place.row


def test_a_name_like_none_below_its_parent_has_no_nearest() -> None:
    (finding,) = found("NK219", item("1.03.10.2.01.9999", "Pengadaan Kendaraan"))
    assert "" == finding.suggestion


def test_a_code_of_which_not_even_the_program_is_known_says_so() -> None:
    (finding,) = found("NK219", item("4.44.44.2.01.0001", "Pembangunan"))
    assert finding.message.endswith("is not in resmi, nor is anything above it")


def test_a_code_of_another_kind_of_region_says_what_it_is_there() -> None:
    (finding,) = found("NK219", item("1.03.10.1.01.0001", "Pekerjaan Lain"))
    assert "is not in resmi for kabupaten_kota: there it is Jalan Provinsi" in finding.message


def test_a_code_that_is_known_by_its_name_is_told_once() -> None:
    (finding,) = found("NK219", item("1.03.10.2.01.9999", "Pemeliharaan Jembatan"))
    assert "by its name it is 1.03.10.2.01.0033" in finding.message


def test_a_retired_code_is_named_with_the_one_in_force_of_that_name() -> None:
    (finding,) = found("NK207", item("1.03.10.2.01.0035", "Survei Kondisi"))
    assert "1.03.10.2.01.0035 Survei Kondisi has been retired" == finding.message
    assert "the nearest is 1.03.10.2.01.0040 Survei Kondisi" == finding.suggestion


def test_a_retired_code_without_a_successor_is_named_all_the_same() -> None:
    (finding,) = found("NK207", item("1.03.10.2.01.0034", "Leger Jalan"))
    assert "" == finding.suggestion


def test_a_retired_code_is_told_once_where_the_plan_stays_in_its_nomenclature() -> None:
    assert [] == list(found("NK240", item("1.03.10.2.01.0034", "Leger Jalan")))


@pytest.mark.parametrize(
    ("code", "name", "suggestion"),
    [
        ("1.03.10.2.01.0034", "Leger Jalan", "it goes on as 1.03.10.2.01.0032 Pembangunan"),
        ("1.03.10.2.01.0035", "Survei Kondisi", "the nearest is 1.03.10.2.01.0040 Survei Kondisi"),
    ],
)
def test_a_retired_code_of_an_older_nomenclature_says_what_goes_on(
    code: str, name: str, suggestion: str
) -> None:
    target = Catalog(CatalogInfo("baru"), CATALOG.entries[:4])
    row = Mapping(
        new("1.03.10.2.01.0034"),
        "Leger Jalan",
        Relation.CLOSE,
        (Target(new("1.03.10.2.01.0032"), "Pembangunan"),),
    )
    crosswalk = Crosswalk(CrosswalkInfo("resmi--baru", "resmi", "baru"), (row,))
    mapper = Mapper(target, CATALOG, crosswalks=(crosswalk,), matcher=KnowsOneName())
    outcome = mapper.translate(Plan((item(code, name),))).outcomes[0]
    (finding,) = [one for one in outcome.findings if one.rule.code == "NK240"]
    assert suggestion == finding.suggestion
    assert f"{code} {name} has been retired in resmi" == finding.message


def test_equal_rows_have_each_its_own_finding_with_its_place() -> None:
    one = item("1.03.10.2.01.9999", "Pengadaan Kendaraan")
    other = evolve(one, place=Place("renja.xlsx", row=9))
    assert [7, 9] == [finding.place.row for finding in found("NK219", one, other)]


@pytest.mark.parametrize(
    "info",
    [
        CatalogInfo("resmi", partial="bidang 1.03 alone"),
        CatalogInfo("lama", scheme=Scheme.LEGACY),
    ],
    ids=["a part", "legacy"],
)
def test_where_the_nomenclature_is_not_fixed_nothing_is_said(info: CatalogInfo) -> None:
    other = Catalog(info, CATALOG.entries)
    assert [] == list(found("NK219", item("1.03.10.2.01.9999", "Kendaraan"), source=other))


def test_rows_above_the_items_are_checked_too() -> None:
    def total(code: str, name: str, row: int) -> DeclaredTotal:
        place = Place("renja.xlsx", row=row)
        return DeclaredTotal(name, Level.PROGRAM, new(code), {}, range(0), place=place)

    declared = (
        total("1.03.10", "Program Penyelenggaraan Jalan", 2),
        total("1.03.10.2.01", "Penyelenggaraan Jembatan", 3),
        total("1.03.77", "PROGRAM LAIN", 4),
        total("1.03.10.2.01.0035", "Survei Kondisi", 5),
    )
    findings = translated(item("1.03.10.2.01.0032", "Pembangunan Jalan Desa"), declared=declared)
    assert [("NK205", 3), ("NK219", 4), ("NK240", 5)] == sorted(
        (finding.rule.code, finding.place.row) for finding in findings
    )


def test_a_bare_list_of_codes_and_names_is_checked(root: object) -> None:
    rows = [
        ["Kode", "Uraian"],
        ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN"],
        ["1.03.10.2.01", "Penyelenggaraan Jalan Kabupaten/Kota"],
        ["1.03.10.2.01.0032", "Pembangunan Jalan Desa"],
        ["1.03.10.2.01.9999", "Pengadaan Kendaraan"],
    ]
    document = Document("daftar.csv", (table(rows),))
    findings = check_document(document, source=CATALOG, to=CATALOG, authority="kabupaten_kota")
    assert {"NK219"} <= {finding.rule.code for finding in findings}
    assert {5} == {finding.place.row for finding in findings}
    assert "NK303" not in {finding.rule.code for finding in findings}


def test_of_a_plan_and_a_list_the_plan_is_checked() -> None:
    bare = [["Kode", "Uraian"], ["1.03.10.2.01.9999", "Pengadaan Kendaraan"]]
    money = [["Kode", "Uraian", "Pagu"], ["1.03.10.2.01.0032", "Pembangunan Jalan Desa", "Rp 5"]]
    document = Document("d.xlsx", (table(bare, number="Daftar"), table(money, number="Renja")))
    findings = check_document(document, source=CATALOG, to=CATALOG, authority="kabupaten_kota")
    assert "NK219" not in {finding.rule.code for finding in findings}


@pytest.mark.parametrize(("score", "named"), [(0.0, False), (WORTH_NAMING, True)])
def test_a_candidate_that_is_no_help_is_not_named(score: float, *, named: bool) -> None:
    class Unsure(KnowsOneName):
        def match(self, query: object, limit: int = 5) -> tuple[Candidate, ...]:
            del query
            return (Candidate(self.entry, score),)[:limit]

    mapper = Mapper(CATALOG, matcher=Unsure())
    (outcome,) = mapper.translate(Plan((PlanItem("Sesuatu"),))).outcomes
    assert Outcome.AMBIGUOUS is outcome.status
    assert named is any("likeliest" in finding.suggestion for finding in outcome.findings)


def test_the_finding_is_in_every_translation() -> None:
    plan = Plan((item("1.03.10.2.01.9999", "Pengadaan Kendaraan"),))
    translation = translate(plan, source=CATALOG, to=CATALOG, authority="kabupaten_kota")
    assert "NK219" in [one.rule.code for one in translation.outcomes[0].findings]

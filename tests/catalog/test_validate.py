from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Erratum, Status
from nomenklatur.catalog.store import Store
from nomenklatur.catalog.validate import authority_contradiction, validate
from nomenklatur.codes import Authority, Code
from nomenklatur.findings import Severity
from tests.shared_catalogs import ROWS, shared_catalog
from tests.strategies.catalogs import catalogs

PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA


def entry(code, name, *kinds, row=None, **more):
    """An entry of a new code."""
    return Entry(Code.parse(code), name, frozenset(kinds), row=row, **more)


def found(*entries, **info):
    """The rules and messages that a catalog gives."""
    findings = validate(Catalog(CatalogInfo("own", **info), entries))
    return [(finding.rule.code, finding.message) for finding in findings]


BRANCH = (
    entry("2", "WAJIB"),
    entry("2.17", "KOPERASI"),
    entry("2.17.07", "PROGRAM"),
    entry("2.17.07.2.01", "Pemberdayaan", KABKOTA),
    entry("2.17.07.2.01.01", "Pendataan", KABKOTA),
)


def test_a_whole_branch_has_no_findings():
    assert [] == found(*BRANCH)
    assert [] == found(entry("X.XX.01", "PENUNJANG"), entry("X.XX.01.2.03", "Umum", KABKOTA))


def test_a_missing_parent_is_found_once_with_what_stands_below_it():
    below = [entry(f"2.17.08.2.01.0{n}", f"Sub {n}", row=n + 10) for n in range(1, 5)]
    (finding,) = found(*BRANCH, *below)
    three = "2.17.08.2.01.01, 2.17.08.2.01.02, 2.17.08.2.01.03"
    message = f"Kegiatan 2.17.08.2.01 is missing; below it: {three} and 1 more"
    assert ("NK214", message) == finding


def test_a_level_that_is_missing_altogether_is_found_once():
    assert [("NK215", "there are no Urusan rows; 2 entries stand below that level")] == found(
        *BRANCH[1:], entry("2.16", "KOMINFO")
    )


def test_a_parent_for_another_kind_of_region_is_found():
    assert [("NK214", "Bidang Urusan 2.17 is not there for provinsi; below it: 2.17.07")] == found(
        entry("2", "WAJIB"),
        entry("2.17", "KOPERASI", KABKOTA),
        entry("2.17.07", "PROGRAM", PROVINSI, KABKOTA),
    )


def test_an_entry_for_every_kind_is_for_those_that_the_catalog_covers():
    rows = (entry("2", "WAJIB"), entry("2.17", "KOPERASI", KABKOTA), entry("2.17.07", "PROGRAM"))
    assert [] == found(*rows, authorities=frozenset({KABKOTA}))
    assert ["NK214"] == [code for code, _ in found(*rows)]


def test_a_code_twice_is_found_only_for_the_same_kind_of_region():
    one = entry("2.17.07.3.01", "Satu", PROVINSI, row=6)
    assert [] == found(*BRANCH, one, entry("2.17.07.3.01", "Dua", KABKOTA))
    assert [("NK104", "2.17.07.3.01 stands for 'Satu' (row 6) and 'Dua'")] == found(
        *BRANCH, one, entry("2.17.07.3.01", "Dua", PROVINSI)
    )


def test_names_are_compared_below_one_parent_and_across_parents():
    assert [
        ("NK104", "2.17.07.2.01.02 has the name of 2.17.07.2.01.01 beside it: 'PENDATAAN'")
    ] == (found(*BRANCH, entry("2.17.07.2.01.02", "PENDATAAN", KABKOTA)))
    assert [
        ("NK216", "2 Sub Kegiatan are named 'Pendataan': 2.17.07.2.01.01, 2.17.07.2.02.01")
    ] == found(
        *BRANCH,
        entry("2.17.07.2.02", "Lain", KABKOTA),
        entry("2.17.07.2.02.01", "Pendataan", KABKOTA),
    )


def test_a_name_may_return_for_a_retired_entry_another_region_or_another_office():
    retired = entry("2.17.07.2.01.02", "Pendataan", KABKOTA, status=Status.RETIRED)
    papua = entry("2.17.07.3.01", "Pemberdayaan", KABKOTA)
    assert [] == found(*BRANCH, retired, papua)
    offices = [entry(code, "Umum", KABKOTA) for code in ("X.XX.01.2.03", "2.17.01.2.03")]
    assert [] == found(*BRANCH, entry("X.XX.01", "A"), entry("2.17.01", "A"), *offices)


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("2.17.06.2.01.01", "Usaha Koperasi Kewenangan Provinsi", "kewenangan provinsi"),
        ("2.17.06.2.01.01", "Urusan kewenangan  Daerah Provinsi", "kewenangan daerah provinsi"),
        ("2.17.06.1.01.01", "Koperasi Kewenangan Kab/Kota", "kewenangan kab/kota"),
        ("2.17.06.1.01.01", "Kewenangan Kabupaten / Kota", "kewenangan kabupaten / kota"),
        ("2.08.04.2.01.0004", "Keluarga Kewenangan Provinsi dan Lintas Kabupaten/Kota", "provinsi"),
    ],
)
def test_a_name_that_claims_another_kind_of_region_contradicts_the_digit(code, name, said):
    assert said in authority_contradiction(entry(code, name))
    assert ["NK206"] == [rule for rule, _ in found(entry(code, name)) if rule == "NK206"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2.17.06.1.01", "Koperasi Lintas Daerah Kabupaten/Kota dalam 1 (Satu) Daerah Provinsi"),
        ("2.17.06.1.01", "Keanggotaan Lintas Kabupaten/Kota Kewenangan Provinsi"),
        ("2.17.06.1.01", "Pembinaan Pengelolaan Keuangan Daerah Kabupaten/Kota"),
        ("2.18.04.1.01", "Insentif yang Menjadi Kewenangan Kabupaten/Kota"),
        ("2.17.06.2.01", "Koperasi dalam Daerah Kabupaten/Kota"),
        ("2.11.05.2.02", "Koordinasi dengan Pemerintah Provinsi"),
        ("2.17.06.2.01", "Kewenangan Provinsi dan Kewenangan Kabupaten/Kota"),
        ("2.17.06.3.01", "Papua Kewenangan Provinsi"),
        ("2.17", "BIDANG KOPERASI"),
        ("1.01.02.2.01", "Kewenanganprovinsi"),
    ],
)
def test_a_name_that_only_speaks_of_another_kind_of_region_is_right(code, name):
    assert "" == authority_contradiction(entry(code, name))
    assert [] == [rule for rule, _ in found(entry(code, name)) if rule == "NK206"]


def test_a_program_is_told_by_the_only_kind_of_region_that_it_is_for():
    name = "PENUNJANG KEWENANGAN PROVINSI"
    assert "its list says kabupaten_kota" in authority_contradiction(
        entry("2.17.01", name, KABKOTA)
    )
    assert "" == authority_contradiction(entry("2.17.01", name, KABKOTA, PROVINSI))


def test_words_about_the_reach_are_doubts_and_no_errors():
    rows = (
        *BRANCH[:3],
        entry("2.17.07.2.09", "Pemilihan Duta Tingkat Daerah Provinsi", KABKOTA),
        entry("2.17.07.1.09", "Promosi pada 1 (Satu) Daerah Kabupaten/Kota", PROVINSI),
        entry("2.17.07.2.10", "Bibit dari 1 (Satu) Daerah Provinsi Lain", KABKOTA),
    )
    findings = validate(Catalog(CatalogInfo("own"), rows))
    assert [("NK206", Severity.WARNING)] * 2 == [(f.rule.code, f.severity) for f in findings]


def test_a_digit_against_the_list_is_found():
    assert [
        ("NK206", "2.17.07.1.01 has the digit of provinsi and is listed for kabupaten_kota")
    ] == found(*BRANCH, entry("2.17.07.1.01", "Lain", KABKOTA))


def test_errata_are_found_where_they_stand():
    barang = "Penyediaan Barang Cetak"
    rows = (
        entry("X.XX.01", "PENUNJANG", row=2),
        entry("X.XX.01.2.03", barang, KABKOTA, official_name=f"{barang}an", row=3),
    )
    errata = (
        Erratum("X.XX.01.2.03", barang, f"{barang}an"),
        Erratum("X.XX.01", "x.xx.01", "X.XX.01", "spelling"),
        Erratum("X.XX.01", "", "X.XX.01", "no code"),
    )
    findings = validate(Catalog(CatalogInfo("own", errata=errata), rows), file="own.csv")
    assert [
        ("NK102", "info", "own.csv, row 2"),
        ("NK102", "info", "own.csv, row 2"),
        ("NK205", "warning", "own.csv, row 3"),
    ] == [(f.rule.code, f.severity.value, str(f.place)) for f in findings]
    assert "prints nothing for 'X.XX.01' (no code)" in findings[1].message
    assert f"write {barang}an" == findings[2].suggestion


def test_the_embedded_catalogs_have_the_known_slips_and_no_other(tmp_path):
    store = Store(home=tmp_path)
    rules = {}
    for listed in store.catalogs():
        findings = validate(store.open_catalog(listed.id))
        rules[listed.id] = Counter((f.rule.code, f.severity.value) for f in findings)
    assert {("NK102", "info"): 8, ("NK205", "info"): 2} == rules["permendagri-13-2006"]
    assert {
        ("NK205", "warning"): 2, ("NK206", "error"): 1, ("NK205", "info"): 2, ("NK102", "info"): 2,
    } == rules["permendagri-90-2019"]  # fmt: skip


@given(catalogs())
def test_no_catalog_is_too_odd_to_be_validated(catalog):
    for finding in validate(catalog):
        assert finding.message


@given(catalogs(plain=True))
def test_every_row_with_a_missing_parent_is_found(catalog):
    codes = {one.code for one in catalog}
    orphans = {
        one.code.parent
        for one in catalog
        if one.code.parent is not None
        and one.code.parent not in codes
        and not (one.code.parent.is_generic and one.code.parent.program is None)
    }
    levels = {one.level for one in catalog}
    named = [f.message for f in validate(catalog) if "is missing" in f.message]
    for parent in orphans:
        if parent.level in levels:
            assert any(f"{parent} is missing" in message for message in named)


SHARED_FINDINGS = {
    "permendagri-13-2006-uu23": {"NK104": 4},
    "permendagri-90-2019": {"NK206": 3},
    "kepmendagri-050-3708-2020": {"NK206": 3},
    "kepmendagri-900-1317-2023-kabkota": {"NK206": 0},
    "sipd-2027": {"NK206": 2, "NK215": 1},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", ROWS)
def test_the_real_catalogs_have_few_errors_and_are_validated_in_a_second(shared_data, name):
    catalog = shared_catalog(shared_data, name)
    start = time.process_time()
    findings = validate(catalog)
    assert time.process_time() - start < 1
    rules = Counter(f.rule.code for f in findings if f.severity is not Severity.WARNING)
    rules += Counter(f.rule.code for f in findings if f.rule.code == "NK104")
    for rule, number in SHARED_FINDINGS[name].items():
        assert number == rules[rule], rule


@pytest.mark.shared
def test_the_three_provinsi_names_among_kabupaten_codes_are_found(shared_data):
    findings = validate(shared_catalog(shared_data, "permendagri-90-2019"))
    wrong = [f.message.split()[0] for f in findings if f.rule.code == "NK206"]
    errors = [
        f.message.split()[0]
        for f in findings
        if f.rule.code == "NK206" and f.severity is Severity.ERROR
    ]
    assert ["2.15.05.2.06.01", "2.15.05.2.06.02", "2.17.06.2.01.01"] == errors
    assert 14 == len(wrong)

"""The real lists beside the project."""

from __future__ import annotations

import csv

import pytest

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Level
from tests.shared_catalogs import LIST_FOR_2027, LIST_OF_2023, ROWS, shared_catalog

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def sipd(shared_data):
    return import_catalog(shared_data / LIST_FOR_2027, id="sipd-2027")


@pytest.fixture(scope="module")
def columns(shared_data):
    return import_catalog(shared_data / LIST_OF_2023)


def printed(entry):
    """The name as the source prints it."""
    return entry.aliases[0] if entry.aliases else entry.name


@pytest.mark.parametrize("name", ROWS)
def test_every_catalog_imports_from_its_csv(shared_data, name):
    imported = import_catalog(shared_data / "catalogs" / f"{name}.csv")
    assert "flat-list" == imported.layout
    assert ROWS[name] == len(imported.catalog)
    expected = shared_catalog(shared_data, name)
    rows = {entry.row: entry for entry in imported.catalog}
    for entry in expected:
        found = rows[entry.row]
        assert entry.code == found.code
        assert entry.name == printed(found)
        assert entry.status == found.status
        assert entry.indikator == found.indikator
        if not name.endswith("-kabkota"):  # it does not say its kind of region
            assert entry.authorities == found.authorities


def test_every_code_of_the_2023_workbook_is_rebuilt(shared_data, columns):
    assert "code-columns" == columns.layout
    expected = shared_catalog(shared_data, "kepmendagri-900-1317-2023-kabkota")
    assert [str(entry.code) for entry in expected] == [str(entry.code) for entry in columns.catalog]
    assert [entry.name for entry in expected] == [printed(entry) for entry in columns.catalog]
    assert [e.indikator for e in expected] == [e.indikator for e in columns.catalog]
    assert [e.satuan for e in expected] == [e.satuan for e in columns.catalog]
    assert "kepmendagri-900-1317-2023" == columns.suggestion.version.id


def test_the_2023_workbook_says_what_zeros_it_lost(columns):
    repaired = [f for f in columns.findings if f.rule.code == "NK102"]
    assert ["B", "C", "E", "E"] == sorted(f.place.column for f in repaired)
    assert any("2317 cells" in f.message for f in repaired)


def test_the_sipd_workbook_gives_the_nodes_of_the_catalog(shared_data, sipd):
    assert "sipd-export" == sipd.layout
    expected = shared_catalog(shared_data, "sipd-2027")

    def nodes(catalog):
        return sorted(
            (str(e.code), printed(e), sorted(kind.value for kind in e.authorities)) for e in catalog
        )

    assert nodes(expected) == nodes(sipd.catalog)
    assert 7581 == len(sipd.catalog.at(Level.SUB_KEGIATAN))


def test_the_sipd_workbook_keeps_what_it_says_of_each_sub_kegiatan(sipd):
    subs = sipd.catalog.at(Level.SUB_KEGIATAN)
    extras = [dict(entry.extra) for entry in subs]
    assert 614 == sum(extra["SPM"] == "SPM" for extra in extras)
    assert 7581 - 6003 == sum("TAG" in extra for extra in extras)
    assert not any("[null]" in text for extra in extras for text in extra.values())
    assert 7581 - 318 == sum(bool(entry.definition) for entry in subs)


def test_the_sipd_workbook_names_346_predecessors(shared_data, sipd):
    assert 346 == len(sipd.crosswalk)
    pairs = {
        (str(m.source), str(target.code), m.authority)
        for m in sipd.crosswalk
        for target in m.targets
    }
    path = shared_data / "crosswalks" / "sebelumnya--sipd-2027.csv"
    with path.open(encoding="utf-8", newline="") as file:
        given = {
            (row["code_prev"], row["code_2027"], Authority.from_label(row["jenis_pemda"]))
            for row in csv.DictReader(file)
        }
    assert 173 == len(given)
    assert given <= pairs


def test_swapped_and_living_predecessors_are_reported(sipd):
    swapped = [f.message[:17] for f in sipd.findings if f.rule.code == "NK212"]
    assert 7 == len(swapped)
    assert {"2.17.07.1.01"} == {message[:12] for message in swapped}
    assert 11 == sum(f.rule.code == "NK213" for f in sipd.findings)


@pytest.mark.parametrize("name", ROWS)
def test_repairs_change_nothing_but_blanks(shared_data, name):
    imported = import_catalog(shared_data / "catalogs" / f"{name}.csv")
    for entry in imported.catalog:
        if entry.aliases:
            assert printed(entry).replace(" ", "") == entry.name.replace(" ", "")
            assert printed(entry) != entry.name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("kepmendagri-900-1317-2023-kabkota",
         ["BIDANG KELAUTAN DAN PERIKANAN", "Asesor/Penyelenggara Pelatihan",
          "Pemeliharaan/Rehabilitasi Sarana"]),
        ("permendagri-90-2019", ["Perluasan/Perbaikan SPAM", "Peraturan Perundang-undangan"]),
        ("sipd-2027", ["Evaluasi Layanan di Bidang Pendidikan", "Literasi SPBE dan/atau"]),
    ],
)  # fmt: skip
def test_known_glued_and_cut_words_are_put_right(shared_data, name, words):
    imported = import_catalog(shared_data / "catalogs" / f"{name}.csv")
    repaired = [entry.name for entry in imported.catalog if entry.aliases]
    for text in words:
        assert any(text in name for name in repaired)

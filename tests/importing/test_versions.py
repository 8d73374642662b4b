"""What a list is: said by the user, or suggested and not taken."""

from __future__ import annotations

from datetime import date

import pytest

from nomenklatur.catalog import CatalogInfo
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.importing import VERSIONS, import_catalog
from nomenklatur.catalog.importing.versions import version_of
from nomenklatur.codes import Authority
from nomenklatur.errors import ConfigError
from tests.importing.lists import write_csv

TWO = ("X.XX.01.2.03.02", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik")
LATER = ("X.XX.01.2.03.02", "Pengamanan Barang Milik Daerah SKPD")
FOUR = ("X.XX.01.2.03.0002", "Pengamanan Barang Milik Daerah SKPD")
LEGACY = ("1.15.00.16.021", "Pembinaan koperasi")
OTHER = ("1.03.02.2.01.01", "Pembangunan Bendungan")


def imported_of(tmp_path, *rows, file="list.csv", **said):
    return import_catalog(write_csv(tmp_path / file, [("kode", "nama"), *rows]), **said)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (TWO, "permendagri-90-2019"),
        (LATER, "kepmendagri-050-3708-2020"),
        (FOUR, "kepmendagri-900-1317-2023"),
        (LEGACY, "permendagri-13-2006"),
        (OTHER, None),
    ],
)
def test_digits_and_telling_entries_suggest_a_version(tmp_path, row, expected):
    imported = imported_of(tmp_path, row)
    suggestion = imported.suggestion
    assert expected == (suggestion.version.id if suggestion else None)


def test_a_suggestion_is_a_finding_and_is_not_taken(tmp_path):
    imported = imported_of(tmp_path, TWO, file="Daftar Nomenklatur (1).csv")
    assert "daftar-nomenklatur-1" == imported.catalog.id
    assert "" == imported.catalog.info.regulation
    (finding,) = [f for f in imported.findings if f.rule.code == "NK408"]
    assert "say the id permendagri-90-2019 if it is" == finding.suggestion


@pytest.mark.parametrize(
    ("file", "row", "expected"),
    [
        ("nomenklatur-subkegiatan_versi_pemutakhiran_2027.csv", FOUR, "sipd-2027"),
        ("kepmendagri 900.1-2850 2025.csv", FOUR, "kepmendagri-900-2850-2025"),
        ("050-5889-2021.csv", LATER, "kepmendagri-050-5889-2021"),
        ("permendagri_90_2019.csv", OTHER, "permendagri-90-2019"),
        ("permendagri_90_2019.csv", FOUR, "kepmendagri-900-1317-2023"),
    ],
)
def test_the_file_name_counts_where_the_codes_agree(tmp_path, file, row, expected):
    assert expected == imported_of(tmp_path, row, file=file).suggestion.version.id


def test_what_the_user_says_holds(tmp_path):
    imported = imported_of(
        tmp_path,
        FOUR,
        id="sipd-2027",
        regulation="Daftar SIPD",
        title="Judul",
        today=date(2026, 1, 23),
    )
    info = imported.catalog.info
    assert ("sipd-2027", "Daftar SIPD", "Judul", date(2026, 1, 23), 2027) == (
        info.id, info.regulation, info.title, info.imported, info.valid_from,
    )  # fmt: skip
    assert imported.suggestion is None
    assert [] == [f for f in imported.findings if f.rule.code == "NK408"]


def test_a_known_regulation_gives_the_id(tmp_path):
    imported = imported_of(tmp_path, TWO, regulation="Permendagri No. 90 Tahun 2019")
    assert "permendagri-90-2019" == imported.catalog.id


def test_an_unknown_regulation_is_kept_and_gives_none(tmp_path):
    info = imported_of(tmp_path, OTHER, regulation="Perda 3/2020").catalog.info
    assert ("list", "Perda 3/2020") == (info.id, info.regulation)


@pytest.mark.parametrize("id_", ["", "Dua Kata", "../../etc", ".hidden", "a/b", "a\\b", "-"])
def test_an_id_that_is_no_id_is_refused(tmp_path, id_):
    with pytest.raises(ConfigError, match="is no id"):
        imported_of(tmp_path, OTHER, id=id_)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.id)
def test_every_version_is_known_by_its_id_and_its_regulation(version):
    assert version is version_of(version.id)
    assert version is version_of(version.regulation)


@pytest.mark.parametrize("text", ["", "Perda 90/2020", "13 2007", "20271", "permendagri 90"])
def test_other_texts_name_no_version(text):
    assert version_of(text) is None


def test_a_folder_keeps_what_it_says_but_for_what_is_said_of_it(tmp_path):
    catalog = imported_of(tmp_path, OTHER, today=date(2026, 1, 1)).catalog
    save_catalog(catalog, tmp_path / "own")
    assert catalog.info == import_catalog(tmp_path / "own").catalog.info
    said = import_catalog(
        tmp_path / "own" / "datapackage.json",
        id="lain",
        title="Lain",
        regulation="Perda",
        authority=Authority.KABUPATEN_KOTA,
    ).catalog.info
    kabkota = frozenset({Authority.KABUPATEN_KOTA})
    assert CatalogInfo("lain", "Lain", "Perda", authorities=kabkota) == CatalogInfo(
        said.id, said.title, said.regulation, authorities=said.authorities
    )

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter

import pytest

from nomenklatur.catalog.store import Store, embedded_folder
from nomenklatur.codes import Authority, Code, Level
from nomenklatur.crosswalk import Relation

LEGACY, NEW = "permendagri-13-2006", "permendagri-90-2019"
FOLDERS = {
    LEGACY: ("catalog.csv", 89),
    NEW: ("catalog.csv", 52),
    f"{LEGACY}--{NEW}": ("crosswalk.csv", 46),
    "bidang-urusan": ("bidang.csv", 47),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the embedded data alone."""
    return Store(home=tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_descriptor_states_hash_size_and_rows(name):
    path, rows = FOLDERS[name]
    data = (embedded_folder() / name / path).read_bytes()
    descriptor = json.loads((embedded_folder() / name / "datapackage.json").read_text("utf-8"))
    (resource,) = descriptor["resources"]
    expected = (path, f"sha256:{hashlib.sha256(data).hexdigest()}", len(data), rows)
    assert expected == tuple(resource[key] for key in ("path", "hash", "bytes", "rows"))
    assert rows == data.count(b"\n") - 1


def test_the_folders_are_what_the_tool_makes_of_the_work_plan(root, tmp_path):
    command = [sys.executable, str(root / "tools" / "make_catalogs.py"), "--output", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    for name in FOLDERS:
        made = {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        kept = {file.name: file.read_bytes() for file in (embedded_folder() / name).iterdir()}
        assert made == kept


def test_the_legacy_catalog_has_the_left_side_under_all_bidang(store):
    catalog = store.open_catalog(LEGACY)
    levels = Counter(entry.level for entry in catalog)
    expected = {Level.URUSAN: 2, Level.BIDANG_URUSAN: 34, Level.PROGRAM: 7, Level.KEGIATAN: 46}
    assert expected == levels
    assert sorted(catalog, key=lambda entry: entry.code) == list(catalog)


def test_names_stand_as_printed_and_other_spellings_as_aliases(store):
    catalog = store.open_catalog(LEGACY)
    aliases = {str(entry.code): (entry.name, *entry.aliases) for entry in catalog if entry.aliases}
    assert {
        "0.00.01.011": (
            "PENYEDIAAN BARANG CETAKAN DAN PENGGANDAAN",
            "Penyediaan Barang Cetak dan Penggandaan",
        ),
        "0.00.06.006": ("PENYUSUNAN LKPJ SKPD", "Penyusunan Lkpi Skpd"),
    } == aliases
    assert (
        "PENGEMBANGAN, Penguatan dan Perlindungan Koperasi"
        == catalog.require(Code.parse("1.15.00.18.030")).name
    )


def test_codes_broken_by_the_page_are_whole_and_the_break_is_an_erratum(store):
    catalog = store.open_catalog(LEGACY)
    broken = {e.code: e.printed for e in catalog.info.errata if e.code.startswith("1.15")}
    assert {
        "1.15.00.17": "01.15.17",
        "1.15.00.17.014": "1.15.17.014",
        "1.15.00.18.024": "1.15.00.18.02.4",
        "1.15.00.18.026": "1.15.00.18.02.6",
        "1.15.00.18.027": "1.15.00.18.02.7",
    } == broken
    assert all(Code.parse(code) in catalog for code in broken)


def test_the_new_catalog_has_the_right_side_and_says_that_it_is_a_part(store):
    catalog = store.open_catalog(NEW)
    levels = Counter(entry.level.value for entry in catalog)
    assert {
        "urusan": 1, "bidang_urusan": 1, "program": 8, "kegiatan": 10, "sub_kegiatan": 32,
    } == levels  # fmt: skip
    assert "X.XX.01 and bidang urusan 2.17" in catalog.info.partial
    below = [entry for entry in catalog if entry.level >= Level.KEGIATAN]
    assert {frozenset({Authority.KABUPATEN_KOTA})} == {entry.authorities for entry in below}


def test_slips_of_the_source_stay_and_are_listed(store):
    catalog = store.open_catalog(NEW)
    official = {str(e.code): (e.name, e.official_name) for e in catalog if e.official_name}
    assert {
        "X.XX.01": (
            "PROGRAM PENUNJANG URUSAN PEMERINTAH DAERAH",
            "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
        ),
        "X.XX.01.2.03.11": (
            "Penyediaan Barang Cetak dan Penggandaan",
            "Penyediaan Barang Cetakan dan Penggandaan",
        ),
    } == official
    listed = {erratum.code for erratum in catalog.info.errata}
    assert {*official, "2", "2.17", "2.17.06.2.01.01"} == listed


def test_the_mapping_has_a_row_for_each_of_the_46_kegiatan(store):
    crosswalk = store.open_crosswalk(f"{LEGACY}--{NEW}")
    kegiatan = store.open_catalog(LEGACY).at(Level.KEGIATAN)
    assert [entry.code for entry in kegiatan] == [mapping.source for mapping in crosswalk]
    assert [entry.name for entry in kegiatan] == [mapping.source_name for mapping in crosswalk]
    relations = Counter((mapping.relation, len(mapping.targets)) for mapping in crosswalk)
    assert {
        (Relation.EXACT, 1): 29, (Relation.BROAD, 1): 15, (Relation.BROAD, 0): 1, (None, 0): 1,
    } == relations  # fmt: skip
    assert all(mapping.indikator and mapping.author for mapping in crosswalk)
    new = store.open_catalog(NEW)
    targets = [target for mapping in crosswalk for target in mapping.targets]
    assert all(target.name == new.require(target.code).name for target in targets)


def test_the_two_open_rows_stand_as_printed(store):
    crosswalk = store.open_crosswalk(f"{LEGACY}--{NEW}")
    (absorbed,) = crosswalk.get(Code.parse("0.00.01.028"))
    assert (Relation.BROAD, (), "Sesuai. Masuk pada Rincian Belanja sub kegiatan") == (
        absorbed.relation,
        absorbed.targets,
        absorbed.keterangan,
    )
    (renstra,) = crosswalk.get(Code.parse("0.00.06.029"))
    assert (None, (), "") == (renstra.relation, renstra.targets, renstra.keterangan)


def test_every_slip_of_the_mapping_is_listed(store):
    errata = store.open_crosswalk(f"{LEGACY}--{NEW}").info.errata
    assert {
        "0.00.01.028": 1, "0.00.06.029": 1, "1.15.00.17.014": 1, "1.15.00.18.024": 1,
        "1.15.00.18.026": 2, "1.15.00.18.027": 2, "1.15.00.21.006": 1,
    } == Counter(erratum.code for erratum in errata)  # fmt: skip

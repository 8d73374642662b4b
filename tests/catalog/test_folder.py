from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, Status
from nomenklatur.catalog.folder import (
    COLUMNS,
    catalog_files,
    join_list,
    load_catalog,
    save_catalog,
    split_list,
)
from nomenklatur.catalog.records import csv_bytes
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.errors import BadRowsError, CatalogError
from tests.conftest import FEW
from tests.shared_catalogs import ROWS, shared_catalog
from tests.strategies.catalogs import catalogs, texts

HEADER = ",".join(COLUMNS)


@pytest.fixture
def csv_file(tmp_path: Path):
    """Writes a lone catalog CSV."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "own.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_lone_csv_is_a_catalog_named_after_its_file(csv_file):
    catalog = load_catalog(csv_file("code,level,name\n2.17,bidang_urusan,Koperasi\n"))
    assert ("own", 1, "Koperasi") == (catalog.id, len(catalog), catalog.entries[0].name)


def test_semicolons_tabs_and_a_byte_order_mark_are_read(csv_file):
    for separator in ";\t":
        text = "\ufeffcode,level,name,authority\n2.17,bidang_urusan,Koperasi,\n"
        catalog = load_catalog(csv_file(text.replace(",", separator)))
        assert Code.parse("2.17") in catalog


def test_columns_may_be_left_out_and_stand_in_any_order(csv_file):
    catalog = load_catalog(
        csv_file("name,status,code,level\nKoperasi,retired,2.17,Bidang Urusan\n")
    )
    assert Status.RETIRED is catalog.entries[0].status


def test_the_level_settles_what_a_legacy_code_stands_for(csv_file):
    text = "code,level,name\n1.15.01.16,kegiatan,Kegiatan 16\n1.15.01.16,program,Program 16\n"
    catalog = load_catalog(csv_file(text))
    assert [Level.KEGIATAN, Level.PROGRAM] == [entry.level for entry in catalog]
    assert Scheme.LEGACY is catalog.info.scheme


def test_every_bad_row_is_reported_at_once_with_row_and_column(csv_file):
    path = csv_file(
        f"{HEADER}\n"
        "2.17,bidang_urusan,Koperasi,,,,,,,,\n"
        "2.17.O1,program,Letter O,,,,,,,,\n"
        '2.17.01,programme,"Two\nlines",,,,,,,,\n'
        "2.17.01,program,,kabupaten,,,,,retired?,,\n"
        "2.17.01,program,Kind,kabko,,,,,,,\n"
        "2.17.01,program,Long,,,,,,,,,,more\n"
        "\n"
        "2.17.02,kegiatan,Level,,,,,,,,\n"
    )
    with pytest.raises(BadRowsError) as caught:
        load_catalog(path)
    places = [(e.place.row, e.place.column) for e in caught.value.errors if e.place]
    expected = [
        (3, "code"), (4, "level"), (6, "name"), (6, "status"), (7, "authority"), (8, None),
        (10, "code"),
    ]  # fmt: skip
    assert expected == places
    assert "row 3, column code: '2.17.O1' is no code of a Program" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "has no column code, level, name"),
        ("code,name\n", "has no column level"),
        ("code,level,name,parent\n", "unknown heading 'parent'"),
        ("code,level,name,name\n", "has a heading twice"),
        ('code,level,name\n2,urusan,"open\n', "not CSV"),
    ],
)
def test_a_wrong_heading_is_said(csv_file, text, problem):
    with pytest.raises(CatalogError, match=problem):
        load_catalog(csv_file(text))


def test_another_encoding_is_said_with_its_row_and_a_remedy(csv_file):
    path = csv_file("code,level,name\n2,urusan,Wajib\n3,urusan,Pilihan é\n", "cp1252")
    with pytest.raises(CatalogError, match=r"row 3: not UTF-8 \(save it as UTF-8\)"):
        load_catalog(path)


def test_what_is_not_there_or_no_file_is_said_in_one_line(tmp_path):
    for path in (tmp_path / "none", tmp_path / "none.csv", tmp_path):
        with pytest.raises(CatalogError) as caught:
            load_catalog(path)
        assert 1 == len(str(caught.value).splitlines())


def descriptor(**changes: object) -> dict[str, object]:
    """A descriptor with other values under ``nomenklatur``."""
    return {
        "name": "own",
        "resources": [{"path": "catalog.csv"}],
        "nomenklatur": {"kind": "catalog"} | changes,
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "not valid JSON"),
        ("[]", "holds no JSON object"),
        ("[" * 100_000, "not valid JSON"),
        ("{}", "describes a nothing, not a catalog"),
        (descriptor(kind="crosswalk"), "describes a crosswalk, not a catalog"),
        (descriptor(scheme="old"), "'old' is not a valid Scheme"),
        (descriptor(valid_from="2021"), "valid_from must be a whole number"),
        (descriptor(authorities="provinsi"), "authorities must be a list"),
        (descriptor(authorities=["moon"]), "unknown authority 'moon'"),
        (descriptor(regulation=90), "regulation must be a text"),
        (descriptor(imported="yesterday"), "Invalid isoformat"),
        (descriptor(errata=[{"code": 1}]), "errata must have texts only"),
        (descriptor() | {"name": None}, "name must be a text"),
        (descriptor() | {"resources": []}, "exactly one resource"),
        (descriptor() | {"resources": [{"path": "../catalog.csv"}]}, "must be a file name"),
        (descriptor() | {"resources": [{"path": "other.csv"}]}, "cannot be read"),
    ],
)
def test_a_wrong_descriptor_is_said(tmp_path, text, problem):
    (tmp_path / "catalog.csv").write_text("code,level,name\n")
    text = text if isinstance(text, str) else json.dumps(text)
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(CatalogError, match=problem):
        load_catalog(tmp_path)


def test_a_changed_file_is_refused_unless_the_change_is_meant(tmp_path):
    save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "own")
    path = tmp_path / "own" / "catalog.csv"
    path.write_text(path.read_text().replace("Koperasi", "Korporasi"))
    with pytest.raises(CatalogError, match="import the folder again"):
        load_catalog(tmp_path / "own")
    assert "Korporasi" == load_catalog(tmp_path / "own", verify=False).entries[0].name


def load_catalog_of(*rows: str) -> Catalog:
    """A catalog of some rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        path.write_text("\n".join([HEADER, *(row + "," * (10 - row.count(",")) for row in rows)]))
        return load_catalog(path)


def test_saving_replaces_a_folder_and_leaves_nothing_beside_it(tmp_path):
    save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "own")
    save_catalog(load_catalog_of("2.16,bidang_urusan,Kominfo"), tmp_path / "own")
    assert ["own"] == [path.name for path in tmp_path.iterdir()]
    assert "Kominfo" == load_catalog(tmp_path / "own").entries[0].name


def test_a_failed_save_leaves_the_old_folder_and_nothing_else(tmp_path, monkeypatch):
    save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "own")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CatalogError, match="No space left"):
        save_catalog(load_catalog_of("2.16,bidang_urusan,Kominfo"), tmp_path / "own")
    assert ["own"] == [path.name for path in tmp_path.iterdir()]
    assert "Koperasi" == load_catalog(tmp_path / "own").entries[0].name


def test_a_place_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogError, match="cannot be written"):
        save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "file" / "own")


def test_a_file_in_the_folders_place_is_not_replaced(tmp_path):
    (tmp_path / "own").write_text("mine")
    with pytest.raises(CatalogError, match="a file is in its place"):
        save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "own")
    assert "mine" == (tmp_path / "own").read_text()
    assert ["own"] == [path.name for path in tmp_path.iterdir()]


def test_the_folder_can_be_named_by_its_descriptor(tmp_path):
    save_catalog(load_catalog_of("2.17,bidang_urusan,Koperasi"), tmp_path / "own")
    assert "own" == load_catalog(tmp_path / "own" / "datapackage.json").id


@given(st.lists(texts.filter(bool)))
def test_any_texts_fit_in_one_cell(parts):
    assert tuple(parts) == split_list(join_list(parts))


@FEW
@given(catalogs())
def test_loading_what_was_saved_gives_the_same_catalog(tmp_path_factory, catalog):
    folder = tmp_path_factory.mktemp("catalog") / "own"
    save_catalog(catalog, folder)
    loaded = load_catalog(folder)
    assert catalog.info == loaded.info
    assert catalog.entries == loaded.entries
    assert [str(entry.code) for entry in catalog] == [str(entry.code) for entry in loaded]
    assert catalog_files(catalog) == catalog_files(loaded)


@pytest.mark.shared
@pytest.mark.parametrize("name", ROWS)
def test_the_real_catalogs_come_back_as_they_were(tmp_path, shared_data, name):
    catalog = shared_catalog(shared_data, name)
    save_catalog(catalog, tmp_path / name)
    loaded = load_catalog(tmp_path / name)
    assert ROWS[name] == len(loaded)
    assert catalog.entries == loaded.entries


@pytest.mark.shared
def test_one_code_may_stand_for_two_things_by_kind_of_region(tmp_path, shared_data):
    save_catalog(shared_catalog(shared_data, "sipd-2027"), tmp_path / "sipd-2027")
    catalog = load_catalog(tmp_path / "sipd-2027")
    code = Code.parse("1.01.02.3.03")
    names = [catalog.require(code, kind).name for kind in list(Authority)[:2]]
    assert [
        "Pengelolaan Pendidikan Khusus",
        "Pengelolaan Pendidikan Anak Usia Dini (PAUD)",
    ] == names


_CELLS = st.text(alphabet=st.sampled_from('ab,;"\n\r é'), max_size=4)


@given(
    st.integers(1, 4).flatmap(
        lambda size: st.lists(st.lists(_CELLS, min_size=size, max_size=size), max_size=4)
    )
)
def test_a_csv_is_written_as_the_csv_module_writes_it(rows):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["heading"])
    for row in rows:
        (quoted if any("\r" in cell for cell in row) else writer).writerow(row)

    assert text.getvalue().encode() == csv_bytes(["heading"], rows)
    assert [["heading"], *rows] == list(csv.reader(io.StringIO(text.getvalue(), newline="")))

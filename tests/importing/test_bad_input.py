"""Files that hold no list: one clear line, with the place and what to do."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.errors import CatalogError, NomenklaturError, ReadError
from tests.importing.lists import COLUMNS, FLAT, SIPD, write_list, write_xlsx


def refusal(path, **said):
    with pytest.raises(NomenklaturError) as caught:
        import_catalog(path, **said)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_missing_file(tmp_path):
    assert isinstance(refusal(tmp_path / "none.xlsx"), ReadError)


def test_a_folder_that_is_no_catalog(tmp_path):
    assert "not a catalog folder" in str(refusal(tmp_path))


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_an_empty_file(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    assert "empty" in refusal(tmp_path / name).message


def test_blank_lines(tmp_path):
    (tmp_path / "list.csv").write_text("\n ,, \n\n")
    assert "is empty" == refusal(tmp_path / "list.csv").message


def test_a_binary_file_with_the_suffix_of_a_list(tmp_path):
    (tmp_path / "list.csv").write_bytes(bytes(range(256)))
    refusal(tmp_path / "list.csv")


@pytest.mark.parametrize("rest", [b"", b"PK\x03\x04 and no more"])
def test_a_damaged_workbook(tmp_path, rest):
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04" + rest)
    refusal(tmp_path / "list.xlsx")


def test_a_workbook_whose_sheet_is_damaged(tmp_path):
    whole = write_xlsx(tmp_path / "whole.xlsx", [("kode", "nama"), ("1.01", "a")])
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "list.xlsx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    refusal(tmp_path / "list.xlsx")


def test_an_empty_workbook(tmp_path):
    openpyxl.Workbook().save(tmp_path / "list.xlsx")
    refusal(tmp_path / "list.xlsx")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_table_without_codes_and_names(tmp_path, suffix):
    path = write_list(tmp_path / f"list{suffix}", [("Tanggal", "Jumlah"), ("1 Mei", "12")])
    problem = refusal(path)
    assert "holds no list of codes and names; its first row is 'Tanggal | Jumlah'" == (
        problem.message
    )
    assert "SIPD export" in problem.remedy


@pytest.mark.parametrize("heading", [COLUMNS, FLAT], ids=["columns", "flat"])
def test_a_heading_without_rows(tmp_path, heading):
    problem = refusal(write_list(tmp_path / "list.csv", [heading]))
    assert isinstance(problem, CatalogError)
    assert "has no entry" == problem.message


def test_a_sipd_heading_without_rows(tmp_path):
    refusal(write_list(tmp_path / "list.csv", [SIPD]))


def test_a_stray_cell_far_away_takes_no_memory(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for row in (("kode", "nama"), ("1.01", "a")):
        page.append(row)
    page.cell(1_000_000, 16_000, "x")
    book.save(tmp_path / "list.xlsx")
    assert ["1.01"] == [str(e.code) for e in import_catalog(tmp_path / "list.xlsx").catalog]


def test_a_hidden_sheet_is_not_read_and_reported(tmp_path):
    book = openpyxl.Workbook()
    for row in (("kode", "nama"), ("1.01", "a")):
        book.active.append(row)
    hidden = book.create_sheet("lama")
    hidden.sheet_state = "hidden"
    for row in (("kode", "nama"), ("1.02", "b")):
        hidden.append(row)
    book.save(tmp_path / "list.xlsx")
    imported = import_catalog(tmp_path / "list.xlsx")
    assert ["1.01"] == [str(entry.code) for entry in imported.catalog]
    assert ["lama"] == [f.place.sheet for f in imported.findings if f.rule.code == "NK401"]


def test_a_title_sheet_before_the_list_is_no_obstacle(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Lampiran Keputusan"])
    page = book.create_sheet("lampiran")
    for row in (("kode", "nama"), ("1.01", "a")):
        page.append(row)
    book.save(tmp_path / "list.xlsx")
    imported = import_catalog(tmp_path / "list.xlsx")
    assert ["1.01"] == [str(entry.code) for entry in imported.catalog]
    assert ["NK401"] == [f.rule.code for f in imported.findings]

"""Whatever is exported in a layout comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.importing import import_catalog
from nomenklatur.errors import BadRowsError
from tests.importing.lists import column_rows, flat_rows, sipd_rows, write_list, write_xlsx
from tests.importing.trees import (
    KABKOTA,
    column_catalogs,
    flat_catalogs,
    in_order,
    sipd_catalogs,
)

FEW = settings(max_examples=settings.default.max_examples // 2)
"""Each example writes a file."""
SUFFIXES = st.sampled_from([".csv", ".xlsx"])


def imported_or_refused(path, **said):
    """What was imported, or nothing and the errors."""
    try:
        return import_catalog(path, **said), ()
    except BadRowsError as problem:
        return None, problem.errors


def rules_of(imported):
    return {finding.rule.code for finding in imported.findings}


@FEW
@given(sipd_catalogs(), SUFFIXES)
def test_a_sipd_export_comes_back(tmp_path_factory, catalog, suffix):
    path = tmp_path_factory.mktemp("sipd") / f"list{suffix}"
    imported = import_catalog(write_list(path, sipd_rows(catalog)))
    assert "sipd-export" == imported.layout
    assert in_order(catalog) == in_order(imported.catalog)


@FEW
@given(st.sampled_from([2, 4]).flatmap(column_catalogs), SUFFIXES)
def test_code_columns_of_texts_come_back(tmp_path_factory, catalog, suffix):
    path = tmp_path_factory.mktemp("columns") / f"list{suffix}"
    width = next(len(e.code.sub) for e in catalog if e.code.sub)
    rows = column_rows(catalog, numbers=False)
    imported = import_catalog(write_list(path, rows), authority=KABKOTA, sub_width=width)
    assert "code-columns" == imported.layout
    assert in_order(catalog) == in_order(imported.catalog)


@FEW
@given(st.sampled_from([2, 4]).flatmap(column_catalogs))
def test_code_columns_of_formatted_numbers_come_back_and_say_so(tmp_path_factory, catalog):
    path = tmp_path_factory.mktemp("columns") / "list.xlsx"
    width = next(len(e.code.sub) for e in catalog if e.code.sub)
    rows = column_rows(catalog, numbers=True)
    formats = {1: "00", 2: "00", 3: "0.00", 4: "0" * width}
    imported = import_catalog(write_xlsx(path, rows, formats), authority=KABKOTA, sub_width=width)
    assert in_order(catalog) == in_order(imported.catalog)


@FEW
@given(st.sampled_from([2, 4]).flatmap(column_catalogs), SUFFIXES)
def test_numbers_without_their_zeros_are_rebuilt_or_refused_but_never_wrong(
    tmp_path_factory, catalog, suffix
):
    path = tmp_path_factory.mktemp("columns") / f"list{suffix}"
    width = next(len(e.code.sub) for e in catalog if e.code.sub)
    rows = column_rows(catalog, numbers=True)
    imported, refused = imported_or_refused(
        write_list(path, rows), authority=KABKOTA, sub_width=width
    )
    assert all("those beside it do not tell" in error.message for error in refused)
    if imported is not None:
        assert in_order(catalog) == in_order(imported.catalog)
        texts = column_rows(catalog, numbers=False)
        lost = [[str(cell) for cell in row] for row in rows] != [list(row) for row in texts]
        assert lost == ("NK102" in rules_of(imported))


@FEW
@given(flat_catalogs(), SUFFIXES)
def test_a_flat_list_comes_back(tmp_path_factory, catalog, suffix):
    path = tmp_path_factory.mktemp("flat") / f"list{suffix}"
    imported = import_catalog(write_list(path, flat_rows(catalog)))
    assert "flat-list" == imported.layout
    assert in_order(catalog) == in_order(imported.catalog)
    assert imported.catalog.info.scheme is catalog.info.scheme


@FEW
@given(column_catalogs(4))
def test_a_flat_list_with_bidang_as_numbers_is_rebuilt_or_refused_but_never_wrong(
    tmp_path_factory, catalog
):
    path = tmp_path_factory.mktemp("flat") / "list.xlsx"
    rows = [
        (float(row[0]) if row[0].replace(".", "").isdigit() and len(row[0]) < 5 else row[0], row[2])
        for row in flat_rows(catalog)
    ]
    imported, refused = imported_or_refused(write_list(path, rows), authority=KABKOTA)
    assert all("nothing around it tells" in error.message for error in refused)
    if imported is not None:
        assert [str(e.code) for e in catalog] == [str(e.code) for e in imported.catalog]


@FEW
@given(flat_catalogs())
def test_a_catalog_folder_comes_back(tmp_path_factory, catalog):
    folder = tmp_path_factory.mktemp("folder") / "list"
    save_catalog(catalog, folder)
    imported = import_catalog(folder)
    assert "catalog-folder" == imported.layout
    assert catalog.entries == imported.catalog.entries
    assert catalog.info == imported.catalog.info


@FEW
@given(flat_catalogs())
def test_the_csv_of_a_catalog_folder_is_a_flat_list(tmp_path_factory, catalog):
    folder = tmp_path_factory.mktemp("folder") / "list"
    save_catalog(catalog, folder)
    imported = import_catalog(folder / "catalog.csv")
    assert in_order(catalog) == in_order(imported.catalog)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_empty_catalog_cannot_be_mistaken_for_a_list(tmp_path, suffix):
    path = write_list(tmp_path / f"list{suffix}", flat_rows(Catalog(None, ())))
    with pytest.raises(Exception, match="has no entry"):
        import_catalog(path)

"""The list with a column for each segment: zeros that numbers have lost, and what is around."""

from __future__ import annotations

import openpyxl
import pytest

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Scheme
from nomenklatur.errors import BadRowsError
from tests.importing.lists import COLUMNS, write_csv, write_xlsx


def row(*segments, name="Nama", **cells):
    known = dict.fromkeys(COLUMNS[6:], "") | cells
    return (*segments, *[""] * (5 - len(segments)), name, *known.values())


TREE = [
    row(1, name="URUSAN PEMERINTAHAN WAJIB"),
    row(1, 3, name="URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM"),
    row(1, 3, 2, name="PROGRAM PENGELOLAAN SUMBER DAYA AIR"),
]


def imported_of(tmp_path, rows, formats=None, **said):
    path = write_xlsx(tmp_path / "list.xlsx", [COLUMNS, *rows], formats, sheet="subkeg")
    return import_catalog(path, **said)


def codes_of(imported):
    return [str(entry.code) for entry in imported.catalog]


def messages(imported, rule="NK102"):
    return [f.message for f in imported.findings if f.rule.code == rule]


def test_lost_zeros_of_bidang_and_program_are_put_back_with_one_finding_a_column(tmp_path):
    imported = imported_of(tmp_path, TREE)
    assert ["1", "1.03", "1.03.02"] == codes_of(imported)
    known = "cells are without the zeros that a"
    assert [
        f"2 {known} Bidang Urusan is known to have: '3' in row 3, for one",
        f"1 {known} Program is known to have: '2' in row 4, for one",
    ] == messages(imported)
    assert ["B", "C"] == [f.place.column for f in imported.findings if f.rule.code == "NK102"]


def test_x_and_xx_stand_for_any_bidang(tmp_path):
    rows = [row("X"), row("X", "XX"), row("X", "XX", 1), row("X", "XX", 1, "2.01")]
    assert ["X", "X.XX", "X.XX.01", "X.XX.01.2.01"] == codes_of(imported_of(tmp_path, rows))


def test_a_number_above_99_tells_that_sub_kegiatan_have_four_digits(tmp_path):
    rows = [*TREE, *(row(1, 3, 2, "2.01", sub) for sub in ("", 1, 128))]
    imported = imported_of(tmp_path, rows)
    assert ["1.03.02.2.01.0001", "1.03.02.2.01.0128"] == codes_of(imported)[-2:]
    assert "sub kegiatan have four digits: row 7 has 128" in messages(imported)


def test_a_text_with_a_zero_tells_that_sub_kegiatan_have_two_digits(tmp_path):
    rows = [*TREE, *(row(1, 3, 2, "2.01", sub) for sub in ("", "01", 12))]
    codes = codes_of(imported_of(tmp_path, rows))
    assert ["1.03.02.2.01.01", "1.03.02.2.01.12"] == codes[-2:]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"sub_width": 2}, "1.03.02.2.01.07"),
        ({"sub_width": 4}, "1.03.02.2.01.0007"),
        ({"regulation": "Permendagri Nomor 90 Tahun 2019"}, "1.03.02.2.01.07"),
        ({"regulation": "Kepmendagri 900.1.15.5-1317 Tahun 2023"}, "1.03.02.2.01.0007"),
        ({"id": "kepmendagri-050-3708-2020"}, "1.03.02.2.01.07"),
    ],
)
def test_the_digits_of_small_numbers_can_be_said(tmp_path, said, code):
    rows = [*TREE, row(1, 3, 2, "2.01"), row(1, 3, 2, "2.01", 7)]
    assert code == codes_of(imported_of(tmp_path, rows, **said))[-1]


def test_the_digits_of_small_numbers_are_not_guessed(tmp_path):
    rows = [*TREE, row(1, 3, 2, "2.01"), row(1, 3, 2, "2.01", 7), row(1, 3, 2, "2.01", 8)]
    with pytest.raises(BadRowsError) as caught:
        imported_of(tmp_path, rows)
    (error,) = caught.value.errors
    assert (6, "E6") == (error.place.row, error.place.column)
    assert "two digits or four" in error.message
    assert "say the regulation" in error.remedy


def test_the_number_format_tells_2_10_from_2_01(tmp_path):
    rows = [*TREE, row(1, 3, 2, 2.1)]
    imported = imported_of(tmp_path, rows, {3: "0.00"})
    assert "1.03.02.2.10" == codes_of(imported)[-1]
    assert any("their number format shows" in message for message in messages(imported))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([2.09], [2.11], "1.03.02.2.10"),
        ([2.01, 2.02], [], "1.03.02.2.10"),
        ([], [2.02, 2.03], "1.03.02.2.01"),
        ([], [2.01], None),
        ([2.04], [], "1.03.02.2.10"),
        ([], [], None),
        ([4.01], [], None),
        ([2.03, 2.02], [2.01], "1.03.02.2.10"),
        ([2.03, 2.02], [], None),
    ],
)
def test_the_kegiatan_beside_it_tell_what_2_1_is_or_it_is_refused(tmp_path, before, after, code):
    kegiatan = [*before, 2.1, *after]
    rows = [*TREE, *(row(1, 3, 2, number, name=f"Kegiatan {number}") for number in kegiatan)]
    if code is None:
        with pytest.raises(BadRowsError, match=r"'2.1' is kegiatan 2.01 or 2.10"):
            imported_of(tmp_path, rows)
    else:
        imported = imported_of(tmp_path, rows)
        (entry,) = [e for e in imported.catalog if e.name == "Kegiatan 2.1"]
        assert code == str(entry.code)
        assert any("by those beside it" in message for message in messages(imported))


def test_the_rows_of_one_unclear_kegiatan_are_one_error(tmp_path):
    rows = [*TREE, row(1, 3, 2, 2.1), row(1, 3, 2, 2.1, 101), row(1, 3, 2, 2.1, 102)]
    with pytest.raises(BadRowsError) as caught:
        imported_of(tmp_path, rows)
    (error,) = caught.value.errors
    assert (5, "D5") == (error.place.row, error.place.column)
    assert "(3 rows)" in error.message


def test_cells_above_may_be_left_empty_as_in_merged_cells(tmp_path):
    rows = [row(1), row("", 3), row("", "", 2), row("", "", "", "2.01")]
    imported = imported_of(tmp_path, rows)
    assert ["1", "1.03", "1.03.02", "1.03.02.2.01"] == codes_of(imported)
    assert any("taken from the rows above" in message for message in messages(imported))


def test_cells_may_repeat_the_code_above_them(tmp_path):
    rows = [row("1"), row("1", "1.03"), row("1", "1.03", "1.03.02"),
            row("1", "1.03", "1.03.02", "1.03.02.2.01")]  # fmt: skip
    assert ["1", "1.03", "1.03.02", "1.03.02.2.01"] == codes_of(imported_of(tmp_path, rows))


def test_without_an_authority_digit_the_codes_are_legacy(tmp_path):
    rows = [*TREE, row(1, 3, 2, 1, name="Penyediaan jasa"), row(1, 3, 2, 15, name="Pembangunan")]
    imported = imported_of(tmp_path, rows)
    assert Scheme.LEGACY is imported.catalog.info.scheme
    assert ["1.03.02.01", "1.03.02.15"] == codes_of(imported)[-2:]


def test_the_authority_digit_tells_the_kind_of_region_and_the_user_the_rest(tmp_path):
    rows = [*TREE, row(1, 3, 2, "2.01"), row(1, 3, 2, "3.01")]
    seen = [entry.authorities for entry in imported_of(tmp_path, rows).catalog]
    kabkota = frozenset({Authority.KABUPATEN_KOTA})
    assert [frozenset(), frozenset(), frozenset(), kabkota, frozenset()] == seen
    said = imported_of(tmp_path, rows, authority=Authority.KABUPATEN_KOTA).catalog
    assert {kabkota} == {entry.authorities for entry in said}
    assert kabkota == said.info.authorities


def test_every_bad_row_is_named(tmp_path):
    rows = [row(1), row(1, "satu"), row(1, 3, "", "2.01"), row(1, 3, 2, "9.01"), row(1, 3, name="")]
    with pytest.raises(BadRowsError) as caught:
        imported_of(tmp_path, rows)
    found = [(error.place.row, error.place.column) for error in caught.value.errors]
    assert [(3, "B3"), (4, "C4"), (5, "D5"), (6, "F6")] == found


def test_a_row_without_a_code_is_left_out_with_a_finding(tmp_path):
    imported = imported_of(tmp_path, [*TREE, row(name="B. PROVINSI")])
    assert 3 == len(imported.catalog)
    assert ["no code beside 'B. PROVINSI'; the row was left out"] == messages(imported, "NK403")


def test_a_heading_may_take_two_rows_below_a_title(tmp_path):
    rows = [
        ("KLASIFIKASI, KODEFIKASI, DAN NOMENKLATUR",),
        ("KODE", "", "", "", "", "NOMENKLATUR URUSAN KABUPATEN/KOTA", "KINERJA"),
        ("URUSAN", "BIDANG URUSAN", "PROGRAM", "KEGIATAN", "SUB KEGIATAN", "", ""),
        (1, 2, 3, 4, 5, 6, 7),
        ("1", "", "", "", "", "URUSAN PEMERINTAHAN WAJIB", ""),
        ("1", "03", "", "", "", "PEKERJAAN UMUM", ""),
    ]
    imported = import_catalog(write_csv(tmp_path / "list.csv", rows))
    assert "code-columns" == imported.layout
    assert ["1", "1.03"] == codes_of(imported)


def test_two_sheets_are_one_catalog_and_a_sheet_of_notes_is_reported(tmp_path):
    book = openpyxl.Workbook()
    for title, rows in (
        ("PROV", [COLUMNS, *TREE]),
        ("KABKOTA", [COLUMNS, row(1, 3, 2, "2.01", name="Pengelolaan Irigasi")]),
        ("catatan", [("diunduh", "2026")]),
    ):
        page = book.create_sheet(title)
        for line in rows:
            page.append(line)
    del book["Sheet"]
    book.save(tmp_path / "list.xlsx")
    imported = import_catalog(tmp_path / "list.xlsx")
    assert ["1", "1.03", "1.03.02", "1.03.02.2.01"] == codes_of(imported)
    assert ["catatan"] == [f.place.sheet for f in imported.findings if f.rule.code == "NK401"]


def test_a_column_that_nobody_knows_is_reported_with_its_cells(tmp_path):
    rows = [(*COLUMNS, "PAGU"), *((*line, 100) for line in TREE)]
    imported = import_catalog(write_csv(tmp_path / "list.csv", rows))
    (finding,) = [f for f in imported.findings if f.rule.code == "NK402"]
    assert "nobody knows the column 'PAGU'; its 3 cells were left out" == finding.message
    assert "warning" == finding.severity.value

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.findings import Severity
from nomenklatur.tables.read import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nomenklatur.tables import Document, Table

    Read = Callable[..., Document]

# number, first line, last line, rows, rows repeated, lines below a page break
SEMARANG = [
    ("", 41, 61, 21, 0, []),
    ("", 69, 77, 9, 0, []),
    ("", 179, 181, 3, 0, []),
    ("", 191, 194, 4, 0, []),
    ("", 202, 208, 7, 0, []),
    ("", 222, 225, 4, 0, []),
    ("", 240, 244, 5, 0, []),
    ("", 250, 256, 7, 0, []),
    ("", 274, 276, 3, 0, []),
    ("2.1", 294, 418, 116, 0, [306, 319, 333, 351, 362, 374, 386, 398, 408]),
    ("2.2", 429, 489, 57, 2, [454, 485]),
    ("2.3", 512, 524, 13, 0, []),
    ("2.4", 603, 672, 64, 0, [614, 624, 634, 645, 656, 666]),
    ("2.5", 689, 706, 16, 1, [694, 706]),
    ("3.2", 935, 938, 4, 0, []),
    ("4.1", 1042, 1108, 61, 0, [1052, 1061, 1070, 1081, 1095, 1105]),
    ("LAMPIRAN", 1171, 1416, 235, 0,
     [1203, 1235, 1267, 1285, 1303, 1321, 1339, 1358, 1375, 1391, 1410]),
]  # fmt: skip

TITLES = {
    "2.1": "Rekapitulasi Evaluasi Hasil Pelaksanaan Renja Dinas Koperasi dan Usaha Mikro Kota "
    "Semarang dan Pencapaian Renstra Dinas Koperasi dan Usaha Mikro Kota Semarang s/d Tahun 2019",
    "2.2": "Realisasi Keuangan Dinas Koperasi dan Usaha Mikro Kota Semarang Tahun 2019",
    "2.3": "Pencapaian Kinerja Pelayanan Dinas Koperasi dan Usaha Mikro Kota Semarang",
    "2.4": "Review terhadap Rancangan Awal RKPD tahun 2021 Kota Semarang",
    "2.5": "Usulan Program dan Kegiatan dari Para Pemangku Kepentingan Tahun 2021 Dinas Koperasi "
    "dan Usaha Mikro Kota Semarang",
    "3.2": "Tujuan dan Sasaran serta Indikator Sasaran Dinas Koperasi dan Usaha Mikro Kota "
    "Semarang",
    "4.1": "Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun 2021 dan Prakiraan Maju "
    "Tahun 2022 Dinas Koperasi dan Usaha Mikro Kota Semarang",
    "LAMPIRAN": "PEMETAAN NOMENKLATUR PROGRAM, KEGIATAN DAN SUB KEGIATAN SESUAI DENGAN "
    "PERMENDAGRI NOMOR 90 TAHUN 2019 PADA DINAS KOPERASI DAN USAHA MIKRO KOTA SEMARANG TAHUN 2021",
}

UNNUMBERED_TITLES = [
    "DAFTAR ISI",
    "DAFTAR TABEL",
    (
        "Adapun Capaian kinerja Dinas Koperasi dan Usaha Mikro Kota Semarang pada tahun 2019 "
        "sebagai berikut :"
    ),
    "Capaian Kinerja pada Program ini sebagai berikut :",
    (
        "Kelembagaan UMKM di Kota Semarang sampai dengan Tahun 2019 dapat dijelaskan pada data "
        "dibawah ini :"
    ),
    "2) PROGRAM : Pengembangan Sistem Pendukung Usaha Bagi KUMKM",
    "3) PROGRAM : Peningkatan Kualitas Kelembagaan Koperasi",
    (
        "Adapun Kelembagaan Koperasi di Kota Semarang sampai dengan Tahun 2019 dapat dijelaskan "
        "pada data dibawah ini :"
    ),
    "4) PROGRAM : Peningkatan dan Pengembangan Pemasaran dan Jaringan Usaha UMKM",
]


def table(document: Document, number: str) -> Table:
    return next(table for table in document.tables if table.number == number)


def test_the_document_has_exactly_these_tables_with_these_rows(semarang: Document) -> None:
    found = [
        (
            table.number,
            table.rows[0].number,
            max(row.number for row in table.rows),
            len(table.rows),
            len(table.repeated),
            sorted(table.breaks),
        )
        for table in semarang.tables
    ]
    assert SEMARANG == found


def test_numbered_tables_have_the_titles_printed_above_them(semarang: Document) -> None:
    assert TITLES == {table.number: table.title for table in semarang.tables if table.number}


def test_tables_without_a_number_take_the_line_above_for_a_title(semarang: Document) -> None:
    assert UNNUMBERED_TITLES == [t.title for t in semarang.tables if not t.number]


def test_a_table_without_a_number_is_placed_by_its_lines_alone(semarang: Document) -> None:
    first = semarang.tables[0]
    assert first.place.table is None
    assert 42 == first.at(first.rows[1]).row


def test_every_cell_of_the_file_is_in_one_table_or_in_the_running_text(
    semarang: Document, root: Path
) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    printed: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        parts = line.split("\t") if "\t" in line else [line]
        printed.update((number, " ".join(part.split())) for part in parts if part.strip())
    read: Counter[tuple[int, str]] = Counter()
    for table in semarang.tables:
        for row in (*table.rows, *table.repeated):
            read.update((row.number, cell.text) for cell in row.cells if cell)
    read.update((passage.row, passage.text) for passage in semarang.passages)
    assert printed == read


def test_every_line_with_tabs_is_a_row_of_exactly_one_table(semarang: Document, root: Path) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    tabbed = [number for number, line in enumerate(lines, 1) if "\t" in line]
    rows = [row.number for table in semarang.tables for row in (*table.rows, *table.repeated)]
    assert 632 == len(tabbed)
    assert tabbed == sorted(rows)


def test_a_header_printed_again_is_set_aside(semarang: Document) -> None:
    realisation = table(semarang, "2.2")
    assert [453, 484] == [row.number for row in realisation.repeated]
    assert {realisation.rows[0].texts()} == {row.texts() for row in realisation.repeated}


def test_a_ruler_of_dashes_is_set_aside(semarang: Document) -> None:
    proposals = table(semarang, "2.5")
    assert [707] == [row.number for row in proposals.repeated]


def test_pieces_cut_by_a_page_break_are_left_for_the_layout(semarang: Document) -> None:
    review = table(semarang, "2.4")
    piece = next(row for row in review.rows if row.number == 624)
    assert "Kendaraan Dinas / Operasional" == piece.cells[1].text
    assert 624 in review.breaks


def test_rows_keep_the_raggedness_of_the_print(semarang: Document) -> None:
    widths = Counter(len(row.cells) for row in table(semarang, "4.1").rows)
    assert {10: 35, 11: 26} == dict(widths)


def test_running_text_keeps_its_lines(semarang: Document) -> None:
    by_row = {passage.row: passage.text for passage in semarang.passages}
    assert "7 program dengan 44 kegiatan" in by_row[175]
    assert "Dinas Koperasi & Usaha Mikro Kota Semarang" == by_row[420]
    assert sorted(by_row) == [passage.row for passage in semarang.passages]


def test_a_table_announced_without_rows_is_said(semarang: Document) -> None:
    (finding,) = semarang.findings
    assert ("NK401", "3.1", 910) == (finding.rule.code, finding.place.table, finding.place.row)
    assert Severity.INFO is finding.severity


HEAD = "No\tProgram/Kegiatan\tPagu\n"


def test_a_table_goes_on_over_feet_page_numbers_and_form_feeds(read: Read) -> None:
    text = (
        "Tabel 4.1\nRencana\n\n" + HEAD + "1\tAir\t1.000\n\nRenja Dinas | 12\n\n\f" + HEAD
        + "2\tJasa\t2.000\n\nRenja Dinas | 13\n\n- 14 -\n\n3\tRapat\t3.000\n\f4\tCetak\t4.000\n"
    )  # fmt: skip
    (table,) = read(text.encode()).tables
    assert ["No", "1", "2", "3", "4"] == [row.cells[0].text for row in table.rows]
    assert [10, 16, 17] == sorted(table.breaks)
    assert [9] == [row.number for row in table.repeated]


def test_a_caption_that_says_lanjutan_joins_the_table_before(read: Read) -> None:
    text = f"Tabel 4.1 Rencana\n{HEAD}1\tAir\t1.000\n\nTabel 4.1 (lanjutan)\n{HEAD}2\tJasa\t2.000\n"
    (table,) = read(text.encode()).tables
    assert "Rencana" == table.title
    assert ["No", "1", "2"] == [row.cells[0].text for row in table.rows]
    (table,) = read(text.replace("Tabel 4.1 (lanjutan)", "Lanjutan").encode()).tables
    assert ["No", "1", "2"] == [row.cells[0].text for row in table.rows]


@pytest.mark.parametrize(
    ("caption", "number", "title"),
    [
        ("Tabel 4.1 Rencana Program", "4.1", "Rencana Program"),
        ("TABEL IV.1. Rencana Program", "IV.1", "Rencana Program"),
        ("Tabel T-C.33\nRumusan Rencana\nKota Semarang", "T-C.33", "Rumusan Rencana Kota Semarang"),
        ("Tabel 5", "5", ""),
        ("**Tabel 2.10**\n**Realisasi**", "2.10", "Realisasi"),
        ("LAMPIRAN II\nPEMETAAN", "LAMPIRAN II", "PEMETAAN"),
        ("Tabel 2.2 di atas menunjukkan realisasi.\nRencana", "", "Rencana"),
        ("Lampiran ini memuat pemetaan.\nRencana", "", "Rencana"),
    ],
)
def test_captions_are_read_in_the_forms_that_offices_use(
    read: Read, caption: str, number: str, title: str
) -> None:
    text = f"Pembuka.\n\nA\tB\n1\t2\n\nIsi.\n\n{caption}\n\n{HEAD}1\tAir\t1.000\n"
    last = read(text.encode()).tables[-1]
    assert (number, title) == (last.number, last.title)


def test_a_caption_does_not_reach_over_running_text(read: Read) -> None:
    text = f"Tabel 3.1\nKeterkaitan\n\nUraian yang panjang sekali.\n\n{HEAD}1\tAir\t1.000\n"
    document = read((text + "\nPenutup.\n\nA\tB\nC\tD\n").encode())
    assert ["", ""] == [table.number for table in document.tables]
    assert ["3.1"] == [finding.place.table for finding in document.findings]


def test_items_of_a_list_with_tabs_are_running_text(read: Read) -> None:
    text = (
        f"Tujuan:\n1.\tMenyediakan dokumen\n2.\tMengelola upaya\n\nTabel 1\n{HEAD}1\tAir\t1.000\n"
    )
    document = read(text.encode())
    assert ["1"] == [table.number for table in document.tables]
    assert "1. Menyediakan dokumen" in [passage.text for passage in document.passages]


def test_an_indented_paragraph_is_running_text(read: Read) -> None:
    text = f"\tSebagaimana diamanatkan.\n\nTabel 1\n{HEAD}1\tAir\t1.000\n"
    document = read(text.encode())
    assert 1 == len(document.tables)
    assert "Sebagaimana diamanatkan." == document.passages[0].text


def test_a_line_without_tabs_between_two_rows_is_a_row(read: Read) -> None:
    text = f"Tabel 1\n{HEAD}PROGRAM PELAYANAN\n1\tAir\t1.000\n"
    (table,) = read(text.encode()).tables
    assert ("PROGRAM PELAYANAN",) == table.rows[1].texts()


def test_equal_first_rows_with_money_are_no_repeated_header(read: Read) -> None:
    text = "Tabel 1\nAir\t1.000\nJasa\t2.000\n\nAir\t1.000\n"
    (table,) = read(text.encode()).tables
    assert ["Air", "Jasa", "Air"] == [row.cells[0].text for row in table.rows]


def test_another_header_after_a_blank_line_begins_another_table(read: Read) -> None:
    text = f"Tabel 1\n{HEAD}1\tAir\t1.000\n\nNo\tIndikator\tTarget\tSatuan\n1\tIKM\t80\tpersen\n"
    assert [2, 2] == [len(table.rows) for table in read(text.encode()).tables]


def test_cells_that_excel_quoted_lose_the_marks(read: Read) -> None:
    text = f'Tabel 1\n{HEAD}1\t"Air, Listrik"\t1.000\n2\t"Kredit ""Wibawa"""\t2.000\n3\t"x"\t0\n'
    (table,) = read(text.encode()).tables
    assert ["Air, Listrik", 'Kredit "Wibawa"', '"x"'] == [
        row.cells[1].text for row in table.rows[1:]
    ]


def test_a_cell_over_several_lines_makes_one_row_and_no_document(read: Read) -> None:
    text = f'Rencana Kerja\n{HEAD}1\t"Air\n\ndan\nlistrik"\t1.000\n2\tJasa\t2.000\n'
    document = read(text.encode())
    (table,) = document.tables
    assert "csv" == document.format
    assert ("1", "Air dan listrik", "1.000") == table.rows[2].texts()
    assert [1, 2, 3, 7] == [row.number for row in table.rows]


def test_a_cell_over_several_lines_makes_one_row_of_a_document(read: Read) -> None:
    text = f'Tabel 4.1\n{HEAD}1\t"Air\ndan\nlistrik"\t1.000\n2\tJasa\t2.000\n'
    document = read(text.encode())
    (table,) = document.tables
    assert "text" == document.format
    assert ("1", "Air dan listrik", "1.000") == table.rows[1].texts()
    assert [2, 3, 6] == [row.number for row in table.rows]


def test_stray_marks_in_two_rows_of_a_document_do_not_join_them(read: Read) -> None:
    text = f'Tabel 4.1\n{HEAD}1\t"Air\t1.000\n2\tJasa"\t2.000\n'
    (table,) = read(text.encode()).tables
    assert ("1", '"Air', "1.000") == table.rows[1].texts()
    assert ("2", 'Jasa"', "2.000") == table.rows[2].texts()


lines = st.lists(
    st.sampled_from(
        ["", "", "Tabel 4.1", "LAMPIRAN", "Isi bab ini.", "Kota Semarang", "12", "\f", "a\tb\tc",
         "\t\tx\t", "\tx", "x\t", "No\tUraian", "1\tAir\t1.000.000", "--\t---", "1.\tSatu", "\t\t"]
    ),
    min_size=1,
    max_size=30,
)  # fmt: skip


@given(lines)
def test_no_text_of_any_document_is_lost(read: Read, lines: list[str]) -> None:
    document = read("\n".join(["Tabel 9", "Kode\tUraian", "1\tAir", "", *lines]).encode())
    printed = " ".join(["Tabel 9 Kode Uraian 1 Air", *lines]).split()
    read_back: list[str] = []
    for table in document.tables:
        for row in (*table.rows, *table.repeated):
            read_back += " ".join(row.texts()).split()
    for passage in document.passages:
        read_back += passage.text.split()
    assert Counter(printed) == Counter(read_back)


def test_equal_activities_at_the_top_of_two_pages_are_both_kept() -> None:
    page = "Program/Kegiatan\tPagu\nAir\t1.000\nGas\t2.000\n"
    text = f"Tabel 4.1 Rencana\n\n{page}\n{page}"
    (table,) = read_bytes(text.encode(), "renja.txt").tables
    assert ["Air", "Gas", "Air", "Gas"] == [row.texts()[0] for row in table.rows[1:]]
    assert 1 == len(table.repeated)

"""Workbooks of SIPD, SIMDA and offices: each layout with the rows that its program prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.findings import Severity
from nomenklatur.plan import AmountKind, Plan, TableKind
from nomenklatur.plan.read import describe, read_plan
from nomenklatur.tables import read_document
from tests.plan.workbooks import Page, save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.plan.workbooks import Value

TITLE = [["RENCANA KERJA"], ["DINAS PEKERJAAN UMUM KABUPATEN CONTOH"], ["TAHUN 2025"]]
HEADER = ["Kode", "Uraian", "Indikator", "Target", "Pagu Indikatif"]
ABOVE = [
    ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN", None, None, 90_000_000],
    ["1.03.10.2.01", "Penyelenggaraan Jalan", "Panjang", "10 km", 90_000_000],
]
FIRST = [["1.03.10.2.01.0010", "Pembangunan Jalan", "Panjang jalan", "4 km", 50_000_000]]
SECOND = [["1.03.10.2.01.0011", "Pemeliharaan Jalan", "Panjang jalan", "6 km", 40_000_000]]
JUMLAH = [[None, "JUMLAH", None, None, 90_000_000]]
ITEMS = [
    ("1.03.10.2.01.0010", "Pembangunan Jalan", {"2025": 50_000_000}),
    ("1.03.10.2.01.0011", "Pemeliharaan Jalan", {"2025": 40_000_000}),
]


def _plan(folder: Path, rows: Sequence[Sequence[Value]], **drawn: object) -> Plan:
    return read_plan(save(folder / "rencana.xlsx", Sheet1=Page(rows, **drawn)))


def _items(plan: Plan) -> list[tuple[str, str, dict[str, int]]]:
    return [
        (str(item.code), item.name, {key: int(amount) for key, amount in item.amounts.items()})
        for item in plan
    ]


def _found(plan: Plan) -> list[str]:
    return [finding.rule.code for finding in plan.findings]


def _kinds(plan: Plan) -> dict[str, AmountKind]:
    return {column.label: column.kind for column in plan.columns}


# -- SIPD -----------------------------------------------------------------------------------


def test_the_rka_of_sipd_has_the_kinds_of_spending_beside_their_sum(tmp_path: Path) -> None:
    none: list[Value] = [None] * 4
    money = [700_000_000, 300_000_000, 0, 0, 1_000_000_000, 1_100_000_000]
    rows = [
        ["RENCANA KERJA DAN ANGGARAN SATUAN KERJA PERANGKAT DAERAH"],
        ["Pemerintahan Kabupaten Contoh Tahun Anggaran 2025"],
        ["Organisasi                  :      DINAS PERTANAHAN DAN TATA RUANG"],
        ["Kode", *none, "Uraian", "Sumber Dana", "Lokasi", "Jumlah"],
        [None] * 8 + ["Tahun - 1", "Tahun N", *none, "Tahun + 1"],
        [None] * 9 + ["Belanja Operasi", "Belanja Modal", "Belanja Tidak Terduga",
                      "Belanja Transfer", "Jumlah (Rp)"],
        ["2", *none, "URUSAN PEMERINTAHAN WAJIB", None, None, None, *money],
        ["2", "10", None, None, None, "URUSAN PEMERINTAHAN BIDANG PERTANAHAN", None, None, None,
         *money],
        ["2", "10", "04", None, None, "PROGRAM PENYELESAIAN SENGKETA", None, None, None, *money],
        ["2", "10", "04", "2.01", None, "Penyelesaian Sengketa Tanah", None, None, None, *money],
        ["2", "10", "04", "2.01", "0001", "Inventarisasi Sengketa", "PAD", "Kab. Contoh", None,
         400_000_000, 300_000_000, 0, 0, 700_000_000, 800_000_000],
        ["2", "10", "04", "2.01", "0002", "Fasilitasi Mediasi", "DAU", "Kab. Contoh", None,
         300_000_000, 0, 0, 0, 300_000_000, 300_000_000],
    ]  # fmt: skip
    merged = ["A4:E6", "F4:F6", "G4:G6", "H4:H6", "I4:O4", "I5:I6", "J5:N5", "O5:O6"]
    plan = _plan(tmp_path, rows, merged=merged)

    assert ["2.10.04.2.01.0001", "2.10.04.2.01.0002"] == [str(item.code) for item in plan]
    assert ("DINAS PERTANAHAN DAN TATA RUANG", 2025) == (plan.office, plan.year)
    assert [
        (2025, AmountKind.PLAN),
        (2026, AmountKind.PLAN),
        (2024, AmountKind.BEFORE),
        (2025, AmountKind.PART),
        (2025, AmountKind.PART),
        (2025, AmountKind.PART),
        (2025, AmountKind.PART),
    ] == [(column.year, column.kind) for column in plan.columns]
    assert [1_000_000_000, 1_100_000_000] == [int(plan.total(c.key)) for c in plan.main]
    assert [0, 0] == [int(plan.total(c.key)) for c in plan.columns[-2:]]
    empty, beside = plan.findings
    assert ("NK303", 6) == (empty.rule.code, empty.place.row)
    assert "none of the 2 activities has an amount under 'Jumlah Tahun - 1'" == empty.message
    assert "NK421" == beside.rule.code
    assert "'Jumlah Tahun N Jumlah (Rp)', 'Jumlah Tahun + 1'; kept beside" in beside.message


def test_the_renja_of_sipd_has_its_forward_estimate_and_no_finding(tmp_path: Path) -> None:
    def row(code: list[str], name: str, *money: int, **said: str) -> list[Value]:
        codes = code + [None] * (5 - len(code))
        lokasi, target, dana = (said.get(key) for key in ("lokasi", "target", "dana"))
        return [*codes, name, None, lokasi, target, money[0], dana, None, target, money[1]]

    rows = [
        ["RENCANA KERJA PERANGKAT DAERAH TAHUN 2025"],
        ["Perangkat Daerah : 3.25.0.00.0.00.01.0000 DINAS PERIKANAN"],
        ["Kode", None, None, None, None, "Urusan/ Bidang Urusan/Program/ Kegiatan/Sub Kegiatan",
         "Indikator Program/ Kegiatan/ Sub Kegiatan", "Rencana Tahun 2025", None, None, None,
         "Catatan Penting", "Prakiraan Maju Rencana Tahun 2026", None],
        [None] * 7 + ["Lokasi", "Target Capaian Kinerja", "Kebutuhan Dana/ Pagu Indikatif (Rp)",
                      "Sumber Dana", None, "Target Capaian Kinerja",
                      "Kebutuhan Dana/ Pagu Indikatif (Rp)"],
        ["1", None, None, None, None, "2", "3", "4", "5", "6", "7", "8", "9", "10"],
        row(["3"], "URUSAN PEMERINTAHAN PILIHAN", 300_000_000, 330_000_000),
        row(["3", "25"], "URUSAN PEMERINTAHAN BIDANG KELAUTAN", 300_000_000, 330_000_000),
        row(["3", "25", "03"], "PROGRAM PERIKANAN TANGKAP", 300_000_000, 330_000_000),
        row(["3", "25", "03", "2.01"], "Penangkapan Ikan", 300_000_000, 330_000_000),
        row(["3", "25", "03", "2.01", "0001"], "Penyediaan Data", 100_000_000, 110_000_000,
            lokasi="Kab. Contoh", target="1 dok", dana="DAU"),
        row(["3", "25", "03", "2.01", "0002"], "Penyediaan Prasarana", 200_000_000, 220_000_000,
            lokasi="Kab. Contoh", target="1 unit", dana="DAK"),
        [None] * 5 + ["TOTAL", None, None, None, 300_000_000, None, None, None, 330_000_000],
    ]  # fmt: skip
    plan = _plan(tmp_path, rows, merged=["A3:E4", "F3:F4", "G3:G4", "H3:K3", "L3:L4", "M3:N3"])

    assert [
        ("3.25.03.2.01.0001", "Penyediaan Data", {"2025": 100_000_000, "2026": 110_000_000}),
        ("3.25.03.2.01.0002", "Penyediaan Prasarana", {"2025": 200_000_000, "2026": 220_000_000}),
    ] == _items(plan)
    assert ["DAU", "DAK"] == [item.sumber_dana for item in plan]
    assert "DINAS PERIKANAN" == plan.office
    assert [] == _found(plan)


FLAT = [
    "Kode Sub SKPD", "Nama Sub SKPD", "Kode Program", "Nama Program", "Kode Kegiatan",
    "Nama Kegiatan", "Kode Sub Kegiatan", "Nama Sub Kegiatan", "Kode Rekening", "Nama Rekening",
    "Alokasi Anggaran",
]  # fmt: skip


def _flat(office: str, sub: int, account: str, amount: int) -> list[Value]:
    above = ["1.02.01", "PROGRAM PENUNJANG", "1.02.01.2.01", "Perencanaan Perangkat Daerah"]
    code, name = f"1.02.01.2.01.000{sub}", f"Penyusunan Dokumen {'ABC'[sub]}"
    return ["1.02.0.00.0.00.01.0000", office, *above, code, name, account, "Belanja", amount]


def test_the_flat_list_of_sipd_has_a_row_an_account_and_each_activity_once(tmp_path: Path) -> None:
    rows = [
        FLAT,
        _flat("Dinas Kesehatan", 1, "5.1.02.01.01.0024", 5_000_000),
        _flat("Dinas Kesehatan", 1, "5.1.02.04.01.0001", 15_000_000),
        _flat("Dinas Kesehatan", 2, "5.1.02.01.01.0024", 900_000),
    ]
    plan = _plan(tmp_path, rows)

    assert [
        ("1.02.01.2.01.0001", "Penyusunan Dokumen B", {"anggaran": 20_000_000}),
        ("1.02.01.2.01.0002", "Penyusunan Dokumen C", {"anggaran": 900_000}),
    ] == _items(plan)
    assert "Dinas Kesehatan" == plan.office
    assert "PROGRAM PENUNJANG" == plan.items[0].program.name
    (finding,) = plan.findings
    assert ("NK404", Severity.INFO) == (finding.rule.code, finding.severity)
    assert "2 rows of spending (kode rekening) were added up to 1 activity" == finding.message


def test_the_same_activity_of_two_offices_is_not_added_up(tmp_path: Path) -> None:
    rows = [
        FLAT,
        _flat("Dinas Kesehatan", 1, "5.1.02.01.01.0024", 5_000_000),
        _flat("Dinas Sosial", 1, "5.1.02.01.01.0024", 7_000_000),
    ]
    assert [5_000_000, 7_000_000] == [m["anggaran"] for *_, m in _items(_plan(tmp_path, rows))]


def test_accounts_below_the_sub_kegiatan_are_not_counted_twice(tmp_path: Path) -> None:
    accounts = [
        ["5", "BELANJA DAERAH", None, None, 50_000_000],
        ["5.1", "BELANJA OPERASI", None, None, 50_000_000],
        ["5.1.02", "Belanja Barang dan Jasa", None, None, 50_000_000],
        ["5.1.02.01.01.0024", "Belanja Alat Tulis Kantor", None, None, 50_000_000],
    ]
    plan = _plan(tmp_path, [*TITLE, HEADER, *ABOVE, *FIRST, *accounts, *SECOND, *JUMLAH])
    assert ITEMS == _items(plan)
    assert ["NK403"] == _found(plan)
    assert "4 rows are details of spending" in plan.findings[0].message


# -- SIMDA ----------------------------------------------------------------------------------


def test_the_dppa_of_simda_is_read_below_the_bidang_of_its_title(tmp_path: Path) -> None:
    none: list[Value] = [None] * 3
    rows = [
        ["PEMERINTAH KABUPATEN CONTOH"],
        ["DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN TAHUN ANGGARAN 2019"],
        ["Urusan Pemerintahan", None, ": 1.03 Pekerjaan Umum dan Penataan Ruang"],
        ["Organisasi", None, ": 1.03.01 Dinas Pekerjaan Umum"],
        ["KODE PROG./ KEG.", None, "URAIAN", "LOKASI KEGIATAN", "TARGET KINERJA", "Sumber Dana",
         "JUMLAH (Rp)", None, "BERTAMBAH/(BERKURANG)", None],
        [None] * 6 + ["SEBELUM PERUBAHAN", "SETELAH PERUBAHAN", "(Rp)", "%"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9 = 8 - 7", "10"],
        ["01", None, "Program Pelayanan Administrasi", *none, 30_000_000, 25_000_000, -5_000_000,
         -16.67],
        ["01", "001", "Penyediaan jasa surat menyurat", "Kota", "12 bulan", "PAD", 10_000_000,
         15_000_000, 5_000_000, 50],
        ["01", "002", "Penyediaan jasa komunikasi", "Kota", "12 bulan", "PAD", 20_000_000,
         10_000_000, -10_000_000, -50],
        ["16", None, "Program Peningkatan Sarana", *none, 7_000_000, 7_000_000, 0, 0],
        ["16", "005", "Pengadaan kendaraan", "Kota", "1 unit", "DAU", 7_000_000, 7_000_000, 0, 0],
        [None, None, "JUMLAH", *none, 37_000_000, 32_000_000, -5_000_000, -13.51],
    ]  # fmt: skip
    merged = ["A5:B6", "C5:C6", "D5:D6", "E5:E6", "F5:F6", "G5:H5", "I5:J5"]
    plan = _plan(tmp_path, rows, merged=merged)

    assert ["1.03.01.001", "1.03.01.002", "1.03.16.005"] == [str(item.code) for item in plan]
    assert ["01.001", "01.002", "16.005"] == [item.code_text for item in plan]
    assert {
        "JUMLAH (Rp) SEBELUM PERUBAHAN": AmountKind.BEFORE,
        "JUMLAH (Rp) SETELAH PERUBAHAN": AmountKind.PLAN,
        "BERTAMBAH/(BERKURANG) (Rp)": AmountKind.DIFFERENCE,
    } == _kinds(plan)
    (own,) = plan.main
    assert 32_000_000 == int(plan.total(own.key))
    assert [-5_000_000] == [int(plan.total(c.key)) for c in plan.columns if c is plan.columns[2]]
    assert {own.key: "12 bulan"} == dict(plan.items[0].indicators[0].targets)
    assert "Dinas Pekerjaan Umum" == plan.office
    assert ["NK421", "NK102"] == _found(plan)  # a minus in a column of changes is none


def test_ends_of_codes_are_told_where_no_title_gives_the_bidang(tmp_path: Path) -> None:
    rows = [
        ["Kode", None, "Uraian", "Jumlah (Rp)"],
        ["01", None, "Program Pelayanan Administrasi", 1_000_000],
        ["01", "001", "Penyediaan jasa surat menyurat", 1_000_000],
        ["16", None, "Program Peningkatan Sarana", 7_000_000],
        ["16", "005", "Pengadaan kendaraan", 7_000_000],
    ]
    plan = _plan(tmp_path, rows, merged=["A1:B1"])
    assert ["0.00.01.001", "None"] == [str(item.code) for item in plan]
    (finding,) = [f for f in plan.findings if f.rule.code == "NK105"]
    assert "the programs 16, 16.005 have numbers alone" in finding.message


def test_simda_prints_accounts_behind_the_code_of_the_kegiatan(tmp_path: Path) -> None:
    own = "1.03 . 1.03.01 . 01 . 01"
    rows = [
        *TITLE,
        ["Kode Rekening", "Uraian", "Jumlah (Rp)"],
        [own, "Program Pelayanan Administrasi Perkantoran", 30_000_000],
        [f"{own} . 07", "Penyediaan jasa surat menyurat", 30_000_000],
        [f"{own} . 07 . 5", "BELANJA", 30_000_000],
        [f"{own} . 07 . 5 . 2", "BELANJA LANGSUNG", 30_000_000],
        [f"{own} . 07 . 5 . 2 . 1", "BELANJA PEGAWAI", 10_000_000],
        [f"{own} . 07 . 5 . 2 . 2", "BELANJA BARANG DAN JASA", 20_000_000],
        [f"{own} . 07 . 5 . 2 . 2 . 01", "Belanja Bahan Pakai Habis", 20_000_000],
    ]
    plan = _plan(tmp_path, rows)
    assert [("1.03.01.01.07", "Penyediaan jasa surat menyurat", {"2025": 30_000_000})] == _items(
        plan
    )
    assert ["NK102", "NK102", "NK403"] == _found(plan)
    assert "5 rows are details of spending" in plan.findings[-1].message


def test_a_kegiatan_of_another_authority_is_no_account(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2025"],
        ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN", 5_000_000],
        ["1.03.10.5.01", "Penyelenggaraan Jalan", 5_000_000],
        ["1.03.10.5.01.0001", "Pembangunan Jalan", 5_000_000],
    ]
    plan = _plan(tmp_path, rows)
    assert [("1.03.10.5.01.0001", "Pembangunan Jalan", {"2025": 5_000_000})] == _items(plan)
    assert [] == _found(plan)


# -- the pages of a print -------------------------------------------------------------------


def test_the_head_of_each_page_is_no_row_and_is_told(tmp_path: Path) -> None:
    numbering = [["1", "2", "3", "4", "5"]]
    head = [*TITLE, HEADER, *numbering]
    page = [[None, "Jumlah halaman ini", None, None, 50_000_000], ["Halaman 1 dari 2"]]
    plan = _plan(tmp_path, [*head, *ABOVE, *FIRST, *page, *head, *SECOND, *JUMLAH])

    assert ITEMS == _items(plan)
    assert {"PROGRAM PENYELENGGARAAN JALAN"} == {item.program.name for item in plan}
    (finding,) = plan.findings
    assert ("NK422", 10) == (finding.rule.code, finding.place.row)
    assert "the header is printed again (rows 10 to 14), with 'Halaman 1 dari 2'" == finding.message


def test_sums_carried_to_the_next_page_are_no_activities(tmp_path: Path) -> None:
    carried = [
        [None, "Jumlah dipindahkan", None, None, 50_000_000],
        HEADER,
        [None, "Pindahan", None, None, 50_000_000],
    ]
    plan = _plan(tmp_path, [*TITLE, HEADER, *ABOVE, *FIRST, *carried, *SECOND, *JUMLAH])
    assert ITEMS == _items(plan)
    assert ["NK422"] == _found(plan)


def test_a_sum_carried_wrongly_is_told(tmp_path: Path) -> None:
    carried = [[None, "Jumlah dipindahkan", None, None, 49_000_000], HEADER]
    plan = _plan(tmp_path, [*TITLE, HEADER, *ABOVE, *FIRST, *carried, *SECOND, *JUMLAH])
    assert ["NK301", "NK422"] == _found(plan)
    assert (
        "Jumlah dipindahkan: 2025 declares 49,000,000, its parts add up to 50,000,000"
        in plan.findings[0].message
    )


SIGNED = ["Contoh, 2 Januari 2025", "Kepala Dinas,", "Ir. BUDI SANTOSO, M.T.", "NIP. 19700101"]


@pytest.mark.parametrize("column", [1, 3], ids=["under the names", "on the right"])
@pytest.mark.parametrize("total", [JUMLAH, []], ids=["below a total", "below the rows"])
def test_signatures_below_the_table_are_no_activities(
    tmp_path: Path, total: list[list[Value]], column: int
) -> None:
    signed = [[*[None] * column, text] for text in SIGNED]
    plan = _plan(tmp_path, [*TITLE, HEADER, *ABOVE, *FIRST, *SECOND, *total, *signed])

    assert ITEMS == _items(plan)
    assert all(len(item.indicators) == 1 for item in plan)
    (finding,) = plan.findings
    assert ("NK403", Severity.INFO) == (finding.rule.code, finding.severity)
    assert all(repr(text) in finding.message for text in SIGNED)


def test_an_activity_without_an_amount_at_the_foot_stays(tmp_path: Path) -> None:
    last = [["1.03.10.2.01.0012", "Leger Jalan"]]
    plan = _plan(tmp_path, [*TITLE, HEADER, *ABOVE, *FIRST, *SECOND, *last])
    assert "Leger Jalan" == plan.items[-1].name
    assert ["NK303"] == _found(plan)


# -- several plans in one sheet -------------------------------------------------------------

OTHER_OFFICE = [
    ["RENCANA KERJA"],
    ["DINAS KESEHATAN KABUPATEN CONTOH"],
    ["TAHUN 2025"],
    HEADER,
    ["1.02.02", "PROGRAM PEMENUHAN UPAYA KESEHATAN", None, None, 7_000_000],
    ["1.02.02.2.01", "Penyediaan Fasilitas", None, None, 7_000_000],
    ["1.02.02.2.01.0001", "Pembangunan Rumah Sakit", "Unit", "1 unit", 7_000_000],
]


def test_plans_of_two_offices_in_one_sheet_are_read_as_one_and_each_by_itself(
    tmp_path: Path,
) -> None:
    rows = [*TITLE, HEADER, *ABOVE, *FIRST, *SECOND, *JUMLAH, *OTHER_OFFICE]
    path = save(tmp_path / "rencana.xlsx", Renja=Page(rows))
    both = read_plan(path)
    assert [*ITEMS, ("1.02.02.2.01.0001", "Pembangunan Rumah Sakit", {"2025": 7_000_000})] == (
        _items(both)
    )
    assert "NK404" in _found(both)
    with pytest.raises(ReadError, match="2 tables are called 'renja': #1, #2"):
        read_plan(path, table="renja")

    first, second = (read_plan(path, table=name) for name in ("#1", "#2"))
    assert ITEMS == _items(first)
    assert [("1.02.02.2.01.0001", "Pembangunan Rumah Sakit", {"2025": 7_000_000})] == _items(second)
    assert ("DINAS KESEHATAN KABUPATEN CONTOH", "1.02") == (second.office, str(second.bidang))
    (beside,) = first.findings
    assert ("NK403", 10) == (beside.rule.code, beside.place.row)
    assert "rows 10 to 16 are another table (#2: plan), read by itself" == beside.message
    assert 16 == second.items[0].place.row


def test_a_table_of_other_columns_below_the_plan_is_another_table(tmp_path: Path) -> None:
    spent = [
        ["Tabel 2.2 Realisasi Tahun 2024"],
        ["No", "Program/Kegiatan", "Lokasi", "Anggaran 2024", "Realisasi 2024"],
        ["1", "Pembangunan Jalan", "Desa A", 50_000_000, 40_000_000],
        ["2", "Pemeliharaan Jalan", "Desa B", 5_000_000, 4_000_000],
    ]
    path = save(
        tmp_path / "rencana.xlsx", Renja=Page([*TITLE, HEADER, *ABOVE, *FIRST, *SECOND, *spent])
    )
    assert [TableKind.PLAN, TableKind.REALISATION] == [
        one.kind for one in describe(read_document(path))
    ]
    assert ITEMS == _items(read_plan(path))
    realised = read_plan(path, table="#2")
    assert ["2024 anggaran", "2024 realisasi"] == [column.key for column in realised.columns]
    assert "Tabel 2.2 Realisasi Tahun 2024" == realised.title


def test_the_plan_of_the_next_year_below_the_first_is_another_plan(tmp_path: Path) -> None:
    def rows(year: int) -> list[list[Value]]:
        return [["Kode", "Uraian", f"Pagu {year}"], ["1.03.10.2.01.0010", "Jalan", year * 1000]]

    path = save(tmp_path / "rencana.xlsx", Renja=Page([*rows(2024), *rows(2025)]))
    assert [{"2024": 2_024_000}, {"2025": 2_025_000}] == [
        money for name in ("#1", "#2") for *_, money in _items(read_plan(path, table=name))
    ]


def test_of_several_sheets_the_hidden_ones_are_not_asked_for(tmp_path: Path) -> None:
    def page(year: int, **drawn: bool) -> Page:
        rows = [["Kode", "Uraian", f"Pagu {year}"], ["1.03.10.2.01.0010", "Jalan", 1_000_000]]
        return Page(rows, **drawn)

    sheets = {"Sampul": Page([["RENCANA KERJA"]]), "Renja": page(2025), "Lama": page(2024)}
    path = save(tmp_path / "rencana.xlsx", **sheets)
    with pytest.raises(ReadError, match="Renja, Lama") as caught:
        read_plan(path)
    assert "--table 'Renja'" in caught.value.remedy

    path = save(tmp_path / "rencana.xlsx", **sheets | {"Lama": page(2024, hidden=True)})
    assert 2025 == read_plan(path).year
    assert 2024 == read_plan(path, table="lama").year


# -- hidden, small, negative ----------------------------------------------------------------


def test_hidden_rows_and_columns_are_counted_and_told(tmp_path: Path) -> None:
    plan = _plan(
        tmp_path,
        [*TITLE, HEADER, *ABOVE, *FIRST, *SECOND],
        hidden_rows=[7],
        hidden_columns=["C", "E"],
    )
    assert ITEMS == _items(plan)
    columns, rows = plan.findings
    assert {("NK420", Severity.WARNING)} == {(f.rule.code, f.severity) for f in plan.findings}
    assert "2 hidden columns were read: C 'Indikator', E 'Pagu Indikatif'" == columns.message
    assert "E4" == columns.place.column
    assert "1 hidden row was read and counted (7): 50,000,000 (2025)" == rows.message
    assert 7 == rows.place.row


def test_hidden_rows_that_follow_each_other_are_told_together(tmp_path: Path) -> None:
    many = [[f"1.03.10.2.01.00{i}", f"Jalan {i}", "km", "1 km", 1_000_000] for i in range(10, 20)]
    plan = _plan(tmp_path, [HEADER, *many], hidden_rows=[2, 3, 4, 8, 10, 11])
    (finding,) = [f for f in plan.findings if f.rule.code == "NK420"]
    assert finding.message.startswith("6 hidden rows were read and counted (2 to 4, 8, 10 to 11)")
    assert finding.message.endswith(": 6,000,000 (pagu)")


def test_what_was_spent_and_what_is_left_stands_beside_the_pagu(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Uraian", "Pagu", "Realisasi", "Sisa", "Pagu Perubahan"],
        ["1.03.10.2.01", "Jalan", 900_000, 400_000, 500_000, 950_000],
        ["1.03.10.2.02", "Jembatan", 800_000, 400_000, 400_000, 800_000],
    ]
    plan = _plan(tmp_path, rows)
    assert {
        "Pagu": AmountKind.BEFORE,
        "Realisasi": AmountKind.REALISATION,
        "Sisa": AmountKind.DIFFERENCE,
        "Pagu Perubahan": AmountKind.PLAN,
    } == _kinds(plan)
    assert [1_750_000, 1_700_000, 800_000, 900_000] == [
        int(plan.total(column.key)) for column in plan.columns
    ]
    (finding,) = plan.findings
    assert "NK421" == finding.rule.code
    assert "the plan's amounts are those under 'Pagu Perubahan'" in finding.message


def test_a_pagu_with_its_realisation_and_rest_needs_no_word(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024", "Realisasi 2024", "Sisa"],
        ["1.03.10.2.01", "Jalan", 9_000_000, 4_000_000, 5_000_000],
    ]
    plan = _plan(tmp_path, rows)
    assert ["Pagu 2024"] == [column.label for column in plan.main]
    assert [] == _found(plan)


def test_quarters_below_a_million_are_money_and_parts_of_jumlah(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Kegiatan", "TW I", "TW II", "TW III", "TW IV", "Jumlah"],
        ["1.03.10.2.01", "Jalan", "100.000", "200.000", "-", "300.000", "600.000"],
        ["1.03.10.2.02", "Jembatan", "-", "-", "-", "900.000", "900.000"],
    ]
    plan = _plan(tmp_path, rows)
    assert [1_500_000, 100_000, 200_000, 0, 1_200_000] == [
        int(plan.total(column.key)) for column in plan.columns
    ]
    assert ["Jumlah"] == [column.label for column in plan.main]


def test_quarters_without_their_sum_are_the_plan_together(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Kegiatan", "Semester I", "Semester II"],
        ["1.03.10.2.01", "Jalan", 100_000, 250_000],
    ]
    plan = _plan(tmp_path, rows)
    assert [100_000, 250_000] == [int(plan.total(column.key)) for column in plan.main]


def test_counts_of_people_beside_money_stay_counts(tmp_path: Path) -> None:
    rows = [
        ["Kode", "Kegiatan", "Jumlah", "Pagu"],
        ["1.03.10.2.01", "Pelatihan", "12.500", 40_000_000],
        ["1.03.10.2.02", "Pameran", "3.000", 30_000_000],
    ]
    plan = _plan(tmp_path, rows)
    assert ["Pagu"] == [column.label for column in plan.columns]
    assert "12.500" == plan.items[0].indicators[0].targets["pagu"]


def test_a_negative_amount_is_told_and_counted(tmp_path: Path) -> None:
    minus = [["1.03.10.2.01.0011", "Pemeliharaan Jalan", "Panjang jalan", "6 km", -40_000_000]]
    plan = _plan(tmp_path, [*TITLE, HEADER, *FIRST, *minus])
    assert 10_000_000 == int(plan.total("2025"))
    (finding,) = plan.findings
    assert ("NK308", Severity.WARNING, "E6") == (
        finding.rule.code,
        finding.severity,
        finding.place.column,
    )
    assert "'Pemeliharaan Jalan'" in finding.message


# -- Renstra and other layouts --------------------------------------------------------------


def test_the_renstra_has_years_in_pairs_and_their_sum_beside(tmp_path: Path) -> None:
    none: list[Value] = [None] * 5
    rows = [
        ["Tabel T-C.27"],
        ["Rencana Program, Kegiatan, dan Pendanaan Perangkat Daerah"],
        ["Dinas Perikanan Kabupaten Contoh"],
        ["Tujuan", "Sasaran", "Kode", "Program dan Kegiatan", "Indikator Kinerja",
         "Data Capaian pada Tahun Awal Perencanaan",
         "Target Kinerja Program dan Kerangka Pendanaan", *none, "Unit Kerja Penanggung Jawab",
         "Lokasi"],
        [None] * 6 + ["Tahun 2021", None, "Tahun 2022", None,
                      "Kondisi Kinerja pada akhir periode Renstra", None],
        [None] * 6 + ["target", "Rp"] * 3,
        [f"({i})" for i in range(1, 15)],
        ["Meningkatnya produksi", "Produksi ikan", "3.25.03", "PROGRAM PERIKANAN TANGKAP",
         "Produksi", "10 ton", "12 ton", 300_000_000, "14 ton", 400_000_000, "14 ton",
         700_000_000, "Bidang Tangkap", "Kab. Contoh"],
        [None, None, "3.25.03.2.01", "Penangkapan Ikan", "Jumlah nelayan", "5 org", "6 org",
         300_000_000, "7 org", 400_000_000, "7 org", 700_000_000, "Bidang Tangkap", "Kab. Contoh"],
        [None, None, "3.25.03.2.01.01", "Penyediaan Data", "Dokumen", "1", "1 dok", 100_000_000,
         "1 dok", 150_000_000, "2 dok", 250_000_000, "Bidang Tangkap", "Kab. Contoh"],
        [None, None, "3.25.03.2.01.02", "Penyediaan Prasarana", "Unit", "1", "1 unit",
         200_000_000, "1 unit", 250_000_000, "2 unit", 450_000_000, "Bidang Tangkap",
         "Kab. Contoh"],
    ]  # fmt: skip
    merged = ["A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "F4:F6", "G4:L4", "M4:M6", "N4:N6"]
    plan = _plan(tmp_path, rows, merged=[*merged, "G5:H5", "I5:J5", "K5:L5"])

    assert [300_000_000, 400_000_000] == [int(plan.total(c.key)) for c in plan.main]
    assert [2021, 2022, None] == [column.year for column in plan.columns]
    assert AmountKind.SUM is plan.columns[-1].kind
    assert ["1 dok", "1 dok", "2 dok"] == list(plan.items[0].indicators[0].targets.values())
    assert "Dinas Perikanan Kabupaten Contoh" == plan.office
    assert ["NK421"] == _found(plan)


@pytest.mark.parametrize("coded", [False, True])
def test_a_column_a_level_with_cells_merged_downwards(tmp_path: Path, *, coded: bool) -> None:
    program, kegiatan = ["1.03.02", "Program A"], ["1.03.02.2.01", "Kegiatan B"]
    other, no = ["1.03.02.2.02", "Kegiatan E"], [None, None]
    subs = [
        (f"1.03.02.2.0{k}.000{s}", f"Sub {n}")
        for k, s, n in ((1, 1, "C"), (1, 2, "D"), (2, 1, "F"))
    ]
    full = [
        ["Kode Program", "Program", "Kode Kegiatan", "Kegiatan", "Kode Sub Kegiatan",
         "Sub Kegiatan", "Pagu 2025"],
        [*program, *kegiatan, *subs[0], 1_000_000],
        [*no, *no, *subs[1], 2_000_000],
        [*no, *other, *subs[2], 3_000_000],
    ]  # fmt: skip
    rows = full if coded else [[*row[1:6:2], row[6]] for row in full]
    merged = ["A2:A4", "B2:B4", "C2:C3", "D2:D3"] if coded else ["A2:A4", "B2:B3"]
    plan = _plan(tmp_path, rows, merged=merged)

    assert [
        ("Sub C", "Program A", 1_000_000),
        ("Sub D", "Program A", 2_000_000),
        ("Sub F", "Program A", 3_000_000),
    ] == [(i.name, i.program.name, int(i.amounts["2025"])) for i in plan]
    assert [code if coded else None for code, _ in subs] == [
        str(item.code) if item.code else None for item in plan
    ]
    assert [] == _found(plan)


def test_codes_spread_over_number_cells_keep_the_zeros_of_their_formats(tmp_path: Path) -> None:
    rows = [
        ["Kode", None, None, None, None, "Uraian", "Pagu 2025"],
        [3, 25, 3, None, None, "PROGRAM PERIKANAN TANGKAP", 3_000_000],
        [3, 25, 3, 2.01, None, "Penangkapan Ikan", 3_000_000],
        [3, 25, 3, 2.01, 1, "Penyediaan Data", 1_000_000],
        [3, 25, 3, 2.01, 2, "Penyediaan Prasarana", 2_000_000],
    ]
    formats = {"B": "00", "C": "00", "E": "0000"}
    plan = _plan(tmp_path, rows, merged=["A1:E1"], formats=formats)
    assert ["3.25.03.2.01.0001", "3.25.03.2.01.0002"] == [str(item.code) for item in plan]
    assert [] == _found(plan)

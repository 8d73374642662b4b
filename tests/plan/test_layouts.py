"""Layouts that offices use: codes and names anywhere, money in any columns, totals anywhere."""

from __future__ import annotations

import pytest

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.findings import Severity
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import TableKind
from nomenklatur.plan.columns.layout import recognise
from nomenklatur.plan.read import plan_of, plans_of
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.tables import Cell, Document, Row, Table
from tests.strategies.tables import table


def money(text: str) -> Rupiah:
    return Rupiah.parse(text)


KOPERASI = Code.parse("1.15", scheme=Scheme.LEGACY)


def _rules(plan: object) -> list[str]:
    return [finding.rule.code for finding in plan.findings]


def _money(plan: object) -> list[dict[str, int]]:
    return [{key: int(amount) for key, amount in item.amounts.items()} for item in plan]


def test_codes_spread_over_columns_are_put_together() -> None:
    plan = plan_of(
        table(
            [
                ["Kode", "", "", "", "", "", "Urusan/Program/Kegiatan", "Pagu Indikatif 2024"],
                ["2", "17", "", "", "", "", "URUSAN PEMERINTAHAN BIDANG KOPERASI", "3.000.000"],
                ["2", "17", "02", "", "", "", "PROGRAM IZIN USAHA SIMPAN PINJAM", "3.000.000"],
                ["2", "17", "02", "2", "01", "", "Penerbitan Izin", "3.000.000"],
                ["2", "17", "02", "2", "01", "01", "Fasilitasi Pemenuhan Izin", "1.000.000"],
                ["2", "17", "02", "2", "01", "02", "Koordinasi Pembukaan Kantor", "2.000.000"],
            ]
        )
    )
    assert ["2.17.02.2.01.01", "2.17.02.2.01.02"] == [str(item.code) for item in plan]
    assert [1, 2, 3] == [total.level.rank for total in plan.declared if total.level]
    assert [] == _rules(plan)


def test_codes_written_before_the_names_are_taken_off() -> None:
    plan = plan_of(
        table(
            [
                ["Program/Kegiatan/Sub Kegiatan", "Anggaran 2025"],
                ["1.03.02 PROGRAM PENGELOLAAN SUMBER DAYA AIR", "5.000.000"],
                ["1.03.02.2.01 Pengelolaan SDA", "5.000.000"],
                ["1.03.02.2.01.0093 Normalisasi Sungai", "5.000.000"],
            ]
        )
    )
    (item,) = plan.items
    assert ("1.03.02.2.01.0093", "Normalisasi Sungai") == (str(item.code), item.name)
    assert "1.03.02" == str(item.program.code)


def test_a_list_with_a_row_per_year_becomes_columns() -> None:
    plan = plan_of(
        table(
            [
                ["tahun", "skpd", "kode", "level", "nama", "pagu"],
                ["2019", "Dinas A", "1.03.01.2.01", "kegiatan", "Perencanaan", "1000000"],
                ["2020", "Dinas A", "1.03.01.2.01", "kegiatan", "Perencanaan", "2000000"],
                ["2019", "Dinas A", "1.03.01.2.02", "kegiatan", "Keuangan", "3000000"],
                ["2020", "Dinas A", "1.03.01.2.02", "kegiatan", "Keuangan", ""],
            ]
        )
    )
    assert [{"2019": 1_000_000, "2020": 2_000_000}, {"2019": 3_000_000}] == _money(plan)
    assert "Dinas A" == plan.office
    assert ["NK303"] == _rules(plan)


def test_names_in_three_steps_are_program_kegiatan_and_sub_kegiatan() -> None:
    plan = plan_of(
        table(
            [
                ["Uraian", "", "", "Pagu 2024"],
                ["Penunjang Urusan", "", "", "3.000.000"],
                ["", "Administrasi Keuangan", "", "3.000.000"],
                ["", "", "Penyediaan Gaji", "1.000.000"],
                ["", "", "Penyediaan Tunjangan", "2.000.000"],
            ]
        )
    )
    assert ["Penyediaan Gaji", "Penyediaan Tunjangan"] == [item.name for item in plan]
    assert "Penunjang Urusan" == plan.items[0].program.name
    assert [Level.PROGRAM, Level.KEGIATAN] == [total.level for total in plan.declared]


def test_names_of_each_level_in_a_column_of_its_own_are_read_row_by_row() -> None:
    plan = plan_of(
        table(
            [
                ["Kode", "Program", "Kegiatan", "Sub Kegiatan", "Anggaran"],
                ["1.03.02.2.01.0001", "A", "B", "C satu", "1.000.000"],
                ["1.03.02.2.01.0002", "A", "B", "C dua", "2.000.000"],
                ["1.03.03.2.01.0001", "D", "E", "F", "3.000.000"],
            ],
            title="TAHUN 2024",
        )
    )
    assert [("C satu", "A"), ("C dua", "A"), ("F", "D")] == [
        (item.name, item.program.name) for item in plan
    ]
    assert [{"2024": 1_000_000}, {"2024": 2_000_000}, {"2024": 3_000_000}] == _money(plan)
    assert () == plan.declared


def test_a_forward_estimate_is_of_the_next_year() -> None:
    plan = plan_of(
        table(
            [
                ["Program/Kegiatan", "Rencana Tahun 2023", "", "Prakiraan Maju", ""],
                ["", "Target", "Pagu", "Target", "Pagu"],
                ["Penyediaan Jasa", "1 tahun", "1.000.000", "2 tahun", "2.000.000"],
            ],
            title="RENJA TAHUN 2023",
        )
    )
    assert [{"2023": 1_000_000, "2024": 2_000_000}] == _money(plan)
    (item,) = plan.items
    assert [{"2023": "1 tahun", "2024": "2 tahun"}] == [dict(i.targets) for i in item.indicators]


def test_two_columns_of_one_year_are_told_apart_by_their_words() -> None:
    plan = plan_of(
        table(
            [
                ["Uraian", "Pagu Murni 2023", "Pagu Perubahan 2023"],
                ["Penyediaan Jasa", "1.000.000", "2.000.000"],
            ]
        )
    )
    assert ["2023 pagu perubahan", "2023 pagu murni"] == [column.key for column in plan.columns]


def test_a_column_without_a_year_is_called_by_its_words() -> None:
    plan = plan_of(table([["Uraian", "Jumlah Pagu (Rp)"], ["Penyediaan Jasa", "1.000.000"]]))
    assert ["pagu"] == [column.key for column in plan.columns]
    assert plan.year is None


def test_realised_money_is_told_from_realised_targets() -> None:
    layout = recognise(
        table(
            [
                ["Program/Kegiatan", "Target", "", "Realisasi", "", "%"],
                ["", "K", "Rp", "K", "Rp", ""],
                ["Penyediaan Jasa", "12 bulan", "2.000.000", "6 bulan", "1.000.000", "50"],
            ]
        )
    )
    assert TableKind.REALISATION is layout.kind
    assert ["name", "target", "amount", "target", "realisation", "percent"] == [
        column.role.value for column in layout.columns if column.role
    ]


def test_a_total_below_each_program_covers_that_program() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.15.16", "PROGRAM A", ""],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
        ["", "JUMLAH", "1.000.000"],
        ["1.15.17", "PROGRAM B", ""],
        ["1.15.17.001", "Penyediaan Jasa", "2.000.000"],
        ["1.15.17.002", "Pengadaan Mesin", "3.000.000"],
        ["", "JUMLAH", "4.000.000"],
        ["", "TOTAL", "6.000.000"],
    ]
    plan = plan_of(table(rows))
    assert [3, 3] == [len(plan), len([f for f in plan.declared if f.level is None])]
    (finding,) = [f for f in plan.findings if f.rule.code == "NK301"]
    assert 8 == finding.place.row
    assert "declares 4,000,000, its parts add up to 5,000,000" in finding.message


def test_a_last_row_without_a_name_is_the_total_if_it_adds_up() -> None:
    rows = [
        ["Uraian", "Pagu 2024"],
        ["Penyediaan Alat", "1.000.000"],
        ["Penyediaan Jasa", "2.000.000"],
        ["", "3.000.000"],
    ]
    plan = plan_of(table(rows))
    assert 2 == len(plan)
    assert Rupiah(3_000_000) == plan.declared[-1].amounts["2024"]
    assert [] == _rules(plan)


def test_money_in_a_row_without_a_name_is_counted_and_told() -> None:
    rows = [
        ["Uraian", "Indikator", "Pagu 2024"],
        ["Penyediaan Alat", "Alat", "1.000.000"],
        ["", "Sumber dana lain", "250.000"],
        ["Penyediaan Jasa", "Jasa", "2.000.000"],
    ]
    plan = plan_of(table(rows))
    assert Rupiah(3_250_000) == plan.total("2024")
    assert Rupiah(1_250_000) == plan.items[0].amounts["2024"]
    (finding,) = plan.findings
    assert ("NK310", 3) == (finding.rule.code, finding.place.row)
    assert "250,000" in finding.message


@pytest.mark.parametrize(
    ("total", "rule"), [("3.250.000", "NK404"), ("3.000.000", None)], ids=["more of it", "a part"]
)
def test_a_printed_sum_tells_what_a_row_without_a_name_is(total: str, rule: str | None) -> None:
    rows = [
        ["Uraian", "Sumber Dana", "Pagu 2024"],
        ["Penyediaan Alat", "DAU", "1.000.000"],
        ["", "DAK", "250.000"],
        ["Penyediaan Jasa", "DAU", "2.000.000"],
        ["JUMLAH", "", total],
    ]
    plan = plan_of(table(rows))
    assert money(total) == plan.total("2024")
    assert ([] if rule is None else [rule]) == _rules(plan)


def test_money_before_the_first_name_is_counted_and_told() -> None:
    rows = [["Uraian", "Pagu 2024"], ["", "250.000"], ["Penyediaan Jasa", "2.000.000"]]
    plan = plan_of(table(rows))
    assert Rupiah(2_250_000) == plan.total("2024")
    assert "NK403" in _rules(plan)


def test_a_program_with_money_and_no_kegiatan_is_an_item() -> None:
    rows = [
        ["Uraian", "Pagu 2024"],
        ["PROGRAM A", "1.000.000"],
        ["Penyediaan Alat", "1.000.000"],
        ["PROGRAM B", "2.000.000"],
    ]
    plan = plan_of(table(rows))
    assert ["Penyediaan Alat", "PROGRAM B"] == [item.name for item in plan]
    assert Rupiah(3_000_000) == plan.total("2024")


def test_an_office_below_its_bidang_urusan_covers_its_own_programs() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["2", "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN", "3.000.000"],
        ["2.17", "URUSAN PEMERINTAHAN BIDANG KOPERASI", "3.000.000"],
        ["2.17.0.00.0.00.01.0000", "Dinas Koperasi dan Usaha Mikro", "3.000.000"],
        ["2.17.02", "PROGRAM A", "3.000.000"],
        ["2.17.02.2.01", "Penerbitan Izin", "3.000.000"],
        ["2.17.02.2.01.01", "Fasilitasi Izin", "3.000.000"],
    ]
    plan = plan_of(table(rows))
    assert [None, "program"] == [t.level.value if t.level else None for t in plan.declared[2:4]]
    assert (3,) == plan.declared[2].parts
    assert "Dinas Koperasi dan Usaha Mikro" == plan.office
    assert [] == _rules(plan)


def test_a_code_under_another_program_is_reported() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.03.08", "PROGRAM A", "1.000.000"],
        ["1.03.08.2.01", "Penyelenggaraan", "1.000.000"],
        ["1.03.09.2.01.0001", "Pembangunan", "1.000.000"],
    ]
    (finding,) = plan_of(table(rows)).findings
    assert ("NK209", 4) == (finding.rule.code, finding.place.row)


def test_rows_of_a_program_that_has_no_row_are_reported_together() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.03.08", "PROGRAM A", ""],
        ["1.03.08.2.01.0001", "Pembangunan", "1.000.000"],
        ["1.03.09.2.01.0001", "Pemeliharaan", "1.000.000"],
        ["1.03.09.2.01.0002", "Pengawasan", "1.000.000"],
        ["1.03.09.2.01.0003", "Perencanaan", "1.000.000"],
        ["1.04.09.2.01.0003", "Perumahan", "1.000.000"],
    ]
    many, one = plan_of(table(rows)).findings
    assert ("NK209", 4) == (many.rule.code, many.place.row)
    assert "3 rows of 1.03.09 stand under 1.03.08 'PROGRAM A'" in many.message
    assert many.message.endswith("rows 4 to 6")
    assert "write the row of 1.03.09 above them, or correct the codes" == many.suggestion
    assert ("NK209", 7) == (one.rule.code, one.place.row)
    assert "1.04.09.2.01.0003 'Perumahan' stands under" in one.message


def test_a_program_that_stands_twice_is_called_one() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.03.08", "PROGRAM A", "1.000.000"],
        ["1.03.08.2.01.0001", "Pembangunan", "1.000.000"],
        ["1.03.08", "PROGRAM A", "2.000.000"],
        ["1.03.08.2.01.0002", "Pemeliharaan", "2.000.000"],
    ]
    (finding,) = plan_of(table(rows)).findings
    assert "the program 'PROGRAM A' stands twice, first in row 2" == finding.message


def test_an_office_programme_may_stand_under_the_offices_own_bidang() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.03", "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM", ""],
        ["X.XX.01", "PROGRAM PENUNJANG", "1.000.000"],
        ["1.03.01.2.01", "Perencanaan", "1.000.000"],
        ["X.XX.01.2.01.0001", "Penyusunan Dokumen", "1.000.000"],
    ]
    assert [] == _rules(plan_of(table(rows)))


def test_a_kegiatan_without_a_code_among_others_with_codes_is_reported() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
        ["", "Penyediaan Jasa", "1.000.000"],
        ["1.15.16.003", "Penyediaan Mesin", "1.000.000"],
    ]
    findings = plan_of(table(rows)).findings
    assert [("NK105", 3), ("NK310", 3)] == [(f.rule.code, f.place.row) for f in findings]


@pytest.mark.parametrize(("total", "items"), [("3.000.000", 3), ("2.000.000", 2)])
def test_a_printed_sum_tells_whether_a_row_with_the_amount_above_it_is_an_activity(
    total: str, items: int
) -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
        ["", "Penyediaan Jasa", "1.000.000"],
        ["1.15.16.003", "Penyediaan Mesin", "1.000.000"],
        ["", "JUMLAH", total],
    ]
    plan = plan_of(table(rows))
    assert (items, money(total)) == (len(plan), plan.total("2024"))
    assert "NK310" not in _rules(plan)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (["1.15.16.001", "Pengadaan Mesin"], "1.15.16.001 stands twice"),
        (["1.15.16.002", "penyediaan  alat"], "'penyediaan alat' stands twice"),
    ],
)
def test_a_code_or_a_name_that_stands_twice_is_reported(second: list[str], message: str) -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.15.16", "PROGRAM A", ""],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
        [*second, "1.000.000"],
    ]
    (finding,) = plan_of(table(rows)).findings
    assert ("NK104", 4) == (finding.rule.code, finding.place.row)
    assert finding.message.startswith(message)


def test_the_same_name_under_two_programs_is_no_duplicate() -> None:
    rows = [
        ["Uraian", "Pagu 2024"],
        ["PROGRAM A", ""],
        ["Koordinasi", "1.000.000"],
        ["PROGRAM B", ""],
        ["Koordinasi", "1.000.000"],
    ]
    assert [] == _rules(plan_of(table(rows)))


def test_amounts_that_are_none_are_reported_at_their_cell() -> None:
    rows = [
        ["Uraian", "Pagu 2024", "Pagu 2025"],
        ["Penyediaan Alat", "1.000.000,50", "n/a"],
        ["Penyediaan Jasa", "", "-"],
        ["Penyediaan Mesin", "5.000.000", "6.000.000"],
    ]
    plan = plan_of(table(rows))
    assert [{"2024": 1_000_001}, {"2025": 0}, {"2024": 5_000_000, "2025": 6_000_000}] == _money(
        plan
    )
    assert ["NK304", "NK306", "NK303"] == _rules(plan)
    assert ["Pagu 2024", "Pagu 2025"] == [finding.place.column for finding in plan.findings[:2]]


@pytest.mark.parametrize("text", ["1.000.000.000 *)", "#REF!", "1,5 juta", "100 200", "n/a"])
def test_a_text_that_is_no_amount_is_an_error_at_its_cell(text: str) -> None:
    rows = [
        ["Uraian", "Pagu 2024"],
        ["Penyediaan Alat", "2.000.000"],
        ["Penyediaan Jasa", text],
        ["Penyediaan Mesin", "3.000.000"],
    ]
    (finding,) = plan_of(table(rows)).findings
    assert ("NK306", Severity.ERROR) == (finding.rule.code, finding.severity)
    assert finding.message.startswith(f"{text!r} is no amount of rupiah")
    assert (3, "Pagu 2024") == (finding.place.row, finding.place.column)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 000 000", 1_000_000),
        ("Rp 12 500 000,-", 12_500_000),
        ("1\u00a0000\u00a0000", 1_000_000),
        ("(1 000 000)", -1_000_000),
    ],
)
def test_blanks_may_part_the_thousands(text: str, amount: int) -> None:
    assert Rupiah(amount) == read_money(Cell(text)).amount


def test_a_number_cell_keeps_every_digit() -> None:
    def row(number: int, name: str, cell: Cell) -> Row:
        return Row(number, (Cell(name), cell))

    rows = (
        row(1, "Uraian", Cell("Pagu 2024")),
        row(2, "Penyediaan Alat", Cell("12345678901234567", number=True)),
        row(3, "Penyediaan Jasa", Cell("1250.5", number=True, address="B3")),
    )
    plan = plan_of(Table(rows, Place("plan.xlsx", sheet="Sheet1"), "Sheet1"))
    assert [{"2024": 12_345_678_901_234_567}, {"2024": 1_251}] == _money(plan)
    (finding,) = plan.findings
    assert ("NK304", "B3") == (finding.rule.code, finding.place.column)


def test_rounded_amounts_do_not_make_a_total_wrong() -> None:
    def row(number: int, name: str, amount: str) -> Row:
        return Row(number, (Cell(name), Cell(amount, number=True)))

    rows = (
        Row(1, (Cell("Uraian"), Cell("Pagu 2024"))),
        row(2, "PROGRAM A", "3000001"),
        row(3, "Penyediaan Alat", "1000000.5"),
        row(4, "Penyediaan Jasa", "2000000.5"),
    )
    plan = plan_of(Table(rows, Place("plan.xlsx")))
    assert ["NK304", "NK304"] == _rules(plan)


def test_one_ambiguous_code_is_settled_by_the_codes_below_it() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.3", "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM", ""],
        ["1.03.02", "PROGRAM SUMBER DAYA AIR", ""],
        ["1.03.02.2.01", "Pengelolaan", "1.000.000"],
    ]
    plan = plan_of(table(rows))
    assert "1.03" == str(plan.declared[0].code)
    (finding,) = plan.findings
    assert "NK102" == finding.rule.code
    assert "1.03" == str(plan.bidang)


def test_an_ambiguous_code_that_nothing_settles_is_shown_with_both_readings() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu 2024"],
        ["1.3", "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM", "1.000.000"],
        ["", "Pengelolaan", "1.000.000"],
    ]
    plan = plan_of(table(rows))
    (finding,) = [f for f in plan.findings if f.rule.code == "NK103"]
    assert "1.03 or Bidang Urusan 1.30" in finding.message
    assert plan.declared[0].code is None


def test_program_numbers_alone_need_a_bidang() -> None:
    rows = [
        ["No", "Program/Kegiatan", "Pagu 2024"],
        ["01", "Program Administrasi", "1.000.000"],
        ["002", "Penyediaan Jasa", "1.000.000"],
        ["16", "Program Kewirausahaan", "2.000.000"],
        ["021", "Penguatan Mutu", "2.000.000"],
    ]
    plan = plan_of(table(rows))
    assert ["0.00.01.002", "None"] == [str(item.code) for item in plan]
    (finding,) = [f for f in plan.findings if f.rule.code == "NK105"]
    assert "16" in finding.message
    assert "1.15.16.021" == str(plan_of(table(rows), bidang=KOPERASI).items[1].code)


def test_two_digits_are_a_program_where_three_are_a_kegiatan() -> None:
    rows = [
        ["No", "Uraian", "Pagu 2024"],
        ["16", "Pengembangan Kewirausahaan", "2.000.000"],
        ["021", "Penguatan Mutu", "2.000.000"],
    ]
    plan = plan_of(table(rows), bidang=KOPERASI)
    assert ["1.15.16.021"] == [str(item.code) for item in plan]
    assert "Pengembangan Kewirausahaan" == plan.items[0].program.name


def test_numbers_of_rows_give_the_levels_where_nothing_else_does() -> None:
    rows = [
        ["No", "Uraian", "Pagu 2024"],
        ["I", "Administrasi Perkantoran", "3.000.000"],
        ["1", "Penyediaan Alat", "1.000.000"],
        ["2", "Penyediaan Jasa", "2.000.000"],
        ["II", "Sarana dan Prasarana", "4.000.000"],
        ["1", "Pengadaan Mesin", "4.000.000"],
    ]
    plan = plan_of(table(rows))
    assert ["Penyediaan Alat", "Penyediaan Jasa", "Pengadaan Mesin"] == [i.name for i in plan]
    assert ["Administrasi Perkantoran", "Sarana dan Prasarana"] == [d.name for d in plan.declared]


def test_running_numbers_are_no_codes_and_no_levels() -> None:
    rows = [["No", "Kegiatan", "Pagu 2024"]] + [
        [str(i), f"Penyediaan Jasa {chr(64 + i)}", "1.000.000"] for i in range(1, 13)
    ]
    plan = plan_of(table(rows))
    assert 12 == len(plan)
    assert {""} == {item.code_text for item in plan}


def test_a_table_may_have_words_after_its_columns_nobody_asked_for() -> None:
    rows = [
        ["Uraian", "Pagu 2024", "Prioritas Nasional", "Keterangan"],
        ["Penyediaan Alat", "1.000.000", "PN 1", "catatan"],
    ]
    plan = plan_of(table(rows))
    assert "catatan" == plan.items[0].note
    assert [] == _rules(plan)


def test_cells_beyond_the_header_are_reported() -> None:
    rows = [
        ["Uraian", "Pagu 2024"],
        ["Penyediaan Alat", "1.000.000", "siapa tahu"],
    ]
    (finding,) = plan_of(table(rows)).findings
    assert ("NK402", 2, "3") == (finding.rule.code, finding.place.row, finding.place.column)


def test_a_header_printed_again_in_other_words_is_no_row() -> None:
    rows = [
        ["No", "Uraian", "Pagu 2024"],
        ["1", "Penyediaan Alat", "1.000.000"],
        ["No.", "Program/Kegiatan", "Anggaran"],
        ["2", "Penyediaan Jasa", "1.000.000"],
    ]
    assert 2 == len(plan_of(table(rows)))


def test_titles_above_the_header_give_title_office_and_year() -> None:
    rows = [
        ["RENCANA KERJA DAN ANGGARAN"],
        ["Perangkat Daerah", ":", "Dinas Pekerjaan Umum"],
        ["TAHUN ANGGARAN 2023"],
        ["Kode", "Uraian", "Jumlah"],
        ["1.03.01.2.01", "Perencanaan", "1.000.000"],
    ]
    plan = plan_of(table(rows))
    assert "Dinas Pekerjaan Umum" == plan.office
    assert 2023 == plan.year
    assert plan.title.startswith("RENCANA KERJA DAN ANGGARAN")


def test_the_bidang_urusan_may_stand_above_the_header() -> None:
    rows = [
        ["Urusan Pemerintahan", ":", "1.15 KOPERASI"],
        ["Organisasi", ":", "1.15.01 Dinas Koperasi"],
        ["No", "Program/Kegiatan", "Anggaran 2019"],
        ["16", "Program Kewirausahaan", "1.000.000"],
        ["021", "Penguatan Mutu", "1.000.000"],
    ]
    plan = plan_of(table(rows))
    assert ["1.15.16.021"] == [str(item.code) for item in plan]
    assert KOPERASI == plan.bidang
    assert "Dinas Koperasi" == plan.office


def test_a_price_per_unit_is_no_money_of_the_plan() -> None:
    rows = [
        ["Uraian Kegiatan", "Volume", "Satuan", "Harga Satuan", "Jumlah"],
        ["Penyediaan Jasa", "12", "bulan", "1.000.000", "12.000.000"],
    ]
    plan = plan_of(table(rows))
    assert [{"jumlah": 12_000_000}] == _money(plan)
    assert "12 bulan" == plan.items[0].indicators[0].targets["jumlah"]


def test_a_review_without_group_headings_still_has_two_sides() -> None:
    rows = [
        ["Program/Kegiatan", "Pagu", "Program/Kegiatan", "Kebutuhan Dana"],
        ["Penyediaan Alat", "1.000.000", "Penyediaan Alat", "2.000.000"],
    ]
    left, right = plans_of(table(rows, title="TAHUN 2021"))
    assert [{"2021": 1_000_000}] == _money(left)
    assert [{"2021": 2_000_000}] == _money(right)


def test_a_second_column_of_words_is_a_description_and_no_second_side() -> None:
    rows = [
        ["Program/Kegiatan", "Uraian Rincian", "Pagu 2024"],
        ["Penyediaan Alat", "untuk kantor", "1.000.000"],
    ]
    (plan,) = plans_of(table(rows))
    assert ["Penyediaan Alat"] == [item.name for item in plan]


def test_a_mapping_with_money_is_a_mapping() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu", "Kode", "Uraian"],
        ["1.15.16.021", "Penguatan", "1.000.000", "2.17.08.2.01", "Pengembangan"],
    ]
    assert TableKind.MAPPING is recognise(table(rows)).kind


def test_the_office_of_the_cover_is_taken_where_the_table_names_none() -> None:
    from nomenklatur.tables import Passage  # noqa: PLC0415 - here alone

    plan_table = table([["Uraian", "Pagu 2024"], ["Penyediaan", "1.000.000"]], first=10)
    passages = (Passage(1, "RENCANA KERJA"), Passage(2, "DINAS KESEHATAN"), Passage(3, "KOTA X"))
    plan = plan_of(plan_table, Document("renja.txt", (plan_table,), passages))
    assert "DINAS KESEHATAN KOTA X" == plan.office


def test_jumlah_alone_is_money_where_it_holds_amounts() -> None:
    rows = [
        ["Kode", "Uraian", "Jumlah"],
        ["1.03.10", "PROGRAM PENYELENGGARAAN JALAN", "570.000.000"],
        ["1.03.10.2.01", "Penyelenggaraan Jalan", "570.000.000"],
    ]
    assert [{"jumlah": 570_000_000}] == _money(plan_of(table(rows)))


def test_jumlah_beside_quarters_is_money_and_so_are_they() -> None:
    rows = [
        ["Kode", "Kegiatan", "TW I", "TW II", "TW III", "TW IV", "Jumlah"],
        ["1.03.10.2.01", "Jalan", "1.000.000", "2.000.000", "-", "3.000.000", "6.000.000"],
        ["1.03.10.2.02", "Jembatan", "500.000", "500.000", "1.000.000", "-", "2.000.000"],
    ]
    first, second = _money(plan_of(table(rows)))
    assert [6_000_000, 1_000_000, 2_000_000, 0, 3_000_000] == list(first.values())
    assert 2_000_000 == second["jumlah"]

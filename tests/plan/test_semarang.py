"""The Semarang work plan: every table is what it is, and every slip in it is found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.findings import Severity
from nomenklatur.money import Rupiah
from nomenklatur.plan import AmountKind, Indicator, TableKind
from nomenklatur.plan.read import check_tables, choose_table, describe, plan_of, read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.plan import DeclaredTotal, Plan
    from nomenklatur.tables import Document

KINDS = {
    "2.1": TableKind.TARGETS,
    "2.2": TableKind.REALISATION,
    "2.3": TableKind.OTHER,
    "2.4": TableKind.REVIEW,
    "2.5": TableKind.TARGETS,
    "3.2": TableKind.OTHER,
    "4.1": TableKind.PLAN,
    "LAMPIRAN": TableKind.MAPPING,
}
PROGRAM_TOTALS = {  # 2021, 2022 as declared in table 4.1
    "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN": (2_815_173_000, 3_535_084_000),
    "PROGRAM PENINGKATAN SARANA DAN PRASARANA APARATUR": (601_502_000, 755_320_000),
    "PROGRAM PENINGKATAN PENGEMBANGAN SISTEM PELAPORAN CAPAIAN KINERJA DAN KEUANGAN": (
        214_592_000,
        269_470_000,
    ),
    "PROGRAM PENGEMBANGAN KEWIRAUSAHAAN DAN KEUNGGULAN KOM PETITIF USAHA KECIL MENENGAH": (
        1_116_070_000,
        1_401_478_000,
    ),
    "PROGRAM PENGEMBANGAN SISTEM PENDUKUNG USAHA BAGI KOPERASI USAHA MIKRO KECIL MENENGAH": (
        562_966_000,
        706_931_000,
    ),
    "PROGRAM PENINGKATAN KUALITAS KELEMBAGAAN KOPERASI": (1_438_454_000, 1_806_303_000),
    "PROGRAM PENINGKATAN DAN PENGEMBANGAN PEMASARAN DAN JARINGAN USAHA UMKM": (
        3_519_250_000,
        4_419_210_000,
    ),
}


def _plan(document: Document, number: str, side: str | None = None) -> Plan:
    return read_plan(document, table=number, side=side)


def _rows(plan: Plan, rule: str) -> list[int | None]:
    return [finding.place.row for finding in plan.findings if finding.rule.code == rule]


def _message(plan: Plan, rule: str) -> str:
    (finding,) = [finding for finding in plan.findings if finding.rule.code == rule]
    return finding.message


def _declared(plan: Plan, start: str) -> DeclaredTotal:
    return next(total for total in plan.declared if total.name.startswith(start))


def test_each_table_is_told_by_what_it_is(semarang: Document) -> None:
    kinds = {info.name: info.kind for info in describe(semarang) if not info.name.startswith("#")}
    assert KINDS == kinds


def test_every_table_has_a_reason_for_its_kind(semarang: Document) -> None:
    assert all(info.reason for info in describe(semarang))
    reasons = {info.name: info.reason for info in describe(semarang)}
    assert (
        "2 sides with names and money: 'Rancangan Awal RKPD', 'Hasil Analisis Kebutuhan'"
        == reasons["2.4"]
    )


def test_the_plan_is_table_4_1_without_anyone_saying_so(semarang: Document) -> None:
    table, reason = choose_table(semarang)
    assert "4.1" == table.number
    assert "money under 'Rencana Tahun 2021 Kebutuhan Dana/Pagu Indikatif'" in reason


def test_the_plan_is_read_from_its_file_too(semarang: Document, root: Path) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    assert _plan(semarang, "4.1").items == read_plan(path).items


def test_the_plan_has_46_kegiatan_in_7_programs(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    programs = Counter(item.program.name for item in plan if item.program)
    assert 46 == len(plan)
    assert dict(zip(PROGRAM_TOTALS, [10, 5, 8, 5, 2, 13, 3], strict=True)) == programs


def test_the_plan_knows_its_office_its_year_and_its_bidang(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    assert "Dinas Koperasi dan Usaha Mikro Kota Semarang" == plan.office
    assert Code.parse("1.15", scheme=Scheme.LEGACY) == plan.bidang
    assert 2021 == plan.year
    assert ["2021", "2022"] == [column.key for column in plan.columns]
    assert [2021, 2022] == [column.year for column in plan.columns]


def test_the_money_of_the_plan_is_the_sum_of_its_parts(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    assert Rupiah(10_268_007_000) == plan.total("2021")
    assert Rupiah(12_909_926_000) == plan.total("2022")


def test_the_programs_declare_what_is_printed(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    declared = {
        total.name: (int(total.amounts["2021"]), int(total.amounts["2022"]))
        for total in plan.declared
        if total.level is Level.PROGRAM
    }
    assert PROGRAM_TOTALS == declared


def test_the_offices_total_covers_all_programs(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    office = _declared(plan, "DINAS KOPERASI")
    assert office.level is None
    assert range(46) == office.items
    assert tuple(range(1, 8)) == office.parts
    assert Rupiah(12_893_796_000) == office.amounts["2022"]


def test_one_program_of_the_plan_does_not_add_up(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    assert [1065] == _rows(plan, "NK301")
    assert "2022 declares 269,470,000, its parts add up to 285,600,000" in _message(plan, "NK301")
    assert "2021 declares" not in _message(plan, "NK301")


def test_rows_drawn_one_column_beside_are_put_back(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    assert [1052, 1076, 1105] == _rows(plan, "NK406")
    item = next(item for item in plan if item.place.row == 1070)
    assert "Penyusunan Pelaporan Keuangan Akhir Tahun" == item.name
    assert "Dinas Koperasi dan Usaha Mikro" == item.lokasi
    assert {"2021": Rupiah(398_000), "2022": Rupiah(500_000)} == item.amounts


def test_a_second_indikator_belongs_to_the_row_above_it(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    program = _declared(plan, "PROGRAM PENGEMBANGAN KEWIRAUSAHAAN")
    expected = (
        Indicator(
            "Prosentase Meningkatnya Kualitas Usaha Mikro yang dibina",
            {"2021": "60%", "2022": "60%"},
        ),
        Indicator(
            "Prosentase Meningkatnya Kualitas Produk yang dibina", {"2021": "15%", "2022": "15%"}
        ),
    )
    assert expected == program.indicators
    assert 3 == len(_declared(plan, "PROGRAM PENINGKATAN KUALITAS").indicators)


def test_a_dash_is_nothing_on_purpose(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    renstra = next(item for item in plan if item.name == "Penyusunan Renstra Skpd")
    assert {"2021": Rupiah(398_000), "2022": Rupiah(0)} == renstra.amounts
    assert [] == _rows(plan, "NK303")


def test_the_plan_has_no_other_findings(semarang: Document) -> None:
    rules = Counter(finding.rule.code for finding in _plan(semarang, "4.1").findings)
    assert {"NK301": 1, "NK305": 1, "NK406": 3} == rules


def test_the_text_states_44_kegiatan_and_the_plan_has_46(semarang: Document) -> None:
    plan = _plan(semarang, "4.1")
    assert [954] == _rows(plan, "NK305")
    assert "table 4.1 has 46 kegiatan" in _message(plan, "NK305")


def test_the_realisation_has_43_kegiatan_and_the_text_states_44_and_39(
    semarang: Document,
) -> None:
    plan = _plan(semarang, "2.2")
    assert 43 == len(plan)
    assert [175, 491] == sorted(_rows(plan, "NK305"))


def test_the_realisation_keeps_budget_and_spending_apart(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    assert [
        ("2019 anggaran", AmountKind.PLAN),
        ("2019 realisasi", AmountKind.REALISATION),
        ("2019 selisih", AmountKind.DIFFERENCE),
    ] == [(column.key, column.kind) for column in plan.columns]
    assert Rupiah(9_466_851_000) == plan.total("2019 anggaran")
    assert Rupiah(8_974_208_137) == plan.total("2019 realisasi")
    assert plan.total("2019 anggaran") - plan.total("2019 realisasi") == plan.total("2019 selisih")


def test_one_program_of_the_realisation_does_not_add_up(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    assert [487] == _rows(plan, "NK301")
    message = _message(plan, "NK301")
    assert "2019 anggaran declares 2,060,887,000, its parts add up to 2,056,468,000" in message
    assert "2019 realisasi declares 2,003,135,500, its parts add up to 1,998,716,500" in message


def test_one_percentage_of_the_realisation_is_wrong(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    assert [461] == _rows(plan, "NK302")
    assert "39,05 is printed, of 500,000 and 423,000 it is 84,60 %" in _message(plan, "NK302")


def test_numbers_alone_are_read_below_their_program(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    last = plan.items[-1]
    assert "005" == last.code_text
    assert "1.15.21.005" == str(last.code)
    assert last.program is not None
    assert "1.15.21" == str(last.program.code)
    assert Code.parse("0.00.01.002", scheme=Scheme.LEGACY) == plan.items[0].code.generic()


def test_indirect_spending_is_declared_and_told_and_no_item(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    names = [total.name for total in plan.declared[:6]]
    assert [
        "URUSAN KOPERASI DAN USAHA MIKRO",
        "BELANJA TIDAK LANGSUNG",
        "BELANJA PEGAWAI",
        "Belanja Gaji dan Tunjangan",
        "Tambahan Penghasilan PNS",
        "BELANJA LANGSUNG",
    ] == names
    urusan, indirect = plan.declared[0], plan.declared[1]
    assert (1, 5) == urusan.parts
    assert Rupiah(17_961_991_000) == urusan.amounts["2019 anggaran"]
    assert (2,) == indirect.parts
    assert {} == plan.declared[2].amounts
    assert all(item.program for item in plan)
    (told,) = [finding for finding in plan.findings if finding.rule.code == "NK403"]
    assert Severity.INFO is told.severity
    assert "8,490,721,000" in told.message


def test_every_rupiah_of_the_realisation_is_accounted_for(semarang: Document) -> None:
    plan = _plan(semarang, "2.2")
    gaji, tambahan = plan.declared[3], plan.declared[4]
    lost = Rupiah(4_419_000)  # the row that the source leaves out, NK301
    for key in ("2019 anggaran", "2019 realisasi"):
        counted = gaji.amounts[key] + tambahan.amounts[key] + plan.total(key) + lost
        assert plan.declared[0].amounts[key] == counted


def test_the_left_side_of_the_review_has_three_wrong_totals(semarang: Document) -> None:
    plan = _plan(semarang, "2.4", "left")
    assert [606, 619, 627] == _rows(plan, "NK301")
    messages = [f.message for f in plan.findings if f.rule.code == "NK301"]
    assert "declares 12,893,796,000, its parts add up to 12,824,996,000" in messages[0]
    assert "all kegiatan below it to 12,910,426,000" in messages[0]
    assert "declares 670,390,000, its parts add up to 755,320,000" in messages[1]
    assert "declares 285,600,000, its parts add up to 286,100,000" in messages[2]


def test_the_right_side_of_the_review_names_renja_twice(semarang: Document) -> None:
    plan = _plan(semarang, "2.4", "right")
    assert Rupiah(10_268_007_000) == plan.total("2021")
    assert [636] == _rows(plan, "NK104")
    assert [636] == _rows(plan, "NK405")
    assert [] == _rows(plan, "NK301")
    assert (
        "Rancangan Awal RKPD: 'Penyusunan Renstra Skpd'; "
        "Hasil Analisis Kebutuhan: 'Penyusunan Renja Skpd'"
    ) == _message(plan, "NK405")


@pytest.mark.parametrize("side", ["left", "right"])
def test_rows_cut_by_a_page_break_are_whole_again(semarang: Document, side: str) -> None:
    plan = _plan(semarang, "2.4", side)
    assert 46 == len(plan)
    names = {item.place.row: item.name for item in plan}
    assert "Pemeliharaan Rutin/berkala Kendaraan Dinas / Operasional" == names[622]
    assert "Penyusunan Pelaporan Keuangan Semesteran" == names[632]
    assert "Peningkatan Pembinaan Produk Usaha Mikro Unggulan Daerah" == names[643]
    assert [622, 632, 643] == _rows(plan, "NK404")
    cut = next(item for item in plan if item.place.row == 643)
    assert ["Pelaku Usaha Mikro Produk Unggulan Daerah yang mendapat pembinaan"] == [
        indicator.text for indicator in cut.indicators
    ]
    assert "Dinas Koperasi dan Usaha Mikro" == next(
        item.lokasi for item in plan if item.place.row == 632
    )


def test_remarks_of_the_review_stay_with_the_analysis(semarang: Document) -> None:
    noted = [item for item in _plan(semarang, "2.4", "right") if item.note]
    assert 7 == len(noted)
    assert [] == [item for item in _plan(semarang, "2.4", "left") if item.note]


def test_the_evaluation_is_read_without_money(semarang: Document) -> None:
    table = next(table for table in semarang.tables if table.number == "2.1")
    plan = plan_of(table, semarang, money=False)
    assert 74 == len(plan)
    assert () == plan.columns
    programs = {total.name: total for total in plan.declared if total.level is Level.PROGRAM}
    assert 9 == len(programs)
    texts = [
        one.text for one in programs["PROGRAM PENINGKATAN KUALITAS KELEMBAGAAN KOPERASI"].indicators
    ]
    assert [
        "Prosentase koperasi aktif", "Prosentase koperasi sehat", "Prosentase Omset Koperasi",
    ] == texts  # fmt: skip
    cut = next(item for item in plan if item.place.row == 406)
    assert "Jumlah UMKM yang difasilitasi pengembangan %produknya" == cut.indicators[0].text


def test_the_proposals_are_read_whatever_column_their_programs_stand_in(
    semarang: Document,
) -> None:
    table = next(table for table in semarang.tables if table.number == "2.5")
    plan = plan_of(table, semarang, money=False)
    programs = Counter(item.program.name for item in plan if item.program)
    assert [3, 2, 3, 2] == list(programs.values())


def test_the_whole_document_has_these_findings_and_no_others(semarang: Document) -> None:
    found = Counter(finding.rule.code for finding in check_tables(semarang))
    expected = {
        "NK102": 2,  # 2.2: programs and kegiatan by numbers alone
        "NK104": 1,
        "NK301": 5,
        "NK302": 1,
        "NK305": 3,
        "NK401": 1,  # table 3.1 is announced and is none
        "NK403": 1,
        "NK404": 4,
        "NK405": 1,
        "NK406": 8,
    }
    assert expected == found

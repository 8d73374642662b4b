"""Plans of real offices, beside the project: each row and each rupiah is read."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code, Level
from nomenklatur.money import Rupiah
from nomenklatur.plan.read import read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.plan import Plan

pytestmark = pytest.mark.shared

YEARS = [f"tahun {i}" for i in range(1, 6)]


@pytest.fixture(scope="module")
def renja(shared_data: Path) -> Plan:
    return read_plan(shared_data / "plans" / "renja-dpa-dpupr-pasangkayu-2024.xlsx")


@pytest.fixture(scope="module")
def renstra(shared_data: Path) -> Plan:
    return read_plan(shared_data / "plans" / "renstra-dpupr-pasangkayu.xlsx")


def _cells(path: Path) -> list[list[object]]:
    """The values of a workbook as another reader sees them."""
    import openpyxl  # noqa: PLC0415 - heavy

    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_the_renja_has_44_sub_kegiatan_and_all_their_money(renja: Plan) -> None:
    assert 44 == len(renja)
    assert Rupiah(125_103_902_555) == renja.total("2024")
    assert Counter({Level.SUB_KEGIATAN: 44}) == Counter(i.code.level for i in renja if i.code)
    assert () == renja.findings


def test_the_year_of_the_renja_is_told_by_its_dates(renja: Plan) -> None:
    assert 2024 == renja.year
    assert Code.parse("1.03") == renja.bidang


def test_each_row_of_the_renja_has_its_indicators_and_targets(renja: Plan) -> None:
    last = renja.items[6]
    assert [
        ("Persentase penunjang urusan perangkat daerah berjalan sesuai standar", {"2024": "96%"}),
        ("Jumlah Laporan Evaluasi Kinerja Perangkat Daerah", {"2024": "1 Laporan"}),
        ("Terpenuhinya Laporan Evaluasi Kinerja Perangkat Daerah", {"2024": "12 Bulan"}),
        ("Jumlah Laporan Evaluasi Kinerja Perangkat Daerah", {}),
    ] == [(one.text, dict(one.targets)) for one in last.indicators]
    assert "1.2.1.01.02" == last.sumber_dana


def test_the_renstra_has_five_years_of_money_on_every_level(
    renstra: Plan, shared_data: Path
) -> None:
    assert YEARS == [column.key for column in renstra.columns]
    cells = _cells(shared_data / "plans" / "renstra-dpupr-pasangkayu.xlsx")
    levels = Counter(
        {Level.URUSAN: 1, Level.BIDANG_URUSAN: 1, Level.PROGRAM: 10, Level.KEGIATAN: 22}
    )
    assert levels == Counter(total.level for total in renstra.declared)
    named = sum(bool(row[2]) for row in cells[1:])
    assert named - sum(levels.values()) == len(renstra)
    by_row = {item.place.row: item for item in renstra}
    for number, row in enumerate(cells, 1):
        if number not in by_row:
            continue
        for key, value in zip(YEARS, row[7:16:2], strict=True):
            amount = by_row[number].amounts.get(key)
            if value in {None, ""}:
                assert amount is None
            else:
                whole = Decimal(repr(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
                assert Rupiah(int(whole)) == amount


def test_every_code_of_the_renstra_is_read(renstra: Plan) -> None:
    bare = [item.place.row for item in renstra if item.code is None]
    assert [56] == bare  # the row that has none
    assert all(total.code is not None for total in renstra.declared)
    assert Code.parse("1.03") == renstra.bidang


def test_the_two_sums_of_the_renstra_that_are_wrong_are_found(renstra: Plan) -> None:
    found = [f for f in renstra.findings if f.rule.code == "NK301"]
    assert [44, 85] == [finding.place.row for finding in found]
    assert "tahun 1 declares 8,878,500,000, its parts add up to 20,336,300,000" in found[0].message
    assert "tahun 1 declares 629,235,750, its parts add up to 2,335,018,750" in found[1].message


def test_the_sub_kegiatan_under_another_program_is_found(renstra: Plan) -> None:
    (finding,) = [f for f in renstra.findings if f.rule.code == "NK209"]
    assert 65 == finding.place.row
    assert finding.message.startswith("1.03.08.2.01.0021 ")


def test_the_renstra_has_these_findings_and_no_others(renstra: Plan) -> None:
    rules = Counter(finding.rule.code for finding in renstra.findings)
    rules.pop("NK410", None)  # cells that the reader found empty
    expected = {
        "NK102": 3, "NK105": 1, "NK209": 1, "NK301": 2, "NK303": 14, "NK304": 15,
    }  # fmt: skip
    assert expected == rules


def test_each_row_of_the_legacy_list_is_read(shared_data: Path) -> None:
    path = shared_data / "plans" / "legacy-code-styles.csv"
    plan = read_plan(path)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    kegiatan = {
        (row["code_raw"].strip(), row["name"].strip()) for row in rows if row["level"] == "kegiatan"
    }
    read = {(item.code_text, " ".join(item.name.split())) for item in plan}
    assert {(code, " ".join(name.split())) for code, name in kegiatan} <= {
        (code, name) for code, name in read
    }
    money = sum(
        (Decimal(row["pagu"]) for row in rows if row["pagu"] and row["tahun"] == "2018"), Decimal(0)
    )
    counted = plan.total("2018") + Rupiah.sum(
        total.amounts.get("2018", Rupiah(0)) for total in plan.declared
    )
    assert Rupiah(int(money.quantize(Decimal(1), rounding=ROUND_HALF_UP))) == counted


def test_codes_with_an_office_in_them_are_read(shared_data: Path) -> None:
    plan = read_plan(shared_data / "plans" / "legacy-code-styles.csv")
    by_text = {item.code_text: str(item.code) for item in plan}
    assert "1.02.01.01.02" == by_text["1.02.1.02.01.01.02."]
    assert "1.03.01.01.07" == by_text["1.03 . 1.03.01 . 01 . 01 . 07"]
    assert "None" == by_text["1.1"]

"""What cannot be read gives one clear error, with its place and a remedy."""

from __future__ import annotations

import time

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.plan import TableKind
from nomenklatur.plan.read import check_tables, choose_table, describe, plan_of, read_plan
from nomenklatur.tables import Document
from tests.strategies.tables import table

PLAN = [["Uraian", "Pagu 2024"], ["Penyediaan Alat", "1.000.000"]]


def _document(*tables: object) -> Document:
    return Document("rencana.xlsx", tuple(tables))


def _error(document: Document, **options: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_plan(document, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_without_tables() -> None:
    assert "rencana.xlsx: no table was found (is it the right file?)" == _error(_document())


def test_a_header_without_amounts_is_told_with_its_row_and_what_to_write() -> None:
    rows = [["Daftar"], ["Kode", "Uraian"], ["1.15", "Koperasi"]]
    message = _error(_document(table(rows)))
    assert message.startswith("plan.csv, row 2: ")
    assert "no column of money was found" in message
    assert "Pagu, Anggaran, Kebutuhan Dana" in message


def test_two_header_rows_that_disagree_are_told_with_both_rows() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu"],
        ["Uraian", "Kode", "Pagu"],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
    ]
    assert (
        "plan.csv, row 2: rows 1 and 2 are both headers and disagree: 'Kode' and 'Uraian' stand "
        "over the same column (keep one of the two rows)"
    ) == _error(_document(table(rows)))


def test_a_table_by_itself_with_a_second_header_that_disagrees_is_told() -> None:
    rows = [
        ["Kode", "Uraian", "Pagu"],
        ["1.15.16.001", "Penyediaan Alat", "1.000.000"],
        ["Uraian", "Kode", "Keterangan"],
        ["Penyediaan Jasa", "1.15.16.002", "baru"],
    ]
    with pytest.raises(ReadError, match="row 3 is the header of a second table") as caught:
        plan_of(table(rows))
    assert "a sheet or a file of its own" in caught.value.remedy


def test_no_plan_lists_what_was_found() -> None:
    catalog = table([["Kode", "Uraian"], ["1.15", "Koperasi"]], number="Kode")
    words = table([["Bab", "Hal"], ["Pendahuluan", "1"]], number="Isi")
    other = table([["Kode", "Uraian"], ["1.16", "Modal"]], number="Lain")
    message = _error(_document(catalog, words, other))
    assert "no table of kegiatan with money was found" in message
    assert all(part in message for part in ("Kode (catalog", "Isi (other", "Lain (catalog"))


def test_a_list_without_money_is_a_plan_without_money() -> None:
    rows = [["Daftar"], ["Kode", "Uraian"], ["1.15.16.001", "Penyediaan Alat"]]
    (item,) = read_plan(_document(table(rows)))
    assert ("Penyediaan Alat", {}) == (item.name, dict(item.amounts))


def test_several_plans_ask_which() -> None:
    document = _document(table(PLAN, number="2023"), table(PLAN, number="2024"))
    assert (
        "rencana.xlsx: 2 tables could be the plan: 2023, 2024 "
        "(say which one is meant: --table '2023')"
    ) == _error(document)
    assert 1 == len(read_plan(document, table="2024"))


def test_tables_that_share_a_name_are_called_by_their_place() -> None:
    document = _document(table(PLAN, number="A"), table(PLAN, number="a"), table(PLAN))
    assert ["#1", "#2", "#3"] == [info.name for info in describe(document)]
    assert 1 == len(read_plan(document, table="#3"))


def test_an_unknown_table_lists_the_known_ones() -> None:
    message = _error(_document(table(PLAN, number="4.1")), table="4.2")
    assert "there is no table '4.2' (the tables are 4.1)" in message


def test_a_plan_is_taken_before_a_realisation() -> None:
    realised = table(
        [["Uraian", "Anggaran", "Realisasi Anggaran"], ["Alat", "1.000.000", "500.000"]],
        number="2.2",
    )
    chosen, _ = choose_table(_document(realised, table(PLAN, number="4.1")))
    assert "4.1" == chosen.number
    chosen, reason = choose_table(_document(realised))
    assert "2.2" == chosen.number
    assert "what was spent" in reason


def test_a_review_asks_for_its_side() -> None:
    rows = [
        ["Rancangan Awal", "", "Hasil Analisis", ""],
        ["Program/Kegiatan", "Pagu", "Program/Kegiatan", "Kebutuhan Dana"],
        ["Penyediaan Alat", "1.000.000", "Penyediaan Alat", "2.000.000"],
    ]
    document = _document(table(rows, number="2.4"))
    assert "say which side with --side: left (Rancangan Awal) or right (Hasil Analisis)" in _error(
        document
    )
    assert "there is no side 'middle'" in _error(document, side="middle")
    assert 2_000_000 == int(read_plan(document, side="right").total("dana"))


def test_a_table_of_something_else_is_no_plan() -> None:
    other = table([["No", "Indikator", "Target 2021"], ["1", "Koperasi aktif", "88%"]])
    with pytest.raises(ReadError, match="this is no plan"):
        plan_of(other)


def test_a_table_of_targets_is_read_only_if_asked_for() -> None:
    targets = table([["Program/Kegiatan", "Indikator", "Target"], ["Alat", "Alat", "1 unit"]])
    with pytest.raises(ReadError, match="no column of money"):
        plan_of(targets)
    assert 1 == len(plan_of(targets, money=False))


def test_a_hidden_sheet_is_not_taken_by_itself() -> None:
    from attrs import evolve  # noqa: PLC0415 - here alone

    hidden = evolve(table(PLAN, number="Lama"), hidden=True)
    document = _document(hidden, table(PLAN, number="Baru"))
    assert "Baru" == choose_table(document)[0].number
    assert "Lama" == choose_table(document, "lama")[0].number


def test_programs_in_a_table_without_a_header_are_reported_as_not_recognised() -> None:
    document = _document(table([["PROGRAM PELAYANAN", "1.000.000"], ["Alat", "1.000.000"]]))
    (finding,) = check_tables(document)
    assert "NK401" == finding.rule.code
    assert TableKind.OTHER is describe(document)[0].kind


def test_a_broken_header_in_one_table_does_not_hide_the_others() -> None:
    broken = [["Kode", "Uraian", "Pagu"], ["Uraian", "Kode", "Pagu"]]
    document = _document(table(broken, number="A"), table(PLAN, number="B"))
    assert 1 == len(read_plan(document))
    assert ["NK401"] == [finding.rule.code for finding in check_tables(document)]


def test_a_plan_without_rows_is_no_plan_to_go_on_with() -> None:
    empty = table([["Uraian", "Pagu 2024"]])
    assert (
        "plan.csv, row 1: the table has a header and no rows below it "
        "(give the file that holds the plan's rows)"
    ) == _error(_document(empty))
    assert () == plan_of(empty).items


def test_a_long_table_is_read_in_time_that_grows_with_its_length() -> None:
    def seconds(count: int) -> float:
        rows = [["Kode", "Uraian", "Indikator", "Target", "Pagu 2024"]]
        rows += [
            [
                f"1.15.{i % 80 + 15:02}.{i % 900 + 1:03}",
                f"Penyediaan {i}",
                f"Jumlah {i}",
                "1",
                "1000000",
            ]
            for i in range(count)
        ]
        long = table(rows)
        start = time.perf_counter()
        assert count == len(plan_of(long))
        return time.perf_counter() - start

    seconds(500)
    assert seconds(8_000) < 30 * seconds(800)

"""Errors about money from reading: the exit code, and where they are said; the account."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

CONTRADICTED = """Kode,Uraian,Pagu 2021
2.17.07,Program Pemberdayaan Usaha Mikro,900000000
2.17.07.2.01,Pemberdayaan Usaha Mikro,850000000
2.17.07.2.01.01,Pendataan Potensi dan Pengembangan Usaha Mikro,300000000
2.17.07.2.01.03,Fasilitasi Kemudahan Perizinan Usaha Mikro,100000000
2.17.08,Program Pengembangan UMKM,700000000
2.17.08.2.01,Pengembangan Usaha Mikro,650000000
2.17.08.2.01.01,Produksi dan Pengolahan Usaha Mikro,200000000
"""
SLIP = """Kode,Uraian,Pagu 2021
2.17.07,Program Pemberdayaan Usaha Mikro,410000000
2.17.07.2.01,Pemberdayaan Usaha Mikro,400000000
2.17.07.2.01.01,Pendataan Potensi dan Pengembangan Usaha Mikro,300000000
2.17.07.2.01.03,Fasilitasi Kemudahan Perizinan Usaha Mikro,100000000
2.17.08,Program Pengembangan UMKM,200000000
2.17.08.2.01,Pengembangan Usaha Mikro,200000000
2.17.08.2.01.01,Produksi dan Pengolahan Usaha Mikro,200000000
"""
SAID = "printed sums do not hold"


@pytest.fixture
def wrong() -> Path:
    """A plan whose printed sums all contradict its rows."""
    path = Path("salah.csv")
    path.write_text(CONTRADICTED, encoding="utf-8")
    return path


@pytest.fixture
def slip() -> Path:
    """A plan in which one program differs from what is below it."""
    path = Path("keliru.csv")
    path.write_text(SLIP, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("translate",),
        ("translate", "--fail-on", "never"),
        ("rollup",),
        ("check",),
        ("check", "--fail-on", "never"),
    ],
    ids=" ".join,
)
def test_commands_on_plans_exit_with_one_and_write_their_result(
    run: Callable[..., Result], wrong: Path, command: tuple[str, ...]
) -> None:
    name, *more = command
    result = run(name, wrong, *more)

    assert 1 == result.exit_code
    above, found, _ = " ".join(result.stdout.split()).partition(SAID)
    assert found
    assert "400,000,000" not in above


def test_a_file_is_written_and_the_error_is_said_beside_it(
    run: Callable[..., Result], wrong: Path
) -> None:
    for name, form in (("translate", "json"), ("translate", "csv"), ("rollup", "csv")):
        result = run(name, wrong, "-f", form)
        assert 1 == result.exit_code
        assert result.stdout
        assert f"{wrong}: NK311 (row 2): " in result.stderr
    assert 1 == run("translate", wrong, "-o", "hasil.xlsx").exit_code
    assert Path("hasil.xlsx").stat().st_size


def test_a_screen_says_it_once(run: Callable[..., Result], wrong: Path) -> None:
    assert SAID not in run("translate", wrong).stderr
    assert SAID not in run("rollup", wrong).stderr


def test_check_begins_with_it(run: Callable[..., Result], wrong: Path) -> None:
    assert " NK311 " in run("check", wrong).stdout.splitlines()[0]


def test_who_ignores_the_rule_or_accepts_the_finding_is_not_told_again(
    run: Callable[..., Result], wrong: Path
) -> None:
    assert 0 == run("check", wrong, "--ignore", "NK311", "--fail-on", "never").exit_code
    accept = ("--baseline", "diterima.json", "--fail-on", "never")
    run("check", wrong, *accept, "--write-baseline")
    assert 0 == run("check", wrong, *accept).exit_code


def test_a_slip_of_the_document_changes_no_exit_code(
    run: Callable[..., Result], slip: Path
) -> None:
    assert " NK301 " in run("check", slip).stdout
    assert 0 == run("check", slip, "--fail-on", "never").exit_code
    assert 0 == run("translate", slip).exit_code
    assert 0 == run("rollup", slip).exit_code


def test_a_sheet_with_codes_and_money_that_was_not_read_is_one(run: Callable[..., Result]) -> None:
    with xlsxwriter.Workbook("dua.xlsx") as book:
        for name, lines in (("Renja", SLIP.splitlines()), ("Lain", SLIP.splitlines()[3:])):
            sheet = book.add_worksheet(name)
            for number, line in enumerate(csv.reader(lines)):
                cells = [int(cell) if cell.isdigit() else cell for cell in line]
                cells = cells if name == "Renja" else [cells[2], "", "", cells[0], "", cells[2]]
                sheet.write_row(number, 0, cells)

    for name in ("translate", "rollup", "check"):
        result = run(name, "dua.xlsx")
        assert 1 == result.exit_code, name
        assert "Lain has codes and money in" in " ".join(result.stdout.split()), name


def test_the_account_of_a_plan_is_a_list(run: Callable[..., Result], wrong: Path) -> None:
    result = run("extract", wrong, "--account", "-f", "csv")

    assert 0 == result.exit_code
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [("item", "3"), ("parent", "4"), ("sum of all numbers", "7")] == [
        (row["fate"], row["numbers"]) for row in rows
    ]
    assert int(rows[-1]["sum"]) == sum(int(row["sum"]) for row in rows[:-1]) == 3_700_000_000
    assert "NK311 (row 2): " in result.stderr


def test_the_account_of_a_table_of_several(run: Callable[..., Result], renja: Path) -> None:
    found = json.loads(run("extract", renja, "--table", "4.1", "--account", "-f", "json").stdout)

    assert "nomenklatur/account/1" == found["format"]
    assert ["2021", "2022"] == [column["key"] for column in found["account"]]
    first = found["account"][0]["fates"]
    assert {"numbers": 46, "sum": 10_268_007_000} == first["item"]
    assert "left over" not in first


def test_the_account_speaks_indonesian(run: Callable[..., Result], wrong: Path) -> None:
    shown = run("--lang", "id", "extract", wrong, "--account").stdout

    assert "jumlah semua angka" in shown
    assert "3.700.000.000" in shown


def test_account_and_cells_are_two_questions(run: Callable[..., Result], wrong: Path) -> None:
    result = run("extract", wrong, "--account", "--cells")

    assert 2 == result.exit_code
    assert "give one of them" in result.stderr

"""Tables out of documents."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur.plan.read import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


def test_the_list_says_what_each_table_is_and_what_it_adds_up_to(
    run: Callable[..., Result], renja: Path
) -> None:
    found = json.loads(run("extract", renja, "-f", "json").stdout)

    tables = {table["name"]: table for table in found["tables"]}
    assert {"2.2": "realisation", "2.4": "review", "4.1": "plan", "LAMPIRAN": "mapping"} == {
        name: tables[name]["kind"] for name in ("2.2", "2.4", "4.1", "LAMPIRAN")
    }
    (side,) = tables["4.1"]["sides"]
    assert {"items": 46, "totals": {"2021": 10268007000, "2022": 12909926000}} == side
    assert 2 == len(tables["2.4"]["sides"])
    assert all(table["reason"] for table in tables.values())


def test_a_plan_that_comes_out_as_csv_can_be_read_again(
    run: Callable[..., Result], renja: Path
) -> None:
    assert 0 == run("extract", renja, "--table", "4.1", "-o", "plan.csv").exit_code

    before, after = read_plan(renja), read_plan("plan.csv")
    assert [
        (item.name, item.program and item.program.name, dict(item.amounts)) for item in before
    ] == [(item.name, item.program and item.program.name, dict(item.amounts)) for item in after]


@pytest.mark.parametrize(("side", "total"), [("left", 12910426000), ("right", 10268007000)])
def test_a_review_comes_out_by_its_sides(
    run: Callable[..., Result], renja: Path, side: str, total: int
) -> None:
    result = run("extract", renja, "--table", "2.4", "--side", side, "-f", "json")

    found = json.loads(result.stdout)
    assert {"2021": total} == found["totals"]
    assert 46 == len(found["items"])
    assert total == sum(item["amounts"]["2021"] for item in found["items"])


def test_a_review_without_a_side_is_an_error_that_names_them(
    run: Callable[..., Result], renja: Path
) -> None:
    result = run("extract", renja, "--table", "2.4")

    assert 2 == result.exit_code
    assert "left (Rancangan Awal RKPD) or right" in result.stderr


def test_a_side_without_a_table_is_an_error(run: Callable[..., Result], renja: Path) -> None:
    assert "--side needs --table" in run("extract", renja, "--side", "left").stderr


def test_a_mapping_comes_out_with_every_row_and_its_note(
    run: Callable[..., Result], renja: Path
) -> None:
    text = run("extract", renja, "--table", "lampiran", "-f", "csv").stdout
    rows = {row["source_code"]: row for row in csv.DictReader(io.StringIO(text))}

    assert 46 == len(rows)
    assert "X.XX.01.2.03.02" == rows["0.00.01.002"]["target_code"]
    assert "" == rows["0.00.01.028"]["target_code"]
    assert "broad" == rows["0.00.01.028"]["relation"]
    assert "" == rows["0.00.06.029"]["relation"]


def test_any_other_table_comes_out_cell_by_cell(run: Callable[..., Result], renja: Path) -> None:
    text = run("extract", renja, "--table", "#5", "-f", "csv").stdout
    rows = list(csv.reader(io.StringIO(text)))

    assert ["row", "0", "1", "2", "3", "4"] == rows[0]
    assert ["203", "1.", "Jumlah UMKM", "Unit", "14.893", "17.567"] == rows[2]


def test_every_cell_comes_out_with_its_place_its_text_and_what_was_understood(
    run: Callable[..., Result], renja: Path
) -> None:
    result = run("extract", renja, "--cells", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))

    assert 461 == len(rows)
    assert "4.1: 461 cells in the file = 22 of titles and headers + 439 read + 0 not read" in (
        result.stderr
    )
    (found,) = [row for row in rows if row["row"] == "1066" and row["amount"] == "2022"]
    assert {"table": "4.1", "use": "item", "level": "kegiatan", "text": "282.500.000",
            "value": "282500000"}.items() <= found.items()  # fmt: skip
    total = sum(int(r["value"]) for r in rows if r["use"] == "item" and r["amount"] == "2021")
    assert 10_268_007_000 == total


def test_the_account_of_the_cells_adds_up_in_every_list(
    run: Callable[..., Result], renja: Path
) -> None:
    found = json.loads(run("extract", renja, "--table", "4.1", "--cells", "-f", "json").stdout)
    account = found["account"]
    assert account["cells"] == len(found["cells"])
    assert account["cells"] == sum(
        n for use, n in account.items() if use not in {"cells", "doubtful"}
    )
    listed = json.loads(run("extract", renja, "-f", "json").stdout)["tables"]
    assert account == next(table["cells"] for table in listed if table["name"] == "4.1")


def test_a_table_that_is_taken_out_says_what_became_of_its_cells(
    run: Callable[..., Result], renja: Path
) -> None:
    assert "2.2: 346 cells in the file = " in run("extract", renja, "--table", "2.2").stderr


def test_cells_are_of_both_sides(run: Callable[..., Result], renja: Path) -> None:
    result = run("extract", renja, "--table", "2.4", "--side", "left", "--cells")
    assert "--cells shows both sides" in result.stderr
    cells = json.loads(run("extract", renja, "--table", "2.4", "--cells", "-f", "json").stdout)
    assert {None, "left", "right"} == {cell["side"] for cell in cells["cells"]}


def test_cells_come_out_as_a_workbook(run: Callable[..., Result], renja: Path) -> None:
    result = run("extract", renja, "--cells", "-o", "sel.xlsx")
    assert 0 == result.exit_code, result.output
    assert Path("sel.xlsx").stat().st_size > 10_000


def test_an_unknown_table_is_an_error_that_names_the_known_ones(
    run: Callable[..., Result], renja: Path
) -> None:
    result = run("extract", renja, "--table", "9.9")

    assert 2 == result.exit_code
    assert "the tables are #1, " in result.stderr


def test_standard_input_is_read(run: Callable[..., Result]) -> None:
    plan = "Kode,Uraian,Pagu 2021\n1.15.00.16.022,Pendampingan Usaha Mikro,1.000\n"

    found = json.loads(run("extract", "-", "-f", "json", input=plan).stdout)

    assert "-" == found["file"]
    assert [{"2021": 1000}] == [side["totals"] for side in found["tables"][0]["sides"]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.csv", None, "there is no such file"),
        ("folder", Path, "is a folder"),
        ("empty.csv", b"", "the file is empty"),
        ("binary.csv", bytes(range(256)) * 4, ""),
    ],
)
@pytest.mark.parametrize("command", ["translate", "check", "rollup"])
def test_bad_input_is_one_line_with_its_place_and_exit_code_2(
    run: Callable[..., Result], command: str, name: str, content: object, message: str
) -> None:
    if content is Path:
        Path(name).mkdir()
    elif isinstance(content, bytes):
        Path(name).write_bytes(content)

    result = run(command, name)

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert 1 == result.stderr.count("\n")
    assert result.stderr.startswith(f"nomenklatur: error: {name}")
    assert message in result.stderr


@pytest.mark.parametrize("command", ["translate", "rollup"])
def test_a_list_without_money_is_translated_too(run: Callable[..., Result], command: str) -> None:
    Path("daftar.csv").write_text("Kode,Uraian\n1.15.00.16.022,Pendampingan\n", "utf-8")
    result = run(command, "daftar.csv")
    assert 0 == result.exit_code, result.stderr


def test_a_list_without_money_is_checked_all_the_same(run: Callable[..., Result]) -> None:
    Path("daftar.csv").write_text("Kode,Uraian\n1.15.00.16.022,Pendampingan\n", "utf-8")
    result = run("check", "daftar.csv")
    assert result.exit_code < 2
    assert "NK303" not in result.stdout


@pytest.mark.parametrize("command", ["extract", "translate", "check"])
def test_a_result_never_takes_the_place_of_the_plan(
    run: Callable[..., Result], command: str
) -> None:
    Path("plan.csv").write_text("Kode,Uraian,Pagu\n1.15.00.16.022,Pendampingan,1.000\n")
    before = Path("plan.csv").read_bytes()

    result = run(command, "plan.csv", "-o", "./plan.csv")

    assert 2 == result.exit_code
    assert "would take the place of the plan" in result.stderr
    assert before == Path("plan.csv").read_bytes()

"""Columns and rows chosen on the command line and in the configuration; files without names."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

PLAN = """Kode,Uraian,Pagu 2021,Usulan 2021
2.17.01,Program A,7000000,11000000
2.17.01.2.01,Kegiatan B,3000000,5000000
2.17.01.2.01.01,Bagian Rahasia,1000000,2000000
2.17.01.2.01.02,Bagian Y,2000000,3000000
2.17.01.2.02,Kegiatan C,4000000,6000000
"""
KEPT = """[layouts.rka]
header = ["Kode", "Uraian", "Pagu 2021", "Usulan 2021"]
columns = { amount = "D" }
row-level = "kegiatan"
"""


@pytest.fixture(autouse=True)
def _plan(_alone: None) -> None:
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def extracted(run: Callable[..., Result], *options: str) -> tuple[dict[str, int], int]:
    """The totals of the first column and the number of items that `extract` gives."""
    result = run("extract", "plan.csv", "--table", "#1", "-f", "json", *options)
    assert 0 == result.exit_code, result.stderr
    found = json.loads(result.stdout)
    return found["totals"], len(found["items"])


def test_extract_takes_the_chosen_columns_and_rows(run: Callable[..., Result]) -> None:
    totals, items = extracted(run, "--column", "amount=usulan 2021", "--row-level", "kegiatan")

    assert ("2021 usulan", 11_000_000) == next(iter(totals.items()))
    assert 2 == items


@pytest.mark.parametrize("command", ["translate", "rollup"])
def test_the_chosen_column_is_the_first_of_every_output(
    run: Callable[..., Result], command: str
) -> None:
    result = run(command, "plan.csv", "--column", "amount=D", "-f", "json")

    assert 0 == result.exit_code, result.stderr
    assert result.stdout.index("2021 usulan") < result.stdout.index("2021 pagu")


def test_check_takes_the_chosen_column(run: Callable[..., Result]) -> None:
    result = run("check", "plan.csv", "--column", "amount=D", "--fail-on", "never")

    assert "the plan's amounts are those under 'Usulan 2021'" in result.stdout


def test_the_lines_that_keep_a_choice_are_said_and_hold(run: Callable[..., Result]) -> None:
    first = run("translate", "plan.csv", "--column", "amount=D", "--row-level", "kegiatan",
                "-f", "csv")  # fmt: skip
    said = first.stderr.partition("add to nomenklatur.toml:\n")[2]
    lines = said[: said.index('row-level = "kegiatan"') + len('row-level = "kegiatan"')]

    assert {"plan"} == set(tomllib.loads(lines)["layouts"])
    Path("nomenklatur.toml").write_text(lines, encoding="utf-8")
    again = run("translate", "plan.csv", "-f", "csv")
    assert first.stdout == again.stdout
    assert "#1 is read by the layout plan of the configuration" in again.stderr


@pytest.mark.parametrize("name", ["nomenklatur.toml", "pyproject.toml"])
def test_a_kept_layout_is_applied_by_itself_and_said(run: Callable[..., Result], name: str) -> None:
    text = KEPT if name != "pyproject.toml" else KEPT.replace("[", "[tool.nomenklatur.", 1)
    Path(name).write_text(text, encoding="utf-8")

    totals, items = extracted(run)
    assert ("2021 usulan", 11_000_000) == next(iter(totals.items()))
    assert 2 == items
    for command in ("translate", "check", "rollup"):
        assert "is read by the layout rka" in run(command, "plan.csv").stderr


def test_an_option_beats_a_kept_layout(run: Callable[..., Result]) -> None:
    Path("nomenklatur.toml").write_text(KEPT, encoding="utf-8")

    totals, items = extracted(run, "--column", "amount=C")
    assert ("2021 pagu", 7_000_000) == next(iter(totals.items()))
    assert 2 == items


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--column", "amount=Dana"), "the columns are A 'Kode', B 'Uraian', C 'Pagu 2021'"),
        (("--column", "uang=D"), "the roles are code, name, amount"),
        (("--column", "2021"), "write ROLE=COLUMN"),
        (("--row-level", "urusan"), "none of the choices"),
    ],
)
@pytest.mark.parametrize("command", ["translate", "check", "rollup", "extract"])
def test_a_choice_that_makes_no_sense_is_an_error_of_use(
    run: Callable[..., Result], command: str, option: tuple[str, str], said: str
) -> None:
    result = run(command, "plan.csv", *option)

    assert 2 == result.exit_code
    assert said in result.stderr
    assert not result.stdout


def test_a_layout_with_a_wrong_key_is_an_error_of_its_file(run: Callable[..., Result]) -> None:
    Path("nomenklatur.toml").write_text(KEPT.replace("columns", "kolom"), encoding="utf-8")

    result = run("translate", "plan.csv")
    assert 2 == result.exit_code
    assert "nomenklatur.toml: there is no key layouts.rka.kolom" in result.stderr


def test_a_stream_takes_no_choice(run: Callable[..., Result]) -> None:
    result = run("translate", "plan.csv", "--stream", "-f", "csv", "--column", "amount=D")

    assert 2 == result.exit_code
    assert "leave --column and --row-level out" in result.stderr


def test_a_csv_file_without_names_is_read_as_the_original(run: Callable[..., Result]) -> None:
    result = run("extract", "--anonymise", "plan.csv", "-o", "contoh.csv")

    assert 0 == result.exit_code, result.stderr
    assert "It is read as the original is" in result.stderr
    before, after = read_plan("plan.csv"), read_plan("contoh.csv")
    assert [item.code for item in before] == [item.code for item in after]
    assert "Rahasia" not in Path("contoh.csv").read_text(encoding="utf-8")
    assert before.total("2021 pagu") != after.total("2021 pagu")


def test_a_workbook_needs_a_file_to_go_to(run: Callable[..., Result]) -> None:
    run("extract", "plan.csv", "--table", "#1", "-o", "plan.xlsx")

    assert 2 == run("extract", "--anonymise", "plan.xlsx").exit_code
    assert 2 == run("extract", "--anonymise", "plan.xlsx", "-o", "plan.xlsx").exit_code
    assert 0 == run("extract", "--anonymise", "plan.xlsx", "-o", "contoh.xlsx").exit_code
    assert len(read_plan("plan.xlsx")) == len(read_plan("contoh.xlsx"))


def test_a_document_without_cells_is_not_written(run: Callable[..., Result], renja: Path) -> None:
    result = run("extract", "--anonymise", renja)

    assert 2 == result.exit_code
    assert "only workbooks and CSV files" in result.stderr

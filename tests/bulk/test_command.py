"""`translate --stream`: rows on standard output or in a file, the balance behind them."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from nomenklatur.bulk import run as run_module
from nomenklatur_cli.main import cli
from tests.bulk.plans import as_csv, rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no catalogs but the embedded ones."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(40, 21)), encoding="utf-8")
    return path


def command(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["translate", *map(str, arguments)])


def process(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "nomenklatur_cli", "translate", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_rows_go_into_the_file_and_the_balance_to_standard_error(
    plan: Path, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole.csv", tmp_path / "out.csv"

    ordinary = command(plan, "-o", whole)
    result = command(plan, "--stream", "-o", out)

    assert (0, 0) == (ordinary.exit_code, result.exit_code)
    assert whole.read_text("utf-8") == out.read_text("utf-8")
    assert "40 items" in result.stderr
    assert "2021: plan " in result.stderr
    assert not result.stdout


def test_standard_output_has_the_rows_and_nothing_else(plan: Path) -> None:
    result = process(plan, "--stream", "-f", "csv")

    assert 0 == result.returncode
    assert 41 == len(list(csv.reader(io.StringIO(result.stdout))))
    assert "\r" not in result.stderr


def test_a_pipe_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(3000, 22)), encoding="utf-8")

    line = f"{sys.executable} -m nomenklatur_cli translate {path} --stream -f csv | head -1"
    result = subprocess.run(  # noqa: S602 - a shell makes the pipe
        line, shell=True, capture_output=True, text=True, check=False
    )

    assert result.stdout.startswith('"item"')
    assert "Traceback" not in result.stderr
    assert "rror" not in result.stderr


def test_a_long_file_is_streamed_unasked(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "LONG", 1000)

    assert "40 items" in command(plan, "-f", "csv", "-o", "out.csv").stderr
    assert "40 items" not in command(plan, "-f", "json", "-o", "out.json").stderr


def test_a_long_file_that_is_not_flat_is_read_as_a_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "LONG", 1000)

    result = command(root / "examples" / "renja-2021-dinas-koperasi.csv", "-f", "csv")

    assert 0 == result.exit_code
    assert 47 == len(list(csv.reader(io.StringIO(result.stdout))))


def test_what_has_no_rows_is_not_streamed(plan: Path) -> None:
    for options in (["-f", "table"], ["-f", "json"], ["-f", "csv", "--table", "1"]):
        result = command(plan, "--stream", *options)
        assert 2 == result.exit_code
        assert "--stream" in result.stderr


def test_a_plan_that_is_not_flat_leaves_the_file_as_it_was(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("kept", encoding="utf-8")

    result = command(root / "examples" / "renja-2021-dinas-koperasi.csv", "--stream", "-o", out)

    assert 2 == result.exit_code
    assert "leave --stream out" in result.stderr
    assert "kept" == out.read_text("utf-8")
    assert [out] == list(tmp_path.glob("*out.csv*"))


def test_findings_make_the_exit_code(plan: Path) -> None:
    assert 1 == command(plan, "--stream", "-f", "csv", "--fail-on", "error").exit_code
    assert 0 == command(plan, "--stream", "-f", "csv").exit_code

"""A workbook goes into a file or through a pipe, never onto a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.report.workbooks import SHEETS, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


def test_the_suffix_asks_for_a_workbook(
    run: Callable[..., Result], renja: Path, tmp_path: Path
) -> None:
    result = run("translate", renja, "--no-fuzzy", "-o", tmp_path / "hasil.xlsx")

    assert (0, "") == (result.exit_code, result.stdout)
    assert SHEETS == opened((tmp_path / "hasil.xlsx").read_bytes()).formulas.sheetnames


def test_a_redirected_workbook_is_the_same_as_a_written_one(
    process: Callable[..., subprocess.CompletedProcess[bytes]], renja: Path, tmp_path: Path
) -> None:
    piped = process("translate", renja, "--no-fuzzy", "-f", "xlsx")
    process("translate", renja, "--no-fuzzy", "-f", "xlsx", "-o", tmp_path / "hasil")

    assert piped.stdout == (tmp_path / "hasil").read_bytes()
    assert piped.stdout.startswith(b"PK")


def test_a_terminal_gets_no_workbook_but_a_line_that_says_what_to_do(renja: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "nomenklatur_cli"]
    done = subprocess.run(
        [*command, "translate", str(renja), "--no-fuzzy", "-f", "xlsx"],
        stdout=theirs, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)

    assert 2 == done.returncode
    assert b"xlsx is nothing to read on a terminal; write it with -o FILE.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sheets"),
    [
        (("rollup", "PLAN", "--by", "old"), ["Rekap"]),
        (("check", "PLAN", "--table", "LAMPIRAN"), ["Temuan"]),
        (("extract", "PLAN"), ["tables"]),
        (("catalog", "list"), ["catalogs"]),
    ],
)
def test_every_command_with_a_report_writes_workbooks(
    run: Callable[..., Result],
    renja: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    sheets: list[str],
) -> None:
    words = [str(renja) if word == "PLAN" else word for word in arguments]
    result = run(*words, "-o", tmp_path / "a.xlsx")

    assert result.exit_code in {0, 1}, result.output
    assert sheets == opened((tmp_path / "a.xlsx").read_bytes()).formulas.sheetnames

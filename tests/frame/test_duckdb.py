"""The example for DuckDB does what it says."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("narwhals", reason="the extra 'frame' is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")

if TYPE_CHECKING:
    from pathlib import Path


def test_the_example_shows_where_the_money_of_the_semarang_plan_goes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runpy.run_path(str(root / "examples" / "with_duckdb.py"))["main"]()

    by_status, by_program, _ = capsys.readouterr().out.split("\n\n")
    assert [
        "mapped\t44\t9984824000",
        "ambiguous\t1\t282785000",
        "unmapped\t1\t398000",
    ] == by_status.splitlines()
    rows = [line.split("\t") for line in by_program.splitlines()]
    assert ["2.17.01", "21", "3348084000"] == rows[0]
    assert ["2.17.08", "3", "3973069000"] == rows[-1]
    assert 9_984_824_000 == sum(int(money) for _, _, money in rows)

"""`nomenklatur evaluate`: figures as a table and as JSON, clear words about wrong files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "legacy_code,bidang,program,kegiatan,best,acceptable\n"
ROWS = (
    "1.15.01.10,Koperasi,Program Pelayanan Administrasi Perkantoran,Penyediaan alat tulis kantor,"
    "2.17.01.2.03.10,2.17.01.2.03.10\n"
    "1.15.16.02,Koperasi,Program Lain,Pembuatan kapal selam,NONE,NONE\n"
)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no catalogs but the embedded ones."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def test_json_has_the_figures_at_its_top(gold: Path) -> None:
    result = evaluate(gold, "-f", "json", "--baselines")

    assert 0 == result.exit_code
    data = json.loads(result.stdout)
    assert (2, 1, 1.0) == (data["n"], data["n_with_home"], data["top1"])
    assert (1, 1, 0) == (data["accepted"], data["accepted_right"], data["none_accepted"])
    assert data["rows_per_second"] > 0
    assert "kabupaten_kota" == data["authority"]
    assert 6 == len(data["baselines"])


def test_the_table_says_it_in_words(gold: Path) -> None:
    result = evaluate(gold)

    assert 0 == result.exit_code
    assert "right among the accepted" in result.stdout
    assert not result.stderr


def test_labels_that_the_catalog_lacks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(f"{HEADER}1.01.16.02,P,P,N,1.01.02.2.01.01,1.01.02.2.01.01\n", "utf-8")

    result = evaluate(path)

    assert 0 == result.exit_code
    assert "labels that are not in permendagri-90-2019, a part (" in result.stderr


def test_a_wrong_file_is_a_line_with_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(f"{HEADER}1.01.16.02,P,P,N,abc,abc\n", "utf-8")

    result = evaluate(path)

    assert 2 == result.exit_code
    assert "row 2, column best: 'abc' is no code" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_a_missing_file_or_a_folder_is_one_line(tmp_path: Path, name: str) -> None:
    result = evaluate(tmp_path / name)

    assert 2 == result.exit_code
    assert 1 == len(result.stderr.strip().splitlines())

"""What the tests of the review share: the Semarang plan, and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no catalogs but the embedded ones, English."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("NOMENKLATUR_DECISIONS", "NOMENKLATUR_AUTHOR", "NOMENKLATUR_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def renja(root: Path) -> Path:
    """The Semarang plan."""
    return root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process."""

    def run_cli(*arguments: object, keys: str = "") -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=keys)

    return run_cli

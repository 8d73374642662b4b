"""The command line, called in this process and in one of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = "Callable[..., Result]"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no environment, no catalogs but the embedded ones."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NOMENKLATUR_TO", "NOMENKLATUR_FORMAT", "NOMENKLATUR_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process."""

    def run_cli(*arguments: object, **kwargs: object) -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], **kwargs)  # type: ignore[arg-type]

    return run_cli


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command line in a process of its own."""

    def run_process(*arguments: object, **kwargs: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "nomenklatur_cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, check=False, **kwargs)  # type: ignore[call-overload, no-any-return]

    return run_process


@pytest.fixture
def renja(root: Path) -> Path:
    """The Semarang plan."""
    return root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"

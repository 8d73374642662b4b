"""The configuration file that holds for a command line: the one that is named, or the nearest.

Most planners have none, and their commands should not wait for what reads it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

FILE: Final = "nomenklatur.toml"
PROJECT: Final = "pyproject.toml"
LAYOUTS: Final = "nomenklatur.layouts"
"""Where the context of a command has the layouts that the file keeps."""


def config_file(named: str | None = None, *, start: Path | None = None) -> Path | None:
    """The file that configures a command; None if there is none.

    Args:
        named: The file that the user named; by default the nearest, from the working folder
            upwards.
        start: The folder to begin at.

    Raises:
        ConfigError: A ``pyproject.toml`` that names the program cannot be read.
    """
    if named:
        return Path(named)
    start = start or Path.cwd()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        if (folder / PROJECT).is_file() and _has_table(folder / PROJECT):
            return folder / PROJECT
    return None


def _has_table(project: Path) -> bool:
    with contextlib.suppress(OSError):
        if b"nomenklatur" not in project.read_bytes():
            return False
    from nomenklatur_cli.config import read_toml  # noqa: PLC0415 - only where there is a file

    return "nomenklatur" in read_toml(project).get("tool", {})

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def test_the_output_that_the_readmes_show_is_what_the_commands_print(root: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "tools/make_readme.py", "--check"],
        cwd=root,
        capture_output=True,
        check=False,
        text=True,
    )

    assert finished.stdout == "changed: nothing\n"


def test_the_library_in_ten_lines_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = re.search(r"```python\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    program = code[1].replace('"hasil.csv"', repr(str(tmp_path / "hasil.csv")))
    monkeypatch.chdir(root)

    exec(compile(program, "README.md", "exec"), {})  # noqa: S102 - our own documentation

    assert (tmp_path / "hasil.csv").read_text("utf-8-sig").count("\n") > 46


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_readme_says_that_the_name_is_no_relation(root: Path, name: str) -> None:
    assert "nomenklatura" in (root / name).read_text("utf-8")

"""`make test` tries the same examples every time; `make explore` keeps what others show."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

FAILING = """\
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(0, 10))
def test_it_is_less_than_three(number):
    assert number < 3
"""


@pytest.fixture(scope="module")
def tool(root: Path) -> dict[str, Any]:
    return runpy.run_path(str(root / "tools" / "explore.py"))


@pytest.mark.skipif("HYPOTHESIS_PROFILE" in os.environ, reason="another profile is asked for")
def test_properties_are_tried_with_the_same_examples_every_time() -> None:
    assert settings.default is not None
    assert settings.default.derandomize


def test_what_fails_is_written_above_its_test(tool: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "test_three.py"
    path.write_text(FAILING, "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607 - as everywhere
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-pno:schemathesis", "-pno:cacheprovider"]
    done = subprocess.run(pytest_, cwd=tmp_path, check=False, capture_output=True)

    kept = tool["keep"](tmp_path / ".hypothesis" / "patches", tmp_path)

    text = path.read_text("utf-8")
    assert 1 == done.returncode
    assert [path] == kept
    assert "from hypothesis import example, given\n" in text
    assert "number=3" in text.partition("@example")[2].partition("def ")[0]


def test_nothing_is_kept_of_a_run_that_found_nothing(tool: dict[str, Any], tmp_path: Path) -> None:
    assert [] == tool["keep"](tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from hypothesis import given\n", "from hypothesis import example, given\n"),
        ("from hypothesis import example, given\n", "from hypothesis import example, given\n"),
        ("import hypothesis\n", "import hypothesis\n"),
    ],
)
def test_the_import_of_examples_is_added_once(
    tool: dict[str, Any], before: str, after: str
) -> None:
    assert after == tool["imported"](before)

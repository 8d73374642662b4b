"""A skip that nobody expects fails continuous integration: a missing program hides tests."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import unexpected_skips

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = "# why\n\nthe moon is full\n"
WHOLE = 'import pytest\npytest.skip("{reason}", allow_module_level=True)\n'
ONE = 'import pytest\ndef test_one():\n    pytest.skip("{reason}")\n'


def test_reasons_are_expected_as_they_begin() -> None:
    reasons = ["the moon is full tonight", "no Java", "no Java", "the moon"]
    assert ["no Java", "the moon"] == unexpected_skips(reasons, EXPECTED)


@pytest.mark.parametrize(
    ("test", "reason", "code"),
    [(WHOLE, "no Java", 1), (ONE, "the moon is full", 0)],
)
def test_an_unexpected_skip_fails_a_run(
    root: Path, tmp_path: Path, test: str, reason: str, code: int
) -> None:
    (tmp_path / "skips").write_text(EXPECTED, "utf-8")
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_sessionfinish\n")
    (tmp_path / "test_it.py").write_text(test.format(reason=reason), "utf-8")
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n1", "-pno:schemathesis", "-pno:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "NOMENKLATUR_SKIPS": "skips", "PYTHONPATH": str(root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert code == done.returncode, done.stdout
    assert bool(code) is (f"not expected (skips): {reason}" in done.stdout)

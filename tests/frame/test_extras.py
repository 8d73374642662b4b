"""Without the optional packages there is one clear error, and nothing is imported early."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nomenklatur import frame
from nomenklatur.errors import NomenklaturError
from nomenklatur.frame.extras import need

LIBRARIES = ("narwhals", "pandas", "polars", "pyarrow", "dask", "pyspark", "duckdb", "numpy")


def test_importing_the_package_imports_no_frame_library() -> None:
    code = "import sys, nomenklatur.frame; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "nomenklatur.frame.job" in loaded
    assert set() == set(LIBRARIES) & set(loaded)


@pytest.mark.parametrize(
    ("module", "extra"),
    [("narwhals.stable.v2", "frame"), ("dask.dataframe", "dask"), ("pyspark.sql.types", "spark")],
)
def test_a_missing_package_is_an_error_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, module: str, extra: str
) -> None:
    package = module.partition(".")[0]
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(NomenklaturError) as problem:
        need(module)

    assert f"(pip install 'nomenklatur[{extra}]')" in str(problem.value)
    assert str(problem.value).startswith(f"{package} cannot be imported")


def test_translate_without_narwhals_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "narwhals"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "narwhals", None)

    with pytest.raises(NomenklaturError, match=r"pip install 'nomenklatur\[frame\]'"):
        frame.translate(None, name="kegiatan")

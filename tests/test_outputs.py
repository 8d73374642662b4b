"""The outputs under examples/output/ are what the program writes now."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def fresh(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("make_outputs", root / "tools/make_outputs.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    folder = tmp_path_factory.mktemp("output")
    maker.write_all(folder)
    return folder


@pytest.mark.parametrize(
    "name", ["pemetaan.html", "pemetaan.csv", "pemetaan.json", "pemetaan.sssom.tsv", "temuan.sarif"]
)
def test_a_text_is_the_same_letter_by_letter(root: Path, fresh: Path, name: str) -> None:
    kept = (root / "examples/output" / name).read_text("utf-8")

    assert (fresh / name).read_text("utf-8") == kept, "run make outputs, and look at the diff"


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_has_the_same_cells(root: Path, fresh: Path) -> None:
    kept = cells(root / "examples/output/pemetaan.xlsx")

    assert cells(fresh / "pemetaan.xlsx") == kept, "run make outputs, and look at the diff"

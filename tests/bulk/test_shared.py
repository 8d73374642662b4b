"""A made-up national file on the real catalogs: the same streamed and read as a whole."""

from __future__ import annotations

import csv
import importlib.util
import io
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur.bulk import source as source_module
from nomenklatur.bulk import stream_plan
from nomenklatur.evaluate.command import evaluate_file
from nomenklatur.plan.read import read_plan
from nomenklatur.report import render
from nomenklatur.translate import translate
from tests.shared_catalogs import shared_catalog

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def national(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("national", root / "bench" / "national.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_offices_of_a_region_come_out_the_same_both_ways(
    tmp_path: Path, shared_data: Path, national: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "CHUNK_BYTES", 20_000)
    source = shared_catalog(shared_data, "permendagri-13-2006-uu23")
    target = shared_catalog(shared_data, "permendagri-90-2019")
    koperasi = [one for one in national.activities(source) if one.code[:2] == ("2", "11")]
    path = tmp_path / "national.csv"
    national.make(path, koperasi, 300, 7)
    options: dict[str, Any] = {
        "source": source, "to": target, "crosswalks": (), "authority": "kabupaten_kota",
        "bidang": "2.17",
    }  # fmt: skip
    out = io.StringIO()

    result = stream_plan(str(path), out, workers=1, **options)
    whole = render(translate(read_plan(path), **options), "csv")

    assert 300 == result.rows
    assert told(whole) == told(out.getvalue())


def test_the_national_file_is_the_same_for_the_same_seed(
    shared_data: Path, national: ModuleType
) -> None:
    known = national.activities(shared_catalog(shared_data, "permendagri-13-2006-uu23"))

    one = list(national.rows(known, 6000, 1))

    assert one == list(national.rows(known, 6000, 1))
    assert one != list(national.rows(known, 6000, 2))
    assert 6000 == len(one)
    assert 2 == len({row[0] for row in one})


def test_the_gold_file_is_read_whole(shared_data: Path) -> None:
    target = shared_catalog(shared_data, "permendagri-90-2019")

    found = evaluate_file(shared_data / "gold" / "legacy-to-90-train.csv", to=target)

    assert (234, 225) == (found.figures.n, found.figures.n_with_home)
    assert not found.unknown
    assert found.figures.top5.value > 0.8
    assert found.none_accepted == 0

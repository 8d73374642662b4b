"""Every file of the corpus gives the plan that the seed's text gives, or says why not."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from nomenklatur.crosswalk.lampiran import mapping_of
from nomenklatur.plan import TableKind
from nomenklatur.plan.read import TableInfo, check_tables, describe, plans_of
from nomenklatur.tables import Document, read_document

pytestmark = pytest.mark.usefixtures("pdf_read_here")

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
EXPECTED: dict[str, Any] = yaml.safe_load((CORPUS / "expected.yaml").read_text(encoding="utf-8"))
FILES = sorted(EXPECTED["files"])
SIDES = ("left", "right")


@functools.cache
def document(name: str) -> Document:
    return read_document(CORPUS / name)


@functools.cache
def contents(opened: Document) -> dict[str, list[object]]:
    """What each table of a document says, by number and side."""
    found: dict[str, list[object]] = {}
    for info in describe(opened):
        number = number_of(info)
        if info.kind is TableKind.MAPPING:
            found[number] = list(mapping_of(info.table).mappings)
        plans = plans_of(info.table, opened)
        for side, plan in zip(SIDES, plans, strict=False):
            name = number if len(plans) == 1 else f"{number} {side}"
            found[name] = [
                (i.name, i.program, dict(i.amounts), i.indicators, i.lokasi, i.sumber_dana, i.note)
                for i in plan
            ]
    return found


def number_of(info: TableInfo) -> str:
    """The number of a table; a file of one table has no need of it."""
    number = info.name.removeprefix("Tabel ")
    return "4.1" if number == "#1" else number


@pytest.fixture(scope="module")
def seed(root: Path) -> dict[str, list[object]]:
    """The tables as the text of the seed gives them."""
    return contents(
        read_document(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt")
    )


def test_the_text_of_the_seed_gives_what_is_expected(root: Path) -> None:
    opened = read_document(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt")
    for name, known in EXPECTED["tables"].items():
        number, _, side = name.partition(" ")
        info = next(info for info in describe(opened) if info.name == number)
        assert known["kind"] == info.kind.value
        if "totals" in known:
            plan = plans_of(info.table, opened)[SIDES.index(side or "left")]
            assert known["items"] == len(plan)
            assert known["totals"] == {key: int(plan.total(key)) for key in known["totals"]}


def test_the_manifest_says_of_every_file_how_it_was_made() -> None:
    manifest = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
    there = {path.name for path in CORPUS.iterdir()} - {"manifest.json", "expected.yaml"}
    assert there == set(manifest) == set(FILES)
    assert all(manifest.values())
    assert sum((CORPUS / name).stat().st_size for name in there) < 4 << 20


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_every_item_every_rupiah_and_every_word_of_the_seed(
    name: str, seed: dict[str, list[object]]
) -> None:
    found = contents(document(name))
    tables = EXPECTED["files"][name]["tables"]
    expected = {key for key in EXPECTED["tables"] if key.split()[0] in tables}
    assert expected == set(found)
    for key in expected:
        assert EXPECTED["tables"][key]["items"] == len(found[key])
        assert seed[key] == found[key]


@pytest.mark.parametrize("name", FILES)
def test_every_finding_on_a_file_is_one_that_is_explained(name: str) -> None:
    known = EXPECTED["files"][name]
    explained = set(known["findings"]).union(*(EXPECTED["slips"][n] for n in known["tables"]))
    assert explained == {finding.rule.code for finding in check_tables(document(name))}

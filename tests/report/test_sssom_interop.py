"""What is written is what sssom-py, the reference implementation, reads."""

from __future__ import annotations

import csv
import importlib.util
import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.files import crosswalk_text
from nomenklatur.plan.read import read_plan
from nomenklatur.report import render
from nomenklatur.translate import translate
from tests.report.translations import small_translation

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("sssom") is None, reason="sssom-py is not installed"
    ),
]

SEMARANG = "permendagri-13-2006--permendagri-90-2019"
HOSTILE = Crosswalk(
    CrosswalkInfo("a--b", "a", "b", title='Say "yes": #1', author="A | B", date="2020-08-14"),
    tuple(
        Mapping(
            Code.parse(f"1.15.00.18.0{number:02}"),
            name,
            Relation.CLOSE,
            (Target(Code.parse("2.17.08.2.01.01"), name),),
            score=1 / 3,
            keterangan=name,
        )
        for number, name in enumerate(
            ["=1+1", "a\tb", "a\nb", 'a "b" c', "'", "# no comment", "a\rb", "x" * 5000, " a "]
        )
    ),
)


def rows_of(text: str) -> list[dict[str, str]]:
    table = "".join(line for line in text.splitlines(keepends=True) if line[0] != "#")
    return list(csv.DictReader(io.StringIO(table, newline=""), delimiter="\t"))


DRIVER = """
import sys
from sssom.constants import DEFAULT_VALIDATION_TYPES
from sssom.io import parse_file, validate_file
for path in sys.argv[1:]:
    validate_file(path, DEFAULT_VALIDATION_TYPES)
    with open(path + ".parsed", "w", encoding="utf-8", newline="") as stream:
        parse_file(path, stream)
"""
"""What `sssom validate` and `sssom parse` call, in one process: starting it takes seconds."""


@pytest.fixture(scope="module")
def sets(root: Path) -> dict[str, str]:
    plan = root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    return {
        "plan": render(translate(read_plan(plan)), "sssom"),
        "small": render(small_translation(), "sssom"),
        "crosswalk": crosswalk_text(Store().open_crosswalk(SEMARANG), "sssom"),
        "hostile": crosswalk_text(HOSTILE, "sssom"),
    }


@pytest.fixture(scope="module")
def parsed(sets: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sets as sssom-py writes them after it has validated and parsed them."""
    folder = tmp_path_factory.mktemp("sssom")
    files = {name: folder / f"{name}.sssom.tsv" for name in sets}
    for name, file in files.items():
        file.write_bytes(sets[name].encode())
    command = [sys.executable, "-c", DRIVER, *map(str, files.values())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == result.returncode, result.stderr
    return {
        name: file.with_name(f"{file.name}.parsed").read_text(encoding="utf-8")
        for name, file in files.items()
    }


@pytest.mark.parametrize(
    ("name", "count"), [("plan", 46), ("small", 5), ("crosswalk", 46), ("hostile", 9)]
)
def test_sssom_py_validates_and_parses_every_row(
    sets: dict[str, str], parsed: dict[str, str], name: str, count: int
) -> None:
    written, read = rows_of(sets[name]), rows_of(parsed[name])

    assert count == len(written) == len(read)
    for slot in ("subject_id", "predicate_id", "object_id", "mapping_cardinality"):
        assert sorted(row[slot] for row in written) == sorted(row[slot] for row in read), slot


def test_the_plan_has_the_cardinalities_of_what_is_open(sets: dict[str, str]) -> None:
    open_ = [row for row in rows_of(sets["plan"]) if row["mapping_cardinality"] == "1:0"]

    assert ["0.00.01.028", "0.00.06.029"] == sorted(
        row["subject_id"].partition(":")[2] for row in open_
    )


def test_the_parsed_metadata_name_both_nomenclatures(parsed: dict[str, str]) -> None:
    head = parsed["plan"].split("subject_id")[0]

    for line in (
        "permendagri_13_2006: 'urn:nomenklatur:permendagri-13-2006:'",
        "permendagri_90_2019: 'urn:nomenklatur:permendagri-90-2019:'",
        "subject_source: nomenklatur:permendagri-13-2006",
        "object_source: nomenklatur:permendagri-90-2019",
    ):
        assert line in head

"""TSV and JSON lines say the same as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from hypothesis import given

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding
from nomenklatur.places import Place
from nomenklatur.report import FindingsReport, RollupReport, View, balances, format_of, render
from nomenklatur.report.grid import Column
from nomenklatur.report.payloads import Listing, Listings
from nomenklatur.rollup import roll_up
from tests.report.translations import translations

if TYPE_CHECKING:
    from nomenklatur.translation import Translation


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.split("\n")[:-1]]


@given(translations())
def test_the_cells_of_tsv_are_those_of_csv(translation: Translation) -> None:
    tsv = csv.reader(io.StringIO(render(translation, "tsv"), newline=""), delimiter="\t")

    assert list(csv.reader(io.StringIO(render(translation, "csv"), newline=""))) == list(tsv)


@given(translations())
def test_no_cell_of_tsv_is_a_formula(translation: Translation) -> None:
    for row in csv.reader(io.StringIO(render(translation, "tsv"), newline=""), delimiter="\t"):
        for cell in row:
            assert cell.lstrip("-").isdigit() or not cell.startswith(tuple("=+-@\t\r\n"))


@given(translations())
def test_a_line_is_an_item_of_the_json(translation: Translation) -> None:
    items = json.loads(render(translation, "json"))["items"]
    found = lines(render(translation, "jsonl"))

    assert [{"item": number} | item for number, item in enumerate(items, 1)] == found


@given(translations())
def test_the_lines_of_a_roll_up_add_up_to_the_plan(translation: Translation) -> None:
    tree = roll_up(translation, level=Level.PROGRAM)
    found = lines(render(RollupReport(translation, tree, Level.PROGRAM), "jsonl"))

    parts = [one for one in found if one["level"] in {"program", "ambiguous", "unmapped"}]
    for balance in balances(translation):
        total = sum(one["amounts"].get(balance.column, 0) for one in parts)
        assert int(balance.plan) == total


def test_a_finding_is_a_line() -> None:
    finding = Finding(RULES["NK301"], "a\nb", Place("a.csv", row=3), "look")

    assert [finding.as_dict()] == lines(render(FindingsReport((finding,)), "jsonl"))


def test_records_of_several_lists_say_which_they_are_of() -> None:
    first = Listing("first", (Column("code"),), ({"code": "1.10", "more": (1, 2)},))
    second = Listing("second", (Column("code"),), ({"code": "2"},))

    assert [{"code": "1.10", "more": [1, 2]}] == lines(render(Listings("x", (first,)), "jsonl"))
    assert ["first", "second"] == [
        one["list"] for one in lines(render(Listings("x", (first, second)), "jsonl"))
    ]


def test_the_longest_suffix_chooses_the_format() -> None:
    names = {"a.tsv": "tsv", "a.SSSOM.tsv": "sssom", "a.ndjson": "jsonl", "a.sarif": "sarif"}

    assert names == {name: form.name for name in names if (form := format_of(name)) is not None}
    assert format_of(".tsv") is None


def test_machines_do_not_look(small: Translation) -> None:
    for name in ("tsv", "jsonl", "sssom"):
        assert render(small, name) == render(small, name, View(width=60))

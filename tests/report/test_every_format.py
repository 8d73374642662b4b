"""Every format says the same of a translation: what it prints is read back and added up."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hypothesis import given
from jsonschema import Draft202012Validator

from nomenklatur.report import View, balances, render
from nomenklatur.report.as_csv import unguarded
from nomenklatur.report.grid import tidy
from nomenklatur.schema import load_schema
from nomenklatur.translation import Status, Translation
from tests.report.translations import NEW, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

Sums = dict[str, dict[str, int]]
"""Per column: the plan's money and that of each status."""

WIDE = View(width=100_000, everything=True)
SCHEMA = Draft202012Validator(load_schema())


def expected_sums(translation: Translation) -> Sums:
    return {
        balance.column: {
            "plan": int(balance.plan),
            **{status.value: int(balance.of(status)) for status in Status},
        }
        for balance in balances(translation)
    }


def assert_balanced(sums: Sums) -> None:
    for parts in sums.values():
        assert parts["plan"] == parts["mapped"] + parts["ambiguous"] + parts["unmapped"]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def zero_sums(translation: Translation) -> Sums:
    return {column: dict.fromkeys(parts, 0) for column, parts in expected_sums(translation).items()}


# -- csv -----------------------------------------------------------------------------------


def csv_rows(translation: Translation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(translation, "csv"))))


@given(translations())
def test_the_rows_of_the_csv_add_up_to_the_plan(translation: Translation) -> None:
    sums = zero_sums(translation)
    for row in csv_rows(translation):
        for column, parts in sums.items():
            amount = int(row[f"amount {column}"] or 0)
            parts["plan"] += amount
            parts[row["status"]] += amount

    assert expected_sums(translation) == sums
    assert_balanced(sums)


@given(translations())
def test_the_csv_has_every_item_and_every_target_with_its_name(translation: Translation) -> None:
    rows = csv_rows(translation)

    expected = [
        (str(number), outcome.item.name, name)
        for number, outcome in enumerate(translation, start=1)
        for name in [target.name for target in outcome.targets] or [""]
    ]
    assert expected == [
        (row["item"], unguarded(row["name"]), unguarded(row["target_name"])) for row in rows
    ]


@given(translations())
def test_no_cell_of_the_csv_is_a_formula(translation: Translation) -> None:
    for row in csv.reader(io.StringIO(render(translation, "csv"))):
        for cell in row:
            assert re.fullmatch(r"-?\d+", cell) or not cell.startswith(tuple("=+-@\t\r\n"))


# -- json ----------------------------------------------------------------------------------


@given(translations())
def test_the_json_meets_its_schema_and_adds_up(translation: Translation) -> None:
    document: dict[str, Any] = json.loads(render(translation, "json"))
    SCHEMA.validate(document)

    assert expected_sums(translation) == document["totals"]
    assert_balanced(document["totals"])
    sums = zero_sums(translation)
    for item in document["items"]:
        parts = item["targets"] or [item]
        for column in sums:
            amount = sum(part["amounts"].get(column, 0) for part in parts)
            assert amount == item["amounts"].get(column, 0)
            sums[column]["plan"] += amount
            sums[column][item["status"]] += amount
    assert expected_sums(translation) == sums


@given(translations())
def test_the_roll_up_of_the_json_holds_the_mapped_money_on_every_level(
    translation: Translation,
) -> None:
    document = json.loads(render(translation, "json"))

    for level in ("urusan", "program", "sub_kegiatan"):
        for column, parts in document["totals"].items():
            assert parts["mapped"] == sum(
                node["amounts"][column] for node in document["rollup"] if node["level"] == level
            )


@given(translations())
def test_equal_translations_give_equal_bytes(translation: Translation) -> None:
    assert render(translation, "json") == render(translation, "json")


# -- table ---------------------------------------------------------------------------------


def table_block(text: str, heading: str) -> list[list[str]]:
    """The rows of the table whose heading line begins so, cut at the columns of its rule."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.split()[:1] == [heading])
    rule = lines[start + 1]
    spans = [match.span() for match in re.finditer(r"-+", rule)]
    rows = []
    for line in lines[start + 2 :]:
        if not line.strip():
            break
        if set(line) != {"-", " "}:
            rows.append([line[a:b].strip() for a, b in spans])
    return rows


@given(translations())
def test_the_balance_on_the_terminal_adds_up(translation: Translation) -> None:
    rows = table_block(render(translation, "table", WIDE), "plan")
    sums = {
        row[0]: dict(
            zip(("plan", "mapped", "ambiguous", "unmapped"), map(number, row[1:5]), strict=True)
        )
        for row in rows
        if row[0]
    }
    assert {row[5] for row in rows if row[0]} == {"0"}
    items = sums.pop("items")

    assert expected_sums(translation) == sums
    assert_balanced(sums)
    assert {"plan": len(translation.plan.items)} | {
        status.value: translation.count(status) for status in Status
    } == items


@given(translations())
def test_the_programs_on_the_terminal_and_what_is_open_add_up_to_the_plan(
    translation: Translation,
) -> None:
    text = render(translation, "table", WIDE)
    after = text[text.index("\nWhere the money goes\n") :]
    rows = table_block(after, "code")
    keys = [column.key for column in translation.plan.columns]

    for index, key in enumerate(keys, start=3):
        *parts, plan = [number(row[index] or "0") for row in rows]
        assert expected_sums(translation)[key]["plan"] == plan == sum(parts)


# -- markdown ------------------------------------------------------------------------------


def markdown_tables(text: str) -> dict[str, list[list[str]]]:
    """The cells of the tables below each heading, unescaped, headings of columns first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    title = ""
    for line in text.split("\n"):
        if line.startswith("#"):
            title = line.lstrip("# ")
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]
            found[title].append([unescaped(cell.strip()) for cell in cells])
    return found


def unescaped(text: str) -> str:
    return html.unescape(re.sub(r"\\(.)", r"\1", text))


def markdown_items(translation: Translation) -> Iterable[dict[str, str]]:
    header, _, *rows = markdown_tables(render(translation, "markdown"))["Items"]
    return [dict(zip(header, row, strict=True)) for row in rows]


@given(translations())
def test_the_items_in_markdown_add_up_to_the_plan(translation: Translation) -> None:
    sums = zero_sums(translation)
    for row in markdown_items(translation):
        for column, parts in sums.items():
            amount = number(row[column] or "0")
            parts["plan"] += amount
            parts[row["status"].split(" ")[0]] += amount

    assert expected_sums(translation) == sums
    assert_balanced(sums)


@given(translations())
def test_names_in_markdown_come_back_as_they_were(translation: Translation) -> None:
    expected = [
        tidy(outcome.item.name).strip()
        for outcome in translation
        for _ in outcome.targets or [None]
    ]
    assert expected == [row["kegiatan"] for row in markdown_items(translation)]


def test_a_code_keeps_its_zeros_in_every_format(small: Translation) -> None:
    for name in ("table", "csv", "json", "markdown"):
        assert "2.17.01.2.03.02" in render(small, name, WIDE)
        assert NEW.id in render(small, name, WIDE) or name == "csv"

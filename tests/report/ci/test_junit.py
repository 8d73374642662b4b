"""JUnit XML against the schema that Jenkins checks it by."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from nomenklatur.findings import Severity
from nomenklatur.report import FindingsReport, render

XSD = Path(__file__).parent / "files" / "junit-10.xsd"
"""From Jenkins' xUnit plugin, under the MIT license that stands in it."""


def suites_of(report: FindingsReport) -> list[ET.Element]:
    return list(ET.fromstring(render(report, "junit").encode()))  # noqa: S314 - our own


@pytest.mark.parametrize("name", ["report", "hostile", "with_baseline", "empty", "nothing"])
def test_the_report_meets_the_schema(request, name) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(str(XSD)))
    known = {"empty": FindingsReport(()), "nothing": FindingsReport((), "renja.txt")}
    chosen = known.get(name) or request.getfixturevalue(name)

    schema.assertValid(etree.fromstring(render(chosen, "junit").encode()))


def test_the_schema_refuses_what_is_wrong() -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(str(XSD)))

    assert not schema.validate(etree.fromstring("<testsuites><testcase/></testsuites>"))


def test_each_file_is_a_suite_with_its_counts(report) -> None:
    root = ET.fromstring(render(report, "junit").encode())  # noqa: S314 - our own

    assert ("6", "2", "0") == tuple(root.get(name) for name in ("tests", "failures", "errors"))
    assert [("renja.txt", "5", "2", "3"), ("plan a,b:c%.xlsx", "1", "0", "1")] == [
        tuple(suite.get(name) for name in ("name", "tests", "failures", "skipped"))
        for suite in root
    ]


def test_what_fails_the_check_is_a_failure_and_the_rest_is_skipped(report) -> None:
    strict = evolve(report, fail_on=Severity.WARNING)
    never = evolve(report, fail_on=None)

    def failed(chosen):
        return [case[0].tag == "failure" for suite in suites_of(chosen) for case in suite]

    assert [False, True, False, False, True, False] == failed(report)
    assert [True, True, True, True, True, True] == failed(strict)
    assert not any(failed(never))


def test_a_failure_says_where_and_what_to_do(report) -> None:
    failure = suites_of(report)[0][1][0]

    assert (
        "renja.txt: table 4.1, row 1073: 0.00.06.029 Penyusunan Renstra Skpd has no place "
        "(likeliest: X.XX.01.2.01.01 (71%))"
    ) == failure.text
    assert "error" == failure.get("type")


def test_names_are_unlike_and_do_not_have_rows(report) -> None:
    cases = suites_of(report)[0]

    assert [
        ("NK201 unmapped", "table 4.1: 0.00.06.029 Penyusunan Renstra Skpd has no place"),
        ("NK406 cells-shifted", "table 4.1: cells put back"),
        ("NK406 cells-shifted", "table 4.1: cells put back (2)"),
    ] == [(case.get("classname"), case.get("name")) for case in cases[1:4]]


def test_a_file_without_findings_has_a_test_that_passes() -> None:
    (suite,) = suites_of(FindingsReport((), "renja.txt"))

    assert ("renja.txt", "1", "0") == tuple(suite.get(n) for n in ("name", "tests", "failures"))
    assert ["no findings"] == [case.get("name") for case in suite]
    assert 0 == len(suite[0])


def test_every_file_that_was_checked_has_its_suite() -> None:
    report = FindingsReport((), "a.csv, b.csv", files=("a.csv", "b.csv"))

    assert ["a.csv", "b.csv"] == [suite.get("name") for suite in suites_of(report)]


def test_what_a_baseline_has_accepted_is_skipped(with_baseline) -> None:
    results = {case[0].tag: case[0].get("message") for case in suites_of(with_baseline)[0]}

    assert {"failure", "skipped"} == set(results)
    assert results["skipped"].startswith("accepted in the baseline: row 954: the text states")

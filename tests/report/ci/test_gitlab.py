from __future__ import annotations

import json
import re

from attrs import evolve

from nomenklatur.places import Place
from nomenklatur.report import render


def test_an_issue_has_what_code_quality_reads(report) -> None:
    issues = json.loads(render(report, "gitlab"))

    assert {
        "type": "issue",
        "description": "NK201 unmapped: 0.00.06.029 Penyusunan Renstra Skpd has no place"
        " (likeliest: X.XX.01.2.01.01 (71%))",
        "check_name": "NK201",
        "categories": ["Bug Risk"],
        "fingerprint": issues[1]["fingerprint"],
        "severity": "critical",
        "location": {"path": "renja.txt", "lines": {"begin": 1073}},
    } == issues[1]
    assert ["minor", "critical", "minor", "minor", "minor", "critical"] == [
        issue["severity"] for issue in issues
    ]
    assert 1 == issues[-1]["location"]["lines"]["begin"]


def test_fingerprints_are_unlike_even_where_findings_are_alike(report) -> None:
    prints = [issue["fingerprint"] for issue in json.loads(render(report, "gitlab"))]

    assert len(prints) == len(set(prints))
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in prints)


def test_a_fingerprint_survives_the_rows_above_it_and_no_other_file(report) -> None:
    def prints(**place):
        moved = evolve(report.findings[1], place=Place(**place))
        return json.loads(render(evolve(report, findings=(moved,)), "gitlab"))[0]["fingerprint"]

    here = prints(file="renja.txt", table="4.1", row=1)
    assert here == prints(file="renja.txt", table="4.1", row=2)
    assert here == prints(file="./renja.txt", table="4.1", row=2)
    assert here != prints(file="other.txt", table="4.1", row=1)


def test_without_findings_the_report_is_an_empty_list(report) -> None:
    assert [] == json.loads(render(evolve(report, findings=()), "gitlab"))

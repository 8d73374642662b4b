"""SARIF 2.1.0, the OASIS format of static analysis, with what is known of every rule."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from nomenklatur.findings import RULES, Severity
from nomenklatur.findings.baseline import fingerprint
from nomenklatur.language import _
from nomenklatur.report.ci.places import (
    file_of,
    findings_of,
    inner_place,
    message_of,
    repository_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from nomenklatur.findings import Finding, Rule
    from nomenklatur.report.payloads import FindingsReport, Payload, View

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
TOPICS: Final = {"1": "code", "2": "mapping", "3": "money", "4": "file"}
"""What the rules of each hundred are about."""
_NUMBERS: Final = {code: number for number, code in enumerate(RULES)}


def write_sarif(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write findings as a SARIF log with one run.

    Raises:
        ConfigError: The report is of something else.
    """
    del view  # machines do not look
    json.dump(_log(findings_of(payload, "sarif")), stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _log(report: FindingsReport) -> dict[str, Any]:
    from nomenklatur import __version__  # noqa: PLC0415 - the façade

    driver = {
        "name": "nomenklatur",
        "semanticVersion": __version__.replace(".dev", "-dev."),  # as semver.org has it
        "rules": [_rule(rule) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report)),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    explanation = _(rule.explanation)
    example = _("Example: {example}").format(example=_(rule.example))
    word, _colon, rest = example.partition(":")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _(rule.summary)},
        "fullDescription": {"text": explanation},
        "help": {
            "text": f"{explanation}\n\n{example}",
            "markdown": f"{explanation}\n\n*{word}:*{rest}",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [TOPICS[rule.code[2]]]},
    }


def _results(report: FindingsReport) -> Iterator[dict[str, Any]]:
    """New findings, then those that a baseline has accepted, which viewers leave out."""
    for finding in report.findings:
        state = {} if report.accepted is None else {"baselineState": "new"}
        yield _result(finding, report) | state
    for finding in report.accepted or ():
        accepted = {"kind": "external", "justification": _("accepted in the baseline")}
        yield _result(finding, report) | {
            "baselineState": "unchanged",
            "suppressions": [accepted],
        }


def _result(finding: Finding, report: FindingsReport) -> dict[str, Any]:
    return {
        "ruleId": finding.rule.code,
        "ruleIndex": _NUMBERS[finding.rule.code],
        "level": LEVELS[finding.severity],
        "message": {"text": message_of(finding)},
        "locations": [_location(finding, report)],
        "partialFingerprints": {"nomenklaturFinding/v1": fingerprint(finding)},
    }


def _location(finding: Finding, report: FindingsReport) -> dict[str, Any]:
    """The file and the row; the sheet or table and the cell as a place of their own."""
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": _artifact(file_of(finding, report))}
    if place.row is not None:
        physical["region"] = {"startLine": place.row}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.sheet or place.table or place.column:
        within = place.sheet or place.table
        names = [part for part in (within, place.column) if part]
        location["logicalLocations"] = [
            {
                "name": inner_place(place),
                "fullyQualifiedName": "!".join(names),
                "kind": "sheet" if place.sheet else "table",
            }
        ]
    return location


def _artifact(file: str) -> dict[str, str]:
    path = repository_path(file)
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}

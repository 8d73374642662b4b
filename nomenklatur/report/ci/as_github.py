"""Workflow commands of GitHub Actions: an annotation per finding, at its file and row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.findings import Severity
from nomenklatur.report.ci.places import (
    STDIN,
    file_of,
    findings_of,
    inner_place,
    message_of,
    repository_path,
)
from nomenklatur.report.grid import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from nomenklatur.findings import Finding
    from nomenklatur.report.payloads import FindingsReport, Payload, View

COMMANDS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def write_github(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write findings as workflow commands, a line each.

    Raises:
        ConfigError: The report is of something else.
    """
    del view  # machines do not look
    report = findings_of(payload, "github")
    stream.writelines(_command(finding, report) + "\n" for finding in report.findings)


def _command(finding: Finding, report: FindingsReport) -> str:
    place = finding.place
    path = repository_path(file_of(finding, report))
    properties = {
        "file": "" if path == STDIN else path,
        "line": "" if place.row is None else str(place.row),
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    said = ",".join(f"{key}={_property(text)}" for key, text in properties.items() if text)
    where = inner_place(place)
    message = f"{where}: {message_of(finding)}" if where else message_of(finding)
    return f"::{COMMANDS[finding.severity]} {said}::{_data(tidy(message))}"


def _data(text: str) -> str:
    """A message as a command has it: a line break would end the command and begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property: commas part them, colons end them."""
    return tidy(_data(text).replace(":", "%3A").replace(",", "%2C"))

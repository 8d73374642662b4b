"""GitLab Code Quality: findings in merge requests, told apart by their fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.findings import Severity
from nomenklatur.findings.baseline import fingerprint
from nomenklatur.report.ci.places import file_of, findings_of, message_of, repository_path
from nomenklatur.report.grid import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from nomenklatur.report.payloads import FindingsReport, Payload, View

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def write_gitlab(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write findings as a Code Quality report.

    Raises:
        ConfigError: The report is of something else.
    """
    del view  # machines do not look
    issues = list(_issues(findings_of(payload, "gitlab")))
    json.dump(issues, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _issues(report: FindingsReport) -> Iterator[dict[str, Any]]:
    """An issue per finding; equal ones in one file are numbered, for GitLab wants each unlike."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        path = repository_path(file_of(finding, report))
        key = path, fingerprint(finding)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        yield {
            "type": "issue",
            "description": tidy(f"{finding.rule.code} {finding.rule.name}: {message_of(finding)}"),
            "check_name": finding.rule.code,
            "categories": ["Bug Risk"],
            "fingerprint": hashlib.sha256(text.encode()).hexdigest()[:32],
            "severity": SEVERITIES[finding.severity],
            "location": {"path": path, "lines": {"begin": finding.place.row or 1}},
        }

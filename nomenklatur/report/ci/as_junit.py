"""JUnit XML, which every build server reads: a suite per file, a test per finding.

What fails the check is a failure; what does not is a skipped test, so that it is seen. A file
without findings has one test, which passes: servers take a suite without tests for broken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.findings.selection import is_failure
from nomenklatur.language import _
from nomenklatur.report.ci.places import (
    file_of,
    findings_of,
    inner_place,
    message_of,
    repository_path,
)
from nomenklatur.report.grid import tidy

if TYPE_CHECKING:
    from typing import TextIO
    from xml.etree.ElementTree import Element

    from nomenklatur.findings import Finding
    from nomenklatur.report.payloads import FindingsReport, Payload, View

_NAME: Final = 160
"""Characters of a test's name."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write findings as JUnit XML.

    Raises:
        ConfigError: The report is of something else.
    """
    from xml.etree.ElementTree import Element, indent, tostring  # noqa: PLC0415 - for it only

    del view  # machines do not look
    report = findings_of(payload, "junit")
    files: dict[str, list[tuple[Finding, bool]]] = {}
    for file in report.files:
        files.setdefault(repository_path(file), [])
    for accepted, findings in ((False, report.findings), (True, report.accepted or ())):
        for finding in findings:
            path = repository_path(file_of(finding, report))
            files.setdefault(path, []).append((finding, accepted))
    root = Element("testsuites", name="nomenklatur")
    for path, found in files.items():
        root.append(_suite(path, found, report))
    for attribute in ("tests", "failures", "errors"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in root)))
    indent(root)
    text = tostring(root, encoding="unicode")
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _suite(path: str, found: list[tuple[Finding, bool]], report: FindingsReport) -> Element:
    from xml.etree.ElementTree import Element, SubElement  # noqa: PLC0415 - for it only

    suite = Element("testsuite", name=_xml(path))
    names: Counter[tuple[str, str]] = Counter()
    counts = dict.fromkeys(("failures", "skipped"), 0)
    for finding, accepted in found:
        classname = f"{finding.rule.code} {finding.rule.name}"
        name = _name(finding)
        names[classname, name] += 1
        again = names[classname, name]
        test = SubElement(
            suite, "testcase", classname=classname, name=name if again == 1 else f"{name} ({again})"
        )
        fails = not accepted and is_failure((finding,), report.fail_on)
        counts["failures" if fails else "skipped"] += 1
        where = inner_place(finding.place)
        said = f"{where}: {message_of(finding)}" if where else message_of(finding)
        result = SubElement(
            test,
            "failure" if fails else "skipped",
            type=finding.severity.value,
            message=_xml(
                tidy(
                    _("accepted in the baseline: {message}").format(message=said)
                    if accepted
                    else said
                )
            ),
        )
        if fails:
            result.text = _xml(tidy(f"{path}: {said}"))
    if not found:
        SubElement(suite, "testcase", classname="nomenklatur", name=_("no findings"))
    suite.set("tests", str(max(1, len(found))))
    suite.set("errors", "0")
    for attribute, count in counts.items():
        suite.set(attribute, str(count))
    return suite


def _name(finding: Finding) -> str:
    """What the test is called: rows are no part of it, so that servers know it again."""
    where = inner_place(evolve(finding.place, row=None, column=None))
    name = _xml(tidy(f"{where}: {_(finding.message)}" if where else _(finding.message)))
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)

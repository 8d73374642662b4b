"""Places as continuous integration wants them: a path in the repository, and a line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.report.payloads import FindingsReport

if TYPE_CHECKING:
    from nomenklatur.findings import Finding
    from nomenklatur.places import Place
    from nomenklatur.report.payloads import Payload

_ROOTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say which folder the repository is in."""
STDIN: Final = "stdin"


def findings_of(payload: Payload, name: str) -> FindingsReport:
    """The payload, if it is of findings.

    Raises:
        ConfigError: It is of something else.
    """
    if not isinstance(payload, FindingsReport):
        raise ConfigError(
            _("the {name} format is for findings").format(name=name), remedy=_("take json")
        )
    return payload


def repository_path(file: str) -> str:
    """A file's path within the repository, with slashes; as given if it lies outside.

    The repository is where the server says (`GITHUB_WORKSPACE`, `CI_PROJECT_DIR`), or else the
    working folder.
    """
    if file in {"", "-"}:
        return STDIN
    roots = [Path(said) for name in _ROOTS if (said := os.environ.get(name))]
    path = Path(os.path.normpath(Path(file).absolute()))
    for root in (*roots, Path.cwd()):
        try:
            return path.relative_to(root.absolute()).as_posix()
        except ValueError:
            continue
    return Path(file).as_posix()


def file_of(finding: Finding, report: FindingsReport) -> str:
    """The file that a finding is in; the report's own where it names none."""
    return finding.place.file or report.source


def inner_place(place: Place) -> str:
    """Where in its file a finding is, for people: ``table 4.1, row 1073``."""
    return str(evolve(place, file=""))


def message_of(finding: Finding) -> str:
    """The message with what to do about it."""
    return _(finding.message) + (f" ({_(finding.suggestion)})" if finding.suggestion else "")

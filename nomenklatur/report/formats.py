"""The registry of report formats."""

from __future__ import annotations

import difflib
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from attrs import field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.report.as_csv import write_csv
from nomenklatur.report.as_html import write_html
from nomenklatur.report.as_json import write_json
from nomenklatur.report.as_jsonl import write_jsonl
from nomenklatur.report.as_markdown import write_markdown
from nomenklatur.report.as_sssom import write_sssom
from nomenklatur.report.as_table import write_table
from nomenklatur.report.as_text import write_text
from nomenklatur.report.as_tsv import write_tsv
from nomenklatur.report.as_xlsx import write_xlsx
from nomenklatur.report.ci import write_github, write_gitlab, write_junit, write_sarif

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO, TextIO

    from nomenklatur.report.payloads import Payload, View


class Writer(Protocol):
    """Writes a report to a stream of text."""

    def __call__(self, payload: Payload, stream: TextIO, view: View | None = None) -> None:
        """Write the report; `view` matters to formats for people only."""


class BinaryWriter(Protocol):
    """Writes a report to a stream of bytes."""

    def __call__(self, payload: Payload, stream: BinaryIO, view: View | None = None) -> None:
        """Write the report; `view` matters to formats for people only."""


@frozen
class Format:
    """A format that reports are written in.

    Attributes:
        name: Its name, as `--format` takes it.
        write: Writes it; None if it is no text.
        suffixes: File suffixes by which it is chosen, its own first.
        findings_only: Whether nothing but findings can be written in it.
        write_binary: Writes it if it is no text.
    """

    name: str
    write: Writer | None
    suffixes: tuple[str, ...] = ()
    findings_only: bool = False
    write_binary: BinaryWriter | None = field(default=None, kw_only=True)

    @property
    def is_binary(self) -> bool:
        """Whether it is no text, and nothing for a terminal."""
        return self.write_binary is not None


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("table", write_table, (".txt",)),
            Format("csv", write_csv, (".csv",)),
            Format("tsv", write_tsv, (".tsv",)),
            Format("json", write_json, (".json",)),
            Format("jsonl", write_jsonl, (".jsonl", ".ndjson")),
            Format("sssom", write_sssom, (".sssom.tsv",)),
            Format("markdown", write_markdown, (".md", ".markdown")),
            Format("html", write_html, (".html", ".htm")),
            Format("text", write_text, findings_only=True),
            Format("github", write_github, findings_only=True),
            Format("gitlab", write_gitlab, findings_only=True),
            Format("sarif", write_sarif, (".sarif", ".sarif.json"), findings_only=True),
            Format("junit", write_junit, (".xml",), findings_only=True),
            Format("xlsx", None, (".xlsx",), write_binary=write_xlsx),
        )
    }
)
"""Every format by its name."""


def format_of(path: str | PurePath) -> Format | None:
    """The format that a file's suffix asks for; None if it asks for none."""
    name = PurePath(path).name.lower()
    asked = [
        (len(suffix), one)
        for one in FORMATS.values()
        for suffix in one.suffixes
        if name.endswith(suffix) and name != suffix
    ]
    return max(asked, key=lambda pair: pair[0])[1] if asked else None


def require_format(name: str) -> Format:
    """The format of a name.

    Raises:
        ConfigError: There is no such format.
    """
    if name in FORMATS:
        return FORMATS[name]
    close = difflib.get_close_matches(name, FORMATS, n=1)
    known = ", ".join(FORMATS)
    remedy = f"did you mean {close[0]}?" if close else f"one of {known}"
    raise ConfigError(f"there is no format {name!r}", remedy=remedy)

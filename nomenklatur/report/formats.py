"""The registry of report formats."""

from __future__ import annotations

import functools
import importlib
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.language import _, document_language, use_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO, Protocol, TextIO

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
        writer: Where its writer is, ``module:function`` in this package; it is imported when
            the first report is written, since most commands need one of them.
        suffixes: File suffixes by which it is chosen, its own first.
        findings_only: Whether nothing but findings can be written in it.
        is_binary: Whether it is no text, and nothing for a terminal.
        is_document: Whether it is a document that an office hands in: in Indonesian, unless a
            language was chosen.
    """

    name: str
    writer: str
    suffixes: tuple[str, ...] = ()
    findings_only: bool = field(default=False, kw_only=True)
    is_binary: bool = field(default=False, kw_only=True)
    is_document: bool = field(default=False, kw_only=True)

    @property
    def write(self) -> Writer | None:
        """Writes it; None if it is no text."""
        return None if self.is_binary else cast("Writer", self._load())

    @property
    def write_binary(self) -> BinaryWriter | None:
        """Writes it if it is no text."""
        return cast("BinaryWriter", self._load()) if self.is_binary else None

    def _load(self) -> object:
        module, _colon, function = self.writer.partition(":")
        writer = getattr(importlib.import_module(f"nomenklatur.report.{module}"), function)
        return _in_its_language(writer) if self.is_document else writer


def _in_its_language(writer: Callable[..., None]) -> Callable[..., None]:
    """A writer of documents that writes in the language of documents."""

    @functools.wraps(writer)
    def write(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the writer
        with use_language(document_language()):
            writer(*args, **kwargs)

    return write


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("table", "as_table:write_table", (".txt",)),
            Format("csv", "as_csv:write_csv", (".csv",)),
            Format("tsv", "as_tsv:write_tsv", (".tsv",)),
            Format("json", "as_json:write_json", (".json",)),
            Format("jsonl", "as_jsonl:write_jsonl", (".jsonl", ".ndjson")),
            Format("sssom", "as_sssom:write_sssom", (".sssom.tsv",)),
            Format("markdown", "as_markdown:write_markdown", (".md", ".markdown")),
            Format("html", "as_html:write_html", (".html", ".htm"), is_document=True),
            Format("text", "as_text:write_text", findings_only=True),
            Format("github", "ci:write_github", findings_only=True),
            Format("gitlab", "ci:write_gitlab", findings_only=True),
            Format("sarif", "ci:write_sarif", (".sarif", ".sarif.json"), findings_only=True),
            Format("junit", "ci:write_junit", (".xml",), findings_only=True),
            Format("xlsx", "as_xlsx:write_xlsx", (".xlsx",), is_binary=True, is_document=True),
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
    from nomenklatur.suggestion import meant  # noqa: PLC0415 - only when it went wrong

    raise ConfigError(
        _("there is no format {name!r}").format(name=name), remedy=meant(name, FORMATS)
    )

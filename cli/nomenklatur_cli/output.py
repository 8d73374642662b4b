"""Where a command's result goes."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import field, frozen

from nomenklatur.language import _
from nomenklatur_cli import console
from nomenklatur_cli.language import language_of_output
from nomenklatur_cli.quick import import_tabulate

if TYPE_CHECKING:
    from nomenklatur.language import Language
    from nomenklatur.report import Payload, View

NARROWEST, WIDEST = 60, 160
"""Columns of a screen that a report is laid out for."""


@frozen
class Output:
    """The format and the place of a result.

    Attributes:
        format: Name of the format.
        path: The file; None or ``-`` for standard output.
        named: Whether the format was named on the command line, so that no suffix beats it.
        formats: The formats that the command has.
        bom: Whether a file begins with a byte order mark.
        everything: Whether tables show everything.
    """

    format: str
    path: str | None = None
    named: bool = field(default=False, kw_only=True)
    formats: tuple[str, ...] = field(default=(), kw_only=True)
    bom: bool = field(default=False, kw_only=True)
    everything: bool = field(default=True, kw_only=True)

    @property
    def to_file(self) -> bool:
        """Whether the result goes into a file."""
        return self.path not in {None, "-"}

    def spare(self, source: str | None) -> None:
        """Refuse to write over the file that is read.

        Raises:
            click.UsageError: The result would take its place.
        """
        if source is None or not self.to_file:
            return
        with contextlib.suppress(OSError):
            if Path(source).samefile(str(self.path)):
                raise click.UsageError(
                    _("--output {path} would take the place of the plan").format(path=self.path)
                )

    def chosen(self) -> str:
        """The format: the one named, else what the file's suffix says, else the default."""
        from nomenklatur.report import format_of  # noqa: PLC0415 - loads the writers

        if self.to_file and not self.named:
            of_suffix = format_of(str(self.path))
            if of_suffix is not None and of_suffix.name in self.formats:
                return of_suffix.name
        return self.format

    @property
    def language(self) -> Language:
        """The language of the result: documents have their own."""
        from nomenklatur.report import require_format  # noqa: PLC0415 - loads the writers

        return language_of_output(is_document=require_format(self.chosen()).is_document)

    def write(self, payload: Payload) -> None:
        """Write a report.

        Raises:
            click.UsageError: It is no text, and would be written to a terminal.
        """
        from nomenklatur.report import (  # noqa: PLC0415 - loads the writers
            render,
            render_bytes,
            require_format,
        )

        chosen = require_format(self.chosen())
        if chosen.name == "table":
            import_tabulate()
        if not chosen.is_binary:
            self.write_text(render(payload, chosen.name, self.view()))
            return
        if not self.to_file and sys.stdout.isatty():
            raise click.UsageError(
                _(
                    "{name} is nothing to read on a terminal; write it with -o FILE{suffixes}"
                ).format(name=chosen.name, suffixes=chosen.suffixes[0])
            )
        self.write_bytes(render_bytes(payload, chosen.name, self.view()))

    def write_bytes(self, data: bytes) -> None:
        """Write a result that is no text."""
        if self.to_file:
            console.keep_bytes(Path(str(self.path)), data)
        else:
            console.put_bytes(data)

    def write_text(self, text: str) -> None:
        """Write a result that is text already."""
        if self.to_file:
            console.keep(Path(str(self.path)), text, bom=self.bom)
        else:
            console.put(f"\N{BOM}{text}" if self.bom else text)

    def view(self) -> View:
        """How the person in front of the terminal sees it."""
        from nomenklatur.report import View  # noqa: PLC0415 - loads the writers

        width = min(max(console.columns(), NARROWEST), WIDEST)
        if not self.to_file and console.may_colour(sys.stdout):
            return View(width, self.everything, console.paint)
        return View(width, self.everything)

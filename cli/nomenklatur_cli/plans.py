"""From the options of a command to a plan and its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click
from attrs import frozen

from nomenklatur.language import _
from nomenklatur_cli import console

if TYPE_CHECKING:
    from nomenklatur.findings import Finding
    from nomenklatur.plan import Plan
    from nomenklatur.tables import Document
    from nomenklatur.translate import Options
    from nomenklatur.translation import Translation


@frozen
class Choices:
    """What the user chose: the plan and how to translate it."""

    plan: str
    table: str | None = None
    side: str | None = None
    source: str | None = None
    to: str | None = None
    authority: str | None = None
    bidang: str | None = None
    crosswalks: tuple[str, ...] = ()
    no_crosswalk: bool = False
    no_exact: bool = False
    no_fuzzy: bool = False
    semantic: bool = False
    decisions: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.crosswalks and self.no_crosswalk:
            raise click.UsageError(_("--crosswalk and --no-crosswalk contradict each other"))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the parameters."""
        return tuple(attribute.name for attribute in attrs.fields(cls))

    def read(self) -> Plan:
        """The plan."""
        from nomenklatur.plan.read import read_plan  # noqa: PLC0415 - loads the readers

        return read_plan(self.document(), table=self.table, side=self.side)

    def document(self) -> Document:
        """The document that the plan stands in."""
        from nomenklatur.tables import read_document  # noqa: PLC0415 - loads the readers

        with console.progress() as progress:
            return read_document(self.plan, progress=progress)

    def translate(self) -> Translation:
        """The plan, translated."""
        from nomenklatur.translate import translate  # noqa: PLC0415 - heavy

        return translate(self.read(), **self.options())

    def check(self) -> tuple[Finding, ...]:
        """The findings on the table and on its translation."""
        from nomenklatur.check import check_document  # noqa: PLC0415 - heavy

        return check_document(self.document(), table=self.table, side=self.side, **self.options())

    def options(self) -> Options:
        """The options of the translation."""
        from nomenklatur.translation import Method  # noqa: PLC0415 - not for --help

        off = {
            Method.CROSSWALK: self.no_crosswalk,
            Method.EXACT: self.no_exact,
            Method.FUZZY: self.no_fuzzy,
        }
        return {
            "source": self.source,
            "to": self.to,
            "crosswalks": self.crosswalks or None,
            "decisions": self.decisions,
            "authority": self.authority,
            "bidang": self.bidang,
            "steps": [method for method in Method if not off.get(method, False)],
            "semantic": self.semantic,
        }

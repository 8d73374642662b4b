"""From the options of a command to a plan and its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click
from attrs import frozen

from nomenklatur.language import _
from nomenklatur_cli import console
from nomenklatur_cli.nearest import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.findings import Finding
    from nomenklatur.plan import Plan
    from nomenklatur.plan.choice import KeptLayout
    from nomenklatur.tables import Document
    from nomenklatur.translate import Options
    from nomenklatur.translation import Translation


def layouts() -> tuple[KeptLayout, ...]:
    """The layouts that the configuration keeps."""
    ctx = click.get_current_context(silent=True)
    found: tuple[KeptLayout, ...] = ctx.meta.get(LAYOUTS, ()) if ctx is not None else ()
    return found


def chosen(
    document: Document, columns: Sequence[str], row_level: str | None, table: str | None = None
) -> Document:
    """A document with what was chosen for it, which is said, and so is how to keep it."""
    kept = layouts()
    if not (columns or row_level or kept):
        return document
    from nomenklatur.plan.choice import Choice, with_choice  # noqa: PLC0415 - if needed
    from nomenklatur.plan.keeping import keeping, uses  # noqa: PLC0415 - the same

    choice = Choice.parse(columns, row_level)
    document = with_choice(document, choice, kept)
    for said in uses(document, table):
        console.say(said)
    if choice and (lines := keeping(document, choice, table)):
        console.say(_("To read files of this layout so without options, add to nomenklatur.toml:"))
        console.say(lines)
    return document


@frozen
class Choices:
    """What the user chose: the plan and how to translate it."""

    plan: str
    table: str | None = None
    side: str | None = None
    columns: tuple[str, ...] = ()
    row_level: str | None = None
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
            document = read_document(self.plan, progress=progress)
        return chosen(document, self.columns, self.row_level, self.table)

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

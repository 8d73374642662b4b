"""`nomenklatur catalog validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import FINDING_FORMATS, output_options, rule_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.verdict import Verdict


@click.command(
    "validate",
    cls=Command,
    examples="""
    nomenklatur catalog validate permendagri-90-2019
    nomenklatur catalog validate ./my-catalog --fail-on warning
    """,
)
@click.argument("catalog", metavar="ID-OR-PATH")
@rule_options
@output_options(FINDING_FORMATS, "text")
def command(catalog: str, verdict: Verdict, output: Output) -> int:
    """Check a nomenclature; exit 1 if there are findings that are grave enough.

    Missing parents, codes that stand for two things, names that contradict the kind of region
    of their code, names that differ from the regulation.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.catalog.validate import validate  # noqa: PLC0415 - the same

    found = validate(Store().open_catalog(catalog))
    return verdict.give([(catalog, found)], output)

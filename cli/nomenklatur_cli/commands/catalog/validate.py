"""`nomenklatur catalog validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options, rule_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


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
@output_options(("text", "table", "csv", "json", "markdown", "xlsx"), "text")
def command(
    catalog: str, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str, output: Output
) -> int:
    """Check a nomenclature; exit 1 if there are findings that are grave enough.

    Missing parents, codes that stand for two things, names that contradict the kind of region
    of their code, names that differ from the regulation.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.catalog.validate import validate  # noqa: PLC0415 - the same
    from nomenklatur_cli.verdict import give_verdict  # noqa: PLC0415 - the same

    found = validate(Store().open_catalog(catalog))
    return give_verdict(found, catalog, output, select=select, ignore=ignore, fail_on=fail_on)

"""`nomenklatur catalog list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "list",
    cls=Command,
    examples="""
    nomenklatur catalog list
    nomenklatur catalog list -f json
    """,
)
@output_options()
def command(output: Output) -> None:
    """List the nomenclatures at hand, embedded and your own."""
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur_cli.stored import listing  # noqa: PLC0415 - the same

    output.write(listing("catalogs", Store().catalogs()))

"""`nomenklatur crosswalk invert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "invert",
    cls=Command,
    examples="""
    nomenklatur crosswalk invert permendagri-13-2006--permendagri-90-2019
    nomenklatur crosswalk invert permendagri-13-2006--permendagri-90-2019 --save
    """,
)
@click.argument("crosswalk", metavar="ID-OR-PATH")
@click.option("--save", is_flag=True, help=N_("Keep it in your own folder, for translate to use."))
@output_options()
def command(*, crosswalk: str, save: bool, output: Output) -> None:
    """Read a mapping backwards: where every new code comes from."""
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.crosswalk.invert import invert  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    store = Store()
    inverted = invert(store.open_crosswalk(crosswalk))
    stored.give_crosswalk(inverted, (), output, store=store, save=save)

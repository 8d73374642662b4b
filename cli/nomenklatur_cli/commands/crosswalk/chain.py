"""`nomenklatur crosswalk chain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "chain",
    cls=Command,
    examples="""
    nomenklatur crosswalk chain permendagri-13-2006 sipd-2027 --authority kabupaten_kota
    nomenklatur crosswalk chain sipd-2027 permendagri-90-2019 -o kembali.csv
    """,
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Follow one kind of region only."),
)  # fmt: skip
@click.option("--save", is_flag=True, help=N_("Keep it in your own folder, for translate to use."))
@output_options()
def command(*, old: str, new: str, authority: str | None, save: bool, output: Output) -> None:
    """Find the way from one version to any other, through those between, in either direction.

    Published mappings are followed where there are any; what they leave open is derived from the
    comparison of the nomenclatures.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.crosswalk.chain import chain  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    store = Store()
    kind = Authority.from_label(authority) if authority else None
    way = chain(store, old, new, authority=kind)
    for step in way.steps:
        say(str(step))
    stored.give_crosswalk(way.crosswalk, way.findings, output, store=store, save=save)

"""`nomenklatur crosswalk show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "show",
    cls=Command,
    examples="""
    nomenklatur crosswalk show permendagri-13-2006--permendagri-90-2019
    nomenklatur crosswalk show permendagri-13-2006--permendagri-90-2019 0.00.01.002
    nomenklatur crosswalk show permendagri-13-2006--permendagri-90-2019 -o pemetaan.csv
    """,
)
@click.argument("crosswalk", metavar="ID")
@click.argument("code", required=False)
@output_options()
def command(crosswalk: str, code: str | None, output: Output) -> int:
    """Show a mapping, or what it says of a code, old or new, and of all below it."""
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.lookup import codes_of, mappings_of  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    opened = Store().open_crosswalk(crosswalk)
    facts = stored.crosswalk_facts(opened)
    if code is None:
        mappings, title = opened.mappings, stored.facts_title(facts)
    else:
        codes = codes_of(code)
        mappings = mappings_of(opened, codes, "forward") + mappings_of(opened, codes, "backward")
        title = opened.id
    output.write(
        Listings("crosswalk", (stored.mapping_listing("mappings", mappings),), facts, title)
    )
    if code is not None and not mappings:
        say(_("{id} says nothing of {code}").format(id=opened.id, code=code))
        return 1
    return 0

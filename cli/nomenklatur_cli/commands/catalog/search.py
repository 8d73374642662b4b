"""`nomenklatur catalog search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "search",
    cls=Command,
    examples="""
    nomenklatur catalog search "usaha mikro"
    nomenklatur catalog search alat tulis --catalog permendagri-13-2006 --limit 3
    """,
)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--catalog", "catalogs", metavar="ID", multiple=True,
    help=N_("Nomenclature to search; may be given several times. By default all."),
)  # fmt: skip
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Only entries for one kind of region."),
)  # fmt: skip
@option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, metavar="NUMBER",
    help=N_("How many entries of each nomenclature to show."),
)  # fmt: skip
@output_options()
def command(
    text: tuple[str, ...],
    catalogs: tuple[str, ...],
    authority: str | None,
    limit: int,
    output: Output,
) -> int:
    """Find entries by words of their names, the best first. The exit code is 1 if there are none.

    Words may be misspelled or cut short.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.lookup import search_names  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same
    from nomenklatur_cli.stored import found_listing  # noqa: PLC0415 - the same

    store, words = Store(), " ".join(text)
    names = catalogs or [one.id for one in store.catalogs() if not one.problem]
    found = search_names(
        [store.open_catalog(name) for name in names],
        words,
        authority=Authority.from_label(authority) if authority else None,
        limit=limit,
    )
    output.write(Listings("search", (found_listing("entries", found),), {"query": words}))
    if not found:
        say(_("no name has {words!r} in it").format(words=words))
    return 0 if found else 1

"""`nomenklatur lookup`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.crosswalk import Mapping
    from nomenklatur.lookup import Lookup
    from nomenklatur.report import Listing, Listings
    from nomenklatur_cli.output import Output


@click.command(
    "lookup",
    cls=Command,
    examples="""
    nomenklatur lookup 0.00.01.002
    nomenklatur lookup 2.17.07.2.01.01
    nomenklatur lookup "fasilitasi usaha mikro" --limit 5
    """,
)
@click.argument("text", metavar="CODE-OR-TEXT", nargs=-1, required=True)
@option("--from", "source", metavar="ID", help=N_("Nomenclature to come from; by default any."))
@option("--to", metavar="ID", help=N_("Nomenclature to go to; by default any."))
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Only what is for one kind of region."),
)  # fmt: skip
@option(
    "--limit", type=click.IntRange(1), default=5, show_default=True, metavar="NUMBER",
    help=N_("How many entries of each nomenclature a text may find."),
)  # fmt: skip
@output_options()
def command(  # noqa: PLR0913 - its options
    *,
    text: tuple[str, ...],
    source: str | None,
    to: str | None,
    authority: str | None,
    limit: int,
    output: Output,
) -> int:
    """Look a code or a text up, in either direction.

    An old code shows what becomes of it, a new one what it comes from; a code of a program or a
    kegiatan, the same of all below it. A text finds entries by their names. The exit code is 1
    if nothing is found.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.lookup import look_up_in  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    found = look_up_in(
        Store(),
        " ".join(text),
        source=source,
        to=to,
        authority=Authority.from_label(authority) if authority else None,
        limit=limit,
    )
    output.write(listings(found))
    if found:
        return 0
    say(
        _("nothing is known of {text!r}; catalog search and catalog list may help").format(
            text=found.text
        )
    )
    return 1


def listings(found: Lookup) -> Listings:
    """What was found as lists; empty ones only where nothing was found at all."""
    from nomenklatur.report import Listings  # noqa: PLC0415 - loads the writers
    from nomenklatur_cli.stored import found_listing  # noqa: PLC0415 - the same

    lists = [
        found_listing("entries", found.entries, _("Entries")),
        found_listing("below", found.below, _("Below it")),
        _mappings("forward", found.forward, _("Becomes")),
        _mappings("backward", found.backward, _("Comes from")),
    ]
    kept = tuple(one for one in lists if one.records) or (lists[0],)
    facts = {"query": found.text, "codes": [str(code) for code in found.codes]}
    return Listings("lookup", kept, facts)


def _mappings(key: str, mappings: Sequence[tuple[str, Mapping]], title: str) -> Listing:
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - loads the writers
    from nomenklatur.report.records import mapping_record  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    records = tuple({"crosswalk": name} | mapping_record(one) for name, one in mappings)
    rows = tuple(
        {"crosswalk": name} | row for name, one in mappings for row in stored.mapping_rows(one)
    )
    columns: tuple[Column, ...] = stored.MAPPING_COLUMNS
    if any(stored.why_none(one) for _name, one in mappings):
        columns = (*columns, Column(N_("note"), wraps=True))
    if len({name for name, _one in mappings}) > 1:
        columns = (Column(N_("crosswalk"), wraps=True), *columns)
    return Listing(key, columns, records, title, rows=rows)

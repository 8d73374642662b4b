"""`nomenklatur catalog show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, LEVELS, Choice, option, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code, Level
    from nomenklatur_cli.output import Output


@click.command(
    "show",
    cls=Command,
    examples="""
    nomenklatur catalog show permendagri-90-2019
    nomenklatur catalog show permendagri-90-2019 2.17.07
    nomenklatur catalog show permendagri-90-2019 --level sub_kegiatan -f csv
    """,
)
@click.argument("catalog", metavar="ID")
@click.argument("code", required=False)
@option(
    "--level", type=Choice(LEVELS), metavar="LEVEL",
    help=f"Lowest level to show: {', '.join(LEVELS)}. By default program, below CODE all.",
)  # fmt: skip
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help="Show the entries for one kind of region only.",
)  # fmt: skip
@output_options()
def command(
    catalog: str, code: str | None, level: str | None, authority: str | None, output: Output
) -> None:
    """Show a nomenclature, or what stands at a code: the entry, all above it, all below it."""
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority, Level  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    opened = Store().open_catalog(catalog)
    kind = Authority.from_label(authority) if authority else None
    lowest = Level(level) if level else Level.PROGRAM if code is None else Level.SUB_KEGIATAN
    if code is None:
        entries = [e for e in opened if e.level <= lowest and e.is_for(kind)]
        facts = stored.catalog_facts(opened)
        title = stored.facts_title(facts)
    else:
        entries = list(_around(opened, _code(opened, code), lowest, kind))
        facts, title = {"id": opened.id, "code": code}, opened.id
    output.write(Listings("catalog", (stored.entry_listing("entries", entries),), facts, title))


def _code(catalog: Catalog, text: str) -> Code:
    from nomenklatur.codes import read_code  # noqa: PLC0415 - not for --help
    from nomenklatur.errors import CodeError  # noqa: PLC0415 - the same

    reading = read_code(text, scheme=catalog.info.scheme, known=catalog)
    if reading.code is not None:
        return reading.code
    if reading.alternatives:
        shown = " or ".join(str(code) for code in reading.alternatives)
        raise CodeError(f"{text!r} can be read as {shown}", remedy="write it in full")
    raise CodeError(f"{text!r} is no code of {catalog.id}", remedy="catalog search finds names")


def _around(
    catalog: Catalog, code: Code, lowest: Level, authority: Authority | None
) -> Iterator[Entry]:
    """The entry, after all above it and before all below it."""
    entry = catalog.require(code, authority)
    yield from catalog.ancestors(entry)
    for other in catalog:
        if other.level <= lowest and other.is_for(authority) and other.code.is_under(entry.code):
            yield other

"""`nomenklatur extract`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import Choice, output_options

if TYPE_CHECKING:
    from nomenklatur.report import Listings
    from nomenklatur.tables import Document
    from nomenklatur_cli.output import Output


@click.command(
    "extract",
    cls=Command,
    examples="""
    nomenklatur extract renja.txt
    nomenklatur extract renja.txt --table 4.1 -o rencana.csv
    nomenklatur extract renja.txt --table 2.4 --side right -f json
    """,
)
@click.argument("document", metavar="DOCUMENT")
@click.option("--table", metavar="NUMBER", help=N_("Number of the table, or name of the sheet."))
@click.option(
    "--side", type=Choice(["left", "right"]),
    help=N_("Side of a table that shows two plans, such as 2.4."),
)  # fmt: skip
@output_options()
def command(document: str, table: str | None, side: str | None, output: Output) -> None:
    """List the tables of a document with what each is, or take one out with --table.

    A plan comes out with its items, a mapping with its rows, any other table cell by cell. What
    comes out as CSV can be read again as a plan. Cells lost and rows skipped are findings, which
    `nomenklatur check` shows.
    """
    from nomenklatur.plan.read import describe  # noqa: PLC0415 - not for --help
    from nomenklatur.tables import read_document  # noqa: PLC0415 - the same
    from nomenklatur_cli import extracted  # noqa: PLC0415 - the same

    if side is not None and table is None:
        raise click.UsageError(_("--side needs --table"))
    opened = read_document(document)
    if table is None:
        output.write(extracted.tables(opened, describe(opened)))
    else:
        output.write(_table(opened, table, side))


def _table(document: Document, name: str, side: str | None) -> Listings:
    from nomenklatur.crosswalk.lampiran import mapping_of  # noqa: PLC0415 - not for --help
    from nomenklatur.plan import TableKind  # noqa: PLC0415 - the same
    from nomenklatur.plan.read import choose_table, describe, plan_of  # noqa: PLC0415 - the same
    from nomenklatur_cli import extracted  # noqa: PLC0415 - the same

    chosen, _kind = choose_table(document, name)
    info = next(info for info in describe(document) if info.table is chosen)
    match info.kind:
        case TableKind.PLAN | TableKind.REVIEW | TableKind.REALISATION:
            return extracted.plan(plan_of(chosen, document, side=side))
        case TableKind.TARGETS:
            return extracted.plan(plan_of(chosen, document, side=side, money=False))
        case TableKind.MAPPING:
            return extracted.mapping(mapping_of(chosen).mappings, info)
        case _:
            return extracted.cells(chosen, info.name)

"""`nomenklatur extract`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli import console
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import Choice, output_options, reading_options

if TYPE_CHECKING:
    from nomenklatur.report import Listings
    from nomenklatur.tables import Document
    from nomenklatur_cli.output import Output

_ANONYMISED = frozenset({"csv", "xlsx", "xls", "xlsb", "ods"})


@click.command(
    "extract",
    cls=Command,
    examples="""
    nomenklatur extract renja.txt
    nomenklatur extract renja.txt --table 4.1 -o rencana.csv
    nomenklatur extract renja.txt --table 2.4 --side right -f json
    nomenklatur extract renja.docx --cells -o sel.xlsx
    nomenklatur extract renja.xlsx --account
    nomenklatur extract renja.pdf --show gambar
    nomenklatur extract renja.xlsx --column amount=F --row-level kegiatan
    nomenklatur extract --anonymise renja.xlsx -o contoh.xlsx
    """,
)
@click.argument("document", metavar="DOCUMENT")
@click.option("--table", metavar="NUMBER", help=N_("Number of the table, or name of the sheet."))
@click.option(
    "--side", type=Choice(["left", "right"]),
    help=N_("Side of a table that shows two plans, such as 2.4."),
)  # fmt: skip
@reading_options
@click.option(
    "--cells", is_flag=True,
    help=N_("Every cell with its place, its text, what was understood of it, and doubts."),
)  # fmt: skip
@click.option(
    "--account", is_flag=True,
    help=N_("What became of every number in the plan's columns of money, column by column."),
)  # fmt: skip
@click.option(
    "--show", metavar="DIR|FILE.png",
    help=N_("Draw the pages of a PDF with the cells that were read, and the doubtful ones marked."),
)  # fmt: skip
@click.option(
    "--anonymise", is_flag=True,
    help=N_("Write the whole workbook or CSV file anew with names and amounts replaced: the layout "
    "and all sums stay, so that a file that is misread can be shown to others."),
)  # fmt: skip
@output_options()
def command(  # noqa: PLR0913 - one parameter an option
    document: str,
    table: str | None,
    side: str | None,
    columns: tuple[str, ...],
    row_level: str | None,
    *,
    cells: bool,
    account: bool,
    show: str | None,
    anonymise: bool,
    output: Output,
) -> None:
    """List the tables of a document with what each is, or take one out with --table.

    A plan comes out with its items, a mapping with its rows, any other table cell by cell. What
    comes out as CSV can be read again as a plan. With --cells a table comes out cell by cell, each
    with its place; without --table it is the one plan that the document has. How many cells the
    table has in the file and what became of them is said on standard error; cells lost and rows
    skipped are findings, which `nomenklatur check` shows.

    With --anonymise the file itself is written, as XLSX or CSV, and nothing is taken out.

    With --account every number of the plan's columns of money is counted once: in an item, in a
    row above items, in a total, in a part of an item, outside the table, or left over, which is an
    error. Their sums add up to the sum of all numbers.
    """
    from nomenklatur.plan.read import describe  # noqa: PLC0415 - not for --help
    from nomenklatur_cli import extracted  # noqa: PLC0415 - the same
    from nomenklatur_cli.plans import chosen  # noqa: PLC0415 - the same

    if side is not None and table is None:
        raise click.UsageError(_("--side needs --table"))
    if side is not None and cells:
        raise click.UsageError(_("--cells shows both sides; leave --side out"))
    if account and cells:
        raise click.UsageError(_("--account and --cells answer two questions; give one of them"))
    output.spare(document)
    opened = chosen(_read(document, table, show), columns, row_level, table)
    if anonymise:
        _anonymise(opened, output)
    elif cells:
        output.write(_cells(opened, table))
    elif account:
        output.write(_account(opened, table, side))
    elif table is None:
        output.write(extracted.tables(opened, describe(opened)))
    else:
        output.write(_table(opened, table, side))


def _read(name: str, table: str | None, show: str | None) -> Document:
    """The document, with its pages drawn if that is asked for."""
    from nomenklatur.plan.read import choose_table  # noqa: PLC0415 - not for --help
    from nomenklatur.tables.limits import DEFAULT_LIMITS  # noqa: PLC0415 - the same
    from nomenklatur.tables.read import read_bytes  # noqa: PLC0415 - the same
    from nomenklatur.tables.source import load  # noqa: PLC0415 - the same
    from nomenklatur_cli import drawing  # noqa: PLC0415 - the same

    file, data = load(name, DEFAULT_LIMITS)
    with console.progress() as progress:
        document = read_bytes(data, file, progress=progress)
    if show is not None:
        chosen = None if table is None else choose_table(document, table)[0]
        drawing.draw(data, document, chosen, show)
    return document


def _anonymise(document: Document, output: Output) -> None:
    from nomenklatur.anonymise import anonymise, as_csv, as_xlsx  # noqa: PLC0415 - not for --help
    from nomenklatur.errors import ReadError  # noqa: PLC0415 - the same
    from nomenklatur.places import Place  # noqa: PLC0415 - the same

    if document.format not in _ANONYMISED:
        raise ReadError(
            _("only workbooks and CSV files can be written without names"),
            place=Place(document.file),
            remedy=_("copy its table into a workbook first"),
        )
    is_text = document.format == "csv"
    if not is_text and not output.to_file:
        raise click.UsageError(
            _("{name} is nothing to read on a terminal; write it with -o FILE{suffixes}").format(
                name="xlsx", suffixes=".xlsx"
            )
        )
    made = anonymise(document)
    if is_text:
        output.write_text(as_csv(made.document))
    else:
        output.write_bytes(as_xlsx(made.document))
    if made.same:
        console.say(_("It is read as the original is, its amounts multiplied by a secret number."))
    else:
        console.say(_("It is not read as the original is: look whether it shows what you mean."))
    console.say(_("Look through it before you send it: words of headings and codes are kept."))


def _cells(document: Document, name: str | None) -> Listings:
    from nomenklatur.plan.read import choose_table, describe  # noqa: PLC0415 - not for --help
    from nomenklatur.plan.trace import trace  # noqa: PLC0415 - the same
    from nomenklatur_cli import traced  # noqa: PLC0415 - the same

    chosen, _reason = choose_table(document, name)
    info = next(info for info in describe(document) if info.table is chosen)
    found = trace(chosen, document)
    console.say(traced.sentence(info.name, found.account))
    return traced.cells(found, info)


def _account(document: Document, name: str | None, side: str | None) -> Listings:
    from nomenklatur.findings.reading import is_reading_error  # noqa: PLC0415 - not for --help
    from nomenklatur.plan.read import read_chosen  # noqa: PLC0415 - the same
    from nomenklatur.report.above import lines_above  # noqa: PLC0415 - the same
    from nomenklatur.report.accounted import account_listings  # noqa: PLC0415 - the same

    plan = read_chosen(document, name, side=side)
    for line in lines_above(filter(is_reading_error, plan.findings), plan.source):
        console.say(line)
    return account_listings(plan)


def _table(document: Document, name: str, side: str | None) -> Listings:
    from nomenklatur.crosswalk.lampiran import mapping_of  # noqa: PLC0415 - not for --help
    from nomenklatur.plan import TableKind  # noqa: PLC0415 - the same
    from nomenklatur.plan.read import choose_table, describe, plan_of  # noqa: PLC0415 - the same
    from nomenklatur.plan.trace import trace  # noqa: PLC0415 - the same
    from nomenklatur_cli import extracted, traced  # noqa: PLC0415 - the same

    chosen, _kind = choose_table(document, name)
    info = next(info for info in describe(document) if info.table is chosen)
    console.say(traced.sentence(info.name, trace(chosen, document).account))
    match info.kind:
        case TableKind.PLAN | TableKind.REVIEW | TableKind.REALISATION:
            return extracted.plan(plan_of(chosen, document, side=side))
        case TableKind.TARGETS:
            return extracted.plan(plan_of(chosen, document, side=side, money=False))
        case TableKind.MAPPING:
            return extracted.mapping(mapping_of(chosen).mappings, info)
        case _:
            return extracted.cells(chosen, info.name)

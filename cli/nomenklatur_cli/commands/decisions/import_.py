"""`nomenklatur decisions import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _, ngettext
from nomenklatur_cli.decided import (
    author_option,
    chosen,
    decision_listing,
    decisions_option,
    finding_listing,
    opener,
    plan_about,
    translated,
)
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import fail_on_option, output_options

if TYPE_CHECKING:
    from nomenklatur.decisions.worksheets import Imported
    from nomenklatur_cli.output import Output


@click.command(
    "import",
    cls=Command,
    examples="""
    nomenklatur decisions import hasil.xlsx -d keputusan.jsonl
    nomenklatur decisions import siti.xlsx budi.xlsx --base hasil.xlsx -d keputusan.jsonl
    nomenklatur decisions import hasil.ods --plan renja.xlsx --dry-run -f json
    """,
)
@click.argument("workbooks", metavar="WORKBOOK...", nargs=-1, required=True)
@click.option(
    "--base", type=click.Path(dir_okay=False), metavar="WORKBOOK",
    help=N_("The workbook as it was handed out, to tell who changed what."),
)  # fmt: skip
@decisions_option
@author_option
@click.option("--partial", is_flag=True, help=N_("Take what is right, leave what is not."))
@click.option("--dry-run", is_flag=True, help=N_("Read and report, and keep nothing."))
@plan_about
@output_options()
@fail_on_option("error")
def command(  # noqa: PLR0913 - the options
    *,
    workbooks: tuple[str, ...],
    base: str | None,
    decisions: str | None,
    author: str | None,
    partial: bool,
    dry_run: bool,
    plan: str | None,
    table: str | None,
    source: str | None,
    authority: str | None,
    output: Output,
    fail_on: str,
) -> int:
    """Take over the choices that people made on the sheets of translate -o FILE.xlsx.

    Reads the sheets Belum terpetakan and Perlu ditinjau of every WORKBOOK (XLSX, or ODS and XLS
    as other programs save it). What is wrong is reported with its cell, and then nothing is
    taken, unless --partial says to take the rest. Of several workbooks a row that only one
    reviewer changed is taken, and one that they filled in differently is reported.
    """
    from nomenklatur.decisions import DecisionLog, Decisions  # noqa: PLC0415 - not for --help
    from nomenklatur.decisions.worksheets import import_worksheets  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same
    from nomenklatur_cli.verdict import exit_code  # noqa: PLC0415 - the same

    path = decisions if dry_run else chosen(None, decisions)
    log = DecisionLog(path) if path else None
    imported = import_worksheets(
        workbooks,
        base=base,
        catalog=opener(),
        known=log.read() if log else Decisions(),
        translation=translated(plan, table, source, authority, None),
        author=author or "",
    )
    good = imported.is_whole or partial
    taken = good and not dry_run
    if log is not None and taken:
        log.append(*imported.decisions)
    for line in _told(imported, path or "", good=good, dry_run=dry_run):
        say(line)
    facts = {
        "file": path,
        "taken": len(imported.decisions) if taken else 0,
        "known": imported.known,
        "undecided": imported.undecided,
    }
    listings = (
        decision_listing("decisions", imported.decisions),
        finding_listing(imported.findings),
    )
    output.write(Listings("decisions-import", listings, facts))
    return exit_code(imported.findings, fail_on)


def _told(imported: Imported, path: str, *, good: bool, dry_run: bool) -> list[str]:
    """What became of the choices, in a line or two."""
    n = len(imported.decisions)
    if not good:
        lines: list[str] = [
            _("nothing was taken; mend the cells below, or take the rest with --partial")
        ]
    elif dry_run:
        lines = [
            ngettext("{n} decision would be added", "{n} decisions would be added", n).format(n=n)
        ]
    else:
        lines = [
            ngettext("{file}: {n} decision added", "{file}: {n} decisions added", n).format(
                file=path, n=n
            )
        ]
    if imported.known:
        lines.append(_("{n} were known already").format(n=imported.known))
    if imported.undecided:
        lines.append(_("{n} are still undecided").format(n=imported.undecided))
    return lines

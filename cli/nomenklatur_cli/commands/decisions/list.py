"""`nomenklatur decisions list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.decided import chosen, decision_listing, decisions_option
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "list",
    cls=Command,
    examples="""
    nomenklatur decisions list keputusan.jsonl
    nomenklatur decisions list keputusan.jsonl --history -f csv
    """,
)
@click.argument("file", metavar="[DECISIONS]", required=False)
@decisions_option
@click.option("--history", is_flag=True, help=N_("Show every line, also what no longer holds."))
@output_options()
def command(file: str | None, decisions: str | None, *, history: bool, output: Output) -> None:
    """List the decisions in force, and what is marked for a colleague."""
    from pathlib import PurePath  # noqa: PLC0415 - not for --help

    from nomenklatur.decisions import read_decisions  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    path = chosen(file, decisions)
    read = read_decisions(path)
    marks = read.marks()
    lines = read.lines if history else (*read, *marks)
    for finding in read.findings:
        say(f"{finding.place}: {finding.rule.code} {finding.message}")
    facts = {"file": path, "lines": len(read.lines), "in_force": len(read), "flagged": len(marks)}
    title = _("{file}: {n} decisions in force, {marks} flagged, {lines} lines").format(
        file=PurePath(path).name, n=len(read), marks=len(marks), lines=len(read.lines)
    )
    listing = decision_listing("decisions", lines, read if history else None)
    output.write(Listings("decisions", (listing,), facts, title))

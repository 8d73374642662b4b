"""`nomenklatur decisions show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import _
from nomenklatur_cli.decided import chosen, decision_listing, decisions_option
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "show",
    cls=Command,
    examples="""
    nomenklatur decisions show 0.00.06.029 -d keputusan.jsonl
    nomenklatur decisions show renstra -d keputusan.jsonl
    """,
)
@click.argument("about", metavar="CODE-OR-NAME")
@decisions_option
@output_options()
def command(about: str, decisions: str | None, output: Output) -> int:
    """Show everything that was decided on an activity, also what no longer holds.

    CODE-OR-NAME is an old code, a new one, or words of the activity's name.
    """
    from nomenklatur.decisions import read_decisions  # noqa: PLC0415 - not for --help
    from nomenklatur.decisions.finding import lines_about  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same
    from nomenklatur_cli.verdict import CLEAN, FOUND  # noqa: PLC0415 - the same

    path = chosen(None, decisions)
    read = read_decisions(path)
    lines = lines_about(read, about)
    if not lines:
        say(_("{file}: nothing was decided on {about!r}").format(file=path, about=about))
    listing = decision_listing("decisions", lines, read, notes=True)
    output.write(Listings("decisions", (listing,)))
    return CLEAN if lines else FOUND

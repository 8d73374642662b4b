"""`nomenklatur crosswalk compose`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur.findings import Finding
    from nomenklatur_cli.output import Output


@click.command(
    "compose",
    cls=Command,
    examples="""
    nomenklatur crosswalk compose a--b b--c
    nomenklatur crosswalk compose a--b b--c c--d --save
    """,
)
@click.argument("first", metavar="ID-OR-PATH")
@click.argument("others", metavar="ID-OR-PATH", nargs=-1, required=True)
@click.option("--save", is_flag=True, help=N_("Keep it in your own folder, for translate to use."))
@output_options()
def command(*, first: str, others: tuple[str, ...], save: bool, output: Output) -> None:
    """Join mappings end to end: what a code becomes over several versions.

    Relations combine, doubts add up, shares multiply; where a link is broken the row says so.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.crosswalk.compose import composition  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    store = Store()
    crosswalk = store.open_crosswalk(first)
    findings: list[Finding] = []
    for name in others:
        joined = composition(crosswalk, store.open_crosswalk(name))
        crosswalk = joined.crosswalk
        findings += joined.findings
    stored.give_crosswalk(crosswalk, findings, output, store=store, save=save)

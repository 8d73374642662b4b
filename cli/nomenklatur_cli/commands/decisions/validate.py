"""`nomenklatur decisions validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.decided import chosen, decisions_option, opener, plan_about, translated
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import FINDING_FORMATS, output_options, rule_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.verdict import Verdict


@click.command(
    "validate",
    cls=Command,
    examples="""
    nomenklatur decisions validate keputusan.jsonl
    nomenklatur decisions validate keputusan.jsonl --plan renja.xlsx --fail-on warning
    """,
)
@click.argument("file", metavar="[DECISIONS]", required=False)
@decisions_option
@plan_about
@rule_options
@output_options(FINDING_FORMATS, "text")
def command(  # noqa: PLR0913 - the options
    *,
    file: str | None,
    decisions: str | None,
    plan: str | None,
    table: str | None,
    source: str | None,
    authority: str | None,
    verdict: Verdict,
    output: Output,
) -> int:
    """Check a decisions file; exit 1 if there are findings that are grave enough.

    Torn lines, different decisions of two people on one activity, targets that the nomenclature
    does not have or that changed since; with --plan also decisions that no row is about.
    """
    from nomenklatur.codes import Authority  # noqa: PLC0415 - not for --help
    from nomenklatur.decisions import read_decisions  # noqa: PLC0415 - the same
    from nomenklatur.decisions.validate import validate  # noqa: PLC0415 - the same

    path = chosen(file, decisions)
    read = read_decisions(path)
    to = next((line.catalog_id for line in read if line.catalog_id), None)
    found = validate(
        read,
        catalog=opener(),
        authority=Authority.from_label(authority) if authority else None,
        translation=translated(plan, table, source, authority, to),
    )
    return verdict.give([(path, found)], output)

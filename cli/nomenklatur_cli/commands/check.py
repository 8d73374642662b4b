"""`nomenklatur check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options, plan_options, rule_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.plans import Choices


@click.command(
    "check",
    cls=Command,
    examples="""
    nomenklatur check renja.xlsx
    nomenklatur check renja.txt --table 2.2 --fail-on warning
    nomenklatur check renja.csv --select NK3 --ignore NK304 -f json
    """,
)
@plan_options
@rule_options
@output_options(("text", "table", "csv", "json", "markdown", "xlsx"), "text")
def command(
    choices: Choices,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    output: Output,
) -> int:
    """Check a plan; exit 1 if there are findings that are grave enough.

    Codes that cannot be read, activities without a place in the new nomenclature, sums that do
    not hold, rows and cells that would be lost: a line per finding, with file, row, rule.
    """
    from nomenklatur_cli.verdict import give_verdict  # noqa: PLC0415 - not for --help

    return give_verdict(
        choices.check(), choices.plan, output, select=select, ignore=ignore, fail_on=fail_on
    )

"""`nomenklatur check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import FINDING_FORMATS, output_options, plans_options, rule_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.plans import Choices
    from nomenklatur_cli.verdict import Verdict


@click.command(
    "check",
    cls=Command,
    examples="""
    nomenklatur check renja.xlsx
    nomenklatur check renja.txt --table 2.2 --fail-on warning
    nomenklatur check renja.csv --select NK3 --ignore NK304 -f json
    nomenklatur check rencana/*.xlsx -f sarif -o temuan.sarif
    nomenklatur check renja.xlsx --baseline diterima.json --write-baseline
    """,
)
@plans_options
@rule_options
@output_options(FINDING_FORMATS, "text")
def command(choices: tuple[Choices, ...], verdict: Verdict, output: Output) -> int:
    """Check plans; exit 1 if there are findings that are grave enough.

    Codes that cannot be read, activities without a place in the new nomenclature, sums that do
    not hold, rows and cells that would be lost: a line per finding, with file, row, rule. The
    formats github, gitlab, sarif and junit are for continuous integration.
    """
    table = " ".join(filter(None, (choices[0].table, choices[0].side)))
    return verdict.give(((one.plan, one.check()) for one in choices), output, table)

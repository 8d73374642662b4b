"""`nomenklatur translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import (
    FORMATS,
    all_option,
    fail_on_option,
    output_options,
    plan_options,
)

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.plans import Choices


@click.command(
    "translate",
    cls=Command,
    examples="""
    nomenklatur translate renja.xlsx
    nomenklatur translate renja.txt --table 4.1 --all
    nomenklatur translate renja.csv -o hasil.xlsx
    nomenklatur translate renja.xlsx -o pemetaan.sssom.tsv
    nomenklatur translate - -f json < renja.csv | jq .totals
    """,
)
@plan_options
@all_option
@output_options((*FORMATS, "sssom"))
@fail_on_option("never")
def command(choices: Choices, output: Output, fail_on: str) -> int:
    """Translate a plan into another nomenclature.

    PLAN is a CSV, XLSX or text file, or - for standard input. The table answers on one screen:
    what is lost, what is unsure, and where the money goes; --all adds the list of all items.
    In every column plan = mapped + ambiguous + unmapped.
    """
    from nomenklatur_cli.verdict import exit_code  # noqa: PLC0415 - not for --help

    translation = choices.translate()
    output.write(translation)
    return exit_code(translation.all_findings, fail_on)

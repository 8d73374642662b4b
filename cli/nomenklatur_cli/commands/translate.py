"""`nomenklatur translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import (
    FORMATS,
    all_option,
    fail_on_option,
    option,
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
    nomenklatur translate nasional.csv --stream -o hasil.csv
    """,
)
@plan_options
@option(
    "--stream", is_flag=True,
    help=N_("Carry a flat table of any length through row by row, as csv or jsonl. Long CSV files "
    "are streamed unasked."),
)  # fmt: skip
@all_option
@output_options((*FORMATS, "sssom"))
@fail_on_option("never")
def command(*, choices: Choices, stream: bool, output: Output, fail_on: str) -> int:
    """Translate a plan into another nomenclature.

    PLAN is a CSV, XLSX or text file, or - for standard input. The table answers on one screen:
    what is lost, what is unsure, and where the money goes; --all adds the list of all items.
    In every column plan = mapped + ambiguous + unmapped. An error about money from reading, such
    as a number left over, stands above the figures, and the exit code is 1. With csv or jsonl a
    long flat table is carried through row by row on all cores, and the balance is told behind it.
    """
    from nomenklatur_cli.streaming import stream_if_long  # noqa: PLC0415 - not for --help
    from nomenklatur_cli.verdict import exit_code, say_above  # noqa: PLC0415 - the same

    code = stream_if_long(choices, output, fail_on, asked=stream)
    if code is not None:
        return code
    translation = choices.translate()
    output.write(translation)
    say_above(translation, output)
    return exit_code(translation.all_findings, fail_on)

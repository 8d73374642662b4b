"""`nomenklatur rollup`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import LEVELS, Choice, option, output_options, plan_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.plans import Choices


@click.command(
    "rollup",
    cls=Command,
    examples="""
    nomenklatur rollup renja.xlsx
    nomenklatur rollup renja.txt --level program
    nomenklatur rollup renja.txt --by old -f csv -o program-lama.csv
    """,
)
@plan_options
@option(
    "--level", type=Choice(LEVELS), default="sub_kegiatan", show_default=True, metavar="LEVEL",
    help=N_("Lowest level to show: {choices}."),
)  # fmt: skip
@option(
    "--by", type=Choice(["new", "old"]), default="new", show_default=True, metavar="TREE",
    help=N_(
        "The tree: new, of the nomenclature translated to, or old, of the plan's own programs."
    ),
)  # fmt: skip
@output_options()
def command(choices: Choices, level: str, by: Literal["new", "old"], output: Output) -> int:
    """Add a plan's budget up along the new tree or the old one.

    What is ambiguous or unmapped has no place in the new tree and stands beside it, so that the
    column still adds up to the plan. Exit 1 if there is an error about money from reading.
    """
    from nomenklatur.codes import Level  # noqa: PLC0415 - not for --help
    from nomenklatur.report import RollupReport  # noqa: PLC0415 - the same
    from nomenklatur.rollup import roll_up  # noqa: PLC0415 - the same
    from nomenklatur_cli.verdict import exit_code, say_above  # noqa: PLC0415 - the same

    translation = choices.translate()
    tree = roll_up(translation, level=level, by=by)
    output.write(RollupReport(translation, tree, Level(level), by))
    say_above(translation, output)
    return exit_code(translation.all_findings, "never")

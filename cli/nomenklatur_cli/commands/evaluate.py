"""`nomenklatur evaluate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "evaluate",
    cls=Command,
    examples="""
    nomenklatur evaluate gold.csv
    nomenklatur evaluate gold.csv --baselines
    nomenklatur evaluate gold.csv --semantic
    nomenklatur evaluate gold.csv --authority provinsi -f json | jq .top5
    """,
)
@click.argument("gold", metavar="GOLD")
@option("--from", "source", metavar="ID", help=N_("Nomenclature that the activities are in."))
@option("--to", metavar="ID", help=N_("Nomenclature to match against."))
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Kind of region: {choices}. By default what the labels say."),
)  # fmt: skip
@option(
    "--baselines", is_flag=True,
    help=N_("Run the plain methods as well: rapidfuzz, BM25, TF-IDF of character n-grams."),
)  # fmt: skip
@option(
    "--semantic", is_flag=True,
    help=N_("Let likeness in meaning count: slow, and needs pip install 'nomenklatur[semantic]'."),
)  # fmt: skip
@option(
    "--seed", type=click.INT, default=0, show_default=True, metavar="NUMBER",
    help=N_("Of the bootstrap that makes the intervals."),
)  # fmt: skip
@output_options(("table", "json", "csv", "markdown"))
def command(  # noqa: PLR0913 - its options
    *,
    gold: str,
    source: str | None,
    to: str | None,
    authority: str | None,
    baselines: bool,
    semantic: bool,
    seed: int,
    output: Output,
) -> None:
    """Measure how often names alone find the right place, on labelled activities.

    GOLD is a CSV with the columns legacy_code, bidang, program, kegiatan, best and acceptable
    (codes joined by ;, or NONE where nothing fits). No crosswalk is asked; an equal name counts
    as accepted. Shares are of the activities that have a home, each with its 95 % interval.
    """
    from nomenklatur.evaluate.command import evaluate_file  # noqa: PLC0415 - not for --help
    from nomenklatur.evaluate.report import listings  # noqa: PLC0415 - the same
    from nomenklatur.report.wording import grouped  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    evaluation = evaluate_file(
        gold, source=source, to=to, authority=authority, baselines=baselines, semantic=semantic,
        seed=seed,
    )  # fmt: skip
    if evaluation.unknown:
        target = evaluation.target
        if target.info.partial:
            said = _("{gold}: labels that are not in {id}, a part ({partial}): {number}")
        else:
            said = _("{gold}: labels that are not in {id}: {number}")
        say(
            said.format(
                gold=gold,
                number=grouped(len(evaluation.unknown)),
                id=target.id,
                partial=_(target.info.partial),
            )
        )
    output.write(listings(evaluation))

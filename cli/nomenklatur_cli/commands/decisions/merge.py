"""`nomenklatur decisions merge`."""

from __future__ import annotations

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import fail_on_option


@click.command(
    "merge",
    cls=Command,
    examples="""
    nomenklatur decisions merge siti.jsonl budi.jsonl -o keputusan.jsonl
    """,
)
@click.argument("files", metavar="DECISIONS...", nargs=-1, required=True)
@click.option(
    "-o", "--output", "path", metavar="FILE",
    help=N_("File to write, whole or not at all; - is standard output."),
)  # fmt: skip
@fail_on_option("error")
def command(files: tuple[str, ...], path: str | None, fail_on: str) -> int:
    """Join decisions files: every line once, in the order of the dates.

    Files whose lines have times can as well be joined with cat; this also leaves out lines that
    stand in both, puts the others in order and says on what people differ. Torn lines are
    reported and left out.
    """
    from pathlib import Path  # noqa: PLC0415 - not for --help

    from nomenklatur.decisions import read_decisions  # noqa: PLC0415 - the same
    from nomenklatur.decisions.merge import merged, text_of  # noqa: PLC0415 - the same
    from nomenklatur.decisions.validate import conflicts  # noqa: PLC0415 - the same
    from nomenklatur_cli import console  # noqa: PLC0415 - the same
    from nomenklatur_cli.verdict import exit_code  # noqa: PLC0415 - the same

    joined = merged(*(read_decisions(file) for file in files))
    found = [*joined.findings, *conflicts(joined)]
    for finding in found:
        console.say(f"{finding.place}: {finding.rule.code} {finding.message}")
    text = text_of(joined)
    if path in {None, "-"}:
        console.put(text)
    else:
        console.keep(Path(str(path)), text)
    console.say(
        _("{n} lines, {held} decisions in force").format(n=len(joined.lines), held=len(joined))
    )
    return exit_code(found, fail_on)

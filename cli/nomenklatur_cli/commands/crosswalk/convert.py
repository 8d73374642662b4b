"""`nomenklatur crosswalk convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _, ngettext
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import Choice

if TYPE_CHECKING:
    from nomenklatur.crosswalk import Crosswalk

FORMATS = ("folder", "csv", "sssom", "jsonl")


@click.command(
    "convert",
    cls=Command,
    examples="""
    nomenklatur crosswalk convert permendagri-13-2006--permendagri-90-2019 -o peta.sssom.tsv
    nomenklatur crosswalk convert peta.sssom.tsv -f jsonl
    nomenklatur crosswalk convert peta.jsonl -o permendagri-13-2006--permendagri-90-2019
    """,
)
@click.argument("crosswalk", metavar="ID-OR-PATH")
@click.option(
    "-f", "--format", "form", type=Choice(FORMATS), metavar="FORMAT",
    help=N_(
        "{choices}. By default what the suffix of --output says (a folder without one), else sssom."
    ),
)  # fmt: skip
@click.option(
    "-o", "--output", "path", metavar="PATH",
    help=N_("File or folder to write, whole or not at all; - is standard output."),
)  # fmt: skip
def command(crosswalk: str, form: str | None, path: str | None) -> None:
    """Convert a mapping: a folder or CSV, SSSOM (.sssom.tsv), JSON lines (.jsonl).

    SSSOM is what tools for ontologies and terminologies exchange; what it has no column for
    stands in extension columns, so that nothing is lost on the way back. CSV alone does not say
    where the mapping comes from.
    """
    from nomenklatur.crosswalk.files import crosswalk_text, save_as  # noqa: PLC0415 - not for help
    from nomenklatur_cli import console  # noqa: PLC0415 - the same

    opened = _open(crosswalk)
    if path not in {None, "-"}:
        save_as(opened, str(path), form)
        return
    if form == "folder":
        raise click.UsageError(_("a folder needs --output, where to write it"))
    console.put(crosswalk_text(opened, form or "sssom"))


def _open(name: str) -> Crosswalk:
    """The crosswalk; says what an SSSOM file has that a crosswalk has no place for."""
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.crosswalk.files import crosswalk_format  # noqa: PLC0415 - the same
    from nomenklatur.crosswalk.sssom import read_sssom  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    store = Store()
    place = store.locate("crosswalk", name)
    if not place.is_file() or crosswalk_format(place) != "sssom":
        return store.open_crosswalk(name)
    read = read_sssom(place)
    if n := read.without_source:
        say(
            ngettext(
                "{name}: left out {n} row that says what came from nowhere",
                "{name}: left out {n} rows that say what came from nowhere",
                n,
            ).format(name=name, n=n)
        )
    if n := read.negated:
        say(
            ngettext(
                "{name}: left out {n} row that denies a match",
                "{name}: left out {n} rows that deny a match",
                n,
            ).format(name=name, n=n)
        )
    return read.crosswalk

"""`nomenklatur decisions publish`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, ngettext
from nomenklatur_cli.decided import chosen, decisions_option
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option

if TYPE_CHECKING:
    from nomenklatur.decisions.publish import Published

_SHOWN = 5


@click.command(
    "publish",
    cls=Command,
    examples="""
    nomenklatur decisions publish keputusan.jsonl -o ./peta-semarang --author "Dinas Koperasi"
    nomenklatur decisions publish keputusan.jsonl -o peta.sssom.tsv --from permendagri-13-2006
    """,
)
@click.argument("file", metavar="[DECISIONS]", required=False)
@decisions_option
@click.option(
    "-o", "--output", "path", metavar="PATH", required=True,
    help=N_("Folder to write, or a file (.csv, .sssom.tsv, .jsonl); whole or not at all."),
)  # fmt: skip
@click.option("--id", "id_", metavar="ID", help=N_("Its id; by default FROM--TO."))
@option("--author", metavar="NAME", help=N_("Who publishes it; by default everybody who decided."))
@click.option("--title", metavar="TEXT", help=N_("Title for people."))
@option("--from", "source", metavar="ID", help=N_("Nomenclature that the activities are of."))
@option("--to", metavar="ID", help=N_("Nomenclature that the targets are of."))
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Kind of region that it is for: {choices}. By default every kind."),
)  # fmt: skip
def command(  # noqa: PLR0913 - the options
    *,
    file: str | None,
    decisions: str | None,
    path: str,
    id_: str | None,
    author: str | None,
    title: str | None,
    source: str | None,
    to: str | None,
    authority: str | None,
) -> None:
    """Make a mapping of the decisions in force, which other offices can trust or check.

    It is what crosswalk validate checks, crosswalk show shows and translate --crosswalk takes.
    """
    from pathlib import Path  # noqa: PLC0415 - not for --help

    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.crosswalk.files import save_as  # noqa: PLC0415 - the same
    from nomenklatur.decisions import read_decisions  # noqa: PLC0415 - the same
    from nomenklatur.decisions.publish import publish  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    read = chosen(file, decisions)
    published = publish(
        read_decisions(read),
        id=id_ or "",
        source=source or "",
        target=to or "",
        author=author or "",
        title=title or "",
        provenance=Path(read).name,
        authority=Authority.from_label(authority) if authority else None,
    )
    save_as(published.crosswalk, path)
    for line in _told(published, path):
        say(line)


def _told(published: Published, path: str) -> list[str]:
    n = len(published.crosswalk)
    lines: list[str] = [
        ngettext("{path}: {n} decision published", "{path}: {n} decisions published", n).format(
            path=path, n=n
        )
    ]
    left = [one.name for one in published.without_code]
    if left:
        lines.append(
            ngettext(
                "{n} is left out, since its activity has no old code: {names}",
                "{n} are left out, since their activities have no old code: {names}",
                len(left),
            ).format(n=len(left), names="; ".join(left[:_SHOWN]) + ("; …" * (len(left) > _SHOWN)))
        )
    return lines

"""`nomenklatur decisions withdraw`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.decided import account, author_option, chosen, decisions_option
from nomenklatur_cli.lazy import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.decisions import Decision

_SHOWN = 10


@click.command(
    "withdraw",
    cls=Command,
    examples="""
    nomenklatur decisions withdraw 0.00.06.029 -d keputusan.jsonl --note "salah baris"
    """,
)
@click.argument("about", metavar="CODE-OR-NAME")
@decisions_option
@author_option
@click.option("--note", metavar="TEXT", default="", help=N_("Why."))
def command(about: str, decisions: str | None, author: str | None, note: str) -> None:
    """Take a decision back: the activity is open again, and the file says who opened it.

    CODE-OR-NAME is an old code or words of the name; it has to mean one activity.
    """
    from nomenklatur.decisions import Decision, DecisionLog, now  # noqa: PLC0415 - not for --help
    from nomenklatur.decisions.finding import lines_about  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    path = chosen(None, decisions)
    log = DecisionLog(path)
    with log.locked():
        read = log.read()
        wanted = {id(line) for line in lines_about(read, about)}
        held = [line for line in (*read, *read.marks()) if id(line) in wanted]
        keys = {line.key for line in held}
        if len(keys) != 1:
            raise click.UsageError(_problem(about, held))
        for catalog in dict.fromkeys(line.catalog for line in held):
            line = next(one for one in held if one.catalog == catalog)
            log.append(
                Decision(
                    line.name, None, (), line.code,
                    author=author or account(), date=now(), catalog=catalog, legacy=line.legacy,
                    note=note, withdrawn=True,
                )
            )  # fmt: skip
    say(_("{file}: withdrawn: {about}").format(file=path, about=_said(held[0])))


def _problem(about: str, held: Sequence[Decision]) -> str:
    if not held:
        return _("nothing that holds was decided on {about!r}").format(about=about)
    names = dict.fromkeys(_said(line) for line in held)
    shown = "; ".join([*names][:_SHOWN])
    return _("{about!r} means {n} activities: {names}").format(
        about=about, n=len(names), names=shown
    )


def _said(line: Decision) -> str:
    return f"{line.code or ''} {line.name}".strip()

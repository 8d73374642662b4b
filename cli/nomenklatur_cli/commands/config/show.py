"""`nomenklatur config show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from nomenklatur_cli.output import Output


@click.command(
    "show",
    cls=Command,
    examples="""
    nomenklatur config show
    nomenklatur config show check
    nomenklatur config show check -- --fail-on warning
    nomenklatur config show catalog validate -f json
    """,
)
@click.argument("words", metavar="[COMMAND] [-- OPTIONS]", nargs=-1)
@output_options()
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], output: Output) -> None:
    """Show every setting, and where its value comes from: option, environment, file, default.

    Without COMMAND, the settings of all commands. Options of the command after -- show what
    they would change.
    """
    from nomenklatur.report import Column, Listing, Listings  # noqa: PLC0415 - not for --help
    from nomenklatur_cli.config import load_config  # noqa: PLC0415 - the same
    from nomenklatur_cli.settings import settings_of  # noqa: PLC0415 - the same

    root = ctx.find_root()
    config = load_config(root.params.get("config"))
    settings = settings_of(root, config, words)
    columns = (
        Column(N_("setting")),
        Column(N_("value"), wraps=True),
        Column(N_("from"), key="origin", wraps=True),
        *(() if words else (Column(N_("commands"), wraps=True),)),
    )
    records = tuple(setting.record() for setting in settings)
    title = config.file or _("There is no configuration file.")
    listing = Listing("settings", columns, records, rows=tuple(s.row() for s in settings))
    output.write(Listings("config", (listing,), {"file": config.file or None}, title))

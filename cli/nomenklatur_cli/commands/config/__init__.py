"""`nomenklatur config`: the group; one module per command."""

from __future__ import annotations

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import DEBUG, LazyGroup

_HERE = "nomenklatur_cli.commands.config"


@click.group(
    "config",
    cls=LazyGroup,
    lazy={"show": (f"{_HERE}.show", N_("Show every setting, and where its value comes from."))},
)
def command() -> None:
    """The configuration: nomenklatur.toml, or [tool.nomenklatur] in pyproject.toml.

    Options beat NOMENKLATUR_* environment variables, which beat the file.
    """


command.params.append(DEBUG)

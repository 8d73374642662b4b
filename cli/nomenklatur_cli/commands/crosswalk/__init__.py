"""`nomenklatur crosswalk`: the group; one module per command."""

from __future__ import annotations

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import DEBUG, LazyGroup

_HERE = "nomenklatur_cli.commands.crosswalk"


@click.group(
    "crosswalk",
    cls=LazyGroup,
    lazy={
        "list": (f"{_HERE}.list", N_("List the mappings at hand.")),
        "show": (f"{_HERE}.show", N_("Show a mapping, or what it says of a code.")),
        "validate": (f"{_HERE}.validate", N_("Check a mapping; exit 1 if something is wrong.")),
        "derive": (f"{_HERE}.derive", N_("Derive a mapping from the comparison of two versions.")),
        "chain": (f"{_HERE}.chain", N_("Find the way from one version to any other.")),
        "compose": (f"{_HERE}.compose", N_("Join mappings end to end.")),
        "invert": (f"{_HERE}.invert", N_("Read a mapping backwards.")),
        "convert": (
            f"{_HERE}.convert",
            N_("Convert a mapping: a folder or CSV, SSSOM, JSON lines."),
        ),
    },
)
def command() -> None:
    """Mappings from one nomenclature to another: list, show, validate, derive, join.

    A mapping is called by its id, the two nomenclatures with -- between them, such as
    permendagri-13-2006--permendagri-90-2019.
    """


command.params.append(DEBUG)

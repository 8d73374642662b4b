"""`nomenklatur crosswalk`: the group; one module per command."""

from __future__ import annotations

import click

from nomenklatur_cli.lazy import DEBUG, LazyGroup

_HERE = "nomenklatur_cli.commands.crosswalk"


@click.group(
    "crosswalk",
    cls=LazyGroup,
    lazy={
        "list": (f"{_HERE}.list", "List the mappings at hand."),
        "show": (f"{_HERE}.show", "Show a mapping, or what it says of a code."),
        "validate": (f"{_HERE}.validate", "Check a mapping; exit 1 if something is wrong."),
        "derive": (f"{_HERE}.derive", "Derive a mapping from the comparison of two versions."),
        "chain": (f"{_HERE}.chain", "Find the way from one version to any other."),
        "compose": (f"{_HERE}.compose", "Join mappings end to end."),
        "invert": (f"{_HERE}.invert", "Read a mapping backwards."),
        "convert": (f"{_HERE}.convert", "Convert a mapping: a folder or CSV, SSSOM, JSON lines."),
    },
)
def command() -> None:
    """Mappings from one nomenclature to another: list, show, validate, derive, join.

    A mapping is called by its id, the two nomenclatures with -- between them, such as
    permendagri-13-2006--permendagri-90-2019.
    """


command.params.append(DEBUG)

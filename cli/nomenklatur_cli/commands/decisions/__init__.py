"""`nomenklatur decisions`: the group; one module per command."""

from __future__ import annotations

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import DEBUG, LazyGroup

_HERE = "nomenklatur_cli.commands.decisions"


@click.group(
    "decisions",
    cls=LazyGroup,
    lazy={
        "list": (f"{_HERE}.list", N_("List the decisions in force.")),
        "show": (f"{_HERE}.show", N_("Show everything that was decided on an activity.")),
        "validate": (f"{_HERE}.validate", N_("Check a decisions file; exit 1 if it is wrong.")),
        "import": (f"{_HERE}.import_", N_("Take over the choices of filled worksheets.")),
        "withdraw": (f"{_HERE}.withdraw", N_("Take a decision back.")),
        "merge": (f"{_HERE}.merge", N_("Join decisions files in the order of their dates.")),
        "publish": (f"{_HERE}.publish", N_("Make a mapping of decisions, for other offices.")),
    },
)
def command() -> None:
    """Decisions of people: list, show, check, import from worksheets, publish.

    A decisions file has a line for every decision and is only ever appended to, so that it
    lives well in git and the files of two people can be joined.
    """


command.params.append(DEBUG)

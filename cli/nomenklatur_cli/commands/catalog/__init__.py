"""`nomenklatur catalog`: the group; one module per command."""

from __future__ import annotations

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import DEBUG, LazyGroup

_HERE = "nomenklatur_cli.commands.catalog"


@click.group(
    "catalog",
    cls=LazyGroup,
    lazy={
        "list": (f"{_HERE}.list", N_("List the nomenclatures at hand.")),
        "show": (f"{_HERE}.show", N_("Show a nomenclature, or what stands at a code.")),
        "search": (f"{_HERE}.search", N_("Find entries by words of their names.")),
        "import": (f"{_HERE}.import_", N_("Bring a nomenclature from its official file.")),
        "validate": (
            f"{_HERE}.validate",
            N_("Check a nomenclature; exit 1 if something is wrong."),
        ),
        "diff": (f"{_HERE}.diff", N_("Compare two versions: what became of every entry.")),
    },
)
def command() -> None:
    """Nomenclatures: list, show, search, import, validate, compare.

    A nomenclature is called by its id, such as permendagri-90-2019. Your own ones are in the
    folder that NOMENKLATUR_HOME names and take the place of embedded ones of the same id.
    """


command.params.append(DEBUG)

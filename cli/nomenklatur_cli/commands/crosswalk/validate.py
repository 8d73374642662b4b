"""`nomenklatur crosswalk validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import FINDING_FORMATS, output_options, rule_options

if TYPE_CHECKING:
    from nomenklatur.catalog import Catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.verdict import Verdict


@click.command(
    "validate",
    cls=Command,
    examples="""
    nomenklatur crosswalk validate permendagri-13-2006--permendagri-90-2019
    nomenklatur crosswalk validate ./my-crosswalk --ignore NK205 -f json
    """,
)
@click.argument("crosswalk", metavar="ID-OR-PATH")
@rule_options
@output_options(FINDING_FORMATS, "text")
def command(crosswalk: str, verdict: Verdict, output: Output) -> int:
    """Check a mapping; exit 1 if there are findings that are grave enough.

    Rows without a target, targets that the nomenclature does not have or has withdrawn, names
    that differ, shares that are not 1. Nomenclatures that are not at hand are not asked.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.crosswalk.validate import validate  # noqa: PLC0415 - the same

    store = Store()
    opened = store.open_crosswalk(crosswalk)
    found = validate(
        opened,
        source=_catalog(store, opened.info.source),
        target=_catalog(store, opened.info.target),
    )
    return verdict.give([(crosswalk, found)], output)


def _catalog(store: Store, name: str) -> Catalog | None:
    from nomenklatur_cli.console import say  # noqa: PLC0415 - not for --help

    if name in {listed.id for listed in store.catalogs()}:
        return store.open_catalog(name)
    say(
        _("{name} is not at hand: its codes and names are not checked").format(
            name=name or _("a nomenclature")
        )
    )
    return None

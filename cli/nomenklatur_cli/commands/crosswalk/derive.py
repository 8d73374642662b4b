"""`nomenklatur crosswalk derive`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from nomenklatur.findings import Finding
    from nomenklatur_cli.output import Output


@click.command(
    "derive",
    cls=Command,
    examples="""
    nomenklatur crosswalk derive permendagri-90-2019 kepmendagri-050-3708-2020
    nomenklatur crosswalk derive permendagri-90-2019 kepmendagri-050-3708-2020 -f csv -o peta.csv
    nomenklatur crosswalk derive kepmendagri-900-1317-2023 sipd-2027 --save
    """,
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Derive it for one kind of region only."),
)  # fmt: skip
@click.option("--save", is_flag=True, help=N_("Keep it in your own folder, for translate to use."))
@output_options()
def command(*, old: str, new: str, authority: str | None, save: bool, output: Output) -> None:
    """Derive a mapping from the comparison of two nomenclatures, to be reviewed like any other.

    One row a target, with the relation, how sure it is and why; a row without a target where
    nothing follows. What a list says of its predecessors is held against the comparison.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.crosswalk.derive import derive  # noqa: PLC0415 - the same
    from nomenklatur.crosswalk.derived import DerivedCrosswalks, derive_any  # noqa: PLC0415
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    store = Store()
    source, target = store.open_catalog(old), store.open_catalog(new)
    if source.info.scheme is not target.info.scheme:
        crosswalk = derive_any(source, target)
        findings: tuple[Finding, ...] = ()
    else:
        kind = Authority.from_label(authority) if authority else None
        predecessors = DerivedCrosswalks(store).predecessors(target.id)
        derived = derive(source, target, predecessors=predecessors or None, authority=kind)
        crosswalk, findings = derived.crosswalk, derived.findings
    stored.give_crosswalk(crosswalk, findings, output, store=store, save=save)

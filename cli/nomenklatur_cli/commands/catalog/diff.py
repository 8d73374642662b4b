"""`nomenklatur catalog diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, LEVELS, Choice, option, output_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.report import Column
    from nomenklatur_cli.output import Output

CHANGES = (
    "same", "renamed", "moved", "moved_and_renamed", "reused", "split", "merged", "retired", "new",
)  # fmt: skip
FORMATS = ("table", "csv", "json", "markdown", "xlsx")


@click.command(
    "diff",
    cls=Command,
    examples="""
    nomenklatur catalog diff permendagri-90-2019 kepmendagri-050-3708-2020
    nomenklatur catalog diff permendagri-90-2019 kepmendagri-050-3708-2020 --change reused
    nomenklatur catalog diff kepmendagri-900-1317-2023 sipd-2027 --level program -o beda.csv
    """,
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--change", "kinds", type=Choice(CHANGES), metavar="CHANGE", multiple=True,
    help=N_("Show these changes only: {choices}. By default a table shows all but same."),
)  # fmt: skip
@click.option(
    "--level", "levels", type=Choice(LEVELS), metavar="LEVEL", multiple=True,
    help=N_("Show these levels only."),
)  # fmt: skip
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Compare for one kind of region only."),
)  # fmt: skip
@click.option("--summary", is_flag=True, help=N_("Show the numbers only."))
@output_options(FORMATS)
def command(  # noqa: PLR0913 - the options
    *,
    old: str,
    new: str,
    kinds: tuple[str, ...],
    levels: tuple[str, ...],
    authority: str | None,
    summary: bool,
    output: Output,
) -> None:
    """Compare two versions of the nomenclature: what became of every entry.

    Same, renamed, moved, moved and renamed, split, merged, retired, new, or reused: the same code
    that now means something else. Each with its probability, and why it is thought so.
    """
    from nomenklatur.catalog.diff import diff_catalogs  # noqa: PLC0415 - not for --help
    from nomenklatur.catalog.diff.report import COLUMNS  # noqa: PLC0415 - the same
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - the same
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.report import Column, Listing, Listings  # noqa: PLC0415 - the same

    store = Store()
    kind = Authority.from_label(authority) if authority else None
    diff = diff_catalogs(store.open_catalog(old), store.open_catalog(new), authority=kind)
    for_people = output.chosen() in {"table", "markdown"}
    wanted = set(kinds) or set(CHANGES) - ({"same"} if for_people else set())

    def shown(change: str, level: str) -> bool:
        return change in wanted and (not levels or level in levels)

    head, *body = diff.summary()
    sums = tuple(dict(zip(head, row, strict=True)) for row in body)
    counts = Listing(
        "summary",
        (Column(head[0], words=True), *(Column(name, right=True) for name in head[1:])),
        sums,
    )
    facts: Mapping[str, object] = {"from": diff.source.id, "to": diff.target.id}
    title = f"{diff.source.id} → {diff.target.id}"
    if output.chosen() == "json":
        known = diff.as_dict()
        changes = tuple(c for c in known.pop("changes") if shown(c["change"], c["level"]))
        changes = () if summary else changes
        output.write(Listings("catalog-diff", (Listing("changes", (), changes),), known, title))
        return
    rows = () if summary else tuple(r for r in diff.rows() if shown(r["change"], r["level"]))
    columns = _for_people() if for_people else tuple(Column(name) for name in COLUMNS)
    changes_listing = Listing("changes", columns, rows, title=_("Changes") if rows else "")
    parts = [counts] if for_people or summary else []
    if not summary:
        parts.append(changes_listing)
    output.write(Listings("catalog-diff", tuple(parts), facts, title))


def _for_people() -> tuple[Column, ...]:
    from nomenklatur.report import Column  # noqa: PLC0415 - not for --help

    return (
        Column(N_("change"), words=True),
        Column(N_("old code"), key="source_code"),
        Column(N_("old name"), key="source_name", wraps=True),
        Column(N_("new code"), key="target_code"),
        Column(N_("new name"), key="target_name", wraps=True),
        Column(N_("sure"), key="probability", right=True),
        Column(N_("code now means"), key="code_now", wraps=True, optional=True),
    )

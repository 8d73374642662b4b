"""`nomenklatur catalog import`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option, output_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.catalog.importing import Imported
    from nomenklatur.findings import Finding
    from nomenklatur.report import Listing
    from nomenklatur_cli.output import Output


@click.command(
    "import",
    cls=Command,
    examples="""
    nomenklatur catalog import nomenklatur-subkegiatan-2027.xlsx --id sipd-2027
    nomenklatur catalog import daftar.csv --id permendagri-90-2019 --authority kabupaten_kota
    nomenklatur catalog import daftar.xlsx --dry-run -f json -o laporan.json
    """,
)
@click.argument("file", metavar="FILE")
@click.option("--id", "id_", metavar="ID", help=N_("Id to keep it under, such as sipd-2027."))
@click.option("--regulation", metavar="TEXT", help=N_("The regulation that it is from."))
@click.option(
    "--authority", "authorities", type=Choice(AUTHORITIES), metavar="KIND", multiple=True,
    help=N_("Kind of region of rows that do not say; may be given several times."),
)  # fmt: skip
@click.option("--title", metavar="TEXT", help=N_("Title for people."))
@click.option("--skip-bad-rows", is_flag=True, help=N_("Leave out rows that cannot be read."))
@click.option("--dry-run", is_flag=True, help=N_("Read and report, and keep nothing."))
@option("--all", "everything", is_flag=True, help=N_("Show every finding."))
@output_options()
def command(  # noqa: PLR0913 - the options
    *,
    file: str,
    id_: str | None,
    regulation: str | None,
    authorities: tuple[str, ...],
    title: str | None,
    skip_bad_rows: bool,
    dry_run: bool,
    output: Output,
) -> None:
    """Bring a nomenclature from its official file into your own folder.

    Reads the SIPD export, the list with the code spread over five columns, flat lists of codes
    and names, and catalog folders; which of them it is, is seen and said. A nomenclature of the
    same id is replaced when the new one is complete, and not before.
    """
    from nomenklatur.catalog.importing import import_catalog, install  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    imported = import_catalog(
        file,
        id=id_,
        regulation=regulation,
        authority=[Authority.from_label(one) for one in authorities] or None,
        title=title,
        skip_bad_rows=skip_bad_rows,
    )
    if imported.suggestion is not None and imported.suggestion.version.id != imported.catalog.id:
        known = imported.suggestion.version.id
        say(
            _("it looks like {known}: {reason}; --id {known} keeps it as that").format(
                known=known, reason=imported.suggestion.reason
            )
        )
    facts: dict[str, object] = {
        "id": imported.catalog.id,
        "layout": imported.layout,
        "entries": len(imported.catalog),
    }
    if imported.crosswalk is not None:
        facts["predecessors"] = _("{number} in {id}").format(
            number=len(imported.crosswalk), id=imported.crosswalk.id
        )
    if not dry_run:
        kept = install(imported)
        facts["folder"] = str(kept.catalog)
        say(
            (
                _("{id}: replaced in {folder}") if kept.replaced else _("{id}: kept in {folder}")
            ).format(id=imported.catalog.id, folder=kept.catalog)
        )
    listings = (_levels(imported), _findings(imported.findings, everything=output.everything))
    headline = "\n".join(f"{_(key)}: {value}" for key, value in facts.items())
    output.write(Listings("catalog-import", listings, facts, headline))


def _levels(imported: Imported) -> Listing:
    """How many entries there are of each level and kind of region."""
    from nomenklatur.codes import Level  # noqa: PLC0415 - not for --help
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - the same

    counts: Counter[tuple[Level, str]] = Counter()
    times = Counter((entry.level, entry.authorities) for entry in imported.catalog)
    for (level, authorities), number in times.items():
        kinds = "|".join(sorted(kind.label for kind in authorities)) or N_("every kind")
        counts[level, kinds] += number
    records = tuple(
        {"level": level.value, "for": kinds, "entries": counts[level, kinds]}
        for level in Level
        for kinds in sorted({kinds for one, kinds in counts if one is level})
    )
    columns = (
        Column(N_("level")),
        Column(N_("for"), words=True),
        Column(N_("entries"), right=True),
    )
    return Listing("levels", columns, records)


def _findings(findings: Sequence[Finding], *, everything: bool) -> Listing:
    """What was repaired and what is doubtful: per rule, or one by one."""
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help

    title = _("Repairs and doubts") if findings else ""
    records = tuple(finding.as_dict() for finding in findings)
    if everything:
        singly = (
            Column(N_("rule")),
            Column(N_("place"), wraps=True),
            Column(N_("message"), wraps=True),
        )
        lines = [
            {"rule": f.rule.code, "place": str(f.place), "message": _(f.message)} for f in findings
        ]
        return Listing("findings", singly, records, title, rows=tuple(lines))
    columns = (
        Column(N_("rule")), Column(N_("name")), Column(N_("severity"), words=True),
        Column(N_("times"), right=True),
        Column(N_("such as"), key="example", wraps=True),
    )  # fmt: skip
    times = Counter(finding.rule for finding in findings)
    first = {finding.rule: finding for finding in reversed(findings)}
    rows: list[dict[str, object]] = [
        {
            "rule": rule.code,
            "name": rule.name,
            "severity": first[rule].severity.value,
            "times": times[rule],
            "example": _example(first[rule]),
        }
        for rule in sorted(times, key=lambda rule: rule.code)
    ]
    notes = (_("--all shows each of them."),) if findings else ()
    return Listing("findings", columns, records, title, rows=tuple(rows), notes=notes)


def _example(finding: Finding) -> str:
    if finding.place.row is None:
        return _(finding.message)
    return _("row {row}: {message}").format(row=finding.place.row, message=finding.message)

"""Decisions as records for listings, and what the commands on them share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.options import AUTHORITIES, Choice, option, stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from nomenklatur.catalog import Catalog
    from nomenklatur.decisions import Decision, Decisions
    from nomenklatur.findings import Finding
    from nomenklatur.report import Listing
    from nomenklatur.translation import Translation

    T = TypeVar("T")


def decisions_option(function: Callable[..., T]) -> Callable[..., T]:
    """The decisions file, where it is not an argument."""
    return option(
        "-d", "--decisions", type=click.Path(dir_okay=False), metavar="FILE",
        help=N_("The decisions file; the key decisions of nomenklatur.toml names the usual one."),
    )(function)  # fmt: skip


def author_option(function: Callable[..., T]) -> Callable[..., T]:
    """Who decides."""
    return option(
        "--author", metavar="NAME", help=N_("Who decides; by default your account's name.")
    )(function)


def plan_about(function: Callable[..., T]) -> Callable[..., T]:
    """The plan that decisions are about, if one is given."""
    return stacked(
        (
            click.option("--plan", metavar="PLAN", help=N_("The plan that they are about.")),
            click.option(
                "--table", metavar="NUMBER", help=N_("Number of the table, or name of the sheet.")
            ),
            option("--from", "source", metavar="ID", help=N_("Nomenclature that the plan is in.")),
            option(
                "--authority", type=Choice(AUTHORITIES), metavar="KIND",
                help=N_("Kind of region: {choices}. By default what the plan says."),
            ),
        ),
        function,
    )  # fmt: skip


def chosen(file: str | None, configured: str | None) -> str:
    """The decisions file that a command is about.

    Raises:
        click.UsageError: None is named.
    """
    if file or configured:
        return str(file or configured)
    raise click.UsageError(
        _("no decisions file is named: give it, or set {key} in nomenklatur.toml").format(
            key="decisions"
        )
    )


def account() -> str:
    """The name of who is at the keyboard, as the system knows it."""
    import getpass  # noqa: PLC0415 - only where nobody is named

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def opener() -> Callable[[str], Catalog | None]:
    """Opens catalogs by their ids; says once what is not at hand."""
    import functools  # noqa: PLC0415 - not for --help

    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    store = Store()
    known = {listed.id for listed in store.catalogs()}

    @functools.cache
    def opened(name: str) -> Catalog | None:
        if name in known:
            return store.open_catalog(name)
        say(_("{catalog} is not at hand: its codes and names are not checked").format(catalog=name))
        return None

    return opened


def translated(
    plan: str | None, table: str | None, source: str | None, authority: str | None, to: str | None
) -> Translation | None:
    """A plan with its items recognised, and nothing matched; None where none is given."""
    if plan is None:
        return None
    from nomenklatur.plan.read import read_plan  # noqa: PLC0415 - loads the readers
    from nomenklatur.translate import translate  # noqa: PLC0415 - heavy
    from nomenklatur.translation import Method  # noqa: PLC0415 - the same
    from nomenklatur_cli.plans import layouts  # noqa: PLC0415 - the same

    return translate(
        read_plan(plan, table=table, layouts=layouts()),
        source=source,
        to=to or None,
        authority=authority,
        steps=(Method.CROSSWALK,),
    )


def decision_listing(
    key: str, lines: Iterable[Decision], decisions: Decisions | None = None, *, notes: bool = False
) -> Listing:
    """Decisions as a list; with their states where all the lines of a file are given.

    Notes are left out on a narrow screen unless they are asked for.
    """
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help

    lines = tuple(lines)
    standing = _standing(decisions) if decisions is not None else None
    columns = [
        Column(N_("author")),
        Column(N_("date"), optional=True),
        Column(N_("code")),
        Column(N_("name"), wraps=True),
        Column(N_("decided"), wraps=True),
        Column(N_("relation")),
        Column(N_("note"), wraps=True, optional=not notes),
    ]
    if standing is not None:
        columns.append(Column(N_("state")))
    records = tuple(_record(line, standing) for line in lines)
    rows = tuple(_row(line, standing) for line in lines)
    return Listing(key, tuple(columns), records, rows=rows)


def finding_listing(findings: Sequence[Finding]) -> Listing:
    """Findings one by one, with the cells or lines that they are on."""
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help

    columns = (
        Column(N_("rule")), Column(N_("severity")), Column(N_("place"), wraps=True),
        Column(N_("message"), wraps=True), Column(N_("what to do"), key="suggestion", wraps=True),
    )  # fmt: skip
    rows = tuple(
        {
            "rule": finding.rule.code,
            "severity": finding.severity.value,
            "place": str(finding.place),
            "message": finding.message,
            "suggestion": str(finding.suggestion),
        }
        for finding in findings
    )
    title = _("Findings") if findings else ""
    records = tuple(finding.as_dict() for finding in findings)
    return Listing("findings", columns, records, title, rows=rows)


def _standing(decisions: Decisions) -> dict[int, str]:
    """The states of all lines, by their identities."""
    holding = {id(line) for line in decisions} | {id(line) for line in decisions.marks()}
    found = {}
    for line in decisions.lines:
        if line.withdrawn:
            found[id(line)] = "withdrawn"
        elif id(line) not in holding:
            found[id(line)] = "superseded"
        else:
            found[id(line)] = "open" if line.flagged else "holds"
    return found


def _record(line: Decision, standing: dict[int, str] | None) -> dict[str, Any]:
    from nomenklatur.decisions.lines import write_line  # noqa: PLC0415 - not for --help

    record: dict[str, Any] = json.loads(write_line(line))
    if standing is not None:
        record["state"] = standing[id(line)]
    return record | {"place": line.place.as_dict()}


def _row(line: Decision, standing: dict[int, str] | None) -> dict[str, Any]:
    from nomenklatur.decisions.validate import outcome_of  # noqa: PLC0415 - not for --help

    return {
        "author": line.author,
        "date": line.date,
        "code": str(line.code or ""),
        "name": line.name,
        "decided": outcome_of(line),
        "relation": line.relation.value if line.relation and not line.withdrawn else "",
        "note": line.note,
        "state": "" if standing is None else standing[id(line)],
    }

"""`nomenklatur compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.decided import plan_about, translated
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.decisions.agreement import Agreement
    from nomenklatur.decisions.compare import Comparison, Pair
    from nomenklatur.report import Listing
    from nomenklatur_cli.output import Output

FORMATS = ("table", "json", "csv", "tsv", "markdown", "xlsx")


@click.command(
    "compare",
    cls=Command,
    examples="""
    nomenklatur compare siti.jsonl budi.jsonl
    nomenklatur compare siti.xlsx budi.xlsx --plan renja.xlsx
    nomenklatur compare siti.jsonl budi.jsonl -o beda.csv
    """,
)
@click.argument("one", metavar="REVIEWER_A")
@click.argument("other", metavar="REVIEWER_B")
@plan_about
@output_options(FORMATS)
def command(  # noqa: PLR0913 - the options
    *,
    one: str,
    other: str,
    plan: str | None,
    table: str | None,
    source: str | None,
    authority: str | None,
    output: Output,
) -> None:
    """Compare what two reviewers decided: how far they agree, and on what they do not.

    Each reviewer is a decisions file or a filled workbook. Agreement is told by Cohen's kappa:
    1 is perfect, 0 is what chance would give. With --plan the money at stake is added up.
    """
    from nomenklatur.decisions.compare import compare  # noqa: PLC0415 - not for --help
    from nomenklatur.decisions.worksheets import read_judgements  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same

    first, second = read_judgements(one), read_judgements(other)
    to = next((line.catalog_id for line in first if line.catalog_id), None)
    found = compare(first, second, translation=translated(plan, table, source, authority, to))
    facts = _facts(found, one, other)
    listings = [_disagreements(found, one, other)]
    if output.chosen() != "csv":  # a CSV has one table: the disagreements
        listings += [
            _groups("by_bidang", _("By bidang urusan"), found.by(lambda pair: pair.bidang)),
            _groups("by_program", _("By program"), found.by(lambda pair: pair.program)),
        ]
    output.write(Listings("compare", tuple(listings), facts, _title(found, one, other)))


def _facts(found: Comparison, one: str, other: str) -> dict[str, Any]:
    differing = found.disagreements
    return {
        "one": one,
        "other": other,
        "both": len(found.pairs),
        "only_one": len(found.only_one),
        "only_other": len(found.only_other),
        "status": _agreement(found.status),
        "target": _agreement(found.target),
        "disagreements": len(differing),
        "money": found.money(found.pairs),
        "money_at_stake": found.money(differing),
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    interval = found.interval
    return {
        "items": found.items,
        "same": found.same,
        "categories": found.categories,
        "observed": _rounded(found.observed),
        "expected": _rounded(found.expected),
        "kappa": _rounded(found.kappa),
        "interval_95": None if interval is None else [_rounded(end) for end in interval],
    }


def _rounded(value: Any) -> float | None:  # noqa: ANN401 - a fraction or a float
    return None if value is None else round(float(value), 4)


def _title(found: Comparison, one: str, other: str) -> str:
    from pathlib import PurePath  # noqa: PLC0415 - not for --help

    lines = [
        _("{one} and {other}: {n} activities decided by both, {a} and {b} by one only").format(
            one=PurePath(one).name,
            other=PurePath(other).name,
            n=len(found.pairs),
            a=len(found.only_one),
            b=len(found.only_other),
        ),
        _("status: {agreement}").format(agreement=_said(found.status)),
        _("target: {agreement}").format(agreement=_said(found.target)),
    ]
    stake, every = found.money(found.disagreements), found.money(found.pairs)
    lines += [
        _("{column}: Rp {stake} of Rp {every} at stake").format(
            column=column, stake=stake[column], every=every[column]
        )
        for column in found.columns
    ]
    return "\n".join(lines)


def _said(found: Agreement) -> str:
    """An agreement in words."""
    if found.observed is None:
        return _("nothing to compare")
    text = _("{same} of {items} the same").format(same=found.same, items=found.items)
    if found.kappa is None:
        return _("{text}; kappa is not defined, since both used one category only").format(
            text=text
        )
    text = _("{text}, kappa {kappa:.2f}").format(text=text, kappa=found.kappa)
    if found.interval is None:
        return text
    low, high = found.interval
    return _("{text} (95 %: {low:.2f} to {high:.2f})").format(text=text, low=low, high=high)


def _disagreements(found: Comparison, one: str, other: str) -> Listing:
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help

    columns = (
        Column(N_("code")),
        Column(N_("name"), wraps=True),
        *(Column(column, right=True) for column in found.columns),
        Column(_label(found, one, first=True), key="one", wraps=True),
        Column(_label(found, other, first=False), key="other", wraps=True),
        Column(N_("notes"), wraps=True, optional=True),
    )
    differing = found.disagreements
    title = _("Disagreements") if differing else _("They agree on everything.")
    return Listing(
        "disagreements",
        columns,
        tuple(_record(pair) for pair in differing),
        title,
        rows=tuple(_row(pair) for pair in differing),
    )


def _label(found: Comparison, file: str, *, first: bool) -> str:
    """The reviewer's name, if the file has one only; else the file's."""
    from pathlib import PurePath  # noqa: PLC0415 - not for --help

    names = {(pair.one if first else pair.other).author for pair in found.pairs}
    return names.pop() if len(names) == 1 and "" not in names else PurePath(file).name


def _record(pair: Pair) -> dict[str, Any]:
    import json  # noqa: PLC0415 - not for --help

    from nomenklatur.decisions.lines import write_line  # noqa: PLC0415 - the same

    return {
        "code": str(pair.one.code or ""),
        "name": pair.one.name,
        "bidang": pair.bidang,
        "program": pair.program,
        "amounts": dict(pair.amounts),
        "one": json.loads(write_line(pair.one)),
        "other": json.loads(write_line(pair.other)),
    }


def _row(pair: Pair) -> Mapping[str, Any]:
    from nomenklatur.decisions.validate import outcome_of  # noqa: PLC0415 - not for --help

    notes = (f"{d.author}: {d.note}" for d in (pair.one, pair.other) if d.note)
    return {
        "code": str(pair.one.code or ""),
        "name": pair.one.name,
        **pair.amounts,
        "one": _with_names(pair.one, outcome_of(pair.one)),
        "other": _with_names(pair.other, outcome_of(pair.other)),
        "notes": "; ".join(notes),
    }


def _with_names(decision: Any, text: str) -> str:  # noqa: ANN401 - a decision
    names = [target.name for target in decision.targets if target.name]
    return f"{text} {names[0]}" if len(decision.targets) == 1 and names else text


def _groups(key: str, title: str, groups: Mapping[str, Agreement]) -> Listing:
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help

    columns = (
        Column(N_("group"), wraps=True), Column(N_("items"), right=True),
        Column(N_("same"), right=True), Column(N_("kappa"), right=True),
    )  # fmt: skip
    records = tuple({"group": name} | _agreement(found) for name, found in groups.items())
    rows = tuple(
        record | {"kappa": "" if found.kappa is None else f"{found.kappa:.2f}"}
        for record, found in zip(records, groups.values(), strict=True)
    )
    return Listing(key, columns, records, title, rows=rows)

"""`nomenklatur explain`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import output_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.findings import Rule
    from nomenklatur.report import Listings
    from nomenklatur_cli.output import Output


@click.command(
    "explain",
    cls=Command,
    examples="""
    nomenklatur explain NK206
    nomenklatur explain total-differs
    nomenklatur explain
    """,
)
@click.argument("rule", required=False)
@output_options()
def command(rule: str | None, output: Output) -> None:
    """Explain a rule that findings name, by its code or its name; without RULE, list them all."""
    from nomenklatur.findings import RULES  # noqa: PLC0415 - not for --help
    from nomenklatur.findings import rule as rule_of  # noqa: PLC0415 - the same

    if rule is None:
        output.write(listing(RULES.values()))
    elif output.chosen() == "table":
        output.write_text(explanation(rule_of(rule), output.view().width))
    else:
        output.write(listing([rule_of(rule)]))


def explanation(rule: Rule, width: int) -> str:
    """A rule in words."""
    paragraphs = (
        _(rule.summary),
        _(rule.explanation),
        _("Example: {example}").format(example=_(rule.example)),
    )
    wrapped = (textwrap.fill(paragraph, width) for paragraph in paragraphs)
    head = f"{rule.code} {rule.name} ({_(rule.severity.value)})"
    return "\n".join([head, "", "\n\n".join(wrapped), ""])


def listing(rules: Iterable[Rule]) -> Listings:
    """Rules as records."""
    from nomenklatur.report import Column, Listing, Listings  # noqa: PLC0415 - not for --help

    keys = (
        N_("rule"), N_("name"), N_("severity"), N_("summary"), N_("explanation"), N_("example"),
    )  # fmt: skip
    records = tuple(
        dict(
            zip(
                keys,
                (
                    r.code,
                    r.name,
                    r.severity.value,
                    _(r.summary),
                    _(r.explanation),
                    _(r.example),
                ),
                strict=True,
            )
        )
        for r in rules
    )
    shown = keys if len(records) == 1 else keys[:4]
    columns = tuple(
        Column(key, wraps=key not in keys[:3], words=key == "severity") for key in shown
    )
    return Listings("rules", (Listing("rules", columns, records),))

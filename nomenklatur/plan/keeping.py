"""How what was chosen for a document is kept for others of its layout, and whether it was kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.plan.choice import KeptLayout
from nomenklatur.plan.columns.chosen import printed
from nomenklatur.plan.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.plan.choice import Choice
    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.tables import Document


def uses(document: Document, table: str | None = None) -> Iterator[str]:
    """What is to be said of the kept layouts that the reading of a document takes.

    Args:
        document: The document.
        table: What the user calls the table, if one was named.
    """
    survey = Survey.of(document)
    for name, layout in zip(survey.names, survey, strict=True):
        if layout.kept is not None and (table is None or name.casefold() == table.casefold()):
            yield _("{table} is read by the layout {layout} of the configuration").format(
                table=name, layout=layout.kept.name
            )


def keeping(document: Document, choice: Choice, table: str | None = None) -> str:
    """The lines for ``nomenklatur.toml`` that keep what was chosen; empty if no plan is read."""
    try:
        layout = Survey.of(document).find(table, money=False)
    except ReadError:
        return ""
    if layout.header is None or not (header := printed(layout.header)):
        return ""
    if layout.kept is not None:
        choice = choice.over(layout.kept.choice)
    return KeptLayout(_name(layout), header, choice, table).as_toml()


def _name(layout: Layout) -> str:
    """What the layout of a file can be called: its name without dates and suffix."""
    if layout.kept is not None:
        return layout.kept.name
    stem = re.split(r"[\\/]", layout.table.place.file or "")[-1].rpartition(".")[0]
    words = re.findall(r"[a-z]+", stem.lower())
    return "-".join(words) or "plan"

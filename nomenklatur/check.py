"""Checking a document: everything that the rules find in one of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.plan import TableKind
from nomenklatur.plan.read import choose_table, plans_of, read_chosen
from nomenklatur.plan.survey import Survey
from nomenklatur.translate import target_catalog, translate

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import Unpack

    from nomenklatur.findings import Finding
    from nomenklatur.plan import Plan
    from nomenklatur.tables import Document, Table
    from nomenklatur.translate import Options


def check_document(
    document: str | os.PathLike[str] | Document,
    *,
    table: str | None = None,
    side: str | None = None,
    **options: Unpack[Options],
) -> tuple[Finding, ...]:
    """Everything that the rules find in a table: its codes, its money, its way into the new tree.

    A plan, a realisation and both sides of a review are translated, and so is a list of codes
    and names without money; the rows of a mapping are checked against themselves and against the
    target catalog.

    Args:
        document: Path of the file, ``-`` for standard input, or a document that has been read.
        table: Number (``4.1``), sheet or ``#3`` of the table; by default the plan's.
        side: ``left`` or ``right`` of a review; by default both.
        options: As for `translate`.

    Returns:
        The findings in the order of their places, each once.

    Raises:
        NomenklaturError: The file or a catalog cannot be read, or there is no such table.
    """
    from nomenklatur.tables import Document, read_document  # noqa: PLC0415 - loads the readers

    if not isinstance(document, Document):
        document = read_document(document)
    chosen, _reason = choose_table(document, table, money=False)
    found: list[Finding] = []
    if Survey.of(document).layout(chosen).kind is TableKind.MAPPING:
        from nomenklatur.crosswalk.lampiran import (  # noqa: PLC0415 - for mappings only
            check_mapping,
            mapping_of,
        )

        mapping = mapping_of(chosen)
        found += [*mapping.findings, *check_mapping(mapping, target_catalog(**options))]
    else:
        for plan in _plans(chosen, document, table, side):
            found += translate(plan, **options).all_findings
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda f: (*f.place.order, f.rule.code, f.message)))


def _plans(
    chosen: Table, document: Document, table: str | None, side: str | None
) -> Iterator[Plan]:
    """Both plans of a review; else the plan in all its tables, as it is translated."""
    if side is None and len(Survey.of(document).layout(chosen).sides) > 1:
        yield from plans_of(chosen, document)
    else:
        yield read_chosen(document, table, side=side)

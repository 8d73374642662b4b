"""A table cell by cell as a listing, and what became of its cells in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.language import N_, _, ngettext
from nomenklatur.plan.trace import Use
from nomenklatur.report import Column, Listing, Listings

if TYPE_CHECKING:
    from nomenklatur.plan.read import TableInfo
    from nomenklatur.plan.trace import Account, Trace, TracedCell

_AROUND = (Use.TITLE, Use.HEADER, Use.REPEATED, Use.BELOW)


def cells(found: Trace, info: TableInfo) -> Listings:
    """Every filled cell of a table."""
    columns = (
        Column(N_("file")),
        Column(N_("page"), right=True, optional=True),
        Column(N_("sheet"), optional=True),
        Column(N_("table"), optional=True),
        Column(N_("row"), right=True),
        Column(N_("column")),
        Column(N_("heading"), wraps=True, optional=True),
        Column(N_("holds"), optional=True),
        Column(N_("level"), optional=True),
        Column(N_("use")),
        Column(N_("text"), wraps=True),
        Column(N_("value"), wraps=True, optional=True),
        Column(N_("amount"), optional=True),
        Column(N_("side"), optional=True),
        Column(N_("findings"), optional=True),
    )
    listing = Listing(
        "cells",
        columns,
        tuple(_record(cell) for cell in found.cells),
        rows=tuple(_row(cell) for cell in found.cells),
        notes=(sentence(info.name, found.account),),
    )
    facts = {
        "file": found.table.place.file,
        "table": info.name,
        "kind": info.kind.value,
        "title": info.title,
        "account": account(found.account),
    }
    return Listings("trace", (listing,), facts, info.title)


def account(known: Account) -> dict[str, int]:
    """What became of the cells of a table, for JSON: the uses add up to the cells."""
    uses = {use.value: known.uses[use] for use in Use if known.uses.get(use)}
    return {"cells": known.cells, **uses, "doubtful": known.doubtful}


def sentence(name: str, known: Account) -> str:
    """What became of the cells of a table, for people.

    Args:
        name: What the table is called.
        known: The account.
    """
    around = sum(known.uses.get(use, 0) for use in _AROUND)
    whole = ngettext(
        "{name}: {n} cell in the file", "{name}: {n} cells in the file", known.cells
    ).format(name=name, n=known.cells)
    parts = _(
        "{around} of titles and headers + {read} read + {unread} not read; {doubtful} doubtful"
    ).format(
        around=around,
        read=known.read - around,
        unread=known.unread,
        doubtful=known.doubtful,
    )
    return f"{whole} = {parts}"


def _record(cell: TracedCell) -> dict[str, Any]:
    return {
        "place": cell.place.as_dict(),
        "text": cell.text,
        "use": cell.use.value,
        "heading": cell.heading,
        "holds": cell.role.value if cell.role is not None else None,
        "level": cell.level or None,
        "value": cell.value,
        "amount": cell.amount_key or None,
        "side": cell.side or None,
        "findings": list(cell.findings),
    }


def _row(cell: TracedCell) -> dict[str, Any]:
    return {
        **_record(cell),
        **dict.fromkeys(("page", "sheet", "table", "row"), ""),
        **cell.place.as_dict(),
        "findings": ", ".join(cell.findings),
    }

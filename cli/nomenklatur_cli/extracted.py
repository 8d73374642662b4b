"""The tables of a document as records for listings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.language import N_, _, ngettext
from nomenklatur.plan.trace import trace
from nomenklatur.report import Column, Listing, Listings
from nomenklatur.report.wording import money
from nomenklatur_cli.stored import mapping_listing
from nomenklatur_cli.traced import account

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk import Mapping as CrosswalkMapping
    from nomenklatur.money import Rupiah
    from nomenklatur.plan import Indicator, Plan, PlanItem
    from nomenklatur.plan.read import TableInfo
    from nomenklatur.plan.trace import Account
    from nomenklatur.tables import Document, Table


def tables(document: Document, infos: Sequence[TableInfo]) -> Listings:
    """What each table of a document is."""
    accounts = [trace(info.table, document).account for info in infos]
    columns = (
        Column(N_("table"), key="name"),
        Column(N_("page"), right=True, optional=True),
        Column(N_("line"), right=True),
        Column(N_("what"), key="kind", words=True),
        Column(N_("rows"), right=True),
        Column(N_("cells"), right=True),
        Column(N_("unread"), right=True, optional=True),
        Column(N_("items"), right=True),
        Column(N_("totals"), wraps=True),
        Column(N_("title"), wraps=True),
        Column(N_("why"), key="reason", wraps=True),
    )
    listing = Listing(
        "tables",
        columns,
        tuple(_table_record(info, one) for info, one in zip(infos, accounts, strict=True)),
        rows=tuple(_table_row(info, one) for info, one in zip(infos, accounts, strict=True)),
    )
    return Listings("tables", (listing,), {"file": document.file, "kind": document.format})


def _table_record(info: TableInfo, known: Account) -> dict[str, Any]:
    return {
        "name": info.name,
        "page": info.table.rows[0].page if info.table.rows else None,
        "line": info.table.rows[0].number if info.table.rows else None,
        "kind": info.kind.value,
        "reason": info.reason,
        "title": info.title,
        "rows": info.rows,
        "cells": account(known),
        "columns": list(info.columns),
        "sides": [
            {"items": items, "totals": dict(totals)}
            for items, totals in zip(info.items, info.totals, strict=True)
        ],
        "place": info.table.place.as_dict(),
        "findings": [finding.as_dict() for finding in info.findings],
    }


def _table_row(info: TableInfo, known: Account) -> dict[str, Any]:
    sides = (
        ", ".join(f"{key}: {money(amount)}" for key, amount in totals.items())
        for totals in info.totals
    )
    return {
        "name": info.name,
        "page": info.table.rows[0].page if info.table.rows else None,
        "line": info.table.rows[0].number if info.table.rows else None,
        "kind": info.kind.value,
        "reason": info.reason,
        "title": info.title,
        "rows": info.rows,
        "cells": known.cells,
        "unread": known.unread,
        "items": _(" and ").join(map(str, info.items)),
        "totals": _(" and ").join(filter(None, sides)),
    }


def plan(one: Plan) -> Listings:
    """A plan with its items."""
    keys = tuple(column.key for column in one.columns)
    columns = (
        Column(N_("kode")),
        Column(N_("program"), wraps=True, optional=True),
        Column(N_("kegiatan"), wraps=True),
        Column(N_("indikator"), wraps=True, optional=True),
        Column(N_("lokasi"), wraps=True, optional=True),
        *(Column(f"pagu {key}", key=f"pagu {key}", right=True) for key in keys),
        Column(N_("sumber dana"), key="sumber dana", wraps=True, optional=True),
        Column(N_("catatan"), wraps=True, optional=True),
    )
    totals = {key: one.total(key) for key in keys}
    listing = Listing(
        "items",
        columns,
        tuple(_item_record(item) for item in one),
        rows=tuple(_item_row(item) for item in one),
        notes=tuple(
            ngettext("{key}: {total} ({n} item)", "{key}: {total} ({n} items)", len(one)).format(
                key=key, total=total, n=len(one)
            )
            for key, total in totals.items()
        ),
    )
    facts = {
        "source": one.source,
        "table": one.table,
        "title": one.title,
        "office": one.office,
        "bidang": _text(one.bidang),
        "year": one.year,
        "columns": [{"key": c.key, "label": c.label, "year": c.year} for c in one.columns],
        "totals": totals,
        "declared": [
            {
                "code": _text(total.code),
                "level": total.level.value if total.level else None,
                "name": total.name,
                "amounts": dict(total.amounts),
                "place": total.place.as_dict(),
            }
            for total in one.declared
        ],
    }
    return Listings("plan", (listing,), facts, "\n".join(filter(None, (one.title, one.office))))


def _item_record(item: PlanItem) -> dict[str, Any]:
    program = item.program
    return {
        "code": _text(item.code),
        "code_text": item.code_text,
        "name": item.name,
        "program": {"code": _text(program.code), "name": program.name} if program else None,
        "amounts": dict(item.amounts),
        "indicators": [{"text": one.text, "targets": dict(one.targets)} for one in item.indicators],
        "lokasi": item.lokasi,
        "sumber_dana": item.sumber_dana,
        "note": item.note,
        "place": item.place.as_dict(),
    }


def _item_row(item: PlanItem) -> dict[str, Any]:
    """An item under headings that the readers of plans know, so that it can be read again."""
    return {
        "kode": _text(item.code) or item.code_text,
        "program": item.program.name if item.program else "",
        "kegiatan": item.name,
        "indikator": "; ".join(_indicator(one) for one in item.indicators),
        "lokasi": item.lokasi,
        **_amounts(item.amounts),
        "sumber dana": item.sumber_dana,
        "catatan": item.note,
    }


def _amounts(amounts: Mapping[str, Rupiah]) -> dict[str, Rupiah]:
    return {f"pagu {key}": amount for key, amount in amounts.items()}


def _indicator(one: Indicator) -> str:
    targets = ", ".join(dict.fromkeys(one.targets.values()))
    return f"{one.text} ({targets})" if targets else one.text


def mapping(mappings: Sequence[CrosswalkMapping], info: TableInfo) -> Listings:
    """A mapping table with its rows."""
    facts = {"file": info.table.place.file, "table": info.name, "title": info.title}
    return Listings("mapping", (mapping_listing("mappings", mappings),), facts, info.title)


def cells(table: Table, name: str) -> Listings:
    """A table cell by cell, for one that is no plan and no mapping."""
    columns = tuple(Column(str(n + 1), key=str(n), wraps=True) for n in range(table.width))
    rows = tuple(
        {str(n): cell.shown for n, cell in enumerate(row.cells)} | {"row": row.number}
        for row in table.rows
    )
    records = tuple(
        {"row": row.number, "cells": [cell.shown for cell in row.cells]} for row in table.rows
    )
    facts = {"file": table.place.file, "table": name, "title": table.title}
    listing = Listing("rows", (Column(N_("row"), right=True), *columns), records, rows=rows)
    return Listings("cells", (listing,), facts, table.title)


def _text(code: Code | None) -> str | None:
    return None if code is None else str(code)

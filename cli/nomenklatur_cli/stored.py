"""Catalogs and crosswalks as records for listings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from nomenklatur.catalog import Status
from nomenklatur.language import N_, _
from nomenklatur.report import Column, Listing, Listings
from nomenklatur.report.records import entry_record, mapping_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.catalog.listing import Listed
    from nomenklatur.catalog.store import Store
    from nomenklatur.crosswalk import Crosswalk, Mapping
    from nomenklatur.findings import Finding
    from nomenklatur.lookup import Found
    from nomenklatur_cli.output import Output

ENTRY_COLUMNS = (
    Column(N_("code")),
    Column(N_("level")),
    Column(N_("name"), wraps=True),
    Column(N_("for"), key="authorities", optional=True),
    Column(N_("status"), optional=True, words=True),
)
MAPPING_COLUMNS = (
    Column(N_("old code"), key="source_code"),
    Column(N_("old name"), key="source_name", wraps=True),
    Column(N_("relation"), words=True),
    Column(N_("new code"), key="target_code"),
    Column(N_("new name"), key="target_name", wraps=True),
    Column(N_("keterangan"), wraps=True, optional=True),
    Column(N_("indikator"), wraps=True, optional=True),
)


def listing(kind: str, listed: Sequence[Listed]) -> Listings:
    """What the store has: ``catalogs`` or ``crosswalks``."""
    records = tuple(_listed(one) for one in listed)
    columns = [
        Column(N_("id")),
        Column(N_("title"), wraps=True),
        Column(N_("rows"), right=True),
        Column(N_("where"), words=True),
    ]
    if any(one.partial for one in listed):
        columns.append(Column(N_("part of the regulation"), key="partial", wraps=True, words=True))
    if any(one.problem for one in listed):
        columns.append(Column(N_("problem"), wraps=True))
    return Listings(kind, (Listing(kind, tuple(columns), records),))


def _listed(one: Listed) -> dict[str, Any]:
    known = {"id": one.id, "title": one.title, "rows": one.rows}
    if one.source:
        known |= {"from": one.source, "to": one.target}
    return known | {
        "where": N_("yours") if one.imported else N_("embedded"),
        "replaces_embedded": one.replaces,
        "partial": one.partial,
        "problem": one.problem,
        "folder": str(one.folder),
    }


def catalog_facts(catalog: Catalog) -> dict[str, Any]:
    """What a catalog is."""
    info = catalog.info
    return {
        "id": info.id,
        "title": info.title,
        "regulation": info.regulation,
        "scheme": info.scheme.value,
        "authorities": sorted(authority.label for authority in info.authorities),
        "valid_from": info.valid_from,
        "valid_until": info.valid_until,
        "legal_basis": info.legal_basis,
        "source": info.source,
        "partial": info.partial,
        "entries": len(catalog),
    }


def crosswalk_facts(crosswalk: Crosswalk) -> dict[str, Any]:
    """What a crosswalk is."""
    info = crosswalk.info
    return {
        "id": info.id,
        "title": info.title,
        "from": info.source,
        "to": info.target,
        "author": info.author,
        "date": info.date,
        "provenance": info.provenance,
        "mappings": len(crosswalk),
    }


def facts_title(facts: dict[str, Any]) -> str:
    """Facts for people, a line each; what is not known is left out."""
    shown = {key: value for key, value in facts.items() if value not in ("", None, [])}
    lines = [str(shown.pop("title", None) or shown["id"])]
    for key, value in shown.items():
        text = ", ".join(value) if isinstance(value, list) else str(value)
        lines.append(f"{_(key.replace('_', ' '))}: {text}")
    return "\n".join(lines)


def mapping_rows(mapping: Mapping) -> Iterable[dict[str, Any]]:
    """A mapping as flat rows, one a target; one without a target where it names none."""
    row = {
        "source_code": str(mapping.source),
        "source_name": mapping.source_name,
        "relation": mapping.relation.value if mapping.relation else "",
        "keterangan": mapping.keterangan,
        "indikator": mapping.indikator,
    }
    for target in mapping.targets:
        yield row | {"target_code": str(target.code), "target_name": target.name}
    if not mapping.targets:
        yield row | {"note": why_none(mapping)}


def why_none(mapping: Mapping) -> str:
    """Why a mapping has no target, and what is nearest; empty where it has one, or is silent."""
    return "" if mapping.targets else mapping.note or mapping.justification


def mapping_listing(key: str, mappings: Sequence[Mapping], title: str = "") -> Listing:
    """Mappings as a list."""
    return Listing(
        key,
        MAPPING_COLUMNS,
        tuple(mapping_record(mapping) for mapping in mappings),
        title,
        rows=tuple(row for mapping in mappings for row in mapping_rows(mapping)),
    )


def entry_listing(key: str, entries: Sequence[Entry], title: str = "") -> Listing:
    """Entries as a list; their status where any of them is retired."""
    retired = any(entry.status is Status.RETIRED for entry in entries)
    columns = ENTRY_COLUMNS if retired else ENTRY_COLUMNS[:-1]
    return Listing(key, columns, tuple(entry_record(entry) for entry in entries), title)


def found_listing(key: str, found: Sequence[Found], title: str = "") -> Listing:
    """Entries that were looked up or searched, with the catalogs that have them.

    For which kind of region each is stands there where one code is for several things.
    """
    times = Counter((one.catalog, one.entry.code) for one in found)
    shared = any(number > 1 for number in times.values())
    columns = [*ENTRY_COLUMNS[: 4 if shared else 3], Column(N_("in"), key="catalog")]
    if any(one.score is not None for one in found):
        columns.append(Column(N_("fits"), key="score", right=True))
    records = tuple(
        {
            "catalog": one.catalog,
            **({} if one.score is None else {"score": round(float(one.score), 4)}),
            **entry_record(one.entry),
        }
        for one in found
    )
    return Listing(key, tuple(columns), records, title)


CROSSWALK_COLUMNS = (
    "authority", "source_code", "source_name", "relation", "target_code", "target_name", "score",
    "justification",
)  # fmt: skip
"""The columns of a mapping that was made, in CSV."""


def give_crosswalk(
    crosswalk: Crosswalk,
    findings: Iterable[Finding],
    output: Output,
    *,
    store: Store,
    save: bool,
) -> None:
    """Write a mapping that was made, say what was found, and keep it if that was asked for."""
    from nomenklatur.crosswalk.folder import save_crosswalk  # noqa: PLC0415 - only to save
    from nomenklatur_cli.console import say  # noqa: PLC0415 - with it

    rows = tuple(row for mapping in crosswalk for row in _full_rows(mapping))
    if output.chosen() in {"table", "markdown"}:
        columns: tuple[Column, ...] = (
            *MAPPING_COLUMNS[:5], Column(N_("sure"), key="score", right=True),
            Column(N_("why"), key="justification", wraps=True, optional=True),
        )  # fmt: skip
    else:
        columns = tuple(Column(name) for name in CROSSWALK_COLUMNS)
    records = tuple(mapping_record(mapping) for mapping in crosswalk)
    facts = crosswalk_facts(crosswalk)
    listing = Listing("mappings", columns, records, rows=rows)
    output.write(Listings("crosswalk", (listing,), facts, facts_title(facts)))
    times = Counter(finding.rule for finding in findings)
    for rule in sorted(times, key=lambda rule: rule.code):
        say(
            _("{n} × {code} {name}: {summary}").format(
                n=times[rule], code=rule.code, name=rule.name, summary=_(rule.summary)
            )
        )
    if save:
        folder = store.crosswalk_folder(crosswalk.id)
        save_crosswalk(crosswalk, folder)
        say(_("kept in {folder}").format(folder=folder))


def _full_rows(mapping: Mapping) -> Iterable[dict[str, Any]]:
    row = {
        "authority": mapping.authority.label if mapping.authority else "",
        "source_code": str(mapping.source),
        "source_name": mapping.source_name,
        "relation": mapping.relation.value if mapping.relation else "",
        "target_code": "",
        "target_name": "",
        "score": "" if mapping.score is None else f"{mapping.score:.4f}",
        "justification": mapping.justification or mapping.note,
    }
    for target in mapping.targets:
        yield row | {"target_code": str(target.code), "target_name": target.name}
    if not mapping.targets:
        yield row

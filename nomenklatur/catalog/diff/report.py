"""The comparison of two catalogs as a summary, as rows for a table or CSV, and for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nomenklatur.catalog.diff.comparison import ChangeKind
from nomenklatur.codes import Level
from nomenklatur.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog.diff.comparison import CatalogDiff, Change
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Authority
    from nomenklatur.translation import Candidate

FORMAT: Final = "nomenklatur/catalog-diff/1"
COLUMNS: Final = (
    "authority", "level", "change", "source_code", "source_name", "target_code", "target_name",
    "probability", "code_now", "evidence", "against", "nearest",
)  # fmt: skip
"""The columns of `rows_of`; ``code_now`` is what the target has under the source's code."""


def summary_of(diff: CatalogDiff) -> tuple[tuple[str, ...], ...]:
    """The numbers of changes per kind (rows) and level (columns), with a head row and sums."""
    levels = [level for level in Level if any(diff.counts[kind, level] for kind in ChangeKind)]
    head = (N_("change"), *(level.value for level in levels), N_("all"))
    body = [
        (kind.value, *(str(diff.counts[kind, at]) for at in (*levels, None))) for kind in ChangeKind
    ]
    reused = diff.reused
    last = (
        N_("codes reused"),
        *(str(sum(change.level is level for change in reused)) for level in levels),
        str(len(reused)),
    )
    return (head, *body, last)


def rows_of(diff: CatalogDiff) -> Iterator[dict[str, str]]:
    """The changes, one row a target; a change without target has one row."""
    for change in diff.changes:
        shared = {
            "authority": authority_text(change.authorities),
            "level": change.level.value,
            "change": change.kind.value,
            "source_code": str(change.source.code) if change.source else "",
            "source_name": change.source.name if change.source else "",
            "code_now": change.reused_by.name if change.reused_by else "",
            "nearest": _nearest(diff.candidates(change)) if not change.links else "",
        }
        targets: Iterable[Entry | None] = change.targets or (None,)
        for target, link in zip(targets, change.links or (None,), strict=True):
            evidence = diff.evidence(change, link)
            probability = change.probability if link is None else link.probability
            row = shared | {
                "target_code": str(target.code) if target else "",
                "target_name": target.name if target else "",
                "probability": f"{probability:.4f}",
                "evidence": "; ".join(each.text for each in evidence if not each.against),
                "against": "; ".join(each.text for each in evidence if each.against),
            }
            yield {column: row[column] for column in COLUMNS}


def authority_text(authorities: Iterable[Authority]) -> str:
    """Kinds of region as in catalog files: labels joined by ``|``; empty for every kind."""
    return "|".join(kind.label for kind in sorted(authorities, key=lambda kind: kind.value))


def _nearest(candidates: Iterable[Candidate]) -> str:
    return "; ".join(
        f"{each.entry.code} {each.entry.name} ({each.score:.0%})" for each in candidates
    )


def as_dict(diff: CatalogDiff) -> dict[str, Any]:
    """The comparison for JSON."""
    return {
        "format": FORMAT,
        "from": diff.source.id,
        "to": diff.target.id,
        "authorities": sorted(kind.label for kind in diff.authorities),
        "left_out": {
            "authorities": sorted(kind.label for kind in diff.left_out),
            "levels": [level.value for level in Level if level in diff.levels_left_out],
        },
        "summary": {
            kind.value: {"all": diff.count(kind)}
            | {level.value: n for level in Level if (n := diff.count(kind, level))}
            for kind in ChangeKind
        },
        "codes_reused": len(diff.reused),
        "changes": [_change(diff, change) for change in diff.changes],
    }


def _change(diff: CatalogDiff, change: Change) -> dict[str, Any]:
    found: dict[str, Any] = {
        "change": change.kind.value,
        "level": change.level.value,
        "authorities": sorted(kind.label for kind in change.authorities),
        "source": _entry(change.source) if change.source else None,
        "targets": [_entry(target) for target in change.targets],
        "probability": change.probability,
        "evidence": [
            {"signal": each.signal, "text": each.text, "against": each.against}
            for each in diff.evidence(change)
        ],
    }
    if len(change.links) > 1:
        for target, link in zip(found["targets"], change.links, strict=True):
            target["probability"] = link.probability
    if change.reused_by is not None:
        found["code_now"] = _entry(change.reused_by)
    if change.others:
        found["others"] = [_entry(other) for other in change.others]
    if not change.links and (candidates := diff.candidates(change)):
        found["candidates"] = [_entry(each.entry) | {"score": each.score} for each in candidates]
    return found


def _entry(entry: Entry) -> dict[str, Any]:
    return {"code": str(entry.code), "name": entry.name, "status": entry.status.value}

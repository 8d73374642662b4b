"""JSON: the contract with other tools (``nomenklatur/translation/1`` and its kin).

Money is an integer, in rupiah; shares are texts (``1``, ``1/3``), which a float would bend. Keys
come in a fixed order, so that equal input gives equal bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nomenklatur.codes import Level
from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.report.accounted import account_records
from nomenklatur.report.balance import balances
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.report.sections import item_code
from nomenklatur.report.wording import at_office
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status, Translation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from nomenklatur.codes import Code
    from nomenklatur.report.payloads import Payload, View
    from nomenklatur.rollup import Rollup
    from nomenklatur.translation import Candidate, Outcome, TargetShare

TRANSLATION_FORMAT = "nomenklatur/translation/1"


def write_json(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as one JSON document."""
    del view  # machines do not look
    json.dump(as_dict(payload), stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def as_dict(payload: Payload) -> dict[str, Any]:
    """The JSON document of a report as plain dicts and lists."""
    match payload:
        case Translation():
            return translation_dict(payload)
        case RollupReport():
            return _rollup_dict(payload)
        case FindingsReport():
            return _findings_dict(payload)
        case Listings():
            return _listings_dict(payload)


def translation_dict(translation: Translation) -> dict[str, Any]:
    """A translation under the contract (`nomenklatur/schema/translation-1.schema.json`)."""
    return {
        "format": TRANSLATION_FORMAT,
        **_frame(translation),
        "account": account_records(translation.plan.account),
        "items": [item_dict(outcome, translation.bidang) for outcome in translation],
        "rollup": _nodes(roll_up(translation, level=Level.SUB_KEGIATAN)),
        "findings": [finding.as_dict() for finding in translation.all_findings],
        "crosswalks": [info.id for info in translation.crosswalks],
    }


def _frame(translation: Translation) -> dict[str, Any]:
    """What was translated, how many items, how much money."""
    plan = translation.plan
    bidang = translation.bidang or plan.bidang
    return {
        "plan": {
            "title": plan.title,
            "office": plan.office,
            "bidang": _text(bidang),
            "year": plan.year,
            "source": plan.source,
        },
        "from": translation.source.id if translation.source is not None else None,
        "to": translation.target.id,
        "summary": {
            "items": len(plan.items),
            **{status.value: translation.count(status) for status in Status},
        },
        "totals": {
            balance.column: {
                "plan": int(balance.plan),
                **{status.value: int(balance.of(status)) for status in Status},
            }
            for balance in balances(translation)
        },
    }


def item_dict(outcome: Outcome, bidang: Code | None) -> dict[str, Any]:
    """What became of one item, as it stands under ``items``."""
    item, source = outcome.item, outcome.source
    program = item.program
    known: dict[str, Any] = {
        "code": _text(item_code(outcome)),
        "name": item.name,
        "program": {"code": _text(program.code), "name": program.name} if program else None,
        "status": outcome.status.value,
        "method": outcome.method.value if outcome.method else None,
        "relation": outcome.relation.value if outcome.relation else None,
        "score": _score(outcome.score),
        "amounts": _money(item.amounts),
        "targets": [_target_dict(target) for target in outcome.targets],
        "candidates": [_candidate_dict(candidate, bidang) for candidate in outcome.candidates],
        "findings": [finding.rule.code for finding in outcome.findings],
        "place": item.place.as_dict(),
    }
    if source is not None:
        known["recognised"] = {
            "code": str(source.entry.code),
            "name": source.entry.name,
            "method": source.method.value,
            "score": _score(source.score),
        }
    return known | ({"note": outcome.note} if outcome.note else {})


def _target_dict(target: TargetShare) -> dict[str, Any]:
    return {
        "code": str(target.code),
        "generic": str(target.code.generic()) if target.code.is_office_program else None,
        "name": target.name,
        "share": str(target.share),
        "amounts": _money(target.amounts),
    }


def _candidate_dict(candidate: Candidate, bidang: Code | None) -> dict[str, Any]:
    return {
        "code": str(at_office(candidate.entry.code, bidang)),
        "name": candidate.entry.name,
        "score": _score(candidate.score),
        "evidence": [
            f"against: {_(piece.text)}" if piece.against else _(piece.text)
            for piece in candidate.evidence
        ],
    }


def _nodes(rollup: Rollup, *, statuses: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "code": _text(node.code),
            "level": node.level.value,
            "name": node.name,
            "amounts": _money(node.amounts),
            "items": node.items,
            **({s.value: _money(node.by_status.get(s, {})) for s in Status} if statuses else {}),
        }
        for node in rollup.walk()
    ]


def _rollup_dict(report: RollupReport) -> dict[str, Any]:
    return {
        "format": "nomenklatur/rollup/1",
        **_frame(report.translation),
        "by": report.by,
        "level": report.level.value,
        "rollup": _nodes(report.rollup, statuses=report.by == "old"),
    }


def _findings_dict(report: FindingsReport) -> dict[str, Any]:
    return {
        "format": "nomenklatur/findings/1",
        "source": report.source,
        "summary": {severity.value: number for severity, number in report.counts().items()},
        "findings": [finding.as_dict() for finding in report.findings],
        **(
            {}
            if report.accepted is None
            else {"accepted": [finding.as_dict() for finding in report.accepted]}
        ),
    }


def _listings_dict(payload: Listings) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for listing in payload.listings:
        found.setdefault(listing.key, []).extend(map(plain, listing.records))
    return {"format": f"nomenklatur/{payload.kind}/1", **plain(payload.facts), **found}


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is any
    """A record with nothing in it but what JSON knows."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Rupiah():
            return int(value)
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case _:
            return str(value)


def _money(amounts: Mapping[str, Rupiah]) -> dict[str, int]:
    return {key: int(amount) for key, amount in amounts.items()}


def _score(score: float | None) -> float | None:
    return None if score is None else round(float(score), 4)


def _text(code: Code | None) -> str | None:
    return None if code is None else str(code)

"""JSON lines: a record a line, all alike, for `jq`, DuckDB and streams.

What is said of the whole (totals, the plan's title) stands in the JSON format alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nomenklatur.report.as_json import as_dict, item_dict, plain
from nomenklatur.report.payloads import FindingsReport, Listings, RollupReport
from nomenklatur.translation import Translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from nomenklatur.report.payloads import Payload, View


def write_jsonl(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a report as JSON lines."""
    del view  # machines do not look
    stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(payload))


def records(payload: Payload) -> Iterator[dict[str, Any]]:
    """The records of a report: items, nodes of the tree, findings, or what is listed.

    Items and nodes are those of the JSON format (``items`` and ``rollup``). Money outside of the
    new tree has a record with the status as its level and no code, so that the records of every
    column add up to the plan.
    """
    match payload:
        case Translation():
            for number, outcome in enumerate(payload, start=1):
                yield {"item": number} | item_dict(outcome, payload.bidang)
        case RollupReport():
            yield from as_dict(payload)["rollup"]
            for status, amounts in payload.rollup.outside.items():
                yield {
                    "code": None,
                    "level": status.value,
                    "name": "",
                    "amounts": {key: int(amount) for key, amount in amounts.items()},
                    "items": payload.translation.count(status),
                }
        case FindingsReport():
            for finding in payload.findings:
                yield finding.as_dict()
        case Listings():
            several = len({listing.key for listing in payload.listings}) > 1
            for listing in payload.listings:
                for record in listing.records:
                    yield ({"list": listing.key} if several else {}) | plain(record)

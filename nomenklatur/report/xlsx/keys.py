"""Keys by which a worksheet is tied to its plan, its item and its catalog.

They depend on what the plan and the catalog say, not on file names, row numbers or dates: the
same plan read again from another folder has the same keys. Each is the beginning of a SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from nomenklatur.names import words
from nomenklatur.report.sections import item_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.catalog import Catalog
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Translation

_LENGTH: Final = 16


def plan_key(plan: Plan) -> str:
    """The key of a plan: its items in order, with codes, names, programs and money."""
    return _digest(
        [
            item.code_text or str(item.code or ""),
            item.name,
            item.program.name if item.program else "",
            [[key, int(amount)] for key, amount in sorted(item.amounts.items())],
        ]
        for item in plan.items
    )


def item_keys(translation: Translation) -> tuple[str, ...]:
    """The key of each item: its code and the words of its name and of its program's.

    Retyping in other letters or with other blanks changes nothing. A second item that says the
    same gets ``-2``, and so on in the plan's order.
    """
    seen: Counter[str] = Counter()
    keys = []
    for outcome in translation:
        item = outcome.item
        program = item.program.name if item.program else ""
        code = str(item_code(outcome) or item.code_text)
        key = _digest([[code, words(item.name) or item.name, words(program)]])
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


def catalog_key(catalog: Catalog) -> str:
    """The key of a catalog in the version at hand: ``permendagri-90-2019@3f2a…``."""
    version = _digest(
        [
            str(entry.code),
            entry.name,
            entry.official_name,
            sorted(authority.label for authority in entry.authorities),
            entry.status.value,
        ]
        for entry in catalog
    )
    return f"{catalog.id}@{version}"


def _digest(records: Iterable[object]) -> str:
    total = hashlib.sha256()
    for record in records:
        total.update(json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode())
        total.update(b"\n")
    return total.hexdigest()[:_LENGTH]

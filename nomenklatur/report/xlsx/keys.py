"""Keys by which a worksheet is tied to its plan, its item and its catalog.

They depend on what the plan and the catalog say, not on file names, row numbers or dates: the
same plan read again from another folder has the same keys. Each is the beginning of a SHA-256.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nomenklatur.catalog.fingerprint import catalog_key, fingerprint
from nomenklatur.names import words
from nomenklatur.report.sections import item_code

if TYPE_CHECKING:
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Translation

__all__ = ["catalog_key", "item_keys", "plan_key"]


def plan_key(plan: Plan) -> str:
    """The key of a plan: its items in order, with codes, names, programs and money."""
    return fingerprint(
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
        key = fingerprint([[code, words(item.name) or item.name, words(program)]])
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)

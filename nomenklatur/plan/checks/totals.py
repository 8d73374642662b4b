"""Sums that a plan declares: do they hold?"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined
from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.plan.plan import DeclaredTotal, Plan

_PERCENT = re.compile(r"(-?[\d.]*\d(?:,(?P<decimals>\d+))?)\s*%?", re.ASCII)
_MOSTLY: Final = Fraction(3, 5)


def check_totals(plan: Plan, *, rounded: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """The declared totals that are not the sum of their parts (NK301).

    A total has to be the sum of the totals declared directly below it; where one of those
    declares nothing, of that one's parts; and of the items that lie directly below it.

    Args:
        plan: The plan.
        rounded: Keys of columns in which amounts with sen were rounded: there a total may miss
            its parts by half a rupiah each.
    """
    for position, total in enumerate(plan.declared):
        wrong = []
        for key, declared in total.amounts.items():
            parts = _parts(plan, position, key)
            if parts is None:
                continue
            count, amount = parts
            slack = (count + 1) // 2 if key in rounded else 0
            if abs(int(declared) - int(amount)) > slack:
                wrong.append(_wrong(plan, total, key, amount))
        if wrong:
            name = total.name or _("the last row")
            yield Finding(
                RULES["NK301"],
                _("{name}: {wrong}").format(name=name, wrong=joined(wrong, "; ")),
                total.place,
                _("look for a missing or a mistyped row; the parts are what is counted"),
            )


def _parts(plan: Plan, position: int, key: str) -> tuple[int, Rupiah] | None:
    """How many parts a declared total has in a column and what they add up to; None for none."""
    total = plan.declared[position]
    if not total.parts and not total.items:
        return None
    count, amount = 0, Rupiah(0)
    covered: set[int] = set()
    for part in total.parts:
        below = plan.declared[part]
        covered.update(below.items)
        if key in below.amounts:
            count, amount = count + 1, amount + below.amounts[key]
        elif (inner := _parts(plan, part, key)) is not None:
            count, amount = count + inner[0], amount + inner[1]
    for index in total.items:
        if index not in covered and key in plan.items[index].amounts:
            count, amount = count + 1, amount + plan.items[index].amounts[key]
    return count, amount


def _wrong(plan: Plan, total: DeclaredTotal, key: str, parts: Rupiah) -> str:
    declared = total.amounts[key]
    items = Rupiah.sum(plan.items[i].amounts.get(key, Rupiah(0)) for i in total.items)
    said = _("{column} declares {declared}, its parts add up to {parts} (difference {difference})")
    if total.items and items not in {parts, declared}:
        said = _(
            "{column} declares {declared}, its parts add up to {parts} (difference {difference}), "
            "all kegiatan below it to {items}"
        )
    return said.format(
        column=key, declared=declared, parts=parts, difference=declared - parts, items=items
    )

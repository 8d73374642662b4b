"""Columns that follow from others, percentages and differences: do they hold?"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.plan.plan import AmountKind
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.headings import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nomenklatur.money import Rupiah
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.rows.lines import Line

_PERCENT = re.compile(r"(-?[\d.]*\d(?:,(?P<decimals>\d+))?)\s*%?", re.ASCII)
_MOSTLY: Final = Fraction(3, 5)
_PAIRED: Final = frozenset(
    {AmountKind.PLAN, AmountKind.BEFORE, AmountKind.REALISATION, AmountKind.OTHER}
)


def check_derived(layout: Layout, side: Side, lines: Sequence[Line]) -> Iterator[Finding]:
    """The percentages and differences that do not follow from the amounts beside them (NK302).

    Of a budget and what was spent of it, the percentage is what was spent, or else what is
    left, and the difference what is left; of two budgets both are the change. A percentage may
    be rounded or cut off at the decimals that are printed. Where no formula holds in most rows
    of a table of two budgets, nobody knows what the column is, and nothing is reported.
    """
    pair = [money.column for money in side.money if money.amount.kind in _PAIRED]
    if len(pair) != 2:  # noqa: PLR2004 - both follow from a pair
        return
    first, second = sorted(pair, key=lambda column: column.index)
    spent = second.role is Role.REALISATION
    rows = [(line, _amount(line, first), _amount(line, second)) for line in lines]
    known = [(line, a, b) for line, a, b in rows if a is not None and b is not None]
    differences, percentages = side.all(Role.DIFFERENCE), side.all(Role.PERCENT)
    if len(differences) == 1:
        changes = (_rest, _change) if spent else (_change, _rest)
        yield from _check_differences(layout, differences[0], known, changes, certain=spent)
    if len(percentages) == 1:
        shares = (_share, _rest_share) if spent else (_change_share, _share)
        yield from _check_percentages(layout, percentages[0], known, shares, certain=spent)


def _rest(first: Rupiah, second: Rupiah) -> Rupiah:
    return first - second


def _change(first: Rupiah, second: Rupiah) -> Rupiah:
    return second - first


def _share(first: Rupiah, second: Rupiah) -> Fraction | None:
    return second.percent_of(first)


def _rest_share(first: Rupiah, second: Rupiah) -> Fraction | None:
    return (first - second).percent_of(first)


def _change_share(first: Rupiah, second: Rupiah) -> Fraction | None:
    return (second - first).percent_of(first)


def _amount(line: Line, column: Column) -> Rupiah | None:
    return read_money(line.cell(column), column.factor).amount


def _check_differences(
    layout: Layout,
    column: Column,
    rows: Sequence[tuple[Line, Rupiah, Rupiah]],
    formulas: Sequence[Callable[[Rupiah, Rupiah], Rupiah]],
    *,
    certain: bool,
) -> Iterator[Finding]:
    printed = [(line, a, b, d) for line, a, b in rows if (d := _amount(line, column)) is not None]
    fits = [sum(formula(a, b) == d for _, a, b, d in printed) for formula in formulas]
    best = fits.index(max(fits))
    if not certain and fits[best] < _MOSTLY * len(printed):
        return
    for line, first, second, difference in printed:
        right = formulas[best](first, second)
        if difference != right:
            yield Finding(
                RULES["NK302"],
                _(
                    "{heading}: {difference} is printed, of {first} and {second} it is {right}"
                ).format(
                    heading=column.heading,
                    difference=difference,
                    first=first,
                    second=second,
                    right=right,
                ),
                layout.table.at(line.row, column.index),
                _("write {right}").format(right=right),
            )


def _check_percentages(
    layout: Layout,
    column: Column,
    rows: Sequence[tuple[Line, Rupiah, Rupiah]],
    formulas: Sequence[Callable[[Rupiah, Rupiah], Fraction | None]],
    *,
    certain: bool,
) -> Iterator[Finding]:
    printed = [(line, a, b, line.text(column)) for line, a, b in rows if line.text(column)]
    fits = [
        sum(agrees(text, formula(a, b)) is True for _, a, b, text in printed)
        for formula in formulas
    ]
    best = 1 if fits[1] > fits[0] and fits[1] >= _MOSTLY * len(printed) else 0
    if not certain and fits[best] < _MOSTLY * len(printed):
        return
    for line, first, second, text in printed:
        right = formulas[best](first, second)
        if right is not None and agrees(text, right) is False:
            shown = _with_decimals(right, _decimals(text))
            yield Finding(
                RULES["NK302"],
                _("{heading}: {text} is printed, of {first} and {second} it is {shown} %").format(
                    heading=column.heading, text=text, first=first, second=second, shown=shown
                ),
                layout.table.at(line.row, column.index),
                _("write {shown}").format(shown=shown),
            )


def agrees(printed: str, exact: Fraction | None) -> bool | None:
    """Whether a printed percentage is an exact one, rounded or cut off; None if it is no number.

    >>> agrees("84,60", Fraction(846, 10)), agrees("39,05", Fraction(846, 10))
    (True, False)
    """
    text = printed.replace(".", ",") if printed.count(".") == 1 and "," not in printed else printed
    found = _PERCENT.fullmatch(text.strip())
    if found is None or exact is None:
        return None
    value = Fraction(found[1].replace(".", "").replace(",", "."))
    unit = Fraction(1, 10 ** len(found["decimals"] or ""))
    rounded = abs(exact - value) <= unit / 2
    cut = 0 <= abs(exact) - abs(value) < unit
    return rounded or cut


def _decimals(printed: str) -> int:
    found = re.search(r"[.,](\d+)\s*%?$", printed.strip())
    return len(found[1]) if found else 0


def _with_decimals(exact: Fraction, decimals: int) -> str:
    """A percentage in Indonesian form, rounded half up.

    >>> _with_decimals(Fraction(846, 10), 2)
    '84,60'
    """
    scaled = int(abs(exact) * 10**decimals + Fraction(1, 2))
    digits = str(scaled).zfill(decimals + 1)
    sign = "-" if exact < 0 and scaled else ""
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{sign}{whole},{rest}" if rest else f"{sign}{whole}"

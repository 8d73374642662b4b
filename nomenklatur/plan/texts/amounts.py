"""Amounts out of cells: exact, and with a word about what is no whole rupiah."""

from __future__ import annotations

import re
from decimal import Context
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import MoneyError
from nomenklatur.language import _
from nomenklatur.money import Rupiah, read_amount

if TYPE_CHECKING:
    from nomenklatur.tables import Cell

_BLANKS: Final = re.compile(
    r"[(-]?\s*(?:rp\.?\s*)?[1-9]\d{0,2}(?P<groups>(?:\s\d{3}){2,})(?:,(?:\d{1,2}|-+))?\)?",
    re.IGNORECASE | re.ASCII,
)
"""Thousands parted by blanks. One group, ``100 200``, may as well be two amounts."""

_DECIMAL: Final = re.compile(
    r"(?:rp\.?\s*)?(?P<sign>-?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<decimals>\d+)",
    re.IGNORECASE | re.ASCII,
)
_WORKBOOK: Final = Context(prec=15)
"""As many digits as a workbook keeps; what it shows beyond them is noise."""


@frozen
class AmountReading:
    """What was understood of a cell of money.

    Attributes:
        amount: The amount in whole rupiah; None for an empty cell or a text that is none.
        problem: Why the text is no whole amount, in words; empty if it is one.
    """

    amount: Rupiah | None = None
    problem: str = ""


def read_money(cell: Cell, factor: int = 1) -> AmountReading:
    """Read a cell of money. Never raises; an empty cell gives nothing.

    Args:
        cell: The cell.
        factor: How many rupiah 1 is worth in its column: 1000000 for ``juta rupiah``.

    >>> from nomenklatur.tables import Cell
    >>> read_money(Cell("107928192.77", number=True)).problem
    "'107928192.77' has sen; taken as 107,928,193"
    >>> read_money(Cell("1.234,5"), 1_000_000).amount
    Rupiah(1234500000)
    """
    if not cell.text:
        return AmountReading()
    try:
        exact = _exact(cell) if factor == 1 else _exact_scaled(cell) * factor
    except MoneyError as error:
        said = _("{text!r} is no amount of rupiah; it counts as nothing")
        if factor != 1 and error.remedy:
            said = _("{text!r} is no amount of rupiah ({why}); it counts as nothing")
        return AmountReading(problem=said.format(text=cell.text, why=error.remedy))
    size = int(abs(exact) + Fraction(1, 2))
    amount = Rupiah(-size if exact < 0 else size)
    if exact != int(amount):
        said = _("{text!r} has sen; taken as {amount}")
        return AmountReading(amount, said.format(text=cell.text, amount=amount))
    return AmountReading(amount)


def _exact(cell: Cell) -> Fraction:
    if (value := cell.value) is not None and not cell.text.endswith("%"):
        return Fraction(value)
    amount, rest = read_amount(_without_blanks(cell.text))
    return int(amount) + rest


def _exact_scaled(cell: Cell) -> Fraction:
    """A number of thousands or millions, whose decimals may be many."""
    if (value := cell.value) is not None and not cell.text.endswith("%"):
        return Fraction(_WORKBOOK.plus(value))
    found = _DECIMAL.fullmatch(cell.text)
    if found is None:
        return _exact(cell)
    whole, decimals = found["whole"].replace(".", ""), found["decimals"]
    if len(decimals) == 3 and "." not in found["whole"] and 0 < int(whole) < 1000:  # noqa: PLR2004 - as thousands are grouped
        raise MoneyError(_("no amount"), remedy=_("the comma may part thousands or decimals"))
    return Fraction(f"{found['sign']}{whole}.{decimals}")


def _without_blanks(text: str) -> str:
    """An amount whose thousands blanks part, with dots instead: ``1 000 000``."""
    if (found := _BLANKS.fullmatch(text)) is None:
        return text
    start, end = found.span("groups")
    dotted = ".".join(["", *found["groups"].split()])
    return f"{text[:start]}{dotted}{text[end:]}"

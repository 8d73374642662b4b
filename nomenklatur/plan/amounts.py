"""Amounts out of cells: exact, and with a word about what is no whole rupiah."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import MoneyError
from nomenklatur.money import Rupiah, read_amount

if TYPE_CHECKING:
    from nomenklatur.tables import Cell

_BLANKS: Final = re.compile(
    r"[(-]?\s*(?:rp\.?\s*)?[1-9]\d{0,2}(?P<groups>(?:\s\d{3}){2,})(?:,(?:\d{1,2}|-+))?\)?",
    re.IGNORECASE | re.ASCII,
)
"""Thousands parted by blanks. One group, ``100 200``, may as well be two amounts."""


@frozen
class AmountReading:
    """What was understood of a cell of money.

    Attributes:
        amount: The amount in whole rupiah; None for an empty cell or a text that is none.
        problem: Why the text is no whole amount, in words; empty if it is one.
    """

    amount: Rupiah | None = None
    problem: str = ""


def read_money(cell: Cell) -> AmountReading:
    """Read a cell of money. Never raises; an empty cell gives nothing.

    >>> from nomenklatur.tables import Cell
    >>> read_money(Cell("107928192.77", number=True)).problem
    "'107928192.77' has sen; taken as 107.928.193"
    """
    if not cell.text:
        return AmountReading()
    if (value := cell.value) is not None and not cell.text.endswith("%"):
        whole = int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        amount, rest = Rupiah(whole), Fraction(value) - whole
    else:
        try:
            amount, rest = read_amount(_without_blanks(cell.text))
        except MoneyError:
            return AmountReading(
                problem=f"{cell.text!r} is no amount of rupiah; it counts as nothing"
            )
    if rest:
        return AmountReading(amount, f"{cell.text!r} has sen; taken as {amount}")
    return AmountReading(amount)


def _without_blanks(text: str) -> str:
    """An amount whose thousands blanks part, with dots instead: ``1 000 000``."""
    if (found := _BLANKS.fullmatch(text)) is None:
        return text
    start, end = found.span("groups")
    dotted = ".".join(["", *found["groups"].split()])
    return f"{text[:start]}{dotted}{text[end:]}"

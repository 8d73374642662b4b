"""Amounts multiplied by one number, in the form in which they are written."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

_NUMBER: Final = re.compile(
    r"\d{1,3}(?P<mark>[.,\s])\d{3}(?:(?P=mark)\d{3})*(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?",
    re.ASCII,
)
_LARGEST: Final = 1000
_NEAR: Final = 100
_WIDEST: Final = 9


def digits_of(text: str) -> int | None:
    """All digits of the number in a text but zeros of sen, as one; None without a number.

    >>> digits_of("Rp 1.500,00"), digits_of("1500.50")
    (1500, 150050)
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    return int(re.sub(r"\D", "", re.sub(r"[.,]0{1,2}$", "", found[0])))


def factor_for(texts: Iterable[str], chance: Random) -> Fraction:
    """A number by which all amounts can be multiplied without a rest.

    Where all end in zeros it is near 1, so that large amounts stay large and small ones small.
    """
    numbers = [number for text in texts if (number := digits_of(text))]
    shared = _LARGEST
    while shared > 1 and any(number % shared for number in numbers):
        shared //= 10
    if shared < _NEAR:
        return Fraction(chance.randint(2, _WIDEST))
    near = [n for n in range(shared * 6 // 10, shared * 15 // 10) if n % 10 and n != shared]
    return Fraction(chance.choice(near), shared)


def scaled(text: str, factor: Fraction) -> str:
    """A text whose number is multiplied; its grouping and its decimals stay.

    >>> scaled("Rp 1.500.000,00", Fraction(1001, 1000)), scaled("1500000", Fraction(3))
    ('Rp 1.501.500,00', '4500000')
    """
    return _NUMBER.sub(lambda found: _scaled(found[0], found["mark"], factor), text, count=1)


def _scaled(number: str, mark: str | None, factor: Fraction) -> str:
    head, decimals, point = number, "", ""
    if mark is not None:
        parts = number.split(mark)
        tail = re.search(r"[.,]\d{1,2}$", parts[-1])
        if tail is not None:
            point, decimals = tail[0][0], tail[0][1:]
            head = number[: -len(tail[0])]
    elif found := re.search(r"[.,]", number):
        point, head, decimals = found[0], number[: found.start()], number[found.end() :]
    whole = re.sub(r"\D", "", head)
    result = Fraction(int(whole + decimals)) * factor
    digits = str(round(result)).zfill(len(decimals) + 1)
    if whole.startswith("0"):
        digits = digits.zfill(len(whole + decimals))
    new, rest = (digits[: -len(decimals)], digits[-len(decimals) :]) if decimals else (digits, "")
    if mark is not None:
        new = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", mark, new)
    return f"{new}{point}{rest}"

"""Money in whole rupiah: exact, never a float.

Plans print ``2.815.173.000``, ``Rp 398.000,-``, ``-`` for nothing, and sometimes sen
(``107928192.77``), which a regional plan cannot have.
"""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.errors import MoneyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@functools.total_ordering
@frozen(eq=False, order=False, repr=False)
class Rupiah:
    """An amount of whole rupiah.

    It adds to and compares with rupiah only; `int(amount)` gives the number.

    >>> Rupiah(95562000) + Rupiah(438000)
    Rupiah(96000000)
    >>> str(Rupiah(-2815173000))
    '-2.815.173.000'
    """

    amount: int = field()

    @amount.validator
    def _check(self, _attribute: object, value: object) -> None:
        if type(value) is not int:
            raise MoneyError(f"{value!r} is not a whole number of rupiah")

    @classmethod
    def parse(cls, text: str) -> Rupiah:
        """Read an amount in Indonesian or plain spelling.

        Raises:
            MoneyError: The text is no amount, has sen, or its thousands are grouped wrongly.

        >>> Rupiah.parse("Rp 10.268.007.000,-")
        Rupiah(10268007000)
        """
        amount, remainder = read_amount(text)
        if remainder:
            raise MoneyError(f"{text.strip()!r} is not a whole number of rupiah")
        return amount

    @classmethod
    def sum(cls, amounts: Iterable[Rupiah]) -> Rupiah:
        """The sum of amounts; zero for none."""
        return cls(sum(amount.amount for amount in amounts))

    def split(self, shares: Sequence[Fraction]) -> tuple[Rupiah, ...]:
        """Split by shares so that the parts add up to the amount exactly.

        Each part gets its share rounded down, and the rupiah left over go one each to the
        parts with the largest remainders (Hamilton's method), the earlier part first when
        they are equal.

        Args:
            shares: Positive fractions that add up to 1.

        Raises:
            MoneyError: The shares are negative or do not add up to 1.

        >>> Rupiah(100).split([Fraction(1, 3)] * 3)
        (Rupiah(34), Rupiah(33), Rupiah(33))
        """
        if sum(shares) != 1 or any(share < 0 for share in shares):
            raise MoneyError(f"shares {', '.join(map(str, shares)) or 'of nothing'} are not 1")
        size = abs(self.amount)
        exact = [size * share for share in shares]
        parts = [int(part) for part in exact]
        by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
        for index in by_remainder[: size - sum(parts)]:
            parts[index] += 1
        sign = -1 if self.amount < 0 else 1
        return tuple(Rupiah(sign * part) for part in parts)

    def percent_of(self, whole: Rupiah) -> Fraction | None:
        """This amount in percent of another; None of nothing."""
        return Fraction(100 * self.amount, whole.amount) if whole.amount else None

    def __str__(self) -> str:
        return f"{self.amount:,}".replace(",", ".")

    def __repr__(self) -> str:
        return f"Rupiah({self.amount})"

    def __int__(self) -> int:
        return self.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def __add__(self, other: object) -> Rupiah:
        return Rupiah(self.amount + other.amount) if isinstance(other, Rupiah) else NotImplemented

    def __sub__(self, other: object) -> Rupiah:
        return Rupiah(self.amount - other.amount) if isinstance(other, Rupiah) else NotImplemented

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.amount)

    def __eq__(self, other: object) -> bool:
        return self.amount == other.amount if isinstance(other, Rupiah) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self.amount < other.amount if isinstance(other, Rupiah) else NotImplemented

    def __hash__(self) -> int:
        return hash((Rupiah, self.amount))


ZERO = Rupiah(0)

_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—]+")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<sep>[.,\s'])\d{3})(?:(?P=sep)\d{3})*", re.ASCII)
_PLAIN = re.compile(r"\d+", re.ASCII)
_TAIL = re.compile(r"[.,](?:-+|–|(?P<sen>\d{1,2}|\d{4,}))$", re.ASCII)


def read_amount(text: str) -> tuple[Rupiah, Fraction]:
    """Read an amount that may have sen.

    Args:
        text: ``2.815.173.000``, ``Rp 398.000,-``, ``(1.500)``, ``107928192.77``, ``-``.

    Returns:
        The amount rounded to whole rupiah, half away from zero, and the exact amount less
        that (zero unless the text has sen).

    Raises:
        MoneyError: The text is no amount.
    """
    original, body = text, " ".join(text.split())
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    body = _CURRENCY.sub("", body)
    if _NOTHING.fullmatch(body) and not negative:
        return ZERO, Fraction(0)
    if body[:1] in {"-", "–", "−"}:
        negative, body = not negative, _CURRENCY.sub("", body[1:].strip())
    sen = Fraction(0)
    if (tail := _TAIL.search(body)) and not _GROUPED.fullmatch(body):
        body = body[: tail.start()]
        if digits := tail["sen"]:
            sen = Fraction(int(digits), 10 ** len(digits))
    if not (_PLAIN.fullmatch(body) or _GROUPED.fullmatch(body)):
        raise MoneyError(f"{original.strip()!r} is not an amount of rupiah")
    exact = int(re.sub(r"\D", "", body)) + sen
    whole = int(exact + Fraction(1, 2))
    sign = -1 if negative else 1
    return Rupiah(sign * whole), sign * (exact - whole)

"""Money in whole rupiah: exact, never a float.

Plans print ``2.815.173.000``, ``Rp 398.000,-``, ``-`` for nothing, and sometimes sen
(``107928192.77``), which a regional plan cannot have.
"""

from __future__ import annotations

import functools
import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.errors import MoneyError
from nomenklatur.language import _, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.language import Language


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
            raise MoneyError(_("{value!r} is not a whole number of rupiah").format(value=value))

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
            raise MoneyError(
                _("{text!r} is not a whole number of rupiah").format(text=text.strip())
            )
        return amount

    @classmethod
    def sum(cls, amounts: Iterable[Rupiah]) -> Rupiah:
        """The sum of amounts; zero for none.

        Raises:
            TypeError: Something among them is not an amount of rupiah.
        """
        total = 0
        for amount in amounts:
            if not isinstance(amount, Rupiah):
                raise TypeError(f"{amount!r} is not an amount of rupiah")
            total += amount.amount
        return cls(total)

    def split(self, shares: Sequence[Fraction]) -> tuple[Rupiah, ...]:
        """Split by shares so that the parts add up to the amount exactly.

        Each part gets its share rounded down, and the rupiah left over go one each to the
        parts with the largest remainders (Hamilton's method), the earlier part first when
        they are equal.

        Args:
            shares: Fractions that add up to 1, none of them negative.

        Raises:
            MoneyError: A share is no fraction, is negative, or they do not add up to 1.

        >>> Rupiah(100).split([Fraction(1, 3)] * 3)
        (Rupiah(34), Rupiah(33), Rupiah(33))
        """
        if not all(isinstance(share, (Fraction, int)) for share in shares):
            raise MoneyError(_("shares are exact fractions, never floats"))
        if sum(shares) != 1 or any(share < 0 for share in shares):
            raise MoneyError(
                _("shares {shares} are not 1").format(
                    shares=", ".join(map(str, shares)) or _("of nothing")
                )
            )
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

    def in_language(self, language: Language) -> str:
        """The amount as a language writes it; `str` gives the Indonesian form.

        >>> Rupiah(2815173000).in_language("en")
        '2,815,173,000'
        """
        return grouped(self.amount, language)

    def __str__(self) -> str:
        return grouped(self.amount, "id")

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

_MAX_LENGTH = 60
_CURRENCY = re.compile(r"(?:rp\.?|idr) ?", re.IGNORECASE)
_NOTHING = re.compile(r"[-‐‑‒–—−]+")
_MINUS = "-‐‑‒–−"
_HARD_BLANKS = str.maketrans(dict.fromkeys("\u2007\u2009\u202f", "\u00a0"))
_AMOUNT = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?:(?P<group>[.,'’\u00a0])\d{3})(?:(?P=group)\d{3})*|[1-9]\d*|0)"
    r"(?: ?(?P<point>[.,])(?:[-‐‑‒–—−=]+|(?P<sen>\d+)))?",
    re.ASCII,
)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_EXPONENT = re.compile(r"[\d.,]+[eE][+-]?\d+", re.ASCII)
_WORKBOOK_DIGITS = 15
_LARGEST = 10**18


def read_amount(text: str, *, number: bool = False) -> tuple[Rupiah, Fraction]:
    """Read an amount that may have sen.

    A mark followed by exactly three digits groups thousands (``1.500`` is one thousand five
    hundred, as Indonesian documents print it), any other last mark is a decimal point
    (``1.50`` is one rupiah and fifty sen). What could be either (``1234.567``,
    ``1.500.00``, ``0.500``) is an error, and so are plain blanks between digits: ``100 200``
    may be two amounts.

    Args:
        text: ``2.815.173.000``, ``Rp 398.000,-``, ``(1.500)``, ``107928192.77``, ``-``.
        number: Whether the text is a number out of a workbook or a program (``3752200.0``,
            ``1.0268007E10``): then a dot is always the decimal point. Decimals beyond the
            15th digit, which a workbook does not keep, are noise and are rounded.

    Returns:
        The amount rounded to whole rupiah, half away from zero, and the exact amount less
        that (zero unless the text has sen).

    Raises:
        MoneyError: The text is no amount, or may be two.

    >>> read_amount("107928192.77")
    (Rupiah(107928193), Fraction(-23, 100))
    >>> read_amount("1.0268007E10", number=True)
    (Rupiah(10268007000), Fraction(0, 1))
    """
    if number and len(text) <= _MAX_LENGTH and _NUMBER.fullmatch(text.strip()):
        return _rounded(_workbook_number(text))
    body = re.sub(r"[^\S\u00a0]+", " ", text.translate(_HARD_BLANKS)).strip()
    body, negative = _unsigned(body)
    if _NOTHING.fullmatch(body) and not negative:
        return ZERO, Fraction(0)
    if len(body) > _MAX_LENGTH or (match := _AMOUNT.fullmatch(body)) is None:
        raise _no_amount(text)
    if match["point"] and match["point"] == match["group"]:
        raise _no_amount(text, _("thousands and decimals need different marks"))
    sen = match["sen"] or ""
    if len(sen) == 3:  # noqa: PLR2004 - as many as a group of thousands has
        raise _no_amount(text, _("three digits after a mark are thousands; group all of them"))
    if len(sen) > 3 and not match["group"] and len(match["whole"]) < 4:  # noqa: PLR2004
        raise _no_amount(text, _("group the thousands by three"))
    whole = re.sub(r"\D", "", match["whole"])
    exact = int(whole) + Fraction(int(sen or "0"), 10 ** len(sen))
    if exact >= _LARGEST:
        raise _no_amount(text, _("it is too large; are two amounts glued together?"))
    return _rounded(-exact if negative else exact)


def _unsigned(body: str) -> tuple[str, bool]:
    """The amount without currency, minus and brackets, and whether it is negative."""
    minus = 0
    while body:
        if body.startswith("(") and body.endswith(")"):
            minus, body = minus + 1, body[1:-1].strip("\u00a0 ")
        elif body[0] in _MINUS and not _NOTHING.fullmatch(body):
            minus, body = minus + 1, body[1:].lstrip("\u00a0 ")
        elif currency := _CURRENCY.match(body.replace("\u00a0", " ")):
            body = body[currency.end() :].lstrip("\u00a0 ")
        else:
            break
    return (body, minus == 1) if minus < 2 else ("", True)  # noqa: PLR2004 - said twice


def _workbook_number(text: str) -> Fraction:
    value = Decimal(text.strip())
    if value and value.adjusted() >= 18:  # noqa: PLR2004 - _LARGEST
        raise _no_amount(text, _("it is too large"))
    if value != value.to_integral_value():
        value = Context(prec=_WORKBOOK_DIGITS).plus(value)
    return Fraction(value)


def _rounded(exact: Fraction) -> tuple[Rupiah, Fraction]:
    """The amount in whole rupiah, half away from zero, and what that leaves over."""
    size = int(abs(exact) + Fraction(1, 2))
    whole = -size if exact < 0 else size
    return Rupiah(whole), exact - whole


def _no_amount(text: str, remedy: str = "") -> MoneyError:
    body = text.strip()
    if not body:
        return MoneyError(_("an empty text is not an amount of rupiah"))
    if not remedy and _EXPONENT.fullmatch(body):
        remedy = _("the exponent may have swallowed digits; format the cell as a number")
    shown = body if len(body) <= _MAX_LENGTH else body[: _MAX_LENGTH - 1] + "…"
    return MoneyError(_("{shown!r} is not an amount of rupiah").format(shown=shown), remedy=remedy)

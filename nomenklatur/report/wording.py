"""How values are written for people: percentages, probabilities, numbers of things."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from nomenklatur.codes import Code

_ALL: Final = 100


def percent(value: Fraction | None) -> str:
    """A percentage with two decimals in Indonesian form; empty for None.

    What is not quite nothing, or not quite all, is never rounded to it: a plan that lost
    398.000 of 10 billion rupiah did not lose ``0,00 %``.

    >>> percent(Fraction(97242, 1000)), percent(Fraction(1, 1000)), percent(Fraction(0))
    ('97,24 %', '< 0,01 %', '0,00 %')
    """
    if value is None:
        return ""
    hundredths = _half_up(value * 100)
    if hundredths == 0 and value != 0:
        return "< 0,01 %" if value > 0 else "> -0,01 %"
    if hundredths == _ALL * 100 and value != _ALL:
        return "> 99,99 %" if value < _ALL else "> 100,00 %"
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{grouped(whole)},{rest:02} %"


def probability(score: float) -> str:
    """A probability in whole percent, never made certain or impossible by rounding.

    >>> probability(0.843), probability(0.999), probability(1.0)
    ('84 %', '99 %', '100 %')
    """
    rounded = _half_up(Fraction(score) * 100)
    if 0 < score < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


def _half_up(value: Fraction) -> int:
    rounded = int(abs(value) + Fraction(1, 2))
    return rounded if value >= 0 else -rounded


def grouped(number: int) -> str:
    """A whole number in Indonesian form: ``1.335``."""
    return f"{number:,}".replace(",", ".")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "item"), count(4507, "entry", "entries")
    ('1 item', '4.507 entries')
    """
    return f"{grouped(number)} {one if number == 1 else many or f'{one}s'}"


def at_office(code: Code, bidang: Code | None) -> Code:
    """The code as the office writes it: X.XX resolved to its bidang, where that is known."""
    if bidang is None or bidang.scheme is not code.scheme or bidang.bidang is None:
        return code
    return code.resolve(bidang)

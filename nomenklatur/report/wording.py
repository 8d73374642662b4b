"""How values are written for people, in the form of the language in use.

1.234.567 and 97,24 % in Indonesian, 1,234,567 and 97.24 % in English, money as well: `str` of an
amount is its Indonesian form, which a plan has, and `money` the one that a reader expects.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur import language
from nomenklatur.language import N_

if TYPE_CHECKING:
    from fractions import Fraction

    from nomenklatur.codes import Code
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place

_ALL: Final = 100
VALUES: Final = (
    N_("mapped"), N_("ambiguous"), N_("unmapped"),
    N_("error"), N_("warning"), N_("info"),
    N_("decision"), N_("crosswalk"), N_("exact"), N_("fuzzy"),
    N_("close"), N_("broad"), N_("none"), N_("absorbed"),
    N_("active"), N_("retired"),
    N_("same"), N_("renamed"), N_("moved"), N_("moved_and_renamed"), N_("moved and renamed"),
    N_("split"), N_("merged"), N_("reused"), N_("new"),
    N_("plan"), N_("review"), N_("realisation"), N_("targets"), N_("mapping"), N_("catalog"),
    N_("other"),
    N_("reproduced"), N_("believed"), N_("doubtful"), N_("contradicted"), N_("swapped"),
)  # fmt: skip
"""Values of statuses, relations, changes and kinds that tables for people translate."""


def percent(value: Fraction | None) -> str:
    """A percentage with two decimals; empty for None.

    What is not quite nothing, or not quite all, is never rounded to it: a plan that lost
    398.000 of 10 billion rupiah did not lose ``0,00 %``.

    >>> from fractions import Fraction
    >>> percent(Fraction(97242, 1000)), percent(Fraction(1, 1000)), percent(Fraction(0))
    ('97.24 %', '< 0.01 %', '0.00 %')
    """
    if value is None:
        return ""
    hundredths = _half_up(value * 100)
    if hundredths == 0 and value != 0:
        return f"< {_decimal(1)} %" if value > 0 else f"> {_decimal(-1)} %"
    if hundredths == _ALL * 100 and value != _ALL:
        return f"> {_decimal(_ALL * 100 - 1 if value < _ALL else _ALL * 100)} %"
    return f"{_decimal(hundredths)} %"


def _decimal(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    mark = "," if language.language() == "id" else "."
    return f"{sign}{grouped(whole)}{mark}{rest:02}"


def probability(score: float) -> str:
    """A probability in whole percent, never made certain or impossible by rounding.

    >>> probability(0.843), probability(0.999), probability(1.0)
    ('84 %', '99 %', '100 %')
    """
    from fractions import Fraction  # noqa: PLC0415 - heavy

    rounded = _half_up(Fraction(score) * 100)
    if 0 < score < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


def _half_up(value: Fraction) -> int:
    rounded = int(2 * abs(value) + 1) // 2
    return rounded if value >= 0 else -rounded


def grouped(number: int) -> str:
    """A whole number: ``1,335``, in Indonesian ``1.335``."""
    return language.grouped(number, language.language())


def money(amount: Rupiah) -> str:
    """An amount in rupiah: ``95,562,000``, in Indonesian ``95.562.000``."""
    return amount.in_language(language.language())


def where(place: Place, file: str = "") -> str:
    """A place in words; the file only if it is another than the one given.

    >>> from nomenklatur.places import Place
    >>> where(Place("renja.txt", table="4.1", row=1051), "renja.txt")
    'table 4.1, row 1051'
    """
    named = PurePath(place.file).name if place.file and place.file != file else ""
    table = None if place.table == place.sheet else place.table
    return str(evolve(place, file=named, table=table))


def at_office(code: Code, bidang: Code | None) -> Code:
    """The code as the office writes it: X.XX resolved to its bidang, where that is known."""
    if bidang is None or bidang.scheme is not code.scheme or bidang.bidang is None:
        return code
    return code.resolve(bidang)

"""Hypothesis strategies for amounts of rupiah, their spellings, and shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = 10**18 - 1
"""The largest amount that a text is read as; the whole country spends less in a century."""

rupiah = st.integers(-LARGEST, LARGEST).map(Rupiah)
positive_rupiah = st.integers(0, LARGEST).map(Rupiah)


@st.composite
def shares(draw: st.DrawFn, *, max_size: int = 8) -> tuple[Fraction, ...]:
    """Fractions that add up to 1, none of them negative."""
    weights = draw(
        st.lists(st.integers(0, 10**6), min_size=1, max_size=max_size).filter(lambda w: sum(w) > 0)
    )
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


_GROUPINGS: dict[str, Callable[[int], str]] = {
    "dots": lambda amount: f"{amount:,}".replace(",", "."),
    "commas": lambda amount: f"{amount:,}",
    "apostrophes": lambda amount: f"{amount:,}".replace(",", "'"),
    "hard blanks": lambda amount: f"{amount:,}".replace(",", "\u00a0"),
    "narrow blanks": lambda amount: f"{amount:,}".replace(",", "\u202f"),
    "none": str,
}


@st.composite
def spelled_rupiah(draw: st.DrawFn) -> tuple[Rupiah, str]:
    """An amount and one of the ways in which documents and programs write it."""
    amount = draw(positive_rupiah)
    grouping = draw(st.sampled_from(sorted(_GROUPINGS)))
    point = "." if grouping == "commas" else ","
    body = _GROUPINGS[grouping](amount.amount)
    body += draw(st.sampled_from(["", f"{point}00", f"{point}-", f"{point}0", f"{point}--"]))
    currency = draw(st.sampled_from(["", "Rp", "Rp ", "Rp. ", "rp ", "IDR ", "Rp\u00a0"]))
    sign = draw(st.sampled_from(["", "minus", "minus inside", "brackets"]))
    around = draw(st.sampled_from(["", " ", "\u00a0", "\n"]))
    text = {
        "": f"{currency}{body}",
        "minus": f"-{currency}{body}",
        "minus inside": f"{currency}-{body}",
        "brackets": f"({currency}{body})",
    }[sign]
    return (-amount if sign else amount), f"{around}{text}{around}"


money_like_texts = st.lists(
    st.sampled_from(
        [
            *(".", ",", "000", ".500", " ", "-", "(", ")", "Rp", "%", "E", "e", "+", "_", "'"),
            *("\u00a0", "\u202f", "−", "１", "٣", "²", "\n", "juta", "nan", "inf"),
            *"0123456789",
        ]
    ),
    max_size=24,
).map("".join)
"""Texts of what amounts are made of, and of what spoils them."""

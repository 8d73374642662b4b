"""Hypothesis strategies for codes: canonical, misspelled as real files do, and hostile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from hypothesis import strategies as st

from nomenklatur.codes import Code, Level, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

schemes = st.sampled_from(Scheme)
levels = st.sampled_from(Level)


def numbers(digits: int = 2, *, last: int | None = None) -> st.SearchStrategy[str]:
    """A segment of so many digits, from 1 on, as regulations number."""
    return st.integers(1, last or 10**digits - 1).map(lambda number: f"{number:0{digits}}")


@st.composite
def new_codes(draw: st.DrawFn, level: Level | None = None, *, generic: bool | None = None) -> Code:
    """A code of Permendagri 90/2019 and its successors, of one level or of any."""
    level = level or draw(levels)
    is_generic = draw(st.booleans()) if generic is None else generic
    segments = ["X" if is_generic else draw(numbers(1))]
    if level > Level.URUSAN:
        segments.append("XX" if is_generic else draw(numbers()))
    if level > Level.BIDANG_URUSAN:
        segments.append(draw(numbers()))
    if level > Level.PROGRAM:
        segments += [draw(numbers(1, last=8)), draw(numbers())]
    if level > Level.KEGIATAN:
        segments.append(draw(numbers() | numbers(4)))
    return Code.parse(".".join(segments), scheme=Scheme.NEW, level=level)


@st.composite
def legacy_codes(
    draw: st.DrawFn,
    level: Level | None = None,
    *,
    generic: bool | None = None,
    unit: bool | None = None,
) -> Code:
    """A code of Permendagri 13/2006, of one level or of any, with a unit segment or without."""
    level = level or draw(levels.filter(lambda one: one is not Level.SUB_KEGIATAN))
    is_generic = draw(st.booleans()) if generic is None else generic
    segments = ["0" if is_generic else draw(numbers(1, last=4))]
    if level > Level.URUSAN:
        segments.append("00" if is_generic else draw(numbers()))
    if level > Level.BIDANG_URUSAN:
        if not is_generic and (draw(st.booleans()) if unit is None else unit):
            segments.append(draw(st.integers(0, 99).map("{:02}".format)))
        segments.append(draw(numbers()))
    if level > Level.PROGRAM:
        segments.append(draw(numbers() | numbers(3)))
    return Code.parse(".".join(segments), scheme=Scheme.LEGACY, level=level)


def codes(level: Level | None = None) -> st.SearchStrategy[Code]:
    """A code of either scheme."""
    if level is Level.SUB_KEGIATAN:
        return new_codes(level)
    return new_codes(level) | legacy_codes(level)


def offices(scheme: Scheme) -> st.SearchStrategy[Code]:
    """The bidang urusan of an office."""
    make = new_codes if scheme is Scheme.NEW else legacy_codes
    return make(Level.BIDANG_URUSAN, generic=False)


@st.composite
def office_codes(draw: st.DrawFn, scheme: Scheme) -> Code:
    """A generic code in a programme that serves the office itself."""
    new = scheme is Scheme.NEW
    make, last = (new_codes, 1) if new else (legacy_codes, 6)
    levels_of = [Level.PROGRAM, Level.KEGIATAN, *([Level.SUB_KEGIATAN] if new else [])]
    code = draw(make(draw(st.sampled_from(levels_of)), generic=True))
    return evolve(code, program=draw(numbers(last=last)))


canonical_texts = st.from_regex(
    r"(?:[0-9X]|[0-9X]\.(?:\d\d|XX)(?:\.\d\d(?:\.[1-8])?){0,2}(?:\.(?:\d\d|\d{3}|\d{4})){0,2})",
    fullmatch=True,
    alphabet="0123456789X.",
)
"""Texts in the shape of canonical codes; not all are codes."""

code_like_texts = st.lists(
    st.sampled_from(
        [
            *("0", "1", "01", "02", "00", "001", ".", ".", ".", ".", " ", " . ", ",", "-", "/"),
            *("X", "XX", "x", "O", "l", "..", "'", "\u00a0", "\u200b", "\n", "A", "٣", "１", "²"),
            *"0123456789",
        ]
    ),
    max_size=24,
).map("".join)
"""Texts of what codes are made of, and of what spoils them."""

any_texts = st.text() | code_like_texts | canonical_texts | codes().map(str)


@frozen
class Misspelling:
    """A code as somebody wrote it.

    Attributes:
        code: The code that is meant.
        text: How it is written.
        style: Name of the slip.
    """

    code: Code
    text: str
    style: str


def _with_letter(text: str) -> str:
    return re.sub(r"(?<=[\d.])0(?=[1-9])", "O", text, count=1)


def _cut(text: str) -> str:
    return f"{text[:-1]}.{text[-1:]}" if re.search(r"\.\d{3}$", text) else text


def _cut_sub(text: str) -> str:
    return f"{text[:-2]}.{text[-2:]}" if re.search(r"\.\d{4}$", text) else text


def _with_office(text: str) -> str:
    segments = text.split(".")
    return ".".join([*segments[:2], *segments])


def _with_sub_unit(text: str) -> str:
    segments = text.split(".")
    bidang, unit = ".".join(segments[:2]), segments[2]
    return " . ".join([bidang, f"{bidang}.{unit}", "01", *segments[3:]])


def _without_zero(text: str) -> str:
    return re.sub(r"^([1-3])\.0([1-9])\.", r"\1.\2.", text)


def _padded_authority(text: str) -> str:
    return re.sub(r"^(.\...\...)\.(\d)\.", r"\1.0\2.", text)


_STYLES: dict[str, Callable[[str], str]] = {
    "blanks beside the dots": lambda text: text.replace(".", " . ") if "." in text else f" {text} ",
    "hard blanks around it": lambda text: f"\u00a0{text}\u00a0",
    "a line break at its end": lambda text: f"{text}\n",
    "a trailing dot": lambda text: f"{text}.",
    "doubled dots": lambda text: text.replace(".", ".."),
    "commas": lambda text: text.replace(".", ","),
    "hyphens": lambda text: text.replace(".", "-"),
    "blanks for dots": lambda text: text.replace(".", " "),
    "an apostrophe before it": lambda text: f"'{text}",
    "an invisible character": lambda text: f"\ufeff{text}",
    "a lower-case x": str.lower,
    "a zero before the urusan": lambda text: text if text.startswith("X") else f"0{text}",
    "a letter for a digit": _with_letter,
    "no zero before the bidang": _without_zero,
    "the authority with a zero": _padded_authority,
    "a cut sub kegiatan": _cut_sub,
}
_LEGACY_UNIT_STYLES: dict[str, Callable[[str], str]] = {
    "a cut kegiatan": _cut,
    "the office's code inside": _with_office,
    "the office's code and a sub-unit inside": _with_sub_unit,
}


@st.composite
def misspellings(draw: st.DrawFn) -> Misspelling:
    """A code misspelled in a way that has one reading where scheme and level are known."""
    legacy_with_unit = draw(st.booleans())
    if legacy_with_unit:
        level = draw(st.sampled_from([Level.PROGRAM, Level.KEGIATAN]))
        code = draw(legacy_codes(level, generic=False, unit=True))
        styles = _STYLES | _LEGACY_UNIT_STYLES
    else:
        code, styles = draw(codes()), _STYLES
    fitting = [name for name, spell in styles.items() if spell(str(code)) != str(code)]
    style = draw(st.sampled_from(fitting))
    return Misspelling(code, styles[style](str(code)), style)

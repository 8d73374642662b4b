"""How cells look: quiet, legible in print and without colour, codes as text."""

from __future__ import annotations

import enum
import functools
from typing import Any, Final

from attrs import evolve, frozen

FONT: Final = "Arial"
SIZE: Final = 9
LINE_COLOUR: Final = "#A6A6A6"
MONEY_FORMAT: Final = "#,##0"
TEXT_FORMAT: Final = "@"


class Fill(enum.Enum):
    """Backgrounds. Whatever they say is said in words, too."""

    NONE = ""
    HEAD = "#1F3864"
    PROGRAM = "#E7ECF4"
    LEVEL = "#F3F6FA"
    LOST = "#FBE3E0"
    UNSURE = "#FFF3D1"
    INPUT = "#FFFFE5"
    TOTAL = "#D9E2F0"


class Kind(enum.Enum):
    """What a cell holds."""

    TEXT = "text"
    """Text that wraps."""
    CODE = "code"
    """Text that stays in one line."""
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"


@frozen(cache_hash=True)
class Style:
    """How a cell looks.

    Attributes:
        kind: What it holds.
        bold: Whether it is bold.
        italic: Whether it is slanted.
        fill: Its background.
        indent: How far its text is moved in.
        align: ``left``, ``center`` or ``right``; by default what suits its kind.
        size: Size of its letters in points.
        boxed: Whether it has lines around it.
        colour: Colour of its letters.
    """

    kind: Kind = Kind.TEXT
    bold: bool = False
    italic: bool = False
    fill: Fill = Fill.NONE
    indent: int = 0
    align: str = ""
    size: int = SIZE
    boxed: bool = True
    colour: str = "#000000"

    def on(self, fill: Fill) -> Style:
        """The same on another background."""
        return _on(self, fill)

    def moved_in(self, indent: int) -> Style:
        """The same with its text moved in."""
        return _moved_in(self, indent)

    def properties(self) -> dict[str, Any]:
        """The style in XlsxWriter's words."""
        right = self.kind in {Kind.MONEY, Kind.COUNT, Kind.PERCENT}
        known: dict[str, Any] = {
            "font_name": FONT,
            "font_size": self.size,
            "font_color": self.colour,
            "bold": self.bold,
            "italic": self.italic,
            "valign": "vcenter" if self.fill is Fill.HEAD else "top",
            "align": self.align or ("right" if right else "left"),
            "text_wrap": self.kind is Kind.TEXT,
            "num_format": _NUMBER_FORMATS[self.kind],
        }
        if self.indent:
            known["indent"] = self.indent
        if self.fill is not Fill.NONE:
            known |= {"pattern": 1, "bg_color": self.fill.value}
        if self.boxed:
            known |= {"border": 1, "border_color": LINE_COLOUR}
        return known


# Cells are many and styles are few: each is made once.


@functools.cache
def _on(style: Style, fill: Fill) -> Style:
    return evolve(style, fill=fill)


@functools.cache
def _moved_in(style: Style, indent: int) -> Style:
    return evolve(style, indent=indent)


@functools.cache
def bold(style: Style) -> Style:
    """The same in bold."""
    return evolve(style, bold=True)


_NUMBER_FORMATS: Final = {
    Kind.TEXT: TEXT_FORMAT,
    Kind.CODE: TEXT_FORMAT,
    Kind.MONEY: MONEY_FORMAT,
    Kind.COUNT: MONEY_FORMAT,
    Kind.PERCENT: '[=0]0.00%;[<0.00005]"< 0,01%";0.00%',
}
NEARLY_ALL: Final = '"> 99,99%"'

TITLE: Final = Style(bold=True, size=12, boxed=False, align="center")
SUBTITLE: Final = Style(bold=True, size=10, boxed=False, align="center")
ALARM: Final = Style(bold=True, boxed=False, colour="#A81F1F")
REMARK: Final = Style(italic=True, boxed=False, size=8, colour="#404040")
HEAD: Final = Style(bold=True, fill=Fill.HEAD, align="center", colour="#FFFFFF")
TEXT: Final = Style()
CODE: Final = Style(Kind.CODE)
MONEY: Final = Style(Kind.MONEY)
COUNT: Final = Style(Kind.COUNT)
NUMBER: Final = Style(Kind.COUNT, align="center")
CENTRED: Final = Style(Kind.CODE, align="center")
PERCENT: Final = Style(Kind.PERCENT)
INPUT: Final = Style(fill=Fill.INPUT)
PLAIN: Final = Style(boxed=False)

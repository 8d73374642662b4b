"""The lay-out of the flow diagram: bars for programs, bands for the money between them.

The width of a band is its money. Bars that are thinner than their label get more room around
them, so that labels never overlap, and a band thinner than a hair is drawn as a hair.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.money import ZERO
from nomenklatur.report.html.labels import readable, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nomenklatur.report.html.flows import Flow, Flows, Stop

HAIR: Final = 1.2
"""The least width of a band."""


@frozen
class Style:
    """How large a diagram is drawn, in pixels.

    Attributes:
        name: Name of the style.
        width: Width of the drawing.
        label: Width of a label.
        bar: Width of a bar.
        body: Height of all money together.
        size: Size of the letters.
        lines: Lines of a name.
        inside: Whether labels stand on the bands, beside the bars, and not outside of them.
    """

    name: str
    width: float
    label: float
    bar: float
    body: float
    size: float
    lines: int
    inside: bool

    @property
    def leading(self) -> float:
        """Height of a line."""
        return round(self.size * 1.25, 2)

    @property
    def gap(self) -> float:
        """The least room between two labels."""
        return self.size * 0.75


WIDE: Final = Style("wide", 1080, 300, 12, 420, 13, 2, inside=False)
NARROW: Final = Style("narrow", 328, 148, 8, 380, 11, 3, inside=True)


@frozen
class Bar:
    """A bar with its label.

    Attributes:
        stop: What it stands for.
        x: Its left edge.
        y: Its upper edge.
        width: Its width.
        height: Its height: the money, unless that is less than a hair.
        lines: The name in lines.
        text_x: Where the lines begin, or end if it is on the right of them.
        text_y: The base line of the first line.
        ends: Whether the lines end at `text_x` and do not begin there.
        is_start: Whether it is on the old side.
    """

    stop: Stop
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    text_x: float
    text_y: float
    ends: bool
    is_start: bool


@frozen
class Band:
    """A band between two bars."""

    flow: Flow
    path: str
    top: tuple[float, float]
    thickness: float


@frozen
class Drawing:
    """A diagram, ready to be drawn.

    Attributes:
        style: How it was laid out.
        height: Its height.
        bars: Its bars, those of the old side first.
        bands: Its bands, the widest first so that thin ones lie on top.
        hidden: Flows that cannot be drawn, because their money is negative.
    """

    style: Style
    height: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    hidden: tuple[Flow, ...]


@frozen
class _Slot:
    """The room of a bar and its label on one side."""

    index: int
    height: float
    label: float
    y: float = field(default=0.0)

    @property
    def room(self) -> float:
        return max(self.height, self.label)


def draw(flows: Flows, column: str, style: Style, name: Callable[[Stop], str]) -> Drawing | None:
    """Lay a diagram out.

    Args:
        flows: The flows.
        column: The column of money to draw.
        style: How large.
        name: The name of a stop in words, where it has none of its own.

    Returns:
        The drawing; None if the column has no money to draw.
    """
    drawn = [f for f in flows.flows if f.amounts.get(column, ZERO).amount > 0]
    hidden = tuple(f for f in flows.flows if f.amounts.get(column, ZERO).amount < 0)
    whole = sum(f.amounts[column].amount for f in drawn)
    if not whole:
        return None
    thick = {
        (f.start, f.end): max(f.amounts[column].amount / whole * style.body, HAIR) for f in drawn
    }
    starts, ends = _slots(flows, thick, style, name)
    height = max(_room(starts, style), _room(ends, style))
    starts, ends = _placed(starts, height, style), _placed(ends, height, style)
    bars = [
        *_bars(flows.starts, starts, style, name, is_start=True),
        *_bars(flows.ends, ends, style, name, is_start=False),
    ]
    bands = _bands(drawn, thick, starts, ends, style)
    return Drawing(style, round(height, 1), tuple(bars), bands, hidden)


def _slots(
    flows: Flows, thick: dict[tuple[int, int], float], style: Style, name: Callable[[Stop], str]
) -> tuple[list[_Slot], list[_Slot]]:
    """The slots of both sides in the order in which they are drawn."""
    left: dict[int, float] = defaultdict(float)
    right: dict[int, float] = defaultdict(float)
    pull: dict[int, float] = defaultdict(float)
    for (start, end), size in thick.items():
        left[start] += size
        right[end] += size
        pull[start] += size * end
    # An old program stands about where its money goes: then few bands cross.
    order = sorted(left, key=lambda start: (pull[start] / left[start], start))

    def slot(index: int, height: float, stop: Stop) -> _Slot:
        lines = len(_lines(stop, style, name)) + 1
        return _Slot(index, height, lines * style.leading)

    return (
        [slot(index, left[index], flows.starts[index]) for index in order],
        [slot(index, right[index], flows.ends[index]) for index in sorted(right)],
    )


def _lines(stop: Stop, style: Style, name: Callable[[Stop], str]) -> tuple[str, ...]:
    """The label's lines but for the last, which is the money."""
    words = readable(stop.name) or name(stop)
    text = f"{stop.code} {words}".strip() if stop.code is not None else words
    return wrap(text, style.label, style.size, style.lines)


def _room(slots: Sequence[_Slot], style: Style) -> float:
    return sum(slot.room for slot in slots) + style.gap * max(len(slots) - 1, 0)


def _placed(slots: Sequence[_Slot], height: float, style: Style) -> list[_Slot]:
    """The slots with their places: both sides fill the height."""
    spare = height - sum(slot.room for slot in slots)
    gap = spare / (len(slots) - 1) if len(slots) > 1 else 0.0
    y = 0.0 if len(slots) > 1 else spare / 2
    gap = max(gap, style.gap) if len(slots) > 1 else 0.0
    found = []
    for slot in slots:
        found.append(evolve(slot, y=y))
        y += slot.room + gap
    return found


def _bars(
    stops: Sequence[Stop],
    slots: Sequence[_Slot],
    style: Style,
    name: Callable[[Stop], str],
    *,
    is_start: bool,
) -> list[Bar]:
    if style.inside:
        x = 0.0 if is_start else style.width - style.bar
        text_x = style.bar + 5 if is_start else x - 5
        ends = not is_start
    else:
        x = style.label + 8 if is_start else style.width - style.label - 8 - style.bar
        text_x = style.label if is_start else x + style.bar + 8
        ends = is_start
    bars = []
    for slot in slots:
        stop = stops[slot.index]
        lines = _lines(stop, style, name)
        bar_y = slot.y + (slot.room - slot.height) / 2
        text_y = slot.y + (slot.room - slot.label) / 2 + style.size
        bars.append(
            Bar(stop, x, round(bar_y, 2), style.bar, round(slot.height, 2), lines, text_x,
                round(text_y, 2), ends, is_start)
        )  # fmt: skip
    return bars


def _bands(
    drawn: Sequence[Flow],
    thick: dict[tuple[int, int], float],
    starts: Sequence[_Slot],
    ends: Sequence[_Slot],
    style: Style,
) -> tuple[Band, ...]:
    rank = {slot.index: number for number, slot in enumerate(starts)}
    out = {slot.index: slot.y + (slot.room - slot.height) / 2 for slot in starts}
    into = {slot.index: slot.y + (slot.room - slot.height) / 2 for slot in ends}
    inset = style.bar if style.inside else style.label + 8 + style.bar
    left, right = inset, style.width - inset
    begins, finishes = {}, {}
    for flow in sorted(drawn, key=lambda f: (rank[f.start], f.end)):
        begins[flow.start, flow.end] = out[flow.start]
        out[flow.start] += thick[flow.start, flow.end]
    for flow in sorted(drawn, key=lambda f: (f.end, rank[f.start])):
        finishes[flow.start, flow.end] = into[flow.end]
        into[flow.end] += thick[flow.start, flow.end]
    bands = []
    for flow in drawn:
        key = flow.start, flow.end
        top = begins[key], finishes[key]
        bands.append(Band(flow, _path(left, right, top, thick[key]), top, thick[key]))
    return tuple(sorted(bands, key=lambda band: -band.thickness))


def _path(left: float, right: float, top: tuple[float, float], thickness: float) -> str:
    """A band as an SVG path: two curves that leave and arrive level."""
    middle = _number((left + right) / 2)
    a, b = _number(left), _number(right)
    (y0, y1), (z0, z1) = top, (top[0] + thickness, top[1] + thickness)
    return (
        f"M{a} {_number(y0)}C{middle} {_number(y0)} {middle} {_number(y1)} {b} {_number(y1)}"
        f"L{b} {_number(z1)}C{middle} {_number(z1)} {middle} {_number(z0)} {a} {_number(z0)}Z"
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

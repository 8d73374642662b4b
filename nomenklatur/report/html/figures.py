"""The flow diagrams as the page shows them: drawings, their words, and the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.grid import tidy
from nomenklatur.report.html.labels import readable
from nomenklatur.report.html.page import rupiah
from nomenklatur.report.html.sankey import NARROW, WIDE, draw
from nomenklatur.report.wording import money, percent
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.codes import Level
    from nomenklatur.report.html.flows import Flows, Stop
    from nomenklatur.report.html.sankey import Bar, Drawing, Style
    from nomenklatur.report.html.words import Words

_ABOVE: Final = 26
"""Room for the headings of the two sides."""


@frozen
class FlowLine:
    """A flow as a row of the table; the first of its program repeats no name."""

    start: str
    end: str
    first: bool
    items: int
    amount: Rupiah
    share: str
    status: Status


@frozen
class BandMark:
    """A band as the page draws it."""

    path: str
    start: int
    end: int
    status: Status
    text: str


@frozen
class BarMark:
    """A bar as the page draws it."""

    x: float
    y: float
    width: float
    height: float
    text_x: float
    text_y: float
    ends: bool
    lines: tuple[str, ...]
    is_start: bool
    index: int
    status: str
    text: str


@frozen
class Picture:
    """A drawing with its words."""

    style: Style
    height: float
    top: float
    left_x: float
    right_x: float
    bands: tuple[BandMark, ...]
    bars: tuple[BarMark, ...]


@frozen
class Figure:
    """The diagram of one column of money."""

    label: str
    alternative: str
    drawings: tuple[Picture, ...]
    hidden: int
    lines: tuple[FlowLine, ...]
    total: Rupiah


def figures(
    flows: Flows, labels: Sequence[str], words: Words
) -> tuple[tuple[Figure, ...], dict[str, Any]]:
    """The diagrams of all columns, and what the script needs to show the items of a flow.

    Args:
        flows: The flows.
        labels: What the columns are called on the page.
        words: The words of the page's language.
    """
    made = tuple(
        _Maker(flows, key, label, words).figure()
        for key, label in zip(flows.columns, labels, strict=True)
    )
    links = {
        "starts": [{"name": stop_name(stop, words, flows.level)} for stop in flows.starts],
        "ends": [
            {
                "name": stop_name(stop, words, flows.level),
                "code": str(stop.code) if stop.code is not None else None,
                "status": stop.status.value if stop.status is not None else None,
            }
            for stop in flows.ends
        ],
    }
    return made, links


def stop_name(stop: Stop, words: Words, level: Level) -> str:
    """A stop in words: code and name, or what it stands for."""
    name = readable(stop.name) or words_of(stop, words, level)
    return tidy(f"{stop.code} {name}".strip() if stop.code is not None else name)


def words_of(stop: Stop, words: Words, level: Level) -> str:
    """What a stop without a name is called."""
    if stop.merged > 1:
        return words(f"more.{level.value}", n=stop.merged)
    if stop.status in {Status.AMBIGUOUS, Status.UNMAPPED}:
        return words(f"status.{stop.status.value}")
    if stop.code is not None and stop.code.is_generic:
        return words("every.bidang")
    return "" if stop.code is not None else words("no.program")


@frozen
class _Maker:
    """Makes the diagram of one column."""

    flows: Flows
    column: str
    label: str
    words: Words

    def figure(self) -> Figure:
        starts = sum(1 for stop in self.flows.starts if self._amount(stop))
        ends = sum(1 for stop in self.flows.ends if self._amount(stop))
        drawings = [
            drawing
            for style in (WIDE, NARROW)
            if (drawing := draw(self.flows, self.column, style, self._words_of)) is not None
        ]
        return Figure(
            self.label,
            self.words(
                f"flow.figure.{self.flows.level.value}", column=self.label, starts=starts, ends=ends
            ),
            tuple(map(self._picture, drawings)),
            len(drawings[0].hidden) if drawings else 0,
            tuple(self._lines()),
            self.flows.total(self.column),
        )

    def _words_of(self, stop: Stop) -> str:
        return words_of(stop, self.words, self.flows.level)

    def _amount(self, stop: Stop) -> Rupiah:
        return stop.amounts.get(self.column, ZERO)

    def _share(self, amount: Rupiah) -> str:
        return percent(amount.percent_of(self.flows.total(self.column)))

    def _picture(self, drawing: Drawing) -> Picture:
        style = drawing.style
        edge = style.label if not style.inside else 0.0
        return Picture(
            style,
            drawing.height + 2,
            _ABOVE,
            edge,
            style.width - edge,
            tuple(self._bands(drawing)),
            tuple(self._bar(bar) for bar in drawing.bars),
        )

    def _bands(self, drawing: Drawing) -> Iterator[BandMark]:
        for band in drawing.bands:
            flow = band.flow
            start, end = self.flows.starts[flow.start], self.flows.ends[flow.end]
            amount = flow.amounts[self.column]
            text = self.words(
                "flow.band",
                start=stop_name(start, self.words, self.flows.level),
                end=stop_name(end, self.words, self.flows.level),
                money=rupiah(self.words, amount),
                percent=self._share(amount),
                items=self.words("activities", n=flow.items),
            )
            yield BandMark(band.path, flow.start, flow.end, end.status or Status.MAPPED, text)

    def _bar(self, bar: Bar) -> BarMark:
        stop, amount = bar.stop, self._amount(bar.stop)
        side = self.flows.starts if bar.is_start else self.flows.ends
        text = self.words(
            "flow.bar",
            name=stop_name(stop, self.words, self.flows.level),
            money=rupiah(self.words, amount),
            percent=self._share(amount),
            items=self.words("activities", n=stop.items),
        )
        label = f"{money(amount)} · {self._share(amount)}"
        status = "old" if bar.is_start else (stop.status or Status.MAPPED).value
        return BarMark(
            bar.x, bar.y, bar.width, bar.height, bar.text_x, bar.text_y, bar.ends,
            (*map(tidy, bar.lines), label), bar.is_start, side.index(stop), status, text,
        )  # fmt: skip

    def _lines(self) -> Iterator[FlowLine]:
        before = None
        for flow in self.flows.flows:
            amount = flow.amounts.get(self.column, ZERO)
            if not amount:
                continue
            end = self.flows.ends[flow.end]
            yield FlowLine(
                stop_name(self.flows.starts[flow.start], self.words, self.flows.level),
                stop_name(end, self.words, self.flows.level),
                flow.start != before,
                flow.items,
                amount,
                self._share(amount),
                end.status or Status.MAPPED,
            )
            before = flow.start

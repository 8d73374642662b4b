"""*Rekap*: the budget tree with outline levels, every subtotal a formula.

A node is the subtotal of all rows below it. ``SUBTOTAL`` leaves other subtotals out, so that one
column holds the whole tree and still adds up to the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from nomenklatur.codes import Level
from nomenklatur.language import N_, _
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.above import lines_above_translation
from nomenklatur.report.xlsx import style, words
from nomenklatur.report.xlsx.exact import Sum
from nomenklatur.report.xlsx.sheet import ABOVE, Formula, Sheet
from nomenklatur.report.xlsx.style import Fill, bold
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.report.payloads import RollupReport
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Value
    from nomenklatur.report.xlsx.style import Style
    from nomenklatur.rollup import RollupNode

NAME: Final = N_("Roll-up")
MONEY_FROM: Final = 4
_FILLS: Final = {
    Level.URUSAN: Fill.TOTAL,
    Level.BIDANG_URUSAN: Fill.TOTAL,
    Level.PROGRAM: Fill.PROGRAM,
    Level.KEGIATAN: Fill.LEVEL,
}
_STATUS_FILLS: Final = {Status.AMBIGUOUS: Fill.UNSURE, Status.UNMAPPED: Fill.LOST}


@frozen
class Branch:
    """A row of the tree, ready to be written.

    Attributes:
        code: Its code; empty if it has none.
        name: Its name.
        level: Its level.
        depth: How deep it lies, from 0.
        items: How many items lie below it; None for a part of its parent.
        own: Its money in each column where nothing lies below it.
        below: How many rows lie below it.
        sums: Its money in each column.
    """

    code: str
    name: str
    level: Level
    depth: int
    items: int | None
    own: tuple[Rupiah, ...]
    below: int
    sums: tuple[Sum, ...]


def write_rollup(book: Book, report: RollupReport) -> None:
    """Write the sheet *Rekap*."""
    RollupWriter(book, report).write()


@define(eq=False)
class RollupWriter:
    """Writes the sheet."""

    book: Book
    report: RollupReport
    columns: tuple[tuple[str, Status | None], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        parts: tuple[Status | None, ...] = (None,)
        if self.report.by == "old":
            parts = (None, *Status)
        keys = self.report.rollup.columns
        self.columns = tuple((key, part) for key in keys for part in parts)

    def write(self) -> None:
        """Write everything."""
        sheet = self._begin()
        branches = [b for root in self.report.rollup.roots for b in self._branches(root, 0)]
        outside = self._outside()
        top, last = sheet.row, sheet.row + len(branches) - 1
        inside = [Sum() for _ in self.columns]
        for branch in branches:
            if branch.depth == 0:
                for total, part in zip(inside, branch.sums, strict=True):
                    total.add(part)
        whole = [Sum(total.value, total.size) for total in inside]
        for _name, _items, amounts in outside:
            for total, amount in zip(whole, amounts, strict=True):
                total.add(amount)
        total_row = last + 1 + bool(outside) + len(outside)
        share = _Share(total_row, whole[0] if whole else Sum())
        for branch in branches:
            self._branch(sheet, branch, share)
        if outside:
            values = [self._subtotal(sheet, i, top, last, s) for i, s in enumerate(inside)]
            mapped = self.report.translation.count(Status.MAPPED)
            self._foot(sheet, _("TOTAL MAPPED"), mapped, values, inside, share, Fill.LEVEL)
        for status, items, amounts in outside:
            sums = [Sum.of([amount]) for amount in amounts]
            name = words.STATUS[status]
            self._foot(sheet, name, items, list(amounts), sums, share, _STATUS_FILLS[status])
        values = [self._subtotal(sheet, i, top, sheet.row - 1, s) for i, s in enumerate(whole)]
        items = len(self.report.translation.plan)
        self._foot(sheet, _("TOTAL OF THE PLAN"), items, values, whole, share, Fill.TOTAL)
        column = MONEY_FROM + len(self.columns)
        sheet.worksheet.conditional_format(
            top,
            column,
            sheet.row - 1,
            column,
            {
                "type": "cell",
                "criteria": "between",
                "minimum": 0.99995,
                "maximum": 0.999999999999,
                "format": self.book.number_format(style.NEARLY_ALL),
            },
        )

    def _begin(self) -> Sheet:
        plan, target = self.report.translation.plan, self.report.translation.target
        widths = (17, 62, 15, 11, *[19] * len(self.columns), 10)
        sheet = self.book.sheet(_(NAME), widths)
        sheet.worksheet.outline_settings(1, 0, 1, 0)  # the sum stands above its parts
        new = self.report.by == "new"
        sheet.title(
            _("PAGU ALONG THE NEW NOMENCLATURE") if new else _("PAGU ALONG THE OLD NOMENCLATURE"),
            words.regulation(target).upper() if new else "",
            f"{plan.office.upper()}{words.year_of(plan)}".strip(),
            above=lines_above_translation(self.report.translation, most=ABOVE),
        )
        headings = [
            f"{words.money_heading(key, plan.columns)}"
            + (f", {_(words.STATUS[part]).upper()}" if part else "")
            for key, part in self.columns
        ]
        share = f"% {self.columns[0][0].upper()}" if self.columns else "%"
        sheet.header(
            (
                _("CODE"),
                _("DESCRIPTION"),
                _("LEVEL"),
                _("ITEMS OF THE PLAN"),
                *(f"{h} (Rp)" for h in headings),
                share,
            )
        )
        sheet.worksheet.freeze_panes(sheet.row, 2)
        return sheet

    # -- the tree --------------------------------------------------------------------------

    def _branches(self, node: RollupNode, depth: int) -> Iterator[Branch]:
        """The rows of a node, itself first."""
        below = [row for child in node.children for row in self._branches(child, depth + 1)]
        direct = self._direct(node)
        if node.children and any(direct):
            name = _("at this {level} itself").format(level=node.level.label.lower())
            sums = tuple(Sum.of([amount]) for amount in direct)
            below.append(Branch("", name, node.level, depth + 1, None, direct, 0, sums))
        sums = tuple(Sum.of([amount]) for amount in direct)
        for row in below:
            if row.depth == depth + 1 and row.items is not None:
                for total, part in zip(sums, row.sums, strict=True):
                    total.add(part)
        code = str(node.code) if node.code is not None else ""
        yield Branch(code, node.name, node.level, depth, node.items, direct, len(below), sums)
        yield from below

    def _direct(self, node: RollupNode) -> tuple[Rupiah, ...]:
        """The money that lies in a node itself and in none of its children."""
        return tuple(
            Rupiah.sum((_money(node, column), *(-_money(child, column) for child in node.children)))
            for column in self.columns
        )

    def _branch(self, sheet: Sheet, branch: Branch, share: _Share) -> None:
        first, last = sheet.row + 1, sheet.row + branch.below
        money: list[Value] = [
            self._subtotal(sheet, i, first, last, total) if branch.below else branch.own[i]
            for i, total in enumerate(branch.sums)
        ]
        fill = _FILLS.get(branch.level, Fill.NONE) if branch.below else Fill.NONE
        text, code, number = (s.on(fill) for s in (style.TEXT, style.CODE, style.MONEY))
        if fill is not Fill.NONE:
            text, code, number = bold(text), bold(code), bold(number)
        looks = (
            code, text.moved_in(branch.depth), style.CODE.on(fill), style.COUNT.on(fill),
            *[number] * len(money), style.PERCENT.on(fill),
        )  # fmt: skip
        values: tuple[Value, ...] = (
            branch.code, branch.name, branch.level.label if branch.items is not None else "",
            branch.items, *money, self._percent(sheet, branch.sums, share),
        )  # fmt: skip
        sheet.line(values, looks, level=branch.depth)

    # -- below the tree --------------------------------------------------------------------

    def _outside(self) -> list[tuple[Status, int, tuple[Rupiah, ...]]]:
        translation, outside = self.report.translation, self.report.rollup.outside
        return [
            (
                status,
                translation.count(status),
                tuple(amounts.get(key, ZERO) for key, _ in self.columns),
            )
            for status, amounts in outside.items()
        ]

    def _foot(  # noqa: PLR0913, PLR0917 - the cells of a row
        self,
        sheet: Sheet,
        name: str,
        items: int,
        money: Sequence[Value],
        sums: Sequence[Sum],
        share: _Share,
        fill: Fill,
    ) -> None:
        text: Style = bold(style.TEXT).on(fill)
        looks = (
            text, text, text, bold(style.COUNT).on(fill),
            *[bold(style.MONEY).on(fill)] * len(money), style.PERCENT.on(fill),
        )  # fmt: skip
        sheet.line(("", name, "", items, *money, self._percent(sheet, sums, share)), looks)

    def _subtotal(self, sheet: Sheet, index: int, first: int, last: int, total: Sum) -> Value:
        return sheet.subtotal(MONEY_FROM + index, first, last, total)

    def _percent(self, sheet: Sheet, sums: Sequence[Sum], share: _Share) -> Value:
        """The first column of money in percent of the plan's; nothing of nothing."""
        if not sums or not share.whole.value or not share.whole.is_exact:
            return None
        part = sheet.address(sheet.row, MONEY_FROM)
        whole = f"${part.rstrip('0123456789')}${share.row + 1}"
        return Formula(f"={part}/{whole}", sums[0].value / share.whole.value)


@frozen
class _Share:
    """What percentages are of: the row of the plan's total, and the total."""

    row: int
    whole: Sum


def _money(node: RollupNode, column: tuple[str, Status | None]) -> Rupiah:
    key, part = column
    amounts: Mapping[str, Rupiah] = node.amounts if part is None else node.by_status.get(part, {})
    return amounts.get(key, ZERO)

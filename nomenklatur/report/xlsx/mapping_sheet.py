"""*Pemetaan*: the mapping in the layout in which offices annex it to their plans (LAMPIRAN).

On the left stand program, kegiatan and indikator, on the right urusan to sub kegiatan, each level
in a row of its own, and KETERANGAN beside the first of them, as in the annex of the Renja. What
the annex lacks follows to the right: the money, and where a row comes from.

Every rupiah stands once as a number, where it ends up: beside the sub kegiatan, or beside the
kegiatan if it has none. Kegiatan, program and JUMLAH are subtotals over that.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from nomenklatur.codes import Level
from nomenklatur.language import N_, _
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.names import same_name, similarity
from nomenklatur.recognise import PROGRAM_ALIKE
from nomenklatur.report import wording
from nomenklatur.report.above import lines_above_translation
from nomenklatur.report.balance import column_keys
from nomenklatur.report.sections import item_code
from nomenklatur.report.xlsx import style, words
from nomenklatur.report.xlsx.book import Run
from nomenklatur.report.xlsx.exact import Sum
from nomenklatur.report.xlsx.sheet import ABOVE, Formula, Sheet
from nomenklatur.report.xlsx.style import Fill, Style, bold
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Value
    from nomenklatur.translation import Outcome, TargetShare, Translation

NAME: Final = N_("Mapping")
MONEY_FROM: Final = 5
"""The first column of money."""
_FILLS: Final = {Status.AMBIGUOUS: Fill.UNSURE, Status.UNMAPPED: Fill.LOST}
_LEFT: Final = "PROGRAM / KEGIATAN / INDIKATOR APBD"
_RIGHT: Final = "URUSAN, BIDANG URUSAN, PROGRAM, KEGIATAN DAN SUB KEGIATAN"


@frozen
class Step:
    """A row of the right side: one level of a target's place in the tree.

    Attributes:
        code: Its code as the catalog has it.
        name: Its name in the catalog.
        target: The target, on its last step.
        keterangan: What stands under KETERANGAN beside it.
    """

    code: Code
    name: str
    target: TargetShare | None = None
    keterangan: str = ""


@frozen
class Heading:
    """The program above items: as the old catalog calls it, and as the plan does."""

    code: str
    name: str
    printed: str = ""


def write_mapping(book: Book, translation: Translation) -> None:
    """Write the sheet *Pemetaan*, in several if one is not enough."""
    MappingWriter(book, translation).write()


@define(eq=False)
class MappingWriter:
    """Writes the sheet."""

    book: Book
    translation: Translation
    keys: tuple[str, ...] = field(init=False)
    run: Run = field(init=False)
    _sums: dict[str, Sum] = field(init=False)
    _totals: list[tuple[Sheet, int, dict[str, Sum]]] = field(factory=list, init=False)
    _ladders: dict[Code, tuple[tuple[Code, str], ...]] = field(factory=dict, init=False)
    _headings: dict[object, Heading | None] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.keys = column_keys(self.translation.plan)
        self.run = Run(self.book, _(NAME), self._begin, self._finish, spare=2)
        self._sums = self._no_sums()

    def _no_sums(self) -> dict[str, Sum]:
        return {key: Sum() for key in self.keys}

    def write(self) -> None:
        """Write everything."""
        groups = itertools.groupby(self.translation, key=self._heading)
        for heading, outcomes in groups:
            self._group(heading, list(outcomes))
        sheet = self.run.sheet
        self.run.close()
        if len(self.run.sheets) > 1:
            self._grand_total(sheet)

    # -- above and below the body ----------------------------------------------------------

    def _begin(self, name: str) -> Sheet:
        plan, target = self.translation.plan, self.translation.target
        widths = (14, 39, 15, 52, 23, *[16] * len(self.keys), 25)
        sheet = self.book.sheet(name, widths)
        regulation = words.regulation(target).upper()
        sheet.title(
            "PEMETAAN NOMENKLATUR PROGRAM, KEGIATAN DAN SUB KEGIATAN",
            f"SESUAI DENGAN {regulation}",
            f"PADA {plan.office.upper()}{words.year_of(plan)}" if plan.office else "",
            remarks=self._remarks(),
            above=lines_above_translation(self.translation, most=ABOVE),
        )
        headings = [words.money_heading(key, plan.columns) for key in self.keys]
        sheet.header(
            (
                f"{_LEFT}{words.year_of(plan)}", "", f"{_RIGHT} {regulation}", "", "KETERANGAN",
                *(f"{heading} (Rp)" for heading in headings), _("SOURCE IN THE PLAN"),
            ),
            ("KODE", "URAIAN", "KODE", "URAIAN", *[""] * (2 + len(self.keys))),
            spans=((0, 1), (2, 3)),
        )  # fmt: skip
        self._sums = self._no_sums()
        return sheet

    def _remarks(self) -> list[str]:
        bidang = self.translation.bidang
        generic = any(t.code.is_office_program for o in self.translation for t in o.targets)
        if bidang is None or not generic:
            return []
        entry = self.translation.target.get(bidang)
        name = f"{bidang} ({entry.official_name or entry.name})" if entry else bidang
        return [_("X.XX is read as {bidang} in this office.").format(bidang=name)]

    def _finish(self, sheet: Sheet) -> None:
        """JUMLAH of the sheet."""
        self._totals.append((sheet, sheet.row, self._sums))
        self._total_line(
            sheet,
            _("TOTAL"),
            [
                sheet.subtotal(MONEY_FROM + i, sheet.top, sheet.row - 1, self._sums[key])
                for i, key in enumerate(self.keys)
            ],
        )

    def _grand_total(self, sheet: Sheet) -> None:
        """JUMLAH of all sheets."""
        values: list[Value] = []
        for i, key in enumerate(self.keys):
            total = Sum()
            for _sheet, _row, sums in self._totals:
                total.add(sums[key])
            parts = "+".join(
                f"'{one.name}'!{one.address(row, MONEY_FROM + i)}"
                for one, row, _sums in self._totals
            )
            value = Formula(f"={parts}", total.value) if total.is_exact else total.rupiah
            values.append(value)
        self._total_line(sheet, _("GRAND TOTAL"), values)

    def _total_line(self, sheet: Sheet, word: str, values: Sequence[Value]) -> None:
        text = bold(style.TEXT).on(Fill.TOTAL)
        money = bold(style.MONEY).on(Fill.TOTAL)
        looks = (*[text] * MONEY_FROM, *[money] * len(self.keys), text.moved_in(1))
        sheet.line(("", word, "", "", "", *values, ""), looks)

    # -- programs --------------------------------------------------------------------------

    def _heading(self, outcome: Outcome) -> Heading | None:
        """The program that an item stands under in the plan."""
        item = outcome.item
        code = item.program.code if item.program else None
        own = item_code(outcome)
        if code is None and own is not None:
            code = own.ancestor(Level.PROGRAM)
        printed = item.program.name if item.program else ""
        known = (code, printed)
        if known not in self._headings:
            self._headings[known] = self._make_heading(code, printed)
        return self._headings[known]

    def _make_heading(self, code: Code | None, printed: str) -> Heading | None:
        source = self.translation.source
        entry = source.get(code) if source is not None and code is not None else None
        if entry is not None and (
            not printed or max(similarity(printed, n) for n in entry.names) >= PROGRAM_ALIKE
        ):
            other = printed if not same_name(printed, entry.name) else ""
            return Heading(str(entry.code), entry.name, other)
        if not printed and code is None:
            return None
        return Heading(str(code or "-"), printed)

    def _group(self, heading: Heading | None, outcomes: list[Outcome]) -> None:
        """A program and its items, cut where a sheet is full."""
        goes_on = False
        while outcomes:
            heights = [self._height(outcome) for outcome in outcomes]
            self.run.need(heights[0] + 1)
            room = self.run.room - 1
            fitting = sum(end <= room for end in itertools.accumulate(heights)) or 1
            part, outcomes = outcomes[:fitting], outcomes[fitting:]
            if heading is not None:
                self._program(heading, part, sum(heights[:fitting]), goes_on=goes_on)
            for outcome in part:
                self._item(outcome)
            goes_on = True

    def _program(
        self, heading: Heading, outcomes: Sequence[Outcome], rows: int, *, goes_on: bool
    ) -> None:
        sheet = self.run.sheet
        first, last = sheet.row + 1, sheet.row + rows
        money = [
            sheet.subtotal(
                MONEY_FROM + i, first, last, Sum.of(a for o in outcomes for a in _leaves(o, key))
            )
            for i, key in enumerate(self.keys)
        ]
        name = _("{name} (continued)").format(name=heading.name) if goes_on else heading.name
        printed = _("in the plan: {name}").format(name=heading.printed) if heading.printed else ""
        text = style.TEXT.on(Fill.PROGRAM)
        looks = (
            bold(style.CODE).on(Fill.PROGRAM), bold(text), text, text, text,
            *[bold(style.MONEY).on(Fill.PROGRAM)] * len(money), text.moved_in(1),
        )  # fmt: skip
        sheet.line((heading.code, name, "", "", "", *money, printed), looks)

    # -- items -----------------------------------------------------------------------------

    def _height(self, outcome: Outcome) -> int:
        """How many rows an item takes."""
        steps = sum(len(self._ladder(target)) for target in outcome.targets)
        return 1 + max(len(outcome.item.indicators), steps, 1)

    def _ladder(self, target: TargetShare) -> tuple[tuple[Code, str], ...]:
        """The codes and names from the top of the tree down to a target, as the catalog has them.

        X.XX begins at its program: it has no urusan of its own.
        """
        code = target.code.generic()
        known = self._ladders.get(code)
        if known is not None:
            return known
        catalog, authority = self.translation.target, self.translation.authority
        found = []
        step: Code | None = code
        while step is not None and not (step.is_generic and step.program is None):
            entry = catalog.get(step, authority) or catalog.get(step)
            found.append((step, entry.official_name or entry.name if entry else ""))
            step = step.parent
        self._ladders[code] = tuple(reversed(found))
        return self._ladders[code]

    def _steps(self, outcome: Outcome) -> Iterator[Step]:
        for number, target in enumerate(outcome.targets):
            ladder = self._ladder(target)
            for index, (code, name) in enumerate(ladder):
                is_last = index == len(ladder) - 1
                notes = [words.keterangan(outcome)] if number == index == 0 else []
                if is_last and len(outcome.targets) > 1:
                    notes.append(words.share(target.share))
                named = name or (target.name if is_last else "")
                yield Step(code, named, target if is_last else None, "; ".join(notes))

    def _item(self, outcome: Outcome) -> None:
        sheet, rows = self.run.sheet, self._height(outcome)
        code, name, origin = self._old(outcome)
        first, last = sheet.row + 1, sheet.row + rows - 1
        money: list[Value] = []
        for i, key in enumerate(self.keys):
            total = Sum.of(_leaves(outcome, key))
            self._sums[key].add(total)
            if outcome.targets and any(key in t.amounts for t in outcome.targets):
                money.append(sheet.subtotal(MONEY_FROM + i, first, last, total))
            else:
                money.append(None if outcome.targets else outcome.item.amounts.get(key))
        fill = _FILLS.get(outcome.status, Fill.NONE)
        left, text = bold(style.TEXT).on(fill), style.TEXT.on(fill)
        looks = (
            bold(style.CODE).on(fill), left, text, text, text,
            *[style.MONEY.on(fill)] * len(money), text.moved_in(1),
        )  # fmt: skip
        sheet.line((code, name, "", "", "", *money, origin), looks)
        self._below(outcome, rows - 1, fill)

    def _below(self, outcome: Outcome, rows: int, fill: Fill) -> None:
        """The indicators on the left, the ladders on the right."""
        sheet = self.run.sheet
        indicators = [indicator.text for indicator in outcome.item.indicators]
        steps: list[Step | None] = [*self._steps(outcome)]
        basis = words.basis(outcome)
        for index in range(rows):
            step = steps[index] if index < len(steps) else None
            indicator = indicators[index] if index < len(indicators) else ""
            note = step.keterangan if step else ""
            if index == 0 and step is None:
                note = words.keterangan(outcome)
            sheet.line(
                (
                    "", indicator, str(step.code) if step else "", step.name if step else "", note,
                    *self._amounts(step), basis if index == 0 else "",
                ),
                self._looks(step, outcome, fill),
            )  # fmt: skip

    def _amounts(self, step: Step | None) -> list[Rupiah | None]:
        amounts: Mapping[str, Rupiah] = {}
        if step is not None and step.target is not None:
            amounts = step.target.amounts
        return [amounts.get(key) for key in self.keys]

    def _looks(self, step: Step | None, outcome: Outcome, fill: Fill) -> tuple[Style, ...]:
        last = step is not None and step.target is not None
        guessed = fill is Fill.NONE and outcome.method is Method.FUZZY
        fill = Fill.UNSURE if guessed and step is not None else fill
        code, text, money = (one.on(fill) for one in (style.CODE, style.TEXT, style.MONEY))
        right = (bold(code), bold(text)) if last else (code, text)
        return (code, text.moved_in(1), *right, text, *[money] * len(self.keys), text.moved_in(1))

    def _old(self, outcome: Outcome) -> tuple[str, str, str]:
        """Code and name of an item in the old catalog, and where and how the plan has it."""
        item, source = outcome.item, outcome.source
        origin = wording.where(item.place, self.translation.plan.source)
        if source is None:
            return str(item.code or item.code_text or "-"), item.name, origin
        entry = source.entry
        if not same_name(item.name, entry.name):
            origin = (
                f"{origin}: {item.name}"
                if origin
                else _("in the plan: {name}").format(name=item.name)
            )
        return str(entry.code), entry.name, origin


def _leaves(outcome: Outcome, key: str) -> Iterator[Rupiah]:
    """The numbers of an item in a column of money: where it ends up."""
    if outcome.status is Status.MAPPED:
        yield from (target.amounts.get(key, ZERO) for target in outcome.targets)
    elif key in outcome.item.amounts:
        yield outcome.item.amounts[key]

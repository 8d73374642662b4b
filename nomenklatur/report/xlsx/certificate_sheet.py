"""*Berita Acara*: one page that certifies that no rupiah is lost, and what is still open.

For each year and each level of the new tree: plan = mapped + ambiguous + unmapped. The plan's
side is read off the plan, the mapped side off the budget tree at that level (and off the targets
that end above it), so that a rupiah lost on the way shows as a difference.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field, frozen

from nomenklatur.codes import Level
from nomenklatur.findings import Severity
from nomenklatur.findings.reading import is_reading_error
from nomenklatur.language import N_, _, ngettext
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.plan.account import Fate
from nomenklatur.report import wording
from nomenklatur.report.above import is_above, lines_above_translation
from nomenklatur.report.accounted import account_sentence, main_accounts
from nomenklatur.report.balance import balances
from nomenklatur.report.sections import item_code, weight
from nomenklatur.report.wording import grouped, money
from nomenklatur.report.xlsx import style, words
from nomenklatur.report.xlsx.exact import Sum
from nomenklatur.report.xlsx.keys import catalog_key, plan_key
from nomenklatur.report.xlsx.sheet import Formula, Sheet
from nomenklatur.report.xlsx.style import Fill, Style, bold
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Catalog
    from nomenklatur.crosswalk import CrosswalkInfo
    from nomenklatur.report.balance import Balance
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Value
    from nomenklatur.rollup import Rollup, RollupNode
    from nomenklatur.translation import Outcome, Translation

NAME: Final = N_("Certificate")
WIDTHS: Final = (34, 18, 12, 23, 23, 23, 23, 17)
_LAST: Final = len(WIDTHS) - 1
_BLANK: Final = "…" * 12
_FEW: Final = 3
_MOST_ERRORS: Final = 5
_OPEN_RULES: Final = frozenset({"NK201", "NK202", "NK203"})
_HEADINGS: Final = (
    N_("YEAR"), N_("LEVEL"), N_("NUMBER"), N_("PLAN (Rp)"), N_("MAPPED (Rp)"),
    N_("TO BE REVIEWED (Rp)"), N_("NOT MAPPED YET (Rp)"), N_("DIFFERENCE (Rp)"),
)  # fmt: skip


@frozen
class LevelBalance:
    """The balance of one column of money at one level of the new tree.

    Attributes:
        column: The column's key.
        level: The level.
        nodes: How many entries of the level the plan goes to.
        plan: The plan's money.
        mapped: The money of the tree's entries at that level and of targets that end above it.
        ambiguous: The money of ambiguous items.
        unmapped: The money of unmapped items.
        above: The part of the mapped money whose targets end above the level.
    """

    column: str
    level: Level
    nodes: int
    plan: Rupiah
    mapped: Rupiah
    ambiguous: Rupiah
    unmapped: Rupiah
    above: Rupiah = ZERO

    @property
    def difference(self) -> Rupiah:
        """What is missing; zero unless the translation or its roll-up is broken."""
        return self.plan - self.mapped - self.ambiguous - self.unmapped


def level_balances(translation: Translation, rollup: Rollup) -> tuple[LevelBalance, ...]:
    """The balance of every column at every level, in the plan's and the tree's order.

    Args:
        translation: The translation.
        rollup: Its money along the new tree, down to sub kegiatan.
    """
    nodes: dict[Level, list[RollupNode]] = {level: [] for level in Level}
    for node in rollup.walk():
        nodes[node.level].append(node)
    return tuple(
        _level_balance(translation, balance, level, nodes[level])
        for balance in balances(translation)
        for level in Level
    )


def _level_balance(
    translation: Translation, balance: Balance, level: Level, nodes: list[RollupNode]
) -> LevelBalance:
    above = Rupiah.sum(
        target.amounts.get(balance.column, ZERO)
        for outcome in translation
        for target in outcome.targets
        if target.code.level < level
    )
    mapped = Rupiah.sum(node.amounts.get(balance.column, ZERO) for node in nodes) + above
    return LevelBalance(
        balance.column, level, len(nodes), balance.plan, mapped, balance.ambiguous,
        balance.unmapped, above,
    )  # fmt: skip


def write_certificate(book: Book, translation: Translation, rollup: Rollup) -> None:
    """Write the sheet *Berita Acara*. The roll-up is that of `level_balances`."""
    CertificateWriter(book, translation, rollup).write()


@define(eq=False)
class CertificateWriter:
    """Writes the sheet."""

    book: Book
    translation: Translation
    rollup: Rollup
    sheet: Sheet = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.sheet = self.book.sheet(_(NAME), WIDTHS, pages_high=1)

    def write(self) -> None:
        """Write everything."""
        self._title()
        self._facts()
        self._above()
        self._balance()
        self._account()
        self._catalogs()
        self._open_points()
        self._signatures()

    def _heading(self, text: str) -> None:
        self.sheet.gap()
        self.sheet.merged(0, _LAST, text, bold(style.PLAIN))

    def _text(self, text: str, look: Style = style.PLAIN) -> None:
        self.sheet.merged(0, _LAST, text, look)

    def _title(self) -> None:
        plan, target = self.translation.plan, self.translation.target
        regulation = words.regulation(target)
        self.sheet.title(
            "BERITA ACARA PEMETAAN NOMENKLATUR",
            f"{plan.office.upper()}{words.year_of(plan)}".strip(),
        )
        self.sheet.merged(
            0, _LAST, _("Number: {blank}").format(blank=_BLANK), Style(boxed=False, align="center")
        )
        old = self.translation.source
        if old is not None:
            said = _(
                "On this day {blank}, the date {blank}, the nomenclature of programs and kegiatan "
                "was mapped from {old} to {new}, with the following result."
            )
        else:
            said = _(
                "On this day {blank}, the date {blank}, the nomenclature of programs and kegiatan "
                "was mapped to {new}, with the following result."
            )
        source = words.regulation(old) if old is not None else ""
        self._text(said.format(blank=_BLANK, old=source, new=regulation))

    def _facts(self) -> None:
        translation = self.translation
        plan, bidang = translation.plan, translation.bidang
        entry = translation.target.get(bidang) if bidang is not None else None
        name = (entry.official_name or entry.name) if entry is not None else ""
        region = translation.authority
        first = plan.items[0].place if plan.items else None
        table = ""
        if first is not None and first.row is not None:
            table = wording.where(evolve(first, row=None, column=None), plan.source)
        facts = (
            (_("Office"), plan.office),
            (_("Plan"), plan.title),
            (_("File"), ", ".join(filter(None, (PurePath(plan.source).name, table)))),
            (_("Fingerprint of the plan"), plan_key(plan)),
            ("Bidang urusan", f"{bidang} {name}".strip() if bidang is not None else ""),
            (_("Kind of region"), words.kind_of_region(region) if region is not None else ""),
            (_("Basis of the mapping"), self._methods()),
        )
        for label, value in facts:
            if value:
                self.sheet.merged(1, _LAST, f": {value}", style.PLAIN, ends=False)
                self.sheet.cell(0, label, style.PLAIN)
                self.sheet.row += 1

    def _methods(self) -> str:
        """How many items were mapped on which grounds."""
        counts = Counter(o.method for o in self.translation if o.status is Status.MAPPED)
        return ", ".join(
            ngettext(
                "{n} activity by {method}", "{n} activities by {method}", counts[method]
            ).format(n=counts[method], method=_(words.METHODS[method]))
            for method in Method
            if counts[method]
        )

    def _above(self) -> None:
        """What no figure can be relied on without."""
        lines = lines_above_translation(self.translation)
        if lines:
            self.sheet.gap()
        for line in lines:
            self._text(line, style.ALARM)

    # -- the balance -----------------------------------------------------------------------

    def _balance(self) -> None:
        self._heading(_("I. BALANCE: PLAN = MAPPED + TO BE REVIEWED + NOT MAPPED YET"))
        self.sheet.line(tuple(map(_, _HEADINGS)), [style.HEAD] * len(_HEADINGS))
        self._items()
        plan, rows = self.translation.plan, level_balances(self.translation, self.rollup)
        before = ""
        for row in rows:
            first = words.money_heading(row.column, plan.columns) if row.column != before else ""
            before = row.column
            self._row(first, row)
        above = [row for row in rows if row.above]
        for row in above:
            self._text(
                _("Of the pagu {column}, Rp {amount} stops above the level {level}.").format(
                    column=row.column, amount=row.above, level=row.level.label
                ),
                style.REMARK,
            )
        broken = any(row.difference for row in rows) or self._lost_items()
        self._text(self._verdict(broken=bool(broken)), bold(style.PLAIN))

    def _verdict(self, *, broken: bool) -> str:
        if broken:
            return _(
                "NOT BALANCED: a difference is not 0. This is a defect of the program; do not sign."
            )
        if any(map(is_reading_error, self.translation.all_findings)):
            return _(
                "All differences are 0, but only of what was read of the plan: settle the errors "
                "above before you sign."
            )
        return _(
            "All differences are 0: every rupiah of the plan is counted exactly once, in every "
            "year and at every level."
        )

    def _account(self) -> None:
        """What became of every number of the plan's own money, a line a column."""
        columns = main_accounts(self.translation.plan)
        if columns:
            self._text(_("What became of every number in the columns of pagu:"))
        for column in columns:
            left = column.of(Fate.LEFT_OVER).numbers
            self._text(account_sentence(column), style.ALARM if left else style.PLAIN)

    def _lost_items(self) -> int:
        counts = (self.translation.count(status) for status in Status)
        return len(self.translation.plan.items) - sum(counts)

    def _items(self) -> None:
        counts = [self.translation.count(status) for status in Status]
        total = len(self.translation.plan.items)
        looks = (style.TEXT, style.TEXT, *[style.COUNT] * 6)
        first = self.sheet.address(self.sheet.row, 3)
        row = first.lstrip("D")
        difference = Formula(f"=D{row}-E{row}-F{row}-G{row}", total - sum(counts))
        values: tuple[Value, ...] = (
            _("Number of activities"),
            "",
            None,
            total,
            *counts,
            difference,
        )
        self.sheet.line(values, looks)

    def _row(self, first: str, balance: LevelBalance) -> None:
        amounts = (balance.plan, balance.mapped, balance.ambiguous, balance.unmapped)
        row = self.sheet.row + 1
        difference: Value = balance.difference
        if Sum.of(amounts).is_exact:
            difference = Formula(f"=D{row}-E{row}-F{row}-G{row}", int(balance.difference))
        fill = Fill.LOST if balance.difference else Fill.NONE
        looks = (
            bold(style.TEXT), style.TEXT, style.COUNT, *[style.MONEY] * 4,
            bold(style.MONEY).on(fill),
        )  # fmt: skip
        self.sheet.line((first, balance.level.label, balance.nodes, *amounts, difference), looks)

    # -- what it rests on, and what is open ------------------------------------------------

    def _catalogs(self) -> None:
        self._heading(_("II. CATALOGS AND LEGAL BASIS"))
        for said, catalog in (
            (_("From: {catalog}"), self.translation.source),
            (_("To: {catalog}"), self.translation.target),
        ):
            if catalog is not None:
                self._text(said.format(catalog=_described(catalog)))
        for info in self.translation.crosswalks:
            self._text(_("By the mapping: {mapping}").format(mapping=_published(info)))

    def _open_points(self) -> None:
        self._heading(_("III. OPEN POINTS"))
        points = list(self._points())
        for number, point in enumerate(points, 1):
            self._text(f"{number}. {point}")
        if not points:
            self._text(_("None."))

    def _points(self) -> Iterator[str]:
        for status in (Status.UNMAPPED, Status.AMBIGUOUS):
            outcomes = [outcome for outcome in self.translation if outcome.status is status]
            if outcomes:
                yield self._point(status, outcomes)
        guessed = sum(
            o.status is Status.MAPPED and o.method is Method.FUZZY for o in self.translation
        )
        if guessed:
            yield (
                ngettext(
                    "{n} activity is mapped by the program's proposal and not approved yet (sheet "
                    "Mapping, on yellow).",
                    "{n} activities are mapped by the program's proposals and not approved yet "
                    "(sheet Mapping, on yellow).",
                    guessed,
                ).format(n=guessed)
            )
        errors = [
            finding
            for finding in self.translation.all_findings
            if finding.severity is Severity.ERROR
            and finding.rule.code not in _OPEN_RULES
            and not is_above(finding)
        ]
        for finding in errors[:_MOST_ERRORS]:
            where = wording.where(finding.place, self.translation.plan.source)
            yield f"{finding.rule.code} ({where}): {_(finding.message)}"
        if len(errors) > _MOST_ERRORS:
            rest = len(errors) - _MOST_ERRORS
            yield ngettext(
                "{n} more error (sheet Findings).", "{n} more errors (sheet Findings).", rest
            ).format(n=rest)

    def _point(self, status: Status, outcomes: list[Outcome]) -> str:
        keys = [balance.column for balance in balances(self.translation)]
        outcomes.sort(key=lambda outcome: weight(outcome, keys))
        amounts = ", ".join(
            f"Rp {money(self.translation.money(key, status))} ({key})" for key in keys
        )
        names = "; ".join(
            f"{item_code(outcome) or ''} {outcome.item.name}".strip() for outcome in outcomes[:_FEW]
        )
        if (rest := len(outcomes) - _FEW) > 0:
            names = _("{names}; and {rest} more").format(names=names, rest=grouped(rest))
        if status is Status.UNMAPPED:
            said = ngettext(
                "{n} activity not mapped yet, {amounts}: {names} (sheet Not mapped yet).",
                "{n} activities not mapped yet, {amounts}: {names} (sheet Not mapped yet).",
                len(outcomes),
            )
        else:
            said = ngettext(
                "{n} activity to be reviewed, {amounts}: {names} (sheet To be reviewed).",
                "{n} activities to be reviewed, {amounts}: {names} (sheet To be reviewed).",
                len(outcomes),
            )
        return said.format(n=len(outcomes), amounts=amounts, names=names)

    # -- signatures ------------------------------------------------------------------------

    def _signatures(self) -> None:
        self.sheet.gap()
        office = self.translation.plan.office or _("the office")
        centred = Style(boxed=False, align="center")
        blocks = ((0, 1), (3, 4), (5, _LAST))
        signers = (
            (_("Drawn up by,"), _("Planning officer")),
            (_("Verified by,"), _("Bappeda / verification team")),
            (_("Approved by,"), _("Head of {office}").format(office=office)),
        )
        place = _("{blank}, the date {blank}").format(blank=_BLANK)
        lines = (
            ("", "", place),
            tuple(first for first, _second in signers),
            tuple(second for _first, second in signers),
            *[("", "", "")] * 3,
            *[(f"( {_BLANK * 2} )",) * 3],
            *[("NIP.",) * 3],
        )
        for texts in lines:
            for (first, last), text in zip(blocks, texts, strict=True):
                self.sheet.merged(first, last, text, centred, lines=1, ends=False)
            self.sheet.row += 1


def _published(info: CrosswalkInfo) -> str:
    """A mapping with who published it, and when."""
    parts = (
        info.title or info.id,
        ", ".join(filter(None, (info.author, info.date))),
        info.provenance,
        _("crosswalk {id}").format(id=info.id),
        _("only a part: {partial}").format(partial=_(info.partial)) if info.partial else "",
    )
    return "; ".join(filter(None, parts))


def _described(catalog: Catalog) -> str:
    """A catalog with its legal basis and its version."""
    info = catalog.info
    parts = [
        info.regulation or info.title or info.id,
        _("valid from {year}").format(year=info.valid_from) if info.valid_from else "",
        _("until {last}").format(last=info.valid_until) if info.valid_until else "",
        _("legal basis: {basis}").format(basis=_(info.legal_basis)) if info.legal_basis else "",
        ngettext("catalog {id}, {n} entry", "catalog {id}, {n} entries", len(catalog)).format(
            id=catalog_key(catalog), n=len(catalog)
        ),
        _("part of the catalog: {partial}").format(partial=_(info.partial)) if info.partial else "",
    ]
    return "; ".join(filter(None, parts))

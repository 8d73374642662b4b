"""What stands on the page of a translation, section by section; the templates only lay it out."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.codes import Level
from nomenklatur.crosswalk import Relation
from nomenklatur.language import _
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.above import lines_above_translation
from nomenklatur.report.balance import Balance, balances, column_keys
from nomenklatur.report.grid import tidy
from nomenklatur.report.html import rows
from nomenklatur.report.html.accounts import account_table
from nomenklatur.report.html.figures import figures
from nomenklatur.report.html.findings import findings_data, findings_table, sorted_findings
from nomenklatur.report.html.flows import flows_of
from nomenklatur.report.html.page import choices, pages, rupiah
from nomenklatur.report.html.tree import tree_data, tree_table
from nomenklatur.report.sections import weight
from nomenklatur.report.wording import percent
from nomenklatur.report.xlsx import words as official
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Catalog
    from nomenklatur.crosswalk import CrosswalkInfo
    from nomenklatur.report.html.rows import ItemRow
    from nomenklatur.report.html.words import Words
    from nomenklatur.rollup import Rollup
    from nomenklatur.translation import Outcome, Translation

CARDS: Final = 20
"""How many lost or unsure items are shown with their candidates; the table has all."""
FEW_COLUMNS: Final = 3
"""Up to so many columns of money stand beside each other; of more, the one that was chosen."""
_SHOWN_FIRST: Final = (Status.UNMAPPED, Status.AMBIGUOUS, Status.MAPPED)
_LINKS: Final = {Status.UNMAPPED: "lost", Status.AMBIGUOUS: "unsure", Status.MAPPED: "flow"}
_WHOLE_BAR: Final = 1000
_LEAST_OF_BAR: Final = 6


@frozen
class Tile:
    """How much became of a plan's money in one way."""

    status: Status
    figure: str
    under: str
    href: str


@frozen
class Answer:
    """The answer in short for one column of money.

    Attributes:
        sentences: Sentences with the tone in which they are said.
        bar: Parts of the bar: status, place and width in thousandths.
        alternative: What the bar says, in words.
        tiles: One for each status.
        balance: The column's balance; None if the plan has no money.
    """

    sentences: tuple[tuple[str, str], ...]
    bar: tuple[tuple[Status, int, int], ...]
    alternative: str
    tiles: tuple[Tile, ...]
    balance: Balance | None


@frozen
class Card:
    """A lost or an unsure item."""

    row: ItemRow
    amounts: tuple[tuple[str, Rupiah | None], ...]
    says: str
    no_home: bool


@frozen
class OpenGroup:
    """The lost or the unsure items, the most expensive first."""

    status: Status
    total: int
    cards: tuple[Card, ...]
    rest: str
    title: str
    lead: str
    none: str

    @property
    def id(self) -> str:
        """Its anchor."""
        return _LINKS[self.status]


@frozen
class BalanceRow:
    """A balance as a row of the table.

    Attributes:
        plan: The plan's money.
        parts: The money of each status, with its percentage.
        difference: What is missing.
    """

    plan: Rupiah
    parts: tuple[tuple[Rupiah, str], ...]
    difference: Rupiah


@frozen
class Contents:
    """Makes the context of the page of a translation.

    Args:
        translation: The translation.
        words: The words of the page's language.
    """

    translation: Translation
    words: Words
    columns: tuple[str, ...] = field(init=False)
    labels: tuple[str, ...] = field(init=False)

    @columns.default
    def _columns(self) -> tuple[str, ...]:
        return column_keys(self.translation.plan)

    @labels.default
    def _labels(self) -> tuple[str, ...]:
        columns = self.translation.plan.columns
        return tuple(tidy(official.money_heading(k, columns).capitalize()) for k in self.columns)

    def page(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The context of the page of the translation, and the data for its script."""
        translation, words = self.translation, self.words
        found = sorted_findings(translation.all_findings)
        flows = flows_of(translation)
        tree = roll_up(translation, level=Level.SUB_KEGIATAN)
        drawn, links = figures(flows, self.labels, words) if self.columns else ((), {})
        context = self.frame() | {
            "kind": words("report"),
            "sections": self._sections(has_flow=bool(drawn)),
            "answers": tuple(self.answers()),
            "open_groups": tuple(map(self.open_group, _SHOWN_FIRST[:2])),
            "figures": drawn,
            "flow_level": flows.level.value,
            "tree": tree_table(tree, self.columns, self.counts()),
            "items": self.items(),
            "findings": findings_table(found, translation.plan.source, words),
            "bases": tuple(self.bases()),
            "methods": tuple(self.methods()),
        }
        data = self.data(tree) | {
            "flow": links,
            "items": rows.items_data(translation, flows.start_of),
            "findings": findings_data(found, translation.plan.source, words),
        }
        return context, data

    def frame(self) -> dict[str, Any]:
        """What every page about the translation shows: what it is, and that it balances."""
        translation, t = self.translation, self.words
        plan = translation.plan
        balanced = [
            BalanceRow(
                one.plan,
                tuple((one.of(status), percent(one.percent(status))) for status in Status),
                one.difference,
            )
            for one in balances(translation)
        ]
        total = len(plan.items)
        lost = total - sum(self.counts().values())
        old = translation.source
        return {
            "title": self._title(),
            "old_name": official.regulation(old) if old is not None else "",
            "new_name": official.regulation(translation.target),
            "facts": tuple(self.facts()),
            "above": lines_above_translation(translation),
            "column_labels": self.labels,
            "few": len(self.columns) <= FEW_COLUMNS,
            "balances": balanced,
            "accounts": account_table(plan, dict(zip(self.columns, self.labels, strict=True)), t),
            "balanced": not lost and not any(one.difference for one in balanced),
            "total_items": total,
            "lost_items": lost,
            "counts": tuple(self.counts().values()),
        }

    def _title(self) -> str:
        plan = self.translation.plan
        file = PurePath(plan.source).name
        return tidy(plan.title or plan.office or file) or self.words("report")

    def data(self, tree: Rollup) -> dict[str, Any]:
        """What the script of every page about the translation gets."""
        return {
            "page": {
                "columns": self.labels,
                "few": len(self.columns) <= FEW_COLUMNS,
                "totals": [rows.number(self.translation.plan.total(key)) for key in self.columns],
            },
            "tree": tree_data(tree, self.columns),
        }

    def counts(self) -> dict[Status, int]:
        """How many items have each status."""
        return {status: self.translation.count(status) for status in Status}

    def facts(self) -> Iterator[tuple[str, str]]:
        """What was translated."""
        translation, t = self.translation, self.words
        plan, bidang = translation.plan, translation.bidang
        if plan.office and plan.office.casefold() not in plan.title.casefold():
            yield t("fact.office"), plan.office
        if bidang is not None:
            entry = translation.target.get(bidang, translation.authority)
            name = (entry.official_name or entry.name) if entry is not None else ""
            yield t("fact.bidang"), f"{bidang} {name}".strip()
        if translation.authority is not None:
            yield t("fact.region"), official.kind_of_region(translation.authority)
        if plan.source:
            table = plan.table
            table = _("table {table}").format(table=table) if table[:1].isdigit() else table
            yield t("fact.file"), ", ".join(filter(None, (PurePath(plan.source).name, table)))

    def _sections(self, *, has_flow: bool) -> tuple[tuple[str, str], ...]:
        names = ["lost", "unsure", "flow", "tree", "balance", "items", "findings", "basis"]
        return tuple(
            (name, self.words(f"nav.{name}")) for name in names if has_flow or name != "flow"
        )

    # -- the answer ------------------------------------------------------------------------

    def answers(self) -> Iterator[Answer]:
        """The answer in short for each column; one about the items alone if there is none."""
        if not self.columns:
            yield Answer(tuple(self._without_money()), (), "", self._count_tiles(), None)
        for label, balance in zip(self.labels, balances(self.translation), strict=True):
            yield Answer(
                tuple(self._sentences(label, balance)),
                _bar(balance),
                self.words(
                    "answer.bar",
                    column=label,
                    **{one.value: percent(balance.percent(one)) for one in Status},
                ),
                tuple(self._tile(status, balance) for status in _SHOWN_FIRST),
                balance,
            )

    def _sentences(self, label: str, balance: Balance) -> Iterator[tuple[str, str]]:
        t, counts = self.words, self.counts()
        lost, unsure = balance.unmapped, balance.ambiguous
        if not self.translation.plan.items:
            yield "", t("answer.empty")
            return
        for tone, status, amount in (
            ("lost", Status.UNMAPPED, lost),
            ("unsure", Status.AMBIGUOUS, unsure),
        ):
            if amount:
                yield tone, t(f"answer.{tone}", money=rupiah(t, amount))
            elif counts[status]:
                yield tone, t(f"answer.items.{tone}", n=counts[status])
        if not lost and not unsure and not counts[Status.UNMAPPED] + counts[Status.AMBIGUOUS]:
            yield "sure", t("answer.all")
        elif balance.plan:
            share = percent(balance.percent(Status.MAPPED))
            yield "", t("answer.mapped", percent=share, column=label[:1].lower() + label[1:])

    def _without_money(self) -> Iterator[tuple[str, str]]:
        t, counts = self.words, self.counts()
        if not self.translation.plan.items:
            yield "", t("answer.empty")
            return
        for tone, status in (("lost", Status.UNMAPPED), ("unsure", Status.AMBIGUOUS)):
            if counts[status]:
                yield tone, t(f"answer.items.{tone}", n=counts[status])
        yield "", t("answer.no.money")

    def _tile(self, status: Status, balance: Balance) -> Tile:
        t = self.words
        share = percent(balance.percent(status))
        under = " · ".join(filter(None, (t("activities", n=self.counts()[status]), share)))
        return Tile(status, rupiah(t, balance.of(status)), under, _LINKS[status])

    def _count_tiles(self) -> tuple[Tile, ...]:
        return tuple(
            Tile(
                status,
                self.words("activities", n=self.counts()[status]),
                self.words(f"tile.{status.value}"),
                _LINKS[status] if status is not Status.MAPPED else "items",
            )
            for status in _SHOWN_FIRST
        )

    # -- what is open ----------------------------------------------------------------------

    def open_group(self, status: Status) -> OpenGroup:
        """The items of a status that somebody has to decide."""
        t, word = self.words, _LINKS[status]
        items = [item for item in rows.items_of(self.translation) if item.outcome.status is status]
        items.sort(key=lambda item: weight(item.outcome, self.columns))
        cards = tuple(self._card(item.outcome, item.row(n)) for n, item in enumerate(items[:CARDS]))
        rest = ""
        if hidden := items[CARDS:]:
            rest = t("open.more", n=len(hidden))
            if self.columns:
                key = self.columns[0]
                left = Rupiah.sum(one.outcome.item.amounts.get(key, ZERO) for one in hidden)
                money = f"{rupiah(t, left)} ({self.labels[0]})"
                rest = t("open.more.money", n=len(hidden), money=money)
        return OpenGroup(
            status, len(items), cards, rest, t(f"{word}.title"), t(f"{word}.lead"),
            t(f"{word}.none"),
        )  # fmt: skip

    def _card(self, outcome: Outcome, row: ItemRow) -> Card:
        amounts = tuple(zip(self.labels, row.amounts, strict=True))
        no_home = outcome.relation is Relation.NONE
        return Card(row, amounts, tidy(outcome.note), no_home and not outcome.note)

    # -- tables ----------------------------------------------------------------------------

    def items(self) -> dict[str, Any]:
        """The first page of the table of items, and what it can be filtered and sorted by."""
        t, counts = self.words, self.counts()
        total = len(self.translation.outcomes)
        amounts = [
            (f"amount{n}", t("sort.amount", column=label)) for n, label in enumerate(self.labels)
        ]
        return {
            "rows": rows.first_rows(self.translation),
            "pages": pages(total, rows.PAGE),
            "choices": choices(
                [
                    ("", t("filter.all"), total),
                    *((s.value, t(f"status.{s.value}"), counts[s]) for s in _SHOWN_FIRST),
                ]
            ),
            "sorts": [
                *((key, t(f"sort.{key}")) for key in ("plan", "old", "name", "new")),
                *amounts,
                ("status", t("sort.status")),
            ],
        }

    # -- what it rests on ------------------------------------------------------------------

    def bases(self) -> Iterator[dict[str, Any]]:
        """The catalogs and crosswalks that were used."""
        for word, catalog in (("old", self.translation.source), ("new", self.translation.target)):
            if catalog is not None:
                facts = tuple((k, v) for k, v in self._catalog(catalog) if v)
                yield {"heading": self.words(f"basis.{word}"), "facts": facts}
        for info in self.translation.crosswalks:
            facts = tuple((k, v) for k, v in self._crosswalk(info) if v)
            yield {"heading": self.words("basis.crosswalk"), "facts": facts}

    def _catalog(self, catalog: Catalog) -> Iterator[tuple[str, str]]:
        t, info = self.words, catalog.info
        yield t("basis.regulation"), info.regulation or info.title or info.id
        yield t("basis.legal"), _(info.legal_basis)
        first, last = info.valid_from, info.valid_until
        years = {"first": str(first), "last": str(last)}
        valid = "both" if first and last else "from" if first else "until" if last else ""
        yield t("basis.valid"), t(f"basis.valid.{valid}", **years) if valid else ""
        yield t("basis.catalog"), t("basis.entries", id=catalog.id, n=len(catalog))
        yield t("basis.partial"), _(info.partial)
        yield t("basis.source"), info.source
        errata = len(info.errata)
        yield t("basis.errata"), t("basis.errata.n", n=errata) if errata else ""

    def _crosswalk(self, info: CrosswalkInfo) -> Iterator[tuple[str, str]]:
        t = self.words
        yield t("basis.crosswalk.title"), info.title or info.id
        yield t("basis.crosswalk.author"), ", ".join(filter(None, (info.author, info.date)))
        yield t("basis.crosswalk.id"), info.id
        yield t("basis.crosswalk.partial"), _(info.partial)
        yield t("basis.source"), info.provenance
        errata = len(info.errata)
        yield t("basis.errata"), t("basis.errata.crosswalk", n=errata) if errata else ""

    def methods(self) -> Iterator[str]:
        """How many items rest on what."""
        counts = Counter(
            outcome.method.value
            if outcome.method is not None and outcome.status is Status.MAPPED
            else "none"
            for outcome in self.translation
        )
        for name in (*(method.value for method in Method), "none"):
            if counts[name]:
                yield self.words(f"basis.methods.{name}", n=counts[name])


def _bar(balance: Balance) -> tuple[tuple[Status, int, int], ...]:
    """The parts of the bar; what is not nothing is never too thin to be seen."""
    parts = [(s, balance.of(s).amount) for s in Status if balance.of(s).amount > 0]
    whole = sum(amount for _, amount in parts)
    if not whole:
        return ()
    sizes = [max(amount * _WHOLE_BAR // whole, _LEAST_OF_BAR) for _, amount in parts]
    largest = sizes.index(max(sizes))
    sizes[largest] += _WHOLE_BAR - sum(sizes)
    places = [sum(sizes[:n]) for n in range(len(sizes))]
    return tuple(
        (status, x, size) for (status, _), x, size in zip(parts, places, sizes, strict=True)
    )

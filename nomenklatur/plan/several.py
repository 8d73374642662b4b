"""A plan that stands in several tables: sheets that go on, an office a sheet, side by side.

Tables with the same columns of money are one plan if none repeats another. A table that repeats
the rows of another (a copy, a filter) is said and never added; neither is a recapitulation,
whose sum is that of the others.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined
from nomenklatur.money import Rupiah
from nomenklatur.plan.columns.header import Header
from nomenklatur.plan.columns.pages import body_without_header
from nomenklatur.plan.columns.title import title_lines
from nomenklatur.plan.plan import AmountKind, TableKind
from nomenklatur.plan.rows.reading import RowReading, Section, read_rows
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import Role, year_of
from nomenklatur.plan.texts.offices import is_office, office_in
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.plan.columns.layout import Layout
    from nomenklatur.tables import Table

_FITS: Final = 0.8
_FEW: Final = 3  # cells with money, from which on a table that was not read is said
_VERSION = re.compile(
    r"\b(?:murni|perubahan|pergeseran|awal|akhir|rev(?:isi)?|draft|draf|final|lama|baru|sebelum|"
    r"sesudah|setelah|usulan|rancangan|copy|salinan)\b",
    re.IGNORECASE,
)


@frozen(eq=False)
class Candidate:
    """A table that a plan, or a part of it, could stand in, read by itself.

    Attributes:
        name: What it is called by.
        section: The table.
        reading: Its rows, read.
        headless: Whether it has no header of its own.
    """

    name: str
    section: Section
    reading: RowReading = field(repr=False)
    headless: bool = False

    @property
    def layout(self) -> Layout:
        """The table with its meaning."""
        return self.section.layout

    @property
    def keys(self) -> tuple[tuple[str, AmountKind], ...]:
        """Its columns of money."""
        return tuple((column.key, column.kind) for column in self.reading.columns)

    @property
    def total(self) -> Rupiah:
        """What its items add up to in the plan's first column."""
        keys = [key for key, kind in self.keys if kind is AmountKind.PLAN]
        items = self.reading.tree.items
        return Rupiah.sum(i.amounts[keys[0]] for i in items if keys and keys[0] in i.amounts)

    @property
    def rows(self) -> Counter[tuple[object, ...]]:
        """What the rows of its items hold but their numbers, to be compared with another table."""
        numbers = {column.index for column in self.section.side.all(Role.NUMBER)}
        return Counter(
            tuple(
                cell.text
                for index, cell in enumerate(node.line.cells)
                if cell.text and index not in numbers
            )
            for node in self.reading.tree.item_nodes
        )

    @property
    def names(self) -> Counter[tuple[str, str]]:
        """The codes and names of its items."""
        items = self.reading.tree.items
        return Counter((item.code_text, " ".join(item.name.casefold().split())) for item in items)

    @property
    def office(self) -> str:
        """The office that its title or its sheet names."""
        named = office_in(title_lines(self.layout.table, self.layout.header))
        return named or (self.name if is_office(self.name) else "")


@frozen
class Chosen:
    """The tables of a document that are its plan.

    Attributes:
        sections: The tables in order.
        findings: What is to be said of them and of those left out.
        open_ones: The tables among which a person has to choose, if nothing decides.
    """

    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    open_ones: tuple[str, ...] = ()


def choose(named: Sequence[tuple[str, Layout]], others: Sequence[tuple[str, Layout]]) -> Chosen:
    """The tables that are the plan, of those that could be.

    Args:
        named: The tables that a plan could stand in, with what they are called by.
        others: The visible tables of the document that were not understood.
    """
    if len(named) == 1 and not any(_goes_on(named[0][1], one.table) for _name, one in others):
        return Chosen((Section.of(named[0][1]),), tuple(_unread((), others)))
    candidates = [_candidate(name, layout) for name, layout in _alike(named)]
    candidates = [c for c in candidates if c.reading.tree.items] or candidates[:1]
    candidates, rest = _with_headless(candidates, others)
    findings: list[Finding] = []
    candidates = _without_copies(candidates, findings)
    candidates = _without_recaps(candidates, findings)
    plans = [c for c in candidates if c.layout.kind is TableKind.PLAN]
    candidates = plans or candidates
    if len(candidates) > 1 and not _are_one(candidates):
        return Chosen(open_ones=tuple(c.name for c in candidates))
    findings += _unread(candidates, rest)
    if len(candidates) > 1:
        findings.append(_joined(candidates))
    offices = [c.office for c in candidates]
    several = len({office for office in offices if office}) > 1
    sections = tuple(
        evolve(c.section, office=office if several else "")
        for c, office in zip(candidates, offices, strict=True)
    )
    return Chosen(sections, tuple(findings))


def _alike(named: Sequence[tuple[str, Layout]]) -> list[tuple[str, Layout]]:
    """Tables with the same headings as one before them mean the same by them."""
    found: list[tuple[str, Layout]] = []
    for name, layout in named:
        first = next(
            (
                known
                for _name, known in found
                if known.header is not None
                and layout.header is not None
                and known.header.headings == layout.header.headings
                and known.head == layout.head
            ),
            layout,
        )
        own = evolve(layout, columns=first.columns, sides=first.sides, kind=first.kind)
        found.append((name, own if first is not layout else layout))
    return found


def _candidate(name: str, layout: Layout) -> Candidate:
    section = Section.of(layout)
    return Candidate(name, section, read_rows([section]))


def _with_headless(
    candidates: Sequence[Candidate], others: Sequence[tuple[str, Layout]]
) -> tuple[list[Candidate], list[tuple[str, Layout]]]:
    """The candidates, each followed by the tables without a header that go on with it."""
    found = list(candidates)
    rest: list[tuple[str, Layout]] = []
    for name, layout in others:
        hosts = [c for c in candidates if _goes_on(c.layout, layout.table)]
        if layout.header is not None or not hosts:
            rest.append((name, layout))
            continue
        host = hosts[-1]
        header = host.layout.header
        body = body_without_header(layout.table)
        if header is None or not body:
            rest.append((name, layout))
            continue
        own = evolve(
            host.layout,
            table=layout.table,
            header=Header((), header.rows, body, header.headings),
            head=None,
        )
        section = Section(own, own.sides[0])
        found.append(Candidate(name, section, read_rows([section]), headless=True))
    return found, rest


def _goes_on(layout: Layout, table: Table) -> bool:
    """Whether rows without a header suit the columns of another table."""
    rows = body_without_header(table)
    width = len(layout.columns)
    if not rows or not any(c.role is Role.NAME for c in layout.columns):
        return False
    fits = money = 0
    for row in rows:
        good = not any(cell.text for cell in row.cells[width:])
        for column in layout.columns:
            text = row.cells[column.index].text if column.index < len(row.cells) else ""
            kind = content_of(text)
            if column.role is Role.AMOUNT:
                good = good and kind not in {Content.WORDS, Content.TITLE, Content.QUANTITY}
                money += kind in {Content.MONEY, Content.SUM}
            elif column.role is Role.CODE:
                good = good and kind not in {Content.WORDS, Content.TITLE, Content.MONEY}
            elif column.role is Role.NAME:
                good = good and kind not in {Content.MONEY, Content.SUM}
        fits += good
    return bool(money) and fits >= _FITS * len(rows)


def _without_copies(candidates: Sequence[Candidate], findings: list[Finding]) -> list[Candidate]:
    """The tables that do not repeat the rows of another."""
    kept: list[Candidate] = []
    order = sorted(candidates, key=lambda c: -len(c.reading.tree.items))
    for one in order:
        year = year_of(one.name)
        whole = next(
            (
                o
                for o in kept
                if one.keys == o.keys and one.rows <= o.rows and year_of(o.name) in {None, year}
            ),
            None,
        )
        if whole is None:
            kept.append(one)
            continue
        findings.append(
            Finding(
                RULES["NK421"],
                _("{name} repeats rows of {other} and is not added: {n} items, {total}").format(
                    name=one.name,
                    other=whole.name,
                    n=len(one.reading.tree.items),
                    total=one.total,
                ),
                one.layout.table.place,
            )
        )
    return [one for one in candidates if one in kept]


def _without_recaps(candidates: Sequence[Candidate], findings: list[Finding]) -> list[Candidate]:
    """The tables that do not only sum up the others."""
    kept = list(candidates)
    for one in candidates:
        others = [other for other in kept if other is not one]
        if not others or not _is_recap(one, others):
            continue
        total = Rupiah.sum(other.total for other in others)
        agrees = one.total in {total, *(other.total for other in others)}
        kept.remove(one)
        said = _("{name} sums up the others and is not added: {total}")
        if not agrees:
            said = _("{name} sums up to {total}, the tables that it should sum up to {other}")
        findings.append(
            Finding(
                RULES["NK421" if agrees else "NK301"],
                said.format(name=one.name, total=one.total, other=total),
                one.layout.table.place,
                "" if agrees else _("look for a table or a row that one of them lacks"),
            )
        )
    return kept


def _is_recap(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a table has a row for each office, sheet or program of others, with their sums."""
    items = one.reading.tree.items
    if any(i.code is not None and Rank.of(i.code.level) >= Rank.KEGIATAN for i in items):
        return False
    if len(items) >= sum(len(other.reading.tree.items) for other in others) and not all(
        is_office(item.name) for item in items
    ):
        return False
    known = {
        " ".join(name.casefold().split())
        for other in others
        for name in (
            other.name,
            other.office,
            *(total.name for total in other.reading.tree.declared),
            *(i.program.name for i in other.reading.tree.items if i.program is not None),
        )
    }
    told = sum(
        " ".join(item.name.casefold().split()) in known or is_office(item.name) for item in items
    )
    return told >= _FITS * len(items)


def _are_one(candidates: Sequence[Candidate]) -> bool:
    """Whether tables are parts of one plan: the same columns, other rows, no other version."""
    first = candidates[0]
    for position, one in enumerate(candidates):
        if one.keys != first.keys or one.layout.kind is TableKind.REVIEW:
            return False
        for other in candidates[:position]:
            both = sum((one.names & other.names).values())
            same = one.office == other.office
            if both * 5 > min(len(one.reading.tree.items), len(other.reading.tree.items)) and same:
                return False
    years = {c.layout.year for c in candidates if c.layout.year is not None}
    years |= {year for c in candidates if (year := year_of(c.name)) is not None}
    return len(years) < 2 and not any(_VERSION.search(c.name) for c in candidates)  # noqa: PLR2004


def _joined(candidates: Sequence[Candidate]) -> Finding:
    names = joined(c.name for c in candidates)
    return Finding(
        RULES["NK404"],
        _("{n} tables are read as one plan: {names}").format(n=len(candidates), names=names),
        candidates[0].layout.table.place,
    )


def _unread(
    candidates: Iterable[Candidate], rest: Sequence[tuple[str, Layout]]
) -> Iterable[Finding]:
    """Tables with codes and money that were not read."""
    used = {id(c.layout.table) for c in candidates}
    for name, layout in rest:
        if id(layout.table) in used:
            continue
        money = codes = 0
        for row in layout.table.rows:
            kinds = {content_of(text) for text in row.texts()}
            money += bool(kinds & {Content.MONEY})
            codes += Content.CODE in kinds
        if money >= _FEW and codes >= _FEW:
            yield Finding(
                RULES["NK401"],
                _("{name} has codes and money in {n} rows and was not read: {reason}").format(
                    name=name, n=money, reason=layout.reason
                ),
                layout.table.place,
                _("say which table is the plan with --table, or give it a header"),
                severity=Severity.ERROR,
            )

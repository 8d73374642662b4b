"""Reading plans: from a file, a document or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nomenklatur.errors import ReadError
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _
from nomenklatur.plan.build import build_plan
from nomenklatur.plan.checks.counts import check_counts
from nomenklatur.plan.choice import with_choice
from nomenklatur.plan.plan import Plan, TableKind
from nomenklatur.plan.rows.reading import Section
from nomenklatur.plan.survey import WITH_MONEY, Survey, layout_of, no_money
from nomenklatur.tables.table import Document, Table

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.money import Rupiah
    from nomenklatur.plan.choice import Choice, KeptLayout
    from nomenklatur.plan.columns.layout import Layout, Side


@frozen
class TableInfo:
    """What a table of a document is, for people who choose one.

    Attributes:
        table: The table.
        name: What to call it by: its number, its sheet, or ``#3``.
        kind: What it is.
        reason: Why, in words.
        title: Its title.
        rows: Number of its rows below the header.
        columns: What its columns hold, from the left; empty where nobody knows.
        items: Number of items per side; one number unless it is a review.
        totals: Sum of the items per side, and there per amount key.
        findings: Whether it was not recognised.
    """

    table: Table
    name: str
    kind: TableKind
    reason: str
    title: str = ""
    rows: int = 0
    columns: tuple[str, ...] = ()
    items: tuple[int, ...] = ()
    totals: tuple[Mapping[str, Rupiah], ...] = ()
    findings: tuple[Finding, ...] = ()


def read_plan(  # noqa: PLR0913 - what a person may say of a file
    source: str | os.PathLike[str] | Document,
    *,
    table: str | None = None,
    side: str | None = None,
    bidang: Code | None = None,
    choice: Choice | None = None,
    layouts: Sequence[KeptLayout] = (),
) -> Plan:
    """Read the plan of a file.

    Args:
        source: Path of the file, ``-`` for standard input, or a document that has been read.
        table: Number (``4.1``), sheet or ``#3`` of the table; by default the one plan that the
            document has.
        side: ``left`` or ``right``, for a review of two plans side by side.
        bidang: The office's bidang urusan, for codes that are numbers alone.
        choice: Which columns are what, and rows of which level are the items, where a person
            says so.
        layouts: The same, kept for layouts that their header tells.

    Raises:
        ReadError: The file cannot be read, has no such plan, several, or one without rows; or a
            column that was chosen is not there.
    """
    document = _document(source)
    if choice or layouts:
        document = with_choice(document, choice, layouts)
    return read_chosen(document, table, side=side, bidang=bidang)


def read_chosen(
    document: Document,
    table: str | None = None,
    *,
    side: str | None = None,
    bidang: Code | None = None,
) -> Plan:
    """The plan of a document, in one table or in several that go on with each other.

    Args:
        document: The document.
        table: As for `read_plan`.
        side: As for `read_plan`.
        bidang: As for `read_plan`.

    Raises:
        ReadError: As for `read_plan`.
    """
    survey = Survey.of(document)
    chosen = survey.choose(table, money=False)
    first = chosen.sections[0].layout
    plan = _plan(chosen.sections, survey, side, bidang, money=False)
    if first.header is not None and not first.header.body:
        raise ReadError(
            _("the table has a header and no rows below it"),
            place=first.table.place.at(row=first.header.rows[-1].number),
            remedy=_("give the file that holds the plan's rows"),
        )
    return evolve(plan, findings=(*chosen.findings, *plan.findings))


def choose_table(
    document: Document, name: str | None = None, *, money: bool = True
) -> tuple[Table, str]:
    """The table that the plan stands in, with the reason in words.

    Args:
        document: The document.
        name: What the user calls the table; by default the one plan that there is.
        money: Whether it has to have money; without, a list of codes and names will do where
            there is nothing better.

    Raises:
        ReadError: There is no such table, no plan, or more than one.
    """
    layout = Survey.of(document).find(name, money=money)
    return layout.table, layout.reason


def plan_of(
    table: Table,
    document: Document | None = None,
    *,
    side: str | None = None,
    bidang: Code | None = None,
    money: bool = True,
) -> Plan:
    """The plan that a table holds.

    Args:
        table: The table.
        document: The document that it stands in, for the office, the bidang and the text.
        side: ``left`` or ``right``, for a review of two plans side by side.
        bidang: The office's bidang urusan, for codes that are numbers alone.
        money: Whether the table has to have money; without, kegiatan with targets are read too.

    Raises:
        ReadError: The table is no plan, or has two sides and none was chosen.
    """
    survey = Survey.of(document) if document is not None else None
    layout = layout_of(table, document)
    return _plan([Section.of(layout)], survey, side, bidang, money=money)


def plans_of(
    table: Table, document: Document | None = None, *, bidang: Code | None = None
) -> tuple[Plan, ...]:
    """The plans that a table holds: one, two of a review, none of another table."""
    survey = Survey.of(document) if document is not None else None
    layout = layout_of(table, document)
    return _plans(layout, survey, bidang)


def describe(document: Document) -> tuple[TableInfo, ...]:
    """What each table of a document is."""
    survey = Survey.of(document)
    return tuple(
        _describe(name, layout, survey) for name, layout in zip(survey.names, survey, strict=True)
    )


def check_tables(document: Document) -> tuple[Finding, ...]:
    """Everything that the rules find in the tables of a document, each once, in order.

    Plans, both sides of a review, realisations, numbers in the text, and tables that were not
    recognised; mappings are checked by `nomenklatur.crosswalk.lampiran`.
    """
    survey = Survey.of(document)
    found: list[Finding] = list(document.findings)
    for layout in survey:
        found += _unknown(layout)
        for plan in _plans(layout, survey, None, money=False):
            found += plan.findings
    counted_anew = document.format in {"docx", "html", "pdf"}
    order = {t.place.table: i for i, t in enumerate(document.tables, 1) if counted_anew}

    def place_of(finding: Finding) -> tuple[object, ...]:
        place = finding.place
        number = order.get(place.table, 0)
        return place.sheet or "", number, *place.order, finding.rule.code

    return tuple(sorted(dict.fromkeys(found), key=place_of))


def _document(source: str | os.PathLike[str] | Document) -> Document:
    if isinstance(source, Document):
        return source
    from nomenklatur.tables import read_document  # noqa: PLC0415 - heavy

    return read_document(source)


def _plan(
    sections: Sequence[Section],
    survey: Survey | None,
    side: str | None,
    bidang: Code | None,
    *,
    money: bool,
) -> Plan:
    layout = sections[0].layout
    chosen = _side(layout, side, money=money)
    sections = [evolve(sections[0], side=chosen), *sections[1:]]
    if survey is None:
        return build_plan(sections, bidang=bidang)
    plan = build_plan(sections, office=survey.office, bidang=bidang or survey.bidang)
    if layout.kind not in WITH_MONEY:
        return plan
    counts = check_counts(survey.document, layout.table, plan, survey.with_money)
    own = {None, *(section.layout.table.place.table for section in sections)}
    general = [f for f in survey.document.findings if f.place.table in own]
    beside = _tables_beside(sections, survey)
    findings = dict.fromkeys((*general, *plan.findings, *counts, *beside))
    return evolve(plan, findings=tuple(findings))


def _tables_beside(sections: Sequence[Section], survey: Survey) -> Iterator[Finding]:
    """The other tables of the same sheet, which were not read with this one."""
    layout = sections[0].layout
    used = {id(section.layout.table) for section in sections}
    for name, other in zip(survey.names, survey, strict=True):
        same = other.table.place == layout.table.place and other.table.number == layout.table.number
        if not same or id(other.table) in used or other.table.rows[0] == layout.table.rows[0]:
            continue
        rows = other.table.rows
        yield Finding(
            RULES["NK403"],
            _("rows {first} to {last} are another table ({name}: {kind}), read by itself").format(
                first=rows[0].number, last=rows[-1].number, name=name, kind=other.kind.value
            ),
            other.table.at(rows[0]),
            severity=Severity.INFO,
        )


def _plans(
    layout: Layout, survey: Survey | None, bidang: Code | None, *, money: bool = True
) -> tuple[Plan, ...]:
    kinds = WITH_MONEY if money else WITH_MONEY | {TableKind.TARGETS}
    if layout.kind not in kinds:
        return ()
    return tuple(
        _plan([Section.of(layout)], survey, side.key or None, bidang, money=money)
        for side in layout.sides
    )


def _side(layout: Layout, side: str | None, *, money: bool) -> Side:
    """The side of a table that is asked for."""
    without = {TableKind.TARGETS, TableKind.CATALOG}
    place = layout.table.place
    if layout.kind not in (WITH_MONEY if money else WITH_MONEY | without):
        if layout.error is not None:
            raise layout.error
        if layout.kind in without:
            raise no_money(layout)
        raise ReadError(
            _("this is no plan: {reason}").format(reason=layout.reason),
            place=place,
            remedy=_("a plan has a header with Uraian or Program/Kegiatan, and Pagu or Anggaran"),
        )
    keys = [one.key for one in layout.sides]
    if len(keys) == 1:
        return layout.sides[0]
    labels = " or ".join(f"{one.key} ({one.label})" for one in layout.sides)
    if side is None:
        raise ReadError(
            _("two plans stand side by side"),
            place=place,
            remedy=_("say which side with --side: {labels}").format(labels=labels),
        )
    if side not in keys:
        raise ReadError(
            _("there is no side {side!r}").format(side=side),
            place=place,
            remedy=_("the sides are {labels}").format(labels=labels),
        )
    return layout.sides[keys.index(side)]


def _unknown(layout: Layout) -> tuple[Finding, ...]:
    if layout.recognised:
        return ()
    return (Finding(RULES["NK401"], layout.reason, layout.table.place),)


def _describe(name: str, layout: Layout, survey: Survey) -> TableInfo:
    plans = _plans(layout, survey, None, money=False)
    header = layout.header
    return TableInfo(
        layout.table,
        name,
        layout.kind,
        layout.reason,
        " ".join(layout.table.title.split()),
        len(header.body) if header is not None else len(layout.table.rows),
        tuple(column.role.value if column.role else "" for column in layout.columns),
        tuple(len(plan) for plan in plans),
        tuple({c.key: plan.total(c.key) for c in plan.columns} for plan in plans),
        _unknown(layout),
    )

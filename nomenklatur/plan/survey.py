"""What the tables of a document are, which of them is the plan, and whose it is."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.codes.reading import guess_scheme, read_code
from nomenklatur.errors import ReadError
from nomenklatur.language import _, joined, language
from nomenklatur.places import Place
from nomenklatur.plan.choice import ChoiceError, Chosen, chosen_for
from nomenklatur.plan.columns.chosen import kept_for
from nomenklatur.plan.columns.layout import Layout, recognise
from nomenklatur.plan.columns.pages import split_beside, split_stacked
from nomenklatur.plan.plan import TableKind
from nomenklatur.plan.rows.reading import Section, read_rows
from nomenklatur.plan.rows.tree import is_item
from nomenklatur.plan.several import Chosen as ChosenTables
from nomenklatur.plan.several import choose
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.offices import office_of_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.tables import Document, Table

WITH_MONEY: Final = frozenset({TableKind.PLAN, TableKind.REVIEW, TableKind.REALISATION})
"""Kinds of table that a plan can be read from."""
_LISTED: Final = 12


@frozen(eq=False)
class Survey:
    """The tables of a document with what they are, found out once.

    Attributes:
        document: The document.
        tables: Its tables; those that stand one below the other in one sheet are several.
        layouts: What each of them is, in order.
    """

    document: Document
    tables: tuple[Table, ...] = field(init=False, repr=False)
    layouts: tuple[Layout, ...] = field(init=False, repr=False)
    _chosen: dict[tuple[str | None, bool], ChosenTables] = field(
        init=False, repr=False, factory=dict
    )

    @tables.default
    def _split(self) -> tuple[Table, ...]:
        return tuple(
            part
            for table in self.document.tables
            for side in split_beside(table)
            for part in split_stacked(side)
        )

    @layouts.default
    def _recognise(self) -> tuple[Layout, ...]:
        return chosen_layouts(self.tables, chosen_for(self.document))

    def __iter__(self) -> Iterator[Layout]:
        return iter(self.layouts)

    @classmethod
    def of(cls, document: Document) -> Survey:
        """The survey of a document, made when it is first asked for in a language."""
        key = f"survey {language()}"
        if key not in document.known:
            document.known[key] = cls(document)
        found: Survey = document.known[key]
        return found

    def layout(self, table: Table) -> Layout:
        """What a table is: one of these, or another of the document."""
        for known in self.layouts:
            if known.table is table:
                return known
        return _layout_of(table)

    @property
    def names(self) -> tuple[str, ...]:
        """What to call each table by: its number or sheet; ``#3`` where it has none of its own."""
        counts = Counter(table.number.casefold() for table in self.tables)
        return tuple(
            table.number if table.number and counts[table.number.casefold()] == 1 else f"#{i}"
            for i, table in enumerate(self.tables, 1)
        )

    @functools.cached_property
    def with_money(self) -> tuple[Table, ...]:
        """The tables that plans can be read from."""
        return tuple(layout.table for layout in self.layouts if layout.kind in WITH_MONEY)

    @functools.cached_property
    def office(self) -> str:
        """The office on the document's cover; empty if there is none."""
        return office_of_document(self.document)

    @functools.cached_property
    def bidang(self) -> Code | None:
        """The bidang urusan of the office, by the codes of the document's mapping table.

        A plan that prints numbers alone (``002`` under ``01``) says nothing of the bidang; the
        mapping beside it does.
        """
        counts: Counter[Code] = Counter()
        for layout in self.layouts:
            if layout.kind is TableKind.MAPPING:
                counts.update(_bidang_of_sources(layout))
        return counts.most_common(1)[0][0] if counts else None

    def find(self, name: str | None = None, *, money: bool = True) -> Layout:
        """The table that the plan stands in; the first, if it stands in several.

        Args:
            name: What the user calls the table, or ``#3``; by default the one plan that there
                is, else the one realisation or review.
            money: Whether the table has to have money; without, a list of codes and names will
                do where there is nothing better.

        Raises:
            ReadError: There is no such table, no plan, or more than one.
        """
        return self.choose(name, money=money).sections[0].layout

    def choose(self, name: str | None = None, *, money: bool = True) -> ChosenTables:
        """The tables that the plan stands in, and what is to be said of the others.

        Args:
            name: What the user calls the one table to be taken, as for `find`.
            money: As for `find`.

        Raises:
            ReadError: There is no such table, no plan, or more than one that could be it.
        """
        key = name, money
        if key not in self._chosen:
            found = self._choose(name or self._kept_table(), money=money)
            if (unchosen := found.sections[0].layout.unchosen) is not None:
                raise unchosen
            self._chosen[key] = found
        return self._chosen[key]

    def _kept_table(self) -> str | None:
        """The table that a kept layout says is to be read."""
        kept = (layout.kept.table for layout in self.layouts if layout.kept is not None)
        return next(filter(None, kept), None)

    def _choose(self, name: str | None, *, money: bool) -> ChosenTables:
        place = Place(self.document.file)
        if not self.layouts:
            raise ReadError(_("no table was found"), place=place, remedy=_("is it the right file?"))
        if name is not None:
            return ChosenTables((Section.of(self._named(name)),))
        seen = [
            (known, layout)
            for known, layout in zip(self.names, self.layouts, strict=True)
            if not layout.table.hidden
        ]
        fitting = [pair for pair in seen if pair[1].unchosen is None or pair[1].header is None]
        seen = fitting if any(layout.header is not None for __, layout in fitting) else seen
        wanted = [WITH_MONEY - {TableKind.REVIEW}, {TableKind.REVIEW}]
        for kinds in wanted if money else [*wanted, {TableKind.TARGETS}, {TableKind.CATALOG}]:
            found = [(known, layout) for known, layout in seen if layout.kind in kinds]
            if not found:
                continue
            others = [pair for pair in seen if pair[1].kind is TableKind.OTHER]
            chosen = choose(found, others)
            if not chosen.open_ones:
                if kinds == {TableKind.CATALOG} and not any(
                    map(is_item, read_rows(chosen.sections).nodes)
                ):
                    continue
                return chosen
            names = chosen.open_ones
            raise ReadError(
                _("{number} tables could be the plan: {names}").format(
                    number=len(names), names=_list(names)
                ),
                place=place,
                remedy=_("say which one is meant: --table {name}").format(name=repr(names[0])),
            )
        raise self._no_plan(seen)

    def _named(self, name: str) -> Layout:
        wanted = name.strip().casefold()
        for known, layout in zip(self.names, self.layouts, strict=True):
            if known.casefold() == wanted:
                return layout
        alike = [
            known
            for known, layout in zip(self.names, self.layouts, strict=True)
            if layout.table.number.casefold() == wanted
        ]
        if alike:
            raise ReadError(
                _("{n} tables are called {name}: {listed}").format(
                    n=len(alike), name=repr(name), listed=_list(alike)
                ),
                place=Place(self.document.file),
                remedy=_("say which one is meant: --table {name}").format(name=repr(alike[0])),
            )
        for index, layout in enumerate(self.layouts, 1):
            if wanted == f"#{index}":
                return layout
        raise ReadError(
            _("there is no table {name!r}").format(name=name),
            place=Place(self.document.file),
            remedy=_("the tables are {names}").format(names=_list(self.names)),
        )

    def _no_plan(self, seen: list[tuple[str, Layout]]) -> ReadError:
        broken = [layout for __, layout in seen if layout.error is not None]
        if len(seen) == 1 and broken and broken[0].error is not None:
            return broken[0].error
        named = [
            layout
            for __, layout in seen
            if layout.kind is not TableKind.MAPPING
            and any(side.all(Role.NAME) for side in layout.sides)
        ]
        if len(named) == 1:
            return no_money(named[0])
        found = _list(
            _("{name} ({kind}: {reason})").format(
                name=known, kind=_(layout.kind.value), reason=layout.reason
            )
            for known, layout in seen
        )
        return ReadError(
            _("no table of kegiatan with money was found; there is {found}").format(
                found=found or _("a hidden one only")
            ),
            place=Place(self.document.file),
            remedy=_("a plan has a header with Uraian or Program/Kegiatan, and Pagu or Anggaran"),
        )


def layout_of(table: Table, document: Document | None = None) -> Layout:
    """What a table is; one whose header is broken is none that can be read, with the error.

    Args:
        table: The table.
        document: The document that it stands in, which is surveyed once.
    """
    return _layout_of(table) if document is None else Survey.of(document).layout(table)


def chosen_layouts(tables: Sequence[Table], chosen: Chosen) -> tuple[Layout, ...]:
    """What tables are, with what was chosen for those that have the columns.

    Raises:
        ReadError: None has them, or a kept layout names a column that its own table lacks.
    """
    layouts = tuple(_layout_of(table, chosen) for table in tables)
    headed = [layout for layout in layouts if layout.header is not None]
    if headed and all(layout.unchosen is not None for layout in headed):
        widest = max(headed, key=lambda layout: (layout.kind in WITH_MONEY, layout.table.width))
        assert widest.unchosen is not None  # noqa: S101 - for the type checker
        raise widest.unchosen
    return layouts


def _layout_of(table: Table, chosen: Chosen | None = None) -> Layout:
    chosen = chosen or Chosen()
    try:
        kept = kept_for(table, chosen.layouts)
    except ReadError as error:
        return Layout(table, TableKind.OTHER, error.message, recognised=False, error=error)
    choice = chosen.choice if kept is None else chosen.choice.over(kept.choice)
    try:
        return evolve(recognise(table, choice), kept=kept)
    except ChoiceError as error:
        if kept is not None and not chosen.choice.columns:
            raise
        return evolve(recognise(table), unchosen=error)
    except ReadError as error:
        return Layout(table, TableKind.OTHER, error.message, recognised=False, error=error)


def no_money(layout: Layout) -> ReadError:
    """The error of a table that would be a plan if it had money."""
    header = layout.header
    return ReadError(
        _("there are {reason}; no column of money was found").format(reason=layout.reason),
        place=layout.table.place.at(row=header.rows[-1].number if header is not None else None),
        remedy=_("head the column of amounts with Pagu, Anggaran, Kebutuhan Dana or Jumlah"),
    )


def _bidang_of_sources(layout: Layout) -> Iterator[Code]:
    """The bidang urusan of each code on the left of a mapping, generic ones left out."""
    column = layout.sides[0].first(Role.CODE)
    if layout.header is None or column is None:
        return
    texts = [
        row.cells[column.index].text
        for row in layout.header.body
        if column.index < len(row.cells) and row.cells[column.index].text
    ]
    scheme = guess_scheme(texts)
    for text in texts:
        code = read_code(text, scheme=scheme).code
        bidang = code.bidang_urusan if code is not None and not code.is_generic else None
        if bidang is not None:
            yield evolve(bidang, text=None)


def _list(names: Iterable[str]) -> str:
    known = list(names)
    shown, rest = joined(known[:_LISTED]), len(known) - _LISTED
    return _("{names} and {n} more").format(names=shown, n=rest) if rest > 0 else shown

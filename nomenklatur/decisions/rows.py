"""Rows of filled review sheets, against the plan and the catalog at hand."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from nomenklatur.catalog.entry import Status
from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.crosswalk.mapping import Target
from nomenklatur.decisions.decision import decision_key
from nomenklatur.decisions.making import subject_of
from nomenklatur.decisions.outdated import changed
from nomenklatur.errors import CatalogError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import same_name
from nomenklatur.report.xlsx import review_sheet as sheet
from nomenklatur.report.xlsx.keys import item_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Code
    from nomenklatur.decisions.decision import Key
    from nomenklatur.report.xlsx.worksheet import ReviewRow
    from nomenklatur.translation import Outcome, Translation


@frozen
class RowChecker:
    """Checks what a row says against what there is.

    Args:
        open_catalog: Opens a catalog by its id; None where it is not at hand.
        translation: The plan as it is now, if it is given.
        author: Who filled in a sheet that names nobody.
        exported: The rows of the exported workbook by their keys, if it is given.
    """

    open_catalog: Callable[[str], Catalog | None]
    translation: Translation | None = None
    author: str = ""
    exported: Mapping[str, ReviewRow] | None = None
    _items: dict[str, Outcome] = field(init=False, repr=False)

    @_items.default
    def _items_by_key(self) -> dict[str, Outcome]:
        if self.translation is None:
            return {}
        return dict(zip(item_keys(self.translation), self.translation, strict=True))

    @functools.cached_property
    def _codes(self) -> dict[Key, set[Code | None]]:
        """The plan's own codes by the names of its items."""
        found: dict[Key, set[Code | None]] = {}
        for one in self._items.values():
            found.setdefault(decision_key(None, one.item.name), set()).add(one.item.code)
        return found

    def problems(self, row: ReviewRow) -> Iterator[Finding]:
        """What is wrong with a row that somebody filled in."""
        if not (row.reviewer or self.author):
            place = row.cells.get(sheet.REVIEWER, row.place)
            what = _("nobody is named as the reviewer")
            yield Finding(RULES["NK229"], what, place, _("write a name beside it"))
        yield from self._of_plan(row)
        catalog = self.open_catalog(row.catalog_id)
        if catalog is None:
            yield Finding(
                RULES["NK228"],
                _("the catalog {catalog} is not at hand").format(catalog=row.catalog_id),
                row.place,
                _("import it first: nomenklatur catalog import FILE --id {id}").format(
                    id=row.catalog_id
                ),
            )
        elif row.targets:
            if not (row.is_offered or row.is_typed):
                yield Finding(
                    RULES["NK229"],
                    _("{choice!r} is none of the row's candidates").format(choice=row.choice),
                    row.place,
                    _("choose from the list, or write {other} in front if it is meant").format(
                        other=_(sheet.SHOWN[sheet.OTHER]).split()[0]
                    ),
                )
                return
            for target in row.targets:
                yield from self._of_target(row, target, catalog)

    def targets(self, row: ReviewRow) -> tuple[Target, ...]:
        """The targets of a row without problems, as the catalog has them."""
        catalog = self.open_catalog(row.catalog_id)
        assert catalog is not None  # noqa: S101 - `problems` said so otherwise
        entries = ((one, catalog.require(one.code)) for one in row.targets)
        return tuple(
            Target(entry.code, entry.official_name or entry.name, one.share)
            for one, entry in entries
        )

    def catalog_key(self, row: ReviewRow) -> str:
        """The catalog of a row in the version at hand."""
        catalog = self.open_catalog(row.catalog_id)
        return row.catalog if catalog is None else catalog_key(catalog)

    @property
    def legacy(self) -> str:
        """Id of the nomenclature that the plan is written in, if that is known."""
        source = self.translation.source if self.translation is not None else None
        return source.id if source is not None else ""

    def _of_plan(self, row: ReviewRow) -> Iterator[Finding]:
        place = row.cells.get(sheet.NAME, row.place)
        about = f"{row.code or ''} {row.name}".strip()
        if self.exported is not None and row.item not in self.exported:
            yield Finding(
                RULES["NK228"],
                _("{about} is not in the exported workbook").format(about=about),
                row.place,
                _("give the workbook that was handed out as --base"),
            )
        if self.translation is None or row.item in self._items or self._same_name(row):
            return
        plan = self.translation.plan.source
        now = self._same_code(row)
        if now is None:
            what = _("{about} is not in the plan {plan}").format(about=about, plan=plan)
        else:
            what = _("{about} is called {name} in the plan {plan}").format(
                about=about, name=now.item.name, plan=plan
            )
        again = _("translate the plan again and choose on the new sheet")
        yield Finding(RULES["NK228"], what, place, again)

    def _same_name(self, row: ReviewRow) -> bool:
        """Whether the plan has an item of a row's name and no other code.

        A row's key has the code of the legacy entry that its item was recognised as, which
        depends on the catalogs at hand.
        """
        codes = self._codes.get(decision_key(None, row.name), set())
        return bool(codes) and (row.code is None or bool(codes & {None, row.code}))

    def _same_code(self, row: ReviewRow) -> Outcome | None:
        """The item of the plan that has a row's code under another name."""
        if row.code is None:
            return None
        return next((one for one in self._items.values() if subject_of(one)[0] == row.code), None)

    def _of_target(self, row: ReviewRow, target: Target, catalog: Catalog) -> Iterator[Finding]:
        stale = row.catalog != catalog_key(catalog)
        authority = self.translation.authority if self.translation is not None else None
        if row.is_offered and row.choice.endswith("…"):  # the drop-down cuts long names
            target = evolve(target, name=f"{target.name}…")
        if stale and (found := changed(target, catalog, authority)) is not None:
            yield Finding(RULES["NK228"], found.message, row.place, found.suggestion)
            return
        try:
            entry = catalog.require(target.code, authority)
        except CatalogError as error:
            yield Finding(RULES["NK229"], error.message, row.place, error.remedy)
            return
        if entry.status is Status.RETIRED:
            what = _("{code} {name} is retired").format(code=entry.code, name=entry.name)
            yield Finding(RULES["NK229"], what, row.place, _("choose its successor"))
        elif row.is_typed and target.name and not _is_named(target.name, entry.names):
            yield Finding(
                RULES["NK229"],
                _("{code} is {name}, not {written}").format(
                    code=entry.code, name=entry.name, written=target.name
                ),
                row.place,
                _("correct the code or the name"),
            )


def _is_named(name: str, known: tuple[str, ...]) -> bool:
    return any(same_name(name, one) for one in known)

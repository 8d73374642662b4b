"""Rules on a mapping table: what is lost, contradicts itself, or stands in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog.entry import Entry
from nomenklatur.catalog.validate import authority_contradiction
from nomenklatur.codes import Level, Scheme
from nomenklatur.crosswalk.mapping import Relation
from nomenklatur.crosswalk.mapping_table import mentions_sub_kegiatan
from nomenklatur.crosswalk.urusan import urusan_named
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, ngettext
from nomenklatur.names import same_name
from nomenklatur.plan.rows.parents import lies_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Code
    from nomenklatur.crosswalk.mapping_table import MappingRow, MappingTable, Rung


def check_mapping(table: MappingTable, catalog: Catalog | None = None) -> tuple[Finding, ...]:
    """Everything that a mapping table has that somebody should look at, in its order.

    What was found while reading it (codes mended or missing) is among it. What is printed many
    times is reported once, at its first place, with the number of rows.

    Args:
        table: The table.
        catalog: The catalog of its right side, for the names; without it they are not compared.
    """
    found = list(table.findings)
    for row in table.rows:
        found += _target_missing(row)
    for rung, above in _steps(table):
        found += _wrong_parent(rung, above, catalog)
    found += _repeated(table, _wrong_authority)
    if catalog is not None:
        found += _repeated(table, lambda rung: _other_name(rung, catalog))
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda f: (f.place.row or 0, f.rule.code)))


def _target_missing(row: MappingRow) -> Iterator[Finding]:
    """A row whose kegiatan goes nowhere, or not as far down as its note says."""
    who = f"{row.source or row.source_text} {row.source_name}".strip()
    note = (
        _("KETERANGAN {note!r}").format(note=row.keterangan)
        if row.keterangan
        else _("no KETERANGAN")
    )
    if row.targets:
        lowest = row.targets[-1]
        sub = lowest.level is not None and lowest.level < Level.SUB_KEGIATAN
        if sub and lowest.level is not None and mentions_sub_kegiatan(row.keterangan):
            yield Finding(
                RULES["NK210"],
                _(
                    "{who}: {note} speaks of a sub kegiatan, the row ends at {label} {code} {name}"
                ).format(
                    who=who,
                    note=note,
                    label=lowest.level.label.lower(),
                    code=lowest.code,
                    name=lowest.name,
                ),
                lowest.place,
                _("name the sub kegiatan"),
            )
        elif row.keterangan and row.relation is None:
            yield Finding(
                RULES["NK210"],
                _("{who}: {note} is not understood").format(who=who, note=note),
                row.place,
            )
    elif row.relation is Relation.BROAD:
        yield Finding(
            RULES["NK203"],
            _("{who}: {note} names no target").format(who=who, note=note),
            row.place,
            _("name the sub kegiatan"),
        )
    elif row.relation is Relation.EXACT:
        yield Finding(
            RULES["NK210"],
            _("{who}: {note}, but there is no target").format(who=who, note=note),
            row.place,
            _("name the target"),
        )
    elif row.relation is None:
        yield Finding(
            RULES["NK201"],
            _("{who} has no target and {note}").format(who=who, note=note),
            row.place,
            _("say where it goes"),
        )


def _steps(table: MappingTable) -> Iterator[tuple[Rung, Rung | None]]:
    """Each step of each ladder with the one above it."""
    for row in table.rows:
        for ladder in row.ladders:
            for index, rung in enumerate(ladder):
                yield rung, ladder[index - 1] if index else None


def _repeated(table: MappingTable, check: Callable[[Rung], Finding | None]) -> Iterator[Finding]:
    """What a rule finds on the steps, each distinct message once with its number of rows."""
    found: dict[str, tuple[Finding, int]] = {}
    for rung, _parent in _steps(table):
        if (finding := check(rung)) is not None:
            first, count = found.get(finding.message, (finding, 0))
            found[finding.message] = (first, count + 1)
    for message, (first, count) in found.items():
        said = first.message
        if count > 1:
            said = ngettext("{message} ({n} row)", "{message} ({n} rows)", count).format(
                message=message, n=count
            )
        yield Finding(first.rule, said, first.place, first.suggestion)


def _wrong_parent(rung: Rung, above: Rung | None, catalog: Catalog | None) -> Iterator[Finding]:
    """A step under one that it does not belong to, by the codes or by the name of the urusan."""
    if above is None or rung.code is None:
        return
    if above.code is not None and not lies_under(rung.code, above.code):
        yield Finding(
            RULES["NK209"],
            _("{code} {name!r} stands under {above} {above_name!r}").format(
                code=rung.code, name=rung.name, above=above.code, above_name=above.name
            ),
            rung.place,
            _("correct the code, or the step above it"),
        )
    elif (digit := _misnamed(rung.code, above, catalog)) is not None:
        yield Finding(
            RULES["NK209"],
            _("{code} stands under {name!r}, which is the name of urusan {digit}").format(
                code=rung.code, name=above.name, digit=digit
            ),
            above.place,
            _("write the name of urusan {urusan}").format(urusan=rung.code.urusan),
        )


def _misnamed(code: Code, above: Rung, catalog: Catalog | None) -> str | None:
    """The urusan whose name a step above carries, if it is another than the code's."""
    if above.level is not Level.URUSAN or code.scheme is not Scheme.NEW:
        return None
    if catalog is not None and code.ancestor(Level.URUSAN) is not None:
        known = catalog.get(code.ancestor(Level.URUSAN) or code)
        if known is not None and same_name(known.official_name or known.name, above.name):
            return None
    named = urusan_named(above.name)
    return named if named != code.urusan else None


def _wrong_authority(rung: Rung) -> Finding | None:
    if rung.code is None:
        return None
    said = authority_contradiction(Entry(rung.code, rung.name))
    if not said:
        return None
    message = _("{code} {name}: {said}").format(code=rung.code, name=rung.name, said=said)
    return Finding(RULES["NK206"], message, rung.place)


def _other_name(rung: Rung, catalog: Catalog) -> Finding | None:
    """A name that is not the one which the catalog has for the code."""
    if rung.code is None or (entry := catalog.get(rung.code)) is None:
        return None
    official = entry.official_name or entry.name
    if same_name(rung.name, official):
        return None
    if rung.level is Level.URUSAN and urusan_named(rung.name) not in {None, rung.code.urusan}:
        return None  # reported as a wrong parent
    return Finding(
        RULES["NK205"],
        _("{code}: {name!r} is {official!r} in {id}").format(
            code=rung.code, name=rung.name, official=official, id=catalog.id
        ),
        rung.place,
        _("write {official!r}").format(official=official),
    )

"""What is wrong with a crosswalk: lost sources, targets that are not there, shares, duplicates."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.entry import Status
from nomenklatur.catalog.validate import authority_contradiction, erratum_finding
from nomenklatur.crosswalk.mapping import Relation
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, ngettext
from nomenklatur.names import same_name
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Code
    from nomenklatur.crosswalk.mapping import Crosswalk, Mapping, Target

_SHOWN: Final = 5
"""How many codes a message names before it says how many more there are."""


def validate(
    crosswalk: Crosswalk,
    *,
    source: Catalog | None = None,
    target: Catalog | None = None,
    file: str = "",
) -> tuple[Finding, ...]:
    """Everything that a crosswalk has that somebody should look at, in the order of its rows.

    Args:
        crosswalk: The crosswalk.
        source: The catalog that it maps from; its codes and names are not checked without.
        target: The catalog that it maps to.
        file: The file that it was read from, for findings on the whole; by default its id.
    """
    found: list[Finding] = []
    for mapping in crosswalk:
        found += _without_target(mapping)
        found += _shares(mapping)
        if source is not None:
            found += _source(mapping, source)
        if target is not None:
            for one in mapping.targets:
                found += _target(mapping, one, target)
    if target is not None:
        found += _contradictions(crosswalk, target)
    found += _duplicates(crosswalk)
    found += _errata(crosswalk)
    found.sort(key=lambda finding: finding.place.row or 0)
    if source is not None:
        found += _unmapped(crosswalk, source, Place(file or crosswalk.id))
    return tuple(found)


def _said(mapping: Mapping) -> str:
    return f"{mapping.source} {mapping.source_name}".strip()


def _without_target(mapping: Mapping) -> Iterator[Finding]:
    said, place = _said(mapping), mapping.place
    note = mapping.keterangan
    if mapping.targets:
        if mapping.relation is Relation.NONE:
            yield Finding(
                RULES["NK210"],
                _("{said}: recorded as having no home, with one").format(said=said),
                place,
            )
        elif mapping.relation is None:
            yield Finding(
                RULES["NK210"],
                _noted(_("{said}: has a target and no relation").format(said=said), note),
                place,
            )
        return
    match mapping.relation:
        case Relation.BROAD:
            yield Finding(
                RULES["NK203"],
                _noted(_("{said} is absorbed, but by what?").format(said=said), note),
                place,
            )
        case None:
            yield Finding(
                RULES["NK201"],
                _noted(_("{said}: nothing is said of where it goes").format(said=said), note),
                place,
            )
        case Relation.EXACT | Relation.CLOSE:
            message = _("{said}: the relation is {relation}, the target empty").format(
                said=said, relation=mapping.relation.value
            )
            yield Finding(RULES["NK210"], _noted(message, note), place)
        case Relation.NONE:
            return


def _noted(message: str, note: str) -> str:
    return _("{message} ({note})").format(message=message, note=note) if note else message


def _shares(mapping: Mapping) -> Iterator[Finding]:
    given = [target.share for target in mapping.targets if target.share is not None]
    said = _said(mapping)
    if not given:
        if len(mapping.targets) > 1:
            yield Finding(
                RULES["NK202"],
                ngettext(
                    "{said} splits over {n} target; nobody has decided the shares",
                    "{said} splits over {n} targets; nobody has decided the shares",
                    len(mapping.targets),
                ).format(said=said, n=len(mapping.targets)),
                mapping.place,
                severity=Severity.INFO,
            )
        return
    if len(given) < len(mapping.targets):
        yield Finding(
            RULES["NK217"],
            _("{said}: not every target has a share").format(said=said),
            mapping.place,
        )
    elif any(share <= 0 for share in given) or sum(given) != 1:
        shares = " + ".join(map(str, given))
        yield Finding(
            RULES["NK217"],
            _("{said}: the shares {shares} are not 1").format(said=said, shares=shares),
            mapping.place,
        )


def _source(mapping: Mapping, catalog: Catalog) -> Iterator[Finding]:
    entry = catalog.get(mapping.source, mapping.authority)
    if entry is None:
        yield Finding(
            RULES["NK204"],
            _("the source {said} is not in {catalog}").format(
                said=_said(mapping), catalog=_call(catalog)
            ),
            mapping.place,
        )
    elif mapping.source_name and not _is_named(entry, mapping.source_name):
        yield Finding(
            RULES["NK205"],
            _("{code}: {name!r} is {official!r} in {id}").format(
                code=mapping.source,
                name=mapping.source_name,
                official=entry.name,
                id=catalog.id,
            ),
            mapping.place,
        )


def _target(mapping: Mapping, target: Target, catalog: Catalog) -> Iterator[Finding]:
    said, place = f"{target.code} {target.name}".strip(), mapping.place
    entry = catalog.get(target.code, mapping.authority)
    if entry is None:
        other = catalog.get(target.code)
        if other is None:
            yield Finding(
                RULES["NK204"],
                _("{said} is not in {catalog}").format(said=said, catalog=_call(catalog)),
                place,
            )
        elif mapping.authority is not None:
            kind = mapping.authority.label
            yield Finding(
                RULES["NK206"],
                _("{said} is not there for {kind}").format(said=said, kind=kind),
                place,
            )
        return
    official = entry.official_name or entry.name
    if target.name and not same_name(target.name, official):
        yield Finding(
            RULES["NK205"],
            _("{code}: {name!r} is {official!r} in {id}").format(
                code=target.code, name=target.name, official=official, id=catalog.id
            ),
            place,
            _("write {official}").format(official=official),
        )
    if entry.status is Status.RETIRED:
        yield Finding(RULES["NK207"], _("{said} has been retired").format(said=said), place)


def _contradictions(crosswalk: Crosswalk, catalog: Catalog) -> Iterator[Finding]:
    """Targets whose own name contradicts their code, once each with the number of rows."""
    rows: dict[Code, list[Mapping]] = defaultdict(list)
    for mapping in crosswalk:
        for target in mapping.targets:
            rows[target.code].append(mapping)
    for code, mappings in rows.items():
        entry = catalog.get(code, mappings[0].authority)
        if entry is not None and (said := authority_contradiction(entry)):
            message = _("{code} {name}: {said}").format(code=code, name=entry.name, said=said)
            if (n := len(mappings)) > 1:
                message = ngettext("{message} ({n} row)", "{message} ({n} rows)", n).format(
                    message=message, n=n
                )
            yield Finding(RULES["NK206"], message, mappings[0].place)


def _is_named(entry: Entry, name: str) -> bool:
    return any(same_name(name, known) for known in entry.names)


def _call(catalog: Catalog) -> str:
    partial = catalog.info.partial
    return (
        _("{id}, which is a part: {partial}").format(id=catalog.id, partial=_(partial))
        if partial
        else catalog.id
    )


def _duplicates(crosswalk: Crosswalk) -> Iterator[Finding]:
    for code, mappings in crosswalk.by_source.items():
        for number, mapping in enumerate(mappings):
            yield from _target_twice(mapping)
            before = next((m for m in mappings[:number] if _for_same_region(m, mapping)), None)
            if before is None:
                continue
            same = {t.code for t in before.targets} == {t.code for t in mapping.targets}
            if before.place.row:
                said = (
                    _("{code} {name}: the same again as in row {row}")
                    if same
                    else _("{code} {name}: something else as in row {row}")
                )
            else:
                said = (
                    _("{code} {name}: the same again")
                    if same
                    else _("{code} {name}: something else")
                )
            message = said.format(code=code, name=mapping.source_name, row=before.place.row)
            yield Finding(RULES["NK218"], message, mapping.place)


def _target_twice(mapping: Mapping) -> Iterator[Finding]:
    codes = [target.code for target in mapping.targets]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield Finding(
            RULES["NK218"],
            _("{said}: the target {code} twice").format(said=_said(mapping), code=code),
            mapping.place,
        )


def _for_same_region(one: Mapping, other: Mapping) -> bool:
    return None in {one.authority, other.authority} or one.authority is other.authority


def _unmapped(crosswalk: Crosswalk, catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Entries of the source catalog without a row, by level; levels without any rows are left.

    Where the crosswalk says that it is only a part, they are no errors.
    """
    severity = Severity.INFO if crosswalk.info.partial else RULES["NK201"].severity
    kinds = {mapping.authority for mapping in crosswalk}
    authority = kinds.pop() if len(kinds) == 1 else None
    for level in sorted({mapping.source.level for mapping in crosswalk}):
        entries = catalog.at(level, authority)
        lost = [entry for entry in entries if not crosswalk.get(entry.code, authority)]
        if lost:
            yield Finding(
                RULES["NK201"],
                _("{number} of {all} {level} of {id} have no row: {codes}").format(
                    number=len(lost),
                    all=len(entries),
                    level=level.label,
                    id=catalog.id,
                    codes=_codes(lost),
                ),
                place,
                severity=severity,
            )


def _errata(crosswalk: Crosswalk) -> Iterator[Finding]:
    """The listed slips; where no target was printed, the row itself is a finding already."""
    places = {str(mapping.source): mapping.place for mapping in crosswalk}
    for erratum in crosswalk.info.errata:
        if erratum.official:
            yield erratum_finding(erratum, places.get(erratum.code, Place(crosswalk.id)))


def _codes(entries: Sequence[Entry]) -> str:
    shown = ", ".join(str(entry.code) for entry in entries[:_SHOWN])
    more = len(entries) - _SHOWN
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown

"""Rules on what a plan is written in: every code is in that nomenclature, valid, and what it says.

Under Permendagri 13/2006 regions numbered kegiatan of their own, so a code that the catalog does
not have means nothing there. From Permendagri 90/2019 on the nomenclature is fixed for the whole
country, and such a code is a slip or one of another version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.catalog import Status as EntryStatus
from nomenklatur.codes import Scheme
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined
from nomenklatur.match.words import too_long
from nomenklatur.names import same_name, similarity
from nomenklatur.target_rules import heir_of, nearest_is

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.plan.plan import DeclaredTotal, PlanItem
    from nomenklatur.translation import Outcome

_SHOWN: Final = 24
"""Letters of a word too long that a finding shows."""
_ALIKE: Final = 0.5
"""Below this a name is no help to find what a row may be."""


def is_fixed(catalog: Catalog | None) -> bool:
    """Whether a catalog has every code that a plan may use."""
    return catalog is not None and catalog.info.scheme is Scheme.NEW and not catalog.info.partial


def source_findings(
    outcome: Outcome, catalog: Catalog | None, authority: Authority | None
) -> Iterator[Finding]:
    """What is wrong with the code of one item in the nomenclature that the plan is written in.

    A code that is not known although its name is says the mapper itself (NK219); a retired one
    that a plan keeps is found at its target (NK207).

    Args:
        outcome: What became of the item; its place is left out.
        catalog: The nomenclature.
        authority: The kind of region that the plan is of.
    """
    code = outcome.item.code
    if catalog is None or not is_fixed(catalog) or code is None or code.scheme is not Scheme.NEW:
        return
    entry = catalog.get(code, authority)
    if entry is None:
        if outcome.source is None:
            yield _unknown(code, outcome.item.name, catalog, authority)
    elif entry.status is EntryStatus.RETIRED and all(t.entry != entry for t in outcome.targets):
        heirs = joined(f"{target.code} {target.name}" for target in outcome.targets)
        goes_on = _("it goes on as {heirs}").format(heirs=heirs) if outcome.targets else ""
        yield _retired(entry, catalog, goes_on or heir_of(entry, catalog, authority))


def long_word_findings(item: PlanItem) -> Iterator[Finding]:
    """What of the names of an item and its program is too long to be a word.

    Args:
        item: The item; its place is left out.
    """
    for name in filter(None, (item.name, item.program.name if item.program else "")):
        if word := too_long(name):
            yield Finding(
                RULES["NK414"],
                _("{beginning} has {letters} letters and is no word; it was not compared").format(
                    beginning=f"{word[:_SHOWN]}…", letters=len(word)
                ),
                suggestion=_("write the name with its blanks"),
            )


def declared_findings(
    totals: Iterable[DeclaredTotal], catalog: Catalog | None, authority: Authority | None
) -> Iterator[Finding]:
    """What is wrong with the codes and names of the rows above the items.

    Args:
        totals: The declared totals of a plan.
        catalog: The nomenclature that it is written in.
        authority: The kind of region that the plan is of.
    """
    if catalog is None or not is_fixed(catalog):
        return
    for total in totals:
        code = total.code
        if code is None or code.program is None or code.scheme is not Scheme.NEW:
            continue
        entry = catalog.get(code, authority)
        if entry is None:
            found = _unknown(code, total.name, catalog, authority)
            yield Finding(found.rule, found.message, total.place, found.suggestion)
            continue
        if entry.status is EntryStatus.RETIRED:
            found = _retired(entry, catalog, heir_of(entry, catalog, authority))
            yield Finding(found.rule, found.message, total.place, found.suggestion)
        if total.name and not any(same_name(total.name, name) for name in entry.names):
            yield Finding(
                RULES["NK205"],
                _("{code}: {printed!r} is {official!r} in {id}").format(
                    code=code, printed=total.name, official=entry.name, id=catalog.id
                ),
                total.place,
                _("write the name of the nomenclature, or the code that belongs to the name"),
            )


def _unknown(code: Code, name: str, catalog: Catalog, authority: Authority | None) -> Finding:
    above, near = _nearest(code, name, catalog, authority)
    message = _("{code} {name} is not in {id}").format(code=code, name=name, id=catalog.id)
    other = catalog.get(code) if authority is not None else None
    if other is not None:
        message = _("{message} for {authority}: there it is {other}").format(
            message=message, authority=authority.label if authority else "", other=other.name
        )
    elif above is None:
        message = _("{message}, nor is anything above it").format(message=message)
    return Finding(RULES["NK219"], message, suggestion=nearest_is(near))


def _nearest(
    code: Code, name: str, catalog: Catalog, authority: Authority | None
) -> tuple[Entry | None, Entry | None]:
    """The entry that an unknown code lies below, and what its name is most like there."""
    parent = code.parent
    while parent is not None and catalog.get(parent, authority) is None:
        parent = parent.parent
    above = catalog.get(parent, authority) if parent is not None else None
    if parent is None or above is None or not name:
        return above, None
    scored = [
        (similarity(name, entry.name), entry)
        for one in dict.fromkeys((parent, parent.generic()))
        for entry in _below(one, catalog, authority)
        if entry.level is code.level and entry.status is EntryStatus.ACTIVE
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return above, best[1] if best is not None and best[0] >= _ALIKE else None


def _below(code: Code, catalog: Catalog, authority: Authority | None) -> Iterator[Entry]:
    for entry in catalog.children(code, authority):
        yield entry
        yield from _below(entry.code, catalog, authority)


def _retired(entry: Entry, catalog: Catalog, suggestion: str) -> Finding:
    message = _("{code} {name} has been retired in {id}").format(
        code=entry.code, name=entry.name, id=catalog.id
    )
    return Finding(RULES["NK240"], message, suggestion=suggestion)

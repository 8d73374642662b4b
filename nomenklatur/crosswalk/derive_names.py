"""A crosswalk from the legacy nomenclature to the new one, as far as names and programs tell.

Exact names hardly help between Permendagri 13/2006 and Permendagri 90/2019, so a matcher ranks
the sub kegiatan for every legacy kegiatan. Where it would not decide for a plan, the row has no
target and names the likeliest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.diff.comparison import kinds_of
from nomenklatur.codes import Level, Scheme
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.errors import CatalogError
from nomenklatur.language import _
from nomenklatur.match.query import Query
from nomenklatur.places import Place
from nomenklatur.translation import WORTH_NAMING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Authority
    from nomenklatur.match.query import Matcher
    from nomenklatur.translation import Candidate

    MatcherFor = Callable[[Catalog, Authority | None], Matcher]

AUTHOR: Final = "nomenklatur"


def own_matcher(target: Catalog, authority: Authority | None) -> Matcher:
    """The project's own matcher."""
    from nomenklatur.match.engine import Engine  # noqa: PLC0415 - heavy

    return Engine(target, authority=authority)


def derive_by_names(
    source: Catalog,
    target: Catalog,
    *,
    authority: Authority | None = None,
    matcher: MatcherFor = own_matcher,
    date: str = "",
) -> Crosswalk:
    """The crosswalk from a legacy catalog to a new one.

    Args:
        source: The legacy catalog.
        target: The new catalog.
        authority: Derive it for this kind of region only.
        matcher: Makes a matcher for the target and a kind of region.
        date: The day of the derivation, ISO 8601.

    Raises:
        CatalogError: The catalogs are not a legacy one and a new one.
    """
    if (source.info.scheme, target.info.scheme) != (Scheme.LEGACY, Scheme.NEW):
        raise CatalogError(
            _("{id} and {id2} are not a legacy and a new nomenclature").format(
                id=source.id, id2=target.id
            ),
            remedy=_("compare catalogs of one scheme entry by entry instead"),
        )
    covered = sorted(kinds_of(target), key=lambda kind: kind.value)
    kinds: Sequence[Authority | None] = covered or (None,)
    if authority is not None:
        kinds = (authority,)
    rows: list[Mapping] = []
    for kind in kinds:
        rows += _rows(source, target, kind, matcher(target, kind), date)
    rows.sort(key=lambda row: (row.source.key, row.authority.value if row.authority else ""))
    info = CrosswalkInfo(
        f"{source.id}--{target.id}",
        source.id,
        target.id,
        title=f"{source.info.title or source.id} → {target.info.title or target.id}",
        provenance="derived from names and programs",
        author=AUTHOR,
        date=date,
    )
    return Crosswalk(info, tuple(rows))


def _rows(
    source: Catalog, target: Catalog, kind: Authority | None, matcher: Matcher, date: str
) -> Iterator[Mapping]:
    entries = [entry for entry in source.at(Level.KEGIATAN) if entry.is_for(kind)]
    programs = [_program(source, entry) for entry in entries]
    queries = [
        Query(entry.name, program, entry.code, None, entry.indikator, kind)
        for entry, program in zip(entries, programs, strict=True)
    ]
    for entry, program, query, candidates in zip(
        entries, programs, queries, matcher.match_many(queries), strict=True
    ):
        exact = matcher.exact(query)
        best = candidates[0] if candidates else None
        if exact is not None:
            found: tuple[Entry, Relation, float] | None = (
                exact,
                Relation.EXACT,
                _sure(best, exact),
            )
        elif best is not None and matcher.accepts(candidates):
            found = (best.entry, Relation.CLOSE, best.score)
        else:
            found = None
        yield Mapping(
            entry.code,
            entry.name,
            found[1] if found else Relation.NONE,
            (Target(found[0].code, found[0].name),) if found else (),
            program_name=program,
            authority=kind,
            score=round(found[2] if found else 1 - (best.score if best else 0.0), 4),
            justification=_why(best)
            if found
            else _("{id} has nothing likely enough").format(id=target.id),
            indikator=entry.indikator,
            author=AUTHOR,
            date=date,
            note=""
            if found or best is None or best.score < WORTH_NAMING
            else _("nearest: {name}").format(name=_named(best)),
            place=Place(source.id, row=entry.row),
        )


def _sure(best: Candidate | None, exact: Entry) -> float:
    """The matcher's probability for an entry of the same name, if it ranks it first."""
    return best.score if best is not None and best.entry == exact else 1.0


def _why(best: Candidate | None) -> str:
    if best is None:
        return "the names are the same"
    return "; ".join(each.text for each in best.evidence if not each.against)


def _named(candidate: Candidate) -> str:
    return f"{candidate.entry.code} {candidate.entry.name} ({candidate.score:.0%})"


def _program(catalog: Catalog, entry: Entry) -> str:
    code = entry.code.ancestor(Level.PROGRAM)
    program = catalog.get(code) if code is not None else None
    return program.name if program is not None else ""

"""A crosswalk derived from the comparison of two catalogs, to be reviewed like any other.

Every entry of the source has its row: with a target per entry that took its place, or without
one where nothing follows. Predecessors that the newer catalog names itself confirm a row, fill
it where names alone found nothing, or are contradicted; the findings say which.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.catalog.diff import CatalogDiff, Change, ChangeKind, diff_catalogs
from nomenklatur.catalog.entry import Status
from nomenklatur.codes import Level
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.predecessors import TRUST, Judged, Verdict, judge_predecessors
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.translation import WORTH_NAMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Authority, Code

AUTHOR: Final = "nomenklatur"
_BOTH_SAY: Final = 0.5
"""How much of the doubt a confirmed predecessor leaves."""

_RELATIONS: Final = {
    ChangeKind.SAME: Relation.EXACT,
    ChangeKind.RENAMED: Relation.CLOSE,
    ChangeKind.MOVED: Relation.EXACT,
    ChangeKind.MOVED_AND_RENAMED: Relation.CLOSE,
    ChangeKind.SPLIT: Relation.CLOSE,
    ChangeKind.REUSED: Relation.NONE,
}


@frozen
class Derivation:
    """A derived crosswalk and how it came about.

    Attributes:
        crosswalk: The crosswalk.
        diff: The comparison that it rests on.
        judged: The predecessors that were held against it.
        findings: What somebody should look at.
    """

    crosswalk: Crosswalk
    diff: CatalogDiff
    judged: tuple[Judged, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)


def derive_crosswalk(
    source: Catalog,
    target: Catalog,
    *,
    predecessors: Crosswalk | Iterable[Crosswalk] | None = None,
    authority: Authority | None = None,
    date: str = "",
) -> Crosswalk:
    """The crosswalk between two catalogs of one scheme, derived from their comparison.

    Args:
        source: The catalog to carry from.
        target: The catalog to carry to.
        predecessors: Crosswalks from a predecessor column, whose sources may be of any version.
        authority: Derive it for this kind of region only.
        date: The day of the derivation, ISO 8601.

    Raises:
        CatalogError: The catalogs have no kind of region in common, or are of two schemes.
    """
    return derive(
        source, target, predecessors=predecessors, authority=authority, date=date
    ).crosswalk


def derive(
    source: Catalog,
    target: Catalog,
    *,
    predecessors: Crosswalk | Iterable[Crosswalk] | None = None,
    authority: Authority | None = None,
    date: str = "",
) -> Derivation:
    """The same with the comparison, the verdicts on predecessors and the findings.

    Raises:
        CatalogError: The catalogs have no kind of region in common, or are of two schemes.
    """
    diff = diff_catalogs(source, target, authority=authority)
    judged: tuple[Judged, ...] = ()
    if predecessors is not None:
        judged = judge_predecessors(predecessors, target, source=source)
    writer = _Writer(diff, _by_predecessor(judged, source), date)
    identifier = f"{source.id}--{target.id}"
    crosswalk = Crosswalk(
        CrosswalkInfo(
            identifier,
            source.id,
            target.id,
            title=f"{source.info.title or source.id} → {target.info.title or target.id}",
            provenance=_("derived from the comparison of the two catalogs"),
            author=AUTHOR,
            date=date,
        ),
        tuple(sorted(writer.mappings(), key=_in_order)),
    )
    findings = [finding for each in judged for finding in each.findings()]
    findings += reuse_findings(diff)
    return Derivation(crosswalk, diff, judged, tuple(findings))


def reuse_findings(diff: CatalogDiff) -> Iterator[Finding]:
    """A finding for every code that stands for something else in the target."""
    for change in diff.reused:
        source, twin = change.source, change.reused_by
        if source is None or twin is None:
            continue
        went = ", ".join(f"{target.code} {target.name}" for target in change.targets)
        yield Finding(
            RULES["NK208"],
            _("{code} was {name} in {id} and is {name2} in {id2}").format(
                code=source.code,
                name=source.name,
                id=diff.source.id,
                name2=twin.name,
                id2=diff.target.id,
            ),
            Place(diff.source.id, row=source.row),
            (_("carry it to {went}").format(went=went) if went else ""),
        )


Key = tuple["Code", "Authority | None"]


def _in_order(mapping: Mapping) -> tuple[tuple[int, ...], str]:
    return mapping.source.key, mapping.authority.value if mapping.authority else ""


def _by_predecessor(judged: Iterable[Judged], source: Catalog) -> dict[Key, list[Judged]]:
    """The verdicts on predecessors that the source catalog has."""
    found: dict[Key, list[Judged]] = defaultdict(list)
    for each in judged:
        mapping = each.mapping
        if any(entry.is_for(mapping.authority) for entry in source.by_code.get(mapping.source, ())):
            found[mapping.source, mapping.authority].append(each)
    return found


@frozen
class _Writer:
    """Writes the rows of a comparison."""

    diff: CatalogDiff
    predecessors: dict[Key, list[Judged]]
    date: str

    def mappings(self) -> Iterator[Mapping]:
        for change in self.diff.changes:
            if change.source is None:
                continue
            kinds = sorted(change.authorities, key=lambda kind: kind.value)
            for authority in kinds or (None,):
                yield self._mapping(change, change.source, authority)
        yield from self._not_listed()

    def _not_listed(self) -> Iterator[Mapping]:
        """Rows for the entries of levels that the target does not list at all, such as urusan."""
        compared = sorted(self.diff.authorities, key=lambda kind: kind.value)
        for entry in self.diff.source.entries:
            if entry.level in self.diff.levels_left_out:
                for authority in [kind for kind in compared if entry.is_for(kind)] or (
                    () if compared else (None,)
                ):
                    yield Mapping(
                        entry.code,
                        entry.name,
                        Relation.NONE,
                        authority=authority,
                        justification=_("{id} lists no {label}").format(
                            id=self.diff.target.id, label=entry.level.label.lower()
                        ),
                        author=AUTHOR,
                        date=self.date,
                        place=Place(self.diff.source.id, row=entry.row),
                    )

    def _mapping(self, change: Change, source: Entry, authority: Authority | None) -> Mapping:
        judged = self._judged(source, authority)
        named = next((each for each in judged if each.verdict.holds), None)
        if named is not None and source.status is Status.ACTIVE:
            said = self._named(change, named)
            if said is not None:
                relation, targets, score, justification = said
                return self._row(source, authority, relation, targets, score, justification, change)
        against = [each for each in judged if not each.verdict.holds]
        justification = self._justification(change)
        for each in against:
            justification += "; " + _(
                "{id} names {code} {name} as its successor, which is {verdict}: {reason}"
            ).format(
                id=self.diff.target.id,
                code=each.target.code,
                name=each.target.name,
                verdict=_(each.verdict.value),
                reason=each.reason,
            )
        targets = tuple(Target(target.code, target.name) for target in change.targets)
        return self._row(
            source, authority, _relation(change), targets, change.probability, justification, change
        )

    def _judged(self, source: Entry, authority: Authority | None) -> Sequence[Judged]:
        return [
            *self.predecessors.get((source.code, authority), ()),
            *(self.predecessors.get((source.code, None), ()) if authority is not None else ()),
        ]

    def _named(
        self, change: Change, named: Judged
    ) -> tuple[Relation, tuple[Target, ...], float, str] | None:
        """What a named successor makes of a row; None where the comparison knows more."""
        by = _("{id} names it as the predecessor of {code}").format(
            id=self.diff.target.id, code=named.target.code
        )
        if any(target.code == named.target.code for target in change.targets):
            doubt = (1 - change.probability) * _BOTH_SAY
            score = max(1 - doubt, TRUST[Verdict.REPRODUCED])
            targets = tuple(Target(target.code, target.name) for target in change.targets)
            return _relation(change), targets, score, f"{self._justification(change)}; {by}"
        if change.targets and change.probability >= TRUST[named.verdict]:
            return None
        entry = self.diff.target.get(named.target.code, named.mapping.authority)
        target = Target(named.target.code, entry.name if entry else named.target.name)
        score = TRUST[named.verdict]
        return Relation.CLOSE, (target,), score, f"{by}; {named.reason}"

    def _row(  # noqa: PLR0913, PLR0917 - the columns of a row
        self,
        source: Entry,
        authority: Authority | None,
        relation: Relation,
        targets: tuple[Target, ...],
        score: float,
        justification: str,
        change: Change,
    ) -> Mapping:
        program = source.code.ancestor(Level.PROGRAM)
        above = None
        if program is not None and program != source.code:
            above = self.diff.source.get(program, authority)
        return Mapping(
            source.code,
            source.name,
            relation,
            targets,
            program_name=above.name if above is not None else "",
            authority=authority,
            score=round(score, 4),
            justification=justification,
            indikator=source.indikator,
            author=AUTHOR,
            date=self.date,
            note=_note(self.diff, change),
            place=Place(self.diff.source.id, row=source.row),
        )

    def _justification(self, change: Change) -> str:
        said = [each.text for each in self.diff.evidence(change) if not each.against]
        return f"{_(change.kind.label)}: {'; '.join(said)}"


def _relation(change: Change) -> Relation:
    if not change.links:
        return Relation.NONE
    if change.kind is ChangeKind.MERGED:
        return Relation.EXACT if change.links[0].same_name else Relation.BROAD
    if change.kind is ChangeKind.RETIRED:
        return Relation.EXACT if change.links[0].same_name else Relation.CLOSE
    return _RELATIONS[change.kind]


def _note(diff: CatalogDiff, change: Change) -> str:
    """What speaks against the row, and what comes nearest where it has no target."""
    said = [each.text for each in diff.evidence(change) if each.against]
    if not change.links:
        said += [
            _("nearest: {code} {name} ({score:.0%})").format(
                code=each.entry.code, name=each.entry.name, score=each.score
            )
            for each in diff.candidates(change)[:1]
            if each.score >= WORTH_NAMING
        ]
    return "; ".join(said)

"""Two crosswalks one after the other: what an entry of A becomes in C, through B.

Relations combine to the weaker of the two: exact, then exact, is exact; exact, then close, is
close; anything, then absorbed, is absorbed. Scores multiply, so that uncertainty adds up. Splits
fan out and merges fan in, and decided shares multiply. Where the second crosswalk says nothing of
what an entry became, the link is broken: the entry has no target, and that is a finding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.errors import CrosswalkError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import similarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.codes import Authority

SAME_THING: Final = 0.5
"""Names beside one code that are less alike than this are of two things: the code was reused."""
_WEAKNESS: Final = {
    Relation.EXACT: 0,
    Relation.CLOSE: 1,
    Relation.BROAD: 2,
    None: 3,
    Relation.NONE: 4,
}


@frozen
class Composition:
    """A composed crosswalk, and where its links are broken."""

    crosswalk: Crosswalk
    findings: tuple[Finding, ...] = field(default=(), repr=False)


def compose(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """The crosswalk from the first's source to the second's target.

    Raises:
        CrosswalkError: The second does not begin where the first ends.
    """
    return composition(first, second).crosswalk


def composition(first: Crosswalk, second: Crosswalk) -> Composition:
    """The same with the findings on broken links.

    Raises:
        CrosswalkError: The second does not begin where the first ends.
    """
    one, other = first.info, second.info
    if one.target != other.source:
        raise CrosswalkError(
            _("{id} leads to {target}, and {id2} begins at {source}").format(
                id=first.id, target=one.target, id2=second.id, source=other.source
            ),
            remedy=_("compose crosswalks that follow each other"),
        )
    joiner = _Joiner(first, second)
    mappings = tuple(joiner.mappings())
    info = CrosswalkInfo(
        f"{one.source}--{other.target}",
        one.source,
        other.target,
        title=f"{one.source} → {one.target} → {other.target}",
        provenance=_("composed of {id} and {id2}").format(id=first.id, id2=second.id),
        author=one.author if one.author == other.author else "",
        date=max(one.date, other.date),
    )
    return Composition(Crosswalk(info, mappings), tuple(joiner.findings))


def identity(catalog: Catalog) -> Crosswalk:
    """The crosswalk that leaves a catalog as it is; composing with it changes nothing."""
    mappings = []
    for entry in catalog.entries:
        kinds = sorted(entry.authorities, key=lambda kind: kind.value)
        target = (Target(entry.code, entry.name),)
        mappings += [
            Mapping(entry.code, entry.name, Relation.EXACT, target, authority=kind)
            for kind in kinds or (None,)
        ]
    info = CrosswalkInfo(f"{catalog.id}--{catalog.id}", catalog.id, catalog.id)
    return Crosswalk(info, tuple(mappings))


class _Joiner:
    """Joins the rows of two crosswalks, and collects what breaks."""

    def __init__(self, first: Crosswalk, second: Crosswalk) -> None:
        self.first = first
        self.second = second
        self.findings: list[Finding] = []

    def mappings(self) -> Iterator[Mapping]:
        """The rows of the first, each carried on; once per kind of region where that differs."""
        for mapping in self.first:
            for authority in self._kinds(mapping):
                yield self._joined(evolve(mapping, authority=authority))

    def _kinds(self, mapping: Mapping) -> Sequence[Authority | None]:
        """The kinds of region for which the second crosswalk tells the row's targets apart."""
        if mapping.authority is not None:
            return (mapping.authority,)
        kinds = {
            row.authority for target in mapping.targets for row in self.second.get(target.code)
        }
        named = sorted((kind for kind in kinds if kind is not None), key=lambda kind: kind.value)
        return named or (None,)

    def _joined(self, mapping: Mapping) -> Mapping:
        steps: list[tuple[Target, Mapping | None]] = [
            (target, self._step(mapping, target)) for target in mapping.targets
        ]
        if not steps:
            return mapping
        if _is_identity(mapping) and (only := steps[0][1]) is not None:
            return _carried(mapping, only)
        known = [(target, step) for target, step in steps if step is not None]
        relation = self._relation(mapping, [step for _, step in known])
        return evolve(
            mapping,
            relation=relation,
            targets=_targets(known, complete=len(known) == len(steps)),
            score=_score(mapping, [step for _, step in known]),
            justification=_justification(mapping, known),
            note=_note(mapping, steps),
            author=_common(mapping.author, [step.author for _, step in known]),
            date=max([mapping.date, *(step.date for _, step in known)]),
        )

    def _relation(self, mapping: Mapping, steps: Sequence[Mapping]) -> Relation | None:
        """The weakest relation on the way; of a split, of the parts that have a home."""
        with_home = [step for step in steps if step.targets]
        if not steps:
            return None
        if not with_home:
            return max((step.relation for step in steps), key=lambda it: _WEAKNESS[it])
        relations = [mapping.relation, *(step.relation for step in with_home)]
        return max(relations, key=lambda it: _WEAKNESS[it])

    def _step(self, mapping: Mapping, target: Target) -> Mapping | None:
        """What the second crosswalk says of a target; None, with a finding, if nothing."""
        rows = self.second.get(target.code, mapping.authority)
        if rows and target.name:
            named = max(rows, key=lambda row: _alike(target.name, row.source_name))
            if _alike(target.name, named.source_name) >= SAME_THING:
                return named
            said = _("{id} knows {code} as {name}").format(
                id=self.second.id, code=target.code, name=named.source_name
            )
        elif rows:
            return rows[0]
        else:
            said = _("{id} says nothing of {code}").format(id=self.second.id, code=target.code)
        if mapping.authority is not None:
            said = _("{said} for {kind}").format(said=said, kind=mapping.authority.label)
        self.findings.append(
            Finding(
                RULES["NK222"],
                _("{source} {source_name} became {code} {name} in {target}, but {said}").format(
                    source=mapping.source,
                    source_name=mapping.source_name,
                    code=target.code,
                    name=target.name,
                    target=self.first.info.target,
                    said=said,
                ),
                mapping.place,
                _("say in {id} what becomes of {code}").format(id=self.second.id, code=target.code),
            )
        )
        return None


def _alike(one: str, other: str) -> float:
    return similarity(one, other) if one and other else 1.0


def _is_identity(mapping: Mapping) -> bool:
    """Whether a row says that an entry stays what it is, and no more."""
    return (
        mapping.relation is Relation.EXACT
        and [target.code for target in mapping.targets] == [mapping.source]
        and mapping.score in {None, 1.0}
        and not mapping.justification
    )


def _carried(mapping: Mapping, step: Mapping) -> Mapping:
    """The second row, said of an entry that the first left as it was."""
    return evolve(
        step,
        source=mapping.source,
        source_name=mapping.source_name or step.source_name,
        authority=mapping.authority,
        program_name=mapping.program_name or step.program_name,
        indikator=mapping.indikator or step.indikator,
        keterangan=mapping.keterangan or step.keterangan,
    )


def _targets(known: Sequence[tuple[Target, Mapping]], *, complete: bool) -> tuple[Target, ...]:
    """The targets at the end of every way, in order; ways that meet are one target.

    Shares hold only if every part of a split has arrived; else someone has to decide them anew.
    """
    found: dict[tuple[object, ...], Target] = {}
    arrived = complete and all(step.targets for _, step in known)
    for part, step in known:
        first = _share(part, len(known) if complete else 0)
        for target in step.targets:
            second = _share(target, len(step.targets))
            share = first * second if arrived and first is not None and second is not None else None
            named = evolve(target, name=target.name or part.name, share=share)
            before = found.get(target.code.key)
            found[target.code.key] = named if before is None else _met(before, named)
    if len(found) == 1 and arrived:
        return tuple(evolve(target, share=_alone(known, target)) for target in found.values())
    return tuple(found.values())


def _share(target: Target, count: int) -> Fraction | None:
    return Fraction(1) if target.share is None and count == 1 else target.share


def _met(one: Target, other: Target) -> Target:
    share = one.share + other.share if one.share is not None and other.share is not None else None
    return evolve(one, share=share)


def _alone(known: Sequence[tuple[Target, Mapping]], target: Target) -> Fraction | None:
    """The share of an only target: said only where a row said one."""
    said = any(part.share is not None for part, _ in known) or any(
        end.share is not None for _, step in known for end in step.targets
    )
    return target.share if said else None


def _score(mapping: Mapping, steps: Sequence[Mapping]) -> float | None:
    """The product of both steps' scores; of a split, its most doubtful part counts."""
    second = [step.score for step in steps if step.score is not None]
    if not second:
        return mapping.score
    first = 1.0 if mapping.score is None else mapping.score
    return round(first * min(second), 4)


def _justification(mapping: Mapping, known: Sequence[tuple[Target, Mapping]]) -> str:
    steps = [(target, step) for target, step in known if not _is_identity(step)]
    if not steps:
        return mapping.justification
    said = [
        _("then {code} {relation}: {justification}").format(
            code=target.code,
            relation=_(step.relation.value) if step.relation else _("unsaid"),
            justification=step.justification or step.keterangan or _("no reason given"),
        )
        for target, step in steps
    ]
    first = mapping.justification or mapping.keterangan
    return "; ".join([first, *said] if first else said)


def _note(mapping: Mapping, steps: Sequence[tuple[Target, Mapping | None]]) -> str:
    said = [mapping.note] if mapping.note else []
    for target, step in steps:
        way = f"{target.code} {target.name}".strip()
        if step is None:
            said.append(_("the way ends at {way}").format(way=way))
        elif not step.targets:
            said.append(
                _("{way} has no home: {note}").format(way=way, note=step.note)
                if step.note
                else _("{way} has no home").format(way=way)
            )
        elif step.note:
            said.append(step.note)
    return "; ".join(said)


def _common(author: str, others: Sequence[str]) -> str:
    """The author of all rows on the way; an identity has none."""
    names = {name for name in (author, *others) if name}
    return names.pop() if len(names) == 1 else ", ".join(sorted(names))

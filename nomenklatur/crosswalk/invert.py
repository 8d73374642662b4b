"""A crosswalk read backwards: what an entry of the target was in the source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.codes import Authority, Code

_CLOSEST_FIRST: Final = (Relation.EXACT, Relation.CLOSE, Relation.BROAD, None, Relation.NONE)
Pair = tuple[Mapping, Target]


def invert(crosswalk: Crosswalk, *, target: Catalog | None = None) -> Crosswalk:
    """The crosswalk in the other direction.

    What merged splits again, and nobody has decided the shares; what split merges. An entry that
    absorbed others was wider than they: the way back is close at best.

    Args:
        crosswalk: The crosswalk.
        target: The catalog that it leads to; with it, entries that were nothing before get a
            row without target.
    """
    info = crosswalk.info
    groups = _groups(crosswalk)
    mappings = [_inverted(pairs, authority) for (_, authority), pairs in groups.items()]
    if target is not None:
        mappings += _nothing_before(target, groups, info.source)
    mappings.sort(key=lambda row: (row.source.key, row.authority.value if row.authority else ""))
    return Crosswalk(
        CrosswalkInfo(
            f"{info.target}--{info.source}",
            info.target,
            info.source,
            title=f"{info.target} → {info.source}",
            provenance=_("{id} read backwards").format(id=crosswalk.id),
            author=info.author,
            date=info.date,
        ),
        tuple(mappings),
    )


Key = tuple["Code", "Authority | None"]


def _groups(crosswalk: Crosswalk) -> dict[Key, list[Pair]]:
    """What comes together in each target, per kind of region."""
    found: dict[Key, list[Pair]] = defaultdict(list)
    for mapping in crosswalk:
        for target in mapping.targets:
            found[target.code, mapping.authority].append((mapping, target))
    told_apart = {code for code, authority in found if authority is not None}
    return {
        (code, authority): pairs if authority is None else [*pairs, *found.get((code, None), ())]
        for (code, authority), pairs in found.items()
        if authority is not None or code not in told_apart
    }


def _inverted(pairs: Sequence[Pair], authority: Authority | None) -> Mapping:
    pairs = sorted(pairs, key=_closeness)
    first, end = pairs[0]
    relations = [mapping.relation for mapping, _target in pairs]
    exact = all(relation is Relation.EXACT for relation in relations)
    whole = all(len(mapping.targets) == 1 for mapping, _target in pairs)
    scores = [mapping.score for mapping, _target in pairs if mapping.score is not None]
    names = [
        f"{mapping.source} {mapping.source_name} ({_word(mapping)})" for mapping, _target in pairs
    ]
    said = first.justification or first.keterangan
    return Mapping(
        end.code,
        next((target.name for _, target in pairs if target.name), ""),
        Relation.EXACT if exact and whole else Relation.CLOSE,
        tuple(
            dict.fromkeys(Target(mapping.source, mapping.source_name) for mapping, _target in pairs)
        ),
        authority=authority,
        score=min(scores) if scores else None,
        justification=_("backwards: {said}").format(said=said) if said else _("backwards"),
        author=first.author,
        date=max(mapping.date for mapping, _target in pairs),
        note=_("came together here: {names}").format(names="; ".join(names))
        if len(pairs) > 1
        else "",
        place=first.place,
    )


def _closeness(pair: Pair) -> tuple[int, float, tuple[int, ...]]:
    mapping, _target = pair
    score = 1.0 if mapping.score is None else mapping.score
    return _CLOSEST_FIRST.index(mapping.relation), -score, mapping.source.key


def _word(mapping: Mapping) -> str:
    return _(mapping.relation.value) if mapping.relation else _("unsaid")


def _nothing_before(
    target: Catalog, known: dict[Key, list[Pair]], source: str
) -> Iterator[Mapping]:
    for entry in target.entries:
        kinds = sorted(entry.authorities, key=lambda kind: kind.value)
        for kind in kinds or (None,):
            if (entry.code, kind) not in known and (entry.code, None) not in known:
                reason = _("{source} has nothing that became it").format(source=source)
                yield Mapping(
                    entry.code, entry.name, Relation.NONE, authority=kind, justification=reason
                )

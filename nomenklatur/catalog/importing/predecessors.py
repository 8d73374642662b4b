"""The predecessors that a list names for its entries, as a crosswalk."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.catalog import Catalog
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Relation, Target
from nomenklatur.crosswalk import Mapping as Row
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.names import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.catalog.importing.layout import Predecessor
    from nomenklatur.codes import Authority, Code

PREDECESSORS: Final = "sebelumnya"
"""What the crosswalk maps from where nobody says: a list names no version of its predecessors."""
JUSTIFICATION: Final = "SUBKEGIATAN SEBELUMNYA"
_ALIKE: Final = 0.45
"""From here on a predecessor's name speaks for another entry than the one that names it."""
_CLEARLY: Final = 0.2
"""By how much it must be more alike."""
_DOUBTED: Final = 0.1
"""What a predecessor is worth that looks swapped."""


def crosswalk_of(
    predecessors: Sequence[Predecessor], catalog: Catalog, source: str, author: str
) -> tuple[Crosswalk, list[Finding]]:
    """The crosswalk from predecessors to a catalog, and what is doubtful about it.

    Args:
        predecessors: What the list says.
        catalog: The list.
        source: The id of what it maps from.
        author: Who said so: the file.
    """
    swapped = _swapped(predecessors)
    codes = {one.code.key for one in predecessors}
    listed = Catalog(catalog.info, tuple(e for e in catalog.entries if e.code.key in codes))
    findings: list[Finding] = []
    mappings: list[Row] = []
    for one in predecessors:
        entry = one.entry
        doubt = swapped.get(id(one))
        note = ""
        if doubt is not None:
            note = _("looks swapped: {name} fits {code} {name2}").format(
                name=one.name, code=doubt.entry.code, name2=doubt.entry.name
            )
            message = _(
                "{code} {name} names {code2} {name2}, which is more like {code3} {name3}"
            ).format(
                code=entry.code,
                name=entry.name,
                code2=one.code,
                name2=one.name,
                code3=doubt.entry.code,
                name3=doubt.entry.name,
            )
            findings.append(
                Finding(RULES["NK212"], message, one.place, _("compare both before you rely on it"))
            )
        authority = _only(entry.authorities)
        still = listed.get(one.code, authority)
        if still is not None and still.code == one.code:
            message = _("{code} {name} is the predecessor of {code2} and still listed").format(
                code=one.code, name=still.name, code2=entry.code
            )
            findings.append(Finding(RULES["NK213"], message, one.place))
            note = "; ".join(filter(None, (note, _("the predecessor is still in the list"))))
        mappings.append(
            Row(
                one.code,
                one.name,
                Relation.EXACT if words(one.name) == words(entry.name) else Relation.CLOSE,
                (Target(entry.code, entry.name),),
                authority=authority,
                score=None if doubt is None else _DOUBTED,
                justification=JUSTIFICATION,
                author=author,
                note=note,
                place=one.place,
            )
        )
    mappings.sort(key=lambda mapping: mapping.source.key)
    info = CrosswalkInfo(
        f"{source}--{catalog.id}", source, catalog.id,
        title=_("Predecessors named by {title}").format(title=catalog.info.title),
        provenance=author, author=author,
    )  # fmt: skip
    return Crosswalk(info, tuple(mappings)), findings


def _only(authorities: frozenset[Authority]) -> Authority | None:
    return next(iter(authorities)) if len(authorities) == 1 else None


def _swapped(predecessors: Sequence[Predecessor]) -> dict[int, Predecessor]:
    """For predecessors that fit another entry of the kegiatan clearly better: that other one."""
    groups: dict[tuple[Code | None, frozenset[Authority]], list[Predecessor]] = {}
    for one in predecessors:
        groups.setdefault((one.entry.code.parent, one.entry.authorities), []).append(one)
    found: dict[int, Predecessor] = {}
    for group in groups.values():
        if len(group) == 1:
            continue
        old = [frozenset(words(one.name)) for one in group]
        new = [frozenset(words(one.entry.name)) for one in group]
        names = Counter(word for name in (*old, *new) for word in name)
        weights = {word: math.log(1 + 2 * len(group) / count) for word, count in names.items()}
        alike = _likenesses(old, new, weights)
        for at, (one, likenesses) in enumerate(zip(group, alike, strict=True)):
            best = max(range(len(group)), key=likenesses.__getitem__)
            clearly = likenesses[best] >= max(_ALIKE, likenesses[at] + _CLEARLY)
            if clearly and likenesses[best] > alike[best][best]:
                found[id(one)] = group[best]
    return found


def _likenesses(
    ones: Sequence[frozenset[str]], others: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> list[list[float]]:
    """The share of the words that each two names have in common, rare ones weighing more (Dice)."""

    def weight(name: frozenset[str]) -> float:
        return sum([weights[word] for word in name])

    weighed = [(other, weight(other)) for other in others]
    return [
        [2 * weight(one & other) / ((own + theirs) or 1) for other, theirs in weighed]
        for one, own in zip(ones, map(weight, ones), strict=True)
    ]

"""The vocabulary: columns, predicates, justifications and prefixes of SSSOM 1.1.

The standard is at https://mapping-commons.github.io/sssom/. What a crosswalk has and the standard
has no slot for stands in extension slots, whose names begin with ``nk_``; tools that do not know
them drop them.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from nomenklatur.crosswalk.mapping import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION: Final = "1.1"
NO_TERM: Final = "sssom:NoTermFound"
UNLICENSED: Final = "https://w3id.org/sssom/license/unspecified"
"""The licence of a set whose author said nothing of one."""

COLUMNS: Final = (
    "subject_id", "subject_label", "subject_category", "predicate_id", "object_id", "object_label",
    "object_category", "mapping_justification", "author_label", "mapping_source",
    "mapping_cardinality", "mapping_date", "confidence", "comment",
    "nk_author", "nk_authority", "nk_date", "nk_indikator", "nk_justification", "nk_note",
    "nk_program_name", "nk_relation", "nk_share",
)  # fmt: skip
"""The columns that are written, in the order that the standard asks for."""
EXTENSION: Final = "nk_"

OWN: Final = "nomenklatur"
"""The prefix of catalogs, crosswalks and extension properties themselves."""
BUILT_IN: Final = frozenset({"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml"})
"""Prefixes that need no entry in a prefix map."""

EXACT: Final = "skos:exactMatch"
CLOSE: Final = "skos:closeMatch"
BROAD: Final = "skos:broadMatch"
UNSAID: Final = "skos:mappingRelation"
"""What SKOS calls a relation of which nothing more is said."""

PREDICATES: Final[Mapping[Relation | None, str]] = {
    Relation.EXACT: EXACT,
    Relation.CLOSE: CLOSE,
    Relation.BROAD: BROAD,
    None: UNSAID,
}
READ_PREDICATES: Final[Mapping[str, Relation | None]] = {
    EXACT: Relation.EXACT,
    "owl:equivalentClass": Relation.EXACT,
    "owl:sameAs": Relation.EXACT,
    CLOSE: Relation.CLOSE,
    "skos:narrowMatch": Relation.CLOSE,
    BROAD: Relation.BROAD,
    "rdfs:subClassOf": Relation.BROAD,
    UNSAID: None,
}
"""What predicates say. The parts of a split are narrower than it: close, no more."""

MANUAL: Final = "semapv:ManualMappingCuration"
LEXICAL: Final = "semapv:LexicalMatching"
LIKENESS: Final = "semapv:LexicalSimilarityThresholdMatching"
COMPOSITE: Final = "semapv:CompositeMatching"
CHAINED: Final = "semapv:MappingChaining"
INVERTED: Final = "semapv:MappingInversion"
UNJUSTIFIED: Final = "semapv:UnspecifiedMatching"
JUSTIFICATIONS: Final = frozenset(
    {MANUAL, LEXICAL, LIKENESS, COMPOSITE, CHAINED, INVERTED, UNJUSTIFIED}
    | {
        f"semapv:{name}"
        for name in (
            "MappingReview", "LogicalReasoning", "SemanticSimilarityThresholdMatching",
            "StructuralMatching", "InstanceBasedMatching", "BackgroundKnowledgeBasedMatching",
        )
    }
)  # fmt: skip
"""Every kind of reason that the standard has."""


def predicate(relation: Relation | None, *, found: bool) -> str:
    """The predicate of a relation.

    Args:
        relation: The relation; None where nobody said one.
        found: Whether there is a target. That nothing is the same is said by exactMatch with
            `NO_TERM` as its object, as in the standard's own examples.
    """
    if relation is Relation.NONE:
        return UNSAID if found else EXACT
    return PREDICATES[relation]


def relation_of(predicate_id: str, *, found: bool) -> Relation | None:
    """The relation that a known predicate says."""
    relation = READ_PREDICATES[predicate_id]
    return Relation.NONE if relation is Relation.EXACT and not found else relation


def prefixes(catalogs: Iterable[str]) -> dict[str, str]:
    """A prefix for the codes of each catalog, by its id.

    A prefix is the catalog's id with letters, digits and ``_`` alone: tools drop others, though
    the syntax of CURIEs knows them.

    >>> prefixes(["permendagri-90-2019", "2027 (baru)", "skos"])
    {'permendagri-90-2019': 'permendagri_90_2019', '2027 (baru)': 'n2027__baru_', 'skos': 'skos_'}
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys(catalogs):
        prefix = re.sub(r"[^A-Za-z0-9_]", "_", name)
        if not re.match(r"[A-Za-z_]", prefix):
            prefix = f"n{prefix}"
        while prefix in BUILT_IN | {OWN} | set(found.values()):
            prefix += "_"
        found[name] = prefix
    return found


def namespace(catalog: str) -> str:
    """What the prefix of a catalog stands for."""
    return f"urn:{OWN}:{quote(catalog, safe='')}:"


def set_id(kind: str, name: str) -> str:
    """A stable identifier of a mapping set; where tools expect a web address, a URN will not do."""
    return f"https://w3id.org/sssom/mappings/{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind}:{name}')}"


def catalog_id(reference: str) -> str:
    """The id of a catalog by a reference to it.

    >>> catalog_id("nomenklatur:sipd-2027"), catalog_id("https://example.org/lists/sipd-2027")
    ('sipd-2027', 'sipd-2027')
    """
    return unquote(re.split(r"[:/#]", reference.rstrip("/#"))[-1])

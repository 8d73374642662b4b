"""A crosswalk as an SSSOM mapping set, with nothing lost."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from nomenklatur.catalog.info import errata_meta
from nomenklatur.crosswalk.sssom import terms
from nomenklatur.crosswalk.sssom.document import MappingSet, sssom_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as MappingOf

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk.mapping import Crosswalk, Mapping, Target
    from nomenklatur.crosswalk.sssom.document import Row, Value


def crosswalk_sssom(crosswalk: Crosswalk) -> str:
    """A crosswalk as SSSOM/TSV; `nomenklatur.crosswalk.sssom.read_sssom` reads it back."""
    return sssom_text(crosswalk_set(crosswalk))


def crosswalk_set(crosswalk: Crosswalk) -> MappingSet:
    """A crosswalk as a mapping set: a row a target, and one with `NO_TERM` where there is none."""
    info = crosswalk.info
    own = terms.prefixes((info.source, info.target))
    dated = is_date(info.date)
    header = set_header(
        terms.set_id("crosswalk", info.id),
        (info.source, info.target),
        mapping_set_title=info.title,
        mapping_set_description=info.provenance,
        creator_label=[info.author] if info.author else [],
        publication_date=info.date if dated else "",
        nk_crosswalk=info.id,
        nk_date="" if dated else info.date,
        nk_errata=json.dumps(errata_meta(info.errata), ensure_ascii=False) if info.errata else "",
        nk_source_scheme=_scheme(m.source for m in crosswalk),
        nk_target_scheme=_scheme(t.code for m in crosswalk for t in m.targets),
    )
    rows = tuple(row for m in crosswalk for row in _rows(m, own[info.source], own[info.target]))
    return MappingSet(header, curie_map((info.source, info.target)), rows)


def set_header(set_id: str, catalogs: tuple[str, str], **slots: Value) -> MappingOf[str, Value]:
    """What is said of a mapping set, in the order that the standard asks for."""
    from nomenklatur import __version__  # noqa: PLC0415 - the façade

    source, target = (f"{terms.OWN}:{quote(name, safe='')}" for name in catalogs)
    first = ("mapping_set_title", "mapping_set_description", "creator_label")
    return {
        "sssom_version": terms.VERSION,
        "mapping_set_id": set_id,
        **{slot: slots.pop(slot) for slot in first if slot in slots},
        "license": terms.UNLICENSED,
        "subject_source": source,
        "object_source": target,
        "mapping_tool": terms.OWN,
        "mapping_tool_version": __version__,
        **slots,
    }


def curie_map(catalogs: Iterable[str]) -> dict[str, str]:
    """What the prefixes of a mapping set stand for."""
    own = {prefix: terms.namespace(name) for name, prefix in terms.prefixes(catalogs).items()}
    return {terms.OWN: f"urn:{terms.OWN}:"} | own


def is_date(text: str) -> bool:
    """Whether a text is a whole date, such as 2020-08-14; a year alone is none."""
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None and bool(
            date.fromisoformat(text)
        )
    except ValueError:
        return False


def _scheme(codes: Iterable[Code]) -> str:
    schemes = {code.scheme.value for code in codes}
    return schemes.pop() if len(schemes) == 1 else ""


def _rows(mapping: Mapping, source: str, target: str) -> Iterator[Row]:
    dated = is_date(mapping.date)
    said = {
        "subject_id": f"{source}:{mapping.source}",
        "subject_label": mapping.source_name,
        "subject_category": mapping.source.level.value,
        "mapping_justification": justification_of(mapping),
        "author_label": mapping.author,
        "mapping_date": mapping.date if dated else "",
        "confidence": "" if mapping.score is None else repr(float(mapping.score)),
        "comment": mapping.keterangan,
        "nk_authority": mapping.authority.label if mapping.authority else "",
        "nk_date": "" if dated else mapping.date,
        "nk_indikator": mapping.indikator,
        "nk_justification": mapping.justification,
        "nk_note": mapping.note,
        "nk_program_name": mapping.program_name,
    }
    for one in mapping.targets or (None,):
        predicate = terms.predicate(mapping.relation, found=one is not None)
        read = terms.relation_of(predicate, found=one is not None)
        relation = mapping.relation.value if mapping.relation else ""
        yield (
            said
            | _object(one, target)
            | {
                "predicate_id": predicate,
                "nk_relation": "" if read is mapping.relation else relation,
            }
        )


def _object(target: Target | None, prefix: str) -> dict[str, str]:
    if target is None:
        return {"object_id": terms.NO_TERM}
    return {
        "object_id": f"{prefix}:{target.code}",
        "object_label": target.name,
        "object_category": target.code.level.value,
        "nk_share": "" if target.share is None else str(target.share),
    }


def justification_of(mapping: Mapping) -> str:
    """The kind of reason that a row has, as the Semantic Mapping Vocabulary calls it.

    A row without a score is a person's word. Comparisons of catalogs, which give scores, weigh
    names, places in the tree and predecessors together.
    """
    said = mapping.justification
    if said in terms.JUSTIFICATIONS:
        return said
    if said.startswith("backwards"):
        return terms.INVERTED
    if said.startswith("then ") or "; then " in said:
        return terms.CHAINED
    by_somebody = bool(mapping.author or mapping.keterangan)
    if mapping.score is not None or (said and not by_somebody):
        return terms.COMPOSITE
    if by_somebody or mapping.relation is not None:
        return terms.MANUAL
    return terms.UNJUSTIFIED

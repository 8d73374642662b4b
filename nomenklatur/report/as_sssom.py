"""SSSOM of a translation: what became of every item, for tools that exchange mappings.

A row a target; an item without one has the object ``sssom:NoTermFound`` and its likeliest
entries in the comment. Budgets stay outside: the standard has no place for them, and its tools
drop columns that they do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.sssom import MappingSet, Row, sssom_text, terms
from nomenklatur.crosswalk.sssom.writing import curie_map, set_header
from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.names import same_name
from nomenklatur.report.sections import item_code
from nomenklatur.report.wording import at_office, probability
from nomenklatur.translation import Method, Status, Translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from nomenklatur.report.payloads import Payload, View
    from nomenklatur.translation import Outcome, TargetShare

_JUSTIFIED: Final = {
    Method.DECISION: terms.MANUAL,
    Method.CROSSWALK: terms.MANUAL,
    Method.EXACT: terms.LEXICAL,
    Method.FUZZY: terms.LIKENESS,
    None: terms.UNJUSTIFIED,
}
PLAN: Final = "plan"
"""The prefix of items whose nomenclature or code is not known."""


def write_sssom(payload: Payload, stream: TextIO, view: View | None = None) -> None:
    """Write a translation as SSSOM/TSV.

    Raises:
        ConfigError: The report is of something else.
    """
    del view  # machines do not look
    if not isinstance(payload, Translation):
        raise ConfigError(
            _("the sssom format is for translations"),
            remedy=_("nomenklatur crosswalk convert writes mappings"),
        )
    stream.write(sssom_text(translation_set(payload)))


def translation_set(translation: Translation) -> MappingSet:
    """A translation as a mapping set."""
    plan = translation.plan
    source = translation.source.id if translation.source is not None else PLAN
    catalogs = (source, translation.target.id)
    about = "; ".join(filter(None, (plan.office, plan.source, plan.table)))
    header = set_header(
        terms.set_id("translation", f"{plan.source}#{plan.table}--{translation.target.id}"),
        catalogs,
        mapping_set_title=plan.title,
        mapping_set_description=about,
    )
    prefixes = terms.prefixes((*catalogs, PLAN))
    rows = tuple(
        row
        for number, outcome in enumerate(translation, start=1)
        for row in _rows(translation, outcome, number, prefixes)
    )
    used = [*catalogs, PLAN] if _is_used(prefixes[PLAN], rows) else catalogs
    return MappingSet(header, curie_map(used), rows)


def _is_used(prefix: str, rows: tuple[Row, ...]) -> bool:
    return any(row["subject_id"].startswith(f"{prefix}:") for row in rows)


def _rows(
    translation: Translation, outcome: Outcome, number: int, prefixes: dict[str, str]
) -> Iterator[Row]:
    kind = translation.authority
    said = _subject(translation, outcome, number, prefixes) | {
        "mapping_justification": _JUSTIFIED[outcome.method],
        "confidence": "" if outcome.score is None else repr(round(float(outcome.score), 4)),
        "comment": _comment(translation, outcome),
        "nk_authority": kind.label if kind is not None else "",
        "nk_program_name": outcome.item.program.name if outcome.item.program else "",
    }
    if not outcome.targets:
        yield said | {
            "predicate_id": terms.predicate(_without_target(outcome.relation), found=False),
            "object_id": terms.NO_TERM,
        }
    for target in outcome.targets:
        yield (
            said
            | _object(target, prefixes[translation.target.id])
            | {
                "predicate_id": terms.predicate(outcome.relation, found=True),
            }
        )


def _without_target(relation: Relation | None) -> Relation | None:
    """What is said of an item without targets: of one that is to be decided, nothing yet."""
    return None if relation is Relation.EXACT else relation


def _subject(
    translation: Translation, outcome: Outcome, number: int, prefixes: dict[str, str]
) -> dict[str, str]:
    """The old entry that an item is of, or else the item itself."""
    code, item = item_code(outcome), outcome.item
    name = outcome.source.entry.name if outcome.source is not None else item.name
    if code is None:
        return {"subject_id": f"{prefixes[PLAN]}:item-{number}", "subject_label": name}
    known = PLAN if translation.source is None else translation.source.id
    return {
        "subject_id": f"{prefixes[known]}:{code}",
        "subject_label": name,
        "subject_category": code.level.value,
    }


def _object(target: TargetShare, prefix: str) -> dict[str, str]:
    """The entry of the new nomenclature, as its catalog spells it: X.XX is not resolved."""
    entry = target.entry
    code = target.code if entry is None else entry.code
    return {
        "object_id": f"{prefix}:{code}",
        "object_label": target.name if entry is None else entry.name,
        "object_category": code.level.value,
        "nk_share": "" if target.share == 1 else str(target.share),
    }


def _comment(translation: Translation, outcome: Outcome) -> str:
    """The note; what the plan itself calls the entry; what an open item may become."""
    parts = [outcome.note] if outcome.note else []
    item, source = outcome.item, outcome.source
    if source is not None and not same_name(item.name, source.entry.name):
        parts.append(f"in the plan: {item.name}")
    if outcome.status is not Status.MAPPED and outcome.candidates:
        likely = (
            f"{at_office(c.entry.code, translation.bidang)} {c.entry.name} ({probability(c.score)})"
            for c in outcome.candidates
        )
        parts.append(f"likeliest: {', '.join(likely)}")
    return "; ".join(parts)

"""From questions to candidates: what an entity may be, how likely, and whether that is enough.

Activities are the engine's business: its probability is the score, and its own decision (or a
name that is equal and alone within scope) the match. Names above them are compared word by word;
among those only an equal name that is alone matches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.codes import Level, Scheme
from nomenklatur.language import N_
from nomenklatur.names import same_name, similarity
from nomenklatur.plan.plan import PlanItem, ProgramRef
from nomenklatur.translation import Method

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.catalog import Entry
    from nomenklatur.match import Engine, Query
    from nomenklatur.service.questions import Question
    from nomenklatur.service.shelf import Shelved
    from nomenklatur.translation import Candidate

FEATURES: Final = {
    "probability": N_("probability that it is right, 0 to 1"),
    "name_similarity": N_("how alike the two names are, 0 to 1"),
    "same_name": N_("the names are equal but for case and punctuation"),
    "same_words": N_("the names have the same words, in whatever spelling"),
    "same_code": N_("the code or the identifier was asked for"),
    "lead": N_("how far the score is ahead of the next, 0 to 1"),
    "program_similarity": N_("how alike the names of the two programs are, 0 to 1"),
    "indikator_similarity": N_("how alike the two indikator are, 0 to 1"),
    "expected_place": N_("it stands where the code or the bidang urusan says"),
    "against_scope": N_("its bidang urusan is outside the expected ones"),
    "against_decisive-word": N_("a decisive word says the opposite"),
    "against_much-missing": N_("much of the name is said nowhere in it"),
    "against_thin": N_("few words agree"),
    "namesake_elsewhere": N_("another entry has the same name"),
    "recognised": N_("how surely the name was recognised in its own nomenclature, 0 to 1"),
    "ignored_query": N_("the name was too long, and only its beginning was compared"),
}
"""The features of candidates with their names."""
IGNORED: Final = N_("the value of {property} was not understood, and ignored")
_STEPS: Final = (5, 10, 25, 50)
_SAME_INDIKATOR: Final = 0.9


@frozen
class Found:
    """A candidate.

    Attributes:
        entry: The entry.
        score: How sure, 0 to 1.
        match: Whether it may be taken unasked.
        features: What the score rests on.
    """

    entry: Entry
    score: float
    match: bool = False
    features: tuple[tuple[str, float | bool], ...] = ()


def answer_all(shelved: Shelved, questions: Sequence[Question]) -> list[list[Found]]:
    """The candidates of each question, the surest first."""
    with shelved.lock:
        known = [_recognised(shelved, question) for question in questions]
        likely = _likely(shelved, known)
        return [
            _answer(shelved, question, candidates)
            for question, candidates in zip(known, likely, strict=True)
        ]


def _recognised(shelved: Shelved, question: Question) -> Question:
    """The question with the code of what its name is in its own nomenclature, if that is known.

    As in the translation of plans, the code says where an activity is expected.
    """
    query = question.query
    if not question.source or not query.name or question.identifier:
        return question
    program = ProgramRef(query.program) if query.program else None
    item = PlanItem(query.name, query.code, program=program)
    likely = None
    for recogniser in shelved.recognisers(query.authority, question.source):
        found = recogniser.recognise(item)
        if found is not None and found.method is Method.EXACT:
            likely = found
            break
        likely = likely or found
    if likely is None:
        return question
    code = query.code or likely.entry.code
    known = evolve(query, name=likely.entry.name, code=code)
    return evolve(question, asked=query.name, query=known, recognised=likely.score)


def _likely(shelved: Shelved, questions: Sequence[Question]) -> list[tuple[Candidate, ...]]:
    """What the engines say to each question for which activities count."""
    found: list[tuple[Candidate, ...]] = [()] * len(questions)
    groups: dict[tuple[Engine, int], list[int]] = {}
    for at, question in enumerate(questions):
        if question.query.name and _asks_for(shelved.leaf, question):
            engine = shelved.engine(question.query.authority, question.source)
            most = next(step for step in _STEPS if step >= question.limit)
            groups.setdefault((engine, most), []).append(at)
    for (engine, most), places in groups.items():
        answers = engine.match_many([questions[at].query for at in places], most)
        for at, candidates in zip(places, answers, strict=True):
            found[at] = candidates
    return found


def _asks_for(level: Level, question: Question) -> bool:
    return not question.types or level in question.types or question.strict == "should"


def _answer(shelved: Shelved, question: Question, candidates: tuple[Candidate, ...]) -> list[Found]:
    named = _of_code(shelved, question)
    if named or question.identifier:
        found = named
    elif not question.query.name:
        found = _of_properties(shelved, question)
    else:
        found = [*_activities(shelved, question, candidates), *_above(shelved, question)]
        found.sort(key=lambda one: (not one.match, -one.score))
        found = _only_one(found)
    found = [one for one in _of_types(found, question) if _agrees(shelved, one.entry, question)]
    extra = tuple((f"ignored_{pid}", True) for pid in question.ignored)
    return [evolve(one, features=one.features + extra) for one in found[: question.limit]]


def _of_code(shelved: Shelved, question: Question) -> list[Found]:
    """The entries whose code or identifier the name is."""
    name, authority = question.query.name, question.query.authority
    entries = shelved.entities.of_code(name, authority) if name else ()
    alone = len(entries) == 1
    features = (("same_code", True),)
    return [Found(e, 1.0 if alone else 0.9, match=alone, features=features) for e in entries]


def _of_properties(shelved: Shelved, question: Question) -> list[Found]:
    """What is found without a name: by the code, else by the words of indikator and program."""
    query = question.query
    if query.code is not None and (query.code.scheme is shelved.catalog.info.scheme):
        entries = shelved.entities.of_code(str(query.code), query.authority)
        return [Found(entry, 0.9, features=(("same_code", True),)) for entry in entries]
    hits = shelved.catalog.search(
        query.indikator or query.program,
        bidang=query.bidang,
        authority=query.authority,
        limit=question.limit * 4,
    )
    return [Found(hit.entry, round(min(hit.score, 0.99) / 2, 4)) for hit in hits]


def _activities(
    shelved: Shelved, question: Question, candidates: tuple[Candidate, ...]
) -> list[Found]:
    """The candidates of the engine, and the one that its own decision takes."""
    if not _asks_for(shelved.leaf, question):
        return []
    query = question.query
    engine = shelved.engine(query.authority, question.source)
    exact = engine.exact(query)
    taken: Entry | None = exact
    if exact is None and engine.accepts(candidates) and not _has_twin(candidates, query):
        taken = candidates[0].entry
    scores = {candidate.entry: candidate.score for candidate in candidates}
    if exact is not None:
        scores = {exact: 1.0} | {entry: s for entry, s in scores.items() if entry != exact}
    ranked = _by_indikator(list(scores.items()), query.indikator)
    if ranked and ranked[0][0] != taken:
        taken = None  # the indikator says otherwise
    against = {
        one.entry: [f"against_{e.signal}" for e in one.evidence if e.against]
        for one in candidates[:1]
    }
    found = []
    for at, (entry, score) in enumerate(ranked):
        lead = score - ranked[at + 1][1] if at + 1 < len(ranked) else score
        features = [
            ("probability", round(score, 4)),
            *_alike(shelved, question, entry),
            *((name, True) for name in against.get(entry, ()) if name in FEATURES),
        ]
        if at == 0:
            features.append(("lead", round(lead, 4)))
        found.append(Found(entry, score, entry == taken, tuple(features)))
    return found


def _by_indikator(ranked: list[tuple[Entry, float]], indikator: str) -> list[tuple[Entry, float]]:
    """The same, but of namesakes of the first the one with the same indikator is the first."""
    if not indikator or len(ranked) < 2:  # noqa: PLR2004 - nothing to choose from
        return ranked
    first = ranked[0][0]
    alike = {
        at: similarity(indikator, entry.indikator)
        for at, (entry, _score) in enumerate(ranked)
        if entry.indikator and same_name(entry.name, first.name)
    }
    same = [at for at, value in alike.items() if value >= _SAME_INDIKATOR]
    if len(same) != 1 or same[0] == 0:
        return ranked
    best = ranked[same[0]][0]
    rest = [entry for entry, _score in ranked if entry is not best]
    return list(zip([best, *rest], [score for _entry, score in ranked], strict=True))


def _has_twin(candidates: Sequence[Candidate], query: Query) -> bool:
    """Whether the first has a namesake beside it that nothing tells it from.

    One under another kind of region, or any if the name is all that is known.
    """
    first = candidates[0].entry
    name_alone = not (query.program or query.code or query.bidang)
    return any(
        (name_alone or one.entry.code.authority is not first.code.authority)
        and same_name(one.entry.name, first.name)
        for one in candidates[1:]
    )


def _above(shelved: Shelved, question: Question) -> list[Found]:
    """The names above activities that are like the one asked for."""
    levels = [
        level
        for level in shelved.levels
        if level is not shelved.leaf and _asks_for(level, question)
    ]
    query = question.query
    if not levels:
        return []
    likely = shelved.names.like(query, levels, query.authority, question.limit)
    same = [one for one in likely if one.same and one.expected]
    return [
        Found(
            one.entry,
            round(one.score, 4),
            one.same and one.expected and len(same) == 1,
            (
                *_alike(shelved, question, one.entry),
                ("same_words", one.same),
                *((("expected_place", one.expected),) if query.bidang or query.code else ()),
            ),
        )
        for one in likely
    ]


def _alike(
    shelved: Shelved, question: Question, entry: Entry
) -> Iterable[tuple[str, float | bool]]:
    """How what was asked and an entry agree, text by text."""
    query, asked = question.query, question.asked or question.query.name
    yield "name_similarity", round(max(similarity(asked, name) for name in entry.names), 4)
    yield "same_name", any(same_name(asked, name) for name in entry.names)
    if question.recognised is not None:
        yield "recognised", question.recognised
    if query.program and (program := _program(shelved, entry)):
        yield "program_similarity", round(similarity(query.program, program), 4)
    if query.indikator and entry.indikator:
        yield "indikator_similarity", round(similarity(query.indikator, entry.indikator), 4)


def _program(shelved: Shelved, entry: Entry) -> str:
    program = shelved.entities.above(entry, Level.PROGRAM)
    return program.name if program is not None else ""


def _only_one(found: list[Found]) -> list[Found]:
    """The candidates; where several would match, none does."""
    taken = [one for one in found if one.match]
    if len(taken) < 2:  # noqa: PLR2004 - nothing contradicts
        return found
    extra = (("namesake_elsewhere", True),)
    return [
        evolve(one, match=False, features=one.features + extra) if one.match else one
        for one in found
    ]


def _of_types(found: list[Found], question: Question) -> list[Found]:
    wanted = set(question.types)
    if not wanted:
        return found
    kept = [one for one in found if one.entry.level in wanted]
    match question.strict:
        case "should":
            return kept or found
        case "all" if len(wanted) > 1:
            return []
        case _:
            return kept


def _agrees(shelved: Shelved, entry: Entry, question: Question) -> bool:
    """Whether an entry has what a condition of the 1.0 draft requires."""
    query = question.query
    for pid in question.required:
        match pid:
            case "bidang" if query.bidang is not None:
                fits = entry.code.is_generic or entry.code.is_under(query.bidang)
            case "bidang":
                fits = False
            case "code" if query.code is not None and query.code.scheme is Scheme.NEW:
                fits = entry.code in {query.code, query.code.generic()}
            case "program":
                fits = same_name(query.program, _program(shelved, entry))
            case "indikator":
                fits = same_name(query.indikator, entry.indikator)
            case _:  # the kind of region is kept to anyway
                fits = True
        if not fits:
            return False
    return True

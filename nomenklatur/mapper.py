"""Translation of a plan, in the order of trust.

1. a decision made by a person, 2. a crosswalk row for that code and name, 3. an exact
(normalised) name, unique within scope, 4. a likely name, far enough ahead of the next. What none
of them settles is `ambiguous` with candidates, or `unmapped`. Each step can be switched off.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from nomenklatur.catalog_rules import catalog_findings
from nomenklatur.codes import Scheme
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.crosswalk.bidang import load_bidang
from nomenklatur.decisions import Decisions
from nomenklatur.decisions.making import keys_of
from nomenklatur.decisions.outdated import OUTDATED, lost_targets
from nomenklatur.decisions.validate import conflicts
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, joined, ngettext
from nomenklatur.match.query import Query
from nomenklatur.names import same_name, similarity
from nomenklatur.recognise import SAME_NAME, Recogniser, sources_of
from nomenklatur.source_rules import declared_findings, long_word_findings, source_findings
from nomenklatur.target_rules import target_findings
from nomenklatur.translation import (
    WORTH_NAMING,
    Candidate,
    Evidence,
    Method,
    Outcome,
    Recognition,
    Status,
    TargetShare,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from collections.abc import Mapping as MappingOf

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk import Crosswalk, Mapping
    from nomenklatur.crosswalk.bidang import Numbering
    from nomenklatur.match.query import Matcher
    from nomenklatur.money import Rupiah
    from nomenklatur.plan import Plan, PlanItem

    _Answer = tuple[Candidate, ...] | None
    _Asked = tuple[object, ...]
    _Steps = Generator[Query, _Answer, Outcome]
    """The way to an outcome: stops where names have to be matched, and goes on with the answer."""

EVERY_STEP = frozenset(Method)
TRUSTED = 0.8
"""A crosswalk row whose own score is below this names a candidate, not an answer."""
_TOGETHER = 4096
"""Items looked up together."""


@frozen(eq=False)
class Mapper:
    """Carries the items of plans from one nomenclature to another.

    Args:
        target: The catalog to translate to.
        source: The catalog that the plans are written in, if it is at hand. Items are
            recognised, by code and name, as what a crosswalk maps from or as its entries.
        crosswalks: Published mappings, the most trusted first.
        decisions: What people decided.
        matcher: Ranks the target catalog's entries by name; by default the project's own,
            which is built when the first name has to be matched.
        authority: The kind of region that the plans are of.
        steps: The steps of the order of trust that may be taken.
        semantic: Whether likeness in meaning counts for likely names; needs an extra.
        absent: Ids of the nomenclatures that the plans may be written in, where the catalog of
            none of them is at hand.
    """

    target: Catalog
    source: Catalog | None = None
    crosswalks: tuple[Crosswalk, ...] = field(default=(), kw_only=True)
    decisions: Decisions = field(factory=Decisions, kw_only=True)
    authority: Authority | None = field(default=None, kw_only=True)
    steps: frozenset[Method] = field(default=EVERY_STEP, kw_only=True)
    semantic: bool = field(default=False, kw_only=True)
    absent: tuple[str, ...] = field(default=(), kw_only=True)
    matcher: Matcher | None = field(default=None, kw_only=True, repr=False)
    _recognisers: tuple[Recogniser, ...] = field(init=False, repr=False)

    @_recognisers.default
    def _known_sources(self) -> tuple[Recogniser, ...]:
        crosswalks = self.crosswalks if Method.CROSSWALK in self.steps else ()
        sources = [sources_of(crosswalk) for crosswalk in crosswalks]
        if self.source is not None:
            sources.append(self.source)
        return tuple(Recogniser(source, self.authority) for source in sources)

    @functools.cached_property
    def engine(self) -> Matcher:
        """What ranks the target catalog's entries by name."""
        if self.matcher is not None:
            return self.matcher
        from nomenklatur.match import Engine  # noqa: PLC0415 - heavy
        from nomenklatur.match.precedents import precedents_of  # noqa: PLC0415 - reads tables

        return Engine(
            self.target,
            authority=self.authority,
            numbering=self._numbering,
            semantic=self.semantic,
            precedents=precedents_of(
                self.crosswalks if Method.CROSSWALK in self.steps else (),
                self.decisions.in_force(self.target.id) if Method.DECISION in self.steps else (),
                self.target.id,
            ),
        )

    @functools.cached_property
    def _numbering(self) -> Numbering | None:
        """The numbering of the bidang in the plans' codes, as far as the source catalog says."""
        return load_bidang().numbering_of(self.source) if self.source is not None else None

    def translate(self, plan: Plan, *, bidang: Code | None = None) -> Translation:
        """Translate a plan.

        Args:
            plan: The plan.
            bidang: The office's bidang urusan in the target catalog, to which X.XX is
                resolved; by default the plan's own, or the one that most of its items go to.
        """
        bidang = bidang or _bidang_of_plan(plan)
        outcomes = list(self.outcomes(plan.items, bidang=bidang))
        bidang = bidang or _bidang_of(outcomes)
        settled = tuple(settled_at(outcome, bidang) for outcome in outcomes)
        rules = target_findings(settled, self.target, self.authority)
        return Translation(
            plan,
            tuple(
                evolve(outcome, findings=outcome.findings + found)
                for outcome, found in zip(settled, rules, strict=True)
            ),
            self.target,
            self.source,
            self.authority,
            bidang,
            (
                *self.on_catalogs(bidang),
                *plan.findings,
                *declared_findings(plan.declared, self.source, self.authority),
                *self._on_decisions(settled),
            ),
            crosswalks=tuple(one.info for one in self.crosswalks if Method.CROSSWALK in self.steps),
        )

    def on_catalogs(self, bidang: Code | None) -> Iterator[Finding]:
        """What is missing of the catalogs for plans of an office."""
        return catalog_findings(self.absent, self.target, bidang)

    def _on_decisions(self, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
        """The findings on the decisions file, as far as it is about these items."""
        if Method.DECISION in self.steps:
            decided = (one for one in outcomes if one.method is Method.DECISION)
            yield from self.decisions.findings
            yield from conflicts(self.decisions, (k for one in decided for k in keys_of(one)))

    def outcomes(
        self, items: Iterable[PlanItem], *, bidang: Code | None = None
    ) -> Iterator[Outcome]:
        """What becomes of items, in their order; equal items are looked up once.

        Args:
            items: The items.
            bidang: The office's bidang urusan in the target catalog, if known.
        """
        return self.outcomes_at((item, bidang) for item in items)

    def outcomes_at(self, items: Iterable[tuple[PlanItem, Code | None]]) -> Iterator[Outcome]:
        """The same of items of several offices, each with the bidang urusan of its own.

        Names are matched many at once, which is several times as fast as one by one.
        """
        known: dict[_Asked, Outcome] = {}
        source = iter(items)
        while batch := list(itertools.islice(source, _TOGETHER)):
            keys = [_asked(*pair) for pair in batch]
            fresh: dict[_Asked, _Steps] = {}
            for key, pair in zip(keys, batch, strict=True):
                if key not in known and key not in fresh:
                    fresh[key] = self._outcome(*pair)
            known |= self._led(fresh)
            for key, (item, _bidang) in zip(keys, batch, strict=True):
                yield outcome_for(known[key], item)

    def _led(self, steps: MappingOf[_Asked, _Steps]) -> dict[_Asked, Outcome]:
        """The outcomes that steps lead to; the queries that they come to are answered together."""
        found: dict[_Asked, Outcome] = {}
        answers: MappingOf[_Asked, tuple[Candidate, ...] | None] = dict.fromkeys(steps)
        while answers:
            asked: dict[_Asked, Query] = {}
            for key, answer in answers.items():
                try:
                    asked[key] = steps[key].send(answer)
                except StopIteration as end:
                    found[key] = end.value
            many = self.engine.match_many(asked.values()) if asked else ()
            answers = dict(zip(asked, many, strict=True))
        return found

    def match(self, name: str, *, limit: int = 5, **known: object) -> tuple[Candidate, ...]:
        """The likeliest entries of the target catalog for a name.

        Args:
            name: Name of the old activity.
            limit: How many at most.
            known: What else is known of it, as in `Query`.
        """
        query = Query(name, **{"authority": self.authority, **known})  # type: ignore[arg-type]
        return self.engine.match(query, limit)

    def self_contained(self) -> Mapper:
        """The same mapper, which takes its catalogs along when it is pickled.

        A mapper of what a `Store` opened is pickled as their names and hashes, and opens them
        where it arrives. This one is for machines that do not have the same store.
        """
        from nomenklatur.portable import self_contained  # noqa: PLC0415 - only to travel

        return self_contained(self)

    def __reduce__(self) -> tuple[Any, ...]:
        from nomenklatur.portable import reduced  # noqa: PLC0415 - only to travel

        return reduced(self)

    def _outcome(self, item: PlanItem, bidang: Code | None) -> _Steps:
        outcome = yield from self._undisputed(item, bidang)
        found = (
            *source_findings(outcome, self.source, self.authority),
            *long_word_findings(item),
        )
        return evolve(outcome, findings=(*outcome.findings, *found)) if found else outcome

    def _undisputed(self, item: PlanItem, bidang: Code | None) -> _Steps:
        outcome = yield from self._trusted(item, bidang)
        if outcome.source is None or outcome.source.code_says is None:
            return outcome
        return outcome if outcome.method is Method.DECISION else self._disputed(outcome)

    def _disputed(self, outcome: Outcome) -> Outcome:
        """The outcome of an item whose code says one thing and whose name says another."""
        reason = Evidence(
            "name", _("by the name; the code stands for something else"), against=True
        )
        named = tuple(
            Candidate(target.entry, 0.5, (reason,)) for target in outcome.targets if target.entry
        )
        candidates = (*named, *(c for c in outcome.candidates if c.entry not in {
            one.entry for one in named
        }))  # fmt: skip
        status = Status.AMBIGUOUS if candidates else Status.UNMAPPED
        return evolve(outcome, status=status, targets=(), candidates=candidates, score=None)

    def _trusted(self, item: PlanItem, bidang: Code | None) -> _Steps:
        """The outcome by the order of trust."""
        source = self._recognise(item)
        code = item.code or (source.entry.code if source else None)
        query = Query(
            source.entry.name if source else item.name,
            item.program.name if item.program else "",
            code,
            bidang,
            item.indicators[0].text if item.indicators else "",
            self.authority,
        )
        outcome = Outcome(item, Status.UNMAPPED, source=source)
        if Method.DECISION in self.steps and (
            decision := self.decisions.get(code, item.name, self.target.id)
            or (source and self.decisions.get(source.entry.code, source.entry.name, self.target.id))
        ):
            outcome = evolve(outcome, method=Method.DECISION, score=1.0, note=decision.note)
            if lost := lost_targets(decision, self.target, self.authority):
                return (yield from self._lost(outcome, lost, query))
            return (yield from self._said(outcome, decision.relation, decision.targets, query))
        if Method.CROSSWALK in self.steps and (mapping := self._mapping(item, source)):
            sure = 1.0 if mapping.score is None else mapping.score
            score = sure * (source.score if source else 1.0)
            note = mapping.keterangan or mapping.note
            outcome = evolve(outcome, method=Method.CROSSWALK, score=score, note=note)
            if sure < TRUSTED:
                return (yield from self._doubted(outcome, mapping, query))
            return (yield from self._said(outcome, mapping.relation, mapping.targets, query))
        return (yield from self._matched(outcome, query))

    def _recognise(self, item: PlanItem) -> Recognition | None:
        """What an item is: for sure before by likeness, in a crosswalk before in the catalog."""
        likely = None
        for recogniser in self._recognisers:
            found = recogniser.recognise(item)
            if found is not None and found.method is Method.EXACT:
                return self._against_code(item, found)
            likely = likely or found
        return likely and self._against_code(item, likely)

    def _against_code(self, item: PlanItem, found: Recognition) -> Recognition:
        """The recognition with what the item's code stands for, if that is something else."""
        if item.code is None or found.entry.code in _spellings(item.code):
            return found
        for recogniser in self._recognisers:
            for code in _spellings(item.code):
                entry = recogniser.catalog.get(code, self.authority)
                if entry is not None and _alike(item.name, entry) < SAME_NAME:
                    return evolve(found, code_says=entry)
        return found

    def _mapping(self, item: PlanItem, source: Recognition | None) -> Mapping | None:
        """The first crosswalk row on an item: for its code, and its name."""
        code = source.entry.code if source else item.code
        if code is None:
            return None
        names = source.entry.names if source else (item.name,)
        for crosswalk in self.crosswalks:
            for one in _spellings(code):
                for mapping in crosswalk.get(one, self.authority):
                    if max(similarity(name, mapping.source_name) for name in names) >= SAME_NAME:
                        return mapping
        return None

    def _said(
        self,
        outcome: Outcome,
        relation: Relation | None,
        targets: Sequence[Target],
        query: Query,
    ) -> _Steps:
        """The outcome that a decision or a crosswalk row states."""
        outcome = evolve(outcome, relation=relation)
        if not targets or relation is Relation.NONE:
            status = Status.AMBIGUOUS if relation is Relation.BROAD else Status.UNMAPPED
            candidates = yield from self._candidates(query)
            return evolve(outcome, status=status, candidates=candidates, score=None)
        shares = _shares(targets)
        if shares is None:
            return evolve(
                outcome, status=Status.AMBIGUOUS, candidates=self._named(targets, outcome.note)
            )
        settled = tuple(
            self._target(target.code, target.name, share)
            for target, share in zip(targets, shares, strict=True)
        )
        return evolve(outcome, status=Status.MAPPED, targets=settled)

    def _lost(self, outcome: Outcome, lost: Sequence[Finding], query: Query) -> _Steps:
        """The outcome of a decision whose target the catalog no longer has, or has given away."""
        return evolve(
            outcome,
            status=Status.AMBIGUOUS,
            candidates=(yield from self._candidates(query)),
            score=None,
            findings=tuple(lost),
        )

    def _doubted(self, outcome: Outcome, mapping: Mapping, query: Query) -> _Steps:
        """The outcome of a row that its own author is not sure of."""
        candidates = self._named(mapping.targets, mapping.justification, mapping.score)
        candidates = candidates or (yield from self._candidates(query))
        return evolve(
            outcome,
            status=Status.AMBIGUOUS if candidates else Status.UNMAPPED,
            relation=mapping.relation if mapping.targets else None,
            candidates=candidates,
        )

    def _matched(self, outcome: Outcome, query: Query) -> _Steps:
        """The outcome that names alone suggest."""
        if Method.EXACT in self.steps and (entry := self.engine.exact(query)) is not None:
            return evolve(
                outcome,
                status=Status.MAPPED,
                method=Method.EXACT,
                relation=Relation.EXACT,
                targets=(self._target(entry.code, entry.name, Fraction(1)),),
                score=1.0,
            )
        candidates = yield from self._candidates(query)
        if not candidates:
            return outcome
        if self.engine.accepts(candidates) and not _has_twin(candidates):
            best = candidates[0]
            return evolve(
                outcome,
                status=Status.MAPPED,
                method=Method.FUZZY,
                relation=Relation.CLOSE,
                targets=(self._target(best.entry.code, best.entry.name, Fraction(1)),),
                candidates=candidates,
                score=best.score,
            )
        return evolve(
            outcome, status=Status.AMBIGUOUS, candidates=candidates, score=candidates[0].score
        )

    def _candidates(self, query: Query) -> Generator[Query, _Answer, tuple[Candidate, ...]]:
        """Ask for what is likely: see `_Steps`."""
        return ((yield query) or ()) if Method.FUZZY in self.steps else ()

    def _named(
        self, targets: Sequence[Target], note: str, score: float | None = None
    ) -> tuple[Candidate, ...]:
        """The targets that a row names and that somebody has to decide on."""
        found = []
        score = 1.0 if score is None else score
        for target in targets:
            entry = self.target.get(target.code, self.authority)
            if entry is not None:
                named = _("named by the crosswalk: {note}") if note else _("named by the crosswalk")
                reason = Evidence("crosswalk", named.format(note=note))
                found.append(Candidate(entry, round(score / len(targets), 4), (reason,)))
        return tuple(found)

    def _target(self, code: Code, name: str, share: Fraction) -> TargetShare:
        entry = self.target.get(code, self.authority)
        return TargetShare(code, name or (entry.name if entry else ""), entry, share)


def _asked(item: PlanItem, bidang: Code | None) -> _Asked:
    """Equal for items that have equal outcomes."""
    program = item.program
    return item.code, item.name, program and program.name, program and program.code, bidang


@functools.lru_cache(maxsize=20_000)
def _spellings(code: Code) -> tuple[Code, ...]:
    """The codes that mean the same: as it is, generic, and in the other numbering of bidang."""
    renumbered = load_bidang().renumber(code) if code.scheme is Scheme.LEGACY else ()
    return tuple(dict.fromkeys((code, code.generic(), *renumbered)))


def _alike(name: str, entry: Entry) -> float:
    return max(similarity(name, known) for known in entry.names)


def _has_twin(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate has its namesake under another kind of region beside it."""
    first = candidates[0].entry
    return any(
        one.entry.code.authority is not first.code.authority
        and same_name(one.entry.name, first.name)
        for one in candidates[1:]
    )


def _shares(targets: Sequence[Target]) -> tuple[Fraction, ...] | None:
    """The targets' shares; None where somebody still has to decide them."""
    if len(targets) == 1:
        return (Fraction(1),)
    shares = tuple(target.share for target in targets if target.share is not None)
    return shares if len(shares) == len(targets) and sum(shares) == 1 else None


def outcome_for(outcome: Outcome, item: PlanItem) -> Outcome:
    """The outcome of an equal item, with this item's money and findings."""
    targets = outcome.targets
    if targets:
        amounts = _split(item.amounts, [target.share for target in targets])
        targets = tuple(
            evolve(target, amounts=part) for target, part in zip(targets, amounts, strict=True)
        )
    outcome = evolve(outcome, item=item, targets=targets)
    kept = {OUTDATED, "NK240", "NK414"} | ({"NK219"} if outcome.source is None else set())
    placed = (
        evolve(finding, place=item.place)
        for finding in outcome.findings
        if finding.rule.code in kept
    )
    return evolve(outcome, findings=(*placed, *_findings(outcome)))


def _split(amounts: MappingOf[str, Rupiah], shares: Sequence[Fraction]) -> list[dict[str, Rupiah]]:
    parts: list[dict[str, Rupiah]] = [{} for _ in shares]
    for key, amount in amounts.items():
        for part, money in zip(parts, amount.split(shares), strict=True):
            part[key] = money
    return parts


def _findings(outcome: Outcome) -> Iterator[Finding]:
    item, place = outcome.item, outcome.item.place
    who = f"{outcome.source.entry.code if outcome.source else item.code_text} {item.name}".strip()
    money = _("no money")
    if item.amounts:
        money = joined(
            _("{column} Rp {amount}").format(column=key, amount=amount)
            for key, amount in item.amounts.items()
        )
    best = outcome.candidates[0] if outcome.candidates else None
    suggestion = (
        _("likeliest: {code} {name} ({score:.0%})").format(
            code=best.entry.code, name=best.entry.name, score=best.score
        )
        if best and best.score >= WORTH_NAMING
        else ""
    )
    source = outcome.source
    if source is not None and source.method is Method.FUZZY:
        message = _("{name} is taken for {code} {entry} ({score:.0%} alike)").format(
            name=item.name, code=source.entry.code, entry=source.entry.name, score=source.score
        )
        yield Finding(RULES["NK211"], message, place)
    if source is not None and source.code_says is not None:
        message = _("{code} is {meaning}, {name} is {other}").format(
            code=item.code, meaning=source.code_says.name, name=item.name, other=source.entry.code
        )
        yield Finding(RULES["NK220"], message, place, _("correct the code or the name"))
    elif (
        source is not None
        and item.code is not None
        and not item.code.is_under(source.entry.code)
        and source.entry.code not in _spellings(item.code)
    ):
        message = _("{code} is not known; by its name it is {other} {name}").format(
            code=item.code, other=source.entry.code, name=source.entry.name
        )
        yield Finding(RULES["NK219"], message, place)
    if outcome.status is Status.UNMAPPED:
        yield Finding(
            RULES["NK201"],
            _("{who} has no place ({money})").format(who=who, money=money),
            place,
            suggestion,
        )
    elif outcome.status is Status.AMBIGUOUS and outcome.relation is Relation.BROAD:
        said = (
            _("{who}: {note!r} names no target ({money})")
            if outcome.note
            else _("{who}: no target is named ({money})")
        )
        message = said.format(who=who, note=outcome.note, money=money)
        yield Finding(RULES["NK203"], message, place, suggestion)
    elif outcome.status is Status.AMBIGUOUS:
        count = len(outcome.candidates)
        yield Finding(
            RULES["NK202"],
            ngettext(
                "{who} has {n} candidate ({money})", "{who} has {n} candidates ({money})", count
            ).format(who=who, n=count, money=money),
            place,
            suggestion,
        )


def _bidang_of_plan(plan: Plan) -> Code | None:
    """The bidang urusan of a plan's office in new codes, if its own or its old one says it."""
    if plan.bidang is None or plan.bidang.scheme is Scheme.NEW:
        return plan.bidang
    heirs = load_bidang().to_new(plan.bidang)
    return heirs[0] if len(heirs) == 1 else None


def _bidang_of(outcomes: Iterable[Outcome]) -> Code | None:
    """The bidang urusan that most of a plan's items go to."""
    counts: Counter[Code] = Counter()
    for outcome in outcomes:
        for target in outcome.targets:
            bidang = target.code.bidang_urusan
            if bidang is not None and not bidang.is_generic:
                counts[bidang] += 1
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def settled_at(outcome: Outcome, bidang: Code | None, *, certain: bool = False) -> Outcome:
    """The outcome with X.XX resolved to the bidang urusan of its office.

    A plan may be that of several offices: what an item's own code says comes before the bidang
    that most of the plan goes to.

    Args:
        outcome: The outcome.
        bidang: The bidang urusan of its plan, if known.
        certain: Whether the bidang was said of this very item, and comes before its code.
    """
    if not outcome.targets:
        return outcome
    bidang = bidang if certain else own_bidang(outcome, bidang)
    if bidang is None:
        return outcome
    return evolve(
        outcome,
        targets=tuple(evolve(t, code=t.code.resolve(bidang)) for t in outcome.targets),
    )


def own_bidang(outcome: Outcome, bidang: Code | None) -> Code | None:
    """The bidang urusan of an item's own code or program, else the one that is given."""
    program = outcome.item.program
    for code in (outcome.item.code, program.code if program else None):
        if code is None or code.bidang is None or code.is_generic:
            continue
        heirs = (code.bidang_urusan,) if code.scheme is Scheme.NEW else load_bidang().to_new(code)
        if heirs and bidang not in heirs:
            return heirs[0]
        return bidang
    return bidang

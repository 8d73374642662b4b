"""Running the matcher, and the plain methods beside it, over labelled activities.

No crosswalk and no decision is asked: names alone decide, as they do where nobody has mapped
anything yet. An equal name counts as accepted, as it does in a translation.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.evaluate.figures import (
    Bin,
    Figures,
    Interval,
    bootstrap,
    brier,
    calibration_error,
    reliability,
    wilson,
)
from nomenklatur.match.query import Query
from nomenklatur.translation import Candidate, Method

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk.bidang import Numbering
    from nomenklatur.evaluate.gold import GoldRow
    from nomenklatur.match import Matcher

DEPTH: Final = 10
"""Candidates looked at; an answer further down counts as not found."""
SHOWN: Final = 5
"""Candidates that a planner is shown."""


@frozen
class Judged:
    """What the matcher did with a row.

    Attributes:
        row: The row.
        candidates: What it showed, the likeliest first.
        method: `exact` or `fuzzy` if it took the first; None if it left the choice open.
        rank: Place of the first acceptable candidate, from 1; None if there is none.
    """

    row: GoldRow
    candidates: tuple[Candidate, ...]
    method: Method | None
    rank: int | None

    @property
    def accepted(self) -> bool:
        """Whether the first candidate was taken unasked."""
        return self.method is not None

    @property
    def right(self) -> bool:
        """Whether the first candidate is acceptable."""
        return self.rank == 1

    @property
    def outcome(self) -> str:
        """What it would be in a translation: ``exact``, ``fuzzy``, ``ambiguous``, ``unmapped``."""
        if self.method is not None:
            return self.method.value
        return "ambiguous" if self.candidates else "unmapped"


@frozen
class Baseline:
    """A plain method on the same rows.

    Attributes:
        name: Its name.
        about: What it does, in words.
        figures: How well it did.
        rows_per_second: How fast, once its index is built.
    """

    name: str
    about: str
    figures: Figures
    rows_per_second: float


@frozen
class Evaluation:
    """How the matcher did on labelled activities.

    Attributes:
        source: Id of the nomenclature that the activities are in.
        target: The catalog.
        authority: The kind of region.
        rows: What it did with each row, in order.
        figures: The shares found.
        rows_per_second: Rows a second, equal names, candidates and evidence included.
        baselines: The plain methods beside it, if they were asked for.
        unknown: Labels that the catalog has no entry for, with the place of the first.
        seed: Of the bootstrap.
    """

    source: str
    target: Catalog
    authority: Authority | None
    rows: tuple[Judged, ...]
    figures: Figures
    rows_per_second: float
    baselines: tuple[Baseline, ...] = ()
    unknown: tuple[tuple[Code, GoldRow], ...] = ()
    seed: int = 0

    @property
    def accepted(self) -> tuple[Judged, ...]:
        """The rows whose first candidate was taken."""
        return tuple(row for row in self.rows if row.accepted)

    @property
    def accepted_right(self) -> int:
        """How many of the accepted are right."""
        return sum(row.right for row in self.accepted)

    @property
    def none_accepted(self) -> int:
        """How many rows without a home were accepted all the same."""
        return sum(not row.row.has_home for row in self.accepted)

    @property
    def precision(self) -> Interval:
        """The share of the accepted that is right."""
        return wilson(self.accepted_right, len(self.accepted))

    @property
    def coverage(self) -> Interval:
        """The share of all rows that was accepted."""
        return wilson(len(self.accepted), len(self.rows))

    @property
    def shown(self) -> tuple[tuple[float, bool], ...]:
        """The probability of each first candidate, and whether it is right."""
        return tuple((j.candidates[0].score, j.right) for j in self.rows if j.candidates)

    @property
    def ece(self) -> Interval:
        """Expected calibration error of the first candidates."""
        return bootstrap(self.shown, calibration_error, seed=self.seed)

    @property
    def brier(self) -> Interval:
        """Brier score of the first candidates."""
        return bootstrap(self.shown, brier, seed=self.seed)

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """The reliability table of the first candidates."""
        return reliability(self.shown)

    @property
    def misses(self) -> tuple[Judged, ...]:
        """The rows whose first candidate is wrong though they have a home, or that were taken.

        Wrongly accepted ones come first: they are what nobody would look at.
        """
        wrong = [j for j in self.rows if not j.right and (j.row.has_home or j.accepted)]
        return tuple(sorted(wrong, key=lambda j: (not j.accepted, j.row.place.row or 0)))

    def by(self, key: Callable[[Judged], str]) -> dict[str, tuple[Judged, ...]]:
        """The rows in groups, in the order in which the groups first occur."""
        found: dict[str, list[Judged]] = {}
        for judged in self.rows:
            found.setdefault(key(judged), []).append(judged)
        return {name: tuple(rows) for name, rows in found.items()}


def evaluate(  # noqa: PLR0913 - what is compared with what
    gold: Sequence[GoldRow],
    target: Catalog,
    *,
    source: str = "",
    authority: Authority | None = None,
    numbering: Numbering | None = None,
    matcher: Matcher | None = None,
    baselines: bool = False,
    semantic: bool = False,
    seed: int = 0,
) -> Evaluation:
    """Run the matcher over labelled activities.

    Args:
        gold: The labelled activities.
        target: The catalog to match against.
        source: Id of the nomenclature that they are in.
        authority: The kind of region; by default the one that the labels say.
        numbering: The numbering of their bidang; by default the one that their names say.
        matcher: What to evaluate; by default the project's own engine.
        baselines: Whether to run the plain methods too.
        semantic: Whether likeness in meaning counts in the project's own engine.
        seed: Of the bootstrap of the intervals.

    Raises:
        NomenklaturError: Likeness in meaning is asked for, and its extra is not installed.
    """
    authority = authority or authority_of(gold)
    numbering = numbering or numbering_of(gold)
    if matcher is None:
        from nomenklatur.match import Engine  # noqa: PLC0415 - heavy

        matcher = Engine(target, authority=authority, numbering=numbering, semantic=semantic)
        matcher.match(Query("pembangunan gedung kantor"))  # builds or opens what is built once
    queries = [query_of(row, authority) for row in gold]
    exact = [matcher.exact(query) for query in queries]
    answers = list(matcher.match_many(queries, DEPTH))
    seconds = _seconds(matcher, queries)
    judged = []
    for row, entry, candidates in zip(gold, exact, answers, strict=True):
        method = Method.EXACT if entry is not None else None
        found = candidates
        if entry is not None:
            others = (one for one in candidates if one.entry != entry)
            found = (Candidate(entry, 1.0), *others)[:DEPTH]
        elif matcher.accepts(candidates):
            method = Method.FUZZY
        rank = rank_of(row, (one.entry.code for one in found))
        judged.append(Judged(row, found, method, rank))
    ranks = [one.rank for one in judged if one.row.has_home]
    from nomenklatur.evaluate.baselines import run_baselines  # noqa: PLC0415 - heavy

    return Evaluation(
        source,
        target,
        authority,
        tuple(judged),
        Figures.of_ranks(ranks, len(gold), seed=seed),
        len(gold) / seconds,
        run_baselines(gold, target, authority, numbering, seed=seed) if baselines else (),
        unknown_labels(gold, target, authority),
        seed,
    )


def _seconds(matcher: Matcher, queries: Sequence[Query]) -> float:
    """How long the matcher takes as it works for a plan: its words known, five candidates each."""
    start = time.perf_counter()
    for query in queries:
        matcher.exact(query)
    list(matcher.match_many(queries, SHOWN))
    return time.perf_counter() - start


def query_of(row: GoldRow, authority: Authority | None) -> Query:
    """What the matcher is asked about a row."""
    return Query(row.name, row.program, row.code, authority=authority, bidang_name=row.bidang)


def rank_of(row: GoldRow, codes: Iterable[Code]) -> int | None:
    """The place of the first acceptable answer, from 1."""
    return next((place for place, code in enumerate(codes, 1) if row.accepts(code)), None)


def authority_of(gold: Iterable[GoldRow]) -> Authority | None:
    """The kind of region that the labels are of, if they are of one."""
    kinds = {code.authority for row in gold for code in row.acceptable} - {None}
    return kinds.pop() if len(kinds) == 1 else None


def numbering_of(gold: Iterable[GoldRow]) -> Numbering | None:
    """The numbering that most bidang of the activities follow, by number and name."""
    from nomenklatur.crosswalk.bidang import load_bidang  # noqa: PLC0415 - reads a file

    places = {(row.code.bidang_urusan, row.bidang) for row in gold if row.code is not None}
    known = load_bidang()
    votes = Counter(known.numbering(code, name) for code, name in places if code is not None)
    del votes[None]
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def unknown_labels(
    gold: Iterable[GoldRow], target: Catalog, authority: Authority | None
) -> tuple[tuple[Code, GoldRow], ...]:
    """The labels that no entry of the catalog has: they can never be found."""
    found: dict[Code, GoldRow] = {}
    for row in gold:
        for code in sorted(row.acceptable):
            if code not in found and target.get(code, authority) is None:
                found[code] = row
    return tuple(found.items())

"""Learn the weights of the matcher from labelled activities, and say how good they are.

    python tools/train_matcher.py GOLD CATALOG [--semantic] [--write]

GOLD is a CSV with ``legacy_code, bidang, program, kegiatan, best, acceptable``; CATALOG an
official list that `nomenklatur catalog import` reads. The figures printed are cross-validated:
the activities of a bidang are judged by weights, calibration and thresholds that were learned
without them. An equal name is accepted at 100 %, as in a translation, and teaches nothing about
probabilities. With ``--semantic``, likeness in meaning is one more signal.
Nothing of the two files goes into ``weights.json`` but the numbers learned.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen
from scipy.optimize import minimize

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.match import Engine
from nomenklatur.match.evidence import OPEN, THIN, explained, unexplained
from nomenklatur.match.meaning import worth_of
from nomenklatur.match.prepare import Preparer
from nomenklatur.match.query import Query
from nomenklatur.match.scope import scope_of
from nomenklatur.match.score import (
    SIGNALS,
    Model,
    probabilities,
    share_of,
    signals,
    traits,
)
from nomenklatur.match.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = Path(__file__).resolve().parents[1] / "nomenklatur/match/weights.json"
RIDGE = 1.0
"""Pull of every weight towards nothing: few rows must not decide much."""
SECOND_BEST = 0.6
"""What an acceptable answer counts beside the best one."""
FOLDS = 10
AHEAD = 0.1
DEALS = 2
CALIBRATION_RIDGE = 1.0
CURVE = (10, 20, 25, 30, 40, 50, 60, 80, 100)
MISSES = ("same kegiatan", "same program", "same bidang", "other bidang", "not found")
WRONG_COSTS = 20
"""Right ones that a wrong one outweighs where the threshold is chosen: what is accepted last is
right in 95 of 100 cases, what is accepted in all is right in far more. (A threshold by precision
alone hangs on the first wrong row.)"""


@frozen(eq=False)
class Row:
    """A labelled activity with the signals of its candidates."""

    query: Query
    bidang: str
    acceptable: frozenset[str]
    codes: tuple[str, ...]
    signals: np.ndarray
    meaning: np.ndarray
    barred: tuple[bool, ...]
    right: np.ndarray
    none: float
    exact: str

    @property
    def has_home(self) -> bool:
        """Whether some entry is right."""
        return self.none < 1


def read_rows(path: Path, engine: Engine) -> list[Row]:
    """The labelled activities of a file, with their candidates in the catalog."""
    index = engine.index
    preparer = Preparer(index)
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            code = Code.parse(line["legacy_code"], scheme=Scheme.LEGACY, level=Level.KEGIATAN)
            name, program = line["kegiatan"], line["program"]
            query = Query(name, program, code, bidang_name=line["bidang"])
            prepared = preparer.prepare(query, scope_of(query))
            chosen = engine.retrieved([query], [prepared])
            codes = tuple(str(index.entries[entry].code) for entry in chosen[0])
            acceptable = frozenset(line["acceptable"].split(";"))
            best = line["best"]
            right = [float(c == best) or SECOND_BEST * (c in acceptable) for c in codes]
            none = 1.0 if best == "NONE" else SECOND_BEST * ("NONE" in acceptable)
            group = line.get("group") or line["bidang"]
            values = signals(index, [prepared], chosen)[0]
            meaning = np.zeros(len(codes))
            if engine.meaning is not None:
                meaning = worth_of(engine.meaning.likeness([query], chosen))[0].astype(float)
            barred = tuple(
                len(unexplained(name, index.entries[entry].name, index.above(entry))) > OPEN
                or explained(words(name), words(index.entries[entry].name)) < THIN
                for entry in chosen[0].tolist()
            )
            equal = engine.exact(query)
            exact = "" if equal is None else str(equal.code)
            found.append(
                Row(query, group, acceptable, codes, values, meaning, barred, np.array(right),
                    none, exact)
            )  # fmt: skip
    return found


def learn(rows: Sequence[Row]) -> Model:
    """Weights by conditional logit with an outside option: which entry, or none."""
    rows = [row for row in rows if row.right.any() or row.none]
    every = np.concatenate([np.c_[row.signals, row.meaning] for row in rows]).astype(float)
    starts = np.cumsum([0] + [len(row.codes) for row in rows])[:-1]
    owner = np.repeat(np.arange(len(rows)), [len(row.codes) for row in rows])
    right = np.concatenate([row.right for row in rows])
    none = np.array([row.none for row in rows])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights, outside = point[:-1], point[-1]
        worth = every @ weights
        top = np.maximum(np.maximum.reduceat(worth, starts), outside)
        parts = np.exp(worth - top[owner])
        apart = np.exp(outside - top)
        total = np.add.reduceat(parts, starts) + apart
        hit = np.add.reduceat(parts * right, starts) + apart * none
        wrong = parts / total[owner] - parts * right / hit[owner]
        slope = every.T @ wrong + 2 * RIDGE * weights
        outside_slope = (apart / total - apart * none / hit).sum() + 0.02 * outside
        value = -np.log(hit / total).sum() + RIDGE * weights @ weights + 0.01 * outside**2
        return value, np.append(slope, outside_slope)

    start = np.zeros(len(SIGNALS) + 2)
    point = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return Model(tuple(point[:-2]), float(point[-2]), 1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@frozen(eq=False)
class Judged:
    """A row by a model that has not seen it.

    Attributes:
        row: The row.
        share: The logarithm of the worthiest candidate's share; see `share_of`.
        traits: What else makes its probability.
        contrasts: In how many decisive words it differs.
        first_right: Whether it is acceptable.
        model: That model.
    """

    row: Row
    share: float
    traits: tuple[float, ...]
    contrasts: float
    first_right: bool
    model: Model


def judge(model: Model, row: Row) -> Judged:
    """Judge the candidates of a row by their worth."""
    worth = row.signals @ np.array(model.weights, np.float32) + model.meaning * row.meaning
    best = worth.argmax()
    share = float(share_of((worth[best] - worth)[None])[0])
    first = row.signals[best]
    clash = float(first[SIGNALS.index("contrasts")])
    right = row.codes[best] in row.acceptable
    return Judged(row, share, tuple(map(float, traits(first))), clash, right, model)


@frozen(eq=False)
class Shown:
    """What a model shows for a row: codes by probability, and whether the first may be taken."""

    row: Row
    ranked: tuple[str, ...]
    scores: tuple[float, ...]
    blocked: bool

    @property
    def right(self) -> bool:
        """Whether the first is acceptable."""
        return self.ranked[0] in self.row.acceptable

    def taken(self, model: Model) -> bool:
        """Whether the first is accepted: an equal name, or by the model."""
        if self.row.exact:
            return True
        ahead = self.scores[0] - self.scores[1] >= model.accept_lead
        return self.scores[0] >= model.accept_score and ahead and not self.blocked


def show(model: Model, row: Row) -> Shown:
    """What a model shows for a row."""
    gain = (model.meaning * row.meaning[None]).astype(np.float32)
    scores = probabilities(model, row.signals[None].astype(np.float32), gain)[0]
    order = np.argsort(-scores, kind="stable")
    first = dict(zip(SIGNALS, row.signals[order[0]], strict=True))
    blocked = first["contrasts"] > 0 or first["expected"] == 0 or row.barred[order[0]]
    ranked = tuple(row.codes[place] for place in order)
    shown = tuple(float(scores[place]) for place in order)
    if row.exact:
        ranked = (row.exact, *(code for code in ranked if code != row.exact))
        shown = (1.0, *shown)[: len(ranked)]
    return Shown(row, ranked, shown, blocked)


def folds(rows: Sequence[Row], seed: int) -> list[set[str]]:
    """The bidang of the rows, dealt into folds."""
    names = sorted({row.bidang for row in rows})
    np.random.default_rng(seed).shuffle(names)
    return [set(names[place::FOLDS]) for place in range(min(FOLDS, len(names)))]


def held_out(rows: Sequence[Row], seed: int) -> list[Judged]:
    """Every row, judged by models learned without its bidang: one a deal of the folds.

    Several deals keep one unlucky row near the top from deciding the threshold.
    """
    found = []
    for deal in range(DEALS):
        for part in folds(rows, seed + deal):
            model = learn([row for row in rows if row.bidang not in part])
            found += [judge(model, row) for row in rows if row.bidang in part]
    return found


def calibrated(model: Model, judged: Sequence[Judged]) -> Model:
    """The model with its probabilities fitted to how often it was right."""
    judged = [j for j in judged if not j.row.exact]
    open_rows = [j for j in judged if not j.contrasts]
    table = np.array([[j.share, *j.traits, 1.0] for j in open_rows])
    truth = np.array([j.first_right for j in open_rows], float)

    def loss(point: np.ndarray) -> float:
        sums = table @ point
        ridge = CALIBRATION_RIDGE * point[:-1] @ point[:-1]
        return float(np.logaddexp(0, sums).sum() - truth @ sums + ridge)

    bounds = [(0.05, None), *[(0.0, None)] * 2, (None, None)]
    point = minimize(loss, np.array([0.3, 0.3, 0.3, 0]), bounds=bounds).x
    share, common, home, offset = (float(number) for number in point)
    model = evolve(model, share=share, common=common, home=home, offset=offset)
    shown = [
        show(evolve(model, weights=j.model.weights, meaning=j.model.meaning), j.row) for j in judged
    ]
    open_ = [s for s in shown if not s.blocked and s.scores[0] - s.scores[1] >= AHEAD]
    open_.sort(key=lambda s: -s.scores[0])
    right = np.array([s.right for s in open_])
    worth = np.cumsum(np.where(right, 1, -WRONG_COSTS))
    threshold = open_[int(worth.argmax())].scores[0] if open_ and worth.max() > 0 else 1.0
    return evolve(model, accept_score=min(threshold, 0.999), accept_lead=AHEAD)


def calibration_error(scores: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((scores * 10).astype(int), 9)
    parts = [bins == place for place in range(10)]
    gaps = [abs(scores[p].mean() - right[p].mean()) * p.mean() for p in parts if p.any()]
    return float(sum(gaps))


def chance_error(scores: np.ndarray) -> float:
    """The calibration error that probabilities which are exactly right show on so few rows."""
    chance = np.random.default_rng(0)
    drawn = [chance.random(len(scores)) < scores for _ in range(200)]
    return float(np.mean([calibration_error(scores, some.astype(float)) for some in drawn]))


def curve(outcomes: Sequence[Shown]) -> dict[str, float]:
    """How many of the surest are right, by the share of all rows that they are.

    Equal names come first, then what nothing forbids to take, by probability.
    """
    surest = sorted(outcomes, key=lambda s: (not s.row.exact, s.blocked, -s.scores[0]))
    right = [s.right for s in surest]
    return {f"{part}": float(np.mean(right[: round(len(right) * part / 100)])) for part in CURVE}


def kind_of_miss(shown: Shown) -> str:
    """Where the right answer is, seen from the one that is shown first: "" if that is right."""
    if shown.right or not shown.row.has_home:
        return ""
    if not shown.row.acceptable & {*shown.ranked}:
        return "not found"
    first = shown.ranked[0].split(".")
    levels = zip(("program", "kegiatan"), (3, 5), strict=True)
    same = [
        name
        for name, parts in (("bidang", 2), *levels)
        if any(code.split(".")[:parts] == first[:parts] for code in shown.row.acceptable)
    ]
    return f"same {same[-1]}" if same else "other bidang"


def figures(outcomes: Sequence[tuple[Shown, bool]]) -> dict[str, dict[str, float]]:
    """What is told of one deal of the folds, in groups."""
    every = [s for s, _ in outcomes]
    home = [s for s in every if s.row.has_home]
    taken_right = [s.right for s, taken in outcomes if taken]
    scores = np.array([s.scores[0] for s in every])
    right = np.array([s.right for s in every], float)

    def found(some: Sequence[Shown], top: int) -> float:
        return float(np.mean([bool(s.row.acceptable & {*s.ranked[:top]}) for s in some]))

    kinds = Counter(map(kind_of_miss, home))
    of_bidang = {
        row.row.bidang: [s for s in home if s.row.bidang == row.row.bidang] for row in home
    }
    return {
        "figures": {
            "n": len(every),
            "n_with_home": len(home),
            **{f"top{top}": found(home, top) for top in (1, 3, 5)},
            "accepted": len(taken_right) / len(every),
            "accepted_right": float(np.mean(taken_right)) if taken_right else 1.0,
            "none_accepted": float(
                np.mean([t for s, t in outcomes if not s.row.has_home] or [False])
            ),
            "ece": calibration_error(scores, right),
            "ece_by_chance": chance_error(scores),
            "brier": float(((scores - right) ** 2).mean()),
        },
        "curve": curve(every),
        "misses": {kind: kinds[kind] for kind in MISSES},
        **{
            name: {bidang: value(some) for bidang, some in sorted(of_bidang.items())}
            for name, value in (
                ("rows", len),
                ("top1", lambda some: found(some, 1)),
                ("top5", lambda some: found(some, 5)),
            )
        },
    }


def report(rows: Sequence[Row], seeds: Sequence[int]) -> dict[str, dict[str, float]]:
    """Figures by nested cross-validation, averaged over several deals of the folds."""
    deals = []
    for seed in seeds:
        outcomes: list[tuple[Shown, bool]] = []
        for part in folds(rows, seed):
            seen = [row for row in rows if row.bidang not in part]
            model = calibrated(learn(seen), held_out(seen, seed + 100))
            for row in (row for row in rows if row.bidang in part):
                shown = show(model, row)
                outcomes.append((shown, shown.taken(model)))
        deals.append(figures(outcomes))
    return {
        group: {key: round(float(np.mean([d[group][key] for d in deals])), 4) for key in some}
        for group, some in deals[0].items()
    }


def main() -> None:
    """Read, judge, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--authority", default="kabupaten_kota")
    parser.add_argument("--seeds", type=int, default=2, help="how many deals of the folds")
    parser.add_argument("--semantic", action="store_true", help="with likeness in meaning")
    parser.add_argument("--write", action="store_true", help="write weights.json")
    arguments = parser.parse_args()
    catalog = import_catalog(arguments.catalog).catalog
    authority = Authority.from_label(arguments.authority)
    engine = Engine(catalog, authority=authority, semantic=arguments.semantic)
    rows = read_rows(arguments.gold, engine)
    if arguments.seeds:
        print(json.dumps(report(rows, range(arguments.seeds)), indent=1))
    model = calibrated(learn(rows), held_out(rows, 7))
    print(json.dumps(model.to_json(), indent=1))
    if arguments.write:
        both = json.loads(WEIGHTS.read_text("utf-8"))
        both["semantic" if arguments.semantic else "words"] = model.to_json()
        WEIGHTS.write_text(json.dumps(both, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Measure accuracy and write docs/accuracy.md.

    python bench/accuracy.py GOLD CATALOG [--seeds 2]

GOLD are labelled activities (see `nomenklatur evaluate --help`), CATALOG the official list of
Permendagri 90/2019 as `nomenklatur catalog import` reads it; the same catalog has to be imported.
Labels and texts stay where they are: the page has figures only, but for the embedded mapping of
one office, whose misses are listed.
"""

# ruff: noqa: E501 - the sentences of a page

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nomenklatur.catalog.folder import load_catalog
from nomenklatur.catalog.store import Store, embedded_folder
from nomenklatur.codes import Authority
from nomenklatur.crosswalk.bidang import Numbering
from nomenklatur.crosswalk.folder import load_crosswalk
from nomenklatur.evaluate.gold import GoldRow, read_gold, same
from nomenklatur.evaluate.report import intervals
from nomenklatur.evaluate.run import Evaluation, evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Code
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.evaluate.figures import Interval

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
MAPPING = "permendagri-13-2006--permendagri-90-2019"
WORDS = {
    "top1": "right one first", "top3": "among the first three", "top5": "among the first five",
    "mrr": "mean reciprocal rank", "precision": "right among the accepted",
    "coverage": "accepted", "ece": "calibration error (10 bins)", "brier": "Brier score",
}  # fmt: skip


def gold_of(crosswalk: Crosswalk) -> tuple[GoldRow, ...]:
    """The rows of a mapping that name a target, as labelled activities."""
    return tuple(
        GoldRow(
            row.source_name,
            row.program_name,
            code=row.source,
            best=row.targets[0].code,
            acceptable=frozenset(same(target.code) for target in row.targets),
        )
        for row in crosswalk
        if row.targets
    )


def cross_validated(gold: Path, catalog: Path, seeds: int) -> dict[str, float]:
    """The figures of tools/train_matcher.py: every row by weights learned without its bidang."""
    command = [sys.executable, str(ROOT / "tools" / "train_matcher.py"), str(gold), str(catalog)]
    done = subprocess.run(
        [*command, "--seeds", str(seeds)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.JSONDecoder().raw_decode(done.stdout.lstrip())[0]
    return found


def shown(key: str, interval: Interval) -> str:
    """A figure with its interval."""
    if key in {"mrr", "ece", "brier"}:
        return f"{interval.value:.3f} ({interval.low:.3f} to {interval.high:.3f})"
    return f"{interval.value:.1%} ({interval.low:.1%} to {interval.high:.1%})"


def figures_table(evaluation: Evaluation) -> str:
    """The figures of an evaluation."""
    lines = ["| figure | value (95 % interval) |", "|---|---|"]
    lines += [f"| {WORDS[k]} | {shown(k, i)} |" for k, i in intervals(evaluation).items()]
    taken = f"{len(evaluation.accepted)}, {evaluation.accepted_right}, {evaluation.none_accepted}"
    return "\n".join([*lines, f"| accepted, right, without a home | {taken} |"])


def baseline_table(evaluation: Evaluation) -> str:
    """The plain methods beside the matcher."""
    lines = ["| method | first | first three | first five | MRR |", "|---|---:|---:|---:|---:|"]
    every = [("this project", evaluation.figures)]
    every += [(one.about, one.figures) for one in evaluation.baselines]
    for about, found in every:
        shares = (f"{getattr(found, key).value:.1%}" for key in ("top1", "top3", "top5"))
        lines.append(f"| {about} | {' | '.join(shares)} | {found.mrr.value:.3f} |")
    return "\n".join(lines)


def reliability_table(evaluation: Evaluation) -> str:
    """The reliability table."""
    lines = ["| shown | rows | mean shown | right |", "|---|---:|---:|---:|"]
    lines += [
        f"| {b.low:.1f} to {b.high:.1f} | {b.n} | {b.shown:.1%} | {b.right:.1%} |"
        for b in evaluation.reliability
        if b.n
    ]
    return "\n".join(lines)


def misses_table(evaluation: Evaluation, known: Catalog) -> str:
    """The misses, for a planner to read; names as far as the embedded catalog has them."""

    def named(code: Code | None) -> str:
        entry = known.get(code) if code is not None else None
        return f"{code} {entry.name}" if entry is not None else str(code or "")

    lines = ["| kegiatan | should become | rank | shown first |", "|---|---|---:|---|"]
    for judged in evaluation.misses:
        row = judged.row
        first = judged.candidates[0].entry.code if judged.candidates else None
        lines.append(
            f"| {row.code} {row.name} | {named(row.best)} | {judged.rank or '> 10'} | "
            f"{named(first)} |"
        )
    return "\n".join(lines)


def held_out(found: dict[str, float]) -> str:
    """The cross-validated figures."""
    names = {**WORDS, "accepted": "accepted", "accepted_right": "right among the accepted",
             "none_accepted": "accepted of those without a home"}  # fmt: skip
    lines = ["| figure | value |", "|---|---:|"]
    for key, value in found.items():
        if key in {"n", "n_with_home"} or key not in names:
            continue
        text = f"{value:.3f}" if key in {"ece", "brier", "mrr"} else f"{value:.1%}"
        lines.append(f"| {names[key]} | {text} |")
    return "\n".join(lines)


def page(seen: Evaluation, office: Evaluation, held: dict[str, float], known: Catalog) -> str:
    """The page."""
    groups = seen.by(lambda judged: judged.row.bidang)
    parts = [
        "# Accuracy",
        "<!-- Written by bench/accuracy.py; run that instead of editing this page. -->",
        (
            "How often names alone find the right place in Permendagri 90/2019 (kabupaten/kota): no "
            "crosswalk, no decision. Shares are of the activities that have a home there. An equal "
            "name counts as accepted."
        ),
        "## Activities that the matcher has not seen",
        (
            f"{held['n']:.0f} legacy kegiatan, labelled by reading the catalog "
            f"({held['n_with_home']:.0f} have a home), by one annotator. Weights, calibration and thresholds were learned without "
            "the bidang urusan that is judged (nested cross-validation, `tools/train_matcher.py`)."
        ),
        held_out(held),
        "## The same activities with the weights that ship",
        (
            "The shipped weights were learned on these very rows, so this is **no test** of them; it "
            "is what `nomenklatur evaluate GOLD --baselines` prints, and the plain methods, which "
            "learn nothing, are tested fairly by it."
        ),
        figures_table(seen),
        baseline_table(seen),
        f"The probability shown, beside how often it was right, over {len(groups)} bidang urusan:",
        reliability_table(seen),
        "## One office's own mapping",
        (
            f"The {office.figures.n} kegiatan of the Semarang LAMPIRAN that name a target, against the "
            "whole catalog, with the mapping itself left out. No weight was learned on them, but "
            "tables of words were written by people who knew the document. An office may decide "
            "otherwise than another: a miss is a difference from this office's choice."
        ),
        figures_table(office),
        baseline_table(office),
        "The misses:",
        misses_table(office, known),
        "## How to read the intervals",
        (
            "Shares have Wilson's 95 % interval, means a bootstrap's (1,000 draws, seeded). Both take "
            "rows for independent; activities of one bidang urusan are alike, so the truth is wider. "
            "With few rows accepted, *all right* still allows several per cent wrong."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def evaluated(gold: Sequence[GoldRow], target: Catalog, numbering: Numbering | None) -> Evaluation:
    """The matcher and the plain methods on labelled activities."""
    return evaluate(
        gold, target, authority=Authority.KABUPATEN_KOTA, numbering=numbering, baselines=True
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Write docs/accuracy.md.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    target = Store().open_catalog("permendagri-90-2019")
    if target.info.partial:
        raise SystemExit(f"{target.id} is a part; import {given.catalog} first")
    seen = evaluated(read_gold(given.gold), target, None)
    office = evaluated(
        gold_of(load_crosswalk(embedded_folder() / MAPPING)), target, Numbering.PERMENDAGRI_13
    )
    held = cross_validated(given.gold, given.catalog, given.seeds)
    known = load_catalog(embedded_folder() / target.id)
    PAGE.write_text(page(seen, office, held, known), "utf-8")


if __name__ == "__main__":
    main()

"""The Semarang plan by names alone, against the office's own mapping.

The crosswalk and the decisions are switched off; what is compared is what the matcher made of the
names within the embedded catalogs. Nothing is tuned on these figures. After a change that is meant,
run ``make accuracy`` and look at the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from nomenklatur.catalog.store import Store
from nomenklatur.plan.read import read_plan
from nomenklatur.translate import translate
from nomenklatur.translation import Method, Status

FROZEN = Path(__file__).with_name("seed.json")
CROSSWALK = "permendagri-13-2006--permendagri-90-2019"


def measure(root: Path) -> dict[str, object]:
    plan = read_plan(root / "examples/renja-2021-dinas-koperasi-kota-semarang.txt")
    translation = translate(plan, steps={Method.EXACT, Method.FUZZY})
    answers = {
        mapping.source: mapping.targets[0].code
        for mapping in Store().open_crosswalk(CROSSWALK)
        if mapping.targets
    }
    ranks = []
    accepted = right = wrong_home = 0
    misses = []
    for outcome in translation:
        source = outcome.source.entry.code
        answer = answers.get(source)
        proposed = [target.entry.code for target in outcome.targets]
        proposed += [c.entry.code for c in outcome.candidates if c.entry.code not in proposed]
        is_mapped = outcome.status is Status.MAPPED
        accepted += is_mapped
        if answer is None:
            wrong_home += is_mapped
            continue
        rank = proposed.index(answer) + 1 if answer in proposed else 0
        right += is_mapped and rank == 1
        ranks.append(rank)
        if rank != 1:
            misses.append(f"{source}: {answer} is {f'number {rank}' if rank else 'not proposed'}")
    return {
        "n": len(translation),
        "n_with_home": len(ranks),
        "top1": sum(rank == 1 for rank in ranks),
        "top3": sum(0 < rank <= 3 for rank in ranks),
        "top5": sum(0 < rank <= 5 for rank in ranks),
        "accepted": accepted,
        "accepted_right": right,
        "none_accepted": wrong_home,
        "misses": misses,
    }


@pytest.mark.accuracy
def test_the_accuracy_on_names_alone_is_as_frozen(root: Path) -> None:
    measured = measure(root)

    if os.environ.get("NOMENKLATUR_FREEZE"):
        FROZEN.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
    assert measured == json.loads(FROZEN.read_text("utf-8"))

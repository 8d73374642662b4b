"""Measure how quick the page of a review stays in a long plan.

    python bench/review.py [--rows 50000] [--distinct] [--match]

The plan takes kegiatan of the legacy catalog at random, so that names repeat as in the plan of a
region; with ``--distinct`` no two rows have the same name, which is the worst that can be. Only
matching is left out: every question has five entries of the target catalog as candidates. Each
figure is the median of so many requests, decision on the disk included. With ``--match`` the same
plan is opened as the command opens it, catalogs loaded and names matched, and nothing else is done.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Level
from nomenklatur.decisions import DecisionLog
from nomenklatur.money import Rupiah
from nomenklatur.plan import AmountColumn, Plan, PlanItem
from nomenklatur.review import Queue, Session
from nomenklatur.review.opening import open_session
from nomenklatur.review.web.app import Page
from nomenklatur.translation import Candidate, Outcome, Status, Translation

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 20
OLD, NEW = "permendagri-13-2006", "permendagri-90-2019"


def long_plan(rows: int, *, distinct: bool) -> Translation:
    """A translation in which every row is open."""
    dice = random.Random(7)  # noqa: S311 - no secret
    store = Store()
    old, new = store.open_catalog(OLD), store.open_catalog(NEW)
    kegiatan, targets = old.at(Level.KEGIATAN), new.at(Level.SUB_KEGIATAN)
    outcomes = []
    for number in range(rows):
        entry = dice.choice(kegiatan)
        name = f"{entry.name} {number}" if distinct else entry.name
        item = PlanItem(
            name,
            None if distinct else entry.code,
            amounts={"2021": Rupiah(dice.randrange(10**9))},
        )
        start = hash(entry.code) % (len(targets) - 5)
        proposed = tuple(
            Candidate(one, 0.5 / (place + 1))
            for place, one in enumerate(targets[start : start + 5])
        )
        outcomes.append(Outcome(item, Status.AMBIGUOUS, candidates=proposed))
    plan = Plan(tuple(one.item for one in outcomes), (AmountColumn("2021", year=2021),))
    return Translation(plan, tuple(outcomes), new, old)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that something takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def opened(plan: Plan) -> None:
    """Open a plan as the command does, and print what that takes."""
    with tempfile.TemporaryDirectory() as folder:
        log = DecisionLog(Path(folder) / "decisions.jsonl")
        used = time.process_time()
        seconds, session = timed(lambda: open_session(plan, log))
        used = time.process_time() - used
    assert isinstance(session, Session)
    print(
        f"{len(plan.items)} rows, {len(session.queue)} questions; opened in {seconds:.1f} s, "
        f"{used:.1f} s of the processor"
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--distinct", action="store_true")
    parser.add_argument("--match", action="store_true", help="open it with its names matched")
    chosen = parser.parse_args()
    translation = long_plan(chosen.rows, distinct=chosen.distinct)
    if chosen.match:
        opened(translation.plan)
        return
    with tempfile.TemporaryDirectory() as folder:
        log = DecisionLog(Path(folder) / "decisions.jsonl")
        opening, session = timed(lambda: Session(Queue.of(translation), log, "bench"))
        assert isinstance(session, Session)
        client = TestClient(Page(session).app())
        client.get("/")
        questions = len(session.queue)
        print(f"{chosen.rows} rows, {questions} questions; opened in {opening:.2f} s")

        def answer(number: int) -> int:
            text = client.get(f"/question?q={number}").text
            found = re.search(r'name="seen" value="(\w+)"', text)
            assert found is not None
            form = {"q": str(number), "act": "take:1", "seen": found[1]}
            seconds, response = timed(lambda: client.post("/answer", data=form))
            answers.append(seconds)
            return len(response.content)  # type: ignore[attr-defined]

        answers: list[float] = []
        sizes = [answer(number) for number in range(TIMES)]
        requests = {
            "the whole page": "/",
            "a page of the queue": "/queue?page=9",
            "a question": f"/question?q={questions // 2}",
            "a search": "/search?text=kordinasi+penyusunan+laporan&level=sub_kegiatan",
        }
        for what, path in requests.items():
            taken = [timed(lambda path=path: client.get(path)) for _time in range(TIMES)]  # type: ignore[misc]
            size = len(taken[0][1].content)  # type: ignore[attr-defined]
            print(
                f"{what:22} {1000 * statistics.median(t for t, _ in taken):7.1f} ms {size:8} bytes"
            )
        median = 1000 * statistics.median(answers)
        print(f"{'an answer':22} {median:7.1f} ms {sizes[0]:8} bytes")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'memory':22} {memory:7} MiB")


if __name__ == "__main__":
    main()

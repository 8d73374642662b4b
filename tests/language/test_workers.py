"""The language goes along to where the work is done."""

from __future__ import annotations

import multiprocessing
import pickle
from typing import TYPE_CHECKING

import pytest

from nomenklatur.bulk import work
from nomenklatur.bulk.source import Source
from nomenklatur.errors import NomenklaturError
from nomenklatur.frame.job import Job, Layout
from nomenklatur.language import language, use_language

if TYPE_CHECKING:
    from pathlib import Path


def bulk_job() -> work.Job:
    nothing = Source("plan.csv", "plan.csv", ",", "utf-8", 0)
    return work.Job(nothing, None, 0, None, {}, None, "csv")  # type: ignore[arg-type]


def started(job: work.Job) -> str:
    """The language of a worker after its start, which has no rows to work on here."""
    from unittest.mock import patch  # noqa: PLC0415 - in the other process

    with patch.object(work, "Worker"):
        work.start(job)
    return language()


@pytest.mark.parametrize("chosen", ["id", "en"])
def test_a_worker_of_a_long_plan_speaks_as_who_started_it(chosen: str) -> None:
    with use_language(chosen):  # type: ignore[arg-type]
        job = bulk_job()

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert chosen == pool.apply(started, (job,))


def test_a_part_of_a_frame_is_refused_in_the_language_in_which_the_job_was_made() -> None:
    pandas = pytest.importorskip("pandas")
    with use_language("id"):
        job = Job(None, Layout("kegiatan"))  # type: ignore[arg-type]

    with pytest.raises(NomenklaturError) as caught:
        pickle.loads(pickle.dumps(job))(pandas.DataFrame({"nama": []}))  # noqa: S301 - our own

    assert "tabel data tidak memuat kolom 'kegiatan'" in str.__str__(caught.value.message)


def test_a_smoke_test_asks_the_installed_command_for_indonesian(root: Path) -> None:
    assert "--lang id check" in (root / ".ci" / "smoke").read_text(encoding="utf-8")

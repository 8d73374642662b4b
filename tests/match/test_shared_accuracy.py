"""What the matcher reaches on the national catalog; the frozen weights, so no cross-validation."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.match import Engine, Query

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.shared, pytest.mark.accuracy]


@pytest.fixture(scope="module")
def engine(shared_data: Path) -> Engine:
    listed = import_catalog(shared_data / "catalogs/permendagri-90-2019.csv").catalog
    return Engine(listed, authority=Authority.KABUPATEN_KOTA)


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> list[tuple[Query, set[str]]]:
    with (shared_data / "gold/legacy-to-90-train.csv").open(encoding="utf-8") as file:
        return [
            (
                Query(
                    row["kegiatan"],
                    row["program"],
                    Code.parse(row["legacy_code"], scheme=Scheme.LEGACY, level=Level.KEGIATAN),
                    bidang_name=row["bidang"],
                ),
                set(row["acceptable"].split(";")),
            )
            for row in csv.DictReader(file)
        ]


def test_the_right_entry_is_among_the_first(
    engine: Engine, labelled: list[tuple[Query, set[str]]]
) -> None:
    home = [(query, right) for query, right in labelled if right != {"NONE"}]
    found = list(engine.match_many(query for query, _ in home))
    ranks = [
        next((n for n, c in enumerate(some) if str(c.entry.code) in right), 9)
        for some, (_, right) in zip(found, home, strict=True)
    ]
    assert sum(rank == 0 for rank in ranks) / len(ranks) >= 0.62
    assert sum(rank < 5 for rank in ranks) / len(ranks) >= 0.87


def test_hardly_anything_wrong_is_accepted(
    engine: Engine, labelled: list[tuple[Query, set[str]]]
) -> None:
    taken = [
        str(found[0].entry.code) in right
        for (query, right) in labelled
        if engine.accepts(found := engine.match(query))
    ]
    assert len(taken) / len(labelled) >= 0.12
    assert sum(taken) / len(taken) >= 0.98

"""A comparison as summary, rows and JSON, and its evidence in words."""

from __future__ import annotations

import json

from attrs import evolve

from nomenklatur.catalog import Catalog
from nomenklatur.catalog.diff import diff_catalogs
from nomenklatur.catalog.diff.report import COLUMNS
from nomenklatur.codes import Code
from tests.diff.made_up import ROADS, catalog, changed

NEWER = changed(
    ROADS,
    s04="Penyuluhan Keselamatan",
    s05="Penyusunan dan Pengelolaan Leger Jalan",
    s09="Survei Kondisi Jalan dan Jembatan",
)
DIFF = diff_catalogs(catalog(ROADS), catalog(NEWER, "newer"))


def test_the_summary_counts_changes_per_kind_and_level() -> None:
    head, *rows = DIFF.summary()
    table = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    assert table["same"]["all"] == "7"
    assert table["renamed"]["sub_kegiatan"] == "1"
    assert table["moved"]["sub_kegiatan"] == "1"
    assert table["new"]["all"] == "1"
    assert table["codes reused"]["all"] == "1"
    del table["codes reused"]
    assert sum(int(row["all"]) for row in table.values()) == len(DIFF)


def test_there_is_a_row_for_every_change_in_the_order_of_the_codes() -> None:
    rows = list(DIFF.rows())
    assert {COLUMNS} == {tuple(row) for row in rows}
    assert [*ROADS, ""] == [row["source_code"] for row in rows]
    moved = rows[list(ROADS).index("1.03.10.2.01.04")]
    assert moved["change"] == "moved"
    assert moved["target_code"] == "1.03.10.2.01.09"
    assert moved["code_now"] == "Penyuluhan Keselamatan"
    assert "the names are the same" in moved["evidence"]
    assert "newer has “Penyuluhan Keselamatan”" in moved["against"]
    assert 0 <= float(moved["probability"]) <= 1


def test_a_split_has_a_row_for_each_target_with_its_own_evidence() -> None:
    newer = changed(
        ROADS, "1.03.10.2.01.04", s08="Survei Kondisi Jalan", s09="Survei Kondisi Jembatan"
    )
    diff = diff_catalogs(catalog(ROADS), catalog(newer, "newer"))
    rows = [row for row in diff.rows() if row["change"] == "split"]
    assert {"1.03.10.2.01.08", "1.03.10.2.01.09"} == {row["target_code"] for row in rows}
    assert rows[0]["evidence"] != rows[1]["evidence"]
    assert all("gone: " in row["evidence"] for row in rows)


def test_the_json_holds_everything_and_survives_a_round_trip() -> None:
    told = json.loads(json.dumps(DIFF.as_dict()))
    assert told["format"] == "nomenklatur/catalog-diff/1"
    assert (told["from"], told["to"]) == ("older", "newer")
    assert told["summary"]["renamed"] == {"all": 1, "sub_kegiatan": 1}
    assert told["codes_reused"] == 1
    assert len(told["changes"]) == len(DIFF)
    new = [change for change in told["changes"] if change["change"] == "new"]
    assert [change["source"] for change in new] == [None]
    assert all(change["evidence"] for change in told["changes"])


def test_what_was_not_found_in_a_part_of_a_catalog_is_said_to_be_no_proof() -> None:
    part = catalog(changed(ROADS, "1.03.10.2.01.04"), "newer")
    part = Catalog(evolve(part.info, partial="only what one office uses"), part.entries)
    diff = diff_catalogs(catalog(ROADS), part)
    (change,) = diff.of(Code.parse("1.03.10.2.01.04"))
    against = [each.text for each in diff.evidence(change) if each.against]
    assert ["newer is only a part: only what one office uses"] == against


def test_the_evidence_tells_of_parents_and_neighbours_that_moved_along() -> None:
    newer = {code.replace("1.03.10", "1.03.12"): name for code, name in ROADS.items()}
    diff = diff_catalogs(catalog(ROADS), catalog(newer, "newer"))
    (change,) = diff.of(Code.parse("1.03.10.2.01.01"))
    texts = " | ".join(each.text for each in diff.evidence(change))
    assert "its kegiatan 1.03.10.2.01 became 1.03.12.2.01 as well" in texts
    assert "most entries beside it went the same way" in texts

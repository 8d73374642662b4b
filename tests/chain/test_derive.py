"""Crosswalks derived from the comparison of two catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import Code
from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.derive import derive, derive_crosswalk
from nomenklatur.crosswalk.folder import load_crosswalk, save_crosswalk
from nomenklatur.crosswalk.validate import validate
from tests.diff.made_up import KABKOTA, PROVINSI, ROADS, catalog, changed

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.crosswalk import Mapping

NEWER = changed(
    ROADS,
    "1.03.10.2.01.02",
    s03="Pembangunan dan Penggantian Jembatan",
    s04="Penyuluhan Keselamatan",
    s09="Survei Kondisi Jalan dan Jembatan",
)


def rows() -> dict[str, Mapping]:
    crosswalk = derive_crosswalk(catalog(ROADS), catalog(NEWER, "newer"), date="2026-01-31")
    return {str(mapping.source): mapping for mapping in crosswalk}


def test_every_entry_of_the_source_has_a_row() -> None:
    assert set(ROADS) == set(rows())


def test_the_relation_follows_from_what_became_of_the_entry() -> None:
    found = rows()
    assert found["1.03.10.2.01.01"].relation is Relation.EXACT
    assert found["1.03.10.2.01.03"].relation is Relation.CLOSE
    assert found["1.03.10.2.01.04"].relation is Relation.EXACT
    assert found["1.03.10.2.01.02"].relation is Relation.NONE
    assert found["1.03.10.2.01.02"].targets == ()


def test_a_row_says_who_when_how_sure_and_why() -> None:
    moved = rows()["1.03.10.2.01.04"]
    assert moved.source_name == "Survei Kondisi Jalan dan Jembatan"
    assert moved.program_name == "PROGRAM PENYELENGGARAAN JALAN"
    assert moved.author == "nomenklatur"
    assert moved.date == "2026-01-31"
    assert moved.score is not None
    assert moved.score > 0.9
    assert moved.justification.startswith("moved: the names are the same")
    assert "Penyuluhan Keselamatan" in moved.note


def test_a_row_without_target_names_what_comes_nearest() -> None:
    older = catalog(changed(ROADS, s01="Pembangunan Jalan Desa"))
    newer = catalog(changed(ROADS, "1.03.10.2.01.01", s09="Rehabilitasi Jalan Desa"), "newer")
    (found,) = derive_crosswalk(older, newer).get(Code.parse("1.03.10.2.01.01"))
    assert found.targets == ()
    assert "nearest: 1.03.10.2.01.09 Rehabilitasi Jalan Desa" in found.note


def test_a_reused_code_is_a_finding_with_the_successor() -> None:
    derivation = derive(catalog(ROADS), catalog(NEWER, "newer"))
    (finding,) = [each for each in derivation.findings if each.rule.code == "NK208"]
    assert "was Survei Kondisi Jalan dan Jembatan in older" in finding.message
    assert "1.03.10.2.01.09" in finding.suggestion


def test_an_absorbed_entry_is_broad_and_a_namesake_exact() -> None:
    labs = changed(
        ROADS,
        s06="Pembangunan Ruang Laboratorium Fisika",
        s07="Pembangunan Ruang Laboratorium Kimia",
        s08="Pembangunan Ruang Laboratorium Biologi",
    )
    newer = changed(ROADS, s11="Pembangunan Ruang Laboratorium")
    crosswalk = derive_crosswalk(catalog(labs), catalog(newer, "newer"))
    for number in ("06", "07", "08"):
        (found,) = crosswalk.get(Code.parse(f"1.03.10.2.01.{number}"))
        assert found.relation is Relation.BROAD
        assert [str(target.code) for target in found.targets] == ["1.03.10.2.01.11"]


def test_there_is_a_row_for_each_kind_of_region() -> None:
    older = catalog(ROADS, "older", PROVINSI, KABKOTA)
    newer = catalog(NEWER, "newer", PROVINSI, KABKOTA)
    crosswalk = derive_crosswalk(older, newer)
    assert len(crosswalk) == 2 * len(ROADS)
    assert len(derive_crosswalk(older, newer, authority=KABKOTA)) == len(ROADS)


def test_levels_that_the_target_does_not_list_have_rows_without_target() -> None:
    newer = {code: name for code, name in ROADS.items() if code != "1"}
    crosswalk = derive_crosswalk(catalog(ROADS), catalog(newer, "newer"))
    (found,) = crosswalk.get(Code.parse("1"))
    assert (found.relation, found.targets) == (Relation.NONE, ())
    assert found.justification == "newer lists no urusan"


def test_a_derived_crosswalk_is_valid_and_survives_its_folder(tmp_path: Path) -> None:
    older, newer = catalog(ROADS), catalog(NEWER, "newer")
    crosswalk = derive_crosswalk(older, newer, date="2026-01-31")
    save_crosswalk(crosswalk, tmp_path / crosswalk.id)
    again = load_crosswalk(tmp_path / crosswalk.id)
    assert again.mappings == crosswalk.mappings
    assert [] == list(validate(again, source=older, target=newer))

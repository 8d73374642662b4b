"""The comparison measured on the real versions of the nomenclature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog.diff import ChangeKind, diff_catalogs
from nomenklatur.codes import Authority, Code, Level
from tests.chain.real import K13, KEP, KINDS, NEIGHBOURS, P90, SIPD, real, real_diff, rows
from tests.shared_catalogs import ROWS, shared_catalog

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.shared, pytest.mark.slow]
SAME_NAME = ("same_code_same_name", "moved_same_name")


def plain(name: str) -> str:
    """A name without case, blanks that vary and punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


def published(folder: Path) -> list[dict[str, str]]:
    return rows(folder / "crosswalks" / f"{P90}--{KEP}.csv")


def test_successors_are_found_where_codes_and_names_alone_fail(shared_data: Path) -> None:
    """Measured: comparison 100 %, equal codes 92.0 %, equal names but for case 97.5 %."""
    diff = real_diff(shared_data, P90, KEP)
    named: dict[tuple[str, Authority, Level], set[str]] = {}
    for entry in real(shared_data, KEP):
        for kind in entry.authorities:
            place = (plain(entry.name), kind, entry.level)
            named.setdefault(place, set()).add(str(entry.code))
    asked = [row for row in published(shared_data) if row["relation"] in SAME_NAME]
    found = by_code = by_name = 0
    for row in asked:
        code, kind = Code.parse(row["code_p90_2019"]), KINDS[row["jenis_pemda"]]
        right = row["code_kep050_2020"]
        targets = [target for change in diff.of(code, kind) for target in change.targets]
        found += [right] == [str(target.code) for target in targets]
        by_code += str(code) == right
        by_name += right in named.get((plain(row["name_p90_2019"]), kind, code.level), ())
    assert len(asked) == 1976
    assert found / len(asked) >= 0.995
    assert by_code / len(asked) < 0.93
    assert by_name / len(asked) < 0.98


def test_no_code_that_became_something_else_is_taken_for_the_same(shared_data: Path) -> None:
    diff = real_diff(shared_data, P90, KEP)
    traps = [
        row
        for row in published(shared_data)
        if row["relation"] == "same_code_different_name" and float(row["name_similarity"]) < 0.5
    ]
    fallen = [
        row["code_p90_2019"]
        for row in traps
        for change in diff.of(Code.parse(row["code_p90_2019"]), KINDS[row["jenis_pemda"]])
        if row["code_p90_2019"] in map(str, (target.code for target in change.targets))
    ]
    assert len(traps) == 86
    assert [] == fallen


def test_a_row_of_similar_names_is_found_as_well(shared_data: Path) -> None:
    """Measured: 75 of 83; of the rest most rows of the file are not what the names say."""
    diff = real_diff(shared_data, P90, KEP)
    asked = [row for row in published(shared_data) if row["relation"].endswith("_similar")]
    found = sum(
        row["code_kep050_2020"] in map(str, (target.code for target in change.targets))
        for row in asked
        for change in diff.of(Code.parse(row["code_p90_2019"]), KINDS[row["jenis_pemda"]])
    )
    assert found / len(asked) >= 0.88


def test_the_communication_service_moves_and_its_code_is_reused(shared_data: Path) -> None:
    diff = real_diff(shared_data, P90, KEP)
    code = Code.parse("X.XX.01.2.03.02")
    (change,) = diff.of(code, Authority.KABUPATEN_KOTA)
    assert change.kind is ChangeKind.MOVED
    assert ["X.XX.01.2.08.02"] == [str(target.code) for target in change.targets]
    assert change.reused_by is not None
    assert change.reused_by.name.startswith("Pengamanan Barang Milik Daerah")
    assert (change,) == diff.of(Code.parse("2.17.01.2.03.02"), Authority.KABUPATEN_KOTA)


def test_about_410_codes_of_sub_kegiatan_changed_their_meaning(shared_data: Path) -> None:
    reused = real_diff(shared_data, P90, KEP).reused
    assert 370 <= sum(change.level is Level.SUB_KEGIATAN for change in reused) <= 450


def test_from_2023_on_codes_are_retired_rather_than_reused(shared_data: Path) -> None:
    diff = real_diff(shared_data, K13, SIPD)
    assert diff.count(ChangeKind.REUSED) == 0
    assert len(diff.reused) == 0
    assert diff.levels_left_out == frozenset({Level.URUSAN})


@pytest.mark.parametrize("name", ROWS)
def test_a_real_catalog_compared_with_itself_is_all_the_same(shared_data: Path, name: str) -> None:
    catalog = shared_catalog(shared_data, name)
    diff = diff_catalogs(catalog, catalog)
    assert {ChangeKind.SAME} == {change.kind for change in diff}
    assert len(diff) == len(catalog)
    assert all([change.source] == list(change.targets) for change in diff)


@pytest.mark.parametrize(("source", "target"), NEIGHBOURS)
def test_the_comparison_from_the_other_side_agrees(
    shared_data: Path, source: str, target: str
) -> None:
    forth = real_diff(shared_data, source, target).invert()
    back = diff_catalogs(real(shared_data, target), real(shared_data, source))

    def seen(diff: object) -> set[object]:
        return {
            (c.kind, c.source and c.source.row, tuple(sorted(t.row or 0 for t in c.targets)))
            for c in diff  # type: ignore[attr-defined]
        }

    assert seen(forth) == seen(back)


@pytest.mark.parametrize(("source", "target"), NEIGHBOURS)
def test_names_that_are_unique_and_equal_are_never_missed(
    shared_data: Path, source: str, target: str
) -> None:
    """An entry in force whose name is unique in both catalogs goes where that name went."""
    diff = real_diff(shared_data, source, target)
    missed = [
        change
        for change in diff
        if change.source is not None and not change.targets and _has_twin(diff, change)
    ]
    assert [] == missed


def _has_twin(diff: object, change: object) -> bool:
    return any(link.equal and link.namesakes == 0 for link in change.near)  # type: ignore[attr-defined]

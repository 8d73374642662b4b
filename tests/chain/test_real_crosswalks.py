"""Derived crosswalks, predecessors, chains and plans, measured on the real data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from nomenklatur.catalog import Catalog
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.recognise import recognise_version
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.chain import chain
from nomenklatur.crosswalk.derive import derive_crosswalk
from nomenklatur.crosswalk.predecessors import Verdict
from nomenklatur.crosswalk.validate import validate
from nomenklatur.plan.read import read_plan
from tests.chain.real import K13, KEP, P90, SIPD, real, real_derivation
from tests.shared_catalogs import shared_catalog

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.shared, pytest.mark.slow]
KABKOTA = Authority.KABUPATEN_KOTA
RENJA = "renja-dpa-dpupr-pasangkayu-2024.xlsx"


def test_every_named_predecessor_is_reproduced_or_judged_with_a_reason(shared_data: Path) -> None:
    """Measured: 129 reproduced, 23 believed, 12 doubtful, 8 contradicted, 1 swapped of 173."""
    judged = real_derivation(shared_data).judged
    count = Counter(each.verdict for each in judged)
    assert len(judged) == 173
    assert count[Verdict.REPRODUCED] >= 125
    assert all(each.reason for each in judged)
    for each in judged:
        assert bool(list(each.findings())) is not (
            each.verdict in {Verdict.REPRODUCED, Verdict.BELIEVED} and not each.active
        )


def test_swapped_and_living_predecessors_are_reported(shared_data: Path) -> None:
    findings = real_derivation(shared_data).findings
    swapped = [finding.message for finding in findings if finding.rule.code == "NK212"]
    assert any("2.17.07.1.01.0009 Penyediaan Tempat Promosi" in message for message in swapped)
    living = [finding for finding in findings if finding.rule.code == "NK213"]
    assert len(living) == 7


def test_the_derived_crosswalk_is_valid(shared_data: Path) -> None:
    derivation = real_derivation(shared_data)
    crosswalk = derivation.crosswalk
    assert len(crosswalk) == 4367
    found = validate(crosswalk, source=real(shared_data, K13), target=real(shared_data, SIPD))
    assert set() == {finding.rule.code for finding in found} - {"NK202"}


def test_the_retired_codes_of_a_real_plan_are_reported(shared_data: Path) -> None:
    """Of the 44 rows of the plan, those whose code is not in the list for 2027."""
    plan = read_plan(shared_data / "plans" / RENJA)
    sipd, crosswalk = real(shared_data, SIPD), real_derivation(shared_data).crosswalk
    codes = [item.code for item in plan if item.code is not None]
    gone = [code for code in codes if sipd.get(code, KABKOTA) is None]
    assert len(codes) == 44
    assert len(gone) == 10
    for code in codes:
        (row,) = crosswalk.get(code, KABKOTA)
        assert (code in gone) is ([code.generic()] != [end.code.generic() for end in row.targets])
    homeless = [code for code in gone if not crosswalk.get(code, KABKOTA)[0].targets]
    assert [
        "1.03.02.2.01.0109",
        "1.03.09.2.01.0008",
        "1.03.12.2.02.0002",
    ] == sorted(map(str, homeless))


@pytest.mark.parametrize("name", [RENJA, "renstra-dpupr-pasangkayu.xlsx"])
def test_the_version_of_a_real_plan_is_recognised(shared_data: Path, name: str) -> None:
    plan = read_plan(shared_data / "plans" / name)
    catalogs = [real(shared_data, each) for each in (P90, KEP, K13, SIPD)]
    best = recognise_version([(item.code_text, item.name) for item in plan], catalogs)[0]
    assert (best.catalog, round(best.probability)) == (K13, 1)


@pytest.mark.parametrize("name", [P90, KEP, K13, SIPD])
def test_a_handful_of_rows_of_a_version_is_enough_to_recognise_it(
    shared_data: Path, name: str
) -> None:
    catalogs = [real(shared_data, each) for each in (P90, KEP, K13, SIPD)]
    for start in range(5):
        entries = real(shared_data, name).at(Level.SUB_KEGIATAN)[start :: len(catalogs) * 37]
        rows = [(str(entry.code), entry.name) for entry in entries]
        assert recognise_version(rows, catalogs)[0].catalog == name


def test_the_chain_carries_every_entry_and_agrees_with_the_direct_comparison(
    shared_data: Path, tmp_path: Path
) -> None:
    """Measured: of 1910 entries that both carry, 1905 go to the same place."""
    store = Store(tmp_path / "home", tmp_path / "embedded", tmp_path / "cache")
    for name in (P90, KEP, K13, SIPD):
        save_catalog(real(shared_data, name), store.catalog_folder(name))
    found = chain(store, P90, SIPD, authority=KABKOTA)
    assert len(found.crosswalk) == 2416
    assert found.findings == ()
    assert [(step.source, step.target) for step in found.steps] == [
        (P90, KEP),
        (KEP, K13),
        (K13, SIPD),
    ]
    (row,) = found.crosswalk.get(Code.parse("2.17.01.2.03.02"), KABKOTA)
    assert [str(target.code) for target in row.targets] == ["X.XX.01.2.08.0002"]
    direct = derive_crosswalk(real(shared_data, P90), real(shared_data, SIPD), authority=KABKOTA)
    both = same = 0
    for row in found.crosswalk:
        (other,) = direct.get(row.source, row.authority)
        if row.targets and other.targets and Relation.BROAD not in {row.relation, other.relation}:
            both += 1
            ends = {target.code for target in other.targets}
            same += bool(ends & {target.code for target in row.targets})
    assert both > 1850
    assert same / both >= 0.99


def test_legacy_kegiatan_are_carried_through_the_chain(shared_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "home", tmp_path / "embedded", tmp_path / "cache")
    legacy = shared_catalog(shared_data, "permendagri-13-2006-uu23")
    info = evolve(legacy.info, id="permendagri-13-2006")
    save_catalog(Catalog(info, legacy.entries), store.catalog_folder(info.id))
    for name in (P90, KEP):
        save_catalog(real(shared_data, name), store.catalog_folder(name))
    found = chain(store, info.id, KEP, authority=KABKOTA)
    assert [step.source for step in found.steps] == [info.id, P90]
    code = Code.parse("1.01.01.02", scheme=Scheme.LEGACY, level=Level.KEGIATAN)
    (row,) = found.crosswalk.get(code, KABKOTA)
    assert row.source_name == "Penyediaan jasa komunikasi, sumber daya air dan listrik"
    assert ["X.XX.01.2.08.02"] == [str(target.code) for target in row.targets]

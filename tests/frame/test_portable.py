"""A mapper travels small, and is the same when it arrives."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from attrs import evolve, fields

from nomenklatur import portable, read_plan
from nomenklatur.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority
from nomenklatur.decisions import Decision, Decisions
from nomenklatur.errors import CatalogError, NomenklaturError
from nomenklatur.mapper import Mapper
from nomenklatur.translate import make_mapper
from nomenklatur.translation import Method
from tests.translate import small

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.plan import Plan


@pytest.fixture
def plan(root: Path) -> Plan:
    return read_plan(root / "examples" / "renja-2021-dinas-koperasi.csv")


def arrived(mapper: Mapper) -> Mapper:
    """The mapper as another process gets it: nothing is kept from before."""
    portable._opened.cache_clear()
    found: Mapper = pickle.loads(pickle.dumps(mapper))  # noqa: S301 - our own
    return found


def test_a_mapper_of_the_store_travels_as_names_and_hashes(plan: Plan) -> None:
    mapper = make_mapper(plan)

    assert len(pickle.dumps(mapper)) < 1_000
    found = arrived(mapper)
    assert mapper.target is not found.target
    assert list(mapper.translate(plan)) == list(found.translate(plan))


def test_a_mapper_does_not_carry_what_it_has_found(plan: Plan) -> None:
    mapper = make_mapper(plan)
    before = len(pickle.dumps(mapper))
    mapper.translate(plan)

    assert before == len(pickle.dumps(mapper))


def test_a_self_contained_mapper_travels_whole_and_compressed(plan: Plan) -> None:
    mapper = make_mapper(plan).self_contained()

    whole = pickle.dumps((mapper.target.entries, mapper.source and mapper.source.entries))
    assert len(pickle.dumps(mapper)) < len(whole) / 2
    found = arrived(mapper)
    assert mapper.target.entries == found.target.entries
    assert list(mapper.translate(plan)) == list(found.translate(plan))


def test_everything_that_a_mapper_is_made_with_travels() -> None:
    decision = Decision("FASILITASI HARI KOPERASI", small.Relation.NONE, author="Siti")
    mapper = small.mapper(
        decisions=Decisions((decision,)),
        authority=Authority.PROVINSI,
        steps=frozenset({Method.DECISION, Method.CROSSWALK}),
        semantic=True,
        absent=("sipd-2027",),
    )

    found = arrived(mapper)

    given = {field.name for field in fields(Mapper) if field.init}
    assert {
        "target", "source", "crosswalks", "decisions", "authority", "steps", "matcher",
        "semantic", "absent",
    } == given  # fmt: skip
    assert mapper.target.entries == found.target.entries
    assert mapper.source is not None
    assert found.source is not None
    assert mapper.source.entries == found.source.entries
    assert [list(one) for one in mapper.crosswalks] == [list(one) for one in found.crosswalks]
    assert mapper.decisions == found.decisions
    assert "Siti" == next(iter(found.decisions)).author
    assert (mapper.authority, mapper.steps) == (found.authority, found.steps)
    assert found.semantic
    assert ("sipd-2027",) == found.absent
    assert isinstance(found.matcher, small.KnowsOneName)


def test_what_has_arrived_once_is_opened_once(plan: Plan) -> None:
    data = pickle.dumps(make_mapper(plan))

    assert pickle.loads(data) is pickle.loads(data)  # noqa: S301 - our own


def test_the_bytes_are_the_same_in_every_process() -> None:
    code = """
import hashlib, pickle
from nomenklatur.mapper import Mapper
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority
store = Store()
mapper = Mapper(
    store.open_catalog("permendagri-90-2019"), store.open_catalog("permendagri-13-2006"),
    crosswalks=store.crosswalks_between("permendagri-13-2006", "permendagri-90-2019"),
    authority=Authority.KABUPATEN_KOTA,
)
print(hashlib.sha256(pickle.dumps(mapper)).hexdigest())
"""
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip

    assert 1 == len(hashes)


def test_a_mapper_of_another_version_is_refused() -> None:
    _, (_, *rest) = portable.reduced(small.mapper())

    with pytest.raises(
        NomenklaturError, match=r"of nomenklatur 0\.0\.1, and this is .*same version"
    ):
        portable.arrived("0.0.1", *rest)


@pytest.fixture
def own_store(tmp_path: Path) -> Store:
    """A user's store with a catalog of its own."""
    store = Store(tmp_path / "home", cache=None)
    catalog = Catalog(CatalogInfo("ours"), small.TARGET.entries)
    save_catalog(catalog, store.catalog_folder("ours"))
    return store


def test_a_catalog_of_a_users_store_is_opened_there(own_store: Store) -> None:
    mapper = Mapper(own_store.open_catalog("ours"))

    assert small.TARGET.entries == arrived(mapper).target.entries


def test_a_catalog_that_is_opened_by_its_path_is_found_from_another_folder(
    own_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(own_store.catalog_folder("ours").parent)
    mapper = Mapper(Store(tmp_path / "empty", cache=None).open_catalog("ours"))
    data = pickle.dumps(mapper)
    monkeypatch.chdir(tmp_path)
    portable._opened.cache_clear()

    assert small.TARGET.entries == pickle.loads(data).target.entries  # noqa: S301 - our own


def test_another_catalog_under_the_same_name_is_refused(own_store: Store) -> None:
    mapper = Mapper(own_store.open_catalog("ours"))
    changed = evolve(small.TARGET.entries[0], name="PROGRAM LAIN")
    save_catalog(
        Catalog(CatalogInfo("ours"), (changed, *small.TARGET.entries[1:])),
        own_store.catalog_folder("ours"),
    )

    with pytest.raises(CatalogError, match="ours here is not the one that the mapper was made"):
        arrived(mapper)
    assert small.TARGET.entries == arrived(mapper.self_contained()).target.entries


def test_a_catalog_that_is_not_there_is_an_error_with_a_remedy(own_store: Store) -> None:
    mapper = Mapper(own_store.open_catalog("ours"))
    folder = own_store.catalog_folder("ours")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    with pytest.raises(CatalogError, match=r"is not here: .*mapper\.self_contained\(\)"):
        arrived(mapper)

"""An imported list gets into the data folder wholly, or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, exchange
from nomenklatur.catalog.folder import load_catalog, save_catalog
from nomenklatur.catalog.importing import Imported, import_catalog, install
from nomenklatur.catalog.importing import install as install_function
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.folder import load_crosswalk, save_crosswalk
from nomenklatur.errors import CatalogError, NomenklaturError
from tests.importing.lists import write_csv

INSTALL = sys.modules[install_function.__module__]
SCRIPT = Path(__file__).with_name("killed.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
CROSSWALK = "sebelumnya--daftar"


def imported_of(name, id_="daftar"):
    """A list of one entry, and its one predecessor."""
    code = Code.parse("1.03.02.2.01.0001")
    catalog = Catalog(CatalogInfo(id_, name), (Entry(code, name),))
    info = CrosswalkInfo(f"sebelumnya--{id_}", "sebelumnya", id_, title=name)
    mapping = Mapping(code, "lama", Relation.CLOSE, (Target(code, name),))
    return Imported(catalog, "test", Crosswalk(info, (mapping,)))


def store_of(home):
    return Store(home=home, embedded=home / "none", cache=None)


def state(home):
    """What a reader finds: the names in the catalog and in the crosswalk, and nothing half done."""
    catalog, crosswalk = home / "catalogs" / "daftar", home / "crosswalks" / CROSSWALK
    return (
        load_catalog(catalog).entries[0].name if catalog.exists() else None,
        load_crosswalk(crosswalk).info.title if crosswalk.exists() else None,
    )


def hidden(home):
    return [path.name for path in home.rglob(".*")]


def test_a_list_is_found_under_its_id_with_its_predecessors(tmp_path):
    store = store_of(tmp_path / "home")
    installed = install(imported_of("Baru"), store)
    assert (store.catalog_folder("daftar"), store.crosswalk_folder(CROSSWALK), False) == (
        installed.catalog, installed.crosswalk, installed.replaced,
    )  # fmt: skip
    assert "Baru" == store.open_catalog("daftar").entries[0].name
    assert 1 == len(store.open_crosswalk(CROSSWALK))
    assert [] == hidden(tmp_path)


def test_it_takes_the_place_of_an_older_one(tmp_path):
    store = store_of(tmp_path)
    install(imported_of("Lama"), store)
    assert install(imported_of("Baru"), store).replaced
    assert ("Baru", "Baru") == state(tmp_path)
    assert [] == hidden(tmp_path)


def test_it_takes_the_place_of_an_embedded_one_in_every_command(tmp_path):
    save_catalog(imported_of("Tertanam").catalog, tmp_path / "embedded" / "daftar")
    store = Store(home=tmp_path / "home", embedded=tmp_path / "embedded", cache=None)
    assert "Tertanam" == store.open_catalog("daftar").entries[0].name
    install(imported_of("Baru"), store)
    assert "Baru" == store.open_catalog("daftar").entries[0].name


def test_the_data_folder_is_the_one_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    installed = install(imported_of("Baru"))
    assert tmp_path / "home" / "catalogs" / "daftar" == installed.catalog


def test_a_list_without_predecessors_leaves_other_crosswalks_alone(tmp_path):
    store = store_of(tmp_path)
    install(imported_of("Lama"), store)
    imported = imported_of("Baru")
    installed = install(Imported(imported.catalog, "test"), store)
    assert installed.crosswalk is None
    assert ("Baru", "Lama") == state(tmp_path)


def test_an_import_that_fails_before_anything_is_written_leaves_nothing(tmp_path):
    path = write_csv(tmp_path / "list.csv", [("kode", "nama"), ("satu", "a")])
    with pytest.raises(Exception, match="1 rows cannot be read"):
        install(import_catalog(path), store_of(tmp_path / "home"))
    assert not (tmp_path / "home").exists()


def failing(function, at):
    """A function that fails when it is called for the given time."""
    calls = 0

    def call(*arguments, **keywords):
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(28, "No space left on device")
        return function(*arguments, **keywords)

    return call


@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("before", [None, "Lama"])
def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch, at, before):
    home = tmp_path / "home"
    if before:
        install(imported_of(before), store_of(home))
    monkeypatch.setattr(INSTALL, "_write", failing(INSTALL._write, at))
    with pytest.raises(CatalogError, match="No space left on device"):
        install(imported_of("Baru"), store_of(home))
    if before:
        assert (before, before) == state(home)
        assert [] == hidden(home)
    else:
        assert not home.exists()


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("before", [None, "Lama"])
def test_a_move_that_fails_puts_back_what_was_moved(tmp_path, monkeypatch, at, before):
    home = tmp_path / "home"
    if before:
        install(imported_of(before), store_of(home))
    monkeypatch.setattr(INSTALL, "exchange", failing(INSTALL.exchange, at))
    with pytest.raises(CatalogError, match="No space left on device"):
        install(imported_of("Baru"), store_of(home))
    if before:
        assert (before, before) == state(home)
        assert [] == hidden(home)
    else:
        assert not home.exists()


def test_a_file_in_its_place_is_an_error(tmp_path):
    (tmp_path / "catalogs").mkdir()
    (tmp_path / "catalogs" / "daftar").write_text("mine")
    with pytest.raises(CatalogError, match="a file is in its place"):
        install(imported_of("Baru"), store_of(tmp_path))
    assert "mine" == (tmp_path / "catalogs" / "daftar").read_text()
    assert not (tmp_path / "crosswalks").exists()


def test_without_an_exchange_in_one_step_the_folders_change_places_in_three(tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "exchange_at_once", lambda *_: False)
    store = store_of(tmp_path)
    install(imported_of("Lama"), store)
    install(imported_of("Baru"), store)
    assert ("Baru", "Baru") == state(tmp_path)
    assert [] == hidden(tmp_path)


@pytest.fixture
def fresh(tmp_path):
    """The new list as folders, for another process."""
    imported = imported_of("Baru")
    save_catalog(imported.catalog, tmp_path / "fresh" / "catalog")
    save_crosswalk(imported.crosswalk, tmp_path / "fresh" / "crosswalk")
    return tmp_path / "fresh"


def command(fresh, homes, count):
    return [sys.executable, str(SCRIPT), str(fresh), str(homes), str(count)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
@pytest.mark.parametrize("before", [None, "Lama"])
def test_killed_at_any_file_operation_it_leaves_the_old_list_or_the_new_one(
    tmp_path, fresh, before
):
    """Each file operation in turn; the next install clears up, whatever it finds."""
    homes = [tmp_path / "homes" / str(number) for number in range(1, 61)]
    first, *others = homes
    first.mkdir(parents=True)
    if before:
        install(imported_of(before), store_of(first))
    for home in others:
        shutil.copytree(first, home)
    done = subprocess.run(
        command(fresh, tmp_path / "homes", len(homes)),
        check=True, env=ENVIRONMENT, capture_output=True, text=True,
    )  # fmt: skip
    killed = done.stdout.split().count("9")
    assert 15 < killed < len(homes)
    states = [state(home) for home in homes]
    assert (before, before) == states[0]
    assert ("Baru", "Baru") == states[killed]
    assert set(states) <= {(before, before), (before, "Baru"), ("Baru", "Baru")}
    for home in homes[: killed + 1]:
        install(imported_of("Lain", "lain"), store_of(home))
        assert [] == hidden(home)
        assert state(home) in {(before, before), ("Baru", "Baru")}


def test_two_processes_at_once_leave_one_whole_list(tmp_path, fresh):
    home = tmp_path / "home"
    install(imported_of("Lama"), store_of(home))
    others = [subprocess.Popen(command(fresh, home, 0), env=ENVIRONMENT) for _ in range(3)]
    seen = set()
    while any(other.poll() is None for other in others):
        with contextlib.suppress(NomenklaturError):  # read while the folders changed places
            seen.add(state(home))
    assert seen <= {("Lama", "Lama"), ("Lama", "Baru"), ("Baru", "Baru")}
    assert [0, 0, 0] == [other.returncode for other in others]
    assert ("Baru", "Baru") == state(home)
    assert [] == hidden(home)

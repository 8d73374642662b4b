from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from attrs import evolve

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.store import Store, cache_home, data_home, embedded_folder
from nomenklatur.codes import Code
from nomenklatur.crosswalk.folder import save_crosswalk
from nomenklatur.errors import CatalogError, CrosswalkError

LEGACY, NEW = "permendagri-13-2006", "permendagri-90-2019"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store whose user data folder is empty."""
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path))
    return Store()


def own(catalog_id: str, name: str = "Koperasi") -> Catalog:
    """A catalog of one entry."""
    return Catalog(CatalogInfo(catalog_id), (Entry(Code.parse("2.17"), name),))


def test_the_embedded_catalogs_and_crosswalks_are_there(store):
    assert [LEGACY, NEW] == [listed.id for listed in store.catalogs()]
    assert [f"{LEGACY}--{NEW}"] == [listed.id for listed in store.crosswalks()]
    assert [89, 52, 46] == [listed.rows for listed in store.list()]
    assert not any(listed.imported or listed.problem for listed in store.list())


def test_a_catalog_of_the_user_takes_the_place_of_an_embedded_one(store):
    assert 52 == len(store.open_catalog(NEW))
    save_catalog(own(NEW), store.catalog_folder(NEW))
    assert 1 == len(store.open_catalog(NEW))
    listed = store.catalogs()[1]
    assert (NEW, True, True) == (listed.id, listed.imported, listed.replaces)
    assert 2 == len(store.catalogs())


def test_a_path_to_a_folder_or_a_csv_is_an_id_too(store, tmp_path, monkeypatch):
    save_catalog(own("mine"), tmp_path / "mine")
    (tmp_path / "list.csv").write_text("code,level,name\n2.17,bidang_urusan,Koperasi\n")
    assert "mine" == store.open_catalog(str(tmp_path / "mine")).id
    assert "list" == store.open_catalog(str(tmp_path / "list.csv")).id
    monkeypatch.chdir(tmp_path)
    assert "mine" == store.open_catalog("mine").id
    assert "list" == store.open_catalog("list.csv").id


def test_an_id_goes_before_a_folder_of_that_name_in_the_working_directory(
    store, tmp_path, monkeypatch
):
    save_catalog(own(NEW), tmp_path / "work" / NEW)
    monkeypatch.chdir(tmp_path / "work")
    assert 52 == len(store.open_catalog(NEW))
    assert 1 == len(store.open_catalog(f"./{NEW}"))


def test_an_unknown_id_is_answered_with_what_was_meant_and_what_there_is(store):
    with pytest.raises(CatalogError) as caught:
        store.open_catalog("permendagri-90-2018")
    assert f"did you mean {NEW}? there are {LEGACY}, {NEW}" in str(caught.value)
    with pytest.raises(CrosswalkError, match=f"there are {LEGACY}--{NEW}"):
        store.open_crosswalk("xyz")


@pytest.mark.parametrize("name", ["", ".", "./none", "../none", "a/b", "none.csv"])
def test_no_path_and_no_id_is_said_in_one_line(store, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CatalogError) as caught:
        store.open_catalog(name)
    assert 1 == len(str(caught.value).splitlines())


def test_with_nothing_at_hand_the_message_says_so(tmp_path):
    empty = Store(tmp_path / "home", tmp_path / "embedded")
    assert () == empty.list()
    with pytest.raises(CatalogError, match="none has been imported"):
        empty.open_catalog("sipd-2027")


def test_crosswalks_between_two_catalogs_are_found_the_users_own_first(store):
    (embedded,) = store.crosswalks_between(LEGACY, NEW)
    mine = evolve(embedded, info=evolve(embedded.info, id="zz--mine"))
    save_crosswalk(mine, store.crosswalk_folder("zz--mine"))
    found = store.crosswalks_between(LEGACY, NEW)
    assert ["zz--mine", embedded.id] == [crosswalk.id for crosswalk in found]
    assert () == store.crosswalks_between(NEW, LEGACY)


def test_a_broken_folder_is_listed_with_its_problem_and_hides_no_other(store):
    broken = store.catalog_folder("broken")
    broken.mkdir(parents=True)
    (broken / "datapackage.json").write_text("{")
    save_catalog(own("other-name"), store.catalog_folder("misnamed"))
    save_crosswalk(store.open_crosswalk(f"{LEGACY}--{NEW}"), store.catalog_folder("astray"))
    problems = {listed.id: listed.problem for listed in store.catalogs()}
    assert ["astray", "broken", "misnamed", LEGACY, NEW] == sorted(problems)
    assert "not valid JSON" in problems["broken"]
    assert "calls itself other-name" in problems["misnamed"]
    assert "describes a crosswalk" in problems["astray"]
    assert "" == problems[NEW]
    assert () == store.crosswalks_between("", "")


def test_half_written_folders_are_not_listed(store):
    hidden = store.catalog_folder(".sipd-2027-abc")
    save_catalog(own("sipd-2027"), hidden)
    assert [LEGACY, NEW] == [listed.id for listed in store.catalogs()]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("value", [None, "", " ", "/somewhere/else"])
def test_the_folders_are_those_of_platformdirs(monkeypatch, value):
    monkeypatch.delenv("NOMENKLATUR_HOME", raising=False)
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert Path(platformdirs.user_data_dir("nomenklatur")) == data_home()
    assert Path(platformdirs.user_cache_dir("nomenklatur")) == cache_home()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_on_other_systems_platformdirs_is_asked(monkeypatch, platform):
    monkeypatch.delenv("NOMENKLATUR_HOME", raising=False)
    expected = platformdirs.user_data_path("nomenklatur", appauthor=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert expected == data_home()


def test_the_home_can_be_set(monkeypatch, tmp_path):
    monkeypatch.setenv("NOMENKLATUR_HOME", "~/own")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert (tmp_path / "own", tmp_path / "own" / "cache") == (data_home(), cache_home())
    assert "nomenklatur_catalogs" == embedded_folder().name


_SAVE = """
import sys
from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.codes import Code
for number in range(30):
    entry = Entry(Code.parse("2.17"), f"{sys.argv[2]} {number}")
    save_catalog(Catalog(CatalogInfo("own"), (entry,)), sys.argv[1])
"""


def test_two_processes_may_save_the_same_catalog_at_once(tmp_path):
    folder = tmp_path / "own"
    commands = [[sys.executable, "-c", _SAVE, str(folder), writer] for writer in "ab"]
    writers = [subprocess.Popen(command) for command in commands]
    assert [0, 0] == [writer.wait(60) for writer in writers]
    assert Store(tmp_path, tmp_path).open_catalog(str(folder)).entries[0].name.endswith(" 29")
    assert ["own"] == [path.name for path in tmp_path.iterdir()]

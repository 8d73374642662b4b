"""A folder that is replaced while others read it: they find the old one or the new one, whole."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, datapackage
from nomenklatur.catalog import exchange as exchanging
from nomenklatur.catalog.datapackage import write_folder
from nomenklatur.catalog.exchange import exchange, exchange_at_once, read_whole
from nomenklatur.catalog.folder import catalog_files, load_catalog, save_catalog
from nomenklatur.codes import Code
from nomenklatur.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable

WRITES = 60
_HERE = Path(__file__).parent


def catalog(word: str) -> Catalog:
    names = [f"Penyediaan {word} {i}" for i in range(200)]
    entries = (Entry(Code.parse(f"1.03.10.2.01.{i:04}"), name) for i, name in enumerate(names, 1))
    return Catalog(CatalogInfo("daftar", title=word), tuple(entries))


def _at_once(*_paths: Path) -> bool:
    return False


@pytest.mark.parametrize("steps", ["one", "three"])
def test_a_reader_never_finds_it_missing_or_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: str
) -> None:
    if steps == "three":
        monkeypatch.setattr(datapackage, "exchange_at_once", _at_once)
    folder = tmp_path / "daftar"
    versions = {word: catalog_files(catalog(word)) for word in ("Lama", "Baru")}
    write_folder(folder, versions["Lama"])
    done = threading.Event()

    def write() -> None:
        for i in range(WRITES):
            write_folder(folder, versions["Baru" if i % 2 == 0 else "Lama"])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen: set[tuple[str, str]] = set()
    readings = 0
    while not done.is_set():
        found = load_catalog(folder)
        seen |= {(found.info.title, entry.name.split()[1]) for entry in found}
        readings += 1
    writer.join()

    assert readings > 1
    assert seen <= {("Lama", "Lama"), ("Baru", "Baru")}
    assert ["daftar"] == [path.name for path in tmp_path.iterdir()]


def test_the_exchange_in_one_step_leaves_the_old_folder_beside_it(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.mkdir()
        (path / "name").write_text(path.name, encoding="utf-8")
    if not exchange_at_once(one, other):
        pytest.skip("the file system cannot exchange folders")
    assert ("other", "one") == tuple((p / "name").read_text("utf-8") for p in (one, other))


def test_a_folder_that_nobody_replaces_is_read_once(tmp_path: Path) -> None:
    readings: list[int] = []

    def read() -> None:
        readings.append(1)
        raise CatalogError("damaged")

    tmp_path.joinpath("daftar").mkdir()
    for folder in ("daftar", "no such folder"):
        with pytest.raises(CatalogError, match="damaged"):
            read_whole(tmp_path / folder, read)
    assert 2 == len(readings)


def test_what_is_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "daftar"
    save_catalog(catalog("Lama"), folder)
    readings: list[str] = []

    def read() -> str:
        title = load_catalog(folder).info.title
        readings.append(title)
        if len(readings) == 1:
            save_catalog(catalog("Baru"), folder)
            raise CatalogError("what was read does not agree")
        return title

    assert "Baru" == read_whole(folder, read)
    assert ["Lama", "Baru"] == readings


def test_a_folder_that_is_away_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    folder, aside = tmp_path / "daftar", tmp_path / ".daftar-x.0"
    save_catalog(catalog("Lama"), aside)
    timer = threading.Timer(0.02, lambda: aside.rename(folder))
    timer.start()
    assert "Lama" == read_whole(folder, _load(folder)).info.title
    timer.join()


def _load(folder: Path) -> Callable[[], Catalog]:
    return lambda: load_catalog(folder)


def test_an_exchange_in_three_steps_that_fails_puts_the_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "exchange_at_once", _at_once)
    fresh, folder = tmp_path / "fresh", tmp_path / "daftar"
    for path in (fresh, folder):
        path.mkdir()
        (path / "name").write_text(path.name, encoding="utf-8")
    plain = type(folder).rename

    def rename(self: Path, target: Path) -> Path:
        if self == fresh:
            raise PermissionError(1, "not permitted")
        return plain(self, target)

    monkeypatch.setattr(type(folder), "rename", rename)
    with pytest.raises(PermissionError):
        exchange(fresh, folder)
    assert ("fresh", "daftar") == tuple((p / "name").read_text("utf-8") for p in (fresh, folder))


def test_a_system_that_cannot_exchange_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging.sys, "platform", "darwin")
    assert not exchange_at_once(_HERE, _HERE)


def test_a_file_is_no_folder_to_exchange(tmp_path: Path) -> None:
    (tmp_path / "daftar").write_text("mine", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        exchange(tmp_path / "fresh", tmp_path / "daftar")

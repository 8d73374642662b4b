from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest
from hypothesis import given

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog import cache as cache_module
from nomenklatur.catalog.cache import SMALLEST, cache_file, open_cached
from nomenklatur.catalog.compiled import FORM, CompiledCatalog, compile_catalog, opened
from nomenklatur.catalog.folder import load_catalog, save_catalog
from nomenklatur.catalog.sections import NotCompiledError, Sections
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Code
from nomenklatur.errors import CatalogError, NomenklaturError
from tests.shared_catalogs import ROWS, shared_catalog
from tests.strategies.catalogs import catalogs


def big(name: str = "Pendataan", rows: int = 2000) -> Catalog:
    """A catalog that is worth compiling."""
    entries = [
        Entry(Code.parse(f"2.17.07.2.{n // 99 + 1:02}.{n % 99 + 1:04}"), f"{name} Usaha Mikro {n}")
        for n in range(rows)
    ]
    return Catalog(CatalogInfo("own"), (Entry(Code.parse("2.17"), "KOPERASI"), *entries))


@pytest.fixture
def folder(tmp_path):
    """The folder of a catalog that is worth compiling, older than the cache has doubts about."""
    save_catalog(big(), tmp_path / "own")
    age(tmp_path / "own")
    return tmp_path / "own"


def age(folder, seconds=60):
    """Make the files of a folder look older than they are."""
    for file in folder.iterdir():
        then = file.stat().st_mtime_ns - seconds * 10**9
        os.utime(file, ns=(then, then))


@pytest.fixture
def loads(monkeypatch):
    """How often a catalog was loaded from its CSV."""
    folders = []

    def load(folder):
        folders.append(folder)
        return load_catalog(folder)

    monkeypatch.setattr(cache_module, "_load", load)
    return folders


def test_the_second_time_the_compiled_form_is_opened(folder, tmp_path, loads):
    first = open_cached(folder, tmp_path / "cache")
    second = open_cached(folder, tmp_path / "cache")
    assert (False, True) == tuple(isinstance(c, CompiledCatalog) for c in (first, second))
    assert [folder] == loads
    assert (first.info, first.entries) == (second.info, second.entries)
    assert [entry.row for entry in first] == [entry.row for entry in second]


def test_a_small_catalog_is_not_compiled(tmp_path):
    save_catalog(big(rows=3), tmp_path / "own")
    assert 4 == len(open_cached(tmp_path / "own", tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def test_a_changed_file_is_compiled_again(folder, tmp_path, loads):
    open_cached(folder, tmp_path / "cache")
    save_catalog(big("Pembinaan"), folder)
    age(folder, 30)
    assert "Pembinaan Usaha Mikro 0" == open_cached(folder, tmp_path / "cache").entries[1].name
    assert "Pembinaan Usaha Mikro 0" == open_cached(folder, tmp_path / "cache").entries[1].name
    assert 2 == len(loads)


def test_a_change_of_the_descriptor_alone_counts_as_well(folder, tmp_path):
    open_cached(folder, tmp_path / "cache")
    descriptor = folder / "datapackage.json"
    descriptor.write_text(descriptor.read_text().replace('"title": ""', '"title": "Baru"'))
    assert "Baru" == open_cached(folder, tmp_path / "cache").info.title


def test_a_touched_file_is_told_by_its_hash_and_stamped_anew(folder, tmp_path, loads):
    open_cached(folder, tmp_path / "cache")
    age(folder, 10)
    before = cache_file(folder, tmp_path / "cache").read_bytes()
    assert isinstance(open_cached(folder, tmp_path / "cache"), CompiledCatalog)
    after = cache_file(folder, tmp_path / "cache").read_bytes()
    assert isinstance(open_cached(folder, tmp_path / "cache"), CompiledCatalog)
    assert 1 == len(loads)
    assert before != after
    assert after == cache_file(folder, tmp_path / "cache").read_bytes()


def test_a_change_within_the_same_moment_is_not_missed(tmp_path):
    """Same size, same time: what is too young for its looks to tell is told by its hash."""
    folder, cache = tmp_path / "own", tmp_path / "cache"
    save_catalog(big("Pendataan"), folder)
    looks = [(file, file.stat().st_mtime_ns) for file in folder.iterdir()]
    open_cached(folder, cache)
    save_catalog(big("Pembinaan"), folder)
    for file, then in looks:
        os.utime(file, ns=(then, then))
    assert "Pembinaan Usaha Mikro 0" == open_cached(folder, cache).entries[1].name


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"x",
        lambda data: data.replace(b"KOPERASI", b"KORPORAS"),
        lambda data: data.replace(b"nomenklatur ", b"nomenklatur 9"),
        lambda data: b"\x80\x05" + data,
        lambda _data: FORM.with_head([2**31] * 26, []),
        lambda _data: FORM.with_head([0] * 26, []),
        lambda _data: FORM.begin + b"short",
    ],
)
def test_a_damaged_one_is_made_again_and_not_trusted(folder, tmp_path, loads, damage):
    whole = open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache")
    data = path.read_bytes()
    path.write_bytes(damage(data))
    assert whole.entries == open_cached(folder, tmp_path / "cache").entries
    assert 2 == len(loads)
    assert sections_of(data)[1:] == sections_of(path.read_bytes())[1:]


def sections_of(data):
    """The sections of a compiled catalog."""
    sections = Sections(data, FORM)
    return [bytes(sections[number]) for number in range(FORM.number)]


def section(data, number, content):
    """The same compiled catalog with another section, under a right checksum."""
    sections = sections_of(data)
    sections[number] = content
    return FORM.joined(sections)


@pytest.mark.parametrize(
    ("number", "content"),
    [(0, b"stamp"), (1, b"{"), (1, b"[]"), (1, b"{}"), (3, b""), (4, b"1234"), (4, b"12345")],
)
def test_sections_that_do_not_fit_together_are_made_again(folder, tmp_path, loads, number, content):
    whole = open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache")
    path.write_bytes(section(path.read_bytes(), number, content))
    assert whole.entries == open_cached(folder, tmp_path / "cache").entries
    assert 2 == len(loads)


@pytest.mark.parametrize(
    "look",
    [
        lambda catalog: [entry.name for entry in catalog.entries],
        lambda catalog: catalog.require(Code.parse("2.17")).name,
        lambda catalog: catalog.rows.codes(),
        lambda catalog: list(catalog.rows.name_words.parts()),
        lambda catalog: list(catalog.rows.text_words.parts()),
    ],
)
def test_damage_that_shows_only_when_it_is_looked_at_is_mended_then(folder, tmp_path, loads, look):
    open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache")
    data = path.read_bytes()
    expected = look(open_cached(folder, tmp_path / "cache"))
    lengths = [len(section) for section in sections_of(data)]
    for number in (5, 6, 9):
        at = len(data) - sum(lengths[number:])
        data = data[:at] + b"?" + data[at + 1 :]
    path.write_bytes(data)

    catalog = open_cached(folder, tmp_path / "cache")

    assert 1 == len(loads)
    assert expected == look(catalog)
    assert 2 == len(loads)
    assert expected == look(open_cached(folder, tmp_path / "cache"))
    assert 2 == len(loads)


def test_a_damaged_row_of_a_catalog_that_has_changed_since_is_an_error(folder, tmp_path):
    open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache")
    path.write_bytes(path.read_bytes().replace(b"KOPERASI", b"KORPORAS"))
    catalog = open_cached(folder, tmp_path / "cache")
    save_catalog(big(rows=3), folder)

    with pytest.raises(NomenklaturError, match="has changed while it was read"):
        catalog.require(Code.parse("2.17"))


def test_a_cache_that_cannot_be_written_is_done_without(folder, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert 2001 == len(open_cached(folder, tmp_path / "cache"))
    (tmp_path / "other" / "catalogs").mkdir(parents=True)
    cache_file(folder, tmp_path / "other").mkdir()
    assert 2001 == len(open_cached(folder, tmp_path / "other"))
    assert 1 == len(list((tmp_path / "other" / "catalogs").iterdir()))


def test_a_catalog_that_does_not_load_leaves_no_compiled_one(folder, tmp_path):
    path = folder / "catalog.csv"
    path.write_bytes(path.read_bytes().replace(b"sub_kegiatan", b"sub kegiatam", 1))
    with pytest.raises(CatalogError):
        open_cached(folder, tmp_path / "cache")
    assert not cache_file(folder, tmp_path / "cache").exists()
    with pytest.raises(CatalogError, match="cannot be read"):
        open_cached(tmp_path / "none", tmp_path / "cache")


def test_texts_with_the_dividing_characters_are_not_compiled(tmp_path):
    for text in ("a\x1fb", "a\x1eb", "a\x1db"):
        catalog = Catalog(CatalogInfo("own"), (Entry(Code.parse("2"), text),))
        with pytest.raises(NotCompiledError, match="dividing character"):
            compile_catalog(catalog, b"")
    odd = big()
    odd = Catalog(odd.info, (*odd.entries, Entry(Code.parse("2"), "a\x1fb")))
    save_catalog(odd, tmp_path / "own")
    for _ in range(2):
        assert odd.entries == open_cached(tmp_path / "own", tmp_path / "cache").entries


def test_the_store_opens_compiled_catalogs_and_can_do_without(folder, tmp_path):
    store = Store(home=tmp_path / "home", cache=tmp_path / "cache")
    save_catalog(big(), store.catalog_folder("own"))
    for name in ("own", str(folder)):
        kinds = [type(store.open_catalog(name)) for _ in range(2)]
        assert [Catalog, CompiledCatalog] == kinds
    assert 2 == len(list((tmp_path / "cache" / "catalogs").iterdir()))
    plain = Store(home=tmp_path / "home", cache=None)
    assert Catalog is type(plain.open_catalog("own"))


_OPEN = """
import pathlib, sys
from nomenklatur.catalog.cache import cache_file, open_cached
folder, cache = map(pathlib.Path, sys.argv[1:])
for number in range(15):
    assert 2001 == len(open_cached(folder, cache).entries)
    cache_file(folder, cache).unlink(missing_ok=True)
"""


def test_two_processes_may_make_it_at_once(folder, tmp_path):
    command = [sys.executable, "-c", _OPEN, str(folder), str(tmp_path / "cache")]
    makers = [subprocess.Popen(command) for _ in range(2)]
    assert [0, 0] == [maker.wait(120) for maker in makers]
    left = [path.name for path in (tmp_path / "cache" / "catalogs").iterdir()]
    assert left in ([], [cache_file(folder, tmp_path).name])


def test_one_lookup_makes_one_entry(folder, tmp_path):
    open_cached(folder, tmp_path / "cache")
    catalog = open_cached(folder, tmp_path / "cache")
    assert "Pendataan Usaha Mikro 100" == catalog.require(Code.parse("2.17.07.2.02.0002")).name
    assert 1 == len(catalog.rows._made)
    assert catalog._entries is None


def compiled(catalog: Catalog) -> CompiledCatalog:
    """A catalog after compilation."""
    return opened(Sections(Sections(compile_catalog(catalog, b"one"), FORM).stamped(b"two"), FORM))


@given(catalogs())
def test_a_compiled_catalog_is_like_any_other(catalog):
    try:
        other = compiled(catalog)
    except NotCompiledError:
        texts = [str(entry) for entry in catalog]
        assert any(escape in text for text in texts for escape in ("\\x1d", "\\x1e", "\\x1f"))
        return
    codes = {code for entry in catalog for code in (entry.code, entry.code.parent) if code}
    codes |= {code.generic() for code in codes}
    assert len(catalog) == len(other)
    for code in codes:
        assert catalog.by_code.get(code) == other.by_code.get(code)
        assert catalog.by_parent.get(code) == other.by_parent.get(code)
        for authority in (None, Authority.PROVINSI):
            assert catalog.get(code, authority) == other.get(code, authority)
            assert catalog.children(code, authority) == other.children(code, authority)
    assert catalog.children(None) == other.children(None)
    assert catalog.info == other.info
    assert catalog.entries == other.entries
    assert dict(catalog.by_code) == dict(other.by_code)
    assert dict(catalog.by_parent) == dict(other.by_parent)
    assert [str(entry.code) for entry in catalog] == other.rows.codes()


def test_a_compiled_catalog_can_be_sent_to_another_process():
    catalog = big(rows=3)
    sent = pickle.loads(pickle.dumps(compiled(catalog)))  # noqa: S301 - what we just wrote
    assert (catalog.info, catalog.entries) == (sent.info, sent.entries)


def test_a_code_that_is_not_there_is_answered_with_the_nearest_sibling():
    with pytest.raises(CatalogError, match=r"did you mean 2\.17\.07\.2\.01\.0001"):
        compiled(big(rows=3)).require(Code.parse("2.17.07.2.01.0008"))


@pytest.mark.shared
@pytest.mark.parametrize("name", ROWS)
def test_the_real_catalogs_are_the_same_when_compiled(shared_data, name):
    catalog = shared_catalog(shared_data, name)
    other = compiled(catalog)
    for entry in catalog.entries[::7]:
        assert catalog.by_code[entry.code] == other.by_code[entry.code]
        assert catalog.children(entry.code) == other.children(entry.code)
        assert catalog.ancestors(entry) == other.ancestors(entry)
    assert catalog.children(None) == other.children(None)
    assert catalog.entries == other.entries


@pytest.mark.shared
def test_the_real_catalogs_are_worth_compiling(tmp_path, shared_data):
    for name in ROWS:
        save_catalog(shared_catalog(shared_data, name), tmp_path / name)
        assert (tmp_path / name / "catalog.csv").stat().st_size > SMALLEST

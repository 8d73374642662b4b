"""Compiled crosswalks are like any other, and no less trusted."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve
from hypothesis import given

from nomenklatur.catalog import Erratum
from nomenklatur.catalog.cache import cache_file
from nomenklatur.catalog.sections import NotCompiledError, Sections
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk import cache as cache_module
from nomenklatur.crosswalk.cache import open_cached
from nomenklatur.crosswalk.compiled import FORM, CompiledCrosswalk, compile_crosswalk, opened
from nomenklatur.crosswalk.folder import load_crosswalk, save_crosswalk
from nomenklatur.errors import CrosswalkError
from tests.strategies.catalogs import crosswalks

NAMES = ("Pendataan Usaha Mikro", "Pendampingan Usaha Mikro")


def big(rows: int = 60) -> Crosswalk:
    """A crosswalk that is worth compiling."""
    mappings = tuple(
        Mapping(
            Code.parse(f"1.15.{n // 20 + 15}.{n % 20 + 1:03}", scheme=Scheme.LEGACY),
            f"{NAMES[n % 2]} {n}",
            Relation.BROAD,
            (Target(Code.parse(f"2.17.07.2.01.{n % 7 + 1:02}"), NAMES[n % 2]),),
            justification="the LAMPIRAN says so",
        )
        for n in range(rows)
    )
    info = CrosswalkInfo("a--b", "a", "b", errata=(Erratum("1", "printed", "official"),))
    return Crosswalk(info, mappings)


@pytest.fixture
def folder(tmp_path):
    save_crosswalk(big(), tmp_path / "a--b")
    return tmp_path / "a--b"


@pytest.fixture
def loads(monkeypatch):
    """How often a crosswalk was loaded from its CSV."""
    folders = []
    load = cache_module._load
    monkeypatch.setattr(cache_module, "_load", lambda path: (folders.append(path), load(path))[1])
    return folders


def test_the_second_time_the_compiled_form_is_opened(folder, tmp_path, loads):
    first, second = (open_cached(folder, tmp_path / "cache") for _ in range(2))

    assert [folder] == loads
    assert (Crosswalk, CompiledCrosswalk) == (type(first), type(second))
    assert (first.info, first.mappings) == (second.info, second.mappings)
    assert [one.place for one in first] == [one.place for one in second]


def test_a_small_crosswalk_is_not_compiled(tmp_path):
    save_crosswalk(big(rows=3), tmp_path / "a--b")
    open_cached(tmp_path / "a--b", tmp_path / "cache")

    assert not (tmp_path / "cache").exists()


def test_a_changed_file_is_compiled_again(folder, tmp_path, loads):
    open_cached(folder, tmp_path / "cache")
    save_crosswalk(big(rows=70), folder)

    assert 70 == len(open_cached(folder, tmp_path / "cache"))
    assert 2 == len(loads)


def test_a_look_up_makes_only_the_mappings_that_it_shows(folder, tmp_path):
    open_cached(folder, tmp_path / "cache")
    crosswalk = open_cached(folder, tmp_path / "cache")
    code = Code.parse("1.15.16.003", scheme=Scheme.LEGACY)

    assert ["Pendataan Usaha Mikro 22"] == [
        m.source_name for m in crosswalk.about([code], "forward")
    ]
    assert 1 == len(crosswalk.rows._made)


def test_a_damaged_row_is_made_again_when_it_is_looked_at(folder, tmp_path, loads):
    open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache", "crosswalks")
    path.write_bytes(
        path.read_bytes().replace(b"Pendataan Usaha Mikro 22", b"Pendataan Usaha Makro 22")
    )

    assert load_crosswalk(folder).mappings == open_cached(folder, tmp_path / "cache").mappings
    assert 2 == len(loads)
    assert load_crosswalk(folder).mappings == open_cached(folder, tmp_path / "cache").mappings
    assert 2 == len(loads)


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"errata": [1]}'])
def test_an_info_that_makes_no_sense_is_made_again(folder, tmp_path, loads, content):
    open_cached(folder, tmp_path / "cache")
    path = cache_file(folder, tmp_path / "cache", "crosswalks")
    sections = Sections(path.read_bytes(), FORM)
    parts = [bytes(sections[number]) for number in range(FORM.number)]
    parts[1] = content
    path.write_bytes(FORM.joined(parts))

    assert 60 == len(open_cached(folder, tmp_path / "cache"))
    assert 2 == len(loads)


def test_a_crosswalk_that_does_not_load_is_an_error_and_leaves_nothing(folder, tmp_path):
    path = folder / "crosswalk.csv"
    path.write_bytes(path.read_bytes().replace(b"broad", b"broda", 1))

    with pytest.raises(CrosswalkError):
        open_cached(folder, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_store_opens_compiled_crosswalks_and_can_do_without(tmp_path):
    store = Store(home=tmp_path / "home", cache=tmp_path / "cache")
    save_crosswalk(big(), store.crosswalk_folder("a--b"))

    assert [Crosswalk, CompiledCrosswalk] == [type(store.open_crosswalk("a--b")) for _ in range(2)]
    plain = Store(home=tmp_path / "home", cache=None)
    assert Crosswalk is type(plain.open_crosswalk("a--b"))


def test_texts_with_the_dividing_characters_are_not_compiled():
    for text in ("a\x1fb", "a\x1eb", "a\x1db"):
        odd = evolve(big().mappings[0], note=text)
        with pytest.raises(NotCompiledError, match="dividing character"):
            compile_crosswalk(Crosswalk(big().info, (odd,)), b"")


@given(crosswalks())
def test_a_compiled_crosswalk_is_like_any_other(crosswalk):
    try:
        data = compile_crosswalk(crosswalk, b"one")
    except NotCompiledError:
        texts = [str(mapping) for mapping in crosswalk]
        assert any(escape in text for text in texts for escape in ("\\x1d", "\\x1e", "\\x1f"))
        return
    other = opened(Sections(data, FORM), "file.csv")
    codes = {mapping.source for mapping in crosswalk}
    codes |= {target.code for mapping in crosswalk for target in mapping.targets}
    codes |= {code.parent for code in codes if code.parent} | {code.generic() for code in codes}
    for code in codes:
        assert crosswalk.of(code) == other.of(code)
        assert crosswalk.get(code) == other.get(code)
        for direction in ("forward", "backward"):
            assert crosswalk.about([code], direction) == other.about([code], direction)
    assert len(crosswalk) == len(other)
    assert crosswalk.info == other.info
    assert crosswalk.mappings == other.mappings
    assert crosswalk.by_source == other.by_source
    assert crosswalk.mappings == pickle.loads(pickle.dumps(other)).mappings  # noqa: S301 - ours

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Authority
from nomenklatur.match import Engine, compiled
from nomenklatur.match.compiled import NotCompiledError, open_index, opened
from nomenklatur.match.index import build_index
from tests.match.small import ELSEWHERE, ROWS, koperasi, small_catalog

if TYPE_CHECKING:
    from pathlib import Path

SMALL = small_catalog()
INDEX = build_index(SMALL, Authority.KABUPATEN_KOTA)
DATA = compiled.compiled(INDEX)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "SMALLEST", 1)
    return tmp_path


def kept(cache: Path) -> list[Path]:
    return sorted((cache / "indexes").iterdir())


def test_an_index_comes_back_as_it_was() -> None:
    again = opened(DATA, SMALL, Authority.KABUPATEN_KOTA)

    assert INDEX.vocabulary == again.vocabulary
    assert INDEX.entries == again.entries
    assert (INDEX.degrees == again.degrees).all()
    assert (INDEX.telling == again.telling).all()
    assert INDEX.by_key == again.by_key
    assert DATA == compiled.compiled(again)


def test_an_index_is_made_once_and_opened_afterwards(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = Engine(SMALL, authority=Authority.KABUPATEN_KOTA, cache=cache)
    expected = built.match(koperasi("Pendataan usaha mikro"))
    monkeypatch.delattr(compiled, "build_index")

    kept_one = Engine(SMALL, authority=Authority.KABUPATEN_KOTA, cache=cache)

    assert expected == kept_one.match(koperasi("Pendataan usaha mikro"))


@pytest.mark.parametrize("keep", [0, 10, 400, len(DATA) - 1])
def test_a_damaged_index_is_made_again(cache: Path, keep: int) -> None:
    open_index(SMALL, None, cache)
    (path,) = kept(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[:keep])

    open_index(SMALL, None, cache)

    assert whole == path.read_bytes()


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place: int, change: int) -> None:
    data = bytearray(DATA)
    data[place] ^= change
    with pytest.raises(NotCompiledError):
        opened(bytes(data), SMALL, Authority.KABUPATEN_KOTA)


def test_another_catalog_or_region_has_an_index_of_its_own(cache: Path) -> None:
    open_index(SMALL, None, cache)
    open_index(small_catalog(ROWS + ELSEWHERE), None, cache)
    open_index(SMALL, Authority.KABUPATEN_KOTA, cache)

    assert len(kept(cache)) == 3


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, cache: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    assert len(INDEX) == len(open_index(SMALL, Authority.KABUPATEN_KOTA, blocked))


def test_agreement_of_words_is_that_of_the_rows() -> None:
    words = INDEX.name.words[INDEX.name.ends[3] : INDEX.name.ends[4]]
    assert (INDEX.degrees[words, 3] // 9 == 2).all()
    assert np.count_nonzero(INDEX.degrees[INDEX.unknown]) == 0

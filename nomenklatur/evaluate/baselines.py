"""Plain methods that anybody would try first, on the same rows and the same catalog.

* `WRatio` and `token_set_ratio` of rapidfuzz over all names.
* TF-IDF over character 3-grams with the cosine, the method of string_grouper (its cleaning of
  names, and the smoothed weights of scikit-learn that it uses), over all names, and over names
  with those above them within the bidang urusan.
* BM25 (Robertson & Zaragoza 2009, k1 = 1.5, b = 0.75) over words.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import field, frozen

from nomenklatur.crosswalk.bidang import load_bidang
from nomenklatur.evaluate.figures import Figures
from nomenklatur.evaluate.run import DEPTH, Baseline, rank_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority
    from nomenklatur.crosswalk.bidang import Numbering
    from nomenklatur.evaluate.gold import GoldRow

    Analyser = Callable[[str], list[str]]

_CLEANED: Final = re.compile(r"[,-./]|\s")
"""What string_grouper takes out of names."""
_WORD: Final = re.compile(r"[a-z0-9]+")
_NGRAM: Final = 3
_K1, _B = 1.5, 0.75
_BATCH: Final = 256


class Ranker(Protocol):
    """Ranks entries for rows."""

    def rank(self, rows: Sequence[GoldRow]) -> list[list[int]]:
        """The numbers of the likeliest entries of each row, the likeliest first."""


def ngrams(text: str) -> list[str]:
    """The character 3-grams of a name, as string_grouper cuts them.

    >>> ngrams("Alat Tulis")[:3]
    ['ala', 'lat', 'att']
    """
    text = _CLEANED.sub("", text.lower())
    return [text[i : i + _NGRAM] for i in range(len(text) - _NGRAM + 1)]


def plain_words(text: str) -> list[str]:
    """The words of a name in lower case."""
    return _WORD.findall(text.lower())


@frozen(eq=False)
class Fuzzy:
    """rapidfuzz over all names, with its default processing.

    Args:
        names: The names.
        scorer: Name of the scorer in `rapidfuzz.fuzz`.
    """

    names: Sequence[str]
    scorer: str
    _processed: list[str] = field(init=False, repr=False)

    @_processed.default
    def _process(self) -> list[str]:
        from rapidfuzz.utils import default_process  # noqa: PLC0415 - heavy

        return [default_process(name) for name in self.names]

    def rank(self, rows: Sequence[GoldRow]) -> list[list[int]]:
        """The numbers of the likeliest entries of each row."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - heavy
        from rapidfuzz.utils import default_process  # noqa: PLC0415 - heavy

        scorer = getattr(fuzz, self.scorer)
        return [
            [
                place
                for _, _, place in process.extract(
                    default_process(row.name), self._processed, scorer=scorer, limit=DEPTH
                )
            ]
            for row in rows
        ]


@frozen(eq=False)
class Sparse:
    """Texts as sparse vectors, ranked by their products with the query's.

    Args:
        texts: A text per entry.
        analyse: Cuts a text into terms.
        bm25: Whether terms weigh as in BM25; else TF-IDF and cosine.
        query: Makes the text of a row.
        allowed: Which entries a row may have; None for all.
    """

    texts: Sequence[str]
    analyse: Analyser
    bm25: bool = field(default=False, kw_only=True)
    query: Callable[[GoldRow], str] = field(default=lambda row: row.name, kw_only=True)
    allowed: Callable[[GoldRow], NDArray[np.bool_]] | None = field(default=None, kw_only=True)
    _terms: dict[str, int] = field(factory=dict, init=False, repr=False)
    _idf: NDArray[np.float64] = field(init=False, repr=False)
    _matrix: Any = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        counted = [Counter(self.analyse(text)) for text in self.texts]
        for terms in counted:
            for term in terms:
                self._terms.setdefault(term, len(self._terms))
        counts = self._counts(counted)
        found = np.asarray((counts > 0).sum(axis=0)).ravel()
        total = len(self.texts)
        if self.bm25:
            idf = np.log(1 + (total - found + 0.5) / (found + 0.5))
        else:
            idf = np.log((1 + total) / (1 + found)) + 1
        object.__setattr__(self, "_idf", idf)
        matrix = self._weigh_bm25(counts) if self.bm25 else self._unit(counts)
        object.__setattr__(self, "_matrix", matrix.T.tocsr())

    def rank(self, rows: Sequence[GoldRow]) -> list[list[int]]:
        """The numbers of the likeliest entries of each row."""
        import numpy as np  # noqa: PLC0415 - heavy

        found: list[list[int]] = []
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            counts = self._counts([Counter(self.analyse(self.query(row))) for row in batch])
            asked = (counts > 0).astype(float) if self.bm25 else self._unit(counts)
            scores = np.asarray((asked @ self._matrix).todense())
            if self.allowed is not None:
                scores[~np.stack([self.allowed(row) for row in batch])] = -1.0
            depth = min(DEPTH, scores.shape[1])
            best = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
            order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1, kind="stable")
            best = np.take_along_axis(best, order, axis=1)
            found += [
                [int(place) for place in line if score[place] > 0]
                for line, score in zip(best, scores, strict=True)
            ]
        return found

    def _counts(self, counted: Sequence[Counter[str]]) -> Any:  # noqa: ANN401 - scipy has no types
        import numpy as np  # noqa: PLC0415 - heavy
        from scipy import sparse  # noqa: PLC0415 - heavy

        known = [[(self._terms[t], n) for t, n in c.items() if t in self._terms] for c in counted]
        ends = np.cumsum([0] + [len(line) for line in known])
        columns = [place for line in known for place, _ in line]
        values = np.array([n for line in known for _, n in line], float)
        return sparse.csr_matrix((values, columns, ends), (len(counted), len(self._terms)))

    def _unit(self, counts: Any) -> Any:  # noqa: ANN401 - scipy has no types
        import numpy as np  # noqa: PLC0415 - heavy
        from scipy import sparse  # noqa: PLC0415 - heavy

        weighed = counts @ sparse.diags(self._idf)
        norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        return sparse.diags(1 / np.maximum(norms, 1e-12)) @ weighed

    def _weigh_bm25(self, counts: Any) -> Any:  # noqa: ANN401 - scipy has no types
        import numpy as np  # noqa: PLC0415 - heavy

        weighed = counts.tocsr().astype(float)
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1e-12))
        rows = np.repeat(np.arange(len(lengths)), np.diff(weighed.indptr))
        tf = weighed.data
        weighed.data = self._idf[weighed.indices] * tf * (_K1 + 1) / (tf + norm[rows])
        return weighed


@frozen(eq=False)
class Within:
    """Which entries lie in the bidang urusan that a row's own may have become, or in X.XX.

    Args:
        entries: The entries.
        numbering: The numbering of the rows' bidang, if known.
    """

    entries: Sequence[Entry]
    numbering: Numbering | None
    _bidang: NDArray[np.str_] = field(init=False, repr=False)

    @_bidang.default
    def _of_entries(self) -> NDArray[np.str_]:
        import numpy as np  # noqa: PLC0415 - heavy

        return np.array([str(entry.code.bidang_urusan) for entry in self.entries])

    def __call__(self, row: GoldRow) -> NDArray[np.bool_]:
        """A truth per entry; all are allowed where nothing is known of the row's bidang."""
        import numpy as np  # noqa: PLC0415 - heavy

        if row.code is None:
            return np.ones(len(self.entries), bool)
        heirs = load_bidang().to_new(row.code, row.bidang, numbering=self.numbering)
        if not heirs and not row.code.is_office_program:
            return np.ones(len(self.entries), bool)
        return np.isin(self._bidang, ["X.XX", *map(str, heirs)])


def rankers(
    target: Catalog, authority: Authority | None, numbering: Numbering | None
) -> dict[str, tuple[str, Callable[[], Ranker]]]:
    """The plain methods: what each does, and how to build it."""
    from nomenklatur.match.index import leaves  # noqa: PLC0415 - heavy

    entries = leaves(target, authority)
    names = [entry.name for entry in entries]

    def scoped() -> Ranker:
        texts = [
            " ".join([entry.name, *(above.name for above in target.ancestors(entry)[-2:])])
            for entry in entries
        ]
        return Sparse(
            texts,
            ngrams,
            query=lambda row: f"{row.name} {row.program}",
            allowed=Within(entries, numbering),
        )

    return {
        "wratio": ("rapidfuzz WRatio over all names", lambda: Fuzzy(names, "WRatio")),
        "token_set_ratio": (
            "rapidfuzz token_set_ratio over all names",
            lambda: Fuzzy(names, "token_set_ratio"),
        ),
        "bm25": ("BM25 over the words of all names", lambda: Sparse(names, plain_words, bm25=True)),
        "tfidf": (
            "TF-IDF of character 3-grams over all names (string_grouper's method)",
            lambda: Sparse(names, ngrams),
        ),
        "tfidf_scoped": (
            "the same over names and those above, within the bidang urusan and X.XX",
            scoped,
        ),
    }


def run_baselines(
    gold: Sequence[GoldRow],
    target: Catalog,
    authority: Authority | None,
    numbering: Numbering | None,
    *,
    seed: int,
) -> tuple[Baseline, ...]:
    """The plain methods on labelled activities."""
    from nomenklatur.match.index import leaves  # noqa: PLC0415 - heavy

    entries = leaves(target, authority)
    found = []
    for name, (about, build) in rankers(target, authority, numbering).items():
        ranker = build()
        ranker.rank(gold[:1])
        start = time.perf_counter()
        answers = ranker.rank(gold)
        seconds = time.perf_counter() - start
        found.append(
            Baseline(
                name,
                about,
                figures_of(answers, gold, entries, seed=seed),
                len(gold) / seconds,
            )
        )
    return tuple(found)


def figures_of(
    answers: Sequence[Sequence[int]],
    gold: Sequence[GoldRow],
    entries: Sequence[Entry],
    *,
    seed: int,
) -> Figures:
    """The figures of ranked entry numbers."""
    ranks = [
        rank_of(row, (entries[place].code for place in places))
        for row, places in zip(gold, answers, strict=True)
        if row.has_home
    ]
    return Figures.of_ranks(ranks, len(gold), seed=seed)

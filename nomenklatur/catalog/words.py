"""An index from words to the rows that have them, compact enough to lie in a file."""

from __future__ import annotations

import bisect
import re
from array import array
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD: Final = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in order, without case and punctuation.

    >>> words_of("Rapat-Rapat Koordinasi/KUMKM")
    ['rapat', 'rapat', 'koordinasi', 'kumkm']
    """
    return _WORD.findall(text.casefold())


@frozen(eq=False)
class WordIndex:
    """Which rows have which word.

    Attributes:
        words: The words, sorted.
        starts: Where each word's rows begin in `rows`, and where the last one's end.
        rows: Row numbers, ascending for each word.
    """

    words: Sequence[str] = field(repr=False)
    starts: array[int] = field(repr=False)
    rows: array[int] = field(repr=False)

    @classmethod
    def build(cls, texts: Iterable[str]) -> WordIndex:
        """Index one text per row."""
        found: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            for word in set(words_of(text)):
                found.setdefault(word, []).append(row)
        words = sorted(found)
        starts, rows = array("I", [0]), array("I")
        for word in words:
            rows.extend(found[word])
            starts.append(len(rows))
        return cls(words, starts, rows)

    def find(self, word: str) -> int | None:
        """The number of a word; None if no row has it."""
        at = bisect.bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None

    def beginning(self, prefix: str) -> range:
        """The numbers of the words that begin with a text."""
        start = bisect.bisect_left(self.words, prefix)
        return range(start, bisect.bisect_left(self.words, prefix + "\U0010ffff", lo=start))

    def count(self, number: int) -> int:
        """In how many rows a word is."""
        return self.starts[number + 1] - self.starts[number]

    def rows_of(self, number: int) -> array[int]:
        """The rows of a word."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def parts(self) -> Iterator[bytes]:
        """The index as bytes, for `from_parts`."""
        yield "\n".join(self.words).encode()
        yield self.starts.tobytes()
        yield self.rows.tobytes()

    @classmethod
    def from_parts(cls, words: bytes, starts: bytes, rows: bytes) -> WordIndex:
        """The index of `parts`.

        Raises:
            ValueError: The bytes are not those of an index.
        """
        index = cls(words.decode().split("\n") if words else [], array("I"), array("I"))
        index.starts.frombytes(starts)
        index.rows.frombytes(rows)
        if len(index.starts) != len(index.words) + 1 or index.starts[-1] != len(index.rows):
            raise ValueError("words and rows do not fit together")
        return index

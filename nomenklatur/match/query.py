"""What is asked of a matcher, and what any matcher answers.

The translation knows a matcher by this protocol alone, so that the engine behind it can be
replaced without touching anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog import Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.translation import Candidate


@frozen
class Query:
    """An old activity to find a new place for. Equal queries have equal answers.

    Attributes:
        name: Its name.
        program: Name of its program.
        code: Its old code, if known: says the program number and the bidang urusan.
        bidang: Bidang urusan of the target catalog that its office answers for, if known.
        indikator: Its indikator, if known.
        authority: The kind of region, if known.
        bidang_name: Name of its old bidang urusan, if known: tells two numberings apart.
    """

    name: str
    program: str = ""
    code: Code | None = None
    bidang: Code | None = None
    indikator: str = ""
    authority: Authority | None = None
    bidang_name: str = ""


class Matcher(Protocol):
    """Ranks the entries of a target catalog for queries."""

    def exact(self, query: Query) -> Entry | None:
        """The entry with the same normalised name, if it is the only one within scope."""

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        """The likeliest entries, the most probable first; empty if nothing is plausible."""

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        """The same for many queries, in their order."""

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the first candidate is probable and far enough ahead to be taken."""

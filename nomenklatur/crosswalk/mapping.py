"""A mapping row and the crosswalk that holds them."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from nomenklatur.places import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as MappingOf
    from fractions import Fraction

    from nomenklatur.catalog import Erratum
    from nomenklatur.codes import Authority, Code


Direction = Literal["forward", "backward"]
"""From a code to what becomes of it, or to what it comes from."""


class Relation(enum.Enum):
    """How the source relates to the target (SSSOM terms in brackets)."""

    EXACT = "exact"
    """The source becomes the target (`skos:exactMatch`): *Sesuai Sub Kegiatan*."""
    CLOSE = "close"
    """Nearly the same (`skos:closeMatch`)."""
    BROAD = "broad"
    """Absorbed by a broader target (`skos:broadMatch`): *Masuk Rincian Belanja*."""
    NONE = "none"
    """Recorded as having no home (`sssom:NoTermFound`)."""


@frozen
class Target:
    """One target of a mapping.

    Attributes:
        code: Its code.
        name: The name that the mapping gives it; empty if it gives none.
        share: Its share of the source's money; None where nobody has decided the shares.
    """

    code: Code
    name: str = ""
    share: Fraction | None = None


@frozen
class Mapping:
    """What becomes of one source entry.

    Attributes:
        source: Code of the source.
        source_name: Its name, by which the row is checked before it is trusted.
        program_name: Name of the source's program, if given.
        relation: How it relates to its targets; None where the row says nothing.
        targets: Where it goes; empty for none, or for an absorption that names no target.
        authority: The kind of region that the row is for; None for every kind.
        score: How sure its author is, 0 to 1; None where nobody said.
        justification: Why, in a word or a sentence.
        keterangan: The note as the source prints it.
        indikator: The source's indikator, if given.
        author: Who said so.
        date: When, ISO 8601.
        note: Remarks.
        place: Where the row was read.
    """

    source: Code
    source_name: str
    relation: Relation | None
    targets: tuple[Target, ...] = ()
    program_name: str = field(default="", kw_only=True)
    authority: Authority | None = field(default=None, kw_only=True)
    score: float | None = field(default=None, kw_only=True)
    justification: str = field(default="", kw_only=True)
    keterangan: str = field(default="", kw_only=True)
    indikator: str = field(default="", kw_only=True)
    author: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True)
    note: str = field(default="", kw_only=True)
    place: Place = field(default=NOWHERE, kw_only=True, eq=False)


@frozen
class CrosswalkInfo:
    """What a crosswalk is.

    Attributes:
        id: Name by which commands call it.
        source: Id of the catalog it maps from.
        target: Id of the catalog it maps to.
        title: Title for people.
        provenance: Where the data come from.
        author: Who published it.
        date: When, ISO 8601.
        errata: Slips of the source that are kept in the data.
        partial: Why it maps only a part of its source; empty if it is meant to map the whole.
    """

    id: str
    source: str
    target: str
    title: str = ""
    provenance: str = ""
    author: str = ""
    date: str = ""
    errata: tuple[Erratum, ...] = field(default=(), kw_only=True)
    partial: str = field(default="", kw_only=True)


@frozen(eq=False)
class Crosswalk:
    """Published mappings from one catalog to another."""

    info: CrosswalkInfo
    mappings: tuple[Mapping, ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The crosswalk's id."""
        return self.info.id

    @functools.cached_property
    def by_source(self) -> MappingOf[Code, tuple[Mapping, ...]]:
        """The mappings of each source code."""
        found: dict[Code, list[Mapping]] = {}
        for mapping in self.mappings:
            found.setdefault(mapping.source, []).append(mapping)
        return {code: tuple(rows) for code, rows in found.items()}

    def of(self, source: Code) -> tuple[Mapping, ...]:
        """The mappings of a code as it is spelled; empty if there are none."""
        return self.by_source.get(source, ())

    def get(self, source: Code, authority: Authority | None = None) -> tuple[Mapping, ...]:
        """The mappings of a code for a kind of region; empty if there are none."""
        rows = self.of(source) or self.of(source.generic())
        return tuple(
            row for row in rows if None in (authority, row.authority) or row.authority is authority
        )

    def about(self, codes: Iterable[Code], direction: Direction) -> tuple[Mapping, ...]:
        """The mappings from codes (forward) or to them (backward), and of all below them."""
        wanted = {spelled.key for code in codes for spelled in (code, code.generic())}

        def is_wanted(code: Code) -> bool:
            keys = (code.key, code.generic().key)
            return any(key[:n] in wanted for key in keys for n in range(2, len(key) + 1))

        if direction == "forward":
            return tuple(one for one in self.mappings if is_wanted(one.source))
        return tuple(
            one for one in self.mappings if any(is_wanted(target.code) for target in one.targets)
        )

    def __len__(self) -> int:
        return len(self.mappings)

    def __iter__(self) -> Iterator[Mapping]:
        return iter(self.mappings)

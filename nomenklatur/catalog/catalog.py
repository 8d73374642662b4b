"""A catalog: the entries of one regulation as a tree that can be asked."""

from __future__ import annotations

import functools
from datetime import date  # noqa: TC003 - attrs resolves it
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.errors import CatalogError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nomenklatur.catalog.entry import Entry
    from nomenklatur.catalog.search import Hit


@frozen
class Erratum:
    """A known slip of a source, kept in the data as printed."""

    code: str
    printed: str
    official: str
    note: str = ""


@frozen
class CatalogInfo:
    """What a catalog is.

    Attributes:
        id: Name by which commands call it: ``permendagri-90-2019``.
        title: Title for people.
        regulation: The regulation that it is from.
        legal_basis: The laws behind names and numbers that are not in the regulation itself.
        scheme: The grammar of its codes.
        authorities: The kinds of region that it covers; empty means every kind.
        valid_from: First year of plans under it.
        valid_until: Last year, if it has been replaced.
        source: Where the data come from.
        partial: Why it is only a part of the regulation; empty if it is whole.
        imported: When it was imported, if a user did.
        errata: Slips of the source that are kept in the data.
    """

    id: str
    title: str = ""
    regulation: str = ""
    scheme: Scheme = Scheme.NEW
    authorities: frozenset[Authority] = frozenset()
    valid_from: int | None = None
    valid_until: int | None = None
    source: str = ""
    partial: str = ""
    imported: date | None = None
    errata: tuple[Erratum, ...] = ()
    legal_basis: str = field(default="", kw_only=True)


@frozen(eq=False)
class Catalog:
    """The entries of one regulation, in tree order.

    `get` gives None, `require` raises with a suggestion, both per authority: one code may
    stand for different things in a provinsi and in a kabupaten/kota.
    """

    info: CatalogInfo
    entries: tuple[Entry, ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The catalog's id."""
        return self.info.id

    @functools.cached_property
    def by_code(self) -> Mapping[Code, tuple[Entry, ...]]:
        """The entries of each code, one a kind of region at most unless the source errs."""
        found: dict[Code, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.code, []).append(entry)
        return {code: tuple(entries) for code, entries in found.items()}

    @functools.cached_property
    def by_parent(self) -> Mapping[Code | None, tuple[Entry, ...]]:
        """The entries below each code."""
        found: dict[Code | None, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.code.parent, []).append(entry)
        return {code: tuple(entries) for code, entries in found.items()}

    def get(self, code: Code, authority: Authority | None = None) -> Entry | None:
        """The entry of a code; None if there is none, the first if several kinds have one.

        A code of a bidang also finds the generic entry: ``2.17.01.2.03.02`` finds
        ``X.XX.01.2.03.02``.
        """
        for wanted in (code, code.generic()):
            for entry in self.by_code.get(wanted, ()):
                if entry.is_for(authority):
                    return entry
        return None

    def require(self, code: Code, authority: Authority | None = None) -> Entry:
        """The entry of a code.

        Raises:
            CatalogError: There is none; the message says which codes are close.
        """
        if (entry := self.get(code, authority)) is not None:
            return entry
        missing = _("{id} has no {code} for {kind}") if authority else _("{id} has no {code}")
        raise CatalogError(
            missing.format(id=self.id, code=code, kind=authority.label if authority else ""),
            remedy=self._suggest(code, authority),
        )

    def _suggest(self, code: Code, authority: Authority | None) -> str:
        from rapidfuzz import process  # noqa: PLC0415 - only when something went wrong

        siblings = self.children(code.parent, authority)
        for entries in (siblings, self.entries):
            texts = [str(entry.code) for entry in entries if entry.is_for(authority)]
            close = process.extractOne(str(code), texts, score_cutoff=70)
            if close is not None:
                return _("did you mean {name}?").format(name=close[0])
        return (
            _("the catalog is a part: {partial}").format(partial=_(self.info.partial))
            if self.info.partial
            else ""
        )

    def children(self, code: Code | None, authority: Authority | None = None) -> tuple[Entry, ...]:
        """The entries one level below a code, in tree order; of None the urusan."""
        return tuple(e for e in self.by_parent.get(code, ()) if e.is_for(authority))

    def ancestors(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries above one, from urusan down; levels that the catalog lacks are left out."""
        found: list[Entry] = []
        code = entry.code.parent
        authority = next(iter(entry.authorities), None)
        while code is not None:
            above = self.get(code, authority) or self.get(code)
            if above is not None:
                found.append(above)
            code = code.parent
        return tuple(reversed(found))

    def at(self, level: Level, authority: Authority | None = None) -> tuple[Entry, ...]:
        """The entries of one level."""
        return tuple(e for e in self.entries if e.level is level and e.is_for(authority))

    def search(
        self,
        text: str,
        *,
        level: Level | None = None,
        bidang: Code | None = None,
        authority: Authority | None = None,
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Entries by words of their names or the beginning of a code; see `search.search`."""
        from nomenklatur.catalog.search import search  # noqa: PLC0415 - not to look a code up

        return search(self, text, level=level, bidang=bidang, authority=authority, limit=limit)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, Code) and self.get(code) is not None

"""The entries of a catalog as entities: their identifiers, and where they stand.

An identifier is the code alone where that is enough. Where a code stands for different things in
provinsi and kabupaten/kota, the kind of region follows: ``1.01.02.3.03@provinsi``.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from nomenklatur.codes import Level, Scheme, read_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority

    Key = tuple[str, frozenset[Authority], str]


def type_of(level: Level) -> dict[str, str]:
    """A level as a type of entities."""
    return {"id": level.value, "name": level.label}


def level_of(text: str) -> Level | None:
    """The level of a type's identifier or name; None if it is none."""
    word = "_".join(text.lower().split())
    return next((level for level in Level if level.value == word), None)


@frozen(eq=False)
class Entities:
    """The entities of a catalog."""

    catalog: Catalog
    _described: dict[str, str] = field(factory=dict, init=False, repr=False)

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        by_code: dict[str, list[Entry]] = {}
        for entry in self.catalog.entries:
            by_code.setdefault(str(entry.code), []).append(entry)
        found: dict[str, Entry] = {}
        for code, entries in by_code.items():
            for entry in entries:
                kinds = "-".join(sorted(kind.label for kind in entry.authorities))
                name = code if len(entries) == 1 or not kinds else f"{code}@{kinds}"
                again = 2
                while name in found:
                    name = f"{name.partition('*')[0]}*{again}"
                    again += 1
                found[name] = entry
        return found

    @functools.cached_property
    def _ids(self) -> Mapping[Key, str]:
        return {_key(entry): name for name, entry in self._by_id.items()}

    def get(self, identifier: str) -> Entry | None:
        """The entry of an identifier; None if there is none."""
        return self._by_id.get(identifier.strip())

    def id_of(self, entry: Entry) -> str:
        """The identifier of an entry."""
        return self._ids[_key(entry)]

    def of_code(self, text: str, authority: Authority | None = None) -> tuple[Entry, ...]:
        """The entries that a text names by identifier or by code; none for other texts."""
        if (entry := self.get(text)) is not None:
            return (entry,)
        if not text[:1].isdigit() and text[:1].upper() != "X":
            return ()
        scheme = self.catalog.info.scheme
        reading = read_code(text, scheme=scheme)
        codes = (reading.code,) if reading.code is not None else reading.alternatives
        spelled = dict.fromkeys(spelled for code in codes for spelled in (code, code.generic()))
        return tuple(
            entry
            for code in spelled
            for entry in self.catalog.by_code.get(code, ())
            if entry.is_for(authority)
        )

    def above(self, entry: Entry, level: Level) -> Entry | None:
        """The entry above one at a level; None if there is none."""
        return next((one for one in self.catalog.ancestors(entry) if one.level is level), None)

    def describe(self, entry: Entry) -> str:
        """What tells an entry from its namesakes: level, code, region, and where it stands."""
        identifier = self.id_of(entry)
        found = self._described.get(identifier)
        if found is None:
            found = self._described[identifier] = self._describe(entry)
        return found

    def _describe(self, entry: Entry) -> str:
        kinds = ", ".join(sorted(kind.label for kind in entry.authorities))
        head = f"{entry.level.label} {entry.code}" + (f" ({kinds})" if kinds else "")
        above = [
            one.name
            for one in self.catalog.ancestors(entry)
            if one.level in {Level.PROGRAM, Level.KEGIATAN}
            or (one.level is Level.BIDANG_URUSAN and entry.level is Level.PROGRAM)
        ]
        return " › ".join([head, *above])

    def reference(self, entry: Entry) -> dict[str, Any]:
        """An entry as the value of a property."""
        return {"id": self.id_of(entry), "name": entry.name}

    @property
    def is_legacy(self) -> bool:
        """Whether the codes are those of Permendagri 13/2006."""
        return self.catalog.info.scheme is Scheme.LEGACY


def _key(entry: Entry) -> Key:
    return (str(entry.code), entry.authorities, entry.name)

"""Properties of entities: what a query may say, and what is fetched for entities that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import CodeError, NomenklaturError
from nomenklatur.language import N_, _
from nomenklatur.service.entities import type_of
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nomenklatur.catalog import Entry
    from nomenklatur.service.shelf import Shelf, Shelved

IDS: Final = 1000
"""Entities in one request at most."""
COLUMNS: Final = 50
"""Properties in one request at most."""
SUCCESSOR: Final = "successor"
EXTRA: Final = "extra:"
_ABOVE: Final = {level.value: level for level in Level} | {"bidang": Level.BIDANG_URUSAN}


@frozen
class Property:
    """A property of entities.

    Attributes:
        id: Its identifier.
        name: Its name for people.
        description: What it is.
        asked: Whether a query may have it.
        fetched: Whether it can be fetched.
        entity: Whether its values are entities of the same catalog.
    """

    id: str
    name: str
    description: str
    asked: bool = False
    fetched: bool = True
    entity: bool = False

    def as_dict(self) -> dict[str, str]:
        """The property as suggestions show it."""
        return {"id": self.id, "name": _(self.name), "description": _(self.description)}


PROPERTIES: Final = (
    Property("code", N_("code"), N_("in a query the old code; fetched, the code, with X.XX "
             "resolved to the bidang urusan of the settings"), asked=True),
    Property("program", N_("program"), N_("in a query the name of the old program; fetched, the "
             "program above it"), asked=True, entity=True),
    Property("bidang", N_("bidang urusan"), N_("code or name of the bidang urusan"), asked=True,
             entity=True),
    Property("indikator", N_("indikator"), N_("the indicator of performance"), asked=True),
    Property("authority", N_("kewenangan"), N_("the kind of region: kabupaten_kota, provinsi, …"),
             asked=True),
    Property("version", N_("catalog version"), N_("in a query the id of the nomenclature that the "
             "name is written in; fetched, the id of this one"), asked=True),
    Property("parent", N_("parent"), N_("the entry one level above it"), entity=True),
    Property("level", N_("level"), N_("urusan, bidang_urusan, program, kegiatan or sub_kegiatan")),
    Property("urusan", N_("urusan"), N_("the urusan above it"), entity=True),
    Property("kegiatan", N_("kegiatan"), N_("the kegiatan above it"), entity=True),
    Property("satuan", N_("satuan"), N_("the unit of the indikator")),
    Property("kinerja", N_("kinerja"), N_("the statement of performance")),
    Property("definition", N_("definition"), N_("what the regulation says belongs under it")),
    Property("status", N_("status"), N_("active, or retired")),
    Property("official_name", N_("official name"), N_("the regulation's name, where the source is "
             "known to differ from it")),
)  # fmt: skip
SETTINGS: Final = (
    {
        "type": "text",
        "name": "bidang",
        "label": N_("Bidang urusan of the office"),
        "help_text": N_("such as 2.17: the property code then resolves X.XX to it"),
        "default": "",
    },
)
"""What a client may be asked for with a property."""


def asked_properties() -> tuple[Property, ...]:
    """The properties that a query may have."""
    return tuple(one for one in PROPERTIES if one.asked)


def known_properties(shelf: Shelf, shelved: Shelved) -> tuple[Property, ...]:
    """All properties of a catalog's entities: the common ones, successors, and its own columns."""
    found = list(PROPERTIES)
    newer = newer_than(shelf, shelved.id)
    description = N_("what becomes of it in a newer nomenclature")
    if newer:
        found.append(Property(SUCCESSOR, N_("successor"), description))
    found += [Property(f"{SUCCESSOR}:{one}", f"successor in {one}", description) for one in newer]
    headings = dict.fromkeys(
        heading for entry in shelved.catalog.entries for heading, _text in entry.extra
    )
    column = N_("a column of the source")
    found += [Property(f"{EXTRA}{heading}", heading, column) for heading in headings]
    return tuple(found)


def newer_than(shelf: Shelf, catalog_id: str) -> tuple[str, ...]:
    """The nomenclatures that are served and came after one, the oldest first."""
    from nomenklatur.catalog.importing.versions import VERSIONS  # noqa: PLC0415 - heavy parent

    served = shelf.ids()
    line = [version.id for version in VERSIONS]
    later = line[line.index(catalog_id) + 1 :] if catalog_id in line else []
    found = [one for one in later if one in served]
    published = [one.target for one in shelf.store.crosswalks() if one.source == catalog_id]
    return tuple(dict.fromkeys([*found, *(one for one in published if one in served)]))


@frozen
class Extender:
    """Fetches the values of properties.

    Attributes:
        shelf: The catalogs that are served.
        shelved: The catalog of the entities.
        endpoint: Says the address of a catalog's reconciliation service by its id.
    """

    shelf: Shelf
    shelved: Shelved
    endpoint: Callable[[str], str]

    def answer(self, data: object) -> dict[str, Any]:
        """The values that a data extension query asks for.

        Raises:
            Problem: It is none, asks for too much, or for a property that is not known.
        """
        ids, asked = _read(data)
        known = {one.id: one for one in known_properties(self.shelf, self.shelved)}
        for pid, _settings in asked:
            if pid not in known or not known[pid].fetched:
                detail = _("there is no property {pid!r}").format(pid=pid[:80])
                raise Problem(400, detail)
        entries = [(one, self.shelved.entities.get(one)) for one in ids]
        rows: dict[str, dict[str, list[dict[str, Any]]]] = {one: {} for one in ids}
        meta = []
        for pid, settings in asked:
            column = self._column(known[pid], settings, [e for _id, e in entries if e is not None])
            for identifier, entry in entries:
                rows[identifier][pid] = [] if entry is None else column(entry)
            meta.append({"id": pid, "name": _(known[pid].name), **self._kind(known[pid])})
        return {"meta": meta, "rows": rows}

    def _kind(self, one: Property) -> dict[str, Any]:
        """What the values of a property are, where they are entities of one service."""
        if one.entity:
            level = _ABOVE.get(one.id)
            kind = {} if level is None else {"type": type_of(level)}
            return {**kind, "service": self.endpoint(self.shelved.id)}
        catalog_id = self._successor(one.id)
        if catalog_id is None:
            return {}
        other = self.shelf.get(catalog_id)
        kind = {} if other is None else {"type": type_of(other.leaf)}
        return {**kind, "service": self.endpoint(catalog_id)}

    def _successor(self, pid: str) -> str | None:
        """The nomenclature whose entries a property's values are, if they are another's."""
        if pid == SUCCESSOR:
            newer = newer_than(self.shelf, self.shelved.id)
            return newer[-1] if newer else None
        return pid.partition(":")[2] if pid.startswith(f"{SUCCESSOR}:") else None

    def _column(
        self, one: Property, settings: dict[str, Any], entries: Sequence[Entry]
    ) -> Callable[[Entry], list[dict[str, Any]]]:
        """What finds the values of a property."""
        entities = self.shelved.entities
        catalog_id = self._successor(one.id)
        if catalog_id is not None:
            return self._successors(catalog_id, entries)
        if one.id == "parent":

            def parent(entry: Entry) -> list[dict[str, Any]]:
                above = self.shelved.catalog.ancestors(entry)
                return [entities.reference(above[-1])] if above else []

            return parent
        if one.entity:
            level = _ABOVE[one.id]

            def over(entry: Entry) -> list[dict[str, Any]]:
                above = entry if entry.level is level else entities.above(entry, level)
                return [] if above is None else [entities.reference(above)]

            return over
        bidang = _bidang(settings) if one.id == "code" else None
        return lambda entry: [{"str": text} for text in self._texts(one.id, entry, bidang) if text]

    def _texts(self, pid: str, entry: Entry, bidang: Code | None) -> Iterable[str]:
        if pid.startswith(EXTRA):
            return [text for heading, text in entry.extra if heading == pid[len(EXTRA) :]]
        if pid == "authority":
            return sorted(kind.label for kind in entry.authorities)
        if pid == "code":
            return [str(entry.code if bidang is None else entry.code.resolve(bidang))]
        special = {
            "level": entry.level.value,
            "status": entry.status.value,
            "version": self.shelved.id,
        }
        return [special[pid] if pid in special else str(getattr(entry, pid))]

    def _successors(
        self, catalog_id: str, entries: Sequence[Entry]
    ) -> Callable[[Entry], list[dict[str, Any]]]:
        from nomenklatur.crosswalk.chain import chain  # noqa: PLC0415 - if needed

        other = self.shelf.get(catalog_id)
        codes = list(dict.fromkeys(entry.code for entry in entries))
        if other is None or not codes:
            return lambda _entry: []
        try:
            way = chain(self.shelf.store, self.shelved.id, catalog_id, codes=codes).crosswalk
        except NomenklaturError:
            return lambda _entry: []  # no way leads there

        def values(entry: Entry) -> list[dict[str, Any]]:
            found: dict[str, dict[str, Any]] = {}
            for row in way.get(entry.code):
                kinds = entry.authorities if row.authority is None else {row.authority}
                if not entry.authorities or kinds & entry.authorities:
                    for target in row.targets:
                        kind = next(iter(kinds & entry.authorities or kinds), None)
                        there = other.catalog.get(target.code, kind)
                        value = (
                            {"id": str(target.code), "name": target.name or str(target.code)}
                            if there is None
                            else other.entities.reference(there)
                        )
                        found.setdefault(value["id"], value)
            return list(found.values())

        return values


def _read(data: object) -> tuple[list[str], list[tuple[str, dict[str, Any]]]]:
    """The identifiers and the properties of a data extension query."""
    if not isinstance(data, dict):
        raise Problem(400, _("a data extension query must be an object with ids and properties"))
    ids, properties = data.get("ids"), data.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Problem(400, _("ids must be a list of texts"))
    if not isinstance(properties, list) or not all(
        isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and isinstance(one.get("settings") or {}, dict)
        for one in properties
    ):
        raise Problem(400, _("properties must be a list of objects with an id"))
    if len(ids) > IDS or len(properties) > COLUMNS:
        detail = _("there may be {ids} ids and {properties} properties in one request")
        raise Problem(413, detail.format(ids=IDS, properties=COLUMNS))
    return ids, [(one["id"], one.get("settings") or {}) for one in properties]


def _bidang(settings: dict[str, Any]) -> Code | None:
    """The bidang urusan that the settings of a property name."""
    text = str(settings.get("bidang") or "").strip()
    if not text:
        return None
    with_problem = _("{text!r} is no bidang urusan; write it like 2.17").format(text=text[:50])
    try:
        return Code.parse(text, scheme=Scheme.NEW, level=Level.BIDANG_URUSAN)
    except CodeError as problem:
        raise Problem(400, with_problem) from problem

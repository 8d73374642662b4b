"""Reconciliation queries as clients send them, and what they ask.

The form of 0.2 (``query``, ``type``, ``properties``) and that of the 1.0 draft (``conditions``)
become the same question. A property's value that makes no sense is left out and said to be; a
query of the wrong shape refuses the batch.
"""

from __future__ import annotations

import contextlib
import functools
import json
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from nomenklatur.codes import Authority, Level, Scheme, read_code
from nomenklatur.errors import CodeError
from nomenklatur.language import _
from nomenklatur.match.query import Query
from nomenklatur.names import same_name
from nomenklatur.service.entities import level_of
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.codes import Code
    from nomenklatur.service.shelf import Shelf, Shelved

BATCH: Final = 500
"""Queries in one request at most."""
LIMIT: Final = 5
MOST: Final = 50
"""Candidates of a query: by default, and at most."""
LONGEST: Final = 1000
"""Characters of a name or a value that are looked at."""
STRICT: Final = ("any", "should", "all")


@frozen
class Question:
    """What a query asks.

    Attributes:
        query: What the engine is asked; its name may be empty.
        types: The levels that are wanted; empty for every level.
        strict: What to do with other levels: ``any`` leaves them out, ``should`` shows them if
            there is nothing else, ``all`` wants an entity of all of them.
        limit: Candidates at most.
        source: Id of the nomenclature that the name is written in, if known.
        identifier: Whether the name is an identifier for sure.
        required: Properties that a candidate must agree in.
        ignored: Properties whose values make no sense, and ``query`` for a name that was cut.
        asked: The name as it was asked, where it was recognised as another spelling.
        recognised: How surely it was recognised in its own nomenclature; None if it was not.
    """

    query: Query
    types: tuple[Level, ...] = ()
    strict: str = "any"
    limit: int = LIMIT
    source: str = ""
    identifier: bool = False
    required: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    asked: str = ""
    recognised: float | None = None


@frozen
class Reader:
    """Reads the queries of a batch.

    Attributes:
        shelf: The catalogs, one of which a name may be written in.
        shelved: The catalog that is asked.
    """

    shelf: Shelf
    shelved: Shelved
    _bidang: dict[str, Code | None] = field(factory=dict, init=False)

    @functools.cached_property
    def _versions(self) -> frozenset[str]:
        return frozenset(self.shelf.ids())

    def batch(self, data: object) -> dict[str, Question]:
        """The questions of a batch as 0.2 has it, by their keys.

        Raises:
            Problem: It is none, or too long.
        """
        if not isinstance(data, dict):
            raise Problem(400, _("the queries must be an object of queries"))
        _limited(len(data))
        return {str(key): self.question(query, str(key)) for key, query in data.items()}

    def list(self, data: object) -> list[Question]:
        """The questions of a batch as the 1.0 draft has it.

        Raises:
            Problem: It is none, or too long.
        """
        queries = data.get("queries") if isinstance(data, dict) else None
        if isinstance(queries, dict):  # as in 0.2
            return [*self.batch(queries).values()]
        if not isinstance(queries, list):
            raise Problem(400, _("there must be a list of queries"))
        _limited(len(queries))
        return [self.question(query, str(at)) for at, query in enumerate(queries)]

    def question(self, data: object, where: str = "query") -> Question:
        """The question of a query.

        Args:
            data: The query: an object, or a name alone.
            where: What to call it where it is wrong.

        Raises:
            Problem: It has not the shape of a query.
        """
        if isinstance(data, str):
            data = {"query": data}
        if not isinstance(data, dict):
            raise _wrong(where, _("must be an object"))
        found = Question(
            Query("", authority=self.shelf.authority),
            types=tuple(_types(data.get("type"), where)),
            limit=_limit(data.get("limit"), where),
            strict=_strict(data.get("type_strict"), where),
        )
        if "conditions" in data:
            found = self._conditions(found, data["conditions"], where)
        else:
            found = _named(found, _text(data.get("query", ""), where))
            properties = sorted(_properties(data.get("properties"), where), key=_version_first)
            for pid, value in properties:
                found = self._with(found, pid, value)
        if not found.query.name and found.query == Query("", authority=self.shelf.authority):
            raise _wrong(where, _("asks for nothing: it has neither a name nor properties"))
        return found

    def _conditions(self, found: Question, conditions: object, where: str) -> Question:
        if not isinstance(conditions, list) or not conditions:
            raise _wrong(where, _("conditions must be a list that is not empty"))
        if not all(isinstance(one, dict) and "v" in one for one in conditions):
            raise _wrong(where, _("a condition must be an object with a value v"))
        for condition in sorted(conditions, key=lambda one: _version_first((one.get("pid"), ""))):
            value = _value(condition["v"], where)
            match condition.get("matchType"):
                case "name":
                    found = _named(found, value)
                case "id":
                    found = evolve(_named(found, value), identifier=True)
                case "property" if isinstance(pid := condition.get("pid"), str):
                    if condition.get("matchQuantifier") == "none":
                        found = evolve(found, ignored=(*found.ignored, pid))
                        continue
                    found = self._with(found, pid, value)
                    if condition.get("required") is True and pid not in found.ignored:
                        found = evolve(found, required=found.required | {pid})
                case _:
                    raise _wrong(where, _("matchType must be name, id, or property with a pid"))
        return found

    def _with(self, found: Question, pid: str, value: str) -> Question:
        """The question with a property; one that makes no sense is said to be ignored."""
        value = value.strip()[:LONGEST]
        if not value:
            return found
        if pid == "version" and value in self._versions:
            return evolve(found, source=value)
        known = self._known(pid, value, found.source)
        if not known:
            return evolve(found, ignored=(*found.ignored, pid))
        return evolve(found, query=evolve(found.query, **known))

    def _known(self, pid: str, value: str, source: str) -> Mapping[str, Any]:
        """What a property says of a query; empty if nothing that makes sense."""
        known: dict[str, Any] = {}
        if pid in {"program", "indikator"}:
            known[pid] = value
        elif pid == "code" and (code := self._code(value, source)) is not None:
            known[pid] = code
        elif pid == "bidang":
            own = self._own_bidang(value)
            known["bidang_name" if own is None else pid] = value if own is None else own
        elif pid == "authority":
            with contextlib.suppress(CodeError):
                known[pid] = Authority.from_label(value)
        return known

    def _code(self, text: str, source: str) -> Code | None:
        """The code that a text is: by the grammar of its nomenclature, else the one that fits."""
        schemes = [Scheme.LEGACY, Scheme.NEW]
        if source:
            schemes = [self.shelf.store.open_catalog(source).info.scheme]
        readings = [read_code(text, scheme=scheme) for scheme in schemes]
        read = [reading for reading in readings if reading.code is not None]
        read.sort(key=lambda reading: bool(reading.repairs))
        return read[0].code if read else None

    def _own_bidang(self, value: str) -> Code | None:
        """The bidang urusan of the catalog that a code or a name means."""
        if value not in self._bidang:
            entities = self.shelved.entities
            named = entities.of_code(value) or [
                entry
                for entry in self.shelved.catalog.at(Level.BIDANG_URUSAN)
                if any(same_name(value, name) for name in entry.names)
            ]
            codes = {entry.code.bidang_urusan for entry in named} - {None}
            self._bidang[value] = codes.pop() if len(codes) == 1 else None
        return self._bidang[value]


def _named(found: Question, name: str) -> Question:
    name = " ".join(name.split())
    ignored = (*found.ignored, "query") if len(name) > LONGEST else found.ignored
    return evolve(found, query=evolve(found.query, name=name[:LONGEST]), ignored=ignored)


def _limited(count: int) -> None:
    if count > BATCH:
        detail = _("{count:,} queries in one batch; there may be {most}")
        raise Problem(413, detail.format(count=count, most=BATCH))


def _wrong(where: str, what: str) -> Problem:
    return Problem(400, f"{where[:50]}: {what}")


def _types(value: object, where: str) -> Iterator[Level]:
    """The levels of types; ``none`` of 0.1 is no type, and an unknown type no level."""
    values = value if isinstance(value, list) else [value]
    for one in values:
        if isinstance(one, dict):
            one = one.get("id")  # noqa: PLW2901 - the 0.1 form of the same
        if one is None or one == "":
            continue
        if not isinstance(one, str):
            raise _wrong(where, _("a type must be a text"))
        level = level_of(one)
        if level is None:
            known = ", ".join(level.value for level in Level)
            raise _wrong(where, _("there is no type {type!r}, but {known}").format(
                type=one[:50], known=known
            ))  # fmt: skip
        yield level


def _limit(value: object, where: str) -> int:
    if value is None:
        return LIMIT
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1:
        raise _wrong(where, _("the limit must be a whole number from 1"))
    return int(min(value, MOST))


def _strict(value: object, where: str) -> str:
    if value is None:
        return STRICT[0]
    if value not in STRICT:
        raise _wrong(where, _("type_strict must be any, should or all"))
    return str(value)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, _("the name must be a text"))
    return value


def _properties(value: object, where: str) -> Iterable[tuple[str, str]]:
    if value is None:
        return
    if not isinstance(value, list):
        raise _wrong(where, _("properties must be a list"))
    for one in value:
        pid = (one.get("pid") or one.get("p")) if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(pid, str) or "v" not in one:
            raise _wrong(where, _("a property must be an object with pid and v"))
        yield pid, _value(one["v"], where)


def _value(value: object, where: str) -> str:
    """The value of a property as a text; of several the first, of an entity its name or id."""
    if isinstance(value, list):
        value = value[0] if value else ""
    match value:
        case str() as text:
            pass
        case None:
            text = ""
        case bool() | int() | float():
            text = json.dumps(value)
        case {"name": str(text)} if text:
            pass
        case {"id": str(text)}:
            pass
        case _:
            raise _wrong(where, _("a value must be a text, a number, a boolean or an entity"))
    return text


def _version_first(pair: tuple[object, str]) -> bool:
    return pair[0] != "version"

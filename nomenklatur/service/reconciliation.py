"""The W3C Reconciliation Service API 0.2, with the routes of the 1.0 draft.

A catalog's service lives at ``/reconcile/<catalog-id>``. Manifest, queries and data extension are
at that address itself, as 0.2 has it; ``reconcile``, ``extend``, ``extend/propose``, ``suggest/…``
and ``preview`` lie below it, as the 1.0 draft has it. Every GET may be asked for as JSONP.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from attrs import frozen
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _
from nomenklatur.service.bodies import FORM, JSON, media_type, read_form, read_json
from nomenklatur.service.entities import level_of, type_of
from nomenklatur.service.extension import Extender, asked_properties, known_properties
from nomenklatur.service.manifest import manifest
from nomenklatur.service.matching import FEATURES, IGNORED, answer_all
from nomenklatur.service.pages import csp, entity_page, flyout, plain_flyout
from nomenklatur.service.questions import Reader
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from nomenklatur.codes import Level
    from nomenklatur.service.extension import Property
    from nomenklatur.service.matching import Found
    from nomenklatur.service.shelf import Shelf, Shelved
    from nomenklatur.service.workers import Workers

    Work = Callable[["Asked"], Any]

PREFIX: Final = "/reconcile"
SUGGESTED: Final = 10
_FARTHEST: Final = 1000
_LONGEST: Final = 200
"""Characters of a prefix that are looked at."""
_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]{0,99}(\.[A-Za-z_$][\w$]{0,99}){0,5}", re.ASCII)


@frozen
class Asked:
    """A request to the service of a catalog.

    Attributes:
        shelf: The catalogs that are served.
        shelved: The catalog.
        endpoint: Says the address of a catalog's service by its id.
        values: The fields of the query or the form.
        data: The JSON of the body, if it was JSON.
    """

    shelf: Shelf
    shelved: Shelved
    endpoint: Callable[[str], str]
    values: Mapping[str, str]
    data: Any = None

    def value(self, name: str) -> str:
        """A field; empty if there is none."""
        return self.values.get(name, "")


@frozen
class Reconciliation:
    """The services of all catalogs.

    Attributes:
        shelf: The catalogs.
        workers: The threads that answer.
    """

    shelf: Shelf
    workers: Workers

    def routes(self) -> list[Route]:
        """The routes below the application's root."""
        base = f"{PREFIX}/{{catalog}}"
        both = ["GET", "POST"]
        return [
            Route(base, self._route(_root), methods=both),
            Route(f"{base}/reconcile", self._route(_reconcile), methods=["POST"]),
            Route(f"{base}/extend", self._route(_extend), methods=both),
            Route(f"{base}/extend/propose", self._route(_propose)),
            Route(f"{base}/suggest/entity", self._route(_suggest_entity)),
            Route(f"{base}/suggest/type", self._route(_suggest_type)),
            Route(f"{base}/suggest/property", self._route(_suggest_property)),
            Route(f"{base}/flyout/entity", self._route(_flyout_entity)),
            Route(f"{base}/flyout/type", self._route(_flyout_type)),
            Route(f"{base}/flyout/property", self._route(_flyout_property)),
            Route(f"{base}/preview", self._route(_preview)),
            Route(f"{base}/view", self._route(_view)),
        ]

    def _route(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            values, data = await _brought(request)
            base = str(request.base_url)

            def endpoint(catalog_id: str) -> str:
                return f"{base}{PREFIX[1:]}/{quote(catalog_id, safe='')}"

            def worked() -> Any:  # noqa: ANN401 - JSON, or a page
                shelved = self._opened(request.path_params["catalog"])
                found = work(Asked(self.shelf, shelved, endpoint, values, data))
                return found if isinstance(found, Response) else json.dumps(found).encode()

            callback = values.get("callback", "") if request.method == "GET" else ""
            if callback and not _CALLBACK.fullmatch(callback):
                raise Problem(400, _("the callback must be the name of a function"))
            found = await self.workers.run(worked)
            if isinstance(found, Response):
                return found
            if callback:
                script = b"/**/" + callback.encode() + b"(" + found + b");"
                return Response(script, media_type="application/javascript")
            return Response(found, media_type=JSON)

        return answer

    def _opened(self, name: str) -> Shelved:
        try:
            shelved = self.shelf.get(name)
        except NomenklaturError as problem:
            raise Problem(503, str(problem)) from problem
        if shelved is None:
            detail = _("there is no catalog {name!r}, but {known}")
            known = ", ".join(self.shelf.ids())
            raise Problem(404, detail.format(name=name[:80], known=known))
        return shelved


async def _brought(request: Request) -> tuple[dict[str, str], Any]:
    """The fields and the JSON that a request brings."""
    values = dict(request.query_params)
    if request.method != "POST":
        return values, None
    kind, body = media_type(request), await request.body()
    if kind in {JSON, "application/ld+json"}:
        return values, read_json(body)
    if kind == FORM or not body:
        return values | read_form(body), None
    detail = _("{kind} is not understood; send a form or JSON").format(kind=kind[:80] or "?")
    raise Problem(415, detail)


def _root(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    """Manifest, queries or data extension, whichever is asked for."""
    if asked.data is not None:
        return _extended(asked, asked.data) if _is_extension(asked.data) else _listed(asked)
    if "extend" in asked.values:
        return _extended(asked, read_json(asked.value("extend")))
    if "queries" in asked.values:
        questions = Reader(asked.shelf, asked.shelved).batch(read_json(asked.value("queries")))
        answers = answer_all(asked.shelved, [*questions.values()])
        return {
            key: {"result": [_candidate(asked, one) for one in found]}
            for key, found in zip(questions, answers, strict=True)
        }
    if "query" in asked.values:
        text = asked.value("query").strip()
        question = Reader(asked.shelf, asked.shelved).question(
            read_json(text) if text.startswith("{") else text
        )
        return {
            "result": [_candidate(asked, one) for one in answer_all(asked.shelved, [question])[0]]
        }
    return manifest(asked.shelved, asked.endpoint(asked.shelved.id))


def _is_extension(data: object) -> bool:
    return isinstance(data, dict) and "ids" in data


def _reconcile(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    """The queries of the 1.0 draft, as JSON; of 0.2 in a form."""
    if asked.data is None and "queries" in asked.values:
        return _root(asked)
    return _listed(asked)


def _listed(asked: Asked) -> dict[str, Any]:
    questions = Reader(asked.shelf, asked.shelved).list(asked.data)
    answers = answer_all(asked.shelved, questions)
    return {"results": [{"candidates": [_candidate(asked, o) for o in found]} for found in answers]}


def _candidate(asked: Asked, found: Found) -> dict[str, Any]:
    entities, entry = asked.shelved.entities, found.entry
    return {
        "id": entities.id_of(entry),
        "name": entry.name,
        "description": entities.describe(entry),
        "type": [type_of(entry.level)],
        "score": round(found.score * 100, 2),
        "match": found.match,
        "features": [
            {"id": pid, "name": _feature(pid), "value": value} for pid, value in found.features
        ],
    }


def _feature(pid: str) -> str:
    if pid in FEATURES:
        return _(FEATURES[pid])
    return _(IGNORED).format(property=pid.removeprefix("ignored_"))


def _extend(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    if asked.data is not None:
        return _extended(asked, asked.data)
    if "extend" not in asked.values:
        raise Problem(400, _("send a data extension query, as JSON or in a field extend"))
    return _extended(asked, read_json(asked.value("extend")))


def _extended(asked: Asked, data: object) -> dict[str, Any]:
    return Extender(asked.shelf, asked.shelved, asked.endpoint).answer(data)


def _propose(asked: Asked) -> dict[str, Any]:
    """The properties that can be fetched for entities of a type."""
    limit = _number(asked, "limit", 1000)
    found: dict[str, Any] = {}
    kind = asked.value("type")
    properties = [one for one in known_properties(asked.shelf, asked.shelved) if one.fetched]
    if kind:
        level = _level(kind)
        found["type"] = level.value
        properties = [one for one in properties if _makes_sense(one, level)]
    if "limit" in asked.values:
        found["limit"] = limit
    return found | {"properties": [one.as_dict() for one in properties[:limit]]}


def _makes_sense(one: Property, level: Level) -> bool:
    """Whether a property is above a level, if it is a level."""
    own = level_of("bidang_urusan" if one.id == "bidang" else one.id)
    return own is None or own < level


def _suggest_entity(asked: Asked) -> dict[str, Any]:
    prefix = " ".join(asked.value("prefix").split())[:_LONGEST]
    start = _number(asked, "cursor", _FARTHEST, 0)
    entities = asked.shelved.entities
    entries = list(entities.of_code(prefix)) if prefix else []
    with asked.shelved.lock:
        hits = asked.shelved.catalog.search(
            prefix, authority=asked.shelf.authority, limit=start + SUGGESTED
        )
    entries += [hit.entry for hit in hits if hit.entry not in entries]
    return {
        "result": [
            {
                "id": entities.id_of(entry),
                "name": entry.name,
                "description": entities.describe(entry),
                "notable": [type_of(entry.level)],
            }
            for entry in entries[start : start + SUGGESTED]
        ]
    }


def _suggest_type(asked: Asked) -> dict[str, Any]:
    found = [type_of(level) for level in asked.shelved.levels]
    return _suggested(asked, found)


def _suggest_property(asked: Asked) -> dict[str, Any]:
    """The properties that a query may have, then those that can only be fetched."""
    known = known_properties(asked.shelf, asked.shelved)
    first = asked_properties()
    found = [one.as_dict() for one in (*first, *(one for one in known if one not in first))]
    return _suggested(asked, found)


def _suggested(asked: Asked, known: list[dict[str, str]]) -> dict[str, Any]:
    """Those of a few things whose identifier or name has what was typed, at its start before."""
    text = asked.value("prefix").strip().lower()
    start = _number(asked, "cursor", _FARTHEST, 0)
    found = [one for one in known if text in one["id"].lower() or text in one["name"].lower()]
    found.sort(key=lambda one: not one["name"].lower().startswith(text))
    return {"result": found[start : start + SUGGESTED]}


def _flyout_entity(asked: Asked) -> dict[str, str]:
    identifier = asked.value("id")
    entry = asked.shelved.entities.get(identifier)
    if entry is None:
        raise _nothing(identifier)
    return {"id": identifier, "html": flyout(asked.shelved, entry)}


def _flyout_type(asked: Asked) -> dict[str, str]:
    level = _level(asked.value("id"))
    count = len(asked.shelved.catalog.at(level))
    return {
        "id": asked.value("id"),
        "html": plain_flyout(level.label, _("{count:,} entries").format(count=count)),
    }


def _flyout_property(asked: Asked) -> dict[str, str]:
    identifier = asked.value("id")
    for one in known_properties(asked.shelf, asked.shelved):
        if one.id == identifier:
            return {"id": identifier, "html": plain_flyout(_(one.name), _(one.description))}
    raise _nothing(identifier)


def _preview(asked: Asked) -> Response:
    return _page(asked, small=True)


def _view(asked: Asked) -> Response:
    return _page(asked, small=False)


def _page(asked: Asked, *, small: bool) -> Response:
    entry = asked.shelved.entities.get(asked.value("id"))
    if entry is None:
        raise _nothing(asked.value("id"))
    page = entity_page(asked.shelved, entry, small=small)
    return HTMLResponse(page, headers={"content-security-policy": csp(framed=small)})


def _nothing(identifier: str) -> Problem:
    return Problem(404, _("there is nothing with the id {id!r}").format(id=identifier[:80]))


def _level(text: str) -> Level:
    level = level_of(text)
    if level is None:
        raise Problem(404, _("there is no type {type!r}").format(type=text[:80]))
    return level


def _number(asked: Asked, name: str, most: int, least: int = 1) -> int:
    """A number of a field; the most where it has none, or the least for a beginning."""
    text = asked.value(name)
    if not text:
        return least if least == 0 else most
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):  # noqa: PLR2004
        raise Problem(400, _("{name} must be a whole number").format(name=name))
    return min(int(text), most)

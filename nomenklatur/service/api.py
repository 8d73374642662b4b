"""The JSON API: translate a plan, look something up, say what is served."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from attrs import frozen
from starlette.responses import Response
from starlette.routing import Route

import nomenklatur
from nomenklatur.codes import Authority
from nomenklatur.language import _
from nomenklatur.service import plans
from nomenklatur.service.bodies import JSON, media_type, read_json
from nomenklatur.service.checking import errors_of
from nomenklatur.service.openapi import describe
from nomenklatur.service.operations import (
    CATALOGS,
    DESCRIPTION,
    HEALTH,
    LOOKUP,
    TRANSLATE,
    UPLOAD,
    XLSX,
)
from nomenklatur.service.reconciliation import PREFIX
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request

    from nomenklatur.crosswalk import Mapping
    from nomenklatur.lookup import Found
    from nomenklatur.service.operations import Operation
    from nomenklatur.service.shelf import Shelf
    from nomenklatur.service.workers import Workers
    from nomenklatur.tables.table import Document
    from nomenklatur.translate import Options

    Handler = Callable[[Request, dict[str, Any]], Awaitable[Any]]


@frozen
class Api:
    """The operations.

    Attributes:
        shelf: The catalogs that are served.
        quick: The threads for questions.
        slow: The threads for plans.
    """

    shelf: Shelf
    quick: Workers
    slow: Workers

    def routes(self) -> list[Route]:
        """The routes of the operations."""
        handlers: dict[Operation, Handler] = {
            TRANSLATE: self._translate,
            LOOKUP: self._lookup,
            CATALOGS: self._catalogs,
            HEALTH: self._health,
            DESCRIPTION: self._description,
        }
        return [_route(operation, handler) for operation, handler in handlers.items()]

    async def _translate(self, request: Request, values: dict[str, Any]) -> Any:  # noqa: ANN401
        reading = await self._reading(request)

        def work() -> Any:  # noqa: ANN401 - JSON
            from nomenklatur.plan.read import read_plan  # noqa: PLC0415 - loads the readers
            from nomenklatur.report.as_json import translation_dict  # noqa: PLC0415 - the same
            from nomenklatur.translate import translate  # noqa: PLC0415 - heavy

            options = self._options(values)
            plan = read_plan(reading(), table=values.get("table"), side=values.get("side"))
            return translation_dict(translate(plan, **options))

        return await self.slow.run(work)

    @staticmethod
    async def _reading(request: Request) -> Callable[[], Document]:
        """What reads the plan of a request; it is called in a thread."""
        kind = media_type(request)
        if kind == JSON:
            data = read_json(await request.body(), exact=True)
            schema = TRANSLATE.bodies[JSON]
            if wrong := errors_of(data, schema):
                said = "; ".join(f"{one['pointer'] or '/'} {one['detail']}" for one in wrong[:3])
                raise Problem(400, said, errors=wrong)
            return lambda: plans.document_of_rows(data)
        if kind in {"text/csv", XLSX}:
            body, name = await request.body(), "plan.xlsx" if kind == XLSX else "plan.csv"
            return lambda: plans.read(body, name)
        if kind == UPLOAD:
            body, name = await plans.uploaded(request)
            return lambda: plans.read(body, name)
        detail = _("{kind} is not understood; send {kinds}")
        kinds = ", ".join(TRANSLATE.bodies)
        raise Problem(415, detail.format(kind=kind[:80] or _("no media type"), kinds=kinds))

    def _options(self, values: dict[str, Any]) -> Options:
        """The options of a translation; ids only of what is served, never paths."""
        from nomenklatur.translation import Method  # noqa: PLC0415 - if needed

        off = {method for method in Method if values.get(f"no_{method.value}")}
        crosswalks = values.get("crosswalk")
        known = {one.id for one in self.shelf.store.crosswalks() if not one.problem}
        for name in crosswalks or ():
            if name not in known:
                raise Problem(404, _("there is no crosswalk {name!r}").format(name=name[:80]))
        return {
            "source": self._served(values.get("from")),
            "to": self._served(values.get("to")),
            "authority": values.get("authority") or self.shelf.authority,
            "bidang": values.get("bidang"),
            "crosswalks": crosswalks,
            "steps": [method for method in Method if method not in off],
            "store": self.shelf.store,
        }

    def _served(self, name: str | None) -> str | None:
        """The id of a catalog that is served.

        Raises:
            Problem: It is not.
        """
        if name is not None and name not in self.shelf.ids():
            known = ", ".join(self.shelf.ids())
            detail = _("there is no catalog {name!r}, but {known}")
            raise Problem(404, detail.format(name=name[:80], known=known))
        return name

    async def _lookup(self, request: Request, values: dict[str, Any]) -> Any:  # noqa: ANN401
        del request
        authority = values.get("authority")

        def work() -> Any:  # noqa: ANN401 - JSON
            from nomenklatur.lookup import look_up_in  # noqa: PLC0415 - if needed

            found = look_up_in(
                self.shelf.store,
                values["q"],
                source=self._served(values.get("from")),
                to=self._served(values.get("to")),
                authority=Authority.from_label(authority) if authority else self.shelf.authority,
                limit=values.get("limit", 5),
            )
            return {
                "format": "nomenklatur/lookup/1",
                "query": found.text,
                "codes": [str(code) for code in found.codes],
                "entries": [*self._entries(found.entries)],
                "below": [*self._entries(found.below)],
                "forward": [*_mappings(found.forward)],
                "backward": [*_mappings(found.backward)],
            }

        return await self.quick.run(work)

    def _entries(self, found: Iterable[Found]) -> Iterable[dict[str, Any]]:
        from nomenklatur.report.records import entry_record  # noqa: PLC0415 - loads the writers

        served = self.shelf.ids()
        for one in found:
            if one.catalog in served:
                score = {} if one.score is None else {"score": round(float(one.score), 4)}
                yield {"catalog": one.catalog, **score, **entry_record(one.entry)}

    async def _catalogs(self, request: Request, values: dict[str, Any]) -> Any:  # noqa: ANN401
        del values
        base = f"{request.base_url}{PREFIX[1:]}"
        return {
            "format": "nomenklatur/catalogs/1",
            "catalogs": [
                {
                    "id": one.id,
                    "title": one.title,
                    "entries": one.rows,
                    "imported": one.imported,
                    "partial": one.partial,
                    "reconcile": f"{base}/{quote(one.id, safe='')}",
                }
                for one in await self.quick.run(self.shelf.listed)
            ],
        }

    @staticmethod
    async def _health(request: Request, values: dict[str, Any]) -> Any:  # noqa: ANN401
        del request, values
        return {"status": "ok", "version": nomenklatur.__version__}

    @staticmethod
    async def _description(request: Request, values: dict[str, Any]) -> Any:  # noqa: ANN401
        del values
        return describe(str(request.base_url))


def _mappings(found: Iterable[tuple[str, Mapping]]) -> Iterable[dict[str, Any]]:
    """Mappings with the crosswalk that has them; where its file stands is nobody's business."""
    from nomenklatur.report.records import mapping_record  # noqa: PLC0415 - loads the writers

    for name, mapping in found:
        record = mapping_record(mapping)
        del record["place"]
        yield {"crosswalk": name, **record}


def _route(operation: Operation, handler: Handler) -> Route:
    async def answer(request: Request) -> Response:
        values = operation.values(request)
        found = await handler(request, values)
        return Response(json.dumps(found).encode(), media_type=JSON)

    return Route(operation.path, answer, methods=[operation.method])

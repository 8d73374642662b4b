"""The OpenAPI 3.1 description, made from the declarations of the operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import nomenklatur
from nomenklatur.codes import Authority, Level
from nomenklatur.schema import load_schema
from nomenklatur.service.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.service.operations import Operation

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}


def _object(required: str, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    return {"type": "object", "required": required.split(), "properties": properties}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_CODE_AND_NAME: Final = _object("code name", code=_TEXT, name=_TEXT, share=_TEXT)
_SCHEMAS: Final[dict[str, Any]] = {
    "Problem": {
        "description": "An error (RFC 9457).",
        **_object(
            "type title status detail",
            type=_TEXT,
            title=_TEXT,
            status={"type": "integer", "minimum": 400, "maximum": 599},
            detail=_TEXT,
            errors={"type": "array", "items": {"type": "object"}},
        ),
    },
    "Health": _object("status version", status={"type": "string", "const": "ok"}, version=_TEXT),
    "Catalogs": _object(
        "format catalogs",
        format={"const": "nomenklatur/catalogs/1"},
        catalogs=_list("Catalog"),
    ),
    "Catalog": _object(
        "id title entries imported reconcile",
        id=_TEXT,
        title=_TEXT,
        entries={"type": ["integer", "null"]},
        imported={"type": "boolean", "description": "Whether it is the user's own."},
        partial={"type": "string", "description": "Why it is only a part of the regulation."},
        reconcile={"type": "string", "description": "Address of its reconciliation service."},
    ),
    "Lookup": _object(
        "format query codes entries below forward backward",
        format={"const": "nomenklatur/lookup/1"},
        query=_TEXT,
        codes=_TEXTS,
        entries=_list("Entry"),
        below=_list("Entry"),
        forward=_list("Mapping"),
        backward=_list("Mapping"),
    ),
    "Entry": _object(
        "catalog code level name authorities status",
        catalog=_TEXT,
        score={"type": "number", "minimum": 0, "maximum": 1},
        code=_TEXT,
        level={"enum": [level.value for level in Level]},
        name=_TEXT,
        authorities={"type": "array", "items": {"enum": [kind.label for kind in Authority]}},
        status={"enum": ["active", "retired"]},
        indikator=_TEXT,
        satuan=_TEXT,
        kinerja=_TEXT,
        definition=_TEXT,
        official_name=_TEXT,
        aliases=_TEXTS,
    ),
    "Mapping": _object(
        "crosswalk source relation targets authority score",
        crosswalk=_TEXT,
        source=_CODE_AND_NAME,
        relation={"enum": ["exact", "close", "broad", "none", None]},
        targets={"type": "array", "items": _CODE_AND_NAME},
        authority={"type": ["string", "null"]},
        score={"type": ["number", "null"]},
    ),
    "OpenApi": _object("openapi info paths", openapi=_TEXT, info={"type": "object"}),
}
"""The schemas of the answers, besides that of translations."""


def describe(server: str, operations: Iterable[Operation] = OPERATIONS) -> dict[str, Any]:
    """The description.

    Args:
        server: The address of the service.
        operations: What to describe.
    """
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = one.as_openapi()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "nomenklatur",
            "version": nomenklatur.__version__,
            "summary": "Moves regional plans from one program nomenclature to the next.",
            "description": "Beside these operations, every nomenclature has a service of the W3C "
            "Reconciliation Service API 0.2; `/catalogs` says where. Where the service has a "
            "token, it is the first part of the path, or the bearer.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {**_SCHEMAS, **_translation()}},
    }


def _translation() -> dict[str, Any]:
    """The schema of a translation, with its parts as components."""
    schema = load_schema()
    parts = schema.pop("$defs", {})
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    found = {"Translation": schema} | {f"Translation_{name}": part for name, part in parts.items()}
    return {name: _pointed(part) for name, part in found.items()}


def _pointed(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same with references to definitions as references to components."""
    if isinstance(value, list):
        return [_pointed(part) for part in value]
    if not isinstance(value, dict):
        return value
    found = {key: _pointed(part) for key, part in value.items()}
    reference = found.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        found["$ref"] = f"#/components/schemas/Translation_{reference.removeprefix('#/$defs/')}"
    return found

"""Values against the schemas that describe them: the part of JSON Schema that the API uses.

The same schemas stand in the OpenAPI description, so that what is described is what is checked.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, Any]

_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float, Decimal),
    "boolean": (bool,),
    "null": (type(None),),
}
_MOST: Final = 20
"""Errors that are told at most."""


def errors_of(value: object, schema: Schema) -> list[dict[str, str]]:
    """What is wrong with a value: the place as a JSON pointer, and what is wrong there."""
    found = []
    for pointer, detail in _errors(value, schema, ""):
        found.append({"pointer": pointer, "detail": detail})
        if len(found) == _MOST:
            break
    return found


def _errors(value: object, schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    kinds = schema.get("type", list(_KINDS))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(_is(value, kind) for kind in kinds):
        yield at, _("must be of type {types}").format(types=_(" or ").join(kinds))
        return
    if "enum" in schema and value not in schema["enum"]:
        yield at, _("must be one of {values}").format(values=", ".join(map(str, schema["enum"])))
    if isinstance(value, str):
        yield from _of_text(value, schema, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _of_number(value, schema, at)
    elif isinstance(value, list):
        yield from _of_list(value, schema, at)
    elif isinstance(value, dict):
        yield from _of_object(value, schema, at)


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _KINDS[kind])


def _of_text(value: str, schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield (
            at,
            _("must have {least} to {most} characters").format(
                least=schema.get("minLength", 0), most=schema.get("maxLength", "…")
            ),
        )
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield at, _("must match {pattern}").format(pattern=schema["pattern"])


def _of_number(value: float, schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield (
            at,
            _("must be from {least} to {most}").format(
                least=schema.get("minimum", "…"), most=schema.get("maximum", "…")
            ),
        )


def _of_list(value: list[Any], schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield (
            at,
            _("must have {least} to {most} items").format(
                least=schema.get("minItems", 0), most=schema.get("maxItems", "…")
            ),
        )
    if "items" in schema:
        for number, item in enumerate(value):
            yield from _errors(item, schema["items"], f"{at}/{number}")


def _of_object(value: dict[str, Any], schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}/{name}", _("is missing")
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield (
            at,
            _("must have {least} to {most} members").format(
                least=schema.get("minProperties", 0), most=schema.get("maxProperties", "…")
            ),
        )
    more = schema.get("additionalProperties", {})
    for name, part in value.items():
        pointer = f"{at}/{name.replace('~', '~0').replace('/', '~1')}"
        if name in known:
            yield from _errors(part, known[name], pointer)
        elif more is False:
            yield pointer, _("is not known here")
        else:
            yield from _errors(part, more, pointer)


def read_parameter(text: str, schema: Schema) -> object:
    """The value of a query parameter: a text where it cannot be what the schema wants."""
    match schema.get("type"):
        case "integer" if re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
            return int(text)
        case "boolean" if text in {"true", "false"}:
            return text == "true"
        case _:
            return text

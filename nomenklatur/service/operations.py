"""How an operation of the JSON API is declared.

What stands here is checked in every request and is what the OpenAPI description says, so that the
two cannot drift apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.codes import Authority
from nomenklatur.language import _
from nomenklatur.service.bodies import JSON
from nomenklatur.service.checking import errors_of, read_parameter
from nomenklatur.web.problems import MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    Schema = Mapping[str, Any]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD: Final = "multipart/form-data"
MANY: Final = 50_000
"""Rows of a plan in JSON at most."""

ID: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
AUTHORITY: Final[Schema] = {"type": "string", "enum": [kind.label for kind in Authority]}
CELL: Final[Schema] = {"type": ["string", "number", "null"], "maxLength": 32_000}


@frozen(eq=False)
class Parameter:
    """A parameter of the query.

    Attributes:
        name: Its name.
        schema: What its value must be.
        description: What it is.
        required: Whether it must be there.
    """

    name: str
    schema: Schema
    description: str
    required: bool = False

    def as_openapi(self) -> dict[str, Any]:
        """The parameter for the description."""
        return {
            "name": self.name,
            "in": "query",
            "description": self.description,
            "required": self.required,
            "schema": self.schema,
        }


@frozen(eq=False)
class Operation:
    """An operation.

    Attributes:
        id: Its identifier.
        method: The HTTP method.
        path: The path.
        summary: What it does, in a line.
        answer: Name of the schema of the answer.
        description: More on it.
        parameters: The parameters of the query; others are refused.
        bodies: The schema of the body by the media type; empty for none.
        refusals: The further statuses of its refusals, with their reasons.
    """

    id: str
    method: str
    path: str
    summary: str
    answer: str
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    bodies: Mapping[str, Schema] = field(factory=dict)
    refusals: Mapping[int, str] = field(factory=dict)

    def as_openapi(self) -> dict[str, Any]:
        """The operation for the description."""
        found: dict[str, Any] = {
            "operationId": self.id,
            "summary": self.summary,
            "description": self.description or self.summary,
            "parameters": [one.as_openapi() for one in self.parameters],
            "responses": {
                "200": {
                    "description": "The answer.",
                    "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{self.answer}"}}},
                },
                **{
                    str(status): {"description": reason, "content": _PROBLEM}
                    for status, reason in {**COMMON, **self.refusals}.items()
                },
            },
        }
        if self.bodies:
            found["requestBody"] = {
                "required": True,
                "content": {kind: {"schema": schema} for kind, schema in self.bodies.items()},
            }
        return found

    def values(self, request: Request) -> dict[str, Any]:
        """The values of a request's parameters; lists where a parameter may be repeated.

        Raises:
            Problem: One is missing, unknown, or not what it must be.
        """
        known = {one.name: one for one in self.parameters}
        found: dict[str, Any] = {}
        errors = []
        for name, text in request.query_params.multi_items():
            if name not in known:
                errors.append({"parameter": name[:80], "detail": _("is not known here")})
            elif known[name].schema["type"] == "array":
                item = read_parameter(text, known[name].schema["items"])
                found.setdefault(name, []).append(item)
            elif name in found:
                errors.append({"parameter": name, "detail": _("is given twice")})
            else:
                found[name] = read_parameter(text, known[name].schema)
        for name, one in known.items():
            if name in found:
                wrong = errors_of(found[name], one.schema)
                errors += [{"parameter": name, "detail": each["detail"]} for each in wrong]
            elif one.required:
                errors.append({"parameter": name, "detail": _("is missing")})
        if errors:
            said = "; ".join(f"{each['parameter']} {each['detail']}" for each in errors[:3])
            raise Problem(400, said, errors=errors[:20])
        return found


COMMON: Final[Mapping[int, str]] = {
    400: "The request is malformed; `errors` says where.",
    401: "The token is missing or wrong (where the service has one).",
    403: "A page of another origin asked.",
    408: "The body did not come in time.",
    413: "The body is too long.",
    421: "The Host header names another host.",
    503: "Too much at once, or an answer that takes too long; try again later.",
}
"""The refusals of every operation."""
_PROBLEM: Final = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}

_FROM = Parameter("from", ID, "Id of the nomenclature to come from.")
_TO = Parameter("to", ID, "Id of the nomenclature to go to.")
_AUTHORITY = Parameter("authority", AUTHORITY, "The kind of region.")

ROWS: Final[Schema] = {
    "type": "object",
    "required": ["rows"],
    "additionalProperties": False,
    "properties": {
        "rows": {
            "type": "array",
            "minItems": 1,
            "maxItems": MANY,
            "description": "The rows of the table; the keys are its headings, such as Kode, "
            "Program/Kegiatan and Pagu 2021. Amounts are whole rupiah.",
            "items": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 200,
                "additionalProperties": CELL,
            },
        },
        "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": "What findings call the table; `rows` if it is not said.",
        },
    },
}
_FILE: Final[Schema] = {"type": "string", "contentMediaType": "application/octet-stream"}

TRANSLATE: Final = Operation(
    "translate",
    "POST",
    "/translate",
    "Translate a plan into another nomenclature.",
    "Translation",
    "The plan comes as rows in JSON, or as a file: CSV, XLSX, or as the part `plan` of a form. "
    "The answer is that of `nomenklatur translate -f json`.",
    (
        Parameter("from", ID, "Id of the nomenclature that the plan is in; by default what its "
                  "codes say."),
        Parameter("to", ID, "Id of the nomenclature to translate to."),
        Parameter("authority", AUTHORITY, "The kind of region; by default what the plan says."),
        Parameter("bidang", {"type": "string", "pattern": r"^[1-9]\.[0-9]{2}$"},
                  "Bidang urusan of the office, such as 2.17."),
        Parameter("table", ID, "Number of the table, or name of the sheet."),
        Parameter("side", {"type": "string", "enum": ["left", "right"]},
                  "Side of a table that shows two plans."),
        Parameter("crosswalk", {"type": "array", "items": ID, "maxItems": 20},
                  "Mapping to trust, the most trusted first; may be given several times."),
        Parameter("no_crosswalk", {"type": "boolean"}, "Trust no mapping."),
        Parameter("no_exact", {"type": "boolean"}, "Take no equal name."),
        Parameter("no_fuzzy", {"type": "boolean"}, "Take and show no likely name."),
    ),
    {
        JSON: ROWS,
        "text/csv": {"type": "string", "minLength": 1},
        XLSX: _FILE,
        UPLOAD: {
            "type": "object",
            "required": ["plan"],
            "additionalProperties": False,
            "properties": {"plan": {"type": "string", "format": "binary"}},
        },
    },
    {
        404: "A nomenclature or mapping that is named is not served.",
        415: "The body is of a kind that is not read.",
        422: "The body holds no plan that can be translated; `detail` says why.",
    },
)  # fmt: skip
LOOKUP: Final = Operation(
    "lookup",
    "GET",
    "/lookup",
    "Look a code or a text up, in either direction.",
    "Lookup",
    "An old code shows what becomes of it, a new one what it comes from; a text finds entries by "
    "their names.",
    (
        Parameter("q", {"type": "string", "minLength": 1, "maxLength": 500},
                  "A code in any spelling, or words of a name.", required=True),
        _FROM,
        _TO,
        _AUTHORITY,
        Parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50},
                  "How many entries of each nomenclature a text may find; 5 if it is not said."),
    ),
    refusals={404: "A nomenclature that is named is not served."},
)  # fmt: skip
CATALOGS: Final = Operation(
    "catalogs", "GET", "/catalogs", "The nomenclatures that are served.", "Catalogs"
)
HEALTH: Final = Operation(
    "health", "GET", "/health", "Whether the service answers. Needs no token.", "Health"
)
DESCRIPTION: Final = Operation("openapi", "GET", "/openapi.json", "This description.", "OpenApi")
OPERATIONS: Final = (TRANSLATE, LOOKUP, CATALOGS, HEALTH, DESCRIPTION)

"""What requests bring: JSON and forms, read strictly."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import parse_qsl

from nomenklatur.language import _
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

_FIELDS: Final = 20
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


def read_json(data: bytes | str, *, exact: bool = False) -> Any:  # noqa: ANN401 - JSON
    """JSON as plain values.

    Args:
        data: The JSON.
        exact: Whether numbers with a point become decimals, which keep what is written.

    Raises:
        Problem: It is none: not UTF-8, malformed, too deep, or with NaN in it.
    """
    try:
        text = data.decode() if isinstance(data, bytes) else data
        number = Decimal if exact else None
        found = json.loads(text, parse_constant=_no_number, parse_float=number)
        if "\\u" in text:
            _check_whole(found)
    except UnicodeDecodeError as problem:
        detail = _("not UTF-8: {problem}").format(problem=problem)
        raise Problem(400, detail) from problem
    except RecursionError as problem:
        raise Problem(400, _("the JSON is nested too deeply")) from problem
    except ValueError as problem:
        detail = _("no JSON: {problem}").format(problem=problem)
        raise Problem(400, detail) from problem
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(_("{word} is no JSON number").format(word=word))


def _check_whole(found: object) -> None:
    """Refuse halves of characters, which JSON can write and UTF-8 cannot."""
    if _SURROGATE.search(json.dumps(found, ensure_ascii=False, default=str)):
        raise ValueError(_("it has half a character (a lone surrogate)"))


def read_form(data: bytes) -> dict[str, str]:
    """The fields of a form, the last of each name.

    Raises:
        Problem: It is none.
    """
    try:
        return dict(
            parse_qsl(
                data.decode("ascii"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=_FIELDS,
            )
        )
    except ValueError as problem:
        detail = _("no form in UTF-8: {problem}").format(problem=problem)
        raise Problem(400, detail) from problem


def media_type(request: Request) -> str:
    """The media type of a request's body, without parameters; empty if it tells none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()

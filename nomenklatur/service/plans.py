"""Plans as requests bring them: rows in JSON, or a file."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.tables.limits import Limits
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from nomenklatur.tables.table import Document

READING: Final = Limits(
    file_bytes=64 * 2**20, unpacked_bytes=256 * 2**20, cells=2_000_000, elements=2_000_000
)
"""What a file may hold; less than on the command line, as strangers may send it."""


def document_of_rows(data: Mapping[str, Any]) -> Document:
    """The table of rows in JSON, read as a CSV file of the same cells is.

    Raises:
        ReadError: They hold no table.
    """
    rows = data["rows"]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_cell(row.get(heading)) for heading in headings] for row in rows)
    return read(stream.getvalue().encode(), f"{data.get('name', 'rows')}.csv")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def read(data: bytes, name: str) -> Document:
    """The document of a file.

    Raises:
        ReadError: It cannot be read.
    """
    from nomenklatur.tables.read import read_bytes  # noqa: PLC0415 - loads the readers

    if not data.strip():
        raise ReadError(_("the file is empty"))
    return read_bytes(data, name, limits=READING)


async def uploaded(request: Request) -> tuple[bytes, str]:
    """The file of a form, and its name without folders.

    Raises:
        Problem: The form is malformed, or has no such file.
    """
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 - for uploads only
    from starlette.datastructures import UploadFile  # noqa: PLC0415 - the same
    from starlette.exceptions import HTTPException  # noqa: PLC0415 - the same

    try:
        async with request.form(max_files=1, max_fields=1) as form:
            plan = form.get("plan")
            if set(form) != {"plan"} or not isinstance(plan, UploadFile | str):
                raise Problem(400, _("the form must have one part, the file plan"))
            if isinstance(plan, str):
                return plan.encode("utf-8", "surrogateescape"), "plan.csv"
            return await plan.read(), base_name(plan.filename or "plan")
    except (HTTPException, FormParserError, UnicodeError, ValueError, KeyError) as problem:
        detail = getattr(problem, "detail", "") or str(problem)
        raise Problem(400, _("the form is malformed: {detail}").format(detail=detail)) from problem


def base_name(name: str) -> str:
    """The name of a file without folders and what does not print."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "plan"

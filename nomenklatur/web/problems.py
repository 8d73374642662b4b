"""Errors as answers: ``application/problem+json`` (RFC 9457), or plain text for a browser."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Message, Scope, Send

MEDIA_TYPE: Final = "application/problem+json"
CLOSE: Final = {"connection": "close"}
"""Headers of an answer to a request of which the rest is not read."""


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A request that is refused.

    Args:
        status: The HTTP status.
        detail: What is wrong and what to do about it, for people.
        headers: Further headers of the answer.
        members: Further members of the problem, such as ``errors``.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Any,  # noqa: ANN401 - JSON
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members

    def as_dict(self) -> dict[str, Any]:
        """The problem as its JSON object."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """The headers of a request, by their names in lower case; the first of each counts."""
    found: dict[bytes, bytes] = {}
    for name, value in scope.get("headers", ()):
        found.setdefault(name.lower(), value)
    return found


@define
class Answering:
    """Passes an answer on, and remembers whether it has begun.

    Attributes:
        send: Where the answer goes.
        begun: Whether any of it has gone there.
    """

    send: Send
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        """Pass a part on."""
        self.begun = True
        await self.send(message)


async def answer(scope: Scope, send: Send, problem: Problem, *, more: bool = False) -> None:
    """Send a problem: plain text where a browser shows the answer as a page, else JSON.

    Args:
        scope: The request.
        send: Where the answer goes.
        problem: The problem.
        more: Whether the answer stays open, to be ended by an empty part.
    """
    if b"text/html" in headers_of(scope).get(b"accept", b""):
        kind, body = "text/plain; charset=utf-8", f"{problem.status}: {problem.detail}\n".encode()
    else:
        kind, body = MEDIA_TYPE, json.dumps(problem.as_dict()).encode()
    headers = {
        "content-type": kind,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        **problem.headers,
    }
    await send(
        {
            "type": "http.response.start",
            "status": problem.status,
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": more})

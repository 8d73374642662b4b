"""How much and how long: the body of a request, the time for sending it, the time for its answer.

A body is read whole before the application sees it, so that what is too long or too slow is
refused before any work, whether or not its length was told.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.language import _
from nomenklatur.web.problems import CLOSE, Answering, Problem, answer, headers_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SLOWEST: Final = 32 * 1024
"""Bytes a second at which a body may come however long it is."""
LINGER: Final = 2.0
"""Seconds in which the rest of a refused body is thrown away, so that its sender reads why."""


@frozen
class Limits:
    """The limits of requests.

    Attributes:
        body: Bytes of a body at most.
        bodies: Bytes of all bodies that are being read or worked on, at most.
        reading: Seconds for a client to send its body, and a second more for every 32 KiB of it.
        answering: Seconds for the application to answer.
    """

    body: int = 8 * 2**20
    bodies: int = 64 * 2**20
    reading: float = 20.0
    answering: float = 60.0


class Held:
    """How many bytes of bodies are held at the moment."""

    def __init__(self) -> None:
        self.bytes = 0


@frozen
class Bodies:
    """Reads bodies within the limits: 413 for one too long, 408 for one too slow.

    503 where all bodies at once would be too much.

    Attributes:
        app: The application, which gets each body in one piece.
        limits: The limits.
    """

    app: ASGIApp
    limits: Limits
    _held: Held = field(factory=Held, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, and pass the request on or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        parts: list[bytes] = []
        try:
            told = _length(scope)
            if told > self.limits.body:
                raise self._too_long()
            async with asyncio.timeout(self.limits.reading) as limit:
                if not await self._read(receive, parts, limit):
                    return  # the client has gone
        except TimeoutError:
            detail = _("the body comes too slowly")
            await answer(scope, send, Problem(408, detail, headers=CLOSE))
        except Problem as problem:
            await self._refuse(scope, receive, send, problem)
        else:
            await self.app(scope, _replayed(b"".join(parts), receive), send)
        finally:
            self._held.bytes -= sum(map(len, parts))

    async def _read(self, receive: Receive, parts: list[bytes], limit: asyncio.Timeout) -> bool:
        """Read the body into the parts; False if the client goes away meanwhile."""
        size = 0
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return False
            body: bytes = message.get("body", b"")
            more = message.get("more_body", False)
            size += len(body)
            if size > self.limits.body:
                raise self._too_long()
            parts.append(body)
            limit.reschedule((limit.when() or 0) + len(body) / SLOWEST)
            self._held.bytes += len(body)
            if self._held.bytes > self.limits.bodies:
                detail = _("too much is being sent at once; try again in a moment")
                raise Problem(503, detail, headers={**CLOSE, "retry-after": "5"})
        return True

    def _too_long(self) -> Problem:
        detail = _("a request may have at most {size:,} bytes").format(size=self.limits.body)
        return Problem(413, detail, headers=CLOSE)

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send, problem: Problem) -> None:
        """Refuse; who goes on sending is listened to for a moment, or never sees the answer."""
        waits = headers_of(scope).get(b"expect", b"").lower() == b"100-continue"
        await answer(scope, send, problem, more=not waits)
        if waits:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect" or not message.get("more_body"):
                        break
        await send({"type": "http.response.body", "body": b""})


def _length(scope: Scope) -> int:
    """The length that a request tells; 0 if it tells none."""
    text = headers_of(scope).get(b"content-length", b"")
    return int(text) if text.isdigit() else 0


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body that was read, then what comes after it."""
    read = False

    async def replay() -> Message:
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


@frozen
class Answers:
    """Gives the application so many seconds for an answer; 503 if it has not begun one by then.

    An answer that has begun, and that the client does not take, is broken off.

    Attributes:
        app: The application.
        seconds: The time.
    """

    app: ASGIApp
    seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and stop what takes too long."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answering = Answering(send)
        try:
            async with asyncio.timeout(self.seconds) as limit:
                await self.app(scope, receive, answering)
        except TimeoutError:
            if not limit.expired():
                raise
            if not answering.begun:
                detail = _("the answer would take more than {seconds:g} seconds; ask for less")
                late = Problem(
                    503, detail.format(seconds=self.seconds), headers={"retry-after": "30"}
                )
                await answer(scope, send, late)

"""Uvicorn as this project runs it: quiet, patient at the end, impatient with slow heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from types import FrameType

    from starlette.types import ASGIApp


def make_server(app: ASGIApp, *, grace: int, head: float, connections: int) -> uvicorn.Server:
    """A server for an application.

    Args:
        app: The application.
        grace: Seconds in which requests may finish after a stop.
        head: Seconds for the head of a request.
        connections: Connections at most.
    """
    protocol = type("Protocol", (_Protocol,), {"head_seconds": head})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="asyncio",
        log_config=None,
        log_level="critical",  # defects are logged by `protect`, the rest is clients' business
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=connections,
        timeout_graceful_shutdown=grace,
    )
    return _Server(config)


class _Server(uvicorn.Server):
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; at the second signal at once. The signal is not raised again: the end is orderly.

        Args:
            sig: The signal.
            frame: Where it came.
        """
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True


class _Protocol(H11Protocol):
    """Closes connections whose next request does not come, or not to the end of its head."""

    head_seconds: float = 10.0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        cycle: Any = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._forget()  # the head is there
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_seconds, self._give_up)

    def _forget(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        self._head_timer = None
        cycle: Any = self.cycle
        if cycle is None or cycle.response_complete:
            self.transport.close()

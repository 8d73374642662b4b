"""The server: an address that is known before anything runs, and a graceful stop."""

from __future__ import annotations

import contextlib
import contextvars
import ipaddress
import re
import secrets
import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import uvicorn
    from starlette.types import ASGIApp

CONNECTIONS: Final = 200
"""Connections at most; one more is answered 503."""
HEAD: Final = 10.0
"""Seconds for a client to send the head of a request."""
GRACE: Final = 30
"""Seconds in which requests that are being worked on may finish after a stop."""


class ServeError(NomenklaturError):
    """An address that cannot be listened on."""


def new_token() -> str:
    """A token that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(24)


def is_token(text: str) -> bool:
    """Whether a text may be a token: it must stand in a path as it is."""
    return re.fullmatch(r"[A-Za-z0-9_-]+", text) is not None


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@frozen
class Listener:
    """A socket that listens.

    Attributes:
        socket: The socket.
        host: The host that was asked for.
        port: Its port.
    """

    socket: socket.socket = field(repr=False)
    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return is_loopback(self.host)

    def url(self, token: str = "") -> str:
        """Its address, ending in ``/``; with the token as the first part of the path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/{f'{token}/' if token else ''}"

    def hosts(self) -> frozenset[str]:
        """The Host headers by which it may be called."""
        names = {"127.0.0.1", "localhost", "[::1]"} if self.loopback else set()
        names.add((f"[{self.host}]" if ":" in self.host else self.host).lower())
        bare = names if self.port == 80 else set()  # noqa: PLR2004 - the port that is left out
        return frozenset({f"{name}:{self.port}" for name in names} | bare)

    def close(self) -> None:
        """Listen no more."""
        self.socket.close()


def bind(host: str = "127.0.0.1", port: int = 0) -> Listener:
    """Listen on an address.

    Args:
        host: An address of this machine, or its name.
        port: The port; 0 for any that is free.

    Raises:
        ServeError: The address cannot be had.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError, OverflowError) as problem:
        raise ServeError(
            _("there is no address {host}:{port}").format(host=host, port=port),
            remedy=_("give an address of this machine, such as 127.0.0.1"),
        ) from problem
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(CONNECTIONS)
    except OSError as problem:
        listening.close()
        raise ServeError(
            _("cannot listen on {host}:{port}: {reason}").format(
                host=host, port=port, reason=problem.strerror
            ),
            remedy=_("another program may have the port; --port 0 takes a free one"),
        ) from problem
    return Listener(listening, host, listening.getsockname()[1])


class Server:
    """Runs an application on a socket that listens already.

    Args:
        app: The application.
        listener: The socket; it is closed when the server ends.
        grace: Seconds in which requests that are being worked on may finish after a stop.
        head: Seconds for a client to send the head of a request.
        connections: Connections at most.
    """

    def __init__(
        self,
        app: ASGIApp,
        listener: Listener,
        *,
        grace: int = GRACE,
        head: float = HEAD,
        connections: int = CONNECTIONS,
    ) -> None:
        from nomenklatur.web.uvicorn_server import make_server  # noqa: PLC0415 - heavy

        self.listener = listener
        self._server: uvicorn.Server = make_server(
            app, grace=grace, head=head, connections=connections
        )

    def run(self) -> None:
        """Serve until SIGINT, SIGTERM or `stop`; then finish what is being worked on.

        A second signal ends it at once. Off the main thread, only `stop` ends it.
        """
        try:
            self._server.run(sockets=[self.listener.socket])
        finally:
            self.listener.close()

    def stop(self) -> None:
        """Take no more requests, and end when those at hand are answered. From any thread."""
        self._server.should_exit = True

    @contextlib.contextmanager
    def in_background(self) -> Iterator[str]:
        """Serve in a thread for a block, which gets the address without a token."""
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(self.run,), daemon=True)
        thread.start()
        try:
            yield self.listener.url()
        finally:
            self.stop()
            thread.join()

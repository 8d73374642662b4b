"""Who may ask: the Host that was meant, the Origin that asks, and a token.

A page on loopback is open to every program on the machine and to every page that the user's
browser shows. The Host header tells apart who was sent here by a name that is not ours (DNS
rebinding), Origin and Sec-Fetch-Site tell a foreign page, the token keeps out other users.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from attrs import frozen

from nomenklatur.language import _
from nomenklatur.web.problems import Problem, answer, headers_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""


def path_of(scope: Scope) -> str:
    """The path of a request within the application, without a prefix that was taken off."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if path == root or path.startswith(f"{root}/") else path


def is_under(path: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a path is one of some paths or lies below one."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


@frozen
class Hosts:
    """Refuses requests that name another host (421).

    Attributes:
        app: The application.
        hosts: Host headers that are ours, with the port.
    """

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http":
            host = headers_of(scope).get(b"host", b"").decode("latin-1").lower()
            if host not in self.hosts:
                detail = _("this service answers to {hosts}, not to {host!r}").format(
                    hosts=", ".join(sorted(self.hosts)), host=host
                )
                await answer(scope, send, Problem(421, detail))
                return
        await self.app(scope, receive, send)


@frozen
class Origins:
    """Refuses requests by which a page of another origin would change something (403).

    Attributes:
        app: The application.
        shared: Paths that pages of any origin may use.
    """

    app: ASGIApp
    shared: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http" and not self._allows(scope):
            detail = _("pages of other origins may not send anything here")
            await answer(scope, send, Problem(403, detail))
            return
        await self.app(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        if scope["method"] in SAFE or is_under(path_of(scope), self.shared):
            return True
        headers = headers_of(scope)
        origin = headers.get(b"origin")
        if origin is None:  # no browser, or one that says it in the other way
            return headers.get(b"sec-fetch-site", b"none") in {b"none", b"same-origin"}
        try:
            parts = urlsplit(origin.decode("latin-1"))
        except ValueError:
            return False
        host = headers.get(b"host", b"").decode("latin-1")
        return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()


@frozen
class Token:
    """Lets in who knows the token (else 401), and takes it off the path.

    The token is the first part of the path (``/<token>/…``), which every client can be told by
    its address alone; programs that keep secrets out of addresses may send it as
    ``Authorization: Bearer`` instead.

    Attributes:
        app: The application, which finds the prefix in ``root_path``.
        token: The token.
        free: Paths that need none, such as a health check.
    """

    app: ASGIApp
    token: str
    free: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http":
            first = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
            if self._is_token(first):
                root = f"{scope.get('root_path', '')}/{first}"
                scope = {**scope, "root_path": root}
            elif not self._is_token(self._bearer(scope)) and not is_under(
                path_of(scope), self.free
            ):
                detail = _("the address lacks the token; use the one that was shown at the start")
                headers = {"www-authenticate": "Bearer"}
                await answer(scope, send, Problem(401, detail, headers=headers))
                return
        await self.app(scope, receive, send)

    def _is_token(self, text: str) -> bool:
        return secrets.compare_digest(text.encode(), self.token.encode())

    @staticmethod
    def _bearer(scope: Scope) -> str:
        value = headers_of(scope).get(b"authorization", b"").decode("latin-1")
        kind, _space, token = value.partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


@frozen
class Cors:
    """Lets pages of every origin read the answers of some paths.

    Attributes:
        app: The application.
        shared: The paths.
    """

    app: ASGIApp
    shared: tuple[str, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights; add the headers to other answers."""
        if scope["type"] != "http" or not is_under(path_of(scope), self.shared):
            await self.app(scope, receive, send)
            return
        headers = headers_of(scope)
        own = [
            (b"access-control-allow-origin", b"*"),
            (b"cross-origin-resource-policy", b"cross-origin"),
        ]
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            own += [
                (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
                (b"access-control-allow-headers", b"Content-Type, Accept, Authorization"),
                (b"access-control-max-age", b"86400"),
            ]
            if b"access-control-request-private-network" in headers:
                own.append((b"access-control-allow-private-network", b"true"))
            await send({"type": "http.response.start", "status": 204, "headers": own})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        await self.app(scope, receive, send_on)

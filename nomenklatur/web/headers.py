"""Headers that tell browsers to be careful with every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTHING_CSP: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For answers that are no pages: nothing of them runs, loads or is framed."""
PAGE_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""For pages: scripts, styles and pictures are files of the page's own origin; none is inline."""


@frozen
class Headers:
    """Adds security headers to every answer; what an answer sets itself stays.

    Attributes:
        app: The application.
        csp: The Content-Security-Policy.
    """

    app: ASGIApp
    csp: str = NOTHING_CSP

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                has = {name.lower() for name, _value in given}
                given += [pair for pair in self._own() if pair[0] not in has]
                message = {**message, "headers": given}
            await send(message)

        await self.app(scope, receive, send_on)

    def _own(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"content-security-policy", self.csp.encode("latin-1")),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
            (b"cache-control", b"no-store"),
        ]

"""All protections around an application, in their order."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import _
from nomenklatur.web.guards import Cors, Hosts, Origins, Token
from nomenklatur.web.headers import NOTHING_CSP, PAGE_CSP, Headers
from nomenklatur.web.limits import Answers, Bodies, Limits
from nomenklatur.web.problems import Answering, Problem, answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from nomenklatur.web.server import Listener

__all__ = ["NOTHING_CSP", "PAGE_CSP", "Limits", "protect"]

_log: Final = logging.getLogger("nomenklatur.web")
_LIMITS: Final = Limits()


def protect(  # noqa: PLR0913 - each protects from something else
    app: ASGIApp,
    listener: Listener,
    *,
    token: str = "",
    csp: str = NOTHING_CSP,
    limits: Limits = _LIMITS,
    shared: tuple[str, ...] = (),
    free: tuple[str, ...] = (),
    any_host: bool = False,
) -> ASGIApp:
    """An application with every protection around it.

    Args:
        app: The application.
        listener: Where it listens, which says what Host headers are right.
        token: What ``/<token>/…`` or ``Authorization: Bearer`` must say; empty for none. The
            prefix arrives as ``root_path``, so that Starlette's routes and ``url_for`` work.
        csp: The Content-Security-Policy of answers that set none.
        limits: How much and how long.
        shared: Paths that pages of any origin may use and read (CORS).
        free: Paths that need no token.
        any_host: Whether it may be called by any name. Only sensible with a token.
    """
    app = Answers(app, limits.answering)
    app = Bodies(app, limits)
    app = Origins(app, shared)
    app = Cors(app, shared) if shared else app
    app = Token(app, token, free) if token else app
    app = app if any_host else Hosts(app, listener.hosts())
    return Headers(_Defects(app), csp)


@frozen
class _Defects:
    """Answers 500 where the application fails, and writes why to the log."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1003})
            return
        answering = Answering(send)
        try:
            await self.app(scope, receive, answering)
        except Exception as defect:
            if scope["type"] != "http":
                raise
            _log.exception("%s %s", scope["method"], scope["path"], exc_info=defect)
            if not answering.begun:
                detail = _("a defect of the program; its log says where")
                await answer(scope, send, Problem(500, detail))

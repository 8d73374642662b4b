"""The page served: on loopback alone, behind a token, until it is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.review.web.app import Page
from nomenklatur.web.protect import PAGE_CSP, Limits, protect
from nomenklatur.web.server import Server, bind, new_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from nomenklatur.review.session import Session

HOST = "127.0.0.1"
_LIMITS = Limits(body=256 * 2**10, bodies=4 * 2**20)


def serve(
    session: Session,
    *,
    port: int = 0,
    command: str = "",
    started: Callable[[str], None],
) -> None:
    """Serve a session's page until it is finished, or the process gets SIGINT or SIGTERM.

    Args:
        session: The session.
        port: The port; 0 for any that is free.
        command: What to run when the review is over, as the page says at the end.
        started: Gets the address of the page when it can be opened.

    Raises:
        ServeError: The port cannot be had.
    """
    listener = bind(HOST, port)
    token = new_token()
    page = Page(session, command)
    app = protect(page.app(), listener, token=token, csp=PAGE_CSP, limits=_LIMITS)
    server = Server(app, listener, grace=5)
    page.stop = server.stop
    started(listener.url(token))
    server.run()

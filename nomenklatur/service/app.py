"""The service as one application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from nomenklatur.errors import NomenklaturError
from nomenklatur.service.api import Api
from nomenklatur.service.pages import csp, index_page
from nomenklatur.service.reconciliation import PREFIX, Reconciliation
from nomenklatur.service.workers import Workers
from nomenklatur.web.problems import Problem, answer
from nomenklatur.web.protect import Limits, protect

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from nomenklatur.service.shelf import Shelf
    from nomenklatur.web.server import Listener

LIMITS: Final = Limits(body=32 * 2**20, bodies=128 * 2**20, reading=30.0, answering=120.0)
QUICK: Final = (4, 64)
SLOW: Final = (2, 8)
"""Threads, and requests that may wait for one: for questions, and for whole plans."""


def make_app(shelf: Shelf) -> Starlette:
    """The service without protection, as tests and other servers want it.

    Args:
        shelf: The catalogs that are served.
    """
    quick, slow = Workers(*QUICK), Workers(*SLOW)

    async def index(request: Request) -> Response:
        served = await quick.run(shelf.listed)
        page = index_page(served, str(request.base_url))
        return HTMLResponse(page, headers={"content-security-policy": csp()})

    routes = [
        Route("/", index),
        *Api(shelf, quick, slow).routes(),
        *Reconciliation(shelf, quick).routes(),
    ]
    handlers: dict[Any, Any] = {
        Problem: _refused,
        HTTPException: _refused,
        NomenklaturError: _refused,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


def make_service(
    shelf: Shelf, listener: Listener, *, token: str = "", limits: Limits = LIMITS
) -> ASGIApp:
    """The service as it is run.

    Args:
        shelf: The catalogs that are served.
        listener: Where it listens. Beyond loopback it may be called by any name.
        token: What the address or the bearer must say; empty for none.
        limits: How much and how long.
    """
    return protect(
        make_app(shelf),
        listener,
        token=token,
        limits=limits,
        shared=(PREFIX,),
        free=("/health",),
        any_host=not listener.loopback,
    )


async def _refused(request: Request, problem: Exception) -> Response:
    """The answer to a request that cannot be answered."""
    del request
    match problem:
        case Problem():
            found = problem
        case HTTPException(status_code=status, detail=detail):
            found = Problem(status, detail, headers=problem.headers)
        case _:
            found = Problem(422, str(problem))
    return _Refusal(found)


class _Refusal(Response):
    """A problem as Starlette's handlers answer it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(status_code=problem.status)
        self.problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        await answer(scope, send, self.problem)

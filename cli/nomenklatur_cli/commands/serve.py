"""`nomenklatur serve`."""

from __future__ import annotations

import click

from nomenklatur.language import N_, _
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, Choice, option

SHORTEST = 16
"""Characters that a token must have."""


@click.command(
    "serve",
    cls=Command,
    examples="""
    nomenklatur serve
    nomenklatur serve --port 0 --catalog permendagri-90-2019 --authority kabupaten_kota
    nomenklatur serve --host 0.0.0.0 --expose
    """,
)
@option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="NUMBER",
    help=N_("Port to listen on; 0 takes a free one."),
)  # fmt: skip
@option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help=N_("Address to listen on; one that other machines reach only with --expose."),
)  # fmt: skip
@click.option("--expose", is_flag=True, help=N_("Let other machines in. Needs a token."))
@click.option(
    "--token", envvar="NOMENKLATUR_TOKEN", metavar="TEXT",
    help=N_("What a request must know: the first part of its path, or its bearer. Better in "
    "NOMENKLATUR_TOKEN than on the command line, which other users see."),
)  # fmt: skip
@click.option(
    "--catalog", "catalogs", metavar="ID", multiple=True,
    help=N_("Nomenclature to serve; may be given several times. By default all."),
)  # fmt: skip
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Kind of region of questions that name none."),
)  # fmt: skip
def command(  # noqa: PLR0913 - its options
    *,
    port: int,
    host: str,
    expose: bool,
    token: str | None,
    catalogs: tuple[str, ...],
    authority: str | None,
) -> None:
    """Answer OpenRefine and other programs over HTTP.

    Every nomenclature has a reconciliation service (W3C Reconciliation Service API 0.2) at
    /reconcile/ID, for OpenRefine and its kin; /openapi.json describes the JSON API: translate,
    lookup, catalogs, health. The address is the first line of standard output. Ctrl+C ends the
    service when it has answered what it is working on.
    """
    from nomenklatur.codes import Authority  # noqa: PLC0415 - not for --help
    from nomenklatur.service.app import make_service  # noqa: PLC0415 - the same
    from nomenklatur.service.shelf import Shelf  # noqa: PLC0415 - the same
    from nomenklatur.web.server import Server, bind  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import put, say  # noqa: PLC0415 - the same

    _check(host, token, expose=expose)
    shelf = Shelf.of(catalogs, Authority.from_label(authority) if authority else None)
    listener = bind(host, port)
    server = Server(make_service(shelf, listener, token=token or ""), listener)
    put(f"{listener.url(token or '')}\n")
    say(_("serving {catalogs}; Ctrl+C ends").format(catalogs=", ".join(shelf.ids())))
    server.run()


def _check(host: str, token: str | None, *, expose: bool) -> None:
    """Whether a service may listen there.

    Raises:
        click.UsageError: Other machines would reach it unasked, or without a token.
    """
    from nomenklatur.web.server import is_loopback, is_token, new_token  # noqa: PLC0415 - as above

    if token is not None and (len(token) < SHORTEST or not is_token(token)):
        raise click.UsageError(
            _("a token has at least {n} letters, digits, - and _").format(n=SHORTEST)
        )
    if is_loopback(host):
        return
    if not expose:
        raise click.UsageError(
            _("{host} is reached from other machines; say --expose if they shall").format(host=host)
        )
    if token is None:
        raise click.UsageError(
            _("a service that other machines reach needs a token, such as {token}").format(
                token=new_token()
            )
        )

"""What the tests of the review share: the Semarang plan, and the command line."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from attrs import define, field
from click.testing import CliRunner, Result

from nomenklatur.catalog.store import Store
from nomenklatur.plan.read import read_plan
from nomenklatur.review.opening import open_session
from nomenklatur_cli.main import cli
from tests.review.logs import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from nomenklatur.review import Queue, Session


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no catalogs but the embedded ones, English."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("NOMENKLATUR_DECISIONS", "NOMENKLATUR_AUTHOR", "NOMENKLATUR_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def renja(root: Path) -> Path:
    """The Semarang plan."""
    return root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"


@pytest.fixture(scope="session")
def semarang(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Queue:
    """The questions of the Semarang plan without its crosswalk, by the embedded catalogs alone.

    How many there are, and which, hangs on the matcher; the tests only hang on there being some.
    """
    store = Store(tmp_path_factory.mktemp("home"))
    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt")
    return open_session(plan, Memory(), crosswalks=(), store=store).queue


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process."""

    def run_cli(*arguments: object, keys: str = "") -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=keys)

    return run_cli


@define
class Opened:
    """A page that is open on a session, and what it complained of."""

    page: Page
    session: Session
    complaints: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the page is at rest."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def settle(self) -> None:
        """Wait until what was asked for is on the page."""
        self.wait_until("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")

    def wait_until(self, expression: str, seconds: float = 15.0) -> None:
        """Wait until an expression is true; Playwright's own way needs what the policy forbids."""
        until = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, expression
            self.page.wait_for_timeout(20)

    def text(self, selector: str) -> str:
        return " ".join(self.page.locator(selector).inner_text().split())

    @property
    def heading(self) -> str:
        return self.text("#item")


class Opener(Protocol):
    """Opens the page of a session in the browser."""

    def __call__(self, session: Session, **context: Any) -> Opened:
        """Serve it, open it and wait until its script is ready."""


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens pages behind all protections; every page must stay silent and alone."""
    from nomenklatur.review.web.app import Page as App  # noqa: PLC0415 - needs starlette
    from nomenklatur.web.protect import PAGE_CSP, protect  # noqa: PLC0415 - the same
    from nomenklatur.web.server import Server, bind, new_token  # noqa: PLC0415 - the same

    with contextlib.ExitStack() as stack:

        def opener(session: Session, **context: Any) -> Opened:
            listener, token = bind(), new_token()
            app = App(session, "nomenklatur translate renja.xlsx")
            server = Server(protect(app.app(), listener, token=token, csp=PAGE_CSP), listener)
            app.stop = server.stop
            stack.enter_context(server.in_background())
            settings = {"viewport": {"width": 1380, "height": 900}, **context}
            made = browser.new_context(**settings)
            stack.callback(made.close)
            page = made.new_page()
            page.set_default_timeout(15_000)
            opened = Opened(page, session)
            page.on("console", lambda message: opened.complaints.append(message.text))
            page.on("pageerror", lambda error: opened.complaints.append(str(error)))
            page.on("dialog", lambda dialog: opened.complaints.append(f"dialog {dialog.message}"))
            page.on("request", lambda request: opened.requests.append(request.url))
            page.goto(listener.url(token))
            page.wait_for_selector("html[data-awake]", state="attached")
            return opened

        yield opener

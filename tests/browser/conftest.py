"""A browser for the pages that the program writes; skipped where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest
from attrs import define, field

from nomenklatur.report import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from nomenklatur.report import Payload


@define
class Opened:
    """A page that is open, and what it complained of.

    Attributes:
        page: The page.
        complaints: Errors, refusals of its policy, and anything it wrote to the console.
        requests: What it asked for besides itself.
    """

    page: Page
    complaints: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)


class Opener(Protocol):
    """Opens a report in the browser."""

    def __call__(self, payload: Payload, **context: Any) -> Opened:
        """Write it, open it and wait until its script is ready."""


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens reports; every page must stay silent and alone."""
    contexts = []

    def opener(payload: Payload, **context: Any) -> Opened:
        path = tmp_path / "report.html"
        write(payload, path)
        settings = {"viewport": {"width": 1280, "height": 900}, **context}
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        opened = Opened(page)
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: opened.complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: opened.requests.append(request.url))
        page.goto(path.as_uri())
        if settings.get("java_script_enabled", True):
            page.wait_for_selector("html[data-awake]", state="attached")
        return opened

    yield opener
    for context in contexts:
        context.close()

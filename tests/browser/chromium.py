"""Debian's Chromium through Playwright, kept off the network."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

EXECUTABLE: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own.

    Raises:
        ImportError: There is no Chromium.
    """
    if not EXECUTABLE.exists():
        raise ImportError(f"there is no {EXECUTABLE}; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(EXECUTABLE), headless=True, args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()

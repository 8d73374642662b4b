"""Draw the pictures of docs/review.md: the review of the Semarang plan, in Chromium.

    python tools/make_review_images.py

Everything on them is as a planner meets it, with the embedded catalogs and without the crosswalk.
Needs Playwright, Pillow and Chromium.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
PLAN = "examples/renja-2021-dinas-koperasi-kota-semarang.txt"
IMAGES = ROOT / "docs" / "images"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
DARK: dict[str, Any] = {**WIDE, "color_scheme": "dark"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True,
}  # fmt: skip
COLOURS = 255
"""A page has few; a picture of few is small."""
REST = "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"


@contextlib.contextmanager
def reviewing(folder: str) -> Iterator[str]:
    """The command, running; gives its address."""
    command = [
        sys.executable, "-m", "nomenklatur_cli", "review", PLAN, "--no-crosswalk", "--no-browser",
        "--decisions", str(Path(folder) / "keputusan.jsonl"), "--author", "Siti", "--lang", "en",
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env=os.environ | {"NOMENKLATUR_HOME": folder},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate()


def press(page: Page, *keys: str) -> None:
    """Press keys, each when the page is at rest."""
    for key in keys:
        page.keyboard.press(key)
        while not page.evaluate(REST):
            page.wait_for_timeout(20)


def opened(browser: Browser, address: str, settings: dict[str, Any]) -> Page:
    """The page, awake."""
    page = browser.new_context(**settings).new_page()
    page.goto(address)
    page.wait_for_selector("html[data-awake]", state="attached")
    return page


def draw(page: Page, name: str) -> None:
    """Keep what is on the screen."""
    page.wait_for_timeout(200)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    small.save(IMAGES / f"review-{name}.png", optimize=True)


def main() -> None:
    """Draw all pictures."""
    browser_file = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_file is None:
        raise SystemExit("Chromium is not installed")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        reviewing(folder) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_file, args=list(FLAGS))
        page = opened(browser, address, WIDE)
        draw(page, "page")
        press(page, "1", "j", "b")
        press(page, "/")
        page.keyboard.type("koprasi simpna pinjam")
        page.wait_for_selector("#hits li")
        draw(page, "search")
        press(page, "Escape", "s")
        page.wait_for_selector("#split-form")
        page.locator("[name=share]").nth(0).fill("60")
        page.wait_for_selector("#split-result tfoot")
        draw(page, "split")
        page.context.close()
        draw(opened(browser, address, DARK), "dark")
        draw(opened(browser, address, PHONE), "phone")
        browser.close()


if __name__ == "__main__":
    main()

"""Fixtures that several test folders use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

UNHURRIED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True, max_examples=40
)
settings.register_profile("default", UNHURRIED)
settings.register_profile("ci", UNHURRIED, derandomize=True, max_examples=25)
settings.register_profile("thorough", UNHURRIED, max_examples=1000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default")
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of catalogs, crosswalks and plans beside the project; skips without it."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside the project")
    return folder


@pytest.fixture(scope="module")  # while it is open, nothing else here can run an event loop
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    from tests.browser.chromium import chromium  # noqa: PLC0415 - needs playwright

    try:
        with chromium() as opened:
            yield opened
    except ImportError as problem:
        pytest.skip(str(problem))

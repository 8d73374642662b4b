"""Fixtures that several test folders use."""

from __future__ import annotations

import io
import os
import subprocess
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import IO, TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

_UNHURRIED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True, max_examples=40
)
# the same examples in every run, on every machine; `make explore` tries others
settings.register_profile("default", _UNHURRIED, derandomize=True)
settings.register_profile(
    "explore", _UNHURRIED, max_examples=int(os.environ.get("EXAMPLES", "400"))
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
FEW = settings(max_examples=max(settings.default.max_examples // 2, 10))
"""For properties one example of which takes a twentieth of a second or more."""


def unexpected_skips(reasons: Iterable[str], expected: str) -> list[str]:
    """The reasons to skip that are none of those expected.

    Args:
        reasons: Why tests were skipped.
        expected: How such reasons begin, one a line; lines that begin with # are comments.
    """
    known = tuple(line for line in expected.splitlines() if line and not line.startswith("#"))
    return sorted({reason for reason in reasons if not reason.startswith(known)})


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for a skip that NOMENKLATUR_SKIPS, a file, does not expect."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    expected = os.environ.get("NOMENKLATUR_SKIPS")
    if not expected or reporter is None or hasattr(session.config, "workerinput"):
        return
    reports = reporter.stats.get("skipped", ())
    reasons = (str(one.longrepr[2]).removeprefix("Skipped: ") for one in reports)
    if odd := unexpected_skips(reasons, Path(expected).read_text("utf-8")):
        reporter.ensure_newline()
        for reason in odd:
            reporter.write_line(f"a skip that is not expected ({expected}): {reason}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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


class _PdfReader:
    """Stands for the process that reads a PDF, and is none: the same records, in this process."""

    def __init__(self, command: Sequence[str], *, stdin: IO[bytes], **_more: Any) -> None:
        from nomenklatur.tables.pdf import child  # noqa: PLC0415 - heavy

        pages, letters, *ocr = command[3:]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            records = child._records(stdin.read(), int(pages), int(letters), recognise=bool(ocr))
            self.stdout = io.StringIO("".join(f"{record}\n" for record in records))

    def kill(self) -> None:
        """Nothing is left to end."""

    def wait(self) -> None:
        """Nothing is left to wait for."""


@pytest.fixture(scope="module")
def pdf_read_here() -> Iterator[None]:
    """PDFs are read in this process, for tests of anything but that there is another.

    The other one takes most of the time of a small PDF to start.
    """
    from nomenklatur.tables.pdf import pages  # noqa: PLC0415 - heavy

    with pytest.MonkeyPatch.context() as patch:
        known = SimpleNamespace(Popen=_PdfReader, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
        patch.setattr(pages, "subprocess", known)
        yield

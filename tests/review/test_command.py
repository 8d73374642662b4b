"""`nomenklatur review` around the page: who decides, and the browser."""

from __future__ import annotations

import subprocess
import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur_cli.commands import review
from nomenklatur_cli.reviewing.who import author_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def git_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose git knows nobody."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_who_is_named_decides(git_home: Path) -> None:
    assert ("Siti", "--author") == (author_of("Siti").name, author_of("Siti").origin)


def test_else_who_git_says_writes_here(git_home: Path) -> None:
    (git_home / "gitconfig").write_text("[user]\nname = Siti Aminah\n")

    author = author_of(None)
    assert ("Siti Aminah", "git config user.name") == (author.name, author.origin)


def test_else_whose_account_it_is(git_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "siti")

    assert ("siti", "your account") == (author_of(None).name, author_of(None).origin)


def test_a_git_that_does_not_answer_is_none(
    git_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hangs(*_arguments: Any, **_options: Any) -> None:
        raise subprocess.TimeoutExpired("git", 5)

    monkeypatch.setattr(subprocess, "run", hangs)
    monkeypatch.setenv("LOGNAME", "siti")

    assert "siti" == author_of(None).name


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_the_page_is_opened_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    urls = []
    monkeypatch.setattr(webbrowser, "open", lambda url: urls.append(url) or True)
    monkeypatch.setenv(screen, ":0")

    assert review._open("http://127.0.0.1:1/x/")
    assert ["http://127.0.0.1:1/x/"] == urls


def test_no_browser_is_started_in_the_terminal_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: pytest.fail("a browser was started"))
    monkeypatch.setattr("sys.platform", "linux")
    for name in review._SCREENS:
        monkeypatch.delenv(name, raising=False)

    assert not review._open("http://127.0.0.1:1/x/")

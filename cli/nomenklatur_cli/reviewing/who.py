"""Who decides, where nobody said."""

from __future__ import annotations

import shutil
import subprocess

from attrs import frozen

from nomenklatur.language import _
from nomenklatur_cli.decided import account

_SECONDS = 5.0


@frozen
class Author:
    """Who decides.

    Attributes:
        name: The name; empty if nobody is known.
        origin: Where it comes from.
    """

    name: str
    origin: str


def author_of(given: str | None) -> Author:
    """Who decides: who is named, else who git says writes here, else whose account it is."""
    if given:
        return Author(given, "--author")
    if name := _git_name():
        return Author(name, "git config user.name")
    return Author(account(), _("your account"))


def _git_name() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        result = subprocess.run(  # noqa: S603 - git, as it was looked up
            [git, "config", "user.name"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.decode("utf-8", "replace").strip() if result.returncode == 0 else ""

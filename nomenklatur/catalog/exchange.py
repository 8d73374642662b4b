"""Folders that are replaced while others read them: never missing, never half old and half new."""

from __future__ import annotations

import errno
import os
import sys
import time
from typing import TYPE_CHECKING, Final, TypeVar

from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_AT_WORKING_DIRECTORY: Final = -100
_EXCHANGE: Final = 2
_READINGS: Final = 12
_FIRST_PAUSE: Final = 0.001  # seconds, doubled each time; four seconds in all


def exchange(fresh: Path, folder: Path) -> None:
    """Let two folders change places; the second one need not be there.

    Where the system can (Linux), in one step, so that there is no moment without a folder.

    Raises:
        OSError: They cannot; both are where they were.
    """
    if not folder.exists():
        fresh.rename(folder)
        return
    if folder.is_file():
        raise NotADirectoryError(errno.ENOTDIR, _("a file is in its place"), str(folder))
    if fresh.exists() and exchange_at_once(fresh, folder):
        return
    aside = fresh.with_name(f"{fresh.name}.aside")
    folder.rename(aside)
    try:
        if fresh.exists():
            fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    aside.rename(fresh)


def exchange_at_once(one: Path, other: Path) -> bool:
    """The exchange of renameat2(2); False where the system or the file system has none."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415 - heavy

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    here = ctypes.c_int(_AT_WORKING_DIRECTORY)
    names = (os.fsencode(one.absolute()), os.fsencode(other.absolute()))
    return bool(rename(here, names[0], here, names[1], ctypes.c_uint(_EXCHANGE)) == 0)


def read_whole(folder: Path, read: Callable[[], T]) -> T:
    """What a folder says, all of it from before or all of it from after a replacement.

    The files of a folder are read one after the other. If it is replaced between two of them, or
    is away for a moment where it cannot be exchanged in one step, they are read again.

    Args:
        folder: The folder.
        read: Reads its files, and raises if they are missing or do not agree.

    Raises:
        NomenklaturError: What `read` raises of a folder that nobody is replacing.
    """
    pause = _FIRST_PAUSE
    for reading in range(_READINGS):
        before = _identity(folder)
        try:
            return read()
        except NomenklaturError:
            replaced = _identity(folder) != before or (before is None and _is_in_hand(folder))
            if not replaced or reading == _READINGS - 1:
                raise
        time.sleep(pause)
        pause *= 2
    raise AssertionError  # the last reading returns or raises


def _identity(folder: Path) -> tuple[int, ...] | None:
    """What tells a folder from one that took its place; None if there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_ctime_ns


def _is_in_hand(folder: Path) -> bool:
    """Whether somebody is replacing a folder: what is written beside it begins with its name."""
    try:
        return any(name.startswith(f".{folder.name}-") for name in os.listdir(folder.parent))  # noqa: PTH208 - names alone
    except OSError:
        return False

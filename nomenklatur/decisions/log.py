"""Writing a decisions file: locked, whole, and safe at every byte.

One decision is appended in one write; several go in together or not at all, by a new file that
takes the old one's place. Both are on the disk before `DecisionLog.append` returns. What a killed
program left of a line stays a line of its own (rule NK226) and is never joined to the next.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.decisions.decision import DecisionError, now
from nomenklatur.decisions.lines import read_line, write_line
from nomenklatur.decisions.reading import decisions_of
from nomenklatur.errors import NomenklaturError, ReadError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.decisions.decision import Decision
    from nomenklatur.decisions.decisions import Decisions

TIMEOUT: Final = 10.0
_BINARY: Final = getattr(os, "O_BINARY", 0)


class LockedError(NomenklaturError):
    """A decisions file that another program is writing."""


class WriteError(NomenklaturError):
    """A decisions file that cannot be written."""


@frozen
class DecisionLog:
    """A decisions file that people's programs append to.

    Args:
        path: The file; it and its lock (``.<name>.lock`` beside it) are made when first needed.
        timeout: How many seconds to wait for another writer.
    """

    path: Path = field(converter=Path)
    timeout: float = field(default=TIMEOUT, kw_only=True)

    def read(self) -> Decisions:
        """The decisions; none if there is no file yet.

        Raises:
            ReadError: The file cannot be read.
            BadRowsError: Lines of it are no decisions; all are named.
        """
        data = self._data()
        if data and not data.endswith(b"\n"):
            with contextlib.suppress(NomenklaturError), self.locked():  # somebody may be writing
                data = self._data()
        return decisions_of(data, file=str(self.path))

    def append(self, *decisions: Decision) -> None:
        """Add decisions at the end, all or none; they are on the disk when it returns.

        Raises:
            DecisionError: One of them cannot be kept.
            LockedError: Another program has been writing the file for too long.
            WriteError: The file cannot be written.
        """
        if not decisions:
            return
        lines = b"".join(_line(decision) for decision in decisions)
        with self.locked():
            self._append(lines, single=len(decisions) == 1)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out, for what has to be read and written in one step.

        Raises:
            LockedError: Another program has been writing the file for too long.
            WriteError: The lock cannot be made.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only to write

        target = Path(os.path.realpath(self.path))
        place = target.with_name(f".{target.name}.lock")
        lock = FileLock(place, is_singleton=True)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=self.timeout)
        except Timeout as error:
            raise LockedError(
                _("{holder} is writing the file").format(holder=_holder(place)),
                place=Place(str(self.path)),
                remedy=_("wait for it to end, then try again"),
            ) from error
        except OSError as error:
            raise self._refused(error) from error
        try:
            _sign(place, _me())
            _new(target).unlink(missing_ok=True)  # what a killed writer may have left
            yield
        finally:
            if lock.lock_counter == 1:  # nobody around this one holds it on
                _sign(place, "")
            lock.release()

    def _data(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ReadError(
                _("cannot read decisions: {error}").format(error=error.strerror),
                place=Place(str(self.path)),
            ) from error

    def _append(self, lines: bytes, *, single: bool) -> None:
        target = Path(os.path.realpath(self.path))
        try:
            with contextlib.suppress(FileNotFoundError):
                lines = _between(target) + lines
            if single:
                _write(target, lines)
            else:
                _replace(target, lines)
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> WriteError:
        return WriteError(
            _("cannot be written: {error}").format(error=error.strerror or error),
            place=Place(str(self.path)),
        )


def _line(decision: Decision) -> bytes:
    """A decision as it stands in the file.

    Raises:
        DecisionError: It would not be read back as it is.
    """
    text = write_line(decision)
    if read_line(text, decision.place) != decision:
        raise DecisionError(_("{line} would not be read back as it is").format(line=text))
    return f"{text}\n".encode()


def _between(target: Path) -> bytes:
    """What has to stand between the end of a file and the next line.

    Raises:
        FileNotFoundError: There is no file yet.
    """
    with target.open("rb") as stream:
        if stream.seek(0, os.SEEK_END) == 0:
            return b""
        stream.seek(-1, os.SEEK_END)
        return b"" if stream.read(1) == b"\n" else b"\n"


def _write(target: Path, lines: bytes) -> None:
    """Append to a file in one write; a full disk leaves it as it was."""
    is_new = not target.exists()
    handle = os.open(target, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o666)
    try:
        size = os.fstat(handle).st_size
        try:
            rest = memoryview(lines)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(target.parent)


def _new(target: Path) -> Path:
    """Where a file is written anew before it takes the old one's place."""
    return target.with_name(f".{target.name}.new")


def _replace(target: Path, lines: bytes) -> None:
    """Append several lines, all or none: a new file takes the old one's place."""
    new = _new(target)
    try:
        with new.open("wb") as stream:
            with contextlib.suppress(FileNotFoundError), target.open("rb") as old:
                new.chmod(stat.S_IMODE(os.fstat(old.fileno()).st_mode))
                shutil.copyfileobj(old, stream)
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """See that a new name in a folder outlives a loss of power, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sign(lock: Path, holder: str) -> None:
    """Write into a lock who holds it, for whoever waits."""
    with contextlib.suppress(OSError):
        lock.write_text(holder, "utf-8")


def _holder(lock: Path) -> str:
    """Who holds a lock, as far as the lock says it."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if text := lock.read_text("utf-8").strip():
            return text
    return _("another program")


def _me() -> str:
    user = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = f"{getpass.getuser()}@"
    return f"{user}{platform.node()}, {os.getpid()}, {now()}"

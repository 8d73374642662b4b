"""Reports into files: whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.report.formats import FORMATS, format_of, require_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.report.payloads import Payload, View


def render(payload: Payload, format: str, view: View | None = None) -> str:  # noqa: A002 - its name
    """A report as text.

    Raises:
        ConfigError: There is no such format, or it is no text.
    """
    chosen = require_format(format)
    if chosen.write is None:
        raise ConfigError(
            _("{name} is no text").format(name=chosen.name), remedy=_("write it into a file")
        )
    stream = io.StringIO()
    chosen.write(payload, stream, view)
    return stream.getvalue()


def render_bytes(payload: Payload, format: str, view: View | None = None) -> bytes:  # noqa: A002
    """A report as the bytes of a file; text is UTF-8.

    Raises:
        ConfigError: There is no such format.
    """
    chosen = require_format(format)
    if chosen.write_binary is None:
        return render(payload, format, view).encode()
    stream = io.BytesIO()
    chosen.write_binary(payload, stream, view)
    return stream.getvalue()


def write(
    payload: Payload,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - its name
    view: View | None = None,
) -> None:
    """Write a report into a file. The file is complete, or it is as it was.

    Args:
        payload: A translation, a roll-up, findings or listings.
        path: The file.
        format: Name of the format; by default what the file's suffix asks for.
        view: How people look at it.

    Raises:
        ConfigError: The format is unknown, or neither named nor told by the suffix.
        OSError: The file cannot be written.
    """
    chosen = require_format(format) if format else format_of(Path(path))
    if chosen is None:
        known = ", ".join(s for one in FORMATS.values() for s in one.suffixes)
        raise ConfigError(
            _("{file}: the suffix names no format").format(file=os.fspath(path)),
            remedy=_("one of {known}").format(known=known),
        )
    write_whole(path, render_bytes(payload, chosen.name, view))


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file in one step: a reader never sees half of it, nor does a failure leave it.

    Devices and pipes are written to as they are.

    Raises:
        OSError: The file cannot be written; its former content is untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    import tempfile  # noqa: PLC0415 - only to write files

    with said_of(path):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise


@contextlib.contextmanager
def said_of(path: str | os.PathLike[str]) -> Iterator[None]:
    """Say what goes wrong with a file beside another of that other, which the user asked for."""
    try:
        yield
    except OSError as problem:
        if problem.filename is None or problem.errno is None:
            raise
        raise OSError(problem.errno, problem.strerror, os.fspath(path)) from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

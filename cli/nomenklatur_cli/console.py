"""The streams: payload on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from nomenklatur.language import N_
from nomenklatur_cli.language import for_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

_BAR: Final = 24  # letters of a bar of progress
_COLUMNS: Final = 100  # where nothing says how wide the screen is
_COLOURS: dict[str, dict[str, Any]] = {
    "lost": {"fg": "red", "bold": True},
    "unsure": {"fg": "yellow"},
    "sure": {"fg": "green"},
    "heading": {"bold": True},
    "faint": {"dim": True},
}


def say(message: str) -> None:
    """Tell the person at the keyboard something that is no part of the result."""
    try:
        click.echo(for_terminal(message), err=True)
    except BrokenPipeError:
        _close(sys.stderr.fileno())


def fail(message: str) -> None:
    """Say what went wrong, in the form that editors and scripts know."""
    label = for_terminal(N_("error:"))
    shown = click.style(label, fg="red", bold=True) if may_colour(sys.stderr) else label
    say(" ".join(("nomenklatur:", shown, for_terminal(message))))


def put(text: str) -> None:
    """Write the result to standard output, as UTF-8; silent if nobody reads on."""
    stream = sys.stdout
    try:
        if stream.isatty():
            stream.write(text.encode(stream.encoding, "replace").decode(stream.encoding))
        else:
            stream.buffer.write(text.encode("utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:
        _close(stream.fileno())


def put_bytes(data: bytes) -> None:
    """Write a result that is no text to standard output; silent if nobody reads on."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        _close(sys.stdout.fileno())


def _close(descriptor: int) -> None:
    """Point a stream that nobody reads at nothing, so that Python does not complain on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def keep(path: Path, text: str, *, bom: bool = False) -> None:
    """Write the result into a file, whole or not at all."""
    keep_bytes(path, text.encode("utf-8-sig" if bom else "utf-8", "replace"))


def keep_bytes(path: Path, data: bytes) -> None:
    """Write a result that is no text into a file, whole or not at all."""
    from nomenklatur.report.writing import write_whole  # noqa: PLC0415 - only to write files

    write_whole(path, data)


def may_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user did not say NO_COLOR."""
    asked_not_to = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not asked_not_to and stream.isatty()


def columns() -> int:
    """How wide the terminal is; 100 where there is none.

    What `shutil.get_terminal_size` says, without its archives, whose import takes longer than all
    that a look-up does.
    """
    with contextlib.suppress(KeyError, ValueError):
        if (asked := int(os.environ["COLUMNS"])) > 0:
            return asked
    with contextlib.suppress(AttributeError, ValueError, OSError):
        if (found := os.get_terminal_size(sys.__stdout__.fileno()).columns) > 0:  # type: ignore[union-attr]
            return found
    return _COLUMNS


def paint(role: str, text: str) -> str:
    """Colour a text for its role."""
    style = _COLOURS.get(role)
    return click.style(text, **style) if style else text


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, float], None] | None]:
    """A line of progress on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    width = 0

    def tell(what: str, share: float) -> None:
        nonlocal width
        done = round(min(max(share, 0.0), 1.0) * _BAR)
        line = f"{for_terminal(what):<20} {share:4.0%} [{'#' * done:<{_BAR}}]"
        width = max(width, len(line))
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r" + " " * width + "\r")
        sys.stderr.flush()

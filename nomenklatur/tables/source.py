"""The bytes of a file, or a clear word on why there are none."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from typing import BinaryIO

    from nomenklatur.tables.limits import Limits

STDIN = "-"
"""The name that stands for standard input."""


def load(
    source: str | os.PathLike[str], limits: Limits, *, stdin: BinaryIO | None = None
) -> tuple[str, bytes]:
    """The name and the bytes of a file.

    Args:
        source: Its path; ``-`` is standard input.
        limits: How large it may be.
        stdin: What to read for ``-`` instead of the process's own standard input.

    Raises:
        ReadError: It cannot be opened or read, is empty, or is too large.
    """
    name = os.fspath(source)
    place = Place(file=name)
    try:
        if name == STDIN:
            stream = stdin or getattr(sys.stdin, "buffer", None)
            data = stream.read(limits.file_bytes + 1) if stream is not None else b""
        elif os.path.isdir(name):  # noqa: PTH112 - a Path would swallow a trailing slash
            raise ReadError(_("is a folder"), place=place, remedy=_in_folder(Path(name)))
        else:
            with open(name, "rb") as opened:  # noqa: PTH123 - the same
                data = opened.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise ReadError(_("there is no such file"), place=place, remedy=_similar(name)) from error
    except PermissionError as error:
        raise ReadError(
            _("you may not read the file"), place=place, remedy=_("ask its owner, or copy it")
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(_("cannot be read: {reason}").format(reason=reason), place=place) from error
    if len(data) > limits.file_bytes:
        raise ReadError(
            _("is larger than {file_bytes} MiB").format(file_bytes=limits.file_bytes >> 20),
            place=place,
            remedy=_("give the table alone, or split it"),
        )
    if not data:
        what = _("nothing came on standard input") if name == STDIN else _("the file is empty")
        raise ReadError(what, place=place, remedy=_("save or download it again"))
    return name, data


def _in_folder(folder: Path) -> str:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        names = []
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")  # noqa: PLR2004 - a few
    return _("give a file in it: {shown}").format(shown=shown) if names else _("give a file")


def _similar(name: str) -> str:
    path = Path(name)
    try:
        names = [found.name for found in path.parent.iterdir()]
    except OSError:
        return _("there is no folder {parent} either").format(parent=path.parent)
    close = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    return (
        _("did you mean {parent}?").format(parent=path.parent / close[0])
        if close
        else _("check its name and its folder")
    )

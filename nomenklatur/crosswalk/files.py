"""Crosswalks in files of any of their formats, told apart by the suffix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.files import CROSSWALK_CSV
from nomenklatur.errors import CrosswalkError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os

    from nomenklatur.crosswalk.mapping import Crosswalk

SUFFIXES: Final = {
    ".sssom.tsv": "sssom", ".sssom.csv": "sssom", ".tsv": "sssom", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".csv": "csv",
}  # fmt: skip
"""The formats of files by the suffix that asks for them, the longest first."""
FORMATS: Final = ("folder", "csv", "sssom", "jsonl")


def crosswalk_format(path: str | os.PathLike[str]) -> str | None:
    """The format that a path asks for; a path without a suffix is a folder's.

    >>> crosswalk_format("a--b.sssom.tsv"), crosswalk_format("a--b"), crosswalk_format("a.pdf")
    ('sssom', 'folder', None)
    """
    name = Path(path).name.lower()
    for suffix, form in SUFFIXES.items():
        if name.endswith(suffix):
            return form
    return None if Path(name).suffix.strip(".").isalpha() else "folder"


def crosswalk_text(crosswalk: Crosswalk, form: str) -> str:
    """A crosswalk as the text of a file.

    Args:
        crosswalk: The crosswalk.
        form: ``csv``, ``sssom`` or ``jsonl``. CSV alone does not say what the crosswalk is.

    Raises:
        CrosswalkError: There is no such format.
    """
    if form == "sssom":
        from nomenklatur.crosswalk.sssom import crosswalk_sssom  # noqa: PLC0415 - for it only

        return crosswalk_sssom(crosswalk)
    if form == "jsonl":
        from nomenklatur.crosswalk.lines import crosswalk_lines  # noqa: PLC0415 - for it only

        return "".join(crosswalk_lines(crosswalk))
    if form == "csv":
        from nomenklatur.crosswalk.folder import crosswalk_files  # noqa: PLC0415 - imports this

        return crosswalk_files(crosswalk)[CROSSWALK_CSV].decode()
    raise CrosswalkError(
        _("there is no crosswalk format {form!r}").format(form=form),
        remedy=_("one of {formats}").format(formats=", ".join(FORMATS)),
    )


def read_file(path: Path) -> Crosswalk | None:
    """The crosswalk in a file of a format of its own; None if its suffix names none.

    Raises:
        CrosswalkError: The file does not load.
        BadRowsError: Rows of it are not right.
    """
    match crosswalk_format(path):
        case "sssom":
            from nomenklatur.crosswalk.sssom import read_sssom  # noqa: PLC0415 - for it only

            return read_sssom(path).crosswalk
        case "jsonl":
            from nomenklatur.crosswalk.lines import read_lines  # noqa: PLC0415 - for it only

            return read_lines(path)
        case _:
            return None


def save_as(crosswalk: Crosswalk, path: str | os.PathLike[str], form: str | None = None) -> None:
    """Save a crosswalk as a folder or a file, whole or not at all.

    Args:
        crosswalk: The crosswalk.
        path: Where to.
        form: ``folder``, ``csv``, ``sssom`` or ``jsonl``; by default what the path asks for.

    Raises:
        CrosswalkError: The path asks for no format.
        CatalogError: The folder cannot be written.
        OSError: The file cannot be written.
    """
    form = form or crosswalk_format(path)
    if form is None:
        raise CrosswalkError(
            _("the suffix names no format"), place=Place(str(path)),
            remedy=_("one of {known}, or none for a folder").format(known=", ".join(SUFFIXES)),
        )  # fmt: skip
    if form == "folder":
        from nomenklatur.crosswalk.folder import save_crosswalk  # noqa: PLC0415 - imports this

        save_crosswalk(crosswalk, path)
        return
    from nomenklatur.report.writing import write_whole  # noqa: PLC0415 - only to write files

    write_whole(path, crosswalk_text(crosswalk, form).encode())

"""Compiled crosswalks in the user's cache folder, kept as compiled catalogs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog.cache import cache_file, open_kept
from nomenklatur.catalog.files import CROSSWALK_CSV, DESCRIPTOR
from nomenklatur.crosswalk.compiled import FORM, compile_crosswalk, opened

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.crosswalk.mapping import Crosswalk


def open_cached(folder: Path, cache: Path) -> Crosswalk:
    """The crosswalk of a folder, from its compiled form where that is worth it.

    Args:
        folder: The crosswalk's folder.
        cache: Where compiled crosswalks are kept.

    Raises:
        CrosswalkError: There is no crosswalk, or its descriptor is not right.
        BadRowsError: Rows are not right.
    """
    csv = folder / CROSSWALK_CSV
    return open_kept(
        (csv, folder / DESCRIPTOR),
        cache_file(folder, cache, "crosswalks"),
        form=FORM,
        load=lambda: _load(folder),
        compile_=compile_crosswalk,
        open_=lambda sections, mend: opened(sections, str(csv), mend),
    )


def _load(folder: Path) -> Crosswalk:
    from nomenklatur.crosswalk.folder import load_crosswalk  # noqa: PLC0415 - not a compiled one

    return load_crosswalk(folder)

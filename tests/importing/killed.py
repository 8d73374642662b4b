"""Installs a list and dies at a given file operation; run by the tests as a process.

Arguments: the list's folder, the data folder, and the operation to die at, counted from 1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nomenklatur.catalog.folder import load_catalog
from nomenklatur.catalog.importing import Imported, install
from nomenklatur.catalog.store import Store
from nomenklatur.crosswalk.folder import load_crosswalk

OPERATIONS = frozenset({"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "shutil.rmtree"})


def main(source: Path, home: Path, die_at: int) -> None:
    """Install, and die before the given operation in the data folder."""
    imported = Imported(
        load_catalog(source / "catalog"), "test", load_crosswalk(source / "crosswalk")
    )
    left = die_at

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        here = event in OPERATIONS and str(home) in str(arguments[0])
        if here or event == "ctypes.dlsym":  # the exchange in one step has no event of its own
            left -= 1
            if left == 0:
                os._exit(9)

    sys.addaudithook(count)
    install(imported, Store(home=home, embedded=home, cache=None))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

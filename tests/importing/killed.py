"""Installs a list again and again, and dies at another file operation each time.

Run by the tests as a process. Arguments: the list's folder, a folder of data folders named by
numbers, and how many they are; the install into the folder `n` dies before its n-th operation.
Prints the exit status of each.
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
KILLED = 9


def install_until(imported: Imported, home: Path, die_at: int) -> None:
    """Install, and die before the given operation; 0 is never."""
    left = die_at

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        here = event in OPERATIONS and str(home) in str(arguments[0])
        if here or event == "ctypes.dlsym":  # the exchange in one step has no event of its own
            left -= 1
            if left == 0:
                os._exit(KILLED)

    sys.addaudithook(count)
    install(imported, Store(home=home, embedded=home, cache=None))


def main(source: Path, homes: Path, count: int) -> None:
    """Install into each folder in a process of its own."""
    imported = Imported(
        load_catalog(source / "catalog"), "test", load_crosswalk(source / "crosswalk")
    )
    if count == 0:
        install_until(imported, homes, 0)
        return
    for die_at in range(1, count + 1):
        child = os.fork()
        if child == 0:
            install_until(imported, homes / str(die_at), die_at)
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

"""What a command that ends in a moment does without."""

from __future__ import annotations

import contextlib
import importlib
import sys
from types import ModuleType
from typing import Any, Final

_METADATA: Final = "importlib.metadata"


class _OwnVersion(ModuleType):
    """Stands for `importlib.metadata` while a package asks for its own version."""

    PackageNotFoundError: Final = LookupError

    @staticmethod
    def version(_name: str) -> str:
        """No version: nobody here wants to know it."""
        return ""


def import_tabulate() -> None:
    """Import tabulate without what it needs only to learn its own version.

    It asks `importlib.metadata`, which imports the email package for the answer: a third of the
    time that a whole look-up takes. Where that has been imported already nothing is saved, and a
    tabulate that wants more of it gets the real one.
    """
    modules: dict[str, Any] = sys.modules
    if _METADATA in modules:
        return
    modules[_METADATA] = _OwnVersion(_METADATA)
    try:
        with contextlib.suppress(ImportError):
            importlib.import_module("tabulate")
    finally:
        del modules[_METADATA]

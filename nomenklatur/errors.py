"""The exceptions of the library: what went wrong, where, and what to do about it.

Unmapped and ambiguous items are findings, not exceptions; an exception means that the work
asked for cannot be done at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.places import Place


class NomenklaturError(Exception):
    """Base of every exception that the library raises on purpose.

    Args:
        message: What is wrong, in one line.
        place: Where it was read, if it was read anywhere.
        remedy: What the user can do about it.
    """

    def __init__(self, message: str, *, place: Place | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place is not None and str(self.place) else ""
        remedy = f" ({_(self.remedy)})" if self.remedy else ""
        return f"{where}{_(self.message)}{remedy}"


class CodeError(NomenklaturError, ValueError):
    """A text that is no code, or whose reading is not unique."""


class MoneyError(NomenklaturError, ValueError):
    """A text that is no amount of whole rupiah."""


class ReadError(NomenklaturError):
    """A file that cannot be read, or in which nothing to read was found."""


class CatalogError(NomenklaturError):
    """A catalog that does not load, or an entry that is not in it."""


class CrosswalkError(NomenklaturError):
    """A crosswalk that does not load."""


class ConfigError(NomenklaturError):
    """An option or a configuration value that makes no sense."""


class BadRowsError(NomenklaturError):
    """Several errors of one file, raised together so that all can be mended at once.

    Args:
        message: What could not be done.
        errors: One error per bad row, in file order.
    """

    def __init__(self, message: str, errors: Sequence[NomenklaturError]) -> None:
        super().__init__(message)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        shown = [f"  {error}" for error in self.errors[:20]]
        if rest := len(self.errors) - len(shown):
            shown.append("  " + ngettext("… and {n} more", "… and {n} more", rest).format(n=rest))
        return "\n".join([_(self.message), *shown])

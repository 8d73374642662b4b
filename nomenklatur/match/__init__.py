"""Matching: from a name and its place in the old tree to candidates in the new one.

The engine and its arrays are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.match.query import Matcher, Query

if TYPE_CHECKING:
    from nomenklatur.match.engine import Engine
    from nomenklatur.match.precedents import Precedent

__all__ = ["Engine", "Matcher", "Precedent", "Query"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as many types as names
    if name == "Engine":
        from nomenklatur.match.engine import Engine  # noqa: PLC0415 - heavy, on first use

        return Engine
    if name == "Precedent":
        from nomenklatur.match.precedents import Precedent  # noqa: PLC0415 - reads the tables

        return Precedent
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

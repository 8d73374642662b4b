"""Matching: from a name and its place in the old tree to candidates in the new one.

The engine and its arrays are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.match.query import Matcher, Query
from nomenklatur.on_demand import on_demand

if TYPE_CHECKING:
    from nomenklatur.match.engine import Engine
    from nomenklatur.match.precedents import Precedent

__all__ = ["Engine", "Matcher", "Precedent", "Query"]

__getattr__ = on_demand(__name__, {"engine": ("Engine",), "precedents": ("Precedent",)})

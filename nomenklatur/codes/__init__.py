"""The code grammar: parse, repair, format, level, parent, authority, X.XX resolution.

What reads other spellings than the canonical one is imported when it is first used: catalogs
hold canonical codes, and looking one up should not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes.code import Authority, Code, Level, Scheme
from nomenklatur.on_demand import on_demand

if TYPE_CHECKING:
    from nomenklatur.codes.reading import CodeReading, guess_scheme, read_code, reading_findings
    from nomenklatur.codes.spelling import split_code

__all__ = [
    "Authority",
    "Code",
    "CodeReading",
    "Level",
    "Scheme",
    "guess_scheme",
    "read_code",
    "reading_findings",
    "split_code",
]

__getattr__ = on_demand(
    __name__,
    {
        "reading": ("CodeReading", "guess_scheme", "read_code", "reading_findings"),
        "spelling": ("split_code",),
    },
)

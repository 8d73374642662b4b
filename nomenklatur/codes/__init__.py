"""The code grammar: parse, repair, format, level, parent, authority, X.XX resolution.

What reads other spellings than the canonical one is imported when it is first used: catalogs
hold canonical codes, and looking one up should not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.codes.code import Authority, Code, Level, Scheme

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


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as many types as names
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from nomenklatur.codes import reading, spelling  # noqa: PLC0415 - on first use

    return getattr(spelling if name == "split_code" else reading, name)

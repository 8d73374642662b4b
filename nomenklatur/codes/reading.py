"""Codes as people spell them: every spelling of a real file is read, and no repair is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from nomenklatur.codes.code import Code, Level, Scheme


@frozen
class CodeReading:
    """What was understood of a text.

    Attributes:
        text: The text as read.
        code: The code, if there is exactly one reading.
        alternatives: The readings, if there are several; none was taken.
        repairs: What had to be mended to read it, in words; empty for a canonical spelling.
    """

    text: str
    code: Code | None = None
    alternatives: tuple[Code, ...] = ()
    repairs: tuple[str, ...] = ()


def read_code(
    text: str,
    *,
    scheme: Scheme | None = None,
    level: Level | None = None,
    within: Code | None = None,
) -> CodeReading:
    """Read a code in any spelling that occurs in real files. Never raises.

    Args:
        text: A cell's text.
        scheme: The grammar, if known.
        level: The level, if known.
        within: The code of the row above in the tree, for a number that stands alone
            (``002`` under program ``01``).
    """
    raise NotImplementedError

"""The code grammar: parse, repair, format, level, parent, authority, X.XX resolution."""

from nomenklatur.codes.code import Authority, Code, Level, Scheme
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

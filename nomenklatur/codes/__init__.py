"""The code grammar: parse, repair, format, level, parent, authority, X.XX resolution."""

from nomenklatur.codes.code import Authority, Code, Level, Scheme
from nomenklatur.codes.reading import CodeReading, read_code

__all__ = ["Authority", "Code", "CodeReading", "Level", "Scheme", "read_code"]

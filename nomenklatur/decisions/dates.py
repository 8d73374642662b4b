"""Dates of decisions, and what they say of which came first.

People write a day, programs a day and a time. A day alone is any time of it, and a time without
an offset is that of any of Indonesia's three zones (WIB, WITA, WIT: 7, 8, 9 hours before UTC;
Keppres 41/1987), so that every date is a span of time. Only where one span ends before the other
begins do dates say what came first.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from nomenklatur.remembered import remembers

_EAST, _WEST = timedelta(hours=9), timedelta(hours=7)
_DAY: Final = len("2021-01-31")


class Span(NamedTuple):
    """A span of time, in seconds since 1970."""

    earliest: float
    latest: float

    def is_before(self, other: Span) -> bool:
        """Whether it ended before the other began, for sure."""
        return self.latest < other.earliest


UNKNOWN: Final = Span(float("-inf"), float("inf"))


@remembers
def span_of(date: str) -> Span:
    """The span of time that a date stands for; `UNKNOWN` for an empty one.

    Raises:
        ValueError: The text is no ISO 8601 date.
    """
    if not date:
        return UNKNOWN
    moment = datetime.fromisoformat(date)
    if moment.tzinfo is not None:
        seconds = moment.timestamp()
        return Span(seconds, seconds)
    utc = moment.replace(tzinfo=UTC)
    length = timedelta(days=1, microseconds=-1) if len(date) <= _DAY else timedelta()
    try:
        return Span((utc - _EAST).timestamp(), (utc + length - _WEST).timestamp())
    except OverflowError as error:  # the years 1 and 9999
        raise ValueError(f"{date!r} is out of range") from error

"""Dates as people write them into a cell."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_MONTHS: Final = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_ENGLISH: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T].*)?")
_DAY_FIRST: Final = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[-/. ])(?P<month>\d{1,2}|[a-z]+)(?P=mark)(?P<year>\d{4})"
)
_SHORTEST: Final = 3


def read_date(text: str) -> str | None:
    """A date as ISO 8601: the day comes first unless the year does; None if it is none.

    >>> read_date("14 Agustus 2020"), read_date("14/8/2020"), read_date(""), read_date("besok")
    ('2020-08-14', '2020-08-14', '', None)
    """
    text = " ".join(text.lower().split())
    if not text:
        return ""
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    month = _month(match["month"])
    try:
        return dt.date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return None


def _month(text: str) -> int:
    """The number of a month by its number or its name, also cut short; 0 if there is none."""
    if text.isdecimal():
        return int(text)
    named = {
        n
        for names in (_MONTHS, _ENGLISH)
        for n, name in enumerate(names, 1)
        if name.startswith(text)
    }
    return named.pop() if len(text) >= _SHORTEST and len(named) == 1 else 0

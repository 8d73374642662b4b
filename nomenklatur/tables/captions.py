"""The lines above a table of a document: which say what it is, and which are running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.findings import Finding, Severity, rule
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.table import Passage, Table

LAMPIRAN: Final = "LAMPIRAN"

_TABLE = re.compile(
    r"(?P<again>lanjutan\s+)?tabel\s+"
    r"(?P<number>(?:[A-Z]{1,4}[.-])*(?:[IVX]+|\d+)(?:[.-]\d+)*[a-z]?)\b[.:]?\s*"
    r"(?P<again2>\(?lanjutan\)?)?\s*(?P<title>.*)",
    re.IGNORECASE,
)
_LAMPIRAN = re.compile(r"(?P<number>LAMPIRAN(?:\s+(?:[IVX]+|\d+)\b)?)[.:]?\s*(?P<title>.*)")
_AGAIN = re.compile(r"\(?(?:lanjutan|sambungan)(?:\s+tabel)?\)?[.:]?", re.IGNORECASE)
_LIST = re.compile(r"(?:daftar\s+(?:isi|tabel|gambar|grafik|lampiran))", re.IGNORECASE)
_HEADING = re.compile(r"(?:BAB\s+[IVX]+\b|\d+(?:\.\d+)+\.?\s)")
_REFERENCE = re.compile(
    r"(?:di\s?atas|di\s?bawah|tersebut|berikut|menunjukkan|menyajikan|memuat|dapat|merupakan|"
    r"adalah|dan|sampai|s/d)\b",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:hal(?:aman)?\.?\s*)?[-–—]?\s*(?:\d{1,4}|[ivxl]+)\s*[-–—]?", re.IGNORECASE
)
_PAGE_AT_EDGE = re.compile(
    r"^\d{1,4}\s*[|]\s*|\s*[|]\s*(?:hal(?:aman)?\.?\s*)?\d{1,4}$", re.IGNORECASE
)
_LONGEST_TITLE: Final = 250
_MOST_TITLE_LINES: Final = 8


@frozen
class Caption:
    """What the lines above a table say of it.

    Attributes:
        number: ``4.1``, ``LAMPIRAN``, or "" for a table without a number.
        title: Its title.
        continues: Whether it says that the table goes on from the page before.
        row: The line that numbers it.
    """

    number: str = ""
    title: str = ""
    continues: bool = False
    row: int | None = None

    def only_continues(self, gap: Sequence[object]) -> bool:
        """Whether all that stands between two tables is that the first one goes on: *Lanjutan*."""
        return self.continues and not self.number and len(gap) == 1


def read_caption(line: Passage) -> Caption | None:
    """The caption that a line begins: ``Tabel 4.1 …``, ``LAMPIRAN``, ``DAFTAR ISI``."""
    text = plain(line.text)
    if match := _TABLE.fullmatch(text):
        if _REFERENCE.match(match["title"]) or "...." in match["title"]:
            return None
        again = bool(match["again"] or match["again2"])
        return Caption(match["number"].rstrip("."), match["title"], again, line.row)
    if match := _LAMPIRAN.fullmatch(text):
        return Caption(" ".join(match["number"].split()), match["title"], row=line.row)
    if _LIST.fullmatch(text):
        return Caption("", text, row=line.row)
    return None


def caption_of(lines: Sequence[Passage]) -> Caption:
    """The caption of a table out of the lines of running text above it.

    The nearest line that numbers a table counts, if only lines of its title follow it. A table
    without a number takes the line directly above it for its title.

    Args:
        lines: The lines between the table before and this one.
    """
    title: list[str] = []
    for line in reversed(lines):
        if caption := read_caption(line):
            parts = [part for part in (caption.title, *reversed(title)) if part]
            return Caption(caption.number, " ".join(parts), caption.continues, caption.row)
        if not _is_title(line.text) or len(title) == _MOST_TITLE_LINES:
            break
        title.append(plain(line.text))
    nearest = plain(lines[-1].text) if lines else ""
    if _AGAIN.fullmatch(nearest):
        return Caption(continues=True, row=lines[-1].row)
    return Caption(title=nearest if len(nearest) <= _LONGEST_TITLE else "")


def orphans(lines: Sequence[Passage], caption: Caption | None) -> tuple[Caption, ...]:
    """The numbered tables that lines announce and that do not follow.

    Args:
        lines: Lines of running text.
        caption: The caption of the table that follows them, if one does.
    """
    found = [read_caption(line) for line in lines]
    return tuple(
        known
        for known in found
        if known is not None
        and known.number
        and not known.number.startswith(LAMPIRAN)
        and (caption is None or known.row != caption.row)
    )


def missing_tables(
    announced: Sequence[Caption], tables: Sequence[Table], file: str
) -> tuple[Finding, ...]:
    """Say which tables are announced without being there."""
    there = {table.number for table in tables}
    return tuple(
        Finding(
            rule("NK401"),
            _(
                "table {number} is announced, but no rows with columns follow; what stands there "
                "was kept as running text"
            ).format(number=caption.number),
            Place(file=file, table=caption.number, row=caption.row),
            severity=Severity.INFO,
        )
        for caption in announced
        if caption.number not in there
    )


def is_page_mark(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return _PAGE_NUMBER.fullmatch(plain(text)) is not None


def without_page(text: str) -> str:
    """A running head or foot without its page number: ``Renja 2021 | 23``."""
    return _PAGE_AT_EDGE.sub("", plain(text))


def plain(text: str) -> str:
    """A line without Markdown emphasis."""
    return text.replace("**", "").strip()


def _is_title(text: str) -> bool:
    bare = plain(text)
    return (
        len(bare) <= _LONGEST_TITLE
        and not bare.endswith((".", ";", ":"))
        and _HEADING.match(bare) is None
    )

"""One way in: the tables of a file, whatever its format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, rule
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.tables.delimited import detect, read_delimited, split_lines
from nomenklatur.tables.encoding import decode
from nomenklatur.tables.limits import DEFAULT_LIMITS, Limits
from nomenklatur.tables.sniff import Format, sniff, sniff_archive
from nomenklatur.tables.source import load
from nomenklatur.tables.table import Document
from nomenklatur.tables.text import is_document, read_text

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from typing import BinaryIO

    Progress = Callable[[str, float], None]

_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})


def read_document(
    source: str | os.PathLike[str],
    *,
    stdin: BinaryIO | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Document:
    """Read the tables and the running text of a file.

    The format is told by the content: CSV and TSV (UTF-8, UTF-16 with a byte order mark,
    Windows-1252), XLSX, XLS, XLSB, ODS, DOCX, PDF, pages in HTML or MHT, and documents as text
    with tabs between columns.

    Args:
        source: Path of the file; ``-`` is standard input.
        stdin: What to read for ``-``; the process's own standard input by default.
        limits: How large the file may be.
        progress: Told what is done and which share of it, 0 to 1, while a PDF is read; other
            files need no waiting.

    Raises:
        ReadError: The file cannot be read, is of a kind that is not read, is damaged or too
            large, or has no table.
    """
    file, data = load(source, limits, stdin=stdin)
    return read_bytes(data, file, limits=limits, progress=progress)


def read_bytes(
    data: bytes,
    file: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Document:
    """Read the tables and the running text of a file that is in memory; see `read_document`.

    Args:
        data: The file.
        file: Its name, for places and messages.
        limits: How much it may hold.
        progress: As for `read_document`.

    Raises:
        ReadError: As `read_document`.
    """
    kind = sniff(data, file)
    if kind is Format.TEXT:
        return _read_text(data, file, limits)
    if kind is Format.PDF:
        from nomenklatur.tables.pdf.read import read_pdf  # noqa: PLC0415 - for PDF only

        return read_pdf(data, file, limits, progress=progress)
    if kind is Format.HTML:
        from nomenklatur.tables.html.read import read_html  # noqa: PLC0415 - for pages only

        return read_html(data, file, limits)
    from nomenklatur.tables.archive import Archive  # noqa: PLC0415 - for workbooks only
    from nomenklatur.tables.workbook import read_other, read_xlsx  # noqa: PLC0415 - the same

    if kind is None:
        archive = Archive(data, file, limits)
        kind = sniff_archive(archive, file)
        if kind is Format.XLSX:
            return read_xlsx(archive, file, limits)
        if kind is Format.DOCX:
            from nomenklatur.tables.docx.read import read_docx  # noqa: PLC0415 - for Word only

            return read_docx(archive, data, file, limits)
        archive.check()
    return read_other(data, kind, file, limits)


def _read_text(data: bytes, file: str, limits: Limits) -> Document:
    text, guessed = decode(data, file)
    lines = split_lines(text)
    place = Place(file=file)
    if not text.strip():
        raise ReadError(_("the file is blank"), place=place, remedy=_("save or download it again"))
    is_table = PurePath(file).suffix.lower() in _TABLE_SUFFIXES
    separator, is_sure = detect(lines)
    if (separator == "\t" or not is_sure) and is_document(lines):
        document = read_text(lines, file, limits)
    elif separator is not None or is_table:
        table = read_delimited(lines, separator or ",", file, limits)
        document = Document(file, (table,), format="csv")
    else:
        raise ReadError(
            _("no table was found: no line has cells separated by tabs, semicolons or commas"),
            place=place,
            remedy=_(
                "save the table as CSV or XLSX, or copy it as text with tabs between the cells"
            ),
        )
    if not guessed:
        return document
    finding = Finding(
        rule("NK411"),
        _("the file is not in UTF-8 and was read as Windows-1252"),
        place,
        _("save it as CSV UTF-8 if letters look wrong"),
    )
    return evolve(document, findings=(finding, *document.findings))

"""What a file is, by its content; the suffix of its name often lies."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from nomenklatur.errors import ReadError
from nomenklatur.language import N_, _
from nomenklatur.places import Place
from nomenklatur.tables.html.pages import is_archive

if TYPE_CHECKING:
    from nomenklatur.tables.archive import Archive

_LOOKED_THROUGH = 1 << 16
ZIP = b"PK\x03\x04"
_PDF = re.compile(rb".{0,1024}%PDF-\d", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|center|font|form|h[1-6]|p|b|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[a-z!]", re.IGNORECASE)
_ROW = re.compile(rb"<t(?:able|r|d)[\s>]", re.IGNORECASE)
_HTML_16 = ("<".encode("utf-16"), b"\xfe\xff\0<")
_AS_XLSX = N_("open it and save it as XLSX")
_AS_DOCX = N_("open it in Word or LibreOffice and save it as DOCX")
_AS_TABLE = N_("copy its table into a workbook, or save its text with tabs between the columns")
_UNPACK = N_("unpack it, and give the file in it")


class Format(enum.Enum):
    """A format that is read."""

    TEXT = "text"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


_UNREAD: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what, remedy)
    for pattern, what, remedy in (
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP",
         N_("an image"), N_("type its table into a workbook, or recognise its text first")),
        (rb"\{\\rtf", N_("an RTF document"), _AS_DOCX),
        (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh\d|\xfd7zXZ", N_("a packed file"), _UNPACK),
        (rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[\[{])', "JSON", N_("save its rows as CSV or XLSX")),
        (rb"(?:\xef\xbb\xbf)?\s*<\?xml", N_("an XML file, whatever its suffix says"), _AS_XLSX),
    )
)  # fmt: skip


def sniff(data: bytes, file: str) -> Format | None:
    """The format of a file that is no archive; None for a ZIP archive.

    Raises:
        ReadError: It is of a kind that is not read.
    """
    if data.startswith((ZIP, b"PK\x05\x06", b"PK\x07\x08")):
        return None
    if data.startswith(_OLE):
        return _sniff_ole(data, file)
    if _PDF.match(data):
        return Format.PDF
    if _is_html(data):
        return Format.HTML
    for pattern, what, remedy in _UNREAD:
        if pattern.match(data):
            raise _unread(file, what, remedy)
    return Format.TEXT


def _is_html(data: bytes) -> bool:
    """Whether a file is a page: by its first tag, or by any tag and that of a table behind it."""
    if _HTML.match(data) or data.startswith(_HTML_16) or is_archive(data):
        return True
    return bool(_TAG.match(data) and _ROW.search(data, 0, _LOOKED_THROUGH))


def sniff_archive(archive: Archive, file: str) -> Format:
    """The format of a ZIP archive.

    Raises:
        ReadError: It is no workbook.
    """
    names = archive.names
    if "mimetype" in archive:
        kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        if "opendocument.spreadsheet" in kind:
            return Format.ODS
        if "opendocument" in kind:
            raise _unread(file, _("an OpenDocument file that is no spreadsheet"), _AS_DOCX)
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
        return Format.XLSB
    if "[content_types].xml" in archive:
        if any(name.startswith("word/") for name in names):
            return Format.DOCX
        if any(name.startswith("ppt/") for name in names):
            raise _unread(file, _("a PowerPoint file"), _AS_TABLE)
        return Format.XLSX
    raise _unread(file, _("a ZIP archive"), _UNPACK)


def _sniff_ole(data: bytes, file: str) -> Format:
    """Old Office files are folders of streams, whose names stand in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise ReadError(
            _("the file is protected by a password"),
            place=Place(file=file),
            remedy=_("open it, remove the password and save it again"),
        )
    if has("Workbook") or has("Book"):
        return Format.XLS
    if has("WordDocument"):
        raise _unread(file, _("an old Word document (.doc)"), _AS_DOCX)
    raise _unread(file, _("an old Office file of another kind, or one cut short"), _AS_XLSX)


def _unread(file: str, what: str, remedy: str) -> ReadError:
    return ReadError(
        _("is {what}, which is not read yet").format(what=_(what)),
        place=Place(file=file),
        remedy=_(remedy),
    )

"""What is fuzzed: each target reads bytes, and lets out nothing but what is no typed error.

A target never returns anything. It raises what a user would see as a crash: an exception that is
no `NomenklaturError`, or an `AssertionError` where a reader breaks its word.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from nomenklatur.codes import Scheme
from nomenklatur.codes.reading import read_code
from nomenklatur.errors import NomenklaturError
from nomenklatur.money import Rupiah
from nomenklatur.plan.read import check_tables, describe
from nomenklatur.tables.limits import Limits
from nomenklatur.tables.read import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMITS: Final = Limits(
    file_bytes=1 << 20, unpacked_bytes=8 << 20, cells=20_000, parts=50, elements=100_000
)
"""Small, so that a target is quick and a limit that is not kept shows."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _document(data: bytes, name: str) -> None:
    """Read a file, and everything that its tables say."""
    with suppress(NomenklaturError):
        document = read_bytes(data, name, limits=LIMITS)
        for table in document.tables:
            numbers = [row.number for row in table.rows]
            assert numbers == sorted(set(numbers)), "rows are out of order"
            assert not any(row.is_blank() for row in table.rows), "a blank row was kept"
        # both build every plan, which takes nearly all of the time
        everything = check_tables if len(data) % 2 else describe
        everything(document)


def text(data: bytes) -> None:
    """A document as text."""
    _document(data, "renja.txt")


def delimited(data: bytes) -> None:
    """A CSV file."""
    _document(data, "renja.csv")


def html(data: bytes) -> None:
    """A page, or a page in an MHT archive."""
    _document(b"<table>" + data if b"<" not in data[:200] else data, "renja.html")


def xlsx(data: bytes) -> None:
    """A workbook: the first byte chooses the part that the others are; 0 is the whole file."""
    _document(_packed(XLSX_PARTS, data), "renja.xlsx")


def docx(data: bytes) -> None:
    """A Word document: the first byte chooses the part that the others are; 0 is the whole file."""
    _document(_packed(DOCX_PARTS, data), "renja.docx")


def code(data: bytes) -> None:
    """A code and an amount, as someone typed them."""
    typed = data.decode("utf-8", "replace")
    for scheme in (None, *Scheme):
        found = read_code(typed, scheme=scheme).code  # never raises
        if found is not None:
            again = read_code(str(found), scheme=found.scheme, level=found.level)
            assert again.code == found, "a code is not read back from its own text"
    with suppress(NomenklaturError):
        amount = Rupiah.parse(typed)
        assert Rupiah.parse(str(amount)) == amount, "an amount is not read back from its own text"


def _packed(parts: Mapping[str, bytes], data: bytes) -> bytes:
    """An archive of parts with one replaced, or the data as they are."""
    if not data or data[0] % (len(parts) + 1) == 0:
        return b"PK\x03\x04" + data[1:]
    chosen = list(parts)[data[0] % (len(parts) + 1) - 1]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, data[1:] if name == chosen else content)
    return stream.getvalue()


def _relations(*targets: tuple[str, str]) -> bytes:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'.encode()


_SHEET = (
    f'<worksheet xmlns="{MAIN}"><cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v>'
    '</c></row><row r="2"><c r="A2" s="1"><v>1.1</v></c><c r="B2" t="inlineStr"><is><t>Penyediaan '
    'Alat Tulis Kantor</t></is></c><c r="D2"><f>D3+1</f><v>398000</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="B1:C1"/></mergeCells></worksheet>'
)
XLSX_PARTS: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "xl/worksheets/sheet1.xml": _SHEET.encode(),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}"><si><t>Kode</t></si><si><t>Program/Kegiatan</t></si>'
            "<si><r><t>Pagu</t></r><r><t> 2024</t></r></si></sst>"
        ).encode(),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.00"/>'
            '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Renja" sheetId="1" r:id="r1"/></sheets></workbook>'
        ).encode(),
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
    }
)
_BODY = (
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Tabel 4.1 Rencana</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Program/Kegiatan</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
    '<w:t>Pagu 2024</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/>'
    "</w:tcPr><w:p><w:ins><w:r><w:t>Penyediaan Alat</w:t></w:r></w:ins><w:del><w:r><w:delText>x"
    '</w:delText></w:r></w:del></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr><w:p>'
    "<w:r><w:t>398.000</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:pPr><w:pStyle "
    'w:val="Isi"/></w:pPr><w:r><w:t>Rapat</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc></w:tr></w:tbl></w:body>'
    "</w:document>"
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start '
    'w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="17"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="1"/><w:isLgl/><w:lvlText '
    'w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride></w:num></w:numbering>'
)
_STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="Isi"><w:basedOn '
    'w:val="Dasar"/></w:style><w:style w:type="paragraph" w:default="1" w:styleId="Dasar"><w:pPr>'
    '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCX_PARTS: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "word/document.xml": _BODY.encode(),
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"'
            "/>"
            f'<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/></Types>'
        ).encode(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("numbering", "numbering.xml"), ("styles", "styles.xml")
        ),
        "word/numbering.xml": _NUMBERING.encode(),
        "word/styles.xml": _STYLES.encode(),
    }
)

TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {
        "text": text,
        "csv": delimited,
        "xlsx": xlsx,
        "code": code,
        "html": html,
        "docx": docx,
    }
)
"""Every target by the name of its folder in ``fuzz/corpus``."""

"""Word documents made of raw XML, so that a test can say exactly what a file holds."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
VML = "urn:schemas-microsoft-com:vml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph of texts or of elements."""
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p>{about}{inner}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A cell of texts, or of elements that are no runs."""
    about = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    inner = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc>{about}{inner or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of texts or cells."""
    about = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    inner = "".join(one if one.startswith("<") else tc(one) for one in cells)
    return f"<w:tr>{about}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def across(columns: int) -> str:
    """The property of a cell that spans columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN = '<w:vMerge w:val="restart"/>'
MORE = "<w:vMerge/>"


def docx(*body: str, kind: str = MAIN_TYPE, parts: dict[str, bytes | str] | None = None) -> bytes:
    """A document of blocks, with more parts if any are given."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
        f'xmlns:mc="{COMPATIBLE}" xmlns:wps="{SHAPES}" xmlns:v="{VML}">'
        f"<w:body>{''.join(body)}</w:body></w:document>"
    )
    everything: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            '<Default Extension="xlsx" ContentType="application/x"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": xml,
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(*targets: tuple[str, str], mode: str = "Internal") -> str:
    """A part of relations: kind and target of each."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'

"""The parts of a Word document that say how its lists are counted, made of raw XML."""

from __future__ import annotations

from tests.tables.word_parts import COMPATIBLE, CONTENT, MAIN_TYPE, WORD, docx, p, relations

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def level(
    index: int, text: str, form: str = "decimal", *, start: int | None = 1, more: str = ""
) -> str:
    """A level of a list."""
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{index}">{begins}<w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(number: int, *levels: str) -> str:
    """What lists share."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, defined: int, *overrides: str) -> str:
    """A list."""
    of = f'<w:abstractNumId w:val="{defined}"/>'
    return f'<w:num w:numId="{number}">{of}{"".join(overrides)}</w:num>'


def override(index: int, *, start: int | None = None, whole: str = "") -> str:
    """What a list says of a level itself."""
    begins = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{index}">{begins}{whole}</w:lvlOverride>'


def style(name: str, inner: str = "", *, kind: str = "paragraph", default: bool = False) -> str:
    """A style."""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{first}>{inner}</w:style>'


def in_list(number: int | None, index: int | None = 0) -> str:
    """The property of a paragraph, or of a style, that puts it in a list."""
    which = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    of = "" if number is None else f'<w:numId w:val="{number}"/>'
    return f"<w:numPr>{which}{of}</w:numPr>"


def item(*content: str, number: int | None = 1, index: int | None = 0, more: str = "") -> str:
    """A paragraph of a list."""
    return p(*content, properties=f"{more}{in_list(number, index)}")


def listed(*body: str, lists: str, styles: str = "") -> bytes:
    """A document with lists."""
    types = (
        f'<Types xmlns="{CONTENT}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    )
    spaces = f'xmlns:w="{WORD}" xmlns:mc="{COMPATIBLE}"'
    return docx(
        *body,
        parts={
            "[Content_Types].xml": types,
            "word/numbering.xml": f"<w:numbering {spaces}>{lists}</w:numbering>",
            "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
            "word/_rels/document.xml.rels": relations(
                ("numbering", "numbering.xml"), ("styles", "styles.xml")
            ),
        },
    )

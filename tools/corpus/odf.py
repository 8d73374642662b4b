"""Flat OpenDocument files, as LibreOffice opens them: text documents and spreadsheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from attrs import frozen

if TYPE_CHECKING:
    from corpus.grids import Grid, Heading

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
}
_KIND = "application/vnd.oasis.opendocument"
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
A4 = (21.0, 29.7)
FOLIO = (21.5, 33.0)


@frozen
class Look:
    """How a text document is set.

    Attributes:
        paper: Width and height in cm, upright.
        landscape: Whether the paper lies.
        size: Size of the letters in tables, in points.
        repeat: Whether the header is printed again on each page.
        split: Whether a page may break inside a row.
        merge_down: Whether rows that go on share the cells of the row above them.
        lines: Whether the cells have lines around them.
    """

    paper: tuple[float, float] = A4
    landscape: bool = True
    size: float = 8
    repeat: bool = True
    split: bool = False
    merge_down: bool = False
    lines: bool = True


@frozen
class Section:
    """Paragraphs and a table below them, on pages of one look."""

    paragraphs: tuple[str, ...]
    grid: Grid | None = None
    look: Look = Look()


def text_document(sections: tuple[Section, ...], foot: str = "") -> bytes:
    """A text document as .fodt."""
    styles, pages, masters, body = [], [], [], []
    for number, section in enumerate(sections):
        styles.append(_look_styles(number, section.look, section.grid))
        pages.append(_page(number, section.look))
        masters.append(_master(number, foot))
        body.append(_section(number, section))
    xml = (
        f"<office:styles>{_BASE}</office:styles>"
        f"<office:automatic-styles>{''.join(pages)}{''.join(styles)}</office:automatic-styles>"
        f"<office:master-styles>{''.join(masters)}</office:master-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
    )
    return _flat(f"{_KIND}.text", xml)


def spreadsheet(grids: tuple[Grid, ...]) -> bytes:
    """A spreadsheet as .fods: a sheet a table, merged headers, money as numbers."""
    sheets = "".join(_sheet(number, grid) for number, grid in enumerate(grids))
    widths = "".join(_sheet_widths(number, grid) for number, grid in enumerate(grids))
    xml = (
        f"<office:styles>{_LOCALE}</office:styles>"
        f"<office:automatic-styles>{_CELLS}{_FIT}{widths}</office:automatic-styles>"
        f"<office:master-styles>{_FIT_MASTER}</office:master-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    )
    return _flat(f"{_KIND}.spreadsheet", xml)


def _flat(kind: str, xml: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        f'office:mimetype="{kind}">{xml}</office:document>'
    ).encode()


_BASE = (
    '<style:default-style style:family="paragraph"><style:text-properties '
    'style:font-name="Liberation Sans" fo:font-family="\'Liberation Sans\'" fo:font-size="11pt" '
    'fo:language="id" fo:country="ID"/></style:default-style>'
)
_LOCALE = (
    '<style:default-style style:family="table-cell"><style:text-properties '
    'fo:font-family="\'Liberation Sans\'" fo:font-size="9pt" fo:language="id" fo:country="ID"/>'
    "</style:default-style>"
)
_CELLS = (
    '<number:number-style style:name="N1"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<style:style style:name="money" style:family="table-cell" style:data-style-name="N1">'
    '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
    '<style:style style:name="words" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:wrap-option="wrap"/></style:style>'
)
_FIT = (
    '<style:page-layout style:name="fit"><style:page-layout-properties fo:page-width="33cm" '
    'fo:page-height="21.5cm" style:print-orientation="landscape" fo:margin="1cm" '
    'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>'
    '<style:style style:name="printed" style:family="table" style:master-page-name="Fit"/>'
)
_FIT_MASTER = '<style:master-page style:name="Fit" style:page-layout-name="fit"/>'


def _page(number: int, look: Look) -> str:
    width, height = reversed(look.paper) if look.landscape else look.paper
    way = "landscape" if look.landscape else "portrait"
    return (
        f'<style:page-layout style:name="page{number}"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" '
        f'style:print-orientation="{way}" fo:margin="1.5cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.8cm"/>'
        "</style:footer-style></style:page-layout>"
    )


def _master(number: int, foot: str) -> str:
    inner = f"<text:p>{escape(foot)} | <text:page-number/></text:p>" if foot else ""
    footer = f"<style:footer>{inner}</style:footer>" if foot else ""
    return (
        f'<style:master-page style:name="M{number}" style:page-layout-name="page{number}">'
        f"{footer}</style:master-page>"
    )


def _look_styles(number: int, look: Look, grid: Grid | None) -> str:
    border = "0.5pt solid #000000" if look.lines else "none"
    found = (
        f'<style:style style:name="first{number}" style:family="paragraph" '
        f'style:master-page-name="M{number}"/>'
        f'<style:style style:name="small{number}" style:family="paragraph">'
        f'<style:text-properties fo:font-size="{look.size}pt"/></style:style>'
        f'<style:style style:name="head{number}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="center"/><style:text-properties '
        f'fo:font-size="{look.size}pt" fo:font-weight="bold"/></style:style>'
        f'<style:style style:name="right{number}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="end"/>'
        f'<style:text-properties fo:font-size="{look.size}pt"/></style:style>'
        f'<style:style style:name="cell{number}" style:family="table-cell">'
        f'<style:table-cell-properties fo:padding="0.05cm" fo:border="{border}"/></style:style>'
        f'<style:style style:name="row{number}" style:family="table-row">'
        f'<style:table-row-properties fo:keep-together="{"auto" if look.split else "always"}"/>'
        "</style:style>"
    )
    if grid is None:
        return found
    whole = (look.paper[1] if look.landscape else look.paper[0]) - 3
    found += (
        f'<style:style style:name="table{number}" style:family="table">'
        f'<style:table-properties style:width="{whole}cm" table:align="left"/></style:style>'
    )
    for column, width in enumerate(grid.widths):
        part = whole * width / sum(grid.widths)
        found += (
            f'<style:style style:name="col{number}-{column}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{part:.3f}cm"/></style:style>'
        )
    return found


def _section(number: int, section: Section) -> str:
    grid, look = section.grid, section.look
    titles = (grid.caption, *grid.titles) if grid else ()
    lines = (*section.paragraphs, *titles)
    found = []
    for position, line in enumerate(lines):
        style = f' text:style-name="first{number}"' if position == 0 else ""
        found.append(f"<text:p{style}>{escape(line)}</text:p>")
    if grid is not None:
        found.append(_table(number, grid, look))
    return "".join(found)


def _table(number: int, grid: Grid, look: Look) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="col{number}-{column}"/>'
        for column in range(len(grid.widths))
    )
    heads = "".join(_row(cells, number) for cells in header_cells(grid, f"head{number}"))
    if look.repeat:
        heads = f"<table:table-header-rows>{heads}</table:table-header-rows>"
    depth = depths(grid) if look.merge_down else {}
    rows = []
    for index, texts in enumerate(grid.body):
        cells = []
        for column, text in enumerate(texts):
            style = f"{'right' if column in grid.money else 'small'}{number}"
            down = depth.get((index, column), 1)
            cells.append(_cell(text, style, f"cell{number}", down=down))
        rows.append(_row(cells, number))
    name = escape(grid.caption.replace(" ", "_").replace(".", "_"))
    return (
        f'<table:table table:name="{name}" table:style-name="table{number}">'
        f"{columns}{heads}{''.join(rows)}</table:table>"
    )


def depths(grid: Grid) -> dict[tuple[int, int], int]:
    """How many rows a cell is merged over, by row and column; 0 for the covered ones.

    A row without a name and without money goes on with the one above it, for the next indikator.
    """
    found: dict[tuple[int, int], int] = {}
    top = 0
    for index, texts in enumerate(grid.body):
        if texts[0] or texts[1] or any(texts[column] for column in grid.money):
            top = index
            continue
        for column in (0, 1, *grid.money):
            found[top, column] = index - top + 1
            found[index, column] = 0
    return found


def header_cells(grid: Grid, style: str = "") -> list[list[str]]:
    """The cells of the header rows, covered ones included."""
    return [
        ["<table:covered-table-cell/>" if one is None else _heading(one, style) for one in row]
        for row in laid_out(grid)
    ]


def laid_out(grid: Grid) -> list[list[Heading | None]]:
    """The header as full rows; None for a cell that another covers."""
    width = len(grid.widths)
    taken: set[tuple[int, int]] = set()
    rows: list[list[Heading | None]] = []
    for number, row in enumerate(grid.header):
        cells: list[Heading | None] = [None] * width
        column = 0
        for one in row:
            while (number, column) in taken:
                column += 1
            cells[column] = one
            taken |= {
                (number + down, column + right)
                for down in range(one.down)
                for right in range(one.across)
            }
            column += one.across
        rows.append(cells)
    return rows


def _heading(one: Heading, style: str) -> str:
    return _cell(one.text, style, f"cell{style[4:]}" if style else "words", one.across, one.down)


def _row(cells: list[str], number: int) -> str:
    return f'<table:table-row table:style-name="row{number}">{"".join(cells)}</table:table-row>'


def _cell(text: str, style: str, cell: str, across: int = 1, down: int = 1) -> str:
    if down == 0:
        return "<table:covered-table-cell/>"
    spans = f' table:number-columns-spanned="{across}"' if across > 1 else ""
    spans += f' table:number-rows-spanned="{down}"' if down > 1 else ""
    named = f' text:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell table:style-name="{cell}" office:value-type="string"{spans}>'
        f"<text:p{named}>{escape(text)}</text:p></table:table-cell>"
    )


def _sheet_widths(number: int, grid: Grid) -> str:
    """Styles of columns wide enough that no amount shows as ``###``."""
    return "".join(
        f'<style:style style:name="w{number}-{column}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.25:.2f}cm"/></style:style>'
        for column, width in enumerate(grid.widths)
    )


def _sheet(number: int, grid: Grid) -> str:
    rows = [
        f"<table:table-row>{_cell(line, '', 'plain')}</table:table-row>"
        for line in (grid.caption, *grid.titles)
    ]
    rows.append("<table:table-row><table:table-cell/></table:table-row>")
    rows += [f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in header_cells(grid)]
    for texts in grid.body:
        cells = [
            _number(text) if column in grid.money and _DOTTED.fullmatch(text) else
            _cell(text, "", "words") if text else '<table:table-cell table:style-name="words"/>'
            for column, text in enumerate(texts)
        ]  # fmt: skip
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    name = escape(grid.caption)
    columns = "".join(
        f'<table:table-column table:style-name="w{number}-{column}"/>'
        for column in range(len(grid.widths))
    )
    return (
        f'<table:table table:name="{name}" table:style-name="printed">{columns}'
        f"{''.join(rows)}</table:table>"
    )


def _number(text: str) -> str:
    value = text.replace(".", "")
    return (
        '<table:table-cell table:style-name="money" office:value-type="float" '
        f'office:value="{value}"><text:p>{text}</text:p></table:table-cell>'
    )

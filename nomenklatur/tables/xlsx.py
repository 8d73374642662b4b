"""The parts of an XLSX workbook: sheets, shared strings, cell styles (ECMA-376-1, 18).

Read straight from the XML with the standard library: openpyxl must load a workbook twice to
tell values and formulas, three times as long in all, and shows neither hidden rows nor merged
ranges when it streams; calamine takes a sixth of the time and knows no formats.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.numbers import BUILTIN_FORMATS, GENERAL
from nomenklatur.tables.table import leading_blanks
from nomenklatur.tables.xml_parts import elements, parse, tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.tables.archive import Archive

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_STRINGS: Final = 20_000_000
_STRING_TAGS = tags(("si", "t", "rPh"))


@frozen
class SheetRef:
    """A worksheet and where it is."""

    name: str
    part: str
    hidden: bool = False


@frozen
class CellStyle:
    """What a style says of its cells.

    Attributes:
        number_format: Their number format.
        indent: How many steps they stand in from the left.
        bold: Whether their font is bold.
    """

    number_format: str = GENERAL
    indent: int = 0
    bold: bool = False


@frozen
class Package:
    """What the sheets of a workbook share.

    Attributes:
        sheets: Its worksheets in the order of their tabs.
        styles: Its cell styles.
        strings: The shared strings, with blanks collapsed.
        blanks: How many blanks stand before a shared string, for those that have any.
        from_1904: Whether dates count from 1904.
        recalculates: Whether the workbook asks to be calculated anew when opened, so that
            stored values may be none.
        macros: Whether it has macros.
        links: How many other workbooks it refers to.
    """

    sheets: tuple[SheetRef, ...]
    styles: tuple[CellStyle, ...] = ()
    strings: tuple[str, ...] = field(default=(), repr=False)
    blanks: Mapping[int, int] = field(factory=dict, repr=False)
    from_1904: bool = False
    recalculates: bool = False
    macros: bool = False
    links: int = 0


def read_package(archive: Archive) -> Package:
    """Read everything of a workbook but its sheets.

    Raises:
        ReadError: The archive is no workbook, or a part of it is missing or damaged.
    """
    workbook = _target(archive, "", "/officeDocument") or "xl/workbook.xml"
    related = _relations(archive, workbook)
    sheets: list[SheetRef] = []
    from_1904 = recalculates = False
    for name, attributes in elements(archive, workbook):
        if name == "sheet":
            kind, part = related.get(attributes.get("id", ""), ("", ""))
            if kind.endswith("/worksheet"):
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetRef(attributes.get("name", ""), part, hidden))
        elif name == "workbookPr":
            from_1904 = is_true(attributes.get("date1904"))
        elif name == "calcPr":
            recalculates = is_true(attributes.get("fullCalcOnLoad"))
    styles, strings = (
        next((part for kind, part in related.values() if kind.endswith(suffix)), None)
        for suffix in ("/styles", "/sharedStrings")
    )
    shared = _StringsReader(archive)
    if strings:
        parse(archive, strings, shared)
    return Package(
        tuple(sheets),
        styles=_styles(archive, styles) if styles else (),
        strings=tuple(shared.found),
        blanks=shared.blanks,
        from_1904=from_1904,
        recalculates=recalculates,
        macros=any(name.endswith("vbaproject.bin") for name in archive.names),
        links=sum(kind.endswith("/externalLink") for kind, _ in related.values()),
    )


def is_true(flag: str | None) -> bool:
    """Whether an XML flag is set."""
    return flag in {"1", "true", "on"}


def plain(text: str) -> str:
    """A stored text with its escapes resolved and its blanks collapsed."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return " ".join(text.split())


def _relations(archive: Archive, part: str) -> Mapping[str, tuple[str, str]]:
    """Type and target of each relation of a part; "" is the package itself."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if path not in archive:
        return found
    for element, attributes in elements(archive, path):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target.lstrip("/"))
    return found


def _target(archive: Archive, part: str, kind: str) -> str | None:
    related = _relations(archive, part).values()
    return next((target for found, target in related if found.endswith(kind)), None)


def _styles(archive: Archive, part: str) -> tuple[CellStyle, ...]:
    own: dict[str, str] = {}
    bold: list[bool] = []
    styles: list[CellStyle] = []
    section = ""
    for name, attributes in elements(archive, part):
        if name in {"fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            section = name
        elif name == "numFmt" and section in {"", "fonts"}:
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and section == "fonts":
            bold.append(False)
        elif name == "b" and section == "fonts" and bold:
            bold[-1] = is_true(attributes.get("val", "1"))
        elif name == "xf" and section == "cellXfs":
            number = attributes.get("numFmtId", "0")
            code = own.get(number, BUILTIN_FORMATS.get(_whole(number), GENERAL))
            font = _whole(attributes.get("fontId", "0"))
            styles.append(CellStyle(code, bold=font < len(bold) and bold[font]))
        elif name == "alignment" and styles and section == "cellXfs":
            at_right = attributes.get("horizontal") == "right"  # it stands in from there
            indent = 0 if at_right else _whole(attributes.get("indent", "0"))
            styles[-1] = evolve(styles[-1], indent=indent)
    return tuple(styles)


def _whole(text: str) -> int:
    """A small number; 0 for a text that is none."""
    return int(text[:9]) if text.isdecimal() else 0


class _StringsReader:
    """Collects the shared strings; readings beside Asian texts (rPh) are no part of them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.found: list[str] = []
        self.blanks: dict[int, int] = {}
        self._pieces: list[str] = []
        self._within = self._aside = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        tag = _STRING_TAGS.get(name)
        if tag == "t":
            self._within = not self._aside
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        tag = _STRING_TAGS.get(name)
        if tag == "t":
            self._within = False
        elif tag == "si":
            if len(self.found) >= _MOST_STRINGS:
                raise too_many_cells(self._archive.place)
            text = "".join(self._pieces)
            if blanks := leading_blanks(text):
                self.blanks[len(self.found)] = blanks
            self.found.append(plain(text))
        elif tag == "rPh":
            self._aside = False

    def text(self, data: str) -> None:
        if self._within:
            self._pieces.append(data)

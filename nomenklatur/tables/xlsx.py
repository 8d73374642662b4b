"""The parts of an XLSX workbook: sheets, shared strings, number formats (ECMA-376-1, 18).

Read straight from the XML with the standard library: openpyxl must load a workbook twice to
tell values and formulas, three times as long in all, and shows neither hidden rows nor merged
ranges when it streams; calamine takes a sixth of the time and knows no formats.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.numbers import BUILTIN_FORMATS, GENERAL
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
class Package:
    """What the sheets of a workbook share.

    Attributes:
        sheets: Its worksheets in the order of their tabs.
        formats: Number format of each cell style.
        strings: The shared strings, with blanks collapsed.
        from_1904: Whether dates count from 1904.
        recalculates: Whether the workbook asks to be calculated anew when opened, so that
            stored values may be none.
        macros: Whether it has macros.
        links: How many other workbooks it refers to.
    """

    sheets: tuple[SheetRef, ...]
    formats: tuple[str, ...] = ()
    strings: tuple[str, ...] = field(default=(), repr=False)
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
    return Package(
        tuple(sheets),
        formats=_formats(archive, styles) if styles else (),
        strings=_strings(archive, strings) if strings else (),
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


def _formats(archive: Archive, part: str) -> tuple[str, ...]:
    own: dict[str, str] = {}
    styles: list[str] = []
    section = ""
    for name, attributes in elements(archive, part):
        if name in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            section = name
        elif name == "numFmt" and not section:
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and section == "cellXfs":
            number = attributes.get("numFmtId", "0")
            builtin = BUILTIN_FORMATS.get(int(number), GENERAL) if number.isdecimal() else GENERAL
            styles.append(own.get(number, builtin))
    return tuple(styles)


def _strings(archive: Archive, part: str) -> tuple[str, ...]:
    reader = _StringsReader(archive)
    parse(archive, part, reader)
    return tuple(reader.found)


class _StringsReader:
    """Collects the shared strings; readings beside Asian texts (rPh) are no part of them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.found: list[str] = []
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
            self.found.append(plain("".join(self._pieces)))
        elif tag == "rPh":
            self._aside = False

    def text(self, data: str) -> None:
        if self._within:
            self._pieces.append(data)

"""Workbooks made part by part, so that a test can say exactly what a file holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur.tables import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def workbook_parts(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    states: Mapping[int, str] = {},
) -> dict[str, str]:
    """The parts of a workbook; each sheet is the XML inside its worksheet element."""
    refs = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="r{number}" '
        f'state="{states.get(number, "visible")}"/>'
        for number in range(1, len(sheets) + 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}'
        f"<sheets>{refs}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return parts


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.fixture(scope="session")
def make_parts() -> Callable[..., dict[str, str]]:
    """Makes the parts of a workbook."""
    return workbook_parts


@pytest.fixture(scope="session")
def pack() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Packs parts into an archive."""
    return packed


@pytest.fixture(scope="session")
def make_xlsx() -> Callable[..., bytes]:
    """Makes a workbook out of the XML inside its worksheet elements."""
    return lambda *sheets, **more: packed(workbook_parts(*sheets, **more))


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Reads bytes as `read_document` reads standard input."""
    return lambda data, **more: read_document("-", stdin=io.BytesIO(data), **more)


@pytest.fixture(scope="session")
def files() -> Path:
    """Small workbooks in formats that no library here can write."""
    return Path(__file__).parent / "files"


@pytest.fixture(scope="session")
def semarang(root: Path) -> Document:
    """The document that the examples come from."""
    return read_document(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt")

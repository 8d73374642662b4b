"""XML parts of a workbook, read as a stream; document types and entities are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from nomenklatur.errors import ReadError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nomenklatur.tables.archive import Archive

_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
    "",
)
_MOST_ELEMENTS = 1_000_000


class PartReader(Protocol):
    """What is called while a part is parsed, with the full names of its elements."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A text, or a piece of one."""


def tags(names: Iterable[str]) -> dict[str, str]:
    """The local name of each spreadsheet element by its full name, in either namespace.

    ECMA-376 has a transitional and a strict one, and some writers leave it out.
    """
    return {f"{space}{name}": name for space in _SPREADSHEET for name in names}


def parse(
    archive: Archive,
    part: str,
    reader: PartReader,
    *,
    prepare: Callable[[Iterable[bytes]], Iterable[bytes]] = iter,
) -> None:
    """Read a part.

    Args:
        archive: The workbook.
        part: Name of the part.
        reader: What to call.
        prepare: What to do with the pieces of the part before they are parsed.

    Raises:
        ReadError: The part is missing, is no XML, or declares a document type, with which a
            small file can grow without end or ask for other files.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text

    def refuse(*_told: object) -> None:
        raise ReadError(
            _("the workbook declares a document type or entities in {part}").format(part=part),
            place=archive.place,
            remedy=_("no spreadsheet program writes that; do not trust the file"),
        )

    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in prepare(archive.chunks(part)):
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise archive.damaged(
            _("its part {part}: {error}").format(part=part, error=error)
        ) from error


def elements(archive: Archive, part: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The elements of a small part in order: local name and attributes by local name.

    Raises:
        ReadError: As `parse`.
    """
    reader = _Elements(archive, part)
    parse(archive, part, reader)
    return tuple(reader.found)


class _Elements:
    def __init__(self, archive: Archive, part: str) -> None:
        self.found: list[tuple[str, Mapping[str, str]]] = []
        self._archive, self._part = archive, part

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self.found) >= _MOST_ELEMENTS:
            raise self._archive.damaged(
                _("its part {part} has too many elements").format(part=self._part)
            )
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.found.append((name.rpartition(" ")[2], local))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass

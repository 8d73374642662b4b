"""The archive that a Word document is, opened with care."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.tables.archive import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from nomenklatur.places import Place
    from nomenklatur.tables.archive import Archive
    from nomenklatur.tables.docx.words import Element
    from nomenklatur.tables.limits import Limits

_OWN_LINKS: Final = ("/hyperlink", "/image")
"""Links that say nothing of the tables: addresses in the text, pictures."""
_BESIDE: Final = ("/numbering", "/styles")


@frozen
class Package:
    """What is read of a Word document.

    Attributes:
        body: The element that holds its paragraphs and tables.
        macros: Whether it has macros.
        embedded: How many files are embedded in it, such as Excel tables.
        links: How many other files it refers to.
        numbering: How its lists are counted; None without a list.
        styles: Its styles; None without one.
    """

    body: Element
    macros: bool = False
    embedded: int = 0
    links: int = 0
    numbering: Element = None
    styles: Element = None


def open_package(archive: Archive, data: bytes, limits: Limits) -> Package:
    """Open a Word document.

    Args:
        archive: The document, whose parts are checked against the limits first.
        data: Its bytes.
        limits: How many tags it may have.

    Raises:
        ReadError: It is damaged or too large, declares entities, or python-docx is missing.
    """
    _check(archive, limits)
    root, links, beside = _main_part(archive, data)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(archive.place)
    body = next((child for child in root if str(child.tag).endswith("}body")), None)
    if body is None:
        raise _damaged(archive.place, _("it has no text"))
    names = archive.names
    return Package(
        body,
        macros=any(name.endswith("vbaproject.bin") for name in names),
        embedded=sum(name.startswith("word/embeddings/") for name in names),
        links=links,
        numbering=beside.get("numbering"),
        styles=beside.get("styles"),
    )


def _check(archive: Archive, limits: Limits) -> None:
    """Unpack every part once, and count the tags of those that are parsed."""
    tags = 0
    for name in archive.names:
        is_markup = name.endswith((".xml", ".rels"))
        for chunk in archive.chunks(name):
            if not is_markup:
                continue
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                raise _declares(archive.place)
            tags += chunk.count(b"<")
            if tags > limits.elements:
                raise ReadError(
                    _("the document has more tags than this program reads"),
                    place=archive.place,
                    remedy=_("save the table that matters in a document of its own"),
                )


def _main_part(archive: Archive, data: bytes) -> tuple[Element, int, dict[str, Element]]:
    """The root of the document's text, how many files it refers to, and parts beside it."""
    try:
        from docx.opc.package import OpcPackage  # noqa: PLC0415 - heavy
        from docx.oxml.parser import parse_xml  # noqa: PLC0415 - the same
        from lxml.etree import LxmlError  # noqa: PLC0415 - the same
    except ImportError as error:
        raise ReadError(
            _("Word documents are read with python-docx, which is not installed"),
            place=archive.place,
            remedy=_("install it again: pip install {package}").format(package="python-docx"),
        ) from error
    try:
        # not docx.Document, which refuses documents with macros and templates
        part = OpcPackage.open(io.BytesIO(data)).main_document_part
        root = _root(part, parse_xml)
        beside = {
            relation.reltype.rpartition("/")[2]: _root(relation.target_part, parse_xml)
            for relation in part.rels.values()
            if not relation.is_external and relation.reltype.endswith(_BESIDE)
        }
        links = sum(
            relation.is_external and not relation.reltype.endswith(_OWN_LINKS)
            for relation in part.rels.values()
        )
    except (*BROKEN, *_ODD, LxmlError) as error:
        raise _damaged(archive.place, str(error)) from error
    return root, links, beside


def _root(part: object, parse: Callable[[bytes], Element]) -> Element:
    """The root of a part, which python-docx has parsed where it knows its kind."""
    element = getattr(part, "element", None)
    return element if element is not None else parse(getattr(part, "blob", b""))


_ODD: Final = (KeyError, AttributeError, TypeError, IndexError, AssertionError, OSError)
"""What python-docx raises on a document that lacks a part, besides what archives do."""


def _declares(place: Place) -> ReadError:
    return ReadError(
        _("the document declares a document type or entities"),
        place=place,
        remedy=_("no word processor writes that; do not trust the file"),
    )


def _damaged(place: Place, detail: str) -> ReadError:
    return ReadError(
        _("the document is damaged or cut short: {detail}").format(
            detail=" ".join(detail.split()) or _("a part of it is missing")
        ),
        place=place,
        remedy=_("open it in Word or LibreOffice and save it anew"),
    )

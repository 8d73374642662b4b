"""The paragraphs and tables of a Word document in order.

Headers, footers and notes are no part of the text. Of tracked changes the text counts as it
would stand if all were accepted: inserted words are read, deleted ones are not, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, rule
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.docx.grid import TableReader
from nomenklatur.tables.docx.numbering import Numbering
from nomenklatur.tables.docx.package import Package, open_package
from nomenklatur.tables.docx.words import Element, Words, chosen, name_of
from nomenklatur.tables.flow import Budget, Drawn, assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables.archive import Archive
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.table import Document

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "txbxContent"})


def read_docx(archive: Archive, data: bytes, file: str, limits: Limits) -> Document:
    """Read a Word document.

    Args:
        archive: The document.
        data: Its bytes.
        file: Its name.
        limits: How much it may hold.

    Raises:
        ReadError: It is damaged or too large, python-docx is missing, or it has no table.
    """
    package = open_package(archive, data, limits)
    place = Place(file=file)
    flow = Flow(Budget(limits, place), Numbering(package.numbering, package.styles))
    items = list(flow.blocks(package.body))
    findings = tuple(_said(package, flow, place))
    document = assemble(items, file, "docx", findings)
    if not document.tables:
        raise _no_table(package, flow, place)
    return document


class Flow:
    """Walks over the blocks of a document.

    Args:
        budget: How many cells there may be.
        numbering: Counts the paragraphs that have a number.
    """

    def __init__(self, budget: Budget, numbering: Numbering) -> None:
        self.numbering = numbering
        self._tables = TableReader(self, budget)
        self.outside = Words()
        """What was left out of paragraphs that stand in no table."""
        self.pictures = self.chunks = 0

    def blocks(self, parent: Element) -> Iterator[str | Drawn]:
        """The paragraphs and tables of an element, text boxes behind the paragraph they hang on."""
        for one in parent:
            name = name_of(one)
            if name == "p":
                yield from self._paragraph(one)
            elif name == "tbl":
                yield from self._tables.read(one)
            elif name in _THROUGH:
                yield from self.blocks(one)
            elif name == "mc:AlternateContent":
                yield from self.blocks(chosen(one))
            elif name == "altChunk":
                self.chunks += 1

    def _paragraph(self, element: Element) -> Iterator[str | Drawn]:
        words = Words(self.numbering)
        words.paragraph(element)
        yield words.text
        self.outside.deleted += words.deleted
        self.outside.hidden += words.hidden
        self.pictures += sum(name_of(one) == ":blip" for one in element.iter())
        for box in words.boxes:
            yield from self.blocks(box)


def _said(package: Package, flow: Flow, place: Place) -> Iterator[Finding]:
    """What of the document as a whole was not read."""
    found = []
    if package.macros:
        found.append(_("the document has macros, which were neither read nor run"))
    if n := package.embedded:
        found.append(
            ngettext(
                "the document has {n} embedded file, such as an Excel table, which was not read: "
                "open it there, and save it as a file of its own",
                "the document has {n} embedded files, such as Excel tables, which were not read: "
                "open them there, and save them as files of their own",
                n,
            ).format(n=n)
        )
    if n := package.links:
        found.append(
            ngettext(
                "the document links to {n} other file, which was not followed",
                "the document links to {n} other files, which were not followed",
                n,
            ).format(n=n)
        )
    if n := flow.chunks:
        found.append(
            ngettext(
                "the document includes {n} other document as a chunk, which was not read",
                "the document includes {n} other documents as chunks, which were not read",
                n,
            ).format(n=n)
        )
    if n := len(flow.outside.deleted):
        found.append(
            ngettext(
                "{n} piece of the text between the tables is deleted by a tracked change, and was "
                "not read",
                "{n} pieces of the text between the tables are deleted by tracked changes, and "
                "were not read",
                n,
            ).format(n=n)
        )
    if n := len(flow.outside.hidden):
        found.append(
            ngettext(
                "{n} piece of the text between the tables is hidden, and was not read",
                "{n} pieces of the text between the tables are hidden, and were not read",
                n,
            ).format(n=n)
        )
    for message in found:
        yield Finding(rule("NK412"), message, place)


def _no_table(package: Package, flow: Flow, place: Place) -> ReadError:
    remedy = _("give the document that holds the table")
    if package.embedded:
        remedy = _("its tables may be embedded Excel files: open them and save them as XLSX")
    elif flow.pictures:
        remedy = _("its tables may be pictures: type them anew, or give the file they come from")
    return ReadError(_("the document has no table"), place=place, remedy=remedy)

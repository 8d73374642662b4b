"""The words of a paragraph, without what is deleted, hidden, or the code of a field."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import Factory, define

from nomenklatur.tables.flow import is_note_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables.docx.numbering import Numbering

Element: TypeAlias = Any
"""An element of lxml's, which has no types of its own; or several, to be gone through."""

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OTHERS = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}": "mc",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}": "m",
    "{http://purl.oclc.org/ooxml/officeDocument/math}": "m",
}
_NEAR: Final = 4  # pieces of words behind which a raised one may be a mark
_OFF: Final = frozenset({"0", "false", "off"})
_BLANK: Final = {"tab": "\t", "br": " ", "ptab": " ", "cr": " ", "noBreakHyphen": "-"}
_THROUGH: Final = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple",
     "bdo", "dir", "ruby", "rubyBase"}
)  # fmt: skip
"""Elements whose words are those of the paragraph."""
_BLANK_TWIPS: Final = 60
"""About the width of a blank, in twentieths of a point."""
_DELETED: Final = frozenset({"del", "moveFrom"})
_ASIDE: Final = frozenset({"drawing", "pict", "object"})


def name_of(element: Element) -> str:
    """The name of an element without its namespace, for those of Word; ``mc:`` and ``m:`` others.

    Word's own namespace comes in a transitional and a strict spelling.
    """
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""  # a comment has a function for its tag


@functools.lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    space, bracket, local = tag.rpartition("}")
    if space + bracket in _WORD:
        return local
    return f"{_OTHERS.get(space + bracket, '')}:{local}"


def child(element: Element, name: str) -> Element:
    """The first child of a name; None without one."""
    if element is not None:
        for one in element:
            if name_of(one) == name:
                return one
    return None


def value(element: Element, name: str = "val") -> str | None:
    """An attribute of Word's; None without one."""
    if element is None:
        return None
    found = (element.get(space + name) for space in _WORD)
    return next((one for one in found if one is not None), None)


def is_on(element: Element) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and on."""
    return element is not None and (value(element) or "on") not in _OFF


def chosen(element: Element) -> Iterator[Element]:
    """The children of ``mc:AlternateContent`` that count: the first choice, else the fallback.

    Both say the same for programs of different age.
    """
    options = [one for one in element if name_of(one) in {"mc:Choice", "mc:Fallback"}]
    for option in sorted(options, key=lambda one: name_of(one) != "mc:Choice")[:1]:
        yield from option


@define
class Words:
    """The words of one or more paragraphs, and what was left out of them.

    Attributes:
        numbering: Counts the paragraphs that have a number; None for those that do not count.
        pieces: The words as they come.
        deleted: Texts that a tracked change deletes.
        hidden: Texts that are formatted as hidden.
        marks: Marks of notes, typed as raised letters.
        notes: Number of references to footnotes and endnotes.
        boxes: Elements with the content of text boxes.
        uncounted: Whether a paragraph has a number that is counted in a way not known here.
        breaks_before: Whether a page break stands before any text.
        breaks_after: Whether one stands behind the last text.
        indent: How far the first paragraph with a text stands in, in widths of a blank.
        plainly: Whether any of the text is not bold.
    """

    numbering: Numbering | None = None
    pieces: list[str] = Factory(list)
    deleted: list[str] = Factory(list)
    hidden: list[str] = Factory(list)
    marks: list[str] = Factory(list)
    notes: int = 0
    boxes: list[Element] = Factory(list)
    uncounted: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    indent: int = 0
    plainly: bool = False
    _bold: bool = False
    _fields: list[bool] = Factory(list)
    _written: bool = False

    @property
    def text(self) -> str:
        """The words in a row."""
        return "".join(self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all of the text is bold by itself, whatever its style says."""
        return self._written and not self.plainly

    def paragraph(self, element: Element) -> None:
        """Add a paragraph."""
        if self.pieces:
            self.pieces.append(" ")
        self._fields = []
        properties = child(element, "pPr")
        if not self._written:
            self.indent = _indent(child(properties, "ind"))
        if is_on(child(properties, "pageBreakBefore")):
            self._page_break()
        if self.numbering is not None:
            label = self.numbering.label(properties)
            self.uncounted |= label is None
            if label:
                self.pieces += [label, " "]
        self._inside(element, deleted=False)
        if child(properties, "sectPr") is not None:
            self._page_break()

    def _inside(self, element: Element, *, deleted: bool) -> None:
        for one in element:
            name = name_of(one)
            if name == "r":
                self._run(one, deleted=deleted)
            elif name in _DELETED:
                self._inside(one, deleted=True)
            elif name in _THROUGH:
                self._inside(one, deleted=deleted)
            elif name == "mc:AlternateContent":
                for option in chosen(one):
                    self._inside([option], deleted=deleted)
            elif name in {"m:oMath", "m:oMathPara"}:
                self._add("".join(one.itertext()), deleted=deleted)

    def _run(self, run: Element, *, deleted: bool) -> None:
        properties = child(run, "rPr")
        hidden = is_on(child(properties, "vanish"))
        raised = value(child(properties, "vertAlign")) == "superscript"
        self._bold = is_on(child(properties, "b"))
        for one in run:
            self._piece(one, deleted=deleted, hidden=hidden, raised=raised)
        self._bold = False

    def _piece(self, one: Element, *, deleted: bool, hidden: bool, raised: bool) -> None:
        name = name_of(one)
        if name in {"t", "delText"}:
            text = one.text or ""
            self._add(text, deleted=deleted or name == "delText", hidden=hidden, raised=raised)
        elif name in _BLANK:
            self._add(_BLANK[name], deleted=deleted, hidden=hidden)
        elif name == "fldChar":
            self._field(value(one, "fldCharType"))
        elif name in {"footnoteReference", "endnoteReference"}:
            self.notes += 1
        elif name in _ASIDE:
            self._aside(one)
        elif name == "mc:AlternateContent":
            for option in chosen(one):
                self._piece(option, deleted=deleted, hidden=hidden, raised=raised)
        if name == "lastRenderedPageBreak" or (name == "br" and value(one, "type") == "page"):
            self._page_break()

    def _add(self, text: str, *, deleted: bool, hidden: bool = False, raised: bool = False) -> None:
        if any(self._fields):
            return  # the code of a field, not its result
        if deleted or hidden:
            if text.strip():
                (self.deleted if deleted else self.hidden).append(text)
        elif raised and is_note_mark("".join(self.pieces[-_NEAR:]), text):
            self.marks.append(text)
        else:
            self.pieces.append(text)
            if text.strip():
                self._written, self.breaks_after = True, False
                self.plainly |= not self._bold

    def _field(self, kind: str | None) -> None:
        """Follow a field: its code stands between begin and separate, its result up to end."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _aside(self, element: Element) -> None:
        """Keep the text boxes of a drawing; those inside others come with them."""
        for one in element:
            name = name_of(one)
            if name == "txbxContent":
                self.boxes.append(one)
            elif name == "mc:AlternateContent":
                self._aside(chosen(one))
            else:
                self._aside(one)

    def _page_break(self) -> None:
        if self._written:
            self.breaks_after = True
        else:
            self.breaks_before = True


def _indent(element: Element) -> int:
    """Where the first line of a paragraph begins, in widths of a blank."""
    left = _twips(element, "left") or _twips(element, "start")  # the strict spelling
    return max(left + _twips(element, "firstLine") - _twips(element, "hanging"), 0) // _BLANK_TWIPS


def _twips(element: Element, name: str) -> int:
    text = value(element, name) or ""
    return int(text[:6]) if text.isascii() and text.isdigit() else 0

"""What was the matter with the pages of a PDF: pictures, letters that cannot be read."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, rule
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.pdf.scan import is_picture, is_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.pdf.ink import Ink

_SHOWN: Final = 8


def can_recognise() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class PageStates:
    """Which pages of a PDF were read, and how."""

    def __init__(self, file: str) -> None:
        self._place = Place(file=file)
        self._printed = 0
        self._pictures: list[int] = []
        self._unreadable: list[int] = []
        self._recognised: list[int] = []
        self._cut: list[int] = []

    def add(self, ink: Ink) -> None:
        """Take in a page."""
        if ink.recognised:
            self._recognised.append(ink.page)
        elif is_picture(ink):
            self._pictures.append(ink.page)
        elif is_unreadable(ink):
            self._unreadable.append(ink.page)
        else:
            self._printed += bool(ink.words)
        if ink.left_out:
            self._cut.append(ink.page)

    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the pages.

        Raises:
            ReadError: Nothing could be read, because the pages are pictures or their letters
                unknown.
        """
        if not self._printed and not self._recognised:
            self._refuse()
        return tuple(self._findings())

    def _refuse(self) -> None:
        advice = _(
            "export the PDF from the program in which it was written, ask for the workbook, or "
            "install text recognition: pip install 'nomenklatur[ocr]'"
        )
        if self._pictures:
            raise ReadError(
                ngettext(
                    "the PDF is scanned: its page is a picture without text",
                    "the PDF is scanned: its pages are pictures without text",
                    len(self._pictures),
                ),
                place=self._place,
                remedy=advice,
            )
        if self._unreadable:
            raise ReadError(
                _("the PDF draws letters and does not say which they are"),
                place=self._place,
                remedy=advice,
            )
        raise ReadError(
            _("the PDF has no text"), place=self._place, remedy=_("is it the right file?")
        )

    def _findings(self) -> Iterator[Finding]:
        if self._recognised:
            yield Finding(
                rule("NK431"),
                _("the text of {pages} was recognised on pictures").format(
                    pages=_listed(self._recognised)
                ),
                self._place.at(page=self._recognised[0]),
                _("compare the table with the pages, and see that the totals hold"),
            )
        if self._pictures:
            yield Finding(
                rule("NK435"),
                _("{pages}: pictures without text").format(pages=_listed(self._pictures)),
                self._place.at(page=self._pictures[0]),
                _("install text recognition: pip install 'nomenklatur[ocr]'"),
            )
        if self._unreadable:
            yield Finding(
                rule("NK430"),
                _("{pages}: most letters are drawn without saying which they are").format(
                    pages=_listed(self._unreadable)
                ),
                self._place.at(page=self._unreadable[0]),
                _("export the document again, as PDF/A if the program can"),
            )
        if self._cut:
            yield Finding(
                rule("NK412"),
                _(
                    "{pages}: text beyond the edge of the page, which nobody sees, is left out"
                ).format(pages=_listed(self._cut)),
                self._place.at(page=self._cut[0]),
            )


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:_SHOWN]))
    more = ", …" if len(pages) > _SHOWN else ""
    return ngettext("page {pages}", "pages {pages}", len(pages)).format(pages=shown + more)

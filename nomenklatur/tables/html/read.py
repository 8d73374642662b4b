"""The tables of a page, with the text around them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from nomenklatur.errors import ReadError
from nomenklatur.findings import Finding, rule
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place
from nomenklatur.tables.flow import Budget, assemble
from nomenklatur.tables.html.pages import pages_of
from nomenklatur.tables.html.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.html.pages import Page
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.table import Document

_PIECE: Final = 1 << 16


def read_html(data: bytes, file: str, limits: Limits) -> Document:
    """Read a page, or the pages of an MHT archive.

    Args:
        data: The file.
        file: Its name.
        limits: How much it may hold.

    Raises:
        ReadError: It is one of this program's own reports, is too large, or has no table.
    """
    place = Place(file=file)
    budget = Budget(limits, place)
    pages = list(pages_of(data))
    walks = [_walked(page, budget, limits, place) for page in pages]
    document = assemble(
        chain.from_iterable(walk.items for walk in walks),
        file,
        "html",
        tuple(_said(pages, walks, place)),
    )
    if not document.tables:
        raise _no_table(walks, place)
    return document


def _walked(page: Page, budget: Budget, limits: Limits, place: Place) -> Walk:
    """A page, walked through by lxml's parser as events, so that no tree is built of it."""
    from lxml import etree  # noqa: PLC0415 - heavy

    walk = Walk(budget, limits.elements, place)
    parser = etree.HTMLParser(target=walk, encoding="utf-8", no_network=True)
    text = page.text
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8", "replace"))
        if text:
            parser.close()
    except etree.LxmlError as error:
        raise ReadError(
            _("the page cannot be read: {detail}").format(detail=" ".join(str(error).split())),
            place=place,
            remedy=_("open it in a browser, and copy its table into a workbook"),
        ) from error
    walk.close()
    return walk


def _said(pages: Sequence[Page], walks: Sequence[Walk], place: Place) -> Iterator[Finding]:
    if any(page.guessed for page in pages):
        yield Finding(
            rule("NK411"),
            _("the page is not in UTF-8 and was read as Windows-1252"),
            place,
            _("save it as UTF-8 if letters look wrong"),
        )
    if n := sum(len(walk.hidden) for walk in walks):
        message = ngettext(
            "{n} piece of the text between the tables is hidden, and was not read",
            "{n} pieces of the text between the tables are hidden, and were not read",
            n,
        ).format(n=n)
        yield Finding(rule("NK412"), message, place)


def _no_table(walks: Sequence[Walk], place: Place) -> ReadError:
    frames = [name for walk in walks for name in walk.frames]
    if frames:
        remedy = _("it only shows other files: give {file} instead").format(file=frames[0])
    else:
        remedy = _(
            "if the browser shows one, a script draws it: copy it into a workbook, or export it "
            "as XLSX"
        )
    return ReadError(_("the page has no table"), place=place, remedy=remedy)

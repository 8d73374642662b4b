"""How much a file may hold before reading it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _

if TYPE_CHECKING:
    from nomenklatur.places import Place

_MIB: Final = 1 << 20


@frozen
class Limits:
    """Limits that keep a broken or hostile file from eating the machine.

    The largest official list has about 100,000 cells in 9 MB unpacked; the defaults leave two
    orders of magnitude.

    Attributes:
        file_bytes: Size of the file.
        unpacked_bytes: Size of all that is read out of a workbook's ZIP archive.
        ratio: How many times larger than its packed size a part of an archive may be; a part
            of less than 10 MiB may have any ratio.
        parts: Number of parts in an archive.
        cells: Number of cells, the empty ones between others included.
        elements: Number of tags in a Word document or a page.
        pages: Number of pages of a PDF.
        page_letters: Number of letters on a page of a PDF, and of lines drawn on it.
        seconds: How long reading a PDF may take.
    """

    file_bytes: int = 512 * _MIB
    unpacked_bytes: int = 1024 * _MIB
    ratio: int = 300
    parts: int = 10_000
    cells: int = 10_000_000
    elements: int = 20_000_000
    pages: int = 3_000
    page_letters: int = 100_000
    seconds: int = 900


DEFAULT_LIMITS: Final = Limits()
UNSUSPICIOUS_BYTES: Final = 10 * _MIB
"""A part of an archive up to this size is no bomb, however well it was packed."""


def too_many_cells(place: Place) -> ReadError:
    """The error for a file with more cells than may be read."""
    return ReadError(
        _("the file has more cells than this program reads"),
        place=place,
        remedy=_(
            "save the table that matters, without formatted empty rows and columns, in a "
            "file of its own"
        ),
    )

"""The process that reads a PDF: a file on standard input, a page a line on standard output.

What a PDF holds is code of a kind, and the libraries that read it were not made for hostile
files: one may ask for all the memory there is, or never end. So they run in a process with bounded
memory, whose end is no more than an error. Nothing is fetched and no script in the file is run.
"""

from __future__ import annotations

import enum
import io
import json
import logging
import sys
from typing import TYPE_CHECKING, Final

from nomenklatur.tables.memory import READING, bound_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Trouble(enum.Enum):
    """Why a file was not read to its end."""

    NOT_INSTALLED = "not installed"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NO_PAGES = "no pages"
    TOO_MANY_PAGES = "too many pages"
    TOO_MANY_LETTERS = "too many letters"
    TOO_MUCH_MEMORY = "too much memory"


def main(arguments: Sequence[str]) -> None:
    """Read the PDF on standard input.

    Args:
        arguments: How many pages it may have and how many letters a page; whether pictures of
            pages are recognised.
    """
    most_pages, most_letters = int(arguments[0]), int(arguments[1])
    recognise = arguments[2:3] == ["ocr"]
    bound_memory(READING)
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    for record in _records(data, most_pages, most_letters, recognise=recognise):
        sys.stdout.write(record + "\n")
        sys.stdout.flush()


def _records(data: bytes, most_pages: int, most_letters: int, *, recognise: bool) -> Iterator[str]:
    try:
        import pdfplumber  # noqa: F401, PLC0415 - heavy
    except ImportError as error:
        yield _error(Trouble.NOT_INSTALLED, str(error))
        return
    try:
        yield from _pages(data, most_pages, most_letters, recognise=recognise)
    except MemoryError:
        yield _error(Trouble.TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 - a damaged file raises anything
        yield _error(Trouble.DAMAGED, f"{type(error).__name__}: {error}")


def _pages(data: bytes, most_pages: int, most_letters: int, *, recognise: bool) -> Iterator[str]:
    import pdfplumber  # noqa: PLC0415 - heavy
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - the same
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415 - the same

    from nomenklatur.tables.pdf.glyphs import (  # noqa: PLC0415 - the same
        TooManyLettersError,
        lay_out,
        read_page,
    )
    from nomenklatur.tables.pdf.scan import Pictures  # noqa: PLC0415 - the same

    try:
        opened = pdfplumber.open(io.BytesIO(data), password="")
        pages = opened.pages
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect) or "ncrypt" in type(cause).__name__:
            yield _error(Trouble.LOCKED)
        else:
            yield _error(Trouble.DAMAGED, f"{type(cause).__name__}: {cause}")
        return
    if not pages:
        yield _error(Trouble.NO_PAGES)
        return
    if len(pages) > most_pages:
        yield _error(Trouble.TOO_MANY_PAGES, str(len(pages)))
        return
    pictures = Pictures(data, recognise=recognise)
    for number, page in enumerate(pages, 1):
        size = float(page.width), float(page.height)
        if not (0 < size[0] < _LONGEST_SIDE and 0 < size[1] < _LONGEST_SIDE):
            raise ValueError(f"page {number} has no size")
        try:
            ink = read_page(lay_out(page, most_letters), size, (number, len(pages)))
        except TooManyLettersError:
            yield _error(Trouble.TOO_MANY_LETTERS, str(number))
            return
        yield pictures.read(ink).to_json()
        page.close()


_LONGEST_SIDE: Final = 100_000  # points


def _error(trouble: Trouble, detail: str = "") -> str:
    return json.dumps({"error": trouble.value, "detail": " ".join(detail.split())[:300]})


if __name__ == "__main__":
    main(sys.argv[1:])

"""The pages of a PDF as ink, one after the other, from the process that reads them."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from typing import IO, TYPE_CHECKING, Any, Final

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.tables.memory import READING
from nomenklatur.tables.pdf.child import Trouble
from nomenklatur.tables.pdf.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.places import Place
    from nomenklatur.tables.limits import Limits

_CHILD: Final = "nomenklatur.tables.pdf.child"
_WAITING: Final = 16  # pages that the child may be ahead; more would only fill the memory
_FOR_RECOGNITION: Final = 60  # seconds more for a page that is recognised
_MIB: Final = 1 << 20


def read_pages(
    data: bytes, place: Place, limits: Limits, *, recognise: bool = False
) -> Iterator[Ink]:
    """The pages of a PDF in order, each as soon as it is read.

    Args:
        data: The file.
        place: Its name, for errors.
        limits: How many pages and letters it may have, and how long reading may take.
        recognise: Whether pictures of pages are recognised.

    Raises:
        ReadError: The extra for PDF is not installed; the file is locked, damaged, has no page,
            is too large, or takes too long.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    arguments = [str(limits.pages), str(limits.page_letters), *(["ocr"] if recognise else [])]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        process = subprocess.Popen(  # noqa: S603 - this interpreter, on our own module
            [sys.executable, "-m", _CHILD, *arguments],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )
        try:
            yield from _pages(process, place, limits)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _pages(process: subprocess.Popen[str], place: Place, limits: Limits) -> Iterator[Ink]:
    lines: queue.Queue[str | None] = queue.Queue(_WAITING)
    stopped = threading.Event()
    reader = threading.Thread(target=_pump, args=(process.stdout, lines, stopped), daemon=True)
    reader.start()
    until = time.monotonic() + limits.seconds
    page, pages = 0, 0
    try:
        while page == 0 or page < pages:
            try:
                line = lines.get(timeout=max(until - time.monotonic(), 0.0))
            except queue.Empty as error:
                raise _too_slow(page, pages, place, limits) from error
            record: dict[str, Any] = json.loads(line) if line else {"error": Trouble.DAMAGED.value}
            if "error" in record:
                raise _error(record, page, place, limits)
            ink = Ink.from_json(record)
            until += _FOR_RECOGNITION if ink.recognised else 0
            page, pages = ink.page, ink.pages
            yield ink
    finally:
        stopped.set()
        process.kill()
        reader.join()


def _pump(stream: IO[str] | None, lines: queue.Queue[str | None], stopped: threading.Event) -> None:
    """Move lines from the child into the queue until it ends or nobody wants them."""
    ended: list[str | None] = [None]
    for line in [*ended] if stream is None else _lines(stream):
        while not stopped.is_set():
            try:
                lines.put(line, timeout=0.1)
                break
            except queue.Full:
                continue
        if stopped.is_set():
            return


def _lines(stream: IO[str]) -> Iterator[str | None]:
    yield from stream
    yield None


def _error(record: dict[str, Any], page: int, place: Place, limits: Limits) -> ReadError:
    trouble, detail = Trouble(record["error"]), record.get("detail", "")
    message, remedy = _said(trouble)
    more = ""
    if trouble is Trouble.DAMAGED:
        more = _(" after page {page}").format(page=page) if page else ""
        more += f": {detail}" if detail else ""
    text = message.format(
        detail=detail,
        pages=limits.pages,
        letters=limits.page_letters,
        size=READING // _MIB,
    )
    return ReadError(text + more, place=place, remedy=remedy)


def _said(trouble: Trouble) -> tuple[str, str]:
    """What is said of a trouble, and what can be done about it."""
    print_apart = _("print the pages that matter into a PDF of their own")
    return {
        Trouble.NOT_INSTALLED: (
            _("is a PDF, and the libraries that read PDF are not installed"),
            _("install it again: pip install {package}").format(package="pdfplumber"),
        ),
        Trouble.LOCKED: (
            _("the PDF is protected by a password"),
            _(
                "open it with the password and print it into a new PDF, or ask for a copy without "
                "one"
            ),
        ),
        Trouble.DAMAGED: (
            _("the PDF is damaged or cut short"),
            _("download it again, or open it and print it into a new PDF"),
        ),
        Trouble.NO_PAGES: (_("the PDF has no page"), _("save or download it again")),
        Trouble.TOO_MANY_PAGES: (
            _("the PDF has {detail} pages; at most {pages} are read"),
            print_apart,
        ),
        Trouble.TOO_MANY_LETTERS: (
            _("page {detail} of the PDF has more than {letters} letters and lines"),
            print_apart,
        ),
        Trouble.TOO_MUCH_MEMORY: (
            _("reading the PDF takes more than {size} MiB of memory"),
            print_apart,
        ),
    }[trouble]


def _too_slow(page: int, pages: int, place: Place, limits: Limits) -> ReadError:
    where = _("page {page} of {pages}").format(page=page + 1, pages=pages) if pages else ""
    return ReadError(
        _("reading the PDF takes longer than {seconds} s{where}").format(
            seconds=limits.seconds, where=f" ({where})" if where else ""
        ),
        place=place,
        remedy=_("print the pages that matter into a PDF of their own"),
    )

"""The file of a long plan: its encoding, its separator, its first rows, its chunks."""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from attrs import frozen

from nomenklatur.errors import ReadError
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.tables.delimited import detect, read_delimited, records, split_lines
from nomenklatur.tables.encoding import decode
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables import Table

HEAD_BYTES: Final = 1 << 19
"""Bytes at the beginning of a file that tell what is in it."""
CHUNK_BYTES: Final = 1 << 19
"""Bytes of a chunk: some thousand rows."""
_MOST_BYTES: Final = 1 << 24
"""A chunk is cut here even if a quotation mark is open: it was opened by mistake."""
_BOM: Final = b"\xef\xbb\xbf"


@frozen
class Chunk:
    """A part of a file that holds whole rows.

    Attributes:
        start: Its first byte.
        size: Its bytes.
        line: Number of its first line, from 1.
    """

    start: int
    size: int
    line: int


@frozen
class Source:
    """A long plan as a file.

    Attributes:
        path: The file on disk.
        name: Its name as the user gave it.
        separator: What stands between its cells.
        encoding: Its encoding.
        start: The first byte behind a byte order mark.
    """

    path: str
    name: str
    separator: str
    encoding: str = "utf-8"
    start: int = 0

    def head(self) -> Table:
        """The table of the first rows."""
        with open(self.path, "rb") as stream:  # noqa: PTH123 - as everywhere here
            stream.seek(self.start)
            data = stream.read(HEAD_BYTES)
            if len(data) == HEAD_BYTES:
                data += stream.readline()
        lines = split_lines(data.decode(self.encoding))
        return read_delimited(lines, self.separator, self.name, DEFAULT_LIMITS)

    def chunks(self) -> Iterator[Chunk]:
        """The file in parts, cut at ends of lines outside of quotation marks."""
        with open(self.path, "rb") as stream:  # noqa: PTH123 - as everywhere here
            start, line = self.start, 1
            stream.seek(start)
            held = b""
            while True:
                data = stream.read(CHUNK_BYTES)
                held += data
                if not data:
                    break
                cut = _cut(held)
                if cut:
                    yield Chunk(start, cut, line)
                    line += _lines(held[:cut])
                    start, held = start + cut, held[cut:]
            if held:
                yield Chunk(start, len(held), line)

    def rows(self, chunk: Chunk) -> Iterator[tuple[int, list[str]]]:
        """The rows of a chunk: the line that each begins on, and its cells as they stand.

        Raises:
            ReadError: The bytes are no text in the file's encoding.
        """
        with open(self.path, "rb") as stream:  # noqa: PTH123 - as everywhere here
            stream.seek(chunk.start)
            data = stream.read(chunk.size)
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError as error:
            row = chunk.line + data.count(b"\n", 0, error.start)
            raise ReadError(
                _("is not text in {encoding}").format(encoding=self.encoding),
                place=Place(self.name, row=row),
                remedy=_("save it as CSV UTF-8"),
            ) from error  # fmt: skip
        lines = split_lines(text)
        reader: Any = csv.reader(
            lines, delimiter=self.separator, skipinitialspace=True, strict=True
        )
        found: list[tuple[int, list[str]]] = []
        done = 0
        try:
            for cells in reader:
                found.append((chunk.line + done, cells))
                done = reader.line_num
        except csv.Error:
            found = [
                (chunk.line + record.line - 1, list(record.cells))
                for record in records(lines, self.separator)
            ]
        yield from found


def _cut(data: bytes) -> int:
    """Where to cut bytes: behind the last end of a line outside of quotation marks."""
    cut = data.rfind(b"\n") + 1
    if data.count(b'"', 0, cut) % 2 == 0:
        return cut
    if len(data) > _MOST_BYTES:
        return cut
    while cut:
        before = data.rfind(b"\n", 0, cut - 1) + 1
        if data.count(b'"', 0, before) % 2 == 0:
            return before
        cut = before
    return 0


def _lines(data: bytes) -> int:
    """How many lines an editor counts: CR, LF and CRLF end one each."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


@contextlib.contextmanager
def opened(path: str, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """A file, ready to be read in chunks; standard input is kept in a file meanwhile.

    Args:
        path: The file, or ``-`` for standard input.
        stdin: What to read for ``-`` instead of the process's own standard input.

    Raises:
        ReadError: The file cannot be read, or is no table of plain text.
    """
    if path != STDIN:
        yield _source(path, path)
        return
    stream = stdin or sys.stdin.buffer
    with tempfile.NamedTemporaryFile(prefix="nomenklatur-", suffix=".csv", delete=False) as kept:
        shutil.copyfileobj(stream, kept)
    try:
        yield _source(kept.name, STDIN)
    finally:
        Path(kept.name).unlink(missing_ok=True)


def _source(path: str, name: str) -> Source:
    place = Place(name)
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a Path would swallow a trailing slash
            data = stream.read(HEAD_BYTES)
            if len(data) == HEAD_BYTES:
                data += stream.readline()
    except OSError as error:
        raise ReadError(
            _("cannot be read: {reason}").format(reason=error.strerror), place=place
        ) from error
    if not data:
        raise ReadError(_("the file is empty"), place=place, remedy=_("save or download it again"))
    start = len(_BOM) if data.startswith(_BOM) else 0
    encoding = _encoding(path, start, place)
    separator, _score = detect(split_lines(decode(data, name)[0]))
    if separator is None:
        raise ReadError(
            _("no table was found: no line has cells separated by tabs, semicolons or commas"),
            place=place,
            remedy=_("give the plan as CSV"),
        )
    return Source(path, name, separator, encoding, start)


def _encoding(path: str, start: int, place: Place) -> str:
    """UTF-8 if all of the file is, else Windows-1252."""
    import codecs  # noqa: PLC0415 - only here

    decoder = codecs.getincrementaldecoder("utf-8")()
    with open(path, "rb") as stream:  # noqa: PTH123 - as everywhere here
        stream.seek(start)
        try:
            while data := stream.read(1 << 20):
                if b"\0" in data:
                    raise ReadError(
                        _("is no text"), place=place, remedy=_("give the plan as CSV UTF-8")
                    )
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def size_of(path: str) -> int:
    """The bytes of a file; 0 where nobody knows."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a Path would swallow a trailing slash
    except OSError:
        return 0

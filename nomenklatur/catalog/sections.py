"""The sections of a compiled file: bytes one after the other, each with a checksum of its own.

A section is checked when it is first taken, so that whoever wants one row of a file of ten
megabytes reads and checks a hundredth of it. Data only: no code and no pickles.
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from array import array
from typing import TYPE_CHECKING, Final, TypeVar

from nomenklatur import __version__
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.crosswalk.mapping import Crosswalk

K = TypeVar("K", "Catalog", "Crosswalk")

KEY: Final = struct.Struct(">8H")
PART_SIZE: Final = 2
_KEY_PARTS: Final = KEY.size // PART_SIZE
_SUM: Final = 4
FIELD, PART, ROW = "\x1f", "\x1d", "\x1e"
"""What divides the texts of a row, the parts of a text, and the rows."""


class NotCompiledError(ValueError):
    """Bytes that are no compiled file of this version, or what cannot be compiled."""


class Form:
    """The form of a compiled file.

    Args:
        kind: What it holds.
        number: How many sections it has; the first one is its stamp.
    """

    def __init__(self, kind: str, number: int) -> None:
        machine = f"{sys.byteorder} {array('I').itemsize}"
        self.begin = f"nomenklatur {__version__} {kind} 2 {machine}\n".encode()
        self.number = number

    def joined(self, sections: Sequence[bytes | memoryview]) -> bytes:
        """The bytes of a file of these sections."""
        sums = [zlib.crc32(section) for section in sections]
        return self.with_head([*map(len, sections), *sums], sections)

    def with_head(self, numbers: Sequence[int], sections: Iterable[bytes | memoryview]) -> bytes:
        """The bytes of a file of sections whose lengths and checksums are known."""
        head = array("I", numbers).tobytes()
        return b"".join((self.begin, zlib.crc32(head).to_bytes(_SUM, "big"), head, *sections))


def mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file, read when they are looked at.

    Whoever makes the file anew puts another one in its place and leaves this one as it is.

    Raises:
        OSError: There is no such file.
    """
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file
            return b""


class Sections:
    """The sections of a file.

    Args:
        data: The file.
        form: The form that it must have.

    Raises:
        NotCompiledError: The file is of another version, or not whole.
    """

    def __init__(self, data: bytes | mmap.mmap, form: Form) -> None:
        begin, number = form.begin, form.number
        numbers = array("I")
        at = len(begin) + _SUM
        end = at + 2 * number * numbers.itemsize
        if data[: len(begin)] != begin:
            raise NotCompiledError(_("another version"))
        head = data[at:end]
        if zlib.crc32(head) != int.from_bytes(data[len(begin) : at], "big"):
            raise NotCompiledError(_("the checksum is wrong"))
        numbers.frombytes(head)
        self._form = form
        self._lengths, self._sums = numbers[:number], numbers[number:]
        if len(numbers) != 2 * number or end + sum(self._lengths) != len(data):
            raise NotCompiledError(_("the sections are not whole"))
        content = memoryview(data)
        self._sections: list[memoryview] = []
        for length in self._lengths:
            self._sections.append(content[end : end + length])
            end += length
        self._checked: set[int] = set()

    def __getitem__(self, number: int) -> memoryview:
        """A section.

        Raises:
            NotCompiledError: It is damaged.
        """
        section = self._sections[number]
        if number not in self._checked:
            if zlib.crc32(section) != self._sums[number]:
                raise NotCompiledError(_("the checksum is wrong"))
            self._checked.add(number)
        return section

    def unchecked(self, number: int) -> memoryview:
        """A section whose parts have checksums of their own."""
        return self._sections[number]

    def numbers(self, number: int) -> array[int]:
        """A section as a table of numbers.

        Raises:
            NotCompiledError: It is damaged, or none.
        """
        found = array("I")
        try:
            found.frombytes(self[number])
        except ValueError as problem:
            raise NotCompiledError(_("a table of numbers is not whole")) from problem
        return found

    def stamped(self, stamp: bytes) -> bytes:
        """The bytes of the file with another stamp; the other sections are as good as before."""
        lengths, sums = list(self._lengths), list(self._sums)
        lengths[0], sums[0] = len(stamp), zlib.crc32(stamp)
        return self._form.with_head([*lengths, *sums], [stamp, *self._sections[1:]])


def anew(make: Callable[[], K] | None, rows: int) -> K:
    """A catalog or crosswalk made anew, since a part of its compiled form is damaged.

    Args:
        make: Makes it; None where there is nothing to make it of.
        rows: How many rows the compiled form has.

    Raises:
        NomenklaturError: It is another one by now.
        NotCompiledError: There is nothing to make it of.
    """
    if make is None:
        raise NotCompiledError(_("the checksum is wrong"))
    made = make()
    if len(made) != rows:
        raise NomenklaturError(
            _("{id} has changed while it was read").format(id=made.id),
            remedy=_("run the command again"),
        )
    return made


class Texts:
    """Rows of text, each with a checksum of its own: one is read without the others.

    Args:
        sections: The sections of the file.
        starts: The section that says where each row begins, and where the last one ends.
        rows: The section of the rows.
        sums: The section of their checksums.

    Raises:
        NotCompiledError: The sections do not fit together.
    """

    def __init__(self, sections: Sections, starts: int, rows: int, sums: int) -> None:
        self._texts = sections.unchecked(rows)
        self._starts, self._sums = sections.numbers(starts), sections.numbers(sums)
        if len(self._starts) != len(self._sums) + 1:
            raise NotCompiledError(_("the rows and their codes do not fit together"))

    def __len__(self) -> int:
        return len(self._sums)

    def __getitem__(self, row: int) -> str | None:
        """A row, counted from 0; None if it is damaged."""
        data = self._texts[self._starts[row] : self._starts[row + 1]]
        return str(data, "utf-8") if zlib.crc32(data) == self._sums[row] else None

    @staticmethod
    def parts(rows: Iterable[str]) -> tuple[bytes, bytes, bytes]:
        """The sections of rows: where they begin, they themselves, and their checksums."""
        body = [row.encode() for row in rows]
        starts = array("I", [0])
        for row in body:
            starts.append(starts[-1] + len(row))
        return starts.tobytes(), b"".join(body), array("I", map(zlib.crc32, body)).tobytes()


def divided(code: Code, fields: Sequence[str], parts: int) -> str:
    """The row of some texts.

    Args:
        code: The code that it is about, for the error.
        fields: The texts.
        parts: How many characters in them divide parts.

    Raises:
        NotCompiledError: A text has one of the characters that divide texts here.
    """
    text = FIELD.join(fields)
    if text.count(FIELD) != len(fields) - 1 or text.count(PART) != parts or ROW in text:
        raise NotCompiledError(_("{code} has a dividing character in a text").format(code=code))
    return text + ROW


def kind_of(code: Code) -> str:
    """What kind of code it is, which its text does not always tell."""
    return str(code.level.rank) + ("L" if code.scheme is Scheme.LEGACY else "")


def code_of(text: str, kind: str) -> Code:
    """The code of a text and what `kind_of` says."""
    scheme = Scheme.LEGACY if kind.endswith("L") else Scheme.NEW
    return Code.parse(text, scheme=scheme, level=_LEVELS[int(kind[0])])


_LEVELS: Final = tuple(Level)


class Keys:
    """Keys of codes in order, for `bisect`."""

    __slots__ = ("data",)

    def __init__(self, data: memoryview) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data) // KEY.size

    def __getitem__(self, at: int) -> bytes:
        return bytes(self.data[at * KEY.size : (at + 1) * KEY.size])


def key_bytes(key: tuple[int, ...]) -> bytes:
    """A code's key in bytes that order like it. A shorter key is padded with nothing: zero."""
    parts = [part + 1 for part in key]
    return KEY.pack(*parts, *[0] * (_KEY_PARTS - len(parts)))

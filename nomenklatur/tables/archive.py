"""The ZIP archive that a workbook is, opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from nomenklatur.errors import ReadError
from nomenklatur.language import N_, _
from nomenklatur.places import Place
from nomenklatur.tables.limits import UNSUSPICIOUS_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables.limits import Limits

_CHUNK = 1 << 18
_COPY_AGAIN = N_("copy or download it again, or open it and save it anew")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises on a damaged archive."""


class Archive:
    """A ZIP archive in memory whose parts are read within limits.

    Args:
        data: The archive.
        file: Its name, for messages.
        limits: How much may come out of it.

    Raises:
        ReadError: It is damaged, encrypted, or unpacks to more than the limits allow.
    """

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self.place = Place(file=file)
        self._limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*BROKEN, OSError) as error:
            raise self.damaged(str(error)) from error
        parts = self._zip.infolist()
        if len(parts) > limits.parts:
            raise self._too_large(
                _("the archive has {number} parts; a workbook does not do that").format(
                    number=len(parts)
                )
            )
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError(
                _("the file is protected by a password"),
                place=self.place,
                remedy=_("remove the password and save it again"),
            )
        self._parts = {part.filename.lower(): part for part in parts}
        for part in parts:
            if part.file_size > UNSUSPICIOUS_BYTES:
                self._check_ratio(part, part.file_size)
        if (declared := sum(part.file_size for part in parts)) > limits.unpacked_bytes:
            raise self._too_large(
                _("the archive unpacks to {size} MiB; a workbook does not do that").format(
                    size=declared >> 20
                )
            )

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts in lower case, as part names do not tell cases apart."""
        return tuple(self._parts)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a part, piece by piece.

        Raises:
            ReadError: The part is missing or damaged, or grows beyond the limits.
        """
        part = self._parts.get(name.lower())
        if part is None:
            raise self.damaged(_("its part {name} is missing").format(name=name))
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._too_large(
                            _(
                                "the archive unpacks to more than it says; a workbook does not "
                                "do that"
                            )
                        )
                    if size > UNSUSPICIOUS_BYTES:
                        self._check_ratio(part, size)
                    yield chunk
        except (*BROKEN, OSError) as error:
            raise self.damaged(
                _("its part {name}: {error}").format(name=name, error=error)
            ) from error

    def read(self, name: str) -> bytes:
        """The content of a part at once."""
        return b"".join(self.chunks(name))

    def check(self) -> None:
        """Unpack every part once and throw it away, for readers that know no limits.

        Raises:
            ReadError: As `chunks`.
        """
        for name in self.names:
            for _chunk in self.chunks(name):
                pass

    def damaged(self, detail: str) -> ReadError:
        """The error for an archive that is not whole."""
        return ReadError(
            _("the workbook is damaged or cut short: {detail}").format(detail=detail),
            place=self.place,
            remedy=_(_COPY_AGAIN),
        )

    def _check_ratio(self, part: zipfile.ZipInfo, size: int) -> None:
        if size > self._limits.ratio * max(part.compress_size, 1):
            raise self._too_large(
                _(
                    "the archive has a part of {size} MiB packed into almost nothing; a workbook "
                    "does not do that"
                ).format(size=size >> 20)
            )

    def _too_large(self, what: str) -> ReadError:
        return ReadError(
            what,
            place=self.place,
            remedy=_("if the file is honest, save the sheet that matters in a workbook of its own"),
        )

"""Which bidang urusan became which: Permendagri 13/2006, UU 23/2014, Permendagri 90/2019.

Legacy codes were written under two numberings. Permendagri 13/2006 numbers the urusan of
PP 38/2007 (Koperasi is ``1.15``); when UU 23/2014 redrew the urusan, regions went on budgeting
with the old programs under its numbers (Koperasi is ``2.11``) until Permendagri 90/2019 numbered
them anew (``2.17``). ``1.05`` alone may be Penataan Ruang or Ketenteraman: the name decides.
"""

from __future__ import annotations

import enum
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.catalog.datapackage import Package
from nomenklatur.catalog.records import Record, raise_together, read_records
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import CatalogError, CodeError
from nomenklatur.language import _
from nomenklatur.names import similarity

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from nomenklatur.catalog import Catalog

_COLUMNS: Final = (
    "code_13_2006", "name_13_2006", "code_uu_23", "name_uu_23", "code_90_2019", "name_90_2019",
    "part",
)  # fmt: skip
_ALIKE: Final = 0.7
"""From here on a name is taken for that of a bidang, retyped or abbreviated."""


class Numbering(enum.Enum):
    """The numbering of the bidang of a legacy code."""

    PERMENDAGRI_13 = "permendagri-13-2006"
    """Permendagri 13/2006 and 59/2007: the urusan of PP 38/2007 Pasal 7."""
    UU_23 = "uu-23-2014"
    """UU 23/2014 Pasal 12, used with the legacy programs from 2017 to 2020."""


@frozen
class Bidang:
    """A bidang urusan: its code and its name in law."""

    code: Code
    name: str


@frozen
class BidangRow:
    """A bidang of Permendagri 13/2006, or a part of one that went its own way.

    Attributes:
        legacy: It, as Permendagri 13/2006 numbers it.
        uu_23: The bidang that carries it on, as UU 23/2014 numbers it.
        new: The same in Permendagri 90/2019.
        part: Which part of the legacy bidang; empty for what the bidang is named after.
    """

    legacy: Bidang
    uu_23: Bidang
    new: Bidang
    part: str = ""

    def old(self, numbering: Numbering) -> Bidang:
        """The legacy bidang under a numbering."""
        return self.legacy if numbering is Numbering.PERMENDAGRI_13 else self.uu_23


@frozen
class BidangCorrespondence:
    """The correspondence of the bidang urusan under three numberings.

    >>> from nomenklatur.codes import Code, Scheme
    >>> bidang = load_bidang()
    >>> koperasi = Code.parse("1.15", scheme=Scheme.LEGACY)
    >>> [str(code) for code in bidang.to_new(koperasi)]
    ['2.17']
    """

    rows: tuple[BidangRow, ...] = field(repr=False)

    def numbering(self, code: Code, name: str = "") -> Numbering | None:
        """Which numbering the bidang of a legacy code belongs to.

        Args:
            code: A legacy code of bidang urusan level or below.
            name: The name of its bidang, where the number alone leaves it open.

        Returns:
            The numbering; None if number and name fit both or none.
        """
        names = {numbering: self._names(code, numbering) for numbering in Numbering}
        known = [numbering for numbering, found in names.items() if found]
        if len(known) == 1:
            return known[0]
        if not known or not name.strip():
            return None
        scores = {
            numbering: max(similarity(name, candidate) for candidate in names[numbering])
            for numbering in known
        }
        best = max(scores, key=lambda numbering: scores[numbering])
        fits = scores[best] >= _ALIKE and list(scores.values()).count(scores[best]) == 1
        return best if fits else None

    def numbering_of(self, catalog: Catalog) -> Numbering | None:
        """Which numbering a legacy catalog follows: what most of its bidang say; None if tied."""
        votes = [
            self.numbering(entry.code, entry.name)
            for entry in catalog.entries
            if entry.code.scheme is Scheme.LEGACY and _is_bidang(entry.code)
        ]
        first, second = (votes.count(numbering) for numbering in Numbering)
        if first == second:
            return None
        return Numbering.PERMENDAGRI_13 if first > second else Numbering.UU_23

    def to_new(
        self, code: Code, name: str = "", *, numbering: Numbering | None = None
    ) -> tuple[Code, ...]:
        """The bidang of Permendagri 90/2019 that a legacy bidang may have become.

        Args:
            code: A legacy code of bidang urusan level or below.
            name: The name of its bidang, where the number alone leaves the numbering open.
            numbering: The numbering, if known. Where it stays open, both are answered.

        Returns:
            The candidates, the bidang's heir before parts of it that went elsewhere; empty for
            ``0.00``, which stands under every bidang, and for numbers that no law knows.
        """
        numbering = numbering or self.numbering(code, name)
        wanted = (numbering,) if numbering else tuple(Numbering)
        rows = [(row, one) for one in wanted for row in self._rows(code, one)]
        rows.sort(key=lambda pair: bool(pair[0].part))
        return _distinct(row.new.code for row, _ in rows)

    def to_legacy(
        self, code: Code, *, numbering: Numbering = Numbering.PERMENDAGRI_13
    ) -> tuple[Code, ...]:
        """The legacy bidang that a bidang of Permendagri 90/2019 may come from.

        Args:
            code: A new code of bidang urusan level or below.
            numbering: The numbering of the answer.
        """
        bidang = code.bidang_urusan
        rows = [row for row in self.rows if row.new.code == bidang]
        rows.sort(key=lambda row: bool(row.part))
        return _distinct(row.old(numbering).code for row in rows)

    def renumber(self, code: Code, name: str = "") -> tuple[Code, ...]:
        """A legacy code under the numbering that it is not written in: 1.15.16 is 2.11.16.

        Args:
            code: A legacy code of bidang urusan level or below.
            name: The name of its bidang, where the number alone leaves the numbering open.

        Returns:
            The same programme or kegiatan under each bidang that it may stand in; empty if the
            numbering stays open.
        """
        numbering = self.numbering(code, name)
        if numbering is None:
            return ()
        other = (
            Numbering.UU_23 if numbering is Numbering.PERMENDAGRI_13 else Numbering.PERMENDAGRI_13
        )
        bidang = _distinct(row.old(other).code for row in self._rows(code, numbering))
        return tuple(_under(code, one) for one in bidang)

    def name(self, code: Code, numbering: Numbering | None = None) -> str:
        """The name in law of a code's bidang; empty if no law knows it.

        Args:
            code: A code of bidang urusan level or below, new or legacy.
            numbering: The numbering of a legacy code; by default the first that has it.
        """
        if code.scheme is Scheme.NEW:
            bidang = code.bidang_urusan
            return next((row.new.name for row in self.rows if row.new.code == bidang), "")
        wanted = (numbering,) if numbering else tuple(Numbering)
        return next((name for one in wanted for name in self._names(code, one)), "")

    def _rows(self, code: Code, numbering: Numbering) -> list[BidangRow]:
        if code.scheme is not Scheme.LEGACY or code.is_generic:
            return []
        return self._by_legacy[numbering].get((code.urusan, code.bidang), [])

    @functools.cached_property
    def _by_legacy(self) -> dict[Numbering, dict[tuple[str, str | None], list[BidangRow]]]:
        """The rows of each legacy bidang under each numbering."""
        found: dict[Numbering, dict[tuple[str, str | None], list[BidangRow]]] = {}
        for numbering in Numbering:
            rows = found[numbering] = {}
            for row in self.rows:
                old = row.old(numbering).code
                rows.setdefault((old.urusan, old.bidang), []).append(row)
        return found

    def _names(self, code: Code, numbering: Numbering) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.old(numbering).name for row in self._rows(code, numbering)))


def _is_bidang(code: Code) -> bool:
    return code.bidang is not None and code.program is None


def _distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(codes))


def _under(code: Code, bidang: Code) -> Code:
    parts = (bidang.urusan, bidang.bidang, code.program, code.kegiatan)
    return Code(Scheme.LEGACY, *parts, unit=code.unit)


@functools.cache
def load_bidang() -> BidangCorrespondence:
    """The embedded correspondence."""
    from nomenklatur.catalog.store import embedded_folder  # noqa: PLC0415 - a path is enough

    return read_bidang(embedded_folder() / "bidang-urusan")


def read_bidang(folder: str | os.PathLike[str]) -> BidangCorrespondence:
    """Read a correspondence from its folder.

    Raises:
        CatalogError: There is none, or its descriptor is not right.
        BadRowsError: Rows are not right.
    """
    data, place = Package.read(Path(folder), "bidang").data()
    records, errors = read_records(data, place, columns=_COLUMNS, required=_COLUMNS[:-1])
    rows: list[BidangRow] = []
    for record in records:
        try:
            legacy, uu_23, new = (_bidang(record, *side) for side in _SIDES)
        except CatalogError as problem:
            errors.append(problem)
        else:
            rows.append(BidangRow(legacy, uu_23, new, record.text("part")))
    raise_together(_("{place}: the correspondence does not load").format(place=place), errors)
    return BidangCorrespondence(tuple(rows))


_SIDES: Final = (("13_2006", Scheme.LEGACY), ("uu_23", Scheme.LEGACY), ("90_2019", Scheme.NEW))


def _bidang(record: Record, side: str, scheme: Scheme) -> Bidang:
    column = f"code_{side}"
    try:
        code = Code.parse(record.text(column), scheme=scheme, level=Level.BIDANG_URUSAN)
    except CodeError as problem:
        raise CatalogError(problem.message, place=record.at(column)) from problem
    return Bidang(code, record.text(f"name_{side}"))

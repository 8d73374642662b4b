"""The heading of an official list: which column holds what, by its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.catalog.importing.sheets import cell_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from nomenklatur.catalog.importing.sheets import Raw, Sheet

_ROWS_SEARCHED: Final = 50
_WORD = re.compile(r"[a-z0-9]+")

_HEADINGS: Final[Mapping[str, str]] = {
    "urusan": "urusan|urusan unsur|urusan pemerintahan|kode urusan|kd urusan",
    "bidang": "bidang|bidang urusan|bidang urusan bidang unsur|bidang unsur|kode bidang"
    "|kode bidang urusan|kd bidang",
    "program": "program|kode program|kd program|kd prog",
    "kegiatan": "kegiatan|kode kegiatan|kd kegiatan|kd keg|activity",
    "sub_kegiatan": "sub kegiatan|subkegiatan|kode sub kegiatan|kode subkegiatan|kd sub kegiatan"
    "|kd subkegiatan|sub activity",
    "code": "code|kode|kode rekening|kode nomenklatur|nomor kode|no kode|kode program kegiatan"
    "|kode urusan|kode urusan program kegiatan|codes",
    "name": "name|nama|uraian|nomenklatur|nomenklatur urusan|nomenklatur urusan kabupaten kota"
    "|nomenklatur urusan provinsi|nomenklatur urusan provinsi kabupaten kota|nama nomenklatur"
    "|urusan bidang urusan program kegiatan sub kegiatan"
    "|urusan bidang urusan program kegiatan dan sub kegiatan|program kegiatan|nama kegiatan"
    "|program kegiatan sub kegiatan|nama sub kegiatan|nama program kegiatan|label|title",
    "level": "level|tingkat|jenjang|jenis kode",
    "parent": "parent|induk|kode induk|parent code",
    "authority": "authority|authorities|jenis pemda|kewenangan|pemda|jenis pemerintah daerah"
    "|tingkat pemerintahan",
    "status": "status|aktif|status aktif",
    "kinerja": "kinerja|performance|kinerja sub kegiatan",
    "indikator": "indikator|indikator kinerja|indikator sub kegiatan|indicator",
    "satuan": "satuan|unit|satuan indikator|unit of measure",
    "definition": "definition|definisi|definisi operasional",
    "official_name": "official name|nama resmi",
    "aliases": "aliases|alias|nama lain",
    "extra": "extra",
    "previous": "subkegiatan sebelumnya|sub kegiatan sebelumnya|sebelumnya|predecessor",
    "tag": "tag|tagging",
    "pelaksana": "pelaksana|pengampu",
    "spm": "spm",
    "jenis": "jenis",
    "keterangan": "keterangan|ket|catatan|note|notes|remarks",
    "number": "no|nomor|nomor urut|no urut|id",
}  # fmt: skip
_FIELDS: Final = {
    words: name for name, headings in _HEADINGS.items() for words in headings.split("|")
}
EXTRAS: Final[Mapping[str, str]] = {
    "spm": "SPM", "jenis": "JENIS", "tag": "TAG", "pelaksana": "PELAKSANA",
    "keterangan": "KETERANGAN",
}  # fmt: skip
"""Columns that are kept with an entry under their own heading, in this order."""


@frozen
class Heading:
    """The heading of a list.

    Attributes:
        columns: Index of the column of each known field.
        first: Index of the first row below it.
        row: Its cells' texts, by which it is known when a page repeats it.
        unknown: Headings that nobody knows, by their columns.
    """

    columns: Mapping[str, int]
    first: int
    row: tuple[str, ...] = field(default=(), repr=False)
    unknown: Mapping[int, str] = field(factory=dict)

    def names(self, index: int) -> str:
        """The heading of a column as it stands."""
        return self.row[index] if index < len(self.row) else ""


def fold(text: str) -> str:
    """The words of a heading in lower case: ``Sub-Kegiatan`` is ``sub kegiatan``."""
    return " ".join(_WORD.findall(text.lower()))


def headings(sheet: Sheet) -> Iterator[Heading]:
    """What may be the sheet's heading: its first rows, and two rows read as one."""
    rows = [_texts(row) for row in sheet.rows[: _ROWS_SEARCHED + 1]]
    for index, row in enumerate(rows[:_ROWS_SEARCHED]):
        yield _heading(row, index + 1)
        if index + 1 < len(rows):
            below = rows[index + 1]
            joined = tuple(
                low if fold(low) in _FIELDS or not top else top
                for top, low in zip(row, below, strict=True)
            )
            yield _heading(joined, index + 2)


def _texts(row: Sequence[Raw]) -> tuple[str, ...]:
    return tuple(cell_text(cell) for cell in row)


def _heading(row: tuple[str, ...], first: int) -> Heading:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for index, text in enumerate(row):
        name = _FIELDS.get(fold(text))
        if name is not None and name not in columns:
            columns[name] = index
        elif text:
            unknown[index] = text
    if "code" not in columns and "urusan" in columns and not columns.keys() & _PARTS:
        columns["code"] = columns.pop("urusan")
    return Heading(columns, first, row, unknown)


_PARTS: Final = frozenset({"program", "kegiatan", "sub_kegiatan"})


def find_heading(sheet: Sheet, needed: Collection[str]) -> Heading | None:
    """The first heading with every field that a layout needs; None if the sheet has none."""
    for heading in headings(sheet):
        if all(name in heading.columns for name in needed):
            return heading
    return None


def is_page_furniture(row: Sequence[Raw], heading: Heading) -> bool:
    """Whether a row is the heading once more, or the row that numbers the columns."""
    texts = _texts(row)
    if texts == heading.row:
        return True
    numbers = [text.strip("()") for text in texts if text]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]

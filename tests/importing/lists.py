"""Files in the layouts of official lists, made of rows."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl

from nomenklatur.codes import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from nomenklatur.catalog import Catalog, Entry

SIPD = (
    "JENIS PEMDA", "BIDANG", "PROGRAM", "KEGIATAN", "SUBKEGIATAN", "KINERJA", "INDIKATOR",
    "SATUAN", "TAG", "DEFINISI OPERASIONAL", "PELAKSANA", "SPM", "JENIS", "SUBKEGIATAN SEBELUMNYA",
)  # fmt: skip
COLUMNS = (
    "URUSAN/UNSUR", "BIDANG URUSAN/BIDANG UNSUR", "PROGRAM", "KEGIATAN", "SUB KEGIATAN",
    "NOMENKLATUR URUSAN", "KINERJA", "INDIKATOR", "SATUAN", "KETERANGAN",
)  # fmt: skip
FLAT = (
    "code", "level", "name", "parent", "jenis_pemda", "status", "kinerja", "indikator", "satuan",
    "definition", "official_name", "aliases", "keterangan",
)  # fmt: skip
KINDS = {"provinsi": "PROV", "kabupaten_kota": "KABKOT"}


def write_csv(path: Path, rows: Iterable[Sequence[object]], delimiter: str = ",") -> Path:
    """A CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(
    path: Path,
    rows: Iterable[Sequence[object]],
    formats: Mapping[int, str] | None = None,
    sheet: str = "Sheet",
) -> Path:
    """A workbook of one sheet; `formats` are the number formats of columns, counted from 0."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value not in {"", None}:
                cell = page.cell(number, column + 1, value)
                if isinstance(value, str):
                    cell.data_type = "s"
                if formats and column in formats and not isinstance(value, str):
                    cell.number_format = formats[column]
    book.save(path)
    return path


def write_list(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """A CSV file or a workbook, by the suffix of the path."""
    return write_csv(path, rows) if path.suffix == ".csv" else write_xlsx(path, rows)


def sipd_rows(catalog: Catalog) -> list[tuple[object, ...]]:
    """A catalog as SIPD exports it: one row a sub kegiatan."""
    rows: list[tuple[object, ...]] = [SIPD]
    for entry in catalog.at(Level.SUB_KEGIATAN):
        (kind,) = entry.authorities
        above = {
            each.level: f"{each.code} {each.name}"
            for each in catalog.entries
            if each.level < Level.SUB_KEGIATAN
            and entry.code.is_under(each.code)
            and kind in each.authorities
        }
        extra = dict(entry.extra)
        rows.append(
            (
                KINDS[kind.label],
                above[Level.BIDANG_URUSAN],
                above[Level.PROGRAM],
                above[Level.KEGIATAN],
                f"{entry.code} {entry.name}",
                entry.kinerja,
                entry.indikator,
                entry.satuan,
                extra.get("TAG", "[null]"),
                entry.definition,
                extra.get("PELAKSANA", ""),
                extra.get("SPM", ""),
                extra.get("JENIS", ""),
                "",
            )
        )
    return rows


def column_rows(catalog: Catalog, *, numbers: bool) -> list[tuple[object, ...]]:
    """A catalog with each segment of the code in a column of its own, as texts or numbers."""
    rows: list[tuple[object, ...]] = [COLUMNS]
    for entry in catalog.entries:
        code = entry.code
        kegiatan = "" if code.kegiatan is None else f"{code.authority.value}.{code.kegiatan}"
        segments = [code.urusan, code.bidang or "", code.program or "", kegiatan, code.sub or ""]
        rows.append(
            (
                *(_number(segment) if numbers else segment for segment in segments),
                entry.name,
                entry.kinerja,
                entry.indikator,
                entry.satuan,
                dict(entry.extra).get("KETERANGAN", ""),
            )
        )
    return rows


def _number(segment: str) -> object:
    if not segment or "X" in segment:
        return segment
    return float(segment) if "." in segment else int(segment)


def flat_rows(catalog: Catalog) -> list[tuple[object, ...]]:
    """A catalog as a flat list with every column that one may have."""
    return [FLAT, *map(_flat_row, catalog.entries)]


def _flat_row(entry: Entry) -> tuple[object, ...]:
    return (
        str(entry.code),
        entry.level.value,
        entry.name,
        str(entry.code.parent or ""),
        "|".join(sorted(kind.label for kind in entry.authorities)),
        entry.status.value,
        entry.kinerja,
        entry.indikator,
        entry.satuan,
        entry.definition,
        entry.official_name,
        "|".join(entry.aliases),
        dict(entry.extra).get("KETERANGAN", ""),
    )

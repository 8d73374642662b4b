"""A small office whose activities are all open, and workbooks that its people fill in."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from nomenklatur.catalog import Catalog, Entry
from nomenklatur.language import use_language
from nomenklatur.mapper import Mapper
from nomenklatur.translation import Candidate, Evidence
from tests.report.workbooks import written
from tests.translate.small import SOURCE, TARGET, item, new, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.language import Language
    from nomenklatur.match.query import Query
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Translation

CATALOG = Catalog(
    TARGET.info,
    (
        *TARGET.entries,
        Entry(new("2.17.06.2.01.03"), "Pemberdayaan Koperasi"),
        Entry(new("2.17.06.2.01.04"), "Perlindungan Koperasi"),
    ),
)
FIRST = "2.17.06.2.01.03 Pemberdayaan Koperasi"
SECOND = "2.17.06.2.01.04 Perlindungan Koperasi"
TYPED = "2.17.04.2.01.01"
NAMES = ("Fasilitasi Hari Koperasi", "Penilaian Kesehatan Koperasi", "Rapat Kerja", "Studi Banding")


@frozen
class KnowsTwo:
    """A matcher that proposes the same two for everything and takes none."""

    catalog: Catalog

    def exact(self, query: Query) -> None:
        del query

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        del query
        reason = (Evidence("name", "the names share: koperasi"),)
        codes = ("2.17.06.2.01.03", "2.17.06.2.01.04")
        found = (self.catalog.get(new(code)) for code in codes)
        scores = (0.6, 0.3)
        return tuple(
            Candidate(entry, score, reason)
            for entry, score in zip(found, scores, strict=True)
            if entry is not None
        )[:limit]

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        return (self.match(query, limit) for query in queries)

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        del candidates
        return False


def office_plan(*names: str) -> Plan:
    """A plan of activities, each ten times as expensive as the one before it."""
    return plan(*(item(name, 10**n, line=n + 1) for n, name in enumerate(names or NAMES)))


def translated(
    *names: str, catalog: Catalog = CATALOG, source: Catalog | None = SOURCE, **more: Any
) -> Translation:
    """The plan with everything open."""
    return Mapper(catalog, source, matcher=KnowsTwo(catalog), **more).translate(office_plan(*names))


def changed(old: str, **values: object) -> Catalog:
    """The catalog in a later version, in which one entry is another, or gone."""
    entries = (
        evolve(entry, **values) if entry.code == new(old) else entry
        for entry in CATALOG.entries
        if values or entry.code != new(old)
    )
    return Catalog(CATALOG.info, tuple(entries))


WORDS = {
    "PILIHAN": "CHOICE", "KETERANGAN": "KETERANGAN", "CATATAN": "NOTE", "Peninjau:": "Reviewer:",
    "Tanggal:": "Date:",
}  # fmt: skip
"""The words of a sheet in Indonesian and in English."""


def review_sheets(book: Workbook) -> Iterator[tuple[Worksheet, int, dict[str, int]]]:
    """The sheets to fill in: each with its heading row and its columns, by Indonesian words."""
    english = {shown: word for word, shown in WORDS.items()}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=12):
            columns = {english.get(str(c.value), str(c.value)): c.column for c in row if c.value}
            if "kunci kegiatan" in columns:
                yield sheet, row[0].row, columns


def sign(sheet: Worksheet, top: int, who: str, date: object = None) -> None:
    """Write the reviewer's name and the date above the headings."""
    for row in sheet.iter_rows(max_row=top):
        for cell in row:
            if cell.value in {"Peninjau:", "Reviewer:"}:
                cell.offset(column=1).value = who
            elif cell.value in {"Tanggal:", "Date:"}:
                cell.offset(column=1).value = date


_kept: dict[tuple[int, str], tuple[Translation, bytes]] = {}


def _written(translation: Translation, language: Language) -> bytes:
    """The workbook of a translation, made once."""
    key = id(translation), language
    if key not in _kept:
        with use_language(language):
            _kept[key] = translation, written(translation)  # kept with it: ids are used again
    return _kept[key][1]


def loaded(path: Path) -> Workbook:
    """A workbook as it is."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # openpyxl's own
        return load_workbook(path)


@frozen
class Desk:
    """Where the exported workbook lies, and those that people fill in."""

    folder: Path
    translation: Translation
    language: Language = "id"

    def export(self, name: str = "hasil.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(_written(self.translation, self.language))
        return path

    def fill(
        self,
        who: str,
        choices: Mapping[str, str | tuple[str | None, ...]],
        *,
        date: object = "2021-02-03",
        base: Path | None = None,
        touch: Callable[[Any], None] | None = None,
    ) -> Path:
        """A workbook that somebody filled in: PILIHAN, KETERANGAN and CATATAN by the names."""
        book = loaded(base or self.export())
        for sheet, top, columns in review_sheets(book):
            sign(sheet, top, who, date)
            for row in range(top + 1, sheet.max_row + 1):
                said = choices.get(str(sheet.cell(row, columns["nama asal"]).value), ())
                texts = (said,) if isinstance(said, str) else said
                for heading, text in zip(("PILIHAN", "KETERANGAN", "CATATAN"), texts, strict=False):
                    if text is not None:
                        sheet.cell(row, columns[heading]).value = text
        if touch is not None:
            touch(book)
        path = self.folder / f"{who or 'tanpa-nama'}.xlsx"
        book.save(path)
        return path

    def cell(self, path: Path, name: str, heading: str = "PILIHAN") -> str:
        """The address of an item's cell."""
        book = loaded(path)
        for sheet, top, columns in review_sheets(book):
            for row in range(top + 1, sheet.max_row + 1):
                if sheet.cell(row, columns["nama asal"]).value == name:
                    return str(sheet.cell(row, columns[heading]).coordinate)
        raise AssertionError(name)

    def sheet(self, path: Path, number: int = 1) -> str:
        """The name of a sheet to fill in; all items of the office are on the second."""
        book = loaded(path)
        return str([*review_sheets(book)][number][0].title)

"""A small office whose activities are all open, and workbooks that its people fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from nomenklatur.catalog import Catalog, Entry
from nomenklatur.mapper import Mapper
from nomenklatur.translation import Candidate, Evidence
from tests.report.workbooks import column_of, header_row, opened, written
from tests.translate.small import SOURCE, TARGET, item, new, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

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


@frozen
class Desk:
    """Where the exported workbook lies, and those that people fill in."""

    folder: Path
    translation: Translation

    def export(self, name: str = "hasil.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(written(self.translation))
        return path

    def fill(
        self,
        who: str,
        choices: Mapping[str, str | tuple[str, ...]],
        *,
        date: object = "2021-02-03",
        base: Path | None = None,
        touch: Callable[[Any], None] | None = None,
    ) -> Path:
        """A workbook that somebody filled in: PILIHAN, KETERANGAN and CATATAN by the names."""
        book = opened((base or self.export()).read_bytes()).formulas
        for sheet in (book["Belum terpetakan"], book["Perlu ditinjau"]):
            top = header_row(sheet, "PILIHAN")
            for row in sheet.iter_rows(max_row=top):
                for cell in row:
                    if cell.value in {"Peninjau:", "Tanggal:"}:
                        text = who if cell.value == "Peninjau:" else date
                        cell.offset(column=1).value = text
            for row in range(top + 1, sheet.max_row + 1):
                name = sheet.cell(row, column_of(sheet, "nama asal")).value
                said = choices.get(str(name), ())
                texts = (said,) if isinstance(said, str) else said
                for heading, text in zip(("PILIHAN", "KETERANGAN", "CATATAN"), texts, strict=False):
                    if text is not None:
                        sheet.cell(row, column_of(sheet, heading)).value = text
        if touch is not None:
            touch(book)
        path = self.folder / f"{who or 'tanpa-nama'}.xlsx"
        book.save(path)
        return path

    def cell(self, path: Path, name: str, heading: str = "PILIHAN") -> str:
        """The address of an item's cell."""
        book = opened(path.read_bytes()).formulas
        for sheet in (book["Belum terpetakan"], book["Perlu ditinjau"]):
            top = header_row(sheet, "PILIHAN")
            for row in range(top + 1, sheet.max_row + 1):
                if sheet.cell(row, column_of(sheet, "nama asal")).value == name:
                    return sheet.cell(row, column_of(sheet, heading)).coordinate
        raise AssertionError(name)

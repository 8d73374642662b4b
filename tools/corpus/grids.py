"""The tables of the Semarang work plan as grids: merged headers, rows as the office has them.

The texts are those of the document, its slips included; only what its print did to the tables is
undone: columns that moved by one on some pages, rows that a page cut in two.
"""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen
from make_examples import rows as rows_of_the_plan

from nomenklatur.tables import Document, Table, read_document

DOCUMENT = (
    Path(__file__).resolve().parents[2] / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
)


@frozen
class Heading:
    """A cell of a header and how far it is merged."""

    text: str
    across: int = 1
    down: int = 1


@frozen
class Grid:
    """A table to be drawn.

    Attributes:
        number: ``4.1`` or ``LAMPIRAN``.
        titles: The lines of its title, its number not among them.
        header: Its header rows; each names only the cells that begin in it.
        body: Its rows below the header.
        widths: Widths of the columns, as parts of the whole.
        money: Columns of money.
    """

    number: str
    titles: tuple[str, ...]
    header: tuple[tuple[Heading, ...], ...]
    body: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    money: tuple[int, ...] = ()

    @property
    def caption(self) -> str:
        """The line that numbers it."""
        return self.number if self.number == "LAMPIRAN" else f"Tabel {self.number}"

    def without_numbering(self) -> Grid:
        """The same without the row ``(1) (2) …``."""
        rows = tuple(row for row in self.header if row[0].text not in {"(1)", "1"})
        return evolve(self, header=rows)


def numbering(columns: int) -> tuple[Heading, ...]:
    """The row that numbers the columns."""
    return tuple(Heading(f"({n + 1})") for n in range(columns))


def plan() -> Grid:
    """Table 4.1, the plan."""
    header = (
        (
            Heading("No", down=2),
            Heading("Urusan/Bidang Urusan Pemerintah Daerah dan Program/Kegiatan", down=2),
            Heading("Indikator Kinerja Program/Kegiatan", down=2),
            Heading("Rencana Tahun 2021", across=4),
            Heading("Catatan Penting", down=2),
            Heading("Prakiraan Maju Rencana Tahun 2022", across=2),
        ),
        (
            Heading("Lokasi"),
            Heading("Target Capaian Kinerja"),
            Heading("Kebutuhan Dana/Pagu Indikatif"),
            Heading("Sumber Dana"),
            Heading("Target Capaian Kinerja"),
            Heading("Kebutuhan Dana/Pagu Indikatif"),
        ),
        numbering(10),
    )
    titles = (
        (
            "Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun 2021 dan Prakiraan Maju "
            "Tahun 2022"
        ),
        "Dinas Koperasi dan Usaha Mikro Kota Semarang",
    )
    body = tuple(tuple(row) for row in rows_of_the_plan())
    return Grid("4.1", titles, header, body, (5, 34, 27, 17, 11, 17, 14, 9, 11, 17), (5, 9))


def realisation() -> Grid:
    """Table 2.2: budget and spending of 2019."""
    names = (
        "NO", "PROGRAM/ KEGIATAN", "ANGGARAN (Rp)", "REALISASI ANGGARAN (Rp)", "PERSEN TASE (%)",
        "SELISIH",
    )  # fmt: skip
    table = _table("2.2")
    body = tuple(row.texts() for row in table.rows[1:])
    header = (tuple(Heading(name) for name in names),)
    title = "Realisasi Keuangan Dinas Koperasi dan Usaha Mikro Kota Semarang Tahun 2019"
    return Grid("2.2", (title,), header, body, (6, 50, 20, 20, 11, 20), (2, 3, 5))


def review() -> Grid:
    """Table 2.4: the draft and the office's analysis side by side."""
    below = ("Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Target Capaian")
    header = (
        (
            Heading("No", down=2),
            Heading("Rancangan Awal RKPD", across=5),
            Heading("Hasil Analisis Kebutuhan", across=5),
            Heading("Catatan Penting", down=2),
        ),
        tuple(Heading(t) for t in (*below, "Pagu Indikatif", *below, "Kebutuhan Dana")),
        numbering(12),
    )
    table = _table("2.4")
    titles = ("Review terhadap Rancangan Awal RKPD tahun 2021", "Kota Semarang")
    widths = (4, 24, 13, 20, 9, 14, 24, 13, 20, 9, 14, 8)
    return Grid("2.4", titles, header, _uncut(table, 3, (5, 10)), widths, (5, 10))


def mapping() -> Grid:
    """The LAMPIRAN: from the legacy codes to Permendagri 90/2019."""
    header = (
        (
            Heading("PROGRAM / KEGIATAN / INDIKATOR APBD TAHUN 2021", across=2),
            Heading(
                "URUSAN, BIDANG URUSAN, PROGRAM, KEGIATAN DAN SUB KEGIATAN PERMENDAGRI 90/2019",
                across=2,
            ),
            Heading("KETERANGAN", down=2),
        ),
        (Heading("KODE"), Heading("URAIAN"), Heading("KODE"), Heading("URAIAN")),
    )
    titles = (
        "PEMETAAN NOMENKLATUR PROGRAM, KEGIATAN DAN SUB KEGIATAN",
        "SESUAI DENGAN PERMENDAGRI NOMOR 90 TAHUN 2019",
        "PADA DINAS KOPERASI DAN USAHA MIKRO",
        "KOTA SEMARANG TAHUN 2021",
    )
    table = _table("LAMPIRAN")
    body = tuple(row.texts() for row in table.rows[2:])
    return Grid("LAMPIRAN", titles, header, body, (18, 40, 20, 44, 26))


def _uncut(table: Table, first: int, money: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, those whole again that a page cut: their rest has words only."""
    rows: list[list[str]] = []
    for row in table.rows[first:]:
        texts = list(row.texts())
        figures = any(texts[column] or texts[column - 1] for column in money)
        if row.number in table.breaks and not figures:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], texts, strict=True)]
        else:
            rows.append(texts)
    return tuple(tuple(row) for row in rows)


def document() -> Document:
    """The document as text."""
    return read_document(DOCUMENT)


def _table(number: str) -> Table:
    return next(table for table in document().tables if table.number == number)

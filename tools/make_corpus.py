"""Make the corpus: the tables of the Semarang work plan as people's programs write them.

Run it as ``python tools/make_corpus.py [NAME …]``; it writes into ``tests/corpus/``. It needs
LibreOffice (Writer and Calc), python-docx and pypdf. LibreOffice writes the time into its files,
so that they differ from run to run; what is read from them does not.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen
from corpus import excel, grids, odf, word
from make_examples import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
FOOT = "Rencana Kerja Dinas Koperasi dan Usaha Mikro Kota Semarang"
FILTERS = {
    "pdf": "pdf",
    "docx": "docx:MS Word 2007 XML",
    "html": "html",
    "xls": "xls:MS Excel 97",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "ods": "ods",
    "csv": "csv:Text - txt - csv (StarCalc):59,34,1252",
}
LOOKS = {
    "landscape": odf.Look(),
    "portrait": odf.Look(landscape=False, size=5.5),
    "9pt": odf.Look(paper=odf.FOLIO, size=9, repeat=False, merge_down=True),
    "split-rows": odf.Look(size=9, split=True),
    "no-lines": odf.Look(lines=False),
}


@frozen
class Recipe:
    """A file of the corpus.

    Attributes:
        name: Its name.
        how: How it was made, for people.
        make: Makes its bytes, or the flat OpenDocument that LibreOffice makes it from.
        source: Suffix of what `make` gives, if LibreOffice makes the file from it.
        after: What is done to the file at last.
    """

    name: str
    how: str
    make: Callable[[], bytes]
    source: str = ""
    after: Callable[[bytes], bytes] | None = None


def alone(look: odf.Look) -> bytes:
    """Table 4.1 alone, in a text document."""
    return odf.text_document((odf.Section((), grids.plan(), look),), FOOT)


def whole() -> bytes:
    """The document's four tables with the text that stands before them."""
    passages = grids.document().passages

    def text(first: int, last: int) -> tuple[str, ...]:
        return tuple(p.text.replace("**", "") for p in passages if first <= p.row <= last)

    upright = odf.Look(landscape=False)
    return odf.text_document(
        (
            odf.Section(text(1, 30), None, upright),
            odf.Section(text(413, 425), grids.realisation(), upright),
            odf.Section(text(490, 504), None, upright),
            odf.Section(text(580, 597), grids.review(), odf.Look(size=7)),
            odf.Section(text(1020, 1037), grids.plan(), odf.Look(split=True)),
            odf.Section(text(1109, 1140), None, upright),
            odf.Section((), grids.mapping(), odf.Look(landscape=False, repeat=False)),
        ),
        FOOT,
    )


def sheets(*wanted: Callable[[], grids.Grid]) -> bytes:
    """Tables in a spreadsheet."""
    return odf.spreadsheet(tuple(one() for one in wanted))


def rotated(data: bytes) -> bytes:
    """A PDF whose pages are turned by a quarter, as scanners and printers leave them."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - for this one file only

    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(data)).pages:
        writer.add_page(page.rotate(90))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pasted() -> bytes:
    """Table 4.1 as copied out of a text document: tabs between the cells."""
    grid = grids.plan()
    lines = [grid.caption, *grid.titles, ""]
    lines += ["\t".join(one.text if one else "" for one in row) for row in odf.laid_out(grid)]
    lines += ["\t".join(row) for row in grid.body]
    return ("\r\n".join(lines) + "\r\n").encode()


def windows_csv() -> bytes:
    """The plan as an older Excel saves it: semicolons, Windows-1252."""
    text = csv_bytes().decode("utf-8-sig")
    return text.replace("(RENJA) TAHUN", "(RENJA) – TAHUN").encode("cp1252")


FOUR = (grids.plan, grids.realisation, grids.review, grids.mapping)
RECIPES: tuple[Recipe, ...] = (
    *(
        Recipe(f"tabel-4.1-{name}.pdf", f"LibreOffice Writer to PDF: {how}",
               lambda name=name: alone(LOOKS[name]), "fodt")
        for name, how in {
            "landscape": "A4 lying, 8 pt, header repeated",
            "portrait": "A4 upright, 5,5 pt, header repeated",
            "9pt": "Folio lying, 9 pt, header of two rows and only on the first page, cells of "
                   "rows that go on merged downwards",
            "split-rows": "A4 lying, 9 pt, header repeated, pages break inside rows",
            "no-lines": "A4 lying, 8 pt, header repeated, no lines around the cells",
        }.items()
    ),
    Recipe("tabel-4.1-rotated.pdf", "tabel-4.1-landscape.pdf with its pages turned by pypdf",
           lambda: alone(LOOKS["landscape"]), "fodt", rotated),
    Recipe("renja-2021.pdf", "LibreOffice Writer to PDF: text and the tables 2.2, 2.4, 4.1 and "
           "LAMPIRAN, upright and lying pages, page numbers at the foot", whole, "fodt"),
    Recipe("tabel-4.1-calc.pdf", "LibreOffice Calc to PDF: the sheet fitted to the width of Folio",
           lambda: sheets(grids.plan), "fods"),
    Recipe("tabel-4.1-writer.docx", "LibreOffice Writer to DOCX",
           lambda: alone(LOOKS["9pt"]), "fodt"),
    Recipe("renja-2021.docx", "LibreOffice Writer to DOCX, as renja-2021.pdf", whole, "fodt"),
    Recipe("tabel-4.1-python-docx.docx", "python-docx: merged header, cells merged downwards, "
           "head and foot", lambda: word.document([grids.plan()])),
    Recipe("tables-python-docx.docx", "python-docx: tables 2.2, 2.4, 4.1 and LAMPIRAN",
           lambda: word.document([one() for one in (FOUR[1], FOUR[2], FOUR[0], FOUR[3])])),
    Recipe("tabel-4.1-divided.docx", "python-docx: a table a page, each with the header; the "
           "last row of each page cut in two", lambda: word.divided(grids.plan(), 13)),
    Recipe("tables.xlsx", "LibreOffice Calc to XLSX: merged headers, money as numbers",
           lambda: sheets(*FOUR), "fods"),
    Recipe("tabel-4.1-texts.xlsx", "openpyxl: merged headers, every cell a text",
           lambda: excel.all_texts(grids.plan())),
    Recipe("tables.xls", "LibreOffice Calc to XLS: merged headers, money as numbers",
           lambda: sheets(*FOUR), "fods"),
    Recipe("tables.ods", "LibreOffice Calc to ODS: merged headers, money as numbers",
           lambda: sheets(*FOUR), "fods"),
    Recipe("tables-calc.html", "LibreOffice Calc to HTML", lambda: sheets(*FOUR), "fods"),
    Recipe("renja-2021.html", "LibreOffice Writer to HTML, as renja-2021.pdf", whole, "fodt"),
    Recipe("tabel-4.1-calc.csv", "LibreOffice Calc to CSV: semicolons, Windows-1252",
           lambda: sheets(grids.plan), "fods"),
    Recipe("tabel-4.1-windows.csv", "CSV as an older Excel saves it: semicolons, Windows-1252, "
           "a dash beyond ASCII", windows_csv),
    Recipe("tabel-4.1-pasted.txt", "table 4.1 as copied out of Word: tabs, CR LF", pasted),
)  # fmt: skip


def converted(recipes: Sequence[Recipe], folder: Path) -> None:
    """Let LibreOffice make files out of flat OpenDocuments, one kind at a time."""
    for kind in dict.fromkeys((Path(one.name).suffix[1:], one.source) for one in recipes):
        batch = [one for one in recipes if (Path(one.name).suffix[1:], one.source) == kind]
        sources = []
        for one in batch:
            path = folder / f"{Path(one.name).stem}.{one.source}"
            path.write_bytes(one.make())
            sources.append(str(path))
        subprocess.run(  # noqa: S603 - our own arguments
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",  # noqa: S607
             "--convert-to", FILTERS[kind[0]], "--outdir", str(folder), *sources],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
        for one in batch:
            data = (folder / one.name).read_bytes()
            (CORPUS / one.name).write_bytes(one.after(data) if one.after else data)


def main(names: Sequence[str]) -> None:
    """Write the files of those names, or all, and the manifest."""
    CORPUS.mkdir(exist_ok=True)
    chosen = [one for one in RECIPES if not names or one.name in names]
    for one in chosen:
        if not one.source:
            (CORPUS / one.name).write_bytes(one.make())
    with tempfile.TemporaryDirectory() as folder:
        converted([one for one in chosen if one.source], Path(folder))
    manifest = {one.name: one.how for one in RECIPES}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (CORPUS / "manifest.json").write_text(text, encoding="utf-8")
    for one in chosen:
        print(f"{one.name}: {(CORPUS / one.name).stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

"""LibreOffice opens the workbook, computes the same, prints it, and its files are read back."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from nomenklatur.report.xlsx.worksheet import read_worksheet
from tests.report.semarang import semarang
from tests.report.workbooks import (
    SHEETS,
    column_of,
    header_row,
    is_formula,
    money_columns,
    opened,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

_OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")

_RECALCULATE_ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user of LibreOffice for whom every formula is calculated anew on loading."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS, "utf-8")
    return folder


def converted(source: Path, kind: str, profile: Path) -> Path:
    """A file in another format, by LibreOffice."""
    folder = source.parent / f"as-{kind}"
    command = [
        str(_OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--convert-to", kind, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    result = folder / f"{source.stem}.{kind}"
    assert result.exists(), done.stderr
    return result


def with_wrong_values(data: bytes) -> bytes:
    """A workbook in which every stored value of a formula is wrong."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f><v>-7</v>", part)
            new.writestr(name, part)
    return target.getvalue()


def test_libreoffice_computes_what_is_stored_beside_every_formula(
    tmp_path: Path, profile: Path
) -> None:
    book = opened(written(semarang()))
    path = tmp_path / "hasil.xlsx"
    path.write_bytes(with_wrong_values(book.data))
    computed = opened(converted(path, "xlsx", profile).read_bytes()).values

    formulas = [found for found in book.cells() if is_formula(found[1])]
    assert len(formulas) > 150
    assert {-7} == {
        opened(path.read_bytes()).values[sheet.title][cell.coordinate].value
        for sheet, cell, _ in formulas[:20]
    }
    for sheet, cell, value in formulas:
        found = computed[sheet.title][cell.coordinate].value
        assert value == pytest.approx(found, rel=1e-12, abs=0), (sheet.title, cell.coordinate)


def test_libreoffice_keeps_every_text_money_and_code_as_it_is(
    tmp_path: Path, profile: Path
) -> None:
    book = opened(written(semarang()))
    path = tmp_path / "hasil.xlsx"
    path.write_bytes(book.data)
    saved = opened(converted(path, "xlsx", profile).read_bytes())

    assert SHEETS == saved.formulas.sheetnames
    for sheet, cell, value in book.cells():
        if not is_formula(cell):
            again = saved.values[sheet.title][cell.coordinate].value
            assert value == again, (sheet.title, cell.coordinate)
    sheet = saved.formulas["Pemetaan"]
    assert {"@"} == {
        row[2].number_format for row in sheet.iter_rows(min_row=9) if row[2].value is not None
    }
    assert sheet.print_title_rows
    assert {"list"} == {
        rule.type for rule in saved.formulas["Perlu ditinjau"].data_validations.dataValidation
    }


def test_it_prints_and_the_certificate_takes_one_page(tmp_path: Path, profile: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "hasil.xlsx"
    path.write_bytes(written(semarang()))
    pdf = converted(path, "pdf", profile)
    text = subprocess.run(
        [reader, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    sheets = [page.strip().splitlines()[-1].split("  ")[-1].strip() for page in pages]

    assert SHEETS == list(dict.fromkeys(sheets))
    assert 1 == sheets.count("Berita Acara")
    assert 1 == sheets.count("Temuan")
    assert all(f"Halaman {n} dari {len(pages)}" in page for n, page in enumerate(pages, 1))
    mapping = [page for page, name in zip(pages, sheets, strict=True) if name == "Pemetaan"]
    assert len(mapping) < 12
    assert all("KETERANGAN" in page and "URAIAN" in page for page in mapping)
    assert "###" not in text
    assert "10,268,007,000" in text or "10.268.007.000" in text


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_is_chosen_in_libreoffice_is_read_back(
    tmp_path: Path, profile: Path, kind: str
) -> None:
    book = opened(written(semarang())).formulas
    sheet = book["Perlu ditinjau"]
    row = header_row(sheet, "PILIHAN") + 1
    option = sheet.cell(row, column_of(sheet, "pilihan 2")).value
    sheet.cell(row, column_of(sheet, "PILIHAN")).value = option
    sheet.cell(row, column_of(sheet, "CATATAN")).value = "sudah dibahas"
    path = tmp_path / "diisi.xlsx"
    book.save(path)

    rows = read_worksheet(converted(path, kind, profile))
    (chosen,) = [one for one in rows if one.is_decided]
    assert str(option).split(" ", 1) == [str(chosen.targets[0].code), chosen.targets[0].name]
    assert "sudah dibahas" == chosen.note
    assert ("Perlu ditinjau", row) == (chosen.place.sheet, chosen.place.row)
    assert money_columns(sheet)

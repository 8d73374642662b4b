"""The reader of codes tried on the national catalogs and on real files beside the project."""

from __future__ import annotations

import csv
import difflib
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code, Level, Scheme, guess_scheme, read_code

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared

CATALOGS = {
    "permendagri-13-2006-uu23": (Scheme.LEGACY, 4507),
    "permendagri-90-2019": (Scheme.NEW, 5448),
    "kepmendagri-050-3708-2020": (Scheme.NEW, 6942),
    "kepmendagri-900-1317-2023-kabkota": (Scheme.NEW, 4367),
    "sipd-2027": (Scheme.NEW, 9433),
}
DIRTY_LEVELS = {
    "Urusan": Level.URUSAN,
    "BidangUrusan": Level.BIDANG_URUSAN,
    "Program": Level.PROGRAM,
    "Kegiatan": Level.KEGIATAN,
    "SubKegiatan": Level.SUB_KEGIATAN,
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _names(shared_data: Path, catalog: str) -> dict[Code, str]:
    scheme, _ = CATALOGS[catalog]
    return {
        Code.parse(row["code"], scheme=scheme, level=Level(row["level"])): row["name"]
        for row in _rows(shared_data / "catalogs" / f"{catalog}.csv")
    }


def _name(names: dict[Code, str], code: Code) -> str:
    return names.get(code) or names.get(code.generic()) or ""


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _are_alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, _letters(one), _letters(other), autojunk=False)
    return matcher.ratio() > 0.85


@pytest.mark.parametrize("catalog", CATALOGS)
def test_every_code_of_a_catalog_is_canonical_and_knows_its_parent(
    shared_data: Path, catalog: str
) -> None:
    scheme, count = CATALOGS[catalog]
    rows = _rows(shared_data / "catalogs" / f"{catalog}.csv")

    assert count == len(rows)
    for row in rows:
        reading = read_code(row["code"], scheme=scheme, level=Level(row["level"]))
        assert reading.code is not None
        assert (row["code"], ()) == (str(reading.code), reading.repairs)
        assert row["parent"] == str(reading.code.parent or "")


@pytest.mark.parametrize("catalog", CATALOGS)
def test_the_codes_of_a_catalog_tell_its_scheme(shared_data: Path, catalog: str) -> None:
    rows = _rows(shared_data / "catalogs" / f"{catalog}.csv")

    assert CATALOGS[catalog][0] is guess_scheme(row["code"] for row in rows)


def test_dirty_codes_are_read_row_by_row_and_the_names_confirm_the_repairs(
    shared_data: Path,
) -> None:
    rows = _rows(shared_data / "plans" / "dirty-codes-2023.csv")
    scheme = guess_scheme(row["code"] for row in rows)
    names = _names(shared_data, "kepmendagri-900-1317-2023-kabkota")
    found: Counter[str] = Counter()
    for row in rows:
        reading = read_code(row["code"], scheme=scheme)
        assert reading.code is not None
        assert DIRTY_LEVELS[row["level"]] is reading.code.level
        kind = "repaired" if reading.repairs else "canonical"
        found[kind] += 1
        assert reading.repairs in {(), ("authority written 02",)}
        if name := _name(names, reading.code):
            alike = _are_alike(name, row["name"])
            found[f"{kind}, name {'confirms' if alike else 'differs'}"] += 1
        else:
            found[f"{kind}, not in the catalog"] += 1

    assert (
        Counter(
            {
                "repaired": 2281,
                "repaired, name confirms": 2175,
                "repaired, not in the catalog": 85,
                "repaired, name differs": 21,
                "canonical": 267,
                "canonical, name confirms": 260,
                "canonical, not in the catalog": 7,
            }
        )
        == found
    )


def test_dirty_codes_without_a_scheme_are_never_guessed(shared_data: Path) -> None:
    rows = _rows(shared_data / "plans" / "dirty-codes-2023.csv")
    readings = [(row["level"], read_code(row["code"])) for row in rows]

    ambiguous = Counter(level for level, reading in readings if reading.alternatives)
    assert {"Kegiatan": 483} == ambiguous
    assert all(reading.code or reading.alternatives for _, reading in readings)


def test_legacy_code_styles_are_read(shared_data: Path) -> None:
    rows = _rows(shared_data / "plans" / "legacy-code-styles.csv")
    found: Counter[str] = Counter()
    office = Code.parse("2.06", scheme=Scheme.LEGACY)
    names = _names(shared_data, "permendagri-13-2006-uu23")
    for row in rows:
        number_alone = row["pemda"] == "Kab. Konawe Kepulauan"
        reading = read_code(
            row["code_raw"],
            scheme=Scheme.LEGACY,
            level=Level(row["level"]),
            within=office if number_alone else None,
            known=names,
        )
        style = "numbers alone" if number_alone else "whole codes"
        found[f"{style}, {'read' if reading.code else 'ambiguous'}"] += 1
        if reading.code is None:
            assert "1.1" == row["code_raw"]
            assert ["2.06.01.01", "2.06.01.10"] == [str(code) for code in reading.alternatives]
        else:
            assert reading.repairs
            assert Level(row["level"]) is reading.code.level

    assert (
        Counter({"whole codes, read": 19, "numbers alone, read": 44, "numbers alone, ambiguous": 1})
        == found
    )


def _column(path: Path, column: str) -> list[tuple[str, str]]:
    import openpyxl  # noqa: PLC0415 - heavy

    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [
        (str(cell.value), str(sheet.cell(cell.row, cell.column + 1).value))
        for cell in sheet[column][1:]
        if cell.value is not None
    ]


@pytest.mark.parametrize(
    ("file", "column", "read", "repaired", "named"),
    [
        ("renja-dpa-dpupr-pasangkayu-2024.xlsx", "A", 44, 0, 43),
        ("renstra-dpupr-pasangkayu.xlsx", "B", 94, 93, 94),
    ],
)
def test_the_codes_of_real_workbooks_are_read_and_their_names_agree(  # noqa: PLR0913, PLR0917 - one a column of the table above
    shared_data: Path, file: str, column: str, read: int, repaired: int, named: int
) -> None:
    names = _names(shared_data, "kepmendagri-900-1317-2023-kabkota")
    cells = _column(shared_data / "plans" / file, column)
    readings = [(read_code(text, scheme=Scheme.NEW, known=names), name) for text, name in cells]

    assert read == len(readings)
    assert all(reading.code is not None for reading, _ in readings)
    assert repaired == sum(bool(reading.repairs) for reading, _ in readings)
    assert named == sum(
        _are_alike(_name(names, reading.code), name)
        for reading, name in readings
        if reading.code is not None
    )

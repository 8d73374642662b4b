"""Every code of the Semarang work plan is read, and nothing else is mended than is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code, Level, Scheme, read_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEVELS = {2: Level.PROGRAM, 3: Level.KEGIATAN}
"""What the width of a number alone says in table 2.2."""


@pytest.fixture(scope="module")
def lines(root: Path) -> list[str]:
    path = root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    return path.read_text(encoding="utf-8").splitlines()


def _is_program(code: str) -> bool:
    return code.count(".") == 2


def _cells(lines: list[str], column: int) -> Iterator[str]:
    start = next(at for at, line in enumerate(lines) if line.startswith("KODE\tURAIAN"))
    for line in lines[start + 1 :]:
        cells = line.split("\t")
        if len(cells) > column and re.match(r"[0-9X]", cells[column]):
            yield cells[column]


def test_the_legacy_side_of_the_lampiran_is_read_with_its_seven_slips(lines: list[str]) -> None:
    readings = [read_code(text, scheme=Scheme.LEGACY) for text in _cells(lines, 0)]

    assert 53 == len(readings)
    assert {
        "00.00.01": "0.00.01",
        "00.00.02": "0.00.02",
        "00.00.06": "0.00.06",
        "01.15.17": "1.15.17",
        "1.15.00.18.02.4": "1.15.00.18.024",
        "1.15.00.18.02.6": "1.15.00.18.026",
        "1.15.00.18.02.7": "1.15.00.18.027",
    } == {reading.text: str(reading.code) for reading in readings if reading.repairs}
    assert all(reading.code is not None for reading in readings)
    levels = [reading.code.level for reading in readings if reading.code is not None]
    assert (7, 46) == (levels.count(Level.PROGRAM), levels.count(Level.KEGIATAN))


def test_the_new_side_of_the_lampiran_is_read_with_02_17_as_its_only_slip(
    lines: list[str],
) -> None:
    readings = [read_code(text, scheme=Scheme.NEW) for text in _cells(lines, 2)]

    assert all(reading.code is not None for reading in readings)
    repaired = {reading.text: reading.repairs for reading in readings if reading.repairs}
    assert {"02.17", *(f"02.17.{program:02}" for program in range(2, 9))} == set(repaired)
    assert {("leading zero of urusan 02 dropped",)} == set(repaired.values())


def test_the_lampiran_follows_the_tree(lines: list[str]) -> None:
    parent: Code | None = None
    for text in _cells(lines, 0):
        code = read_code(text, scheme=Scheme.LEGACY, within=parent).code
        assert code is not None
        if code.level is Level.PROGRAM:
            parent = code
        assert parent is not None
        assert code.is_under(parent)


def test_the_numbers_alone_of_table_2_2_are_read_below_their_program(lines: list[str]) -> None:
    bidang = Code.parse("1.15", scheme=Scheme.LEGACY)
    rows = [line.split("\t") for line in lines]
    numbers = [row[0] for row in rows if len(row) == 6 and re.fullmatch(r"\d{2,3}", row[0])]
    program, found = bidang, []
    for number in numbers:
        level = LEVELS[len(number)]
        reading = read_code(number, level=level, within=program)
        assert reading.code is not None
        assert 1 == len(reading.repairs)
        found.append(str(reading.code))
        if level is Level.PROGRAM:
            program = reading.code

    assert ["1.15.01", "1.15.01.002", "1.15.01.006"] == found[:3]
    assert ["1.15.21", "1.15.21.002", "1.15.21.005"] == found[-3:]
    assert (7, 43) == (sum(map(_is_program, found)), sum(not _is_program(one) for one in found))

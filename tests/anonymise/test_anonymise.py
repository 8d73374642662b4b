"""A file without names and amounts is read as the original is."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur import read_plan
from nomenklatur.anonymise import anonymise, as_csv, as_xlsx
from nomenklatur.anonymise.amounts import factor_for, scaled
from nomenklatur.anonymise.words import KEPT, Words
from nomenklatur.errors import ReadError
from nomenklatur.plan.choice import Choice, with_choice
from nomenklatur.tables import read_document
from nomenklatur.tables.read import read_bytes
from tests.reading.cases import cases
from tests.reading.grid import document_of, sheets_of, write
from tests.reading.layouts import Drawn, drawn_plans

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.tables.table import Document

FILES = [case.name for case in cases() if case.name.endswith((".xlsx", ".csv"))]


def what_is_read(document: Document, factor: Fraction) -> object:
    """Items by row and code, totals divided by the factor, rules of findings."""
    try:
        plan = read_plan(document)
    except ReadError:
        return None
    return (
        [(item.place.row, item.code) for item in plan.items],
        [(column.kind, int(plan.total(column.key)) / factor) for column in plan.columns],
        [(total.place.row, total.level) for total in plan.declared],
        Counter(finding.rule.code for finding in plan.findings),
    )


def written(document: Document) -> Document:
    """The document, as its file is read again."""
    if document.format == "csv":
        return read_bytes(as_csv(document).encode(), "contoh.csv")
    return read_bytes(as_xlsx(document), "contoh.xlsx")


@pytest.mark.parametrize("name", FILES)
def test_a_layout_is_read_as_before(name: str, tmp_path: Path) -> None:
    case = next(case for case in cases() if case.name == name)
    document = read_document(case.write(tmp_path))

    made = anonymise(document, 1)

    assert made.same
    assert 1 != made.factor
    again = written(made.document)
    assert what_is_read(document, Fraction(1)) == what_is_read(again, made.factor)


@given(drawn_plans(), st.integers(0, 2**32))
def test_a_plan_in_any_layout_is_read_as_before(drawn: Drawn, seed: int) -> None:
    document = drawn.document()

    made = anonymise(document, seed)

    assert made.same
    assert what_is_read(document, Fraction(1)) == what_is_read(made.document, made.factor)


SHEETS = """
%sheet Dinas Kesehatan
DINAS KESEHATAN KABUPATEN CONTOH
Kode|Uraian|Pagu 2021|PPTK|Lokasi
1.02.01|Program Rahasia|=2||
1.02.01.2.01|**Kegiatan Rahasia Sekali|3m!|Budi Santoso|>Desa Melati
1.02.01.2.02|Kegiatan Rahasia|4m!|198001012005011003|Desa Melati
||||
Contoh, 2 Januari 2021
Kepala Dinas
Budi Santoso
%merge A1:E1
%hide 5
%sheet Simpan hidden
Nama|Nilai
Santoso|12345678
"""


def test_names_and_numbers_are_gone_and_what_reading_goes_by_stays() -> None:
    document = document_of(sheets_of(SHEETS))

    made = written(anonymise(document, 1).document)

    text = " ".join(text for table in made.tables for row in table.rows for text in row.texts())
    for word in ("Rahasia", "Santoso", "Kesehatan", "Melati", "CONTOH", "3000000", "12345678",
                 "198001012005011003"):  # fmt: skip
        assert word.casefold() not in text.casefold()
    for word in ("Kode", "Pagu 2021", "1.02.01.2.01", "Program", "Kepala Dinas", "KABUPATEN"):
        assert word in text


def test_the_form_of_a_workbook_stays(tmp_path: Path) -> None:
    write(sheets_of(SHEETS), tmp_path / "plan.xlsx")
    document = read_document(tmp_path / "plan.xlsx")

    made = written(anonymise(document, 1).document)

    first, second = made.tables
    assert document.tables[0].merged == first.merged
    assert [row.number for row in document.tables[0].rows] == [row.number for row in first.rows]
    assert [5] == [row.number for row in first.rows if row.hidden]
    assert second.hidden
    row = next(row for row in first.rows if row.number == 4)
    assert row.cells[1].bold
    assert 1 == row.cells[4].indent


def test_equal_names_stay_equal_and_others_stay_others() -> None:
    document = document_of(sheets_of(SHEETS))

    made = anonymise(document, 1).document

    def partners(one: Document, other: Document) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for mine, theirs in zip(one.tables[0].rows, other.tables[0].rows, strict=True):
            for text, new in zip(mine.texts(), theirs.texts(), strict=True):
                found.setdefault(text, set()).add(new)
        return found

    for pairs in (partners(document, made), partners(made, document)):
        assert all(len(one) == 1 for one in pairs.values())


def test_without_a_seed_nobody_can_tell_the_words_beforehand() -> None:
    document = document_of(sheets_of(SHEETS))

    texts = {str(anonymise(document).document.tables[0].rows) for _again in range(3)}
    assert 3 == len(texts)


def test_sen_that_reading_rounds_away_are_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    rows = [f"1.02.01.2.{n:02},Kegiatan B,1000000.4{n % 10}" for n in range(1, 20)]
    path.write_text("\n".join(("Kode,Uraian,Pagu", *rows)), encoding="utf-8")

    assert anonymise(read_document(path), 1).same


def test_what_was_chosen_for_the_file_holds_for_the_other_one() -> None:
    document = document_of(sheets_of(SHEETS.replace("Pagu 2021", "Anu")))
    chosen = with_choice(document, Choice.parse(["amount=Anu"]))

    made = anonymise(chosen, 1)

    assert made.same
    assert Fraction(7_000_000) * made.factor == int(
        (plan := read_plan(made.document)).total(plan.columns[0].key)
    )


seeds = st.integers(0, 1000).map(Random)
forms = st.sampled_from(["{:d}", "Rp {:,d},-", "({:,d})", "{:,d}.00", "-{:d}"])


@given(st.lists(st.integers(0, 10**12), min_size=1), forms, seeds)
def test_amounts_are_multiplied_exactly_in_the_form_they_have(
    amounts: list[int], form: str, chance: Random
) -> None:
    texts = [form.format(amount) for amount in [*amounts, sum(amounts)]]

    factor = factor_for(texts, chance)
    wanted = [form.format(int(amount * factor)) for amount in [*amounts, sum(amounts)]]
    found = [scaled(text, factor) for text in texts]
    assert [text.replace(",", "") for text in wanted] == [text.replace(",", "") for text in found]
    for text, old, new in zip(texts, found, wanted, strict=True):
        assert old == new or text.count(",") == form.format(1).count(",")  # none to be grouped


@given(st.text(), seeds)
def test_words_keep_their_length_and_their_capitals(text: str, chance: Random) -> None:
    made = Words(chance).text(text)

    assert len(text.split()) == len(made.split())
    for old, new in zip(text.split(), made.split(), strict=True):
        if old.isascii():
            assert len(old) == len(new)
            assert [letter.isupper() for letter in old] == [letter.isupper() for letter in new]


@given(st.sampled_from(sorted(KEPT)), seeds)
def test_words_that_reading_goes_by_are_kept(word: str, chance: Random) -> None:
    assert word.upper() == Words(chance).text(word.upper())


def test_a_long_number_is_the_same_wherever_it_stands() -> None:
    sheets = """
    %sheet Satu
    Kode|Uraian|Pagu 2021|NIP
    1.02.01.2.02|Kegiatan Rahasia|3m!|19800101 200501 1 003
    %sheet Dua
    Kode|Uraian|Pagu 2021|NIP
    1.02.01.2.02|Kegiatan Rahasia|3m!|19800101 200501 1 003
    """
    made = anonymise(document_of(sheets_of(dedent(sheets))), 1)

    one, other = (table.rows[-1].texts() for table in made.document.tables)
    assert "19800101 200501 1 003" not in one
    assert one == other
    assert made.same

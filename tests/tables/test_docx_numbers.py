"""Numbers that Word counts by itself: read as Word shows them, or said."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.plan.read import read_plan
from nomenklatur.tables import read_document
from tests.tables.list_parts import (
    definition,
    in_list,
    item,
    level,
    listed,
    num,
    override,
    style,
)
from tests.tables.word_parts import DOWN, MORE, p, tbl, tc, tr

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.tables import Document

OUTLINE = (level(0, "%1."), level(1, "%1.%2.", "lowerLetter"), level(2, "%1.%2.%3.", "lowerRoman"))
ONE = definition(0, *OUTLINE) + num(1, 0)
OFFICE = shutil.which("soffice")
UNKNOWN = (
    "{n} cells have numbers that Word counts by itself, in a format that is not known here; they "
    "were not read"
)


def read(data: bytes) -> Document:
    return read_document("-", stdin=io.BytesIO(data))


def numbers(*items: str, lists: str = ONE, styles: str = "") -> list[str]:
    """What stands in cells that have nothing but a number, behind a row of words."""
    rows = [tr(tc(one), f"baris {row}") for row, one in enumerate(items)]
    document = read(listed(tbl(tr("No", "Uraian"), *rows), lists=lists, styles=styles))
    assert len(items) + 1 == len(document.tables[0].rows)
    return [row.texts()[0] for row in document.tables[0].rows[1:]]


def messages(document: Document) -> list[str]:
    return [finding.message for table in document.tables for finding in table.findings]


def test_each_level_goes_on_counting_and_begins_anew_below_the_next_one_above() -> None:
    items = [item(index=index) for index in (0, 1, 1, 2, 1, 2, 0, 1)]
    assert ["1.", "1.a.", "1.b.", "1.b.i.", "1.c.", "1.c.i.", "2.", "2.a."] == numbers(*items)


def test_a_level_that_was_passed_over_counts_as_begun() -> None:
    items = [item(index=index) for index in (1, 0, 2)]
    assert ["1.a.", "2.", "2.a.i."] == numbers(*items)


@pytest.mark.parametrize(
    ("form", "start", "expected"),
    [
        ("decimal", 9, ["9", "10"]),
        ("decimalZero", 9, ["09", "10"]),
        ("lowerLetter", 26, ["z", "aa"]),
        ("upperLetter", 52, ["ZZ", "AAA"]),
        ("lowerRoman", 3, ["iii", "iv"]),
        ("upperRoman", 1998, ["MCMXCVIII", "MCMXCIX"]),
        ("lowerRoman", 0, ["", "i"]),
        ("none", 1, ["", ""]),
        ("bullet", 1, ["", ""]),
    ],
)
def test_numbers_are_written_in_the_format_of_their_level(
    form: str, start: int, expected: list[str]
) -> None:
    lists = definition(0, level(0, "%1", form, start=start)) + num(1, 0)
    assert expected == numbers(item(), item(), lists=lists)


def test_a_list_without_a_first_number_begins_with_nought() -> None:
    lists = definition(0, level(0, "(%1)", start=None)) + num(1, 0)
    assert ["(0)", "(1)"] == numbers(item(), item(), lists=lists)


def test_the_sign_of_a_bullet_is_no_text() -> None:
    lists = definition(0, level(0, "\u2022", "bullet")) + num(1, 0)
    assert ["Air"] == numbers(item("Air"), lists=lists)


def test_a_format_of_someones_own_keeps_its_noughts() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="1.02.%1"/></w:lvl>'
    )
    lists = definition(0, own) + num(1, 0)
    assert ["1.02.007", "1.02.008"] == numbers(item(), item(), lists=lists)


def test_lists_of_one_definition_count_together_and_one_that_begins_anew_does_so_once() -> None:
    lists = ONE + num(2, 0, override(0, start=1)) + num(3, 0)
    items = [item(number=number) for number in (1, 1, 2, 2, 1, 3, 2)]
    assert ["1.", "2.", "1.", "2.", "3.", "4.", "5."] == numbers(*items, lists=lists)


def test_a_list_may_write_a_level_in_its_own_way() -> None:
    lists = ONE + num(2, 0, override(0, whole=level(0, "%1)", "upperRoman", start=4)))
    assert ["IV)", "V)"] == numbers(item(number=2), item(number=2), lists=lists)


def test_a_level_may_begin_anew_only_below_a_higher_one_or_never() -> None:
    def lists(after: int) -> str:
        kept = level(2, "%3", more=f'<w:lvlRestart w:val="{after}"/>')
        return definition(0, level(0, "%1."), level(1, "%1.%2."), kept) + num(1, 0)

    items = [item(index=index) for index in (0, 1, 2, 1, 2, 0, 1, 2)]
    below_the_first, never, above_itself = (
        [numbers(*items, lists=lists(after))[place] for place in (2, 4, 7)] for after in (1, 0, 3)
    )
    assert ["1", "2", "1"] == below_the_first
    assert ["1", "2", "3"] == never
    assert ["1", "1", "1"] == above_itself  # which no level is


def test_a_legal_level_writes_all_its_numbers_plainly() -> None:
    legal = level(1, "%1.%2", more="<w:isLgl/>")
    lists = definition(0, level(0, "BAB %1", "upperRoman"), legal) + num(1, 0)
    assert ["BAB I", "1.1"] == numbers(item(), item(index=1), lists=lists)


def test_a_style_puts_a_paragraph_in_a_list_and_its_level_is_the_one_that_names_it() -> None:
    linked = level(1, "%1.%2", more='<w:pStyle w:val="Kegiatan"/>')
    lists = definition(0, level(0, "%1"), linked) + num(1, 0)
    styles = (
        style("Kegiatan", f"<w:pPr>{in_list(1, None)}</w:pPr>")
        + style("Turunan", '<w:basedOn w:val="Program"/>')
        + style("Program", f"<w:pPr>{in_list(1, 0)}</w:pPr>")
    )
    used = [p(properties=f'<w:pStyle w:val="{name}"/>') for name in ("Turunan", "Kegiatan")]
    assert ["1", "1.1"] == numbers(*used, lists=lists, styles=styles)


def test_the_style_of_paragraphs_without_one_may_number_them() -> None:
    styles = style("Normal", f"<w:pPr>{in_list(1)}</w:pPr>", default=True)
    document = read(listed(tbl(tr("No", "Air"), tr("x", "Gas")), lists=ONE, styles=styles))
    assert [("1. No", "2. Air"), ("3. x", "4. Gas")] == [r.texts() for r in document.tables[0].rows]


def test_a_paragraph_is_taken_out_of_the_list_of_its_style() -> None:
    styles = style("Daftar", f"<w:pPr>{in_list(1)}</w:pPr>")
    inside = p(properties='<w:pStyle w:val="Daftar"/>')
    outside = item("x", number=0, index=None, more='<w:pStyle w:val="Daftar"/>')
    assert ["1.", "x", "2."] == numbers(inside, outside, inside, styles=styles)


def test_a_definition_may_be_that_of_a_style_of_lists() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Garis"/></w:abstractNum>'
        + ONE
        + num(2, 1)
    )
    styles = style("Garis", f"<w:pPr>{in_list(1, None)}</w:pPr>", kind="numbering")
    assert ["1.", "2."] == numbers(item(number=2), item(number=1), lists=lists, styles=styles)


@pytest.mark.parametrize(
    ("lists", "styles"),
    [
        ("", ""),
        (num(1, 5), ""),
        (definition(0) + num(1, 0), ""),
        ('<w:abstractNum><w:numStyleLink w:val="A"/></w:abstractNum><w:num w:numId="1"/>', ""),
        (
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
            + num(1, 0),
            style("A", f'<w:basedOn w:val="A"/><w:pPr>{in_list(1)}</w:pPr>'),
        ),
    ],
)
def test_a_list_that_is_not_there_or_names_itself_numbers_nothing(lists: str, styles: str) -> None:
    assert ["Air"] == numbers(item("Air"), lists=lists, styles=styles)


def test_what_is_deleted_hidden_or_covered_is_not_counted() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    table = tbl(
        tr(tc(item()), "pertama"),
        tr(tc(p(properties=in_list(1) + gone)), "dihapus"),
        tr(tc(p(properties=in_list(1) + hidden)), "tersembunyi"),
        tr(tc(item()), "baris dihapus", properties="<w:del/>"),
        tr(tc(item(), properties=DOWN), "kedua"),
        tr(tc(item(), properties=MORE), "di bawahnya"),
        tr(tc(item()), "ketiga"),
    )
    rows = read(listed(table, lists=ONE)).tables[0].rows
    by_words = {row.texts()[-1]: row.texts()[0] for row in rows}
    assert "1." == by_words["pertama"]
    assert "" == by_words["dihapus"]
    assert "" == by_words["tersembunyi"]
    assert "2." == by_words["kedua"]
    assert "3." == by_words["ketiga"]


@pytest.mark.parametrize(
    "odd",
    [
        level(0, "%1.", "chicago"),
        level(0, "%1.", "lowerLetter", start=781),
        level(0, "%1.", start=99_999_999_999),
        level(0, "%1" * 81),
        level(0, "x" * 81),
    ],
)
def test_a_number_in_a_format_that_is_not_known_is_said(odd: str) -> None:
    rows = [tr(tc(item("Air")), "1"), tr(tc(item()), "2")]
    document = read(listed(tbl(*rows), lists=definition(0, odd) + num(1, 0)))
    assert [("Air", "1"), ("", "2")] == [row.texts() for row in document.tables[0].rows]
    assert [UNKNOWN.format(n=2)] == messages(document)
    assert 1 == document.tables[0].findings[0].place.row


def test_codes_made_of_such_numbers_are_the_codes_of_the_plan() -> None:
    codes = (
        level(0, "2.17.%1", "decimalZero"),
        level(1, "2.17.%1.2.%2", "decimalZero"),
        level(2, "2.17.%1.2.%2.%3", "decimalZero"),
    )
    plan = (
        (0, "Program Penunjang Urusan Pemerintahan Daerah", "67.000"),
        (1, "Administrasi Umum Perangkat Daerah", "67.000"),
        (2, "Penyediaan Alat Tulis Kantor", "40.000"),
        (2, "Penyediaan Bahan Logistik Kantor", "27.000"),
        (0, "Program Pelayanan Izin Usaha Simpan Pinjam", "9.000"),
        (1, "Penerbitan Izin Usaha Simpan Pinjam", "9.000"),
        (2, "Fasilitasi Pemenuhan Izin Usaha Simpan Pinjam", "9.000"),
    )
    rows = [tr(tc(item(index=index)), name, amount) for index, name, amount in plan]
    table = tbl(tr("Kode", "Program/Kegiatan", "Pagu 2021"), *rows)
    lists = definition(0, *codes) + num(1, 0)
    items = read_plan(read(listed(p("Tabel 4.1 Rencana Kerja"), table, lists=lists))).items
    expected = ["2.17.01.2.01.01", "2.17.01.2.01.02", "2.17.02.2.01.01"]
    assert expected == [str(one.code) for one in items]


def test_headings_are_read_with_their_numbers() -> None:
    lists = definition(0, level(0, "Tabel 4.%1 ")) + num(1, 0)
    header, row = tr("Program/Kegiatan", "Pagu"), tr("Air", "1.000")
    blocks = (item("Rencana"), tbl(header, row), item("Realisasi"), tbl(header, row))
    tables = read(listed(*blocks, lists=lists)).tables
    assert [("4.1", "Rencana"), ("4.2", "Realisasi")] == [(t.number, t.title) for t in tables]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_numbers_of_levels_in_any_order_never_repeat(indexes: list[int]) -> None:
    found = numbers(*(item(index=index) for index in indexes))
    assert len(set(found)) == len(found)
    assert [index + 1 for index in indexes] == [text.count(".") for text in found]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    lists = ONE + num(2, 0, override(0, start=1)) + num(3, 0)
    steps = [(1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (1, 0), (3, 0), (2, 0), (2, 2)]
    rows = [tr(tc(item(number=number, index=index)), "baris") for number, index in steps]
    (tmp_path / "a.docx").write_bytes(listed(tbl(*rows), lists=lists))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8",
         "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True,
    )  # fmt: skip
    shown = (tmp_path / "a.txt").read_text("utf-8-sig").split()
    read_here = [row.texts()[0] for row in read_document(tmp_path / "a.docx").tables[0].rows]
    assert [text for text in shown if text != "baris"] == read_here

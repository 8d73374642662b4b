from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nomenklatur.tables.delimited import detect, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nomenklatur.tables import Document

    Read = Callable[..., Document]

HEADER = ("Kode", "Program/Kegiatan", "Pagu Indikatif", "Keterangan")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}

words = st.sampled_from(
    ["Penyediaan Jasa", "Sumber Daya Air, Listrik", "1.15.00.16.021", "95.562.000", "1.500,00",
     "Rp 398.000,-", 'Program "Wibawa"', "koperasi; usaha mikro", "a\tb", "baris\nkedua", "100 %",
     "88,6%", "-", "", "é – “x”", "'", '"', ",", ";", "=A1"]
)  # fmt: skip
letters = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]), min_size=0, max_size=12
)
cells = st.one_of(words, letters)
tables = st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=12)


def as_csv(rows: Sequence[Sequence[str]], **dialect: object) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, **dialect).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def normalised(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    plain = [tuple(" ".join(text.split()) for text in row) for row in rows]
    return [row for row in plain if any(row)]


def is_utf_8(data: bytes) -> bool:
    """Whether bytes, whatever they were meant for, read as UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t"),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "lineterminator": st.sampled_from(["\r\n", "\n"]),
    }
)


@given(rows=tables, dialect=dialects, encoding=st.sampled_from(ENCODINGS))
def test_a_table_written_in_any_dialect_and_encoding_is_read_back_equal(
    read: Read, rows: list[list[str]], dialect: dict[str, object], encoding: str
) -> None:
    written = [HEADER, *rows]
    text = as_csv(written, **dialect)
    data = MARKS.get(encoding, b"") + text.encode(encoding)
    if encoding == "cp1252":
        assume(not is_utf_8(data) or text == data.decode())
    document = read(data)
    (table,) = document.tables
    assert normalised(written) == [row.texts() for row in table.rows]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Uraian;Pagu\nRapat, dinas;1.500,00\nAir, listrik;2.000,00\n", ";"),
        ("Uraian;Persen\nRapat;94,23\nListrik;88,60\n", ";"),
        ('Uraian,Pagu\n"Rapat, dinas","1.500,00"\n"Air; listrik","2.000,00"\n', ","),
        ("Kode,Uraian,Pagu\n1,Air,100\n2,Rapat,200\n", ","),
        ("Kode, Uraian, Pagu\n1, Air, 100\n2, Rapat, 200\n", ","),
        ("Kode\tUraian, lokasi\tPagu\n1\tAir; listrik\t1.000,00\n", "\t"),
        ("Renja 2021\n\nSemarang, Januari 2021\nNo;Uraian;Pagu\n1;Air;5\n2;Jasa;7\n", ";"),
        ("sep=;\n1,2,3\n4,5,6\n", ";"),
        ('"sep=,"\na;b,c;d\n', ","),
        ("Uraian,Satuan,Pagu\nkoperasi; usaha; mikro,kop; umkm; -,-\n", ","),
        ("Kode; Uraian; Pagu\n1; Air; 100\n2; Rapat; 200\n", ";"),
        ("No;Uraian;Pagu;;\n1;Air\n2;Jasa;7;x\n3;Rapat, air, jasa;8\n", ";"),
    ],
)
def test_the_separator_is_told_from_commas_of_texts_and_amounts(text: str, separator: str) -> None:
    assert separator == detect(split_lines(text))[0]


def test_a_text_without_columns_has_no_separator() -> None:
    assert detect(["Rencana Kerja\n", "Dinas Koperasi\n"]) == (None, False)


def test_rows_keep_the_line_they_begin_in(read: Read) -> None:
    table = read(b'Kode;Uraian\n\n1;"dua\nbaris"\n2;satu\n').tables[0]
    assert [1, 3, 5] == [row.number for row in table.rows]


def test_ragged_rows_keep_all_their_cells(read: Read) -> None:
    table = read(b"Kode;Uraian;Pagu\n1;Air\n2;Jasa;7;8;9\n").tables[0]
    assert [3, 2, 5] == [len(row.cells) for row in table.rows]


def test_a_stray_quotation_mark_does_not_swallow_the_rows_below(read: Read) -> None:
    data = b'Kode;Uraian;Pagu\n1;"Semarang Hebat;100\n2;Jasa;200\n3;Rapat;300\n'
    table = read(data).tables[0]
    assert ("1", '"Semarang Hebat', "100") == table.rows[1].texts()
    assert 4 == len(table.rows)
    assert [("NK413", 2)] == [(f.rule.code, f.place.row) for f in table.findings]


def test_a_mark_that_ends_in_the_middle_of_a_cell_is_text(read: Read) -> None:
    table = read(b'Kode;Uraian\n1;"Wibawa" kredit\n2;Jasa\n').tables[0]
    assert ("1", '"Wibawa" kredit') == table.rows[1].texts()
    assert ["NK413"] == [f.rule.code for f in table.findings]


def test_a_cell_that_runs_over_lines_like_rows_is_a_finding(read: Read) -> None:
    inside = "".join(f"{n};Jasa;{n}00\n" for n in range(2, 9))
    table = read(f'Kode;Uraian;Pagu\n1;"Air;100\n{inside}9;Rapat";900\n'.encode()).tables[0]
    assert ["NK413"] == [f.rule.code for f in table.findings]


def test_a_declared_separator_is_set_aside_and_not_lost(read: Read) -> None:
    table = read(b"sep=;\r\nKode;Uraian\r\n1;Air\r\n").tables[0]
    assert [2, 3] == [row.number for row in table.rows]
    assert [1] == [row.number for row in table.repeated]


def test_title_rows_of_a_csv_are_rows(read: Read) -> None:
    table = read(b"RENCANA KERJA;;\nTahun 2021;;\nKode;Uraian;Pagu\n1;Air;5\n").tables[0]
    assert ("RENCANA KERJA", "", "") == table.rows[0].texts()
    assert 4 == len(table.rows)


def test_windows_1252_is_read_and_said(read: Read) -> None:
    document = read("Kode;Uraian\n1;Café – “x”\n".encode("cp1252"))
    assert "Café – “x”" == document.tables[0].rows[1].cells[1].text
    assert ["NK411"] == [finding.rule.code for finding in document.findings]


def test_utf_8_is_no_finding(read: Read) -> None:
    assert () == read("Kode;Uraian\n1;Café – “x”\n".encode()).findings


def test_a_hundred_thousand_rows_take_about_two_seconds(read: Read) -> None:
    line = "{0};1.15.00.16.{0};Penguatan Mutu Produk Usaha Mikro, Kecil;Kota Semarang;{0}.000;x\n"
    data = (
        "No;Kode;Uraian;Lokasi;Pagu;Catatan\n" + "".join(map(line.format, range(10**5)))
    ).encode()
    start = time.process_time()
    table = read(data).tables[0]
    assert 100_001 == len(table.rows)
    assert time.process_time() - start < 6  # generous: the machine may be busy

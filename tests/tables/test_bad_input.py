from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nomenklatur.errors import ReadError
from nomenklatur.tables import Document, read_document
from nomenklatur.tables.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[..., Document]
    Make = Callable[..., bytes]
    Pack = Callable[[dict[str, Any]], bytes]

ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def refused(source: str | Path, **more: Any) -> ReadError:
    """The error, which must be one line that says where, what and what to do."""
    with pytest.raises(ReadError) as caught:
        read_document(source, **more)
    error = caught.value
    assert "\n" not in str(error)
    assert error.place is not None
    assert str(source) == error.place.file
    assert error.remedy
    return error


def refused_bytes(data: bytes, **more: Any) -> ReadError:
    return refused("-", stdin=io.BytesIO(data), **more)


def test_a_missing_file_names_one_that_is_meant(tmp_path: Path) -> None:
    (tmp_path / "renja-2021.csv").write_text("a;b\n")
    error = refused(tmp_path / "renja-2012.csv")
    assert "there is no such file" in str(error)
    assert "renja-2021.csv" in error.remedy


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert "no folder" in refused(tmp_path / "tiada" / "renja.csv").remedy


def test_a_folder_is_no_file_but_has_some(tmp_path: Path) -> None:
    (tmp_path / "renja.xlsx").write_bytes(b"x")
    error = refused(tmp_path)
    assert "is a folder" in error.message
    assert "renja.xlsx" in error.remedy
    (tmp_path / "renja.xlsx").unlink()
    assert "give a file" == refused(tmp_path).remedy


def test_a_file_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "rahasia.csv"
    path.write_text("a;b\n")
    monkeypatch.setattr("builtins.open", forbidden)
    assert "you may not read the file" == refused(path).message


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_name_that_no_file_can_have_is_said(name: str) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_document(name)


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_no_table(data: bytes) -> None:
    error = refused_bytes(data)
    assert "blank" in error.message or "nothing came" in error.message


def test_an_empty_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "kosong.csv").touch()
    assert "the file is empty" == refused(tmp_path / "kosong.csv").message


def test_standard_input_is_the_process_s_own_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Kode;Uraian\n1;Air\n")))
    document = read_document("-")
    assert ("-", 2) == (document.file, len(document.tables[0].rows))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
        (b"GIF89a\1\0", "an image"),
        (b"II*\0\x08\0", "an image"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x1f\x8b\x08\0", "packed"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b'{"items": [1, 2]}', "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
    ],
)
def test_a_kind_of_file_that_is_not_read_is_named(data: bytes, what: str) -> None:
    error = refused_bytes(data)
    assert what in error.message
    assert "not read yet" in error.message


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "a PowerPoint file"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "no spreadsheet"),
        ({"renja.xlsx": "x"}, "a ZIP archive"),
    ],
)
def test_an_archive_that_is_no_workbook_is_named(
    pack: Pack, parts: dict[str, str], what: str
) -> None:
    assert what in refused_bytes(pack(parts)).message


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"Kode;Uraian\n\0\0\1\2;x\n", b"MZ\x90\0\3\0\0\0", b"a;b\x1b[0m\n"]
)
def test_a_binary_named_csv_is_no_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "renja.csv"
    path.write_bytes(data)
    error = refused(path)
    assert "is no text" in error.message or "neither in UTF-8" in error.message
    assert error.place is not None
    assert error.place.row is not None


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Kode;Uraian\n1;\x81\x8d\n", "neither in UTF-8 nor in Windows-1252: byte 0x81"),
        (b"\xef\xbb\xbfKode;Uraian\n1;\xff\n", "mark of UTF-8: byte 0xff"),
        (b"\xff\xfeK\0o", "mark of UTF-16-LE"),
    ],
)
def test_an_encoding_that_cannot_be_read_is_said_with_its_line(data: bytes, what: str) -> None:
    error = refused_bytes(data)
    assert what in error.message
    assert "save it as CSV UTF-8" == error.remedy


def test_running_text_alone_has_no_table() -> None:
    error = refused_bytes(b"Rencana Kerja\nDinas Koperasi dan Usaha Mikro\nTahun 2021\n")
    assert "no table was found" in error.message


def test_a_workbook_without_a_cell_has_no_table(make_xlsx: Make) -> None:
    assert "no sheet" in refused_bytes(make_xlsx("<sheetData/>", "<sheetData/>")).message
    assert "no sheet" in refused_bytes(make_xlsx()).message


def test_a_workbook_of_nothing_but_uncalculated_formulas_says_so(make_xlsx: Make) -> None:
    error = refused_bytes(
        make_xlsx("<sheetData><row r='1'><c r='A1'><f>B1</f></c></row></sheetData>")
    )
    assert "the file holds the formula, but not its value" in error.message
    assert error.place is not None
    assert "A1" == error.place.column


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(root: Path, kept: float) -> None:
    data = (root / "examples" / "renja-2021-dinas-koperasi.xlsx").read_bytes()
    error = refused_bytes(data[: int(len(data) * kept)])
    assert "damaged or cut short" in error.message


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods"])
def test_other_workbooks_cut_short_are_damaged(files: Path, name: str) -> None:
    data = (files / name).read_bytes()
    assert "cut short" in refused_bytes(data[: len(data) // 2]).message


def test_a_workbook_with_a_password_is_said(files: Path) -> None:
    assert "protected by a password" in refused(files / "locked.xlsx").message


def test_a_part_with_a_password_is_said(make_xlsx: Make) -> None:
    data = bytearray(make_xlsx(ONE))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert "protected by a password" in refused_bytes(bytes(data)).message


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("xl/worksheets/sheet1.xml", None, "its part xl/worksheets/sheet1.xml is missing"),
        ("xl/workbook.xml", "<workbook", "its part xl/workbook.xml"),
        ("xl/worksheets/sheet1.xml", "<a><b></a>", "mismatched tag"),
        ("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="klingon"?><a/>', "klingon"),
    ],
)
def test_a_workbook_with_a_broken_part_is_damaged(
    make_parts: Any, pack: Pack, old: str, new: str | None, what: str
) -> None:
    parts = make_parts(ONE)
    parts.pop(old)
    if new is not None:
        parts[old] = new
    error = refused_bytes(pack(parts))
    assert "damaged" in error.message
    assert what in error.message


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ('<c r="A1" t="s"><v>7</v></c>', "text that is not stored"),
        ('<c r="A1" t="s"><v>x</v></c>', "invalid literal"),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>', "out of order"),
        ('<c r="XFE1"><v>1</v></c>', "no address"),
        ('<c r="ZZZZZZ1"><v>1</v></c>', "no address"),
        ('<c r="1A"><v>1</v></c>', "no address"),
    ],
)
def test_cells_that_make_no_sense_are_damage(make_xlsx: Make, cells: str, what: str) -> None:
    sheet = f'<sheetData><row r="1">{cells}</row></sheetData>'
    assert what in refused_bytes(make_xlsx(sheet)).message


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)).replace(
        "&lol0;", "&lol;"
    )
    + "]><worksheet>&lol9;</worksheet>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<worksheet><sheetData><row><c t='str'><v>&x;</v></c></row></sheetData></worksheet>"
)


@pytest.mark.parametrize("sheet", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"])
def test_entities_are_refused(make_parts: Any, pack: Pack, sheet: str, part: str) -> None:
    parts = make_parts(ONE)
    parts[part] = sheet
    error = refused_bytes(pack(parts))
    assert "document type or entities" in error.message
    assert "do not trust" in error.remedy


def test_a_zip_bomb_is_refused_before_it_is_unpacked(make_parts: Any, pack: Pack) -> None:
    parts = make_parts(ONE)
    parts["xl/worksheets/sheet1.xml"] = b" " * (64 << 20)
    error = refused_bytes(pack(parts))
    assert "packed into almost nothing" in error.message


def test_a_zip_bomb_that_lies_about_its_size_is_refused(make_parts: Any, pack: Pack) -> None:
    parts = make_parts(ONE)
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * (1 << 20)
    data = bytearray(pack(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lie = (16).to_bytes(4, "little")
    error = refused_bytes(bytes(data.replace(size, lie)))
    assert "damaged" in error.message


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(file_bytes=100), "is larger than"),
        (Limits(unpacked_bytes=1000), "unpacks to"),
        (Limits(parts=3), "parts"),
        (Limits(cells=2), "more cells than this program reads"),
    ],
)
def test_limits_on_workbooks_are_kept(root: Path, limits: Limits, what: str) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi.xlsx"
    assert what in refused(path, limits=limits).message


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods"])
def test_limits_on_cells_are_kept_in_other_workbooks(files: Path, name: str) -> None:
    assert "more cells" in refused(files / name, limits=Limits(cells=2)).message


@pytest.mark.parametrize("suffix", [".csv", "-kota-semarang.txt"])
def test_limits_on_cells_are_kept_in_text(root: Path, suffix: str) -> None:
    path = root / "examples" / f"renja-2021-dinas-koperasi{suffix}"
    assert "more cells" in refused(path, limits=Limits(cells=20)).message


def test_a_stray_cell_far_to_the_right_counts_with_the_gap_before_it(make_xlsx: Make) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 11))
    sheet = f"<sheetData>{rows}</sheetData>"
    assert "more cells" in refused_bytes(make_xlsx(sheet), limits=Limits(cells=100_000)).message


def test_a_damaged_xls_that_asks_for_all_memory_is_only_an_error(files: Path) -> None:
    data = (files / "plan.xls").read_bytes()
    shifted = data[:512] + b"\xff" * 47 + data[512:]  # calamine aborts the process over this
    assert "damaged" in refused_bytes(shifted).message


def read_or_refuse(data: bytes) -> None:
    try:
        document = read_document("-", stdin=io.BytesIO(data))
    except ReadError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert document.tables
    assert "\n" not in refusal


@given(st.binary(max_size=400))
@example(b"sep=\n")
@example(b'"')
@example(b"\t\t\t\nx")
@example(b"Tabel 1\n\ta\tb")
def test_no_bytes_of_any_kind_raise_anything_but_the_typed_error(data: bytes) -> None:
    read_or_refuse(data)


@given(st.text(st.sampled_from('a1,;\t"\n\r \f.Tabel'), max_size=200))
@settings(max_examples=4 * settings.default.max_examples)
def test_no_text_of_any_kind_raises_anything_but_the_typed_error(text: str) -> None:
    read_or_refuse(text.encode())


pieces = st.sampled_from([b"", b"9" * 30, b"-1", b'"', b"<", b"/>", b"\xff", b"&#0;", b"e9"])
damages = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), pieces), min_size=1, max_size=4)


@given(number=st.integers(0, 5), damages=damages)
@settings(max_examples=4 * settings.default.max_examples)
def test_no_damage_to_a_workbook_raises_anything_but_the_typed_error(
    number: int, damages: list[tuple[float, int, bytes]], make_parts: Any, pack: Pack
) -> None:
    sheet = (
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s" s="1">'
        '<v>0</v></c><c r="B1" s="1"><f>A1*2</f><v>1.5</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="0.00"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    )
    parts = make_parts(sheet, strings="<si><t>Air</t></si>", styles=styles)
    name = sorted(parts)[number + 1]
    part = bytearray(parts[name].encode())
    for where, gone, piece in damages:
        at = int(where * len(part))
        part[at : at + gone] = piece
    read_or_refuse(pack({**parts, name: bytes(part)}))

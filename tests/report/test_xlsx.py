"""The workbook as a program sees it: sheets, print set-up, cells by their kind, formulas."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from nomenklatur.errors import ConfigError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.report import (
    FindingsReport,
    RollupReport,
    balances,
    format_of,
    render,
    render_bytes,
    write,
)
from nomenklatur.report.xlsx.sheet import LONGEST_TEXT
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status
from tests.report.semarang import semarang
from tests.report.test_writing import LISTINGS
from tests.report.workbooks import (
    SHEETS,
    Opened,
    column_of,
    header_row,
    is_formula,
    money_columns,
    opened,
    result,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.translation import Translation

TABLES = [name for name in SHEETS if name != "Berita Acara"]


@pytest.fixture(scope="module")
def book() -> Opened:
    """The Semarang plan as a workbook."""
    return opened(written(semarang()))


@pytest.fixture
def split(small: Translation) -> Opened:
    """The small translation, which has a split, as a workbook."""
    return opened(written(small))


def texts(sheet: Worksheet) -> list[list[str]]:
    """The cells of a sheet as text, row by row."""
    return [
        ["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()
    ]


def unescaped(text: str) -> str:
    """A text with the escapes that ECMA-376 has for letters which XML lacks."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


# -- the file ------------------------------------------------------------------------------


def test_the_workbook_has_six_sheets_in_the_order_of_reading(book: Opened) -> None:
    assert SHEETS == book.formulas.sheetnames


def test_the_same_translation_gives_the_same_bytes() -> None:
    assert written(semarang()) == written(semarang())


def test_no_part_of_the_file_carries_the_time_of_writing(book: Opened) -> None:
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        assert {(1980, 1, 31)} == {part.date_time[:3] for part in archive.infolist()}
        assert b"2020-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_the_suffix_chooses_the_format_and_the_file_is_whole(
    small: Translation, tmp_path: Path
) -> None:
    write(small, tmp_path / "hasil.xlsx")

    chosen = format_of("hasil.XLSX")
    assert chosen is not None
    assert chosen.is_binary
    assert render_bytes(small, "xlsx") == (tmp_path / "hasil.xlsx").read_bytes()


def test_a_workbook_is_no_text(small: Translation) -> None:
    with pytest.raises(ConfigError, match=r"xlsx bukan teks \(tulislah ke dalam berkas\)"):
        render(small, "xlsx")


def test_text_formats_are_rendered_as_bytes_too(small: Translation) -> None:
    assert render(small, "json").encode() == render_bytes(small, "json")


def test_a_failure_leaves_no_scratch_files(
    small: Translation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr("nomenklatur.report.xlsx.findings_sheet.write_findings", fail)
    with pytest.raises(RuntimeError, match="half way"):
        written(small)

    assert [] == list(tmp_path.iterdir())


def test_a_sheet_is_the_same_whatever_xlsxwriter_keeps_of_its_rows(
    small: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its releases keep the heights of rows under other names."""
    usual = written(small)
    monkeypatch.setattr("nomenklatur.report.xlsx.sheet._KEPT_BY_XLSXWRITER", ("elsewhere",))

    assert usual == written(small)


# -- on paper and on the screen ------------------------------------------------------------


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_landscape_one_page_wide_with_page_numbers(
    book: Opened, name: str
) -> None:
    sheet = book.formulas[name]

    assert "9" == str(sheet.page_setup.paperSize)
    assert "landscape" == sheet.page_setup.orientation
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    high = sheet.page_setup.fitToHeight
    assert sheet.page_setup.fitToWidth in {None, 1}  # 1 where the file says nothing
    assert (1 if name == "Berita Acara" else 0) == (1 if high is None else high)
    assert "&P" in sheet.oddFooter.center.text
    assert "&N" in sheet.oddFooter.center.text


@pytest.mark.parametrize("name", TABLES)
def test_the_headings_are_frozen_and_repeated_on_every_page(book: Opened, name: str) -> None:
    sheet = book.formulas[name]
    first, last = sheet.print_title_rows.replace("$", "").split(":")

    assert sheet.freeze_panes is not None
    assert int(last) + 1 == int(sheet.freeze_panes.lstrip("ABC"))
    assert any(texts(sheet)[int(first) - 1])


def test_the_headings_of_the_mapping_are_those_of_the_lampiran(book: Opened) -> None:
    sheet = book.formulas["Pemetaan"]
    row = header_row(sheet, "KODE", "URAIAN")
    upper, lower = texts(sheet)[row - 2], texts(sheet)[row - 1]

    assert "PROGRAM / KEGIATAN / INDIKATOR APBD TAHUN 2021" == upper[0]
    assert upper[2].startswith("URUSAN, BIDANG URUSAN, PROGRAM, KEGIATAN DAN SUB KEGIATAN")
    assert "KETERANGAN" == upper[4]
    assert ["KODE", "URAIAN", "KODE", "URAIAN"] == lower[:4]
    assert {f"A{row - 1}:B{row - 1}", f"C{row - 1}:D{row - 1}", f"E{row - 1}:E{row}"} <= {
        str(merged) for merged in sheet.merged_cells.ranges
    }


def test_an_ampersand_in_the_office_is_printed(small: Translation) -> None:
    plan = evolve(small.plan, office="Dinas Koperasi & Usaha Mikro")
    sheet = opened(written(evolve(small, plan=plan))).formulas["Rekap"]

    assert "Dinas Koperasi && Usaha Mikro" in sheet.oddFooter.left.text


@pytest.mark.parametrize(
    "office", ["8 Dinas", "\x1f", "\ufffe", "&", "D" + "&" * 200, "Dinas " * 60]
)
def test_no_name_of_an_office_breaks_the_foot_of_the_page(small: Translation, office: str) -> None:
    plan = evolve(small.plan, office=office)
    foot = opened(written(evolve(small, plan=plan))).formulas["Rekap"].oddFooter

    assert 8 == foot.left.size
    assert "Halaman &P dari &N" == foot.center.text.strip()
    assert "Rekap" == foot.right.text.strip()


def test_a_row_is_as_high_as_its_longest_text_asks_for(book: Opened) -> None:
    sheet = book.formulas["Pemetaan"]
    heights = {
        len(str(row[3].value)): sheet.row_dimensions[row[3].row].height
        for row in sheet.iter_rows(min_row=9)
        if row[3].value
    }

    assert heights[max(heights)] > 3 * (heights[min(heights)] or 14)


# -- cells by their kind -------------------------------------------------------------------


def test_codes_are_text_that_no_spreadsheet_takes_for_a_number(book: Opened) -> None:
    sheet = book.formulas["Pemetaan"]
    codes = [
        cell
        for row in sheet.iter_rows(min_row=8)
        for cell in (row[0], row[2])
        if cell.value is not None
    ]

    assert len(codes) > 200
    assert {"2", "2.17"} <= {cell.value for cell in codes}
    assert {"s"} == {cell.data_type for cell in codes} - {"inlineStr"}
    assert {"@"} == {cell.number_format for cell in codes}


def test_money_is_a_whole_number_with_grouped_thousands(book: Opened) -> None:
    for name in ("Pemetaan", "Rekap"):
        sheet, stored = book.formulas[name], book.values[name]
        for column in money_columns(sheet):
            for (cell,) in sheet.iter_rows(min_row=9, min_col=column, max_col=column):
                if cell.value is not None:
                    assert "#,##0" == cell.number_format
                    assert isinstance(stored[cell.coordinate].value, int)


def test_every_formula_comes_to_the_value_stored_beside_it(book: Opened) -> None:
    formulas = [found for found in book.cells() if is_formula(found[1])]

    assert len(formulas) > 150
    for sheet, cell, value in formulas:
        assert result(book, sheet, cell) == pytest.approx(value, rel=1e-12, abs=0), cell


def test_formulas_of_a_split_come_to_their_values(split: Opened) -> None:
    for sheet, cell, value in split.cells():
        if is_formula(cell):
            assert result(split, sheet, cell) == pytest.approx(value, rel=1e-12, abs=0), cell


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1", "+62", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "{=1}",
        "http://example.org", "mailto:a@b", "internal:Sheet2!A1", "<r>x</r>", "<r><t>x</t></r>",
        "_x0041_", "]]>", 'a & b < c > d "e"', "\x00\x1b\x0b", "\ufffe", "001.10", "1E5", "TRUE",
    ],
)  # fmt: skip
def test_a_text_never_becomes_a_formula_a_number_or_a_link(small: Translation, evil: str) -> None:
    items = list(small.plan.items)
    items[2] = evolve(items[2], name=evil, program=evolve(items[2].program, name=evil))
    plan = evolve(small.plan, items=tuple(items), title=evil, office=evil, source=evil)
    lost = evolve(small.outcomes[2], item=items[2], source=None, note=evil)
    finding = Finding(RULES["NK201"], evil, Place(evil, sheet=evil, row=1), evil)
    translation = evolve(
        small, plan=plan, outcomes=(*small.outcomes[:2], lost), findings=(finding,)
    )
    book = opened(written(translation))

    found = set()
    for sheet, cell, _value in book.cells():
        if is_formula(cell):
            assert str(cell.value).startswith(("=SUBTOTAL(9,", "=E", "=D"))
        else:
            found.add(str(cell.value))
            assert cell.hyperlink is None, sheet.title
    assert evil.strip() in {unescaped(text).strip() for text in found}


def test_a_text_longer_than_a_cell_is_cut_and_noted(small: Translation) -> None:
    finding = Finding(RULES["NK403"], "\U0001f600" * LONGEST_TEXT, Place("renja.txt"))
    sheet = opened(written(evolve(small, findings=(finding,)))).formulas["Temuan"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    longest = max(cells, key=len)
    assert longest.endswith("…")
    assert LONGEST_TEXT >= len(longest.encode("utf-16-le")) // 2 > LONGEST_TEXT - 3
    assert any(f"teks {LONGEST_TEXT} huruf dipotong" in text for text in cells)


# -- what the sheets say -------------------------------------------------------------------


def test_the_totals_are_those_of_the_plan(book: Opened) -> None:
    mapping, rollup = book.values["Pemetaan"], book.values["Rekap"]
    totals = [int(balance.plan) for balance in balances(semarang())]

    assert [10_268_007_000, 12_909_926_000] == totals
    for sheet, word in ((mapping, "JUMLAH"), (rollup, "JUMLAH RENCANA")):
        row = next(row for row in sheet.iter_rows() if row[1].value == word)
        assert totals == [row[column - 1].value for column in money_columns(sheet)]


def test_the_tree_has_an_outline_level_for_every_level(book: Opened) -> None:
    sheet = book.formulas["Rekap"]
    levels = {
        row[2].value: sheet.row_dimensions[row[2].row].outlineLevel
        for row in sheet.iter_rows(min_row=5)
        if row[2].value
    }

    assert {
        "Urusan": 0, "Bidang Urusan": 1, "Program": 2, "Kegiatan": 3, "Sub Kegiatan": 4,
    } == levels  # fmt: skip
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_the_nodes_of_the_tree_are_those_of_the_roll_up(book: Opened) -> None:
    rollup = roll_up(semarang())
    sheet = book.values["Rekap"]
    columns = money_columns(sheet)

    assert [
        (str(n.code), n.name, n.items, [int(n.amounts[key]) for key in rollup.columns])
        for n in rollup.walk()
    ] == [
        (row[0].value, row[1].value, row[3].value, [row[c - 1].value for c in columns])
        for row in sheet.iter_rows(min_row=5)
        if row[2].value
    ]


def test_an_item_without_a_target_keeps_its_money_and_says_so(book: Opened) -> None:
    rows = texts(book.values["Pemetaan"])
    index = next(i for i, row in enumerate(rows) if row[0] == "0.00.06.029")

    assert ["398000", "0"] == rows[index][5:7]
    assert "Belum terpetakan" == rows[index + 1][4]


def test_a_split_shows_every_target_with_its_share_and_its_money(split: Opened) -> None:
    rows = texts(split.values["Pemetaan"])
    parts = [row for row in rows if row[4].startswith("bagian ")]

    assert [
        ("2.17.07.2.01.01", "bagian 1/3", "34"), ("2.17.07.2.01.03", "bagian 2/3", "66"),
    ] == [(row[2], row[4], row[5]) for row in parts]  # fmt: skip
    assert any("dibagi ke 2 Sub Kegiatan" in row[4] for row in rows)


def test_what_the_plan_calls_otherwise_stands_beside_the_official_name(book: Opened) -> None:
    rows = texts(book.values["Pemetaan"])
    by_code = {row[0]: row for row in rows if row[0]}

    assert "RAPAT-RAPAT KOORDINASI DAN KONSULTASI DALAM DAERAH" == by_code["0.00.01.028"][1]
    assert by_code["0.00.01.028"][-1].endswith(
        ": Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah"
    )
    assert "dalam rencana: PROGRAM PENINGKATAN DAN PENGEMBANGAN" in by_code["1.15.00.21"][-1]


def test_every_finding_is_listed_the_gravest_first(book: Opened) -> None:
    sheet = book.values["Temuan"]
    top = header_row(sheet, "ATURAN", "TEMUAN")
    rows = texts(sheet)[top:]
    expected = sorted(semarang().all_findings, key=lambda found: found.severity, reverse=True)

    assert [(found.rule.code, _(found.message)) for found in expected] == [
        (row[2], row[4]) for row in rows
    ]
    assert f"A{top}:F{top + len(rows)}" == sheet.auto_filter.ref


def test_the_certificate_balances_every_year_at_every_level(book: Opened) -> None:
    sheet = book.values["Berita Acara"]
    top = header_row(sheet, "TINGKAT", "SELISIH (Rp)")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1)]
    levels = [row for row in rows if row[1] is not None and isinstance(row[7], int)]

    assert 2 * 5 == len(levels)
    for row in levels:
        assert row[3] == row[4] + row[5] + row[6]
        assert 0 == row[7]
    assert [1, 1, 8, 10, 32] * 2 == [row[2] for row in levels]
    assert [46, 44, 1, 1, 0] == next(row[3:8] for row in rows if row[0] == "Banyaknya kegiatan")


def test_the_certificate_names_catalogs_open_points_and_signers(book: Opened) -> None:
    said = "\n".join(filter(None, (" ".join(row) for row in texts(book.values["Berita Acara"]))))
    assert (
        "Menurut tabel pemetaan: Pemetaan nomenklatur: Permendagri 13/2006 ke Permendagri 90/2019; "
        "Dinas Koperasi dan Usaha Mikro Kota Semarang, 2020"
    ) in said

    for part in (
        "Permendagri 13/2006 tentang Pedoman Pengelolaan Keuangan Daerah",
        "Permendagri 90/2019 tentang Klasifikasi, Kodefikasi, dan Nomenklatur",
        "permendagri-90-2019@",
        "1 kegiatan belum terpetakan, Rp 398.000 (2021), Rp 0 (2022): 0.00.06.029",
        "1 kegiatan perlu ditinjau, Rp 282.785.000 (2021)",
        "NK301 (tabel 4.1, baris 1065)",
        "Kepala Dinas Koperasi dan Usaha Mikro Kota Semarang",
        "NIP.",
        "Semua selisih 0",
    ):
        assert part in said, part


def test_money_that_got_lost_shows_in_the_certificate_and_forbids_to_sign(
    small: Translation,
) -> None:
    first = small.outcomes[0]
    target = evolve(first.targets[0], amounts={"2021": Rupiah(95_000_000), "2022": Rupiah(9)})
    broken = evolve(small, outcomes=(evolve(first, targets=(target,)), *small.outcomes[1:]))
    sheet = opened(written(broken)).values["Berita Acara"]
    said = [row for row in texts(sheet) if "562000" in row[7:8]]

    assert 5 == len(said)
    assert any("TIDAK SEIMBANG" in cell for row in texts(sheet) for cell in row)


def test_a_target_above_sub_kegiatan_is_said_to_end_there(small: Translation) -> None:
    first = small.outcomes[0]
    parent = first.targets[0].code.parent
    assert parent is not None
    high = evolve(first.targets[0], code=parent, name="Administrasi Umum", entry=None)
    translation = evolve(small, outcomes=(evolve(first, targets=(high,)), *small.outcomes[1:]))
    book = opened(written(translation))
    said = "\n".join(" ".join(row) for row in texts(book.values["Berita Acara"]))

    assert "Dari pagu 2021, Rp 95.562.000 berhenti di atas tingkat Sub Kegiatan." in said
    assert "Semua selisih 0" in said
    notes = {row[4] for row in texts(book.values["Pemetaan"])}
    assert "Sesuai Kegiatan" in notes


def test_money_between_a_kegiatan_and_its_sub_kegiatan_has_a_row_of_its_own(
    small: Translation,
) -> None:
    first = small.outcomes[0]
    other = first.targets[0].code
    assert other.parent is not None
    high = evolve(
        small.outcomes[3],
        targets=(
            evolve(first.targets[0], code=other.parent, entry=None, amounts={"2021": Rupiah(100)}),
        ),
    )
    translation = evolve(small, outcomes=(*small.outcomes[:3], high))
    book = opened(written(translation))
    rows = texts(book.values["Rekap"])
    index = next(i for i, row in enumerate(rows) if row[0] == str(other.parent))

    assert str(95_562_000 + 100) == rows[index][4]
    assert ["langsung pada kegiatan ini", "", "", "100"] == rows[index + 2][1:5]
    for sheet, cell, value in book.cells():
        if is_formula(cell):
            assert result(book, sheet, cell) == pytest.approx(value), cell


# -- amounts beyond what a spreadsheet holds -----------------------------------------------

LARGE = 1_234_567_890_123_457


def test_an_amount_of_sixteen_digits_is_exact_text_and_so_are_its_sums(
    small: Translation,
) -> None:
    item = evolve(small.plan.items[2], amounts={"2021": Rupiah(LARGE), "2022": Rupiah(1)})
    plan = evolve(small.plan, items=(*small.plan.items[:2], item, small.plan.items[3]))
    outcomes = (*small.outcomes[:2], evolve(small.outcomes[2], item=item), small.outcomes[3])
    book = opened(written(evolve(small, plan=plan, outcomes=outcomes)))
    sheet = book.formulas["Pemetaan"]
    row = next(row for row in sheet.iter_rows() if row[1].value == "PENYUSUNAN RENSTRA SKPD")
    total = next(row for row in sheet.iter_rows() if row[1].value == "JUMLAH")

    assert "1.234.567.890.123.457" == row[5].value
    assert str(Rupiah(LARGE + 95_562_000 + 282_785_000 + 100)) == total[5].value
    assert is_formula(total[6])
    notes = [line for line in texts(book.values["Temuan"]) if line[2] == "-"]
    assert any(f"lembar Pemetaan, sel F{row[5].row}" == line[3] for line in notes)
    assert all("tetap tepat" in line[4] for line in notes)


def test_sums_that_only_together_pass_fifteen_digits_are_text(small: Translation) -> None:
    half = Rupiah(999_999_999_999_999)
    items = [evolve(item, amounts={"2021": half}) for item in small.plan.items[1:3]]
    plan = evolve(small.plan, items=tuple(items))
    outcomes = [
        evolve(outcome, item=item) for outcome, item in zip(small.outcomes[1:3], items, strict=True)
    ]
    book = opened(written(evolve(small, plan=plan, outcomes=tuple(outcomes))))
    total = next(row for row in book.formulas["Pemetaan"].iter_rows() if row[1].value == "JUMLAH")

    assert "1.999.999.999.999.998" == total[5].value
    money = [row[5].value for row in book.formulas["Pemetaan"].iter_rows()]
    assert 2 == money.count(int(half))


def test_many_amounts_of_sixteen_digits_are_counted_not_listed(small: Translation) -> None:
    lost = small.outcomes[2]
    item = evolve(lost.item, amounts={"2021": Rupiah(LARGE)})
    plan = evolve(small.plan, items=(item,) * 150)
    outcomes = (evolve(lost, item=item),) * 150
    sheet = opened(written(evolve(small, plan=plan, outcomes=outcomes, findings=()))).values[
        "Temuan"
    ]
    said = texts(sheet)

    assert 100 == sum(row[2] == "-" for row in said)
    assert re.fullmatch(r"… dan \d+ sel lagi yang ditulis sebagai teks", said[-1][0])


# -- other reports -------------------------------------------------------------------------


def test_the_old_tree_shows_what_became_of_its_money(small: Translation) -> None:
    rollup = roll_up(small, by="old")
    report = RollupReport(small, rollup, small.outcomes[0].targets[0].code.level, by="old")
    book = opened(written(report))
    sheet = book.values["Rekap"]

    assert ["Rekap"] == book.formulas.sheetnames
    headings = texts(sheet)[header_row(sheet, "KODE", "URAIAN") - 1]
    assert ["PAGU 2021 (Rp)", "PAGU 2021, TERPETAKAN (Rp)"] == headings[4:6]
    total = next(row for row in texts(sheet) if row[1] == "JUMLAH RENCANA")
    parts = [int(total[column - 1]) for column in money_columns(sheet)]
    assert parts[0] == sum(parts[1:4])
    assert parts[4] == sum(parts[5:8])


def test_findings_alone_are_one_sheet() -> None:
    finding = Finding(RULES["NK301"], "m", Place("r.txt", table="4.1", row=7), "s")
    book = opened(written(FindingsReport((finding,), "r.txt")))
    none = opened(written(FindingsReport((), "r.txt")))

    assert ["Temuan"] == book.formulas.sheetnames
    assert ["1", "Galat", "NK301", "tabel 4.1, baris 7", "m", "s"] == texts(
        book.formulas["Temuan"]
    )[-1]
    assert "Tidak ada temuan." == texts(none.formulas["Temuan"])[-1][0]


def test_listings_are_a_sheet_each_with_money_as_numbers_and_codes_as_text() -> None:
    book = opened(written(LISTINGS))

    assert ["first", "second"] == book.formulas.sheetnames
    row = list(book.formulas["first"].iter_rows())[-1]
    assert ["1.10", "50 %", "a, b"] == [cell.value for cell in row]


def test_a_plan_without_items_still_gives_every_sheet(small: Translation) -> None:
    plan = evolve(small.plan, items=())
    book = opened(written(evolve(small, plan=plan, outcomes=(), findings=())))

    assert SHEETS == book.formulas.sheetnames
    said = {cell for name in SHEETS for row in texts(book.formulas[name]) for cell in row}
    assert {"Tidak ada kegiatan yang perlu ditinjau.", "Tidak ada temuan."} <= said
    assert 0 == sum(small.count(status) for status in Status if not small.outcomes)
    assert column_of(book.formulas["Rekap"], "TINGKAT")

"""The review sheets: what they offer, and how what people chose is read back."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings

from nomenklatur.codes import Code
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.errors import BadRowsError, ReadError
from nomenklatur.report.xlsx.dates import read_date
from nomenklatur.report.xlsx.keys import catalog_key, item_keys, plan_key
from nomenklatur.report.xlsx.words import BROAD, CLOSE, EXACT
from nomenklatur.report.xlsx.worksheet import ReviewRow, read_worksheet
from nomenklatur.translation import Status
from tests.report.semarang import semarang
from tests.report.translations import NEW, small_translation, translations
from tests.report.workbooks import column_of, header_row, opened, written

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.translation import Translation

RENSTRA = "X.XX.01.2.01.01 Penyusunan Renstra dan Renja Perangkat Daerah"


def new(text: str) -> Code:
    return Code.parse(text)


@frozen
class Desk:
    """A workbook on somebody's desk: cells are filled in by hand, then it is read back."""

    book: Workbook
    path: Path

    def sheet(self, name: str = "Belum terpetakan") -> Worksheet:
        return self.book[name]

    def row(self, name: str = "Belum terpetakan") -> int:
        """The row of the sheet's first item."""
        return header_row(self.sheet(name), "PILIHAN") + 1

    def fill(self, heading: str, text: object, name: str = "Belum terpetakan") -> str:
        """Write into the first item's row; the address of the cell."""
        sheet = self.sheet(name)
        cell = sheet.cell(self.row(name), column_of(sheet, heading))
        cell.value = text
        return cell.coordinate

    def sign(self, reviewer: str, date: object, name: str = "Belum terpetakan") -> None:
        for label, text in (("Peninjau:", reviewer), ("Tanggal:", date)):
            for row in self.sheet(name).iter_rows(max_row=8):
                for cell in row:
                    if cell.value == label:
                        cell.offset(column=1).value = text

    def read(self) -> tuple[ReviewRow, ...]:
        self.book.save(self.path)
        return read_worksheet(self.path)

    def errors(self) -> list[str]:
        with pytest.raises(BadRowsError) as caught:
            self.read()
        return [f"{error.place.column}: {error.message}" for error in caught.value.errors]


@pytest.fixture
def desk(small: Translation, tmp_path: Path) -> Desk:
    """The small translation, which has one lost and one unsure item."""
    return Desk(opened(written(small)).formulas, tmp_path / "hasil.xlsx")


# -- what the sheet offers -----------------------------------------------------------------


def test_every_open_item_is_a_row_and_nothing_is_decided_yet(
    desk: Desk, small: Translation
) -> None:
    lost, unsure = desk.read()

    keys = item_keys(small)
    assert [keys[2], keys[1]] == [lost.item, unsure.item]
    assert {plan_key(small.plan)} == {lost.plan, unsure.plan}
    assert {catalog_key(NEW)} == {lost.catalog, unsure.catalog}
    assert NEW.id == lost.catalog_id
    assert ("Penyusunan Renstra Skpd", Code.parse("0.00.06.029")) == (lost.name, lost.code)
    assert not lost.is_decided
    assert (None, (), "", "", "") == (
        lost.relation,
        lost.targets,
        lost.choice,
        lost.note,
        lost.date,
    )


def test_the_drop_down_offers_the_candidates_of_its_own_row() -> None:
    sheet = opened(written(semarang())).formulas["Belum terpetakan"]
    top = header_row(sheet, "PILIHAN") + 1
    column = column_of(sheet, "PILIHAN")
    choice = next(
        rule
        for rule in sheet.data_validations.dataValidation
        if f"{sheet.cell(top, column).coordinate}" in str(rule.sqref)
    )
    first, last = choice.formula1.replace("$", "").split(":")
    offered = [cell.value for row in sheet[f"{first}:{last}"] for cell in row if cell.value]
    outcome = next(o for o in semarang() if o.status is Status.UNMAPPED)

    assert "list" == choice.type
    assert not choice.showErrorMessage  # what is typed by hand is not refused
    assert choice.formula1.count("$") == 2  # columns stay, the row moves along
    assert [
        *(f"{c.entry.code} {c.entry.official_name or c.entry.name}" for c in outcome.candidates),
        "tidak ada",
        "lain: kode",
    ] == offered
    assert {int("".join(filter(str.isdigit, one))) for one in (first, last)} == {top}


def test_keterangan_offers_the_official_wordings_and_proposes_one(desk: Desk) -> None:
    sheet = desk.sheet()
    rules = sheet.data_validations.dataValidation
    wording = next(rule for rule in rules if rule.showErrorMessage)
    first, last = wording.formula1.replace("$", "").split(":")

    assert [EXACT, BROAD, CLOSE] == [row[0].value for row in sheet[f"{first}:{last}"]]
    assert EXACT == sheet.cell(desk.row(), column_of(sheet, "KETERANGAN")).value
    unsure = desk.sheet("Perlu ditinjau")
    row = desk.row("Perlu ditinjau")
    assert BROAD == unsure.cell(row, column_of(unsure, "KETERANGAN")).value


def test_the_keys_are_hidden_and_the_candidates_show_their_probability_and_reason(
    desk: Desk,
) -> None:
    sheet = desk.sheet()
    hidden = {
        letter
        for letter, dimension in sheet.column_dimensions.items()
        if dimension.hidden
        for letter in [letter]
    }
    format_cell = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == "nomenklatur/review/1"
    )

    assert format_cell.column_letter in hidden
    below = [sheet.cell(desk.row() + 1, c).value for c in range(1, format_cell.column)]
    assert ["X.XX.01.2.01.01", "Penyusunan Renstra dan Renja Perangkat Daerah"] == below[1:3]
    assert "84 %" in below
    assert "the names share: renstra; tetapi the programs differ" in below


def test_the_most_expensive_item_comes_first() -> None:
    translation = semarang()
    everything = evolve(
        translation,
        outcomes=tuple(evolve(o, status=Status.UNMAPPED, targets=()) for o in translation),
    )
    sheet = opened(written(everything)).values["Belum terpetakan"]
    column = column_of(sheet, "PAGU 2021 (Rp)")
    money = [row[column - 1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]

    assert sorted(money, reverse=True) == money
    assert 46 == len(money)


# -- what people choose --------------------------------------------------------------------


def test_a_candidate_is_chosen_with_a_relation_a_note_a_reviewer_and_a_date(desk: Desk) -> None:
    address = desk.fill("PILIHAN", RENSTRA)
    desk.fill("KETERANGAN", BROAD)
    note = desk.fill("CATATAN", "bersama Renja")
    desk.sign("Siti, Kasubag Perencanaan", "14 Agustus 2020")
    row = desk.read()[0]

    assert row.is_decided
    assert (Target(new("X.XX.01.2.01.01"), RENSTRA.partition(" ")[2]),) == row.targets
    assert Relation.BROAD is row.relation
    assert "bersama Renja" == row.note
    assert ("Siti, Kasubag Perencanaan", "2020-08-14") == (row.reviewer, row.date)
    assert ("Belum terpetakan", address) == (row.place.sheet, row.place.column)
    assert note == row.cells["CATATAN"].column


def test_a_sheet_has_its_own_reviewer(desk: Desk) -> None:
    desk.sign("Siti", "2020-08-14", "Perlu ditinjau")
    lost, unsure = desk.read()

    assert ("", "Siti") == (lost.reviewer, unsure.reviewer)


def test_a_candidate_copied_from_another_row_is_read_with_its_name(desk: Desk) -> None:
    desk.fill("PILIHAN", RENSTRA, "Perlu ditinjau")
    row = desk.read()[1]

    assert (Target(new("X.XX.01.2.01.01"), RENSTRA.partition(" ")[2]),) == row.targets
    assert Relation.BROAD is row.relation


def test_nothing_may_be_chosen_and_then_there_is_no_home(desk: Desk) -> None:
    desk.fill("PILIHAN", "Tidak ada")
    row = desk.read()[0]

    assert (Relation.NONE, ()) == (row.relation, row.targets)
    assert row.is_decided


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("lain: 2.17.07.2.01.01", ["2.17.07.2.01.01"]),
        ("LAIN:2.17.07.2.01.01", ["2.17.07.2.01.01"]),
        ("lainnya: X.XX.01.2.01.01", ["X.XX.01.2.01.01"]),
        ("2.17.07.2.01.03", ["2.17.07.2.01.03"]),
        ("lain: 2.17.07.2.01.0001", ["2.17.07.2.01.0001"]),
        ("lain: 2.17.07.2.01", ["2.17.07.2.01"]),
    ],
)
def test_another_code_is_typed(desk: Desk, typed: str, codes: list[str]) -> None:
    desk.fill("PILIHAN", typed)
    row = desk.read()[0]

    assert [Target(new(code)) for code in codes] == list(row.targets)
    assert Relation.EXACT is row.relation


@pytest.mark.parametrize(
    ("typed", "shares"),
    [
        ("lain: 2.17.07.2.01.01 = 60%; 2.17.07.2.01.03 = 40%", [Fraction(3, 5), Fraction(2, 5)]),
        ("lain: 2.17.07.2.01.01=1/3;2.17.07.2.01.03=2/3;", [Fraction(1, 3), Fraction(2, 3)]),
        ("lain: 2.17.07.2.01.01 = 33,5 %; 2.17.07.2.01.03 = 66,5%", None),
    ],
)
def test_a_split_is_typed_with_its_shares(
    desk: Desk, typed: str, shares: list[Fraction] | None
) -> None:
    desk.fill("PILIHAN", typed)
    row = desk.read()[0]

    assert 1 == sum(target.share or 0 for target in row.targets)
    assert (shares or [Fraction(67, 200), Fraction(133, 200)]) == [t.share for t in row.targets]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lain: kode", "the code is missing"),
        ("lain:", "the code is missing"),
        ("entahlah", "is not a code"),
        ("lain: 02.17.07.2.01.01", "is no code as printed; is 2.17.07.2.01.01 meant?"),
        ("lain: 2.17.7.2.1.1", "may be 2.17.07.2.01.01 or 2.17.07.2.01.0001"),
        ("lain: 2.17.07", "2.17.07 is a program; a sub kegiatan is asked for"),
        ("lain: 2.17.07.2.01.01 = 60%; 2.17 = 40%", "2.17 is a bidang urusan"),
        ("lain: 2.17.07.2.01.01; 2.17.07.2.01.03", "has no share"),
        ("lain: 2.17.07.2.01.01 = 60%; 2.17.07.2.01.03 = 30%", "add up to 9/10"),
        ("lain: 2.17.07.2.01.01 = 1/0; 2.17.07.2.01.03 = 30%", "is no share"),
        ("lain: 2.17.07.2.01.01 = 0%; 2.17.07.2.01.03 = 100%", "add up to 1"),
    ],
)
def test_what_is_not_understood_is_an_error_with_the_address_of_its_cell(
    desk: Desk, typed: str, said: str
) -> None:
    address = desk.fill("PILIHAN", typed)

    (error,) = desk.errors()
    assert error.startswith(f"{address}: ")
    assert said in error


def test_all_errors_of_all_sheets_are_named_together(desk: Desk) -> None:
    first = desk.fill("PILIHAN", "x")
    second = desk.fill("PILIHAN", RENSTRA, "Perlu ditinjau")
    third = desk.fill("KETERANGAN", "cocok", "Perlu ditinjau")
    desk.sign("Siti", "besok")

    said = desk.errors()
    assert [first, third] == [line.split(":")[0] for line in said if "besok" not in line]
    assert any("'besok' is no date" in line for line in said)
    assert second != third


def test_a_choice_beside_a_candidate_is_not_lost_in_silence(desk: Desk) -> None:
    sheet = desk.sheet()
    cell = sheet.cell(desk.row() + 1, column_of(sheet, "PILIHAN"))
    cell.value = "ini"

    assert [f"{cell.coordinate}: 'ini' stands in a row that is no item's"] == desk.errors()


def test_an_emptied_keterangan_means_the_first_wording(desk: Desk) -> None:
    desk.fill("PILIHAN", RENSTRA)
    desk.fill("KETERANGAN", None)

    assert Relation.EXACT is desk.read()[0].relation


def test_rows_may_be_moved_and_columns_put_between(desk: Desk) -> None:
    desk.fill("PILIHAN", RENSTRA)
    sheet = desk.sheet()
    sheet.insert_cols(2)
    sheet.insert_rows(desk.row())

    assert (Target(new("X.XX.01.2.01.01"), RENSTRA.partition(" ")[2]),) == desk.read()[0].targets


def test_a_code_that_a_spreadsheet_turned_into_a_number_is_an_error_not_a_guess(
    desk: Desk,
) -> None:
    desk.fill("PILIHAN", 2.17)

    (error,) = desk.errors()
    assert "2.17 is a bidang urusan; a sub kegiatan is asked for" in error


def test_a_workbook_without_review_sheets_is_an_error_that_says_what_to_give(
    desk: Desk,
) -> None:
    for name in ("Belum terpetakan", "Perlu ditinjau"):
        del desk.book[name]

    with pytest.raises(ReadError, match="no sheet of the workbook is one to review"):
        desk.read()


def test_a_sheet_that_lost_its_keys_is_an_error(desk: Desk) -> None:
    sheet = desk.sheet()
    sheet.delete_cols(column_of(sheet, "kunci kegiatan"))

    (error,) = desk.errors()
    assert "the columns kunci kegiatan are missing" in error


def test_a_hidden_key_that_was_written_over_is_an_error(desk: Desk) -> None:
    address = desk.fill("kode asal", "0.00.06.029")

    (error,) = desk.errors()
    assert error.startswith(f"{address}: hidden key")


@settings(max_examples=30)
@given(translations())
def test_every_plan_is_read_back_with_its_keys_codes_and_names(
    tmp_path_factory: pytest.TempPathFactory, translation: Translation
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "hasil.xlsx"
    path.write_bytes(written(translation))
    rows = read_worksheet(path)

    keys = dict(zip(item_keys(translation), translation, strict=True))
    open_keys = {k for k, outcome in keys.items() if outcome.status is not Status.MAPPED}
    assert open_keys == {row.item for row in rows}
    for row in rows:
        assert keys[row.item].item.code == row.code
        assert not row.is_decided


# -- keys and dates ------------------------------------------------------------------------


def test_keys_do_not_depend_on_where_the_plan_lies(small: Translation) -> None:
    elsewhere = evolve(small.plan, source="/elsewhere/renja.txt", table="1", title="Other")
    moved = tuple(
        evolve(item, place=evolve(item.place, row=1, file="x")) for item in elsewhere.items
    )

    assert plan_key(small.plan) == plan_key(evolve(elsewhere, items=moved))


def test_keys_tell_plans_items_and_versions_apart() -> None:
    small = small_translation()
    item = evolve(small.plan.items[0], name="Lain")
    other = evolve(small.plan, items=(item, *small.plan.items[1:]))
    catalog = evolve(NEW, entries=NEW.entries[1:])

    assert plan_key(small.plan) != plan_key(other)
    assert catalog_key(NEW) != catalog_key(catalog)
    assert len(set(item_keys(small))) == len(small)


def test_an_item_that_stands_twice_has_two_keys() -> None:
    small = small_translation()
    twice = evolve(small, outcomes=(small.outcomes[2], small.outcomes[2]))
    first, second = item_keys(twice)

    assert f"{first}-2" == second


def test_retyping_an_item_keeps_its_key() -> None:
    small = small_translation()
    lost = small.outcomes[2]
    item = evolve(lost.item, name=f"  {lost.item.name.upper()} ")
    again = evolve(small, outcomes=(*small.outcomes[:2], evolve(lost, item=item)))

    assert item_keys(small)[2] == item_keys(again)[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-08-14", "2020-08-14"), ("2020-08-14 00:00:00", "2020-08-14"),
        ("14-08-2020", "2020-08-14"), ("14/8/2020", "2020-08-14"), ("14.8.2020", "2020-08-14"),
        ("14 Agustus 2020", "2020-08-14"), ("3 mei 2021", "2021-05-03"),
        ("1 Des 2021", "2021-12-01"), ("", ""), ("14 Ju 2020", None), ("31/2/2021", None),
        ("8/14/2020", None), ("14-08/2020", None), ("besok", None),
    ],
)  # fmt: skip
def test_dates_are_read_day_first_unless_the_year_is(text: str, expected: str | None) -> None:
    assert expected == read_date(text)


def test_a_date_cell_is_read_too(desk: Desk) -> None:
    import datetime as dt  # noqa: PLC0415 - here only

    desk.sign("Siti", dt.date(2020, 8, 14))
    for row in desk.sheet().iter_rows(max_row=8):
        for cell in row:
            if getattr(cell, "is_date", False):
                cell.number_format = "yyyy-mm-dd"

    assert "2020-08-14" == desk.read()[0].date

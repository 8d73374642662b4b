"""What a person chose for columns and rows, for one file and for all of its layout."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from nomenklatur import AmountKind, Level, Plan, Severity, read_plan
from nomenklatur.errors import ConfigError, ReadError
from nomenklatur.plan.choice import (
    ROLES,
    ROW_LEVELS,
    Choice,
    ColumnChoice,
    KeptLayout,
    layouts_of,
    read_layouts,
    word_of,
)
from nomenklatur.plan.survey import Survey
from nomenklatur.plan.texts.headings import Role
from nomenklatur.tables.read import read_bytes
from tests.reading.grid import document_of, sheets_of
from tests.reading.layouts import Drawn, drawn_plans
from tests.reading.reader import read as read_whole

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Kode,Uraian,Pagu 2021,Usulan  2021"
ROWS = """
1.02.01,Program A,7000000,11000000
1.02.01.2.01,Kegiatan B,3000000,5000000
1.02.01.2.01.01,Bagian X,1000000,2000000
1.02.01.2.01.02,Bagian Y,2000000,3000000
1.02.01.2.02,Kegiatan C,4000000,6000000
"""
PLAN = HEAD + ROWS


def read(
    text: str, *columns: str, level: str | None = None, kept: tuple[KeptLayout, ...] = ()
) -> Plan:
    """The plan of a CSV text, with what is chosen for it."""
    document = read_bytes(text.encode(), "plan.csv")
    return read_plan(document, choice=Choice.parse(columns, level), layouts=kept)


def totals(plan: Plan) -> dict[str, int]:
    """The plan's own money by the headings of its columns."""
    return {" ".join(column.label.split()): int(plan.total(column.key)) for column in plan.main}


@pytest.mark.parametrize("column", ["Usulan 2021", "usulan   2021", "D", "d", "4"])
def test_a_column_is_chosen_by_its_heading_its_letter_or_its_number(column: str) -> None:
    plan = read(PLAN, f"amount={column}")

    assert {"Usulan 2021": 11_000_000} == totals(plan)
    assert AmountKind.PLAN is plan.columns[0].kind


def test_the_other_columns_of_the_year_stay_beside_the_chosen_one() -> None:
    plan = read(PLAN, "amount=D")

    assert [AmountKind.PLAN, AmountKind.OTHER] == [column.kind for column in plan.columns]
    assert 7_000_000 == int(plan.total(plan.columns[1].key))


def test_an_ignored_column_is_no_money() -> None:
    assert ["Pagu 2021"] == [column.label for column in read(PLAN, "ignore=D").columns]


@pytest.mark.parametrize(
    "columns",
    [("code=A", "name=B", "amount=C"), ("code=Nomor Anu", "name=Apa Itu", "amount=Duit")],
)
def test_headings_that_nobody_knows_can_be_chosen(columns: tuple[str, ...]) -> None:
    text = PLAN.replace(HEAD, "RENCANA\nNomor Anu,Apa Itu,Duit,Lain")

    assert 7_000_000 == sum(totals(read(text, *columns)).values())


def test_a_table_without_a_header_is_read_by_the_letters_of_its_columns() -> None:
    plan = read(ROWS.lstrip(), "code=A", "name=B", "amount=D")

    assert {"": 11_000_000} == totals(plan)
    assert ["Bagian X", "Bagian Y", "Kegiatan C"] == [item.name for item in plan]


def test_the_part_of_a_heading_in_the_last_row_is_enough() -> None:
    sheets = sheets_of(
        "Kode|Uraian|Tahun 2021||\n||Semula|Menjadi|Lain\n"
        "1.02.01.2.01|Kegiatan B|3m|4m|5m\n1.02.01.2.02|Kegiatan C|3m|4m|5m\n%merge C1:E1"
    )
    read_anew = read_plan(document_of(sheets), choice=Choice.parse(["amount=semula"]))
    by_all = read_plan(document_of(sheets), choice=Choice.parse(["amount=Tahun 2021 Semula"]))

    assert {"Tahun 2021 Semula": 6_000_000} == totals(read_anew) == totals(by_all)


def test_a_heading_that_is_not_there_is_an_error_that_lists_the_columns() -> None:
    with pytest.raises(ReadError, match="no column is 'Dana'") as caught:
        read(PLAN, "amount=Dana")

    assert "A 'Kode', B 'Uraian', C 'Pagu 2021', D 'Usulan 2021'" in caught.value.remedy


def test_a_heading_of_two_columns_is_an_error_that_names_their_letters() -> None:
    with pytest.raises(ReadError, match="2 columns have the heading 'pagu'") as caught:
        read(PLAN.replace("Pagu 2021,Usulan  2021", "Pagu,Pagu"), "amount=pagu")

    assert "C 'Pagu', D 'Pagu'" in caught.value.remedy


def test_names_of_a_level_are_those_of_the_chosen_column() -> None:
    text = "Kode,Isi,Rincian,Pagu\n1.02.01.2.01,Kegiatan B,aaa bbb,3000000\n"

    assert ["Kegiatan B"] == [item.name for item in read(text, "name.kegiatan=Isi")]


@pytest.mark.parametrize(
    ("level", "items"),
    [
        ("program", ["Program A"]),
        ("kegiatan", ["Kegiatan B", "Kegiatan C"]),
        ("sub-kegiatan", ["Bagian X", "Bagian Y", "Kegiatan C"]),
    ],
)
def test_rows_of_the_chosen_level_are_the_items(level: str, items: list[str]) -> None:
    plan = read(PLAN, level=level)

    assert items == [item.name for item in plan]
    assert {"Pagu 2021": 7_000_000} == totals(plan)
    assert not [f for f in plan.findings if f.severity is Severity.ERROR]


def test_a_chosen_row_without_an_amount_has_that_of_the_rows_below_it() -> None:
    plan = read(PLAN.replace("Kegiatan B,3000000,5000000", "Kegiatan B,,"), level="kegiatan")

    assert {"Pagu 2021": 7_000_000} == totals(plan)


def test_a_chosen_row_that_differs_from_the_rows_below_it_is_told() -> None:
    plan = read(PLAN.replace("Kegiatan B,3000000", "Kegiatan B,9000000"), level="kegiatan")

    assert {"Pagu 2021": 13_000_000} == totals(plan)
    assert "2021 pagu declares 9,000,000, the rows below it add up to 3,000,000" in "".join(
        finding.message for finding in plan.findings if finding.rule.code == "NK301"
    )


def test_a_level_without_rows_is_an_error_that_names_those_there_are() -> None:
    text = "Kode,Uraian,Pagu\n1.02.01,Program A,3000000\n1.02.01.2.01,Kegiatan B,3000000\n"

    with pytest.raises(ReadError, match="no row is of the level sub-kegiatan") as caught:
        read(text, level="sub-kegiatan")

    assert "program, kegiatan" in caught.value.remedy


def test_only_the_table_that_has_the_chosen_column_is_read() -> None:
    sheets = sheets_of(
        "%sheet Satu\nKode|Uraian|Pagu\n1.02.01.2.01|Kegiatan B|3m\n1.02.01.2.02|Kegiatan C|4m\n"
        "%sheet Dua\nKode|Uraian|Usul\n1.02.01.2.03|Kegiatan D|5m\n1.02.01.2.04|Kegiatan E|6m\n"
    )

    plan = read_plan(document_of(sheets), choice=Choice.parse(["amount=Usul"]))
    assert {"Usul": 11_000_000} == totals(plan)
    with pytest.raises(ReadError, match="no column is 'Usul'"):
        read_plan(document_of(sheets), table="Satu", choice=Choice.parse(["amount=Usul"]))


@pytest.mark.parametrize("text", ["D", "uang=D", "amount=", "amount.kegiatan=D", "name.desa=B"])
def test_a_choice_in_another_form_is_an_error(text: str) -> None:
    with pytest.raises(ConfigError):
        Choice.parse([text])


def test_rows_have_no_other_level() -> None:
    with pytest.raises(ConfigError, match="rows have no level 'urusan'"):
        Choice.parse((), "urusan")


@given(drawn_plans(sheets="one"))
def test_choosing_what_was_read_changes_nothing(drawn: Drawn) -> None:
    document = drawn.document()
    survey = Survey.of(document)
    assume(len(survey.layouts) == 1 and len(survey.layouts[0].sides) == 1)
    side = survey.layouts[0].sides[0]
    main = [one.column for one in side.money if one.amount.kind is AmountKind.PLAN]
    columns = [f"amount={column.index + 1}" for column in main]

    before, after = read_plan(document), read_plan(document, choice=Choice.parse(columns))

    note(f"{drawn.text}\n{columns}")
    assert totals(before) == totals(after)
    assert [item.place for item in before] == [item.place for item in after]


@given(
    drawn_plans(form="tree", codes="one", sums="parents", order="nested", parts="none", slip="none",
                sheets="one"),
    st.sampled_from(ROW_LEVELS),
)  # fmt: skip
def test_sums_are_those_of_any_level_or_an_error_is_told(drawn: Drawn, level: Level) -> None:
    document = drawn.document()
    try:
        chosen = read_plan(document, choice=Choice(row_level=level))
    except ReadError:
        assume(False)  # no row is of that level

    note(drawn.text)
    whole = read_plan(document)
    wrong = [f for plan in (whole, chosen) for f in plan.findings if f.severity is Severity.ERROR]
    assert totals(whole) == totals(chosen) or wrong or not drawn.is_right(read_whole(document))


# kept for a layout

KEPT = KeptLayout("rka", ("Kode", "Uraian", "Pagu 2021", "Usulan 2021"), Choice.parse(["amount=D"]))


def test_a_kept_layout_is_recognised_by_its_header() -> None:
    assert {"Usulan 2021": 11_000_000} == totals(read(PLAN, kept=(KEPT,)))


@pytest.mark.parametrize("head", ["Uraian,Kode,Pagu 2021,Usulan 2021",
                                  "Kode,Uraian,Pagu 2021,Usulan 2022"])  # fmt: skip
def test_another_header_is_another_layout(head: str) -> None:
    rows = ROWS.strip().splitlines()
    if head.startswith("Uraian"):
        rows = [",".join((b, a, *rest)) for a, b, *rest in (row.split(",") for row in rows)]

    assert 7_000_000 == totals(read("\n".join((head, *rows)), kept=(KEPT,)))["Pagu 2021"]


def test_what_is_said_for_a_file_beats_what_is_kept() -> None:
    kept = KeptLayout("rka", KEPT.header, Choice.parse(["amount=D"], "kegiatan"))

    plan = read(PLAN, "amount=C", kept=(kept,))
    assert {"Pagu 2021": 7_000_000} == totals(plan)
    assert 2 == len(plan)


def test_a_kept_layout_says_which_table_is_read() -> None:
    text = "Kode|Uraian|Pagu\n1.02.01.2.0{}|Kegiatan B|3m!\n1.02.01.2.0{}|Kegiatan C|{}m\n"
    sheets = sheets_of(f"%sheet Satu\n{text.format(1, 2, 4)}%sheet Dua\n{text.format(3, 4, 5)}")
    kept = KeptLayout("rka", ("Kode", "Uraian", "Pagu"), Choice(), "Dua")

    assert {"Pagu": 8_000_000} == totals(read_plan(document_of(sheets), layouts=[kept]))


def test_layouts_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "nomenklatur.toml"
    path.write_text(f'to = "x"\n{KEPT.as_toml()}\n', encoding="utf-8")

    assert (KEPT,) == read_layouts(path)


def test_the_levels_of_names_may_be_tables_of_their_own() -> None:
    text = '[layouts.x]\nheader = ["A"]\ncolumns.name.kegiatan = "B"\ncolumns.code = ["C", "D"]'

    (kept,) = layouts_of(tomllib.loads(text)["layouts"])
    assert {
        ColumnChoice(Role.NAME, "B", Level.KEGIATAN),
        ColumnChoice(Role.CODE, "C"),
        ColumnChoice(Role.CODE, "D"),
    } == set(kept.choice.columns)


@pytest.mark.parametrize(
    "lines",
    [
        "columns = { amount = 'F' }",
        "header = 'Kode'",
        "header = ['Kode']\ncolumns = { uang = 'F' }",
        "header = ['Kode']\ncolumns = { amount = 6 }",
        "header = ['Kode']\ncolumns = 'F'",
        "header = ['Kode']\nrow-level = 'desa'",
        "header = ['Kode']\ntable = 2",
        "header = ['Kode']\ntabel = '2'",
    ],
)
def test_a_layout_in_another_form_is_an_error_of_its_file(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "nomenklatur.toml"
    path.write_text(f"[layouts.x]\n{lines}\n", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_layouts(path)
    assert str(path) in str(caught.value)


headings = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
roles = st.sampled_from([
    *ROLES, *(f"{role}.{word_of(level)}" for role in ("code", "name") for level in Level),
])  # fmt: skip
choices = st.builds(
    Choice,
    st.lists(
        st.builds(ColumnChoice.parse, roles.filter(lambda role: role != "ignore"), headings),
        max_size=4,
        unique_by=lambda one: one.word,
    ).map(tuple),
    st.sampled_from([None, Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN]),
)


@given(headings, st.lists(headings, min_size=1), choices, st.none() | headings)
def test_what_is_kept_is_what_was_chosen(
    name: str, header: list[str], choice: Choice, table: str | None
) -> None:
    kept = KeptLayout(name, tuple(header), choice, table)

    assert (kept,) == layouts_of(tomllib.loads(kept.as_toml())["layouts"])

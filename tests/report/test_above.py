"""Errors about money from reading stand above the figures, and the account is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import use_language
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan.account import Account, ColumnAccount, Fate, Tally
from nomenklatur.report import FindingsReport, RollupReport, render, render_bytes
from nomenklatur.report.above import MOST, lines_above
from nomenklatur.report.accounted import account_listings, account_sentence
from nomenklatur.rollup import roll_up
from nomenklatur.schema import load_schema
from tests.report.workbooks import opened

if TYPE_CHECKING:
    from nomenklatur.translation import Translation

LEFT_OVER = Finding(
    RULES["NK309"],
    "1 number under 'Pagu' is no activity's and no sum of others",
    Place("renja.txt", table="4.1", row=1080),
)
ACCOUNT = Account(
    (
        ColumnAccount(
            "2021",
            "Pagu",
            {
                Fate.ITEM: Tally(4, Rupiah(378_745_100)),
                Fate.PARENT: Tally(2, Rupiah(378_745_000)),
                Fate.LEFT_OVER: Tally(1, Rupiah(7_000_000)),
            },
        ),
    )
)
SAID = "is no activity's and no sum of others"


@pytest.fixture
def wrong(small: Translation) -> Translation:
    """A translation of a plan with a number that nobody knows what it is."""
    plan = evolve(small.plan, account=ACCOUNT)
    return evolve(small, plan=plan, findings=(*small.findings, LEFT_OVER))


def reports(translation: Translation) -> tuple[Translation, RollupReport]:
    tree = roll_up(translation, level=Level.SUB_KEGIATAN)
    return translation, RollupReport(translation, tree, Level.SUB_KEGIATAN)


@pytest.mark.parametrize("which", [0, 1], ids=["translation", "roll-up"])
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_they_stand_before_the_first_figure(wrong: Translation, form: str, which: int) -> None:
    shown = render(reports(wrong)[which], form)
    text = " ".join(shown.replace("\\", "").replace("&#39;", "'").split())
    text = text[text.find("<main") :] if form == "html" else text

    above, found, figures = text.partition(SAID)
    assert found
    assert "NK309 (" in above
    assert "378,745,100" not in above
    assert "378.745.100" not in above
    assert "378" in figures


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_nothing_is_said_where_all_is_well(small: Translation, form: str) -> None:
    assert "NK309" not in render(small, form)


def test_a_workbook_says_them_on_its_first_sheet_and_above_the_balance(wrong: Translation) -> None:
    with use_language("id"):
        book = opened(render_bytes(wrong, "xlsx")).formulas

    for name, below in (("Pemetaan", "KODE"), ("Rekap", "KODE"), ("Berita Acara", "TAHUN")):
        cells = [str(cell.value) for row in book[name] for cell in row if cell.value]
        said = next(n for n, text in enumerate(cells) if SAID in text)
        assert said < next(n for n, text in enumerate(cells) if text == below)
    certificate = [str(c.value) for row in book["Berita Acara"] for c in row if c.value]
    assert not any("setiap rupiah rencana" in text for text in certificate)
    assert any(text.startswith("Semua selisih 0, tetapi hanya") for text in certificate)
    (account,) = (text for text in certificate if text.startswith("2021: 7 angka"))
    assert "4 kegiatan (378.745.100)" in account
    assert "1 tidak terjelaskan (7.000.000)" in account


def test_only_a_few_are_said_one_by_one() -> None:
    lines = lines_above([LEFT_OVER] * (MOST + 2), "renja.txt")

    assert MOST + 1 == len(lines)
    assert lines[0].startswith("NK309 (table 4.1, row 1080): 1 number")
    assert "2 more errors of this kind stand among the findings" == lines[-1]


def test_a_list_of_findings_begins_with_them() -> None:
    slip = Finding(RULES["NK301"], "a slip", Place("renja.txt", row=2))
    report = FindingsReport((slip, LEFT_OVER), "renja.txt")

    assert "NK309" in render(report, "text").splitlines()[0]
    for form in ("table", "markdown", "html"):
        shown = render(report, form)
        assert shown.index("NK309") < shown.index("NK301")
    places = [one["rule"] for one in json.loads(render(report, "json"))["findings"]]
    assert ["NK301", "NK309"] == places


def test_the_json_of_a_translation_has_the_account_and_keeps_the_contract(
    wrong: Translation,
) -> None:
    found = json.loads(render(wrong, "json"))

    Draft202012Validator(load_schema()).validate(found)
    (column,) = found["account"]
    assert ("2021", "Pagu") == (column["key"], column["label"])
    assert {"item", "parent", "left over"} == set(column["fates"])
    assert {"numbers": 1, "sum": 7_000_000} == column["fates"]["left over"]
    assert column["sum"] == sum(one["sum"] for one in column["fates"].values())
    assert column["numbers"] == sum(one["numbers"] for one in column["fates"].values())


def test_the_page_shows_the_account_of_the_plans_own_columns(wrong: Translation) -> None:
    with use_language("en"):
        page = render_bytes(wrong, "html").decode()

    balance = page[page.index('<section id="balance"') :]
    table = balance[balance.index('class="account"') : balance.index("</section>")]
    assert "Left over" in table
    assert "7,000,000" in table
    assert "764,490,100" in table


def test_a_page_of_a_plan_without_account_has_no_such_table(small: Translation) -> None:
    assert 'class="account"' not in render_bytes(small, "html").decode()


def test_an_account_in_one_line_adds_up() -> None:
    said = account_sentence(ACCOUNT.columns[0])

    assert (
        "2021: 7 numbers, Rp 764,490,100 = 4 items (378,745,100) + 2 rows above items "
        "(378,745,000) + 1 left over (7,000,000)"
    ) == said


@pytest.mark.parametrize("form", ["csv", "table", "json", "jsonl", "xlsx", "markdown", "html"])
def test_an_account_is_listed_in_every_format(wrong: Translation, form: str) -> None:
    listings = account_listings(wrong.plan)

    if form == "xlsx":
        sheet = opened(render_bytes(listings, form)).formulas.worksheets[0]
        shown = " ".join(str(cell.value) for row in sheet for cell in row)
    else:
        shown = render_bytes(listings, form).decode()
    assert "left over" in shown or "tidak terjelaskan" in shown
    assert any(number in shown for number in ("764490100", "764,490,100", "764.490.100"))


def test_the_rows_of_an_account_name_their_column_and_end_with_the_sum(wrong: Translation) -> None:
    two = evolve(ACCOUNT, columns=(*ACCOUNT.columns, evolve(ACCOUNT.columns[0], key="2022")))
    lines = render(account_listings(evolve(wrong.plan, account=two)), "csv").splitlines()

    assert '"column","heading","fate","numbers","sum"' == lines[0]
    assert '"2021","Pagu","sum of all numbers",7,764490100' == lines[4]
    assert '"2022","Pagu","item",4,378745100' == lines[5]
    records = json.loads(render(account_listings(evolve(wrong.plan, account=two)), "json"))
    assert ["2021", "2022"] == [one["key"] for one in records["account"]]

"""The report on a terminal, as a planner reads it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import PlanItem
from nomenklatur.report import FindingsReport, RollupReport, View, render
from nomenklatur.report.as_table import write_table
from nomenklatur.report.wording import money
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Outcome, Status

if TYPE_CHECKING:
    from nomenklatur.translation import Translation


def position(text: str, *parts: str) -> list[int]:
    return [text.index(part) for part in parts]


def test_the_report_says_first_what_adds_up_then_what_is_lost_unsure_and_where_it_goes(
    small: Translation,
) -> None:
    text = render(small, "table")

    order = position(text, "difference", "Lost: ", "Unsure: ", "Where the money goes", "Findings: ")
    assert sorted(order) == order


def test_the_report_fits_a_screen_and_its_width(small: Translation) -> None:
    for width in (100, 160):
        lines = render(small, "table", View(width=width)).splitlines()
        assert max(map(len, lines)) <= width
        assert len(lines) < 50


def test_a_lost_item_is_shown_with_its_money_its_candidates_and_their_reasons(
    small: Translation,
) -> None:
    text = " ".join(render(small, "table").split())

    assert "0.00.06.029 Penyusunan Renstra Skpd 398,000 500,000" in text
    assert "? 2.17.01.2.01.01 84 % Penyusunan Renstra dan Renja Perangkat Daerah" in text
    assert "the names share: renstra; but the programs differ" in text


def test_where_many_items_are_open_each_is_shown_with_its_first_candidate_alone(
    small: Translation,
) -> None:
    lost = small.outcomes[2]
    many = evolve(small, outcomes=(lost,) * 4, plan=evolve(small.plan, items=(lost.item,) * 4))

    short = render(many, "table")

    assert 4 == short.count("? 2.17.01.2.01.01  84 % Penyusunan Renstra dan Renja")
    assert "the names share" not in short
    assert "the names share" in render(many, "table", View(everything=True))


def test_an_unsure_item_is_shown_with_the_note_of_its_mapping(small: Translation) -> None:
    text = " ".join(render(small, "table").split())

    assert "KETERANGAN: Sesuai. Masuk pada Rincian Belanja sub kegiatan" in text


def test_the_list_of_all_items_comes_on_request_only(small: Translation) -> None:
    assert "\nItems\n" not in render(small, "table")
    assert "--all shows all 4 items" in render(small, "table")

    text = render(small, "table", View(everything=True))

    assert "\nItems\n" in text
    assert "→ 2.17.01.2.03.02" in text
    assert "--all" not in text


def test_a_split_shows_the_share_and_the_money_of_each_target(small: Translation) -> None:
    text = " ".join(render(small, "table", View(width=140, everything=True)).split())

    assert "→ 2.17.07.2.01.01 Pendataan Potensi dan Pengembangan Usaha Mikro" in text
    assert "share 1/3) 34 0" in text
    assert "share 2/3) 66 0" in text


def test_of_many_lost_items_the_most_expensive_are_shown_and_the_rest_added_up(
    small: Translation,
) -> None:
    items = tuple(
        PlanItem(f"Kegiatan {n}", amounts={"2021": Rupiah(n * 1000)}, place=Place("x", row=n))
        for n in range(1, 31)
    )
    outcomes = tuple(Outcome(item, Status.UNMAPPED) for item in items)
    many = evolve(small, plan=evolve(small.plan, items=items), outcomes=outcomes, findings=())

    short = render(many, "table")

    assert "Kegiatan 30 " in short
    assert "Kegiatan 21 " in short
    assert "Kegiatan 20 " not in short
    assert (
        f"… and 20 items more (2021: {money(Rupiah(sum(range(1, 21)) * 1000))}, 2022: 0)" in short
    )
    assert "Kegiatan 1 " in render(many, "table", View(everything=True))


def test_findings_that_stand_with_their_items_are_counted_but_not_repeated(
    small: Translation,
) -> None:
    text = render(small, "table")

    assert "Findings: 2 errors, 1 warning" in text
    assert "NK301" in text
    assert "NK201" not in text
    assert "2 of them with the items above." in text
    assert "NK201" in render(small, "table", View(everything=True))


def test_a_translation_whose_sums_do_not_agree_says_so(small: Translation) -> None:
    broken = evolve(small, outcomes=small.outcomes[:-1])

    assert "The sums do not agree" in render(broken, "table")
    assert "The sums do not agree" not in render(small, "table")


def test_what_is_lost_is_painted_as_lost(small: Translation) -> None:
    stream = io.StringIO()
    write_table(small, stream, View(paint=lambda role, text: f"<{role}>{text}</{role}>"))

    assert "<lost>Lost: 1 item without a place in the new nomenclature</lost>" in stream.getvalue()
    assert "<lost>0.00.06.029</lost>" in stream.getvalue()
    assert "<unsure>0.00.01.028</unsure>" in stream.getvalue()


def test_findings_are_shown_gravest_first_without_repeating_the_file() -> None:
    findings = (
        Finding(RULES["NK102"], "read as 1.03", Place("plan.csv", row=3)),
        Finding(RULES["NK301"], "the sum differs", Place("plan.csv", row=9), "look again"),
    )

    lines = render(FindingsReport(findings, "plan.csv"), "table").splitlines()

    assert "plan.csv" == lines[0]
    assert "Findings: 1 error, 1 note" == lines[2]
    assert ["error", "NK301", "row", "9", "the", "sum", "differs", "(look", "again)"] == (
        lines[5].split()
    )
    assert "info" == lines[6].split()[0]


def test_no_findings_are_said_to_be_none() -> None:
    assert "No findings.\n" == render(FindingsReport(()), "table")


def test_the_old_tree_holds_the_whole_plan_without_an_outside(small: Translation) -> None:
    report = RollupReport(small, roll_up(small, by="old"), Level.SUB_KEGIATAN, "old")

    text = render(report, "table", View(width=140))

    assert "(unmapped)" not in text
    assert "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN" in text
    assert text.rstrip().splitlines()[-1].split()[:3] == ["plan", "4", "378,745,100"]

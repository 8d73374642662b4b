"""The Semarang plan from end to end, as a planner runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import nomenklatur as nk

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from click.testing import Result

PLAN_2021, PLAN_2022 = 10_268_007_000, 12_909_926_000
MAPPED_2021, AMBIGUOUS_2021, UNMAPPED_2021 = 9_984_824_000, 282_785_000, 398_000


def document(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_json_has_the_facts_of_the_plan(run: Callable[..., Result], renja: Path) -> None:
    found = document(run("translate", renja, "-f", "json"))

    Draft202012Validator(nk.load_schema()).validate(found)
    assert {"items": 46, "mapped": 44, "ambiguous": 1, "unmapped": 1} == found["summary"]
    assert {
        "plan": PLAN_2021,
        "mapped": MAPPED_2021,
        "ambiguous": AMBIGUOUS_2021,
        "unmapped": UNMAPPED_2021,
    } == found["totals"]["2021"]
    assert PLAN_2022 == found["totals"]["2022"]["plan"]
    assert "2.17" == found["plan"]["bidang"]


def test_the_table_shows_what_is_lost_what_is_unsure_and_where_the_money_goes(
    run: Callable[..., Result], renja: Path
) -> None:
    result = run("translate", renja)

    assert 0 == result.exit_code
    text = " ".join(result.stdout.split())
    assert "2021 10,268,007,000 9,984,824,000 282,785,000 398,000 0" in text
    assert "0.00.06.029 Penyusunan Renstra Skpd 398,000" in text
    assert "0.00.01.028 Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah 282,785,000" in text
    assert "2.17.08 PROGRAM PENGEMBANGAN UMKM 3 3,973,069,000" in text
    assert "NK301" in text
    assert "\nItems\n" not in result.stdout


def test_all_items_are_listed_on_request(run: Callable[..., Result], renja: Path) -> None:
    text = run("translate", renja, "--all").stdout

    assert 44 == text.count("\n→ 2.17.")


def test_the_csv_adds_up_and_has_a_row_for_every_item(
    run: Callable[..., Result], renja: Path
) -> None:
    run("translate", renja, "-o", "hasil.csv")

    rows = list(csv.DictReader(io.StringIO(Path("hasil.csv").read_text(encoding="utf-8"))))
    assert 46 == len({row["item"] for row in rows})
    assert PLAN_2021 == sum(int(row["amount 2021"] or 0) for row in rows)
    assert MAPPED_2021 == sum(
        int(row["amount 2021"] or 0) for row in rows if row["status"] == "mapped"
    )


def test_the_plan_comes_from_standard_input(
    process: Callable[..., subprocess.CompletedProcess[bytes]], renja: Path
) -> None:
    result = process("translate", "-", "-f", "json", input=renja.read_bytes())

    assert b"" == result.stderr
    found = json.loads(result.stdout)
    assert "-" == found["plan"]["source"]
    assert {"items": 46, "mapped": 44, "ambiguous": 1, "unmapped": 1} == found["summary"]


def test_a_step_that_is_switched_off_is_not_taken(run: Callable[..., Result], renja: Path) -> None:
    without = document(run("translate", renja, "--no-crosswalk", "-f", "json"))
    assert "crosswalk" not in {item["method"] for item in without["items"]}

    nothing = document(
        run("translate", renja, "--no-crosswalk", "--no-exact", "--no-fuzzy", "-f", "json")
    )
    assert 46 == nothing["summary"]["unmapped"]
    assert [] == [item["candidates"] for item in nothing["items"] if item["candidates"]]


def test_a_plan_of_a_file_that_is_configured_is_translated_so(
    run: Callable[..., Result], renja: Path
) -> None:
    Path("nomenklatur.toml").write_text("no-crosswalk = true\nno-exact = true\nno-fuzzy = true\n")

    assert 46 == document(run("translate", renja, "-f", "json"))["summary"]["unmapped"]


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("never", 0)])
def test_translate_fails_on_findings_for_who_asks_only(
    run: Callable[..., Result], renja: Path, fail_on: str, code: int
) -> None:
    assert code == run("translate", renja, "--fail-on", fail_on).exit_code
    assert 0 == run("translate", renja).exit_code


def test_check_prints_a_line_per_finding_and_exits_with_1(
    run: Callable[..., Result], renja: Path
) -> None:
    result = run("check", renja)

    assert 1 == result.exit_code
    (total,) = [line for line in result.stdout.splitlines() if "NK301" in line]
    assert total.startswith(f"{renja}:1065: table 4.1: error NK301 total-differs: ")
    assert "269,470,000" in total
    assert "285,600,000" in total
    assert result.stderr.startswith(f"{renja}: ")


def test_check_looks_at_the_table_that_is_asked_for(
    run: Callable[..., Result], renja: Path
) -> None:
    mapping = run("check", renja, "--table", "LAMPIRAN", "--select", "NK206,NK209").stdout
    assert "2.17.06.2.01.01" in mapping
    assert "NK209" in mapping

    money = run("check", renja, "--table", "2.2", "--select", "NK3").stdout
    assert "2,060,887,000" in money


def test_rules_are_selected_ignored_and_made_fatal(run: Callable[..., Result], renja: Path) -> None:
    def rules(*options: str) -> set[str]:
        found = document(run("check", renja, "-f", "json", *options))
        return {finding["rule"] for finding in found["findings"]}

    assert {"NK301"} == rules("--select", "NK301")
    assert {"NK301", "NK305"} == rules("--select", "NK3")
    assert {"NK305"} == rules("--select", "NK3", "--ignore", "total-differs")
    assert 0 == run("check", renja, "--select", "NK305").exit_code
    assert 1 == run("check", renja, "--select", "NK305", "--fail-on", "warning").exit_code
    assert "did you mean" in run("check", renja, "--select", "total-difers").stderr


def test_the_roll_up_adds_up_to_the_plan_on_every_level_and_in_both_trees(
    run: Callable[..., Result], renja: Path
) -> None:
    for level in ("urusan", "program", "kegiatan", "sub_kegiatan"):
        for by in ("new", "old"):
            text = run("rollup", renja, "--level", level, "--by", by, "-f", "csv").stdout
            rows = list(csv.DictReader(io.StringIO(text)))
            top = rows[0]["level"]
            inside = [row for row in rows if row["level"] in {top, "ambiguous", "unmapped"}]
            assert PLAN_2021 == sum(int(row["amount 2021"]) for row in inside)
            assert str(PLAN_2021) == rows[-1]["amount 2021"]


def test_the_old_tree_has_the_programs_that_the_plan_declares(
    run: Callable[..., Result], renja: Path
) -> None:
    found = document(run("rollup", renja, "--by", "old", "--level", "program", "-f", "json"))

    assert 7 == len(found["rollup"])
    assert 3_519_250_000 == found["rollup"][-1]["amounts"]["2021"]


def test_the_library_does_it_in_ten_lines(renja: Path) -> None:
    plan = nk.read_plan(renja)
    translation = nk.translate(plan, to="permendagri-90-2019")
    lines = [
        (outcome.item.name, outcome.status.value, [str(t.code) for t in outcome.targets])
        for outcome in translation
    ]
    tree = nk.roll_up(translation, level="program")
    nk.write(translation, "hasil.csv")

    first = ("Penyediaan Jasa Komunikasi, Sumber Daya Air Dan Listrik", "mapped")
    assert (*first, ["2.17.01.2.03.02"]) == lines[0]
    assert nk.Rupiah(PLAN_2021) == tree.total("2021")
    assert 46 == len(Path("hasil.csv").read_text(encoding="utf-8").splitlines()) - 1

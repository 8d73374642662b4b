"""The whole way: the Semarang plan without its crosswalk, decided by keyboard, translated again.

What is right is read off the LAMPIRAN as the embedded data have it.
"""

from __future__ import annotations

import contextlib
import csv
import json
import subprocess
import sys
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from tests.review.conftest import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from nomenklatur.review import Queue

FILE = "keputusan.jsonl"
ABSORBED_BY_NOTHING_NAMED = "0.00.01.028"
"""The LAMPIRAN says it is absorbed and names no target; it belongs to the meetings elsewhere."""
ITS_TARGET = "X.XX.01.2.03.18"
NOT_SAID = "0.00.06.029"
"""The LAMPIRAN has neither target nor note for it; it belongs to the plans."""
ITS_PLAN = "X.XX.01.2.01.01"


def lampiran() -> dict[str, Mapping[str, str]]:
    """The rows of the office's own mapping, by the old code."""
    folder = resources.files("nomenklatur_catalogs")
    path = folder / "permendagri-13-2006--permendagri-90-2019" / "crosswalk.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["source_code"]: row for row in csv.DictReader(file)}


def at_office(code: str) -> str:
    return code.replace("X.XX", "2.17")


@contextlib.contextmanager
def reviewing(renja: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command in a process of its own, and the address that it prints."""
    command = [
        sys.executable, "-m", "nomenklatur_cli", "review", str(renja), "--no-crosswalk",
        "--no-browser", "--decisions", FILE, "--author", "Siti", *options,
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def open_at(browser: Browser, address: str) -> Opened:
    page = browser.new_page()
    page.set_default_timeout(15_000)
    opened = Opened(page, None)  # type: ignore[arg-type]
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.goto(address)
    page.wait_for_selector("html[data-awake]", state="attached")
    return opened


def decide(opened: Opened, target: str, *, absorbed: bool) -> None:
    """Send the item on the screen to a target, by keyboard."""
    checked = opened.page.locator("[name=relation][value=broad]").is_checked()
    if checked is not absorbed:
        opened.press("b")
    proposed = opened.page.locator(".candidates .take .code").all_inner_texts()
    if at_office(target) in proposed:
        opened.press(str(proposed.index(at_office(target)) + 1))
        return
    opened.press("/")
    opened.page.keyboard.type(target)
    opened.page.wait_for_selector(f"#hits [value='code:{target}']")
    opened.settle()
    opened.press("ArrowDown", "Enter")


def translated(run: Any, renja: Path) -> dict[str, Any]:
    result = run("translate", renja, "--no-crosswalk", "--decisions", FILE, "-f", "json")
    assert 0 == result.exit_code, result.stderr
    return json.loads(result.stdout)


def test_what_people_decide_in_the_browser_is_what_the_lampiran_says(
    browser: Browser, renja: Path, run: Any
) -> None:
    rows = lampiran()
    before = json.loads(run("translate", renja, "--no-crosswalk", "-f", "json").stdout)["items"]
    left = sum(item["status"] != "mapped" or item["method"] == "fuzzy" for item in before)
    assert left > 10
    decided: list[str] = []
    with reviewing(renja, "--below", "100") as (address, process):
        opened = open_at(browser, address)
        while opened.text("#tab-open .count") != "0":
            code = opened.text("#item .code")
            row = rows[code]
            target = row["target_code"]
            if code == NOT_SAID:
                target = ITS_PLAN
            if code == ABSORBED_BY_NOTHING_NAMED:
                target = ITS_TARGET
                opened.press("c")
                opened.page.keyboard.type("sama seperti rapat ke luar daerah")
                opened.press("Escape")
            decide(opened, target, absorbed=row["relation"] == "broad")
            assert code not in opened.text("#item") or opened.text("#tab-open .count") == "0"
            decided.append(code)
        assert [] == opened.complaints
        while opened.page.evaluate("document.activeElement.className") != "finish":
            opened.page.keyboard.press("Shift+Tab")
        opened.page.keyboard.press("Enter")
        opened.page.wait_for_selector("main.done")
        opened.page.close()
        _out, told = process.communicate(timeout=30)

    assert 0 == process.returncode
    assert f"Decided in this session: {left} questions, {left} rows, Rp " in told
    assert "Left: nothing" in told
    assert f"--no-crosswalk --decisions {FILE}" in told
    assert left == len(set(decided)) == len(decided)

    after = translated(run, renja)
    assert {"items": 46, "mapped": 46, "ambiguous": 0, "unmapped": 0} == after["summary"]
    for year, total in (("2021", 10_268_007_000), ("2022", 12_909_926_000)):
        totals = after["totals"][year]
        assert (total, total) == (totals["plan"], totals["mapped"])
    assert expected_money(after, rows) == money_by_target(after)
    for item in after["items"]:
        if item["code"] in decided:
            assert "decision" == item["method"]
            assert (rows[item["code"]]["relation"] or "exact") == item["relation"]
    check_readable(decided, rows)


def money_by_target(translation: Mapping[str, Any]) -> dict[str, int]:
    """What each target gets in 2021, as the translation says."""
    money: dict[str, int] = {}
    for item in translation["items"]:
        for target in item["targets"]:
            code = target["code"]
            money[code] = money.get(code, 0) + target["amounts"]["2021"]
    return money


def expected_money(
    translation: Mapping[str, Any], rows: Mapping[str, Mapping[str, str]]
) -> dict[str, int]:
    """What each target gets in 2021, as the LAMPIRAN says."""
    money: dict[str, int] = {}
    for item in translation["items"]:
        target = rows[item["code"]]["target_code"]
        if item["code"] == ABSORBED_BY_NOTHING_NAMED:
            target = ITS_TARGET
        elif item["code"] == NOT_SAID:
            target = ITS_PLAN
        code = at_office(target)
        money[code] = money.get(code, 0) + item["amounts"]["2021"]
    return money


def check_readable(decided: list[str], rows: Mapping[str, Mapping[str, str]]) -> None:
    """A person who opens the file finds who, when, what and where to, a decision a line."""
    with open(FILE, encoding="utf-8") as file:  # noqa: PTH123 - as a person would
        lines = [json.loads(line) for line in file]
    assert decided == [line["code"] for line in lines]
    for line in lines:
        assert "Siti" == line["author"]
        assert line["date"]
        assert line["name"].casefold()[:8] == rows[line["code"]]["source_name"].casefold()[:8]
        assert line["targets"][0]["name"]
        assert line["catalog"].startswith("permendagri-90-2019@")
    assert "sama seperti rapat ke luar daerah" in {line.get("note") for line in lines}


def test_a_review_that_is_killed_goes_on_where_it_was(
    browser: Browser, renja: Path, semarang: Queue
) -> None:
    with reviewing(renja) as (address, process):
        opened = open_at(browser, address)
        opened.press("1", "n")
        process.kill()
        process.wait()
        opened.page.close()

    with reviewing(renja) as (address, process):
        opened = open_at(browser, address)
        assert "Rows decided 2 of " in opened.text("#progress")
        assert "3 of " in opened.text(".crumbs")
        assert not any(one.name in opened.heading for one in semarang.questions[:2])
        opened.page.close()


def test_a_page_whose_review_has_ended_says_that_nothing_is_lost(
    browser: Browser, renja: Path, semarang: Queue
) -> None:
    with reviewing(renja) as (address, process):
        opened = open_at(browser, address)
        process.terminate()
        _out, told = process.communicate(timeout=30)
        assert 0 == process.returncode
        assert f"Left: {len(semarang)} questions" in told
        opened.page.keyboard.press("1")
        opened.page.wait_for_selector("#lost:not([hidden])")
        assert "What was decided is kept." in opened.text("#lost")
        opened.page.close()


def test_a_split_by_rupiah_in_the_page_is_the_rupiah_of_the_translation(
    browser: Browser, renja: Path, run: Any, semarang: Queue
) -> None:
    whole = int(semarang.questions[0].money("2021"))
    with reviewing(renja) as (address, _process):
        opened = open_at(browser, address)
        opened.press("s")
        opened.page.wait_for_selector("#split-form")
        opened.page.locator("#split-form [value=rupiah]").press("Space")
        opened.page.locator("[name=code]").nth(1).fill("X.XX.01.2.01.01")
        opened.page.locator("[name=share]").nth(0).fill("1.234.567")
        opened.page.wait_for_selector("#split-result tfoot")
        opened.page.locator("[name=share]").nth(1).press("Enter")
        opened.wait_until("!document.querySelector('dialog[open]')")
        opened.page.close()

    (item,) = (one for one in translated(run, renja)["items"] if one["method"] == "decision")
    amounts = [target["amounts"] for target in item["targets"]]
    assert [1_234_567, whole - 1_234_567] == [one["2021"] for one in amounts]
    assert item["amounts"]["2022"] == sum(one["2022"] for one in amounts)
    assert 1 == sum(Fraction(target["share"]) for target in item["targets"])


def test_the_port_that_is_taken_is_told(run: Any, renja: Path) -> None:
    from nomenklatur.web.server import bind  # noqa: PLC0415 - needs no server otherwise

    taken = bind()
    try:
        result = run(
            "review", renja, "--no-crosswalk", "--no-browser", "--decisions", FILE,
            "--port", taken.port,
        )  # fmt: skip
    finally:
        taken.close()

    assert 2 == result.exit_code
    assert f"cannot listen on 127.0.0.1:{taken.port}" in result.stderr


def test_a_plan_that_has_nothing_open_opens_no_page(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "renja.csv"
    plan.write_text("kode,uraian,pagu 2021\n0.00.01.010,Penyediaan Alat Tulis Kantor,1000\n")
    monkeypatch.setattr("webbrowser.open", lambda _url: pytest.fail("a page was opened"))

    result = run("review", plan, "--decisions", FILE)

    assert 0 == result.exit_code
    assert "Nothing is left to decide" in result.stderr

"""The page in Chromium: by keyboard alone, for screen readers, on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import DecisionLog
from nomenklatur.language import use_language
from nomenklatur.review import NO_HOME, Queue, Session, State
from tests.browser.test_page import RUNS, hostile_translation
from tests.review.logs import Memory
from tests.review.plans import CODES, ENTRIES, row, translation

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review.conftest import Opened, Opener

PLAN = translation(
    row("Satu", 5000), row("Dua", 3000, CODES[1], proposed=(2, 3)), row("Tiga", 2000, CODES[2])
)
MANY = translation(*[row(f"Kegiatan nomor {n}", 90_000 - n, "") for n in range(120)])
TWICE = translation(
    row("Sama", 9), row("SAMA", 9, CODES[1]), row("Sama", 5, CODES[2], proposed=(3,))
)
MARK = "(element) => element.outerHTML"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}


def session(plan: Any = PLAN, log: Any = None) -> Session:
    return Session(Queue.of(plan), log or Memory(), "Siti")


def targets(opened: Opened, number: int) -> list[str]:
    decision = opened.session.standing(opened.session.queue.questions[number]).decision
    return [str(one.code) for one in decision.targets]


def test_one_key_decides_and_the_next_question_has_the_focus(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("2")

    assert [str(ENTRIES[1].code)] == targets(opened, 0)
    assert "Dua" in opened.heading
    assert "item" == opened.page.evaluate("document.activeElement.id")
    assert "Satu: becomes" in opened.text("#said")
    assert "1 of 3" in opened.text("#progress")
    assert [] == opened.complaints


def test_b_turns_the_next_target_into_what_absorbs(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("0")
    assert State.OPEN is opened.session.standing(opened.session.queue.questions[0]).state
    opened.press("b", "0", "b", "1")

    first, second = (
        opened.session.standing(opened.session.queue.questions[n]).decision for n in (0, 1)
    )
    assert (Relation.BROAD, ()) == (first.relation, first.targets)
    assert (Relation.BROAD, 1) == (second.relation, len(second.targets))


def test_n_f_and_u_do_what_their_buttons_say(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("n", "f")
    states = [opened.session.standing(one).state.value for one in opened.session.queue]
    assert ["decided", "flagged", "open"] == states
    opened.press("u", "u")
    assert "Satu" in opened.heading
    assert 0 == opened.session.progress.decided.questions


def test_a_note_goes_with_the_next_answer_and_its_letters_are_no_keys(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("c")
    opened.page.keyboard.type("nanti bersama Bappeda 12")
    opened.press("Escape", "1")

    assert "nanti bersama Bappeda 12" == opened.session.log.lines[0].note
    assert 1 == len(opened.session.log.lines)


def test_the_catalog_is_searched_and_taken_from_by_keyboard(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("/")
    opened.page.keyboard.type("kordinasi luar")
    opened.page.wait_for_selector("#hits li")
    opened.press("ArrowDown", "Enter")

    assert ["X.XX.01.2.03.18"] == targets(opened, 0)
    assert "Dua" in opened.heading
    assert 0 == opened.page.locator("dialog[open]").count()


def test_escape_leaves_the_search_and_the_keys_work_again(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("/")
    opened.page.keyboard.type("1n")
    opened.press("Escape")
    assert [] == opened.session.log.lines
    opened.press("n")
    assert 1 == len(opened.session.log.lines)


def test_a_split_by_rupiah_by_keyboard(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("s")
    opened.page.wait_for_selector("#split-form")
    opened.page.locator("#split-form [value=rupiah]").press("Space")
    opened.page.locator("[name=share]").nth(0).fill("4.999")
    opened.page.locator("[name=share]").nth(0).press("End")
    opened.page.wait_for_selector("#split-result tfoot")
    assert "4,999" in opened.text("#split-result")
    opened.page.locator("[name=share]").nth(1).press("Enter")
    opened.wait_until("!document.querySelector('dialog[open]')")
    opened.settle()

    decision = opened.session.standing(opened.session.queue.questions[0]).decision
    assert [4999, 1] == [5000 * one.share for one in decision.targets]


def test_a_split_that_does_not_add_up_stays_open_and_says_why(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("s")
    opened.page.wait_for_selector("#split-form")
    opened.page.locator("[name=share]").nth(0).fill("60")
    opened.page.locator("[name=share]").nth(1).fill("60")
    opened.page.wait_for_selector("#split-result .error")

    assert "add up to 120 %, not to 100 % (20 % too much)" in opened.text("#split-result")
    assert opened.page.locator("#split-result button").is_disabled()
    assert [] == opened.session.log.lines


def test_what_a_search_finds_can_go_into_the_split(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("s")
    opened.page.wait_for_selector("#split-form")
    opened.page.locator("[name=share]").nth(0).fill("50")
    opened.page.get_by_role("button", name="Search the catalog").press("Enter")
    opened.page.keyboard.type("kordinasi luar")
    opened.page.wait_for_selector("#hits li")
    opened.page.get_by_role("button", name="Into the split 2.17.01.2.03.18").press("Enter")
    opened.wait_until("document.querySelectorAll('#split-form [name=code]').length === 3")
    assert "split" == opened.page.locator("dialog[open]").get_attribute("id")
    opened.page.locator("[name=share]").nth(1).fill("25")
    opened.page.wait_for_selector("#split-result tfoot")
    opened.page.locator("[name=share]").nth(2).press("Enter")
    opened.wait_until("!document.querySelector('dialog[open]')")
    opened.settle()

    assert ["X.XX.01.2.01.01", "X.XX.01.2.03.02", "X.XX.01.2.03.18"] == targets(opened, 0)


def test_a_split_that_was_begun_is_not_carried_to_the_next_question(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("s")
    opened.page.wait_for_selector("#split-form")
    opened.page.locator("[name=share]").nth(0).fill("50")
    opened.press("Escape", "j", "/")
    opened.page.keyboard.type("kordinasi luar")
    opened.page.wait_for_selector("#hits li")
    opened.page.get_by_role("button", name="Into the split").first.press("Enter")
    opened.wait_until("document.querySelector('#split-form')?.innerText.includes('Dua')")

    codes = [one.input_value() for one in opened.page.locator("#split-form [name=code]").all()]
    assert [str(ENTRIES[2].code), str(ENTRIES[3].code)] == codes
    assert {""} == {
        one.input_value() for one in opened.page.locator("#split-form [name=share]").all()
    }


def test_rows_of_one_name_are_counted_first_and_others_come_along_if_wanted(
    open_page: Opener,
) -> None:
    opened = open_page(session(TWICE))

    assert "One decision for 2 rows of this name" in opened.text(".item")
    assert "Decide alike for 1 row of the same name" in opened.text(".kin")
    opened.press("a", "n")
    assert 3 == opened.session.progress.decided.rows


def test_j_and_k_go_through_the_queue_without_answering(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("j", "j")
    assert "Tiga" in opened.heading
    opened.press("k")
    assert "Dua" in opened.heading
    assert [] == opened.session.log.lines


def test_what_was_decided_can_be_looked_up_and_taken_back(open_page: Opener) -> None:
    opened = open_page(session())
    opened.press("1")

    opened.page.locator("#tab-decided").press("Enter")
    opened.settle()
    opened.page.locator(".lines a").first.press("Enter")
    opened.settle()
    assert "becomes 2.17.01.2.01.01" in opened.text(".verdict")
    opened.page.get_by_role("button", name="Take back").press("Enter")
    opened.settle()

    assert 0 == opened.session.progress.decided.questions


def test_the_stopping_line_stands_behind_the_question_that_makes_enough(
    open_page: Opener,
) -> None:
    plan = translation(row("Satu", 9000), row("Dua", 960, CODES[1]), row("Tiga", 40, CODES[2]))
    opened = open_page(session(plan))

    assert "2 more rows → 99,60 % of the pagu" in opened.text(".stop").replace("99.60", "99,60")
    assert 1 == opened.page.locator("li:nth-child(2) .stop").count()


def test_a_key_held_down_decides_once(open_page: Opener) -> None:
    opened = open_page(session())

    for _repeat in range(5):
        opened.page.keyboard.down("n")
    opened.settle()
    opened.page.keyboard.up("n")

    assert 1 == len(opened.session.log.lines)


def test_keys_with_control_belong_to_the_browser(open_page: Opener) -> None:
    opened = open_page(session())

    opened.press("Control+1", "Alt+n", "Meta+f")

    assert [] == opened.session.log.lines


def test_what_somebody_else_decides_shows_by_itself(open_page: Opener, tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "keputusan.jsonl")
    opened = open_page(session(log=log))
    other = session(log=log)

    other.decide(other.queue.questions[1], NO_HOME)
    opened.wait_until("document.querySelector('#progress').innerText.includes('1 of 3')")
    assert 2 == opened.page.locator(".lines > li").count()


def test_a_long_queue_is_paged(open_page: Opener) -> None:
    opened = open_page(session(MANY))

    assert 50 == opened.page.locator(".lines > li").count()
    opened.page.get_by_role("button", name="Next page").press("Enter")
    opened.settle()
    assert "Kegiatan nomor 50" in opened.text(".lines > li:first-child")


def test_finish_ends_the_server_and_says_what_comes_next(open_page: Opener) -> None:
    opened = open_page(session())
    opened.press("1")

    opened.page.locator(".finish").press("Enter")
    opened.page.wait_for_selector("main.done")

    assert "nomenklatur translate renja.xlsx" in opened.text("main.done")
    assert "item" == opened.page.evaluate("document.activeElement.id")


def test_every_stop_can_be_reached_by_tab_and_the_first_leads_to_the_item(
    open_page: Opener,
) -> None:
    opened = open_page(session())

    opened.press("Tab")
    assert "skip" == opened.page.evaluate("document.activeElement.className")
    wanted = opened.page.locator("a[href], button:enabled, textarea, input[type=checkbox], summary")
    shown = {one.evaluate(MARK) for one in wanted.all() if one.is_visible()}
    met = set()
    for _stop in range(2 * len(shown)):
        opened.press("Tab")
        met.add(opened.page.evaluate(f"({MARK})(document.activeElement)"))
    assert shown <= met


def test_nothing_of_a_hostile_plan_runs(open_page: Opener) -> None:
    opened = open_page(session(hostile_translation()))

    for _question in range(len(opened.session.queue)):
        assert not opened.page.evaluate(RUNS)
        opened.press("/")
        opened.page.keyboard.type("<script>alert(1)</script>")
        opened.press("Escape", "n")
    opened.page.locator("#tab-all").press("Enter")
    opened.settle()

    assert not opened.page.evaluate(RUNS)
    assert [] == opened.complaints
    origin = opened.page.url.split("/")[2]
    assert {origin} == {url.split("/")[2] for url in opened.requests}


def test_the_page_says_its_language(open_page: Opener) -> None:
    with use_language("id"):
        opened = open_page(session())

    assert "id" == opened.page.evaluate("document.documentElement.lang")
    assert "Rp 5.000" in opened.text(".amounts .main").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("width", [320, 360, 768, 1024])
def test_nothing_is_wider_than_the_screen(open_page: Opener, width: int) -> None:
    opened = open_page(session(TWICE), viewport={"width": width, "height": 800})

    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_to_complain_of(open_page: Opener, screen: dict[str, Any]) -> None:
    module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    axe = module.Axe()
    log = Memory()
    first = session(TWICE, log)
    first.flag(first.queue.questions[0], note="tanya Bappeda")
    opened = open_page(session(TWICE, log), bypass_csp=True, **screen)

    def complaints() -> list[object]:
        found = []
        for scheme, only in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            opened.page.emulate_media(color_scheme=scheme)  # dark: other colours, and no more
            told = axe.run(opened.page, options={"resultTypes": ["violations"], **only})
            found += told.response["violations"]
        return [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found]

    assert [] == complaints()
    opened.page.locator("#tab-flagged").press("Enter")
    opened.settle()
    opened.page.locator(".lines a").first.press("Enter")
    opened.settle()
    assert [] == complaints()
    opened.press("/")
    opened.page.keyboard.type("usaha")
    opened.page.wait_for_selector("#hits li")
    assert [] == complaints()
    opened.press("Escape", "s")
    opened.page.wait_for_selector("#split-form")
    opened.page.locator("[name=share]").nth(0).fill("60")
    opened.page.wait_for_selector("#split-result tfoot")
    assert [] == complaints()
    opened.press("Escape", "?")
    assert [] == complaints()
    opened.press("Escape")
    opened.page.locator(".finish").press("Enter")
    opened.page.wait_for_selector("main.done")
    assert [] == complaints()

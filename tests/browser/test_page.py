"""The page of a translation in Chromium: it shows, it answers, and nothing else runs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from nomenklatur.findings import RULES, Finding
from nomenklatur.language import use_language
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import PlanItem, ProgramRef
from nomenklatur.report.html.page import page_script
from nomenklatur.report.wording import percent
from nomenklatur.translation import Candidate, Evidence, Outcome, Status, TargetShare, Translation
from tests.report.semarang import semarang
from tests.report.translations import NEW, new, old, small_translation

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Opener

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "]]><img src=x onerror=alert(3)>",
    '"><svg onload=alert(4)>',
    "' onfocus='alert(5)' autofocus='",
    "{{ 7 * 7 }}{% raw %}${alert(6)}",
    "&lt;b&gt;&amp;amp;",
    "</title></style></textarea></noscript><iframe src=javascript:alert(7)>",
    "javascript:alert(8)//",
)
RUNS = "window.ran || document.querySelector('iframe, img, [onload], [onerror], [onfocus]')"


def hostile_translation() -> Translation:
    """The small translation with a hostile text wherever a plan or a catalog has one."""
    base = small_translation()
    texts = iter(HOSTILE * 40)

    def dirty(outcome: Outcome) -> Outcome:
        item = outcome.item
        code = item.code
        return evolve(
            outcome,
            item=PlanItem(
                next(texts),
                code,
                next(texts),
                ProgramRef(next(texts)),
                amounts=item.amounts,
                place=Place(next(texts), sheet=next(texts), row=4, column=next(texts)),
            ),
            targets=tuple(evolve(target, name=next(texts)) for target in outcome.targets),
            candidates=tuple(
                Candidate(
                    evolve(one.entry, name=next(texts)), 0.5, (Evidence("name", next(texts)),)
                )
                for one in outcome.candidates
            ),
            source=None,
            note=next(texts),
            findings=(
                Finding(RULES["NK201"], next(texts), Place(next(texts), row=1), next(texts)),
            ),
        )

    outcomes = tuple(map(dirty, base.outcomes))
    plan = evolve(
        base.plan,
        items=tuple(one.item for one in outcomes),
        columns=tuple(
            evolve(column, label=text)
            for column, text in zip(base.plan.columns, HOSTILE, strict=False)
        ),
        title=HOSTILE[1],
        office=HOSTILE[4],
        source=HOSTILE[0],
        table=HOSTILE[3],
    )
    return evolve(base, plan=plan, outcomes=outcomes)


def rows(count: int) -> Translation:
    """A plan of so many items, in turn mapped, ambiguous and unmapped."""
    base = small_translation()
    program = ProgramRef("PROGRAM CONTOH", old("1.15.17"))
    outcomes = []
    for n in range(count):
        item = PlanItem(
            f"Kegiatan {n}",
            old(f"1.15.17.{n % 900 + 1:03}"),
            program=program,
            amounts={"2021": Rupiah(n), "2022": Rupiah(2 * n)},
            place=Place("renja.txt", table="4.1", row=n + 1),
        )
        status = (Status.MAPPED, Status.AMBIGUOUS, Status.UNMAPPED)[n % 3]
        target = TargetShare(new("2.17.07.2.01.03"), "Fasilitasi", amounts=item.amounts)
        targets = (target,) if status is Status.MAPPED else ()
        outcomes.append(Outcome(item, status, targets=targets))
    plan = evolve(base.plan, items=tuple(one.item for one in outcomes))
    return evolve(base, plan=plan, outcomes=tuple(outcomes), findings=())


def visible_rows(page: Page, table: str = "items") -> list[str]:
    return page.locator(f"#{table} tbody tr").all_inner_texts()


def count_line(page: Page) -> str:
    return page.locator("#items .shown").inner_text().replace("\xa0", " ")


def search(page: Page, text: str) -> None:
    page.locator("#items input[type=search]").fill(text)
    page.wait_for_timeout(250)


# -- what runs -------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_a_plan_full_of_html_and_scripts_is_text_and_nothing_of_it_runs(
    open_report: Opener, *, script: bool
) -> None:
    translation = hostile_translation()
    opened = open_report(translation, java_script_enabled=script)
    page = opened.page

    assert [] == opened.complaints
    names = page.locator("#items tbody th .name").all_text_contents()
    assert [outcome.item.name for outcome in translation] == names
    assert translation.plan.title == page.locator("h1").text_content()
    if script:
        assert translation.plan.title == page.title()
        assert page.evaluate(RUNS) is None
        search(page, HOSTILE[0])  # now the rows are those that the script has built
        search(page, "")
        again = page.locator("#items tbody th .name").all_text_contents()
        assert names == again
        assert page.evaluate(RUNS) is None
        assert [] == opened.complaints


def test_the_policy_would_stop_a_script_that_got_in(open_report: Opener) -> None:
    opened = open_report(small_translation())
    refused = opened.page.evaluate(
        """() => new Promise((resolve) => {
          const found = [];
          const attempt = (act) => { try { act(); } catch (error) { found.push(error.name); } };
          document.addEventListener(
            "securitypolicyviolation", (event) => found.push(event.effectiveDirective));
          const script = document.createElement("script");
          attempt(() => { script.text = "window.ran = 1"; });
          const raw = document.createElement("div");
          attempt(() => { raw.innerHTML = "<img src=x>"; });
          attempt(() => raw.setAttribute("onclick", "window.ran = 1"));
          document.body.append(raw);
          raw.click();
          fetch("https://example.org/").catch(() => {});
          setTimeout(() => resolve([window.ran ?? null, found]), 300);
        })"""
    )

    ran, found = refused
    assert ran is None
    assert found.count("TypeError") == 3
    assert "connect-src" in found


def test_the_page_asks_for_nothing_but_itself(open_report: Opener) -> None:
    opened = open_report(semarang())

    assert [] == opened.complaints
    assert {"file", "data"} >= {url.partition(":")[0] for url in opened.requests}
    assert 1 == sum(url.startswith("file:") for url in opened.requests)


# -- what it says ----------------------------------------------------------------------------


def test_the_first_screen_says_what_is_lost_and_what_is_unsure(open_report: Opener) -> None:
    page = open_report(semarang()).page
    verdict = page.locator(".verdict").first.inner_text().replace("\xa0", " ")

    assert "Rp 398.000 belum punya tempat" in verdict
    assert "Rp 282.785.000 menunggu keputusan" in verdict
    figures = [
        t.replace("\xa0", " ") for t in page.locator(".tile:visible .figure").all_inner_texts()
    ]
    assert ["Rp 398.000", "Rp 282.785.000", "Rp 9.984.824.000"] == figures
    box = page.locator("#answer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 900


def test_the_other_column_is_shown_when_it_is_chosen(open_report: Opener) -> None:
    page = open_report(semarang()).page
    page.locator(".switch label").nth(1).click()

    equation = page.locator(".equation:visible").inner_text()
    assert "12.909.926.000" in equation
    assert "Selisih 0" in equation
    assert "12.909.926.000" in count_line(page)
    assert page.locator("svg.flow.wide:visible").count() == 1
    assert "4.989.082.000" in page.locator("svg.flow.wide:visible").text_content()
    assert "4.989.082.000" in page.locator(".boxes").text_content()


@pytest.mark.parametrize("make", [small_translation, hostile_translation, semarang])
def test_the_script_builds_the_rows_that_the_page_came_with(open_report: Opener, make: Any) -> None:
    page = open_report(make()).page
    html = "(table) => [...document.querySelectorAll(`#${table} tbody tr`)].map((r) => r.outerHTML)"

    for table in ("items", "findings"):
        before = page.evaluate(html, table)
        page.locator(f"#{table} .way").click()
        page.locator(f"#{table} .way").click()
        after = page.evaluate(html, table)
        assert before
        assert before == after


def test_percentages_in_the_script_are_those_of_the_library(open_report: Opener) -> None:
    page = open_report(small_translation()).page
    pairs = [(0, 1), (1, 3), (1, 10**6), (10**6 - 1, 10**6), (5, 5), (-1, 3), (-1, 10**7), (1, 0),
             (10**17 + 7, 10**18), (3, 2), (10**6 + 1, 10**6), (12345, 1000)]  # fmt: skip
    source = page_script().split("// -- the column")[0].split('"use strict";')[1]
    found = page.evaluate(
        f"(pairs) => {{{source}; return pairs.map(([a, b]) => percent(BigInt(a), BigInt(b))); }}",
        [[str(a), str(b)] for a, b in pairs],
    )

    with use_language("id"):
        expected = [percent(Fraction(100 * a, b) if b else None) for a, b in pairs]
    assert expected == found


# -- the table -------------------------------------------------------------------------------


def test_searching_filtering_and_sorting_the_table(open_report: Opener) -> None:
    page = open_report(rows(250)).page
    assert count_line(page) == "250 dari 250 kegiatan · Pagu 2021: Rp 31.125"
    assert len(visible_rows(page)) == 100

    search(page, "kegiatan 24")
    found = [n for n in range(250) if "24" in f"{n} {n + 1:03}"]
    assert count_line(page).startswith(f"{len(found)} dari 250 kegiatan")
    page.locator("#items .choice label", has_text="Belum terpetakan").click()
    page.wait_for_timeout(100)
    lost = [n for n in found if n % 3 == 2]
    assert count_line(page) == f"{len(lost)} dari 250 kegiatan · Pagu 2021: Rp {Rupiah(sum(lost))}"
    page.get_by_role("button", name="Pagu 2021").click()
    page.get_by_role("button", name="Pagu 2021").click()
    assert page.locator("th[data-sort=amount0]").get_attribute("aria-sort") == "descending"
    names = page.locator("#items tbody th .name").all_inner_texts()
    assert [f"Kegiatan {n}" for n in reversed(lost)] == names
    search(page, "tidak ada yang begini")
    assert ["Tidak ada baris yang cocok."] == visible_rows(page)


def test_the_table_is_turned_page_by_page(open_report: Opener) -> None:
    page = open_report(rows(250)).page
    pager = page.locator("#items .pager")

    assert pager.locator(".where").inner_text() == "Halaman 1 dari 3"
    assert pager.get_by_role("button", name="Halaman sebelumnya").is_disabled()
    pager.get_by_role("button", name="Halaman terakhir").click()
    assert pager.locator(".where").inner_text() == "Halaman 3 dari 3"
    assert len(visible_rows(page)) == 50
    assert "Kegiatan 249" in visible_rows(page)[-1]
    pager.get_by_role("button", name="Halaman sebelumnya").click()
    assert "Kegiatan 100" in visible_rows(page)[0]


def test_all_open_items_are_a_click_away_where_the_cards_end(open_report: Opener) -> None:
    page = open_report(rows(90)).page
    assert page.locator("#lost .card").count() == 20

    page.locator("#lost a.show").click()
    page.wait_for_timeout(100)
    assert count_line(page).startswith("30 dari 90 kegiatan")
    assert {"Belum terpetakan"} == set(page.locator("#items tbody .badge").all_inner_texts())


def test_a_plan_of_few_rows_needs_no_pages(open_report: Opener) -> None:
    page = open_report(small_translation()).page
    assert not page.locator("#items .pager").is_visible()


def test_amounts_that_a_script_cannot_hold_as_numbers_stay_exact(open_report: Opener) -> None:
    base = small_translation()
    huge = 9_007_199_254_740_993
    outcomes = tuple(
        evolve(one, item=evolve(one.item, amounts={"2021": Rupiah(huge + n)}), targets=())
        for n, one in enumerate(base.outcomes)
    )
    outcomes = tuple(evolve(one, status=Status.UNMAPPED) for one in outcomes)
    plan = evolve(base.plan, items=tuple(one.item for one in outcomes))
    page = open_report(evolve(base, plan=plan, outcomes=outcomes)).page

    assert count_line(page).endswith("Rp 36.028.797.018.963.978")
    page.locator("#items select").select_option("amount0")
    page.wait_for_timeout(100)
    page.locator("#items .way").click()
    shown = page.locator("#items tbody td.money:not(:empty)").all_inner_texts()
    assert shown[0] == "9.007.199.254.740.996"


# -- the diagrams ----------------------------------------------------------------------------


def test_a_program_in_the_flow_diagram_leads_to_its_items(open_report: Opener) -> None:
    page = open_report(semarang()).page
    first = page.locator("svg.wide:visible .end").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    readout = page.locator("#flow .readout:visible")
    assert "Program Baru" not in readout.inner_text()
    assert "601.502.000" in readout.inner_text().replace("\xa0", " ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)

    assert count_line(page) == "5 dari 46 kegiatan · Pagu 2021: Rp 601.502.000"
    assert page.locator("#items .chip").is_visible()
    page.get_by_role("button", name="Hapus saringan").click()
    assert count_line(page).startswith("46 dari 46")


def test_what_is_unmapped_in_the_flow_diagram_leads_to_its_items(open_report: Opener) -> None:
    page = open_report(semarang()).page
    page.locator("svg.wide:visible .end.unmapped text").click()
    page.locator("#flow .readout:visible button").click()
    page.wait_for_timeout(100)

    assert count_line(page) == "1 dari 46 kegiatan · Pagu 2021: Rp 398.000"


def test_a_flow_says_what_it_is_beside_the_pointer(open_report: Opener) -> None:
    page = open_report(semarang()).page
    band = page.locator("svg.wide:visible .band.ambiguous")
    band.hover(position={"x": 2, "y": 3})
    tip = page.locator("#tip")

    assert tip.is_visible()
    assert "Perlu ditinjau: Rp 282.785.000 (2,75 %), 1 kegiatan" in tip.inner_text().replace(
        "\xa0", " "
    )
    page.mouse.move(5, 5)
    assert not tip.is_visible()


def test_the_tree_is_walked_with_the_keyboard(open_report: Opener) -> None:
    page = open_report(semarang()).page
    focused = "document.activeElement.getAttribute('aria-label')"
    page.locator(".boxes [tabindex='0']").focus()
    assert page.evaluate(focused).startswith("2.17.01 Penunjang Urusan")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused).startswith("2.17.01.2.01 ")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("2.17.02 ")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator(".path [aria-current]").inner_text().startswith("2.17.01")
    assert page.evaluate(focused).startswith("2.17.01.2.01 ")
    page.keyboard.press("Escape")
    assert page.locator(".path [aria-current]").inner_text().startswith("2.17 ")
    page.locator(".icicle .readout button").click()
    page.wait_for_timeout(100)
    assert count_line(page) == "21 dari 46 kegiatan · Pagu 2021: Rp 3.348.084.000"


def test_the_boxes_of_the_tree_are_as_high_as_their_money(open_report: Opener) -> None:
    page = open_report(semarang()).page
    heights = page.evaluate(
        "[...document.querySelectorAll('.box.lead')].map((b) => parseFloat(b.style.height))"
    )
    amounts = [3348084, 96852, 112525, 46029, 206274, 976774, 1225217, 3973069]
    shares = [amount / sum(amounts) for amount in amounts]

    assert shares == pytest.approx([height / sum(heights) for height in heights], abs=0.001)


# -- screens, paper, and browsers without scripts ----------------------------------------------


@pytest.mark.parametrize("make", [semarang, hostile_translation])
def test_a_phone_shows_everything_without_scrolling_sideways(
    open_report: Opener, make: Any
) -> None:
    page = open_report(make(), **PHONE).page
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest(".scroll, .boxes, svg, details:not([open]), thead, .unseen")
            && e.getClientRects().length)
          .map((e) => e.outerHTML.slice(0, 80))"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert [] == wide
    assert page.locator("svg.flow.narrow:visible").count() == 1
    assert not page.locator("svg.flow.wide").first.is_visible()


def test_without_scripts_the_first_screen_the_diagram_and_the_rows_are_there(
    open_report: Opener,
) -> None:
    page = open_report(semarang(), java_script_enabled=False).page

    assert page.locator(".verdict:visible").count() == 1
    assert page.locator("svg.flow.wide:visible").count() == 1
    assert len(visible_rows(page)) == 46
    assert page.locator("noscript").first.text_content()
    for name in (".controls", ".pager", ".icicle", ".switch", ".readout"):
        assert not page.locator(name).first.is_visible()


def test_paper_gets_every_row_and_no_controls(open_report: Opener) -> None:
    page = open_report(rows(250)).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert len(visible_rows(page)) == 250
    for name in (".controls", ".pager", ".bar", ".skip"):
        assert not page.locator(name).first.is_visible()
    assert page.locator("#flow table").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(visible_rows(page)) == 100


def test_paper_says_what_it_leaves_out(open_report: Opener) -> None:
    page = open_report(rows(1200)).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert len(visible_rows(page)) == 1000
    assert "1.000 dari 1.200" in page.locator("#items .cut").inner_text()


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("make", [semarang, hostile_translation])
def test_axe_finds_nothing_to_complain_of(
    open_report: Opener, screen: dict[str, Any], make: Any
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = open_report(make(), color_scheme="light", bypass_csp=True, **screen).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    def complaints(**options: Any) -> list[object]:
        told = {"resultTypes": ["violations"], **options}
        found = axe.Axe().run(page, options=told).response["violations"]
        return [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found]

    assert [] == complaints()
    page.emulate_media(color_scheme="dark")  # which changes colours and nothing else
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert [] == complaints(runOnly=["color-contrast"])


def test_the_skip_link_is_the_first_stop_and_leads_to_the_contents(open_report: Opener) -> None:
    page = open_report(small_translation()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_catalog_entry_of_the_small_translation_has_its_program_in_the_tree(
    open_report: Opener,
) -> None:
    page = open_report(small_translation()).page
    text = page.locator("#tree table").text_content()
    assert text is not None
    assert NEW.require(new("X.XX.01")).name in text

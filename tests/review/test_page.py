"""The page's requests, without a browser."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.testclient import TestClient

from nomenklatur.decisions import DecisionLog
from nomenklatur.language import use_language
from nomenklatur.review import NO_HOME, Queue, Session, State
from nomenklatur.review.web.app import Page
from nomenklatur.web.protect import PAGE_CSP, protect
from nomenklatur.web.server import Server, bind, new_token
from tests.browser.test_page import HOSTILE, hostile_translation
from tests.review.logs import Memory
from tests.review.plans import CODES, ENTRIES, row, translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nomenklatur.translation import Translation

PLAN = translation(
    row("Satu", 500), row("Dua", 300, CODES[1], proposed=(2, 3)), row("Tiga", 200, CODES[2])
)


class Elements(HTMLParser):
    """What elements and attributes a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag == "script":
            self.scripts.add(dict(attrs).get("src"))


def opened(plan: Translation = PLAN, log: object = None) -> tuple[TestClient, Session]:
    session = Session(Queue.of(plan), log or Memory(), "Siti")
    return TestClient(Page(session, "nomenklatur translate x").app()), session


def seen(client: TestClient, number: int = 0) -> str:
    return re.search(r'name="seen" value="(\w+)"', client.get(f"/?q={number}").text)[1]


def answer(client: TestClient, number: int = 0, **form: object) -> httpx.Response:
    form = {"q": str(number), "seen": seen(client, number), **form}
    return client.post("/answer", data=form)


def test_the_page_shows_queue_item_and_candidates() -> None:
    client, _session = opened()

    text = client.get("/").text
    for part in ("Satu", "Dua", "Tiga", "1.15.00.16.021", "80 %", "40 %", "X.XX.01.2.01.01",
                 "2.17.01.2.01.01", "both names say Usaha, Mikro", "nothing in it says Promosi",
                 "sheet 4.1", "row 1", "0 of 3"):  # fmt: skip
        assert part in text, part


def test_an_answer_brings_the_next_question_and_says_what_was_done() -> None:
    client, session = opened()

    response = answer(client, act="take:2", note="karena")

    assert State.DECIDED is session.standing(session.queue.questions[0]).state
    assert "karena" == session.log.lines[0].note
    assert "answered" == response.headers["hx-trigger-after-settle"]
    for part in (">Dua<", "Satu: becomes", 'hx-swap-oob="true"', "2 questions left", "1 of 3"):
        assert part in response.text, part


def test_what_the_page_did_not_know_is_not_overwritten() -> None:
    client, session = opened()
    old = seen(client)
    answer(client, act="take:1")

    response = client.post("/answer", data={"q": "0", "seen": old, "act": "none"})

    assert "Satu was decided meanwhile" in response.text
    assert ENTRIES[0].code == session.standing(session.queue.questions[0]).decision.targets[0].code


def test_a_note_that_was_refused_with_its_answer_stays_typed() -> None:
    client, _session = opened()

    response = answer(client, act="take:7", note="panjang sekali")

    assert "there is no candidate 7" in response.text
    assert ">panjang sekali</textarea>" in response.text


@pytest.mark.parametrize("act", ["", "take:", "take:x", "take:²", "code:", "code:9.99", "jump"])
def test_an_answer_that_is_none_writes_nothing(act: str) -> None:
    client, session = opened()

    response = answer(client, act=act)

    assert 200 == response.status_code
    assert "Not taken:" in response.text
    assert [] == session.log.lines


@pytest.mark.parametrize("number", ["", "-1", "99", "x", "²", "9" * 40])
def test_a_question_that_there_is_not_is_not_answered(number: str) -> None:
    client, session = opened()

    response = client.post("/answer", data={"q": number, "act": "none"})

    assert "there is no such question" in response.text
    assert [] == session.log.lines
    assert 200 == client.get(f"/?q={number}").status_code


def test_a_split_is_shown_before_it_is_taken() -> None:
    client, session = opened()
    form = {"q": "0", "by": "percent", "code": ["2.17.07.2.01.01", "X.XX.01.2.03.18"],
            "share": ["1/3", ""]}  # fmt: skip

    shown = client.post("/split", data=form).text
    assert "167" in shown  # 500 rupiah: 166.67 and 333.33
    assert "333" in shown
    assert "1/3" in shown

    client.post("/answer", data={**form, "seen": seen(client), "act": "split"})
    shares = session.standing(session.queue.questions[0]).decision.targets
    assert ["1/3", "2/3"] == [str(one.share) for one in shares]


def test_a_split_that_does_not_add_up_says_so_where_it_was_typed() -> None:
    client, session = opened()
    form = {"q": "0", "by": "rupiah", "code": ["2.17.07.2.01.01", "X.XX.01.2.03.18"],
            "share": ["100", "300"], "seen": seen(client), "act": "split"}  # fmt: skip

    response = client.post("/answer", data=form)

    assert "#split-result" == response.headers["hx-retarget"]
    assert "the parts add up to 400, not to 500 (100 is missing)" in response.text
    assert [] == session.log.lines
    assert "disabled" in client.post("/split", data=form).text


def test_another_row_of_a_split_keeps_what_was_typed() -> None:
    client, _session = opened()

    text = client.get("/split?q=0&code=2.17.07.2.01.01&code=&share=60&share=&more=3").text

    assert 3 == text.count('name="share"')
    assert 'value="60"' in text


def test_the_whole_catalog_can_be_searched_and_narrowed() -> None:
    client, _session = opened()

    found = client.get("/search?text=kordinasi+luar&level=sub_kegiatan&bidang=&q=0").text
    assert "Rapat-Rapat Kordinasi dan Konsultasi ke Luar Daerah" in found
    assert 'value="code:X.XX.01.2.03.18"' in found
    programs = client.get("/search?text=program&level=program&q=0").text
    assert 2 == programs.count("disabled>")
    assert "PENUNJANG" not in client.get("/search?text=usaha&level=program&bidang=2.17").text
    assert "<li>" not in client.get("/search?text=&level=all").text


def test_undo_shows_what_it_was_about() -> None:
    client, session = opened()
    answer(client, act="flag", note="?")

    response = client.post("/undo", data={"show": "open"})

    assert 0 == session.progress.flagged.questions
    assert "Satu: undone" in response.text
    assert "there is nothing to undo" in client.post("/undo").text


def test_the_parts_of_the_queue_can_be_looked_at() -> None:
    client, _session = opened()
    answer(client, 0, act="take:1")
    answer(client, 1, act="flag", note="tanya")

    assert "Satu" in client.get("/queue?show=decided").text
    assert "Dua" in client.get("/queue?show=flagged").text
    assert "Satu" not in client.get("/queue?show=open").text
    assert 3 == client.get("/queue?show=all").text.count('class="name"')
    assert 1 == client.get("/queue?show=nonsense").text.count('class="name"')


def test_a_flag_that_is_answered_in_its_part_leads_to_the_next_flag() -> None:
    client, _session = opened()
    for number in range(3):
        answer(client, number, act="flag", note="?")

    response = answer(client, 1, act="take:1", show="flagged")
    assert 'id="item"' in response.text
    assert re.search(r'id="item"><span class="code">[^<]*</span> Tiga<', response.text)


def test_a_long_queue_comes_in_pages_and_the_current_one_is_among_them() -> None:
    plan = translation(*[row(f"Kegiatan {n}", 9000 - n, "") for n in range(120)])
    client, _session = opened(plan)

    text = client.get("/?q=77").text
    assert "Kegiatan 77" in text
    assert "Kegiatan 20<" not in text
    assert "2 of 3" in text
    assert "Kegiatan 119" in client.get("/queue?page=2").text
    assert "Kegiatan 119" in client.get("/queue?page=99").text


def test_what_others_decide_is_seen_and_nothing_is_sent_otherwise() -> None:
    log = Memory()
    client, session = opened(log=log)
    known = re.search(r'name="known" value="([^"]+)"', client.get("/").text)[1]

    assert 204 == client.get(f"/changes?known={known}&q=0").status_code
    session.decide(session.queue.questions[1], NO_HOME)
    changed = client.get(f"/changes?known={known}&q=0")
    assert 200 == changed.status_code
    assert 2 == changed.text.count("hx-swap-oob")


def test_a_file_that_somebody_spoiled_is_told_and_the_page_stays(tmp_path: Path) -> None:
    path = tmp_path / "keputusan.jsonl"
    client, _session = opened(log=DecisionLog(path))
    path.write_text('{"colour": "red"}\n')

    for response in (client.get("/question?q=1"), client.get("/changes?known=x"),
                     client.post("/answer", data={"q": "0", "act": "none"})):  # fmt: skip
        assert 200 == response.status_code
        assert "there is no key" in response.text
    path.unlink()
    assert "Dua" in client.get("/question?q=1").text


def test_finishing_says_what_comes_next_and_ends() -> None:
    session = Session(Queue.of(PLAN), Memory(), "Siti")
    ended = []
    page = Page(session, "nomenklatur translate 'x & y'", lambda: ended.append(1))
    client = TestClient(page.app())

    text = client.post("/finish").text
    assert "nomenklatur translate &#39;x &amp; y&#39;" in text
    assert "3 questions" in text
    assert [1] == ended


def test_a_plan_without_anything_open_has_a_page_too() -> None:
    client, _session = opened(translation())

    assert "Nothing has to be decided." in client.get("/").text
    assert 404 == client.get("/split").status_code
    assert 404 == client.post("/split").status_code


def test_only_the_pages_own_files_are_served() -> None:
    client, _session = opened()

    assert "text/javascript" in client.get("/static/htmx.min.js").headers["content-type"]
    for name in ("htmx.LICENSE", "..%2fapp.py", "app.py", "%2e%2e/app.py"):
        assert 404 == client.get(f"/static/{name}").status_code


def test_every_text_of_a_plan_is_escaped() -> None:
    client, session = opened(hostile_translation())
    pages = [client.get("/?show=all").text]
    pages += [client.get(f"/question?q={n}&show=all").text for n in range(len(session.queue))]
    pages.append(answer(client, act="none", note=HOSTILE[1]).text)
    pages.append(client.get("/?show=decided&q=0").text)
    pages.append(client.get("/search?text=%3Cscript%3E&level=all").text)
    pages.append(client.get("/split?q=0&code=%22%3E%3Csvg+onload%3Dalert(1)%3E&share=1").text)
    pages.append(
        client.post("/split", data={"q": "0", "code": HOSTILE[4], "share": HOSTILE[0]}).text
    )

    elements = Elements()
    for text in pages:
        elements.feed(text)
        assert not any(hostile in text for hostile in HOSTILE if "<" in hostile)
    assert {"script", "meta", "form", "button"} <= elements.tags
    assert not {"iframe", "img", "base", "object", "style"} & elements.tags
    assert not {name for name in elements.attributes if name.startswith("on") or name == "style"}
    assert {"static/htmx.min.js", "static/review.js"} == elements.scripts
    assert html.escape(HOSTILE[0]) in "".join(pages)


def test_nothing_on_the_page_is_inline_or_from_elsewhere() -> None:
    client, _session = opened()

    text = client.get("/").text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|https?://", text)
    assert '"allowEval":false' in text


def test_it_speaks_indonesian_to_screen_readers_too() -> None:
    with use_language("id"):
        client, _session = opened()
        text = client.get("/").text

    assert '<html lang="id">' in text
    assert '<html lang="en">' in opened()[0].get("/").text


@pytest.fixture
def served() -> Iterator[tuple[str, str, Session]]:
    """Address, token and session of a page behind all protections."""
    session = Session(Queue.of(PLAN), Memory(), "Siti")
    listener, token = bind(), new_token()
    app = protect(Page(session).app(), listener, token=token, csp=PAGE_CSP)
    with Server(app, listener).in_background() as address:
        yield address, token, session


def test_nobody_without_the_token_sees_or_changes_anything(
    served: tuple[str, str, Session],
) -> None:
    address, token, session = served

    assert 200 == httpx.get(f"{address}{token}/").status_code
    for path in ("", "x/", f"{token[:-1]}/"):
        assert 401 == httpx.get(address + path).status_code
        assert 401 == httpx.post(f"{address}{path}answer", data={"q": "0"}).status_code
    assert [] == session.log.lines


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_no_other_page_can_answer_even_with_the_token(
    served: tuple[str, str, Session], headers: dict[str, str], status: int
) -> None:
    address, token, session = served

    response = httpx.post(
        f"{address}{token}/answer", data={"q": "0", "act": "none"}, headers=headers
    )

    assert status == response.status_code
    assert [] == session.log.lines


def test_the_page_has_a_strict_policy_and_sets_no_cookie(
    served: tuple[str, str, Session],
) -> None:
    address, token, _session = served
    headers = httpx.get(f"{address}{token}/").headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "no-referrer" == headers["referrer-policy"]
    assert "set-cookie" not in headers

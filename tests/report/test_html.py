"""The page as a program reads it: whole, alone, escaped, and adding up."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, evolve, field
from hypothesis import given

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import use_language
from nomenklatur.places import Place
from nomenklatur.plan import Plan
from nomenklatur.report import FindingsReport, RollupReport, format_of, render
from nomenklatur.report.grid import tidy
from nomenklatur.report.html.page import json_text
from nomenklatur.report.html.words import SHARED, TEXTS, Words
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status, Translation
from tests.conftest import FEW, ROOT
from tests.report.semarang import semarang
from tests.report.test_writing import LISTINGS
from tests.report.translations import small_translation, translations

if TYPE_CHECKING:
    from nomenklatur.report import Payload

EMPTY = frozenset({"meta", "link", "input", "br"})
STATUSES = ("mapped", "ambiguous", "unmapped")
FOLDER = ROOT / "nomenklatur" / "report" / "html"


@define
class Element:
    """An element with what lies in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(factory=list)

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """The elements below of a tag, with a class or other attributes."""
        kind = wanted.pop("kind", "")
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            fits = (
                tag in ("", child.tag)
                and (not kind or kind in child.attributes.get("class", "").split())
                and all(child.attributes.get(k) == v for k, v in wanted.items())
            )
            found += [child] if fits else []
            found += child.all(tag, **({"kind": kind} if kind else {}), **wanted)
        return found

    def one(self, tag: str = "", **wanted: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **wanted)
        return found


class Reader(HTMLParser):
    """Reads a page into elements and insists that every one is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(element)
        if tag not in EMPTY:
            self.path.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.path[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")


def read(payload: Payload) -> Element:
    reader = Reader()
    reader.feed(render(payload, "html"))
    reader.close()
    (root,) = reader.path
    return root


def data_of(page: Element, name: str) -> Any:
    return json.loads(page.one("script", id=f"data-{name}").text)


def number(text: str) -> int:
    return int(text.replace(".", ""))


PAYLOADS: dict[str, Payload] = {
    "translation": small_translation(),
    "semarang": semarang(),
    "no items": Translation(Plan(()), (), small_translation().target),
    "rollup new": RollupReport(
        small_translation(), roll_up(small_translation(), level=Level.KEGIATAN), Level.KEGIATAN
    ),
    "rollup old": RollupReport(
        small_translation(),
        roll_up(small_translation(), level=Level.PROGRAM, by="old"),
        Level.PROGRAM,
        "old",
    ),
    "findings": FindingsReport(semarang().all_findings, "renja.txt"),
    "no findings": FindingsReport((), ""),
    "listings": LISTINGS,
}


# -- one file, alone --------------------------------------------------------------------------


def test_the_format_is_chosen_by_the_suffix() -> None:
    for name in ("hasil.html", "HASIL.HTM"):
        chosen = format_of(name)
        assert chosen is not None
        assert chosen.name == "html"


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_policy_names_the_only_style_and_the_only_script(name: str) -> None:
    page = read(PAYLOADS[name])
    meta = page.one("meta", **{"http-equiv": "Content-Security-Policy"})
    policy = dict(part.split(" ", 1) for part in meta.attributes["content"].split("; "))
    scripts = [s for s in page.all("script") if s.attributes.get("type") != "application/json"]
    digest = {
        kind: "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
        for kind, text in (
            ("style-src", page.one("style").text),
            ("script-src", scripts[0].text),
        )
    }

    assert len(scripts) == 1
    assert policy["default-src"] == "'none'"
    assert digest == {kind: policy[kind] for kind in digest}
    assert policy["require-trusted-types-for"] == "'script'"


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_page_loads_nothing_and_styles_nothing_inline(name: str) -> None:
    for element in read(PAYLOADS[name]).all():
        for key, value in element.attributes.items():
            assert key not in {"src", "srcset", "style", "action", "poster", "data"}
            assert not key.startswith("on")
            if key == "href":
                assert value.startswith("#") or value == "data:,"
        assert element.tag not in {"iframe", "object", "embed", "base", "img", "template"}


def test_the_style_and_the_script_name_no_place_in_the_network() -> None:
    for path in (FOLDER / "static").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text
        assert "innerHTML" not in text


def test_equal_translations_give_equal_bytes() -> None:
    assert render(semarang(), "html") == render(semarang(), "html")


# -- accessible -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_page_has_language_title_landmarks_and_a_way_past_the_head(name: str) -> None:
    page = read(PAYLOADS[name])

    assert page.one("html").attributes["lang"] == "id"
    assert page.one("head").one("title").text.strip()
    assert page.one("h1").text.strip()
    assert page.one("main").attributes["id"] == "main"
    assert page.one("a", kind="skip").attributes["href"] == "#main"


@pytest.mark.parametrize("name", PAYLOADS)
def test_ids_are_unique_and_every_reference_has_its_target(name: str) -> None:
    elements = read(PAYLOADS[name]).all()
    ids = Counter(e.attributes["id"] for e in elements if "id" in e.attributes)

    assert {1} == set(ids.values())
    for element in elements:
        for key in ("aria-labelledby", "aria-describedby"):
            if key in element.attributes:
                assert element.attributes[key] in ids
        target = element.attributes.get("href", "")
        assert not target.startswith("#") or target[1:] in ids


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_table_has_headers_with_scope_and_rows_of_one_width(name: str) -> None:
    for table in read(PAYLOADS[name]).all("table"):
        heads = table.one("thead").all("th")
        assert heads
        assert {"col"} == {head.attributes.get("scope") for head in heads}
        width = len(elements_of(table.one("thead").one("tr")))
        for row in table.one("tbody").all("tr"):
            assert width == len(elements_of(row))


def elements_of(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


# -- what it says -----------------------------------------------------------------------------


@FEW
@given(translations())
def test_every_name_is_text_on_the_page_and_in_its_data(translation: Translation) -> None:
    page = read(translation)
    data = data_of(page, "items")
    names = [tidy(outcome.item.name) for outcome in translation]

    assert names == [data["texts"][n] for n in data["name"]]
    shown = [
        th.one(kind="name").text for th in page.one("table", kind="items").all("th", kind="old")
    ]
    assert [name or "(tanpa nama)" for name in names] == shown
    assert tidy(translation.plan.title) == page.one("h1").text


@FEW
@given(translations())
def test_the_data_add_up_to_the_plan_by_status(translation: Translation) -> None:
    data = data_of(read(translation), "items")
    keys = [column.key for column in translation.plan.columns]
    for column, key in enumerate(keys):
        sums: dict[str, int] = defaultdict(int)
        for n, status in enumerate(data["status"]):
            to = data["to"][n]
            amounts = [data["amounts"][column][n]]
            if isinstance(to, list):
                amounts = [money[column] for _, _, money in to]
                assert sum(int(a or 0) for a in amounts) == int(data["amounts"][column][n] or 0)
            sums[STATUSES[status]] += sum(int(a or 0) for a in amounts)
        for status in Status:
            assert int(translation.money(key, status)) == sums[status.value]


@FEW
@given(translations())
def test_the_balance_of_the_page_is_the_plans_and_its_difference_is_nothing(
    translation: Translation,
) -> None:
    page = read(translation)
    rows = page.one("table", kind="balance").one("tbody").all("tr")
    keys = [column.key for column in translation.plan.columns]

    assert len(rows) == len(keys) + 1
    for key, row in zip(keys, rows[1:], strict=True):
        cells = [cell.all("span") for cell in row.all("td")]
        texts = [
            spans[0].text.removesuffix(spans[1].text) if spans else cell.text
            for spans, cell in zip(cells, row.all("td"), strict=True)
        ]
        plan, mapped, ambiguous, unmapped, difference = map(number, texts)
        assert int(translation.plan.total(key)) == plan == mapped + ambiguous + unmapped
        assert difference == 0


@FEW
@given(translations())
def test_the_flow_tables_add_up_to_the_plan(translation: Translation) -> None:
    page = read(translation)
    tables = page.all("table", kind="flowtable")
    keys = [column.key for column in translation.plan.columns]

    assert len(tables) == len(keys)
    for key, table in zip(keys, tables, strict=True):
        parts = [number(row.all("td")[2].text) for row in table.one("tbody").all("tr")]
        total = int(translation.plan.total(key))
        assert total == sum(parts) == number(table.one("tfoot").all("td")[2].text)


def test_entries_and_codes_are_in_tree_order_so_that_positions_sort() -> None:
    data = data_of(read(semarang()), "items")

    assert data["codes"] == sorted(data["codes"])
    assert [code for code, _ in data["entries"]] == sorted(code for code, _ in data["entries"])


def test_what_is_lost_comes_before_what_is_unsure_and_that_before_the_money() -> None:
    page = read(semarang())
    order = [section.attributes["id"] for section in page.one("main").all("section")]
    names = ["answer", "lost", "unsure", "flow", "tree", "balance", "items", "findings", "basis"]

    assert names == order
    lost = page.one("section", id="lost")
    assert "Rp\xa0398.000" in lost.text
    assert "Penyusunan Renstra Skpd" in lost.text
    assert lost.all("li")
    assert "Rapat-rapat Koordinasi" in page.one("section", id="unsure").text


def test_the_page_names_the_catalogs_with_what_they_rest_on() -> None:
    basis = read(semarang()).one("section", id="basis").text

    assert "Permendagri 90/2019 tentang Klasifikasi" in basis
    assert "UU 32/2004" in basis
    assert "44 kegiatan menurut tabel pemetaan" in basis
    assert "Pemetaan nomenklatur: Permendagri 13/2006 ke Permendagri 90/2019" in basis
    assert "Dinas Koperasi dan Usaha Mikro Kota Semarang, 2020" in basis
    assert "permendagri-13-2006--permendagri-90-2019" in basis


def test_findings_are_listed_with_their_places_the_gravest_first() -> None:
    place = Place("renja.xlsx", sheet="Renja", row=7, column="F7")
    findings = (
        Finding(RULES["NK102"], "read as it was meant", place),
        Finding(RULES["NK301"], "does not add up", Place("renja.xlsx", row=3), "look"),
    )
    page = read(FindingsReport(findings, "renja.xlsx"))
    rows = page.one("table", kind="findings").one("tbody").all("tr")

    assert [Severity.ERROR.value, Severity.INFO.value] == [row.attributes["class"] for row in rows]
    assert "Jumlah berbeda dari rinciannya" in rows[0].text
    assert "lembar Renja, baris 7, kolom F7" in rows[1].text


def test_a_plan_whose_money_does_not_balance_says_so_aloud() -> None:
    base = small_translation()
    broken = evolve(base, outcomes=base.outcomes[1:])
    page = read(broken)

    assert "Tidak seimbang" in page.one("section", id="balance").text
    first = page.all("p", kind="equation")[0]
    assert "Selisih 95.562.000" in first.one("span", kind="bad").text


def test_a_plan_without_money_is_told_by_its_items() -> None:
    base = small_translation()
    outcomes = tuple(
        evolve(one, item=evolve(one.item, amounts={}), targets=()) for one in base.outcomes
    )
    plan = evolve(base.plan, items=tuple(one.item for one in outcomes), columns=())
    page = read(evolve(base, plan=plan, outcomes=outcomes))

    assert "1 kegiatan tanpa pagu belum punya tempat." in page.one("p", kind="verdict").text
    assert [] == page.all("svg", kind="flow")


# -- texts in scripts, and words ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "]]>", "\u2028", "\u2029", "&lt;", "<SCRIPT"]
)
def test_no_text_ends_a_script_element_or_a_line(text: str) -> None:
    written = json_text({"name": text})

    assert not set(written) & set("<>&\u2028\u2029")
    assert {"name": text} == json.loads(written)


def test_every_word_that_is_asked_for_is_there_and_every_word_is_asked_for() -> None:
    paths = [FOLDER.with_name("as_html.py"), *FOLDER.rglob("*.*")]
    sources = [
        path.read_text(encoding="utf-8")
        for path in paths
        if path.suffix in {".py", ".js", ".html"} and path.name != "words.py"
    ]
    text = "\n".join(sources)
    asked = set(re.findall(r"""\b(?:t|words|say)\(\s*["']([a-z._]+)["']\s*[,)]""", text))
    known = {key.removeprefix("js.") for key in TEXTS}

    assert set() == asked - known
    built = ("rule.", "status.", "severity.", "nav.", "answer.", "sort.", "basis.", "tile.",
             "lost.", "unsure.", "more.", "flow.")  # fmt: skip
    literal = {key for key in known if f'"{key}"' in text}
    assert set() == {key for key in known - asked - literal if not key.startswith(built)}


def test_the_words_of_the_script_are_the_pages_own() -> None:
    with use_language("id"):
        indonesian = Words().of_script()
    english = Words().of_script()

    assert {*SHARED} <= set(english)
    assert english["status.unmapped"] == TEXTS["status.unmapped"]
    assert ("Belum terpetakan", ".", ",") == (
        indonesian["status.unmapped"], indonesian["thousands"], indonesian["decimals"],
    )  # fmt: skip


def test_a_rule_has_a_title_in_every_language() -> None:
    assert "Unmapped" == Words().rule(RULES["NK201"])
    with use_language("id"):
        assert "Belum terpetakan" == Words().rule(RULES["NK201"])

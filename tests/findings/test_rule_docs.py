"""The pages of the rules are what the rules say."""

from __future__ import annotations

import importlib.util
import tomllib

import pytest

from nomenklatur.findings import RULES
from nomenklatur.findings.selection import Selection


@pytest.fixture(scope="module")
def maker(root):
    spec = importlib.util.spec_from_file_location("maker", root / "tools" / "make_rule_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_its_page_and_no_page_is_old(root, maker):
    written = {
        file.name: file.read_text(encoding="utf-8")
        for file in (root / "docs" / "rules").glob("*.md")
    }

    assert maker.pages() == written, "run python tools/make_rule_docs.py"
    assert {"index.md", *(f"{code}.md" for code in RULES)} == set(written)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_page_explains_the_rule_and_its_configuration_is_valid(maker, rule):
    page = maker.page(rule)

    assert rule.summary in page
    assert rule.explanation in page
    assert rule.example in page
    table = tomllib.loads(page.partition("```toml\n")[2].partition("```")[0])["check"]
    chosen = Selection.parse(ignore=table["ignore"], fatal=table["fatal"])
    assert {rule.code} == chosen.ignore == chosen.fatal
    assert [rule.code] == table["per-file-ignores"]["renja-2020*"]


def test_the_index_links_every_page(maker):
    index = maker.pages()["index.md"]

    for rule in RULES.values():
        assert f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} |" in index

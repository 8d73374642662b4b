"""The page on the service says what the service does."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from nomenklatur.service.app import LIMITS, QUICK, SLOW
from nomenklatur.service.extension import COLUMNS, IDS, asked_properties
from nomenklatur.service.operations import MANY, OPERATIONS
from nomenklatur.service.questions import BATCH, LONGEST, MOST
from nomenklatur.web.limits import SLOWEST
from nomenklatur.web.server import CONNECTIONS, HEAD

if TYPE_CHECKING:
    from pathlib import Path

NEW = "/reconcile/permendagri-90-2019"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "service.md").read_text("utf-8")


def test_the_limits_on_the_page_are_those_of_the_code(page) -> None:
    rows = {
        "a request": f"{LIMITS.body >> 20} MiB",
        "all requests at once": f"{LIMITS.bodies >> 20} MiB",
        "queries in a batch (`batchSize`)": f"{BATCH}",
        "ids, properties of a data extension query": f"{IDS:,} and {COLUMNS}",
        "candidates of a query": f"{MOST}",
        "characters of a name that are compared": f"{LONGEST:,}",
        "rows of a plan in JSON": f"{MANY:,}",
        "sending the head of a request": f"{HEAD:g} s",
        "sending the body of a request": f"{LIMITS.reading:g} s, and 1 s more for every "
        f"{SLOWEST >> 10} KiB",
        "an answer": f"{LIMITS.answering:g} s",
        "connections": f"{CONNECTIONS}",
        "questions, plans worked on at once": f"{QUICK[0]} and {SLOW[0]}, with {QUICK[1]} and "
        f"{SLOW[1]} waiting",
    }

    table = page.partition("## Limits")[2].partition("## ")[0]
    told = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("|")][2:]
    assert rows == {what.strip(): much.strip() for what, much in told}


def test_the_page_lists_the_properties_of_queries(page) -> None:
    listed = re.findall(r"^   \| `(\w+)` \|", page, re.MULTILINE)

    assert sorted(one.id for one in asked_properties()) == sorted(listed)


def test_the_page_lists_the_operations_and_their_options(page) -> None:
    for one in OPERATIONS:
        assert f"`{one.method} {one.path}" in page or one.path == "/openapi.json"
        if one.id == "translate":
            for parameter in one.parameters:
                assert f"`{parameter.name}`" in page


def test_the_examples_on_the_page_are_answered(page, client) -> None:
    examples = [json.loads(text) for text in re.findall(r"'(?:queries=)?(\{.*\})'", page)]
    old, new, rows = examples

    found = client.post(NEW, data={"queries": json.dumps(old)}).json()
    assert found["q0"]["result"][0]["match"] is True
    found = client.post(f"{NEW}/reconcile", json=new).json()
    assert found["results"][0]["candidates"][0]["match"] is True
    found = client.post("/translate?bidang=2.17", json=rows).json()
    assert "2.17.01.2.03.10" == found["items"][0]["targets"][0]["code"]

"""The JSON of a translation: the keys and the kinds of values that other tools rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator, ValidationError

from nomenklatur.report import render
from nomenklatur.schema import load_schema

if TYPE_CHECKING:
    from nomenklatur.translation import Translation

VALIDATOR = Draft202012Validator(load_schema())


def document(translation: Translation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(translation, "json"))
    return found


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(load_schema())


def test_the_keys_are_those_of_the_contract_in_its_order(small: Translation) -> None:
    found = document(small)

    assert [
        "format", "plan", "from", "to", "summary", "totals", "account", "items", "rollup",
        "findings", "crosswalks",
    ] == list(found)  # fmt: skip
    assert ["title", "office", "bidang", "year", "source"] == list(found["plan"])
    assert ["items", "mapped", "ambiguous", "unmapped"] == list(found["summary"])
    assert ["plan", "mapped", "ambiguous", "unmapped"] == list(found["totals"]["2021"])
    contract = [
        "code", "name", "program", "status", "method", "relation", "score", "amounts", "targets",
        "candidates", "findings", "place",
    ]  # fmt: skip
    for item in found["items"]:
        assert contract == list(item)[: len(contract)]
        assert {"recognised", "note"} >= set(list(item)[len(contract) :])
    assert ["code", "generic", "name", "share", "amounts"] == list(found["items"][0]["targets"][0])
    assert ["code", "name", "score", "evidence"] == list(found["items"][2]["candidates"][0])
    assert ["code", "level", "name", "amounts", "items"] == list(found["rollup"][0])
    assert {"rule", "severity", "message", "place"} <= set(found["findings"][0])


def test_the_values_are_of_the_kinds_of_the_contract(small: Translation) -> None:
    plain, unsure, lost, split = document(small)["items"]

    assert ("0.00.01.002", "crosswalk", "exact", 1.0) == (
        plain["code"], plain["method"], plain["relation"], plain["score"],
    )  # fmt: skip
    assert ("2.17.01.2.03.02", "X.XX.01.2.03.02", "1") == (
        plain["targets"][0]["code"], plain["targets"][0]["generic"], plain["targets"][0]["share"],
    )  # fmt: skip
    assert {"2021": 95562000, "2022": 9} == plain["amounts"] == plain["targets"][0]["amounts"]
    assert {"file": "renja.txt", "table": "4.1", "row": 1050} == plain["place"]
    assert ["NK203"] == unsure["findings"]
    assert ["the names share: renstra", "against: the programs differ"] == (
        lost["candidates"][0]["evidence"]
    )
    assert (None, None) == (lost["method"], lost["score"])
    assert ["1/3", "2/3"] == [target["share"] for target in split["targets"]]
    assert [None, None] == [target["generic"] for target in split["targets"]]


def test_what_is_not_known_is_null(small: Translation) -> None:
    found = document(evolve(small, source=None, bidang=None, plan=evolve(small.plan, bidang=None)))

    VALIDATOR.validate(found)
    assert (None, None) == (found["from"], found["plan"]["bidang"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d.update(format="nomenklatur/translation/2"),
        lambda d: d["items"][0].pop("status"),
        lambda d: d["items"][0].update(status="lost"),
        lambda d: d["items"][0]["amounts"].update({"2021": 1.5}),
        lambda d: d["items"][0]["amounts"].update({"2021": "1"}),
        lambda d: d["items"][0].update(targets=[]),
        lambda d: d["items"][1].update(targets=d["items"][0]["targets"]),
        lambda d: d["items"][0]["targets"][0].update(share=1),
        lambda d: d["items"][0].update(score=2),
        lambda d: d["items"][0]["place"].update(row=0),
        lambda d: d["rollup"][0].update(level="programme"),
        lambda d: d["findings"][0].update(rule="301"),
    ],
)
def test_the_schema_takes_no_damaged_document(small: Translation, damage: Any) -> None:
    found = document(small)
    VALIDATOR.validate(found)
    damage(found)

    with pytest.raises(ValidationError):
        VALIDATOR.validate(found)

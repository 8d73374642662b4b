from __future__ import annotations

import json
from fractions import Fraction

import pytest

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import parse_decisions, read_decisions
from nomenklatur.errors import BadRowsError, ReadError
from tests.translate.small import new, old

LINE = {
    "code": "0.00.06.029",
    "name": "Penyusunan Renstra SKPD",
    "relation": "broad",
    "targets": [{"code": "X.XX.01.2.01.01"}],
    "author": "Siti",
    "date": "2020-08-14",
    "catalog": "permendagri-90-2019",
    "note": "bersama Renja",
}


def test_a_line_is_a_decision_found_by_code_and_name_in_any_case():
    decisions = parse_decisions([json.dumps(LINE)])

    decision = decisions.get(old("0.00.06.029"), "PENYUSUNAN RENSTRA  SKPD")

    assert decision.relation is Relation.BROAD
    assert [target.code for target in decision.targets] == [new("X.XX.01.2.01.01")]
    assert (decision.author, decision.note, decision.place.row) == ("Siti", "bersama Renja", 1)


def test_a_decision_without_a_code_holds_for_every_code_of_that_name():
    line = {key: value for key, value in LINE.items() if key != "code"}

    decisions = parse_decisions([json.dumps(line)])

    assert decisions.get(old("0.00.06.099"), "Penyusunan Renstra SKPD") is not None


def test_the_last_line_on_an_activity_holds():
    decisions = parse_decisions([json.dumps(LINE), json.dumps(LINE | {"note": "sendiri"})])

    assert [decision.note for decision in decisions] == ["sendiri"]


def test_a_withdrawn_decision_no_longer_holds():
    decisions = parse_decisions([json.dumps(LINE), json.dumps(LINE | {"withdrawn": True})])

    assert len(decisions) == 0
    assert decisions.get(old("0.00.06.029"), "Penyusunan Renstra SKPD") is None


def test_shares_are_fractions_that_add_up():
    targets = [
        {"code": "X.XX.01.2.01.01", "share": "1/3"},
        {"code": "X.XX.01.2.01.02", "share": "2/3"},
    ]

    decision = next(iter(parse_decisions([json.dumps(LINE | {"targets": targets})])))

    assert [target.share for target in decision.targets] == [Fraction(1, 3), Fraction(2, 3)]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"relation": "sama"}, "sama"),
        ({"targets": [{"code": "bukan kode"}]}, "bukan kode"),
        ({"targets": [{"code": "X.XX.01.2.01.01"}, {"code": "X.XX.01.2.01.02"}]}, "add up to 1"),
        ({"relation": "none"}, "relation none"),
        ({"targets": 3}, "not a decision"),
    ],
)
def test_wrong_lines_are_all_named_with_their_rows(changed, message):
    lines = ["", json.dumps(LINE | changed), json.dumps(LINE), "bukan JSON", json.dumps({})]

    with pytest.raises(BadRowsError, match=message) as caught:
        parse_decisions(lines, file="keputusan.jsonl")

    assert [error.place.row for error in caught.value.errors] == [2, 4, 5]


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="cannot read decisions"):
        read_decisions(tmp_path / "tidak-ada.jsonl")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "keputusan.jsonl"
    path.write_text("\ufeff" + json.dumps(LINE) + "\n", "utf-8")

    assert len(read_decisions(path)) == 1


def test_names_in_other_letters_are_told_apart():
    decisions = parse_decisions(
        [json.dumps({"name": name, "relation": "none"}) for name in ("計画", "会議", "—")]
    )

    assert 3 == len(decisions)
    assert decisions.get(None, " 会議 ") is not None

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.errors import ConfigError
from nomenklatur.findings import RULES, Finding
from nomenklatur.findings.baseline import Baseline, fingerprint, read_baseline, write_baseline
from nomenklatur.places import Place

PLACE = Place("renja.txt", table="4.1", row=1073)
LOST = Finding(RULES["NK201"], "0.00.06.029 Renstra has no place (2021 Rp 398.000)", PLACE)
SUM = Finding(RULES["NK301"], "declares 269.470.000 for 285.600.000", PLACE.at(row=1065))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the cells of rows 1052 to 1079 stand beside", "the cells of rows 1 to 28 stand beside"),
        ("row 624 is the rest of row 622: 'a'", "row 700 is the rest of row 698: 'a'"),
        ("likewise 6 more (02, …), rows 436 to 487", "likewise 6 more (02, …), rows 1 to 52"),
        ("'a' stands twice, first in row 635", "'a' stands twice, first in row 2"),
        ("a is taken for b (92% alike)", "a is taken for b (93% alike)"),
        ("two  blanks", "two blanks"),
    ],
)
def test_what_moves_is_no_part_of_the_fingerprint(one, other):
    first, second = (Finding(RULES["NK404"], text) for text in (one, other))

    assert fingerprint(first) == fingerprint(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.00.06.029 has no place", "0.00.06.030 has no place"),
        ("has no place (2021 Rp 398.000)", "has no place (2021 Rp 398.000.000)"),
        ("423.000 of 500.000 is 84,60 %", "423.000 of 500.000 is 39,05 %"),
    ],
)
def test_what_was_found_is_part_of_the_fingerprint(one, other):
    first, second = (Finding(RULES["NK201"], text) for text in (one, other))

    assert fingerprint(first) != fingerprint(second)


def test_the_rule_and_the_table_are_part_of_it_and_row_suggestion_and_severity_are_not():
    known = fingerprint(LOST)

    assert known == fingerprint(evolve(LOST, place=PLACE.at(row=1, column="F"), suggestion="x"))
    assert known != fingerprint(evolve(LOST, rule=RULES["NK202"]))
    assert known != fingerprint(evolve(LOST, place=Place("renja.txt", table="2.2")))
    assert known != fingerprint(evolve(LOST, place=Place("renja.txt", sheet="4.1")))


def test_findings_are_parted_into_new_and_accepted_ones():
    baseline = Baseline().accepting([LOST], "renja.txt")
    moved = evolve(LOST, place=PLACE.at(row=2))

    parts = baseline.split([SUM, moved], "renja.txt")

    assert ((SUM,), (moved,), 0) == (parts.new, parts.accepted, parts.gone)


def test_of_alike_findings_as_many_are_accepted_as_there_were():
    baseline = Baseline().accepting([LOST, LOST], "renja.txt")

    assert (1, 2, 0) == counts(baseline.split([LOST] * 3, "renja.txt"))
    assert (0, 1, 1) == counts(baseline.split([LOST], "renja.txt"))


def counts(parts):
    return len(parts.new), len(parts.accepted), parts.gone


def test_what_is_accepted_in_one_file_is_not_in_another():
    baseline = Baseline().accepting([LOST], "renja.txt")

    assert (1, 0, 0) == counts(baseline.split([LOST], "other.txt"))


def test_each_table_of_a_file_is_accepted_on_its_own_and_holds_for_the_file():
    baseline = Baseline().accepting([LOST], "renja.txt", "4.1").accepting([SUM], "renja.txt", "2.2")

    assert (0, 2, 0) == counts(baseline.split([LOST, SUM], "renja.txt"))
    forgotten = baseline.accepting([], "renja.txt", "4.1")
    assert (1, 1, 0) == counts(forgotten.split([LOST, SUM], "renja.txt"))


def test_paths_begin_at_the_folder_of_the_baseline(tmp_path, monkeypatch):
    (tmp_path / "opd").mkdir()
    (tmp_path / "opd" / "renja.txt").touch()
    (tmp_path / "b").mkdir()
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "b" / "baseline.json"
    write_baseline(Baseline(folder=file.parent).accepting([LOST], "opd/renja.txt"), file)

    assert ["../opd/renja.txt"] == [c["file"] for c in json.loads(file.read_text())["checks"]]
    monkeypatch.chdir(tmp_path / "opd")
    assert (0, 1, 0) == counts(read_baseline("../b/baseline.json").split([LOST], "renja.txt"))
    absolute = str(tmp_path / "opd" / "renja.txt")
    assert (0, 1, 0) == counts(read_baseline(file).split([LOST], absolute))


messages = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from(list(RULES.values())),
        messages,
        st.builds(Place, st.just("a"), table=st.sampled_from([None, "4.1"]), row=st.integers(1, 9)),
    ),
    max_size=8,
)


@given(findings, findings)
def test_a_baseline_accepts_what_it_was_written_for_and_nothing_else(
    tmp_path_factory, accepted, others
):
    file = tmp_path_factory.mktemp("baseline") / "b.json"
    write_baseline(Baseline(folder=file.parent).accepting(accepted, "a"), file)
    baseline = read_baseline(file)

    assert (0, len(accepted), 0) == counts(baseline.split(accepted, "a"))
    known = [fingerprint(finding) for finding in accepted]
    for finding in baseline.split(others, "a").accepted:
        known.remove(fingerprint(finding))


def test_the_file_does_not_depend_on_the_order_of_the_findings(tmp_path):
    baseline = Baseline(folder=tmp_path)

    assert baseline.accepting([LOST, SUM], "a").as_text() == (
        baseline.accepting([SUM, LOST], "a").as_text()
    )


def test_the_file_says_in_words_what_was_accepted(tmp_path):
    file = tmp_path / "b.json"
    write_baseline(Baseline(folder=tmp_path).accepting([LOST, LOST], "a", "4.1"), file)

    assert {
        "format": "nomenklatur/baseline/1",
        "checks": [
            {
                "file": "a",
                "table": "4.1",
                "findings": [
                    {
                        "rule": "NK201",
                        "fingerprint": fingerprint(LOST),
                        "count": 2,
                        "message": LOST.message,
                    }
                ],
            }
        ],
    } == json.loads(file.read_text())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the baseline is damaged"),
        ("[]", "its format is not 'nomenklatur/baseline/1'"),
        ('{"format": "nomenklatur/findings/1"}', "its format is not"),
        ('{"format": "nomenklatur/baseline/1"}', "the baseline is damaged: no 'checks'"),
        ('{"format": "nomenklatur/baseline/1", "checks": [1]}', "the baseline is damaged"),
        ('{"format": "nomenklatur/baseline/1", "checks": [{"file": "a", "findings": [{}]}]}',
         "no 'fingerprint'"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_an_error_with_its_path(tmp_path, text, message):
    file = tmp_path / "b.json"
    file.write_text(text)

    with pytest.raises(ConfigError) as caught:
        read_baseline(file)

    assert message in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_baseline_that_is_not_there_is_an_error_that_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="--write-baseline makes one"):
        read_baseline(tmp_path / "b.json")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path)

from __future__ import annotations

import pytest

from nomenklatur.errors import ConfigError
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.findings.selection import PerFile, Selection, is_failure, rules_named
from nomenklatur.places import Place


def finding(code, file="renja.txt"):
    return Finding(RULES[code], "x", Place(file))


def codes(findings):
    return [one.rule.code for one in findings]


FOUND = tuple(finding(code) for code in ("NK101", "NK201", "NK301", "NK304"))


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], ["NK101", "NK201", "NK301", "NK304"]),
        (["NK3"], [], ["NK301", "NK304"]),
        (["nk3", "unmapped"], ["NK304"], ["NK201", "NK301"]),
        (["NK101,NK201 NK301"], ["NK1"], ["NK201", "NK301"]),
        ([], ["NK"], []),
    ],
)
def test_rules_are_selected_by_code_name_or_the_start_of_codes(select, ignore, expected):
    assert expected == codes(Selection.parse(select=select, ignore=ignore).apply(FOUND))


def test_selecting_nothing_that_is_left_is_not_selecting_all():
    chosen = Selection.parse(select=["NK304"], ignore=["NK304"])

    assert () == chosen.apply(FOUND)


def test_a_word_that_names_no_rule_is_an_error_that_suggests_one():
    with pytest.raises(ConfigError, match=r"'unmaped' selects no rule \(did you mean unmapped\?\)"):
        rules_named(["unmaped"])
    with pytest.raises(ConfigError, match="nomenklatur explain lists the rules"):
        rules_named(["xyz"])


@pytest.mark.parametrize(
    ("pattern", "file", "expected"),
    [
        ("renja-2020*", "renja-2020.csv", True),
        ("renja-2020*", "opd/renja-2020.csv", True),
        ("renja-2020*", "renja-2021.csv", False),
        ("lama/*", "lama/a.csv", True),
        ("lama/*", "./lama/a.csv", True),
        ("lama/*", "lama/dinas/a.csv", True),
        ("lama/*", "a.csv", False),
        ("./lama/a.csv", "lama/a.csv", True),
        ("lama\\*", "lama/a.csv", True),
        ("*", "-", True),
    ],
)
def test_a_pattern_is_of_names_or_of_paths(tmp_path, monkeypatch, pattern, file, expected):
    monkeypatch.chdir(tmp_path)

    assert expected is PerFile(pattern, frozenset()).matches(file)
    if "/" in pattern or "\\" in pattern:
        assert expected is PerFile(pattern, frozenset()).matches(str(tmp_path / file))


def test_rules_are_ignored_in_some_files_only():
    found = (*FOUND, finding("NK301", "lama.csv"), Finding(RULES["NK301"], "x"))
    chosen = Selection.parse(per_file=["lama*:NK3", "renja*:NK1,NK2"])

    assert ["NK301", "NK304", "NK301"] == codes(chosen.apply(found, "baru.csv"))
    assert ["NK301", "NK304"] == codes(chosen.apply(found, "lama.csv"))


@pytest.mark.parametrize("text", ["NK3", "renja*", ":NK3", "renja*:", " : "])
def test_rules_per_file_say_which_and_where(text):
    with pytest.raises(ConfigError, match="write PATTERN:RULES"):
        PerFile.parse(text)


def test_a_drive_letter_is_part_of_the_pattern():
    assert "C:/rencana/*.csv" == PerFile.parse("C:/rencana/*.csv:NK3").pattern


def test_a_fatal_rule_makes_errors_of_its_findings():
    (found,) = Selection.parse(select=["NK304"], fatal=["not-whole-rupiah"]).apply(FOUND)

    assert Severity.ERROR is found.severity
    assert Severity.WARNING is RULES["NK304"].severity


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(Severity.ERROR, False), (Severity.WARNING, True), (Severity.INFO, True), (None, False)],
)
def test_a_check_fails_from_a_severity_on(limit, expected):
    assert expected is is_failure([finding("NK304")], limit)

"""A decisions file is read by whomever it was written, joined, or cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.decisions import Decisions, parse_decisions, read_decisions
from nomenklatur.decisions.lines import write_line
from nomenklatur.decisions.reading import decisions_of, ends_early
from nomenklatur.errors import BadRowsError, ReadError
from tests.decisions.strategies import decided, decisions

ONE, TWO = decided("Rapat"), decided("Renstra")
TEXT = f"{write_line(ONE)}\n{write_line(TWO)}\n"


def rules(read: Decisions) -> list[tuple[str, int]]:
    return [(finding.rule.code, finding.place.row) for finding in read.findings]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.rstrip("\n").encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\n\n  \n").encode(),
        f"\ufeff{write_line(ONE)}\n\ufeff{write_line(TWO)}\n".encode(),
    ],
    ids=["plain", "no newline", "mark", "windows", "old mac", "blank lines", "marks of two files"],
)
def test_what_editors_and_systems_do_to_a_file_is_nothing(data):
    read = decisions_of(data)

    assert (ONE, TWO) == read.lines
    assert () == read.findings


@given(st.lists(decisions(), min_size=1, max_size=2))
def test_every_beginning_of_a_file_reads_and_has_all_whole_lines(lines):
    text = "".join(f"{write_line(line)}\n" for line in lines).encode()
    ends = [end + 1 for end, byte in enumerate(text) if byte == 0x0A]

    for cut in range(len(text) + 1):
        read = decisions_of(text[:cut])
        whole = sum(end <= cut + 1 for end in ends)  # the newline itself may be missing
        assert tuple(lines[:whole]) == read.lines
        torn = cut not in {0, *ends, *(end - 1 for end in ends)}
        assert ["NK226"] * torn == [finding.rule.code for finding in read.findings]


def test_a_torn_line_in_the_middle_is_a_finding_and_the_others_are_read():
    text = f"{write_line(ONE)}\n{write_line(TWO)[:40]}\n{write_line(TWO)}\n"

    read = decisions_of(text.encode(), file="k.jsonl")

    assert (ONE, TWO) == read.lines
    assert [("NK226", 2)] == rules(read)
    assert '{"author": "Siti"' in read.findings[0].message


def test_zero_bytes_that_a_lost_power_supply_leaves_are_a_torn_line():
    read = decisions_of(TEXT.encode() + b"\0" * 100)

    assert (ONE, TWO) == read.lines
    assert [("NK226", 3)] == rules(read)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> budi", "||||||| 1a2b"])
def test_conflict_markers_of_git_are_one_clear_error(marker):
    with pytest.raises(ReadError, match="not merged by git") as caught:
        decisions_of(f"{write_line(ONE)}\n{marker}\n".encode(), file="k.jsonl")

    assert 2 == caught.value.place.row
    assert "keep the lines of both" in caught.value.remedy


def test_a_file_in_another_encoding_is_an_error_with_its_line():
    with pytest.raises(ReadError, match="not UTF-8") as caught:
        decisions_of(f"{write_line(ONE)}\n".encode() + "\xe9{}\n".encode("latin-1") + b"x\n")

    assert 2 == caught.value.place.row


def test_wrong_lines_are_named_together():
    lines = [write_line(ONE), "[]", '{"name": 5}', write_line(TWO), "bukan"]

    with pytest.raises(BadRowsError, match=r"3 lines of k\.jsonl are no decisions") as caught:
        parse_decisions(lines, file="k.jsonl")

    assert [2, 3, 5] == [error.place.row for error in caught.value.errors]


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="cannot read decisions"):
        read_decisions(tmp_path / "tidak-ada.jsonl")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", True),
        ('{"a": "}"', True),
        ('{"a": "\\"}', True),
        ('{"a": [1, 2}', True),
        ('{"a": 1}', False),
        ('{"a": "\\""}', False),
        ("x", False),
        ("", True),
    ],
)
def test_a_line_that_ends_early_is_told_from_a_wrong_one(line, expected):
    assert expected == ends_early(line)

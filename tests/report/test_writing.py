from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from nomenklatur.errors import ConfigError
from nomenklatur.findings import RULES, Finding
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.report import (
    Column,
    FindingsReport,
    Listing,
    Listings,
    format_of,
    render,
    require_format,
    write,
)
from nomenklatur.report.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.translation import Translation

LISTINGS = Listings(
    "things",
    (
        Listing(
            "first",
            (Column("code"), Column("sure", right=True), Column("for")),
            (
                {
                    "code": "1.10",
                    "sure": 0.5,
                    "for": ("a", "b"),
                    "money": Rupiah(7),
                    "more": {"x": 1},
                },
            ),
            "The first",
        ),
        Listing("second", (Column("code"), Column("name")), ({"code": "2", "name": "|"},)),
    ),
    {"query": "q"},
    "Things",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", "csv"), ("a.JSON", "json"), ("a.md", "markdown"), ("a.txt", "table")],
)
def test_the_suffix_of_a_file_chooses_the_format(
    small: Translation, tmp_path: Path, name: str, expected: str
) -> None:
    write(small, tmp_path / name)

    chosen = format_of(name)
    assert chosen is not None
    assert expected == chosen.name
    assert render(small, expected) == (tmp_path / name).read_text(encoding="utf-8")


def test_a_format_that_is_named_beats_the_suffix(small: Translation, tmp_path: Path) -> None:
    write(small, tmp_path / "a.csv", format="json")

    assert "nomenklatur/translation/1" == json.loads((tmp_path / "a.csv").read_bytes())["format"]


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(
    small: Translation, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=r"names no format .*\.csv"):
        write(small, tmp_path / "hasil.pdf")
    assert [] == list(tmp_path.iterdir())


def test_an_unknown_format_is_an_error_that_suggests_one() -> None:
    with pytest.raises(ConfigError, match="did you mean json"):
        require_format("jsn")


def test_a_failure_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("before")

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(file, b"after")

    assert "before" == file.read_text()
    assert [file] == list(tmp_path.iterdir())


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("")
    old.chmod(0o640)
    before = os.umask(0o022)
    try:
        write_whole(old, b"x")
        write_whole(new, b"x")
    finally:
        os.umask(before)

    assert 0o640 == stat.S_IMODE(old.stat().st_mode)
    assert 0o644 == stat.S_IMODE(new.stat().st_mode)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    write_whole(tmp_path / "link", b"x")

    assert (tmp_path / "link").is_symlink()
    assert b"x" == (tmp_path / "real").read_bytes()


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_whole("/dev/null", b"x")

    assert not stat.S_ISREG(os.stat("/dev/null").st_mode)  # noqa: PTH116 - a device


def test_the_records_of_a_listing_are_whole_in_json() -> None:
    assert {
        "format": "nomenklatur/things/1",
        "query": "q",
        "first": [{"code": "1.10", "sure": 0.5, "for": ["a", "b"], "money": 7, "more": {"x": 1}}],
        "second": [{"code": "2", "name": "|"}],
    } == json.loads(render(LISTINGS, "json"))


def test_several_lists_make_one_csv_whose_first_column_tells_them_apart() -> None:
    assert [
        '"list","code","sure","for","name"',
        '"first","1.10",0.5,"a|b",""',
        '"second","2","","","|"',
    ] == render(LISTINGS, "csv").splitlines()


def test_listings_read_well_on_a_terminal_and_in_markdown() -> None:
    table = render(LISTINGS, "table")
    assert "1.10  50 %  a, b" in table
    assert table.startswith("Things\n\nThe first\n")
    assert "| 2 | \\| |" in render(LISTINGS, "markdown")


def test_an_empty_listing_says_that_there_is_nothing() -> None:
    empty = Listings("things", (Listing("first", (Column("code"),), ()),))

    assert "(nothing)\n" == render(empty, "table")
    assert "| code |\n| :--- |\n" == render(empty, "markdown")


def test_a_column_without_anything_is_shown_to_machines_only() -> None:
    columns = (Column("code"), Column("note"))
    listing = Listings("things", (Listing("first", columns, ({"code": "1.10", "note": ""},)),))

    assert ["code", "----", "1.10"] == render(listing, "table").splitlines()
    assert '"code","note"' == render(listing, "csv").splitlines()[0]


def test_a_finding_is_one_line_with_file_row_table_rule_and_message() -> None:
    findings = (
        Finding(RULES["NK301"], "269 is not\n285", Place("renja.txt", table="4.1", row=1056)),
        Finding(RULES["NK304"], "sen", Place("a.xlsx", sheet="Renja", row=3, column="F3"), "look"),
    )

    assert [
        "renja.txt:1056: table 4.1: error NK301 total-differs: 269 is not 285",
        "a.xlsx:3: sheet Renja: column F3: warning NK304 not-whole-rupiah: sen (look)",
    ] == render(FindingsReport(findings), "text").splitlines()


def test_the_line_format_is_for_findings_only(small: Translation) -> None:
    with pytest.raises(ConfigError, match="for findings"):
        render(small, "text")


def test_findings_in_csv_and_json_carry_their_places() -> None:
    finding = Finding(RULES["NK301"], "m", Place("r.txt", table="4.1", row=7), "s")
    report = FindingsReport((finding,), "r.txt")

    assert (
        '"error","NK301","total-differs","m","s","r.txt","","4.1",7,""'
        == (render(report, "csv").splitlines()[1])
    )
    document = json.loads(render(report, "json"))
    assert {"error": 1, "warning": 0, "info": 0} == document["summary"]
    assert {"file": "r.txt", "table": "4.1", "row": 7} == document["findings"][0]["place"]


def test_a_file_that_cannot_be_written_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    asked = tmp_path / "no" / "such" / "x.csv"
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(asked, b"")
    assert str(asked) == caught.value.filename

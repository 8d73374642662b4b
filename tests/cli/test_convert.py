"""Mappings from one form to another."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

SEMARANG = "permendagri-13-2006--permendagri-90-2019"


def test_a_mapping_goes_through_every_form_and_comes_back(run: Callable[..., Result]) -> None:
    names = [SEMARANG, "a.sssom.tsv", "b.jsonl", "c", "d.sssom.tsv"]

    for source, target in itertools.pairwise(names):
        assert 0 == run("crosswalk", "convert", source, "-o", target).exit_code

    assert Path("a.sssom.tsv").read_bytes() == Path("d.sssom.tsv").read_bytes()
    embedded, own = Store().open_crosswalk(SEMARANG), Store().open_crosswalk("c")
    assert (embedded.info, embedded.mappings) == (own.info, own.mappings)


@pytest.mark.parametrize(
    ("form", "begins"),
    [("sssom", "#curie_map:"), ("jsonl", '{"format"'), ("csv", "authority,"), (None, "#curie_map")],
)
def test_standard_output_has_the_form_that_is_asked_for(
    run: Callable[..., Result], form: str | None, begins: str
) -> None:
    arguments = ["crosswalk", "convert", SEMARANG, *(["-f", form] if form else [])]

    assert run(*arguments).stdout.startswith(begins)


def test_a_folder_needs_a_place_and_a_suffix_a_form(run: Callable[..., Result]) -> None:
    folder = run("crosswalk", "convert", SEMARANG, "-f", "folder")
    pdf = run("crosswalk", "convert", SEMARANG, "-o", "a.pdf")

    assert (2, 2) == (folder.exit_code, pdf.exit_code)
    assert "a folder needs --output" in folder.stderr
    assert "the suffix names no format" in pdf.stderr


def test_what_a_crosswalk_has_no_place_for_is_said(run: Callable[..., Result]) -> None:
    run("crosswalk", "convert", SEMARANG, "-o", "a.sssom.tsv")
    file = Path("a.sssom.tsv")
    head, _, rows = file.read_text(encoding="utf-8").partition("subject_id\t")
    new = "permendagri_90_2019:2.17.07.2.01.01"
    file.write_text(
        f"{head}subject_id\t{rows}sssom:NoTermFound\t\t\tskos:exactMatch\t{new}\n", encoding="utf-8"
    )

    result = run("crosswalk", "convert", file, "-f", "jsonl")

    assert "a.sssom.tsv: left out 1 row that says what came from nowhere" in result.stderr
    assert 47 == len(result.stdout.splitlines())


def test_translate_trusts_a_mapping_in_sssom(run: Callable[..., Result], renja: Path) -> None:
    run("crosswalk", "convert", SEMARANG, "-o", "a.sssom.tsv")

    result = run("translate", renja, "--no-fuzzy", "--crosswalk", "a.sssom.tsv", "-f", "jsonl")

    assert 44 == result.stdout.count('"status": "mapped", "method": "crosswalk"')

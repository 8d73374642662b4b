"""`nomenklatur review --terminal`, with keys from a pipe and from a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import DecisionLog
from nomenklatur.report.wording import probability
from nomenklatur.review import Queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from nomenklatur.decisions import Decision

    Review = Callable[..., Result]

FILE = "keputusan.jsonl"
LIMIT = 30.0
OTHER = "X.XX.01.2.01.01"
"""A target that is not among the first question's candidates."""


@pytest.fixture
def review(run: Callable[..., Result], renja: Path) -> Review:
    """Reviews the Semarang plan without its crosswalk; keys are lines."""

    def call(*keys: str, options: tuple[str, ...] = ()) -> Result:
        return run(
            "review", renja, "--no-crosswalk", "--terminal", "--decisions", FILE, "--author",
            "Siti", *options, keys="\n".join((*keys, "")),
        )  # fmt: skip

    return call


def decided() -> tuple[Decision, ...]:
    return DecisionLog(Path(FILE)).read().in_force()


def test_it_says_where_decisions_go_and_in_whose_name(review: Review, semarang: Queue) -> None:
    result = review("q")

    assert 0 == result.exit_code
    said = f"Decisions go to {FILE} (a new file), in the name of Siti (--author)."
    assert said in result.stderr
    assert f"{len(semarang)} questions left" in result.stderr


def test_the_most_expensive_comes_first_with_all_that_one_needs(
    review: Review, semarang: Queue
) -> None:
    result = review("q")

    first = semarang.questions[0]
    item, best = first.lead.item, first.candidates[0]
    for text in (
        f"1 of {len(semarang)}",
        f"{first.code} {first.name}",
        f"table 4.1, row {item.place.row}",
        f"indikator    {item.indicators[0].text[:40]}",
        f"[1] {probability(best.score):>5} {str(best.entry.code).replace('X.XX', '2.17')}",
        "+ ",
        " > ",
    ):
        assert text in result.stdout, text


def test_every_line_fits_eighty_columns(review: Review) -> None:
    result = review("b", "1", "f", "?", "/", "usaha", "1", "s", "p", "9", "?", "q")

    assert 80 >= max(map(len, result.stdout.splitlines()))


def test_a_number_takes_the_candidate(review: Review, semarang: Queue) -> None:
    result = review("1", "q")

    (decision,) = decided()
    assert Relation.EXACT is decision.relation
    assert semarang.questions[0].candidates[0].entry.code == decision.targets[0].code
    assert "Decided in this session: 1 question, 1 row" in result.stderr


def test_b_absorbs_by_the_next_target_or_by_what_is_not_known(review: Review) -> None:
    review("b", "1", "b", "0", "q")

    first, second = decided()
    assert (Relation.BROAD, 1) == (first.relation, len(first.targets))
    assert (Relation.BROAD, ()) == (second.relation, second.targets)


def test_zero_is_no_answer_without_b(review: Review) -> None:
    result = review("0", "q")

    assert () == decided()
    assert "Not taken: there is no candidate 0" in result.stdout


def test_n_u_and_t_record_and_take_back(review: Review) -> None:
    review("n", "u", "1", "q")
    assert [Relation.EXACT] == [one.relation for one in decided()]

    review("k", "t", "q")  # back from the second question to the first
    assert () == decided()


def test_f_asks_for_the_doubt_and_c_for_a_note(review: Review) -> None:
    review("f", "tanya Bappeda", "c", "lihat RPJMD", "1", "q")

    (mark,) = DecisionLog(Path(FILE)).read().marks()
    assert "tanya Bappeda" == mark.note
    assert ["lihat RPJMD"] == [one.note for one in decided()]


def test_the_whole_catalog_is_searched_with_slips_and_filters(review: Review) -> None:
    result = review("/", "kordinasi pemangku bidang:2.17", "1", "/", "usaha level:program", "", "q")

    assert ["2.17.07.2.01.05"] == [str(one.targets[0].code) for one in decided()]
    assert "PROGRAM PELAYANAN IZIN USAHA SIMPAN PINJAM" in result.stdout


def test_a_program_is_no_target(review: Review) -> None:
    result = review("/", "izin usaha level:program", "1", "q")

    assert () == decided()
    assert "is a whole Program" in result.stdout


def test_a_search_for_nothing_is_told(review: Review) -> None:
    result = review("/", "zzzzzz", "/", "usaha level:desa", "/", "usaha bidang:xx", "/", "", "q")

    for text in ("Nothing found.", "there is no level 'desa'", "'xx' is not a code"):
        assert text in result.stdout


def test_s_splits_by_rupiah_and_shows_what_each_gets_first(review: Review, semarang: Queue) -> None:
    whole = int(semarang.questions[0].money("2021"))
    result = review("s", "r", OTHER, "1.234.567", "X.9", "1", "", "", "y", "q")

    assert "Rp 1,234,567" in result.stdout
    assert "'X.9' is not a code" in result.stdout
    (decision,) = decided()
    shares = {str(one.code): one.share for one in decision.targets}
    assert whole * shares[OTHER] == 1_234_567


def test_a_split_that_does_not_add_up_is_not_taken(review: Review) -> None:
    result = review("s", "p", "1", "60", OTHER, "30", "", "s", "x", "q")

    assert () == decided()
    assert "add up to 90 %, not to 100 % (10 % is missing)" in result.stdout


def test_a_split_may_be_thought_over(review: Review) -> None:
    review("s", "p", "1", "60", OTHER, "", "", "n", "q")

    assert () == decided()


def test_a_key_that_is_none_is_told(review: Review) -> None:
    assert "'x' is no key here" in review("x", "q").stdout


def test_the_end_of_input_is_the_end(review: Review) -> None:
    result = review("1")

    assert 0 == result.exit_code
    assert "Next: nomenklatur translate" in result.stderr
    assert f"--no-crosswalk --decisions {FILE}" in result.stderr


def test_opening_again_goes_on_behind_what_was_decided(review: Review, semarang: Queue) -> None:
    review("1", "q")

    result = review("q")
    assert "-- 2 of " in result.stdout
    assert semarang.questions[1].name in result.stdout
    assert f"{FILE} (1 line)" in result.stderr


def test_when_all_is_decided_it_says_so(review: Review, semarang: Queue) -> None:
    result = review(*["n"] * len(semarang), "q")

    assert "Nothing is left to decide; q finishes." in result.stdout
    assert "Left: nothing" in result.stderr
    assert f"of them without a place: {len(semarang)} questions" in result.stderr


def test_by_default_decisions_stand_beside_the_plan(
    run: Callable[..., Result], renja: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "renja.txt"
    plan.write_bytes(renja.read_bytes())

    run("review", plan, "--no-crosswalk", "--terminal", keys="1\nq\n")

    assert 1 == len(DecisionLog(tmp_path / "renja.txt.decisions.jsonl").read())


def test_what_was_mapped_by_likeness_is_asked_on_request(review: Review, semarang: Queue) -> None:
    more = len(Queue.of(semarang.translation, below=1.0))
    assert more > len(semarang)
    assert f"{more} questions left" in review("q", options=("--below", "100")).stderr


def test_another_column_and_a_wrong_one(review: Review, semarang: Queue) -> None:
    whole = Queue.of(semarang.translation, "2022").tally.money.in_language("en")
    assert f"Rp {whole}" in review("q", options=("--column", "2022")).stderr
    result = review("q", options=("--column", "2030"))
    assert 2 == result.exit_code
    assert "the plan has no column '2030' (one of 2021, 2022)" in result.stderr


def test_a_column_with_a_role_says_what_the_column_holds(run: Callable[..., Result]) -> None:
    rows = "2.17.01.2.01,Kegiatan B,3000000,5000000\n2.17.01.2.02,Kegiatan C,4000000,6000000\n"
    Path("plan.csv").write_text(f"Kode,Uraian,Pagu 2021,Usulan 2021\n{rows}", encoding="utf-8")

    options = ("plan.csv", "--terminal", "--author", "Siti", "--column", "amount=D")
    assert "Rp 11,000,000" in run("review", *options, keys="q\n").stderr
    assert "Rp 7,000,000" in run("review", *options, "--column", "2021 pagu", keys="q\n").stderr


def test_standard_input_cannot_be_reviewed(run: Callable[..., Result]) -> None:
    result = run("review", "-", "--terminal")

    assert 2 == result.exit_code
    assert "needs a file" in result.stderr


def test_it_writes_money_as_the_language_does(review: Review, semarang: Queue) -> None:
    money = semarang.questions[0].money("2021")
    assert f"Rp {money}" in review("q", options=("--lang", "id")).stdout


# -- a terminal ------------------------------------------------------------------------------------


class Typist:
    """A person at a terminal, who waits for the prompt before the next key."""

    def __init__(self, *arguments: str, term: str = "dumb") -> None:
        self.leader, follower = pty.openpty()
        command = [sys.executable, "-m", "nomenklatur_cli", *arguments]
        environment = os.environ | {"TERM": term, "COLUMNS": "80"}
        self.process = subprocess.Popen(
            command, stdin=follower, stdout=follower, stderr=follower, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(follower)
        self.seen = ""

    def wait_for(self, pattern: str) -> str:
        """What is shown until something appears."""
        start, until = len(self.seen), time.monotonic() + LIMIT
        while not re.search(pattern, self.seen[start:]):
            assert time.monotonic() < until, self.seen[-2000:]
            if select.select([self.leader], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.leader, 65536).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    break
        return self.seen[start:]

    def press(self, keys: str) -> None:
        """Press keys once the program reads single keys; before, the terminal would drop them."""
        until = time.monotonic() + LIMIT
        while termios.tcgetattr(self.leader)[3] & termios.ICANON:
            assert time.monotonic() < until, self.seen[-2000:]
            time.sleep(0.02)
        os.write(self.leader, keys.encode())

    def end(self) -> int:
        code = self.process.wait(LIMIT)
        os.close(self.leader)
        return code


@pytest.mark.parametrize("leave", ["q", "\x03"])
def test_single_keys_do_in_a_dumb_terminal(renja: Path, leave: str) -> None:
    typist = Typist(
        "review", str(renja), "--no-crosswalk", "--terminal", "--decisions", FILE, "--author", "S"
    )
    typist.wait_for(r"-- 1 of \d+ [\s\S]*> $")
    typist.press("1")
    shown = typist.wait_for(r"-- 2 of \d+ [\s\S]*> $")
    typist.press(leave)
    end = typist.wait_for(r"Next: .*\n")

    assert 0 == typist.end()
    assert "\x1b" not in shown
    assert "Decided in this session: 1 question" in end
    assert 1 == len(decided())

"""The log at every byte: nothing decided is lost, whoever writes beside it and whatever dies."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from attrs import evolve

from nomenklatur.decisions import DecisionError, DecisionLog, LockedError, WriteError
from nomenklatur.decisions.lines import write_line
from nomenklatur.decisions.log import _line
from nomenklatur.errors import ReadError
from tests.decisions.strategies import decided

LINES = tuple(decided(f"Kegiatan {n}", note="é — “ya”") for n in range(6))


@pytest.fixture
def log(tmp_path: Path) -> DecisionLog:
    return DecisionLog(tmp_path / "log" / "keputusan.jsonl")


def files(log: DecisionLog) -> set[str]:
    """What lies beside a log, and itself."""
    return {path.name for path in log.path.parent.iterdir()}


def test_a_log_without_a_file_is_empty_and_makes_its_folder(tmp_path):
    log = DecisionLog(tmp_path / "baru" / "keputusan.jsonl")

    assert () == log.read().lines
    log.append(LINES[0])
    assert (LINES[0],) == log.read().lines


def test_one_and_several_are_added_in_their_order(log):
    log.append(LINES[0])
    log.append(*LINES[1:4])
    log.append()
    log.append(LINES[4])

    assert LINES[:5] == log.read().lines
    assert "".join(f"{write_line(line)}\n" for line in LINES[:5]) == log.path.read_text("utf-8")


def test_nothing_but_the_file_and_its_lock_is_left(log):
    log.append(*LINES)

    assert {log.path.name, f".{log.path.name}.lock"} == files(log)
    assert b"" == (log.path.parent / f".{log.path.name}.lock").read_bytes()


def test_half_a_letter_of_a_damaged_document_is_kept(log):
    line = decided("Rapat \ud83d kantor")
    log.append(line)

    assert (line,) == log.read().lines


@pytest.mark.parametrize("several", [1, 3])
def test_cut_at_every_byte_of_the_last_append_all_before_is_there_and_the_next_joins_nothing(
    log, several, monkeypatch
):
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # a thousand of them take long
    log.append(*LINES[:2])
    before = log.path.stat().st_size
    log.append(*LINES[2 : 2 + several])
    data = log.path.read_bytes()

    for cut in range(before, len(data) + 1):
        log.path.write_bytes(data[:cut])
        read = log.read()
        assert LINES[:2] == read.lines[:2]
        assert LINES[: len(read.lines)] == read.lines
        log.append(LINES[5])
        again = log.read()
        assert (*read.lines, LINES[5]) == again.lines
        assert len(read.findings) == len(again.findings) <= 1


def test_a_last_line_without_its_newline_is_completed(log):
    log.path.parent.mkdir()
    log.path.write_bytes(_line(LINES[0]).rstrip(b"\n"))

    log.append(LINES[1])

    assert _line(LINES[0]) + _line(LINES[1]) == log.path.read_bytes()


def test_a_decision_that_cannot_be_kept_leaves_the_file_as_it_was(log):
    log.append(LINES[0])
    before = log.path.read_bytes()

    with pytest.raises(DecisionError, match="read back"):
        log.append(LINES[1], evolve(LINES[2], note=0))  # type: ignore[arg-type]

    assert before == log.path.read_bytes()


@pytest.mark.parametrize("several", [1, 3])
def test_a_full_disk_is_an_error_and_leaves_the_file_as_it_was(log, monkeypatch, several):
    log.append(LINES[0])
    before = log.path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        log.append(*LINES[1 : 1 + several])

    assert before == log.path.read_bytes()
    assert {log.path.name, f".{log.path.name}.lock"} == files(log)


def test_both_ways_of_writing_reach_the_disk_and_so_does_a_new_name(log, monkeypatch):
    synced: list[bool] = []
    true = os.fsync

    def watched(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        true(handle)

    monkeypatch.setattr(os, "fsync", watched)
    log.append(LINES[0])
    log.append(LINES[1])
    log.append(*LINES[2:4])

    assert [False, True, False, False, True] == synced


def test_the_mode_and_the_link_of_a_file_stay(log, tmp_path):
    log.append(LINES[0])
    log.path.chmod(0o640)
    link = tmp_path / "lain" / "k.jsonl"
    link.parent.mkdir()
    link.symlink_to(log.path)

    DecisionLog(link).append(*LINES[1:3])

    assert link.is_symlink()
    assert 0o640 == stat.S_IMODE(log.path.stat().st_mode)
    assert LINES[:3] == log.read().lines


def test_who_holds_the_file_is_said(log):
    waiting = DecisionLog(log.path, timeout=0.05)
    caught: list[LockedError] = []

    def wait() -> None:
        try:
            waiting.append(LINES[0])
        except LockedError as error:
            caught.append(error)

    with log.locked():
        log.append()
        log.append(LINES[1])
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()

    assert f", {os.getpid()}, " in str(caught[0])
    assert str(log.path) in str(caught[0])
    assert "wait for it to end" in str(caught[0])


def test_who_holds_the_lock_may_append_in_one_step(log):
    with log.locked():
        assert () == log.read().lines
        log.append(LINES[0])
        log.append(*LINES[1:3])

    assert LINES[:3] == log.read().lines


def test_a_folder_in_its_place_is_an_error_that_names_it(tmp_path):
    log = DecisionLog(tmp_path)

    with pytest.raises(ReadError, match="cannot read decisions"):
        log.read()
    with pytest.raises(WriteError, match="cannot be written"):
        log.append(LINES[0])


WRITER = """
import sys
from nomenklatur.decisions import DecisionLog
from tests.decisions.strategies import decided
path, who, number, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
log = DecisionLog(path, timeout=60)
for n in range(0, number, size):
    log.append(*(decided(f"Kegiatan {who} {n + k}", note="x" * 200) for k in range(size)))
    print(n + size, flush=True)
"""


def writer(path: Path, who: str, number: int, size: int) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(number), str(size)],
        stdout=subprocess.PIPE, text=True, cwd=root,
    )  # fmt: skip


def numbers(log: DecisionLog, who: str) -> list[int]:
    return [
        int(line.name.rsplit(" ", 1)[1])
        for line in log.read().lines
        if line.name.startswith(f"Kegiatan {who} ")
    ]


def test_two_writers_at_once_lose_nothing(log):
    both = [writer(log.path, "A", 40, 1), writer(log.path, "B", 40, 4)]
    assert [0, 0] == [process.wait(120) for process in both]
    for process in both:
        process.communicate()

    assert list(range(40)) == numbers(log, "A") == numbers(log, "B")
    assert () == log.read().findings


@pytest.mark.parametrize("size", [1, 4])
def test_killed_at_any_moment_everything_acknowledged_is_there(log, size):
    chance = random.Random(7)  # noqa: S311 - no secret
    acknowledged: dict[str, int] = {}
    for turn in range(6):
        who = f"T{turn}"
        process = writer(log.path, who, 100_000, size)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        said = process.communicate()[0].split()
        acknowledged[who] = int(said[-1]) if said else size

    for who, number in acknowledged.items():
        found = numbers(log, who)
        assert list(range(len(found))) == found
        assert number <= len(found) <= number + size
        assert size == 1 or 0 == len(found) % size  # several together, or none of them
    before = log.read().lines
    log.append(LINES[0])
    assert (*before, LINES[0]) == log.read().lines
    assert {log.path.name, f".{log.path.name}.lock"} == files(log)

"""Where results go: payload on standard output only, files whole, pipes quiet."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

CROSSWALK = "permendagri-13-2006--permendagri-90-2019"
NOMENKLATUR = [sys.executable, "-m", "nomenklatur_cli"]


def test_the_result_goes_into_the_file_and_its_suffix_chooses_the_format(
    run: Callable[..., Result],
) -> None:
    result = run("catalog", "list", "-o", "catalogs.json")

    assert 0 == result.exit_code
    assert "" == result.stdout
    assert "nomenklatur/catalogs/1" == json.loads(Path("catalogs.json").read_bytes())["format"]


def test_a_format_on_the_command_line_beats_the_suffix_which_beats_the_environment(
    run: Callable[..., Result],
) -> None:
    run("catalog", "list", "-f", "csv", "-o", "a.json")
    run("catalog", "list", "-o", "b.json", env={"NOMENKLATUR_FORMAT": "csv"})

    assert Path("a.json").read_text().startswith('"id"')
    assert Path("b.json").read_text().startswith("{")


def test_a_dash_is_standard_output(run: Callable[..., Result]) -> None:
    assert run("catalog", "list", "-o", "-", "-f", "csv").stdout.startswith('"id"')
    assert not Path("-").exists()


def test_a_byte_order_mark_is_written_for_who_asks_only(run: Callable[..., Result]) -> None:
    run("catalog", "list", "-o", "with.csv", "--bom")
    run("catalog", "list", "-o", "without.csv")

    assert Path("with.csv").read_bytes() == b"\xef\xbb\xbf" + Path("without.csv").read_bytes()
    assert run("catalog", "list", "-f", "csv", "--bom").stdout.startswith('\ufeff"id"')


def test_the_verdict_is_told_on_standard_error(run: Callable[..., Result]) -> None:
    result = run("crosswalk", "validate", CROSSWALK, "-f", "json")

    assert json.loads(result.stdout)["summary"]["error"] > 0
    assert result.stderr.startswith(f"{CROSSWALK}: ")
    assert 1 == result.exit_code


def test_a_result_is_utf_8_whatever_the_locale(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    result = process("explain", "NK206", env=environment)

    assert "…" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("lines", [0, 1])
def test_a_closed_pipe_is_no_error(lines: int) -> None:
    """As in ``nomenklatur crosswalk show … | head -1``."""
    command = [*NOMENKLATUR, "crosswalk", "show", CROSSWALK, "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(lines):
            running.stdout.readline()
        running.stdout.close()
        complaints = running.stderr.read()

    assert b"" == complaints
    assert 0 == running.returncode


def test_a_closed_pipe_does_not_hide_the_verdict() -> None:
    command = [*NOMENKLATUR, "crosswalk", "validate", CROSSWALK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()

    assert 1 == running.returncode


def test_a_table_is_as_wide_as_the_screen(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns, widest in ((90, 90), (400, 160)):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("crosswalk", "show", CROSSWALK).stdout.splitlines()
        assert max(map(len, lines)) <= widest


def on_a_terminal(command: list[str], environment: dict[str, str]) -> bytes:
    """What a command prints to a terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo terminals")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | environment
    ):
        os.close(theirs)
        printed = b""
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            while piece := os.read(ours, 65536):
                printed += piece
    os.close(ours)
    return printed


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"NO_COLOR": "1", "TERM": "xterm"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_a_terminal_gets_colours_unless_it_asks_for_none(
    environment: dict[str, str], expected: bool
) -> None:
    command = [*NOMENKLATUR, "crosswalk", "validate", CROSSWALK, "-f", "table"]

    assert expected is (b"\x1b[" in on_a_terminal(command, environment))


def test_a_pipe_gets_no_colours(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    result = process("crosswalk", "validate", CROSSWALK, "-f", "table")

    assert b"\x1b[" not in result.stdout + result.stderr

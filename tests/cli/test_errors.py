"""Errors: one line on standard error, exit code 2, and a traceback only for who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tranlsate", "x"), "there is no command 'tranlsate' (did you mean translate?)"),
        (("catalog", "serch"), "there is no command 'serch' (did you mean search?)"),
        (("translate",), "Missing argument 'PLAN'"),
        (("translate", "x", "--frmat", "csv"), "--format"),
        (("translate", "x", "-f", "jsn"), "'jsn' is none of the choices (did you mean json?)"),
        (("translate", "x", "--authority", "kota"), "kabupaten_kota"),
        (("rollup", "x", "--level", "programme"), "did you mean program?"),
        (("catalog", "show", "permendagri-90-2091"), "did you mean permendagri-90-2019?"),
        (("crosswalk", "show", "a--b"), "there is no crosswalk 'a--b'"),
        (("catalog", "show", "permendagri-90-2019", "2.17.99"), "has no 2.17.99"),
        (("explain", "NK999"), "there is no rule 'NK999'"),
        (("explain", "total-difers"), "did you mean total-differs?"),
        (("--config", "no.toml", "catalog", "list"), "no.toml: cannot be read"),
        (
            ("catalog", "list", "-o", "no/folder/x.csv"),
            "no/folder/x.csv: No such file or directory",
        ),
        (("check", "x", "--crosswalk", "a--b", "--no-crosswalk"), "contradict each other"),
        (("lookup", "x", "--limit", "0"), "0 is not in the range"),
    ],
)
def test_an_error_is_one_line_with_a_remedy_and_exit_code_2(
    run: Callable[..., Result], arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert 1 == result.stderr.count("\n")
    assert result.stderr.startswith("nomenklatur: error: ")
    assert message in result.stderr


def test_a_usage_error_says_where_the_help_is(run: Callable[..., Result]) -> None:
    assert "(see nomenklatur translate --help)" in run("translate").stderr


def test_a_group_without_a_command_shows_its_help_on_standard_error(
    run: Callable[..., Result],
) -> None:
    for arguments in ((), ("catalog",)):
        result = run(*arguments)
        assert 2 == result.exit_code
        assert "" == result.stdout
        assert "Commands:" in result.stderr


def test_the_traceback_is_shown_to_who_asks_only(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    quiet = process("catalog", "show", "none")
    loud = process("catalog", "show", "none", "--debug")

    assert 2 == quiet.returncode == loud.returncode
    assert b"Traceback" not in quiet.stderr
    assert b"Traceback" in loud.stderr
    assert loud.stderr.endswith(quiet.stderr)


def test_a_defect_of_the_program_is_one_line_too(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("nomenklatur.catalog.store.Store.catalogs", fail)

    result = run("catalog", "list")

    assert 2 == result.exit_code
    assert (
        "nomenklatur: error: KeyError: 'x' (a defect of the program; --debug shows where)\n"
        == result.stderr
    )


def test_an_interruption_is_told_from_an_error(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nomenklatur.catalog.store.Store.catalogs", interrupt)

    result = run("catalog", "list")

    assert 130 == result.exit_code
    assert "nomenklatur: error: interrupted" == result.stderr.strip()


def test_a_failed_write_leaves_the_file_as_it_was(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("before")

    result = run("catalog", "show", "none", "-o", file)

    assert 2 == result.exit_code
    assert "before" == file.read_text()

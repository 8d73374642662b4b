"""Where the value of every setting comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur_cli.config import COMMANDS, KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


@pytest.fixture
def show(run: Callable[..., Result]) -> Callable[..., dict[str, Any]]:
    """The settings of a command by their keys, as JSON has them."""

    def run_show(*words: str, **kwargs: object) -> dict[str, Any]:
        result = run("config", "show", "-f", "json", *words, **kwargs)
        assert 0 == result.exit_code, result.stderr
        return {one["setting"]: one for one in json.loads(result.stdout)["settings"]}

    return run_show


def test_option_environment_file_and_default_are_told_apart(show) -> None:
    Path("nomenklatur.toml").write_text(
        'to = "permendagri-90-2019"\nbidang = "2.17"\n[check]\nfail-on = "warning"\n'
    )
    file = str(Path("nomenklatur.toml").absolute())

    found = show(
        "check",
        "--",
        "--select",
        "NK3",
        "--bidang",
        "2.11",
        env={"NOMENKLATUR_IGNORE": "NK304 NK4"},
    )

    assert {
        "select": (["NK3"], "option --select"),
        "bidang": ("2.11", "option --bidang"),
        "ignore": (["NK304", "NK4"], "environment NOMENKLATUR_IGNORE"),
        "to": ("permendagri-90-2019", f"file {file}"),
        "fail-on": ("warning", f"file {file} [check]"),
        "no-fuzzy": (False, "default"),
        "authority": (None, "default"),
    } == {
        key: (found[key]["value"], found[key]["origin"])
        for key in ("select", "bidang", "ignore", "to", "fail-on", "no-fuzzy", "authority")
    }


def test_a_command_of_a_group_is_shown(show) -> None:
    Path("nomenklatur.toml").write_text("[catalog.search]\nlimit = 3\n")

    found = show("catalog", "search")

    assert {*COMMANDS["catalog", "search"]} == set(found)
    assert 3 == found["limit"]["value"]
    assert found["limit"]["origin"].endswith("nomenklatur.toml [catalog.search]")


def test_without_a_command_every_key_is_shown(run: Callable[..., Result]) -> None:
    Path("nomenklatur.toml").write_text('[check]\nfail-on = "info"\n')
    records = json.loads(run("config", "show", "-f", "json").stdout)["settings"]

    assert set(KEYS) == {one["setting"] for one in records}
    severities = {
        command: one["value"]
        for one in records
        if one["setting"] == "fail-on"
        for command in one["commands"]
    }
    assert {"translate": "never", "check": "info"}.items() <= severities.items()


def test_people_see_the_file_and_the_values_as_they_would_write_them(
    run: Callable[..., Result],
) -> None:
    Path("nomenklatur.toml").write_text("no-fuzzy = true\n")

    lines = run("config", "show", "check").stdout.splitlines()

    assert str(Path("nomenklatur.toml").absolute()) == lines[0]
    (line,) = [one for one in lines if one.startswith("no-fuzzy")]
    assert line.split()[1:3] == ["true", "file"]


def test_without_a_file_it_is_said(run: Callable[..., Result]) -> None:
    result = run("config", "show", "check")

    assert "There is no configuration file." == result.stdout.splitlines()[0]
    assert "Sentinel" not in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chek",), "there is no command 'chek' (did you mean check?)"),
        (("catalog",), "there is no command 'catalog'"),
        (("check", "--", "--selct", "x"), "No such option '--selct'"),
        (("check", "--", "--fail-on", "x"), "'x' is none of the choices"),
    ],
)
def test_a_wrong_command_or_option_is_an_error(
    run: Callable[..., Result], words: tuple[str, ...], message: str
) -> None:
    result = run("config", "show", *words)

    assert 2 == result.exit_code
    assert message in result.stderr

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from nomenklatur.errors import ConfigError
from nomenklatur_cli.config import COMMANDS, KEYS, load_config
from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

NEVER_CONFIGURED = {"plan", "table", "side", "path", "debug", "text", "catalog", "catalogs",
                    "crosswalk", "code", "rule", "document", "form", "write_baseline",
                    "id_", "regulation", "authorities", "title", "skip_bad_rows", "dry_run",
                    "kinds", "levels", "summary", "save", "column", "file", "files", "history",
                    "about", "workbooks", "base", "partial", "note", "expose", "token",
                    "cells", "account", "show", "columns", "row_level", "anonymise"}  # fmt: skip
"""What a command is about, and where its result goes: no file should say that."""


def configure(text: str, name: str = "nomenklatur.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def all_commands(
    group: click.Group = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))
        else:
            yield (*path, name), command


def test_the_keys_of_the_configuration_are_the_options_of_the_commands() -> None:
    options = {
        path: frozenset(
            next(o[2:] for o in param.opts if o.startswith("--"))
            for param in command.params
            if isinstance(param, click.Option) and param.name not in NEVER_CONFIGURED
        )
        for path, command in all_commands()
    }

    assert options == COMMANDS
    for path, command in all_commands():
        params = {param.name for param in command.params}
        assert {KEYS[key].param for key in COMMANDS[path]} <= params


def test_every_option_that_can_be_configured_has_an_environment_variable() -> None:
    for path, command in all_commands():
        for param in command.params:
            if isinstance(param, click.Option) and param.name not in NEVER_CONFIGURED:
                name = next(o[2:] for o in param.opts if o.startswith("--"))
                assert f"NOMENKLATUR_{name.upper().replace('-', '_')}" == param.envvar, path


def test_the_file_sets_what_the_command_line_does_not(run: Callable[..., Result]) -> None:
    configure('format = "json"')

    assert run("catalog", "list").stdout.startswith("{")


def test_a_table_of_a_command_beats_the_top_and_holds_for_it_alone(
    run: Callable[..., Result],
) -> None:
    configure('format = "json"\n[catalog.list]\nformat = "csv"')

    assert run("catalog", "list").stdout.startswith('"id"')
    assert run("crosswalk", "list").stdout.startswith("{")


def test_options_beat_the_environment_which_beats_the_file(run: Callable[..., Result]) -> None:
    configure('format = "json"')
    environment = {"NOMENKLATUR_FORMAT": "csv"}

    assert run("catalog", "list", env=environment).stdout.startswith('"id"')
    assert run("catalog", "list", "-f", "markdown", env=environment).stdout.startswith("| id")


def test_the_nearest_file_upwards_is_taken(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure('format = "json"')
    below = Path("a/b")
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    assert run("catalog", "list").stdout.startswith("{")


def test_a_table_in_pyproject_is_taken_and_one_without_it_is_passed_over(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure('[tool.nomenklatur]\nformat = "csv"', "pyproject.toml")
    below = Path("a")
    below.mkdir()
    (below / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    monkeypatch.chdir(below)

    assert run("catalog", "list").stdout.startswith('"id"')


def test_a_file_that_is_named_is_taken(run: Callable[..., Result]) -> None:
    configure('format = "json"', "other.toml")

    assert run("--config", "other.toml", "catalog", "list").stdout.startswith("{")
    environment = {"NOMENKLATUR_CONFIG": "other.toml"}
    assert run("catalog", "list", env=environment).stdout.startswith("{")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("formt = 'csv'", "there is no key formt (did you mean format?)"),
        ("[chek]\nformat = 'csv'", "there is no key chek (did you mean check?)"),
        ("[check]\nlevel = 'program'", "there is no key check.level"),
        ("[catalog]\nformat = 'csv'", "there is no key catalog.format"),
        ("[catalog.list]\nlimit = 1", "there is no key catalog.list.limit"),
        ("format = 1", "format must be a text, not 1"),
        ("no-fuzzy = 'yes'", "no-fuzzy must be true or false, not 'yes'"),
        ("limit = '3'", "limit must be a whole number"),
        ("limit = true", "limit must be a whole number"),
        ("select = [1]", "select must be texts"),
        ("check = 1", "check must be a table, not 1"),
        ("catalog.list = 1", "catalog.list must be a table"),
        ("format = ", "is no TOML"),
    ],
)
def test_a_wrong_key_or_value_is_an_error_with_the_file_and_a_suggestion(
    text: str, message: str
) -> None:
    configure(text)

    with pytest.raises(ConfigError) as caught:
        load_config()

    assert message in str(caught.value)
    assert str(Path("nomenklatur.toml").absolute()) in str(caught.value)


def test_a_value_that_the_option_does_not_take_names_the_file(run: Callable[..., Result]) -> None:
    configure('format = "jsn"')

    result = run("catalog", "list")

    assert 2 == result.exit_code
    assert "did you mean json?" in result.stderr
    assert "nomenklatur.toml" in result.stderr


def test_a_value_of_the_environment_that_the_option_does_not_take_names_the_variable(
    run: Callable[..., Result],
) -> None:
    result = run("catalog", "list", env={"NOMENKLATUR_FORMAT": "jsn"})

    assert "from the environment variable NOMENKLATUR_FORMAT" in result.stderr


def test_a_single_text_may_stand_for_a_list_of_one() -> None:
    configure("[check]\nselect = 'NK3'")

    assert ["NK3"] == load_config().default_map()["check"]["select"]


def test_without_a_file_nothing_is_configured() -> None:
    assert "" == load_config().file
    assert {} == load_config().default_map()["translate"]


def test_a_path_in_the_file_begins_at_the_folder_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure('decisions = "putusan.jsonl"')
    folder = Path.cwd()
    Path("below").mkdir()
    monkeypatch.chdir("below")

    found = load_config().default_map()["translate"]["decisions"]

    assert str(folder / "putusan.jsonl") == found

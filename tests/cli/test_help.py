"""Every command has help, an example and a documented page."""

from __future__ import annotations

import importlib.util
import shlex
from typing import TYPE_CHECKING

import click
import pytest

from nomenklatur_cli.lazy import Command, LazyGroup
from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from click.testing import Result


def everything(
    command: click.Command = cli, path: tuple[str, ...] = ("nomenklatur",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, LazyGroup):
        for name in command.lazy:
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from everything(found, (*path, name))


ALL = dict(everything())
LEAVES = {path: command for path, command in ALL.items() if not isinstance(command, click.Group)}


@pytest.fixture(scope="session")
def maker(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("maker", root / "tools" / "make_cli_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_a_command_has_help_and_so_has_each_option(
    run: Callable[..., Result], path: tuple[str, ...]
) -> None:
    result = run(*path[1:], "--help")

    assert 0 == result.exit_code
    assert result.stdout.startswith(f"Usage: {' '.join(path)} ")
    assert ALL[path].help
    for param in ALL[path].params:
        assert not isinstance(param, click.Option) or param.help, param.name


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_a_command_has_examples_that_its_parser_takes(path: tuple[str, ...]) -> None:
    command = LEAVES[path]
    assert isinstance(command, Command)
    assert command.examples

    for example in command.examples:
        words = shlex.split(example.split(" | ")[0].split(" < ")[0])
        assert list(path) == words[: len(path)], example
        command.make_context(path[-1], words[len(path) :])


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_the_examples_are_lines_of_their_own_in_the_help(
    run: Callable[..., Result], path: tuple[str, ...]
) -> None:
    lines = [line.strip() for line in run(*path[1:], "--help").stdout.splitlines()]

    command = LEAVES[path]
    assert isinstance(command, Command)
    assert set(command.examples) <= set(lines)


@pytest.mark.parametrize("path", [path for path in ALL if path not in LEAVES], ids=" ".join)
def test_a_group_lists_its_commands_with_the_sense_of_their_own_help(
    run: Callable[..., Result], path: tuple[str, ...]
) -> None:
    group = ALL[path]
    assert isinstance(group, LazyGroup)

    shown = run(*path[1:], "--help").stdout
    for name, (_, short) in group.lazy.items():
        assert f"  {name} " in shown
        own = (ALL[(*path, name)].help or "").split()
        assert own[0].rstrip(".,:;") == short.split()[0].rstrip(".,:;")
        assert " ".join(short.split()) in " ".join(shown.split())


def test_the_page_is_what_the_commands_say(root: Path, maker: ModuleType) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")

    assert page == maker.page(), "run python tools/make_cli_docs.py"


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_a_command_has_its_section_on_the_page(root: Path, path: tuple[str, ...]) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")

    assert f"\n## {' '.join(path)}\n" in page

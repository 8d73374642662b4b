"""Where the value of every setting comes from."""

from __future__ import annotations

import enum
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, frozen
from click.core import ParameterSource

from nomenklatur.language import _
from nomenklatur.suggestion import meant
from nomenklatur_cli.config import COMMANDS, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur_cli.config import Config

Path = tuple[str, ...]


@frozen
class Setting:
    """The value of a setting.

    Attributes:
        key: Its key in the configuration file.
        value: Its value; None where nothing is set.
        origin: Where the value comes from.
        commands: The commands that it holds for.
        everywhere: Whether these are all that have the setting.
    """

    key: str
    value: Any
    origin: str
    commands: tuple[str, ...]
    everywhere: bool = False

    def record(self) -> dict[str, object]:
        """The setting for programs."""
        return {
            "setting": self.key,
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "origin": self.origin,
            "commands": list(self.commands),
        }

    def row(self) -> dict[str, object]:
        """The setting for people, who write booleans as TOML does."""
        match self.value:
            case bool(value):
                shown = "true" if value else "false"
            case tuple(values):
                shown = ", ".join(map(str, values))
            case None:
                shown = ""
            case value:
                shown = str(value)
        commands = _("all") if self.everywhere else ", ".join(self.commands)
        return {
            "setting": self.key, "value": shown, "origin": self.origin, "commands": commands,
        }  # fmt: skip


def settings_of(root: click.Context, config: Config, words: Sequence[str]) -> list[Setting]:
    """The settings of a command, or of all, each value once with the commands that have it.

    Args:
        root: The context of the program.
        config: The configuration file.
        words: The command's name and its options; none for all commands.

    Raises:
        click.UsageError: There is no such command, or an option is wrong.
    """
    if words:
        path = _command(words)
        return list(_settings(root, config, path, words[len(path) :]))
    found: dict[tuple[str, str, str], Setting] = {}
    for path in COMMANDS:
        for one in _settings(root, config, path, ()):
            same = (one.key, repr(one.value), one.origin)
            known = found.get(same)
            commands = (*known.commands, *one.commands) if known else one.commands
            found[same] = Setting(one.key, one.value, one.origin, commands)
    having = Counter(key for keys in COMMANDS.values() for key in keys)
    order = list(KEYS)
    return [
        evolve(setting, everywhere=len(setting.commands) == having[setting.key])
        for setting in sorted(found.values(), key=lambda setting: order.index(setting.key))
    ]


def _command(words: Sequence[str]) -> Path:
    for length in (1, 2):
        if tuple(words[:length]) in COMMANDS:
            return tuple(words[:length])
    known = [" ".join(path) for path in COMMANDS]
    name = " ".join(word for word in words[:2] if not word.startswith("-"))
    raise click.UsageError(
        _("there is no command {name!r} ({hint})").format(name=name, hint=meant(name, known))
    )


def _settings(
    root: click.Context, config: Config, path: Path, arguments: Sequence[str]
) -> Iterator[Setting]:
    ctx = root
    for name in path:
        assert isinstance(ctx.command, click.Group)  # noqa: S101 - for the type checker
        command = ctx.command.get_command(ctx, name)
        assert command is not None  # noqa: S101 - a test keeps COMMANDS in step
        ctx = click.Context(command, parent=ctx, info_name=name)
    options, _rest, _order = ctx.command.make_parser(ctx).parse_args(list(arguments))
    params = {param.name: param for param in ctx.command.params}
    for key in KEYS:
        if key in COMMANDS[path]:
            param = params[KEYS[key].param]
            value, _rest = param.handle_parse_result(ctx, options, [])
            if isinstance(value, enum.Enum):  # click's word for nothing
                value = None
            yield Setting(key, value, _origin(ctx, param, config, path, key), (" ".join(path),))


def _origin(
    ctx: click.Context, param: click.Parameter, config: Config, path: Path, key: str
) -> str:
    match ctx.get_parameter_source(str(param.name)):
        case ParameterSource.COMMANDLINE:
            return _("option --{key}").format(key=key)
        case ParameterSource.ENVIRONMENT:
            return _("environment {variable}").format(variable=param.envvar)
        case ParameterSource.DEFAULT_MAP:
            table = f" [{'.'.join(path)}]" if key in config.own.get(path, {}) else ""
            return _("file {file}").format(file=f"{config.file}{table}")
        case _:
            return _("default")

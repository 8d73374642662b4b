"""Commands that speak the user's language; groups that import a command only to call it."""

from __future__ import annotations

import copy
import importlib
import inspect
import re
from typing import TYPE_CHECKING, Any

import click

from nomenklatur.language import N_, _
from nomenklatur_cli import language

if TYPE_CHECKING:
    from collections.abc import Mapping

DEBUG = click.Option(
    ["--debug"], is_flag=True, expose_value=False, help=N_("Show the traceback of an error.")
)


class Spoken(click.Command):
    """A command whose help is translated when it is shown."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, in the language that they ask for."""
        language.choose(ctx, args)
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        said = copy.copy(self)
        said.help = "\n\n".join(map(_, paragraphs(self.help)))
        super(Spoken, said).format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [said(param) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = filter(None, (option.get_help_record(ctx) for option in options))
        with formatter.section(_("Options")):
            formatter.write_dl(list(records))


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each a line, as they are translated."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", inspect.cleandoc(text or ""))]


def said(option: click.Option) -> click.Option:
    """An option with its help in the language in use, with the choices that it has filled in."""
    option = copy.copy(option)
    help_ = N_("Show this message and exit.") if "--help" in option.opts else option.help
    choices = ", ".join(getattr(option.type, "choices", ()))
    usual = str(getattr(option, "usual", ""))
    option.help = None
    if help_:
        option.help = _(help_).replace("{choices}", choices).replace("{usual}", usual)
    return option


class Command(Spoken):
    """A command whose help ends in examples.

    Args:
        examples: Command lines that work as they stand, one a line.
        args: As for click.
        kwargs: As for click.
    """

    def __init__(self, *args: Any, examples: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.examples = tuple(line.strip() for line in examples.strip().splitlines())
        self.params += [language.LANG, DEBUG]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section(_("Examples")):
                for line in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class LazyGroup(Spoken, click.Group):
    """A group that knows its commands by name and by what they do.

    Args:
        lazy: For each command the module that has it as ``command``, and its short help.
        args: As for click.
        kwargs: As for click.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        lazy: Mapping[str, tuple[str, str]] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})
        self.params.append(language.LANG)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a user needs them."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        del ctx
        if cmd_name not in self.lazy:
            return None
        command = importlib.import_module(self.lazy[cmd_name][0]).command
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            click.UsageError: There is none; the message says which one was probably meant.
        """
        name = args[0]
        if name not in self.lazy and not name.startswith("-"):
            from nomenklatur.suggestion import meant  # noqa: PLC0415 - only when it went wrong

            raise click.UsageError(
                _("there is no command {name!r} ({hint})").format(
                    name=name, hint=meant(name, self.lazy)
                ),
                ctx,
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands without importing them."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(short)) for name, (_home, short) in self.lazy.items()])

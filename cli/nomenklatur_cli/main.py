"""The `nomenklatur` command: finds the command that is called, and reports errors."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from nomenklatur import __version__
from nomenklatur.language import N_, _
from nomenklatur_cli import language
from nomenklatur_cli.console import fail, say
from nomenklatur_cli.lazy import DEBUG, LazyGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 2
"""Exit code for usage, configuration, and input that cannot be read."""
INTERRUPTED = 130

_HERE = "nomenklatur_cli.commands"


class Main(LazyGroup):
    """The group at the top: every error is one line on standard error and exit code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run a command line and exit with its code."""
        given = sys.argv[1:] if args is None else args
        with language.speaking(given):
            if not standalone_mode:
                return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.exit(self._exit_code(given, prog_name or "nomenklatur", complete_var, **extra))

    def get_help(self, ctx: click.Context) -> str:
        """The help, in the language of the configuration: no command has read it yet."""
        from nomenklatur.errors import ConfigError  # noqa: PLC0415 - not for a command
        from nomenklatur_cli.config import load_config  # noqa: PLC0415 - the same

        with contextlib.suppress(ConfigError):  # help is shown all the same
            found = load_config(os.environ.get("NOMENKLATUR_CONFIG"))
            language.configure(ctx, found.common.get("lang"))
            language.choose(ctx, ())
        return super().get_help(ctx)

    def _exit_code(
        self,
        given: Sequence[str],
        prog_name: str,
        complete_var: str | None,
        **extra: Any,  # noqa: ANN401
    ) -> int:
        """Run a command line and report what goes wrong."""
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        except Exception as problem:  # noqa: BLE001 - an error is one line, unless one asks
            if "--debug" in given or os.environ.get("NOMENKLATUR_DEBUG"):
                import traceback  # noqa: PLC0415 - only for who asks

                traceback.print_exception(problem)
            code = report(problem)
        return code if isinstance(code, int) else 0


def report(problem: Exception) -> int:
    """Say what went wrong, and give the exit code that it has."""
    from nomenklatur.errors import NomenklaturError  # noqa: PLC0415 - only when it went wrong

    match problem:
        case click.exceptions.Abort():
            fail(_("interrupted"))
            return INTERRUPTED
        case click.UsageError() if type(problem).__name__ == "NoArgsIsHelpError":
            say(problem.format_message())
        case click.ClickException():
            fail(_usage(problem))
        case NomenklaturError():
            fail(str(problem))
        case OSError(strerror=str(reason)):
            fail(f"{problem.filename}: {reason}" if problem.filename else reason)
        case other:
            fail(
                _("{kind}: {problem} (a defect of the program; --debug shows where)").format(
                    kind=type(other).__name__, problem=other
                )
            )
    return FAILED


def _usage(problem: click.ClickException) -> str:
    """What click says, where the value came from, and where the help is."""
    message: str = _(problem.format_message()).rstrip(".")
    ctx = getattr(problem, "ctx", None)
    param = getattr(problem, "param", None)
    if ctx is None:
        return message
    origin = ctx.get_parameter_source(getattr(param, "name", None) or "")
    if origin is click.core.ParameterSource.ENVIRONMENT:
        message = _("{message}, from the environment variable {variable}").format(
            message=message, variable=getattr(param, "envvar", "")
        )
    elif origin is click.core.ParameterSource.DEFAULT_MAP:
        message = _("{message}, from {file}").format(
            message=message, file=ctx.find_root().meta.get("nomenklatur.config")
        )
    return _("{message} (see {command} --help)").format(message=message, command=ctx.command_path)


def _show_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not ctx.resilient_parsing:
        click.echo(f"nomenklatur {__version__}")
        ctx.exit()


@click.group(
    "nomenklatur",
    cls=Main,
    context_settings={"help_option_names": ["-h", "--help"]},
    lazy={
        "translate": (f"{_HERE}.translate", N_("Translate a plan into another nomenclature.")),
        "check": (f"{_HERE}.check", N_("Check a plan; exit 1 if something is wrong.")),
        "rollup": (
            f"{_HERE}.rollup",
            N_("Add a plan's budget up along the new tree or the old one."),
        ),
        "lookup": (f"{_HERE}.lookup", N_("Look a code or a text up, in either direction.")),
        "extract": (f"{_HERE}.extract", N_("List the tables of a document, or take one out.")),
        "evaluate": (
            f"{_HERE}.evaluate",
            N_("Measure how often names alone find the right place."),
        ),
        "explain": (f"{_HERE}.explain", N_("Explain a rule that findings name.")),
        "catalog": (f"{_HERE}.catalog", N_("Nomenclatures: list, show, search, import, compare.")),
        "crosswalk": (f"{_HERE}.crosswalk", N_("Mappings: list, show, validate, derive, join.")),
        "decisions": (f"{_HERE}.decisions", N_("Decisions: list, check, import, publish.")),
        "review": (f"{_HERE}.review", N_("Decide what the program leaves open, on a page.")),
        "compare": (f"{_HERE}.compare", N_("Compare what two reviewers decided.")),
        "serve": (f"{_HERE}.serve", N_("Answer OpenRefine and other programs over HTTP.")),
        "config": (f"{_HERE}.config", N_("The configuration: where every setting comes from.")),
    },
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    envvar="NOMENKLATUR_CONFIG",
    metavar="FILE",
    help=N_("Configuration file; by default the nearest nomenklatur.toml or pyproject.toml."),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version and exit."),
)
@click.pass_context
def cli(ctx: click.Context, config: str | None) -> None:
    """Move regional plans from one program nomenclature to the next.

    Reads a plan (Renja, Renstra, RKA; CSV, XLSX or text), finds the place of every kegiatan in
    the new nomenclature, and answers for every rupiah.

    Results go to standard output, everything else to standard error. The exit code is 0, or 1
    for findings that are grave enough, or 2 for usage, configuration and unreadable input.
    """
    from nomenklatur_cli.nearest import LAYOUTS, config_file  # noqa: PLC0415 - not for --version

    file = config_file(config)
    if file is None:
        return
    from nomenklatur_cli.config import load_config  # noqa: PLC0415 - only where there is a file

    loaded = load_config(str(file))
    ctx.default_map = loaded.default_map()
    ctx.meta["nomenklatur.config"] = loaded.file
    ctx.meta[LAYOUTS] = loaded.layouts
    language.configure(ctx, loaded.common.get("lang"))


cli.params.append(DEBUG)


def main() -> None:
    """Run the command line that called the program."""
    try:
        cli()
    finally:
        gc.freeze()  # what is left ends with the process, and need not be looked through

"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from nomenklatur.language import N_, _, use_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

P = ParamSpec("P")
T = TypeVar("T")

LEVELS = ("urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan")
ROW_LEVELS = ("program", "kegiatan", "sub_kegiatan")
AUTHORITIES = (
    "provinsi", "kabupaten_kota", "papua", "papua_barat", "diy", "dki_jakarta", "aceh", "bali",
)  # fmt: skip
SEVERITIES = ("error", "warning", "info", "never")
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "xlsx")
FINDING_FORMATS = ("text", *FORMATS, "github", "gitlab", "sarif", "junit")
"""The formats of findings: for people, for programs, and for continuous integration."""


class Choice(click.Choice[str]):
    """A choice that says which value was probably meant; ``-`` and ``_`` are alike."""

    name = "choice"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """The value, if it is one of the choices."""
        known = [str(choice) for choice in self.choices]
        text = str(value).strip().lower()
        for choice in known:
            if text.replace("-", "_").replace(" ", "_") == choice.replace("-", "_"):
                return choice
        from nomenklatur.suggestion import meant  # noqa: PLC0415 - only when it went wrong

        raise click.BadParameter(
            _("{value!r} is none of the choices ({hint})").format(
                value=value, hint=meant(text, known)
            ),
            ctx,
            param,
        )


class FormatOption(click.Option):
    """The option of a format, whose help says which one is usual.

    Args:
        args: As for click.
        usual: The format where nothing else says one.
        kwargs: As for click.
    """

    def __init__(self, *args: Any, usual: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.usual = usual


def option(*names: str, **kwargs: Any) -> Callable[[Callable[P, T]], Callable[P, T]]:  # noqa: ANN401
    """An option that ``NOMENKLATUR_<NAME>`` sets as well."""
    long = next(name for name in names if name.startswith("--"))
    kwargs.setdefault("envvar", f"NOMENKLATUR_{long[2:].upper().replace('-', '_')}")
    return click.option(*names, **kwargs)


def stacked(
    options: Iterable[Callable[[Any], Any]], function: Callable[..., T]
) -> Callable[..., T]:
    """The function with options in the order in which its help shall list them."""
    for decorate in reversed(tuple(options)):
        function = decorate(function)
    return function


def plan_options(function: Callable[..., T]) -> Callable[..., T]:
    """The plan to read and how to translate it, as one argument ``choices``."""

    @functools.wraps(function)
    def command(**values: Any) -> T:  # noqa: ANN401
        from nomenklatur_cli.plans import Choices  # noqa: PLC0415 - not for --help

        own = {name: values.pop(name) for name in Choices.names()}
        return function(choices=Choices(**own), **values)

    return _plan_options(click.argument("plan", metavar="PLAN"), command)


def plans_options(function: Callable[..., T]) -> Callable[..., T]:
    """Plans to read and how to translate each, as one argument ``choices``."""

    @functools.wraps(function)
    def command(**values: Any) -> T:  # noqa: ANN401
        from nomenklatur_cli.plans import Choices  # noqa: PLC0415 - not for --help

        plans = values.pop("plan")
        own = {name: values.pop(name) for name in Choices.names() if name != "plan"}
        return function(choices=tuple(Choices(plan=plan, **own) for plan in plans), **values)

    argument = click.argument("plan", metavar="PLAN...", nargs=-1, required=True)
    return _plan_options(argument, command)


def reading_options(function: Callable[..., T]) -> Callable[..., T]:
    """Which columns are what and which rows are the items, where reading does not tell."""
    return stacked(
        (
            click.option(
                "--column", "columns", metavar="ROLE=COLUMN", multiple=True,
                help=N_(
                    "What a column holds, where it is misread: code, name, amount, account, "
                    "office, year, number or ignore; code and name also of one level "
                    "(name.kegiatan). COLUMN is its heading, letter or number. May be given "
                    "several times."
                ),
            ),
            click.option(
                "--row-level", type=Choice(ROW_LEVELS), metavar="LEVEL",
                help=N_("The level whose rows are the items, where it is misread: {choices}."),
            ),
        ),
        function,
    )  # fmt: skip


def _plan_options(argument: Callable[[Any], Any], command: Callable[..., T]) -> Callable[..., T]:
    return stacked(
        (
            argument,
            click.option(
                "--table", metavar="NUMBER", help=N_("Number of the table, or name of the sheet.")
            ),
            click.option(
                "--side",
                type=Choice(["left", "right"]),
                help=N_("Side of a table that shows two plans, such as 2.4."),
            ),
            reading_options,
            option("--from", "source", metavar="ID", help=N_("Nomenclature that the plan is in.")),
            option("--to", metavar="ID", help=N_("Nomenclature to translate to.")),
            option(
                "--authority", type=Choice(AUTHORITIES), metavar="KIND",
                help=N_("Kind of region: {choices}. By default what the plan says."),
            ),
            option(
                "--bidang", metavar="CODE", help=N_("Bidang urusan of the office, such as 2.17."),
            ),
            option(
                "--crosswalk", "crosswalks", metavar="ID", multiple=True,
                help=N_("Mapping to trust; may be given several times, the most trusted first. "
                "By default all between the two nomenclatures."),
            ),
            option("--no-crosswalk", is_flag=True, help=N_("Trust no mapping.")),
            option("--no-exact", is_flag=True, help=N_("Take no equal name.")),
            option("--no-fuzzy", is_flag=True, help=N_("Take and show no likely name.")),
            option(
                "--semantic", is_flag=True,
                help=N_("Let likeness in meaning count for likely names: slow, and needs "
                "pip install 'nomenklatur[semantic]'."),
            ),
            option(
                "--decisions", type=click.Path(dir_okay=False), metavar="FILE",
                help=N_("What people decided, as JSON lines."),
            ),
        ),
        command,
    )  # fmt: skip


def output_options(
    formats: Sequence[str] = FORMATS, default: str = "table"
) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Where the result goes and in which format, as one argument ``output``."""

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        @functools.wraps(function)
        @click.pass_context
        def command(ctx: click.Context, /, **values: Any) -> T:  # noqa: ANN401
            from nomenklatur_cli.output import Output  # noqa: PLC0415 - not for --help

            origin = ctx.get_parameter_source("format_name")
            named = origin is click.core.ParameterSource.COMMANDLINE
            output = Output(
                values.pop("format_name") or default,
                values.pop("path"),
                named=named,
                formats=tuple(formats),
                bom=values.pop("bom"),
                everything=values.get("everything", True),
            )
            values.pop("everything", None)
            for source in _sources(values):
                output.spare(source)
            with use_language(output.language):
                return function(output=output, **values)

        return stacked(
            (
                option(
                    "-f", "--format", "format_name", cls=FormatOption, type=Choice(formats),
                    metavar="FORMAT", usual=default,
                    help=N_(
                        "{choices}. By default what the suffix of --output says, else {usual}."
                    ),
                ),
                click.option(
                    "-o", "--output", "path", metavar="FILE",
                    help=N_("File to write, whole or not at all; - is standard output."),
                ),
                option(
                    "--bom", is_flag=True,
                    help=N_("Begin a file with a byte order mark, as Excel wants of CSV."),
                ),
            ),
            command,
        )  # fmt: skip

    return decorate


def _sources(values: Mapping[str, Any]) -> Iterable[str | None]:
    """The files that a command reads."""
    match values.get("choices"):
        case None:
            return (values.get("document"),)
        case tuple(several):
            return (choices.plan for choices in several)
        case choices:
            return (choices.plan,)


def all_option(function: Callable[..., T]) -> Callable[..., T]:
    """Whether a table shows everything. Stands above `output_options`."""
    return option(
        "--all", "everything", is_flag=True, help=N_("Show every item and every finding in tables.")
    )(function)


def fail_on_option(default: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """From which severity on findings make the exit code 1."""
    return option(
        "--fail-on", type=Choice(SEVERITIES), default=default, show_default=True,
        metavar="SEVERITY",
        help=N_(
            "Exit with 1 if there are findings of that severity or above: {choices}. Errors "
            "about money from reading always do."
        ),
    )  # fmt: skip


def rule_options(function: Callable[..., T]) -> Callable[..., T]:
    """Which rules count, which findings are accepted and which fatal, as one ``verdict``."""

    @functools.wraps(function)
    def command(**values: Any) -> T:  # noqa: ANN401
        from nomenklatur_cli.verdict import Verdict  # noqa: PLC0415 - not for --help

        own = {name: values.pop(name) for name in Verdict.names()}
        return function(verdict=Verdict(**own), **values)

    return stacked(
        (
            option(
                "--select", multiple=True, metavar="RULE",
                help=N_("Report these rules only: a code, a name, or the start of codes (NK3)."),
            ),
            option(
                "--ignore", multiple=True, metavar="RULE", help=N_("Do not report these rules."),
            ),
            option(
                "--per-file-ignores", multiple=True, metavar="PATTERN:RULES",
                help=N_("Do not report rules in some files, such as 'renja-2020*:NK4,NK205'."),
            ),
            option(
                "--fatal", multiple=True, metavar="RULE", help=N_("Report these rules as errors."),
            ),
            fail_on_option("error"),
            option(
                "--baseline", type=click.Path(dir_okay=False), metavar="FILE",
                help=N_("Findings that are accepted; only others are reported and fail the check."),
            ),
            click.option(
                "--write-baseline", is_flag=True,
                help=N_("Accept the findings of today: write them to the file of --baseline."),
            ),
        ),
        command,
    )  # fmt: skip

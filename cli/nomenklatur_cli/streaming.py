"""Long plans on the command line: streamed, with progress on a terminal and a balance behind."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import click

from nomenklatur.language import _, ngettext
from nomenklatur_cli import console
from nomenklatur_cli.plans import layouts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.bulk import BulkResult
    from nomenklatur_cli.output import Output
    from nomenklatur_cli.plans import Choices

ROW_FORMATS: Final = ("csv", "jsonl")


def stream_if_long(choices: Choices, output: Output, fail_on: str, *, asked: bool) -> int | None:
    """Stream a plan that is long, or that is to be; None if it has to be read as a whole.

    Raises:
        click.UsageError: It is to be streamed, and its output is none that has rows.
        NomenklaturError: It cannot be read, or not be streamed though it is to be.
    """
    format_ = output.chosen()
    if asked:
        _require_rows(choices, format_)
    elif format_ not in ROW_FORMATS or choices.table or choices.side:
        return None
    elif choices.columns or choices.row_level or layouts():
        return None  # what was chosen is for plans that are read as a whole
    from nomenklatur.bulk.run import NotFlatError, is_long, stream_plan  # noqa: PLC0415 - heavy

    if not asked and not is_long(choices.plan):
        return None
    try:
        with _stream(output) as out, console.progress() as progress:
            result = stream_plan(
                choices.plan, out, format=format_, progress=progress, **choices.options()
            )
    except NotFlatError:
        if asked:
            raise
        return None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on
        return 0
    for line in told(result, choices.plan):
        console.say(line)
    return _exit_code(result, fail_on)


def _require_rows(choices: Choices, format_: str) -> None:
    """See that a plan can be streamed as it is asked for.

    Raises:
        click.UsageError: It cannot.
    """
    if format_ not in ROW_FORMATS:
        raise click.UsageError(
            _("--stream writes rows: give -f csv or -f jsonl, not {format}").format(format=format_)
        )
    if choices.table or choices.side:
        raise click.UsageError(_("--stream reads files of one table: leave --table and --side out"))
    if choices.columns or choices.row_level:
        raise click.UsageError(
            _("--stream takes columns as they are read: leave --column and --row-level out")
        )


@contextlib.contextmanager
def _stream(output: Output) -> Iterator[TextIO]:
    """Where the rows go: standard output, or a file that is complete or as it was."""
    if not output.to_file:
        stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", errors="replace", newline="")
        try:
            if output.bom:
                stream.write("\N{BOM}")
            yield stream
            stream.flush()
        finally:
            with contextlib.suppress(BrokenPipeError):
                stream.detach()  # standard output stays open
        return
    target = Path(os.path.realpath(str(output.path)))
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        return
    from nomenklatur.report.writing import said_of  # noqa: PLC0415 - not for --help

    with said_of(str(output.path)):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        encoding = "utf-8-sig" if output.bom else "utf-8"
        with open(handle, "w", encoding=encoding, errors="replace", newline="") as stream:  # noqa: PTH123 - a handle
            yield stream
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def told(result: BulkResult, plan: str) -> Iterator[str]:
    """What is said of a streamed plan: how many items, where the money went, what is wrong."""
    from nomenklatur.report.wording import grouped, money  # noqa: PLC0415 - not for --help
    from nomenklatur.translation import Status  # noqa: PLC0415 - the same

    counts = ", ".join(f"{grouped(result.items[one])} {_(one.value)}" for one in Status)
    yield ngettext("{plan}: {n} item: {counts}", "{plan}: {n} items: {counts}", result.rows).format(
        plan=plan, n=result.rows, counts=counts
    )
    for balance in result.balances:
        parts = " + ".join(f"{_(one.value)} {money(balance.of(one))}" for one in Status)
        yield _("{plan}: {column}: plan {whole} = {parts}").format(
            plan=plan, column=balance.column, whole=balance.plan, parts=parts
        )
    for finding in result.findings:
        yield f"{finding.place}: {finding.rule.code} {finding.message}"
    for row, problem in result.notes:
        yield _("{plan}, row {row}: {problem}").format(plan=plan, row=row, problem=problem)
    if more := result.problems - len(result.notes):
        yield ngettext(
            "{plan}: {n} more amount is wrong", "{plan}: {n} more amounts are wrong", more
        ).format(plan=plan, n=more)
    if moved := result.moved:
        yield ngettext(
            "{plan}: the cells of {n} row had slipped and were moved",
            "{plan}: the cells of {n} rows had slipped and were moved",
            moved,
        ).format(plan=plan, n=moved)


def _exit_code(result: BulkResult, fail_on: str) -> int:
    from nomenklatur.findings import RULES, Finding  # noqa: PLC0415 - not for --help
    from nomenklatur_cli.verdict import exit_code  # noqa: PLC0415 - the same

    rules = [*result.rules, *(("NK304",) if result.problems else ())]
    return exit_code([*result.findings, *(Finding(RULES[code], "") for code in rules)], fail_on)

"""Writes docs/cli.md from the help of the commands: `python tools/make_cli_docs.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
WIDTH = 90
HEAD = """\
# Command line

<!-- Written by tools/make_cli_docs.py from the commands' own help; edit that instead. -->

Results go to standard output, everything else to standard error. A file is written whole or not
at all. The exit code is 0, or 1 for findings that are grave enough (`--fail-on`) and for a
look-up that finds nothing, or 2 for usage, configuration and input that cannot be read.

Options beat environment variables (`NOMENKLATUR_TO`, `NOMENKLATUR_FAIL_ON`, …: the option's name
in capitals), which beat the nearest `nomenklatur.toml`, or `[tool.nomenklatur]` in
`pyproject.toml`. A key at the top holds for every command that has the option, one in a table of
a command's name for that command alone:

```toml
to = "permendagri-90-2019"
authority = "kabupaten_kota"

[check]
fail-on = "warning"
ignore = ["NK404"]
```

What was chosen for a file that is misread (`--column`, `--row-level`, `--table`) can be kept for
all files of its layout; see [choosing columns and rows](choosing.md).

`NO_COLOR` switches colours off. `COLUMNS` says how wide a table may be. `--debug` shows the
traceback of an error.
"""


def commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[tuple[click.Command, click.Context]]:
    """A command and all below it, with the contexts in which their help is written."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    ctx = click.Context(command, parent, name, **settings)
    yield command, ctx
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            if found is not None:
                yield from commands(found, below, ctx)


def page() -> str:
    """The page."""
    parts = [HEAD]
    for command, ctx in commands(cli, "nomenklatur"):
        help_ = "\n".join(line.rstrip() for line in command.get_help(ctx).splitlines())
        parts.append(f"## {ctx.command_path}\n\n```text\n{help_}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

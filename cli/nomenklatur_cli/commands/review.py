"""`nomenklatur review`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from nomenklatur.language import N_, _, ngettext
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import option, plan_options

if TYPE_CHECKING:
    from nomenklatur.review import Session
    from nomenklatur_cli.plans import Choices

_ALL = 100
_LONG = 2_000
"""Rows from which on matching takes more than a moment."""
_NARROWEST, _WIDEST = 60, 110
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER")
"""Environment variables that say that a browser has somewhere to show itself."""


@click.command(
    "review",
    cls=Command,
    examples="""
    nomenklatur review renja.xlsx
    nomenklatur review renja.xlsx --decisions keputusan.jsonl --author Siti
    nomenklatur review renja.txt --no-crosswalk --below 90
    nomenklatur review renja.xlsx --terminal
    nomenklatur review renja.xlsx --no-browser --port 8123
    """,
)
@plan_options
@option("--author", metavar="NAME",
        help=N_("Who decides; by default git's user.name, else your account's name."))  # fmt: skip
@option("--below", type=click.IntRange(0, _ALL), default=0, metavar="PERCENT",
        help=N_("Also ask what was mapped by a likely name, where its probability is below this; "
                "100 asks all of it."))  # fmt: skip
@option("--terminal", is_flag=True, help=N_("Ask in this terminal instead of a page."))
@option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER",
        help=N_("Port of the page; by default one that is free."))  # fmt: skip
@option("--no-browser", is_flag=True, help=N_("Print the page's address instead of opening it."))
def command(  # noqa: PLR0913 - its options
    *,
    choices: Choices,
    author: str | None,
    below: int,
    terminal: bool,
    port: int,
    no_browser: bool,
) -> None:
    """Decide what the program leaves open, the most expensive first.

    Opens a page in your browser, which only this machine can reach. Every answer is appended to
    the decisions file at once: FILE of --decisions, else the configured one, else
    PLAN.decisions.jsonl beside the plan. Stop whenever you like, with Ctrl+C or the button of the
    page, and go on another day where you were.

    --column without a role, such as --column 2021, names the column of money whose largest amounts
    come first; by default the plan's first.
    """
    from nomenklatur.decisions import DecisionLog  # noqa: PLC0415 - not for --help
    from nomenklatur.review.opening import open_session  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same
    from nomenklatur_cli.reviewing.who import author_of  # noqa: PLC0415 - the same

    if choices.plan == "-":
        raise click.UsageError(_("a review needs a file, not standard input"))
    who = author_of(author)
    named = [text for text in choices.columns if "=" not in text]
    choices = evolve(choices, columns=tuple(c for c in choices.columns if c not in named))
    log = DecisionLog(Path(choices.decisions or f"{choices.plan}.decisions.jsonl"))
    plan = choices.read()
    if len(plan) > _LONG:
        say(ngettext("Matching {n} row …", "Matching {n} rows …", len(plan)).format(n=len(plan)))
    session = open_session(
        plan,
        log,
        author=who.name,
        column=named[-1] if named else "",
        below=below / _ALL,
        **choices.options(),
    )
    for line in _beginning(session, who.name, who.origin):
        say(_plain(line))
    for finding in session.decisions.findings:
        say(f"{finding.rule.code} {finding.place}: {finding.message}")
    if terminal:
        _in_terminal(session)
    elif len(session.queue):
        _on_page(session, _next(choices, log.path), port, opened=not no_browser)
    for line in _end(session, _next(choices, log.path)):
        say(_plain(line))


def _beginning(session: Session, author: str, origin: str) -> list[str]:
    """What is said before the first question."""
    from nomenklatur.review import words  # noqa: PLC0415 - the same

    left = words.left_text(session.progress)
    count = len(session.decisions.lines)
    known = (
        ngettext("{n} line", "{n} lines", count).format(n=count)
        if session.log.path.exists()
        else _("a new file")
    )
    return [
        _("Decisions go to {file} ({known}), in the name of {author} ({origin}).").format(
            file=session.log.path, known=known, author=author or "?", origin=origin
        ),
        f"{left[:1].upper()}{left[1:]}.",
    ]


def _plain(text: str) -> str:
    """A text with plain blanks, for terminals that know no others."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _on_page(session: Session, command_line: str, port: int, *, opened: bool) -> None:
    from nomenklatur.review.web.serving import serve  # noqa: PLC0415 - heavy
    from nomenklatur_cli.console import put, say  # noqa: PLC0415 - not for --help

    def started(url: str) -> None:
        if opened and _open(url):
            say(_("The page is open in your browser: {url}").format(url=url))
        else:
            put(f"{url}\n")
        say(_("Ctrl+C or the button Finish ends."))

    serve(session, port=port, command=command_line, started=started)


def _open(url: str) -> bool:
    """Open a page in the user's browser; whether there is one.

    Without a screen only a browser in this terminal would be found, which nobody asked for.
    """
    import os  # noqa: PLC0415 - only to open a page
    import sys  # noqa: PLC0415 - the same
    import webbrowser  # noqa: PLC0415 - the same

    if sys.platform.startswith("linux") and not any(map(os.environ.get, _SCREENS)):
        return False
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False


def _in_terminal(session: Session) -> None:
    import shutil  # noqa: PLC0415 - not for --help
    import sys  # noqa: PLC0415 - the same

    from nomenklatur_cli.console import may_colour, paint  # noqa: PLC0415 - the same
    from nomenklatur_cli.reviewing.screen import Screen  # noqa: PLC0415 - the same
    from nomenklatur_cli.reviewing.terminal import Terminal  # noqa: PLC0415 - the same

    width = min(max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST), _WIDEST)
    screen = Screen(session, width, paint) if may_colour(sys.stdout) else Screen(session, width)
    Terminal(session, screen).run()


def _end(session: Session, command_line: str) -> list[str]:
    """What is said when the review is over."""
    from nomenklatur.review import words  # noqa: PLC0415 - not for --help

    session.refresh()
    said = words.summary(session, command_line)
    lines = [f"{label}: {text}" for label, text in said.lines]
    return ["", *lines, _("Next: {command}").format(command=command_line)]


def _next(choices: Choices, decisions: Path) -> str:
    """The command that uses what was decided."""
    words = ["nomenklatur", "translate", choices.plan]
    values = {
        "--table": choices.table, "--side": choices.side, "--row-level": choices.row_level,
        "--from": choices.source,
        "--to": choices.to, "--authority": choices.authority, "--bidang": choices.bidang,
    }  # fmt: skip
    for name, value in values.items():
        words += [name, value] if value else []
    for chosen in choices.columns:
        words += ["--column", chosen]
    for crosswalk in choices.crosswalks:
        words += ["--crosswalk", crosswalk]
    flags = {
        "--no-crosswalk": choices.no_crosswalk, "--no-exact": choices.no_exact,
        "--no-fuzzy": choices.no_fuzzy, "--semantic": choices.semantic,
    }  # fmt: skip
    words += [name for name, given in flags.items() if given]
    return shlex.join([*words, "--decisions", str(decisions)])

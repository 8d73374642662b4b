"""The language of the command line: `--lang`, the environment, the configuration, the locale.

Help and messages on standard error are in the language that was chosen, else in that of the
locale. Documents are in the language that was chosen, else in Indonesian.
"""

from __future__ import annotations

import contextlib
import functools
import gettext
import itertools
import os
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from nomenklatur.language import (
    LANGUAGES,
    N_,
    Language,
    _,
    language,
    language_of_locale,
    set_language,
    use_language,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VARIABLE: Final = "NOMENKLATUR_LANG"
_OPTION: Final = "nomenklatur.lang.option"
_CONFIGURED: Final = "nomenklatur.lang.configured"

LANG = click.Option(
    ["--lang"],
    type=click.Choice(LANGUAGES, case_sensitive=False),
    envvar=VARIABLE,
    expose_value=False,
    metavar="|".join(LANGUAGES),
    help=N_(
        "Language: English or Indonesian. By default that of the locale; documents (html, xlsx) "
        "are Indonesian."
    ),
)

_chosen: ContextVar[Language | None] = ContextVar("chosen", default=None)
_terminal: ContextVar[Language | None] = ContextVar("terminal", default=None)


@contextlib.contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """Run a command line in the language that it asks for, in no language afterwards.

    The option is looked for before anything is parsed: what is wrong with the other options is
    said in that language too.
    """
    tokens = _chosen.set(None), _terminal.set(None)
    try:
        with use_language(None):
            _use(_asked_for(arguments) or _known(os.environ.get(VARIABLE)))
            yield
    finally:
        _chosen.reset(tokens[0])
        _terminal.reset(tokens[1])


def choose(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Use the language that a command was called with.

    An option beats the environment, which beats the configuration of the command, which beats
    that of all. A command that is looked at and not run chooses nothing.
    """
    if _terminal.get() is None:
        return
    option = _asked_for(arguments) or ctx.meta.get(_OPTION)
    ctx.meta[_OPTION] = option
    own = (ctx.default_map or {}).get("lang")
    configured = _known(own) or ctx.meta.get(_CONFIGURED)
    _use(option or _known(os.environ.get(VARIABLE)) or configured)


def configure(ctx: click.Context, chosen: object) -> None:
    """Remember the language that the configuration file has for every command."""
    ctx.meta[_CONFIGURED] = _known(chosen)


def language_of_output(*, is_document: bool) -> Language:
    """The language of a result."""
    return _chosen.get() or ("id" if is_document else _language_of_terminal())


def for_terminal(message: str) -> str:
    """A message in the language of the person at the keyboard, whatever the document's is."""
    with use_language(_language_of_terminal()):
        return _(message)


def _language_of_terminal() -> Language:
    return _terminal.get() or language_of_locale(os.environ)


def _use(chosen: Language | None) -> None:
    _chosen.set(chosen)
    _terminal.set(chosen or language_of_locale(os.environ))
    set_language(_terminal.get())


def _asked_for(arguments: Sequence[str]) -> Language | None:
    """The language that the last `--lang` names; None for no language that there is."""
    options = list(arguments)
    options = options[: options.index("--")] if "--" in options else options
    found = None
    for option, following in itertools.pairwise([*options, ""]):
        name, equals, value = option.partition("=")
        if name == "--lang":
            found = _known(value if equals else following)
    return found


def _known(text: object) -> Language | None:
    lowered = text.strip().lower() if isinstance(text, str) else ""
    return next((chosen for chosen in LANGUAGES if chosen == lowered), None)


@functools.cache
def _of_click(chosen: Language) -> gettext.NullTranslations:
    """The translations of click's own messages; what they lack stays English."""
    if chosen == "en":
        return gettext.NullTranslations()
    return gettext.translation("click", Path(__file__).parent / "locale", [chosen], fallback=True)


def _clicks_message(message: str) -> str:
    return _of_click(language()).gettext(message)


def _clicks_number(one: str, many: str, n: int) -> str:
    return _of_click(language()).ngettext(one, many, n)


def _teach_click() -> None:
    """Let click say its own messages in the language in use: it looks its functions up by name."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("click."):
            for word, theirs, ours in (
                ("_", gettext.gettext, _clicks_message),
                ("ngettext", gettext.ngettext, _clicks_number),
            ):
                if getattr(module, word, None) is theirs:
                    setattr(module, word, ours)


_teach_click()

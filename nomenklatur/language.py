"""The language in which messages are written: English as in the code, or Indonesian by gettext.

A message is English in the code, marked by a call::

    from nomenklatur.language import _, ngettext

    _("the sheet {sheet} is empty").format(sheet=name)
    ngettext("{n} row", "{n} rows", n).format(n=n)

`N_` marks a text that is written now and said later, by ``_`` where it is shown. A text is
translated when it is made, so that findings, evidence and errors are in the language that was in
use then; `use_language` chooses it for a block, also across threads that copy the context.

The catalogs stand in ``nomenklatur/locale`` and are compiled when the package is built.
"""

from __future__ import annotations

import contextlib
import functools
import gettext
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

Language = Literal["en", "id"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DOMAIN: Final = "nomenklatur"
FOLDER: Final = Path(__file__).parent / "locale"

_in_use: ContextVar[Language] = ContextVar("language", default="en")


def language() -> Language:
    """The language in use."""
    return _in_use.get()


def set_language(chosen: Language) -> None:
    """Choose the language from now on, for this context."""
    _in_use.set(chosen)


@contextlib.contextmanager
def use_language(chosen: Language) -> Iterator[None]:
    """Choose the language for a block."""
    token = _in_use.set(chosen)
    try:
        yield
    finally:
        _in_use.reset(token)


def _(message: str) -> str:
    """A message in the language in use."""
    return _translations(_in_use.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """A message about a number of things, in the language in use."""
    return _translations(_in_use.get()).ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a message that is translated where it is shown."""
    return message


@functools.cache
def _translations(chosen: Language) -> gettext.NullTranslations:
    if chosen == "en":  # what the code says
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [chosen], fallback=True)

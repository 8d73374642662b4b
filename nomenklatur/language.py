"""The language in which messages are written: English as in the code, or Indonesian by gettext.

A message is English in the code, marked by a call::

    from nomenklatur.language import _, ngettext

    _("the sheet {sheet} is empty").format(sheet=name)
    ngettext("{n} row", "{n} rows", n).format(n=n)

`N_` marks a text that is written now and said later, by ``_`` where it is shown; `P_` one about a
number of things, which ``ngettext`` says.

A text is translated when it is made, so that findings, evidence and errors are in the language
that was in use then; `use_language` chooses it for a block. It also remembers what it was made
of: ``_`` says it again in the language in use, so that a page in Indonesian can show findings that
were made in English, and an error on the way to that page is reported in the user's own language.

Values with a method ``in_language``, such as `Rupiah`, and the number of things in `ngettext` are
written in the form of the language: 1.234.567 or 1,234,567. Other numbers are years, rows and
codes, and stay as they are.

The translations stand in ``nomenklatur/locale`` and are compiled when the package is built.
"""

from __future__ import annotations

import contextlib
import functools
import gettext
import re
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self

Language = Literal["en", "id"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DOMAIN: Final = "nomenklatur"
FOLDER: Final = Path(__file__).parent / "locale"

_in_use: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """The language in use: English until one is chosen."""
    return _in_use.get() or "en"


def chosen_language() -> Language | None:
    """The language that was chosen, for work that is carried to another process; None for none."""
    return _in_use.get()


def document_language() -> Language:
    """The language of a document that an office hands in: Indonesian until one is chosen."""
    return _in_use.get() or "id"


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """The language that the environment variables of POSIX ask for.

    >>> language_of_locale({"LANG": "id_ID.UTF-8"}), language_of_locale({"LANG": "C"})
    ('id', 'en')
    """
    values = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, values), "")
    return "id" if re.split(r"[_.@-]", locale.lower())[0] == "id" else "en"


def set_language(chosen: Language | None) -> None:
    """Choose the language from now on, for this context; None chooses none."""
    _in_use.set(chosen)


@contextlib.contextmanager
def use_language(chosen: Language | None) -> Iterator[None]:
    """Choose the language for a block; None chooses none."""
    token = _in_use.set(chosen)
    try:
        yield
    finally:
        _in_use.reset(token)


class Message(str):
    """A text in a language, with what it was made of: text and values of a message.

    It is a plain text to everybody but ``_``.
    """

    __slots__ = ("_args", "_many", "_n", "_one", "_values")
    _one: str
    _many: str
    _n: int
    _args: tuple[object, ...]
    _values: dict[str, object] | None

    def __new__(  # noqa: PLR0913, PLR0917 - what it is made of
        cls,
        text: str,
        one: str,
        many: str = "",
        n: int = 1,
        args: tuple[object, ...] = (),
        values: dict[str, object] | None = None,
    ) -> Self:
        """Join the text as it is said now with what it was made of."""
        self = super().__new__(cls, text)
        self._one, self._many, self._n = one, many, n
        self._args, self._values = args, values
        return self

    def format(self, *args: object, **values: object) -> Message:
        """Fill the values in, in the form of the language in use."""
        said = {
            name: grouped(value, language())
            if name == "n" and self._many and isinstance(value, int)
            else _spoken(value)
            for name, value in values.items()
        }
        text = str.format(self, *map(_spoken, args), **said)
        return Message(text, self._one, self._many, self._n, args, values)

    def again(self) -> Message:
        """The same in the language in use."""
        template = ngettext(self._one, self._many, self._n) if self._many else _(self._one)
        if self._values is None:
            return template
        return template.format(*self._args, **self._values)

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (str(self), self._one, self._many, self._n, self._args, self._values)
        return Message, parts


def _spoken(value: object) -> object:
    """A value as the language in use writes it."""
    if isinstance(value, Message):
        return value.again()
    in_language = getattr(type(value), "in_language", None)
    return value if in_language is None else in_language(value, language())


class _Parts(tuple[object, ...]):
    """Messages and other values; the first of them stands between the others."""

    __slots__ = ()

    def in_language(self, chosen: Language) -> str:
        """All of them in a language."""
        with use_language(chosen):
            separator, *texts = (
                _(part) if isinstance(part, str) else str(_spoken(part)) for part in self
            )
        return separator.join(filter(None, texts))


def joined(parts: Iterable[object], separator: str = ", ") -> Message:
    """Messages and other values one after the other, as one message.

    Args:
        parts: The messages; empty ones are left out.
        separator: What stands between them; it is translated, too.
    """
    return Message("{parts}", "{parts}").format(parts=_Parts((separator, *parts)))


def _(message: str) -> Message:
    """A message in the language in use; one that was made before is said again."""
    if isinstance(message, Message):
        return message.again()
    return Message(_translations(language()).gettext(message) if message else "", message)


def ngettext(one: str, many: str, n: int) -> Message:
    """A message about a number of things, in the language in use."""
    return Message(_translations(language()).ngettext(one, many, n), one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a message that is translated where it is shown."""
    return message


def P_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark a message about a number of things that is translated where it is shown."""
    return one, many


def grouped(number: int, chosen: Language) -> str:
    """A whole number in the form of a language.

    >>> grouped(10268007000, "id"), grouped(-4507, "en")
    ('10.268.007.000', '-4,507')
    """
    text = f"{number:,}"
    return text.replace(",", ".") if chosen == "id" else text


@functools.cache
def _translations(chosen: Language) -> gettext.NullTranslations:
    if chosen == "en":  # what the code says
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [chosen], fallback=True)

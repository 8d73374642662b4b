"""Templates to text: escaped, printable, in the language in use."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import _, language, ngettext
from nomenklatur.report.grid import tidy
from nomenklatur.report.wording import percent
from nomenklatur.review import words
from nomenklatur.review.choices import may_take

if TYPE_CHECKING:
    from jinja2 import Environment

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def render(template: str, **context: Any) -> str:  # noqa: ANN401 - what a template shows
    """A template, filled in."""
    return _environment().get_template(template).render(lang=language(), **context)


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - heavy

    folder = resources.files("nomenklatur.review.web") / "templates"
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "_": _,
        "ngettext": ngettext,
        "words": words,
        "rupiah": words.rupiah,
        "money": words.money,
        "number": words.number,
        "percent": percent,
        "may_take": may_take,
        "int": int,
    }
    return environment


def _printable(value: object) -> object:
    """A value as it may stand on the page: texts without anything that is not printable."""
    if not isinstance(value, str) or hasattr(value, "__html__") or value.isprintable():
        return value
    return _NO_BREAK.join(map(tidy, str(value).split(_NO_BREAK)))


def static(name: str) -> bytes | None:
    """One of the page's own files; None if there is none of that name."""
    if name not in KINDS:
        return None
    return (resources.files("nomenklatur.review.web") / "static" / name).read_bytes()


KINDS: Final = {
    "htmx.min.js": "text/javascript; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "review.css": "text/css; charset=utf-8",
}
"""The page's own files, and what they are."""

"""Templates to text: escaped, printable, in the language in use."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import _, language, ngettext
from nomenklatur.report.wording import grouped, money, percent, where
from nomenklatur.review import words
from nomenklatur.review.choices import may_take
from nomenklatur.templates import environment, printable

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **context: Any) -> str:  # noqa: ANN401 - what a template shows
    """A template, filled in."""
    return _environment().get_template(template).render(lang=language(), **context)


@functools.cache
def _environment() -> Environment:
    made = environment("nomenklatur.review.web", printable)
    made.globals |= {
        "_": _,
        "ngettext": ngettext,
        "words": words,
        "rupiah": words.rupiah,
        "money": money,
        "number": grouped,
        "percent": percent,
        "where": where,
        "may_take": may_take,
        "int": int,
    }
    return made


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

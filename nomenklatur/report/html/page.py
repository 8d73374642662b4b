"""A page put together: templates, style, script and data, under a policy of its own.

The policy (Content Security Policy 3) names the hashes of the page's one style and one script, so
that nothing else runs or loads, whatever the texts of a plan contain; the templates escape every
text besides. Texts are made printable first: controls and bidi marks cannot hide anything.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import language
from nomenklatur.money import Rupiah
from nomenklatur.report.wording import grouped, money, percent
from nomenklatur.templates import NO_BREAK, environment, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from jinja2 import Environment

    from nomenklatur.report.html.words import Words

SCRIPTS: Final = ("base", "paged", "items", "findings", "readout", "flow", "icicle", "start")
"""The parts of the page's script, in their order."""
_PARTS: Final = 64
"""Pieces of the page that are written at once."""


def write_page(
    stream: TextIO,
    template: str,
    context: Mapping[str, Any],
    data: Mapping[str, Any],
    words: Words,
) -> None:
    """Write a page.

    Args:
        stream: Where to.
        template: Name of the template.
        context: What it shows.
        data: What the script gets, by name.
        words: The words of the page's language.
    """
    from markupsafe import Markup  # noqa: PLC0415 - only for pages

    style, script = _text("report.css"), page_script()
    values = {
        **context,
        "t": words,
        "lang": language(),
        "grouped": grouped,
        "all_of_it": percent(Fraction(100)),
        "rupiah": functools.partial(rupiah, words),
        "version": _version(),
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": policy(style, script),
        "data": {
            name: Markup(json_text(value))  # noqa: S704 - escaped for scripts
            for name, value in {"words": words.of_script(), **data}.items()
        },
    }
    page = _environment().get_template(f"{template}.html").stream(values)
    page.enable_buffering(_PARTS)
    stream.writelines(page)


def rupiah(words: Words, amount: Rupiah) -> str:
    """An amount with its currency: ``Rp 398.000``."""
    return words("rupiah", money=money(amount)).replace(" ", NO_BREAK)


def policy(style: str, script: str) -> str:
    """The Content Security Policy of a page with one style and one script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def json_text(value: object) -> str:
    r"""JSON that may stand in a script element: nothing in it ends the element or a line.

    >>> print(json_text({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


@functools.cache
def page_script() -> str:
    """The page's script: its parts in one closed scope."""
    parts = "\n".join(_text(f"{name}.js").strip() for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


@functools.cache
def _text(name: str) -> str:
    """One of the page's own files, with the line ends by which a browser hashes it."""
    folder = resources.files("nomenklatur.report.html") / "static"
    return (folder / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@functools.cache
def _environment() -> Environment:
    return environment("nomenklatur.report.html", _printable)


def _printable(value: object) -> object:
    """A value as it may stand on the page: money in its language, texts without controls."""
    if isinstance(value, Rupiah):
        return money(value)
    return printable(value)


def _version() -> str:
    from nomenklatur import __version__  # noqa: PLC0415 - the package is the façade

    return __version__


def pages(rows: int, size: int) -> int:
    """How many pages a table of so many rows has."""
    return max(-(-rows // size), 1)


def choices(pairs: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, str]]:
    """The choices of a filter: value, words, and how many rows it leaves."""
    return [(value, text, grouped(n)) for value, text, n in pairs]

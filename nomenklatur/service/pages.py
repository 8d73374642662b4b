"""Pages: the preview of an entity, its view, and what is served. Everything is escaped."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.language import _, language
from nomenklatur.templates import environment

if TYPE_CHECKING:
    from jinja2 import Environment

    from nomenklatur.catalog import Entry
    from nomenklatur.catalog.listing import Listed
    from nomenklatur.service.shelf import Shelved

_FOLDER: Final = files(__package__) / "templates"


@functools.cache
def style() -> str:
    """The style of all pages."""
    return (_FOLDER / "style.css").read_text("utf-8")


def csp(*, framed: bool = False) -> str:
    """The policy of a page: its own style and nothing else.

    Args:
        framed: Whether other pages may show it in a frame, as clients do with previews.
    """
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    ancestors = "*" if framed else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {ancestors}"
    )


@functools.cache
def _environment() -> Environment:
    made = environment("nomenklatur.service")
    made.globals |= {"_": _, "style": style, "language": language}
    return made


def _render(template: str, **values: Any) -> str:  # noqa: ANN401 - what the template shows
    return _environment().get_template(template).render(**values)


def entity_page(shelved: Shelved, entry: Entry, *, small: bool = False) -> str:
    """The page of an entity.

    Args:
        shelved: Its catalog.
        entry: The entry.
        small: Whether it is a preview, which says less.
    """
    facts = [
        (_("Indikator"), entry.indikator),
        (_("Satuan"), entry.satuan),
        (_("Kinerja"), entry.kinerja),
        (_("Definition"), entry.definition),
        (_("Official name"), entry.official_name),
        (_("Also called"), "; ".join(entry.aliases)),
        *((heading, text) for heading, text in entry.extra if not small),
    ]
    return _render(
        "entity.html",
        catalog=shelved.catalog.info,
        entry=entry,
        kinds=sorted(kind.label for kind in entry.authorities),
        above=shelved.catalog.ancestors(entry),
        below=() if small else shelved.catalog.children(entry.code),
        facts=[(heading, text) for heading, text in facts if text],
    )


def flyout(shelved: Shelved, entry: Entry) -> str:
    """A fragment of HTML on an entity, to be shown beside a suggestion."""
    text = shelved.entities.describe(entry)
    return _render("flyout.html", name=entry.name, text=text, indikator=entry.indikator)


def plain_flyout(name: str, description: str) -> str:
    """A fragment of HTML on a type or a property."""
    return _render("flyout.html", name=name, text=description, indikator="")


def index_page(served: tuple[Listed, ...], base: str) -> str:
    """What is served, with the addresses for OpenRefine."""
    return _render("index.html", served=served, base=base)

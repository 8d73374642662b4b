"""Templates of pages: every text is escaped, and nothing unprintable stands on a page."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

from nomenklatur.report.grid import tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def environment(package: str, finalize: Callable[[object], object] | None = None) -> Environment:
    """What renders the templates of a package, in its folder ``templates``.

    Args:
        package: Name of the package.
        finalize: Makes of a value what stands on the page, before it is escaped.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - heavy

    folder = resources.files(package) / "templates"
    return Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def printable(value: object) -> object:
    """A value as it may stand on a page: texts without anything that is not printable."""
    if not isinstance(value, str) or hasattr(value, "__html__") or value.isprintable():
        return value
    return NO_BREAK.join(map(tidy, str(value).split(NO_BREAK)))

"""Which row may stand below which, by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nomenklatur.codes import Code


def lies_under(code: Code, parent: Code) -> bool:
    """Whether a code may stand below another; generic codes may stand below any bidang."""
    if code.scheme is not parent.scheme:
        return True
    if code.is_under(parent) or code.generic().is_under(parent.generic()):
        return True
    return code.is_generic and parent.program is None

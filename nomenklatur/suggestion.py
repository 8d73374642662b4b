"""What somebody probably meant who wrote a name that there is not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable


def meant(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """The name that is most like a word, as a question; all names if none is like it.

    Args:
        word: The word.
        known: The names that there are.
        otherwise: What to say if none is like it.

    >>> meant("chek", ["check", "translate"])
    'did you mean check?'
    """
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    if close:
        return _("did you mean {name}?").format(name=close[0])
    return otherwise or _("one of {names}").format(names=", ".join(names))

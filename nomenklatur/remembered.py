"""What was made of texts, remembered up to a number of letters.

A number of texts bounds nothing where one text may be as long as its file: whoever sends a service
a hundred of them fills its memory for good. Letters do.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_More = ParamSpec("_More")
_Made = TypeVar("_Made")
_Key = TypeVar("_Key")

LETTERS: Final = 2_000_000
"""Letters of all texts that are remembered in one place: some 30,000 names of activities."""
_TEXTS: Final = 65_536
_ENTRY: Final = 64
"""Letters that any entry counts beside its own: it takes room, too."""


def remembers(
    function: Callable[Concatenate[str, _More], _Made],
) -> Callable[Concatenate[str, _More], _Made]:
    """Remember what a function makes of texts; all is forgotten when they become too many."""
    letters = 0

    @functools.lru_cache(maxsize=_TEXTS)
    @functools.wraps(function)
    def made(text: str, *more: _More.args, **named: _More.kwargs) -> _Made:
        nonlocal letters
        letters += len(text) + _ENTRY
        if letters > LETTERS:
            made.cache_clear()
            letters = len(text) + _ENTRY
        return function(text, *more, **named)

    return cast("Callable[Concatenate[str, _More], _Made]", made)


class Remembered(dict[_Key, _Made]):
    """A dictionary that forgets all it has when the texts in it become too many.

    >>> known = Remembered[str, int](letters=200)
    >>> for name in ("Penyediaan", "Pemeliharaan", "Rehabilitasi"):
    ...     known.keep(name, len(name), letters=len(name))
    >>> dict(known)
    {'Rehabilitasi': 12}
    """

    def __init__(self, letters: int = LETTERS) -> None:
        super().__init__()
        self.most = letters
        self._letters = 0

    def keep(self, key: _Key, value: _Made, *, letters: int) -> None:
        """Remember a value.

        Args:
            key: What it is asked for by.
            value: The value.
            letters: The letters of the texts in both.
        """
        self._letters += letters + _ENTRY
        if self._letters > self.most:
            self.clear()
            self._letters = letters + _ENTRY
        self[key] = value

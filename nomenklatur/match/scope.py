"""Which part of a catalog an old activity may go to: a prior, never a wall.

A legacy code says its bidang urusan, under one of two numberings, and its program; programs
01-06 serve the office itself and go to X.XX (Permendagri 90/2019). Everything else may be
matched too, but has to be so much more alike.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.codes import Code, Scheme
from nomenklatur.match import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.crosswalk.bidang import Numbering
    from nomenklatur.match.query import Query

GENERIC: Final = "X.XX"
EXPECTED: Final = 0.5
"""From here on a prior says that an activity is expected, rather than near by."""
_HEIR, _PART, _OFFICE, _NEIGHBOUR = 1.0, 0.8, EXPECTED, 0.25


@frozen(eq=False)
class Scope:
    """Where an activity is expected.

    Attributes:
        bidang: How strongly each bidang urusan of the target is expected, 0 to 1; empty where
            nothing is known.
        office: Whether it serves the office itself, so that X.XX is expected.
    """

    bidang: Mapping[str, float] = field(factory=dict)
    office: bool = False

    def prior(self, bidang: str) -> float:
        """How strongly a bidang urusan is expected, 0 to 1; 1 where nothing is known."""
        if self.office:
            return float(bidang == GENERIC)
        return self.bidang.get(bidang, 0.0) if self.bidang else 1.0

    def expects(self, bidang: str) -> bool:
        """Whether the activity is expected there, rather than next to it or elsewhere."""
        return self.prior(bidang) >= EXPECTED

    def admits(self, bidang: str) -> bool:
        """Whether the activity may be taken there without being asked: there or next to it."""
        return self.prior(bidang) > 0


def scope_of(query: Query, numbering: Numbering | None = None) -> Scope:
    """The scope of a query.

    Args:
        query: The query.
        numbering: The numbering of its legacy code, if known.
    """
    code = query.code
    if code is None:
        return _scope(None, query.bidang, "", numbering)
    if code.is_office_program or code.is_generic:
        return OFFICE
    place = (code.scheme, code.urusan, code.bidang)
    return _scope(place, query.bidang, query.bidang_name[:_LONGEST_NAME], numbering)


_LONGEST_NAME: Final = 256
"""Letters of a name of a bidang urusan that are read: scopes are remembered by them."""
OFFICE: Final = Scope({}, office=True)
"""The scope of what serves the office itself."""


@functools.lru_cache(maxsize=4096)
def _scope(
    place: tuple[Scheme, str, str | None] | None,
    office: Code | None,
    name: str,
    numbering: Numbering | None,
) -> Scope:
    found: dict[str, float] = {}
    own = None if office is None else str(office.bidang_urusan)
    if place is not None and place[0] is Scheme.LEGACY:
        from nomenklatur.crosswalk.bidang import load_bidang  # noqa: PLC0415 - reads a file

        bidang = Code(*place)
        heirs = [str(heir) for heir in load_bidang().to_new(bidang, name, numbering=numbering)]
        if own in heirs:  # the office settles which numbering is meant
            heirs.remove(own)
            heirs.insert(0, own)
        for position, heir in enumerate(heirs):
            found[heir] = _PART if position else _HEIR
    elif place is not None and place[2] is not None:
        found[f"{place[1]}.{place[2]}"] = _HEIR
    if own is not None:
        found.setdefault(own, _OFFICE if found else _HEIR)
        if place is None:  # every office serves itself too
            found[GENERIC] = _PART
    for known, prior in tuple(found.items()):
        if prior == _HEIR:
            for neighbour in tables.neighbours().get(known, ()):
                found.setdefault(neighbour, _NEIGHBOUR)
    return Scope(found)

"""The known versions of the nomenclature, and what a file looks like.

A file seldom says what it is. Its name, the digits of its sub kegiatan and a few entries that
changed meaning tell, but only as a suggestion: a wrong id would put a list in another's place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.catalog.entry import Entry


@frozen
class Version:
    """A published version of the nomenclature.

    Attributes:
        id: The id of its catalog.
        regulation: What it is called.
        pattern: How regulations and file names spell it.
        scheme: The grammar of its codes.
        sub_width: Digits of its sub kegiatan; None if it has none.
        valid_from: First year of plans under it, where it names one itself.
    """

    id: str
    regulation: str
    pattern: str
    scheme: Scheme = Scheme.NEW
    sub_width: int | None = None
    valid_from: int | None = None

    def is_named_in(self, text: str) -> bool:
        """Whether a text names this version."""
        return bool(re.search(self.pattern, text, re.IGNORECASE))


VERSIONS: Final = (
    Version(
        "permendagri-13-2006", "Permendagri 13 Tahun 2006", r"\b13\D{1,12}2006\b", Scheme.LEGACY
    ),
    Version(
        "permendagri-90-2019", "Permendagri 90 Tahun 2019", r"(?<!\d)90\D{1,12}2019\b", sub_width=2
    ),
    Version(
        "kepmendagri-050-3708-2020", "Kepmendagri 050-3708 Tahun 2020", r"050\D{0,3}3708",
        sub_width=2,
    ),
    Version(
        "kepmendagri-050-5889-2021", "Kepmendagri 050-5889 Tahun 2021", r"050\D{0,3}5889",
        sub_width=2,
    ),
    Version(
        "kepmendagri-900-1317-2023", "Kepmendagri 900.1.15.5-1317 Tahun 2023",
        r"900(?:[.\-_ ]1[.\-_ ]15[.\-_ ]5)?[.\-_ ]{1,3}1317", sub_width=4,
    ),
    Version(
        "kepmendagri-900-2850-2025", "Kepmendagri 900.1-2850 Tahun 2025",
        r"900(?:[.\-_ ]1)?[.\-_ ]{1,3}2850", sub_width=4,
    ),
    Version("sipd-2027", "SIPD, pemutakhiran 2027", r"sipd\W*2027|(?:_|\b)2027\b", sub_width=4,
            valid_from=2027),
)  # fmt: skip
"""The versions in the order of their publication."""


@frozen
class Suggestion:
    """What a file looks like.

    Attributes:
        version: The version.
        reason: What makes it look so.
    """

    version: Version
    reason: str


def version_of(*texts: str | None) -> Version | None:
    """The one version that an id or a regulation names; None if none does, or several do."""
    given = [text for text in texts if text]
    for version in VERSIONS:
        if version.id in given:
            return version
    found = [version for version in VERSIONS if any(map(version.is_named_in, given))]
    return found[0] if len(found) == 1 else None


def suggest(entries: Sequence[Entry], file: str) -> Suggestion | None:
    """The version that a list looks like; None if nothing tells."""
    if not entries:
        return None
    scheme, width = _grammar(entries)
    fitting = [v for v in VERSIONS if v.scheme is scheme and width in (None, v.sub_width)]
    named = version_of(re.sub(r"[_\s]+", " ", file))
    if named in fitting:
        return Suggestion(named, _("its name is {file}").format(file=file))
    if scheme is Scheme.LEGACY:
        return Suggestion(fitting[0], _("its codes have no authority digit"))
    if width == 2:  # noqa: PLR2004 - the digits of a sub kegiatan
        return _two_digits(entries)
    if width == 4:  # noqa: PLR2004 - the same
        version = next(v for v in fitting if v.sub_width == width)
        return Suggestion(version, _("its sub kegiatan have four digits, as from this one on"))
    return None


def _grammar(entries: Iterable[Entry]) -> tuple[Scheme, int | None]:
    for entry in entries:
        if entry.code.sub is not None:
            return entry.code.scheme, len(entry.code.sub)
        if entry.level is Level.KEGIATAN and entry.code.scheme is Scheme.LEGACY:
            return Scheme.LEGACY, None
    return Scheme.NEW, None


_TELLING: Final = Code.parse("X.XX.01.2.03.02", scheme=Scheme.NEW)


def _two_digits(entries: Iterable[Entry]) -> Suggestion | None:
    """`X.XX.01.2.03.02` was a communication service first and security of property later."""
    for entry in entries:
        if entry.code == _TELLING and entry.is_for(Authority.KABUPATEN_KOTA):
            for id_, word in (
                ("permendagri-90-2019", "komunikasi"),
                ("kepmendagri-050-3708-2020", "pengamanan"),
            ):
                if word in entry.name.lower():
                    version = next(v for v in VERSIONS if v.id == id_)
                    why = _("{code} is {name}").format(code=entry.code, name=entry.name)
                    return Suggestion(version, why)
    return None

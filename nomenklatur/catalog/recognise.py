"""Which version of the nomenclature a plan is written in, told from its codes and names.

The shape of the codes tells the legacy nomenclature from the new one, and two digits of a sub
kegiatan from four (Kepmendagri 900.1.15.5-1317/2023 and later). Names tell versions of one shape
apart: kegiatan 03 of the office programme is *Administrasi Umum* in Permendagri 90/2019 and
*Administrasi Barang Milik Daerah* from Kepmendagri 050-3708/2020 on. Catalogs at hand say how
many of the codes and names they know. The answer is a ranking: said, and to be overridden.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from nomenklatur.codes import Authority, Code, Level, Scheme, read_code
from nomenklatur.language import N_, _
from nomenklatur.names import similarity, words
from nomenklatur.remembered import remembers
from nomenklatur.translation import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.catalog.catalog import Catalog

_GENERAL: Final = frozenset({Authority.PROVINSI, Authority.KABUPATEN_KOTA})
_SAME_NAME: Final = 0.75
"""From here on a name is the catalog's name for a code, retyped."""
_MOST_WEIGHT: Final = 25
"""Rows of one plan are alike: more than this many say no more than this many."""
_RIGHT, _WRONG, _UNSEEN = math.log(0.9), math.log(0.01), math.log(0.5)
_KNOWN, _OTHER_NAME, _UNKNOWN = math.log(0.9), math.log(0.05), math.log(0.1)
_UNKNOWN_TO_A_PART: Final = math.log(0.4)


@frozen
class _Known:
    """What is known of a version without its catalog."""

    scheme: Scheme
    sub_width: int | None = None
    special_regions: bool = False
    sayings: tuple[tuple[str, str], ...] = ()


_OFFICE_03: Final = "X.XX.01.2.03"
_OFFICE_03_PROVINSI: Final = "X.XX.01.1.03"
_BEFORE: Final = (
    (_OFFICE_03, "Administrasi Umum"),
    (_OFFICE_03_PROVINSI, "Administrasi Umum"),
)
_AFTER: Final = (
    (_OFFICE_03, "Administrasi Barang Milik Daerah pada Perangkat Daerah"),
    (_OFFICE_03_PROVINSI, "Administrasi Barang Milik Daerah pada Perangkat Daerah"),
    ("X.XX.01.2.06", "Administrasi Umum Perangkat Daerah"),
    ("X.XX.01.1.06", "Administrasi Umum Perangkat Daerah"),
)
_VERSIONS: Final = {
    "permendagri-13-2006": _Known(Scheme.LEGACY),
    "permendagri-90-2019": _Known(Scheme.NEW, 2, sayings=_BEFORE),
    "kepmendagri-050-3708-2020": _Known(Scheme.NEW, 2, special_regions=True, sayings=_AFTER),
    "kepmendagri-900-1317-2023": _Known(Scheme.NEW, 4, special_regions=True, sayings=_AFTER),
    "sipd-2027": _Known(Scheme.NEW, 4, special_regions=True, sayings=_AFTER),
}


@frozen
class Recognised:
    """A version that a plan may be written in.

    Attributes:
        catalog: Id of the version's catalog.
        probability: How probable it is, 0 to 1; all versions add up to 1.
        evidence: What speaks for it and against it.
    """

    catalog: str
    probability: float
    evidence: tuple[Evidence, ...] = ()


@define
class _Opinion:
    """What the evidence adds up to for one version."""

    weight: float = 0.0
    evidence: list[Evidence] = field(factory=list)

    def add(self, right: int, wrong: int, signal: str, good: str, bad: str) -> None:
        """Weigh a count of rows that fit against a count that do not."""
        total = right + wrong
        if not total:
            return
        scale = min(total, _MOST_WEIGHT) / total
        self.weight += scale * (right * _RIGHT + wrong * _WRONG)
        if right:
            self.evidence.append(Evidence(signal, _of(right, total, good)))
        if wrong:
            self.evidence.append(Evidence(signal, _of(wrong, total, bad), against=True))


@frozen
class _Row:
    """A row of a plan: its readings under either scheme, and its name."""

    new: Code | None
    legacy: Code | None
    name: str

    @classmethod
    def read(cls, code: Code | str | None, name: str) -> _Row:
        """A row of a code in any spelling, or of none."""
        if isinstance(code, Code):
            is_new = code.scheme is Scheme.NEW
            return cls(code if is_new else None, None if is_new else code, name)
        return cls(*_readings(code or ""), name)

    def under(self, scheme: Scheme) -> Code | None:
        """Its code under a scheme; None if it is none."""
        return self.new if scheme is Scheme.NEW else self.legacy


@remembers
def _readings(text: str) -> tuple[Code | None, Code | None]:
    """The readings of a code under either scheme, the new one first."""
    if not text.strip():
        return None, None
    new, legacy = (read_code(text, scheme=one).code for one in (Scheme.NEW, Scheme.LEGACY))
    return new, legacy


def recognise_version(
    codes_and_names: Iterable[tuple[Code | str | None, str]],
    catalogs: Iterable[Catalog] = (),
) -> tuple[Recognised, ...]:
    """The versions that a plan may be written in, the most probable first.

    Args:
        codes_and_names: The rows of a plan: a code, in any spelling or none, and a name.
        catalogs: The catalogs at hand; versions without one are told by their shape alone.

    >>> recognise_version([("2.17.01.2.03", "Administrasi Umum")])[0].catalog
    'permendagri-90-2019'
    """
    rows = [_Row.read(code, name) for code, name in codes_and_names]
    at_hand = {catalog.id: catalog for catalog in catalogs}
    opinions = {name: _Opinion() for name in (*_VERSIONS, *at_hand)}
    for name, opinion in opinions.items():
        known = _VERSIONS.get(name) or _known_of(at_hand[name])
        _judge_shape(rows, known, opinion)
        _judge_sayings(rows, known, opinion)
        if name in at_hand:
            _judge_coverage(rows, at_hand[name], known.scheme, opinion)
        elif at_hand:
            opinion.weight += min(len(rows), _MOST_WEIGHT) * _UNSEEN
            opinion.evidence.append(
                Evidence("catalog", _("{name} is not at hand").format(name=name), against=True)
            )
    return _ranked(opinions)


def _known_of(catalog: Catalog) -> _Known:
    """The shape of a version that only its catalog tells."""
    widths = Counter(len(entry.code.sub) for entry in catalog.entries if entry.code.sub)
    width = widths.most_common(1)[0][0] if widths else None
    special = any(entry.code.authority not in {None, *_GENERAL} for entry in catalog.entries)
    return _Known(catalog.info.scheme, width, special)


def _judge_shape(rows: Sequence[_Row], known: _Known, opinion: _Opinion) -> None:
    coded = [row for row in rows if row.new or row.legacy]
    fit = sum(row.under(known.scheme) is not None for row in coded)
    word = N_("legacy") if known.scheme is Scheme.LEGACY else N_("new")
    opinion.add(
        fit, len(coded) - fit, "shape",
        _("codes can be {scheme} ones").format(scheme=_(word)),
        _("codes cannot be {scheme} ones").format(scheme=_(word)),
    )  # fmt: skip
    if known.scheme is Scheme.LEGACY:
        only_new = [row for row in coded if row.new and not row.legacy]
        opinion.add(0, len(only_new), "shape", "", _("codes can only be new ones"))
        return
    if known.sub_width is not None:
        widths = [len(row.new.sub) for row in coded if row.new and row.new.sub]
        right = widths.count(known.sub_width)
        opinion.add(
            right, len(widths) - right, "digits",
            _("sub kegiatan have {width} digits").format(width=known.sub_width),
            _("sub kegiatan have not {width} digits").format(width=known.sub_width),
        )  # fmt: skip
    if not known.special_regions:
        special = sum(row.new.authority not in {None, *_GENERAL} for row in coded if row.new)
        opinion.add(
            0, special, "authority", "", _("codes are of a special region, known from 2020 on")
        )


def _judge_sayings(rows: Sequence[_Row], known: _Known, opinion: _Opinion) -> None:
    """Whether kegiatan that were renamed have the names of this version."""
    right, wrong = 0, 0
    said: list[Evidence] = []
    for row in rows:
        kegiatan = row.new.generic() if row.new else None
        if kegiatan is None or kegiatan.level is not Level.KEGIATAN or not words(row.name):
            continue
        names = [name for code, name in known.sayings if code == str(kegiatan)]
        others = [name for code, name in (*_BEFORE, *_AFTER) if code == str(kegiatan)]
        if not others:
            continue
        best = max(others, key=lambda name: _overlap(row.name, name))
        if best in names:
            right += 1
            said.append(
                Evidence(
                    "name",
                    _("{new} is {name}, as in this version").format(new=row.new, name=row.name),
                )
            )
        elif names or _overlap(row.name, best) > _SAME_NAME:
            wrong += 1
            said.append(
                Evidence(
                    "name",
                    _("{new} is {name}, as in another version").format(new=row.new, name=row.name),
                    against=True,
                )
            )
    opinion.weight += 2 * (right * _RIGHT + wrong * _WRONG)
    opinion.evidence += list(dict.fromkeys(said))[:3]


def _overlap(one: str, other: str) -> float:
    return similarity(one, other)


def _judge_coverage(
    rows: Sequence[_Row], catalog: Catalog, scheme: Scheme, opinion: _Opinion
) -> None:
    """How many of the codes and names the catalog knows."""
    same, other, unknown = 0, 0, 0
    example = ""
    by_name = {words(name) for entry in catalog.entries for name in entry.names}
    for row in rows:
        code = row.under(scheme)
        entry = catalog.get(code) if code is not None else None
        if entry is None:
            named = code is None and words(row.name) in by_name
            same, unknown = same + named, unknown + (not named)
        elif not words(row.name) or _is_named(catalog, entry.code, row.name):
            same += 1
        else:
            other += 1
            example = example or _("{code}: {name!r} is {other!r}").format(
                code=code, name=row.name, other=entry.name
            )
    total = same + other + unknown
    if not total:
        return
    scale = min(total, _MOST_WEIGHT) / total
    miss = _UNKNOWN_TO_A_PART if catalog.info.partial else _UNKNOWN
    opinion.weight += scale * (same * _KNOWN + other * _OTHER_NAME + unknown * miss)
    known = (
        _("{id}, which is only a part, knows {same} of {total} rows")
        if catalog.info.partial
        else _("{id} knows {same} of {total} rows")
    )
    opinion.evidence.append(
        Evidence("catalog", known.format(id=catalog.id, same=same, total=total))
    )
    if other:
        text = _("{other} of {total} codes have other names in it, such as {example}").format(
            other=other, total=total, example=example
        )
        opinion.evidence.append(Evidence("catalog", text, against=True))
    if unknown:
        text = _("it has {unknown} of {total} rows not at all").format(unknown=unknown, total=total)
        opinion.evidence.append(Evidence("catalog", text, against=True))


def _is_named(catalog: Catalog, code: Code, name: str) -> bool:
    """Whether a name is that of a code, for whatever kind of region."""
    return any(
        similarity(name, known) >= _SAME_NAME
        for entry in catalog.by_code.get(code, ())
        for known in entry.names
    )


def _ranked(opinions: dict[str, _Opinion]) -> tuple[Recognised, ...]:
    best = max(opinion.weight for opinion in opinions.values())
    odds = {name: math.exp(opinion.weight - best) for name, opinion in opinions.items()}
    total = sum(odds.values())
    ranked = sorted(opinions, key=lambda name: -odds[name])
    return tuple(
        Recognised(name, round(odds[name] / total, 4), tuple(opinions[name].evidence))
        for name in ranked
    )


def _of(number: int, total: int, said: str) -> str:
    return _("{number} of {total} {said}").format(number=number, total=total, said=said)

"""What is wrong with a catalog: missing parents, duplicates, names that contradict their code."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.entry import Status
from nomenklatur.codes import Authority, Code, Level
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _
from nomenklatur.names import same_name
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.catalog.catalog import Catalog, Erratum
    from nomenklatur.catalog.entry import Entry

_SHOWN: Final = 3
"""How many codes a message names before it says how many more there are."""
_EVERY_KIND: Final = frozenset(Authority)
_WORD: Final = re.compile(r"\w+")
_KINDS: Final = frozenset({Authority.PROVINSI, Authority.KABUPATEN_KOTA})


def validate(catalog: Catalog, *, file: str = "") -> tuple[Finding, ...]:
    """Everything that a catalog has that somebody should look at, in the order of its rows.

    Args:
        catalog: The catalog.
        file: The file that it was read from, for the places; by default its id.
    """
    place = Place(file or catalog.id)
    found = [
        *_missing_parents(catalog, place),
        *_strays(catalog, place),
        *_duplicate_codes(catalog, place),
        *_contradictions(catalog, place),
        *_repeated_names(catalog, place),
        *_errata(catalog, place),
    ]
    return tuple(sorted(found, key=lambda f: (f.place.row or 0, f.rule.code, f.message)))


def _kinds(entry: Entry, catalog: Catalog) -> frozenset[Authority]:
    return entry.authorities or catalog.info.authorities or _EVERY_KIND


def _label(kinds: Iterable[Authority]) -> str:
    return ", ".join(sorted(kind.label for kind in kinds))


def _codes(entries: Sequence[Entry]) -> str:
    shown = ", ".join(str(entry.code) for entry in entries[:_SHOWN])
    more = len(entries) - _SHOWN
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown


def _missing_parents(catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Codes that entries stand under and that the catalog lacks."""
    levels = {entry.level for entry in catalog.entries}
    orphans = {
        parent: entries
        for parent, entries in catalog.by_parent.items()
        if parent is not None and parent not in catalog.by_code and not _is_notation(parent)
    }
    for level in sorted({parent.level for parent in orphans} - levels):
        below = sum(len(entries) for parent, entries in orphans.items() if parent.level is level)
        yield Finding(
            RULES["NK215"],
            _("there are no {label} rows; {below} entries stand below that level").format(
                label=level.label, below=below
            ),
            place,
        )
    for parent, entries in orphans.items():
        if parent.level in levels:
            yield Finding(
                RULES["NK214"],
                _("{label} {parent} is missing; below it: {codes}").format(
                    label=parent.level.label, parent=parent, codes=_codes(entries)
                ),
                place.at(row=entries[0].row),
                _("add {parent} with its name").format(parent=parent),
            )


def _is_notation(code: Code) -> bool:
    """Whether a code is X.XX or 0.00 or above: a way of writing, no entry."""
    return code.is_generic and code.program is None


def _strays(catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Entries for kinds of region that their parent is not for."""
    for parent, entries in catalog.by_parent.items():
        if parent is None or not (above := catalog.by_code.get(parent)) or _is_notation(parent):
            continue
        kinds = frozenset[Authority]().union(*(_kinds(entry, catalog) for entry in above))
        strays: dict[frozenset[Authority], list[Entry]] = defaultdict(list)
        for entry in entries:
            if lacking := _kinds(entry, catalog) - kinds:
                strays[lacking].append(entry)
        for lacking, below in strays.items():
            yield Finding(
                RULES["NK214"],
                _("{label} {parent} is not there for {label2}; below it: {codes}").format(
                    label=parent.level.label,
                    parent=parent,
                    label2=_label(lacking),
                    codes=_codes(below),
                ),
                place.at(row=below[0].row),
                severity=Severity.WARNING,
            )


def _duplicate_codes(catalog: Catalog, place: Place) -> Iterator[Finding]:
    for code, entries in catalog.by_code.items():
        for number, entry in enumerate(entries[1:], 1):
            kinds = _kinds(entry, catalog)
            clash = next((e for e in entries[:number] if kinds & _kinds(e, catalog)), None)
            if clash is not None:
                yield Finding(
                    RULES["NK104"],
                    _("{code} stands for {name!r} (row {row}) and {name2!r}").format(
                        code=code, name=clash.name, row=clash.row, name2=entry.name
                    ),
                    place.at(row=entry.row),
                )


def _contradictions(catalog: Catalog, place: Place) -> Iterator[Finding]:
    for entry in catalog.entries:
        digit = entry.code.authority
        if digit in _KINDS and entry.authorities and digit not in entry.authorities:
            yield Finding(
                RULES["NK206"],
                _("{code} has the digit of {label} and is listed for {label2}").format(
                    code=entry.code, label=digit.label, label2=_label(entry.authorities)
                ),
                place.at(row=entry.row),
            )
        if said := authority_contradiction(entry):
            yield Finding(RULES["NK206"], _said_of(entry, said), place.at(row=entry.row))
        elif said := _doubtful_authority(entry):
            yield Finding(
                RULES["NK206"],
                _said_of(entry, said),
                place.at(row=entry.row),
                severity=Severity.WARNING,
            )


def _said_of(entry: Entry, said: str) -> str:
    return _("{code} {name}: {said}").format(code=entry.code, name=entry.name, said=said)


_KABKOTA: Final = r"kab(?:upaten)?\.? ?/? ?kota"
_OF: Final = r"(?:pemerintah )?(?:daerah )?"
_CLAIMS: Final = {
    Authority.PROVINSI: re.compile(rf"(?<!menjadi )\bkewenangan {_OF}provinsi\b"),
    Authority.KABUPATEN_KOTA: re.compile(rf"(?<!menjadi )\bkewenangan {_OF}{_KABKOTA}\b"),
}
"""Words by which a name says whose it is. What "menjadi kewenangan" of another kind of region is
may well be dealt with here."""
_SCOPES: Final = {
    Authority.PROVINSI: re.compile(
        r"\b(?:tingkat (?:daerah )?|(?:ber)?skala |dalam 1 \(satu\) daerah |"
        r"penyelenggaraan pemerintahan daerah |nama domain pemerintah |rencana pembangunan \w+ )"
        r"provinsi\b(?! lain)"
    ),
    Authority.KABUPATEN_KOTA: re.compile(rf"\b(?:dalam|pada) (?:1 \(satu\) )?daerah {_KABKOTA}\b"),
}
"""Words by which a name says how far it reaches; they are not as sure."""
_OTHER: Final = {
    Authority.PROVINSI: Authority.KABUPATEN_KOTA,
    Authority.KABUPATEN_KOTA: Authority.PROVINSI,
}


def _kind_of(entry: Entry) -> Authority | None:
    """Provinsi or kabupaten/kota, by the code's digit or by the entry's only kind of region."""
    if entry.code.authority is not None:
        return entry.code.authority if entry.code.authority in _KINDS else None
    only = next(iter(entry.authorities)) if len(entry.authorities) == 1 else None
    return only if only in _KINDS else None


def authority_contradiction(entry: Entry) -> str:
    """How an entry's name contradicts the kind of region that its code is for.

    Only a name that claims an authority counts (``… Kewenangan Provinsi``). A name that speaks
    of both kinds, of borders (``Lintas Daerah Kabupaten/Kota`` is a provinsi's) or of dealings
    with the other kind is right.

    Returns:
        The contradiction in words; empty if there is none.
    """
    kind = _kind_of(entry)
    if kind is None:
        return ""
    other, name = _OTHER[kind], " ".join(entry.name.lower().split())
    claim = _CLAIMS[other].search(name)
    if claim is None or _CLAIMS[kind].search(name):
        return ""
    if entry.code.authority:
        return _("the name says {claim!r}, digit {digit} says {label}").format(
            claim=claim[0], digit=kind.value, label=kind.label
        )
    return _("the name says {claim!r}, its list says {label}").format(
        claim=claim[0], label=kind.label
    )


def _doubtful_authority(entry: Entry) -> str:
    kind = _kind_of(entry)
    if kind is None or entry.code.authority is None:
        return ""
    other, name = _OTHER[kind], " ".join(entry.name.lower().split())
    scope = _SCOPES[other].search(name)
    if scope is None or re.search(r"lintas|antar|melampaui|beberapa|seluruh", name):
        return ""
    if kind.label.partition("_")[0] in name:
        return ""
    return _("the name says {claim!r}, digit {digit} says {label}").format(
        claim=scope[0], digit=kind.value, label=kind.label
    )


def _repeated_names(catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Names that several active entries carry that one region may use.

    The special regions (digits 3 to 8) have lists of their own, which repeat the common one.
    """
    by_name: dict[tuple[Level, Authority | None, str], list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        if entry.status is Status.ACTIVE:
            name = " ".join(_WORD.findall(entry.name.lower()))
            by_name[entry.level, entry.code.authority, name].append(entry)
    for (level, *_rest), entries in by_name.items():
        if len(entries) == 1:
            continue
        beside: dict[Code | None, list[Entry]] = defaultdict(list)
        for entry in entries:
            beside[entry.code.parent].append(entry)
        for siblings in beside.values():
            yield from _twins(siblings, catalog, place)
        codes = list({entry.code.generic(): entry for entry in entries}.values())
        if len(beside) > 1 and len(codes) > 1 and _share_a_kind(codes, catalog):
            yield Finding(
                RULES["NK216"],
                _("{n} {label} are named {name!r}: {codes}").format(
                    n=len(codes), label=level.label, name=entries[0].name, codes=_codes(codes)
                ),
                place.at(row=codes[0].row),
            )


def _twins(siblings: Sequence[Entry], catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Entries of one parent with one name, for the same kind of region, under two codes."""
    for number, entry in enumerate(siblings[1:], 1):
        kinds = _kinds(entry, catalog)
        twin = next(
            (
                other
                for other in siblings[:number]
                if other.code != entry.code and kinds & _kinds(other, catalog)
            ),
            None,
        )
        if twin is not None:
            yield Finding(
                RULES["NK104"],
                _("{code} has the name of {code2} beside it: {name!r}").format(
                    code=entry.code, code2=twin.code, name=entry.name
                ),
                place.at(row=entry.row),
            )


def _share_a_kind(entries: Sequence[Entry], catalog: Catalog) -> bool:
    seen: set[Authority] = set()
    for entry in entries:
        kinds = _kinds(entry, catalog)
        if kinds & seen:
            return True
        seen |= kinds
    return False


def _errata(catalog: Catalog, place: Place) -> Iterator[Finding]:
    """Names known to differ from the regulation, and the other slips that the catalog lists."""
    said: set[tuple[str, str]] = set()
    for entry in catalog.entries:
        official = entry.official_name
        if official and not same_name(entry.name, official):
            said.add((str(entry.code), entry.name))
            yield Finding(
                RULES["NK205"],
                _("{code}: {name!r} is {official!r} in the regulation").format(
                    code=entry.code, name=entry.name, official=official
                ),
                place.at(row=entry.row),
                _("write {official}").format(official=official),
            )
    rows = {str(entry.code): entry.row for entry in catalog.entries}
    for erratum in catalog.info.errata:
        if (erratum.code, erratum.printed) not in said:
            yield erratum_finding(erratum, place.at(row=rows.get(erratum.code)))


def erratum_finding(erratum: Erratum, place: Place) -> Finding:
    """A listed slip of a source as a finding: it is known, so it is there for information."""
    printed = repr(erratum.printed) if erratum.printed else _("nothing")
    said = _("{code}: the source prints {printed}")
    if erratum.official:
        said = _("{code}: the source prints {printed} for {official!r}")
    message = said.format(code=erratum.code, printed=printed, official=erratum.official)
    if erratum.note:
        message = _("{message} ({note})").format(message=message, note=erratum.note)
    return Finding(
        RULES["NK102" if Code.readings(erratum.official) else "NK205"],
        message,
        place,
        severity=Severity.INFO,
    )

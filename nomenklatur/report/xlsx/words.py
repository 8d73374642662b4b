"""The workbook's words: Indonesian, and where there is an official wording, that one."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from nomenklatur.codes import Level
from nomenklatur.crosswalk import Relation
from nomenklatur.findings import Severity
from nomenklatur.names import words
from nomenklatur.report.wording import probability
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority
    from nomenklatur.places import Place
    from nomenklatur.plan import AmountColumn, Plan
    from nomenklatur.translation import Evidence, Outcome

STATUS: Final = {
    Status.MAPPED: "Terpetakan",
    Status.AMBIGUOUS: "Perlu ditinjau",
    Status.UNMAPPED: "Belum terpetakan",
}
SEVERITY: Final = {
    Severity.ERROR: "Galat",
    Severity.WARNING: "Peringatan",
    Severity.INFO: "Catatan",
}
EXACT: Final = "Sesuai Sub Kegiatan"
BROAD: Final = "Sesuai, Masuk Rincian Belanja pada Sub Kegiatan"
CLOSE: Final = "Sesuai Sub Kegiatan, nama disesuaikan"
KETERANGAN: Final = {EXACT: Relation.EXACT, BROAD: Relation.BROAD, CLOSE: Relation.CLOSE}
"""The wordings of KETERANGAN that a person can choose from, and what they mean."""
NO_HOME: Final = "Tidak ada padanan"
NOT_YET: Final = "Belum terpetakan"
WITHOUT_TARGET: Final = "Masuk Rincian Belanja pada Sub Kegiatan yang belum ditentukan"

_OFFICIAL_WORDS: Final = frozenset(words(f"{BROAD} {CLOSE} keg"))
METHODS: Final = {
    Method.DECISION: "keputusan",
    Method.CROSSWALK: "tabel pemetaan",
    Method.EXACT: "nama sama",
    Method.FUZZY: "usulan program",
}
_KINDS: Final = {
    "kabupaten_kota": "Kabupaten/Kota",
    "provinsi": "Provinsi",
    "diy": "DIY",
    "dki_jakarta": "DKI Jakarta",
}


def keterangan(outcome: Outcome) -> str:
    """KETERANGAN of an item in the official wording.

    What a mapping or a decision says beyond that wording is kept behind it.
    """
    return _with_note(_wording(outcome), outcome)


def _wording(outcome: Outcome) -> str:
    if outcome.status is Status.UNMAPPED:
        return NO_HOME if outcome.relation is Relation.NONE else NOT_YET
    if outcome.status is Status.AMBIGUOUS:
        if outcome.relation is Relation.BROAD:
            return WITHOUT_TARGET
        count = len(outcome.candidates)
        return f"Perlu ditinjau: {count} calon" if count else "Perlu ditinjau"
    text = {Relation.BROAD: BROAD, Relation.CLOSE: CLOSE}.get(
        outcome.relation or Relation.EXACT, EXACT
    )
    levels = {target.code.level for target in outcome.targets}
    if levels and levels != {Level.SUB_KEGIATAN}:
        text = text.replace("Sub Kegiatan", max(levels).label)
    if len(outcome.targets) > 1:
        text += f", dibagi ke {len(outcome.targets)} {max(levels).label}"
    return text


def _with_note(text: str, outcome: Outcome) -> str:
    """The wording with the source's own note, where that says anything else."""
    if not outcome.note or set(words(outcome.note)) <= _OFFICIAL_WORDS:
        return text
    return f"{text} (catatan: {outcome.note})"


def share(part: Fraction) -> str:
    """The share of a target of several.

    >>> from fractions import Fraction
    >>> share(Fraction(1, 3)), share(Fraction(1, 4))
    ('bagian 1/3', 'bagian 25 %')
    """
    percent = part * 100
    return f"bagian {percent.numerator} %" if percent.denominator == 1 else f"bagian {part}"


def basis(outcome: Outcome) -> str:
    """What an outcome rests on; empty where nothing was found."""
    if outcome.method is None or outcome.status is not Status.MAPPED:
        return ""
    text = f"dasar: {METHODS[outcome.method]}"
    if outcome.score is not None and outcome.score < 1:
        text += f", peluang {probability(outcome.score)}"
    return text


def reasons(evidence: Iterable[Evidence]) -> str:
    """Why a candidate was proposed, and what speaks against it."""
    return "; ".join(f"tetapi {one.text}" if one.against else one.text for one in evidence)


def where(place: Place, file: str = "") -> str:
    """A place in words; the file only if it is another than the one given.

    >>> from nomenklatur.places import Place
    >>> where(Place("renja.txt", table="4.1", row=1051), "renja.txt")
    'tabel 4.1, baris 1051'
    """
    parts = [PurePath(place.file).name] if place.file and place.file != file else []
    if place.sheet:
        parts.append(f"lembar {place.sheet}")
    if place.table and place.table != place.sheet:
        parts.append(f"tabel {place.table}" if place.table[:1].isdigit() else place.table)
    if place.row is not None:
        parts.append(f"baris {place.row}")
    if place.column:
        parts.append(f"kolom {place.column}")
    return ", ".join(parts)


def regulation(catalog: Catalog) -> str:
    """The short name of a catalog's regulation: ``Permendagri 90/2019``."""
    return catalog.info.regulation.partition(" tentang ")[0] or catalog.info.title or catalog.id


def kind_of_region(authority: Authority) -> str:
    """A kind of region in words."""
    return _KINDS.get(authority.label, authority.label.replace("_", " ").title())


def money_heading(key: str, columns: Iterable[AmountColumn] = ()) -> str:
    """The heading of a column of money: ``PAGU 2021``, ``PRAKIRAAN MAJU 2022``."""
    label = next((column.label for column in columns if column.key == key), "").lower()
    ahead = "prakiraan maju" in label or "perkiraan maju" in label
    if key.isdigit():
        return f"{'PRAKIRAAN MAJU' if ahead else 'PAGU'} {key}"
    return key.upper()


def year_of(plan: Plan) -> str:
    """`` TAHUN 2021``, or nothing where the plan names no year."""
    return f" TAHUN {plan.year}" if plan.year else ""

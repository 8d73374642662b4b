"""The workbook's words; where there is an official wording, that one in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.codes import Level
from nomenklatur.crosswalk import Relation
from nomenklatur.findings import Severity
from nomenklatur.language import N_, _, ngettext
from nomenklatur.names import words
from nomenklatur.report.wording import probability
from nomenklatur.translation import Method, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority
    from nomenklatur.plan import AmountColumn, Plan
    from nomenklatur.translation import Evidence, Outcome

STATUS: Final = {
    Status.MAPPED: N_("Mapped"),
    Status.AMBIGUOUS: N_("To be reviewed"),
    Status.UNMAPPED: N_("Not mapped yet"),
}
SEVERITY: Final = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFO: N_("Note"),
}
EXACT: Final = "Sesuai Sub Kegiatan"
BROAD: Final = "Sesuai, Masuk Rincian Belanja pada Sub Kegiatan"
CLOSE: Final = "Sesuai Sub Kegiatan, nama disesuaikan"
KETERANGAN: Final = {EXACT: Relation.EXACT, BROAD: Relation.BROAD, CLOSE: Relation.CLOSE}
"""The wordings of KETERANGAN that a person can choose from, and what they mean."""
NO_HOME: Final = N_("Has no home")
NOT_YET: Final = N_("Not mapped yet")
WITHOUT_TARGET: Final = N_("Masuk Rincian Belanja of a Sub Kegiatan that is not named yet")

_OFFICIAL_WORDS: Final = frozenset(words(f"{BROAD} {CLOSE} keg"))
METHODS: Final = {
    Method.DECISION: N_("a decision"),
    Method.CROSSWALK: N_("a mapping table"),
    Method.EXACT: N_("an equal name"),
    Method.FUZZY: N_("the program's proposal"),
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
        return _(NO_HOME) if outcome.relation is Relation.NONE else _(NOT_YET)
    if outcome.status is Status.AMBIGUOUS:
        if outcome.relation is Relation.BROAD:
            return _(WITHOUT_TARGET)
        n = len(outcome.candidates)
        if not n:
            return _("To be reviewed")
        return ngettext(
            "To be reviewed: {n} candidate", "To be reviewed: {n} candidates", n
        ).format(n=n)
    text = {Relation.BROAD: BROAD, Relation.CLOSE: CLOSE}.get(
        outcome.relation or Relation.EXACT, EXACT
    )
    levels = {target.code.level for target in outcome.targets}
    if levels and levels != {Level.SUB_KEGIATAN}:
        text = text.replace("Sub Kegiatan", max(levels).label)
    if len(outcome.targets) > 1:
        text = _("{keterangan}, split over {number} {level}").format(
            keterangan=text, number=len(outcome.targets), level=max(levels).label
        )
    return text


def _with_note(text: str, outcome: Outcome) -> str:
    """The wording with the source's own note, where that says anything else."""
    if not outcome.note or set(words(outcome.note)) <= _OFFICIAL_WORDS:
        return text
    return _("{text} (note: {note})").format(text=text, note=outcome.note)


def share(part: Fraction) -> str:
    """The share of a target of several.

    >>> from fractions import Fraction
    >>> share(Fraction(1, 3)), share(Fraction(1, 4))
    ('share 1/3', 'share 25 %')
    """
    percent = part * 100
    whole = percent.denominator == 1
    return _("share {share}").format(share=f"{percent.numerator} %" if whole else part)


def basis(outcome: Outcome) -> str:
    """What an outcome rests on; empty where nothing was found."""
    if outcome.method is None or outcome.status is not Status.MAPPED:
        return ""
    method = _(METHODS[outcome.method])
    if outcome.score is not None and outcome.score < 1:
        return _("basis: {method}, probability {probability}").format(
            method=method, probability=probability(outcome.score)
        )
    return _("basis: {method}").format(method=method)


def reasons(evidence: Iterable[Evidence]) -> str:
    """Why a candidate was proposed, and what speaks against it."""
    return "; ".join(
        _("but {reason}").format(reason=one.text) if one.against else _(one.text)
        for one in evidence
    )


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

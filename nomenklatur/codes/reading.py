"""Codes as people spell them: every spelling of a real file is read, and no repair is silent.

A text is cut into segments (`nomenklatur.codes.spelling`), the segments are read in every
style that fits (`nomenklatur.codes.styles`), and the reading that needs the least mending is
taken. Where several need as little, all are shown and none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from nomenklatur.codes.code import Code, Level, Scheme
from nomenklatur.codes.spelling import Spelling, as_displayed, is_blank, spellings
from nomenklatur.codes.styles import Draft, code_ends, is_account, is_office, whole_codes
from nomenklatur.language import N_, _, joined, ngettext
from nomenklatur.places import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from nomenklatur.findings import Finding
    from nomenklatur.places import Place

_SCHEMES = (Scheme.NEW, Scheme.LEGACY)
_NAMES = {
    Scheme.NEW: N_("a code of Permendagri 90/2019 and its successors"),
    Scheme.LEGACY: N_("a legacy code (Permendagri 13/2006)"),
}
_SHOWN_LENGTH = 60
_CLEAR_MAJORITY = 0.9


@frozen
class CodeReading:
    """What was understood of a text.

    Attributes:
        text: The text as read.
        code: The code, if there is exactly one reading.
        alternatives: The readings, if there are several; none was taken.
        repairs: What had to be mended to read it, in words; empty for a canonical spelling.
        problem: Why there is no reading at all, in words; empty for a blank cell.
    """

    text: str
    code: Code | None = None
    alternatives: tuple[Code, ...] = ()
    repairs: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the text is empty, or a dash for nothing."""
        return is_blank(self.text)


def read_code(  # noqa: PLR0913 - what may be known of a cell
    text: str,
    *,
    scheme: Scheme | None = None,
    level: Level | None = None,
    within: Code | None = None,
    number: bool = False,
    number_format: str = "",
    known: Container[Code] | None = None,
) -> CodeReading:
    """Read a code in any spelling that occurs in real files. Never raises.

    The digits alone leave some questions open, which only the context answers:

    * Without a scheme, what both could spell alike is read as new (as `Code.parse` does); what
      they spell unlike is ambiguous: ``1.01.01.02.01`` is kegiatan 1.01.01.2.01 of a new code,
      or a legacy kegiatan of unit 01. `guess_scheme` tells the scheme of a whole column.
    * Without a level, legacy ``1.15.01.16`` is kegiatan 16 or programme 16 of unit 01.
    * ``1.3`` is 1.03 written short, or 1.30 out of a number cell. A number format with two
      decimals or a catalog settles it, since a CSV file does not say what was a number.
    * A number alone (``002``) is read below `within` only.

    Args:
        text: A cell's text.
        scheme: The grammar, if known.
        level: The level, if known.
        within: The code of the row above in the tree, for a number that stands alone
            (``002`` under program ``01``); it also chooses among readings of a whole code.
        number: Whether the cell held a number, so that its text may have lost zeros.
        number_format: The cell's number format (``0.00``), if known; it may bring them back.
        known: The codes that there are, such as a `Catalog`. It chooses among readings that
            are equally good, and does nothing else. A catalog that is only a part proves
            nothing and should not be given.

    >>> read_code("1.15.00.18.02.4").repairs
    ('02 and 4 joined, cut by a line or page break',)
    >>> read_code("1.3").alternatives
    (<Code 1.03 (new)>, <Code 1.30 (new)>)
    >>> read_code("x.xx.01.02.01.01").code
    <Code X.XX.01.2.01.01 (new)>
    """
    body = as_displayed(text, number_format) if number else text
    if within is not None and scheme not in (None, within.scheme):
        within = None
    if scheme is None and within is not None:
        scheme = within.scheme
    if within is None and (code := _canonical(body, scheme, level)) is not None:
        return _taken(text, code, (), body)
    if is_blank(text):
        return CodeReading(text)
    ways = tuple(spellings(body))
    drafts = _drafts(ways, scheme, level, within)
    best = _cheapest(drafts)
    if not best:
        return CodeReading(text, problem=_problem(ways, scheme, level, within))
    if len(best) > 1 and known is not None:
        found = [draft for draft in best if draft.code in known]
        if len(found) == 1:
            words = [repair.words for repair in found[0].repairs]
            words.append(_("the only one of the readings that the catalog has"))
            return _taken(text, found[0].code, words, body)
    if len(best) == 1:
        return _taken(text, best[0].code, [repair.words for repair in best[0].repairs], body)
    common = [r.words for r in best[0].repairs if all(r in draft.repairs for draft in best)]
    return CodeReading(text, None, tuple(draft.code for draft in best), tuple(common))


def reading_findings(reading: CodeReading, place: Place = NOWHERE) -> tuple[Finding, ...]:
    """What to say about a reading: malformed (NK101), repaired (NK102) or ambiguous (NK103).

    A canonical spelling gives nothing, and neither does a blank cell: whether a row needs a
    code (NK105) is for its reader to know.
    """
    from nomenklatur.findings import RULES, Finding  # noqa: PLC0415 - not to read one

    shown = repr(_shorten(reading.text))
    if reading.alternatives:
        names = " or ".join(f"{code.level.label} {code}" for code in reading.alternatives)
        if len({code.scheme for code in reading.alternatives}) > 1:
            names = " or ".join(
                f"{code.level.label} {code} ({code.scheme.value})" for code in reading.alternatives
            )
        message = _("{shown} can be read as {names}; none was taken").format(
            shown=shown, names=names
        )
        return (Finding(RULES["NK103"], message, place, _("write the code in full")),)
    if reading.code is None:
        if reading.is_blank:
            return ()
        message = _("{shown} is not a code: {problem}").format(shown=shown, problem=reading.problem)
        return (Finding(RULES["NK101"], message, place, _("correct the code in the source")),)
    if not reading.repairs:
        return ()
    understood = f"{reading.code.level.label} {reading.code}"
    message = _("{shown} is understood as {understood}: {repairs}").format(
        shown=shown, understood=understood, repairs=joined(reading.repairs, "; ")
    )
    return (Finding(RULES["NK102"], message, place, _("write {code}").format(code=reading.code)),)


def guess_scheme(texts: Iterable[str]) -> Scheme | None:
    """The scheme that the codes of one column follow; None if they do not tell.

    A code tells where one scheme reads it with less mending than the other, or alone; nine in
    ten of those that tell must agree.

    >>> guess_scheme(["1.01.01.02.01", "1.01.01.02.01.0001"])
    <Scheme.NEW: 'new'>
    >>> guess_scheme(["2.17", "2.17.01"]) is None
    True
    """
    counts = dict.fromkeys(_SCHEMES, 0)
    for text in texts:
        ways = tuple(spellings(text))
        costs = {
            scheme: min(draft.cost for draft in drafts)
            for scheme in _SCHEMES
            if (drafts := _drafts(ways, scheme, None, None))
        }
        best = [scheme for scheme, cost in costs.items() if cost == min(costs.values())]
        if len(best) == 1:
            counts[best[0]] += 1
    for scheme, count in counts.items():
        if count and count >= _CLEAR_MAJORITY * sum(counts.values()):
            return scheme
    return None


def _canonical(text: str, scheme: Scheme | None, level: Level | None) -> Code | None:
    """The code of a text that needs no mending and has no second reading."""
    found = Code.readings(text, scheme=scheme, level=level)
    if len(found) != 1 or (scheme is None and found[0].scheme is Scheme.LEGACY):
        return None
    return found[0]


def _drafts(
    ways: tuple[Spelling, ...], scheme: Scheme | None, level: Level | None, within: Code | None
) -> list[Draft]:
    schemes = _SCHEMES if scheme is None else (scheme,)
    whole = [draft for way in ways for one in schemes for draft in whole_codes(way, one, level)]
    scope = within
    while scope is not None and level is not None and scope.level >= level:
        scope = scope.parent
    if scope is None:
        return whole
    under = [draft for draft in whole if _is_under(draft.code, scope)]
    return under or [*whole, *(draft for way in ways for draft in code_ends(way, scope, level))]


def _is_under(code: Code, scope: Code) -> bool:
    return code.is_under(scope) or code.generic().is_under(scope.generic())


def _cheapest(drafts: list[Draft]) -> list[Draft]:
    """The drafts that need the least mending; what both schemes spell alike once, as new."""
    least = min((draft.cost for draft in drafts), default=0)
    best: dict[str, Draft] = {}
    for draft in drafts:
        if draft.cost == least:
            kept = best.setdefault(f"{draft.code.level.rank} {draft.code}", draft)
            if len(draft.repairs) < len(kept.repairs) and kept.code.scheme is draft.code.scheme:
                best[f"{draft.code.level.rank} {draft.code}"] = draft
    unlike: dict[Code, Draft] = {}
    for draft in best.values():
        unlike.setdefault(draft.code, draft)
    return list(unlike.values())


def _taken(text: str, code: Code, repairs: Iterable[str], body: str) -> CodeReading:
    words = tuple(repairs)
    if body != text:
        words = (_("number cell shows {body}").format(body=body), *words)
    return CodeReading(text, evolve(code, text=text) if words else code, repairs=words)


def _problem(  # noqa: PLR0911 - one a problem
    ways: tuple[Spelling, ...], scheme: Scheme | None, level: Level | None, within: Code | None
) -> str:
    if not ways:
        return _("only digits (or X.XX) with dots between them make a code")
    if scheme is not Scheme.NEW and any(is_office(way) for way in ways):
        return _("it names an office (bidang urusan and unit), not what the office does")
    if any(is_account(way, level) for way in ways):
        return _("it has the form of an account (kode rekening), not of an activity")
    if any(len(way.segments) == 1 for way in ways) and within is None:
        return _("it is a number alone, which means something only below the code of the row above")
    if level is not None and (other := _cheapest(_drafts(ways, scheme, None, within))):
        found = joined((f"{draft.code.level.label} {draft.code}" for draft in other), _(" or "))
        return _("a {label} is expected here, and it reads as {found}").format(
            label=level.label, found=found
        )
    if scheme is not None and _cheapest(_drafts(ways, None, level, None)):
        return _("it is no code of this kind, but {other}").format(other=_(_NAMES[_other(scheme)]))
    count = len(ways[0].segments)
    return ngettext(
        "its {n} segment fits no level of any nomenclature",
        "its {n} segments fit no level of any nomenclature",
        count,
    ).format(n=count)


def _other(scheme: Scheme) -> Scheme:
    return Scheme.LEGACY if scheme is Scheme.NEW else Scheme.NEW


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"

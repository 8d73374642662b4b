"""Choices: what a person answers to a question, checked before anything is written.

Shares are exact. A split in rupiah is kept as shares of the whole, from which the translation
gives every row its rupiah by the largest remainder; of a single row the rupiah are those typed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.codes import Level, Scheme, read_code
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.errors import MoneyError, NomenklaturError
from nomenklatur.language import _, ngettext
from nomenklatur.money import ZERO, Rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.review.questions import Question
    from nomenklatur.translation import Translation

_ALL: Final = Fraction(1)


class ReviewError(NomenklaturError):
    """An answer that cannot be taken; nothing was written."""


@frozen
class Choice:
    """An answer to a question.

    Attributes:
        relation: How the activity relates to its targets.
        targets: Where it goes, with shares if there are several.
    """

    relation: Relation
    targets: tuple[Target, ...] = ()

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The targets' shares of the money."""
        return tuple(_ALL if one.share is None else one.share for one in self.targets)


NO_HOME: Final = Choice(Relation.NONE)
ABSORBED: Final = Choice(Relation.BROAD)
"""Absorbed by something that is not named yet."""


def candidate(question: Question, number: int, relation: Relation = Relation.EXACT) -> Choice:
    """One of the candidates.

    Args:
        question: The question.
        number: Which one, from 1.
        relation: How the activity relates to it.

    Raises:
        ReviewError: There is none of that number.
    """
    found = question.candidates
    if not 1 <= number <= len(found):
        count = len(found)
        raise ReviewError(
            _("there is no candidate {number}").format(number=number),
            remedy=ngettext("there is {n}", "there are {n}", count).format(n=count),
        )
    return Choice(relation, (target_of(found[number - 1].entry),))


def entry_of(text: str, translation: Translation) -> Entry:
    """The entry of the target catalog that a code means, in either spelling of X.XX.

    Raises:
        ReviewError: The text is no code, or the catalog does not have it for this kind of region.
    """
    code = read_code(text.strip(), scheme=translation.target.info.scheme).code
    if code is None or code.scheme is not translation.target.info.scheme:
        example = "2.17.07.2.01.01" if translation.target.info.scheme is Scheme.NEW else "1.15.16"
        raise ReviewError(
            _("{text!r} is not a code").format(text=text.strip()),
            remedy=_("write it like {example}").format(example=example),
        )
    try:
        return translation.target.require(code, translation.authority)
    except NomenklaturError as problem:
        raise ReviewError(problem.message, remedy=problem.remedy) from problem


def may_take(entry: Entry) -> bool:
    """Whether an activity can become an entry: what has money is a kegiatan or sub kegiatan."""
    return entry.level >= Level.KEGIATAN


def lowest(catalog: Catalog) -> Level | None:
    """The lowest level of a catalog, to which activities go; None of an empty one."""
    return max((entry.level for entry in catalog), default=None)


def target_of(entry: Entry, share: Fraction | None = None) -> Target:
    """An entry as the target of a decision.

    Raises:
        ReviewError: It is a whole program or urusan.
    """
    if not may_take(entry):
        raise ReviewError(
            _("{code} is a whole {level}").format(code=entry.code, level=entry.level.label),
            remedy=_("take a kegiatan or sub kegiatan below it"),
        )
    return Target(entry.code, entry.official_name or entry.name, share)


def whole(entry: Entry, relation: Relation = Relation.EXACT) -> Choice:
    """All of the money to one entry."""
    return Choice(relation, (target_of(entry),))


def split(parts: Sequence[tuple[Entry, Fraction]], relation: Relation = Relation.EXACT) -> Choice:
    """The money divided among entries.

    Args:
        parts: The entries with their shares.
        relation: How the activity relates to them.

    Raises:
        ReviewError: There are fewer than two, one stands twice or gets nothing, or the shares
            do not add up to 1.
    """
    if len(parts) < 2:  # noqa: PLR2004 - one target is no split
        raise ReviewError(_("a split needs two targets at least"))
    codes = [entry.code for entry, _share in parts]
    for code in codes:
        if codes.count(code) > 1:
            raise ReviewError(_("{code} stands twice").format(code=code))
    for entry, share in parts:
        if share <= 0:
            raise ReviewError(
                _("{code} gets nothing").format(code=entry.code), remedy=_("leave it out")
            )
    total = sum((share for _entry, share in parts), Fraction(0))
    if total != 1:
        raise ReviewError(
            _("the shares add up to {total}, not to 100 %").format(total=percent_text(total)),
            remedy=_remedy(1 - total),
        )
    return Choice(relation, tuple(target_of(entry, share) for entry, share in parts))


def _remedy(missing: Fraction) -> str:
    text = percent_text(abs(missing))
    return (_("{share} is missing") if missing > 0 else _("{share} too much")).format(share=text)


def shares_by_percent(texts: Sequence[str]) -> tuple[Fraction, ...]:
    """Shares written as percent (``60``, ``33,3 %``) or as fractions (``1/3``).

    One may be left empty: it gets the rest.

    Raises:
        ReviewError: A text is no share, or several are empty.
    """
    given = [None if not text.strip() else _share(text) for text in texts]
    return _with_rest(given, _ALL)


def shares_by_rupiah(texts: Sequence[str], amount: Rupiah) -> tuple[Fraction, ...]:
    """Shares written as rupiah of an amount. One may be left empty: it gets the rest.

    Raises:
        ReviewError: A text is no amount, several are empty, or they do not add up to the amount.
    """
    if int(amount) <= 0:
        raise ReviewError(
            _("there is no money in this column to divide"), remedy=_("divide by percent")
        )
    try:
        given = [None if not t.strip() else Fraction(int(Rupiah.parse(t))) for t in texts]
    except MoneyError as problem:
        raise ReviewError(problem.message, remedy=problem.remedy) from problem
    parts = _with_rest(given, Fraction(int(amount)))
    total = sum(parts)
    if total != int(amount):
        raise ReviewError(
            _("the parts add up to {total}, not to {amount}").format(
                total=Rupiah(int(total)), amount=amount
            ),
            remedy=(_("{rest} is missing") if total < int(amount) else _("{rest} too much")).format(
                rest=Rupiah(abs(int(amount) - int(total)))
            ),
        )
    return tuple(part / int(amount) for part in parts)


def _share(text: str) -> Fraction:
    body = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        if body.count("/") == 1 and "." not in body:
            return Fraction(body.replace(" ", ""))
        return Fraction(body) / 100
    except (ValueError, ZeroDivisionError) as problem:
        raise ReviewError(
            _("{text!r} is no share").format(text=text.strip()),
            remedy=_("write 60, 33,3 or 1/3"),
        ) from problem


def _with_rest(given: Sequence[Fraction | None], total: Fraction) -> tuple[Fraction, ...]:
    """The parts, where one that was left empty gets the rest."""
    empty = given.count(None)
    if empty > 1:
        raise ReviewError(
            _("{n} parts are empty").format(n=empty), remedy=_("one of them may be, for the rest")
        )
    rest = total - sum(part for part in given if part is not None)
    return tuple(rest if part is None else part for part in given)


def percent_text(share: Fraction) -> str:
    """A share for people: ``60 %``, ``33,3 %``, and ``1/3`` where no percentage is exact.

    >>> [percent_text(Fraction(share)) for share in ("3/5", "0.333", "1/3")]
    ['60 %', '33,3 %', '1/3']
    """
    percent = share * 100
    for places in range(4):
        scaled = percent * 10**places
        if scaled.denominator == 1:
            sign, digits = ("-" if scaled < 0 else ""), str(abs(int(scaled))).rjust(places + 1, "0")
            whole_part, rest = digits[: len(digits) - places], digits[len(digits) - places :]
            return f"{sign}{whole_part}{',' if rest else ''}{rest} %"
    return str(share)


def amounts_of(question: Question, shares: Sequence[Fraction]) -> tuple[Mapping[str, Rupiah], ...]:
    """What each part of a question gets per column, in rupiah: the sum over its rows.

    Every row is split as the translation will split it, so that not a rupiah differs.
    """
    parts: list[dict[str, Rupiah]] = [{} for _share in shares]
    for row in question.rows:
        for column, amount in row.item.amounts.items():
            for part, money in zip(parts, amount.split(shares), strict=True):
                part[column] = part.get(column, ZERO) + money
    return tuple(parts)

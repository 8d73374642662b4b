"""Rows of spending below an activity: accounts (kode rekening) are no activities.

A *rincian belanja* prints below each kegiatan what its money is spent on, by the accounts of
Permendagri 13/2006 or 90/2019: ``5.1.02.01.01.0024 Belanja Alat Tulis Kantor``. Such rows say
again what the row above them says, so they are checked against it and not counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, frozen

from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined, ngettext
from nomenklatur.money import Rupiah
from nomenklatur.plan.texts.ranks import Rank, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.places import Place
    from nomenklatur.plan.rows.lines import Line
    from nomenklatur.plan.rows.nodes import Node

_ACCOUNT = re.compile(r"[4-6](?:\.\d(?:\.\d{1,2}(?:\.\d{2}(?:\.\d{2,4})*)?)?)?\.?", re.ASCII)
_KIND = re.compile(r"(?:belanja|pendapatan|pembiayaan|penerimaan|pengeluaran)\b", re.IGNORECASE)
_TAIL_OF_CODE = re.compile(
    r"(?P<code>(?:\d{1,4}\.){3,}\d{2,4})\.(?P<account>5\.[1-3](?:\.\d{1,4}){1,4})", re.ASCII
)
_ACCOUNT_CODE = re.compile(r"[4-6](?:\s?\.\s?\d{1,5})*", re.ASCII)
_TAIL = re.compile(r"[4-6](?:\.\d{1,4})*", re.ASCII)
_LONG_TAIL: Final = 3  # dots of an account behind a code that needs no word to be known
_DEEP: Final = 3  # dots of the code of an activity, below which accounts stand
_LONE: Final = 1  # dots of a code so short that its name has to say what it is


@frozen
class Detail:
    """A row of spending.

    Attributes:
        owner: The row of the activity above it.
        line: The row.
        place: Where it stands.
        amounts: Its money by amount key.
        top: Whether no other row of spending stands between the two.
    """

    owner: Node
    line: Line
    place: Place
    amounts: dict[str, Rupiah]
    top: bool


@define
class Details:
    """The rows of spending of a table."""

    rows: list[Detail] = Factory(list)
    _open: list[str] = Factory(list)

    def is_one(self, owner: Node, code: str, name: str) -> bool:
        """Whether the next row is one of spending below the activity above it.

        Args:
            owner: The last row that is none.
            code: The row's code as printed.
            name: The row's name.
        """
        if owner.indirect or (owner.rank is not None and owner.rank < Rank.PROGRAM):
            return False
        if account_behind(code, name, owner.code_text):
            return True
        if not code:
            return self.goes_on(owner) and rank_of(name) is None
        return is_account_row(code, name) and not is_account_row(owner.code_text, owner.name)

    def goes_on(self, owner: Node) -> bool:
        """Whether rows of spending of an activity are open."""
        return bool(self.rows) and self.rows[-1].owner is owner

    def add(
        self, owner: Node, line: Line, place: Place, code: str, amounts: dict[str, Rupiah]
    ) -> None:
        """Add a row of spending; one without a code belongs to the one above it."""
        if not self.goes_on(owner):
            self._open.clear()
        if code:
            bare = bare_code(code)
            while self._open and not bare.startswith(f"{self._open[-1]}."):
                self._open.pop()
            top = not self._open
            self._open.append(bare)
        else:
            top = False
        self.rows.append(Detail(owner, line, place, amounts, top))

    def settle(self) -> Iterator[Finding]:
        """Check each activity against its rows of spending, and say how many there are.

        An activity without an amount of its own gets the sum of its rows, so that none is lost.
        """
        sums: dict[int, dict[str, Rupiah]] = {}
        whole: dict[str, Rupiah] = {}
        owners: dict[int, Node] = {}
        for row in self.rows:
            own = sums.setdefault(id(row.owner), {})
            owners[id(row.owner)] = row.owner
            for key, amount in row.amounts.items() if row.top else ():
                own[key] = own.get(key, Rupiah(0)) + amount
                whole[key] = whole.get(key, Rupiah(0)) + amount
        tops: dict[int, list[Detail]] = {}
        for row in self.rows:
            if row.top:
                tops.setdefault(id(row.owner), []).append(row)
        for number, owner in owners.items():
            yield from _compare(owner, sums[number], tops.get(number, []))
        if self.rows:
            shown = joined(
                _("{amount} ({column})").format(amount=amount, column=key)
                for key, amount in whole.items()
            )
            yield Finding(
                RULES["NK403"],
                ngettext(
                    "{n} row is a detail of spending (kode rekening) and no kegiatan: {shown}; "
                    "it was checked against the row above it and not counted again",
                    "{n} rows are details of spending (kode rekening) and no kegiatan: {shown}; "
                    "they were checked against the rows above them and not counted again",
                    len(self.rows),
                ).format(n=len(self.rows), shown=shown or _("no money")),
                self.rows[0].place,
                severity=Severity.INFO,
            )


def is_account_row(code: str, name: str) -> bool:
    """Whether a row is of an account: ``5.1 BELANJA OPERASI``, ``5.2.04 Belanja Modal Jalan``."""
    if _ACCOUNT.fullmatch(code) is None or rank_of(name) not in {None, Rank.SPENDING}:
        return False
    return code.rstrip(".").count(".") > _LONE or _KIND.match(name) is not None


def account_behind(code: str, name: str, owner: str) -> str:
    """The account that is written behind the code of the activity above it; empty for none.

    SIMDA prints ``1.03.01.01.07.5.2.2.01.01``: the kegiatan 1.03.01.01.07 and the account.

    >>> account_behind("1.03 . 01 . 01 . 07 . 5 . 2", "BELANJA LANGSUNG", "1.03 . 01 . 01 . 07")
    '5.2'
    """
    bare, above = bare_code(code), bare_code(owner)
    if above.count(".") < _DEEP or not bare.startswith(f"{above}."):
        return ""
    tail = bare[len(above) + 1 :]
    if not _TAIL.fullmatch(tail):
        return ""
    return tail if tail.count(".") >= _LONG_TAIL or _KIND.match(name) else ""


def account_tail(text: str) -> tuple[str, str]:
    """The code of an activity and the account that is written behind it; "" without one.

    >>> account_tail("1.01.1.01.01.01.10.5.2.2.01.01")
    ('1.01.1.01.01.01.10', '5.2.2.01.01')
    """
    bare = bare_code(text)
    found = _TAIL_OF_CODE.fullmatch(bare)
    return (found["code"], found["account"]) if found else (bare, "")


def account_in(text: str) -> str:
    """The account at the beginning of a text: ``5.1.02.01.01.0024 Belanja Alat Tulis``."""
    found = _ACCOUNT_CODE.match(text)
    return bare_code(found[0]) if found else ""


def bare_code(text: str) -> str:
    """A code without blanks and the dot at its end."""
    return re.sub(r"\s+", "", text).rstrip(".")


def _compare(owner: Node, sums: dict[str, Rupiah], rows: Sequence[Detail]) -> Iterator[Finding]:
    wrong = []
    for key, amount in sums.items():
        declared = owner.amounts.get(key)
        if declared is None:
            owner.amounts[key] = amount
            owner.counted += [
                (row.line, {key: row.amounts[key]}) for row in rows if key in row.amounts
            ]
            yield Finding(
                RULES["NK404"],
                _(
                    "{name!r} has no amount for {key}; its rows of spending add up to {amount}, "
                    "which is counted"
                ).format(name=owner.name, key=key, amount=amount),
                owner.place,
                severity=Severity.WARNING,
            )
        elif declared != amount:
            wrong.append(
                _(
                    "{column} declares {declared}, its spending adds up to {amount} (difference "
                    "{difference})"
                ).format(column=key, declared=declared, amount=amount, difference=declared - amount)
            )
    if wrong:
        yield Finding(
            RULES["NK301"],
            _("{name}: {wrong}").format(name=owner.name, wrong=joined(wrong, "; ")),
            owner.place,
            _(
                "look for a missing or a mistyped row; the amount of the activity is what is "
                "counted"
            ),
        )

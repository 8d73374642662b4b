"""The rows of the page's tables: as the first page shows them, and as data for its script.

The data are columns of numbers that point into pools of texts and entries, so that a plan of
100,000 rows stays a file that can be mailed. The pools of codes and of entries are in tree order,
so that sorting by position sorts by code.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field, frozen

from nomenklatur.language import _
from nomenklatur.report.balance import column_keys
from nomenklatur.report.grid import tidy
from nomenklatur.report.html.flows import old_program
from nomenklatur.report.html.labels import readable
from nomenklatur.report.sections import item_code
from nomenklatur.report.wording import at_office, probability, where
from nomenklatur.report.xlsx import words as official
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.translation import Candidate, Outcome, TargetShare, Translation

_Key = TypeVar("_Key", str, tuple[str, str])

PAGE: Final = 100
"""Rows of a page of a table."""
SAFE: Final = 2**53 - 1
"""The largest number that a script holds exactly; larger ones are written as texts."""
STATUSES: Final = tuple(Status)


@frozen
class TargetRow:
    """A target as a row shows it; share and money only where there are several."""

    code: str
    name: str
    share: str = ""
    amounts: tuple[Rupiah | None, ...] = ()


@frozen
class CandidateRow:
    """A candidate as a row shows it. Each reason says whether it speaks against it."""

    code: str
    name: str
    probability: str
    reasons: tuple[tuple[bool, str], ...] = ()


@frozen
class ItemRow:
    """An item as a row shows it."""

    number: int
    code: str
    name: str
    program: str
    place: str
    status: Status
    remark: str
    amounts: tuple[Rupiah | None, ...]
    targets: tuple[TargetRow, ...]
    candidates: tuple[CandidateRow, ...]


@frozen
class Item:
    """An outcome and what the page has to know to show it.

    Attributes:
        outcome: The outcome.
        columns: Keys of the money columns.
        bidang: The office's bidang, to which X.XX is resolved.
        file: The plan's file, which places do not repeat.
    """

    outcome: Outcome
    columns: tuple[str, ...]
    bidang: Code | None
    file: str

    @property
    def code(self) -> Code | None:
        """Its old code."""
        return item_code(self.outcome)

    @property
    def code_text(self) -> str:
        """Its old code as printed, or as recognised."""
        return str(self.code) if self.code is not None else tidy(self.outcome.item.code_text)

    @property
    def program(self) -> str:
        """Its old program, with its code."""
        code, name = old_program(self.outcome)
        return tidy(f"{code or ''} {readable(name)}").strip()

    @property
    def amounts(self) -> tuple[Rupiah | None, ...]:
        """Its money, per column."""
        return self._in_columns(self.outcome.item.amounts)

    @property
    def remark(self) -> str:
        """KETERANGAN, and what it rests on."""
        parts = (official.keterangan(self.outcome), official.basis(self.outcome))
        return tidy("; ".join(filter(None, parts)))

    @property
    def is_split(self) -> bool:
        """Whether its money goes to several targets."""
        return len(self.outcome.targets) > 1

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Its candidates, unless it is mapped."""
        return () if self.outcome.status is Status.MAPPED else self.outcome.candidates

    def target(self, target: TargetShare) -> TargetRow:
        """One of its targets."""
        if not self.is_split:
            return TargetRow(str(target.code), tidy(target.name))
        amounts = self._in_columns(target.amounts)
        return TargetRow(str(target.code), tidy(target.name), official.share(target.share), amounts)

    def candidate(self, candidate: Candidate) -> CandidateRow:
        """One of its candidates."""
        code = at_office(candidate.entry.code, self.bidang)
        reasons = tuple((piece.against, tidy(_(piece.text))) for piece in candidate.evidence)
        return CandidateRow(
            str(code), tidy(candidate.entry.name), probability(candidate.score), reasons
        )

    def row(self, number: int) -> ItemRow:
        """The row that shows it."""
        item = self.outcome.item
        return ItemRow(
            number,
            self.code_text,
            tidy(item.name),
            self.program,
            tidy(where(item.place, self.file)),
            self.outcome.status,
            self.remark,
            self.amounts,
            tuple(map(self.target, self.outcome.targets)),
            tuple(map(self.candidate, self.candidates)),
        )

    def _in_columns(self, amounts: Mapping[str, Rupiah]) -> tuple[Rupiah | None, ...]:
        return tuple(amounts.get(key) for key in self.columns)


def items_of(translation: Translation) -> Iterator[Item]:
    """The items of a translation, in the plan's order."""
    columns, file = column_keys(translation.plan), translation.plan.source
    return (Item(outcome, columns, translation.bidang, file) for outcome in translation)


def first_rows(translation: Translation) -> tuple[ItemRow, ...]:
    """The rows of the table's first page."""
    return tuple(item.row(n) for n, item in enumerate(islice(items_of(translation), PAGE)))


# -- data ------------------------------------------------------------------------------------


@frozen
class Pool:
    """Distinct texts, each kept once."""

    texts: list[str] = field(factory=list)
    known: dict[str, int] = field(factory=dict)

    def at(self, text: str) -> int:
        """The position of a text."""
        position = self.known.get(text)
        if position is None:
            position = self.known[text] = len(self.texts)
            self.texts.append(tidy(text))
        return position


def number(amount: Rupiah | None) -> int | str | None:
    """An amount for a script: a text where a number would not be exact."""
    if amount is None:
        return None
    return amount.amount if -SAFE <= amount.amount <= SAFE else str(amount.amount)


def items_data(translation: Translation, starts: Sequence[int]) -> dict[str, Any]:
    """All items for the page's script.

    ``name``, ``group`` (the old program), ``remark`` and ``place`` point into ``texts``; ``code``
    into ``codes``. ``start`` is the position of the flow diagram's stop. ``to`` is the
    position of an entry, null for none, or a list of entry, share and money where an item is
    split. ``maybe`` has the candidates of a row: entry, probability, and reasons as pairs of for
    (0) or against (1) and text.
    """
    columns = column_keys(translation.plan)
    items = tuple(items_of(translation))
    texts = Pool()
    codes = _ranks((item.code_text, item.code) for item in items)
    maybe = {n: tuple(_candidates(item)) for n, item in enumerate(items) if item.candidates}
    entries = _ranks(
        chain(
            (pair for item in items for pair in _target_entries(item)),
            (((row.code, row.name), code) for found in maybe.values() for code, row in found),
        )
    )
    places = [place_data(item.outcome.item.place, item.file, texts) for item in items]
    return {
        "codes": list(codes),
        "entries": list(entries),
        "code": [codes[item.code_text] for item in items],
        "name": [texts.at(item.outcome.item.name) for item in items],
        "start": list(starts),
        "group": [texts.at(item.program) for item in items],
        "status": [STATUSES.index(item.outcome.status) for item in items],
        "remark": [texts.at(item.remark) for item in items],
        "place": [place for place, _ in places],
        "row": [row for _, row in places],
        "amounts": [[number(i.outcome.item.amounts.get(key)) for i in items] for key in columns],
        "to": [_targets(item, entries) for item in items],
        "maybe": {
            n: [_candidate_data(row, entries, texts) for _, row in found]
            for n, found in maybe.items()
        },
        "texts": texts.texts,
    }


def _target_entries(item: Item) -> Iterator[tuple[tuple[str, str], Code]]:
    """The targets of an item: what tells them apart, and their codes."""
    for target in item.outcome.targets:
        yield (str(target.code), tidy(target.name)), target.code


def _candidates(item: Item) -> Iterator[tuple[Code, CandidateRow]]:
    for candidate in item.candidates:
        yield at_office(candidate.entry.code, item.bidang), item.candidate(candidate)


def _ranks(pairs: Iterable[tuple[_Key, Code | None]]) -> dict[_Key, int]:
    """The position of each key in the order of its code; what has no code comes last."""
    found = dict(pairs)

    def order(key: _Key) -> tuple[object, ...]:
        code = found[key]
        return (code is None, code.key if code is not None else (), key)

    return {key: rank for rank, key in enumerate(sorted(found, key=order))}


def _targets(item: Item, entries: Mapping[tuple[str, str], int]) -> int | list[Any] | None:
    rows = [item.target(target) for target in item.outcome.targets]
    if not rows:
        return None
    if not item.is_split:
        return entries[rows[0].code, rows[0].name]
    return [[entries[r.code, r.name], r.share, [number(a) for a in r.amounts]] for r in rows]


def _candidate_data(
    row: CandidateRow, entries: Mapping[tuple[str, str], int], texts: Pool
) -> list[Any]:
    reasons = [[int(against), texts.at(text)] for against, text in row.reasons]
    return [entries[row.code, row.name], row.probability, reasons]


def place_data(place: Place, file: str, texts: Pool) -> tuple[int, int | None]:
    """A place as the text before its row, which many rows share, and the row."""
    if place.column is not None or place.row is None:
        return texts.at(where(place, file)), None
    return texts.at(where(evolve(place, row=None), file)), place.row

"""What is shown of a question: the old item, and each candidate with all that tells it apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.catalog import Status as EntryStatus
from nomenklatur.language import _
from nomenklatur.mapper import settled_at
from nomenklatur.plan import AmountColumn
from nomenklatur.report.balance import column_keys
from nomenklatur.report.html.labels import readable
from nomenklatur.report.wording import probability
from nomenklatur.translation import TargetShare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Entry
    from nomenklatur.codes import Code, Level
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.plan import Indicator
    from nomenklatur.review.questions import Question
    from nomenklatur.translation import Candidate, Evidence, Outcome, Translation

PLACES: Final = 50
"""Places of rows that are listed at most."""


@frozen
class Branch:
    """An entry above another in the tree."""

    level: Level
    code: Code
    name: str


@frozen
class EntryView:
    """An entry of the target catalog as an office sees it.

    Attributes:
        entry: The entry.
        code: Its code at the office, X.XX resolved to its bidang urusan.
        name: Its name.
        branch: What it stands under, from urusan down.
        score: The probability that it is right; None for an entry that nobody proposed.
        evidence: Why it was proposed, and what speaks against it.
        number: The key that takes it, from 1; None without one.
    """

    entry: Entry
    code: Code
    name: str
    branch: tuple[Branch, ...]
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()
    number: int | None = field(default=None, kw_only=True)

    @property
    def generic(self) -> str:
        """Its code in the catalog, where that is another than at the office."""
        text = str(self.entry.code)
        return "" if text == str(self.code) else text

    @property
    def is_retired(self) -> bool:
        """Whether it may no longer be used."""
        return self.entry.status is EntryStatus.RETIRED

    @property
    def percent(self) -> str:
        """Its probability in whole percent."""
        return "" if self.score is None else probability(self.score)

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The reasons for it."""
        return tuple(_(one.text) for one in dict.fromkeys(self.evidence) if not one.against)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """The reasons against it."""
        return tuple(_(one.text) for one in dict.fromkeys(self.evidence) if one.against)


@frozen
class QuestionView:
    """A question as it is shown.

    Attributes:
        question: The question.
        code: The old code as printed, else that of the legacy entry it was recognised as.
        program: Name of the program that the most expensive row stands under.
        programs: How many different programs its rows stand under.
        indicators: The indicators of the most expensive row.
        amounts: Column and money of all rows in it, in rupiah.
        places: Where the rows stand, as many as are listed.
        recognised: Code and name of the legacy entry, if the name differs from the item's.
        candidates: What it may become.
    """

    question: Question
    code: str
    program: str
    programs: int
    indicators: tuple[Indicator, ...]
    amounts: tuple[tuple[AmountColumn, Rupiah], ...]
    places: tuple[Place, ...]
    recognised: str
    candidates: tuple[EntryView, ...]

    @property
    def more_places(self) -> int:
        """How many rows are not listed."""
        return len(self.question.rows) - len(self.places)


def view_of(question: Question, translation: Translation) -> QuestionView:
    """A question as it is shown."""
    lead = question.lead
    item = lead.item
    programs = {one.item.program.name for one in question.rows if one.item.program is not None}
    code = item.code_text or str(question.code or "")
    return QuestionView(
        question,
        code,
        readable(item.program.name) if item.program is not None else "",
        len(programs),
        item.indicators,
        tuple(_amounts(question, translation)),
        tuple(one.item.place for one in question.rows[:PLACES]),
        _recognised(lead),
        tuple(_candidates(question, translation)),
    )


def entry_view(
    entry: Entry,
    translation: Translation,
    outcome: Outcome | None = None,
    candidate: Candidate | None = None,
    number: int | None = None,
) -> EntryView:
    """An entry as an office sees it.

    Args:
        entry: The entry.
        translation: The translation, which knows the catalog and the office's bidang urusan.
        outcome: The item that it may be for: of several offices its own bidang comes first.
        candidate: Who proposed it.
        number: The key that takes it.
    """
    above = [
        Branch(one.level, one.code, readable(one.official_name or one.name))
        for one in translation.target.ancestors(entry)
    ]
    return EntryView(
        entry,
        code_at(entry, translation, outcome),
        entry.official_name or entry.name,
        tuple(above),
        None if candidate is None else candidate.score,
        () if candidate is None else candidate.evidence,
        number=number,
    )


def code_at(entry: Entry, translation: Translation, outcome: Outcome | None = None) -> Code:
    """The code of an entry as the office writes it, by the rules of the translation itself."""
    if outcome is None:
        bidang = translation.bidang
        return entry.code if bidang is None else entry.code.resolve(bidang)
    target = TargetShare(entry.code, entry.name, entry)
    return settled_at(evolve(outcome, targets=(target,)), translation.bidang).targets[0].code


def _candidates(question: Question, translation: Translation) -> Iterator[EntryView]:
    for number, one in enumerate(question.candidates, 1):
        yield entry_view(one.entry, translation, question.lead, one, number)


def _amounts(question: Question, translation: Translation) -> Iterator[tuple[AmountColumn, Rupiah]]:
    known = {column.key: column for column in translation.plan.columns}
    for key in column_keys(translation.plan):
        if key in question.amounts:
            yield known.get(key, AmountColumn(key)), question.amounts[key]


def _recognised(outcome: Outcome) -> str:
    source = outcome.source
    if source is None or source.entry.name.casefold() == outcome.item.name.casefold():
        return ""
    return f"{source.entry.code} {source.entry.name}"

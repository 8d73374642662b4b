"""What becomes of a row: looked up once for all rows that say the same.

An answer depends on the row alone, never on the rows beside it. That is what makes a frame come
out the same whole or in parts, here or on other machines; so the findings on a target stand at
every row that goes there, where a report has them once.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.codes import read_code, reading_findings
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.mapper import own_bidang, settled_at
from nomenklatur.plan import PlanItem, ProgramRef
from nomenklatur.target_rules import target_findings
from nomenklatur.translate import read_bidang

if TYPE_CHECKING:
    from fractions import Fraction

    from nomenklatur.codes import Code, Scheme
    from nomenklatur.mapper import Mapper
    from nomenklatur.translation import Candidate, Outcome, TargetShare

_ONE_AT_A_TIME: Final = threading.Lock()
"""A worker may run partitions in threads; the mapper that they share remembers its answers."""


@frozen
class Row:
    """What a row says of an activity; the texts as they stand, empty where one is missing."""

    name: str
    code: str = ""
    program: str = ""
    bidang: str = ""


@frozen
class Answer:
    """What becomes of it.

    Attributes:
        outcome: The outcome, with X.XX resolved where the row's own code or the office's bidang
            says to what.
        candidate: The likeliest entry of one that is not mapped, and the code it has there.
        findings: The codes of the rules that found something, each once.
    """

    outcome: Outcome
    candidate: tuple[Code, Candidate] | None
    findings: tuple[str, ...]

    @property
    def targets(self) -> tuple[TargetShare, ...]:
        """Where it goes."""
        return self.outcome.targets

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The targets' shares of its money."""
        return tuple(target.share for target in self.outcome.targets)


@frozen
class Answerer:
    """Answers for rows.

    Args:
        mapper: The mapper.
        scheme: The scheme that the rows' codes follow, if known.
        bidang: The office's bidang urusan in the target catalog, for rows that name none.
    """

    mapper: Mapper
    scheme: Scheme | None = None
    bidang: Code | None = None
    _known: dict[Row, Answer] = field(init=False, factory=dict, repr=False, eq=False)

    def answer(self, row: Row) -> Answer:
        """What becomes of a row.

        Raises:
            ConfigError: Its bidang is no bidang urusan of the target catalog.
        """
        known = self._known.get(row)
        if known is None:
            with _ONE_AT_A_TIME:
                known = self._known[row] = self._answer(row)
        return known

    def _answer(self, row: Row) -> Answer:
        source = self.mapper.source
        whole = source if source is not None and not source.info.partial else None
        reading = read_code(row.code, scheme=self.scheme, known=whole)
        item = PlanItem(
            row.name,
            reading.code,
            row.code,
            ProgramRef(row.program) if row.program else None,
        )
        said = bool(row.bidang)
        bidang = read_bidang(row.bidang) if said else self.bidang
        outcome = settled_at(self._outcome(item, bidang), bidang, certain=said)
        (found,) = target_findings((outcome,), self.mapper.target, self.mapper.authority)
        findings = (*reading_findings(reading), *outcome.findings, *found)
        return Answer(
            outcome,
            _candidate(outcome, bidang if said else own_bidang(outcome, bidang)),
            tuple(dict.fromkeys(finding.rule.code for finding in findings)),
        )

    def _outcome(self, item: PlanItem, bidang: Code | None) -> Outcome:
        if item.name:
            return next(self.mapper.outcomes((item,), bidang=bidang))
        from nomenklatur.translation import Outcome, Status  # noqa: PLC0415 - for a rare row

        finding = Finding(RULES["NK201"], _("a row without a name has no place"))
        return Outcome(item, Status.UNMAPPED, findings=(finding,))

    def __reduce__(self) -> tuple[Any, ...]:
        return Answerer, (self.mapper, self.scheme, self.bidang)  # not what it has found


def _candidate(outcome: Outcome, bidang: Code | None) -> tuple[Code, Candidate] | None:
    if outcome.targets or not outcome.candidates:
        return None
    first = outcome.candidates[0]
    return (first.entry.code if bidang is None else first.entry.code.resolve(bidang)), first

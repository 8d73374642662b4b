"""Filled review sheets become decisions: checked, merged three ways, all or none.

The sheets are those of `nomenklatur.report.xlsx.review_sheet`. What each reviewer's workbook says
of an activity is compared with the exported one, or with an empty one where that is not given:

* Only one reviewer changed it: that is taken. Several changed it alike: it is taken once.
* Several changed it differently: none is taken (rule NK230), and every cell is named.
* Notes are kept, those of several reviewers beside their names. A note without a choice marks
  the activity for a colleague.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from nomenklatur.codes import Code, Scheme, read_code
from nomenklatur.crosswalk.mapping import Relation
from nomenklatur.decisions.decision import (
    Decision,
    Key,
    Proposal,
    decision_key,
    now,
    says_same,
)
from nomenklatur.decisions.decisions import Decisions
from nomenklatur.decisions.outdated import said
from nomenklatur.decisions.reading import read_decisions
from nomenklatur.decisions.rows import RowChecker
from nomenklatur.errors import ReadError
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _
from nomenklatur.places import NOWHERE, Place
from nomenklatur.report.xlsx.worksheet import ReviewRow, read_sheets, read_worksheet

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.translation import Translation

    Path = str | os.PathLike[str]

Judgement = tuple[Relation | None, frozenset[tuple[Code, Fraction | None]]]
_OPEN: Judgement = (None, frozenset())


@frozen
class Imported:
    """What filled worksheets amount to.

    Attributes:
        decisions: What is to be added to the decisions file.
        findings: What is wrong, with the cells.
        known: How many choices the decisions file has already.
        undecided: How many activities nobody decided on.
    """

    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    known: int = 0
    undecided: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out because it is wrong."""
        return all(finding.severity < Severity.ERROR for finding in self.findings)


def import_worksheets(  # noqa: PLR0913 - what choices are checked against
    workbooks: Sequence[Path],
    *,
    catalog: Callable[[str], Catalog | None],
    base: Path | None = None,
    known: Decisions | None = None,
    translation: Translation | None = None,
    author: str = "",
    date: str = "",
) -> Imported:
    """The decisions that people made on review sheets.

    Args:
        workbooks: The filled workbooks, one a reviewer.
        catalog: Opens a catalog by its id; None where it is not at hand.
        base: The workbook as it was exported.
        known: What was decided before.
        translation: The plan as it is now, if the rows are to be checked against it.
        author: Who filled in a sheet that names nobody.
        date: When, for a sheet that names no date; by default now.

    Raises:
        ReadError: A workbook cannot be read, or has no review sheet.
    """
    before = None if base is None else {row.item: row for row in read_sheets(base)[0]}
    checker = RowChecker(catalog, translation, author, before)
    findings: list[Finding] = []
    voices: dict[tuple[str, Key], list[_Voice]] = {}
    for path in workbooks:
        rows, errors = read_sheets(path)
        findings += [
            Finding(RULES["NK229"], error.message, error.place or NOWHERE, error.remedy)
            for error in errors
        ]
        for row in rows:
            about = row.catalog_id, decision_key(row.code, row.name)
            voices.setdefault(about, []).append(_Voice(row, (before or {}).get(row.item)))
    merger = _Merger(checker, known or Decisions(), author, date or now(), findings)
    for group in voices.values():
        merger.merge(group)
    return Imported(
        tuple(merger.made), tuple(dict.fromkeys(findings)), merger.known, merger.undecided
    )


def read_judgements(path: Path) -> Decisions:
    """What somebody decided, in a decisions file or on the sheets of a filled workbook.

    Raises:
        ReadError: The file is neither.
        BadRowsError: Lines or cells of it are not understood; all are named.
    """
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - any kind of path
            head = stream.read(4)
    except OSError as error:
        raise ReadError(
            _("cannot be read: {error}").format(error=error.strerror), place=Place(str(path))
        ) from error
    if head[:2] != b"PK" and head != b"\xd0\xcf\x11\xe0":  # neither XLSX or ODS, nor XLS
        return read_decisions(path)
    return Decisions(
        tuple(
            Decision(
                row.name, row.relation, row.targets, row.code, author=row.reviewer, date=row.date,
                catalog=row.catalog, note=row.note, place=row.place,
            )
            for row in read_worksheet(path)
            if row.is_decided
        )
    )  # fmt: skip


@frozen
class _Voice:
    """What one row of one workbook says, and what it said when it was exported."""

    row: ReviewRow
    base: ReviewRow | None = None

    @property
    def judgement(self) -> Judgement:
        return _judgement(self.row)

    @property
    def is_changed(self) -> bool:
        """Whether the reviewer changed the choice."""
        return self.judgement != (_OPEN if self.base is None else _judgement(self.base))

    @property
    def note(self) -> str:
        """The note, if the reviewer wrote or changed it."""
        return self.row.note if self.base is None or self.row.note != self.base.note else ""


def _judgement(row: ReviewRow) -> Judgement:
    return row.relation, frozenset((one.code.generic(), one.share) for one in row.targets)


@define
class _Merger:
    """Makes one decision, or none, of everything that was said of an activity."""

    checker: RowChecker
    before: Decisions
    author: str
    date: str
    findings: list[Finding]
    made: list[Decision] = field(factory=list)
    known: int = 0
    undecided: int = 0

    def merge(self, voices: Sequence[_Voice]) -> None:
        changed = [voice for voice in voices if voice.is_changed]
        if len({voice.judgement for voice in changed}) > 1:
            self._differ(changed)
            return
        holding = changed or voices[:1]
        notes = [voice for voice in voices if voice.note]
        decided = holding[0].row.is_decided
        if not decided and not notes:
            self.undecided += 1
            return
        speakers = [*holding, *notes] if decided else notes
        problems = [found for voice in speakers for found in self.checker.problems(voice.row)]
        self.findings += problems
        if problems:
            return
        if not decided:
            self.undecided += 1
        self._add(self._decision(holding, notes))

    def _decision(self, holding: Sequence[_Voice], notes: Sequence[_Voice]) -> Decision:
        """The decision of those who agree on it, or the mark of those who only wrote notes."""
        decided = holding[0].row.is_decided
        speakers = holding if decided else notes
        row = speakers[0].row
        dates = [voice.row.date for voice in speakers if voice.row.date]
        return Decision(
            row.name,
            row.relation,
            self.checker.targets(row),
            row.code,
            author=_together(self._who(voice) for voice in speakers),
            date=max(dates, default=self.date),
            catalog=self.checker.catalog_key(row),
            legacy=self.checker.legacy,
            note=self._note(speakers, notes),
            proposed=tuple(_offered(row)),
            flagged=not decided,
            place=row.place,
        )

    def _note(self, speakers: Sequence[_Voice], notes: Sequence[_Voice]) -> str:
        """The notes of all; beside their names where another than the one who decided wrote."""
        texts = {voice.row.note for voice in notes}
        deciding = {self._who(voice) for voice in speakers}
        if len(texts) <= 1 and {self._who(voice) for voice in notes} <= deciding:
            return "".join(texts)
        return "; ".join(dict.fromkeys(f"{self._who(voice)}: {voice.row.note}" for voice in notes))

    def _who(self, voice: _Voice) -> str:
        return voice.row.reviewer or self.author

    def _add(self, decision: Decision) -> None:
        """Add a decision, unless the file says it already."""
        about = decision.code, decision.name, decision.catalog_id
        if decision.flagged:
            mark = self.before.mark(*about)
            if mark is not None and mark.note == decision.note:
                self.known += 1
                return
            self.made.append(decision)
            return
        held = self.before.get(*about)
        if held is not None and held.key == decision.key:
            if says_same(held, decision) and decision.note in {"", held.note}:
                self.known += 1
                return
            if not says_same(held, decision):
                self.findings.append(self._overtaken(held, decision))
        self.made.append(decision)

    def _overtaken(self, held: Decision, decision: Decision) -> Finding:
        older = decision.span.is_before(held.span)
        what = (
            _("{new}: decided otherwise since by {author}, which holds")
            if older
            else _("{new}: decided otherwise before by {author}; the worksheet holds")
        )
        text = what.format(new=said(decision), author=held.author or _("somebody"))
        return Finding(RULES["NK223"], text, decision.place)

    def _differ(self, voices: Sequence[_Voice]) -> None:
        """Report rows that say different things of one activity."""
        row = voices[0].row
        about = f"{row.code or ''} {row.name}".strip()
        alike = len({voice.row.relation for voice in voices}) == 1
        somebody = _("somebody")
        cells = "; ".join(
            f"{self._who(voice) or somebody} ({_cell(voice.row.place)}): "
            f"{_choice(voice.row, relation=not alike)}"
            for voice in voices
        )
        self.findings.append(
            Finding(
                RULES["NK230"],
                _("{about}: {cells}").format(about=about, cells=cells),
                row.place,
                _("agree, and write the same into both cells or leave one empty"),
            )
        )


def _offered(row: ReviewRow) -> Iterator[Proposal]:
    """What the drop-down offered."""
    for option in row.options:
        code = read_code(option.partition(" ")[0], scheme=Scheme.NEW).code
        if code is not None:
            yield Proposal(evolve(code, text=None))


def _together(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _choice(row: ReviewRow, *, relation: bool) -> str:
    """What a row chooses, in a few words."""
    if not row.targets:
        return row.choice or _("nothing")
    parts = [
        str(one.code) if one.share is None else f"{one.code} = {one.share}" for one in row.targets
    ]
    said = "; ".join(parts)
    return f"{said} ({row.relation.value})" if relation and row.relation else said


def _cell(place: Place) -> str:
    """The cell of a place, with its file and sheet."""
    return f"{place.file}, {place.sheet} {place.column}"

"""What is done with a chunk: first whose rows it holds, then what becomes of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve, field, frozen

from nomenklatur.bulk.answers import Answers, Asked
from nomenklatur.bulk.rendering import RENDERERS, split
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.language import chosen_language, set_language
from nomenklatur.plan.texts.offices import authority_of
from nomenklatur.translate import make_mapper
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from nomenklatur.bulk.flat import FlatReader, Read
    from nomenklatur.bulk.rendering import Prepared
    from nomenklatur.bulk.source import Chunk, Source
    from nomenklatur.language import Language
    from nomenklatur.mapper import Mapper
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Outcome

Group = tuple[str, ...]
Votes = dict[Group, Counter[tuple[bool, tuple[str, str]]]]

Flags = tuple[tuple[str, tuple[str, ...]], ...]
"""Targets that give rise to findings, with the codes of the rules."""
Ready = tuple["Outcome", "Prepared", Flags]

REMEMBERED: Final = 60_000
"""Prepared rows kept; beyond that all are forgotten, so that memory stays flat."""
_NOTES: Final = 20


@frozen
class Job:
    """What every worker has to know.

    Attributes:
        source: The file.
        reader: Reads its rows.
        first: The first row of the table's body.
        plan: The plan of the first rows, which says what the file is written in.
        options: How to translate, as for `nomenklatur.translate`.
        authority: The kind of region, where the options or the plan's codes and title say it.
        format: ``csv`` or ``jsonl``.
        language: The language of its messages.
    """

    source: Source
    reader: FlatReader
    first: int
    plan: Plan
    options: Mapping[str, Any]
    authority: Authority | None
    format: str
    language: Language | None = field(factory=chosen_language, kw_only=True)


@define
class Done:
    """A chunk, translated.

    Attributes:
        rows: The rows of each item as text, the number left open; where a target gives rise to
            findings at its first occurrence, with these targets and the text that says so.
        items: Items by status.
        money: For each status the sum of each column, in rupiah.
        plan: The sum of each column, as read.
        rules: How often each rule was reported with an item.
        notes: What is wrong with amounts.
        problems: How many amounts are wrong.
        moved: Rows whose cells had slipped.
        asked: Activities that had to be looked up.
    """

    rows: list[str | tuple[str, tuple[tuple[str, tuple[str, ...]], ...], dict[str, str]]] = Factory(
        list
    )
    items: Counter[Status] = Factory(Counter)
    money: dict[Status, list[int]] = Factory(dict)
    plan: list[int] = Factory(list)
    rules: Counter[str] = Factory(Counter)
    notes: list[tuple[int, str]] = Factory(list)
    problems: int = 0
    moved: int = 0
    asked: int = 0


@define(eq=False)
class Worker:
    """Works on chunks; remembers what equal rows become."""

    job: Job
    bidang: dict[Group, Code | None] = Factory(dict)
    _answers: Answers = field(init=False)
    _renderer: Any = field(init=False)
    _prepared: dict[Hashable, Ready] = field(factory=dict, init=False)
    _plain: dict[str, str] = field(factory=dict, init=False)
    _codes: dict[str, tuple[bool, tuple[str, str]] | None] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._answers = Answers(self._mapper_for)
        place = self.job.reader.layout.table.place
        self._renderer = RENDERERS[self.job.format](self.job.reader.amount_columns, place)

    def _mapper_for(self, authority: Authority | None) -> Mapper:
        options: Any = {**self.job.options, "authority": authority}
        return make_mapper(self.job.plan, **options)

    def survey(self, chunk: Chunk) -> tuple[Votes, int]:
        """Whose rows a chunk holds, by the bidang urusan of their codes, and how many.

        Raises:
            NotFlatError: A row does not speak for itself.
        """
        votes: Votes = {}
        count = 0
        for read in self._read(chunk):
            count += 1
            counts = votes.setdefault(read.group, Counter())
            text = read.code_text
            if text not in self._codes:
                if len(self._codes) >= REMEMBERED:
                    self._codes.clear()
                self._codes[text] = _vote(read.code)
            if (vote := self._codes[text]) is not None:
                counts[vote] += 1
        return votes, count

    def _read(self, chunk: Chunk) -> list[Read]:
        return [read for _, read in self._rows(chunk)]

    def _rows(self, chunk: Chunk) -> list[tuple[int, Read]]:
        first, reader = self.job.first, self.job.reader
        return [
            (row, read)
            for row, cells in self.job.source.rows(chunk)
            if row >= first and (read := reader.read(row, cells)) is not None
        ]

    def translate(self, chunk: Chunk) -> Done:
        """Translate a chunk."""
        moved, asked = self.job.reader.moved, self._answers.asked
        rows = self._rows(chunk)
        width = len(self.job.reader.amount_columns)
        done = Done(money={status: [0] * width for status in Status}, plan=[0] * width)
        ready = self._prepare(rows)
        seen: set[str] = set()
        for (row, read), (outcome, prepared, flags) in zip(rows, ready, strict=True):
            parts = split(outcome, read.amounts)
            self._count(done, outcome, read, parts)
            text = prepared.fill(read, parts, row)
            new = tuple(flag for flag in flags if flag[0] not in seen)
            if not new:
                done.rows.append(text)
            else:
                seen |= {code for code, _ in new}
                done.rows.append((text, new, self._said(outcome, read, new, parts, row)))
            if read.problems:
                done.problems += len(read.problems)
                done.notes += [(row, problem) for problem in read.problems]
        del done.notes[_NOTES:]
        done.moved = self.job.reader.moved - moved
        done.asked = self._answers.asked - asked
        return done

    def _count(self, done: Done, outcome: Outcome, read: Read, parts: Any) -> None:  # noqa: ANN401
        status = outcome.status
        done.items[status] += 1
        sums = done.money[status]
        for part in parts:
            for place, amount in enumerate(part):
                if amount:
                    sums[place] += amount
        for place, amount in enumerate(read.amounts):
            if amount:
                done.plan[place] += amount
        for finding in outcome.findings:
            done.rules[finding.rule.code] += 1

    def _prepare(self, rows: list[tuple[int, Read]]) -> list[Ready]:
        """What becomes of each row, ready to be filled in.

        Rows are equal where their codes are, whatever their spelling, and their names but for
        case and blanks: nothing that decides looks at these.
        """
        keys: list[Hashable] = []
        asked: dict[Hashable, Asked] = {}
        whose: dict[Group, tuple[Code | None, Authority | None]] = {}
        for _, read in rows:
            if (office := whose.get(read.group)) is None:
                office = whose[read.group] = (
                    self.bidang.get(read.group),
                    self._authority_of(read.group),
                )
            code, program = read.code, read.program
            key: Hashable = (
                code and code.key,
                self._plainly(read.name),
                program and self._plainly(program.name),
                program and program.code,
                *office,
            )
            keys.append(key)
            if key not in self._prepared and key not in asked:
                asked[key] = Asked(read.item, *office)
        kept = {key: self._prepared[key] for key in keys if key in self._prepared}
        for key, outcome in self._answers.outcomes(asked).items():
            one = asked[key]
            catalog = self._answers.mapper(one.authority).target
            prepared = self._renderer.prepare(outcome, catalog, one.bidang, ())
            kept[key] = (outcome, prepared, self._answers.flags(outcome, one.authority))
        if len(self._prepared) + len(asked) > REMEMBERED:
            self._prepared.clear()
        self._prepared |= kept
        return [kept[key] for key in keys]

    def _plainly(self, name: str) -> str:
        """A name in lower case, without blanks around slashes."""
        found = self._plain.get(name)
        if found is None:
            if len(self._plain) >= REMEMBERED:
                self._plain.clear()
            found = self._plain[name] = name.lower().replace(" /", "/").replace("/ ", "/")
        return found

    def _said(
        self,
        outcome: Outcome,
        read: Read,
        flags: Flags,
        parts: Any,  # noqa: ANN401
        row: int,
    ) -> dict[str, str]:
        """The row's text for each set of its targets that may be reported with it."""
        authority = self._authority_of(read.group)
        catalog = self._answers.mapper(authority).target
        bidang = self.bidang.get(read.group)
        found = {}
        for chosen in _subsets(flags):
            rules = [rule for _, own in chosen for rule in own]
            prepared = self._renderer.prepare(outcome, catalog, bidang, rules)
            found[" ".join(code for code, _ in chosen)] = prepared.fill(read, parts, row)
        return found

    def _authority_of(self, group: Group) -> Authority | None:
        return self.job.authority or authority_of(" ".join(group))


def _subsets(flags: Flags) -> list[Flags]:
    found: list[Flags] = [()]
    for flag in flags:
        found += [(*one, flag) for one in found]
    return found[1:]


def _vote(code: Code | None) -> tuple[bool, tuple[str, str]] | None:
    """Which bidang urusan a code speaks for, and whether it is one of the office programmes."""
    if code is None or code.is_generic or code.bidang is None:
        return None
    scheme = "new" if code.scheme is Scheme.NEW else "legacy"
    return code.is_office_program, (scheme, f"{code.urusan}.{code.bidang}")


_worker: Worker | None = None


def start(job: Job) -> None:
    """Make this process a worker."""
    global _worker  # noqa: PLW0603 - what a process of a pool keeps between chunks
    set_language(job.language)
    _worker = Worker(evolve(job))


def survey(chunk: Chunk) -> tuple[Votes, int]:
    """`Worker.survey` in this process."""
    assert _worker is not None  # noqa: S101 - start() was called
    return _worker.survey(chunk)


def translate(chunk: tuple[Chunk, dict[Group, Code | None]]) -> Done:
    """`Worker.translate` in this process."""
    assert _worker is not None  # noqa: S101 - start() was called
    _worker.bidang = chunk[1]
    return _worker.translate(chunk[0])

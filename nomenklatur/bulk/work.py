"""What is done with a chunk: first whose rows it holds, then what becomes of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve, field, frozen

from nomenklatur.bulk.account import NOTES, Account, sums
from nomenklatur.bulk.answers import Answers, Asked
from nomenklatur.bulk.rendering import RENDERERS, split
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.language import chosen_language, set_language
from nomenklatur.plan.texts.offices import authority_of
from nomenklatur.translate import make_mapper
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from nomenklatur.bulk.flat import FlatReader
    from nomenklatur.bulk.rendering import Prepared
    from nomenklatur.bulk.rows import Read
    from nomenklatur.bulk.source import Chunk, Source
    from nomenklatur.language import Language
    from nomenklatur.mapper import Mapper
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Outcome

Group = tuple[str, ...]
Votes = dict[Group, Counter[tuple[bool, tuple[str, str]]]]

Flags = tuple[tuple[str, tuple[str, ...]], ...]
"""Targets that give rise to findings, with the codes of the rules."""

REMEMBERED: Final = 60_000
"""Prepared rows kept; beyond that all are forgotten, so that memory stays flat."""
_STATUSES: Final = tuple(Status)


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


@frozen
class Part:
    """What is done with a chunk that was surveyed.

    Attributes:
        chunk: The chunk.
        bidang: The bidang urusan of whose rows it holds, in new codes.
        first: The number of its first item.
    """

    chunk: Chunk
    bidang: Mapping[Group, Code | None]
    first: int


@frozen
class Flagged:
    """The rows of an item whose targets give rise to findings where they occur first.

    Attributes:
        plain: The rows as text, without these findings.
        flags: The targets.
        said: The text that reports some of them, by their codes, blanks between.
    """

    plain: str
    flags: Flags
    said: Mapping[str, str]


@define
class Done:
    """A chunk, translated.

    Attributes:
        rows: Its rows as text, in their order.
        account: What became of them.
    """

    rows: list[str | Flagged] = Factory(list)
    account: Account = Factory(Account)


@frozen(eq=False)
class Ready:
    """What becomes of equal rows.

    Attributes:
        outcome: The outcome, without money.
        prepared: Its rows, ready to be filled in.
        flags: The targets that give rise to findings.
        status: The place of its status among all.
        rules: The rules reported with it.
    """

    outcome: Outcome
    prepared: Prepared
    flags: Flags
    status: int = field(init=False)
    rules: tuple[str, ...] = field(init=False)

    @status.default
    def _place(self) -> int:
        return _STATUSES.index(self.outcome.status)

    @rules.default
    def _reported(self) -> tuple[str, ...]:
        return tuple(finding.rule.code for finding in self.outcome.findings)


@define(eq=False)
class Worker:
    """Works on chunks; remembers what equal rows become."""

    job: Job
    _answers: Answers = field(init=False)
    _renderer: Any = field(init=False)
    _prepared: dict[Hashable, Ready] = field(factory=dict, init=False)
    _offices: dict[tuple[Code | None, Authority | None], int] = field(factory=dict, init=False)
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
        for _row, read in self._rows(chunk):
            count += 1
            counts = votes.get(read.group)
            if counts is None:
                counts = votes[read.group] = Counter()
            text = read.code_text
            if text not in self._codes:
                if len(self._codes) >= REMEMBERED:
                    self._codes.clear()
                self._codes[text] = _vote(read.code)
            if (vote := self._codes[text]) is not None:
                counts[vote] += 1
        return votes, count

    def _rows(self, chunk: Chunk) -> list[tuple[int, Read]]:
        first, reader = self.job.first, self.job.reader
        return [
            (row, read)
            for row, cells in self.job.source.rows(chunk)
            if row >= first and (read := reader.read(row, cells)) is not None
        ]

    def translate(self, part: Part) -> Done:
        """Translate a chunk."""
        moved, asked = self.job.reader.moved, self._answers.asked
        rows = self._rows(part.chunk)
        done = Done()
        texts: list[str] = []
        money: list[list[Sequence[int | None]]] = [[] for _ in _STATUSES]
        items = [0] * len(_STATUSES)
        account, seen = done.account, set[str]()
        ready = self._prepare(rows, part.bidang)
        for number, ((row, read), one) in enumerate(zip(rows, ready, strict=True), part.first):
            parts = split(one.outcome, read.amounts)
            items[one.status] += 1
            money[one.status] += parts
            if one.rules:
                account.rules.update(one.rules)
            text = one.prepared.fill(read, parts, row, number)
            if one.flags and (new := tuple(f for f in one.flags if f[0] not in seen)):
                seen |= {code for code, _ in new}
                said = self._said(part, one.outcome, read, new)
                filled = {key: value.fill(read, parts, row, number) for key, value in said.items()}
                done.rows += ["".join(texts), Flagged(text, new, filled)]
                texts.clear()
            else:
                texts.append(text)
            if read.problems:
                account.problems += len(read.problems)
                account.notes += [(row, problem) for problem in read.problems]
        done.rows.append("".join(texts))
        width = len(self.job.reader.amount_columns)
        account.items = Counter(dict(zip(_STATUSES, items, strict=True)))
        account.money = {s: sums(m, width) for s, m in zip(_STATUSES, money, strict=True)}
        account.plan = sums((read.amounts for _row, read in rows), width)
        del account.notes[NOTES:]
        account.moved = self.job.reader.moved - moved
        account.asked = self._answers.asked - asked
        return done

    def _prepare(
        self, rows: list[tuple[int, Read]], bidang: Mapping[Group, Code | None]
    ) -> list[Ready]:
        """What becomes of each row, ready to be filled in.

        Rows are equal where their codes are, whatever their spelling, and their names but for
        case and blanks: nothing that decides looks at these.
        """
        keys: list[Hashable] = []
        asked: dict[Hashable, Asked] = {}
        whose: dict[Group, tuple[int, Code | None, Authority | None]] = {}
        prepared, plainly, offices = self._prepared, self._plainly, self._offices
        for _row, read in rows:
            if (office := whose.get(read.group)) is None:
                place = (bidang.get(read.group), self._authority_of(read.group))
                number = offices.setdefault(place, len(offices))
                office = whose[read.group] = (number, *place)
            code, program = read.code, read.program
            key: Hashable = (
                office[0],  # a number, which is quicker to compare than what it stands for
                code and code.key,
                plainly(read.name),
                program and plainly(program.name),
                program and program.code,
            )
            keys.append(key)
            if key not in prepared and key not in asked:
                asked[key] = Asked(read.item, office[1], office[2])
        kept = {key: prepared[key] for key in keys if key in prepared} if asked else prepared
        for new, outcome in self._answers.outcomes(asked).items():
            one = asked[new]
            catalog = self._answers.mapper(one.authority).target
            rows_ = self._renderer.prepare(outcome, catalog, one.bidang, ())
            kept[new] = Ready(outcome, rows_, self._answers.flags(outcome, one.authority))
        if asked:
            if len(prepared) + len(asked) > REMEMBERED:
                prepared.clear()
            prepared |= kept
        return [kept[key] for key in keys]

    def _plainly(self, name: str) -> str:
        """A name in lower case, without blanks around slashes."""
        found = self._plain.get(name)
        if found is None:
            if len(self._plain) >= REMEMBERED:
                self._plain.clear()
            found = self._plain[name] = name.lower().replace(" /", "/").replace("/ ", "/")
        return found

    def _said(self, part: Part, outcome: Outcome, read: Read, flags: Flags) -> dict[str, Prepared]:
        """The item's rows for each set of its targets that may be reported with it."""
        catalog = self._answers.mapper(self._authority_of(read.group)).target
        bidang = part.bidang.get(read.group)
        return {
            " ".join(code for code, _ in chosen): self._renderer.prepare(
                outcome, catalog, bidang, [rule for _, own in chosen for rule in own]
            )
            for chosen in _subsets(flags)
        }

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


def translate(part: Part) -> Done:
    """`Worker.translate` in this process."""
    assert _worker is not None  # noqa: S101 - start() was called
    return _worker.translate(part)

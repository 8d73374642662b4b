"""Translating a long plan: chunks to workers, rows out in order, every rupiah accounted for."""

from __future__ import annotations

import contextlib
import functools
import itertools
import multiprocessing
import os
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from nomenklatur.bulk import work
from nomenklatur.bulk.account import Account
from nomenklatur.bulk.flat import NotFlatError, flat_reader
from nomenklatur.bulk.rendering import RENDERERS
from nomenklatur.bulk.source import opened, size_of
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.crosswalk.bidang import load_bidang
from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.plan.texts.offices import authority_of
from nomenklatur.report.balance import Balance
from nomenklatur.translate import make_mapper, read_bidang
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO, TextIO, Unpack

    from nomenklatur.bulk.source import Source
    from nomenklatur.findings import Finding
    from nomenklatur.plan import Plan
    from nomenklatur.translate import Options

    Progress = Callable[[str, float], None]

LONG: Final = 2 << 20
"""From so many bytes on a plan is streamed unasked: about 20,000 rows."""
_SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab"})


@define(kw_only=True)
class BulkResult(Account):
    """What became of a long plan.

    Attributes:
        columns: The keys of the columns of money.
        findings: What was found in the catalogs and the decisions file.
    """

    columns: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> int:
        """How many items there are."""
        return self.items.total()

    @property
    def balances(self) -> tuple[Balance, ...]:
        """For each column plan = mapped + ambiguous + unmapped."""
        return tuple(
            Balance(
                key,
                Rupiah(self.plan[place]),
                *(Rupiah(self.money[status][place]) for status in Status),
            )
            for place, key in enumerate(self.columns)
        )


def is_long(path: str) -> bool:
    """Whether a plan is streamed unasked: a long file whose name says that it is a table."""
    return Path(path).suffix.lower() in _SUFFIXES and size_of(path) >= LONG


def stream_plan(  # noqa: PLR0913 - the options of the command
    path: str,
    out: TextIO,
    *,
    format: str = "csv",  # noqa: A002 - its name everywhere
    workers: int | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    **options: Unpack[Options],
) -> BulkResult:
    """Translate a flat plan of any length and write its rows as they come.

    Args:
        path: The plan, CSV or TSV; ``-`` for standard input.
        out: Where the rows go.
        format: ``csv`` or ``jsonl``.
        workers: How many processes; by default one a core.
        progress: Told what is done and which share of it, 0 to 1.
        stdin: What to read for ``-``.
        options: How to translate, as for `nomenklatur.translate`.

    Raises:
        NotFlatError: The table has to be read as a whole; nothing has been written.
        NomenklaturError: The file or a catalog cannot be read.
    """
    if format not in RENDERERS:
        raise ConfigError(
            _("a plan is not streamed as {value}").format(value=format),
            remedy=_("one of {known}").format(known=", ".join(RENDERERS)),
        )
    with opened(path, stdin) as file:
        return translate_stream(
            file, out, format=format, workers=workers, progress=progress, **options
        )


def translate_stream(
    file: Source,
    out: TextIO,
    *,
    format: str = "csv",  # noqa: A002 - its name everywhere
    workers: int | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> BulkResult:
    """The same of a file that is open already."""
    head = file.head()
    reader, plan = flat_reader(head)
    header = reader.layout.header
    first = header.body[0].number if header is not None else 1
    asked = options.get("authority")
    if isinstance(asked, str):
        asked = Authority.from_label(asked)
    authority = asked or _authority(plan)
    asked_for: Options = {**options, "authority": authority}
    mapper = make_mapper(plan, **asked_for)  # so that what does not load is told before all else
    known = {**options, "decisions": mapper.decisions}  # which others may write meanwhile
    job = work.Job(file, reader, first, plan, known, authority, format)
    chunks = list(file.chunks())
    own = read_bidang(options.get("bidang"))
    keys = tuple(column.key for column in reader.amount_columns)
    width = len(keys)
    result = BulkResult(
        columns=keys,
        money={status: [0] * width for status in Status},
        plan=[0] * width,
        findings=(*mapper.on_catalogs(own), *mapper.decisions.findings),
    )
    tell = progress or (lambda _what, _share: None)
    renderer = RENDERERS[format](reader.amount_columns, head.place)
    with _pool(job, workers or cores(), len(chunks)) as pool:
        held: list[tuple[set[work.Group], int]] = []
        votes: work.Votes = {}
        for place, (found, count) in enumerate(pool(work.survey, chunks), 1):
            held.append((set(found), count))
            for group, counts in found.items():
                votes.setdefault(group, Counter()).update(counts)
            tell("reading", place / len(chunks))
        bidang = {group: own or _bidang(counts) for group, counts in votes.items()}
        del votes
        firsts = itertools.accumulate((count for _groups, count in held), initial=1)
        parts = [
            work.Part(chunk, {group: bidang[group] for group in groups}, number)
            for chunk, (groups, _count), number in zip(chunks, held, firsts, strict=False)
        ]
        out.write(renderer.header())
        seen: set[str] = set()
        for place, done in enumerate(pool(work.translate, parts), 1):
            _write(done, out, result, seen)
            result += done.account
            tell("translating", place / len(chunks))
    return result


def _write(done: work.Done, out: TextIO, result: BulkResult, seen: set[str]) -> None:
    """Write the rows of a chunk; what targets give rise to is said once for the whole plan."""
    for rows in done.rows:
        if isinstance(rows, str):
            out.write(rows)
            continue
        new = [(code, rules) for code, rules in rows.flags if code not in seen]
        seen |= {code for code, _ in new}
        out.write(rows.said[" ".join(code for code, _ in new)] if new else rows.plain)
        for _code, rules in new:
            result.rules.update(rules)


def _authority(plan: Plan) -> Authority | None:
    """The kind of region that the codes of the first rows say, or the title; not an office."""
    digits = {item.code.authority for item in plan.items if item.code is not None} - {None}
    return digits.pop() if len(digits) == 1 else authority_of(plan.title)


def _bidang(counts: Counter[tuple[bool, tuple[str, str]]]) -> Code | None:
    """The bidang urusan of an office: of most of its codes, the office programmes left out."""
    own: dict[tuple[str, str], int] = {}
    every: dict[tuple[str, str], int] = {}
    for (office, place), n in counts.items():
        every[place] = every.get(place, 0) + n
        if not office:
            own[place] = own.get(place, 0) + n
    found = own or every
    return _heir(*max(found, key=lambda place: found[place])) if found else None


@functools.lru_cache(maxsize=1000)
def _heir(scheme: str, text: str) -> Code | None:
    """The bidang urusan in new codes that a bidang became."""
    urusan, bidang = text.split(".")
    code = Code(Scheme.NEW if scheme == "new" else Scheme.LEGACY, urusan, bidang)
    if code.scheme is Scheme.NEW:
        return code
    heirs = load_bidang().to_new(code)
    return heirs[0] if len(heirs) == 1 else None


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _pool(
    job: work.Job, workers: int, chunks: int
) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]]:
    """Something that maps a function over chunks, in order: processes, or this one."""
    workers = min(workers, chunks)
    if workers < 2:  # noqa: PLR2004 - one works alone
        work.start(job)
        yield map
        return
    with multiprocessing.get_context(_method()).Pool(workers, work.start, (job,)) as pool:
        yield pool.imap


def _method() -> str:
    """How to start workers: by forking where that is safe, which shares what is loaded."""
    alone = threading.active_count() == 1 and "numpy" not in sys.modules  # it starts threads
    return "fork" if sys.platform == "linux" and alone else "spawn"


__all__ = ["BulkResult", "NotFlatError", "is_long", "stream_plan", "translate_stream"]

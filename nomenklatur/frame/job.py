"""The work on one frame or one partition of it: the same rows, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.frame.answers import Answer, Answerer, Row
from nomenklatur.frame.cells import amounts, money, same_kind, texts
from nomenklatur.frame.extras import need
from nomenklatur.language import _, chosen_language, use_language
from nomenklatur.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.language import Language
    from nomenklatur.translation import TargetShare

COLUMNS: Final = (
    "status", "method", "relation", "score",
    "target_code", "target_name", "share",
    "findings", "candidate_code", "candidate_name", "candidate_score",
)  # fmt: skip
"""The columns that a translation adds, in their order."""
SCORES: Final = frozenset({"score", "candidate_score"})
"""Those of them that are numbers from 0 to 1; the others are texts."""
_BETWEEN = "|"


def _columns(amounts: str | Sequence[str]) -> tuple[str, ...]:
    """The columns of money; one may stand alone."""
    return (amounts,) if isinstance(amounts, str) else tuple(dict.fromkeys(amounts))


@frozen
class Layout:
    """Where a frame has what.

    Attributes:
        name: Column of the activities' names.
        code: Column of their old codes.
        program: Column of the names of their programs.
        bidang: Column of the bidang urusan, in new codes, of each row's office.
        amounts: Columns of money.
        prefix: What the names of the added columns begin with.
        explode: Whether a row with several targets becomes a row a target.
    """

    name: str
    code: str | None = None
    program: str | None = None
    bidang: str | None = None
    amounts: tuple[str, ...] = field(default=(), converter=_columns)
    prefix: str = ""
    explode: bool = False

    def check(self, columns: Sequence[str]) -> None:
        """Whether a frame has these columns, and not yet those to be added.

        Raises:
            ConfigError: A column is missing, or in the way.
        """
        for wanted in (self.name, self.code, self.program, self.bidang, *self.amounts):
            if wanted is not None and wanted not in columns:
                has = ", ".join(map(repr, columns)) or "none"
                raise ConfigError(
                    _("the frame has no column {wanted!r}").format(wanted=wanted),
                    remedy=_("it has {has}").format(has=has),
                )
        taken = [column for column in self.added if column in columns]
        if taken:
            raise ConfigError(
                _("the frame already has a column {taken}").format(
                    taken=", ".join(map(repr, taken))
                ),
                remedy=_("choose a prefix for the new columns, such as prefix='nk_'"),
            )

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns to be added."""
        return tuple(self.prefix + column for column in COLUMNS)

    def rows(self, frame: Any) -> Iterator[Row]:  # noqa: ANN401 - a narwhals frame
        """What the rows of a frame say.

        Raises:
            NomenklaturError: A column is of the wrong type.
        """
        blank = [""] * len(frame)
        columns = [
            blank if column is None else texts(frame[column])
            for column in (self.name, self.code, self.program, self.bidang)
        ]
        return map(Row, *columns)


@frozen
class Job:
    """Translates frames of one layout. Called with one, it gives it back with the new columns.

    Equal rows have equal answers whatever frame they stand in, so that a frame may be cut into
    partitions anywhere.
    """

    answerer: Answerer
    layout: Layout
    language: Language | None = field(factory=chosen_language, kw_only=True)

    def __call__(self, native: Any) -> Any:  # noqa: ANN401 - any frame that narwhals knows
        """The frame with the new columns, in its own type.

        What is wrong is said in the language in which the job was made, wherever it runs.

        Raises:
            NomenklaturError: A column is missing, in the way, or of the wrong type.
        """
        with use_language(self.language):
            return self._translated(native)

    def _translated(self, native: Any) -> Any:  # noqa: ANN401 - as above
        nw = need("narwhals.stable.v2")
        frame = nw.from_native(native, eager_only=True)
        layout = self.layout
        layout.check(frame.columns)
        if layout.amounts:
            frame = frame.with_columns(*(money(frame[column]) for column in layout.amounts))
        answers = [self.answerer.answer(row) for row in layout.rows(frame)]
        if layout.explode:
            frame = _exploded(frame, answers, layout.amounts)
            cells = [_cells(one, part) for one in answers for part in _parts(one)]
        else:
            cells = [_cells(one, one.targets) for one in answers]
        columns = zip(*cells, strict=True) if cells else [()] * len(COLUMNS)
        made = [
            nw.new_series(
                layout.prefix + name,
                list(values),
                nw.Float64 if name in SCORES else nw.String,
                backend=frame.implementation,
            )
            for name, values in zip(COLUMNS, columns, strict=True)
        ]
        return frame.with_columns(*made).to_native()


def _parts(answer: Answer) -> Iterator[tuple[TargetShare, ...]]:
    """The targets one by one; nothing once for a row without any."""
    if answer.targets:
        yield from ((target,) for target in answer.targets)
    else:
        yield ()


def _cells(answer: Answer, targets: Sequence[TargetShare]) -> tuple[str | float | None, ...]:
    outcome = answer.outcome
    candidate = answer.candidate
    return (
        outcome.status.value,
        outcome.method.value if outcome.method else None,
        outcome.relation.value if outcome.relation else None,
        None if outcome.score is None else round(float(outcome.score), 4),
        _joined(str(target.code) for target in targets),
        _joined(target.name for target in targets),
        _joined(str(target.share) for target in targets),
        _BETWEEN.join(answer.findings),
        str(candidate[0]) if candidate else None,
        candidate[1].entry.name if candidate else None,
        candidate[1].score if candidate else None,
    )


def _joined(parts: Iterable[str]) -> str | None:
    found = list(parts)
    return _BETWEEN.join(found) if found else None


def _exploded(frame: Any, answers: Sequence[Answer], columns: Sequence[str]) -> Any:  # noqa: ANN401
    """A row a target, with its share of the money; the order stays, and so does the index."""
    picked = [row for row, answer in enumerate(answers) for _ in _parts(answer)]
    if len(picked) == len(answers):
        return frame
    split = [_split(amounts(frame[column]), answers) for column in columns]
    wide = frame[picked]
    return wide.with_columns(
        *(same_kind(wide[c], values) for c, values in zip(columns, split, strict=True))
    )


def _split(values: Sequence[int | None], answers: Sequence[Answer]) -> list[int | None]:
    found: list[int | None] = []
    for value, answer in zip(values, answers, strict=True):
        shares = answer.shares
        if len(shares) < 2:  # noqa: PLR2004 - nothing to divide
            found.append(value)
        elif value is None:
            found += [None] * len(shares)
        else:
            found += map(int, Rupiah(value).split(shares))
    return found

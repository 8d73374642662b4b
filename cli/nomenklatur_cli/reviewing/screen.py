"""Questions as lines of text that fit a terminal, dumb ones as well."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.language import _, ngettext
from nomenklatur.report.grid import tidy
from nomenklatur.report.wording import grouped, percent, where
from nomenklatur.review import words
from nomenklatur.review.queue import Tally
from nomenklatur.review.standing import State
from nomenklatur.review.views import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nomenklatur.catalog import Entry
    from nomenklatur.money import Rupiah
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session
    from nomenklatur.review.views import EntryView, QuestionView

    Paint = Callable[[str, str], str]

_INDENT: Final = " " * 10
_LABEL: Final = 12
_ABOVE: Final = 2
"""Levels above a candidate that are shown."""


@frozen
class Screen:
    """Lays questions out.

    Attributes:
        session: The session.
        width: Columns.
        paint: Colours a text for its role.
    """

    session: Session
    width: int = 80
    paint: Paint = lambda _role, text: text

    def question(self, question: Question, *, absorbed: bool, kin: bool) -> str:
        """A question with its candidates.

        Args:
            question: The question.
            absorbed: Whether the next answer says that the target absorbs it.
            kin: Whether the next answer goes for all of the same name.
        """
        view = view_of(question, self.session.queue.translation)
        lines = [
            "",
            self._rule(question),
            *self._item(view),
            *self._standing(question),
            *self._together(question, kin=kin),
            "",
            *(line for one in view.candidates for line in self.entry(one)),
        ]
        if not view.candidates:
            lines.append(_("There is no plausible candidate. Search the catalog."))
        if absorbed:
            lines += ["", *self.relation(absorbed=True)]
        return "\n".join([*lines, "", *self._wrapped(keys_line())])

    def relation(self, *, absorbed: bool) -> Iterator[str]:
        """What the next target means."""
        if not absorbed:
            yield _("The next target is what it becomes.")
            return
        yield self.paint(
            "unsure", _("Absorbed: the next target takes it as a line in its spending detail")
        )
        yield "[0]       " + _("Absorbed, but it is not known yet by what")

    def fit(self, text: str) -> str:
        """A text whose long lines are broken; what is laid out already stays."""
        lines = text.replace("\N{NO-BREAK SPACE}", " ").split("\n")
        return "\n".join(
            line if len(line) <= self.width or "\x1b" in line else "\n".join(self._wrapped(line))
            for line in lines
        )

    def hits(self, views: Sequence[EntryView]) -> str:
        """What a search found."""
        lines = [line for one in views for line in self.entry(one)]
        return "\n".join(lines)

    def split(self, rows: Sequence[tuple[Entry, str, Mapping[str, Rupiah]]]) -> str:
        """What each target of a split gets."""
        lines = []
        for entry, share, amounts in rows:
            money = "   ".join(f"{key} {words.rupiah(one)}" for key, one in amounts.items())
            lines += self._wrapped(f"{share:>7}  {entry.code} {entry.name}", _INDENT)
            lines.append(f"{_INDENT}{money}")
        return "\n".join(lines)

    def entry(self, one: EntryView) -> Iterator[str]:
        """An entry of the catalog: key, probability, code, name, and what speaks for it."""
        key = f"[{one.number}]" if one.number is not None else "   "
        chance = f"{one.percent:>5}" if one.score is not None else "     "
        retired = " " + _("(retired)") if one.is_retired else ""
        head = f"{key} {chance} {one.code} {one.name}{retired}"
        first, *rest = self._wrapped(head, _INDENT)
        yield self.paint("heading", first)
        for line in rest:
            yield self.paint("heading", line)
        above = " > ".join(branch.name for branch in one.branch[-_ABOVE:])
        yield from (self.paint("faint", line) for line in self._wrapped(above, _INDENT, _INDENT))
        reasons = [f"+ {text}" for text in one.speaks_for]
        reasons += [f"- {text}" for text in one.speaks_against]
        yield from self._wrapped("  ".join(reasons), _INDENT, _INDENT)
        details = (
            (_("in the catalog"), one.generic),
            (_("indikator"), one.entry.indikator),
            (_("definition"), one.entry.definition),
        )
        for label, text in details:
            if text:
                yield from self._wrapped(f"{label}: {text}", _INDENT, _INDENT)

    def _rule(self, question: Question) -> str:
        progress = self.session.progress
        parts = [
            _("{number} of {all}").format(
                number=grouped(question.number + 1), all=grouped(progress.all.questions)
            ),
            words.left_text(progress),
        ]
        if progress.percent is not None:
            parts.append(_("{percent} settled").format(percent=percent(progress.percent)))
        text = f"-- {' -- '.join(parts)} "
        return self.paint("heading", text.ljust(self.width, "-"))

    def _item(self, view: QuestionView) -> Iterator[str]:
        for line in self._wrapped(f"{view.code} {view.question.name}".strip(), "  "):
            yield self.paint("heading", line)
        if view.program:
            more = f" (+{view.programs - 1})" if view.programs > 1 else ""
            yield from self._labelled("program", f"{view.program}{more}")
        for column, amount in view.amounts:
            yield from self._labelled(column.key, words.rupiah(amount))
        for indicator in view.indicators[:3]:
            yield from self._labelled(_("indikator"), indicator.text)
        if view.recognised:
            yield from self._labelled(_("recognised as"), view.recognised)
        if note := view.question.lead.note:
            yield from self._labelled(_("crosswalk says"), note)
        places = where(view.places[0], self.session.queue.translation.plan.source)
        more_rows = len(view.question.rows) - 1
        if more_rows:
            more = ngettext("and {n} more row", "and {n} more rows", more_rows).format(n=more_rows)
            places = f"{places} {more}"
        yield from self._labelled(_("place"), places)

    def _standing(self, question: Question) -> Iterator[str]:
        standing = self.session.standing(question)
        if text := words.standing_text(standing, self.session, question):
            line = standing.decision or standing.mark
            whom = f" ({words.by_whom(line)})" if line is not None else ""
            role = "sure" if standing.state is State.DECIDED else "unsure"
            for one in self._wrapped(f"* {text}{whom}", "  "):
                yield self.paint(role, one)
            if line is not None and line.note:
                yield from self._labelled(_("note"), line.note)

    def _together(self, question: Question, *, kin: bool) -> Iterator[str]:
        count = len(question.rows)
        if count > 1:
            text = _("One decision for {rows} of this name").format(rows=words.rows(count))
            yield self.paint("unsure", f"! {text}")
        others = self.session.open_kin(question)
        if others:
            tally = Tally.of(others, self.session.queue.column)
            text = _("Decide alike for {rows} of the same name in other places ({money})").format(
                rows=words.rows(tally.rows), money=words.rupiah(tally.money)
            )
            yield from self._wrapped(f"[{'x' if kin else ' '}] a  {text}", "       ")

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        head = f"  {label}".ljust(_LABEL + 2)
        yield from self._wrapped(f"{head} {text}", " " * (_LABEL + 3))

    def _wrapped(self, text: str, hanging: str = "", first: str = "") -> list[str]:
        """A text in lines, without anything that a terminal would obey."""
        clean = tidy(text.replace("\N{NO-BREAK SPACE}", " "))
        return textwrap.wrap(
            clean, self.width, initial_indent=first, subsequent_indent=hanging
        ) if clean.strip() else []  # fmt: skip


def keys_line() -> str:
    """The keys, in a line or two."""
    return _(
        "1-9 take  / search  s split  b absorbed  n no home  f flag  c note  u undo  "
        "j skip  k previous  t take back  ? keys  q finish"
    )

"""The review in a terminal: one question at a time, one key an answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click
from attrs import define, field

from nomenklatur.codes import Level, read_code
from nomenklatur.crosswalk import Relation
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _
from nomenklatur.report.grid import tidy
from nomenklatur.review import choices, words
from nomenklatur.review.choices import ABSORBED, NO_HOME, ReviewError, lowest
from nomenklatur.review.views import entry_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from nomenklatur.catalog import Entry
    from nomenklatur.review.choices import Choice
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session
    from nomenklatur.review.steps import Step
    from nomenklatur_cli.reviewing.screen import Screen

HITS: Final = 9
MOST: Final = 30
_END: Final = frozenset({"q", "\x03", "\x04", ""})


@define(eq=False)
class Terminal:
    """Asks the questions of a session one after the other.

    Args:
        session: The session.
        screen: Lays them out.
    """

    session: Session
    screen: Screen
    here: Question | None = field(init=False, default=None)
    absorbed: bool = field(init=False, default=False)
    kin: bool = field(init=False, default=False)
    note: str = field(init=False, default="")

    def run(self) -> None:
        """Ask until the person ends it."""
        self._go(self.session.next_open())
        while True:
            self.session.refresh()
            if self.here is None:
                self._say(_("Nothing has to be decided."))
                return
            question = self.here
            self._say(self.screen.question(question, absorbed=self.absorbed, kin=self.kin))
            if not self._one(question):
                return

    def _one(self, question: Question) -> bool:
        """Ask one question until something changes; whether to go on."""
        while True:
            try:
                key = self._key("> ")
                if key in _END:
                    return False
                if self._press(key, question):
                    return True
            except NomenklaturError as problem:
                self._say(_("Not taken: {problem}").format(problem=problem))
            except (KeyboardInterrupt, EOFError, click.Abort):
                return False

    def _press(self, key: str, question: Question) -> bool:
        """Do what a key says; whether the question has to be shown again."""
        acts: dict[str, Callable[[Question], bool]] = {
            "/": self._search,
            "s": self._split,
            "b": self._toggle_absorbed,
            "a": self._toggle_kin,
            "n": lambda one: self._decide(one, NO_HOME),
            "f": self._flag,
            "c": self._annotate,
            "u": self._undo,
            "t": self._take_back,
            "j": lambda one: self._move(one, 1),
            "k": lambda one: self._move(one, -1),
            "?": self._help,
        }
        if key == "0" and self.absorbed:
            return self._decide(question, ABSORBED)
        if key.isascii() and key.isdigit():
            return self._decide(question, choices.candidate(question, int(key), self._relation))
        act = acts.get(key.lower())
        if act is None:
            self._say(_("{key} is no key here; ? shows them").format(key=repr(key)))
            return False
        return act(question)

    # -- answers ------------------------------------------------------------------------------

    @property
    def _relation(self) -> Relation:
        return Relation.BROAD if self.absorbed else Relation.EXACT

    def _decide(self, question: Question, choice: Choice) -> bool:
        step = self.session.decide(question, choice, note=self.note, kin=self.kin, seen=self._seen)
        return self._done(step, question)

    def _flag(self, question: Question) -> bool:
        note = self.note or self._line(_("What is the doubt?"))
        return self._done(self.session.flag(question, note=note, seen=self._seen), question)

    def _annotate(self, question: Question) -> bool:
        self.note = self._line(_("Note"))
        standing = self.session.standing(question)
        if standing.decision is not None or standing.mark is not None:
            step = self.session.annotate(question, self.note, seen=self._seen)
            self._say(words.step_text(step, self.session))
            self._go(question)
            return True
        self._say(_("The note goes with the next answer."))
        return False

    def _undo(self, question: Question) -> bool:
        del question
        step = self.session.undo()
        self._say(words.step_text(step, self.session))
        self._go(step.questions[0])
        return True

    def _take_back(self, question: Question) -> bool:
        step = self.session.take_back(question, seen=self._seen)
        self._say(words.step_text(step, self.session))
        self._go(question)
        return True

    def _done(self, step: Step, question: Question) -> bool:
        self._say(words.step_text(step, self.session))
        following = self.session.next_open(question.number)
        if following is None:
            self._say(_("Nothing is left to decide; q finishes."))
        self._go(following or question)
        return True

    # -- search and split ---------------------------------------------------------------------

    def _search(self, question: Question) -> bool:
        self._say(_("Words of the name or the beginning of a code; level:kegiatan, bidang:2.17."))
        text = self._line(_("Search"))
        if not text.strip():
            return False
        entries = self._found(text)
        if not entries:
            self._say(_("Nothing found."))
            return False
        translation = self.session.queue.translation
        views = [
            entry_view(entry, translation, question.lead, number=number)
            for number, entry in enumerate(entries, 1)
        ]
        self._say(self.screen.hits(views))
        key = self._key(_("1-{n} take, another key goes back: ").format(n=len(entries)))
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(entries):
            return self._decide(question, choices.whole(entries[int(key) - 1], self._relation))
        return True

    def _found(self, text: str) -> list[Entry]:
        """Entries that a search finds; ``level:`` and ``bidang:`` narrow it.

        Raises:
            ReviewError: A filter names nothing.
        """
        translation = self.session.queue.translation
        level: Level | None = lowest(translation.target)
        wanted, bidang = [], None
        for part in text.split():
            name, colon, value = part.partition(":")
            if colon and name == "level":
                level = None if value == "all" else _level(value)
            elif colon and name == "bidang":
                bidang = read_code(value).code
                if bidang is None:
                    raise ReviewError(_("{text!r} is not a code").format(text=value))
            else:
                wanted.append(part)
        hits = translation.target.search(
            " ".join(wanted),
            level=level,
            bidang=bidang,
            authority=translation.authority,
            limit=HITS,
        )
        return [hit.entry for hit in hits]

    def _split(self, question: Question) -> bool:
        column = self.session.queue.column
        amount = question.money(column)
        by = self._key(_("Divide by percent (p) or by rupiah (r) of {money}? ").format(
            money=words.rupiah(amount)
        )).lower()  # fmt: skip
        if by not in {"p", "r"}:
            return False
        parts = self._parts(question)
        entries, texts = [entry for entry, _text in parts], [text for _entry, text in parts]
        shares: tuple[Fraction, ...]
        if by == "r":
            shares = choices.shares_by_rupiah(texts, amount)
        else:
            shares = choices.shares_by_percent(texts)
        choice = choices.split(list(zip(entries, shares, strict=True)), self._relation)
        amounts = choices.amounts_of(question, shares)
        rows = [
            (entry, choices.percent_text(share), part)
            for entry, share, part in zip(entries, shares, amounts, strict=True)
        ]
        self._say(self.screen.split(rows))
        if self._key(_("Split so (y)? ")).lower() != "y":
            return True
        return self._decide(question, choice)

    def _parts(self, question: Question) -> list[tuple[Entry, str]]:
        """Targets and their shares as typed, until an empty one."""
        parts: list[tuple[Entry, str]] = []
        while len(parts) < MOST:
            label = _("Target {n} (candidate or code; empty: no more)").format(n=len(parts) + 1)
            text = self._line(label).strip()
            if not text:
                break
            try:
                entry = self._target(question, text)
            except ReviewError as problem:
                self._say(str(problem))
                continue
            parts.append((entry, self._line(_("Share (empty: the rest)"))))
        return parts

    def _target(self, question: Question, text: str) -> Entry:
        """The entry that a candidate's number or a code means."""
        if len(text) == 1 and text.isascii() and text.isdigit():
            text = str(choices.candidate(question, int(text)).targets[0].code)
        return choices.entry_of(text, self.session.queue.translation)

    # -- moving -------------------------------------------------------------------------------

    def _move(self, question: Question, by: int) -> bool:
        size = len(self.session.queue)
        if by > 0:
            self._go(self.session.next_open(question.number) or question)
        else:
            self._go(self.session.queue.questions[(question.number - 1) % size])
        return True

    def _toggle_absorbed(self, question: Question) -> bool:
        del question
        self.absorbed = not self.absorbed
        for line in self.screen.relation(absorbed=self.absorbed):
            self._say(line)
        return False

    def _toggle_kin(self, question: Question) -> bool:
        if not self.session.open_kin(question):
            self._say(_("There is no other place with this name."))
            return False
        self.kin = not self.kin
        self._say(
            _("The next answer goes for all of this name.")
            if self.kin
            else _("The next answer goes for this one alone.")
        )
        return False

    def _help(self, question: Question) -> bool:
        del question
        for key, text in words.key_help():
            self._say(f"{key:>5}  {text}")
        for key, what in (("t", _("take back what was decided")), ("q", _("finish"))):
            self._say(f"{key:>5}  {what}")
        return False

    def _go(self, question: Question | None) -> None:
        """Show a question: what was said of the last one is no more."""
        if question is None and len(self.session.queue):
            question = self.session.queue.questions[0]
        self.here, self.note, self.kin = question, "", False
        relation = question.lead.relation if question is not None else None
        self.absorbed = relation is Relation.BROAD

    @property
    def _seen(self) -> str | None:
        return None if self.here is None else self.session.version(self.here)

    # -- the terminal -------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        click.echo(self.screen.fit(text))

    def _key(self, prompt: str) -> str:
        """A key; where there is no terminal, the first letter of a line."""
        click.echo(self.screen.fit(prompt), nl=False)
        if not sys.stdin.isatty():
            line = sys.stdin.readline()
            if not line:
                return ""
            click.echo(line.rstrip("\n"))
            return line.strip()[:1] or " "
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        return key

    def _line(self, label: str) -> str:
        """A line that is typed."""
        click.echo(f"{label}: ", nl=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        if not sys.stdin.isatty():
            click.echo(line.rstrip("\n"))
        return tidy(line.rstrip("\r\n"))


def _level(text: str) -> Level:
    """A level by its name.

    Raises:
        ReviewError: There is none of that name.
    """
    name = text.lower().replace("-", "_")
    for level in Level:
        if name == level.value:
            return level
    raise ReviewError(
        _("there is no level {text!r}").format(text=text),
        remedy=", ".join(level.value for level in Level),
    )

"""The lines of a decisions file, and which of them hold.

Of the lines on one activity towards one catalog, one further down supersedes those above it,
unless its date says for sure that it is the older one (`nomenklatur.decisions.dates`). So a
file that is only ever appended to is read in its order, and the files of two people whose lines
have times say the same in whichever order they are joined. A line that names no catalog counts
for every catalog.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from nomenklatur.decisions.decision import Decision, Key, decision_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.codes import Code
    from nomenklatur.findings import Finding


@define
class _State:
    """What the lines on one activity amount to."""

    last: Decision | None = None
    """The last one that decides or withdraws, and its number."""
    at: int = -1
    flag: Decision | None = None
    flag_at: int = -1

    def add(self, number: int, line: Decision) -> None:
        if line.flagged:
            if self.flag is None or not line.span.is_before(self.flag.span):
                self.flag, self.flag_at = line, number
        elif self.last is None or not line.span.is_before(self.last.span):
            self.last, self.at = line, number

    @property
    def decision(self) -> Decision | None:
        """The decision in force."""
        return None if self.last is None or self.last.withdrawn else self.last

    @property
    def mark(self) -> Decision | None:
        """The mark for a colleague, unless somebody decided or withdrew since."""
        if self.flag is None or self.last is None:
            return self.flag
        if self.flag_at > self.at:
            return None if self.flag.span.is_before(self.last.span) else self.flag
        return self.flag if self.last.span.is_before(self.flag.span) else None


@frozen
class Decisions:
    """The decisions in force: of every activity the last one, unless it was withdrawn.

    Attributes:
        lines: Every line, in the order of the file.
        findings: What was found in reading the file.
    """

    lines: tuple[Decision, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False, eq=False)
    _states: dict[str | None, dict[Key, _State]] = field(
        init=False, factory=dict, repr=False, eq=False
    )

    def get(self, code: Code | None, name: str, catalog: str | None = None) -> Decision | None:
        """The decision on an activity, by its code and name or by its name alone.

        Args:
            code: The activity's old code, if it has one.
            name: Its name.
            catalog: Id of the catalog that is asked for; by default the last decision towards
                any.
        """
        states = self._towards(catalog)
        for key in (decision_key(code, name), decision_key(None, name)):
            state = states.get(key)
            if state is not None and (found := state.decision) is not None:
                return found
        return None

    def mark(self, code: Code | None, name: str, catalog: str | None = None) -> Decision | None:
        """The line that marks an activity for a colleague, if nobody decided on it since."""
        state = self._towards(catalog).get(decision_key(code, name))
        return None if state is None else state.mark

    def history(self, code: Code | None, name: str) -> tuple[Decision, ...]:
        """Every line on an activity, in the order of the file."""
        return self.by_key.get(decision_key(code, name), ())

    @functools.cached_property
    def by_key(self) -> Mapping[Key, tuple[Decision, ...]]:
        """The lines on each activity, in the order of the file."""
        found: dict[Key, list[Decision]] = {}
        for line in self.lines:
            found.setdefault(line.key, []).append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    def in_force(self, catalog: str | None = None) -> tuple[Decision, ...]:
        """The decisions in force, towards a catalog or towards any, in the order of the file."""
        found = self._held(catalog)
        return tuple(line for _, line in sorted(found.items()))

    def marks(self, catalog: str | None = None) -> tuple[Decision, ...]:
        """The activities marked for a colleague and not decided on since."""
        found = {
            state.flag_at: mark
            for states in self._each(catalog)
            for state in states.values()
            if (mark := state.mark) is not None
        }
        return tuple(line for _, line in sorted(found.items()))

    def with_lines(self, lines: Iterable[Decision]) -> Decisions:
        """These decisions with further lines below."""
        return Decisions((*self.lines, *lines), self.findings)

    def __len__(self) -> int:
        return len(self._held(None))

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.in_force())

    def _held(self, catalog: str | None) -> dict[int, Decision]:
        return {
            state.at: held
            for states in self._each(catalog)
            for state in states.values()
            if (held := state.decision) is not None
        }

    def _each(self, catalog: str | None) -> Iterator[dict[Key, _State]]:
        if catalog is not None:
            yield self._towards(catalog)
            return
        named = {line.catalog_id for line in self.lines}
        for one in sorted(named - {""}) or [""]:
            yield self._towards(one)

    def _towards(self, catalog: str | None) -> dict[Key, _State]:
        """What holds towards a catalog; None for the last word towards any."""
        if (known := self._states.get(catalog)) is not None:
            return known
        states: dict[Key, _State] = {}
        for number, line in enumerate(self.lines):
            if catalog is None or _is_towards(line, catalog):
                states.setdefault(line.key, _State()).add(number, line)
        return self._states.setdefault(catalog, states)


def _is_towards(line: Decision, catalog: str) -> bool:
    return line.catalog_id in {"", catalog}
